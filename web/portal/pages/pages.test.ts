import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { money } from '../../../src/core/money.ts';
import { unbroken } from '../because.ts';
import { back, COMPLAINT, decision, frame, item, LABEL, NOON, ORDER } from '../cast.test-support.ts';
import { emptyItem } from '../draft.ts';
import { type Html, render } from '../html.ts';
import type { PortalOrder, PortalPreview, PortalReturn, PortalWays } from '../model.ts';
import { backmarket } from '../../../src/core/policy/packs/backmarket.ts';
import { SPOKEN, type Spoken } from '../words.ts';
import { changePage } from './change.ts';
import { codePage } from './code.ts';
import { detailsPage } from './details.ts';
import { sentPage } from './sent.ts';
import { wayPage } from './way.ts';
import { statementOf, withdrawalCheckPage, withdrawalDonePage, withdrawalPage } from './withdrawal.ts';
import { findPage } from './find.ts';
import { orderPage } from './order.ts';
import { PLAIN, plainPage } from './plain.ts';
import { policyPage } from './policy.ts';
import { FLASHES, printPage, returnPage } from './return.ts';
import { reviewPage } from './review.ts';

type Tree = { readonly [key: string]: string | Tree };
const wordsOf = (language: string): Map<string, string> => {
  const leaves = (tree: Tree, path = ''): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`)));
  const read = (file: string) => JSON.parse(readFileSync(new URL(`../../locales/${language}/${file}`, import.meta.url), 'utf8')) as Tree;
  return new Map(leaves({ ...read('portal.json'), ...read('portal/help.json') }));
};

const errors = [{ field: 'number', says: 'number_missing' }];
const draft = [
  { ...emptyItem('L1#1'), choice: 'fault', fault: 'overheating', note: 'hot', photos: [{ ref: 'r', name: 'hot.jpg', sealed: 's' }] },
  { ...emptyItem('L2#1'), choice: 'different' },
];
const previews = [
  { lineId: 'L1', unit: 1, decision: decision({ productState: ['complete', 'wiped'] }) },
  {
    lineId: 'L2',
    unit: 1,
    decision: decision({ outcome: 'reject', ground: 'none', resolutions: [], next: 'none' }),
    wouldChange: ['2026-12-01'],
  },
];
const POLICY = {
  title: 'Ω',
  sections: [
    { heading: 'Α', paragraphs: ['Α 1', 'Α 2'] },
    { heading: 'Β', paragraphs: ['Β 1'] },
  ],
  country: 'DE',
  countries: ['AT', 'DE', 'FR'],
};

const OFFERED = { outcome: 'split', amount: money(5000, 'EUR'), until: '2026-11-29T11:00:00.000Z' } as const;
const STAGES: Record<string, Partial<PortalReturn>> = {
  'in review, and late': { next: { who: 'seller', what: 'answer', by: '2026-11-21T11:00:00.000Z' } },
  'with a photo missing': { next: { who: 'buyer', what: 'send_photos' } },
  'with a question': {
    status: 'waiting_for_buyer',
    asks: 'Which network?\n\nInès',
    may: { addPhotos: true, answer: true, message: true, cancel: true },
  },
  'to be sent with our label': {
    status: 'approved',
    label: LABEL,
    sendBy: '2026-12-06T22:59:59.999Z',
    next: { who: 'buyer', what: 'send_back' },
  },
  'to be sent by the buyer': {
    status: 'approved',
    next: { who: 'buyer', what: 'send_back' },
    items: [item({ decision: decision({ returnShipping: { paidBy: 'buyer', label: 'own' } }) })],
    returnAddress: { name: 'Phénix Mobile', street: '12 rue du Port', postalCode: '59000', city: 'Lille', country: 'FR' },
  },
  'with the label to come': { status: 'approved', next: { who: 'seller', what: 'issue_label' } },
  'with nothing to send': {
    status: 'approved',
    next: { who: 'seller', what: 'resolve' },
    items: [item({ decision: decision({ next: 'refund_without_return' }) })],
  },
  'on its way': {
    status: 'in_transit',
    label: LABEL,
    next: { who: 'carrier', what: 'deliver' },
    items: [item({ parcel: 'in_transit' })],
    tracking: (['label_created', 'accepted', 'in_transit', 'out_for_delivery', 'delivered', 'lost', 'returned'] as const).map((code) => ({
      at: NOON,
      code,
      place: 'Lille',
    })),
  },
  'standing still': { status: 'in_transit', next: { who: 'seller', what: 'find_parcel' }, items: [item({ parcel: 'in_transit' })] },
  arrived: { status: 'in_transit', next: { who: 'seller', what: 'receive' }, items: [item({ parcel: 'delivered' })] },
  lost: { status: 'approved', next: { who: 'seller', what: 'resolve' }, items: [item({ parcel: 'lost' })] },
  received: { status: 'received', items: [item({ parcel: 'received' })] },
  'on hold': { status: 'received', hold: 'staff', items: [item({ parcel: 'received' })] },
  'held for its number': { status: 'received', hold: 'identity_mismatch', items: [item({ parcel: 'received' })] },
  inspected: { status: 'inspected', items: [item({ parcel: 'received', assessment: 'assessed', verdict: 'no_fault_found' })] },
  'being refunded': {
    status: 'resolving',
    next: { who: 'channel', what: 'confirm_refund' },
    items: [item({ settlement: 'refunding' })],
    refunds: (['submitted', 'failed', 'confirmed'] as const).map((state) => ({
      amount: money(36900, 'EUR'),
      state,
      at: NOON,
      by: 'as_paid' as const,
    })),
  },
  'being repaired': { status: 'resolving', items: [item({ settlement: 'repairing' })] },
  'being replaced': { status: 'resolving', items: [item({ settlement: 'replacing' })] },
  'being settled in two ways': {
    status: 'resolving',
    items: [item({ settlement: 'repairing' }), item({ lineId: 'L2', settlement: 'refunding' })],
  },
  ...Object.fromEntries(
    (['refunded', 'repaired', 'replaced', 'sent_back', 'kept', 'denied'] as const).map((settlement) => [
      settlement,
      {
        status: 'closed' as const,
        next: { who: 'nobody' as const },
        items: [item({ settlement, verdict: 'fault_confirmed', assessment: 'assessed' })],
        ...(settlement === 'refunded' && {
          refunds: [
            {
              amount: money(36900, 'EUR'),
              state: 'confirmed' as const,
              at: NOON,
              by: 'as_paid' as const,
              usually: '2026-11-27T22:59:59.999Z',
            },
          ],
        }),
      },
    ]),
  ),
  'to be fetched': {
    status: 'approved',
    next: { who: 'buyer', what: 'send_back' },
    label: { ...LABEL, kind: 'pickup', place: { slot: { from: '2026-11-24T08:00:00.000Z', until: '2026-11-24T11:00:00.000Z' } } },
  },
  'with a driver who did not come': {
    status: 'approved',
    next: { who: 'buyer', what: 'send_back' },
    label: { ...LABEL, kind: 'pickup', place: { slot: { from: '2026-11-20T08:00:00.000Z', until: '2026-11-20T11:00:00.000Z' } } },
  },
  'to be dropped off': {
    status: 'approved',
    next: { who: 'buyer', what: 'send_back' },
    label: {
      ...LABEL,
      kind: 'dropoff',
      codeUrl: 'https://carrier.example/code.png',
      place: { point: { id: 'P1', name: 'Tabac', street: '1 rue', postalCode: '59000', city: 'Lille', hours: [['09:00–19:00']] } },
    },
  },
  'to be brought to the shop': { status: 'approved', next: { who: 'buyer', what: 'send_back' }, label: { ...LABEL, kind: 'store' } },
  'with a finding to agree to': {
    status: 'inspected',
    items: [
      item({
        parcel: 'received',
        assessment: 'assessed',
        verdict: 'customer_damage',
        answer: 'finding',
        finding: {
          points: [{ key: 'outside_cracked' }, { key: 'battery_health', figure: '91 %' }, { own: { en: 'Ω 1', fr: 'Ω 1' } }],
          photos: [{ ref: 'crack', point: 0 }],
          grade: 'faulty',
        },
      }),
      item({ lineId: 'L2', answer: 'refusal', settlement: 'denied', given: { because: 'Ω' } }),
    ],
    messages: [
      {
        at: NOON,
        from: 'seller',
        author: 'Inès',
        body: 'Ω',
        files: [
          { id: 'f1', name: 'Ω.pdf', type: 'application/pdf', size: 1_234_567 },
          { id: 'f2', name: 'Ω.webp', type: 'image/webp', size: 999 },
        ],
      },
    ],
  },
  'with a deduction that was agreed to': {
    status: 'closed',
    next: { who: 'nobody' },
    items: [
      item({
        settlement: 'refunded',
        resolution: 'refund',
        agreedAt: NOON,
        given: { kept: money(4000, 'EUR'), because: 'Ω' },
        decision: decision({ ground: 'withdrawal' }),
      }),
    ],
    refunds: [{ amount: money(32900, 'EUR'), state: 'confirmed', at: NOON, by: 'bank', usually: '2026-11-21T22:59:59.999Z' }],
    bank: { state: 'sent', account: { holder: 'Léa', iban: 'FR14 •••• 2606', country: 'FR' } },
  },
  'with a remedy that failed': {
    status: 'inspected',
    items: [item({ parcel: 'received', assessment: 'assessed', failed: [{ remedy: 'replacement', because: 'Ω' }] })],
  },
  ...Object.fromEntries(
    (['wanted', 'given', 'wrong', 'sent'] as const).map((state) => [
      `whose account is ${state}`,
      {
        status: 'resolving' as const,
        items: [item({ settlement: 'refunding' })],
        refunds: [{ amount: money(36900, 'EUR'), state: 'submitted' as const, at: NOON, by: 'bank' as const }],
        bank: { state, ...(state !== 'wanted' && { account: { holder: 'Léa', iban: 'DE89 •••• 3000', country: 'DE' } }) },
      },
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        ['to_answer', { answerBy: '2026-11-24T11:00:00.000Z' }],
        ['waiting', {}],
        ['proposed', { offer: { ...OFFERED, ours: true, says: 'Ω' }, may: ['agreement', 'decline', 'word', 'withdrawal'] }],
        ['handed_over', { appealed: true }],
        ['ruled', { ruling: { ...OFFERED, ours: true, says: 'Ω' }, may: ['acceptance', 'appeal'] }],
        ['closed', { settled: { outcome: 'for_seller', amount: money(1, 'EUR'), by: 'ruling', at: NOON }, may: [] }],
      ] as const
    ).map(([state, more]) => [
      `with a complaint that is ${state}`,
      {
        status: 'rejected' as const,
        next: { who: 'nobody' as const },
        mediator: { name: 'Ω', url: 'https://mediator.example' },
        items: [item({ authorisation: 'rejected' })],
        dispute: { ...COMPLAINT, state, ...more },
      },
    ]),
  ),
  rejected: { status: 'rejected', next: { who: 'nobody' }, items: [item({ authorisation: 'rejected' })] },
  cancelled: { status: 'cancelled', next: { who: 'nobody' }, items: [item({ authorisation: 'cancelled' })] },
  expired: { status: 'expired', next: { who: 'nobody' }, items: [item({ authorisation: 'expired' })] },
};

const byKey = (all: readonly PortalPreview[]): Map<string, PortalPreview> =>
  new Map(all.map((preview) => [`${preview.lineId}#${preview.unit}`, preview]));

const SECOND: PortalOrder = { ...ORDER, ref: '0198f0aa-0000-7000-8000-000000000009', number: '47999999' };
const SECOND_KEY = `${SECOND.ref}~L1#1`;
const WITHDRAWAL = { name: 'Léa Fournier', number: '47120983', email: 'lea@example.org', about: 'Pixel 6', items: [] };
const WAYS: PortalWays = {
  ways: [
    { kind: 'prepaid', account: 'post', carrier: 'Sandbox Post', hasPoints: true, slots: [] },
    { kind: 'dropoff', account: 'post', carrier: 'Sandbox Post', price: money(420, 'EUR'), hasPoints: true, slots: [] },
    {
      kind: 'pickup',
      account: 'post',
      carrier: 'Sandbox Post',
      price: null,
      hasPoints: true,
      slots: [{ from: NOON, until: '2026-11-22T15:00:00.000Z' }],
    },
    { kind: 'store', account: 'post', carrier: 'Sandbox Post', price: money(0, 'EUR'), hasPoints: false, slots: [] },
  ],
  own: true,
  paidBy: 'buyer',
  chosen: null,
  postalCode: '59000',
  points: [
    {
      id: 'p1',
      name: 'Tabac de la Gare',
      street: '1 place de la Gare',
      postalCode: '59000',
      city: 'Lille',
      distance: 350,
      hours: [['09:00-19:00'], ['09:00-19:00'], [], ['09:00-12:00'], [], [], []],
    },
  ],
  pointsFailed: false,
  lithium: true,
};

const pagesIn = (language: Spoken): Record<string, Html> => {
  const here = frame(language);
  const signedIn = frame(language, { order: { ref: ORDER.ref, number: ORDER.number }, switch: { form: 'details', action: '/there' } });
  return {
    find: findPage(here, { number: '', email: '', errors, because: 'session_over' }),
    code: codePage(here, {
      number: ORDER.number,
      email: 'lea@example.org',
      errors: [{ field: 'code', says: 'code_wrong', values: { count: 2 } }],
      again: false,
      mailbox: '/sandbox/mail.html',
    }),
    'code again': codePage(here, { number: ORDER.number, email: 'lea@example.org', errors: [], again: true }),
    'order with others': orderPage(signedIn, { ...ORDER, others: [SECOND] }),
    'details of two orders': detailsPage(signedIn, { ...ORDER, others: [SECOND] }, [draft[0]!, { ...draft[0]!, key: SECOND_KEY }], 'token'),
    'review of two orders': reviewPage(
      signedIn,
      { ...ORDER, others: [SECOND] },
      [draft[0]!, { ...draft[0]!, key: SECOND_KEY }],
      new Map([...byKey(previews), [SECOND_KEY, { ...previews[0]!, decision: decision({ outcome: 'reject' }) }]]),
      'token',
      { contests: 'No.', replaces: { id: 'old', rma: 'R-OLD' } },
    ),
    sent: sentPage(signedIn, ORDER, [back(), back({ id: 'second', status: 'approved', label: LABEL, sendBy: NOON })]),
    change: changePage(signedIn, back(), ORDER.items, [{ field: 'item', says: 'item_missing' }]),
    way: wayPage(signedIn, back({ status: 'approved' }), WAYS, {
      token: 't',
      errors: [{ field: 'choice', says: 'way_missing' }],
      problem: 'no',
      typed: { way: 'dropoff/post', point: '', slot: '', postalCode: '' },
    }),
    withdrawal: withdrawalPage(here, WITHDRAWAL, 'token', [{ field: 'name', says: 'name_missing' }]),
    'withdrawal, signed in': withdrawalPage(signedIn, WITHDRAWAL, 'token', [], ORDER),
    'withdrawal, to confirm': withdrawalCheckPage(here, WITHDRAWAL, statementOf(here.words, 'Phénix Mobile', WITHDRAWAL, []), 'token'),
    'withdrawal, done': withdrawalDonePage(here, WITHDRAWAL, statementOf(here.words, 'Phénix Mobile', WITHDRAWAL, ['A']), '22.11.2026'),
    order: orderPage(signedIn, ORDER, [{ field: 'item', says: 'item_missing' }]),
    details: detailsPage(signedIn, ORDER, draft, 'token', [{ field: 'item1.reason', says: 'reason_missing' }], 'no'),
    review: reviewPage(signedIn, ORDER, draft, byKey(previews), 'token'),
    policy: policyPage(here, POLICY),
    'policy, signed in': policyPage(signedIn, POLICY),
    'review of one': reviewPage(signedIn, ORDER, [draft[0]!], byKey([previews[0]!]), 'token', { problem: 'no' }),
    ...Object.fromEntries(PLAIN.map((what) => [what, plainPage(here, what, { count: 2 })])),
    ...Object.fromEntries(FLASHES.map((flash) => [flash, returnPage(here, back(), { token: 't', flash })])),
    ...Object.fromEntries(
      Object.entries(STAGES).map(([name, stage]) => [`a return ${name}`, returnPage(here, back(stage), { token: 't' })]),
    ),
    ...Object.fromEntries(Object.entries(STAGES).map(([name, stage]) => [`a return ${name}, on paper`, printPage(here, back(stage))])),
  };
};

const KEY =
  /\b(?:common|code|withdrawal|sent|change|way|help|find|order|details|choices|reasons|faults|wishes|resolutions|photos|review|deadlines|headlines|next|steps|flash|answer|account|say|dispute|files|found|grades|messages|parcel|tracking|money|items|verdicts|authorisations|settlements|prepare|policy|states|story|print|cancel|errors|refusals|plain|conditions|languages)\.[a-z_]+\b/;

describe.each(SPOKEN)('in %s', (language) => {
  it.each(Object.entries(pagesIn(language)))('%s is written in full', (_name, made) => {
    const page = render(made);
    const text = page.replace(/(?:href|src|name|action|formaction|value)="[^"]*"/g, '');
    expect(text).not.toMatch(KEY);
    expect(text).not.toMatch(/\{\{|undefined|\[object|NaN/);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page.match(/<h1\b/g)).toHaveLength(1);
  });

  it.each(Object.entries(pagesIn(language)))('%s uses no id twice, and names every target of a label and a link', (_name, made) => {
    const page = render(made);
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const wanted = [...page.matchAll(/\s(?:for|aria-labelledby)="([^"]*)"|href="#([^"]*)"|aria-describedby="([^"]*)"/g)].flatMap((match) =>
      (match[1] ?? match[2] ?? match[3] ?? '').split(' '),
    );
    // The find page's errors are only an example here: its fields are.
    expect(wanted.filter((id) => id !== '' && !ids.includes(id))).toEqual([]);
  });

  it.each(Object.entries(pagesIn(language)))('%s keeps to the content security policy', (_name, made) => {
    expect(render(made)).not.toMatch(/\sstyle=|<style|\son\w+=|<script>|javascript:/);
  });
});

/** Words that are the same in two languages on purpose: names, and what both took from elsewhere. */
const SHARED = new Set(['Samsung', 'Software', 'Français', 'Español', 'Deutsch', 'Italiano', 'English']);

describe.each(SPOKEN.filter((language) => language !== 'en'))('in %s', (language) => {
  const en = wordsOf('en');
  const own = wordsOf(language);
  // A text with holes is looked for by its longest piece between them.
  const foreign = [...en].flatMap(([key, text]) => {
    const piece = text
      .split(/\{\{\w+\}\}/)
      .sort((a, b) => b.length - a.length)[0]!
      .trim();
    return piece.length > 12 && !own.get(key)!.includes(piece) && !SHARED.has(piece) ? [piece] : [];
  });

  it.each(Object.entries(pagesIn(language)))('nothing English is left on %s', (_name, made) => {
    expect(foreign.length).toBeGreaterThan(250);
    const text = render(made).replaceAll('Léa asked for a return.', '');
    expect(foreign.filter((piece) => text.includes(piece))).toEqual([]);
  });
});

it('no line begins with a sign: the core’s sentences are set anew', () => {
  expect(unbroken('Cela vaut jusqu’au 18 octobre : oui (§ 312g Abs. 1 ; art. 52).')).toBe(
    'Cela vaut jusqu’au 18 octobre\u00a0: oui (§\u00a0312g Abs.\u00a01\u00a0; art.\u00a052).',
  );
});

describe('the return policy', () => {
  it('can be gone through by its headings, and shown for another country without a script', () => {
    const page = render(policyPage(frame('de'), POLICY));
    expect([...page.matchAll(/href="#part-(\d)"/g)].map(([, n]) => n)).toEqual(['1', '2', '1', '2']);
    expect(page).toMatch(
      /<option value="DE" selected>Deutschland<\/option><option value="FR">Frankreich<\/option><option value="AT">Österreich/,
    );
  });

  it('is a link away from every page', () => {
    for (const made of Object.values(pagesIn('en'))) expect(render(made)).toContain('href="/portal/phenix/policy"');
  });
});

describe('what the policy wants done', () => {
  const policy = {
    ...backmarket,
    tables: {
      ...backmarket.tables,
      instructions: (['documents', 'preparation', 'packaging', 'contact'] as const).map((topic) => ({
        id: `instructions.${topic}`,
        ...(topic === 'preparation' && { when: { fact: 'category' as const, is: 'smartphone' } }),
        answer: { topic },
        reference: 'M10',
        words: { en: { agent: topic, buyer: `Told about ${topic}.` }, de: { agent: topic, buyer: `Gesagt zu ${topic}.` } },
      })),
    },
  };
  const told = decision({
    productState: ['complete', 'original_packaging'],
    instructions: policy.tables.instructions.map(({ id, answer }) => ({ rule: id, topic: answer.topic })),
  });
  const sending = { status: 'approved', label: LABEL, next: { who: 'buyer', what: 'send_back' } } as const;

  it('stands in place of our own lines about it, each once, and the help stays', () => {
    const page = render(
      returnPage(frame('de'), back({ ...sending, policy, items: [item({ decision: told }), item({ lineId: 'L2', decision: told })] }), {
        token: 't',
      }),
    );
    for (const topic of ['documents', 'preparation', 'packaging', 'contact'])
      expect(page.split(`Gesagt zu ${topic}.`), topic).toHaveLength(2);
    expect(page).not.toContain('Fotos und Daten sichern');
    expect(page).not.toContain('Rücksendeschein obenauf');
    expect(page).toContain('So geht es: iPhone 13 128 Go');
    expect(page).toContain('ganz unten Abmelden');
    expect(page).toContain('vollständig, mit allem Zubehör, in der Originalverpackung');
  });

  it('is told before anything is sent', () => {
    const page = render(
      reviewPage(frame('en'), { ...ORDER, policy }, [draft[0]!], byKey([{ lineId: 'L1', unit: 1, decision: told }]), 't'),
    );
    expect(page).toContain('Told about packaging.');
  });

  it('leaves the usual list to decisions of old', () => {
    const page = render(returnPage(frame('de'), back(sending), { token: 't' }));
    expect(page).toContain('Fotos und Daten sichern');
    expect(page).not.toContain('In welchem Zustand');
  });
});

describe('what would change the answer', () => {
  const lines = { wouldChange: ['Until 3 December the answer would be yes.'] };

  it('is said before sending, and as long as the policy’s no or a person’s look stands', () => {
    const shown = (over: Parameters<typeof item>[0]) =>
      render(returnPage(frame('en'), back({ status: 'in_review', items: [item({ ...lines, ...over })] }), { token: 't' }));
    expect(shown({ authorisation: 'in_review', decision: decision({ outcome: 'review' }) })).toContain(lines.wouldChange[0]);
    expect(shown({ authorisation: 'rejected', decision: decision({ outcome: 'reject' }) })).toContain(lines.wouldChange[0]);
    expect(shown({ authorisation: 'rejected', refusal: 'No.', decision: decision({ outcome: 'reject' }) })).not.toContain(
      lines.wouldChange[0],
    );
    expect(shown({ authorisation: 'approved' })).not.toContain(lines.wouldChange[0]);
    const reject = decision({ outcome: 'reject', ground: 'none', resolutions: [], next: 'none' });
    expect(
      render(reviewPage(frame('en'), ORDER, [draft[0]!], byKey([{ lineId: 'L1', unit: 1, decision: reject, ...lines }]), 't')),
    ).toContain(lines.wouldChange[0]);
  });
});

describe('a hostile world', () => {
  const hostile = '</textarea><script>alert(1)</script>';
  it('stays text: names, titles, notes, messages, file names, addresses', () => {
    const order = { ...ORDER, buyer: { ...ORDER.buyer, name: hostile }, items: ORDER.items.map((unit) => ({ ...unit, title: hostile })) };
    const evil = back({
      items: [item({ title: hostile, note: hostile })],
      asks: hostile,
      status: 'waiting_for_buyer',
      label: { ...LABEL, carrier: hostile, trackingUrl: 'javascript:alert(1)' },
      messages: [{ at: NOON, from: 'seller', author: hostile, body: hostile, language: '"><script>' }],
      photos: [{ ref: '"><script>', name: hostile }],
      events: [{ at: NOON, says: hostile }],
      rma: hostile,
      orderNumber: hostile,
      shop: hostile,
    });
    const here = frame('en', { seller: { slug: '"><script>', name: hostile, language: 'en' } });
    const pages = [
      orderPage(here, order),
      detailsPage(
        here,
        order,
        [{ ...draft[0]!, note: hostile, photos: [{ ref: 'r', name: hostile, sealed: '"><script>' }] }],
        '"><script>',
      ),
      reviewPage(here, order, [{ ...draft[0]!, note: hostile }], byKey(previews), 't', { problem: hostile, contests: hostile }),
      returnPage(here, evil, { token: 't', typed: { message: hostile, answer: hostile }, problem: hostile }),
      printPage(here, evil),
      codePage(here, { number: hostile, email: hostile, errors: [], again: false }),
      withdrawalPage(here, { name: hostile, number: hostile, email: hostile, about: hostile, items: [] }, hostile),
      withdrawalCheckPage(here, { name: hostile, number: hostile, email: hostile, about: hostile, items: [hostile] }, hostile, hostile),
      sentPage(here, order, [evil]),
      findPage(here, { number: hostile, email: '"><script>', errors: [] }),
    ];
    for (const page of pages) {
      expect(render(page)).not.toContain('<script>');
      expect(render(page)).not.toContain('javascript:');
    }
  });
});

describe('the decision before sending', () => {
  const said = (over: Parameters<typeof decision>[0]) =>
    render(reviewPage(frame('en'), ORDER, [draft[0]!], byKey([{ lineId: 'L1', unit: 1, decision: decision(over) }]), 't'));

  it('says what is paid back, who pays the way back and by when', () => {
    const page = said({ deadlines: [{ kind: 'send_back', dueAt: '2026-12-06T22:59:59.999Z', source: 'policy' }] });
    expect(page).toContain('€369.00');
    expect(page).toContain('Phénix Mobile pays: you get a label to print');
    expect(page).toContain('Sunday 6 December');
  });

  it('shows what a refund is made of where it is more or less than the price', () => {
    const page = said({
      refund: { items: money(36900, 'EUR'), shipping: money(490, 'EUR'), deductions: money(0, 'EUR'), total: money(37390, 'EUR') },
    });
    expect(page).toContain('€373.90');
    expect(page).toContain('€369.00 for the item + €4.90 delivery');
  });

  it('lets a buyer who is refused send it all the same', () => {
    const page = said({ outcome: 'reject', resolutions: [] });
    expect(page).toContain('Send it all the same');
    expect(page).toContain('A person reads it.');
  });
});

describe('the progress page', () => {
  const shown = (over: Parameters<typeof back>[0]) => render(returnPage(frame('en'), back(over), { token: 't' }));

  it('gives a person’s reason for a refusal, never the policy’s when it said yes', () => {
    const page = shown({
      status: 'rejected',
      items: [item({ authorisation: 'rejected', refusal: 'The number on the photo is another phone’s.' })],
    });
    expect(page).toContain('The number on the photo is another phone’s.');
    expect(page).not.toContain('You can withdraw');
    expect(shown({ status: 'rejected', items: [item({ authorisation: 'rejected' })] })).not.toContain('You can withdraw');
  });

  it('says since when it is late, and is sorry', () => {
    expect(shown({ next: { who: 'seller', by: '2026-11-21T11:00:00.000Z' } })).toContain(
      'was due Saturday 21 November at 12:00: we are sorry, it is late',
    );
  });

  it('folds older messages away, on paper none', () => {
    const messages = Array.from({ length: 7 }, (_, i) => ({ at: NOON, from: 'seller' as const, author: 'Inès', body: `Message ${i}` }));
    expect(shown({ messages })).toMatch(/3 earlier messages<[^]*Message 2<[^]*<\/details>[^]*Message 3</);
    expect(render(printPage(frame('en'), back({ messages })))).not.toContain('<details');
  });

  it('asks only for what the reason needs, and only while a question stands', () => {
    expect(shown({ status: 'waiting_for_buyer', may: { addPhotos: true, answer: true, message: true, cancel: true } })).toContain(
      'id="answer-form"',
    );
    expect(shown({ status: 'in_review', may: { addPhotos: true, answer: true, message: true, cancel: true } })).not.toContain(
      'id="answer-form"',
    );
    expect(shown({ items: [item({ reason: 'damaged_in_transit' })] })).toContain('Keep the packaging');
  });

  it('says on paper whose return it is, by name and code', () => {
    expect(render(printPage(frame('en'), back()))).toMatch(/Phénix Mobile · Return <b>R-7B2C-1DKP<\/b>/);
  });
});

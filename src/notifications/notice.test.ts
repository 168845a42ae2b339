import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../core/access.ts';
import { money } from '../core/money.ts';
import { NOTICE_KINDS, type NoticeKind } from '../core/notices.ts';
import type { CommonFacts, FactsByKind, FactsOf } from './facts.ts';
import { type Notice, notice } from './notice.ts';
import { orderMail, wishEnding } from './order-mail.ts';

const PROGRESS = 'https://retours.phenix.example/r/8f2k';
const LABEL = 'https://retours.phenix.example/r/8f2k/label.pdf';
const SLIP = 'https://retours.phenix.example/r/8f2k/slip.pdf';
/** 23:30 in Paris on the 6th, still the 6th in UTC; one hour later it would not be. */
const SIXTH = '2026-12-06T22:30:00.000Z';
const LILLE = { name: 'Phénix Mobile — Retours', street: '4 quai du Wault', postalCode: '59000', city: 'Lille', country: 'FR' };
const eur = money(36900, 'EUR');

const COMMON: CommonFacts = {
  rma: 'R-4K7D-9QXM',
  seller: { name: 'Phénix Mobile', colour: '#c2410c' },
  buyerName: 'Élodie Marchand',
  items: [{ title: 'iPhone 13 128 Go' }],
  progressUrl: PROGRESS,
  zone: 'Europe/Paris',
  sorry: true,
};

/** The phone whose battery died twice, at every step of its way. */
const STEPS: { readonly [K in NoticeKind]: FactsByKind[K] } = {
  received_request: { answerBy: SIXTH },
  approved: { way: { kind: 'prepaid', labelUrl: LABEL, slipUrl: SLIP, address: LILLE, sendBy: SIXTH, lithium: true }, refund: eur },
  rejected: { reasons: ['The return window of 30 days ended on 2 October.'] },
  information_request: { asks: 'Could you send us\na photo of the battery page?', answerBy: SIXTH },
  answer_reminder: { asks: 'Could you send us\na photo of the battery page?', answerBy: SIXTH },
  label: { labelUrl: LABEL, slipUrl: SLIP, carrier: 'Sandbox Post', sendBy: SIXTH },
  send_back_reminder: { sendBy: SIXTH, labelUrl: LABEL },
  in_transit: { carrier: 'Sandbox Post', trackingNumber: 'SP0123456789012345', trackingUrl: 'https://post.example/SP0123456789012345' },
  parcel_lost: { resolveBy: SIXTH },
  received: { resolveBy: SIXTH },
  inspected: { findings: [{ title: 'iPhone 13 128 Go', verdict: 'fault_confirmed' }], resolveBy: SIXTH },
  resolved: { as: 'repair', by: SIXTH },
  refund_on_its_way: { amount: eur, paidOutBy: 'Back Market' },
  refunded: { amount: eur },
  remedy_failed: { as: 'repair', by: '2026-11-24T16:00:00.000Z' },
  repaired: { carrier: 'Sandbox Post', trackingNumber: 'SP0123456789012345' },
  replaced: {},
  sent_back: { reasons: ['No fault was found.'] },
  sent_out: { carrier: 'Sandbox Post', trackingNumber: 'SP0123456789012345', trackingUrl: 'https://post.example/SP0123456789012345' },
  kept: { amount: eur },
  denied: { reasons: ['The device in the parcel is another one.'] },
  cancelled: {},
  expired: { sendBy: SIXTH },
  message: { body: 'Hello,\nyour phone is <fine>.\nInès', author: 'Inès Marchand' },
  hold_waiting: { arrived: true, by: SIXTH },
  dispute_opened: {},
  survey: { answers: [1, 2, 3, 4, 5].map((score) => ({ score, url: LABEL })) },
};

const factsOf = <K extends NoticeKind>(kind: K, common: CommonFacts = COMMON): FactsOf<K> => ({ ...common, ...STEPS[kind] });
/** Blanks that do not break read as blanks. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]|&nbsp;/g, ' ');
const forms = (made: Notice): Record<string, string> => ({ subject: made.subject, text: made.text, html: made.html, thread: made.thread });

const EVERY = NOTICE_KINDS.flatMap((kind) => LANGUAGES.map((language) => ({ kind, language })));
const DATED = NOTICE_KINDS.filter((kind) => JSON.stringify(STEPS[kind]).includes(SIXTH));
const PAID = NOTICE_KINDS.filter((kind) => JSON.stringify(STEPS[kind]).includes('"minor"'));

describe.each(EVERY)('$kind in $language', ({ kind, language }) => {
  const made = notice(kind, factsOf(kind), language);

  test('is whole: nothing missing shows as a hole', () => {
    for (const [form, words] of Object.entries(forms(made))) {
      expect(words.trim(), form).not.toBe('');
      expect(words, form).not.toMatch(/undefined|\bnull\b|NaN|\[object|\$\{|\{\{|function/);
      if (form !== 'html') expect(words, form).not.toMatch(/\bfalse\b|[^.]\.\.[^.]| ,|\( ?\)/);
    }
    expect(made.language).toBe(language);
  });

  test('names the return, the seller and the buyer, and leads to the progress page', () => {
    expect(made.subject).toContain('R-4K7D-9QXM');
    for (const form of [made.text, made.html]) {
      for (const fact of ['R-4K7D-9QXM', 'Phénix Mobile', PROGRESS, ...(kind === 'message' ? [] : ['Élodie Marchand'])])
        expect(form).toContain(fact);
    }
    if (kind !== 'message') expect(made.thread).toContain('R-4K7D-9QXM');
  });

  test('every link in the mail is one of ours, and nothing is loaded from anywhere', () => {
    const urls = [...made.html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) expect([PROGRESS, LABEL, SLIP, 'https://post.example/SP0123456789012345']).toContain(url);
    expect(made.html).not.toMatch(/<img|<script|<link|url\(|@import|src=/i);
  });

  test('hostile names change nothing but themselves', () => {
    const evil = '"><img src=x onerror=alert(1)>\r\nBcc: all@example.org';
    const bad = notice(
      kind,
      {
        ...factsOf(kind),
        buyerName: evil,
        items: [{ title: evil }],
        seller: { name: evil, colour: 'red;background:url(https://evil.example)' },
        progressUrl: 'javascript:alert(1)',
      } as FactsOf<typeof kind>,
      language,
    );
    expect(bad.html).not.toMatch(/<img|javascript:|evil\.example/);
    expect(bad.subject).not.toMatch(/[\r\n]/);
    expect(bad.text).not.toMatch(/^Bcc:/m);
  });
});

describe.each([
  { language: 'en', date: 'Sunday 6 December 2026', amount: '€369.00' },
  { language: 'fr', date: 'dimanche 6 décembre 2026', amount: '369,00 €' },
  { language: 'de', date: 'Sonntag, 6. Dezember 2026', amount: '369,00 €' },
  { language: 'es', date: 'domingo 6 de diciembre de 2026', amount: '369,00 €' },
  { language: 'it', date: 'domenica 6 dicembre 2026', amount: '369,00 €' },
] as const)('in $language', ({ language, date, amount }) => {
  test.each(DATED)('%s says by when, in the buyer’s words and on the buyer’s calendar', (kind) => {
    const made = notice(kind, factsOf(kind), language);
    for (const form of [made.text, made.html, made.thread]) expect(plain(form)).toContain(date);
  });

  test.each(PAID)('%s says how much', (kind) => {
    const made = notice(kind, factsOf(kind), language);
    for (const form of [made.text, made.html, made.thread]) expect(plain(form)).toContain(amount);
  });
});

test('the day is that of the buyer’s country: half an hour after midnight in Athens, half an hour before in Paris', () => {
  expect(notice('received', factsOf('received'), 'en').text).toContain('Sunday 6 December');
  expect(notice('received', factsOf('received', { ...COMMON, zone: 'Europe/Athens' }), 'en').text).toContain('Monday 7 December');
});

test('regret comes first where something went wrong, and is not feigned for a change of mind', () => {
  const sorry = notice('approved', factsOf('approved'), 'en').text;
  expect(sorry.indexOf('sorry')).toBeGreaterThan(0);
  expect(sorry.indexOf('sorry')).toBeLessThan(sorry.indexOf('accepted'));
  expect(notice('approved', factsOf('approved', { ...COMMON, sorry: false }), 'en').text).not.toContain('sorry');
  expect(notice('approved', factsOf('approved'), 'fr').text).toMatch(/désolés[\s\S]*accepté/);
});

test('a prepaid way back brings the label, what to do before sending, and where it goes', () => {
  const { text, html, thread } = notice('approved', factsOf('approved'), 'en');
  for (const form of [text, html, thread])
    for (const fact of [LABEL, SLIP, '4 quai du Wault', '59000 Lille', 'Back up', 'eSIM', 'Sign out', 'swollen'])
      expect(form).toContain(fact);
});

test('a label says how the parcel is handed in, where it is not simply posted', () => {
  const says = (how?: 'pickup' | 'dropoff' | 'store') => notice('label', { ...factsOf('label'), ...(how && { how }) }, 'en').text;
  expect(says('pickup')).toContain('A driver comes to your door');
  expect(says('dropoff')).toContain('from your telephone');
  expect(says('store')).toContain('to our store');
  expect(says()).not.toContain('driver');
});

test('at the buyer’s own expense there is no label, but the address and the slip', () => {
  const way = { kind: 'own', slipUrl: SLIP, address: LILLE, sendBy: SIXTH, lithium: false } as const;
  const { text } = notice('approved', { ...COMMON, sorry: false, way }, 'en');
  expect(text).toContain(SLIP);
  expect(text).toContain('59000 Lille');
  expect(text).not.toMatch(/we pay the postage|swollen/);
});

test('where nothing has to come back, nobody is told to send anything', () => {
  const { text } = notice('approved', { ...COMMON, way: { kind: 'none' }, refund: eur }, 'en');
  expect(text).toContain('€369.00');
  expect(text).not.toMatch(/label|slip|postage/i);
});

test('a refusal gives its reasons and says how to contest it', () => {
  const { text, thread } = notice('rejected', factsOf('rejected'), 'en');
  for (const form of [text, thread]) {
    expect(form).toContain('- The return window of 30 days ended on 2 October.');
    expect(form).toMatch(/Somebody else will look at it again/);
  }
});

test('the channel’s thread leads nobody away: no link but the label and the slip', () => {
  for (const kind of NOTICE_KINDS) {
    const { thread } = notice(kind, factsOf(kind), 'fr');
    for (const [url] of thread.matchAll(/https?:\/\/\S+/g)) expect([LABEL, SLIP], kind).toContain(url);
  }
});

test('a person’s own words keep their lines, and their angle brackets stay words', () => {
  const { text, html, thread } = notice('message', factsOf('message'), 'en');
  expect(text).toContain('Hello,\nyour phone is <fine>.\nInès');
  expect(html).toContain('Hello,<br>your phone is &lt;fine&gt;.<br>Inès');
  // They greet and sign by themselves: nothing is put around them in the thread.
  expect(thread).toBe('Hello,\nyour phone is <fine>.\nInès\n');
});

test('the label can be printed before the long list of what to do', () => {
  const { html, text } = notice('approved', factsOf('approved'), 'en');
  for (const form of [html, text]) expect(form.indexOf(LABEL)).toBeLessThan(form.indexOf('Back up'));
});

test('several items are counted in the sentence and named below it', () => {
  const two = { ...COMMON, items: [{ title: 'iPhone 13 128 Go' }, { title: 'Chargeur 20 W' }] };
  expect(notice('received', factsOf('received', two), 'fr').text).toContain('vos 2 articles');
  const { text } = notice('received', factsOf('received', two), 'en');
  expect(text).toContain('Your 2 items have arrived');
  expect(text).toContain('Chargeur 20 W');
});

test('what is optional may be absent without leaving a hole', () => {
  const bare: { readonly [K in NoticeKind]?: FactsByKind[K] } = {
    received_request: {},
    received: {},
    in_transit: {},
    parcel_lost: {},
    kept: {},
    expired: {},
    send_back_reminder: {},
    answer_reminder: { asks: 'Which colour?' },
    hold_waiting: { arrived: false },
    resolved: { as: 'replacement' },
    repaired: {},
    rejected: { reasons: [] },
    information_request: { asks: 'Which colour?' },
  };
  for (const [kind, step] of Object.entries(bare)) {
    for (const language of LANGUAGES) {
      const made = notice(kind as NoticeKind, { ...COMMON, ...step } as never, language);
      for (const form of [made.text, made.thread, made.subject]) expect(form, kind).not.toMatch(/undefined|\bfalse\b| ,| \.(?!\w)|  \S/);
    }
  }
});

test('no letter borrows the words of another language', () => {
  // What the sentences are made of, without the facts that stand in them.
  const sentences = (language: Language) =>
    NOTICE_KINDS.filter((kind) => kind !== 'message').flatMap((kind) =>
      notice(kind, factsOf(kind), language)
        .text.split('\n')
        .filter((line) => line.length > 12 && !/^(- |https?:|iPhone|Phénix|4 quai|59000|Could you|a photo of)/.test(line)),
    );
  const seen = new Map<string, Language>();
  for (const language of LANGUAGES)
    for (const line of sentences(language)) {
      expect(seen.get(line) ?? language, line).toBe(language);
      seen.set(line, language);
    }
});

test.each(LANGUAGES)('in %s, a case that waits for a person says why, and what would change the answer', (language) => {
  const lists = { reasons: ['One reason.'], wouldChange: ['A photo by Friday.'] };
  for (const kind of ['received_request', 'rejected'] as const) {
    const { text, thread } = notice(kind, { ...factsOf(kind), ...lists } as never, language);
    for (const form of [text, thread]) expect(form).toMatch(/:\n- One reason\.[^]*:\n- A photo by Friday\./);
  }
  const without = notice('rejected', factsOf('rejected'), language).text;
  expect(notice('rejected', { ...factsOf('rejected'), wouldChange: [] }, language).text).toBe(without);
});

test.each(LANGUAGES)('in %s, what the policy wants done takes the place of our general line about it', (language) => {
  const usual = notice('approved', factsOf('approved'), language).text;
  const told = notice(
    'approved',
    {
      ...factsOf('approved'),
      instructions: { along: ['Add the charger.'], documents: ['Enclose the invoice.'], contact: ['Ask Inès.'] },
      productState: ['unopened'],
    },
    language,
  ).text;
  expect(told).toContain('5. ');
  const lines = (text: string) =>
    text
      .split('\n')
      .filter((line) => /^\d\. /.test(line))
      .map((line) => line.slice(3));
  expect(lines(usual)).toHaveLength(6);
  expect(lines(told)).toEqual([...lines(usual).slice(0, 4), 'Add the charger.', lines(usual)[4], 'Enclose the invoice.']);
  expect(told).toContain('\nAsk Inès.\n');
  expect(told.length).toBeGreaterThan(usual.length);
});

test('the button can be read whatever colour the seller likes', () => {
  const inkOn = (colour: string) =>
    /background:(#[0-9a-f]{6});color:(#[0-9a-f]{6})/
      .exec(notice('received', factsOf('received', { ...COMMON, seller: { name: 'A', colour } }), 'en').html)
      ?.slice(1);
  expect(inkOn('#FFE600')).toEqual(['#ffe600', '#10141a']);
  expect(inkOn('#0b3d2e')).toEqual(['#0b3d2e', '#ffffff']);
});

test('French signs and amounts keep to their word, in plain text as in HTML', () => {
  for (const kind of NOTICE_KINDS) {
    const { subject, text, html, thread } = notice(kind, factsOf(kind), 'fr');
    for (const form of [subject, text, thread]) expect(form.replaceAll('-- \n', '')).not.toMatch(/[^\s] [:;?!»€]/);
    expect(html.split('</head>')[1]!.replace(/<[^>]*>/g, '')).not.toMatch(/\w [:;?!»€]/);
  }
});

test.each(LANGUAGES)('what may be left out says where, in %s; what always goes out does not', (language) => {
  const preferencesUrl = 'https://retours.phenix.example/portal/phenix/mails/x.y';
  for (const kind of NOTICE_KINDS) {
    const without = notice(kind, factsOf(kind), language);
    expect(without.html).not.toContain('/mails/');
    const { html, text, thread } = notice(kind, { ...factsOf(kind), preferencesUrl } as FactsOf<typeof kind>, language);
    expect(html).toContain(preferencesUrl);
    expect(text).toContain(preferencesUrl);
    expect(thread).not.toContain('/mails/');
  }
});

test('a logo stands for the name, the name for the logo, and no other picture gets in', () => {
  const seller = { name: 'Phénix "Mobile"', colour: '#c2410c', logoUrl: 'https://retours.phenix.example/portal/phenix/logo/a1' };
  const { html } = notice('received', { ...factsOf('received'), seller }, 'en');
  expect(html).toContain('<img src="https://retours.phenix.example/portal/phenix/logo/a1" alt="Phénix &quot;Mobile&quot;"');
  const evil = notice('received', { ...factsOf('received'), seller: { ...seller, logoUrl: 'javascript:alert(1)' } }, 'en');
  expect(evil.html).not.toContain('<img');
});

describe.each(LANGUAGES)('a wish to cancel in %s', (language) => {
  test.each(['accepted', 'saved'] as const)('%s: says how it ended, whole', (end) => {
    const ending = wishEnding(end, { order: 'PH-1001', item: 'iPhone 13' }, eur, language);
    const mail = orderMail({
      seller: COMMON.seller,
      buyerName: 'Élodie Marchand',
      orderNumber: 'PH-1001',
      language,
      zone: 'Europe/Paris',
      portalUrl: PROGRESS,
      ...ending,
    });
    for (const form of [mail.subject, mail.text, mail.html]) {
      expect(form).toContain('PH-1001');
      expect(form).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(mail.html).toContain(`lang="${language}"`);
    expect(plain(mail.text).includes('369')).toBe(end === 'accepted');
  });
});

import { describe, expect, it } from 'vitest';
import { money } from '../../src/core/money.ts';
import { LABEL_KINDS, PARCELS, SETTLEMENTS, STATUSES } from '../../src/core/return/model.ts';
import { back, COMPLAINT, decision, item, LABEL, NOON } from './cast.test-support.ts';
import type { PortalDispute } from './model.ts';
import { type Headline, HEADLINES, progressOf } from './progress.ts';
import { SPOKEN, wordsFor } from './words.ts';

const headline = (...args: Parameters<typeof back>) => progressOf(back(...args)).headline;

describe('the headline', () => {
  it('follows a phone from the request to the money', () => {
    expect(headline({ status: 'in_review' })).toBe('in_review');
    expect(headline({ status: 'waiting_for_buyer' })).toBe('waiting_for_buyer');
    expect(headline({ status: 'approved', next: { who: 'seller', what: 'issue_label' } })).toBe('label_coming');
    expect(headline({ status: 'approved', next: { who: 'buyer', what: 'send_back' }, label: LABEL })).toBe('send_prepaid');
    expect(headline({ status: 'in_transit', next: { who: 'carrier', what: 'deliver' }, items: [item({ parcel: 'in_transit' })] })).toBe(
      'in_transit',
    );
    expect(headline({ status: 'in_transit', next: { who: 'seller', what: 'receive' }, items: [item({ parcel: 'delivered' })] })).toBe(
      'delivered',
    );
    expect(headline({ status: 'received', next: { who: 'seller', what: 'inspect' }, items: [item({ parcel: 'received' })] })).toBe(
      'received',
    );
    expect(headline({ status: 'inspected' })).toBe('inspected');
    expect(headline({ status: 'resolving', items: [item({ settlement: 'refunding' })] })).toBe('refunding');
    expect(headline({ status: 'closed', items: [item({ settlement: 'refunded' })] })).toBe('refunded');
  });

  it('asks for a photo where only a photo is missing', () => {
    const { headline: said, tone } = progressOf(back({ status: 'in_review', next: { who: 'buyer', what: 'send_photos' } }));
    expect([said, tone]).toEqual(['send_photos', 'act']);
  });

  it('tells a buyer who pays the way back to send it themselves', () => {
    const own = decision({ returnShipping: { paidBy: 'buyer', label: 'own' } });
    expect(headline({ status: 'approved', next: { who: 'buyer', what: 'send_back' }, items: [item({ decision: own })] })).toBe('send_own');
  });

  it('says what is needed of the buyer while a return is on hold, and nothing where the reason is the team’s own', () => {
    expect(headline({ status: 'received', hold: 'staff' })).toBe('on_hold');
    expect(headline({ status: 'in_review', hold: 'identity_mismatch' })).toBe('on_hold');
    expect(progressOf(back({ status: 'inspected', hold: 'identity_mismatch' }))).toMatchObject({
      headline: 'hold_serial',
      tone: 'act',
      next: { who: 'buyer' },
    });
    expect(headline({ status: 'inspected', hold: 'missing_item' })).toBe('hold_missing');
  });

  it.each([
    ['in_review', 'answered'],
    ['approved', 'sent'],
    ['received', 'checked'],
  ] as const)('a hold while it is %s stands at the step that is reached: %s', (status, at) => {
    expect(progressOf(back({ status, hold: 'staff' }))).toMatchObject({ headline: 'on_hold', at });
  });

  it('follows the way back that was chosen', () => {
    const sent = { status: 'approved', next: { who: 'buyer', what: 'send_back' } } as const;
    const way = (label: Partial<typeof LABEL>) => headline({ ...sent, label: { ...LABEL, ...label } });
    const slot = { from: '2026-11-23T08:00:00.000Z', until: '2026-11-23T11:00:00.000Z' };
    expect(way({})).toBe('send_prepaid');
    expect(way({ pdf: false })).toBe('label_coming');
    expect(way({ kind: 'dropoff' })).toBe('send_dropoff');
    expect(way({ kind: 'store', pdf: false })).toBe('send_store');
    expect(way({ kind: 'own', pdf: false })).toBe('send_own');
    expect(way({ kind: 'pickup', place: { slot } })).toBe('send_pickup');
    expect(way({ kind: 'pickup', place: { slot: { from: '2026-11-20T08:00:00.000Z', until: '2026-11-20T11:00:00.000Z' } } })).toBe(
      'pickup_missed',
    );
  });

  it('speaks of a complaint first, whatever the return is at, and of its outcome once all is over', () => {
    const denied = { status: 'closed', next: { who: 'nobody' }, items: [item({ settlement: 'denied' })] } as const;
    const at = (state: PortalDispute['state'], more: Partial<PortalDispute> = {}) =>
      progressOf(back({ ...denied, dispute: { ...COMPLAINT, state, ...more } }));
    expect(at('to_answer', { answerBy: '2026-11-24T11:00:00.000Z' })).toMatchObject({
      headline: 'disputed',
      next: { who: 'seller', by: '2026-11-24T11:00:00.000Z' },
    });
    expect(at('waiting').headline).toBe('dispute_answered');
    const terms = { outcome: 'split', amount: money(5000, 'EUR'), until: '2026-11-29T11:00:00.000Z' } as const;
    expect(at('proposed', { offer: { ...terms, ours: true } })).toMatchObject({
      headline: 'offer',
      tone: 'act',
      next: { who: 'buyer', by: terms.until },
    });
    expect(at('proposed', { offer: { ...terms, ours: false } }).headline).toBe('offer_yours');
    expect(at('ruled', { ruling: { ...terms, ours: true, says: 'So.' } })).toMatchObject({
      headline: 'ruled',
      next: { who: 'buyer', by: terms.until },
    });
    const end = (outcome: 'for_buyer' | 'for_seller', by: 'ruling' | 'withdrawal' = 'ruling') =>
      at('closed', { settled: { outcome, amount: money(5000, 'EUR'), by, at: NOON } }).headline;
    expect([end('for_buyer'), end('for_seller'), end('for_seller', 'withdrawal')]).toEqual(['dispute_won', 'dispute_lost', 'denied']);
    expect(
      headline({
        status: 'received',
        dispute: { ...COMPLAINT, state: 'closed', settled: { outcome: 'for_seller', amount: money(1, 'EUR'), by: 'ruling', at: NOON } },
      }),
    ).toBe('received');
  });

  it('asks for an account before it speaks of the money', () => {
    const refunding = {
      status: 'resolving',
      next: { who: 'channel', what: 'confirm_refund' },
      items: [item({ settlement: 'refunding' })],
    } as const;
    expect(progressOf(back({ ...refunding, bank: { state: 'wanted' } }))).toMatchObject({
      headline: 'account_wanted',
      next: { who: 'buyer' },
    });
    expect(progressOf(back({ ...refunding, bank: { state: 'given' } }))).toMatchObject({ headline: 'refunding', next: { who: 'seller' } });
    expect(headline({ ...refunding, refunds: [{ amount: money(1, 'EUR'), state: 'failed', at: NOON, by: 'as_paid' }] })).toBe(
      'refund_late',
    );
  });

  it('is found for every state that a return can be in: each axis, each way, each hold', () => {
    const label = (kind: (typeof LABEL_KINDS)[number]) => ({ label: { ...LABEL, kind } });
    const seen = new Set<string>();
    const untold: string[] = [];
    for (const status of STATUSES)
      for (const hold of [undefined, 'identity_mismatch', 'missing_item', 'dispute', 'staff'] as const)
        for (const parcel of PARCELS)
          for (const settlement of SETTLEMENTS)
            for (const way of [{}, ...LABEL_KINDS.map(label)])
              for (const what of ['send_back', 'issue_label', 'resolve', 'find_parcel'] as const) {
                const said = progressOf(
                  back({
                    status,
                    ...(hold && { hold }),
                    next: { who: what === 'send_back' ? 'buyer' : 'seller', what },
                    items: [item({ parcel, settlement })],
                    ...way,
                  }),
                );
                const isTold =
                  HEADLINES[said.headline] !== undefined && (said.at === null || said.steps.includes(said.at) || said.steps.length < 5);
                if (!isTold) untold.push(JSON.stringify([status, hold, parcel, settlement, what, said]));
                seen.add(said.headline);
              }
    for (const words of SPOKEN.map((language) => wordsFor(language)))
      for (const name of Object.keys(HEADLINES) as Headline[])
        for (const part of ['title', 'text'] as const)
          expect(words.has(`headlines.${name}.${part}`), `${words.language} ${name}.${part}`).toBe(true);
    expect(untold).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });

  it('says when the parcel stands still, and when it is lost', () => {
    expect(headline({ status: 'in_transit', next: { who: 'seller', what: 'find_parcel' }, items: [item({ parcel: 'in_transit' })] })).toBe(
      'stalled',
    );
    expect(headline({ status: 'approved', next: { who: 'seller', what: 'resolve' }, items: [item({ parcel: 'lost' })] })).toBe('lost');
  });

  it('stays general where two items end differently', () => {
    expect(headline({ status: 'closed', items: [item({ settlement: 'refunded' }), item({ lineId: 'L2', settlement: 'denied' })] })).toBe(
      'closed',
    );
  });
});

describe('the step line', () => {
  it('leaves out the parcel where nothing has to be sent', () => {
    const kept = progressOf(
      back({
        status: 'approved',
        next: { who: 'seller', what: 'resolve' },
        items: [item({ decision: decision({ next: 'refund_without_return' }) })],
      }),
    );
    expect(kept).toMatchObject({
      headline: 'nothing_to_send',
      steps: ['asked', 'answered', 'settled'],
      at: 'settled',
      done: ['asked', 'answered'],
    });
  });

  it('ends where the return ended', () => {
    expect(progressOf(back({ status: 'rejected' }))).toMatchObject({ steps: ['asked', 'answered'], at: null, tone: 'stop' });
    expect(progressOf(back({ status: 'cancelled' })).steps).toEqual(['asked']);
  });

  it('is all done once it is closed', () => {
    const closed = progressOf(
      back({
        status: 'closed',
        items: [item({ settlement: 'refunded' })],
        refunds: [{ amount: money(36900, 'EUR'), state: 'confirmed', at: NOON, by: 'as_paid' }],
      }),
    );
    expect(closed.done).toEqual(closed.steps);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../access.ts';
import { noHolidays } from '../calendar.ts';
import { money } from '../money.ts';
import {
  answerClock,
  APPEAL_TO,
  decideDispute,
  type Dispute,
  DISPUTE_KINDS,
  DISPUTE_REASONS,
  type DisputeCommand,
  type DisputeEvent,
  type DisputeKind,
  evolveDispute,
  nextTick,
  openDispute,
  OUTCOMES,
  PARTIES,
} from './dispute.ts';
import { checklistOf } from './evidence.ts';

const ines: Actor = { kind: 'staff', id: 'u-ines', name: 'Inès', roles: ['customer_service'] };
const camille: Actor = { kind: 'staff', id: 'u-camille', name: 'Camille', roles: ['manager'] };
const buyer: Actor = { kind: 'buyer' };
const system: Actor = { kind: 'system', name: 'clock' };
const MORNING = '2026-11-02T09:00:00.000Z';
const eur = (minor: number) => money(minor, 'EUR');

/** A dispute of a return on which time can pass and people can speak. */
function stage(kind: DisputeKind = 'complaint', answerBy?: string) {
  let now = MORNING;
  const first = openDispute(
    {
      type: 'opened',
      wordsId: 'w-1',
      dispute: {
        id: 'd-1',
        code: 'D-4K7D-9QXM',
        returnId: 'r-1',
        orderId: 'o-1',
        country: 'FR',
        kind,
        reason: 'deduction',
        items: [{ lineId: '1', unit: 1 }],
        amount: eur(10_000),
        ...(answerBy && { answerBy }),
      },
    },
    { now, by: ines },
  );
  let { dispute } = first;
  const events: DisputeEvent[] = [...first.events];
  return {
    get dispute() {
      return dispute;
    },
    events,
    wait(days: number) {
      now = new Date(Date.parse(now) + days * 86_400_000).toISOString();
    },
    give(command: DisputeCommand, by: Actor = ines, deciders: readonly string[] = []) {
      const answer = decideDispute(dispute, command, { now, by, holidays: noHolidays, deciders });
      if (!answer.ok) return answer.refusal;
      dispute = answer.dispute;
      events.push(...answer.events);
      return answer.events.map(({ type }) => type);
    },
  };
}

describe('the first word', () => {
  test('wants an answer in two days; the ladder calls people, and a breach is on the record', () => {
    const desk = stage();
    expect(answerClock(desk.dispute)).toMatchObject({ dueAt: '2026-11-04T09:00:00.000Z', state: 'running', source: 'own' });
    desk.wait(1);
    expect(desk.give({ verb: 'tick' }, system)).toEqual(['escalated']);
    desk.wait(1);
    expect(desk.give({ verb: 'tick' }, system)).toEqual(['clock_breached', 'escalated']);
    desk.wait(1);
    expect(desk.give({ verb: 'tick' }, system)).toEqual(['escalated']);
    expect(nextTick(desk.dispute)).toBeNull();
    expect(desk.give({ verb: 'answer', wordsId: 'w-2' })).toEqual(['said']);
    expect(answerClock(desk.dispute).state).toBe('breached');
    expect(desk.dispute.state).toBe('waiting');
  });

  test('the bank’s own date counts, and never waits', () => {
    const desk = stage('chargeback', '2026-11-12T22:00:00.000Z');
    expect(answerClock(desk.dispute)).toMatchObject({ dueAt: '2026-11-12T22:00:00.000Z', source: 'channel' });
    expect(desk.give({ verb: 'submission', to: 'bank', pack: 'a'.repeat(64) })).toBe('not_your_duty');
    expect(desk.give({ verb: 'submission', to: 'bank', pack: 'a'.repeat(64) }, camille)).toEqual(['handed_over']);
    expect(answerClock(desk.dispute).state).toBe('met');
    expect(nextTick(desk.dispute)).toBeNull();
  });

  test('a second word before our answer gives us no more time', () => {
    const desk = stage();
    desk.wait(1);
    desk.give({ verb: 'word', party: 'buyer', wordsId: 'w-2' }, buyer);
    expect(answerClock(desk.dispute).dueAt).toBe('2026-11-04T09:00:00.000Z');
    desk.give({ verb: 'answer', wordsId: 'w-3' });
    desk.wait(1);
    desk.give({ verb: 'word', party: 'buyer', wordsId: 'w-4' }, buyer);
    expect(answerClock(desk.dispute).dueAt).toBe('2026-11-06T09:00:00.000Z');
  });

  test('an offer of theirs and a word after it are one question', () => {
    const desk = stage();
    desk.give({ verb: 'proposal', party: 'buyer', proposalId: 'p-1', wordsId: 'w-2', outcome: 'split', amount: eur(5_000) }, buyer);
    desk.wait(1);
    desk.give({ verb: 'word', party: 'buyer', wordsId: 'w-3' }, buyer);
    expect(answerClock(desk.dispute).dueAt).toBe('2026-11-04T09:00:00.000Z');
  });

  test('a word in the very moment of our answer is a new question', () => {
    const desk = stage();
    desk.give({ verb: 'answer', wordsId: 'w-2' });
    expect(answerClock(desk.dispute).state).toBe('met');
    desk.give({ verb: 'word', party: 'buyer', wordsId: 'w-3' }, buyer);
    expect(answerClock(desk.dispute)).toMatchObject({ state: 'running', dueAt: '2026-11-04T09:00:00.000Z' });
  });
});

describe('proposals', () => {
  const half = { verb: 'proposal', party: 'seller', proposalId: 'p-1', wordsId: 'w-2', outcome: 'split', amount: eur(5_000) } as const;

  test('agreed to, it is the end', () => {
    const desk = stage();
    expect(desk.give(half)).toEqual(['proposed']);
    expect(desk.give({ verb: 'agreement', party: 'seller' })).toBe('own_proposal');
    expect(desk.give({ verb: 'agreement', party: 'buyer' }, buyer)).toEqual(['agreed', 'closed']);
    expect(desk.dispute.settled).toMatchObject({ by: 'agreement', outcome: 'split', amount: eur(5_000) });
    expect(desk.give({ verb: 'answer', wordsId: 'w-9' })).toBe('dispute_closed');
  });

  test('nobody took it up: it lapses, and something else is ours to do', () => {
    const desk = stage();
    desk.give(half);
    desk.wait(7);
    expect(desk.give({ verb: 'tick' }, system)).toEqual(['proposal_lapsed']);
    expect(desk.dispute.state).toBe('to_answer');
    expect(answerClock(desk.dispute).state).toBe('running');
  });

  test('an offer of the buyer’s that we answered, and let lie, is answered: the word is theirs again', () => {
    const desk = stage();
    desk.give({ ...half, party: 'buyer' }, buyer);
    desk.give({ verb: 'answer', wordsId: 'w-3' });
    desk.wait(7);
    expect(desk.give({ verb: 'tick' }, system)).toEqual(['proposal_lapsed']);
    expect(desk.dispute.state).toBe('waiting');
  });

  test('the buyer’s offer waits for our word as any word does', () => {
    const desk = stage();
    desk.give({ verb: 'answer', wordsId: 'w-2' });
    desk.wait(1);
    desk.give({ ...half, party: 'buyer' }, buyer);
    expect(answerClock(desk.dispute)).toMatchObject({ state: 'running', dueAt: '2026-11-05T09:00:00.000Z' });
    expect(desk.give({ verb: 'decline', party: 'seller' })).toEqual(['declined']);
    expect(answerClock(desk.dispute).state).toBe('met');
  });

  test('terms speak of money that is there', () => {
    const desk = stage();
    const { amount: _none, ...without } = half;
    expect(desk.give(without)).toBe('amount_missing');
    expect(desk.give({ ...half, amount: eur(10_001) })).toBe('amount_out_of_range');
    expect(desk.give({ ...half, amount: money(100, 'GBP') })).toBe('wrong_currency');
    expect(desk.give({ ...half, outcome: 'for_seller' })).toBe('amount_not_wanted');
  });
});

describe('rulings', () => {
  const no = { verb: 'ruling', party: 'seller', wordsId: 'w-2', outcome: 'for_seller' } as const;

  test('are made by a manager who had no part in it', () => {
    const desk = stage();
    expect(desk.give(no)).toBe('not_your_duty');
    expect(desk.give(no, camille, ['u-camille'])).toBe('own_decision');
    expect(desk.give(no, camille)).toEqual(['ruled']);
    expect(desk.dispute.state).toBe('ruled');
  });

  test('whoever lost may appeal for fourteen days; then the ruling stands', () => {
    const desk = stage();
    desk.give(no, camille);
    desk.wait(13);
    expect(desk.give({ verb: 'appeal', party: 'buyer', to: 'marketplace', wordsId: 'w-3' }, buyer)).toEqual(['appealed']);
    expect(desk.give(no, camille)).toBe('not_the_sellers');
    expect(desk.give({ ...no, party: 'marketplace', outcome: 'for_buyer' }, camille)).toContain('ruled');
    desk.wait(14);
    expect(desk.give({ verb: 'tick' }, system)).toEqual(['closed']);
    expect(desk.dispute.settled).toMatchObject({ by: 'ruling', outcome: 'for_buyer' });
  });

  test('a ruling that gives the buyer everything ends it at once', () => {
    expect(stage().give({ ...no, outcome: 'for_buyer' }, camille)).toEqual(['ruled', 'closed']);
  });

  test('a case before marketplace or bank is not the seller’s to rule on', () => {
    expect(stage('chargeback').give(no, camille)).toBe('not_the_sellers');
    expect(stage('marketplace_case').give({ ...no, party: 'marketplace' }, camille)).toEqual(['ruled']);
  });
});

test('a dispute can be left by whoever began it', () => {
  const desk = stage('chargeback');
  expect(desk.give({ verb: 'withdrawal', wordsId: 'w-2' })).toEqual(['withdrawn', 'closed']);
  expect(desk.dispute.settled).toMatchObject({ by: 'withdrawal', outcome: 'for_seller' });
});

const id = fc.uuid();
const party = fc.constantFrom(...PARTIES);
const terms = fc
  .record({ outcome: fc.constantFrom(...OUTCOMES), minor: fc.option(fc.integer({ min: 0, max: 12_000 }), { nil: undefined }) })
  .map(({ outcome, minor }) => ({ outcome, ...(minor !== undefined && { amount: eur(minor) }) }));
const command: fc.Arbitrary<DisputeCommand> = fc.oneof(
  fc.record({ verb: fc.constant('answer' as const), wordsId: id }),
  fc.record({ verb: fc.constant('word' as const), party: fc.constantFrom('buyer', 'marketplace', 'bank'), wordsId: id }),
  fc.record({ verb: fc.constant('evidence' as const), party, wordsId: id }),
  fc
    .tuple(fc.record({ verb: fc.constant('proposal' as const), party, proposalId: id, wordsId: id }), terms)
    .map(([one, other]) => ({ ...one, ...other })),
  fc.record({ verb: fc.constant('agreement' as const), party }),
  fc.record({ verb: fc.constant('decline' as const), party }),
  fc.record({ verb: fc.constant('acceptance' as const), party }),
  fc.record({ verb: fc.constant('submission' as const), to: fc.constantFrom(...APPEAL_TO), pack: fc.constant('b'.repeat(64)) }),
  fc
    .tuple(fc.record({ verb: fc.constant('ruling' as const), party: fc.constantFrom('seller', 'marketplace', 'bank'), wordsId: id }), terms)
    .map(([one, other]) => ({ ...one, ...other })),
  fc.record({ verb: fc.constant('appeal' as const), party, to: fc.constantFrom(...APPEAL_TO), wordsId: id }),
  fc.record({ verb: fc.constant('withdrawal' as const), wordsId: id }),
  fc.constant({ verb: 'tick' as const }),
);
const lives = fc.tuple(
  fc.constantFrom(...DISPUTE_KINDS),
  fc.array(fc.tuple(command, fc.constantFrom(ines, camille, buyer, system), fc.integer({ min: 0, max: 9 })), { maxLength: 30 }),
);

test('whatever is said by whomever: events are numbered and tell the whole story, and the end is the end', () => {
  fc.assert(
    fc.property(lives, ([kind, steps]) => {
      const desk = stage(kind);
      for (const [one, by, days] of steps) {
        desk.wait(days);
        desk.give(one, by);
      }
      expect(desk.events.map(({ seq }) => seq)).toEqual(desk.events.map((_, i) => i + 1));
      expect(desk.events.reduce<Dispute | null>(evolveDispute, null)).toEqual(desk.dispute);
      expect(desk.events.filter(({ type }) => type === 'closed').length).toBe(desk.dispute.closedAt === undefined ? 0 : 1);
      const { settled } = desk.dispute;
      if (settled?.amount) expect(settled.amount.minor).toBeLessThanOrEqual(10_000);
    }),
    { numRuns: 500 },
  );
});

test('nothing is owed in silence: an answer that nobody gives is called for, breached, and stays so', () => {
  fc.assert(
    fc.property(lives, ([kind, steps]) => {
      const desk = stage(kind);
      for (const [one, by, days] of steps) {
        desk.wait(days);
        desk.give(one, by);
      }
      // Nobody does anything any more but the clock.
      for (let turns = 0; nextTick(desk.dispute) !== null; turns++) {
        expect(turns).toBeLessThan(40);
        desk.wait(1);
        desk.give({ verb: 'tick' }, system);
      }
      const clock = answerClock(desk.dispute);
      if (clock.state === 'breached') expect(clock.breachedAt).toBeDefined();
      if (desk.dispute.state === 'to_answer') expect(clock.state).toBe('breached');
      expect(['proposed', 'ruled']).not.toContain(desk.dispute.state);
    }),
    { numRuns: 300 },
  );
});

test('every reason has a list, and says what of it is there', () => {
  for (const reason of DISPUTE_REASONS) {
    const list = checklistOf(reason, new Set(['order']));
    expect(list.some(({ need }) => need === 'must')).toBe(true);
    expect(new Set(list.map(({ kind }) => kind)).size).toBe(list.length);
    expect(list.filter(({ there }) => there).every(({ kind }) => kind === 'order')).toBe(true);
  }
});

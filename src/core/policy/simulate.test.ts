import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHolidays } from '../calendar.ts';
import { money } from '../money.ts';
import type { Deadline, Decision, Outcome } from './decision.ts';
import {
  type Answer,
  answerOf,
  type Asked,
  CHANGES,
  changesBetween,
  compareAnswers,
  countCase,
  emptyTally,
  mergeTally,
  type Tally,
} from './simulate.ts';

const ASKED: Asked = { at: '2026-11-20T09:00:00.000Z', country: 'FR', holidays: noHolidays };

const NO_SPANS = { of: '', targets: () => [] };
const eur = (minor: number) => money(minor, 'EUR');

function decision(changes: Partial<Decision> = {}): Decision {
  return {
    outcome: 'approve',
    ground: 'warranty',
    resolutions: ['repair', 'refund'],
    refund: { items: eur(30_000), shipping: eur(0), deductions: eur(0), total: eur(30_000) },
    returnShipping: { paidBy: 'seller', label: 'prepaid' },
    deadlines: [{ kind: 'first_answer', dueAt: '2026-11-21T09:00:00.000Z', source: 'channel' }],
    because: [],
    next: 'send_back',
    policyVersion: 'then@1',
    ...changes,
  };
}
const answer = (changes: Partial<Decision> = {}): Answer => answerOf(decision(changes), NO_SPANS);
const paysBack = (minor: number): Partial<Decision> => ({
  refund: { items: eur(minor), shipping: eur(0), deductions: eur(0), total: eur(minor) },
});
const due = (dueAt: string): Partial<Decision> => ({ deadlines: [{ kind: 'first_answer', dueAt, source: 'channel' }] });

describe('what two answers differ in', () => {
  test.each<[string, Partial<Decision>, readonly string[]]>([
    ['nothing', {}, []],
    ['the ground alone: the answer is the same', { ground: 'legal_guarantee' }, []],
    ['the outcome', { outcome: 'review' }, ['outcome']],
    ['the money', paysBack(29_500), ['refund']],
    ['who pays the way back', { returnShipping: { paidBy: 'buyer', label: 'own' } }, ['returnShipping']],
    ['the order of what is offered', { resolutions: ['refund', 'repair'] }, ['resolutions']],
    ['an earlier deadline', due('2026-11-20T21:00:00.000Z'), ['deadlines']],
    ['no deadline any more', { deadlines: [] }, ['deadlines']],
  ])('%s', (_, changes, expected) => {
    expect(changesBetween(answer(), answer(changes), ASKED)).toEqual(expected);
  });

  test('a deadline that has not started is compared by its length, in the calendar that it is counted in', () => {
    const resolve: readonly Deadline[] = [{ kind: 'resolve', source: 'policy' }];
    const within = (of: string, after: { duration: string } | { workingDays: number; country: string }): Answer =>
      answerOf(decision({ deadlines: resolve }), { of, targets: () => [{ kind: 'resolve', after, source: 'policy' }] });
    // Asked on a Friday: five working days end a week later, five plain days on Wednesday.
    const compared = compareAnswers(within('a', { duration: 'P5D' }), within('b', { workingDays: 5, country: 'FR' }), null, ASKED);
    expect(compared.moves).toEqual([{ kind: 'resolve', how: 'later' }]);
    expect(changesBetween(within('a', { duration: 'P5D' }), within('b', { duration: 'PT120H' }), ASKED)).toEqual([]);
    // Of the same rows no clock is worked out at all.
    const never: Answer = answerOf(decision({ deadlines: resolve }), { of: 'a', targets: () => expect.unreachable() });
    expect(changesBetween(never, never, ASKED)).toEqual([]);
  });

  test('a label is one only where something comes back and nobody stands against it', () => {
    expect(answer().label).toBe(true);
    expect(answer({ next: 'refund_without_return' }).label).toBe(false);
    expect(answer({ outcome: 'reject' }).label).toBe(false);
    expect(answer({ returnShipping: { paidBy: 'buyer', label: 'own' } }).label).toBe(false);
  });

  test('what is not known of a past case is no difference, and what was done then is one only where it is not offered', () => {
    expect(changesBetween({ outcome: 'approve' }, answer(), ASKED)).toEqual([]);
    expect(changesBetween({ outcome: 'approve', gave: ['refund'] }, answer(), ASKED)).toEqual([]);
    expect(changesBetween({ outcome: 'approve', gave: ['replacement'] }, answer(), ASKED)).toEqual(['resolutions']);
    expect(changesBetween({ outcome: 'reject' }, answer(), ASKED)).toEqual(['outcome']);
  });
});

describe('a difference that is not the draft’s', () => {
  const then = answer();
  const today = answer(paysBack(31_000));
  test('what the version of then answers today, too, is not counted as the draft’s, but as having changed since', () => {
    const compared = compareAnswers(then, today, () => today, ASKED);
    expect(compared).toMatchObject({ changed: [], drifted: true });
    const tally = emptyTally();
    countCase(tally, compared);
    expect(tally).toMatchObject({ cases: 1, changed: 0, drifted: 1, refund: { EUR: { before: 30_000, after: 30_000 } } });
  });
  test('what the draft answers otherwise than both is its own, beside the answer that was given', () => {
    const compared = compareAnswers(then, answer({ outcome: 'reject', ...paysBack(0) }), () => today, ASKED);
    expect(compared).toMatchObject({ changed: ['outcome', 'refund'], drifted: true, kind: 'approve>reject' });
    expect(compared.before).toBe(then);
  });
});

// ── Sums ──

const anyOutcome = fc.constantFrom<Outcome>('approve', 'review', 'reject');
const anyDay = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
const anyDecision: fc.Arbitrary<Decision> = fc
  .record({
    outcome: anyOutcome,
    minor: fc.integer({ min: 0, max: 3 }),
    currency: fc.constant('EUR'),
    first: fc.constantFrom('refund', 'repair'),
    seller: fc.boolean(),
    answerDue: anyDay,
    sendBack: anyDay,
  })
  .map(({ outcome, minor, first, seller, answerDue, sendBack }) =>
    decision({
      outcome,
      ...paysBack(minor),
      resolutions: first === 'refund' ? ['refund', 'repair'] : ['repair', 'refund'],
      returnShipping: seller ? { paidBy: 'seller', label: 'prepaid' } : { paidBy: 'buyer', label: 'own' },
      deadlines: [
        ...(answerDue === undefined
          ? []
          : [{ kind: 'first_answer', dueAt: `2026-11-2${answerDue}T09:00:00.000Z`, source: 'own' } as const]),
        ...(sendBack === undefined
          ? []
          : [{ kind: 'send_back', dueAt: `2026-12-0${sendBack + 1}T09:00:00.000Z`, source: 'policy' } as const]),
      ],
    }),
  );
const anyPair = fc.tuple(anyDecision, anyDecision, anyDecision).map(([before, after, today]) => {
  return compareAnswers(answerOf(before, NO_SPANS), answerOf(after, NO_SPANS), () => answerOf(today, NO_SPANS), ASKED);
});
const anyCases = fc.array(anyPair, { maxLength: 40 });

function tallyOf(cases: readonly Parameters<typeof countCase>[1][]): Tally {
  const tally = emptyTally();
  for (const one of cases) countCase(tally, one);
  return tally;
}

describe('the sums', () => {
  test('know neither order nor grouping: workers may fold the parts as they come', () => {
    fc.assert(
      fc.property(anyCases, fc.nat(40), (cases, cut) => {
        const whole = tallyOf(cases);
        expect(tallyOf([...cases].reverse())).toEqual(whole);
        const merged = tallyOf(cases.slice(cut));
        mergeTally(merged, tallyOf(cases.slice(0, cut)));
        expect(merged).toEqual(whole);
        // They travel between threads, and are stored.
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
      }),
    );
  });

  test('conserve: kinds add up to what changed, and money, labels and people move by changed cases alone', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const tally = tallyOf(cases);
        const changed = cases.filter((one) => one.changed.length > 0);
        expect(tally.cases).toBe(cases.length);
        expect(tally.changed).toBe(changed.length);
        expect(Object.values(tally.byChange).reduce((a, b) => a + b, 0)).toBe(tally.changed);
        const by = (of: (one: Answer) => number) => changed.reduce((total, { before, after }) => total + of(after) - of(before), 0);
        const { EUR: refund = { before: 0, after: 0 } } = tally.refund;
        expect(refund.after - refund.before).toBe(by((one) => one.refund!.minor));
        expect(tally.labels.after - tally.labels.before).toBe(by((one) => Number(one.label)));
        expect(tally.people.after - tally.people.before).toBe(by((one) => Number(one.outcome === 'review')));
        for (const [kind, moved] of Object.entries(tally.deadlines)) {
          const has = (one: Answer) => Number(one.deadlines!.some((deadline) => deadline.kind === kind));
          expect(moved.added - moved.removed, kind).toBe(by(has));
        }
      }),
    );
  });

  test('the same answer is no difference, whatever it is; and differences are named both ways', () => {
    fc.assert(
      fc.property(anyDecision, anyDecision, (one, other) => {
        const [a, b] = [answerOf(one, NO_SPANS), answerOf(other, NO_SPANS)];
        expect(changesBetween(a, a, ASKED)).toEqual([]);
        expect(changesBetween(a, b, ASKED)).toEqual(changesBetween(b, a, ASKED));
        expect(CHANGES).toEqual(expect.arrayContaining([...changesBetween(a, b, ASKED)]));
      }),
    );
  });
});

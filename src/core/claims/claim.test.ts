/** The claim's machine: whatever people do in whatever order, the books balance, nothing is lost, and no open claim is without a date. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../access.ts';
import { addDuration } from '../calendar.ts';
import { money } from '../money.ts';
import {
  AGAINST,
  bookings,
  CLAIM_REASONS,
  type Claim,
  type ClaimCommand,
  type ClaimEvent,
  decideClaim,
  dueOf,
  evolveClaim,
  nextReminder,
  whyNot,
} from './claim.ts';
import { DEADLINE_SAYS } from './deadline-words.ts';
import { DEADLINE_RULES, deadlineOf } from './deadlines.ts';
import { checklistFor } from './evidence.ts';

const sofia: Actor = { kind: 'staff', id: 's', name: 'Sofia Rossi', roles: ['finance'] };
const clock: Actor = { kind: 'system', name: 'clock' };
const malik: Actor = { kind: 'staff', id: 'm', name: 'Malik Benali', roles: ['warehouse'] };
const OPENED = '2026-11-02T09:00:00.000Z';
const EUR = (minor: number) => money(minor, 'EUR');

function draft(amount = EUR(36_900), dueAt = '2026-12-02T22:59:59.999Z'): Claim {
  const claim = {
    id: '019a0000-0000-7000-8000-000000000001',
    key: 'carrier:6A12345678901:lost',
    code: 'C-TEST-TEST',
    against: 'carrier',
    why: 'lost',
    party: 'colissimo',
    amount,
    about: {},
    says: '',
    openedAt: OPENED,
    deadline: { dueAt, rule: 'carriage-lost', source: 'test' },
  } as const;
  return evolveClaim(null, { seq: 1, at: OPENED, by: sofia, type: 'opened', claim });
}
const act = (claim: Claim, command: ClaimCommand, now = OPENED, by: Actor = sofia): Claim => {
  const decided = decideClaim(claim, command, { now, by });
  if (!decided.ok) throw new Error(decided.refusal);
  return decided.events.reduce(evolveClaim, claim);
};

describe('a parcel that was lost', () => {
  test('is claimed, agreed to in part, and paid; the books follow each step and end with the money', () => {
    const submitted = act(draft(), { verb: 'submission', how: 'hand', reference: 'COL-77' });
    const accepted = act(submitted, { verb: 'acceptance', amount: EUR(20_000) });
    expect(bookings(submitted, accepted)).toEqual([
      { account: 'claims_receivable', minor: 20_000 },
      { account: 'claims_income', minor: -20_000 },
    ]);
    const paid = act(accepted, { verb: 'payment', into: 'bank' });
    expect(paid.paid).toEqual({ amount: EUR(20_000), into: 'bank' });
    expect(bookings(accepted, paid)).toEqual([
      { account: 'claims_receivable', minor: -20_000 },
      { account: 'bank', minor: 20_000 },
    ]);
    expect(dueOf(paid)).toBeNull();
  });

  test('a payment noted by mistake is taken back, and so are its books', () => {
    const accepted = act(act(draft(), { verb: 'submission', how: 'hand' }), { verb: 'acceptance' });
    const paid = act(accepted, { verb: 'payment', into: 'bank' });
    const back = act(paid, { verb: 'undo' });
    expect(back).toMatchObject({ state: 'accepted', agreed: EUR(36_900) });
    expect(back.paid).toBeUndefined();
    expect(bookings(paid, back)).toEqual([
      { account: 'bank', minor: -36_900 },
      { account: 'claims_receivable', minor: 36_900 },
    ]);
  });

  test('a mail can’t be taken back; what was noted by hand can', () => {
    const mailed = act(draft(), { verb: 'submission', how: 'mail', to: 'claims@carrier.example' });
    expect(whyNot(mailed, 'undo', sofia)).toBe('mail_cannot_be_unsent');
    const byHand = act(draft(), { verb: 'submission', how: 'hand' });
    expect(act(byHand, { verb: 'undo' })).toMatchObject({ state: 'draft' });
  });

  test.each([
    [{ verb: 'payment', into: 'bank' }, 'claim_draft'],
    [{ verb: 'acceptance' }, 'claim_draft'],
    [{ verb: 'undo' }, 'claim_draft'],
    [{ verb: 'write-off', because: ' ' }, 'because_missing'],
    [{ verb: 'submission', how: 'mail' }, 'address_missing'],
    [{ verb: 'amendment', amount: money(1, 'USD') }, 'wrong_currency'],
    [{ verb: 'amendment', amount: EUR(0) }, 'amount_out_of_range'],
  ] as [ClaimCommand, string][])('a draft refuses %o: %s', (command, refusal) =>
    expect(decideClaim(draft(), command, { now: OPENED, by: sofia })).toEqual({ ok: false, refusal }),
  );

  test('nobody agrees to more than was asked for; money is finance’s', () => {
    const submitted = act(draft(), { verb: 'submission', how: 'hand' });
    expect(decideClaim(submitted, { verb: 'acceptance', amount: EUR(36_901) }, { now: OPENED, by: sofia })).toMatchObject({
      refusal: 'more_than_claimed',
    });
    expect(whyNot(submitted, 'payment', malik)).toBe('not_your_duty');
    expect(whyNot(draft(), 'amendment', malik)).toBeNull();
  });

  test('a difference in a payout is settled where it stands, and a payout is not the bank', () => {
    const claim = { ...draft(), why: 'payout_difference' } as Claim;
    const submitted = act(claim, { verb: 'submission', how: 'hand' });
    expect(bookings(submitted, act(submitted, { verb: 'payment', into: 'payout', amount: EUR(500) }))).toEqual([
      { account: 'channel_receivable', minor: 500 },
      { account: 'payout_differences', minor: -500 },
    ]);
  });
});

describe('reminders', () => {
  test('three before and on the day, then weekly; the claim’s own date may be passed when it is opened', () => {
    let claim = draft();
    const told: string[] = [];
    for (let next = nextReminder(claim); next !== null; next = nextReminder(claim)) {
      told.push(next);
      claim = act(claim, { verb: 'reminder' }, next, clock);
    }
    expect(told.slice(0, 4)).toEqual([
      '2026-11-29T22:59:59.999Z',
      '2026-12-01T22:59:59.999Z',
      '2026-12-02T22:59:59.999Z',
      '2026-12-09T22:59:59.999Z',
    ]);
    expect(told).toHaveLength(7);
    expect(nextReminder(draft(EUR(1), '2026-10-01T00:00:00.000Z'))).toBe(OPENED);
  });

  test('none comes before its time', () =>
    expect(decideClaim(draft(), { verb: 'reminder' }, { now: OPENED, by: clock })).toEqual({ ok: false, refusal: 'not_due' }));
});

const amount = fc.integer({ min: 1, max: 50_000 }).map(EUR);
const command: fc.Arbitrary<ClaimCommand> = fc.oneof(
  amount.map((a): ClaimCommand => ({ verb: 'amendment', amount: a })),
  fc.constantFrom<ClaimCommand>(
    { verb: 'submission', how: 'hand' },
    { verb: 'submission', how: 'mail', to: 'them@example.com' },
    { verb: 'rejection', because: 'no signature' },
    { verb: 'write-off', because: 'not worth it' },
    { verb: 'undo' },
    { verb: 'reminder' },
    { verb: 'acceptance' },
  ),
  amount.map((a): ClaimCommand => ({ verb: 'acceptance', amount: a })),
  fc
    .tuple(fc.constantFrom('bank' as const, 'payout' as const), fc.option(amount, { nil: undefined }))
    .map(([into, a]): ClaimCommand => ({ verb: 'payment', into, ...(a && { amount: a }) })),
);

test('any acts in any order: journals sum to zero and to the books as they stand, an open claim has a date, and the events make the claim', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(command, fc.integer({ min: 0, max: 20 })), { maxLength: 25 }), amount, (acts, asked) => {
      let claim = draft(asked);
      let now = OPENED;
      const events: ClaimEvent[] = [];
      const books = new Map<string, number>();
      for (const [what, days] of acts) {
        now = addDuration(now, `P${days}D`);
        const decided = decideClaim(claim, what, { now, by: what.verb === 'reminder' ? clock : sofia });
        if (!decided.ok) continue;
        const after = decided.events.reduce(evolveClaim, claim);
        const lines = bookings(claim, after);
        expect(lines.reduce((sum, line) => sum + line.minor, 0)).toBe(0);
        for (const { account, minor } of lines) books.set(account, (books.get(account) ?? 0) + minor);
        events.push(...decided.events);
        claim = after;
        // Nothing lapses in silence.
        const open = claim.state !== 'paid' && claim.state !== 'written_off';
        expect(dueOf(claim) !== null).toBe(open);
      }
      const money = (account: string) => books.get(account) ?? 0;
      expect(money('bank') + money('channel_receivable')).toBe(claim.state === 'paid' ? claim.paid!.amount.minor : 0);
      expect(money('claims_receivable')).toBe(claim.state === 'accepted' ? claim.agreed!.minor : 0);
      expect(events.reduce(evolveClaim, draft(asked))).toEqual(claim);
      if (claim.agreed) expect(claim.agreed.minor).toBeLessThanOrEqual(claim.amount.minor);
    }),
    { numRuns: 300 },
  );
});

describe('deadlines', () => {
  test('say where each comes from in every language', () => {
    expect(DEADLINE_RULES.filter(({ id }) => !(id in DEADLINE_SAYS)).map(({ id }) => id)).toEqual([]);
  });

  const facts = { party: '', knownAt: '2026-11-10T10:00:00.000Z', zone: 'Europe/Paris' } as const;

  test.each([
    [
      'lost with Colissimo: a month from posting',
      { against: 'carrier', why: 'lost', party: 'colissimo', shippedAt: '2026-11-01T15:00:00.000Z' },
      '2026-12-01',
    ],
    [
      'damaged with Colissimo: three days',
      { against: 'carrier', why: 'damaged', party: 'colissimo', deliveredAt: '2026-11-05T11:00:00.000Z' },
      '2026-11-08',
    ],
    [
      'damaged with one that has no row: seven days',
      { against: 'carrier', why: 'damaged', party: 'zeleris', deliveredAt: '2026-11-05T11:00:00.000Z' },
      '2026-11-12',
    ],
    [
      'late, anybody’s: three weeks',
      { against: 'carrier', why: 'late', party: 'gls', deliveredAt: '2026-11-05T11:00:00.000Z' },
      '2026-11-26',
    ],
    [
      'nobody knows when it was delivered: from the earliest that is known',
      { against: 'carrier', why: 'damaged', party: 'gls', shippedAt: '2026-11-03T08:00:00.000Z' },
      '2026-11-10',
    ],
    ['the 3PL: two weeks from finding it', { against: 'logistics', why: 'handling_error' }, '2026-11-24'],
  ] as const)('%s', (_name, more, day) => {
    const { dueAt } = deadlineOf({ ...facts, ...more });
    expect(new Date(dueAt).toLocaleDateString('sv', { timeZone: 'Europe/Paris' })).toBe(day);
    expect(dueAt.endsWith('22:59:59.999Z')).toBe(true);
  });

  test('any claim has one, never after a later thing would have given it; and a checklist', () => {
    const at = fc.integer({ min: 0, max: 60 }).map((days) => addDuration('2026-09-01T12:00:00.000Z', `P${days}D`));
    fc.assert(
      fc.property(
        fc.constantFrom(...AGAINST),
        fc.constantFrom(...CLAIM_REASONS),
        fc.constantFrom('colissimo', 'dhl', 'dpd', 'ups', 'royal-mail', 'nobody'),
        fc.option(at, { nil: undefined }),
        fc.option(at, { nil: undefined }),
        at,
        (against, why, party, shippedAt, deliveredAt, knownAt) => {
          const given = {
            against,
            why,
            party,
            knownAt,
            zone: 'Europe/Paris',
            ...(shippedAt && { shippedAt }),
            ...(deliveredAt && { deliveredAt }),
          };
          const { dueAt, source } = deadlineOf(given);
          const later = addDuration(knownAt, 'P1D');
          expect(deadlineOf({ ...given, knownAt: later }).dueAt >= dueAt).toBe(true);
          expect(source.length).toBeGreaterThan(10);
          expect(checklistFor(against, why).some(({ need }) => need === 'must')).toBe(true);
        },
      ),
    );
  });

  test('each row has a source and a name of its own', () => {
    expect(new Set(DEADLINE_RULES.map(({ id }) => id)).size).toBe(DEADLINE_RULES.length);
    for (const { source, days } of DEADLINE_RULES) expect(source.length > 20 && days > 0).toBe(true);
  });
});

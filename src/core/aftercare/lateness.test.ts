import { describe, expect, it } from 'vitest';
import { daysLate, isWorthSaying, stepsFor, type Wrong, wrongsOfOrder } from './lateness.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const order = (times: { placedAt: string; shippedAt?: string; deliveredAt?: string }) => ({ country: 'FR', ...times });
const causes = (wrongs: readonly Wrong[]) => wrongs.map(({ cause }) => cause);

describe('what went wrong on the way to the buyer', () => {
  it.each([
    ['nothing, while the day is not over', order({ placedAt: '2026-11-20T09:00:00.000Z' }), []],
    ['shipped late, and still here', order({ placedAt: '2026-11-18T09:00:00.000Z' }), ['shipped_late']],
    [
      'nothing: it left late and came in time',
      order({ placedAt: '2026-11-15T09:00:00.000Z', shippedAt: '2026-11-17T09:00:00.000Z', deliveredAt: '2026-11-19T09:00:00.000Z' }),
      [],
    ],
    [
      'delivered late',
      order({ placedAt: '2026-11-10T09:00:00.000Z', shippedAt: '2026-11-11T08:00:00.000Z', deliveredAt: '2026-11-18T09:00:00.000Z' }),
      ['delivered_late'],
    ],
    [
      'not there after five days',
      order({ placedAt: '2026-11-10T09:00:00.000Z', shippedAt: '2026-11-10T18:00:00.000Z' }),
      ['delivered_late'],
    ],
  ])('%s', (_, one, expected) => expect(causes(wrongsOfOrder({ order: one, parcels: [] }, NOW))).toEqual(expected));

  it('a lost parcel is graver than the delay that it brings, and a delay that lasts than one that ended', () => {
    const one = order({ placedAt: '2026-11-10T09:00:00.000Z', shippedAt: '2026-11-10T18:00:00.000Z' });
    const lost = { state: 'lost' as const, movedAt: '2026-11-14T09:00:00.000Z' };
    expect(causes(wrongsOfOrder({ order: one, parcels: [lost] }, NOW))).toEqual(['parcel_lost', 'delivered_late']);
  });

  it('a parcel stands still after sixty hours, unless it has arrived', () => {
    const one = order({ placedAt: '2026-11-16T09:00:00.000Z', shippedAt: '2026-11-17T00:00:00.000Z' });
    const parcel = { state: 'under_way' as const, movedAt: '2026-11-17T23:59:00.000Z' };
    expect(causes(wrongsOfOrder({ order: one, parcels: [parcel] }, NOW))).toContain('parcel_still');
    expect(causes(wrongsOfOrder({ order: one, parcels: [{ ...parcel, movedAt: '2026-11-18T00:01:00.000Z' }] }, NOW))).not.toContain(
      'parcel_still',
    );
    expect(causes(wrongsOfOrder({ order: { ...one, deliveredAt: '2026-11-19T00:00:00.000Z' }, parcels: [parcel] }, NOW))).toEqual([]);
  });

  it('whole days count, from the promise to the arrival or to now', () => {
    expect(daysLate({ since: '2026-11-15T09:00:00.000Z' }, NOW)).toBe(5);
    expect(daysLate({ since: '2026-11-15T09:00:00.000Z', cameAt: '2026-11-16T08:59:00.000Z' }, NOW)).toBe(0);
  });
});

describe('what becomes of the cases', () => {
  const late: Wrong = { cause: 'delivered_late', since: '2026-11-15T09:00:00.000Z' };
  const lost: Wrong = { cause: 'parcel_lost', since: '2026-11-18T09:00:00.000Z' };
  const known = (wrong: Wrong, state: 'waiting' | 'sent' | 'not_needed' | 'closed') => ({ cause: wrong.cause, state, wrong });

  it('opens the gravest alone, and closes what it says as well', () => {
    expect(stepsFor([], [lost, late], NOW, null)).toEqual([{ do: 'open', wrong: lost }]);
    expect(stepsFor([known(late, 'waiting')], [lost, late], NOW, null)).toEqual([
      { do: 'close', cause: 'delivered_late', because: 'told_with_another' },
      { do: 'open', wrong: lost },
    ]);
  });

  it('never speaks of the same cause twice, and of nothing less grave after it', () => {
    expect(stepsFor([known(lost, 'sent')], [lost, late], NOW, null)).toEqual([]);
    expect(stepsFor([known(late, 'not_needed')], [late], NOW, null)).toEqual([]);
  });

  it('closes by itself what is no longer true, with the reason, and opens it again where it is', () => {
    expect(stepsFor([known(late, 'waiting')], [], NOW, null)).toEqual([
      { do: 'close', cause: 'delivered_late', because: 'in_time_after_all' },
    ]);
    expect(stepsFor([known(late, 'waiting')], [late], NOW, 'order_cancelled')).toEqual([
      { do: 'close', cause: 'delivered_late', because: 'order_cancelled' },
    ]);
    expect(stepsFor([known(late, 'closed')], [late], NOW, null)).toEqual([{ do: 'open', wrong: late }]);
    expect(stepsFor([], [late], NOW, 'order_cancelled')).toEqual([]);
  });

  it('says nothing about what is long past', () => {
    const old: Wrong = { cause: 'delivered_late', since: '2026-10-01T09:00:00.000Z' };
    expect(isWorthSaying(old, NOW)).toBe(false);
    expect(stepsFor([], [old], NOW, null)).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { pickupSlots } from './slots.ts';

const TIMES = {
  leadDays: 2,
  windows: [
    ['09:00', '13:00'],
    ['13:00', '18:00'],
  ],
} as const;
const calendar = (...days: string[]) => ({ country: 'FR', isHoliday: (date: string) => days.includes(date) });

test('two working days lie between the wish and the first slot, in the buyer’s own time', () => {
  // A Friday: Monday is the first working day, Tuesday the second.
  const slots = pickupSlots(TIMES, 'FR', '2026-11-20T10:00:00.000Z', calendar());
  expect(slots[0]).toEqual({ from: '2026-11-24T08:00:00.000Z', until: '2026-11-24T12:00:00.000Z' });
  expect(slots).toHaveLength(10);
});

test('nobody comes on a Sunday or on a holiday', () => {
  const slots = pickupSlots(TIMES, 'FR', '2026-12-23T10:00:00.000Z', calendar('2026-12-25', '2027-01-01'));
  const days = slots.map(({ from }) => from.slice(0, 10));
  expect(days).not.toContain('2026-12-25');
  expect(days).not.toContain('2026-12-27');
  expect(days).not.toContain('2027-01-01');
});

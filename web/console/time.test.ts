import { describe, expect, it } from 'vitest';
import { calendarDay, dueWords, pastWords, urgencyOf, type Where } from './time.ts';

/** Sunday 22 November 2026, 14:00 in Lille. */
const lille: Where = { now: '2026-11-22T13:00:00.000Z', zone: 'Europe/Paris', language: 'en' };

describe('a time limit', () => {
  it.each([
    ['2026-11-22T08:12:00.000Z', { key: 'overdueToday', time: '09:12' }],
    ['2026-11-21T08:12:00.000Z', { key: 'overdueYesterday', time: '09:12' }],
    ['2026-11-18T08:12:00.000Z', { key: 'overdueDay', day: '18 Nov' }],
    ['2026-11-22T15:00:00.000Z', { key: 'today', time: '16:00' }],
    ['2026-11-22T23:30:00.000Z', { key: 'tomorrow', time: '00:30' }],
    ['2026-11-25T15:00:00.000Z', { key: 'weekday', day: 'Wed', time: '16:00' }],
    ['2026-12-03T15:00:00.000Z', { key: 'day', day: '3 Dec' }],
  ])('%s is said as wall-clock', (dueAt, phrase) => expect(dueWords(dueAt, lille)).toEqual(phrase));

  it('turns amber a day before, red two hours before', () => {
    const at = (time: string) => urgencyOf(time, lille.now);
    expect([
      at('2026-11-23T13:00:00.000Z'),
      at('2026-11-23T12:59:00.000Z'),
      at('2026-11-22T14:59:00.000Z'),
      at('2026-11-22T12:59:59.999Z'),
    ]).toEqual(['calm', 'amber', 'red', 'overdue']);
  });

  it('counts days by the clocks on the wall when they go back an hour', () => {
    const october: Where = { ...lille, now: '2026-10-24T21:30:00.000Z' };
    expect(dueWords('2026-10-25T22:30:00.000Z', october)).toEqual({ key: 'tomorrow', time: '23:30' });
  });
});

describe('a time that has passed', () => {
  it('is told the shorter the nearer', () => {
    expect(
      ['2026-11-22T08:12:00Z', '2026-11-21T08:12:00Z', '2026-11-18T08:12:00Z', '2026-11-02T08:12:00Z'].map((at) => pastWords(at, lille)),
    ).toEqual([
      { key: 'today', time: '09:12' },
      { key: 'yesterday', time: '09:12' },
      { key: 'weekday', day: 'Wed', time: '09:12' },
      { key: 'day', day: '2 Nov', time: '09:12' },
    ]);
  });

  it('names the year only where it is another', () => {
    expect(calendarDay('2025-03-12T12:00:00Z', { ...lille, language: 'fr' })).toBe('12 mars 2025');
  });
});

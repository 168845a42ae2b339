import { describe, expect, test } from 'vitest';
import { askAt, changeUntil, isAsked, isUnhappy, mayAnswerByItself, type SurveySettings, SURVEY_DEFAULTS } from './survey.ts';

const set = (own: Partial<SurveySettings>): SurveySettings => ({ ...SURVEY_DEFAULTS, ...own });

describe('who is asked', () => {
  test('everybody whose return ended with something, and nobody by how it went', () => {
    for (const end of ['refunded', 'repaired', 'replaced', 'kept'] as const) expect(isAsked(end, SURVEY_DEFAULTS), end).toBe(true);
  });

  test('after a no only where the seller wants it, and after what was called off as well', () => {
    for (const end of ['denied', 'rejected', 'sent_back'] as const) {
      expect(isAsked(end, SURVEY_DEFAULTS), end).toBe(false);
      expect(isAsked(end, set({ refused: true })), end).toBe(true);
    }
    for (const end of ['cancelled', 'expired'] as const) {
      expect(isAsked(end, set({ refused: true })), end).toBe(false);
      expect(isAsked(end, set({ calledOff: true })), end).toBe(true);
    }
    expect(isAsked('refunded', set({ on: false }))).toBe(false);
  });
});

describe('when', () => {
  const paris = (endedAt: string, own: Partial<SurveySettings> = {}) => askAt(endedAt, set(own), 'Europe/Paris');

  test('a day later at the same time, where that is in the hours of the day', () => {
    expect(paris('2026-11-20T10:30:00.000Z')).toBe('2026-11-21T10:30:00.000Z');
  });
  test('too early waits for the morning, too late for the next one: by the seller’s wall, winter or summer', () => {
    expect(paris('2026-11-20T03:00:00.000Z')).toBe('2026-11-21T08:00:00.000Z');
    expect(paris('2026-11-20T21:00:00.000Z')).toBe('2026-11-22T08:00:00.000Z');
    expect(paris('2026-07-20T21:00:00.000Z')).toBe('2026-07-22T07:00:00.000Z');
    // Six in the evening is over: the hours end there.
    expect(paris('2026-11-20T17:00:00.000Z')).toBe('2026-11-22T08:00:00.000Z');
  });
  test('at once where the seller says so, and never in the night', () => {
    expect(paris('2026-11-20T10:30:00.000Z', { afterHours: 0 })).toBe('2026-11-20T10:30:00.000Z');
    expect(paris('2026-11-20T23:30:00.000Z', { afterHours: 0 })).toBe('2026-11-21T08:00:00.000Z');
  });
});

describe('which answer somebody has to look at', () => {
  const said = (score: 1 | 2 | 3 | 4 | 5, more: { wrote?: boolean; contact?: boolean } = {}) => ({
    score,
    wrote: false,
    contact: false,
    ...more,
  });

  test('a low score; a middling one with words; whoever asks to be called', () => {
    expect([1, 2, 3, 4, 5].map((score) => isUnhappy(said(score as 1), SURVEY_DEFAULTS))).toEqual([true, true, false, false, false]);
    expect(isUnhappy(said(3, { wrote: true }), SURVEY_DEFAULTS)).toBe(true);
    expect(isUnhappy(said(4, { wrote: true }), SURVEY_DEFAULTS)).toBe(false);
    expect(isUnhappy(said(5, { contact: true }), SURVEY_DEFAULTS)).toBe(true);
  });
  test('by the seller’s own threshold', () => {
    expect(isUnhappy(said(2), set({ unhappyUpTo: 1, middlingWithWords: false }))).toBe(false);
    expect(isUnhappy(said(3), set({ unhappyUpTo: 3 }))).toBe(true);
    expect(isUnhappy(said(3, { wrote: true }), set({ middlingWithWords: false }))).toBe(false);
  });
});

test('a page answers by itself only once the programs that look through mails have been there', () => {
  const asked = '2026-11-21T10:00:00.000Z';
  expect(mayAnswerByItself(asked, '2026-11-21T10:04:59.000Z')).toBe(false);
  expect(mayAnswerByItself(asked, '2026-11-21T10:05:00.000Z')).toBe(true);
  expect(mayAnswerByItself(null, '2026-11-21T12:00:00.000Z')).toBe(false);
});

test('an answer may be changed for two weeks', () => {
  expect(changeUntil('2026-11-21T10:00:00.000Z', SURVEY_DEFAULTS)).toBe('2026-12-05T10:00:00.000Z');
});

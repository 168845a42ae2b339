import { describe, expect, test } from 'vitest';
import { readPreferencesLink, readReturnLink, readSurveyLink, signReturnLink, signSurveyLink } from './links.ts';

const SECRET = 'a secret of the tests, long enough';
const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const DAY = 86_400_000;
const RETURN = '019a0000-0000-7000-8000-000000000001';

describe('the link of a survey', () => {
  const token = signSurveyLink(SECRET, 'phenix', RETURN, 'first', NOW);

  test('names the return and the question, for sixty days', () => {
    expect(readSurveyLink(SECRET, token, NOW)).toEqual({ sellerSlug: 'phenix', returnId: RETURN, question: 'first' });
    expect(readSurveyLink(SECRET, token, NOW + 60 * DAY)).not.toBe('expired');
    expect(readSurveyLink(SECRET, token, NOW + 62 * DAY)).toBe('expired');
  });

  test('is ours alone: changed, of another secret or for another door it is nothing', () => {
    expect(readSurveyLink('another secret of some length', token, NOW)).toBeNull();
    const [body, mac] = token.split('.') as [string, string];
    const other = Buffer.from(Buffer.from(body, 'base64url').toString().replace('first', 'again')).toString('base64url');
    expect(readSurveyLink(SECRET, `${other}.${mac}`, NOW)).toBeNull();
    expect(readReturnLink(SECRET, token, NOW)).toBeNull();
    expect(readPreferencesLink(SECRET, token)).toBeNull();
    expect(readSurveyLink(SECRET, signReturnLink(SECRET, 'phenix', RETURN, NOW), NOW)).toBeNull();
  });

  test('holds nothing of the buyer', () => {
    expect(Buffer.from(token.split('.')[0]!, 'base64url').toString()).toMatch(/^\d+ phenix [0-9a-f-]{36} first$/);
  });
});

import { describe, expect, it } from 'vitest';
import { failed } from '../channel.ts';
import { failureOf, LIMITS, limiter, readError, talker } from './http.ts';

describe('errors', () => {
  it.each([
    ['v1', { error: { code: 'E404', message: 'no such order' }, requestId: 'r' }, 'E404'],
    ['v2', { errors: [{ code: 'E009', message: 'bad amount' }], requestId: 'r' }, 'E009'],
    ['v3', { error: { code: 'E1', message: 'm' }, status: 400, title: 't', type: '/errors/x' }, 'E1'],
    ['problem', { type: '/errors/validation', title: 'Bad', status: 400, errors: [{ field: 'a' }] }, '/errors/validation'],
    [
      'order_id',
      { error: { code: 'E009', message: 'Validation error' }, data: { fields: { orderId: ['An integer is needed.'] } } },
      'E009',
    ],
  ])('of the shape %s are told apart and put into words', (shape, body, code) => {
    const read = readError(JSON.stringify(body));
    expect(read).toMatchObject({ shape, code });
    expect(read.says.length).toBeGreaterThan(0);
  });

  it('a web page and plain nonsense are errors too', () => {
    expect(readError('<!DOCTYPE html><html><head><title>Just a moment…</title>')).toMatchObject({ shape: 'html', says: 'Just a moment…' });
    expect(readError('oops')).toEqual({ code: '', says: 'oops', shape: 'text' });
  });

  it.each([
    [401, '{}', { failed: 'unauthorised', retryable: false }],
    [403, '{}', { failed: 'unauthorised', retryable: false }],
    [403, '<html><title>Attention</title></html>', { failed: 'unavailable', retryable: true }],
    [403, '{"errors":[{"code":"bot-need-challenge","message":"Forbidden"}]}', { failed: 'unavailable', retryable: true }],
    [404, '{}', { failed: 'not_found', retryable: false }],
    [400, '{"error":{"code":"E008","message":"throttled"}}', { failed: 'rate_limited', retryable: true }],
    [429, '', { failed: 'rate_limited', retryable: true }],
    [422, '{}', { failed: 'refused', retryable: false }],
    [500, '', { failed: 'unavailable', retryable: true, uncertain: true }],
    [504, '', { failed: 'timeout', retryable: true, uncertain: true }],
  ])('%i %s', (status, body, expected) => {
    expect(failureOf(status, new Headers({ 'cf-ray': 'abc' }), body, true, 0)).toMatchObject(expected);
  });

  it('a question that failed is never uncertain', () => {
    expect(failureOf(500, new Headers(), '', false, 0)).not.toHaveProperty('uncertain');
  });

  it('Retry-After is heard as seconds and as a date', () => {
    expect(failureOf(429, new Headers({ 'retry-after': '7' }), '', false, 0)).toMatchObject({ retryAfterMs: 7_000 });
    const now = Date.parse('2026-11-22T09:00:00Z');
    expect(failureOf(429, new Headers({ 'retry-after': 'Sun, 22 Nov 2026 09:00:30 GMT' }), '', false, now)).toMatchObject({
      retryAfterMs: 30_000,
    });
  });
});

describe('limits', () => {
  it('in no ten seconds do more calls leave than we allow ourselves', () => {
    const limits = limiter();
    const [{ calls, perMs }] = LIMITS.general;
    const leaving = Array.from({ length: 1_000 }, (_, i) => i * 3 + limits.take('general', i * 3));
    for (let i = calls; i < leaving.length; i++) expect(leaving[i]! - leaving[i - calls]!).toBeGreaterThanOrEqual(perMs);
  });

  it('the day’s share of refunds is handed back as a failure, not slept through', async () => {
    const talk = talk_(() => new Response('ok'));
    for (let i = 0; i < 500; i++) expect(failed(await talk({ method: 'POST', path: '/ws/sav/refund', limit: 'refund' }))).toBe(false);
    expect(await talk({ method: 'POST', path: '/ws/sav/refund', limit: 'refund' })).toMatchObject({
      failed: 'rate_limited',
      retryable: true,
    });
  });
});

describe('patience', () => {
  it('asks again with growing pauses and gives up with the last failure', async () => {
    const slept: number[] = [];
    const talk = talk_(() => new Response('', { status: 503 }), slept);
    expect(await talk({ method: 'GET', path: '/ws/orders' })).toMatchObject({ failed: 'unavailable' });
    expect(slept).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it('never repeats an act that may have happened', async () => {
    let posts = 0;
    const talk = talk_(() => {
      posts++;
      throw new DOMException('The operation timed out', 'TimeoutError');
    });
    expect(await talk({ method: 'POST', path: '/ws/sav/refund' })).toMatchObject({ failed: 'timeout', uncertain: true });
    expect(posts).toBe(1);
  });

  it('repeats an act that never left, and does not call it uncertain', async () => {
    let posts = 0;
    const talk = talk_(() => {
      posts++;
      throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    });
    expect(await talk({ method: 'POST', path: '/ws/sav/refund' })).not.toHaveProperty('uncertain');
    expect(posts).toBe(5);
  });

  it('hands a long pause to the caller', async () => {
    const slept: number[] = [];
    const talk = talk_(() => new Response('', { status: 429, headers: { 'retry-after': '3600' } }), slept);
    expect(await talk({ method: 'GET', path: '/ws/orders' })).toMatchObject({ failed: 'rate_limited', retryAfterMs: 3_600_000 });
    expect(slept).toEqual([]);
  });
});

/** A talker whose time only moves while it sleeps. */
function talk_(answer: () => Response, slept: number[] = []) {
  let at = 0;
  return talker(
    { baseUrl: 'http://toy.invalid/', headers: {}, timeoutMs: 1_000, limits: limiter() },
    {
      fetch: async () => answer(),
      sleep: async (ms) => {
        slept.push(ms);
        at += ms;
      },
      now: () => at,
      random: () => 0.5,
      log: () => {},
    },
  );
}

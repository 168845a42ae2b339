/** One way to talk to Shopify's GraphQL Admin API: its version, its throttling by cost, its errors (which come with HTTP 200), patience. */
import type { Failure } from '../channel.ts';
import { field, list, text } from '../read.ts';
import { type Edges, failureOfStatus, talker } from '../talk.ts';

/** Shopify brings out a version each quarter and keeps each for a year. From this one on a refund must carry an idempotency key. */
export const API_VERSION = '2026-04';

/** What a query is thought to cost before it was asked once. Points; a shop gets 100 a second or more, in a bucket of at least 2,000. */
const FIRST_COST = 200;
const TRIES = 6;
const LONGEST_PAUSE_MS = 30_000;

type Bucket = { readonly available: number; readonly most: number; readonly perSecond: number; readonly atMs: number };
export type Ask = (operation: Operation, variables?: Readonly<Record<string, unknown>>) => Promise<{ readonly data: unknown } | Failure>;
export type Operation = { readonly name: string; readonly text: string; readonly act?: true };

export function graphql(options: { readonly baseUrl: string; readonly token: string; readonly timeoutMs: number }, edges: Edges): Ask {
  const talk = talker(
    {
      name: 'Shopify',
      baseUrl: options.baseUrl,
      timeoutMs: options.timeoutMs,
      headers: { 'X-Shopify-Access-Token': options.token, Accept: 'application/json' },
      failureOf: (status, headers, body, act, nowMs) => failureOfStatus(status, headers, `HTTP ${status}: ${wordsOf(body)}`, act, nowMs),
    },
    edges,
  );
  let bucket: Bucket | null = null;
  const costs = new Map<string, number>();

  /** How long until the bucket holds enough for it. */
  function pauseFor(cost: number): number {
    if (bucket === null) return 0;
    const now = Math.min(bucket.most, bucket.available + ((edges.now() - bucket.atMs) / 1000) * bucket.perSecond);
    // What costs more than the bucket holds is asked when it is full: the answer then says what is wrong.
    const wanted = Math.min(cost, bucket.most);
    return now >= wanted ? 0 : Math.ceil(((wanted - now) / bucket.perSecond) * 1000);
  }

  return async (operation, variables = {}) => {
    for (let attempt = 0; ; attempt++) {
      const pause = pauseFor(costs.get(operation.name) ?? FIRST_COST);
      if (pause > LONGEST_PAUSE_MS) return throttled(operation.name, pause);
      if (pause > 0) await edges.sleep(pause);
      const answer = await talk({
        method: 'POST',
        path: `/admin/api/${API_VERSION}/graphql.json`,
        json: { query: operation.text, operationName: operation.name, variables },
        ...(operation.act ? {} : { reads: true as const }),
      });
      if ('failed' in answer) return answer;

      const cost = field(field(answer.json, 'extensions'), 'cost');
      const status = field(cost, 'throttleStatus');
      const [available, most, perSecond] = ['currentlyAvailable', 'maximumAvailable', 'restoreRate'].map((name) =>
        Number(field(status, name)),
      );
      if (available! >= 0 && most! > 0 && perSecond! > 0)
        bucket = { available: available!, most: most!, perSecond: perSecond!, atMs: edges.now() };
      const requested = Number(field(cost, 'requestedQueryCost'));
      if (requested > 0) costs.set(operation.name, requested);

      const errors = list(field(answer.json, 'errors'));
      // Refused before anything was done: it may be asked again, a refund as well.
      if (errors.some((error) => text(field(field(error, 'extensions'), 'code')) === 'THROTTLED')) {
        if (attempt + 1 >= TRIES) return throttled(operation.name, 10_000);
        await edges.sleep(Math.max(pauseFor(requested > 0 ? requested : FIRST_COST), 1000));
        continue;
      }
      if (errors.length > 0) return failureOfErrors(operation, errors);
      const data = field(answer.json, 'data');
      return data === undefined
        ? {
            failed: 'unreadable',
            says: `${operation.name}: an answer without data`,
            retryable: true,
            ...(operation.act && { uncertain: true }),
          }
        : { data };
    }
  };
}

const throttled = (name: string, retryAfterMs: number): Failure => ({
  failed: 'rate_limited',
  says: `${name}: the shop’s share of calls is used up`,
  retryable: true,
  retryAfterMs,
});

function failureOfErrors({ name, act }: Operation, errors: readonly unknown[]): Failure {
  const says = `${name}: ${errors.map((error) => text(field(error, 'message')) ?? 'an error without words').join('; ')}`.slice(0, 400);
  const codes = errors.map((error) => text(field(field(error, 'extensions'), 'code')) ?? '');
  if (codes.some((code) => code === 'ACCESS_DENIED' || code === 'SHOP_INACTIVE')) return { failed: 'unauthorised', says, retryable: false };
  if (codes.some((code) => /INTERNAL|TIMEOUT/.test(code)))
    return { failed: 'unavailable', says, retryable: true, ...(act && { uncertain: true }) };
  return { failed: 'refused', says, retryable: false };
}

function wordsOf(body: string): string {
  try {
    const errors = field(JSON.parse(body), 'errors');
    return (typeof errors === 'string' ? errors : JSON.stringify(errors ?? body)).slice(0, 300);
  } catch {
    return body.trim().slice(0, 300);
  }
}

/** What a mutation refused: `userErrors`, which come with a 200 as well. Null where there are none. */
export function userErrors(payload: unknown): Failure | null {
  const errors = list(field(payload, 'userErrors')).map((error) => text(field(error, 'message')) ?? 'refused without a word');
  return errors.length === 0 ? null : { failed: 'refused', says: errors.join('; '), retryable: false };
}

/**
 * One way to talk HTTP to somebody outside, channel or carrier: patience with jitter, time-outs, an open fate said as such.
 * Never throws for what happens outside: every end is an answer or a `Failure`.
 */
import type { Failure } from './channel.ts';

export type Edges = {
  readonly fetch: typeof globalThis.fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds since 1970, for limits and Retry-After only: the other side's own times come from its answers. */
  readonly now: () => number;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  readonly log: (line: { readonly says: string } & Readonly<Record<string, unknown>>) => void;
  /** Nobody is called, and this is every answer: the keys can't be opened. */
  readonly shut?: Failure;
};

export type Call<Limit extends string = string> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Behind the base address; or an address of its own, as in a link to a label. Keys go to the base's own host alone. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  /** Made anew for each attempt. */
  readonly form?: () => FormData;
  readonly limit?: Limit;
  /** A POST that only asks, as in GraphQL: it may be repeated. */
  readonly reads?: true;
  /** Headers of this call alone, made anew for each attempt: a signature covers what is sent and when. */
  readonly headers?: (sent: { readonly target: string; readonly body: string }) => Readonly<Record<string, string>>;
};

export type Answer = { readonly status: number; readonly json: unknown; readonly text: string; readonly bytes: Uint8Array };
export type Talk<Limit extends string = string> = (call: Call<Limit>) => Promise<Answer | Failure>;

export type Talker<Limit extends string> = {
  readonly name: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** How long the call has to wait for its turn; `take` takes the place. */
  readonly turn?: { wait(call: Call<Limit>, nowMs: number): number; take(call: Call<Limit>, nowMs: number): void };
  /** What an answer that is no success means; `act`: a call that does something may have done it before a 5xx. */
  readonly failureOf: (status: number, headers: Headers, body: string, act: boolean, nowMs: number) => Failure;
};

/** Attempts of a call that may be repeated, and the longest pause that is slept through here; a longer one is handed to the caller. */
const TRIES = 5;
const LONGEST_PAUSE_MS = 30_000;

export function talker<Limit extends string>(options: Talker<Limit>, { fetch, sleep, now, random, log, shut }: Edges): Talk<Limit> {
  const base = options.baseUrl.replace(/\/$/, '');
  const home = new URL(base).host;

  /** Full jitter over 1, 2, 4 … s; never sooner than the other side asks for. */
  const pauseBefore = (attempt: number, failure: Failure): number =>
    Math.max(failure.retryAfterMs ?? 0, Math.round(random() * 1000 * 2 ** attempt));

  async function once(call: Call<Limit>): Promise<Answer | Failure> {
    const query = Object.entries(call.query ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    const elsewhere = /^https?:\/\//.test(call.path);
    const url = (elsewhere ? call.path : base + call.path) + (query.length > 0 ? `?${new URLSearchParams(query)}` : '');
    const act = call.method !== 'GET' && call.reads !== true;
    const body = call.form ? call.form() : call.json === undefined ? undefined : JSON.stringify(call.json);
    const known = elsewhere && new URL(url).host !== home ? {} : options.headers;
    // The boundary of a form is set by `fetch` itself.
    const headers = {
      ...(call.form ? known : { ...known, 'Content-Type': 'application/json' }),
      ...call.headers?.({ target: new URL(url).pathname + new URL(url).search, body: typeof body === 'string' ? body : '' }),
    };
    let status = 0;
    try {
      const response = await fetch(url, {
        method: call.method,
        headers,
        signal: AbortSignal.timeout(options.timeoutMs),
        ...(body !== undefined && { body }),
      });
      status = response.status;
      const bytes = new Uint8Array(await response.arrayBuffer());
      const words = new TextDecoder().decode(bytes);
      if (status < 200 || status >= 300) return options.failureOf(status, response.headers, words, act, now());
      return { status, text: words, json: readJson(words), bytes };
    } catch (error) {
      return lost(error, act, status);
    }
  }

  return async function talk(call) {
    if (shut) return shut;
    for (let attempt = 0; ; attempt++) {
      const pause = options.turn?.wait(call, now()) ?? 0;
      if (pause > LONGEST_PAUSE_MS) {
        return { failed: 'rate_limited', says: `our own share of ${call.path} is used up`, retryable: true, retryAfterMs: pause };
      }
      options.turn?.take(call, now());
      if (pause > 0) await sleep(pause);

      const answer = await once(call);
      if (!('failed' in answer)) return answer;
      const next = pauseBefore(attempt, answer);
      // An act whose fate is open is never repeated here: the caller reads back first. One that surely did not happen may be.
      const again = answer.retryable && !answer.uncertain && attempt + 1 < TRIES && next <= LONGEST_PAUSE_MS;
      log({
        says: again ? `${options.name} asks for patience` : `${options.name} failed`,
        method: call.method,
        path: call.path,
        failed: answer.failed,
        detail: answer.says,
        attempt,
      });
      if (!again) return answer;
      await sleep(next);
    }
  };
}

/** Seconds or an HTTP date. */
export function retryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** What a status means where the other side has no habits of its own. */
export function failureOfStatus(status: number, headers: Headers, says: string, act: boolean, nowMs: number): Failure {
  const after = retryAfter(headers.get('retry-after'), nowMs);
  const patience = after === undefined ? {} : { retryAfterMs: after };
  if (status === 429) return { failed: 'rate_limited', says, retryable: true, retryAfterMs: after ?? 10_000 };
  if (status === 401 || status === 403) return { failed: 'unauthorised', says, retryable: false };
  if (status === 404 || status === 410) return { failed: 'not_found', says, retryable: false };
  if (status === 408 || status === 504) return { failed: 'timeout', says, retryable: true, ...patience, ...(act && { uncertain: true }) };
  if (status >= 500) return { failed: 'unavailable', says, retryable: true, ...patience, ...(act && { uncertain: true }) };
  return { failed: 'refused', says, retryable: false };
}

/** Codes of a connection that never came to be: nothing was sent, so nothing can have happened. */
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*)$/;

function lost(error: unknown, act: boolean, status: number): Failure {
  const {
    name = '',
    message = '',
    cause,
  } = (error ?? {}) as { name?: string; message?: string; cause?: { code?: string; message?: string } };
  const says =
    [message, cause?.code === 'ERR_ADDRESS_REFUSED' ? cause.message : (cause?.code ?? cause?.message)].filter(Boolean).join(': ') ||
    String(error);
  // The house does not call addresses of its own network for a seller (`app/public-address.ts`).
  if (cause?.code === 'ERR_ADDRESS_REFUSED') return { failed: 'refused', says, retryable: false };
  const sent = status !== 0 || !NEVER_SENT.test(cause?.code ?? '');
  const failed = name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'unavailable';
  return { failed, says, retryable: true, ...(act && sent && { uncertain: true }) };
}

function readJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

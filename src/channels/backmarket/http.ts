/**
 * One way to talk to Back Market: its headers, its limits, its error shapes, patience with jitter.
 * Never throws for what happens outside: every end is an answer or a `Failure`.
 */
import type { Failure } from '../channel.ts';

// ── Limits ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Calls in a window of time, as documented; the general one is Cloudflare's, kept a quarter below (blocked for 10 s beyond). */
export const LIMITS = {
  general: [{ calls: 150, perMs: 10_000 }],
  sav_list: [
    { calls: 520, perMs: 60_000 },
    { calls: 4_000, perMs: 86_400_000 },
  ],
  sav_one: [
    { calls: 600, perMs: 60_000 },
    { calls: 40_000, perMs: 86_400_000 },
  ],
  problem: [
    { calls: 750, perMs: 60_000 },
    { calls: 1_000, perMs: 86_400_000 },
  ],
  refund: [{ calls: 500, perMs: 86_400_000 }],
  message: [
    { calls: 560, perMs: 60_000 },
    { calls: 40_000, perMs: 86_400_000 },
  ],
  item_transfer: [
    { calls: 292, perMs: 60_000 },
    { calls: 500, perMs: 86_400_000 },
  ],
} as const satisfies Record<string, readonly { calls: number; perMs: number }[]>;
export type LimitName = keyof typeof LIMITS;

export type Limiter = {
  /** How long to wait before the call may leave; the place is taken at once. */
  take(name: LimitName, nowMs: number): number;
  /** How long it would take, without taking a place. */
  wait(name: LimitName, nowMs: number): number;
};

/** Exact: in no window of the documented length do more calls leave than documented. Remembers one time per call of the longest window. */
export function limiter(limits: Readonly<Record<LimitName, readonly { calls: number; perMs: number }[]>> = LIMITS): Limiter {
  const leaving = new Map<LimitName, number[]>();
  const wait = (name: LimitName, nowMs: number): number => {
    const times = leaving.get(name) ?? [];
    let at = Math.max(nowMs, times.at(-1) ?? 0);
    for (const { calls, perMs } of limits[name]) {
      const oldest = times.length >= calls ? times[times.length - calls] : undefined;
      if (oldest !== undefined) at = Math.max(at, oldest + perMs);
    }
    return at - nowMs;
  };
  return {
    wait,
    take(name, nowMs) {
      const pause = wait(name, nowMs);
      const times = leaving.get(name) ?? [];
      times.push(nowMs + pause);
      const most = Math.max(...limits[name].map((limit) => limit.calls));
      if (times.length > 2 * most) times.splice(0, times.length - most);
      leaving.set(name, times);
      return pause;
    },
  };
}

/** Every call leaves at once. */
export const noLimits: Limiter = { take: () => 0, wait: () => 0 };

// ── Errors ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the five error shapes and the firewall's page have in common, read from any of them. */
export type ErrorBody = {
  readonly code: string;
  readonly says: string;
  readonly shape: 'v1' | 'v2' | 'v3' | 'problem' | 'order_id' | 'html' | 'text';
};

/**
 * V1 `{error:{code,message}}` · V2 `{errors:[…]}` · V3 `{error,status,title,type}` · problem `{type,title,status,detail,errors?}` ·
 * order id `{error:{code:"E009"},data:{fields:{orderId:[…]}}}` · HTML (Cloudflare's 403) · anything else as text.
 */
export function readError(body: string): ErrorBody {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1]?.trim();
    if (/<html|<!doctype/i.test(body)) return { code: '', says: title || 'a web page instead of an answer', shape: 'html' };
    return { code: '', says: body.trim().slice(0, 300), shape: 'text' };
  }
  const { error, errors, data, title, type, detail, status } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >;
  const one = error as { code?: unknown; message?: unknown } | undefined;
  const inWords = (value: unknown): string =>
    typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  if (one && typeof one === 'object') {
    const code = inWords(one.code);
    const fields = (data as { fields?: unknown } | undefined)?.fields;
    if (fields !== undefined) return { code, says: `${inWords(one.message)} ${JSON.stringify(fields)}`.trim(), shape: 'order_id' };
    if (status !== undefined) return { code, says: [inWords(title), inWords(one.message)].filter(Boolean).join(': '), shape: 'v3' };
    return { code, says: inWords(one.message) || code, shape: 'v1' };
  }
  if (typeof type === 'string' || typeof title === 'string') {
    const members = Array.isArray(errors) ? ` ${JSON.stringify(errors)}` : '';
    return { code: inWords(type), says: `${inWords(detail) || inWords(title)}${members}`, shape: 'problem' };
  }
  if (Array.isArray(errors)) {
    const all = errors as { code?: unknown; message?: unknown }[];
    return { code: inWords(all[0]?.code), says: all.map((e) => inWords(e.message) || inWords(e.code)).join('; '), shape: 'v2' };
  }
  return { code: '', says: body.slice(0, 300), shape: 'text' };
}

/** An answer that is no success → a failure. `act`: a call that does something may have done it before a 5xx. */
export function failureOf(status: number, headers: Headers, body: string, act: boolean, nowMs: number): Failure {
  const { code, says: words, shape } = readError(body);
  const ray = headers.get('cf-ray');
  const says = `HTTP ${status}${code ? ` ${code}` : ''}${words ? `: ${words}` : ''}${ray ? ` (cf-ray ${ray})` : ''}`;
  const retryAfterMs = retryAfter(headers.get('retry-after'), nowMs);
  const patience = retryAfterMs === undefined ? {} : { retryAfterMs };
  // E008 is what the care endpoints answer when throttled, whatever the status.
  if (status === 429 || code === 'E008') return { failed: 'rate_limited', says, retryable: true, retryAfterMs: retryAfterMs ?? 10_000 };
  // A challenge of the firewall, not of the account: it goes away.
  if (status === 403 && (shape === 'html' || code === 'bot-need-challenge'))
    return { failed: 'unavailable', says, retryable: true, retryAfterMs: retryAfterMs ?? 10_000 };
  if (status === 401 || status === 403) return { failed: 'unauthorised', says, retryable: false };
  if (status === 404 || status === 410) return { failed: 'not_found', says, retryable: false };
  if (status === 408 || status === 504) return { failed: 'timeout', says, retryable: true, ...patience, ...(act && { uncertain: true }) };
  if (status >= 500) return { failed: 'unavailable', says, retryable: true, ...patience, ...(act && { uncertain: true }) };
  return { failed: 'refused', says, retryable: false };
}

/** Seconds or an HTTP date. */
function retryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Edges = {
  readonly fetch: typeof globalThis.fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds since 1970, for limits and Retry-After only: the channel's own times come from its answers. */
  readonly now: () => number;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  readonly log: (line: { readonly says: string } & Readonly<Record<string, unknown>>) => void;
};

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  /** Made anew for each attempt. */
  readonly form?: () => FormData;
  readonly limit?: LimitName;
};

export type Answer = { readonly status: number; readonly json: unknown; readonly text: string };
export type Talk = (call: Call) => Promise<Answer | Failure>;

/** Attempts of a call that may be repeated, and the longest pause that is slept through here; a longer one is handed to the caller. */
const TRIES = 5;
const LONGEST_PAUSE_MS = 30_000;

export function talker(
  options: {
    readonly baseUrl: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly limits: Limiter;
  },
  { fetch, sleep, now, random, log }: Edges,
): Talk {
  const base = options.baseUrl.replace(/\/$/, '');

  /** Full jitter over 1, 2, 4 … s; never sooner than the other side asks for. */
  const pauseBefore = (attempt: number, failure: Failure): number =>
    Math.max(failure.retryAfterMs ?? 0, Math.round(random() * 1000 * 2 ** attempt));

  async function once(call: Call): Promise<Answer | Failure> {
    const query = Object.entries(call.query ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    const url = base + call.path + (query.length > 0 ? `?${new URLSearchParams(query)}` : '');
    const act = call.method !== 'GET';
    const body = call.form ? call.form() : call.json === undefined ? undefined : JSON.stringify(call.json);
    // The boundary of a form is set by `fetch` itself.
    const headers = call.form ? options.headers : { ...options.headers, 'Content-Type': 'application/json' };
    let status = 0;
    try {
      const response = await fetch(url, {
        method: call.method,
        headers,
        signal: AbortSignal.timeout(options.timeoutMs),
        ...(body !== undefined && { body }),
      });
      status = response.status;
      const words = await response.text();
      if (status < 200 || status >= 300) return failureOf(status, response.headers, words, act, now());
      return { status, text: words, json: readJson(words) };
    } catch (error) {
      return lost(error, act, status);
    }
  }

  return async function talk(call) {
    const limits: LimitName[] = call.limit ? ['general', call.limit] : ['general'];
    for (let attempt = 0; ; attempt++) {
      const pause = Math.max(...limits.map((name) => options.limits.wait(name, now())));
      if (pause > LONGEST_PAUSE_MS) {
        return { failed: 'rate_limited', says: `our own share of ${call.path} is used up`, retryable: true, retryAfterMs: pause };
      }
      for (const name of limits) options.limits.take(name, now());
      if (pause > 0) await sleep(pause);

      const answer = await once(call);
      if (!('failed' in answer)) return answer;
      const next = pauseBefore(attempt, answer);
      // An act whose fate is open is never repeated here: the caller reads back first. One that surely did not happen may be.
      const again = answer.retryable && !answer.uncertain && attempt + 1 < TRIES && next <= LONGEST_PAUSE_MS;
      log({
        says: again ? 'Back Market asks for patience' : 'Back Market failed',
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

/** Codes of a connection that never came to be: nothing was sent, so nothing can have happened. */
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*)$/;

function lost(error: unknown, act: boolean, status: number): Failure {
  const {
    name = '',
    message = '',
    cause,
  } = (error ?? {}) as { name?: string; message?: string; cause?: { code?: string; message?: string } };
  const says = [message, cause?.code ?? cause?.message].filter(Boolean).join(': ') || String(error);
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

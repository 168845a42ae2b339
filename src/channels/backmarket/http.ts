/** What is Back Market's own about talking to it: its limits and its error shapes. The patience is everybody's (`../talk.ts`). */
import type { Failure } from '../channel.ts';
import { type Call as AnyCall, type Edges, failureOfStatus, type Talk as AnyTalk, talker as anyTalker, retryAfter } from '../talk.ts';

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
  const retryAfterMs = retryAfter(headers.get('retry-after'), nowMs) ?? 10_000;
  // E008 is what the care endpoints answer when throttled, whatever the status.
  if (code === 'E008') return { failed: 'rate_limited', says, retryable: true, retryAfterMs };
  // A challenge of the firewall, not of the account: it goes away.
  if (status === 403 && (shape === 'html' || code === 'bot-need-challenge'))
    return { failed: 'unavailable', says, retryable: true, retryAfterMs };
  return failureOfStatus(status, headers, says, act, nowMs);
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type { Edges };
export type Call = AnyCall<LimitName>;
export type Talk = AnyTalk<LimitName>;

export function talker(
  options: {
    readonly baseUrl: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly limits: Limiter;
  },
  edges: Edges,
): Talk {
  const { limits, ...rest } = options;
  const namesOf = ({ limit }: Call): readonly LimitName[] => (limit ? ['general', limit] : ['general']);
  return anyTalker<LimitName>(
    {
      ...rest,
      name: 'Back Market',
      failureOf,
      turn: {
        wait: (call, nowMs) => Math.max(...namesOf(call).map((name) => limits.wait(name, nowMs))),
        take: (call, nowMs) => {
          for (const name of namesOf(call)) limits.take(name, nowMs);
        },
      },
    },
    edges,
  );
}

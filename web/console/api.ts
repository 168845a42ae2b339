/**
 * Everything that the console asks of the server, in one place. Shapes follow `/openapi.json`.
 * A refusal arrives as a problem document (RFC 9457) and is thrown as a `Failure` that carries it.
 */
import type { Role } from '../../src/core/access.ts';
import type { Outcome, Ground, RuleSource } from '../../src/core/policy/decision.ts';
import type {
  Assessment,
  Authorisation,
  Condition,
  Disposition,
  Fault,
  Grade,
  Identity,
  LabelKind,
  Parcel,
  Reason,
  RefundState,
  Resolution,
  Settlement,
  Status,
  Verdict,
  Via,
  Wish,
} from '../../src/core/return/model.ts';

/** A decimal as text: `"369.00"`. The currency stands beside it. */
export type Amount = string;

export type Session = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly language: string };
  readonly seller: { readonly id: string; readonly name: string; readonly slug: string; readonly language: string };
  readonly roles: readonly Role[];
};

export type ListedReturn = {
  readonly id: string;
  readonly rma: string;
  readonly status: Status;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly buyer: { readonly name: string };
  readonly items: readonly {
    readonly lineId: string;
    readonly unit: number;
    readonly title: string;
    readonly reason: Reason;
    readonly fault?: Fault;
  }[];
  readonly amount: Amount;
  readonly currency: string;
  readonly openedAt: string;
  readonly movedAt: string;
  readonly dueAt: string | null;
  readonly dueKind: string | null;
  readonly hold: boolean;
  readonly via: Via;
  readonly country: string;
};

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor?: string | null };
export type Counts = { readonly tabs: Readonly<Record<string, number>>; readonly overdue: number; readonly dueToday: number };

export type Because = {
  readonly rule: string;
  readonly source: RuleSource;
  readonly reference: string;
  readonly says: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
};

export type Decision = {
  readonly outcome: Outcome;
  readonly ground: Ground;
  readonly resolutions: readonly Resolution[];
  readonly refund: {
    readonly items: Amount;
    readonly shipping: Amount;
    readonly deductions: Amount;
    readonly total: Amount;
    readonly currency: string;
  };
  readonly returnShipping: { readonly paidBy: 'seller' | 'buyer'; readonly label: 'prepaid' | 'own' };
  readonly because: readonly Because[];
  readonly next: string;
  readonly policyVersion: string;
};

export type ReturnItem = {
  readonly lineId: string;
  readonly unit: number;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly condition: Condition;
  readonly price: Amount;
  readonly sold: { readonly imei?: string; readonly serial?: string };
  readonly read?: { readonly imei?: string; readonly serial?: string };
  readonly identity?: Identity;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  readonly photos: number;
  readonly channelReason?: string;
  readonly authorisation: Authorisation;
  readonly parcel: Parcel;
  readonly assessment: Assessment;
  readonly settlement: Settlement;
  readonly decision?: Decision;
  readonly verdict?: Verdict;
  readonly checks?: Readonly<Record<string, string | number | boolean>>;
  readonly grade?: Grade;
  readonly disposition?: Disposition;
  readonly resolution?: Resolution;
};

export type Message = {
  readonly id: string;
  readonly at: string;
  readonly direction: 'in' | 'out' | 'note';
  readonly via: 'portal' | 'email' | 'channel' | 'desk';
  readonly author: string;
  readonly body: string;
  readonly language?: string;
  readonly state?: 'sent' | 'pending' | 'failed';
};

export type Clock = {
  readonly kind: string;
  readonly dueAt: string;
  readonly warnAt?: string | null;
  readonly state: 'running' | 'met' | 'breached' | 'stopped';
  readonly source: 'law' | 'channel' | 'policy' | 'own';
};

export type Refund = {
  readonly id: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly state: RefundState;
  readonly why: 'resolution' | 'auto_refund' | 'withdrawal_refund';
  readonly channelReference?: string | null;
  readonly failure?: string | null;
};

/** Whether a verb may be done now; where not, a machine word and a sentence say why. */
export type CommandState = { readonly allowed: boolean; readonly because?: string; readonly says?: string };

export type OrderLine = {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly condition: Condition;
  readonly price: Amount;
  readonly quantity?: number;
  readonly supplier?: string;
  readonly lot?: string;
};

export type FullReturn = {
  readonly id: string;
  readonly rma: string;
  readonly status: Status;
  readonly version: number;
  readonly via: Via;
  readonly buyer: { readonly name: string; readonly email: string; readonly language: string };
  readonly order: {
    readonly channel: string;
    readonly channelOrderId: string;
    readonly country: string;
    readonly currency: string;
    readonly placedAt: string;
    readonly shippedAt?: string | null;
    readonly deliveredAt?: string | null;
    readonly shippingPaid?: Amount | null;
    readonly paid?: Amount;
    readonly lines: readonly OrderLine[];
  };
  readonly items: readonly ReturnItem[];
  readonly clocks: readonly Clock[];
  readonly refunds: readonly Refund[];
  readonly messages: readonly Message[];
  readonly label?: {
    readonly kind: LabelKind;
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly trackingUrl?: string | null;
    readonly issuedAt: string;
    readonly paidBy: 'seller' | 'buyer';
    readonly url: string;
  } | null;
  readonly packingSlipUrl?: string | null;
  readonly tracking?: readonly { readonly at: string; readonly code: string; readonly place?: string }[];
  readonly photos?: readonly { readonly id: string; readonly url: string; readonly name: string }[];
  readonly earlier?: readonly {
    readonly id: string;
    readonly rma: string;
    readonly status: Status;
    readonly reason: Reason;
    readonly openedAt: string;
  }[];
  readonly hold?: {
    readonly why: string;
    readonly because: string;
    readonly at: string;
    readonly by: { readonly kind: string; readonly name?: string };
  } | null;
  readonly next: { readonly says: string; readonly who: string; readonly what: string; readonly by?: string | null };
  readonly parcel?: { readonly carrier?: string; readonly trackingNumber?: string; readonly warning?: string };
  readonly commands: Readonly<Record<string, CommandState>>;
};

export type ReturnEvent = {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly by: { readonly kind: string; readonly name?: string };
  readonly says: string;
};
export type Scan = {
  readonly kind: 'return' | 'candidates' | 'unknown';
  readonly matchedBy?: string;
  readonly returns: readonly ListedReturn[];
};
export type Connection = {
  readonly slug: string;
  readonly kind: string;
  readonly name: string;
  readonly state: 'ok' | 'failing' | 'off';
  readonly lastPollAt?: string | null;
  readonly lastError?: string | null;
  readonly unreadable: number;
};
export type Policy = {
  readonly version: string;
  readonly name: string;
  readonly effectiveFrom: string;
  readonly questions: readonly {
    readonly question: string;
    readonly rows: readonly { readonly id: string; readonly says: string; readonly buyer: string }[];
  }[];
};
export type Person = { readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly Role[] };
export type Key = {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly roles: readonly Role[];
  readonly createdAt: string;
};
export type NewKey = { readonly id: string; readonly name: string; readonly secret: string };
/** Something that could not be done outside: a mail, a message, a refund. */
export type Stuck = {
  readonly id: string;
  readonly kind: string;
  readonly returnId: string | null;
  readonly rma: string | null;
  readonly attempts: number;
  readonly says: string;
  readonly at: string;
};
export type Unreadable = {
  readonly channel: string;
  readonly kind: string;
  readonly externalId: string;
  readonly receivedAt: string;
  readonly says: string;
};
export type Settings = {
  readonly seller: {
    readonly name: string;
    readonly slug: string;
    readonly country: string;
    readonly zone: string;
    readonly language: string;
  };
  readonly refundLimit: { readonly amount: Amount; readonly currency: string };
  readonly returnAddresses: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly portalUrl: string;
};
export type Demo = {
  readonly people: readonly { readonly name: string; readonly email: string; readonly role: string }[];
  readonly password: string;
};

/** RFC 9457. `type` ends in the refusal's name. */
export type Problem = {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly says: string }[];
};
export type Failure = Error & { readonly problem: Problem };

export const isFailure = (error: unknown): error is Failure => error instanceof Error && 'problem' in error;
/** The refusal's own name, such as `version_conflict`; empty where there is none. */
export const refusalOf = (error: unknown): string => (isFailure(error) ? (error.problem.type ?? '').split(/[/:#]/).at(-1)! : '');
export const statusOf = (error: unknown): number => (isFailure(error) ? error.problem.status : 0);

const failure = (problem: Problem): Failure => Object.assign(new Error(problem.detail ?? problem.title), { problem });

let language = 'en';
/** Sentences that the server makes (`says`) come in this language. */
export const speak = (tag: string): void => {
  language = tag;
};

type Ask = {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

async function call<T>(method: string, path: string, { query = {}, body, signal }: Ask = {}): Promise<T> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '') as [string, string | number][];
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
  const form = body instanceof FormData;
  const answer = await fetch(path + search, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      'accept-language': language,
      ...(body !== undefined && !form ? { 'content-type': 'application/json' } : {}),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw failure({ type: 'unreachable', title: 'unreachable', status: 0 });
  });
  const text = await answer.text();
  const json = text && (answer.headers.get('content-type') ?? '').includes('json') ? (JSON.parse(text) as unknown) : undefined;
  if (!answer.ok) throw failure({ title: answer.statusText, ...(json as Partial<Problem> | undefined), status: answer.status });
  return json as T;
}

const get = <T>(path: string, ask?: Ask) => call<T>('GET', path, ask);
const at = (id: string) => `/api/v1/returns/${encodeURIComponent(id)}`;

export const api = {
  session: {
    read: () => get<Session>('/api/v1/session'),
    signIn: (email: string, password: string) => call<Session>('POST', '/api/v1/session', { body: { email, password } }),
    signOut: () => call<void>('DELETE', '/api/v1/session'),
    language: (tag: string) => call<Session>('PATCH', '/api/v1/session', { body: { language: tag } }),
  },
  /** Present in the demo only. */
  demo: () => get<Demo>('/api/v1/demo'),
  returns: {
    list: (ask: { tab?: string; q?: string; channel?: string; cursor?: string; limit?: number }, signal?: AbortSignal) =>
      get<Page<ListedReturn>>('/api/v1/returns', { query: ask, signal }),
    counts: () => get<Counts>('/api/v1/returns/counts'),
    read: (id: string, signal?: AbortSignal) => get<FullReturn>(at(id), { signal }),
    events: (id: string, signal?: AbortSignal) => get<Page<ReturnEvent>>(`${at(id)}/events`, { signal }),
    /** Does a verb: `approval`, `rejection`, `resolution` … */
    act: (id: string, verb: string, body: object = {}) => call<FullReturn>('POST', `${at(id)}/${verb}`, { body }),
    release: (id: string, body: object = {}) => call<FullReturn>('DELETE', `${at(id)}/hold`, { body }),
    photo: (id: string, file: File) => {
      const form = new FormData();
      form.append('photo', file);
      return call<unknown>('POST', `${at(id)}/photos`, { body: form });
    },
  },
  refunds: {
    approve: (id: string) => call<unknown>('POST', `/api/v1/refunds/${encodeURIComponent(id)}/approval`, { body: {} }),
    retry: (id: string) => call<unknown>('POST', `/api/v1/refunds/${encodeURIComponent(id)}/retry`, { body: {} }),
  },
  scan: (code: string) => get<Scan>('/api/v1/scan', { query: { code } }),
  settings: () => get<Settings>('/api/v1/settings'),
  connections: () => get<Page<Connection>>('/api/v1/connections'),
  testConnection: (slug: string) => call<{ ok: boolean; says: string }>('POST', `/api/v1/connections/${encodeURIComponent(slug)}/test`),
  unreadable: () => get<Page<Unreadable>>('/api/v1/unreadable'),
  stuck: () => get<Page<Stuck>>('/api/v1/failures'),
  retryStuck: (id: string) => call<{ done: boolean }>('POST', `/api/v1/failures/${encodeURIComponent(id)}/retry`),
  policy: () => get<Policy>('/api/v1/policy'),
  people: () => get<Page<Person>>('/api/v1/people'),
  keys: {
    list: () => get<Page<Key>>('/api/v1/keys'),
    make: (name: string, roles: readonly Role[]) => call<NewKey>('POST', '/api/v1/keys', { body: { name, roles } }),
    revoke: (id: string) => call<void>('DELETE', `/api/v1/keys/${encodeURIComponent(id)}`),
  },
  clock: {
    read: () => get<{ now: string }>('/sandbox/clock'),
    advance: (by: string) => call<{ now: string }>('POST', '/sandbox/clock', { body: { advance: by } }),
  },
};

/**
 * Everything that the console asks of the server, in one place, typed by `openapi.json`; what only the policy editor asks stands with it.
 * A refusal arrives as a problem document (RFC 9457) and is thrown as a `Failure` that carries it.
 */
import type { Language, Role } from '../../src/core/access.ts';
import { client, type components, type paths } from '../client/index.ts';

export type Schema = components['schemas'];
export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Session = Schema['Session'];
export type ListedReturn = Schema['ListedReturn'];
export type Counts = Answer<'/api/v1/returns/counts', 'get'>;
export type FullReturn = Schema['Return'];
export type ReturnItem = FullReturn['items'][number];
export type OrderLine = FullReturn['order']['lines'][number];
export type Decision = Schema['Decision'];
export type Message = FullReturn['messages'][number];
export type Clock = FullReturn['clocks'][number];
export type Refund = FullReturn['refunds'][number];
export type CaseSigns = Answer<'/api/v1/returns/{id}/signs', 'get'>;
export type ReturnEvent = Schema['Event'];
export type Connection = Answer<'/api/v1/connections', 'get'>['items'][number];
export type Key = Answer<'/api/v1/keys', 'get'>['items'][number];

/** RFC 9457. `type` ends in the refusal's name; it is `unreachable` with status 0 where no answer came at all. */
export type Problem = Schema['Problem'];
export type Failure = Error & { readonly problem: Problem };

export const isFailure = (error: unknown): error is Failure => error instanceof Error && 'problem' in error;
/** The refusal's own name, such as `version_conflict`; empty where there is none. */
export const refusalOf = (error: unknown): string => (isFailure(error) ? error.problem.type.split('/').at(-1)! : '');
export const statusOf = (error: unknown): number => (isFailure(error) ? error.problem.status : 0);

const failure = (problem: Problem): Failure => Object.assign(new Error(problem.detail ?? problem.title), { problem });
const unreachable = (): Failure => failure({ type: 'unreachable', title: 'unreachable', status: 0 });

let language = 'en';
/** Sentences that the server makes (`says`) come in this language. */
export const speak = (tag: string): void => {
  language = tag;
};
client.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', language);
    return request;
  },
});

type Answered<T> = Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>;

/** The answer itself, or the problem thrown. */
export async function told<T>(asked: Answered<T>): Promise<T> {
  const { data, error, response } = await asked.catch((cause: unknown) =>
    Promise.reject(cause instanceof DOMException ? cause : unreachable()),
  );
  if (response.ok) return data as T;
  const problem = typeof error === 'object' && error !== null ? (error as Partial<Problem>) : {};
  throw failure({ type: '', title: response.statusText, ...problem, status: response.status });
}

/** What `openapi.json` does not list: the demo's people and its clock. */
async function aside<T>(path: string, body?: object): Promise<T> {
  const asked = fetch(
    path,
    body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {},
  ).then(async (response) => {
    const json = (response.headers.get('content-type') ?? '').includes('json') ? ((await response.json()) as unknown) : undefined;
    return response.ok ? { data: json as T, response } : { error: json, response };
  });
  return told(asked);
}

type VerbPath = Extract<keyof paths, `/api/v1/returns/{id}/${string}`>;

export const api = {
  session: {
    read: () => told(client.GET('/api/v1/session')),
    signIn: (email: string, password: string) => told(client.POST('/api/v1/session', { body: { email, password } })),
    signOut: () => told(client.DELETE('/api/v1/session')),
    language: (tag: Language) => told(client.PATCH('/api/v1/session', { body: { language: tag } })),
  },
  /** Present in the demo only. */
  demo: () =>
    aside<{
      readonly people: readonly { readonly name: string; readonly email: string; readonly role: string }[];
      readonly password: string;
    }>('/api/v1/demo'),
  returns: {
    list: (query: NonNullable<paths['/api/v1/returns']['get']['parameters']['query']>, signal?: AbortSignal) =>
      told(client.GET('/api/v1/returns', { params: { query }, ...(signal ? { signal } : {}) })),
    counts: () => told(client.GET('/api/v1/returns/counts')),
    read: (id: string, signal?: AbortSignal) =>
      told(client.GET('/api/v1/returns/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) })),
    events: (id: string, signal?: AbortSignal) =>
      told(client.GET('/api/v1/returns/{id}/events', { params: { path: { id } }, ...(signal ? { signal } : {}) })),
    signs: (id: string, signal?: AbortSignal) =>
      told(client.GET('/api/v1/returns/{id}/signs', { params: { path: { id } }, ...(signal ? { signal } : {}) })),
    /** Does a verb: `approval`, `rejection`, `resolution` … The server checks what it brings along. */
    act: (id: string, verb: string, body: object = {}) =>
      told(
        client.POST(`/api/v1/returns/{id}/${verb}` as VerbPath as '/api/v1/returns/{id}/note', {
          params: { path: { id } },
          body: body as never,
        }),
      ),
    photo: (id: string, file: File) => {
      const form = new FormData();
      form.append('photo', file);
      return told(
        client.POST('/api/v1/returns/{id}/photos', {
          params: { path: { id } },
          body: form as never,
          bodySerializer: (body) => body as never,
        }),
      );
    },
    options: (id: string) => told(client.GET('/api/v1/returns/{id}/resolution-options', { params: { path: { id } } })),
    undo: (id: string, body: object) =>
      told(client.DELETE('/api/v1/returns/{id}/resolution', { params: { path: { id } }, body: body as never })),
    release: (id: string, body: object) =>
      told(client.DELETE('/api/v1/returns/{id}/hold', { params: { path: { id } }, body: body as never })),
  },
  refunds: {
    approve: (id: string) => told(client.POST('/api/v1/refunds/{id}/approval', { params: { path: { id } }, body: {} })),
    retry: (id: string) => told(client.POST('/api/v1/refunds/{id}/retry', { params: { path: { id } }, body: {} })),
    confirm: (id: string) => told(client.POST('/api/v1/refunds/{id}/confirmation', { params: { path: { id } }, body: {} })),
  },
  scan: (code: string) => told(client.GET('/api/v1/scan', { params: { query: { code } } })),
  settings: () => told(client.GET('/api/v1/settings')),
  connections: () => told(client.GET('/api/v1/connections')),
  testConnection: (slug: string) => told(client.POST('/api/v1/connections/{slug}/test', { params: { path: { slug } } })),
  stuck: () => told(client.GET('/api/v1/failures')),
  retryStuck: (id: string) => told(client.POST('/api/v1/failures/{id}/retry', { params: { path: { id } } })),
  people: () => told(client.GET('/api/v1/people')),
  keys: {
    list: () => told(client.GET('/api/v1/keys')),
    make: (name: string, roles: readonly Role[]) => told(client.POST('/api/v1/keys', { body: { name, roles: [...roles] } })),
    revoke: (id: string) => told(client.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })),
  },
  clock: {
    read: () => aside<{ readonly now: string }>('/sandbox/clock'),
    advance: (by: string) => aside<{ readonly now: string }>('/sandbox/clock', { advance: by }),
  },
};

/** What the pages about disputes ask of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type ListedDispute = Answer<'/api/v1/disputes', 'get'>['items'][number];
export type FullDispute = Answer<'/api/v1/disputes/{id}', 'get'>;
export type DisputeTab = 'to_answer' | 'waiting' | 'proposed' | 'handed_over' | 'ruled' | 'all';
export type SaidVerb =
  | 'answer'
  | 'word'
  | 'proposal'
  | 'agreement'
  | 'decline'
  | 'submission'
  | 'ruling'
  | 'acceptance'
  | 'appeal'
  | 'withdrawal';
export type NewDispute = NonNullable<Parameters<typeof disputesApi.open>[1]>;

export const disputesApi = {
  list: (tab: DisputeTab, cursor: string, signal?: AbortSignal) =>
    told(
      client.GET('/api/v1/disputes', {
        params: { query: { tab, limit: 50, ...(cursor ? { cursor } : {}) } },
        ...(signal ? { signal } : {}),
      }),
    ),
  ofReturn: (id: string) => told(client.GET('/api/v1/returns/{id}/disputes', { params: { path: { id } } })),
  read: (id: string, signal?: AbortSignal) =>
    told(client.GET('/api/v1/disputes/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) })),
  open: (
    returnId: string,
    body: {
      readonly kind: FullDispute['kind'];
      readonly reason: FullDispute['reason'];
      readonly says: string;
      readonly amount?: string;
      readonly reference?: string;
      readonly answerBy?: string;
    },
  ) => told(client.POST('/api/v1/returns/{id}/disputes', { params: { path: { id: returnId } }, body })),
  counterfeit: (returnId: string) => told(client.GET('/api/v1/returns/{id}/counterfeit', { params: { path: { id: returnId } } })),
  confirmCounterfeit: (returnId: string, says: string) =>
    told(client.POST('/api/v1/returns/{id}/counterfeit', { params: { path: { id: returnId } }, body: { says } })),
  /** One step. The server checks what it brings along. */
  say: (id: string, verb: SaidVerb, body: object) =>
    told(client.POST(`/api/v1/disputes/{id}/${verb}` as '/api/v1/disputes/{id}/answer', { params: { path: { id } }, body: body as never })),
  evidence: (
    id: string,
    given: { readonly kind: string; readonly party: string; readonly says: string; readonly files: readonly File[] },
  ) => {
    const form = new FormData();
    for (const name of ['kind', 'party', 'says'] as const) form.append(name, given[name]);
    for (const file of given.files) form.append('file', file);
    return told(
      client.POST('/api/v1/disputes/{id}/evidence', {
        params: { path: { id } },
        body: form as never,
        bodySerializer: (body: unknown) => body as never,
      } as never),
    );
  },
};

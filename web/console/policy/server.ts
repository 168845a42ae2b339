/** What the pages of the policy ask of the server. The wire knows a policy as any JSON; here it is the core's document. */
import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../../../src/core/access.ts';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { client as server } from '../../client/index.ts';
import { type Answer, type Decision, refusalOf, type Schema, statusOf, told } from '../api.ts';
import { client } from '../data.ts';
import { settled } from './leaving.ts';
import type { CaseBody } from './trial-case.ts';

export type Policies = Answer<'/api/v1/policies', 'get'>;
export type PolicyVersion = Schema['PolicyVersion'];
export type ListedDraft = Schema['PolicyDraft'];
type WithDocument<T> = Omit<T, 'document'> & { readonly document: PolicyDocument };
export type FullVersion = WithDocument<Schema['WholePolicyVersion']>;
export type Draft = WithDocument<Schema['WholePolicyDraft']>;
export type TrialDecision = Decision;
export type Trial = Answer<'/api/v1/policies/trial', 'post'>;
export type Simulation = Schema['Simulation'];
export type Difference = Schema['SimulationDifference'];
export type SimulatedAnswer = Difference['after'];
export type PublicPolicy = Answer<'/api/v1/policies/versions/{version}/public', 'get'>;

/** A version by its name or a draft by its number: `v:backmarket@3`, `d:0193…`; this is how addresses name them. */
export type PolicyKey = string;
export const versionKey = (version: string): PolicyKey => `v:${version}`;
export const draftKey = (id: string): PolicyKey => `d:${id}`;

const ofVersion = (version: string) => ({ params: { path: { version } } });
const ofDraft = (id: string) => ({ params: { path: { id } } });
const json = (document: PolicyDocument) => document as unknown as Record<string, unknown>;

export const policies = {
  list: () => told(server.GET('/api/v1/policies')),
  version: (version: string) =>
    told(server.GET('/api/v1/policies/versions/{version}', ofVersion(version))) as Promise<unknown> as Promise<FullVersion>,
  draft: (id: string) => told(server.GET('/api/v1/policies/drafts/{id}', ofDraft(id))) as Promise<unknown> as Promise<Draft>,
  newDraft: (from: { readonly name?: string; readonly basedOn?: string; readonly document?: object }) =>
    told(server.POST('/api/v1/policies/drafts', { body: from as { name?: string; document?: Record<string, unknown> } })),
  save: (id: string, revision: number, document: PolicyDocument) =>
    told(server.PUT('/api/v1/policies/drafts/{id}', { ...ofDraft(id), body: { revision, document: json(document) } })),
  discard: (id: string) => told(server.DELETE('/api/v1/policies/drafts/{id}', ofDraft(id))),
  publish: (id: string, how: { readonly effectiveFrom?: string; readonly despiteWarnings?: boolean }) =>
    told(server.POST('/api/v1/policies/drafts/{id}/publication', { ...ofDraft(id), body: how })),
  rollBack: (version: string) => told(server.POST('/api/v1/policies/versions/{version}/rollback', { ...ofVersion(version), body: {} })),
  withdraw: (version: string) => told(server.DELETE('/api/v1/policies/versions/{version}', ofVersion(version))),
  tryCase: (document: PolicyDocument, one: CaseBody) =>
    told(server.POST('/api/v1/policies/trial', { body: { document: json(document), case: one as never } })),
  /** An address, not an answer: the browser saves the file. */
  exportOf: (key: PolicyKey): string =>
    `/api/v1/policies/${key.startsWith('d:') ? 'drafts' : 'versions'}/${encodeURIComponent(key.slice(2))}/export`,
  /** The law differs by country: without one it is told for the seller's own. */
  publicText: (key: PolicyKey, language: Language, country: string) => {
    const query = { language, ...(country ? { country } : {}) };
    return key.startsWith('d:')
      ? told(server.GET('/api/v1/policies/drafts/{id}/public', { params: { path: { id: key.slice(2) }, query } }))
      : told(server.GET('/api/v1/policies/versions/{version}/public', { params: { path: { version: key.slice(2) }, query } }));
  },
  simulate: (draftId: string, over: { readonly from?: string; readonly to?: string; readonly include: ('returns' | 'history')[] }) =>
    told(server.POST('/api/v1/policies/drafts/{id}/simulations', { ...ofDraft(draftId), body: over })),
  simulations: (draftId: string) => told(server.GET('/api/v1/policies/simulations', { params: { query: { draftId } } })),
  simulation: (id: string) => told(server.GET('/api/v1/policies/simulations/{id}', ofDraft(id))),
  cancelSimulation: (id: string) => told(server.DELETE('/api/v1/policies/simulations/{id}', ofDraft(id))),
  differences: (id: string, cursor: string, kind: string) =>
    told(
      server.GET('/api/v1/policies/simulations/{id}/differences', {
        params: { path: { id }, query: { ...(cursor ? { cursor } : {}), ...(kind ? { kind } : {}) } },
      }),
    ),
};

export const listQuery = queryOptions({ queryKey: ['policies'], queryFn: policies.list, staleTime: 15_000 });
/** A version never changes. */
export const versionQuery = (version: string) =>
  queryOptions({ queryKey: ['policy-version', version], queryFn: () => policies.version(version), staleTime: Number.POSITIVE_INFINITY });
/** What somebody else does meanwhile is told by the revision, so an open draft is read once. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['policy-draft', id],
    queryFn: () => settled(id).then(() => policies.draft(id)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
/** Either of them, as a document with its name: what is compared. */
export const documentQuery = (key: PolicyKey) =>
  queryOptions({
    queryKey: ['policy-document', key],
    queryFn: (): Promise<{ readonly document: PolicyDocument }> =>
      key.startsWith('d:') ? policies.draft(key.slice(2)) : client.ensureQueryData(versionQuery(key.slice(2))),
    staleTime: 0,
    enabled: key !== '',
  });

export const lookAtPolicies = () =>
  Promise.all(['policies', 'policy-document'].map((name) => client.invalidateQueries({ queryKey: [name] })));

export const isConflict = (error: unknown): boolean => statusOf(error) === 409 || refusalOf(error) === 'version_conflict';

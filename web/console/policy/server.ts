/** What the pages of the policy ask of the server. Documents are those of the core, so the shapes are written here and not generated. */
import { queryOptions } from '@tanstack/react-query';
import type { Decision as CoreDecision } from '../../../src/core/policy/decision.ts';
import type { PolicyDocument, PolicyProblem, Question, When } from '../../../src/core/policy/document.ts';
import { aside, type Decision, refusalOf, statusOf } from '../api.ts';
import { client } from '../data.ts';
import { settled } from './leaving.ts';
import type { CaseBody } from './trial-case.ts';

export type VersionState = 'in_force' | 'scheduled' | 'superseded';
export type PolicyVersion = {
  readonly version: string;
  readonly name: string;
  readonly state: VersionState;
  /** The moment from which it decides. */
  readonly effectiveFrom: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  /** The version that a rollback brought back. */
  readonly restores: string | null;
};
export type ListedDraft = {
  readonly id: string;
  readonly name: string;
  readonly basedOn: string | null;
  readonly revision: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
};
export type Policies = {
  readonly inForce: string;
  readonly versions: readonly PolicyVersion[];
  readonly drafts: readonly ListedDraft[];
};
export type FullVersion = PolicyVersion & { readonly document: PolicyDocument };
export type Draft = ListedDraft & { readonly document: PolicyDocument; readonly problems: readonly PolicyProblem[] };

export type TrialDecision = Decision & Pick<CoreDecision, 'productState' | 'instructions' | 'abuse'>;
export type Alternative = {
  readonly says: string;
  readonly when?: When | string;
  readonly with?: unknown;
  readonly outcome: CoreDecision['outcome'];
  readonly ground: CoreDecision['ground'];
};
export type Trial = {
  readonly decision: TrialDecision;
  readonly wouldChange?: readonly Alternative[];
  readonly spoke: readonly { readonly question: Question; readonly row: string }[];
  readonly instead: TrialDecision | null;
};

export type PublicPolicy = {
  readonly title: string;
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[];
  readonly text: string;
};

type Pair = { readonly before: number; readonly after: number };
export type MoneyPair = { readonly currency: string; readonly before: string; readonly after: string };
export type Simulation = {
  readonly id: string;
  readonly draftId: string;
  /** The revision of the draft that was run: it may have been changed since. */
  readonly revision: number;
  readonly include: readonly ('returns' | 'history')[];
  readonly from: string | null;
  readonly until: string | null;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly failure: 'interrupted' | 'broken' | null;
  readonly done: number;
  readonly total: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly finishedAt: string | null;
  readonly listed: number;
  /** So far, while it runs. */
  readonly summary: {
    readonly cases: number;
    readonly changed: number;
    /** `approve>review`: how many; they add up to `changed`. */
    readonly byChange: Readonly<Record<string, number>>;
    readonly refund: readonly MoneyPair[];
    readonly refundFirst: readonly MoneyPair[];
    readonly labels: Pair;
    readonly people: Pair;
    readonly deadlines: readonly {
      readonly kind: string;
      readonly earlier: number;
      readonly later: number;
      readonly added: number;
      readonly removed: number;
    }[];
    readonly drifted: number;
    readonly unreadable: number;
  };
};
/** An answer as far as it is known: of a case from before Retour only that is there which was told. */
export type SimulatedAnswer = {
  readonly outcome: CoreDecision['outcome'];
  readonly ground: string | null;
  readonly resolutions: readonly string[] | null;
  readonly refund: { readonly total: string; readonly currency: string } | null;
  readonly returnShipping: { readonly paidBy: 'seller' | 'buyer'; readonly label: 'prepaid' | 'own' | null } | null;
  readonly deadlines: readonly { readonly kind: string; readonly dueAt: string | null }[] | null;
  /** The answer in a sentence, then its reasons. */
  readonly says: readonly string[];
};
export type Difference = {
  readonly source: 'return' | 'history';
  readonly returnId?: string;
  readonly ref: string;
  readonly line: string;
  readonly unit: number;
  readonly title: string;
  readonly at: string;
  readonly kind: string;
  readonly changed: readonly ('outcome' | 'refund' | 'returnShipping' | 'resolutions' | 'deadlines')[];
  readonly before: SimulatedAnswer;
  readonly after: SimulatedAnswer;
};

const root = '/api/v1/policies';
const of = encodeURIComponent;

/** A version by its name or a draft by its number: `v:backmarket@3`, `d:0193…`; this is how addresses name them. */
export type PolicyKey = string;
export const versionKey = (version: string): PolicyKey => `v:${version}`;
export const draftKey = (id: string): PolicyKey => `d:${id}`;
const placeOf = (key: PolicyKey): string => `${root}/${key.startsWith('d:') ? 'drafts' : 'versions'}/${of(key.slice(2))}`;

export const policies = {
  list: () => aside<Policies>(root),
  version: (version: string) => aside<FullVersion>(`${root}/versions/${of(version)}`),
  draft: (id: string) => aside<Draft>(`${root}/drafts/${of(id)}`),
  newDraft: (from: { readonly name?: string; readonly basedOn?: string } | { readonly document: unknown; readonly name?: string }) =>
    aside<Draft>(`${root}/drafts`, from),
  save: (id: string, revision: number, document: PolicyDocument) =>
    aside<Draft>(`${root}/drafts/${of(id)}`, { revision, document }, 'PUT'),
  discard: (id: string) => aside<void>(`${root}/drafts/${of(id)}`, undefined, 'DELETE'),
  publish: (id: string, how: { readonly effectiveFrom?: string; readonly despiteWarnings?: boolean }) =>
    aside<FullVersion>(`${root}/drafts/${of(id)}/publication`, how),
  rollBack: (version: string) => aside<FullVersion>(`${root}/versions/${of(version)}/rollback`, {}),
  tryCase: (policy: { readonly document: PolicyDocument } | { readonly version: string }, body: CaseBody) =>
    aside<Trial>(`${root}/trial`, { ...policy, case: body }),
  withdraw: (version: string) => aside<void>(`${root}/versions/${of(version)}`, undefined, 'DELETE'),
  exportOf: (key: PolicyKey): string => `${placeOf(key)}/export`,
  publicText: (key: PolicyKey, language: string) => aside<PublicPolicy>(`${placeOf(key)}/public?language=${of(language)}`),
  simulate: (draftId: string, over: { readonly from?: string; readonly to?: string; readonly include?: readonly ('returns' | 'history')[] }) =>
    aside<{ readonly id: string }>(`${root}/drafts/${of(draftId)}/simulations`, over),
  simulation: (id: string) => aside<Simulation>(`${root}/simulations/${of(id)}`),
  simulations: (draftId: string) => aside<{ readonly items: readonly Simulation[] }>(`${root}/simulations?draftId=${of(draftId)}`),
  cancelSimulation: (id: string) => aside<void>(`${root}/simulations/${of(id)}`, undefined, 'DELETE'),
  differences: (id: string, cursor: string, kind: string) =>
    aside<{ readonly items: readonly Difference[]; readonly nextCursor: string | null }>(
      `${root}/simulations/${of(id)}/differences?${new URLSearchParams({ ...(cursor ? { cursor } : {}), ...(kind ? { kind } : {}) })}`,
    ),
};

export const listQuery = queryOptions({ queryKey: ['policies'], queryFn: policies.list, staleTime: 15_000 });
/** A version never changes. */
export const versionQuery = (version: string) =>
  queryOptions({ queryKey: ['policy-version', version], queryFn: () => policies.version(version), staleTime: Number.POSITIVE_INFINITY });
/** What somebody else does meanwhile is told by the revision, so an open draft is read once. */
export const draftQuery = (id: string) =>
  queryOptions({ queryKey: ['policy-draft', id], queryFn: () => settled(id).then(() => policies.draft(id)), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
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

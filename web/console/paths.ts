/** Every address of the console, as functions: links, redirects and tests use these and no strings. */
import type { AnswersView } from './aftercare/survey/api.ts';

/** What the desk shows; kept in the address, so that a view can be sent to a colleague. */
export type DeskView = { readonly tab?: string | undefined; readonly q?: string | undefined; readonly channel?: string | undefined };

/** What the board of repairs shows: those that ended (`yes`), one technician's. */
export type RepairsView = { readonly ended?: string | undefined; readonly who?: string | undefined };

/** Which units the stock shows; kept in the address. `alert`: those that call for a person. */
export type StockView = {
  readonly state?: string | undefined;
  readonly q?: string | undefined;
  readonly sku?: string | undefined;
  readonly supplier?: string | undefined;
  readonly lot?: string | undefined;
  readonly place?: string | undefined;
  readonly alert?: string | undefined;
};

/** The views of one policy, in the order of work. */
export const POLICY_VIEWS = ['rules', 'settings', 'try', 'compare', 'simulate'] as const;

/** What the policy editor shows; kept in the address as well: a case that was tried can be sent to a colleague. */
export type PolicyView = {
  readonly view?: string | undefined;
  readonly question?: string | undefined;
  readonly row?: string | undefined;
  /** The case on the test bench, see `policy/trial-case.ts`. */
  readonly case?: string | undefined;
  /** What it is compared with: `v:version` or `d:draft`. */
  readonly with?: string | undefined;
  readonly simulation?: string | undefined;
};

/** Which part of the books is shown. Days are local dates, both included. */
export type LedgerView = {
  readonly account?: string | undefined;
  readonly channel?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly orderId?: string | undefined;
  readonly returnId?: string | undefined;
};

/** What the page of invoices shows; `paper` is the one that is open over the list. */
export type InvoicesView = {
  readonly view?: string | undefined;
  readonly kind?: string | undefined;
  readonly month?: string | undefined;
  readonly q?: string | undefined;
  readonly paper?: string | undefined;
};

const query = (pairs: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(pairs).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

const inOrder = ({ tab, q, channel }: DeskView) => ({ tab, q, channel });

const inTurn = (view: PolicyView) => ({
  view: view.view,
  question: view.question,
  row: view.row,
  case: view.case,
  with: view.with,
  simulation: view.simulation,
});

export const paths = {
  desk: (view: DeskView = {}) => `/${query(inOrder(view))}`,
  /** A case remembers the list that it was opened from: previous and next walk that list. */
  case: (id: string, view: DeskView = {}) => `/returns/${encodeURIComponent(id)}${query(inOrder(view))}`,
  resolution: (id: string, view: DeskView = {}) => `/returns/${encodeURIComponent(id)}/resolution${query(inOrder(view))}`,
  /** `new` opens an empty one. */
  templates: (template?: string) => `/templates${query({ template })}`,
  repairs: (view: RepairsView = {}) => `/repairs${query({ ended: view.ended, who: view.who })}`,
  repair: (id: string) => `/repairs/${encodeURIComponent(id)}`,
  bench: (code?: string) => `/bench${query({ code })}`,
  strays: (id?: string) => `/bench/parcels${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
  invoices: ({ view, kind, month, q, paper }: InvoicesView = {}) => `/money/invoices${query({ view, kind, month, q, paper })}`,
  stock: (view: StockView = {}) =>
    `/stock${query({ state: view.state, q: view.q, sku: view.sku, supplier: view.supplier, lot: view.lot, place: view.place, alert: view.alert })}`,
  unit: (id: string) => `/stock/units/${encodeURIComponent(id)}`,
  stockMove: () => '/stock/move',
  pull: (id: string) => `/stock/pulls/${encodeURIComponent(id)}`,
  partners: () => '/stock/partners',
  newReturn: () => '/new',
  imports: (tab?: 'export') => `/imports${query({ tab })}`,
  import: (id: string) => `/imports/${encodeURIComponent(id)}`,
  settings: () => '/settings',
  connections: () => '/connections',
  intake: (view?: string) => `/intake${query({ view: view === 'waiting' ? undefined : view })}`,
  mail: (id: string, view?: string) => `/intake/${encodeURIComponent(id)}${query({ view: view === 'waiting' ? undefined : view })}`,
  mailboxes: () => '/intake/mailboxes',
  /** What wants making good. `case` is the one that is open over the list. */
  afterCare: (
    view: { readonly state?: string | undefined; readonly cause?: string | undefined; readonly case?: string | undefined } = {},
  ) => `/aftercare${query({ state: view.state, cause: view.cause, case: view.case })}`,
  /** Offer something by hand: for a return, or for an order (`channel/number`). */
  offerGesture: (about: { readonly return?: string | undefined; readonly order?: string | undefined } = {}) =>
    `/aftercare/new${query({ return: about.return, order: about.order })}`,
  gestureSettings: () => '/aftercare/settings',
  answers: (view: AnswersView = {}) => {
    const { since, until, show, score, reason, ended, sku, language, q } = view;
    return `/aftercare/answers${query({ since, until, show, score, reason, ended, sku, language, q })}`;
  },
  surveySettings: () => '/aftercare/answers/settings',
  /** `id` opens one. */
  followUps: ({ tab, id }: { readonly tab?: string | undefined; readonly id?: string | undefined } = {}) =>
    `/aftercare/follow-ups${query({ tab: tab === 'open' ? undefined : tab, id })}`,
  notifications: (view: { readonly kind?: string | undefined; readonly language?: string | undefined } = {}) =>
    `/notifications${query({ kind: view.kind, language: view.language })}`,
  webhooks: (view: { readonly state?: string | undefined; readonly endpoint?: string | undefined } = {}) =>
    `/webhooks${query({ state: view.state, endpoint: view.endpoint })}`,
  questions: (category?: string) => `/settings/questions${query({ category })}`,
  disputes: (tab?: string) => `/disputes${query({ tab: tab === 'to_answer' ? undefined : tab })}`,
  dispute: (id: string) => `/disputes/${encodeURIComponent(id)}`,
  outbound: (view: { readonly tab?: string | undefined; readonly q?: string | undefined } = {}) =>
    `/outbound${query({ tab: view.tab, q: view.q })}`,
  outboundOrder: (id: string) => `/outbound/${encodeURIComponent(id)}`,
  claims: (tab?: string) => `/claims${query({ tab })}`,
  claim: (id: string) => `/claims/${encodeURIComponent(id)}`,
  policy: () => '/policy',
  draft: (id: string, view: PolicyView = {}) => `/policy/drafts/${encodeURIComponent(id)}${query(inTurn(view))}`,
  policyVersion: (version: string, view: PolicyView = {}) => `/policy/versions/${encodeURIComponent(version)}${query(inTurn(view))}`,
  money: (month?: string) => `/money${query({ month })}`,
  payouts: () => '/money/payouts',
  payout: (id: string) => `/money/payouts/${encodeURIComponent(id)}`,
  moneyRefunds: () => '/money/refunds',
  ledger: ({ account, channel, from, to, orderId, returnId }: LedgerView = {}) =>
    `/money/ledger${query({ account, channel, from, to, orderId, returnId })}`,
  journal: (id: string) => `/money/ledger/${encodeURIComponent(id)}`,
  costs: () => '/money/costs',
  terms: () => '/money/terms',
  /** The play marketplace, in the demo only: a page of the server's own. */
  sandbox: () => '/sandbox',
} as const;

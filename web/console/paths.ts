/** Every address of the console, as functions: links, redirects and tests use these and no strings. */

/** What the desk shows; kept in the address, so that a view can be sent to a colleague. */
export type DeskView = { readonly tab?: string | undefined; readonly q?: string | undefined; readonly channel?: string | undefined };

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
  bench: (code?: string) => `/bench${query({ code })}`,
  settings: () => '/settings',
  policy: () => '/policy',
  draft: (id: string, view: PolicyView = {}) => `/policy/drafts/${encodeURIComponent(id)}${query(inTurn(view))}`,
  policyVersion: (version: string, view: PolicyView = {}) => `/policy/versions/${encodeURIComponent(version)}${query(inTurn(view))}`,
  /** The play marketplace, in the demo only: a page of the server's own. */
  sandbox: () => '/sandbox',
} as const;

/** Every address of the console, as functions: links, redirects and tests use these and no strings. */

/** What the desk shows; kept in the address, so that a view can be sent to a colleague. */
export type DeskView = { readonly tab?: string | undefined; readonly q?: string | undefined; readonly channel?: string | undefined };

const query = (pairs: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(pairs).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

const inOrder = ({ tab, q, channel }: DeskView) => ({ tab, q, channel });

export const paths = {
  desk: (view: DeskView = {}) => `/${query(inOrder(view))}`,
  /** A case remembers the list that it was opened from: previous and next walk that list. */
  case: (id: string, view: DeskView = {}) => `/returns/${encodeURIComponent(id)}${query(inOrder(view))}`,
  bench: (code?: string) => `/bench${query({ code })}`,
  settings: () => '/settings',
  /** The play marketplace, in the demo only: a page of the server's own. */
  sandbox: () => '/sandbox',
} as const;

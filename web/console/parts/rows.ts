/** J and K in a list whose rows are links: the focus goes one row on or back, and Enter opens it as it opens any link. */
export function stepRows(list: HTMLElement | null, by: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
  const here = rows.indexOf(document.activeElement as HTMLAnchorElement);
  rows[here < 0 ? 0 : Math.min(Math.max(here + by, 0), rows.length - 1)]?.focus();
}

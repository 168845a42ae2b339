/** How many items were inspected at this bench today: a running count for whoever stands there, no measure of the business. */
const KEPT = 'retour.bench.tally';
const today = () => new Date().toDateString();

export function inspectedToday(): number {
  const [day, count] = (localStorage.getItem(KEPT) ?? '').split('|');
  return day === today() ? Number(count) : 0;
}

export const countInspected = (): void => localStorage.setItem(KEPT, `${today()}|${inspectedToday() + 1}`);

/** Exact chances for small counts. No approximation: lots are small, and a normal curve says nothing about 7 of 40. */
import { assert } from '../assert.ts';

/** ln n!, kept: asked for the same few thousand numbers again and again. */
const logs: number[] = [0];
export function logFactorial(n: number): number {
  assert(Number.isSafeInteger(n) && n >= 0, 'a factorial of a whole number');
  for (let i = logs.length; i <= n; i++) logs.push(logs[i - 1]! + Math.log(i));
  return logs[n]!;
}
const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** One urn: `marked` of `all` units are faulty, `drawn` of them belong to the group. */
export type Urn = { readonly all: number; readonly marked: number; readonly drawn: number };

/** The chance that exactly k of the drawn ones are marked (hypergeometric). */
export function exactly({ all, marked, drawn }: Urn, k: number): number {
  if (k < Math.max(0, drawn + marked - all) || k > Math.min(drawn, marked)) return 0;
  return Math.exp(logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn));
}

/** Below this nobody needs to tell one chance from another, and rounding would lie. */
const LEAST = 1e-12;

/**
 * The chance that `k` or more of the drawn ones are marked, over several urns together (one per month: what was sold long ago has had more time
 * to come back). Exact under the null: whoever the faults belong to is drawn at random within each urn, their number being given. No base rate
 * has to be estimated, so a seller with few sales is not accused by a guess.
 */
export function atLeast(urns: readonly Urn[], k: number): number {
  if (k <= 0) return 1;
  // below[j]: the chance of exactly j so far, for j < k; everything else is "k or more".
  let below = new Float64Array(k);
  below[0] = 1;
  let above = 0;
  for (const urn of urns) {
    const most = Math.min(urn.drawn, urn.marked);
    if (most === 0) continue;
    const chances = Array.from({ length: most + 1 }, (_, j) => exactly(urn, j));
    const next = new Float64Array(k);
    for (let i = 0; i < k; i++) {
      const p = below[i]!;
      if (p === 0) continue;
      for (const [j, q] of chances.entries()) {
        if (i + j < k) next[i + j]! += p * q;
        else above += p * q;
      }
    }
    below = next;
  }
  return Math.min(1, Math.max(above, LEAST));
}

/** How many would be expected. */
export const expected = (urns: readonly Urn[]): number =>
  urns.reduce((total, { all, marked, drawn }) => total + (all === 0 ? 0 : (marked * drawn) / all), 0);

/** The smallest chance that a group could show at all, with every fault on its side. */
export const leastPossible = (urns: readonly Urn[]): number =>
  atLeast(
    urns,
    urns.reduce((total, { drawn, marked }) => total + Math.min(drawn, marked), 0),
  );

/**
 * Which of many questions are answered beyond chance, with at most `rate` of the answers expected to be false alarms, however the questions hang
 * together (Benjamini and Yekutieli 2001, theorem 1.3): lots, SKUs and suppliers overlap. Answers the largest chance that still counts; 0: none.
 */
export function discoveryThreshold(chances: readonly number[], rate: number): number {
  const m = chances.length;
  let harmonic = 0;
  for (let i = 1; i <= m; i++) harmonic += 1 / i;
  const sorted = [...chances].sort((a, b) => a - b);
  for (let i = m; i >= 1; i--) if (sorted[i - 1]! <= (i * rate) / (m * harmonic)) return sorted[i - 1]!;
  return 0;
}

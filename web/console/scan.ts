/**
 * A wedge scanner types like a keyboard, only faster than any hand, and ends with Enter.
 * This tells its burst from typing. Pure: the caller hands in each key with its time.
 */

/** Longest pause inside a scanner's burst, in ms; quick typists stay above 50. */
export const BURST_MS = 35;
/** Shorter bursts are two keys rolled together. */
const SHORTEST = 6;

export type Burst = { readonly text: string; readonly at: number };
export const noBurst: Burst = { text: '', at: Number.NEGATIVE_INFINITY };

/** The burst after this key, and the code where this key was the Enter that ends one. */
export function readKey(burst: Burst, key: string, at: number): { readonly burst: Burst; readonly scanned?: string } {
  const fast = at - burst.at <= BURST_MS;
  if (key === 'Enter') return fast && burst.text.length >= SHORTEST ? { burst: noBurst, scanned: burst.text } : { burst: noBurst };
  // Shift comes along with capitals and belongs to no code.
  if (key.length !== 1) return { burst: key === 'Shift' ? burst : noBurst };
  return { burst: { text: fast ? burst.text + key : key, at } };
}

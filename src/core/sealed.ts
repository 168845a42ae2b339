/** A key of the seller’s at somebody else’s (a channel, a carrier): as it lies in the database. */

/** `box`: what app/sealed-box.ts made of it. The rest is all that people see of it ever after. */
export type SealedSecret = {
  readonly box: string;
  readonly setAt: string;
  /** Its last four signs, where it is long enough that they give nothing away. */
  readonly ends: string | null;
};
/** A bare string was written before keys were sealed: it is read all the same, and sealed at the next write or by the hourly pass. */
export type KeptSecret = string | SealedSecret;

/** Four signs of sixteen or more leave at least twelve to guess. */
const LONG_ENOUGH = 16;
export const endsOf = (secret: string): string | null => (secret.length >= LONG_ENOUGH ? secret.slice(-4) : null);

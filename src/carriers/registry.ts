/** The carriers of this installation, by slug. A real one is added here: its folder, and one line. */
import type { Carrier } from './carrier.ts';
import { sandboxPost } from './sandbox/client.ts';
import type { ParcelBook } from './sandbox/world.ts';

/**
 * @param parcels `sandboxParcels(pool)` of `store/sandbox-carrier.ts`
 * @param now the clock of the seller whose parcels are asked for (the sandbox clock in the demo)
 */
export function carriersFor({
  parcels,
  now,
}: {
  readonly parcels: ParcelBook;
  readonly now: () => string | Promise<string>;
}): Readonly<Record<string, Carrier>> {
  const carriers: readonly Carrier[] = [sandboxPost(parcels, now)];
  return Object.fromEntries(carriers.map((carrier) => [carrier.slug, carrier]));
}

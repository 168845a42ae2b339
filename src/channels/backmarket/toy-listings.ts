/** The toy marketplace's offers: it has one of everything that anybody asks for, until the seller says how many are left. */
import type { SandboxStore, SandboxTx, Thing } from '../sandbox-store.ts';

export type ToyListing = { readonly id: number; readonly sku: string; readonly quantity: number };

const AT_FIRST = 5;

export function toyListings(store: SandboxStore, now: () => string | Promise<string>) {
  const asThing = (listing: ToyListing, at: string): Thing => ({
    kind: 'listing',
    id: listing.id,
    ref: listing.sku,
    createdAt: at,
    modifiedAt: at,
    body: listing,
  });

  async function listingOf(tx: SandboxTx, sku: string): Promise<ToyListing> {
    const there = await tx.byRef('listing', sku);
    if (there) return there.body as ToyListing;
    const made: ToyListing = { id: await tx.next(), sku, quantity: AT_FIRST };
    await tx.put([asThing(made, await now())]);
    return made;
  }

  return {
    /** Whether the seller stopped it. Nobody asked for it before: then it is there. */
    isStopped: async (tx: SandboxTx, sku: string): Promise<boolean> =>
      ((await tx.byRef('listing', sku))?.body as ToyListing | undefined)?.quantity === 0,
    listing: (sku: string): Promise<ToyListing> => store.transaction((tx) => listingOf(tx, sku)),
    /** Null where there is no offer of this number. */
    setQuantity: (id: number, quantity: number): Promise<ToyListing | null> =>
      store.transaction(async (tx) => {
        const there = (await tx.get('listing', id))?.body as ToyListing | undefined;
        if (!there) return null;
        const changed = { ...there, quantity };
        await tx.put([asThing(changed, await now())]);
        return changed;
      }),
  };
}

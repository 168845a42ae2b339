/** A buyer's choice of mails, behind the signed link that every mail that may be left out carries (M16). */
import { isUuid } from '../core/ids.ts';
import { putOff, readOff } from '../store/preferences.ts';
import { readReturn } from '../store/returns.ts';
import { bareAddress } from './bounces.ts';
import type { Context } from './context.ts';
import { readPreferencesLink } from './links.ts';

async function addressOf(ctx: Context, sellerSlug: string, token: string): Promise<{ sellerId: string; address: string } | null> {
  const link = readPreferencesLink(ctx.secret, token);
  const seller = link?.sellerSlug === sellerSlug ? ctx.sellers.bySlug(sellerSlug) : null;
  if (!link || !seller || !isUuid(link.returnId)) return null;
  const loaded = await ctx.db.withSeller(seller.id, (tx) => readReturn(tx, link.returnId));
  const address = bareAddress(loaded?.buyer.email ?? '');
  return address === '' ? null : { sellerId: seller.id, address };
}

/** What `src/api/portal/preferences.ts` works with. */
export const mailPreferences = (ctx: Context) => ({
  async read(sellerSlug: string, token: string) {
    const found = await addressOf(ctx, sellerSlug, token);
    return found && { address: found.address, off: await ctx.db.withSeller(found.sellerId, (tx) => readOff(tx, found.address)) };
  },
  async write(sellerSlug: string, token: string, off: readonly string[]) {
    const found = await addressOf(ctx, sellerSlug, token);
    if (found) await ctx.db.withSeller(found.sellerId, (tx) => putOff(tx, found.address, off, ctx.clock.now(found.sellerId)));
    return found !== null;
  },
});

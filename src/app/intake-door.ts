/** The secret address that a mail service sends a seller's mail to. It follows from the installation's secret and a number: another number, another address. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Seller } from '../store/platform.ts';
import { putIntakeSettings, readIntakeSettings } from '../store/intake.ts';
import type { Context } from './context.ts';

const keyOf = (ctx: Pick<Context, 'secret'>, sellerId: string, door: number): Buffer =>
  createHmac('sha256', ctx.secret).update(`retour/intake-door\n${sellerId}\n${door}`).digest().subarray(0, 24);

/** `https://…/webhooks/mail/{seller}.{key}` */
export const doorUrl = (ctx: Pick<Context, 'secret' | 'publicUrl'>, seller: Seller, door: number): string =>
  `${ctx.publicUrl}/webhooks/mail/${seller.slug}.${keyOf(ctx, seller.id, door).toString('base64url')}`;

/** Whose address it is; null where it is nobody's, or was renewed. */
export async function behindDoor(ctx: Context, name: string): Promise<Seller | null> {
  const dot = name.lastIndexOf('.');
  const seller = ctx.sellers.bySlug(name.slice(0, dot));
  const shown = Buffer.from(name.slice(dot + 1), 'base64url');
  if (!seller || shown.length !== 24) return null;
  const { door } = await ctx.db.withSeller(seller.id, readIntakeSettings);
  return timingSafeEqual(shown, keyOf(ctx, seller.id, door)) ? seller : null;
}

/** The address that was known so far is nobody's from now on. */
export const renewDoor = (ctx: Context, sellerId: string): Promise<void> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const before = await readIntakeSettings(tx);
    await putIntakeSettings(tx, { ...before, door: before.door + 1 });
  });

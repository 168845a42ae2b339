/** Third parties who handle parcels for the seller (M29), each with a key of its own that may give notice and do nothing else. */
import type { Money } from '../core/money.ts';
import type { Promises } from '../core/logistics/notice.ts';
import { revokeApiKey } from '../store/platform.ts';
import { insertPartner, type PartnerRow, readPartner, setPartnerKey, updatePartner } from '../store/logistics.ts';
import { type Context, newId } from './context.ts';
import { addApiKey, forgetKeys, newSecret } from './sign-in.ts';

/** What was agreed: hours, and what a late act or a finding that did not stand costs them. */
export type Terms = Promises & { readonly lateFee: Money | null; readonly errorFee: Money | null };

const termsRow = (terms: Terms, currency: string) => ({
  receive_hours: terms.receiveHours,
  inspect_hours: terms.inspectHours,
  ship_hours: terms.shipHours,
  late_fee_minor: terms.lateFee?.minor ?? null,
  error_fee_minor: terms.errorFee?.minor ?? null,
  currency: terms.lateFee?.currency ?? terms.errorFee?.currency ?? currency,
});

export type MadePartner =
  | { readonly ok: true; readonly partner: PartnerRow; readonly secret: string }
  | { readonly ok: false; readonly refusal: 'name_taken' };

/** The secret is shown this once. */
export async function makePartner(ctx: Context, sellerId: string, name: string, terms: Terms): Promise<MadePartner> {
  const now = ctx.clock.now(sellerId);
  const partner: PartnerRow = {
    id: newId(ctx, now),
    name,
    key_id: null,
    ...termsRow(terms, ctx.sellers.get(sellerId).settings.refundLimit.currency),
    made_at: now,
  };
  if (!(await ctx.db.withSeller(sellerId, (tx) => insertPartner(tx, partner)))) return { ok: false, refusal: 'name_taken' };
  const { secret, keyId } = await renewKey(ctx, sellerId, partner);
  return { ok: true, partner: { ...partner, key_id: keyId }, secret };
}

export const changePartner = (ctx: Context, sellerId: string, id: string, terms: Terms): Promise<boolean> =>
  ctx.db.withSeller(sellerId, (tx) =>
    updatePartner(tx, { id, ...termsRow(terms, ctx.sellers.get(sellerId).settings.refundLimit.currency) }),
  );

/** A new key; the one before is dead. Null where there is no such partner. */
export async function newPartnerKey(ctx: Context, sellerId: string, id: string): Promise<string | null> {
  const partner = await ctx.db.withSeller(sellerId, (tx) => readPartner(tx, { id }));
  return partner && (await renewKey(ctx, sellerId, partner)).secret;
}

async function renewKey(ctx: Context, sellerId: string, partner: PartnerRow): Promise<{ secret: string; keyId: string }> {
  const secret = `rtk_${newSecret(ctx)}`;
  // No role: `api/auth.ts` lets such a key give notice and nothing else.
  const { id: keyId } = await addApiKey(ctx, sellerId, { name: partner.name, secret, roles: [] });
  await ctx.db.withSeller(sellerId, (tx) => setPartnerKey(tx, partner.id, keyId));
  if (partner.key_id !== null) {
    await ctx.db.withPlatform((tx) => revokeApiKey(tx, sellerId, partner.key_id!, ctx.clock.realNow()));
    forgetKeys();
  }
  return { secret, keyId };
}

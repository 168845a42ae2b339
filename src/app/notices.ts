/** Notices for the people who answer for them (M16): which go out, and one to oneself to try. */
import { type MailKind, type Medium, ruleOfMail } from '../core/notices.ts';
import { insertErrand } from '../store/effects.ts';
import { mergeSettings } from '../store/platform.ts';
import { carryOut } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import type { Trial } from './preview-mail.ts';

export type Switched = { readonly ok: true } | { readonly ok: false; readonly refusal: 'notice_needed' };

/** On which ways a notice goes out. What law or decency demands can't be switched off. */
export async function switchNotice(
  ctx: Context,
  sellerId: string,
  kind: MailKind,
  on: { readonly mail: boolean; readonly channel: boolean },
): Promise<Switched> {
  const off: Medium[] = [...(on.mail ? [] : (['mail'] as const)), ...(on.channel ? [] : (['channel'] as const))];
  if (off.length > 0 && ruleOfMail(kind).must !== null) return { ok: false, refusal: 'notice_needed' };
  const { [kind]: _, ...others } = ctx.sellers.get(sellerId).settings.noticesOff ?? {};
  const noticesOff = off.length === 0 ? others : { ...others, [kind]: off };
  await ctx.db.withPlatform((tx) => mergeSettings(tx, sellerId, { noticesOff }));
  await ctx.sellers.refresh();
  return { ok: true };
}

/** Sends a notice to whoever asked, and to nobody else, at once. Answers whether it left. */
export async function tryNotice(ctx: Context, sellerId: string, trial: Trial): Promise<boolean> {
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  await ctx.db.withSeller(sellerId, (tx) => insertErrand(tx, { id, kind: 'notice_trial', body: { ...trial }, created_at: now }));
  return carryOut(ctx, sellerId, id);
}

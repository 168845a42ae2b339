/** Labels that a carrier has to be asked for (M21): intent → call → result, the intent's id being our reference there. */
import { failed } from '../channels/channel.ts';
import type { Address, BoughtLabel, Carrier, CarrierLabelKind } from '../carriers/carrier.ts';
import type { Actor } from '../core/access.ts';
import { money } from '../core/money.ts';
import { labelJournal, labelRefundJournal } from '../core/parcel/label-cost.ts';
import { awaitsGoods } from '../core/return/evolve.ts';
import type { Buyer, Return } from '../core/return/model.ts';
import { insertLabel, insertReturnEffect, labelsOf, markLabel, markMade, recordUse, type StoredLabel } from '../store/carriers.ts';
import type { Tx } from '../store/db.ts';
import { postJournal } from '../store/ledger.ts';
import type { Seller } from '../store/platform.ts';
import { insertFile } from '../store/thread.ts';
import { actIn } from './act.ts';
import type { Result, Work } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import { isUsed, type LabelWish } from './label-intents.ts';
import { accountFor, accountsOf, returnPlace, routingOf } from './routing.ts';
import { hasLithium } from './words.ts';

const WORKER: Actor = { kind: 'system', name: 'worker' };
/** Grams: a telephone in its box; carriers weigh it themselves. */
const WEIGHT = 1000;

// ── Asked for ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function makeLabel(work: Work, wish: LabelWish): Promise<Result> {
  const { ctx, seller, effect, ret } = work;
  const [routing, labels] = await ctx.db.withSeller(seller.id, (tx) => Promise.all([routingOf(tx), labelsOf(tx, ret.id)]));
  const known = labels.find((label) => label.id === effect.id);
  const kind = wish.kind ?? 'prepaid';
  const usable = accountFor(ctx, seller, routing, kind, known?.account ?? wish.account);
  const inWords = (): Promise<Result> =>
    fail(ctx, seller, effect.id, `No account makes a label of this kind (${kind}). Add one in the settings, or ask for another.`);
  if (!usable) return wish.kind === undefined && !known ? { done: { skipped: 'no carrier account' } } : inWords();
  const { account, carrier } = usable;
  if (!isWanted(ret, labels, wish)) return dropIntent(work, known, carrier);
  if (!carrier.buyLabel) {
    // It lets us give numbers: nothing has to be bought.
    const { trackingNumber } = carrier.allot!(requestOf(work, routing, kind, wish), ctx.random(8));
    await ctx.db.withSeller(seller.id, (tx) =>
      actIn(ctx, tx, ret.id, { verb: 'label', kind, carrier: carrier.slug, trackingNumber }, WORKER),
    );
    return { done: { trackingNumber } };
  }

  const request = requestOf(work, routing, kind, wish);
  await ctx.db.withSeller(seller.id, (tx) =>
    insertLabel(tx, {
      id: effect.id,
      return_id: ret.id,
      account: account.slug,
      kind,
      state: 'making',
      paid_by: paidBy(ret, kind),
      address: request.to,
      place: wish.place ?? null,
      asked_at: effect.created_at,
    }),
  );
  if (request.from.street === '' || request.from.postalCode === '')
    return fail(ctx, seller, effect.id, 'The buyer’s address is not known: a carrier needs it. Put it on the order, then try again.');

  const bought = await carrier.buyLabel(request, effect.id, effect.attempts > 1 ? effect.created_at : undefined);
  const now = ctx.clock.now(seller.id);
  if (failed(bought)) {
    const isLasting = !bought.retryable && !bought.uncertain;
    await ctx.db.withSeller(seller.id, async (tx) => {
      await recordUse(tx, account.slug, now, bought.says);
      await markLabel(tx, effect.id, isLasting ? 'failed' : 'making', bought.says, now);
    });
    return isLasting ? { giveUp: bought.says } : { failure: bought };
  }
  return record(work, kind, account.slug, bought);
}

/** Paper, row, cost and event in one transaction: what was bought is never forgotten by half. */
async function record({ ctx, seller, effect, ret }: Work, kind: CarrierLabelKind, account: string, bought: BoughtLabel): Promise<Result> {
  const paper = bought.pdf ? await ctx.files.put(bought.pdf) : null;
  const now = ctx.clock.now(seller.id);
  await ctx.db.withSeller(seller.id, async (tx) => {
    await recordUse(tx, account, now, null);
    const fileId = await keepPaper(ctx, tx, ret, paper, now);
    await markMade(tx, effect.id, madeRow(bought, fileId), now);
    if (bought.cost && bought.cost.minor > 0)
      await postJournal(tx, labelJournal({ id: effect.id, returnId: ret.id, orderId: ret.order.id, cost: bought.cost }, now));
    const { carrier, trackingNumber } = bought;
    const acted = await actIn(ctx, tx, ret.id, { verb: 'label', kind, carrier, trackingNumber }, WORKER);
    if (acted.ok && acted.ret.label?.trackingNumber === trackingNumber) return;
    // Meanwhile nobody waits for it any more, or another label stands: this one goes back.
    await markLabel(tx, effect.id, 'cancelling', null, now);
    await insertReturnEffect(tx, { id: newId(ctx, now), returnId: ret.id, kind: 'label_cancel', body: { labelId: effect.id }, at: now });
  });
  return { done: { trackingNumber: bought.trackingNumber, reference: bought.reference } };
}

const madeRow = ({ carrier, trackingNumber, trackingUrl, reference, cost, qr }: BoughtLabel, fileId: string | null) => ({
  carrier,
  tracking_number: trackingNumber,
  tracking_url: trackingUrl ?? null,
  reference,
  cost_minor: cost?.minor ?? null,
  currency: cost?.currency ?? null,
  qr: qr ?? null,
  file_id: fileId,
});

async function keepPaper(
  ctx: Context,
  tx: Tx,
  ret: Return,
  paper: { sha256: string; size: number } | null,
  at: string,
): Promise<string | null> {
  if (!paper) return null;
  const id = newId(ctx, at);
  await insertFile(tx, { id, return_id: ret.id, kind: 'document', name: `${ret.rma}-label.pdf`, type: 'application/pdf', ...paper, at });
  return id;
}

/** Goods are still to come, and no label that is good stands for them; a person who asks for another one gets it. */
function isWanted(ret: Return, labels: readonly StoredLabel[], wish: LabelWish): boolean {
  if (!ret.items.some(awaitsGoods)) return false;
  const current = ret.label && labels.find((label) => label.tracking_number === ret.label!.trackingNumber);
  return wish.kind !== undefined || !ret.label || current?.state === 'cancelled' || current?.state === 'cancelling';
}

/** An earlier attempt may have bought it: then it goes back. */
async function dropIntent({ ctx, seller, effect, ret }: Work, known: StoredLabel | undefined, carrier: Carrier): Promise<Result> {
  if (!known || !carrier.findLabel) return { done: { skipped: 'no longer needed' } };
  const found = effect.attempts > 1 ? await carrier.findLabel(effect.id, effect.created_at) : null;
  if (found !== null && failed(found)) return { failure: found };
  const now = ctx.clock.now(seller.id);
  await ctx.db.withSeller(seller.id, async (tx) => {
    if (found) {
      await markMade(tx, effect.id, madeRow(found, null), now);
      await insertReturnEffect(tx, { id: newId(ctx, now), returnId: ret.id, kind: 'label_cancel', body: { labelId: effect.id }, at: now });
    }
    await markLabel(tx, effect.id, found ? 'cancelling' : 'cancelled', null, now);
  });
  return { done: { skipped: 'no longer needed' } };
}

async function fail(ctx: Context, seller: Seller, id: string, says: string): Promise<Result> {
  await ctx.db.withSeller(seller.id, (tx) => markLabel(tx, id, 'failed', says, ctx.clock.now(seller.id)));
  return { giveUp: says };
}

function requestOf(
  { seller, ret, stored }: Pick<Work, 'seller' | 'ret' | 'stored'>,
  routing: Parameters<typeof returnPlace>[0],
  kind: CarrierLabelKind,
  { place }: LabelWish,
) {
  return {
    returnId: ret.id,
    rma: ret.rma,
    kind,
    from: addressOf(stored.buyer, ret.order.country),
    to: returnPlace(routing, seller, ret).address,
    weight: WEIGHT,
    lithium: hasLithium(ret.items),
    ...(place?.point && { pointId: place.point.id }),
    ...(place?.slot && { slot: place.slot }),
  };
}

/** Where the parcel comes from; a street that nobody told is empty. */
export const addressOf = ({ name, email, address }: Buyer, country: string): Address => ({
  name,
  street: address?.street ?? '',
  postalCode: address?.postalCode ?? '',
  city: address?.city ?? '',
  country: address?.country ?? country,
  ...(email && { email }),
});

/** As `core/return/decide.ts` has it: staff may be kinder than the decision, so a prepaid label is always the seller's. */
const paidBy = (ret: Return, kind: CarrierLabelKind): 'seller' | 'buyer' =>
  kind === 'prepaid' || ret.items.some((item) => item.decision?.returnShipping.paidBy === 'seller') ? 'seller' : 'buyer';

// ── Given back ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A label that nobody used goes back to the carrier, and its money comes home. */
export async function cancelLabel(
  { ctx, seller, ret }: Work,
  which: { readonly labelId?: string; readonly trackingNumber?: string },
): Promise<Result> {
  const { label, routing } = await ctx.db.withSeller(seller.id, async (tx) => {
    const [labels, known] = await Promise.all([labelsOf(tx, ret.id), routingOf(tx)]);
    const matches = ({ id, tracking_number }: StoredLabel) =>
      id === which.labelId || (which.trackingNumber !== undefined && tracking_number === which.trackingNumber);
    return { label: labels.find(matches), routing: known };
  });
  if (!label || label.state === 'cancelled') return { done: { skipped: 'nothing to give back' } };
  if (label.tracking_number === ret.label?.trackingNumber && (ret.items.some(awaitsGoods) || isUsed(ret)))
    return { done: { skipped: 'it is in use' } };
  const account = accountsOf(routing, seller).find(({ slug }) => slug === label.account);
  const carrier = account && ctx.carrier(seller, account);
  const now = ctx.clock.now(seller.id);
  if (!carrier?.cancelLabel || !label.reference) {
    // A number of our own range costs nothing until it is scanned.
    await ctx.db.withSeller(seller.id, (tx) => markLabel(tx, label.id, 'cancelled', null, now));
    return { done: { cancelled: 'unused number' } };
  }
  const answer = await carrier.cancelLabel(label.reference);
  if (failed(answer)) {
    if (answer.retryable || answer.uncertain) return { failure: answer };
    await ctx.db.withSeller(seller.id, (tx) => markLabel(tx, label.id, 'made', answer.says, now));
    return { done: { kept: answer.says } };
  }
  await ctx.db.withSeller(seller.id, async (tx) => {
    await markLabel(tx, label.id, 'cancelled', null, now);
    if (label.cost_minor && label.currency) {
      const cost = money(Number(label.cost_minor), label.currency);
      await postJournal(tx, labelRefundJournal({ id: label.id, returnId: ret.id, orderId: ret.order.id, cost }, now));
    }
  });
  return { done: answer };
}

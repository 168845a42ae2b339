/** A request becomes one return (M10, M14): whatever the channel, however often it is sent. The policy answers at once (M6). */
import type { CarrierLabelKind } from '../carriers/carrier.ts';
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { targetsOf } from '../core/policy/evaluate.ts';
import type { AllottedLabel } from '../core/return/commands.ts';
import { open, type OpenInput } from '../core/return/decide.ts';
import { evolve } from '../core/return/evolve.ts';
import type { Fault, OrderLine, Reason, Return, Via, Wish } from '../core/return/model.ts';
import { mannersOf } from '../channels/manners.ts';
import { readConnection } from '../store/connections.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import { findByChannelReturn, GENESIS, insertReturn } from '../store/returns.ts';
import { lockOrder, type OpeningFacts, readOpeningFacts } from '../store/orders.ts';
import { isCancelled } from '../store/outbound.ts';
import { actIn } from './act.ts';
import { keepReturn } from './alongside.ts';
import { decisionFacts, evaluatePolicy } from './ask-policy.ts';
import { consequences } from './consequences.ts';
import { type Context, newId, newRma, policyDocument } from './context.ts';
import { toWrite } from './projection.ts';
import { fingerprintsOf, photoRows, type Recognised, recogniseAll, type ShownPhoto } from './recognise.ts';
import { accountFor, placeOfLines, routingOf } from './routing.ts';

export type RequestedLine = {
  readonly lineId: string;
  readonly unit?: number;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  readonly note?: string;
  readonly photos?: number;
  readonly channelReason?: string;
};
export type ReturnRequest = {
  /** Chosen by the caller where a repeat has to be known as one: the mail that asks for it. */
  readonly id?: string;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly items: readonly RequestedLine[];
  readonly via: Via;
  readonly channelReturnId?: string;
  /** When the buyer declared it, where the channel tells; never later than now. */
  readonly declaredAt?: string;
  /** Photos that the buyer has shown already (`files`, by hash): they hang on the return once it is open. */
  readonly photos?: readonly ShownPhoto[];
};

export type Opened =
  | { readonly ok: true; readonly returnId: string; readonly created: boolean }
  | {
      readonly ok: false;
      readonly refusal:
        | 'order_not_found'
        | 'line_not_found'
        | 'no_such_unit'
        | 'same_item_twice'
        | 'no_items'
        | 'not_open_yet'
        | 'order_cancelled';
      readonly facts: Record<string, string | number>;
    };

export async function openReturn(ctx: Context, sellerId: string, request: ReturnRequest, by: Actor): Promise<Opened> {
  // Two faster requests in a row are possible, three are not: then something else is wrong and shall be seen.
  const shown = await recogniseAll(ctx, request.photos ?? []);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.withSeller(sellerId, (tx) => openIn(ctx, tx, request, shown, by));
    } catch (error) {
      const lost = isUniqueViolation(error, 'return_items_one_open') || isUniqueViolation(error, 'returns_channel_return_key');
      if (!lost || attempt === 3) throw error;
    }
  }
}

async function openIn(ctx: Context, tx: Tx, request: ReturnRequest, shown: readonly Recognised[], by: Actor): Promise<Opened> {
  const refuse = (refusal: Exclude<Opened, { ok: true }>['refusal'], facts: Record<string, string | number> = {}): Opened => ({
    ok: false,
    refusal,
    facts,
  });
  if (request.channelReturnId !== undefined) {
    const known = await findByChannelReturn(tx, request.channel, request.channelReturnId);
    if (known) return { ok: true, returnId: known, created: false };
  }
  const now = ctx.clock.now(tx.sellerId);
  // In the same round trip: where its parcel would go, and who would carry it.
  void routingOf(tx);
  const [facts, connection] = await Promise.all([
    readOpeningFacts(tx, request.channel, request.channelOrderId, now, fingerprintsOf(shown)),
    readConnection(tx, request.channel),
  ]);
  if (!facts || !connection) return refuse('order_not_found', { channel: request.channel, channelOrderId: request.channelOrderId });
  if (request.items.length === 0) return refuse('no_items');

  const placed = placeUnits(request.items, facts, now);
  if ('refusal' in placed) return refuse(placed.refusal, placed.facts);
  if (placed.openReturn) {
    // Said by the channel too: the case is known from now on, so that its later words never open a second return (M14).
    if (request.channelReturnId !== undefined) {
      const linked = await actIn(ctx, tx, placed.openReturn, { verb: 'channel-case', channelReturnId: request.channelReturnId }, by);
      assert(linked.ok, 'whoever may ask for a return may say that it is the channel’s case too');
    }
    return { ok: true, returnId: placed.openReturn, created: false };
  }

  const { order, buyer } = facts.stored;
  // Nothing went out, and the money is on its way back (M23); called off in this very moment, one of the two comes first.
  if (order.shippedAt === undefined) {
    await lockOrder(tx, order.id);
    if (await isCancelled(tx, order.id)) return refuse('order_cancelled');
  }
  assert(facts.policyVersion, 'every seller has a policy in force');
  const policy = await policyDocument(tx, facts.policyVersion);
  const declaredAt = request.declaredAt && request.declaredAt < now ? request.declaredAt : now;
  const answered = placed.units.map(({ wanted, line, unit }) => {
    const asked = decisionFacts(facts, order, { ...wanted, unit }, declaredAt);
    return { wanted, line, unit, asked, decision: evaluatePolicy(ctx, policy, asked) };
  });

  const id = request.id ?? newId(ctx, now);
  const rma = newRma(ctx);
  const seller = ctx.sellers.get(tx.sellerId);
  const items = answered.map(({ line, wanted }) => ({ category: line.category, condition: line.condition, reason: wanted.reason }));
  const label = await allotLabel(ctx, tx, { id, rma, country: order.country, buyerName: buyer.name, items });
  const opening: OpenInput = {
    id,
    rma,
    order,
    via: request.via,
    declaredAt,
    ...(request.channelReturnId === undefined ? {} : { channelReturnId: request.channelReturnId }),
    // Every promise that was made; where two are about the same thing, the clock keeps the earliest.
    targets: answered.flatMap((a) => targetsOf(policy, a.decision, a.asked)),
    items: answered.map(({ wanted, line, unit, decision }) => ({
      lineId: line.id,
      unit,
      reason: wanted.reason,
      photos: wanted.photos ?? 0,
      decision,
      ...(wanted.fault && { fault: wanted.fault }),
      ...(wanted.wants && { wants: wanted.wants }),
      ...(wanted.channelReason && { channelReason: wanted.channelReason }),
      ...heldSince(facts, line.id, unit),
    })),
    ...(label && { label }),
  };
  const events = open(opening, { now, by });
  const ret = events.reduce<Return | null>((acc, event) => evolve(acc, event), null)!;
  const decidedSeq = events.find((event) => event.type === 'decided')?.seq ?? 1;
  const notes = request.items.filter((item) => item.note?.trim());
  await keepReturn(ctx, tx, { before: null, after: ret, events, now });
  await insertReturn(
    tx,
    toWrite(ctx, null, ret, events, GENESIS, now, {
      effects: consequences(ctx, seller, mannersOf(connection), null, ret, events, now),
      messages: notes.map((item) => ({
        id: newId(ctx, now),
        at: now,
        direction: 'in',
        via: request.via === 'channel' ? 'channel' : 'portal',
        author: buyer.name,
        body: item.note!.trim(),
        language: buyer.language,
        external_id: null,
      })),
      decisions: answered.map(({ line, unit, asked, decision }) => ({
        line_id: line.id,
        unit,
        seq: decidedSeq,
        policy_version: decision.policyVersion,
        facts: asked,
        decision,
      })),
      ...photoRows(ctx, shown, { returnId: id, orderId: order.id, at: now }),
      search: searchWords(ret, buyer),
    }),
  );
  return { ok: true, returnId: id, created: true };
}

type Placed =
  | { readonly units: readonly { wanted: RequestedLine; line: OrderLine; unit: number }[]; readonly openReturn: string | null }
  | { readonly refusal: 'line_not_found' | 'no_such_unit' | 'same_item_twice'; readonly facts: Record<string, string | number> };

/** Since a replacement the buyer holds another device than the one that the order line names; its numbers may be unknown. */
function heldSince({ held }: OpeningFacts, lineId: string, unit: number): Pick<OpenInput['items'][number], 'sold'> {
  const last = held.findLast((one) => one.line_id === lineId && one.unit === unit);
  if (!last) return {};
  return { sold: { ...(last.imei !== null && { imei: last.imei }), ...(last.serial !== null && { serial: last.serial }) } };
}

/** How long the same wish for the same unit after a refusal is the same request, and not a new one. */
const SAME_REQUEST_MS = 7 * 86_400_000;

/** Which unit each request means: the one it names, else the one that is coming back already, else the first of the line. */
export function placeUnits(
  items: readonly RequestedLine[],
  { stored, history }: Pick<OpeningFacts, 'stored' | 'history'>,
  now: string,
): Placed {
  const refused = (unit: number, lineId: string, reason: Reason): string | undefined =>
    history.findLast(
      (h) =>
        h.line_id === lineId &&
        h.unit === unit &&
        h.reason === reason &&
        h.authorisation === 'rejected' &&
        !h.open &&
        h.closed_at !== null &&
        Date.parse(now) - Date.parse(h.closed_at) < SAME_REQUEST_MS,
    )?.return_id;
  const openIn = new Map(history.filter((h) => h.open).map((h) => [`${h.line_id}#${h.unit}`, h.return_id]));
  const settled = new Set(
    history.filter((h) => !h.open && ['refunded', 'kept'].includes(h.settlement)).map((h) => `${h.line_id}#${h.unit}`),
  );
  const taken = new Set<string>();
  const units: { wanted: RequestedLine; line: OrderLine; unit: number }[] = [];
  let openReturn: string | null = null;
  for (const wanted of items) {
    const line = stored.order.lines.find((l) => l.id === wanted.lineId);
    if (!line) return { refusal: 'line_not_found', facts: { lineId: wanted.lineId } };
    if (wanted.unit !== undefined && (wanted.unit < 1 || wanted.unit > line.quantity)) {
      return { refusal: 'no_such_unit', facts: { lineId: line.id, unit: wanted.unit, quantity: line.quantity } };
    }
    const all = Array.from({ length: line.quantity }, (_, i) => i + 1);
    const free = (unit: number) => !openIn.has(`${line.id}#${unit}`) && !taken.has(`${line.id}#${unit}`);
    const here = (u: number) => !taken.has(`${line.id}#${u}`);
    // Without a unit, a line of which something is coming back already means that one: the same request again is one return (M14).
    const unit =
      wanted.unit ??
      all.find((u) => here(u) && (openIn.has(`${line.id}#${u}`) || refused(u, line.id, wanted.reason))) ??
      all.find((u) => free(u) && !settled.has(`${line.id}#${u}`)) ??
      all.find(free);
    if (unit === undefined || taken.has(`${line.id}#${unit}`)) return { refusal: 'same_item_twice', facts: { lineId: line.id } };
    const already = openIn.get(`${line.id}#${unit}`) ?? refused(unit, line.id, wanted.reason);
    if (already) openReturn ??= already;
    taken.add(`${line.id}#${unit}`);
    units.push({ wanted, line, unit });
  }
  return { units, openReturn };
}

/**
 * A number of our own range, where the carrier whose turn it is lets us give one: then the label is issued in the same act as the approval.
 * Undefined where it has to be bought, or no carrier makes such a label.
 */
export async function allotLabel(
  ctx: Context,
  tx: Tx,
  parcel: { id: string; rma: string; country: string; buyerName: string; items: Parameters<typeof placeOfLines>[3] },
  kind: CarrierLabelKind = 'prepaid',
  account?: string,
): Promise<AllottedLabel | undefined> {
  const seller = ctx.sellers.get(tx.sellerId);
  const routing = await routingOf(tx);
  const carrier = accountFor(ctx, seller, routing, kind, account)?.carrier;
  if (!carrier?.allot) return undefined;
  const { trackingNumber } = carrier.allot(
    {
      returnId: parcel.id,
      rma: parcel.rma,
      kind,
      weight: 1000,
      lithium: true,
      to: placeOfLines(routing, seller, parcel, parcel.items).address,
      from: { name: parcel.buyerName, street: '', postalCode: '', city: '', country: parcel.country },
    },
    ctx.random(8),
  );
  return { carrier: carrier.slug, trackingNumber };
}

/** What the search box finds a return by. */
export function searchWords(ret: Return, buyer: { readonly name: string; readonly email: string }): string {
  const words = [
    ret.rma,
    ret.rma.replaceAll('-', ''),
    ret.order.channelOrderId,
    ret.channelReturnId,
    buyer.name,
    buyer.email,
    ret.label?.trackingNumber,
    ...ret.items.flatMap((item) => [item.sold.imei, item.sold.imei2, item.sold.serial, item.sku, item.title]),
  ];
  return words
    .filter((word) => word !== undefined && word !== '')
    .join(' ')
    .toLowerCase();
}

/**
 * What third parties who handle parcels tell us (M29). It is taken once; matched to its return by RMA, tracking number or device; done where it
 * costs the buyer nothing, and a proposal where it does, until the seller's own people confirm it. Their mistakes become claims.
 */
import { type Actor, actorName } from '../core/access.ts';
import { compareIdentity } from '../core/inspection/identity.ts';
import { costsTheBuyer, hoursLate, type Notice } from '../core/logistics/notice.ts';
import { money } from '../core/money.ts';
import { isBack } from '../core/return/refusals.ts';
import type { Return, ReturnItem } from '../core/return/model.ts';
import { isAway } from '../core/stock/units.ts';
import type { Tx } from '../store/db.ts';
import { lockNotice, moveNotice, type NoticeRow, type PartnerRow, putNotice } from '../store/logistics.ts';
import { findOrdersByNumber } from '../store/orders.ts';
import { findUnit, lockUnit } from '../store/units.ts';
import { readReturn } from '../store/returns.ts';
import type { Acted } from './act.ts';
import { act } from './act.ts';
import { type Context, newId } from './context.ts';
import { findCode } from './find-code.ts';
import { planMove, saveMoves } from './stock.ts';
import { claim, claimLate, inspectionOf, overturn } from './partner-findings.ts';
import { reportStray } from './stray-parcels.ts';

export type Taken =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly refusal: 'notice_id_reused' };

/** A partner acts as the warehouse does, under its own name, and only through what this file lets it do. */
const actorOf = (partner: PartnerRow): Actor => ({
  kind: 'api',
  id: partner.key_id ?? partner.id,
  name: partner.name,
  roles: ['warehouse'],
});

/** Whoever takes longer over a notice has died: the same told again finishes it. */
const PATIENCE_MS = 60_000;

/** Takes one notice. The same again changes nothing; one that a crash has left half done is finished. */
export async function takeNotice(ctx: Context, sellerId: string, partner: PartnerRow, notice: Notice): Promise<Taken> {
  const now = ctx.clock.now(sellerId);
  const { row, created } = await ctx.db.withSeller(sellerId, async (tx) => {
    const put = await putNotice(tx, { id: newId(ctx, now), partner_id: partner.id, body: notice, heard_at: now });
    if (put.created) {
      const matched = await match(tx, notice);
      await moveNotice(tx, put.row.id, matched);
      return { row: { ...put.row, ...matched }, created: true };
    }
    return put;
  });
  if (!created && !sameNotice(row.body, notice)) return { ok: false, refusal: 'notice_id_reused' };
  // `says` is empty only until somebody, or this very code, has made something of it.
  const interrupted = Date.parse(now) - Date.parse(row.heard_at) > PATIENCE_MS;
  if (row.state === 'to_look' && row.says === null && (created || interrupted)) await DO[notice.kind](ctx, sellerId, partner, row);
  return { ok: true, id: row.id, created };
}

const sameNotice = (a: Notice, b: Notice): boolean => {
  const spelt = (notice: Notice) => JSON.stringify(Object.entries(notice).sort(([x], [y]) => (x < y ? -1 : 1)));
  return spelt(a) === spelt(b);
};

type Match = Partial<Pick<NoticeRow, 'return_id' | 'line_id' | 'unit' | 'unit_id' | 'order_id'>>;

/** The RMA speaks first, then the parcel, then the device, then the order. What several returns answer to is matched to none. */
async function match(tx: Tx, notice: Notice): Promise<Match> {
  const device = { ...(notice.imei && { imei: notice.imei }), ...(notice.serial && { serial: notice.serial }) };
  const unit = await findUnit(tx, device);
  const found = { ...(unit && { unit_id: unit.id }) };
  for (const code of [notice.rma, notice.trackingNumber, notice.imei, notice.serial, notice.orderNumber]) {
    if (code === undefined) continue;
    const answer = await findCode(tx, code);
    if (answer.kind === 'return') {
      const ret = answer.returns[0]!.state;
      const item = itemOf(ret, notice);
      return { ...found, return_id: ret.id, order_id: ret.order.id, ...(item && { line_id: item.lineId, unit: item.unit }) };
    }
  }
  if (notice.orderNumber === undefined) return found;
  const orders = await findOrdersByNumber(tx, notice.orderNumber);
  return { ...found, ...(orders.length === 1 && { order_id: orders[0]!.order.id }) };
}

/** Which unit of the return is meant: the one whose number was read, the line that was named, or the only one. */
function itemOf(ret: Return, notice: Notice): ReturnItem | undefined {
  if (ret.items.length === 1) return ret.items[0];
  const named = notice.lineId === undefined ? ret.items : ret.items.filter(({ lineId }) => lineId === notice.lineId);
  if (named.length === 1) return named[0];
  return named.find((item) => compareIdentity(item.sold, deviceOf(notice)) === 'match');
}

const deviceOf = ({ imei, serial }: Notice) => ({ ...(imei !== undefined && { imei }), ...(serial !== undefined && { serial }) });

const deliveredAt = (ret: Return): string | undefined => (ret.items.some(isBack) ? ret.milestones.backAt : undefined);

type Do = (ctx: Context, sellerId: string, partner: PartnerRow, row: NoticeRow) => Promise<void>;
type Outcome = Pick<NoticeRow, 'state' | 'says'>;

const DO: Readonly<Record<Notice['kind'], Do>> = {
  async arrived(ctx, sellerId, partner, row) {
    const ret = await returnOf(ctx, sellerId, row);
    if (!ret) return stray(ctx, sellerId, partner, row);
    const received = await receive(ctx, sellerId, partner, row, ret);
    await ctx.db.withSeller(sellerId, async (tx) => {
      const late = hoursLate(partner.receive_hours, deliveredAt(ret), row.body.at);
      await claimLate(ctx, tx, partner, row, ret, late);
      await moveNotice(tx, row.id, received);
    });
  },

  async inspected(ctx, sellerId, partner, row) {
    const { body } = row;
    const ret = await returnOf(ctx, sellerId, row);
    if (!ret) return stray(ctx, sellerId, partner, row);
    const item = ret.items.find(({ lineId, unit }) => lineId === row.line_id && unit === row.unit);
    const finish = (outcome: Outcome) =>
      ctx.db.withSeller(sellerId, async (tx) => {
        const since = item?.parcel === 'received' ? ret.milestones.receivedAt : undefined;
        await claimLate(ctx, tx, partner, row, ret, hoursLate(partner.inspect_hours, since, body.at));
        await moveNotice(tx, row.id, outcome);
      });
    if (!item || body.verdict === undefined) return finish({ state: 'to_look', says: 'which_item' });
    if (item.parcel !== 'received') {
      const received = await receive(ctx, sellerId, partner, row, ret);
      if (received.state !== 'done') return finish(received);
    }
    // Somebody else's device, by the numbers or by their word; damage; something missing: a person of the seller's says so, or not.
    if (costsTheBuyer(body.verdict) || compareIdentity(item.sold, deviceOf(body)) === 'mismatch')
      return finish({ state: 'to_confirm', says: 'costs_the_buyer' });
    const acted = await act(ctx, sellerId, ret.id, inspectionOf(row), actorOf(partner));
    return finish(outcomeOf(acted, 'inspected'));
  },

  async shipped_out(ctx, sellerId, partner, row) {
    const { body } = row;
    await ctx.db.withSeller(sellerId, async (tx) => {
      if (row.return_id !== null) return moveNotice(tx, row.id, { state: 'to_look', says: 'sent_to_buyer' });
      const order = body.orderNumber === undefined ? undefined : (await findOrdersByNumber(tx, body.orderNumber))[0]?.order;
      if (!order) return moveNotice(tx, row.id, { state: 'to_look', says: 'order_unknown' });
      const late = hoursLate(partner.ship_hours, order.placedAt, body.at);
      await claimLate(ctx, tx, partner, row, { order }, late);
      const line = order.lines.find(({ id }) => id === body.lineId) ?? (order.lines.length === 1 ? order.lines[0] : undefined);
      if (line && compareIdentity(line, deviceOf(body)) === 'mismatch') {
        await claim(ctx, tx, partner, row, 'wrong_device', line.price, { orderId: order.id, lineId: line.id });
        return moveNotice(tx, row.id, { state: 'to_look', says: 'wrong_item_shipped' });
      }
      return moveNotice(tx, row.id, { state: 'done', says: 'shipped' });
    });
  },

  async discrepancy(ctx, sellerId, partner, row) {
    const ret = await returnOf(ctx, sellerId, row);
    await ctx.db.withSeller(sellerId, async (tx) => {
      if (row.body.discrepancy === 'lost') {
        const unit = row.unit_id === null ? null : await lockUnit(tx, row.unit_id);
        // They had it, whoever told us first.
        if (unit && !isAway(unit.state)) {
          const details = { by: partner.name, at: ctx.clock.now(sellerId), place: null, says: row.body.note ?? 'lost by the partner' };
          const moved = planMove(unit, { name: 'lost' }, details);
          if (moved.ok) await saveMoves(ctx, tx, [{ before: unit, ...moved }]);
        }
        const item =
          ret?.items.find(({ lineId, unit: number }) => lineId === row.line_id && number === row.unit) ??
          (ret?.items.length === 1 ? ret.items[0] : undefined);
        const amount = unit?.cost_minor ? money(unit.cost_minor, unit.currency!) : item?.price;
        if (amount) {
          const about =
            ret && item
              ? { orderId: ret.order.id, returnId: ret.id, lineId: item.lineId, unit: item.unit }
              : unit?.order_id
                ? { orderId: unit.order_id }
                : {};
          await claim(ctx, tx, partner, row, 'lost', amount, about);
        }
      }
      await moveNotice(tx, row.id, { state: 'to_look', says: row.body.discrepancy ?? 'discrepancy' });
    });
  },
};

const returnOf = async (ctx: Context, sellerId: string, row: NoticeRow): Promise<Return | null> =>
  row.return_id === null ? null : ((await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, row.return_id!)))?.ret ?? null);

/** Nobody awaits it: it waits with the other parcels without a name (M25). */
async function stray(ctx: Context, sellerId: string, partner: PartnerRow, row: NoticeRow): Promise<void> {
  const { body } = row;
  await ctx.db.withSeller(sellerId, async (tx) => {
    const { trackingNumber, carrier, imei, serial } = body;
    const says = [body.note, body.rma && `RMA ${body.rma}`, body.orderNumber && `order ${body.orderNumber}`].filter(Boolean).join('; ');
    await reportStray(
      ctx,
      tx,
      {
        via: 'logistics',
        ...(carrier && { carrier }),
        ...(trackingNumber && { trackingNumber }),
        ...(imei && { imei }),
        ...(serial && { serial }),
        says: says || `${partner.name}: ${body.kind}`,
      },
      actorOf(partner),
    );
    await moveNotice(tx, row.id, { state: 'stray', says: 'not_awaited' });
  });
}

/**
 * The goods are back: the seller's clocks run from there. Numbers that say "another device" are not given to the receipt, where they would hold
 * the buyer's money on a stranger's word: they are a proposal.
 */
async function receive(ctx: Context, sellerId: string, partner: PartnerRow, row: NoticeRow, ret: Return): Promise<Outcome> {
  const item = ret.items.find(({ lineId, unit }) => lineId === row.line_id && unit === row.unit);
  if (ret.items.every(({ parcel }) => parcel === 'received')) return { state: 'done', says: 'already_received' };
  const device = deviceOf(row.body);
  const foreign = item !== undefined && compareIdentity(item.sold, device) === 'mismatch';
  const came = item
    ? [{ lineId: item.lineId, unit: item.unit, ...(foreign ? {} : device) }]
    : ret.items.map(({ lineId, unit }) => ({ lineId, unit }));
  const acted = await act(ctx, sellerId, ret.id, { verb: 'receipt', items: came }, actorOf(partner));
  const outcome = outcomeOf(acted, 'received');
  return foreign && outcome.state === 'done' && row.body.kind === 'arrived' ? { state: 'to_confirm', says: 'other_number' } : outcome;
}

function outcomeOf(acted: Acted, done: string): Outcome {
  if (acted.ok) return { state: 'done', says: done };
  const name = typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name;
  return name.startsWith('already_') ? { state: 'done', says: name } : { state: 'to_look', says: name };
}

// ——— the seller's own people ———

export type NoticeAct =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: 'not_found' | 'not_open' }
  | { readonly ok: false; readonly acted: Extract<Acted, { ok: false }> };

/** "Yes, it is so": their finding becomes ours, by the verb that any finding takes. */
export async function confirmFinding(ctx: Context, sellerId: string, noticeId: string, by: Actor): Promise<NoticeAct> {
  const row = await ctx.db.withSeller(sellerId, (tx) => lockNotice(tx, noticeId));
  if (!row) return { ok: false, refusal: 'not_found' };
  if (row.state !== 'to_confirm' || row.return_id === null || row.line_id === null) return { ok: false, refusal: 'not_open' };
  // The keeper below marks the notice, in the transaction of the finding.
  const acted = await act(ctx, sellerId, row.return_id, inspectionOf(row), by);
  return acted.ok ? { ok: true } : { ok: false, acted };
}

/** "No": what they found does not stand, and the seller's own bench looks. */
export async function overturnFinding(ctx: Context, sellerId: string, noticeId: string, because: string, by: Actor): Promise<NoticeAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<NoticeAct> => {
    const row = await lockNotice(tx, noticeId);
    if (!row) return { ok: false, refusal: 'not_found' };
    if (row.state !== 'to_confirm') return { ok: false, refusal: 'not_open' };
    await overturn(ctx, tx, row, because, by);
    return { ok: true };
  });
}

/** Somebody has looked, and done what was to be done. */
export async function settleNotice(
  ctx: Context,
  sellerId: string,
  noticeId: string,
  because: string | null,
  by: Actor,
): Promise<NoticeAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<NoticeAct> => {
    const row = await lockNotice(tx, noticeId);
    if (!row) return { ok: false, refusal: 'not_found' };
    if (row.state !== 'to_look' && row.state !== 'stray') return { ok: false, refusal: 'not_open' };
    await moveNotice(tx, row.id, {
      state: 'settled',
      decided_at: ctx.clock.now(sellerId),
      decided_by: actorName(by),
      ...(because && { decided_says: because }),
    });
    return { ok: true };
  });
}

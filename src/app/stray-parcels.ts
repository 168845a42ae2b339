/**
 * Parcels that nobody announced (M25): whoever meets one reports it (the bench, a logistics partner, a mail), people find out whose it is. It is
 * matched to a return, or to an order for which a return is opened by staff; until then it waits, or lies in quarantine; or it goes back.
 */
import { type Actor, actorName } from '../core/access.ts';
import { normaliseSerial, numberOfImei } from '../core/inspection/identity.ts';
import type { Reason, Via } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import { readReturn } from '../store/returns.ts';
import {
  addStrayFile,
  hintsFor,
  lockStray,
  matchStray,
  type NewStray,
  putStray,
  quarantineStray,
  readStray,
  sendBackStray,
  type StrayHint,
  type StrayRow,
} from '../store/stray-parcels.ts';
import { insertFile } from '../store/thread.ts';
import { type Context, newId } from './context.ts';
import { type Opened, openReturn } from './open-return.ts';
import { cleanPicture } from './recognise.ts';

export type StrayReport = {
  readonly via: NewStray['via'];
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly imei?: string;
  readonly serial?: string;
  /** What was seen, in words. */
  readonly says: string;
  /** Pictures that are kept already: rows of `desk.files` without a return. */
  readonly fileIds?: readonly string[];
};

/** Takes note of a parcel without a name. The same tracking number again, while it waits, is the same parcel. */
export async function reportStray(
  ctx: Pick<Context, 'clock' | 'random'>,
  tx: Tx,
  report: StrayReport,
  by: Actor = { kind: 'system', name: report.via },
): Promise<{ readonly id: string; readonly created: boolean }> {
  const now = ctx.clock.now(tx.sellerId);
  return putStray(tx, {
    id: newId(ctx, now),
    via: report.via,
    carrier: report.carrier?.trim() || null,
    tracking_number: trackingOf(report.trackingNumber),
    imei: numberOfImei(report.imei),
    serial: normaliseSerial(report.serial),
    says: report.says.trim(),
    file_ids: report.fileIds ?? [],
    reported_at: now,
    reported_by: actorName(by),
  });
}

/** Numbers are printed in groups; they are kept in one piece. */
export const trackingOf = (typed: string | undefined): string | null => typed?.replace(/[\s-]/g, '').toUpperCase() || null;

/** Carriers number the parcels of a sender in a row: so many signs alike are worth a proposal, never more. */
const ALIKE = 10;
const prefixOf = (number: string | null): string | null => (number && number.length > ALIKE + 2 ? number.slice(0, ALIKE) : null);

export type WholeStray = { readonly stray: StrayRow; readonly hints: readonly StrayHint[] };

/** With what it may belong to. Nothing is proposed for what has ended. */
export async function readWholeStray(ctx: Pick<Context, 'db'>, sellerId: string, id: string): Promise<WholeStray | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const stray = await readStray(tx, id);
    if (!stray) return null;
    const open = stray.state === 'waiting' || stray.state === 'quarantined';
    return { stray, hints: open ? await hintsFor(tx, stray, prefixOf(stray.tracking_number)) : [] };
  });
}

type StrayRefusal = 'not_found' | 'stray_ended' | 'return_not_found' | 'not_a_picture';
export type StrayDone = { readonly ok: true; readonly stray: StrayRow } | { readonly ok: false; readonly refusal: StrayRefusal };

/** Does something to a parcel that still waits, under its lock: two people do not end one parcel twice. */
async function onOpen(
  ctx: Pick<Context, 'db'>,
  sellerId: string,
  id: string,
  work: (tx: Tx, stray: StrayRow) => Promise<StrayRefusal | null>,
): Promise<StrayDone> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const stray = await lockStray(tx, id);
    if (!stray) return { ok: false, refusal: 'not_found' };
    if (stray.state !== 'waiting' && stray.state !== 'quarantined') return { ok: false, refusal: 'stray_ended' };
    const refusal = await work(tx, stray);
    return refusal === null ? { ok: true, stray: (await readStray(tx, id))! } : { ok: false, refusal };
  });
}

/** A picture of the parcel, re-encoded like every other (M26). */
export async function photographStray(
  ctx: Context,
  sellerId: string,
  id: string,
  photo: { readonly name: string; readonly bytes: Uint8Array },
  by: Actor,
): Promise<StrayDone> {
  const clean = await cleanPicture(photo.bytes);
  if (!clean) return { ok: false, refusal: 'not_a_picture' };
  const { sha256, size } = await ctx.files.put(clean);
  const at = ctx.clock.now(sellerId);
  return onOpen(ctx, sellerId, id, async (tx) => {
    const file = { id: newId(ctx, at), return_id: null, kind: 'bench', name: photo.name.slice(0, 200) || 'parcel', type: 'image/webp' };
    await insertFile(tx, { ...file, sha256, size, at, taken_by: actorName(by) });
    await addStrayFile(tx, id, file.id);
    return null;
  });
}

/** Put aside where nobody sells it; `place` says where. */
export const quarantine = (ctx: Pick<Context, 'db'>, sellerId: string, id: string, place: string): Promise<StrayDone> =>
  onOpen(ctx, sellerId, id, async (tx) => {
    await quarantineStray(tx, id, place.trim());
    return null;
  });

/** It belongs to this return: the pictures go there; the bench receives it as any other. */
export const matchToReturn = (ctx: Context, sellerId: string, id: string, returnId: string, by: Actor, says = ''): Promise<StrayDone> =>
  onOpen(ctx, sellerId, id, async (tx) => {
    if (!(await readReturn(tx, returnId))) return 'return_not_found';
    await matchStray(tx, id, returnId, { at: ctx.clock.now(sellerId), by: actorName(by), says: says.trim() || null });
    return null;
  });

export type StrayOrder = {
  readonly channel: string;
  readonly channelOrderId: string;
  readonly lineId: string;
  readonly unit?: number;
  /** Nobody has told yet: `other` is honest. */
  readonly reason: Reason;
};

/** Goods in a parcel came over the counter, as it were. */
const VIA: Via = 'store';

/** Its order is known, no return is: staff open one, and the parcel belongs to it. The same again finds the return that is open. */
export async function matchToOrder(
  ctx: Context,
  sellerId: string,
  id: string,
  order: StrayOrder,
  by: Actor,
  says = '',
): Promise<StrayDone | Extract<Opened, { readonly ok: false }>> {
  const waits = await ctx.db.withSeller(sellerId, (tx) => readStray(tx, id));
  if (!waits) return { ok: false, refusal: 'not_found' };
  if (waits.state !== 'waiting' && waits.state !== 'quarantined') return { ok: false, refusal: 'stray_ended' };
  const { channel, channelOrderId, lineId, unit, reason } = order;
  const items = [{ lineId, reason, ...(unit !== undefined && { unit }) }];
  const opened = await openReturn(ctx, sellerId, { channel, channelOrderId, via: VIA, items }, by);
  return opened.ok ? matchToReturn(ctx, sellerId, id, opened.returnId, by, says) : opened;
}

/** Nobody's after all, or not ours to keep: back to where it came from. */
export const sendBack = (
  ctx: Context,
  sellerId: string,
  id: string,
  back: { readonly carrier?: string; readonly trackingNumber?: string; readonly says: string },
  by: Actor,
): Promise<StrayDone> =>
  onOpen(ctx, sellerId, id, async (tx) => {
    const parcel = { carrier: back.carrier?.trim() || null, trackingNumber: trackingOf(back.trackingNumber) };
    await sendBackStray(tx, id, parcel, { at: ctx.clock.now(sellerId), by: actorName(by), says: back.says.trim() || null });
    return null;
  });

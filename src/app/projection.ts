/** A return and its events as rows: the one place that knows how the aggregate lies in the tables. */
import { type Clock, clocksOf } from '../core/clocks/clocks.ts';
import { imeisOf, normaliseSerial, numberOfImei } from '../core/inspection/identity.ts';
import { signOf } from '../core/abuse/signs.ts';
import type { EventOf, ReturnEvent } from '../core/return/events.ts';
import { isOpen } from '../core/return/refusals.ts';
import { statusOf, tabOf } from '../core/return/status.ts';
import { keyOf, type Return } from '../core/return/model.ts';
import type { Context } from './context.ts';
import { chain, type EffectWrite, type MessageWrite, type ReturnWrite } from '../store/returns.ts';

/** JSON with sorted keys: the same event has the same bytes for ever, so its hash can be checked by anyone. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Numbers that a return gets on its way, so that whoever holds the parcel finds it: labels, tracking, what was read at the bench. */
const numbersOf = (ret: Return): string[] =>
  [
    ret.channelReturnId,
    ret.label?.trackingNumber,
    ret.tracking?.trackingNumber,
    ...ret.items.flatMap((item) => [item.read?.imei, item.read?.imei2, item.read?.serial]),
  ].flatMap((number) => (number === undefined || number === '' ? [] : [number]));

function newNumbers(before: Return | null, after: Return): string | null {
  const known = new Set(before ? numbersOf(before) : []);
  const fresh = numbersOf(after).filter((number) => !known.has(number));
  return fresh.length === 0 ? null : fresh.join(' ').toLowerCase();
}

/** What an item is about in money, in minor units: the refund that it may come to, or its price where nothing was granted (yet). */
const worth = (item: Return['items'][number]): number => item.decision?.refund.total.minor || item.price.minor;

/** A unit that was replaced, and what stands for it since. */
function descendant({ lineId, unit, settlement, replacedBy }: EventOf<'completed'>['items'][number], ret: Return, at: string): object[] {
  if (settlement !== 'replaced') return [];
  return [
    {
      line_id: lineId,
      unit,
      order_id: ret.order.id,
      imei: numberOfImei(replacedBy?.imei),
      serial: normaliseSerial(replacedBy?.serial),
      new_channel_order_id: replacedBy?.newOrder?.channelOrderId ?? null,
      new_line_id: replacedBy?.newOrder?.lineId ?? null,
      at,
    },
  ];
}

export type Beside = {
  readonly effects?: readonly EffectWrite[];
  readonly messages?: readonly MessageWrite[];
  readonly decisions?: readonly object[];
  readonly files?: readonly object[];
  readonly photoHashes?: readonly object[];
  readonly search?: string | null;
};

/** When the jobs of effects with a grace begin, in real time: the seller's clock may be ahead of it, not faster. */
const beginAt = (ctx: Pick<Context, 'clock'>, now: string, grace: string): string =>
  new Date(Date.parse(ctx.clock.realNow()) + Date.parse(grace) - Date.parse(now) + 250).toISOString();

export function toWrite(
  ctx: Pick<Context, 'holidays' | 'clock'>,
  before: Return | null,
  after: Return,
  events: readonly ReturnEvent[],
  head: Buffer,
  now: string,
  beside: Beside,
): ReturnWrite {
  const bodies = events.map(canonical);
  const chained = chain(head, bodies);
  const clocks = clocksOf(after, ctx.holidays);
  // What presses most: the next promise that runs, or one that is broken and still owed. A return that is done presses nobody.
  const pressing =
    tabOf(after) === 'done'
      ? []
      : clocks.filter(
          (clock) =>
            (clock.state === 'running' && clock.pausedAt === undefined) || (clock.state === 'breached' && clock.metAt === undefined),
        );
  // What an unhappy buyer is owed stands beside the clocks of the return itself.
  const owed = after.followUp?.open ? [{ kind: 'follow_up', dueAt: after.followUp.dueAt }] : [];
  const next = [...pressing, ...owed].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
  const earlier = new Map((before ? clocksOf(before, ctx.holidays) : []).map((clock) => [clock.kind, clock]));
  const knownRefunds = new Map((before?.refunds ?? []).map((refund) => [refund.id, refund.state]));
  const refunds = after.refunds.filter((refund) => knownRefunds.get(refund.id) !== refund.state);
  const undone = (before?.refunds ?? []).filter(({ id }) => !after.refunds.some((refund) => refund.id === id));
  const grace = beside.effects?.find((effect) => effect.grace_until)?.grace_until;
  const itemsBefore = new Map((before?.items ?? []).map((item) => [keyOf(item), item]));
  const amount = after.items.reduce((total, item) => total + worth(item), 0);
  return {
    expectedVersion: before?.version ?? 0,
    row: {
      id: after.id,
      rma: after.rma,
      order_id: after.order.id,
      channel: after.order.channel,
      channel_order_id: after.order.channelOrderId,
      channel_return_id: after.channelReturnId ?? null,
      via: after.via,
      country: after.order.country,
      currency: after.order.currency,
      status: statusOf(after),
      tab: tabOf(after),
      held: after.hold !== undefined,
      opened_at: after.milestones.requestedAt,
      moved_at: before && statusOf(before) === statusOf(after) ? null : now,
      due_at: next?.dueAt ?? 'infinity',
      due_kind: next?.kind ?? null,
      amount_minor: amount,
      version: after.version,
      head: chained.head,
      state: after,
    },
    items: after.items
      .filter((item) => itemsBefore.get(keyOf(item)) !== item)
      .map((item) => ({
        line_id: item.lineId,
        unit: item.unit,
        order_id: after.order.id,
        sku: item.sku,
        reason: item.reason,
        fault: item.fault ?? null,
        authorisation: item.authorisation,
        parcel: item.parcel,
        assessment: item.assessment,
        settlement: item.settlement,
        verdict: item.verdict ?? null,
        sold_imei: item.sold.imei ?? null,
        sold_serial: item.sold.serial ?? null,
        // As they are looked up, not as they were typed: the graph of devices hangs on them.
        read_imei: imeisOf(item.read ?? {})[0] ?? null,
        read_serial: normaliseSerial(item.read?.serial),
        identity: item.identity ?? null,
        sign: signOf(item, after.order),
        open: isOpen(item),
        closed_at: isOpen(item) ? null : now,
      })),
    lineage: events.flatMap((event) =>
      event.type === 'completed' ? event.items.flatMap((item) => descendant(item, after, event.at)) : [],
    ),
    events: events.map((event, i) => ({ seq: event.seq, type: event.type, at: event.at, body: bodies[i]!, hash: chained.hashes[i]! })),
    clocks: [
      ...clocks
        .filter((clock) => {
          const was = earlier.get(clock.kind);
          return !was || was.state !== clock.state || was.dueAt !== clock.dueAt || was.nextAt !== clock.nextAt;
        })
        .map(clockRow),
      // Its start was taken back: it never began.
      ...[...earlier.values()]
        .filter(({ kind }) => !clocks.some((clock) => clock.kind === kind))
        .map((clock) => clockRow({ ...clock, state: 'stopped', nextAt: null })),
    ],
    refunds: [...refunds, ...undone.map((refund) => ({ ...refund, state: 'undone' as const }))].map((refund) => ({
      id: refund.id,
      order_id: after.order.id,
      amount_minor: refund.amount.minor,
      currency: refund.amount.currency,
      state: refund.state,
      channel_reference: refund.channelReference ?? null,
      planned_at: refund.plannedAt,
      confirmed_at: refund.state === 'confirmed' ? now : null,
    })),
    refundUnits: after.refunds
      .filter((refund) => !knownRefunds.has(refund.id))
      .flatMap((refund) =>
        refund.items.map((unit) => ({
          line_id: unit.lineId,
          unit: unit.unit,
          refund_id: refund.id,
          amount_minor: unit.amount.minor,
          award: refund.award ?? refund.gesture ?? '',
        })),
      ),
    effects: beside.effects ?? [],
    ...(grace !== undefined && { effectsAt: beginAt(ctx, now, grace) }),
    messages: beside.messages ?? [],
    decisions: beside.decisions ?? [],
    files: beside.files ?? [],
    photoHashes: beside.photoHashes ?? [],
    search: beside.search ?? newNumbers(before, after),
  };
}

const clockRow = ({ kind, source, state, warnAt, dueAt, nextAt }: Clock) => ({
  kind,
  source,
  state,
  warn_at: warnAt,
  due_at: dueAt,
  next_at: nextAt,
});

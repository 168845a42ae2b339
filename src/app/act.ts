import { mannersOf } from '../channels/manners.ts';
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { money, zero } from '../core/money.ts';
import type { Command } from '../core/return/commands.ts';
import { decide } from '../core/return/decide.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { evolve } from '../core/return/evolve.ts';
import type { Buyer, Return } from '../core/return/model.ts';
import type { Refusal } from '../core/return/refusals.ts';
import type { Tx } from '../store/db.ts';
import { lockReturn, saveReturn } from '../store/returns.ts';
import { readMessage } from '../store/thread.ts';
import { withFindings } from './ask-again.ts';
import { keepReturn } from './alongside.ts';
import { withReadiness } from './checklists.ts';
import { consequences } from './consequences.ts';
import { type Context, newId } from './context.ts';
import { type Beside, toWrite } from './projection.ts';

/** What a command came to. `events` is empty where it had been done already. */
export type Acted =
  | { readonly ok: true; readonly ret: Return; readonly buyer: Buyer; readonly events: readonly ReturnEvent[] }
  | { readonly ok: false; readonly refusal: Refusal; readonly ret: Return }
  | { readonly ok: false; readonly refusal: 'not_found' }
  | { readonly ok: false; readonly refusal: 'version_conflict'; readonly ret: Return };

export type ActOptions = {
  /** The version that the actor saw: somebody else's change in between is refused, not written over. */
  readonly version?: number;
  /** A message that is in the thread already is not written again: its id was chosen by whoever repeats it. */
  readonly unlessMessage?: string;
  /** Rows beside the aggregate that belong to this act: a message's words, a photo, what follows from them. Built only when the command is allowed. */
  readonly beside?: (ret: Return) => Beside;
  /** It leaves at once, also where a person's act would wait for the seconds in which it can be taken back. */
  readonly atOnce?: boolean;
};

/**
 * Does one thing to one return, in one transaction of two round trips: lock and load; then the row, its events, clocks,
 * refunds, effects and jobs together with the commit. Every verb of `core/return/commands.ts` comes through here.
 */
export async function act(
  ctx: Context,
  sellerId: string,
  returnId: string,
  command: Command,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  return ctx.db.withSeller(sellerId, (tx) => actIn(ctx, tx, returnId, command, by, options));
}

/** The same inside a transaction that has begun: it is ended by this act. */
export async function actIn(ctx: Context, tx: Tx, returnId: string, asked: Command, by: Actor, options: ActOptions = {}): Promise<Acted> {
  const loaded = await lockReturn(tx, returnId);
  if (!loaded) return { ok: false, refusal: 'not_found' };
  const before = loaded.ret;
  if (options.version !== undefined && options.version !== before.version) return { ok: false, refusal: 'version_conflict', ret: before };

  if (options.unlessMessage !== undefined && (await readMessage(tx, options.unlessMessage)))
    return { ok: true, ret: before, buyer: loaded.buyer, events: [] };

  const { command, rows } =
    asked.verb === 'inspection'
      ? await withFindings(ctx, tx, before, await withReadiness(tx, before, asked))
      : { command: asked, rows: [] };
  const seller = ctx.sellers.get(tx.sellerId);
  const now = later(ctx.clock.now(tx.sellerId), before);
  const { refundLimit } = seller.settings;
  const decided = decide(before, command, {
    now,
    by,
    // A refund per order line is the most that one command makes.
    ids: before.order.lines.map(() => newId(ctx, now)),
    // A limit is in the seller's currency; orders in another one are compared by their figure, so no approval is skipped by currency.
    refundLimit: money(refundLimit.minor, before.order.currency),
    refundedElsewhere: loaded.refundedElsewhere.map(({ lineId, unit, minor }) => ({
      lineId,
      unit,
      amount: money(minor, before.order.currency),
    })),
    alreadyRefunded:
      loaded.refundedElsewhereMinor > 0 ? money(loaded.refundedElsewhereMinor, before.order.currency) : zero(before.order.currency),
    holidays: ctx.holidays,
    graceSeconds: options.atOnce === true ? 0 : ctx.undoSeconds,
  });
  if (!decided.ok) return { ok: false, refusal: decided.refusal, ret: before };
  if (decided.events.length === 0) return { ok: true, ret: before, buyer: loaded.buyer, events: [] };

  const after = decided.events.reduce<Return>((ret, event) => evolve(ret, event), before);
  assert(after.version === before.version + decided.events.length, 'every event is numbered');
  const beside = options.beside?.(after) ?? {};
  const effects = [
    ...consequences(ctx, seller, mannersOf(loaded.connection), before, after, decided.events, now),
    ...(beside.effects ?? []),
  ];
  await keepReturn(ctx, tx, { before, after, events: decided.events, now });
  await saveReturn(
    tx,
    toWrite(ctx, before, after, decided.events, loaded.head, now, {
      ...(rows.length > 0 && { decisions: rows }),
      ...beside,
      effects,
    }),
  );
  return { ok: true, ret: after, buyer: loaded.buyer, events: decided.events };
}

/** What we did is never dated before what we did earlier, also where a machine's clock runs backwards. A carrier's own times are its affair. */
function later(now: string, { milestones: m }: Return): string {
  const ours = [m.requestedAt, m.decidedAt, m.labelAt, m.receivedAt, m.inspectedAt, m.resolvedAt, m.closedAt];
  return ours.reduce<string>((latest, at) => (at !== undefined && at > latest ? at : latest), now);
}

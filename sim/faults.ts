/** What goes wrong: the channel's faults, mail that is refused, and workers that die in the middle of an effect. */
import type { WiredContext } from '../src/app/wire.ts';
import type { Fault, Operation } from '../src/channels/backmarket/sandbox.ts';
import type { Channel } from '../src/channels/channel.ts';
import type { Mailer } from '../src/notifications/mailer.ts';
import type { Random } from './random.ts';

export type FaultPlan = {
  /** Off at the end: what is stuck then, is stuck. */
  on: boolean;
  /** Everything that went wrong, for the report. */
  readonly struck: Map<string, number>;
};

const count = (plan: FaultPlan, name: string) => plan.struck.set(name, (plan.struck.get(name) ?? 0) + 1);

const LISTS: readonly Fault[] = ['late', 'duplicate', 'duplicate', 'rate_limited', 'server_error', 'lost_before'];
const READS: readonly Fault[] = ['lost_before', 'lost_after', 'rate_limited', 'server_error', 'firewall'];
/** Money and words: the line goes dead before and after the act, both ways that a caller can see it. */
const ACTS: readonly Fault[] = [
  'lost_before',
  'lost_after',
  'lost_after',
  'server_error_after',
  'server_error_after',
  'server_error',
  'rate_limited',
  'firewall',
];

const KIND: Readonly<Record<Operation, readonly Fault[]>> = {
  list_orders: LISTS,
  list_folders: LISTS,
  list_returns: LISTS,
  list_deliveries: LISTS,
  get_order: READS,
  get_folder: READS,
  get_return: READS,
  update_order: ACTS,
  send_invoice: ACTS,
  patch_line: ACTS,
  message: ACTS,
  problem: ACTS,
  item_transfer: ACTS,
  refund: ACTS,
  get_listing: READS,
  update_listing: ACTS,
};

/** The marketplace's own troubles: `faults` of its sandbox. Acts fail more often than a real one would: they are what matters. */
export function channelFaults(random: Random, plan: FaultPlan) {
  return ({ operation }: { readonly operation: Operation }): Fault | null => {
    const often = KIND[operation] === ACTS ? 0.12 : 0.03;
    const strikes = random.chance(often);
    const fault = random.pick(KIND[operation]);
    if (!plan.on || !strikes) return null;
    count(plan, `${operation}: ${fault}`);
    return fault;
  };
}

/** A till that refuses a gesture's money for good, or whose line goes dead before or after it paid. What returns pay themselves goes through. */
export function faultyTill(channel: Channel, random: Random, plan: FaultPlan): Channel {
  const away = { failed: 'timeout', says: 'The till did not answer.', retryable: true, uncertain: true } as const;
  return {
    ...channel,
    async refund(request) {
      if (!plan.on || request.because !== 'gesture') return channel.refund(request);
      const fate = random.next();
      if (fate < 0.15) {
        count(plan, 'gesture: refused');
        return { failed: 'refused', says: 'The account behind the till is empty.', retryable: false };
      }
      if (fate < 0.22) {
        count(plan, 'gesture: lost before');
        return away;
      }
      const paid = await channel.refund(request);
      if (fate >= 0.3) return paid;
      count(plan, 'gesture: lost after');
      return away;
    },
  };
}

export type Postbox = Mailer & {
  /** How often each message id was handed over. */
  readonly taken: ReadonlyMap<string, number>;
};

/** A mail server that is sometimes away, before or after it took the mail. */
export function faultyMailer(random: Random, plan: FaultPlan): Postbox {
  const taken = new Map<string, number>();
  return {
    taken,
    async send({ messageId }) {
      const fate = random.next();
      if (plan.on && fate < 0.03) {
        count(plan, 'mail: lost before');
        return { failed: 'unavailable', says: 'The mail server is away.', retryable: true };
      }
      taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
      if (plan.on && fate < 0.05) {
        count(plan, 'mail: lost after');
        return { failed: 'timeout', says: 'The mail server took it and did not say so.', retryable: true, uncertain: true };
      }
      return { reference: `toy:${messageId}` };
    },
  };
}

/** Thrown where a worker dies. Nothing in the product may catch it: everything it would do next fails too. */
export class Died extends Error {
  override name = 'Died';
}

/**
 * A worker's context with a life of `steps` transactions and calls: then the process is gone, whether the last one came through
 * (`lastCounts`) or not. What it claimed stays claimed until the lease runs out; what it paid is paid.
 */
export function mortal(ctx: WiredContext, steps: number, lastCounts: boolean, plan: FaultPlan): WiredContext {
  let left = steps;
  let dead = false;
  async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (dead) throw new Died();
    left -= 1;
    if (left > 0) return work();
    dead = true;
    count(plan, `worker died ${lastCounts ? 'after' : 'before'} ${what}`);
    if (lastCounts) await work();
    throw new Died();
  }
  const wrapped = new Map<Channel, Channel>();
  const channelOf = (channel: Channel): Channel => {
    const known = wrapped.get(channel);
    if (known) return known;
    const made: Channel = {
      ...channel,
      refund: (request) => step('the payment', () => channel.refund(request)),
      sendMessage: (...call) => step('the words', () => channel.sendMessage(...call)),
    };
    wrapped.set(channel, made);
    return made;
  };
  return {
    ...ctx,
    db: { ...ctx.db, withSeller: (sellerId, work) => step('a transaction', () => ctx.db.withSeller(sellerId, work)) },
    channel: (seller, connection) => channelOf(ctx.channel(seller, connection)),
  };
}

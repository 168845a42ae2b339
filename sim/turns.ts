/** Who goes next, where several do something at once: the dice say, not the machine, so that a seed is the same run every time. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { WiredContext } from '../src/app/wire.ts';
import type { Channel } from '../src/channels/channel.ts';
import type { Random } from './random.ts';

/** Several works at the same moment, or steps of one of them. */
export type Turns = {
  /** Runs the works side by side: step by step, in an order that the dice choose. May be nested. */
  race<T>(works: readonly (() => Promise<T>)[]): Promise<T[]>;
  /** One transaction, or one call to the outside: nobody else does anything meanwhile. Outside a race it is simply done. */
  step<T>(work: () => Promise<T>): Promise<T>;
};

/** What happens inside PostgreSQL when two transactions truly overlap is not tried here, but by the tests against the database. */
export function turns(dice: Random): Turns {
  const within = new AsyncLocalStorage<Race>();

  /** A step begins only when everybody who is still under way waits for one: how fast each of them got there makes no difference. */
  class Race {
    underWay = 0;
    #busy = false;
    readonly #waiting: (() => Promise<void>)[] = [];

    step<T>(work: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        this.#waiting.push(() => work().then(resolve, reject));
        this.next();
      });
    }

    next(): void {
      if (this.#busy || this.#waiting.length === 0 || this.#waiting.length < this.underWay) return;
      this.#busy = true;
      const [chosen] = this.#waiting.splice(dice.int(0, this.#waiting.length - 1), 1);
      void chosen!().finally(() => {
        this.#busy = false;
        this.next();
      });
    }
  }

  return {
    async race(works) {
      const outer = within.getStore();
      const race = outer ?? new Race();
      // Who waits for a race inside the race waits for no turn.
      race.underWay += works.length - (outer ? 1 : 0);
      const ended = await within.run(race, () =>
        Promise.allSettled(
          works.map((work) =>
            work().finally(() => {
              race.underWay -= 1;
              race.next();
            }),
          ),
        ),
      );
      if (outer) race.underWay += 1;
      return ended.map((one) => {
        if (one.status === 'rejected') throw one.reason;
        return one.value;
      });
    },
    step: (work) => within.getStore()?.step(work) ?? work(),
  };
}

/** The product's context, in which every transaction and every call to a channel or the post is a step. */
export function inTurns(ctx: WiredContext, { step }: Turns): WiredContext {
  const known = new Map<Channel, Channel>();
  const stepwise = (channel: Channel): Channel => {
    const made =
      known.get(channel) ??
      (Object.fromEntries(
        Object.entries(channel).map(([name, call]: [string, unknown]) => [
          name,
          typeof call === 'function' ? (...given: unknown[]) => step(async () => Reflect.apply(call, channel, given) as unknown) : call,
        ]),
      ) as Channel);
    known.set(channel, made);
    return made;
  };
  return {
    ...ctx,
    db: {
      ...ctx.db,
      withSeller: (sellerId, work) => step(() => ctx.db.withSeller(sellerId, work)),
      withPlatform: (work) => step(() => ctx.db.withPlatform(work)),
    },
    mailer: { send: (mail) => step(() => ctx.mailer.send(mail)) },
    channel: (seller, connection) => stepwise(ctx.channel(seller, connection)),
  };
}

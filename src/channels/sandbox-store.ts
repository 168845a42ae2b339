/**
 * What the toy marketplace and the toy till need to remember things: a shelf of documents, a ledger of money that was
 * really paid, and a book of calls. `store/sandbox.ts` keeps them in PostgreSQL; `memoryStore` is enough for a test.
 */

/** A document with the few marks that it is looked up by. */
export type Thing = {
  readonly kind: string;
  readonly id: number;
  /** The thing that it belongs to. */
  readonly parent?: number;
  /** A name of its own beside the number; unique within the kind. */
  readonly ref?: string;
  readonly state?: number;
  readonly country?: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly body: unknown;
};

export type ThingFilter = {
  readonly parent?: number;
  readonly state?: number;
  readonly country?: string;
  readonly createdSince?: string;
  readonly modifiedSince?: string;
  readonly afterId?: number;
};

/** Money that the sandbox really paid to a buyer. */
export type Payment = {
  readonly at: string;
  readonly channel: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly minor: number;
  readonly currency: string;
  readonly type: string;
  /** The seller's own number of the intent, where the channel takes one: unique within the channel. */
  readonly intent?: string;
};

export type LoggedCall = {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly sent: unknown;
  readonly answered: string;
};

export type SandboxTx = {
  /** A number that was never given before. */
  next(): Promise<number>;
  /** Found things are locked until the transaction ends. */
  get(kind: string, id: number): Promise<Thing | null>;
  byRef(kind: string, ref: string): Promise<Thing | null>;
  /** By number, newest first where asked; `count` is that of all that fit. */
  list(
    kind: string,
    filter: ThingFilter,
    page: { readonly limit: number; readonly offset: number; readonly newestFirst?: boolean },
  ): Promise<{ count: number; items: Thing[] }>;
  put(things: readonly Thing[]): Promise<void>;
  /** False where the intent was paid before: then nothing is written. */
  pay(payment: Payment): Promise<boolean>;
  payments(filter: { readonly channel?: string; readonly orderId?: string; readonly intent?: string }): Promise<Payment[]>;
  log(call: LoggedCall): Promise<void>;
};

export type SandboxStore = { transaction<T>(work: (tx: SandboxTx) => Promise<T>): Promise<T> };

/** Keeps everything in memory and lets one transaction run after another; one that throws leaves no trace. */
export function memoryStore(): SandboxStore & { readonly calls: LoggedCall[] } {
  let things = new Map<string, Thing>();
  let ledger: Payment[] = [];
  const calls: LoggedCall[] = [];
  let number = 1_000_000;
  let queue: Promise<unknown> = Promise.resolve();
  const key = (kind: string, id: number) => `${kind}/${id}`;
  const tx: SandboxTx = {
    next: async () => ++number,
    get: async (kind, id) => structuredClone(things.get(key(kind, id)) ?? null),
    byRef: async (kind, ref) => structuredClone([...things.values()].find((thing) => thing.kind === kind && thing.ref === ref) ?? null),
    list: async (kind, filter, { limit, offset, newestFirst }) => {
      const fits = [...things.values()].filter(
        (thing) =>
          thing.kind === kind &&
          (filter.parent === undefined || thing.parent === filter.parent) &&
          (filter.state === undefined || thing.state === filter.state) &&
          (filter.country === undefined || thing.country === filter.country) &&
          (filter.createdSince === undefined || thing.createdAt >= filter.createdSince) &&
          (filter.modifiedSince === undefined || thing.modifiedAt >= filter.modifiedSince) &&
          (filter.afterId === undefined || thing.id > filter.afterId),
      );
      fits.sort((a, b) => (newestFirst ? b.id - a.id : a.id - b.id));
      return { count: fits.length, items: structuredClone(fits.slice(offset, offset + limit)) };
    },
    put: async (given) => {
      for (const thing of given) things.set(key(thing.kind, thing.id), structuredClone(thing));
    },
    pay: async (payment) => {
      if (payment.intent && ledger.some((paid) => paid.channel === payment.channel && paid.intent === payment.intent)) return false;
      ledger.push(payment);
      return true;
    },
    payments: async ({ channel, orderId, intent }) =>
      ledger.filter((p) => (!channel || p.channel === channel) && (!orderId || p.orderId === orderId) && (!intent || p.intent === intent)),
    log: async (call) => {
      calls.push(call);
    },
  };
  return {
    calls,
    transaction(work) {
      const done = queue.then(async () => {
        const before = { things: new Map(things), ledger: [...ledger] };
        try {
          return await work(tx);
        } catch (error) {
          ({ things, ledger } = before);
          throw error;
        }
      });
      queue = done.catch(() => {});
      return done;
    },
  };
}

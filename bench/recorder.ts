/**
 * The ceiling: the very statements of one real life cycle, recorded at the pool with `begin`, roles and `commit`, sent again and again
 * by a loop that does nothing else. Every id, number and address is new in each cycle; what was pipelined then is pipelined again.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

type Sent = {
  readonly text: string;
  readonly name: string | undefined;
  readonly values: readonly unknown[] /** The one before had not been answered yet. */;
  readonly piped: boolean;
};
export type Recording = { readonly transactions: readonly (readonly Sent[])[]; readonly statements: number };

type Querying = { query(...args: unknown[]): Promise<unknown> };

/** Listens at a pool: every statement of every connection, in order, by transaction. Undo with `stop`. */
export function record(pool: pg.Pool): { stop(): Recording } {
  const transactions: Sent[][] = [];
  const { connect } = pool;
  const restore: (() => void)[] = [];
  const listened = new Set<object>();
  pool.connect = (async () => {
    const client = (await (connect as () => Promise<pg.PoolClient>).call(pool)) as unknown as Querying;
    if (listened.has(client)) return client;
    listened.add(client);
    const query = client.query;
    let pending = 0;
    client.query = (...args: unknown[]) => {
      const [config, values] = args as [string | { name?: string; text: string; values?: unknown[] }, unknown[] | undefined];
      const sent: Sent =
        typeof config === 'string'
          ? { text: config, name: undefined, values: values ?? [], piped: pending > 0 }
          : { text: config.text, name: config.name, values: config.values ?? values ?? [], piped: pending > 0 };
      if (sent.text.startsWith('begin') || transactions.length === 0) transactions.push([]);
      transactions.at(-1)!.push(sent);
      pending += 1;
      const answer = query.apply(client, args);
      const done = () => {
        pending -= 1;
      };
      void answer.finally(done).catch(() => {});
      return answer;
    };
    restore.push(() => void (client.query = query));
    return client;
  }) as never;
  return {
    stop() {
      pool.connect = connect;
      for (const undo of restore) undo();
      return { transactions, statements: transactions.flat().filter(({ text }) => !/^(begin|commit)/.test(text)).length };
    },
  };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const RMA = /R-?[0-9A-Z]{4}-?[0-9A-Z]{4}(?![0-9A-Z])/g;

/** A parameter with holes, so that a cycle costs no search: text, number of a hole, text … */
type Template = { readonly parts: readonly (string | number)[] } | { readonly list: readonly Template[] } | { readonly as: unknown };

export function compile(recording: Recording, keep: readonly string[], own: readonly string[]) {
  const holes = new Map<string, number>();
  const kinds: ('uuid' | 'rma' | 'own')[] = [];
  const plain = (text: string) => text.replaceAll('-', '').toLowerCase();
  const holeOf = (text: string, kind: (typeof kinds)[number]) => {
    const key = kind === 'rma' ? plain(text) : text;
    if (!holes.has(key)) {
      holes.set(key, kinds.length);
      kinds.push(kind);
    }
    return holes.get(key)!;
  };
  const escaped = own.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pattern = new RegExp(`${UUID.source}|${escaped}|(?<![0-9A-Za-z-])${RMA.source}`, 'gi');
  const ownLower = new Map(own.map((text) => [text.toLowerCase(), text]));
  const template = (value: unknown): Template => {
    if (Array.isArray(value)) return { list: value.map(template) };
    if (typeof value !== 'string') return { as: value };
    const parts: (string | number)[] = [];
    let last = 0;
    for (const match of value.matchAll(pattern)) {
      const [found] = match;
      if (keep.includes(found)) continue;
      const mine = ownLower.get(found.toLowerCase());
      const hole = mine ? holeOf(mine, 'own') : /^r/i.test(found) ? holeOf(found, 'rma') : holeOf(found, 'uuid');
      parts.push(value.slice(last, match.index), hole);
      last = match.index + found.length;
    }
    return last === 0 ? { as: value } : { parts: [...parts, value.slice(last)] };
  };
  const transactions = recording.transactions.map((sent) => sent.map(({ values, ...rest }) => ({ ...rest, values: values.map(template) })));

  /** Fresh values for every hole. */
  const fresh = (n: number): string[] =>
    kinds.map((kind) => {
      const hex = randomBytes(16).toString('hex');
      if (kind === 'uuid') return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
      return kind === 'rma' ? `R${hex.slice(0, 10)}` : `bare-${n}-${hex.slice(0, 12)}`;
    });
  const fill = (value: Template, given: readonly string[]): unknown => {
    if ('as' in value) return value.as;
    if ('list' in value) return value.list.map((one) => fill(one, given));
    return value.parts.map((part) => (typeof part === 'number' ? given[part] : part)).join('');
  };
  return { transactions, fresh, fill };
}

/** Whole cycles a second by `clients` connections, for `seconds`. */
export async function replay(
  url: string,
  compiled: ReturnType<typeof compile>,
  clients: number,
  seconds: number,
): Promise<{ perSecond: number; ms: number[] }> {
  const { transactions, fresh, fill } = compiled;
  const ms: number[] = [];
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url, pipeline: true } as pg.ClientConfig);
      await client.connect();
      return client;
    }),
  );
  const began = performance.now();
  const until = began + seconds * 1000;
  let n = 0;
  try {
    await Promise.all(
      connections.map(async (client) => {
        while (performance.now() < until) {
          const start = performance.now();
          const given = fresh(n++);
          for (const transaction of transactions) {
            let waiting: Promise<unknown>[] = [];
            for (const { text, name, values, piped } of transaction) {
              if (!piped) {
                await Promise.all(waiting);
                waiting = [];
              }
              const filled = values.map((value) => fill(value, given));
              waiting.push(
                client.query(name === undefined ? { text, ...(filled.length > 0 && { values: filled }) } : { name, text, values: filled }),
              );
            }
            await Promise.all(waiting);
          }
          ms.push(performance.now() - start);
        }
      }),
    );
  } finally {
    await Promise.all(connections.map((client) => client.end()));
  }
  const took = (performance.now() - began) / 1000;
  return { perSecond: ms.length / took, ms };
}

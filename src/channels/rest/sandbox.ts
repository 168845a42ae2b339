/**
 * A toy shop that keeps to docs/api/shop.md, under `/sandbox/rest/…`: it lists orders and requests, checks every signature, does each act once and
 * tells what became of it. About a hundred lines: what a shop of one's own has to do, to read along.
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { parseMoney } from '../../core/money.ts';
import { cut } from '../in-process.ts';
import type { SandboxStore, SandboxTx } from '../sandbox-store.ts';

/** The secret of the demo's toy shop; a real one is made by whoever connects it. */
export const TOY_SECRET = 'whsec_dG95LXNob3Atc2VjcmV0LWZvci10aGUtc2FuZGJveA==';
const PREFIX = '/sandbox/rest';
const [ORDER, RETURN, ACT] = ['rest_order', 'rest_return', 'rest_act'] as const;
/** How old a signed call may be: five minutes, as Standard Webhooks advises. */
const TOLERANCE_S = 300;

type Body = { readonly id: string } & Readonly<Record<string, unknown>>;
type DoneAct = { readonly id: string; readonly act: Body; readonly answer: { state: string; reference: string; says?: string } };

export function toyShop(db: SandboxStore, now: () => string | Promise<string>) {
  const save = async (tx: SandboxTx, kind: string, body: Body) => {
    const at = await now();
    const known = await tx.byRef(kind, body.id);
    await tx.put([{ kind, id: known?.id ?? (await tx.next()), ref: body.id, createdAt: known?.createdAt ?? at, modifiedAt: at, body }]);
    return body;
  };
  const all = async <T>(tx: SandboxTx, kind: string): Promise<T[]> => {
    const { items } = await tx.list(kind, {}, { limit: 10_000, offset: 0 });
    return items.map(({ body }) => body as T);
  };
  return {
    save,
    all,
    putOrder: (order: Body) => db.transaction(async (tx) => save(tx, ORDER, { ...order, updatedAt: await now() })),
    putReturn: (back: Body) => db.transaction(async (tx) => save(tx, RETURN, { ...back, updatedAt: await now() })),
    acts: () => db.transaction((tx) => all<DoneAct>(tx, ACT)),
    paid: (orderId: string) => db.transaction((tx) => tx.payments({ channel: 'rest', orderId })),
  };
}
export type ToyShop = ReturnType<typeof toyShop>;

export type RestSandboxOptions = {
  readonly db: SandboxStore;
  readonly now: () => string | Promise<string>;
  readonly toy?: ToyShop;
  readonly secret?: string;
  /** A shop without lists pushes its orders to us. */
  readonly lists?: boolean;
  /** `lost_after`: the line goes dead after the act was done. `pending`: the bank takes its time. */
  readonly faults?: (type: string) => 'lost_after' | 'pending' | 'down' | null | undefined;
};

type Faulty = FastifyRequest & { lost?: true; raw_body?: string };

/** A Fastify plugin: `app.register(sandboxShop({ db, now }))`. */
export function sandboxShop(options: RestSandboxOptions): FastifyPluginAsync {
  const toy = options.toy ?? toyShop(options.db, options.now);
  const signer = new Webhook(options.secret ?? TOY_SECRET);

  /** What was signed is the body, or for a question what it asks for. The shop's own clock is the sandbox's. */
  async function isSigned(request: Faulty): Promise<boolean> {
    const [id, at, shown] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => String(request.headers[name] ?? ''));
    const age = Math.abs(Date.parse(await options.now()) / 1000 - Number(at));
    if (!id || !(age <= TOLERANCE_S)) return false;
    return signer.sign(id, new Date(Number(at) * 1000), request.raw_body ?? request.url) === shown;
  }

  async function doOnce(act: Body): Promise<DoneAct['answer']> {
    return options.db.transaction(async (tx) => {
      const known = (await tx.byRef(ACT, act.id))?.body as DoneAct | undefined;
      if (known) return known.answer;
      const answer = await doIt(tx, act);
      if (act['type'] !== 'test') await toy.save(tx, ACT, { id: act.id, act, answer } satisfies DoneAct);
      return answer;
    });
  }

  async function doIt(tx: SandboxTx, act: Body): Promise<DoneAct['answer']> {
    const reference = `shop-${await tx.next()}`;
    const refused = (says: string) => ({ state: 'refused', reference, says });
    if (act['type'] === 'refund') {
      const order = (await tx.byRef(ORDER, String(act['orderId'])))?.body as
        | { lines: { id: string; price: string; quantity?: number }[] }
        | undefined;
      const line = order?.lines.find((one) => one.id === act['lineId']);
      const currency = String(act['currency']);
      const wanted = parseMoney(String(act['amount']), currency);
      if (!line || !wanted) return refused('This order has no such line.');
      const paid = (await tx.payments({ channel: 'rest', orderId: String(act['orderId']) })).filter((one) => one.lineId === line.id);
      const before = paid.reduce((minor, one) => minor + one.minor, 0);
      if (before + wanted.minor > parseMoney(line.price, currency)!.minor * (line.quantity ?? 1))
        return refused('More than was paid for it.');
      const payment = {
        at: await options.now(),
        channel: 'rest',
        orderId: String(act['orderId']),
        lineId: line.id,
        minor: wanted.minor,
        currency,
      };
      await tx.pay({ ...payment, type: 'refund', intent: act.id });
      return { state: options.faults?.('paying') === 'pending' ? 'pending' : 'done', reference };
    }
    if ((act['type'] === 'message' || act['type'] === 'return') && !(await tx.byRef(RETURN, String(act['returnId']))))
      return refused('There is no such return.');
    return { state: 'done', reference };
  }

  return async function sandbox(app: FastifyInstance) {
    // Not part of the product's own API: it must not show in its OpenAPI document.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as NonNullable<typeof route.schema>;
    });
    // A signature is over the very bytes.
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      (request as Faulty).raw_body = String(body);
      try {
        done(null, body === '' ? undefined : JSON.parse(String(body)));
      } catch (error) {
        done(error as Error);
      }
    });
    app.addHook('preHandler', async (request, reply) => {
      if (!(await isSigned(request as Faulty))) return reply.code(401).send({ says: 'The signature is wrong, or too old.' });
      const fault = options.faults?.(String((request.body as Body | undefined)?.['type'] ?? request.method));
      if (fault === 'down') return reply.code(503).send({ says: 'Down on purpose.' });
      if (fault === 'lost_after') (request as Faulty).lost = true;
      return undefined;
    });
    app.addHook('onSend', async (request, reply, payload) => {
      if ((request as Faulty).lost) cut(request, reply);
      return payload;
    });

    const pages = (path: string, kind: string) =>
      app.get(`${PREFIX}${path}`, async (request) => {
        const { since, cursor } = request.query as { since?: string; cursor?: string };
        const fits = (await options.db.transaction((tx) => toy.all<Body>(tx, kind))).filter(
          (one) => !since || String(one['updatedAt']) >= since,
        );
        const from = Number(cursor ?? 0);
        return { items: fits.slice(from, from + 20), nextCursor: from + 20 < fits.length ? String(from + 20) : null };
      });
    if (options.lists !== false) {
      pages('/orders', ORDER);
      pages('/returns', RETURN);
    }
    app.post(`${PREFIX}/acts`, (request) => doOnce(request.body as Body));
    app.get(`${PREFIX}/acts/:id`, async (request, reply) => {
      const known = await options.db.transaction((tx) => tx.byRef(ACT, (request.params as { id: string }).id));
      return (known?.body as DoneAct | undefined)?.answer ?? reply.code(404).send({ says: 'Never heard of it.' });
    });
  };
}

/**
 * A refund leaves the house once, whatever breaks. The channel has no idempotency key: it pays as often as it is asked, so only
 * reading back before every attempt keeps it to one. Workers here are real processes, and they die by `kill -9`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { carryOut } from '../src/app/carry-out.ts';
import { runWorker } from '../src/worker/run.ts';
import { phoneOrder } from './cast.ts';
import { withAdmin } from './db.ts';
import { DEMO_KEY, openProduct, type Product, serve } from './product.ts';

let product: Product;
let road: Road;
beforeAll(async () => {
  product = await openProduct();
  road = await openRoad(product.url);
});
afterAll(async () => {
  await road.close();
  await product.close();
});

const children: ChildProcess[] = [];
afterEach(async () => {
  road.onRefund = null;
  await Promise.all(children.splice(0).map(killed));
});

let made = 0;
/** A phone that came back broken and is to be refunded: the intent is committed, nothing has been sent. */
async function refundPlanned() {
  const channelOrderId = `once-${(made += 1)}`;
  await product.put(`/orders/backmarket/${channelOrderId}`, phoneOrder(2_000 + made));
  const { body: ret } = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }],
  });
  await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
  await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'fault_confirmed' }] });
  const { body } = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
  expect(body.refunds, JSON.stringify(body)).toMatchObject([{ state: 'planned' }]);
  return { id: ret.id as string, channelOrderId };
}
const look = async ({ id }: { id: string }) => (await product.get(`/returns/${id}`)).body;
const payments = async ({ channelOrderId }: { channelOrderId: string }) =>
  (await product.ctx.sandbox!.market.ledger(channelOrderId)).map(({ minor }) => minor);
const closed = (ret: { id: string }) =>
  vi.waitFor(async () => expect(await look(ret)).toMatchObject({ status: 'closed', refunds: [{ state: 'confirmed' }] }), {
    timeout: 30_000,
    interval: 200,
  });

test('a worker that is killed after the channel has paid, and before it could write that down', async () => {
  const ret = await refundPlanned();
  const worker = startWorker();
  const dead = new Promise<void>((resolve) => {
    road.onRefund = async (forward) => {
      await forward();
      await killed(worker);
      resolve();
      return 'no answer';
    };
  });
  await dead;
  expect(await payments(ret)).toEqual([36_900]);
  expect((await look(ret)).refunds).toMatchObject([{ state: 'submitted' }]);

  road.onRefund = null;
  await leaseRunsOut();
  startWorker();
  await closed(ret);
  expect(await payments(ret), 'the next worker asked first, and did not pay again').toEqual([36_900]);
});

test('a worker that is killed before the channel heard of it', async () => {
  const ret = await refundPlanned();
  const worker = startWorker();
  await new Promise<void>((resolve) => {
    road.onRefund = async () => {
      await killed(worker);
      resolve();
      return 'no answer';
    };
  });
  expect(await payments(ret)).toEqual([]);

  road.onRefund = null;
  await leaseRunsOut();
  startWorker();
  await closed(ret);
  expect(await payments(ret)).toEqual([36_900]);
});

test('a line that breaks after the channel has paid', async () => {
  const ret = await refundPlanned();
  let asked = 0;
  road.onRefund = async (forward) => {
    asked += 1;
    await forward();
    return 'no answer';
  };
  startWorker();
  await closed(ret);
  expect([asked, await payments(ret)]).toEqual([1, [36_900]]);
});

test('two machines that take up the same refund at the same moment', async () => {
  const ret = await refundPlanned();
  const other = await serve(product.ctx.settings.databaseUrl, product.ctx.settings.dataDir);
  try {
    const [effect] = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<{ id: string }>(`select id from desk.effects where seller_id = $1 and return_id = $2 and kind = 'refund'`, [
        product.sellerId,
        ret.id,
      ]),
    );
    const did = await Promise.all(
      [product.ctx, other.ctx, product.ctx, other.ctx].map((ctx) => carryOut(ctx, product.sellerId, effect!.id)),
    );
    expect(did.filter(Boolean)).toHaveLength(1);
    await closed(ret);
    expect(await payments(ret)).toEqual([36_900]);
  } finally {
    await other.app.close();
    await other.ctx.close();
  }
});

test('two workers empty the queue beside each other', async () => {
  const returns = [];
  for (let i = 0; i < 6; i++) returns.push(await refundPlanned());
  const other = await serve(product.ctx.settings.databaseUrl, product.ctx.settings.dataDir);
  const workers = [await runWorker(product.ctx), await runWorker(other.ctx)];
  try {
    for (const ret of returns) await closed(ret);
    for (const ret of returns) expect(await payments(ret)).toEqual([36_900]);
    const mails = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<{ n: number }>(`select count(*) - count(distinct (return_id, subject)) as n from desk.mails where seller_id = $1`, [
        product.sellerId,
      ]),
    );
    expect(mails, 'nobody got a mail twice').toEqual([{ n: 0 }]);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await other.app.close();
    await other.ctx.close();
  }
});

/** `retour work`, which finds the toy marketplace by way of our road. */
function startWorker(): ChildProcess {
  const main = path.join(import.meta.dirname, '../src/cli/main.ts');
  const child = spawn(process.execPath, [main, 'work'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: product.ctx.settings.databaseUrl,
      RETOUR_DEMO: '1',
      RETOUR_DEMO_API_KEY: DEMO_KEY,
      RETOUR_SECRET: product.ctx.secret,
      RETOUR_DATA_DIR: os.tmpdir(),
      RETOUR_PUBLIC_URL: road.url,
      LOG_LEVEL: 'fatal',
    },
  });
  children.push(child);
  return child;
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Half a minute passes, in which nobody heard of the dead worker. */
const leaseRunsOut = () =>
  withAdmin(product.ctx.settings.databaseUrl, (admin) =>
    admin.query(`update desk.effects set lease_until = created_at where state = 'calling'`),
  );

type Road = { readonly url: string; onRefund: ((forward: () => Promise<void>) => Promise<'no answer'>) | null; close(): Promise<void> };

/** Between the worker and the marketplace: hands every call on, and lets a test be there when a refund is asked for. */
async function openRoad(target: string): Promise<Road> {
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers as Record<string, string>;
    const send = () => fetch(target + request.url, { method: request.method!, headers, ...(body.length > 0 && { body }) });
    if (road.onRefund && request.method === 'POST' && request.url!.endsWith('/ws/sav/refund')) {
      await road.onRefund(async () => void (await (await send()).arrayBuffer()));
      request.socket.destroy();
      return;
    }
    const answer = await send();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: Road = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onRefund: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return made;
}

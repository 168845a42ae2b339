/** Whole life cycles a second over HTTP against the real server and worker, beside the same statements sent straight. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createServer } from '../src/api/server.ts';
import { carryOut } from '../src/app/carry-out.ts';
import { readSettings } from '../src/app/settings.ts';
import { createContext, type WiredContext } from '../src/app/wire.ts';
import { prepareDemo } from '../src/sandbox/demo.ts';
import { compile, record, replay } from './recorder.ts';
import { type Call, liveUpToMoney, numbersOf, type Step } from './script.ts';
import { figure, table, timing } from './stats.ts';

const KEY = 'rtk_a-key-of-the-bench-that-opens-nothing-else';
const SECRET = 'a secret of the bench that signs nothing outside of it';

export type LifeOptions = {
  readonly clients: readonly number[];
  readonly seconds: number;
  fresh(name: string): Promise<string>;
  print(line: string): void;
};

export async function life({ clients, seconds, fresh, print }: LifeOptions): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-bench-'));
  try {
    const bareUrl = await fresh('bare');
    const compiled = await recordOne(bareUrl, dataDir, print);
    const url = await fresh('http');
    await inside(url, dataDir, async () => {});
    const port = await freePort();
    const env = {
      ...process.env,
      DATABASE_URL: url,
      RETOUR_DEMO: '1',
      RETOUR_DATA_DIR: dataDir,
      RETOUR_SECRET: SECRET,
      RETOUR_DEMO_API_KEY: KEY,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      POLL_SECONDS: '60',
      NODE_ENV: 'production',
    };
    const children = ['serve', 'work'].map((command) =>
      spawn(process.execPath, [path.join(import.meta.dirname, '../src/cli/main.ts'), command], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    const words: string[] = [];
    for (const child of children) child.stderr?.on('data', (chunk: Buffer) => words.push(chunk.toString()));
    try {
      await answers(port);
      const rows: string[][] = [];
      const steps = new Map<Step, number[]>();
      for (const n of clients) {
        await load(port, n, 2);
        const overHttp = await load(port, n, seconds, steps);
        const rss = children.map(residentMb).join(' + ');
        const bare = await replay(bareUrl, compiled, n, seconds);
        const [life, straight] = [timing(overHttp.ms), timing(bare.ms)];
        rows.push([
          String(n),
          figure(overHttp.perSecond),
          figure(life.p50),
          figure(life.p99),
          figure(bare.perSecond),
          figure(straight.p50),
          figure(straight.p99),
          `1 : ${figure(bare.perSecond / overHttp.perSecond)}`,
          rss,
        ]);
      }
      print('');
      print(table(['clients', 'lives/s', 'p50 ms', 'p99 ms', 'bare lives/s', 'p50 ms', 'p99 ms', 'ratio', 'RSS MB (serve + work)'], rows));
      print('');
      print(
        table(
          ['call', 'p50 ms', 'p99 ms'],
          [...steps].map(([step, ms]) => [
            step === 'refund' ? 'refund by the worker' : step,
            figure(timing(ms).p50),
            figure(timing(ms).p99),
          ]),
        ),
      );
      print(`(all clients together; goal: HTTP at least a third of the bare loop)`);
    } catch (error) {
      print(words.join(''));
      throw error;
    } finally {
      await Promise.all(children.map(stop));
    }
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Makes the seller, and does something in a context of this process. */
async function inside<T>(url: string, dataDir: string, work: (ctx: WiredContext) => Promise<T>): Promise<T> {
  const settings = readSettings({ DATABASE_URL: url, RETOUR_DEMO: '1', RETOUR_DATA_DIR: dataDir });
  const ctx = await createContext({ ...settings, databaseUrl: url, logLevel: 'silent', secret: SECRET, demoApiKey: KEY });
  try {
    await prepareDemo(ctx, { apiKey: KEY });
    return await work(ctx);
  } finally {
    await ctx.close();
  }
}

async function recordOne(url: string, dataDir: string, print: (line: string) => void) {
  return inside(url, dataDir, async (ctx) => {
    const app = await createServer(ctx);
    const call: Call = async (method, at, body) => {
      const answer = await app.inject({
        method: method as 'GET',
        url: at,
        headers: { authorization: `Bearer ${KEY}` },
        ...(body !== undefined && { payload: body as object }),
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    const seller = ctx.sellers.bySlug('phenix')!;
    // Looks on from beside: what the queue would have told the worker is no part of the recording.
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const live = async (n: number) => {
      const numbers = numbersOf('rec', n);
      const id = await liveUpToMoney(call, numbers);
      await work(ctx, seller.id, admin);
      const { body } = await call('GET', `/api/v1/returns/${id}`);
      if (body.status !== 'closed') throw new Error(`the recorded life did not end: ${String(body.status)}`);
      return numbers;
    };
    // The first reads the policy and the key, as a server does once.
    await live(1);
    const listening = record(ctx.db.pool);
    const numbers = await live(2);
    const recording = listening.stop();
    const before = { ...ctx.db.counts };
    await live(3);
    const [statements, transactions] = [ctx.db.counts.statements - before.statements, ctx.db.counts.transactions - before.transactions];
    await app.close();
    await admin.end();
    print(
      `One whole life cycle: ${statements} statements in ${transactions} transactions (with the toy till's own: ${recording.statements} in ${recording.transactions.length}).`,
    );
    return compile(recording, [seller.id], Object.values(numbers));
  });
}

/** Every intent, as its job would do it. */
async function work(ctx: WiredContext, sellerId: string, admin: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ id: string }>(
      `select id from desk.effects where seller_id = $1 and state = 'pending' order by created_at, id`,
      [sellerId],
    );
    if (rows.length === 0) return;
    for (const { id } of rows) await carryOut(ctx, sellerId, id);
  }
}

/** `clients` programs, each living one life after the other. */
async function load(
  port: number,
  clients: number,
  seconds: number,
  steps?: Map<Step, number[]>,
): Promise<{ perSecond: number; ms: number[] }> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const call: Call = (method, at, body) =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const request = http.request(
        {
          agent,
          port,
          host: '127.0.0.1',
          method,
          path: at,
          headers: {
            authorization: `Bearer ${KEY}`,
            ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            try {
              resolve({ status: response.statusCode!, body: JSON.parse(Buffer.concat(chunks).toString()) as never });
            } catch (error) {
              reject(error as Error);
            }
          });
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  const took = (step: Step, ms: number) => {
    if (!steps) return;
    if (!steps.has(step)) steps.set(step, []);
    steps.get(step)!.push(ms);
  };
  const run = Math.random().toString(36).slice(2, 8);
  const began = performance.now();
  const until = began + seconds * 1000;
  const ms: number[] = [];
  let n = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const start = performance.now();
        const id = await liveUpToMoney(call, numbersOf(run, n++), took);
        const paid = performance.now();
        // As a program would: look again until it is done.
        for (;;) {
          const { body } = await call('GET', `/api/v1/returns/${id}`);
          if (body.status === 'closed') break;
          if (performance.now() - paid > 60_000) throw new Error(`return ${id} is ${String(body.status)} after a minute`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        took('refund', performance.now() - paid);
        ms.push(performance.now() - start);
      }
    }),
  );
  agent.destroy();
  return { perSecond: ms.length / ((performance.now() - began) / 1000), ms };
}

async function answers(port: number): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (r) => r.ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > until) throw new Error('the server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function residentMb(child: ChildProcess): string {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return kb ? String(Math.round(Number(kb) / 1024)) : '?';
  } catch {
    return '?';
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

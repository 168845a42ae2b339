import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlreadyRunning, startEmbedded, stopOrphan } from './embedded.ts';

/** One folder for the whole story: each test goes on where the one before left it. */
let home: string;
const postgres = () => path.join(home, 'postgres');

beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-embedded-'));
  fs.chmodSync(home, 0o755);
});

afterAll(async () => {
  await stopOrphan(postgres());
  fs.rmSync(home, { recursive: true, force: true });
});

const LONG = 60_000;

describe('the embedded PostgreSQL', () => {
  test('makes itself on the first start: loopback only, a password, fsync on', { timeout: LONG }, async () => {
    const server = await startEmbedded(postgres());
    expect(server).toMatchObject({ fresh: true, adopted: false });
    const [row] = await ask(
      server.url,
      `select current_setting('listen_addresses') as address, current_setting('fsync') as fsync, version() as version`,
    );
    expect(row).toMatchObject({ address: '127.0.0.1', fsync: 'on' });
    expect(row?.version).toMatch(/^PostgreSQL 18/);
    expect(fs.statSync(path.join(postgres(), 'password')).mode & 0o777).toBe(0o600);

    const stranger = new URL(server.url);
    stranger.password = 'guessed';
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/);

    await ask(server.url, `create table phone (imei text primary key); insert into phone values ('356938035643809')`);
    await server.stop();
    await expect(ask(server.url, 'select 1')).rejects.toThrow();
  });

  test('is there again on the next start, with its rows', { timeout: LONG }, async () => {
    const server = await startEmbedded(postgres());
    expect(server).toMatchObject({ fresh: false, adopted: false });
    expect(await ask(server.url, 'select imei from phone')).toEqual([{ imei: '356938035643809' }]);
    await server.stop();
  });

  test('tells a second starter who is there, and where', { timeout: LONG }, async () => {
    const server = await startEmbedded(postgres(), { servedAt: 'http://127.0.0.1:4000' });
    const second = startEmbedded(postgres());
    await expect(second).rejects.toThrow(AlreadyRunning);
    await expect(second).rejects.toThrow(new RegExp(`process ${process.pid}, http://127.0.0.1:4000, PostgreSQL on port ${server.port}`));
    await server.stop();
  });

  test('lets only one of two that start at the same time', { timeout: LONG }, async () => {
    const both = await Promise.allSettled([startEmbedded(postgres()), startEmbedded(postgres())]);
    const started = both.filter((one) => one.status === 'fulfilled');
    expect(started).toHaveLength(1);
    await started[0]?.value.stop();
  });

  test('is adopted after its starter was killed', { timeout: LONG }, async () => {
    const child = startInChild();
    const first = await child.server;
    await ask(first.url, `insert into phone values ('490154203237518')`);
    await kill(child.process);

    const server = await startEmbedded(postgres());
    expect(server).toMatchObject({ adopted: true, port: first.port });
    expect(await ask(server.url, 'select count(*)::int as n from phone')).toEqual([{ n: 2 }]);
    await server.stop();
  });

  test('loses no acknowledged row when the server itself is killed, and comes back on the same port by itself', {
    timeout: LONG,
  }, async () => {
    const server = await startEmbedded(postgres());
    await ask(server.url, 'create table acknowledged (n int primary key)');
    const acknowledged: number[] = [];
    const writer = (async () => {
      const client = await connect(server.url);
      for (let n = 1; ; n++) {
        await client.query('insert into acknowledged values ($1)', [n]);
        acknowledged.push(n);
      }
    })().catch(() => 'cut off');
    while (acknowledged.length < 200) await wait(5);
    process.kill(postmasterPid(), 'SIGKILL');
    expect(await writer).toBe('cut off');

    const kept = await askUntilAnswered(server.url, 'select array_agg(n order by n) as all from acknowledged');
    expect(kept[0]?.all).toEqual(expect.arrayContaining(acknowledged));
    await server.stop();
  });

  test('starts over a killed server whose starter is gone too', { timeout: LONG }, async () => {
    const child = startInChild();
    await child.server;
    const pid = postmasterPid();
    await kill(child.process);
    process.kill(pid, 'SIGKILL');

    const server = await startEmbedded(postgres());
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'select count(*)::int as n from phone')).toEqual([{ n: 2 }]);
    await server.stop();
  });

  test('takes no half-made cluster for a whole one', { timeout: LONG }, async () => {
    const other = path.join(home, 'interrupted');
    fs.mkdirSync(path.join(other, 'pg18.unfinished'), { recursive: true });
    fs.writeFileSync(path.join(other, 'pg18.unfinished', 'PG_VERSION'), '18\n');
    const server = await startEmbedded(other);
    expect(server.fresh).toBe(true);
    await server.stop();
    expect(fs.existsSync(path.join(other, 'pg18.unfinished'))).toBe(false);
  });
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** As a program's pool would: again and again until the server is back. */
async function askUntilAnswered(url: string, sql: string) {
  for (;;) {
    try {
      return await ask(url, sql);
    } catch {
      await wait(50);
    }
  }
}

const postmasterPid = () => Number(fs.readFileSync(path.join(postgres(), 'pg18/postmaster.pid'), 'utf8').split('\n')[0]);

function startInChild() {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))});
    console.log(JSON.stringify(await startEmbedded(${JSON.stringify(postgres())})));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const server = new Promise<{ url: string; port: number }>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(JSON.parse(String(chunk))));
    child.once('exit', () => reject(new Error('the starter ended')));
  });
  return { process: child, server };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

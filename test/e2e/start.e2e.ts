/** Two commands, and what they promise: it says where to click, stops cleanly, starts fast again, and loses nothing that was acknowledged. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phoneOrder } from '../cast.ts';
import { api, KEY, type Running, startProduct, temporaryDir } from './harness.ts';

describe('npm start', () => {
  const dataDir = temporaryDir();
  let running: Running;

  beforeAll(async () => {
    running = await startProduct(dataDir);
  });
  afterAll(async () => {
    await running.stop('SIGTERM');
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  test('says where to click and how to sign in', async () => {
    const said = running.output();
    for (const place of ['/', '/portal', '/sandbox']) expect(said).toContain(running.url + place);
    for (const words of ['camille@phenix.example', 'retour-demo', KEY]) expect(said).toContain(words);
    for (const place of ['/', '/portal', '/sandbox', '/health/ready']) expect((await fetch(running.url + place)).status, place).toBe(200);
  });

  test('the demo is alive: returns in every stage, and a clock that equals real time', async () => {
    const { tabs } = (await api(running.url, 'GET', '/returns/counts')).body;
    for (const tab of ['answer', 'waiting', 'transit', 'inspect', 'resolve', 'money', 'hold']) expect(tabs[tab], tab).toBeGreaterThan(0);
    const { now } = (await (await fetch(`${running.url}/sandbox/clock`)).json()) as { now: string };
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(5_000);
  });

  test('a second one beside it says so, and does no harm', async () => {
    await expect(startProduct(dataDir)).rejects.toThrow(/already running|runs already|is running/i);
    expect((await api(running.url, 'GET', '/returns/counts')).status).toBe(200);
  });

  test('kill -9 while it works: everything that was acknowledged is there, numbered without a gap', async () => {
    const acknowledged: { id: string; number: string; version: number }[] = [];
    let asked = 0;
    const working = (async () => {
      for (;;) {
        const number = `KILL-${(asked += 1)}`;
        const put = await api(running.url, 'PUT', `/orders/shop/${number}`, phoneOrder(7_000 + asked));
        if (put.status !== 201) throw new Error(JSON.stringify(put.body));
        const opened = await api(running.url, 'POST', '/returns', {
          channel: 'shop',
          channelOrderId: number,
          via: 'api',
          items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }],
        });
        if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
        acknowledged.push({ id: opened.body.id, number, version: opened.body.version });
        const { lineId, sold } = opened.body.items[0];
        const received = await api(running.url, 'POST', `/returns/${opened.body.id}/receipt`, { items: [{ lineId, ...sold }] });
        acknowledged.at(-1)!.version = received.body.version;
      }
      // It goes on until nobody answers any more.
    })().catch((error: Error) => error);
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(5);
    await running.stop('SIGKILL');
    const end = await working;
    expect(String(end)).toMatch(/fetch failed|terminated|socket/);

    running = await startProduct(dataDir);
    for (const { id, number, version } of acknowledged) {
      const { status, body } = await api(running.url, 'GET', `/returns/${id}`);
      expect(status, number).toBe(200);
      expect(body.version, number).toBeGreaterThanOrEqual(version);
      const { items } = (await api(running.url, 'GET', `/returns/${id}/events`)).body;
      expect(items.map(({ seq }: { seq: number }) => seq)).toEqual(Array.from({ length: body.version }, (_, i) => i + 1));
    }
    // Whoever was asking when it died asks again: what was done is answered, what was not is done.
    const again = await api(running.url, 'PUT', `/orders/shop/KILL-${asked}`, phoneOrder(7_000 + asked));
    expect([200, 201]).toContain(again.status);
  });

  test('Ctrl-C ends everything, PostgreSQL too; the next start is fast and has what was there', async () => {
    const { tabs } = (await api(running.url, 'GET', '/returns/counts')).body;
    const postmaster = Number(fs.readFileSync(postmasterFile(dataDir), 'utf8').split('\n')[0]);
    expect(isAlive(postmaster)).toBe(true);
    expect(await running.stop('SIGINT')).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    expect(running.output()).toContain('stopped');

    running = await startProduct(dataDir);
    expect(running.readyAfter).toBeLessThan(15_000);
    expect((await api(running.url, 'GET', '/returns/counts')).body.tabs).toEqual(tabs);
  });
});

/** The embedded server's own note about itself. */
function postmasterFile(dataDir: string): string {
  const found = fs
    .readdirSync(path.join(dataDir, 'postgres'), { recursive: true, encoding: 'utf8' })
    .find((name) => path.basename(name) === 'postmaster.pid');
  if (!found) throw new Error('PostgreSQL does not run');
  return path.join(dataDir, 'postgres', found);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has ended, too: nobody has fetched its exit code yet.
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { backmarket } from '../core/policy/packs/backmarket.ts';
import { run } from './policy.ts';
import { UsageError } from './usage.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-policy-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The command as a process of its own: each takes a second or two of a busy machine, so one for every way in which it ends. */
function retour(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), 'policy', ...args], {
    encoding: 'utf8',
    env: {},
  });
  return { status, stdout, stderr };
}

/** The same in this process. */
async function inHere(...args: string[]) {
  const said = { stdout: '', stderr: '' };
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void (said.stdout += `${line}\n`));
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void (said.stderr += `${line}\n`));
  try {
    return { status: await run(args), ...said };
  } catch (mistake) {
    // Which is what `main.ts` makes of it.
    if (mistake instanceof UsageError) return { status: 2, stdout: said.stdout, stderr: mistake.message };
    throw mistake;
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

function file(name: string, content: unknown): string {
  const at = path.join(folder, name);
  fs.writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}

/** A phone that was delivered on 13 November 2026. */
const aCase = (at: string, request: object, order: object = {}) => ({
  at,
  order: {
    channel: 'shop',
    country: 'FR',
    currency: 'EUR',
    placedAt: '2026-11-10T09:00:00Z',
    deliveredAt: '2026-11-13T09:00:00Z',
    lines: [{ id: '1', sku: 'IP13', title: 'iPhone 13', category: 'smartphone', condition: 'refurbished', price: '369.00' }],
    ...order,
  },
  request: { lineId: '1', ...request },
});

describe('retour policy', { timeout: 120_000 }, () => {
  test('try says what a pack decides, and why', () => {
    const { status, stdout, stderr } = retour(
      'try',
      'pack:backmarket',
      file('one.json', aCase('2026-12-10T09:00:00Z', { reason: 'changed_mind' })),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('approve, commercial return (backmarket@1)');
    expect(stdout).toContain('last day: 13 December 2026');
    expect(stdout).toContain('369.00 EUR; the buyer pays the way back');
    // Three days later the window is over.
    expect(stdout).toMatch(/otherwise .*14 December 2026/);
  });

  test('try answers several cases of a file of one’s own, as JSON for programs', async () => {
    const { tables } = backmarket;
    const strict = {
      ...backmarket,
      version: 'strict@1',
      tables: { ...tables, window: [{ ...tables.window[0]!, answer: { days: 14, endsOn: 'any_day' } }] },
    };
    const cases = [aCase('2026-12-10T09:00:00Z', { reason: 'changed_mind' }), aCase('2026-12-10T09:00:00Z', { reason: 'defective' })];
    const { status, stdout } = await inHere('try', file('strict.json', strict), file('cases.json', cases), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { outcome: 'reject', ground: 'none', policyVersion: 'strict@1' },
      { outcome: 'approve', ground: 'warranty' },
    ]);
  });

  test('what does not fit is told by its place, and ends with 2', async () => {
    const good = file('good.json', aCase('2026-12-10T09:00:00Z', { reason: 'defective' }));
    const bad = file('bad.json', [
      aCase('2026-12-10', { reason: 'dropped' }),
      aCase('2026-12-10T09:00:00Z', { reason: 'other' }, { country: 'XQ' }),
    ]);
    const told = await inHere('try', 'pack:backmarket', bad);
    expect(told.status).toBe(2);
    expect(told.stderr).toMatch(/bad\.json: \[0\]\.at: /);
    expect(told.stderr).toMatch(/bad\.json: \[0\]\.request\.reason: /);
    expect(told.stderr).toMatch(/bad\.json: \[1\]\.country: .*XQ/);
    const broken = await inHere('try', file('broken.json', { ...backmarket, tables: { ...backmarket.tables, refund: [] } }), good);
    expect(broken).toMatchObject({ status: 2, stderr: expect.stringContaining('error tables.refund: ') });
    expect(await inHere('try', 'pack:ebay', good)).toMatchObject({ status: 2, stderr: expect.stringContaining('pack:backmarket-2026') });
    expect(await inHere('try', file('no.json', 'not JSON'), good)).toMatchObject({ status: 2 });
    expect(await inHere('try', path.join(folder, 'nowhere.json'), good)).toMatchObject({ status: 2 });
    expect(await inHere('try', 'pack:backmarket')).toMatchObject({ status: 2, stderr: expect.stringContaining('2 names are needed') });
    expect(await inHere('try', 'pack:backmarket', good, '--loud')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"--loud"'),
    });
    expect(await inHere('burn')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('try, check, export, import') });
  });

  test('check lists errors and warnings', async () => {
    expect(retour('check', 'pack:backmarket')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^0 errors, \d+ warnings\.$/m),
    });
    const { window } = backmarket.tables;
    const twice = file('twice.json', {
      ...backmarket,
      tables: { ...backmarket.tables, window: [...window, { ...window[0]!, answer: { days: 1 } }] },
    });
    const { status, stderr, stdout } = await inHere('check', twice);
    expect(status).toBe(2);
    expect(stderr).toContain('error tables.window[1].id: two rows are called window.days');
    expect(stdout).toContain('warning tables.window[1]: The row window.days never answers');
    expect(stdout).toContain('2 errors');
  });
});

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backmarket } from '../core/policy/packs/backmarket.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-policy-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function retour(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), 'policy', ...args], {
    encoding: 'utf8',
    env: {},
  });
  return { status, stdout, stderr };
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

// Each call is a process of its own, which takes its time on a busy machine.
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

  test('try answers several cases of a file of one’s own, as JSON for programs', () => {
    const { tables } = backmarket;
    const strict = {
      ...backmarket,
      version: 'strict@1',
      tables: { ...tables, window: [{ ...tables.window[0]!, answer: { days: 14, endsOn: 'any_day' } }] },
    };
    const cases = [aCase('2026-12-10T09:00:00Z', { reason: 'changed_mind' }), aCase('2026-12-10T09:00:00Z', { reason: 'defective' })];
    const { status, stdout } = retour('try', file('strict.json', strict), file('cases.json', cases), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { outcome: 'reject', ground: 'none', policyVersion: 'strict@1' },
      { outcome: 'approve', ground: 'warranty' },
    ]);
  });

  test('what does not fit is told by its place, and ends with 2', () => {
    const good = file('good.json', aCase('2026-12-10T09:00:00Z', { reason: 'defective' }));
    const bad = file('bad.json', [
      aCase('2026-12-10', { reason: 'dropped' }),
      aCase('2026-12-10T09:00:00Z', { reason: 'other' }, { country: 'XQ' }),
    ]);
    const told = retour('try', 'pack:backmarket', bad);
    expect(told.status).toBe(2);
    expect(told.stderr).toMatch(/bad\.json: \[0\]\.at: /);
    expect(told.stderr).toMatch(/bad\.json: \[0\]\.request\.reason: /);
    expect(told.stderr).toMatch(/bad\.json: \[1\]\.country: .*XQ/);
    const broken = retour('try', file('broken.json', { ...backmarket, tables: { ...backmarket.tables, refund: [] } }), good);
    expect(broken).toMatchObject({ status: 2, stderr: expect.stringContaining('error tables.refund: ') });
    expect(retour('try', 'pack:ebay', good)).toMatchObject({ status: 2, stderr: expect.stringContaining('pack:backmarket-2026') });
    expect(retour('try', file('no.json', 'not JSON'), good).status).toBe(2);
    expect(retour('try', path.join(folder, 'nowhere.json'), good).status).toBe(2);
    expect(retour('try', 'pack:backmarket')).toMatchObject({ status: 2, stderr: expect.stringContaining('2 names are needed') });
    expect(retour('try', 'pack:backmarket', good, '--loud')).toMatchObject({ status: 2, stderr: expect.stringContaining('"--loud"') });
    expect(retour('burn')).toMatchObject({ status: 2 });
  });

  test('check lists errors and warnings', () => {
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
    const { status, stderr, stdout } = retour('check', twice);
    expect(status).toBe(2);
    expect(stderr).toContain('error tables.window[1].id: two rows are called window.days');
    expect(stdout).toContain('warning tables.window[1]: The row window.days never answers');
    expect(stdout).toContain('2 errors');
  });
});

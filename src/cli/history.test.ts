import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

function retour(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), 'history', ...args], {
    encoding: 'utf8',
    env: {},
  });
  return { status, stderr };
}

// What it takes in is tested where a database is (test/simulations.db.test.ts): it reads lines with the same function.
test('a wrong call is told before a database is touched, and ends with 2', { timeout: 60_000 }, () => {
  expect(retour()).toMatchObject({ status: 2, stderr: expect.stringContaining('import is expected') });
  expect(retour('import', 'phenix')).toMatchObject({ status: 2, stderr: expect.stringContaining('one file name') });
  expect(retour('import', 'phenix', 'nowhere.jsonl')).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no file') });
});

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { VARIABLES } from '../app/settings.ts';

function retour(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

// Each call is a process of its own, which takes its time on a busy machine.
describe('the command line', { timeout: 60_000 }, () => {
  test('--help shows every command and every setting', () => {
    const { status, stdout } = retour(['--help']);
    expect(status).toBe(0);
    for (const word of ['start', 'serve', 'work', 'migrate', 'demo', 'backup', 'restore', 'openapi', ...Object.keys(VARIABLES)]) {
      expect(stdout).toMatch(new RegExp(`^  ${word}\\b`, 'm'));
    }
  });

  test('a wrong call is told and ends with 2', () => {
    expect(retour(['sell'])).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no command "sell".') });
    expect(retour(['toString'])).toMatchObject({ status: 2 });
    expect(retour(['backup'])).toMatchObject({ status: 2, stderr: expect.stringContaining('One file name is needed.') });
    expect(retour(['migrate', 'twice'])).toMatchObject({ status: 2, stderr: expect.stringContaining('"twice"') });
    expect(retour(['--colour'])).toMatchObject({ status: 2 });
    expect(retour([])).toMatchObject({ status: 2, stdout: expect.stringContaining('retour COMMAND') });
  });

  test('a wrong setting is a sentence, not a stack, and ends with 1', () => {
    const { status, stderr } = retour(['migrate'], { PORT: 'eighty' });
    expect(status).toBe(1);
    expect(stderr).toBe('PORT is "eighty": give a whole number from 1 to 65535 (default: 4000).\n');
  });

  test('a database that does not answer is a sentence too', () => {
    const { status, stderr } = retour(['migrate'], { DATABASE_URL: 'postgres://retour:pw@127.0.0.1:1/retour' });
    expect(status).toBe(1);
    expect(stderr).toBe('DATABASE_URL: nothing answers there (ECONNREFUSED).\n');
  });
});

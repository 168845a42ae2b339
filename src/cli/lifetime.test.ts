import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';

/** Runs a small program with a lifetime; `says` is what it printed. */
function program(body: string) {
  const script = `
    const { lifetime } = await import(${JSON.stringify(path.join(import.meta.dirname, 'lifetime.ts'))});
    const say = (line) => console.log(line);
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const life = lifetime(say);
    ${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  const code = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async hears(line: string) {
      while (!said.split('\n').includes(line)) await wait(5);
    },
    async ends() {
      return { code: await code, says: said.trim().split('\n') };
    },
  };
}

const parts = `
  process.exit(await life.run(async () => {
    await life.begin('database', () => say('database up'), () => say('database down'));
    await life.begin('server', () => say('server up'), () => say('server down'));
    say('ready');
    setInterval(() => {}, 1000);
  }));`;

describe('the life of a process', { timeout: 60_000 }, () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends its parts, last first, and it leaves with 0', async (signal) => {
    const running = program(parts);
    await running.hears('ready');
    running.kill(signal);
    expect(await running.ends()).toEqual({
      code: 0,
      says: ['database up', 'server up', 'ready', 'stopping (once more to stop at once)', 'server down', 'database down', 'stopped'],
    });
  });

  test('a signal in the middle of the start ends what was begun, also what is just coming up', async () => {
    const running = program(`
      process.exit(await life.run(async () => {
        await life.begin('database', async () => { say('starting'); await wait(300); say('database up'); }, () => say('database down'));
        await life.begin('server', () => say('server up'), () => say('server down'));
      }));`);
    await running.hears('starting');
    running.kill('SIGTERM');
    expect(await running.ends()).toEqual({
      code: 0,
      says: ['starting', 'stopping (once more to stop at once)', 'database up', 'database down', 'stopped'],
    });
  });

  test('a start that fails ends what was begun and tells why', async () => {
    const running = program(`
      await life.run(async () => {
        await life.begin('database', () => say('database up'), () => say('database down'));
        await life.begin('server', () => { throw new Error('the port is taken'); }, () => say('server down'));
      }).catch((error) => say(error.message));`);
    expect((await running.ends()).says).toEqual(['database up', 'database down', 'the port is taken']);
  });

  test('a part that fails to end keeps no other from ending', async () => {
    const running = program(`
      await life.run(async () => {
        await life.begin('database', () => say('database up'), () => say('database down'));
        await life.begin('server', () => say('server up'), () => { throw new Error('still busy'); });
        void life.stop();
      });`);
    expect((await running.ends()).says).toEqual(['database up', 'server up', 'server did not stop well: still busy', 'database down']);
  });

  test('the same Ctrl-C from terminal and npm counts once; a later one ends at once', async () => {
    const running = program(`
      process.exit(await life.run(async () => {
        await life.begin('a job that hangs', () => {}, () => new Promise(() => {}));
        say('ready');
        setInterval(() => {}, 1000);
      }));`);
    await running.hears('ready');
    running.kill('SIGINT');
    await running.hears('stopping (once more to stop at once)');
    running.kill('SIGINT');
    await wait(1_200);
    running.kill('SIGINT');
    expect((await running.ends()).code).toBe(130);
  });
});

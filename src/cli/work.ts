import { createContext } from '../app/wire.ts';
import { readSettings } from '../app/settings.ts';
import { runWorker } from '../worker/run.ts';
import { close, lifetime, stop } from './lifetime.ts';
import { fillIn, needDatabaseUrl } from './ready.ts';
import { noArguments } from './usage.ts';

/** The worker. Any number of these may run; each job is done by one. */
export async function run(args: readonly string[]): Promise<number> {
  noArguments(args);
  const settings = readSettings(process.env);
  const ready = fillIn(settings, needDatabaseUrl(settings, 'work'), 'info');
  const life = lifetime((line) => console.error(line));
  return life.run(async () => {
    const ctx = await life.begin('the connections', () => createContext(ready), close);
    await life.begin('the worker', () => runWorker(ctx), stop);
    ctx.log.info('working');
  });
}

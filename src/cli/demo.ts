import { createContext } from '../app/wire.ts';
import { readSettings, SettingsError } from '../app/settings.ts';
import { fillDemo, prepareDemo } from '../sandbox/demo.ts';
import { migrate } from '../store/migrate.ts';
import { close, ended, lifetime, stop } from './lifetime.ts';
import { progress } from './progress.ts';
import { fillIn, openDatabase } from './ready.ts';
import { noArguments } from './usage.ts';

/** Makes the demo seller and fills it, then ends: for a database of one's own (with RETOUR_DEMO=1). `start` does it by itself. */
export async function run(args: readonly string[]): Promise<number> {
  noArguments(args);
  const settings = readSettings(process.env);
  if (!settings.demo)
    throw new SettingsError('RETOUR_DEMO is not 1: the demo is never put beside real sellers by accident. Set it if you mean it.');
  const show = progress();
  const life = lifetime(show.note);
  return life.run(async () => {
    const database = await life.begin('PostgreSQL', () => openDatabase(settings, show.note), stop);
    await migrate(database.url);
    const ready = fillIn(settings, database.url, 'warn');
    const ctx = await life.begin('the connections', () => createContext(ready), close);
    const { seller, people, password } = await prepareDemo(ctx, { apiKey: ready.demoApiKey });
    const made = await life.begin('the demo', () => fillDemo(ctx, { signal: life.signal, onProgress: show.count(seller) }), ended);
    show.note(`${seller}: ${made} returns made. Sign in as ${people[0]?.email} with ${password}.`);
    void life.stop();
  });
}

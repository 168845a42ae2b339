import { createContext } from '../app/wire.ts';
import { createServer } from '../api/server.ts';
import { type ReadySettings, readSettings } from '../app/settings.ts';
import { type DemoSignIn, fillDemo, prepareDemo } from '../sandbox/demo.ts';
import { migrate } from '../store/migrate.ts';
import { runWorker } from '../worker/run.ts';
import { close, ended, lifetime, stop } from './lifetime.ts';
import { fillIn, type OpenDatabase, openDatabase } from './ready.ts';
import { progress } from './progress.ts';
import { noArguments } from './usage.ts';
import { version } from './version.ts';

/** Everything in one process, for trying it out and for one machine. `--no-worker`: to look at restored data without acting on it. */
export async function run(args: readonly string[]): Promise<number> {
  const worker = args[0] !== '--no-worker';
  noArguments(worker ? args : args.slice(1));
  const settings = readSettings(process.env);
  const show = progress();
  const life = lifetime(show.note);
  const during = (name: string) => ({ signal: life.signal, onProgress: show.count(name) });
  show.title(`Retour ${version()}`);
  return life.run(async () => {
    const database = await show.step('database', () => life.begin('PostgreSQL', () => openDatabase(settings, show.note), stop), says);
    await show.step('schema', () => migrate(database.url), 'up to date');
    const ready = fillIn(settings, database.url, 'warn');
    const ctx = await life.begin('the connections', () => createContext(ready), close);
    const demo = settings.demo ? await show.step('demo', () => prepareDemo(ctx, { apiKey: ready.demoApiKey }), seller) : null;
    // Before anyone works here: the past has a clock of its own, and a worker would carry its letters out today.
    if (demo) await show.step('its past', () => life.begin('the demo', () => fillDemo(ctx, during('its past')), ended), past);
    const server = await life.begin('the server', () => createServer(ctx), close);
    await show.step('listening', () => server.listen({ port: ready.port, host: ready.host }), ready.publicUrl);
    if (worker) await life.begin('the worker', () => runWorker(ctx), stop);
    show.text(whereToGo(ready, demo));
  });
}

const seller = (demo: DemoSignIn) => demo.seller;
const says = (database: OpenDatabase) => database.says;
const past = (made: number) => (made > 0 ? `${made} returns, told by a cast of ${made}` : 'as it was left');

function whereToGo(settings: ReadySettings, demo: DemoSignIn | null): string[] {
  const at = settings.publicUrl;
  if (!demo) return ['', `Open   ${at}`, 'Stop   Ctrl-C', ''];
  const width = Math.max(...demo.people.map((person) => person.email.length));
  return [
    '',
    `Open   ${at}/           the desk`,
    `       ${at}/portal     where a buyer asks for a return`,
    `       ${at}/sandbox    the play marketplace: buy, complain, read the mails, move the clock`,
    '',
    `Sign in with the password ${demo.password} as`,
    ...demo.people.map(
      (person) =>
        `       ${person.email.padEnd(width)}  ${person.name}, ${person.roles.map((role) => role.replace('_', ' ')).join(' and ')}`,
    ),
    '',
    `API    ${at}/api/v1 with the header  Authorization: Bearer ${settings.demoApiKey}`,
    'Stop   Ctrl-C',
    '',
  ];
}

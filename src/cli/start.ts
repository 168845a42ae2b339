import { createContext } from '../app/wire.ts';
import { createServer } from '../api/server.ts';
import { type ReadySettings, readSettings } from '../app/settings.ts';
import { type DemoSignIn, fillDemo, prepareDemo } from '../sandbox/demo.ts';
import { migrate } from '../store/migrate.ts';
import { runWorker } from '../worker/run.ts';
import { lifetime } from './lifetime.ts';
import { fillIn, openDatabase } from './ready.ts';
import { progress } from './progress.ts';
import { noArguments } from './usage.ts';
import { version } from './version.ts';

/** Everything in one process, for trying it out and for one machine. */
export async function run(args: readonly string[]): Promise<number> {
  noArguments(args);
  const settings = readSettings(process.env);
  const show = progress();
  const life = lifetime(show.note);
  show.title(`Retour ${version()}`);
  return life.run(async () => {
    const database = await show.step(
      'database',
      () =>
        life.begin(
          'PostgreSQL',
          () => openDatabase(settings, show.note),
          (it) => it.stop(),
        ),
      (it) => it.says,
    );
    await show.step(
      'schema',
      () => migrate(database.url),
      () => 'up to date',
    );
    const ready = fillIn(settings, database.url, 'warn');
    const ctx = await life.begin(
      'the connections',
      () => createContext(ready),
      (it) => it.close(),
    );
    const demo = settings.demo
      ? await show.step(
          'demo',
          () => prepareDemo(ctx, { apiKey: ready.demoApiKey }),
          (it) => it.seller,
        )
      : null;
    // Before anyone works here: the past has a clock of its own, and a worker would carry its letters out today.
    if (demo) await show.step('its past', () => fillDemo(ctx, { signal: life.signal, onProgress: (done, of) => show.counter('its past', done, of) }), (made) => (made > 0 ? `${made} returns, told by a cast of ${made}` : 'as it was left'));
    const server = await life.begin(
      'the server',
      () => createServer(ctx),
      (it) => it.close(),
    );
    await show.step(
      'listening',
      () => server.listen({ port: ready.port, host: ready.host }),
      () => ready.publicUrl,
    );
    await life.begin(
      'the worker',
      () => runWorker(ctx),
      (it) => it.stop(),
    );
    show.text(whereToGo(ready, demo));
  });
}

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

import { createServer } from '../api/server.ts';
import { createContext } from '../app/wire.ts';
import { readSettings } from '../app/settings.ts';
import { close, lifetime } from './lifetime.ts';
import { fillIn, needDatabaseUrl } from './ready.ts';
import { noArguments } from './usage.ts';

/** The API, the console and the portal. Any number of these may run; `migrate` comes first. */
export async function run(args: readonly string[]): Promise<number> {
  noArguments(args);
  const settings = readSettings(process.env);
  const ready = fillIn(settings, needDatabaseUrl(settings, 'serve'), 'info');
  const life = lifetime((line) => console.error(line));
  return life.run(async () => {
    const ctx = await life.begin('the connections', () => createContext(ready), close);
    const server = await life.begin('the server', () => createServer(ctx), close);
    await server.listen({ port: ready.port, host: ready.host });
    ctx.log.info({ address: ready.publicUrl }, 'listening');
  });
}

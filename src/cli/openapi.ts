import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createServer } from '../api/server.ts';
import { createContext } from '../app/wire.ts';
import { readSettings } from '../app/settings.ts';
import { migrate } from '../store/migrate.ts';
import { fillIn, openDatabase } from './ready.ts';
import { UsageError } from './usage.ts';

/** Writes the OpenAPI document to a file, or to standard output. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length > 1) throw new UsageError('At most one file name is expected.');
  const text = `${JSON.stringify(await openapi(), null, 2)}\n`;
  if (args[0]) fs.writeFileSync(args[0], text);
  else process.stdout.write(text);
  return 0;
}

/** The document that the routes themselves give, from a server on an empty database that lives for this call. */
export async function openapi(): Promise<unknown> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-openapi-'));
  fs.chmodSync(dataDir, 0o755);
  const settings = readSettings({ RETOUR_DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const database = await openDatabase(settings, () => {});
  try {
    await migrate(database.url);
    const ctx = await createContext(fillIn(settings, database.url, 'silent'));
    const server = await createServer(ctx);
    await server.ready();
    const document = server.swagger();
    await server.close();
    await ctx.close();
    return document;
  } finally {
    await database.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

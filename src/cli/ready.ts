import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type ReadySettings, type Settings, SettingsError } from '../app/settings.ts';
import { runningUrl, startEmbedded } from '../store/embedded.ts';

/** A database that a command may use until it calls `stop`. */
export interface OpenDatabase {
  readonly url: string;
  /** For the person at the terminal. */
  readonly says: string;
  stop(): Promise<void>;
}

const embeddedDir = (settings: Settings) => path.join(settings.dataDir, 'postgres');

/** The one of DATABASE_URL, else the embedded one, started by us: we are then its only user. */
export async function openDatabase(settings: Settings, log: (line: string) => void): Promise<OpenDatabase> {
  if (settings.databaseUrl) return external(settings.databaseUrl);
  const server = await startEmbedded(embeddedDir(settings), { log, servedAt: settings.publicUrl });
  const state = server.adopted ? 'was still running' : server.fresh ? 'new' : 'as it was left';
  return { url: server.url, says: `PostgreSQL 18 on port ${server.port}, ${state}, in ${shown(embeddedDir(settings))}`, stop: server.stop };
}

/** As {@link openDatabase}, or beside a product that is running on the embedded one. */
export async function reachDatabase(settings: Settings): Promise<OpenDatabase> {
  const running = settings.databaseUrl ?? runningUrl(embeddedDir(settings));
  return running ? external(running) : openDatabase(settings, () => {});
}

/** For commands that run as several processes on one database. */
export function needDatabaseUrl(settings: Settings, command: string): string {
  if (settings.databaseUrl) return settings.databaseUrl;
  throw new SettingsError(
    `DATABASE_URL is not set: \`${command}\` shares a PostgreSQL with other processes. Set it, or use \`start\` for everything in one process.`,
  );
}

/** Fills the gaps: what is secret and was not given is made once and kept in the data folder. */
export function fillIn(settings: Settings, databaseUrl: string, logLevel: ReadySettings['logLevel']): ReadySettings {
  return {
    ...settings,
    databaseUrl,
    logLevel: settings.logLevel ?? logLevel,
    secret: settings.secret ?? kept(settings, 'secret', () => randomBytes(32).toString('base64url')),
    demoApiKey:
      settings.demoApiKey ?? (settings.demo ? kept(settings, 'demo-api-key', () => `rtk_${randomBytes(24).toString('base64url')}`) : ''),
  };
}

/** Written aside and linked, so that the file is whole or absent and two starters agree on one. */
function kept(settings: Settings, name: string, make: () => string): string {
  const file = path.join(settings.dataDir, name);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(settings.dataDir, { recursive: true });
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, `${make()}\n`, { mode: 0o600 });
    try {
      fs.linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
  }
  return fs.readFileSync(file, 'utf8').trim();
}

const external = (url: string): OpenDatabase => ({ url, says: `PostgreSQL at ${new URL(url).host}`, stop: async () => {} });

/** A path as the person would type it. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : `.${path.sep}${relative}`;
}

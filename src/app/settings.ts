import path from 'node:path';
import { z } from 'zod';

/**
 * Every setting, once: its name in the environment, what it means, its default in words and how its text is read.
 * `readSettings`, the command line's help and docs/operations.md (checked by a test) all come from this table.
 */
export const VARIABLES = {
  PORT: is('Port that the desk listens on.', '4000', 'a whole number from 1 to 65535', whole(1, 65_535)),
  HOST: is(
    'Address that it listens on; `0.0.0.0` for every network, behind a reverse proxy.',
    '127.0.0.1',
    'a host name or address',
    z.string(),
  ),
  RETOUR_PUBLIC_URL: is(
    'Address that buyers and staff use, in mails and links.',
    'http://HOST:PORT',
    'an http(s) address',
    address('http:', 'https:'),
  ),
  TRUST_PROXY: is(
    'How many reverse proxies stand before it, whose `X-Forwarded-For` is believed.',
    '0',
    'a whole number from 0 to 10',
    whole(0, 10),
  ),
  RETOUR_DATA_DIR: is('Folder for everything that is kept on this machine.', './.data', 'a folder', z.string()),
  RETOUR_FILES_DIR: is('Folder for photos; the same one for every process.', 'RETOUR_DATA_DIR/files', 'a folder', z.string()),
  DATABASE_URL: hidden(
    'PostgreSQL 15 or later; its account must be able to make roles. Without it, an embedded PostgreSQL 18 runs in RETOUR_DATA_DIR.',
    'embedded',
    'postgres://user:password@host/database',
    address('postgres:', 'postgresql:'),
  ),
  POOL_SIZE: is('Connections to the database that one process opens at most.', '20', 'a whole number from 2 to 500', whole(2, 500)),
  DB_PREPARED: is('`0` where a pooler in transaction mode stands between (PgBouncer before 1.21): slower.', '1', '0 or 1', flag()),
  RETOUR_SECRET: hidden(
    'Signs the links that buyers get and seals the keys of channels, carriers, mailboxes and webhooks; the same one for every process. See “Changing the secret”.',
    'made once, kept in RETOUR_DATA_DIR/secret',
    'at least 32 characters',
    z.string().min(32),
  ),
  RETOUR_OLD_SECRET: hidden(
    'The secret before, while it is being changed: what it sealed is still opened, and sealed anew.',
    'none',
    'at least 32 characters',
    z.string().min(32),
  ),
  SMTP_URL: hidden(
    'Where mails go. Without it they are kept in the mailbox page and sent to nobody.',
    'none',
    'smtp(s)://user:password@host:port',
    address('smtp:', 'smtps:'),
  ),
  MAIL_FROM: is(
    'Sender of the mails; needed with SMTP_URL.',
    'Retour <returns@retour.example>',
    'a name and an address',
    z.string().includes('@'),
  ),
  WORKER_CONCURRENCY: is('Jobs that one worker process does at the same time.', '8', 'a whole number from 1 to 100', whole(1, 100)),
  POLL_SECONDS: is('How often each channel is asked for news.', '60; 5 in the demo', 'a whole number from 1 to 3600', whole(1, 3_600)),
  PRIVATE_WEBHOOKS: is(
    '`1` lets webhooks, channels and mailboxes be on the own network, webhooks and channels over plain http too: only where every manager may reach what stands there.',
    '0',
    '0 or 1',
    flag(),
  ),
  LOG_LEVEL: is(
    'What is logged, as JSON lines on standard output.',
    'info; warn with `start`',
    'fatal, error, warn, info, debug, trace or silent',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  ),
  RETOUR_DEMO: is('`1` makes the demo seller and opens /sandbox, `0` does not.', '1 on the embedded database, else 0', '0 or 1', flag()),
  RETOUR_DEMO_API_KEY: hidden(
    "The demo seller's API key, with every role.",
    'made once, kept in RETOUR_DATA_DIR/demo-api-key',
    'at least 16 characters',
    z.string().min(16),
  ),
} as const;

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly trustProxy: number;
  /** Absolute, as all folders here. */
  readonly dataDir: string;
  readonly filesDir: string;
  /** Undefined means the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly poolSize: number;
  readonly preparedStatements: boolean;
  readonly secret: string | undefined;
  readonly oldSecret: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly workerConcurrency: number;
  readonly pollSeconds: number;
  readonly privateWebhooks: boolean;
  readonly logLevel: z.output<typeof VARIABLES.LOG_LEVEL.as> | undefined;
  readonly demo: boolean;
  readonly demoApiKey: string | undefined;
}

/** Settings whose gaps are filled (`cli/ready.ts`): what `createContext` takes. */
export interface ReadySettings extends Settings {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly demoApiKey: string;
  readonly logLevel: NonNullable<Settings['logLevel']>;
}

/** What is wrong, for the person who set it: one line per variable. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Reads the environment and nothing else. An empty variable counts as not set. Throws {@link SettingsError}. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const wrong: string[] = [];
  const read = <K extends keyof typeof VARIABLES>(name: K): z.output<(typeof VARIABLES)[K]['as']> | undefined => {
    const text = env[name]?.trim();
    if (!text) return undefined;
    const variable = VARIABLES[name];
    const { success, data } = variable.as.safeParse(text);
    if (success) return data as z.output<(typeof VARIABLES)[K]['as']>;
    wrong.push(`${name}${variable.hidden ? '' : ` is "${text}"`}: give ${variable.expects} (default: ${variable.or}).`);
    return undefined;
  };

  const port = read('PORT') ?? 4000;
  const host = read('HOST') ?? '127.0.0.1';
  const dataDir = path.resolve(read('RETOUR_DATA_DIR') ?? '.data');
  const databaseUrl = read('DATABASE_URL');
  const demo = read('RETOUR_DEMO') ?? !env.DATABASE_URL?.trim();
  const smtpUrl = read('SMTP_URL');
  const mailFrom = read('MAIL_FROM');
  if (smtpUrl && !mailFrom)
    wrong.push('MAIL_FROM is not set: with SMTP_URL, say whom the mails come from, such as "Phénix Mobile <returns@phenix.example>".');

  const settings: Settings = {
    port,
    host,
    publicUrl: read('RETOUR_PUBLIC_URL')?.replace(/\/+$/, '') ?? localAddress(host, port),
    trustProxy: read('TRUST_PROXY') ?? 0,
    dataDir,
    filesDir: path.resolve(read('RETOUR_FILES_DIR') ?? path.join(dataDir, 'files')),
    databaseUrl,
    poolSize: read('POOL_SIZE') ?? 20,
    preparedStatements: read('DB_PREPARED') ?? true,
    secret: read('RETOUR_SECRET'),
    oldSecret: read('RETOUR_OLD_SECRET'),
    smtpUrl,
    mailFrom: mailFrom ?? 'Retour <returns@retour.example>',
    workerConcurrency: read('WORKER_CONCURRENCY') ?? 8,
    privateWebhooks: read('PRIVATE_WEBHOOKS') ?? false,
    pollSeconds: read('POLL_SECONDS') ?? (demo ? 5 : 60),
    logLevel: read('LOG_LEVEL'),
    demo,
    demoApiKey: read('RETOUR_DEMO_API_KEY'),
  };
  if (wrong.length > 0) throw new SettingsError(wrong.join('\n'));
  return settings;
}

/** Where a browser on this machine finds it: `0.0.0.0` and `::` are no addresses to go to. */
function localAddress(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

interface Variable<S extends z.ZodType> {
  readonly doc: string;
  /** The default, in words. */
  readonly or: string;
  /** What a right value looks like. */
  readonly expects: string;
  readonly as: S;
  /** A secret: never repeated, not even in an error. */
  readonly hidden: boolean;
}

function is<S extends z.ZodType>(doc: string, or: string, expects: string, as: S): Variable<S> {
  return { doc, or, expects, as, hidden: false };
}

function hidden<S extends z.ZodType>(doc: string, or: string, expects: string, as: S): Variable<S> {
  return { doc, or, expects, as, hidden: true };
}

function whole(least: number, most: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
}

function flag() {
  return z.enum(['0', '1']).transform((text) => text === '1');
}

function address(...protocols: string[]) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));
}

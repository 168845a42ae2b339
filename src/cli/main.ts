#!/usr/bin/env node
/** The command line: one file per command beside this one. */
import { SettingsError, VARIABLES } from '../app/settings.ts';
import { BackupError } from '../store/backup.ts';
import { AlreadyRunning } from '../store/embedded.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';

interface Command {
  readonly args?: string;
  readonly says: string;
  /** Resolves with the exit code. */
  load(): Promise<{ run(args: readonly string[]): Promise<number> }>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    args: '[--no-worker]',
    says: 'everything in one process: database, desk, portal, worker and demo',
    load: () => import('./start.ts'),
  },
  serve: { says: 'the API, the console and the portal (needs DATABASE_URL)', load: () => import('./serve.ts') },
  work: { says: 'the worker: mails, labels, refunds, clocks, polling (needs DATABASE_URL)', load: () => import('./work.ts') },
  migrate: { says: 'brings the database to the schema of this version', load: () => import('./migrate.ts') },
  demo: { says: 'makes the demo seller and its returns', load: () => import('./demo.ts') },
  seller: {
    args: '--slug SLUG --name NAME --country FR --mail-from ADDRESS --return-address "name; street; postal code; city" --admin E-MAIL --admin-name NAME',
    says: 'makes a seller and its first administrator (password from RETOUR_ADMIN_PASSWORD)',
    load: () => import('./seller.ts'),
  },
  connection: {
    args: '--seller SLUG [--slug backmarket] [--kind backmarket|mirakl|shopify|rest|shop] [--market fr-fr] [--base-url URL] [--shop-id ID] [--domain SHOP.myshopify.com] [--url URL]',
    says: 'connects a seller to a channel (keys from RETOUR_CHANNEL_TOKEN and RETOUR_CHANNEL_SECRET)',
    load: () => import('./connection.ts'),
  },
  policy: {
    args: 'try FILE|pack:NAME CASE.json [--json] | check FILE | export SELLER [VERSION] | import SELLER FILE [--publish [--despite-warnings]]',
    says: 'tries a policy on cases, checks one, takes one out of a desk or into it',
    load: () => import('./policy.ts'),
  },
  history: {
    args: 'import SELLER FILE.jsonl [--dry-run]',
    says: 'takes in cases from before Retour, to try drafts of the policy on',
    load: () => import('./history.ts'),
  },
  export: {
    args: 'SELLER LIST FILE.csv|FILE.xlsx [--since DAY --until DAY …] | SELLER all FILE.zip [--with-files]',
    says: 'writes a list as a table, or everything of a seller as an archive',
    load: () => import('./export.ts'),
  },
  backup: { args: 'FILE', says: 'writes everything into one file, while the product runs', load: () => import('./backup.ts') },
  restore: { args: 'FILE', says: 'reads such a file into an empty database', load: () => import('./restore.ts') },
  openapi: { args: '[FILE]', says: 'writes the OpenAPI document of the HTTP interface', load: () => import('./openapi.ts') },
};

process.exit(await main(process.argv.slice(2)));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const [name, ...args] = argv;
    if (!name) {
      console.log(help());
      return 2;
    }
    if (name === '--version' || name === '-v') return show(version());
    if (argv.includes('--help') || argv.includes('-h')) return show(help());
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(`There is no command "${name}".`);
    return await (await command.load()).run(args);
  } catch (error) {
    return explain(error);
  }
}

function show(text: string): number {
  console.log(text);
  return 0;
}

/** A person's mistake is a sentence and a code; a fault of ours shows where it happened. */
function explain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\nretour --help shows the commands.`);
    return 2;
  }
  const sentence = sentenceOf(error);
  console.error(sentence ?? error);
  return 1;
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof SettingsError || error instanceof AlreadyRunning || error instanceof BackupError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what listens there, or set PORT to another one.`;
  if (code === 'EACCES' && port) return `Port ${port} needs more rights: set PORT to one above 1023.`;
  const database: Record<string, string> = {
    ECONNREFUSED: 'nothing answers there',
    ENOTFOUND: 'there is no such host',
    '28P01': 'wrong user or password',
    '28000': 'this user may not come in',
    '3D000': 'there is no such database',
  };
  return code && database[code] && process.env.DATABASE_URL ? `DATABASE_URL: ${database[code]} (${code}).` : null;
}

function help(): string {
  const commands = Object.entries(COMMANDS).map(([name, { args = '', says }]) =>
    args.length > 30 ? `  ${name.padEnd(21)} ${says}\n${' '.repeat(24)}${args}` : `  ${`${name} ${args}`.padEnd(21)} ${says}`,
  );
  const settings = Object.entries(VARIABLES).map(([name, { doc, or }]) => `  ${name.padEnd(20)} ${doc} [${or}]`);
  return ['Retour, a returns desk.', '', 'retour COMMAND', '', ...commands, '', 'Settings (environment) [default]', '', ...settings].join(
    '\n',
  );
}

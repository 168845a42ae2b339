/**
 * Backup and restore without pg_dump, which the embedded PostgreSQL does not have. One gzipped tar file:
 *
 *     about.json                 first: format, schema version, tables and their columns
 *     tables/desk.returns/0      the server's own COPY text, in parts of about 1 MiB
 *     jobs/0                     the queue's jobs, to be enqueued again
 *     files/<sha256>             photos
 *     manifest.json              last: rows and checksum of each table; without it the file was cut
 *
 * The snapshot is one repeatable-read transaction, the restore one transaction: all or nothing.
 */
import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { copyIn, copyOut } from './copy.ts';
import { readTar, tarEnd, tarMember } from './tar.ts';

/** Where photos are kept: `app/files.ts` fits. */
export interface Photos {
  get(sha256: string): Promise<Uint8Array | null>;
  put(bytes: Uint8Array): Promise<{ readonly sha256: string }>;
}

/** Every file that a row names: photos and uploads, mails, evidence, papers. */
const KEPT_FILES = `select sha256 from desk.files
  union select digest from desk.inbound_mails
  union select sha256 from desk.claim_evidence where sha256 is not null
  union select sha256 from desk.dispute_words where sha256 is not null
  union select sha256 from desk.diagnostics
  union select sha256 from desk.paper_files
  union select sha256 from desk.bank_files
  order by 1`;

export interface BackupReport {
  readonly at: string;
  readonly tables: number;
  readonly rows: number;
  readonly jobs: number;
  readonly photos: number;
  /** Photos that the database knows and the store does not have. */
  readonly missing: readonly string[];
}

/** The backup cannot be made or read: a sentence for the person at the terminal. */
export class BackupError extends Error {
  override name = 'BackupError';
}

const FORMAT = 1;
const SCHEMAS = ['platform', 'desk', 'sandbox'];
/** The migrations write it. */
const NOT_DATA = ['platform.schema_version'];

interface About {
  readonly format: number;
  readonly schema: number;
  readonly at: string;
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

interface Sum {
  readonly rows: number;
  readonly sha256: string;
}

interface Manifest {
  readonly tables: Readonly<Record<string, Sum>>;
  readonly jobs: Sum;
  readonly photos: number;
  readonly sequences: readonly { readonly name: string; readonly value: string }[];
}

/** Writes `file` (which must not exist) while the product runs. The account must pass by row-level security (superuser, or bypassrls). */
export async function backup(url: string, photos: Photos, file: string, at: string): Promise<BackupReport> {
  if (fs.existsSync(file)) throw new BackupError(`${file} is already there: choose another name.`);
  const unfinished = `${file}.unfinished`;
  const report = await withClient(url, async (client) => {
    // `row_security = off` makes a hidden row an error instead of a hole in the backup.
    await client.query('begin isolation level repeatable read, read only');
    await client.query(`${TEXT_FORMAT} set local row_security = off`);
    const found: { report?: BackupReport } = {};
    const members = tarOf(client, photos, at, (report) => {
      found.report = report;
    });
    await pipeline(members, createGzip({ level: 4 }), fs.createWriteStream(unfinished, { mode: 0o600 }));
    await client.query('commit');
    return found.report!;
  }).catch((error) => {
    fs.rmSync(unfinished, { force: true });
    if (error.code === '42501')
      throw new BackupError(
        `The account of this database does not see every row (${error.message}): use a superuser or one with bypassrls.`,
      );
    throw error;
  });
  await sync(unfinished);
  fs.renameSync(unfinished, file);
  return report;
}

/** Reads `file` into a migrated database without sellers, or leaves that database as it was. */
export async function restore(url: string, photos: Photos, file: string): Promise<BackupReport> {
  if (!fs.existsSync(file)) throw new BackupError(`There is no ${file}.`);
  return withClient(url, async (client) => {
    await client.query('begin');
    await client.query(`${TEXT_FORMAT} set local row_security = off`);
    // Triggers and foreign keys rest meanwhile: the snapshot was whole, and tables come in any order.
    await client.query('set local session_replication_role = replica').catch((error) => {
      throw new BackupError(`The account of this database may not restore (${error.message}): use a superuser.`);
    });
    const source = fs.createReadStream(file);
    const unpacked = source.pipe(createGunzip());
    source.on('error', (error) => unpacked.destroy(error));
    const report = await putBack(client, photos, readTar(unpacked)).catch((error) => {
      const unreadable = error?.code?.startsWith?.('Z_') || /tar archive/.test(error?.message);
      throw unreadable ? new BackupError(`${file} is damaged, cut or no backup of ours: nothing was restored.`) : error;
    });
    await client.query('commit');
    return report;
  });
}

// ── Out ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

async function* tarOf(client: pg.Client, photos: Photos, at: string, done: (report: BackupReport) => void): AsyncGenerator<Buffer> {
  const made = Date.parse(at);
  const json = (name: string, value: unknown) => tarMember(name, Buffer.from(`${JSON.stringify(value, null, 2)}\n`), made);
  const about: About = { format: FORMAT, schema: await schemaVersion(client), at, tables: await readTables(client) };
  yield json('about.json', about);

  const sums: Record<string, Sum> = {};
  for (const { name, columns } of about.tables) {
    const sql = `copy (select ${columns.map(quoted).join(', ')} from ${name}) to stdout`;
    sums[name] = yield* copyMembers(client, sql, `tables/${unquoted(name)}`, made);
  }
  const jobs = yield* copyMembers(client, `copy (${JOBS}) to stdout`, 'jobs', made);

  const missing: string[] = [];
  let saved = 0;
  const { rows: hashes } = await client.query<{ sha256: string }>(KEPT_FILES);
  for (const { sha256 } of hashes) {
    const bytes = await photos.get(sha256);
    if (!bytes) {
      missing.push(sha256);
      continue;
    }
    yield tarMember(`files/${sha256}`, bytes, made);
    saved += 1;
  }
  const manifest: Manifest = { tables: sums, jobs, photos: saved, sequences: await readSequences(client) };
  yield json('manifest.json', manifest);
  yield tarEnd();
  done({ at, tables: about.tables.length, rows: rowsIn(manifest), jobs: jobs.rows, photos: saved, missing });
}

/** A COPY as tar members; the server waits while the disk is slow. */
async function* copyMembers(client: pg.Client, sql: string, folder: string, made: number): AsyncGenerator<Buffer, Sum> {
  const hash = createHash('sha256');
  const parts = new Handover<Buffer>();
  const rows = copyOut(client, sql, (part) => parts.put(part)).finally(() => parts.close());
  rows.catch(() => {});
  let number = 0;
  for await (const part of parts) {
    hash.update(part);
    yield tarMember(`${folder}/${number++}`, part, made);
  }
  return { rows: await rows, sha256: hash.digest('hex') };
}

/** Passes values from one who pushes to one who pulls, one at a time. */
class Handover<T> implements AsyncIterable<T> {
  private waiting: { value: T; taken: () => void }[] = [];
  private closed = false;
  private wake: () => void = () => {};

  /** Resolves when the value was taken. */
  put(value: T): Promise<void> {
    return new Promise((taken) => {
      this.waiting.push({ value, taken });
      this.wake();
    });
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = this.waiting.shift();
      if (next) {
        yield next.value;
        next.taken();
      } else if (this.closed) return;
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }
}

// ── In ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

async function putBack(
  client: pg.Client,
  photos: Photos,
  members: AsyncIterable<{ name: string; content: Buffer }>,
): Promise<BackupReport> {
  let about: About | undefined;
  let copying: Copying | undefined;
  let saved = 0;
  const sums = new Map<string, Sum>();
  const finish = async () => {
    if (copying) sums.set(copying.folder, await copying.end());
    copying = undefined;
  };
  for await (const { name, content } of members) {
    const folder = name.replace(/\/[^/]*$/, '');
    if (name === 'about.json') {
      about = JSON.parse(content.toString('utf8')) as About;
      await makeRoom(client, about);
    } else if (!about) {
      throw new BackupError('This is no backup of ours: it does not begin with about.json.');
    } else if (folder === 'files') {
      const { sha256 } = await photos.put(content);
      if (name !== `files/${sha256}`) throw new BackupError(`A photo is damaged (${name}): nothing was restored.`);
      saved += 1;
    } else if (name !== 'manifest.json') {
      if (copying?.folder !== folder) {
        await finish();
        copying = beginCopy(client, about, folder);
      }
      await copying.write(content);
    } else {
      await finish();
      const manifest = JSON.parse(content.toString('utf8')) as Manifest;
      checkSums(manifest, sums, saved);
      await client.query(ENQUEUE);
      for (const { name: sequence, value } of manifest.sequences) await client.query('select setval($1, $2::bigint)', [sequence, value]);
      return { at: about.at, tables: about.tables.length, rows: rowsIn(manifest), jobs: manifest.jobs.rows, photos: saved, missing: [] };
    }
  }
  throw new BackupError('The backup was cut: it does not end with its manifest. Nothing was restored.');
}

async function makeRoom(client: pg.Client, about: About): Promise<void> {
  if (about.format !== FORMAT) throw new BackupError(`The backup has format ${about.format}; this version reads format ${FORMAT}.`);
  const schema = await schemaVersion(client);
  if (about.schema !== schema) {
    throw new BackupError(
      `The backup is of schema ${about.schema}, the database of schema ${schema}: restore with the version that made it, then upgrade.`,
    );
  }
  const { rowCount } = await client.query('select from platform.sellers limit 1');
  if (rowCount) throw new BackupError('The database has sellers already: restore into an empty one.');
  const here = new Set((await readTables(client)).map(({ name }) => name));
  const strange = about.tables.filter(({ name }) => !here.has(name));
  if (strange.length > 0) throw new BackupError(`The database lacks ${strange.map(({ name }) => name).join(', ')}.`);
  // What the migrations themselves put there is in the backup too.
  await client.query(`truncate ${[...here].join(', ')}`);
  await client.query(`create temp table ${JOBS_BACK} (${JOB_COLUMNS}) on commit drop`);
}

interface Copying {
  readonly folder: string;
  write(part: Buffer): Promise<void>;
  end(): Promise<Sum>;
}

function beginCopy(client: pg.Client, about: About, folder: string): Copying {
  const table = about.tables.find(({ name }) => `tables/${unquoted(name)}` === folder);
  if (!table && folder !== 'jobs') throw new BackupError(`The backup holds ${folder}, which it does not announce.`);
  const into = table ? `${table.name} (${table.columns.map(quoted).join(', ')})` : JOBS_BACK;
  const copy = copyIn(client, `copy ${into} from stdin`);
  const hash: Hash = createHash('sha256');
  return {
    folder,
    async write(part) {
      hash.update(part);
      await copy.write(part);
    },
    end: async () => ({ rows: await copy.end(), sha256: hash.digest('hex') }),
  };
}

function checkSums(manifest: Manifest, sums: ReadonlyMap<string, Sum>, photos: number): void {
  const expected = Object.entries(manifest.tables).map(([name, sum]) => [`tables/${unquoted(name)}`, sum] as const);
  for (const [folder, { rows, sha256 }] of [...expected, ['jobs', manifest.jobs] as const]) {
    // An empty table has no member.
    const read = sums.get(folder) ?? { rows: 0, sha256: createHash('sha256').digest('hex') };
    if (read.rows !== rows || read.sha256 !== sha256)
      throw new BackupError(`${folder} is damaged: ${read.rows} of ${rows} rows. Nothing was restored.`);
  }
  if (photos !== manifest.photos) throw new BackupError(`${photos} of ${manifest.photos} photos are there: nothing was restored.`);
}

// ── What the catalogue says ─────────────────────────────────────────────────────────────────────────────────────────

/** The text form of values depends on these; both sides set them. */
const TEXT_FORMAT = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local timezone = 'UTC'; set local extra_float_digits = 3;
  set local bytea_output = 'hex'; set local client_encoding = 'UTF8'; set local statement_timeout = 0; set local search_path = pg_catalog;`;

/** Partitions are read and written through their parent; generated columns make themselves. */
async function readTables(client: pg.Client): Promise<About['tables']> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and format('%s.%s', n.nspname, c.relname) <> all($2)
     order by 1`,
    [SCHEMAS, NOT_DATA],
  );
  return rows;
}

async function readSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where schemaname = any($1) and last_value is not null order by 1`,
    [SCHEMAS],
  );
  return rows;
}

async function schemaVersion(client: pg.Client): Promise<number> {
  const { rows } = await client
    .query<{ version: number }>('select max(version)::int as version from platform.schema_version')
    .catch((error) => {
      throw error.code === '42P01' ? new BackupError('The database has no schema of ours: run `retour migrate` first.') : error;
    });
  return rows[0]?.version ?? 0;
}

/**
 * Jobs leave and come back by the queue's own words, so that its tables may change between versions. One that is running counts as waiting;
 * one that was given up stays away. A job that did its outside act after the backup finds that out by itself: it asks before it repeats.
 */
const JOBS = `select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority,
    (select array_agg(flag) from jsonb_object_keys(j.flags) as flag)
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts`;
const JOBS_BACK = 'pg_temp.restored_jobs';
const JOB_COLUMNS =
  'identifier text, payload json, queue_name text, run_at timestamptz, max_attempts int, key text, priority int, flags text[]';
const ENQUEUE = `select graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, key, priority, flags) from ${JOBS_BACK}`;

const rowsIn = (manifest: Manifest) => Object.values(manifest.tables).reduce((total, { rows }) => total + rows, 0);
const quoted = (name: string) => pg.escapeIdentifier(name);
const unquoted = (name: string) => name.replaceAll('"', '');

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    // An open transaction is rolled back with its connection.
    await client.end();
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

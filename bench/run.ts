/** `npm run bench -- [--parts life,lists,clocks,policy] [--quick] [--clients 1,16,32] [--seconds 10] [--returns 1000000] [--cases 100000]`. What it costs, beside the limit of the machine. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { life } from './life.ts';
import { lists } from './lists.ts';
import { policy } from './policy.ts';

const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: 'life,lists,clocks,policy' },
    quick: { type: 'boolean', default: false },
    clients: { type: 'string' },
    seconds: { type: 'string' },
    returns: { type: 'string' },
    cases: { type: 'string' },
  },
});
const quick = values.quick;
const parts = new Set(values.parts.split(','));
const clients = (values.clients ?? (quick ? '1,16' : '1,16,32')).split(',').map(Number);
const seconds = Number(values.seconds ?? (quick ? 3 : 10));
const returns = Number(values.returns ?? (quick ? 50_000 : 1_000_000));
const cases = Number(values.cases ?? (quick ? 20_000 : 100_000));
if (
  ![...clients, seconds, returns, cases].every((n) => Number.isInteger(n) && n > 0) ||
  ![...parts].every((part) => ['life', 'lists', 'clocks', 'policy'].includes(part))
) {
  console.error(
    'usage: npm run bench -- [--parts life,lists,clocks,policy] [--quick] [--clients 1,16,32] [--seconds 10] [--returns 1000000] [--cases 100000]',
  );
  process.exit(2);
}

const print = (line: string) => console.log(line);
const server = process.env['DATABASE_URL'] ? { url: process.env['DATABASE_URL'], stop: async () => {} } : await temporaryServer();
const template = `bench_${randomBytes(4).toString('hex')}`;
const as = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
const made = [template];
try {
  await admin.query(`create database ${template}`);
  await migrate(as(template));
  const fresh = async (name: string) => {
    await admin.query(`create database ${template}_${name} template ${template}`);
    made.unshift(`${template}_${name}`);
    return as(`${template}_${name}`);
  };
  const { rows } = await admin.query<{ version: string; fsync: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  );
  print(
    `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'cpu'}, load ${os.loadavg()[0]!.toFixed(1)} at the start; Node ${process.version}, PostgreSQL ${rows[0]!.version} with fsync ${rows[0]!.fsync}; client, server and database on this machine.`,
  );
  if (parts.has('life')) await life({ clients, seconds, fresh, print });
  if (parts.has('lists') || parts.has('clocks')) {
    print('');
    await lists({ returns, repeat: quick ? 50 : 300, parts, fresh, print });
  }
  if (parts.has('policy')) {
    print('');
    await policy({ cases, seconds: quick ? 1 : 3, fresh, print });
  }
} finally {
  for (const name of made) await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
  await server.stop();
}

/** As in production: what is committed is on disk. */
async function temporaryServer() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-bench-'));
  // As root the server runs as another account, which must be able to get there.
  fs.chmodSync(dir, 0o755);
  const running = await startEmbedded(path.join(dir, 'postgres'), { settings: { shared_buffers: '1GB', max_wal_size: '4GB' } });
  return {
    url: running.url,
    stop: async () => {
      await running.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

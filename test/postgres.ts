import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { withAdmin, withDatabase } from './db.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the server that the tests share. */
    adminUrl: string;
    /** A migrated, empty database that `freshDatabase` copies. */
    template: string;
  }
}

/**
 * One real PostgreSQL for the whole run: the one of TEST_DATABASE_URL (its account must be able to make databases and roles),
 * else an embedded one in a temporary folder, gone afterwards. The migrations run once, into the template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} } : await startTemporary();
  const template = `retour_test_${randomBytes(4).toString('hex')}`;
  await withAdmin(server.url, (admin) => admin.query(`create database ${template}`));
  await migrate(withDatabase(server.url, template));
  project.provide('adminUrl', server.url);
  project.provide('template', template);
  return async () => {
    if (process.env.TEST_DATABASE_URL) await dropAll(server.url, template);
    await server.stop();
  };
}

async function startTemporary() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-test-'));
  // As root the server runs as another account, which must be able to get there; the cluster itself stays private.
  fs.chmodSync(dir, 0o755);
  const server = await startEmbedded(path.join(dir, 'postgres'), { settings: { max_connections: '200', shared_buffers: '128MB' } });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The template and every copy that a killed test file left. */
async function dropAll(url: string, template: string): Promise<void> {
  await withAdmin(url, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [template]);
    for (const { datname } of rows) await admin.query(`drop database ${datname} with (force)`);
  });
}

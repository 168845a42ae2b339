import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, withAdmin } from '../../test/db.ts';
import { BackupError, backup, type Photos, restore } from './backup.ts';

const AT = '2026-03-01T12:00:00.000Z';
const SELLER = '019a0000-0000-7000-8000-000000000001';
const SCREEN = Buffer.from([0xff, 0xd8, 0x00, 0x0a, 0x5c, 0x2e]);

let dir: string;
let source: { url: string; drop(): Promise<void> };
let photos: Photos;
const others: { drop(): Promise<void> }[] = [];
const file = () => path.join(dir, 'monday.backup');

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-backup-'));
  source = await freshDatabase();
  photos = shelf();
  await withAdmin(source.url, fill);
  await photos.put(SCREEN);
});

afterAll(async () => {
  await source.drop();
  for (const other of others) await other.drop();
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('a backup', () => {
  test('brings back every row of every table exactly, the photos and the waiting jobs', async () => {
    const report = await backup(source.url, photos, file(), AT);
    expect(report).toMatchObject({ at: AT, jobs: 1, photos: 1, missing: [] });
    expect(fs.statSync(file()).mode & 0o777).toBe(0o600);

    const target = await empty();
    const back = shelf();
    expect(await restore(target.url, back, file())).toEqual(report);

    expect(await withAdmin(target.url, contents)).toEqual(await withAdmin(source.url, contents));
    expect(await withAdmin(target.url, jobs)).toEqual(await withAdmin(source.url, jobs));
    expect(await back.get(hashOf(SCREEN))).toEqual(SCREEN);
  });

  test('never writes over another one', async () => {
    await expect(backup(source.url, photos, file(), AT)).rejects.toThrow(/already there/);
  });

  test('is refused to an account that row-level security keeps rows from', async () => {
    const clerk = new URL(source.url);
    clerk.username = `clerk_${clerk.pathname.slice(1)}`;
    clerk.password = 'clerk';
    await withAdmin(source.url, async (admin) => {
      await admin.query(`create role ${clerk.username} login password 'clerk' in role retour_app, retour_platform`);
      await admin.query(
        `grant usage on schema platform, desk, sandbox to ${clerk.username}; grant select on all tables in schema platform, desk, sandbox to ${clerk.username}`,
      );
    });
    const attempt = backup(clerk.href, photos, path.join(dir, 'clerk.backup'), AT);
    await expect(attempt).rejects.toThrow(/does not see every row/);
    expect(fs.readdirSync(dir).filter((name) => name.startsWith('clerk'))).toEqual([]);
    await withAdmin(source.url, (admin) => admin.query(`drop owned by ${clerk.username}; drop role ${clerk.username}`));
  });

  test('says which photos were not there any more', async () => {
    const report = await backup(source.url, shelf(), path.join(dir, 'without-photos.backup'), AT);
    expect(report).toMatchObject({ photos: 0, missing: [hashOf(SCREEN)] });
  });

  test('is refused where sellers live already', async () => {
    await expect(restore(source.url, shelf(), file())).rejects.toThrow('The database has sellers already: restore into an empty one.');
  });
});

describe('a damaged backup restores nothing', () => {
  const damaged = (name: string, harm: (tar: Buffer) => Buffer) => {
    const bad = path.join(dir, name);
    fs.writeFileSync(bad, gzipSync(harm(gunzipSync(fs.readFileSync(file())))));
    return bad;
  };
  const refused = async (bad: string, because: RegExp) => {
    const target = await empty();
    const before = await withAdmin(target.url, contents);
    const attempt = restore(target.url, shelf(), bad);
    await expect(attempt).rejects.toThrow(BackupError);
    await expect(attempt).rejects.toThrow(because);
    expect(await withAdmin(target.url, contents)).toEqual(before);
  };

  test('cut before its manifest', () =>
    refused(
      damaged('cut', (tar) => tar.subarray(0, tar.indexOf('manifest.json'))),
      /cut/,
    ));

  test('a name changed inside', () =>
    refused(
      damaged('changed', (tar) => Buffer.from(tar.toString('latin1').replace('Camille', 'Camilla'), 'latin1')),
      /platform\.users is damaged/,
    ));

  test('half of its gzip missing', async () => {
    const whole = fs.readFileSync(file());
    const bad = path.join(dir, 'half');
    fs.writeFileSync(bad, whole.subarray(0, whole.length >> 1));
    await refused(bad, /damaged, cut/);
  });

  test('no backup at all', async () => {
    const bad = path.join(dir, 'letter.txt');
    fs.writeFileSync(bad, 'Dear Phénix');
    await refused(bad, /no backup of ours/);
  });
});

async function empty() {
  const database = await freshDatabase();
  others.push(database);
  return database;
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function shelf(): Photos {
  const held = new Map<string, Uint8Array>();
  return {
    get: async (sha256) => held.get(sha256) ?? null,
    put: async (bytes) => {
      held.set(hashOf(bytes), bytes);
      return { sha256: hashOf(bytes) };
    },
  };
}

/** One row of each awkward kind: bytes, JSON with backslashes and accents, infinity, text with tabs, and more than one part of 1 MiB. */
async function fill(admin: pg.Client): Promise<void> {
  await admin.query(
    `insert into platform.sellers (id, slug, name, country, zone, language, sandbox, clock_offset_ms, settings, created_at)
     values ($1, 'phenix', 'Phénix Mobile', 'FR', 'Europe/Paris', 'fr', true, 9007199254740993, $2, $3)`,
    [SELLER, JSON.stringify({ says: 'l’été "chaud"\t\\n \u0001 ☀', limit: 1000.1 }), AT],
  );
  const user = '019a0000-0000-7000-8000-000000000002';
  await admin.query(
    `insert into platform.users values ($1, 'camille@phenix.example', 'Camille Roy', 'fr', '$argon2id$v=19', '0099-12-31T23:59:59.999999Z')`,
    [user],
  );
  await admin.query(`insert into platform.sessions values ($1, $2, $3, $4, 'infinity')`, [
    Buffer.from([0, 1, 10, 13, 92, 255]),
    user,
    SELLER,
    AT,
  ]);
  await admin.query(`insert into platform.memberships values ($1, $2, $3)`, [SELLER, user, ['manager', 'a,"b"\\']]);
  await admin.query(
    `insert into desk.connections (seller_id, slug, kind, name) values ($1, 'shop', 'shop', E'tab\\there\\nand \\\\. there')`,
    [SELLER],
  );
  await admin.query(
    `insert into desk.inbound (seller_id, channel, kind, external_id, digest, received_at, raw)
     select $1, 'shop', 'order', n::text, md5(n::text), $2::timestamptz + n * interval '1 ms', jsonb_build_object('n', n, 'pad', repeat(md5(n::text), 40))
     from generate_series(1, 2500) n`,
    [SELLER, AT],
  );
  const order = '019a0000-0000-7000-8000-000000000003';
  await admin.query(
    `insert into desk.orders (seller_id, id, channel, channel_order_id, country, currency, placed_at, lines, created_at, updated_at)
     values ($1, $2, 'shop', 'A-1', 'FR', 'EUR', $3, '[]', $3, $3)`,
    [SELLER, order, AT],
  );
  const opened = '019a0000-0000-7000-8000-000000000004';
  await admin.query(
    `insert into desk.returns (seller_id, id, rma, order_id, channel, channel_order_id, via, country, currency, status, tab, opened_at, moved_at, amount_minor, version, head, state)
     values ($1, $2, 'R-1', $3, 'shop', 'A-1', 'api', 'FR', 'EUR', 'requested', 'answer', $4, $4, 29900, 1, '\\x00', '{}')`,
    [SELLER, opened, order, AT],
  );
  await admin.query(
    `insert into desk.files (seller_id, id, return_id, kind, name, type, sha256, size, at) values ($1, gen_random_uuid(), $2, 'photo', 'screen.jpg', 'image/jpeg', $3, 6, $4)`,
    [SELLER, opened, hashOf(SCREEN), AT],
  );
  await admin.query(
    `select graphile_worker.add_job('carry_out', '{"id": "x\\\\y"}'::json, job_key => 'carry_out:x', run_at => $1, max_attempts => 25, flags => array['slow'])`,
    [AT],
  );
}

/** Every table's rows as the server writes them, in order. */
async function contents(admin: pg.Client): Promise<Record<string, { rows: number; sum: string }>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('platform', 'desk', 'sandbox') order by 1`,
  );
  const found: Record<string, { rows: number; sum: string }> = {};
  for (const { name } of tables) {
    const { rows } = await admin.query(
      `select count(*)::int as rows, coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as sum from ${name} t`,
    );
    found[name] = rows[0];
  }
  return found;
}

async function jobs(admin: pg.Client) {
  const { rows } = await admin.query(
    `select t.identifier, j.payload, j.key, j.run_at, j.max_attempts, j.flags, j.priority
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`,
  );
  return rows;
}

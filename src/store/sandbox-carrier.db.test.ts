import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../test/db.ts';
import { A_LABEL, carrierContract } from '../carriers/contract.ts';
import { sandboxPost } from '../carriers/sandbox/client.ts';
import { memoryParcels, type ParcelBook } from '../carriers/sandbox/world.ts';
import { type Db, openDb } from './db.ts';
import { sandboxParcels } from './sandbox-carrier.ts';

const MONDAY = '2026-11-16T09:00:00.000Z';
const THURSDAY = '2026-11-19T09:00:00.000Z';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

carrierContract('Sandbox Post on PostgreSQL', async () => {
  const carrier = sandboxPost(sandboxParcels(db.pool), () => THURSDAY);
  const { trackingNumber } = carrier.allot(A_LABEL, Uint8Array.from([8, 7, 6, 5, 4, 3, 2, 1]));
  await carrier.drop(trackingNumber, MONDAY);
  return { carrier, moving: trackingNumber, foreign: ['1Z999AA10123456784'] };
});

/** Everything that can be done with a parcel, and what the book says after each act. */
async function biography(book: ParcelBook): Promise<unknown[]> {
  const said: unknown[] = [await book.find('SP1')];
  const after = async (act: Promise<void>) => {
    await act;
    said.push(await book.find('SP1'));
  };
  await after(book.announce('SP1', MONDAY));
  await after(book.announce('SP1', THURSDAY));
  await after(book.lose('SP1', THURSDAY));
  await after(book.drop('SP1', THURSDAY));
  await after(book.drop('SP1', MONDAY));
  await after(book.lose('SP1', THURSDAY));
  await after(book.lose('SP1', MONDAY));
  await book.drop('SP2', MONDAY);
  said.push(await book.find('SP2'));
  return said;
}

test('the book in PostgreSQL and the one in memory tell the same', async () => {
  expect(await biography(sandboxParcels(db.pool))).toEqual(await biography(memoryParcels()));
});

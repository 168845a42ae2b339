/** A workbook is read whole and at once by its library: in a thread of its own, with a bound on its memory, so that the desk goes on answering. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CellValue, readSheet } from 'read-excel-file/node';
import { assert } from '../../core/assert.ts';

assert(parentPort, 'this file runs as a worker thread');
const port = parentPort;
const PART = 1_000;

/** What a person would see in the cell. A wall clock stays one: spreadsheets know no zones. */
function textOf(cell: CellValue | null): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
  }
  // All fifteen digits of a number: `3.5E+14` is how some write it, never how it was kept.
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell);
  return String(cell);
}

const rows = await readSheet(Buffer.from(workerData as Uint8Array));
for (let at = 0; at < rows.length; at += PART) {
  port.postMessage(rows.slice(at, at + PART).map((row) => row.map(textOf)));
  // The next part once this one is put away.
  await new Promise((resolve) => port.once('message', resolve));
}
port.postMessage(null);
port.close();

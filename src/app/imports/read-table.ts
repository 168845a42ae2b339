/** A file as lines of cells, whatever program wrote it: CSV in UTF-8, UTF-16 or Windows-1252 with its separator found, or the first sheet of an XLSX. */
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { type Info, parse } from 'csv-parse';
import { unzip } from 'fflate';

export type TableFormat = {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252';
  /** Of CSV. */
  readonly delimiter: string;
};
/** `line` as an editor counts them, `cells` as they stand there. */
export type TableLine = { readonly line: number; readonly cells: readonly string[] };
export type OpenedTable =
  | { readonly ok: true; readonly as: TableFormat; readonly lines: AsyncIterable<TableLine> }
  | { readonly ok: false; readonly refusal: 'file_empty' | 'file_too_large' | 'not_a_table' };

/** A workbook that would unfold to more is refused before it is unfolded. */
const MOST_UNFOLDED = 400 * 1024 * 1024;
/** The library builds the whole sheet: 50,000 lines of 15 columns take 280 MB for six seconds. */
const THREAD_MEGABYTES = 900;
const DELIMITERS = [';', ',', '\t', '|'];
/** No cell of a table is longer; a quotation mark that is never closed would make one of the rest of the file. */
const LONGEST_LINE = 100_000;

/** Thrown while the lines are read: the file is no table after all. */
export class BrokenTable extends Error {}

export async function openTable(bytes: Uint8Array): Promise<OpenedTable> {
  if (bytes.length === 0) return { ok: false, refusal: 'file_empty' };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const size = await unfoldedSize(bytes);
    if (size === null) return { ok: false, refusal: 'not_a_table' };
    if (size > MOST_UNFOLDED) return { ok: false, refusal: 'file_too_large' };
    return { ok: true, as: { format: 'xlsx', encoding: 'utf-8', delimiter: '' }, lines: sheetLines(bytes) };
  }
  // The workbooks of before 2007, PDFs, pictures: nothing that a decoder makes words of.
  if (bytes.subarray(0, 4).some((byte) => byte === 0) && !isUtf16(bytes)) return { ok: false, refusal: 'not_a_table' };
  const encoding = encodingOf(bytes);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, 64 * 1024)));
  return { ok: true, as: { format: 'csv', encoding, delimiter }, lines: csvLines(bytes, encoding, delimiter) };
}

const isUtf16 = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === 0xfe;

export function encodingOf(bytes: Uint8Array): TableFormat['encoding'] {
  if (isUtf16(bytes)) return 'utf-16le';
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (let at = 0; at < bytes.length; at += PART_BYTES) decoder.decode(bytes.subarray(at, at + PART_BYTES), { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
const PART_BYTES = 256 * 1024;

/** The sign that cuts the first lines into the same number of pieces, and into most; quoted text does not count. */
export function delimiterOf(text: string): string {
  const lines = text
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10);
  const pieces = (line: string | undefined, sign: string) => (line ?? '').split(sign).length - 1;
  const scored = DELIMITERS.map((sign) => {
    const first = pieces(lines[0], sign);
    const like = lines.filter((line) => pieces(line, sign) === first).length;
    return { sign, score: first === 0 ? 0 : (like / lines.length) * 1_000 + first };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).score === 0
    ? ','
    : scored.reduce((best, one) => (one.score > best.score ? one : best)).sign;
}

async function* csvLines(bytes: Uint8Array, encoding: string, delimiter: string): AsyncGenerator<TableLine> {
  const decoder = new TextDecoder(encoding);
  function* texts() {
    for (let at = 0; at < bytes.length; at += PART_BYTES) yield decoder.decode(bytes.subarray(at, at + PART_BYTES), { stream: true });
    yield decoder.decode();
  }
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  });
  const source = Readable.from(texts());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    // The parser tells the line in which a record ends, and counts a break of two signs inside quotation marks as two lines.
    let counted = 0;
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
      counted += record.reduce((sum, cell) => sum + (cell.match(/\r\n/g)?.length ?? 0), 0);
      if (record.some((cell) => cell.trim() !== '')) yield { line: info.lines - counted - breaks, cells: record };
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('CSV_')) throw new BrokenTable((error as Error).message);
    throw error;
  }
}

/** What the archive says of itself. Whoever lies there runs into the thread's bound. */
function unfoldedSize(bytes: Uint8Array): Promise<number | null> {
  let size = 0;
  let book = false;
  return new Promise((resolve) => {
    unzip(
      bytes,
      {
        filter: (file) => {
          size += file.originalSize;
          book ||= file.name === 'xl/workbook.xml';
          return false;
        },
      },
      (error) => resolve(error || !book ? null : size),
    );
  });
}

async function* sheetLines(bytes: Uint8Array): AsyncGenerator<TableLine> {
  const thread = new Worker(new URL('./sheet-thread.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES },
  });
  thread.unref();
  const parts: ((part: string[][] | null | Error) => void)[] = [];
  const waiting: (string[][] | null | Error)[] = [];
  const hear = (part: string[][] | null | Error) => {
    const reader = parts.shift();
    if (reader) reader(part);
    else waiting.push(part);
  };
  thread.on('message', hear);
  // The library's own words ("Unsupported file") are no help: a file that it can't read is no table.
  thread.on('error', (error) => hear(new BrokenTable(error instanceof Error ? error.message : String(error))));
  const next = () =>
    new Promise<string[][] | null | Error>((resolve) => (waiting.length > 0 ? resolve(waiting.shift()!) : parts.push(resolve)));
  try {
    for (let line = 0; ; ) {
      thread.ref();
      const part = await next();
      thread.unref();
      if (part instanceof Error) throw part;
      if (part === null) return;
      for (const cells of part) {
        line += 1;
        if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
      }
      thread.postMessage('next');
    }
  } finally {
    await thread.terminate();
  }
}

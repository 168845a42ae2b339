/**
 * Tables that leave the house, line by line: CSV, and XLSX as a stream. What a cell holds is text; a spreadsheet shall show it and run none of it.
 */
import { Zip, ZipDeflate } from 'fflate';
import { guarded } from '../core/imports/cells.ts';

/** A number stays one where it is not too long to be kept exactly; everything else is text. */
export type Cell = string | number | boolean | null | undefined;

const textOf = (cell: Cell): string => (cell === null || cell === undefined ? '' : String(cell));

/** With an apostrophe where a spreadsheet would run the cell as a formula; `;` and `,` both in quotation marks. */
export const csvLine = (cells: readonly Cell[], delimiter = ','): string =>
  `${cells
    .map((cell) => guarded(textOf(cell)))
    .map((text) => (text.includes(delimiter) || /["\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text))
    .join(delimiter)}\r\n`;

const LINES_A_PART = 500;

/** A table as the bytes of its file. Begins with the mark by which spreadsheets know UTF-8. */
export async function* csvFile(rows: AsyncIterable<readonly Cell[]>, delimiter = ','): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let part = '\uFEFF';
  let n = 0;
  for await (const row of rows) {
    part += csvLine(row, delimiter);
    if ((n += 1) % LINES_A_PART !== 0) continue;
    yield encoder.encode(part);
    part = '';
  }
  yield encoder.encode(part);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** The few parts that a workbook of one sheet needs (ECMA-376 part 1); the heading is bold and stays in sight. */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Retour" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
};

const escaped = (text: string): string =>
  text
    // XML 1.0 has no place for control signs, nor for half of a pair.
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
/** What a cell may hold. */
const LONGEST_CELL = 32_767;

/** `A`, `Z`, `AA`: readers other than spreadsheets go by these names. */
const columnName = (i: number): string => (i < 26 ? '' : columnName(Math.floor(i / 26) - 1)) + String.fromCharCode(65 + (i % 26));

function sheetRow(cells: readonly Cell[], row: number): string {
  const style = row === 1 ? 1 : 0;
  const inner = cells.map((cell, i) => {
    const at = `r="${columnName(i)}${row}" s="${style}"`;
    if (cell === null || cell === undefined || cell === '') return '';
    if (typeof cell === 'number' && Number.isFinite(cell)) return `<c ${at}><v>${cell}</v></c>`;
    // Text, and never a formula: a cell of the type `inlineStr` runs nothing, whatever it begins with.
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(textOf(cell).slice(0, LONGEST_CELL))}</t></is></c>`;
  });
  return `<row r="${row}">${inner.join('')}</row>`;
}

/** The same table as a workbook. */
export function xlsxFile(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Uint8Array> {
  async function* sheet(): AsyncGenerator<string> {
    yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`;
    let part = '';
    let n = 0;
    for await (const row of rows) {
      part += sheetRow(row, (n += 1));
      if (n % LINES_A_PART !== 0) continue;
      yield part;
      part = '';
    }
    yield `${part}</sheetData></worksheet>`;
  }
  const encoder = new TextEncoder();
  return zipFile(async function* () {
    for (const [name, body] of Object.entries(PARTS)) yield { name, body: once(encoder.encode(body)) };
    yield { name: 'xl/worksheets/sheet1.xml', body: encode(sheet()) };
  });
  async function* encode(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
    for await (const part of parts) yield encoder.encode(part);
  }
}

export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export type ZipEntry = { readonly name: string; readonly body: AsyncIterable<Uint8Array> };

/** An archive as the stream of its bytes: one entry after the other, and no more of it in memory than what is on its way. */
export async function* zipFile(entries: () => AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    out.push(part);
  });
  const nothing = new Uint8Array(0);
  for await (const { name, body } of entries()) {
    const file = new ZipDeflate(name, { level: 4 });
    zip.add(file);
    for await (const part of body) {
      file.push(part);
      if (out.length > 0) yield* out;
      out = [];
    }
    file.push(nothing, true);
  }
  zip.end();
  yield* out;
}

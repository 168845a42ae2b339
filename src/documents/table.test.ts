import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { type Cell, csvFile, csvLine, xlsxFile } from './table.ts';

async function* lines(rows: readonly (readonly Cell[])[]) {
  yield* rows;
}
async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

describe('CSV', () => {
  test.each([
    ['=HYPERLINK("http://evil.example","click")', `"'=HYPERLINK(""http://evil.example"",""click"")"`],
    ['@SUM(1+1)', "'@SUM(1+1)"],
    ['+33 6 12 34 56 78', "'+33 6 12 34 56 78"],
    ['-2+3+cmd|/C calc', "'-2+3+cmd|/C calc"],
    ['-12.50', '-12.50'],
    ['O’Neill; Seán', '"O’Neill; Seán"'],
    ['0356938035643809', '0356938035643809'],
  ])('%s is shown and not run', (cell, written) => {
    expect(csvLine([cell], ';')).toBe(`${written}\r\n`);
  });

  test('begins with the mark of UTF-8 and keeps line breaks inside a cell', async () => {
    const bytes = await bytesOf(
      csvFile(
        lines([
          ['a', 'b'],
          ['one\ntwo', null],
        ]),
      ),
    );
    expect(bytes.toString('utf8')).toBe('\uFEFFa,b\r\n"one\ntwo",\r\n');
  });
});

describe('XLSX', () => {
  test('is read by another program as it was written, and holds no formula', async () => {
    const rows = [
      ['Order', 'Amount', 'Note'],
      ['000123', 369.5, '=1+1 & <b>'],
      ['356938035643809', -3, 'a\u0001b'],
    ];
    const bytes = await bytesOf(xlsxFile(lines(rows)));
    expect(await readSheet(bytes)).toEqual([rows[0], rows[1], ['356938035643809', -3, 'ab']]);
    expect(strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!)).not.toContain('<f>');
  });

  test('of many lines comes in parts', async () => {
    let parts = 0;
    async function* many() {
      for (let i = 0; i < 20_000; i++) yield [`line ${i}`, i];
    }
    for await (const _ of xlsxFile(many())) parts += 1;
    expect(parts).toBeGreaterThan(5);
  });
});

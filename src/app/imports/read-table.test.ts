import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { xlsxFile } from '../../documents/table.ts';
import { BrokenTable, delimiterOf, openTable } from './read-table.ts';

async function read(bytes: Uint8Array) {
  const opened = await openTable(bytes);
  if (!opened.ok) return opened.refusal;
  const lines = [];
  for await (const line of opened.lines) lines.push([line.line, ...line.cells]);
  return { as: opened.as, lines };
}
const text = (said: string) => new TextEncoder().encode(said);

describe('CSV', () => {
  test.each([
    ['a;b,c;d\n1;2;3', ';'],
    ['"a,x";b\n"1,5";2', ';'],
    ['a\tb\n1\t2', '\t'],
    ['a|b|c\n1|2|3', '|'],
    ['only one column\n1', ','],
    ['name,price\n"Müller, Jürgen";,"1;2;3;4"', ','],
  ])('%j is cut by %j', (said, delimiter) => expect(delimiterOf(said)).toBe(delimiter));

  test('in UTF-8 with its mark, in Windows-1252, and in UTF-16', async () => {
    expect(await read(text('\uFEFFNom;Prix\nZoé;5 €'))).toMatchObject({
      as: { encoding: 'utf-8' },
      lines: [
        [1, 'Nom', 'Prix'],
        [2, 'Zoé', '5 €'],
      ],
    });
    expect(await read(Buffer.from('Nom;Prix\nZo\xe9;5 \x80', 'latin1'))).toMatchObject({
      as: { encoding: 'windows-1252' },
      lines: [
        [1, 'Nom', 'Prix'],
        [2, 'Zoé', '5 €'],
      ],
    });
    expect(await read(Buffer.from('\uFEFFNom\tPrix\nZoé\t5 €', 'utf16le'))).toMatchObject({
      as: { encoding: 'utf-16le', delimiter: '\t' },
      lines: [
        [1, 'Nom', 'Prix'],
        [2, 'Zoé', '5 €'],
      ],
    });
  });

  test('lines are counted as an editor counts them, whatever stands in quotation marks, and empty ones are none', async () => {
    const seen = await read(text('a,b\r\n"one\r\ntwo",2\r\n\r\n,\r\n3,4\r\n'));
    expect(seen).toMatchObject({
      lines: [
        [1, 'a', 'b'],
        [2, 'one\r\ntwo', '2'],
        [6, '3', '4'],
      ],
    });
  });

  test('a quotation mark that is never closed is no table', async () => {
    const bytes = text(`a,b\n"${'x,y\n'.repeat(40_000)}`);
    await expect(read(bytes)).rejects.toBeInstanceOf(BrokenTable);
  });
});

describe('XLSX', () => {
  /** A sheet as spreadsheets write it: a formula with its value, a date by its format, a long number, an error. */
  const workbook = (cells: string) => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const pkg = 'http://schemas.openxmlformats.org/package/2006';
    return zipSync({
      '[Content_Types].xml': strToU8(
        `<Types xmlns="${pkg}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ),
      '_rels/.rels': strToU8(
        `<Relationships xmlns="${pkg}/relationships"><Relationship Id="r1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships xmlns="${pkg}/relationships"><Relationship Id="r1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
      ),
      'xl/workbook.xml': strToU8(
        `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
      'xl/styles.xml': strToU8(
        `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      ),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`),
    });
  };

  test('formulas are taken as their values, dates as days, long numbers whole', async () => {
    const seen = await read(
      workbook(
        `<row r="1"><c r="A1" t="inlineStr"><is><t>sum</t></is></c><c r="B1" t="inlineStr"><is><t>day</t></is></c><c r="C1" t="inlineStr"><is><t>imei</t></is></c></row>` +
          `<row r="3"><c r="A3"><f>200+10.5</f><v>210.5</v></c><c r="B3" s="1"><v>46327</v></c><c r="C3"><v>356938035643809</v></c></row>`,
      ),
    );
    expect(seen).toMatchObject({
      as: { format: 'xlsx' },
      lines: [
        [1, 'sum', 'day', 'imei'],
        [3, '210.5', '2026-11-01', '356938035643809'],
      ],
    });
  });

  test('what we write ourselves comes back as it was', async () => {
    async function* rows() {
      yield ['ref', 'note'];
      yield ['0042', '=1+1'];
    }
    const parts: Uint8Array[] = [];
    for await (const part of xlsxFile(rows())) parts.push(part);
    expect(await read(Buffer.concat(parts))).toMatchObject({
      lines: [
        [1, 'ref', 'note'],
        [2, '0042', '=1+1'],
      ],
    });
  });

  test('an archive that is no workbook is no table', async () => {
    expect(await read(zipSync({ 'hello.txt': strToU8('hello') }))).toBe('not_a_table');
    expect(await read(new Uint8Array())).toBe('file_empty');
  });
});

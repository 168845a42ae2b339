import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { LANGUAGES } from '../core/access.ts';
import { drawCode128, drawQr } from './barcode.ts';
import { type LabelData, type LabelSize, labelPdf } from './label.ts';
import { type PackingSlipData, packingSlipPdf } from './packing-slip.ts';
import type { Pen } from './page.ts';
import { receiptPdf } from './receipt.ts';

const RMA = 'R-4K7D-9QXM';
const TRACKING = 'SP0123456789012345';
const LILLE = { name: 'Phénix Mobile — Retours', street: '4 quai du Wault', postalCode: '59000', city: 'Lille', country: 'FR' };

const LABEL: LabelData = {
  language: 'fr',
  issuedAt: '2026-11-22T09:00:00.000Z',
  sellerName: 'Phénix Mobile',
  carrier: 'Sandbox Post',
  trackingNumber: TRACKING,
  rma: RMA,
  from: { name: 'Łukasz Παπαδόπουλος', street: '12 rue des Lilas', postalCode: '69003', city: 'Lyon', country: 'FR' },
  to: LILLE,
  weight: 450,
  lithium: true,
  paidBy: 'seller',
  sandbox: true,
};

const SLIP: PackingSlipData = {
  language: 'fr',
  at: '2026-11-22T09:00:00.000Z',
  zone: 'Europe/Paris',
  seller: { name: 'Phénix Mobile', colour: '#c2410c' },
  rma: RMA,
  channelName: 'Back Market',
  orderNumber: '58213377',
  buyerName: 'Élodie Marchand',
  items: [{ title: 'iPhone 13 128 Go', reason: 'Batterie : se décharge trop vite', accessories: ['chargeur'] }],
  returnTo: LILLE,
  // The last instant of 6 December in Paris.
  sendBy: '2026-12-06T22:59:59.999Z',
  trackingNumber: TRACKING,
  progressUrl: 'https://retours.phenix.example/r/8f2k',
  lithium: true,
};

beforeAll(() => {
  // Its own file from node_modules: the library would fetch it from a network otherwise.
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer } });
});

const scan = async (picture: Uint8Array): Promise<string[]> => {
  const codes = await readBarcodes(picture, { formats: ['Code128', 'QRCode'], tryHarder: true });
  return codes.map((code) => `${code.format} ${code.text}`).toSorted();
};

/** The same drawing on an SVG instead of a PDF, so that no PDF reader is needed to look at it. */
async function picture(width: number, height: number, draw: (pen: Pen) => void): Promise<Uint8Array> {
  let shapes = '';
  let path = '';
  const pen = {
    save: () => pen,
    restore: () => pen,
    rect(x: number, y: number, w: number, h: number) {
      path += `M${x} ${y}h${w}v${h}h${-w}z`;
      return pen;
    },
    fill(colour: string) {
      shapes += `<path d="${path}" fill="${colour}"/>`;
      path = '';
      return pen;
    },
  };
  draw(pen as unknown as Pen);
  // A grey page: the codes must bring their own white ground. 203 dpi is what thermal printers have.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#8a8a8a"/>${shapes}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg), { density: 203 }).png().toBuffer());
}

describe('a scanner reads what we print, even on a grey page', () => {
  test('a tracking number and an RMA as Code 128', async () => {
    for (const text of [TRACKING, RMA]) {
      const seen = await picture(270, 80, (pen) => drawCode128(pen, text, { x: 4, y: 4, width: 262, height: 72 }));
      expect(await scan(seen)).toEqual([`Code128 ${text}`]);
    }
  });

  test('an RMA as QR', async () => {
    const seen = await picture(100, 100, (pen) => drawQr(pen, RMA, { x: 6, y: 6, size: 88 }));
    expect(await scan(seen)).toEqual([`QRCode ${RMA}`]);
  });
});

const poppler = spawnSync('pdftoppm', ['-v']).error === undefined;

/** Pages of a PDF as pictures and its text, by poppler where the machine has it. */
function look(bytes: Uint8Array, dpi: number): { text: string; pages: Uint8Array[] } {
  const folder = mkdtempSync(join(tmpdir(), 'retour-pdf-'));
  try {
    const file = join(folder, 'it.pdf');
    writeFileSync(file, bytes);
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', file, join(folder, 'page')]);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const count = text.split('\f').length - 1;
    const pages = Array.from({ length: count }, (_, i) => new Uint8Array(readFileSync(join(folder, `page-${i + 1}.png`))));
    return { text: text.replaceAll('\u00a0', ' '), pages };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!poppler)('the whole page, as a printer puts it on paper', () => {
  test.each<[LabelSize, number]>([
    ['thermal', 203],
    ['a4', 300],
  ])('the %s label is one page whose three codes can be read at %d dpi', async (size, dpi) => {
    const { pages, text } = look(await labelPdf(LABEL, size), dpi);
    expect(pages).toHaveLength(1);
    expect(await scan(pages[0]!)).toEqual([`Code128 ${RMA}`, `Code128 ${TRACKING}`, `QRCode ${RMA}`].toSorted());
    expect(text).toContain('Łukasz Παπαδόπουλος');
    expect(text).toContain('UN 3481');
    expect(text).toContain('non valable pour un envoi');
  });

  test('a label of a real carrier does not say that it is play', async () => {
    const { sandbox: _, ...real } = LABEL;
    expect(look(await labelPdf(real, 'thermal'), 72).text).not.toContain('non valable');
  });

  test('the slip tells the bench which return it is, and the buyer what to do and by when', async () => {
    const { pages, text } = look(await packingSlipPdf(SLIP), 150);
    expect(pages).toHaveLength(1);
    expect(await scan(pages[0]!)).toEqual([`Code128 ${RMA}`, `QRCode ${RMA}`]);
    for (const words of [
      'dimanche 6 décembre 2026',
      'Batterie : se décharge trop vite',
      'Sauvegardez',
      'eSIM',
      'Déconnectez',
      'instruction d’emballage 967',
      '59000 Lille',
      'FRANCE',
    ]) {
      expect(text, words).toContain(words);
    }
  });

  test.each(LANGUAGES)('the receipt of the counter says what was handed in, which device and when (%s)', async (language) => {
    const items = [
      { title: 'iPhone 13 128 GB', reason: 'defective', number: { value: '356938000000001', read: true } },
      { title: 'Galaxy S21', reason: 'defective', number: { value: 'R58N', read: false } },
      { title: 'Pixel 7', reason: 'defective' },
    ];
    const { colour: _, ...rest } = SLIP.seller;
    const at = '2026-11-22T09:05:00.000Z';
    const data = { ...SLIP, seller: rest, language, at, place: LILLE, items, progressUrl: 'https://retours.phenix.example/r/8f2k' };
    const { pages, text } = look(await receiptPdf(data), 150);
    expect(pages).toHaveLength(1);
    expect(await scan(pages[0]!)).toEqual(['QRCode https://retours.phenix.example/r/8f2k']);
    for (const words of ['2026', '10:05', 'Élodie Marchand', '58213377', RMA, '356938000000001', 'R58N', '59000 Lille'])
      expect(text).toContain(words);
  });

  test('forty items run over several pages and none is lost', async () => {
    const items = Array.from({ length: 40 }, (_, i) => ({ title: `Galaxy A${i + 10} 128 GB`, reason: 'changed my mind' }));
    const { pages, text } = look(await packingSlipPdf({ ...SLIP, language: 'en', items }), 72);
    expect(pages.length).toBeGreaterThan(1);
    for (const { title } of items) expect(text).toContain(title);
    expect(text).toContain('Before you close the box');
  });

  test('a very long name is cut, never pushed into the bars', async () => {
    const name = 'Société Anonyme des Établissements Réunis '.repeat(6);
    const { pages } = look(await labelPdf({ ...LABEL, to: { ...LILLE, name, street: name, city: name } }, 'thermal'), 203);
    expect(await scan(pages[0]!)).toContain(`Code128 ${TRACKING}`);
  });
});

describe('any PDF reader can open it', () => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

  test('both sizes have the size that they promise', async () => {
    expect(text(await labelPdf(LABEL, 'thermal'))).toMatch(/\/MediaBox \[0 0 283\.46\d* 425\.19\d*\]/);
    expect(text(await labelPdf(LABEL, 'a4'))).toMatch(/\/MediaBox \[0 0 595\.27\d* 841\.88\d*\]/);
  });

  test('the same data gives the same document', async () => {
    expect(await packingSlipPdf(SLIP)).toEqual(await packingSlipPdf(SLIP));
    expect(await labelPdf(LABEL, 'a4')).toEqual(await labelPdf(LABEL, 'a4'));
  });

  test.each(LANGUAGES)('in %s every paper is one page that says its language', async (language) => {
    for (const paper of [
      await packingSlipPdf({ ...SLIP, language }),
      await labelPdf({ ...LABEL, language }, 'a4'),
      await labelPdf({ ...LABEL, language }, 'thermal'),
    ]) {
      expect(text(paper)).toContain(`/Lang (${language})`);
      expect(text(paper).match(/\/Type \/Page\b/g)).toHaveLength(1);
    }
  });
});

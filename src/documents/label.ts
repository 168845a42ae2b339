/** The return label (M21): a 100 × 150 mm thermal label, or the same on A4 with a fold line and what to do before sending. */
import type { Language } from '../core/access.ts';
import { drawCode128, drawQr } from './barcode.ts';
import {
  A4,
  dashed,
  INK,
  mm,
  type Pen,
  type PostalAddress,
  pdf,
  put,
  putAddress,
  putNotice,
  putStep,
  putTick,
  QUIET_INK,
  rule,
} from './page.ts';
import { type DocumentWords, wordsFor } from './words.ts';

export type LabelData = {
  readonly language: Language;
  /** ISO 8601 instant; becomes the document's date. */
  readonly issuedAt: string;
  readonly sellerName: string;
  /** The carrier's name, as people know it. */
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly rma: string;
  readonly from: PostalAddress;
  readonly to: PostalAddress;
  /** Grams. */
  readonly weight: number;
  readonly lithium: boolean;
  readonly paidBy: 'seller' | 'buyer';
  /** Printed across the label where no real carrier stands behind it. */
  readonly sandbox?: boolean;
};

export type LabelSize = 'a4' | 'thermal';

const THERMAL = { width: mm(100), height: mm(150) };
const PAD = 13;

export function labelPdf(data: LabelData, size: LabelSize): Promise<Uint8Array> {
  const words = wordsFor(data.language);
  const page = size === 'a4' ? A4 : THERMAL;
  const about = {
    title: `${words.label.title} ${data.rma}`,
    author: data.sellerName,
    language: data.language,
    at: data.issuedAt,
    ...page,
  };
  return pdf(about, (pen) => (size === 'a4' ? drawSheet(pen, data, words) : drawLabel(pen, data, words)));
}

/** In fours, as people read numbers out; what stands in the bars has no blanks. */
const inFours = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');

/** The label itself, in a box of 100 × 150 mm at the origin. Thermal printers know black and white only: no greys here. */
function drawLabel(pen: Pen, data: LabelData, words: DocumentWords): void {
  const { width, height } = THERMAL;
  const inner = width - 2 * PAD;
  const bar = (y: number) => pen.rect(PAD, y, inner, 1.6).fill(INK);

  put(pen, words.label.returnParcel, PAD, 11, 130, { size: 24, weight: 'bold', lines: 1 });
  put(pen, data.carrier, PAD + 120, 13, inner - 120, { size: 12, weight: 'bold', align: 'right', lines: 1 });
  const paid = data.paidBy === 'seller' ? words.label.prepaid : words.label.unpaid;
  put(pen, paid, PAD + 100, 29, inner - 100, { size: 7.5, align: 'right', lines: 1 });
  bar(47);

  const kilograms = (data.weight / 1000).toLocaleString(data.language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 2,
  });
  put(pen, words.label.from, PAD, 54, 70, { size: 7.5, lines: 1 });
  put(pen, words.label.weight(kilograms), PAD + inner - 70, 54, 70, { size: 9, weight: 'bold', align: 'right', lines: 1 });
  putAddress(pen, data.from, PAD + 62, 53, inner - 62 - 60, 7.5, data.language);
  bar(104);

  put(pen, words.label.to, PAD, 111, inner, { size: 7.5, lines: 1 });
  putAddress(pen, data.to, PAD + 62, 110, inner - 62, 13, data.language);
  bar(199);

  drawCode128(pen, data.trackingNumber, { x: 4, y: 207, width: width - 8, height: 68 });
  put(pen, inFours(data.trackingNumber), PAD, 279, inner, { size: 13, weight: 'bold', align: 'center', lines: 1 });
  bar(300);

  drawQr(pen, data.rma, { x: PAD - 6, y: 304, size: 86 });
  const right = PAD + 88;
  put(pen, words.label.returnCode, right, 309, inner - 88, { size: 7.5, lines: 1 });
  put(pen, data.rma, right, 318, inner - 88, { size: 20, weight: 'bold', lines: 1 });
  drawCode128(pen, data.rma, { x: right - 12, y: 346, width: width - right + 8, height: 36 });

  if (data.lithium) put(pen, words.label.lithium, PAD, 392, inner, { size: 7, weight: 'bold', align: 'center', lines: 1 });
  if (data.sandbox) {
    pen.rect(0, height - 18, width, 18).fill('#000000');
    put(pen, words.label.sandbox, 0, height - 14, width, { size: 8, weight: 'bold', colour: '#ffffff', align: 'center', lines: 1 });
  }
}

/** A4: the label in the upper half, with how to use it; below the fold what the buyer keeps and does. */
function drawSheet(pen: Pen, data: LabelData, words: DocumentWords): void {
  const scale = 0.9;
  const left = mm(13);
  const top = 22;
  const label = { width: THERMAL.width * scale, height: THERMAL.height * scale };

  pen.save().translate(left, top).scale(scale);
  drawLabel(pen, data, words);
  pen.restore();
  const [x, y, right, bottom] = [left - 4, top - 4, left + label.width + 4, top + label.height + 4];
  dashed(pen, x, y, right, y);
  dashed(pen, x, bottom, right, bottom);
  dashed(pen, x, y, x, bottom);
  dashed(pen, right, y, right, bottom);

  const column = right + 26;
  const width = A4.width - column - mm(15);
  put(pen, data.sellerName, column, top + 2, width, { size: 9, colour: QUIET_INK, lines: 1 });
  let below = put(pen, words.label.title, column, top + 17, width, { size: 19, weight: 'bold', lines: 1 }) + 16;
  put(pen, words.label.useTitle, column, below, width, { size: 10.5, weight: 'bold', lines: 1 });
  below += 22;
  words.label.use.forEach((step, i) => (below = putStep(pen, i + 1, step, column, below, width, 9.5) + 8));

  const middle = A4.height / 2;
  dashed(pen, 0, middle, A4.width, middle);
  const fold = words.label.fold;
  const foldWidth = pen.font('plain').fontSize(7.5).widthOfString(fold) + 16;
  pen.rect((A4.width - foldWidth) / 2, middle - 6, foldWidth, 12).fill('#ffffff');
  put(pen, fold, (A4.width - foldWidth) / 2, middle - 4.5, foldWidth, { size: 7.5, colour: QUIET_INK, align: 'center', lines: 1 });

  const page = A4.width - 2 * left;
  below = middle + 24;
  put(pen, words.label.receipt, left, below, page, { size: 14, weight: 'bold', lines: 1 });
  const cells = [
    [words.label.returnCode, data.rma],
    [words.label.tracking, inFours(data.trackingNumber)],
  ] as const;
  below += 26;
  cells.forEach(([name, value], i) => {
    put(pen, name, left + i * 150, below, 230, { size: 8, colour: QUIET_INK, lines: 1 });
    put(pen, value, left + i * 150, below + 11, 260, { size: 11.5, weight: 'bold', lines: 1 });
  });
  below += 36;
  rule(pen, left, below, page);
  below += 12;
  put(pen, words.before.title, left, below, page, { size: 10.5, weight: 'bold', lines: 1 });
  below += 20;
  for (const line of [...words.before.device, ...words.before.parcel]) below = putTick(pen, line, left, below, page, 9) + 6;
  if (data.lithium) putNotice(pen, words.lithium.title, [words.lithium.inDevice, words.lithium.damaged], left, below + 4, page, 9);
}

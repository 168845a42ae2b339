/** What all documents share: fonts, metadata, bytes, a few ways to set text. Lengths are PDF points (1/72 inch) unless they say mm. */
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import type { Language } from '../core/access.ts';
import { spokenCountry } from '../core/spoken.ts';

export type Pen = PDFKit.PDFDocument;
export type PostalAddress = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
export const A4 = { width: mm(210), height: mm(297) };

export const INK = '#14181f';
export const QUIET_INK = '#5b6472';
export const LINE = '#c9d0d9';
export const WASH = '#f4f6f8';

const fontFile = (name: string): Buffer => readFileSync(new URL(`./fonts/${name}.ttf`, import.meta.url));
const files = { plain: fontFile('Inter-Regular'), bold: fontFile('Inter-SemiBold') };

export type Weight = keyof typeof files;

/**
 * The fonts, taken apart once for all documents: doing it anew for each costs as much as drawing the page. What pdfkit has opened it takes
 * again, though its types do not say so.
 */
let opened: Readonly<Record<Weight, Buffer>> | null = null;
function openedFonts(): Readonly<Record<Weight, Buffer>> {
  if (opened) return opened;
  const pen = new PDFDocument({ autoFirstPage: false });
  const open = (weight: Weight) =>
    (pen.font(files[weight] as never) as unknown as { readonly _font: { readonly font: Buffer } })._font.font;
  return (opened = { plain: open('plain'), bold: open('bold') });
}

/** Draws a document and gives its bytes. `at` becomes its date, so that the same data gives the same document. */
export function pdf(
  about: {
    readonly title: string;
    readonly author: string;
    readonly language: Language;
    readonly at: string;
    readonly width: number;
    readonly height: number;
    /** Kept for years (PDF/A-3b), with a file inside and what the metadata say of it. */
    readonly archive?: {
      readonly name: string;
      readonly type: string;
      readonly says: string;
      readonly bytes: Uint8Array;
      readonly xmp: string;
    };
  },
  draw: (pen: Pen) => void,
): Promise<Uint8Array> {
  const { archive } = about;
  const pen = new PDFDocument({
    ...(archive && { subset: 'PDF/A-3b', pdfVersion: '1.7', bufferPages: true }),
    size: [about.width, about.height],
    margin: 0,
    lang: about.language,
    displayTitle: true,
    info: { Title: about.title, Author: about.author, CreationDate: new Date(about.at), ModDate: new Date(about.at) },
  });
  const { plain, bold } = openedFonts();
  pen.registerFont('plain', plain).registerFont('bold', bold);
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    pen.on('data', (part: Uint8Array) => parts.push(part));
    pen.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    pen.on('error', reject);
    draw(pen);
    if (archive) {
      const at = new Date(about.at);
      const { name, type, says: description } = archive;
      // The types of pdfkit do not know `relationship` yet.
      const attachment = { name, type, description, relationship: 'Data', creationDate: at, modifiedDate: at };
      pen.file(Buffer.from(archive.bytes), attachment);
      pen.appendXML(archive.xmp);
    }
    pen.end();
  });
}

export type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** The text is made smaller, down to 6 points, then cut with an ellipsis, until it fits into so many lines. */
  readonly lines?: number;
  readonly gap?: number;
};

/** Control and invisible signs would break lines or become boxes. French wants a blank before `: ; ? ! »` that no line breaks at. */
const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .replace(/ +/g, ' ')
    .replace(/ ([:;?!»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .trim();

/** Sets text and gives the y below it. */
export function put(pen: Pen, text: string, x: number, y: number, width: number, style: TextStyle): number {
  const words = printable(text);
  const options = { width, align: style.align ?? 'left', lineGap: style.gap ?? style.size * 0.22 } as const;
  pen.font(style.weight ?? 'plain').fillColor(style.colour ?? INK);
  let size = style.size;
  pen.fontSize(size);
  if (!words) return y;
  if (style.lines) {
    const fits = (): boolean => pen.heightOfString(words, options) <= (pen.currentLineHeight(true) + options.lineGap) * style.lines! + 0.5;
    while (!fits() && size > Math.max(6, style.size * 0.7)) pen.fontSize((size -= 0.5));
  }
  const height = pen.heightOfString(words, options);
  const most = style.lines ? (pen.currentLineHeight(true) + options.lineGap) * style.lines : height;
  pen.text(words, x, y, { ...options, height: Math.min(height, most) + 0.5, ellipsis: true });
  return y + Math.min(height, most);
}

export const measure = (pen: Pen, text: string, width: number, style: TextStyle): number =>
  pen
    .font(style.weight ?? 'plain')
    .fontSize(style.size)
    .heightOfString(printable(text), { width, lineGap: style.gap ?? style.size * 0.22 });

/** An address in its usual order, the country in capitals as posts ask for it abroad. Gives the y below. */
export function putAddress(
  pen: Pen,
  address: PostalAddress,
  x: number,
  y: number,
  width: number,
  size: number,
  language: Language,
): number {
  let below = put(pen, address.name, x, y, width, { size, weight: 'bold', lines: 2 });
  below = put(pen, address.street, x, below, width, { size, lines: 2 });
  below = put(pen, `${address.postalCode} ${address.city}`, x, below, width, { size, weight: 'bold', lines: 1 });
  return put(pen, spokenCountry(address.country, language).toUpperCase(), x, below, width, { size: size * 0.85, lines: 1 });
}

/** A numbered dot and a sentence; gives the y below. */
export function putStep(pen: Pen, step: number, text: string, x: number, y: number, width: number, size: number): number {
  const radius = size * 0.78;
  pen.circle(x + radius, y + size * 0.56, radius).fill(INK);
  pen
    .font('bold')
    .fontSize(size * 0.82)
    .fillColor('#ffffff');
  pen.text(String(step), x, y + size * 0.56 - size * 0.42, { width: radius * 2, align: 'center', lineBreak: false });
  return put(pen, text, x + radius * 2 + 6, y, width - radius * 2 - 6, { size });
}

/** An empty box to tick and a sentence; gives the y below. */
export function putTick(pen: Pen, text: string, x: number, y: number, width: number, size: number): number {
  pen
    .lineWidth(0.9)
    .strokeColor(INK)
    .roundedRect(x, y + 0.5, size, size, 1.5)
    .stroke();
  return put(pen, text, x + size + 7, y, width - size - 7, { size });
}

export function rule(pen: Pen, x: number, y: number, width: number, colour = LINE): void {
  pen
    .lineWidth(0.7)
    .strokeColor(colour)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke();
}

export function dashed(pen: Pen, x1: number, y1: number, x2: number, y2: number): void {
  pen.save().lineWidth(0.7).strokeColor(QUIET_INK).dash(3, { space: 3 }).moveTo(x1, y1).lineTo(x2, y2).stroke().undash().restore();
}

/** A warning in a frame with a strong edge; gives the y below. */
export function putNotice(pen: Pen, title: string, lines: readonly string[], x: number, y: number, width: number, size: number): number {
  const inner = width - 24;
  const height =
    18 +
    measure(pen, title, inner, { size, weight: 'bold' }) +
    lines.reduce((sum, line) => sum + measure(pen, line, inner, { size: size * 0.94 }) + 2, 0);
  pen.rect(x, y, width, height).fill(WASH);
  pen.rect(x, y, 3, height).fill(INK);
  let below = put(pen, title, x + 14, y + 8, inner, { size, weight: 'bold' }) + 2;
  for (const line of lines) below = put(pen, line, x + 14, below, inner, { size: size * 0.94 }) + 2;
  return y + height;
}

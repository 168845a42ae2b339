/** Codes as vectors on the page: sharp at any printer's resolution, on a white ground with the quiet zone that scanners need. */
import bwip from 'bwip-js/node';
import { assert } from '../core/assert.ts';

type Pen = PDFKit.PDFDocument;

/** Light modules that must stay free at each side: ten for Code 128 (ISO/IEC 15417), four for QR (ISO/IEC 18004). */
const QUIET = { code128: 10, qr: 4 } as const;

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Code 128 across the whole box, quiet zone included. */
export function drawCode128(pen: Pen, text: string, box: Box): void {
  const [code] = bwip.raw('code128', text);
  assert(code && 'sbs' in code, 'bwip-js answers a linear code with its bar and space widths');
  const modules = code.sbs.reduce((total, width) => total + width, 0) + 2 * QUIET.code128;
  const module = box.width / modules;
  pen.save().rect(box.x, box.y, box.width, box.height).fill('#ffffff');
  let x = box.x + QUIET.code128 * module;
  code.sbs.forEach((width, i) => {
    if (i % 2 === 0) pen.rect(x, box.y, width * module, box.height);
    x += width * module;
  });
  pen.fill('#000000').restore();
}

/** QR code, error correction M (15 % may be dirty), square, quiet zone included. */
export function drawQr(pen: Pen, text: string, { x, y, size }: { readonly x: number; readonly y: number; readonly size: number }): void {
  const [code] = bwip.raw('qrcode', text, { eclevel: 'M' } as bwip.BwippOptions);
  assert(code && 'pixs' in code, 'bwip-js answers a matrix code with its modules');
  const module = size / (code.pixx + 2 * QUIET.qr);
  pen.save().rect(x, y, size, size).fill('#ffffff');
  code.pixs.forEach((dark, i) => {
    if (!dark) return;
    const column = (i % code.pixx) + QUIET.qr;
    const row = Math.floor(i / code.pixx) + QUIET.qr;
    // A hair wider than the module, so that viewers draw no light seams between neighbours.
    pen.rect(x + column * module, y + row * module, module * 1.01, module * 1.01);
  });
  pen.fill('#000000').restore();
}

/** The same as a picture for the web and for the printer of a parcel insert: one path, any size. */
export function qrSvg(text: string): string {
  const [code] = bwip.raw('qrcode', text, { eclevel: 'M' } as bwip.BwippOptions);
  assert(code && 'pixs' in code, 'bwip-js answers a matrix code with its modules');
  const side = code.pixx + 2 * QUIET.qr;
  const dark = [...code.pixs].flatMap((on, i) =>
    on ? [`M${(i % code.pixx) + QUIET.qr} ${Math.floor(i / code.pixx) + QUIET.qr}h1v1h-1z`] : [],
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${dark.join('')}"/></svg>`;
}

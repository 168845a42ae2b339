/** The slip that lies on top inside the parcel (M21): the bench scans it, the buyer reads what to do before closing the box (M10). */
import type { Language } from '../core/access.ts';
import { spokenDate } from '../core/spoken.ts';
import { drawCode128, drawQr } from './barcode.ts';
import {
  A4,
  INK,
  measure,
  mm,
  type Pen,
  type PostalAddress,
  pdf,
  put,
  putAddress,
  putNotice,
  putTick,
  QUIET_INK,
  rule,
  WASH,
} from './page.ts';
import { type DocumentWords, wordsFor } from './words.ts';

/** No IMEI and no serial: the bench must read them from the device, not from paper. */
export type SlipItem = {
  readonly title: string;
  readonly reason: string;
  readonly quantity?: number;
  readonly accessories?: readonly string[];
};

export type PackingSlipData = {
  readonly language: Language;
  /** ISO 8601 instant; becomes the document's date. */
  readonly at: string;
  /** IANA zone of the buyer's country, for dates. */
  readonly zone: string;
  readonly seller: { readonly name: string; readonly colour?: string };
  readonly rma: string;
  /** What the buyer calls the channel: `Back Market`. Absent for the seller's own shop. */
  readonly channelName?: string;
  readonly orderNumber: string;
  readonly buyerName: string;
  /** Reasons are words already, in the document's language. */
  readonly items: readonly SlipItem[];
  /** In the buyer's country, where the seller has one there (M4). */
  readonly returnTo: PostalAddress;
  readonly sendBy?: string;
  readonly trackingNumber?: string;
  readonly progressUrl?: string;
  readonly lithium: boolean;
};

const LEFT = mm(16);
const WIDTH = A4.width - 2 * LEFT;
const BOTTOM = A4.height - mm(16);

export function packingSlipPdf(data: PackingSlipData): Promise<Uint8Array> {
  const words = wordsFor(data.language);
  const about = {
    title: `${words.slip.title} ${data.rma}`,
    author: data.seller.name,
    language: data.language,
    at: data.at,
    ...A4,
  };
  return pdf(about, (pen) => drawSlip(pen, data, words));
}

function drawSlip(pen: Pen, data: PackingSlipData, words: DocumentWords): void {
  const colour = /^#[0-9a-f]{6}$/i.test(data.seller.colour ?? '') ? data.seller.colour! : INK;
  pen.rect(0, 0, A4.width, 5).fill(colour);

  // Who and what
  put(pen, data.seller.name, LEFT, 34, 236, { size: 10, weight: 'bold', colour, lines: 1 });
  put(pen, words.slip.title, LEFT, 48, 240, { size: 27, weight: 'bold', lines: 1 });
  put(pen, words.slip.putInside, LEFT, 84, 236, { size: 10, colour: QUIET_INK, lines: 2 });

  // What the bench scans
  const qr = 104;
  const right = LEFT + WIDTH;
  drawQr(pen, data.rma, { x: right - qr + 12, y: 22, size: qr });
  put(pen, words.slip.returnCode, right - qr - 146, 38, 140, { size: 8.5, colour: QUIET_INK, align: 'right', lines: 1 });
  put(pen, data.rma, right - qr - 146, 49, 140, { size: 18, weight: 'bold', align: 'right', lines: 1 });
  drawCode128(pen, data.rma, { x: right - qr - 150, y: 78, width: 156, height: 38 });
  rule(pen, LEFT, 134, WIDTH);

  // Where from, where to
  let y = 148;
  const half = WIDTH / 2 - 12;
  const facts = [
    [words.slip.order, data.orderNumber],
    ...(data.channelName ? [[words.slip.channel, data.channelName] as const] : []),
    [words.slip.buyer, data.buyerName],
    ...(data.trackingNumber ? [[words.slip.tracking, data.trackingNumber] as const] : []),
  ] as const;
  let row = y;
  for (const [name, value] of facts) {
    put(pen, name!, LEFT, row + 0.7, 88, { size: 9, colour: QUIET_INK, lines: 1 });
    row = put(pen, value!, LEFT + 92, row, half - 92, { size: 10, weight: 'bold', lines: 2 }) + 5;
  }
  const box = { x: LEFT + half + 24, y: y - 4, width: half, height: 92 };
  pen.roundedRect(box.x, box.y, box.width, box.height, 5).fill(WASH);
  put(pen, words.slip.sendTo, box.x + 13, box.y + 10, box.width - 26, { size: 8.5, colour: QUIET_INK, lines: 1 });
  putAddress(pen, data.returnTo, box.x + 13, box.y + 23, box.width - 26, 10.5, data.language);
  y = Math.max(row, box.y + box.height) + 12;
  if (data.sendBy) {
    y =
      put(pen, words.slip.sendBy(spokenDate(data.sendBy, data.language, data.zone)), LEFT, y, WIDTH, {
        size: 11.5,
        weight: 'bold',
      }) + 10;
  }

  y = drawItems(pen, data.items, words, y, colour);

  // Before the box is closed; on a page of its own where many items filled the first
  const ticks = [...words.before.device, ...words.before.parcel];
  const needed = 40 + ticks.reduce((sum, line) => sum + measure(pen, line, WIDTH - 17, { size: 10 }) + 7, 0) + (data.lithium ? 130 : 0);
  if (y + needed > BOTTOM - 40) y = nextPage(pen);
  put(pen, words.before.title, LEFT, y, WIDTH, { size: 13, weight: 'bold', lines: 1 });
  y += 25;
  for (const line of ticks) y = putTick(pen, line, LEFT, y, WIDTH, 10) + 7;
  if (data.lithium) {
    const { title, inDevice, loose, care, damaged } = words.lithium;
    y = putNotice(pen, title, [`${inDevice} ${care}`, loose, damaged], LEFT, y + 5, WIDTH, 9.5);
  }

  const foot = BOTTOM - 22;
  rule(pen, LEFT, foot, WIDTH);
  put(pen, words.slip.thanks, LEFT, foot + 8, data.progressUrl ? WIDTH * 0.52 : WIDTH, { size: 8.5, colour: QUIET_INK, lines: 2 });
  if (data.progressUrl) {
    put(pen, words.slip.progress, LEFT + WIDTH * 0.54, foot + 8, WIDTH * 0.46, { size: 8.5, colour: QUIET_INK, align: 'right', lines: 1 });
    put(pen, data.progressUrl, LEFT + WIDTH * 0.3, foot + 19, WIDTH * 0.7, { size: 8.5, weight: 'bold', align: 'right', lines: 1 });
  }
}

function nextPage(pen: Pen): number {
  pen.addPage({ size: [A4.width, A4.height], margin: 0 });
  return mm(18);
}

/** A row per item; gives the y below the table. */
function drawItems(pen: Pen, items: readonly SlipItem[], words: DocumentWords, from: number, colour: string): number {
  const columns = { title: LEFT, reason: LEFT + WIDTH * 0.54, units: LEFT + WIDTH - 40 };
  const head = (at: number): number => {
    put(pen, words.slip.items, columns.title, at, 240, { size: 8.5, colour: QUIET_INK, lines: 1 });
    put(pen, words.slip.reason, columns.reason, at, 150, { size: 8.5, colour: QUIET_INK, lines: 1 });
    put(pen, words.slip.quantity, columns.units - 10, at, 50, { size: 8.5, colour: QUIET_INK, align: 'right', lines: 1 });
    pen.rect(LEFT, at + 14, WIDTH, 1.2).fill(colour);
    return at + 22;
  };
  let y = head(from);
  for (const item of items) {
    const width = columns.reason - columns.title - 14;
    const extras = item.accessories?.length ? `${words.slip.withIt} ${item.accessories.join(', ')}` : '';
    const height = Math.max(
      measure(pen, item.title, width, { size: 10.5, weight: 'bold' }) + (extras ? measure(pen, extras, width, { size: 9 }) : 0),
      measure(pen, item.reason, columns.units - columns.reason - 14, { size: 10 }),
    );
    if (y + height > BOTTOM - 20) y = head(nextPage(pen));
    const below = put(pen, item.title, columns.title, y, width, { size: 10.5, weight: 'bold' });
    if (extras) put(pen, extras, columns.title, below, width, { size: 9, colour: QUIET_INK });
    put(pen, item.reason, columns.reason, y + 0.4, columns.units - columns.reason - 14, { size: 10 });
    put(pen, String(item.quantity ?? 1), columns.units, y + 0.4, 40, { size: 10, align: 'right', lines: 1 });
    y += height + 7;
    rule(pen, LEFT, y, WIDTH);
    y += 8;
  }
  return y + 10;
}

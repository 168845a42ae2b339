/** What a buyer takes home who handed goods in over the counter (M13): what, which device, when, and where to see how it goes on. One page, A4. */
import type { Language } from '../core/access.ts';
import { spokenMoment } from '../core/spoken.ts';
import { drawQr } from './barcode.ts';
import { A4, INK, mm, type Pen, type PostalAddress, pdf, put, putAddress, QUIET_INK, rule } from './page.ts';

export type ReceiptItem = {
  readonly title: string;
  /** Words already, in the document's language. */
  readonly reason: string;
  /** IMEI or serial number; `read` from the device at the counter, else as it stands on the order. */
  readonly number?: { readonly value: string; readonly read: boolean };
};

export type ReceiptData = {
  readonly language: Language;
  /** When it was handed in: an ISO 8601 instant. */
  readonly at: string;
  /** IANA zone of the counter. */
  readonly zone: string;
  readonly seller: { readonly name: string; readonly colour?: string };
  readonly place: PostalAddress;
  readonly rma: string;
  readonly orderNumber: string;
  readonly buyerName: string;
  readonly items: readonly ReceiptItem[];
  readonly progressUrl: string;
};

type Words = {
  readonly title: string;
  readonly says: (name: string) => string;
  readonly when: string;
  readonly by: string;
  readonly order: string;
  readonly code: string;
  readonly items: string;
  readonly number: string;
  readonly sold: string;
  readonly none: string;
  readonly next: string;
  readonly progress: string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Receipt',
    says: (name) => `${name} has taken in these goods for a return.`,
    when: 'Handed in',
    by: 'By',
    order: 'Order',
    code: 'Return code',
    items: 'What was handed in',
    number: 'IMEI or serial number',
    sold: 'as on the order',
    none: 'not read at the counter',
    next: 'We look at the device and write to you with the result. This receipt is no decision on your return. Please keep it until your return is closed.',
    progress: 'How your return is doing',
  },
  fr: {
    title: 'Reçu de dépôt',
    says: (name) => `${name} a pris en charge les articles ci-dessous pour un retour.`,
    when: 'Déposé le',
    by: 'Par',
    order: 'Commande',
    code: 'Code de retour',
    items: 'Articles déposés',
    number: 'IMEI ou numéro de série',
    sold: 'selon la commande',
    none: 'non relevé au comptoir',
    next: 'Nous examinons l’appareil et vous écrivons le résultat. Ce reçu ne vaut pas décision sur votre retour. Conservez-le jusqu’à la clôture de votre retour.',
    progress: 'Suivre votre retour',
  },
  de: {
    title: 'Abgabebeleg',
    says: (name) => `${name} hat diese Ware für eine Rücksendung angenommen.`,
    when: 'Abgegeben am',
    by: 'Von',
    order: 'Bestellung',
    code: 'Rücksendecode',
    items: 'Abgegebene Ware',
    number: 'IMEI oder Seriennummer',
    sold: 'laut Bestellung',
    none: 'am Tresen nicht abgelesen',
    next: 'Wir prüfen das Gerät und schreiben Ihnen das Ergebnis. Dieser Beleg ist noch keine Entscheidung über Ihre Rücksendung. Bitte bewahren Sie ihn auf, bis die Rücksendung abgeschlossen ist.',
    progress: 'So steht es um Ihre Rücksendung',
  },
  es: {
    title: 'Resguardo de entrega',
    says: (name) => `${name} ha recogido estos artículos para una devolución.`,
    when: 'Entregado el',
    by: 'Por',
    order: 'Pedido',
    code: 'Código de devolución',
    items: 'Artículos entregados',
    number: 'IMEI o número de serie',
    sold: 'según el pedido',
    none: 'no leído en el mostrador',
    next: 'Revisaremos el dispositivo y le escribiremos con el resultado. Este resguardo no es una decisión sobre su devolución. Consérvelo hasta que la devolución se cierre.',
    progress: 'Siga su devolución',
  },
  it: {
    title: 'Ricevuta di consegna',
    says: (name) => `${name} ha preso in consegna questi articoli per un reso.`,
    when: 'Consegnato il',
    by: 'Da',
    order: 'Ordine',
    code: 'Codice del reso',
    items: 'Articoli consegnati',
    number: 'IMEI o numero di serie',
    sold: 'come da ordine',
    none: 'non letto al banco',
    next: 'Esamineremo il dispositivo e Le scriveremo l’esito. Questa ricevuta non è una decisione sul Suo reso. La conservi fino alla chiusura del reso.',
    progress: 'Segua il Suo reso',
  },
};

const LEFT = mm(16);
const WIDTH = A4.width - 2 * LEFT;

export function receiptPdf(data: ReceiptData): Promise<Uint8Array> {
  const words = WORDS[data.language];
  const about = { title: `${words.title} ${data.rma}`, author: data.seller.name, language: data.language, at: data.at, ...A4 };
  return pdf(about, (pen) => draw(pen, data, words));
}

function draw(pen: Pen, data: ReceiptData, words: Words): void {
  const colour = /^#[0-9a-f]{6}$/i.test(data.seller.colour ?? '') ? data.seller.colour! : INK;
  pen.rect(0, 0, A4.width, 5).fill(colour);
  put(pen, data.seller.name, LEFT, 34, WIDTH / 2, { size: 10, weight: 'bold', colour, lines: 1 });
  put(pen, words.title, LEFT, 48, WIDTH * 0.6, { size: 27, weight: 'bold', lines: 1 });
  put(pen, words.says(data.seller.name), LEFT, 88, WIDTH * 0.6, { size: 10, colour: QUIET_INK, lines: 2 });
  putAddress(pen, data.place, LEFT + WIDTH * 0.68, 36, WIDTH * 0.32, 10, data.language);
  rule(pen, LEFT, 128, WIDTH);
  let y = 142;
  for (const [name, value] of [
    [words.when, spokenMoment(data.at, data.language, data.zone)],
    [words.by, data.buyerName],
    [words.order, data.orderNumber],
    [words.code, data.rma],
  ] as const) {
    put(pen, name, LEFT, y + 0.7, 130, { size: 9, colour: QUIET_INK, lines: 1 });
    y = put(pen, value, LEFT + 136, y, WIDTH - 136, { size: 11, weight: 'bold', lines: 2 }) + 6;
  }
  y += 16;
  put(pen, words.items, LEFT, y, WIDTH * 0.6, { size: 8.5, colour: QUIET_INK, lines: 1 });
  put(pen, words.number, LEFT + WIDTH * 0.6, y, WIDTH * 0.4, { size: 8.5, colour: QUIET_INK, lines: 1 });
  pen.rect(LEFT, y + 14, WIDTH, 1.2).fill(colour);
  y += 24;
  for (const { title, reason, number } of data.items) {
    const below = put(pen, title, LEFT, y, WIDTH * 0.57, { size: 10.5, weight: 'bold', lines: 2 });
    const end = put(pen, reason, LEFT, below, WIDTH * 0.57, { size: 9, colour: QUIET_INK, lines: 1 });
    put(pen, number?.value ?? '—', LEFT + WIDTH * 0.6, y, WIDTH * 0.4, { size: 10.5, weight: 'bold', lines: 1 });
    if (number?.read !== true)
      put(pen, number ? words.sold : words.none, LEFT + WIDTH * 0.6, y + 14, WIDTH * 0.4, { size: 9, colour: QUIET_INK, lines: 1 });
    y = Math.max(end, y + 28) + 8;
  }
  rule(pen, LEFT, y, WIDTH);
  y = put(pen, words.next, LEFT, y + 14, WIDTH, { size: 10.5 }) + 18;
  drawQr(pen, data.progressUrl, { x: LEFT - 6, y, size: 92 });
  put(pen, words.progress, LEFT + 100, y + 28, WIDTH - 100, { size: 11, weight: 'bold', lines: 1 });
  put(pen, data.progressUrl, LEFT + 100, y + 44, WIDTH - 100, { size: 8, colour: QUIET_INK, lines: 2 });
}

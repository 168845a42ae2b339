/** The tag that goes on the device when it comes to the counter or leaves the bench (M13, M27): where it belongs, in letters that are read across a room, and its code. 62 × 40 mm. */
import type { Language } from '../core/access.ts';
import type { Disposition, Grade } from '../core/return/model.ts';
import { drawCode128 } from './barcode.ts';
import { INK, mm, type Pen, pdf, put, QUIET_INK } from './page.ts';

export type BinTagData = {
  readonly language: Language;
  /** ISO 8601 instant; becomes the document's date. */
  readonly at: string;
  readonly sellerName: string;
  /** Null where nobody has looked at it yet: it goes to the bench. */
  readonly goesTo: Disposition | null;
  readonly grade?: Grade;
  readonly sku: string;
  readonly title: string;
  readonly rma: string;
  /** IMEI or serial number that was read, where one was. */
  readonly number?: string;
};

/** As short as the shelves are labelled. */
const PLACE: Readonly<Record<Language, Readonly<Record<Disposition | 'bench', string>>>> = {
  en: {
    bench: 'TO INSPECT',
    restock: 'STOCK',
    refurbish: 'REFURBISH',
    repair: 'REPAIR',
    parts: 'PARTS',
    recycle: 'RECYCLE',
    return_to_supplier: 'TO SUPPLIER',
    return_to_buyer: 'TO BUYER',
    quarantine: 'QUARANTINE',
  },
  fr: {
    bench: 'À EXAMINER',
    restock: 'STOCK',
    refurbish: 'À RECONDITIONNER',
    repair: 'À RÉPARER',
    parts: 'PIÈCES',
    recycle: 'À RECYCLER',
    return_to_supplier: 'AU FOURNISSEUR',
    return_to_buyer: 'AU CLIENT',
    quarantine: 'QUARANTAINE',
  },
  de: {
    bench: 'ZU PRÜFEN',
    restock: 'LAGER',
    refurbish: 'AUFARBEITEN',
    repair: 'REPARATUR',
    parts: 'ERSATZTEILE',
    recycle: 'RECYCLING',
    return_to_supplier: 'AN LIEFERANT',
    return_to_buyer: 'AN KUNDE',
    quarantine: 'QUARANTÄNE',
  },
  es: {
    bench: 'POR REVISAR',
    restock: 'ALMACÉN',
    refurbish: 'REACONDICIONAR',
    repair: 'REPARAR',
    parts: 'PIEZAS',
    recycle: 'RECICLAR',
    return_to_supplier: 'AL PROVEEDOR',
    return_to_buyer: 'AL CLIENTE',
    quarantine: 'CUARENTENA',
  },
  it: {
    bench: 'DA ESAMINARE',
    restock: 'MAGAZZINO',
    refurbish: 'RICONDIZIONARE',
    repair: 'RIPARARE',
    parts: 'RICAMBI',
    recycle: 'RICICLO',
    return_to_supplier: 'AL FORNITORE',
    return_to_buyer: 'AL CLIENTE',
    quarantine: 'QUARANTENA',
  },
};
const GRADE: Readonly<Record<Language, Readonly<Record<Grade, string>>>> = {
  en: { premium: 'Premium', excellent: 'Excellent', good: 'Good', fair: 'Fair', faulty: 'Faulty' },
  fr: { premium: 'Premium', excellent: 'Excellent', good: 'Bon', fair: 'Correct', faulty: 'Défectueux' },
  de: { premium: 'Premium', excellent: 'Exzellent', good: 'Gut', fair: 'Ordentlich', faulty: 'Defekt' },
  es: { premium: 'Premium', excellent: 'Excelente', good: 'Bueno', fair: 'Correcto', faulty: 'Defectuoso' },
  it: { premium: 'Premium', excellent: 'Eccellente', good: 'Buono', fair: 'Discreto', faulty: 'Difettoso' },
};

const PAGE = { width: mm(62), height: mm(40) };
const EDGE = mm(2.5);
const INSIDE = PAGE.width - 2 * EDGE;

export const binTagPdf = (data: BinTagData): Promise<Uint8Array> =>
  pdf(
    {
      title: `${data.rma} · ${PLACE[data.language][data.goesTo ?? 'bench']}`,
      author: data.sellerName,
      language: data.language,
      at: data.at,
      ...PAGE,
    },
    (pen) => draw(pen, data),
  );

function draw(pen: Pen, data: BinTagData): void {
  // White on black: a printer for thermal paper has no colours, and this is what hands and eyes look for.
  const bar = 24;
  pen.rect(0, 0, PAGE.width, bar).fill(INK);
  put(pen, PLACE[data.language][data.goesTo ?? 'bench'], EDGE, 5, INSIDE * (data.grade ? 0.66 : 1), {
    size: 14,
    weight: 'bold',
    colour: '#ffffff',
    lines: 1,
  });
  if (data.grade)
    put(pen, GRADE[data.language][data.grade], EDGE + INSIDE * 0.68, 7.5, INSIDE * 0.32, {
      size: 11,
      weight: 'bold',
      colour: '#ffffff',
      align: 'right',
      lines: 1,
    });
  put(pen, data.title, EDGE, bar + 5, INSIDE, { size: 8, weight: 'bold', lines: 1 });
  put(pen, data.sku, EDGE, bar + 16, INSIDE * 0.5, { size: 7, colour: QUIET_INK, lines: 1 });
  if (data.number)
    put(pen, data.number, EDGE + INSIDE * 0.5, bar + 16, INSIDE * 0.5, { size: 7, colour: QUIET_INK, align: 'right', lines: 1 });
  drawCode128(pen, data.rma, { x: EDGE - 4, y: bar + 29, width: INSIDE + 8, height: 38 });
  put(pen, data.rma, EDGE, bar + 70, INSIDE, { size: 11, weight: 'bold', align: 'center', lines: 1 });
}

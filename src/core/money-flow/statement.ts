/**
 * A channel's payout statement out of its file: which column means what is a mapping that a person may correct, and every line that can't be
 * read is named with the reason. Channels publish no format for it, so the mapping is guessed from the headings.
 */
import { type Currency, parseMoney } from '../money.ts';
import { type LineKind, LINE_KINDS } from './payout.ts';

export const STATEMENT_COLUMNS = ['kind', 'order', 'amount', 'currency', 'date', 'reference', 'paysOn', 'says'] as const;
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number];
/** Our column → the file's heading. */
export type Mapping = Partial<Readonly<Record<StatementColumn, string>>>;

/** Headings that were seen or are likely, in small letters without anything but letters. */
const HEADINGS: Readonly<Record<StatementColumn, readonly string[]>> = {
  kind: ['linetype', 'type', 'kind', 'transactiontype', 'operation', 'typedoperation'],
  order: ['orderid', 'order', 'ordernumber', 'ordernr', 'commande', 'numerodecommande', 'bestellnummer'],
  amount: ['amount', 'net', 'netamount', 'montant', 'montantnet', 'betrag', 'total'],
  currency: ['currency', 'devise', 'wahrung', 'waehrung'],
  date: ['date', 'linedate', 'transactiondate', 'shippingdate', 'datum'],
  reference: ['payoutreference', 'payoutid', 'reference', 'statement', 'settlementid', 'releve'],
  paysOn: ['payoutdate', 'paymentdate', 'paidon', 'datedeversement', 'auszahlungsdatum'],
  says: ['description', 'details', 'label', 'libelle', 'comment'],
};
const bare = (heading: string): string =>
  heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

export function guessMapping(headings: readonly string[]): Mapping {
  const known = headings.map((heading) => ({ heading, name: bare(heading) }));
  return Object.fromEntries(
    STATEMENT_COLUMNS.flatMap((column) => {
      const found = HEADINGS[column].flatMap((name) => known.filter((each) => each.name === name))[0];
      return found ? [[column, found.heading]] : [];
    }),
  );
}

/** What statements call a line. */
const KIND_WORDS: readonly (readonly [RegExp, LineKind])[] = [
  [/commission.*(refund|return|credit|revers)|(refund|return|credit).*commission/, 'commission_returned'],
  [/commission|selling fee|provision/, 'commission'],
  [/retain|reserve|deferred|deposit/, 'retainer_held'],
  [/month|subscription|abonnement|fixed fee/, 'monthly_fee'],
  [/refund|rembours|erstattung/, 'refund'],
  [/carr(y|ied)|report|balance/, 'carried'],
  [/sale|order|vente|commande|verkauf/, 'order'],
];

function kindOf(text: string, minor: number): LineKind {
  const word = text.toLowerCase().replaceAll('_', ' ').trim();
  const exact = LINE_KINDS.find((kind) => kind.replaceAll('_', ' ') === word);
  if (exact) return exact;
  if (/releas|libér|freigabe/.test(word)) return 'retainer_released';
  const kind = KIND_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other';
  return kind === 'retainer_held' && minor > 0 ? 'retainer_released' : kind;
}

export type StatementLine = {
  /** Number of the line in the file, the heading being 1. */
  readonly row: number;
  readonly kind: LineKind;
  readonly orderRef: string | null;
  readonly date: string | null;
  readonly minor: number;
  readonly cells: Readonly<Record<string, string>>;
};

export type Statement = {
  readonly currency: Currency;
  readonly reference: string | null;
  readonly paysOn: string | null;
  readonly lines: readonly StatementLine[];
};

export type StatementTrouble = { readonly row: number; readonly name: TroubleName; readonly text: string };
export type TroubleName =
  | 'amount_unreadable'
  | 'currency_unreadable'
  | 'currencies_mixed'
  | 'date_unreadable'
  | 'order_missing'
  | 'references_mixed';

/** `1.234,56`, `1 234.56`, `-36,90`, `(36.90)` → the decimal text that the house reads. */
export function plainDecimal(text: string): string {
  const negative = /^\(.*\)$/.test(text.trim()) || /^[-−–]/.test(text.trim()) || /[-−]$/.test(text.trim());
  const digits = text.replace(/[^\d.,]/g, '');
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  const grouped =
    last >= 0 && digits.length - last - 1 === 3 && digits.search(/[.,]/) === last && digits.length > 4 && digits[last] === ',';
  const plain =
    last < 0 || grouped ? digits.replace(/[.,]/g, '') : `${digits.slice(0, last).replace(/[.,]/g, '')}.${digits.slice(last + 1)}`;
  return `${negative ? '-' : ''}${plain}`;
}

/** `2026-11-16…` or `16/11/2026`, `16.11.2026` → a date; null where it is none. */
export function plainDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text.trim());
  const european = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})/.exec(text.trim());
  const parts = iso ? [iso[1], iso[2], iso[3]] : european ? [european[3], european[2], european[1]] : null;
  if (!parts) return null;
  const date = parts.map((part) => part!.padStart(2, '0')).join('-');
  const at = new Date(`${date}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : null;
}

/** Reads every row, or says what is wrong with each; a statement with trouble is not imported in part. */
export function readStatement(
  rows: readonly Readonly<Record<string, string>>[],
  mapping: Mapping,
): { readonly ok: true; readonly statement: Statement } | { readonly ok: false; readonly troubles: readonly StatementTrouble[] } {
  const troubles: StatementTrouble[] = [];
  const cell = (row: Readonly<Record<string, string>>, column: StatementColumn) =>
    mapping[column] === undefined ? '' : (row[mapping[column]] ?? '').trim();
  const first = (column: StatementColumn) => rows.map((row) => cell(row, column)).find((text) => text !== '') ?? '';
  const currency = first('currency').toUpperCase() || 'EUR';
  const reference = first('reference') || null;
  const paysOn = plainDate(first('paysOn'));
  const lines: StatementLine[] = [];
  rows.forEach((cells, i) => {
    const row = i + 2;
    const trouble = (name: TroubleName, text: string) => troubles.push({ row, name, text });
    const own = cell(cells, 'currency').toUpperCase() || currency;
    if (!/^[A-Z]{3}$/.test(own)) return trouble('currency_unreadable', own);
    if (own !== currency) return trouble('currencies_mixed', own);
    if (reference !== null && cell(cells, 'reference') !== '' && cell(cells, 'reference') !== reference)
      return trouble('references_mixed', cell(cells, 'reference'));
    const amount = parseMoney(plainDecimal(cell(cells, 'amount')), currency);
    if (!amount) return trouble('amount_unreadable', cell(cells, 'amount'));
    const dated = cell(cells, 'date');
    const date = dated === '' ? null : plainDate(dated);
    if (dated !== '' && date === null) return trouble('date_unreadable', dated);
    const kind = kindOf(cell(cells, 'kind') || cell(cells, 'says'), amount.minor);
    const orderRef = cell(cells, 'order') || null;
    if (orderRef === null && ABOUT_ORDERS.includes(kind)) return trouble('order_missing', cell(cells, 'kind'));
    return lines.push({ row, kind, orderRef, date, minor: amount.minor, cells });
  });
  return troubles.length > 0 ? { ok: false, troubles } : { ok: true, statement: { currency, reference, paysOn, lines } };
}

/** Lines that make no sense without their order. */
export const ABOUT_ORDERS: readonly LineKind[] = ['order', 'commission', 'refund', 'commission_returned'];

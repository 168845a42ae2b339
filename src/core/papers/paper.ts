/**
 * Invoice and credit note as data (M32): what the PDF, the XML and the list all say. Amounts are whole minor units of `currency`, and
 * conserve: the lines are the groups, net and VAT are the gross, and credit notes together never exceed their invoice.
 */
import type { Language } from '../access.ts';
import { assert } from '../assert.ts';
import { allocate, exponentOf, money } from '../money.ts';
import type { Address } from '../abuse/links.ts';
import type { Buyer, Order } from '../return/model.ts';
import { marginWords } from './countries.ts';
import { missingIn, type PaperSettings, type Regime } from './settings.ts';
import { type Doubt, doubt, type Vat, vatIn, vatOf } from './vat.ts';

export type PaperLine = {
  /** The order line's id, or `shipping` with its group's number. */
  readonly key: string;
  readonly what: 'goods' | 'shipping';
  readonly title: string;
  readonly sku?: string;
  /** IMEI or serial number, where the line is one device: it names the very goods. */
  readonly device?: string;
  readonly quantity: number;
  readonly grossMinor: number;
  readonly netMinor: number;
  /** Index of its VAT in `groups`. */
  readonly group: number;
};

/** Everything of a paper that bears the same VAT. Under the margin scheme no VAT is shown: net is gross (art. 325). */
export type VatGroup = {
  readonly vat: Vat;
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly vatMinor: number;
};

export type PaperParty = {
  readonly name: string;
  readonly address?: Address;
  readonly country: string;
  readonly email?: string;
};

export type PaperDraft = {
  readonly kind: 'invoice' | 'credit_note';
  readonly language: Language;
  readonly seller: PaperSettings['seller'];
  readonly buyer: PaperParty;
  readonly order: { readonly channel: string; readonly number: string; readonly placedOn: string };
  /** Local date at the seller. For a credit note: that of the supply it corrects. */
  readonly suppliedOn: string;
  readonly currency: string;
  readonly lines: readonly PaperLine[];
  readonly groups: readonly VatGroup[];
  readonly netMinor: number;
  readonly vatMinor: number;
  readonly grossMinor: number;
  /** What the law wants said, in words (art. 226(11), (14)). */
  readonly statements: readonly string[];
  readonly smallPrint?: string;
  readonly corrects?: { readonly name: string; readonly issuedOn: string; readonly because: string };
};

/** Issued: it has a number and a date, and never changes. */
export type Paper = PaperDraft & { readonly name: string; readonly issuedOn: string };

export type Drafted = { readonly ok: true; readonly draft: PaperDraft } | { readonly ok: false; readonly because: readonly Doubt[] };

/** `F-2026-000123`. */
export const paperName = (series: string, year: number, number: number): string => `${series}-${year}-${String(number).padStart(6, '0')}`;

export type InvoiceFacts = {
  readonly settings: PaperSettings;
  readonly order: Order;
  readonly buyer: Buyer;
  /** Local dates at the seller. */
  readonly suppliedOn: string;
  readonly placedOn: string;
  readonly shippingWord: string;
  /** What a person chose, by line id, over the rules. */
  readonly chosen?: Readonly<Record<string, Regime>>;
};

/** The invoice for an order as it was shipped, without its number; or everything that keeps a machine from making it. */
export function draftInvoice(facts: InvoiceFacts): Drafted {
  const { settings, order, buyer, suppliedOn, chosen = {} } = facts;
  const doubts: Doubt[] = [];
  if (missingIn(settings).length > 0) doubts.push(doubt('settings_incomplete'));
  // EN 16931 knows two decimals (BR-DEC-*), and so do all currencies that we sell in.
  if (exponentOf(order.currency) !== 2) doubts.push(doubt('currency_not_possible', { currency: order.currency }));
  if (settings.buyerAddress === 'needed' && !buyer.address) doubts.push(doubt('buyer_address_missing'));
  if (order.lines.reduce((total, line) => total + line.price.minor * line.quantity, order.shippingPaid?.minor ?? 0) <= 0)
    doubts.push(doubt('nothing_to_invoice'));

  const to = { country: order.country, ...(buyer.address && { postalCode: buyer.address.postalCode }) };
  const taxed = order.lines.map((line) => {
    const choice = chosen[line.id];
    const answer = vatOf(settings, line, to, { on: suppliedOn, currency: order.currency, ...(choice && { chosen: choice }) });
    if (!answer.ok) doubts.push(answer.doubt);
    return { line, vat: answer.ok ? answer.vat : null };
  });
  if (doubts.length > 0) return { ok: false, because: unlike(doubts) };

  const vats: Vat[] = [];
  const groupOf = (vat: Vat): number => {
    const at = vats.findIndex((one) => one.regime === vat.regime && one.country === vat.country && one.percent === vat.percent);
    return at >= 0 ? at : vats.push(vat) - 1;
  };
  const goods = taxed.map(({ line, vat }): Omit<PaperLine, 'netMinor'> => {
    const device = line.quantity === 1 ? (line.imei ?? line.serial) : undefined;
    return {
      key: line.id,
      what: 'goods',
      title: line.title,
      sku: line.sku,
      ...(device !== undefined && { device: `${line.imei === undefined ? 'S/N' : 'IMEI'} ${device}` }),
      quantity: line.quantity,
      grossMinor: line.price.minor * line.quantity,
      group: groupOf(vat!),
    };
  });
  // Sending the goods is ancillary to selling them: it bears their VAT, and is part of the price under the margin scheme (art. 312, 315).
  const shipping = allocate(
    money(order.shippingPaid?.minor ?? 0, order.currency),
    vats.map((_, group) => goods.filter((line) => line.group === group).reduce((total, { grossMinor }) => total + grossMinor, 0)),
  ).flatMap(({ minor }, group): Omit<PaperLine, 'netMinor'>[] =>
    minor === 0
      ? []
      : [{ key: `shipping ${group + 1}`, what: 'shipping', title: facts.shippingWord, quantity: 1, grossMinor: minor, group }],
  );
  const { lines, groups } = withNet([...goods, ...shipping], vats, order.currency, (grossMinor, vat) => vatIn(grossMinor, vat.percent).vat);

  const { language } = buyer;
  const smallPrint = settings.smallPrint[language] ?? settings.smallPrint.en;
  return {
    ok: true,
    draft: {
      kind: 'invoice',
      language,
      seller: settings.seller,
      buyer: {
        name: buyer.name,
        country: order.country,
        ...(buyer.address && { address: buyer.address }),
        ...(buyer.email && { email: buyer.email }),
      },
      order: { channel: order.channel, number: order.channelOrderId, placedOn: facts.placedOn },
      suppliedOn,
      currency: order.currency,
      lines,
      groups,
      ...totalsOf(groups),
      statements: statementsOf(groups, language),
      ...(smallPrint && { smallPrint }),
    },
  };
}

export type Giving = { readonly key: string; readonly minor: number };

/**
 * The credit note for money that went back. What goes beyond a line's price is its share of the shipping.
 * @param earlier the credit notes that correct this invoice already
 * @param give how much for which order line; everything that is left where absent
 */
export function draftCreditNote(
  invoice: Paper,
  earlier: readonly Paper[],
  {
    give,
    because,
    language = invoice.language,
  }: { readonly give?: readonly Giving[]; readonly because: string; readonly language?: Language },
): Drafted {
  assert(invoice.kind === 'invoice' && earlier.every(({ corrects }) => corrects?.name === invoice.name), 'credit notes of this invoice');
  const left = new Map(invoice.lines.map((line) => [line.key, line.grossMinor]));
  const gone = invoice.groups.map(() => 0);
  for (const line of earlier.flatMap(({ lines }) => lines)) {
    left.set(line.key, left.get(line.key)! - line.grossMinor);
    gone[line.group]! += line.grossMinor;
  }
  const given = new Map<string, number>();
  const take = (key: string, most: number): number => {
    const amount = Math.min(most, left.get(key) ?? 0);
    if (amount > 0) {
      left.set(key, left.get(key)! - amount);
      given.set(key, (given.get(key) ?? 0) + amount);
    }
    return most - amount;
  };
  for (const { key, minor } of give ?? invoice.lines.map((line) => ({ key: line.key, minor: left.get(line.key)! }))) {
    const line = invoice.lines.find((one) => one.key === key);
    if (!line) return { ok: false, because: [doubt('unknown_line', { line: key })] };
    let rest = take(key, minor);
    const shipping = invoice.lines.filter(({ what }) => what === 'shipping');
    for (const one of shipping.toSorted((a, b) => Number(b.group === line.group) - Number(a.group === line.group)))
      rest = take(one.key, rest);
    if (rest > 0) return { ok: false, because: [doubt('exceeds_invoice', { line: key, invoice: invoice.name })] };
  }
  if (given.size === 0) return { ok: false, because: [doubt('already_credited', { invoice: invoice.name })] };

  const bare = invoice.lines.flatMap((line): Omit<PaperLine, 'netMinor'>[] => {
    const grossMinor = given.get(line.key);
    if (grossMinor === undefined) return [];
    const { netMinor: _, ...kept } = line;
    // A part of the price is one thing, not so many units.
    return [{ ...kept, quantity: grossMinor === line.grossMinor ? line.quantity : 1, grossMinor }];
  });
  const vats = invoice.groups.map(({ vat }) => vat);
  // VAT goes back in step with the money, counted from the invoice's own VAT: whatever the parts, the last one closes it to the cent.
  const { lines, groups } = withNet(bare, vats, invoice.currency, (grossMinor, _vat, group) => {
    const whole = invoice.groups[group]!;
    const upTo = (minor: number) => allocate(money(whole.vatMinor, invoice.currency), [minor, whole.grossMinor - minor])[0]!.minor;
    return upTo(gone[group]! + grossMinor) - upTo(gone[group]!);
  });
  return {
    ok: true,
    draft: {
      kind: 'credit_note',
      language,
      seller: invoice.seller,
      buyer: invoice.buyer,
      order: invoice.order,
      suppliedOn: invoice.suppliedOn,
      currency: invoice.currency,
      lines,
      groups,
      ...totalsOf(groups),
      statements: statementsOf(
        groups.filter(({ grossMinor }) => grossMinor > 0),
        language,
      ),
      ...(invoice.smallPrint && { smallPrint: invoice.smallPrint }),
      corrects: { name: invoice.name, issuedOn: invoice.issuedOn, because },
    },
  };
}

/** Net amounts of the lines, so that each group's add up to its own. */
function withNet(
  lines: readonly Omit<PaperLine, 'netMinor'>[],
  vats: readonly Vat[],
  currency: string,
  vatMinorOf: (grossMinor: number, vat: Vat, group: number) => number,
): { readonly lines: readonly PaperLine[]; readonly groups: readonly VatGroup[] } {
  const nets = new Map<string, number>();
  const groups = vats.map((vat, group): VatGroup => {
    const own = lines.filter((line) => line.group === group);
    const grossMinor = own.reduce((total, line) => total + line.grossMinor, 0);
    const vatMinor = grossMinor === 0 ? 0 : vatMinorOf(grossMinor, vat, group);
    const netMinor = grossMinor - vatMinor;
    if (own.length > 0) {
      const parts = allocate(
        money(netMinor, currency),
        own.map((line) => line.grossMinor),
      );
      own.forEach((line, i) => nets.set(line.key, parts[i]!.minor));
    }
    return { vat, grossMinor, netMinor, vatMinor };
  });
  return { lines: lines.map((line) => ({ ...line, netMinor: nets.get(line.key)! })), groups };
}

function totalsOf(groups: readonly VatGroup[]): Pick<PaperDraft, 'netMinor' | 'vatMinor' | 'grossMinor'> {
  const total = (key: 'netMinor' | 'vatMinor' | 'grossMinor') => groups.reduce((all, group) => all + group[key], 0);
  const totals = { netMinor: total('netMinor'), vatMinor: total('vatMinor'), grossMinor: total('grossMinor') };
  assert(totals.netMinor + totals.vatMinor === totals.grossMinor, 'net and VAT are the gross');
  return totals;
}

function statementsOf(groups: readonly VatGroup[], language: Language): string[] {
  return [
    ...new Set(
      groups.flatMap(({ vat }) => {
        if (vat.regime === 'margin') return [marginWords(vat.country, language)!];
        return vat.regime === 'export' ? [EXPORT_WORDS[language]] : [];
      }),
    ),
  ];
}

/** Art. 226(11): the exemption is named. */
const EXPORT_WORDS: Readonly<Record<Language, string>> = {
  en: 'Export of goods, exempt from VAT (Directive 2006/112/EC, Article 146).',
  fr: 'Exportation de biens, exonérée de TVA (directive 2006/112/CE, article 146).',
  de: 'Ausfuhrlieferung, von der Mehrwertsteuer befreit (Richtlinie 2006/112/EG, Artikel 146).',
  es: 'Exportación de bienes, exenta de IVA (Directiva 2006/112/CE, artículo 146).',
  it: 'Esportazione di beni, esente da IVA (direttiva 2006/112/CE, articolo 146).',
};

/** The same doubt about two lines is said once per line, the same about the order once. */
const unlike = (doubts: readonly Doubt[]): Doubt[] => [...new Map(doubts.map((one) => [JSON.stringify(one), one])).values()];

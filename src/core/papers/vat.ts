/** Which VAT a line of an order bears, or why a person must say so. Pure; every doubt has a name, none is guessed away (M32). */
import { isSpecialTerritory, marginWords, nationalCurrency, standardRate, VAT_COUNTRIES } from './countries.ts';
import type { Condition } from '../return/model.ts';
import type { PaperSettings, Regime } from './settings.ts';

/** `percent` in hundredths. The country is the one whose VAT it is. */
export type Vat =
  | { readonly regime: 'regular'; readonly country: string; readonly percent: number }
  | { readonly regime: 'margin'; readonly country: string; readonly percent: 0 }
  | { readonly regime: 'export'; readonly country: string; readonly percent: 0 };

export const DOUBTS = [
  'settings_incomplete',
  'nothing_to_invoice',
  'currency_not_possible',
  'buyer_address_missing',
  'regime_not_set',
  'margin_needs_used_goods',
  'margin_words_unknown',
  'special_territory',
  'one_stop_shop_not_set',
  'export_not_set',
  'margin_export',
  'no_rate_known',
  'vat_in_other_currency',
  'goods_start_outside',
  'not_shipped',
  'invoice_missing',
  'exceeds_invoice',
  'already_credited',
  'unknown_line',
] as const;
/** Why no paper can be made by a machine. `facts` for words and for people: a line, a country. */
export type Doubt = { readonly name: (typeof DOUBTS)[number]; readonly facts: Readonly<Record<string, string>> };
export const doubt = (name: Doubt['name'], facts: Doubt['facts'] = {}): Doubt => ({ name, facts });

export type VatLine = {
  readonly id: string;
  readonly sku: string;
  readonly category: string;
  readonly condition: Condition;
  readonly supplier?: string;
};
export type Destination = { readonly country: string; readonly postalCode?: string };

type Answer = { readonly ok: true; readonly vat: Vat } | { readonly ok: false; readonly doubt: Doubt };
const no = (name: Doubt['name'], facts: Doubt['facts'] = {}): Answer => ({ ok: false, doubt: doubt(name, facts) });

/**
 * @param on local date of supply: the rate of that day counts (art. 93)
 * @param chosen what a person chose for this line, over all rules
 */
export function vatOf(
  settings: PaperSettings,
  line: VatLine,
  to: Destination,
  { on, currency, chosen }: { readonly on: string; readonly currency: string; readonly chosen?: Regime },
): Answer {
  const regime = chosen ?? regimeOf(settings, line);
  const from = settings.seller.country;
  const about = { line: line.id };
  if (regime === null) return no('regime_not_set', { ...about, category: line.category, condition: line.condition });
  if (!(from in VAT_COUNTRIES)) return no('goods_start_outside', { country: from });
  // The Directive's own islands and enclaves; within the United Kingdom Northern Ireland alone, which postal codes BT tell.
  if (to.postalCode !== undefined && isSpecialTerritory(to.country, to.postalCode))
    return no('special_territory', { country: to.country, postalCode: to.postalCode });
  const leaves = to.country !== from && !(isInUnion(from) && isInUnion(to.country));

  if (regime === 'margin') {
    // Art. 311(1)(1): goods that were used. New ones never are, whoever sold them to the dealer.
    if (line.condition === 'new') return no('margin_needs_used_goods', about);
    if (marginWords(from, '') === undefined) return no('margin_words_unknown', { country: from });
    // Art. 321: the exempt export of margin goods has bookkeeping of its own.
    if (leaves) return no('margin_export', { country: to.country });
    // Art. 35: never taxed at the destination, also in the one-stop shop's Union.
    return { ok: true, vat: { regime: 'margin', country: from, percent: 0 } };
  }

  if (leaves) {
    if (settings.exports === null || !isInUnion(from)) return no('export_not_set', { country: to.country });
    return { ok: true, vat: { regime: 'export', country: from, percent: 0 } };
  }
  if (to.country !== from && settings.oss === null) return no('one_stop_shop_not_set', { country: to.country });
  const taxed = settings.oss === 'registered' ? to.country : from;
  const percent = standardRate(taxed, on, settings.rates);
  if (percent === undefined) return no('no_rate_known', { country: taxed, on });
  // Art. 230: the amount of VAT is said in the money of the member state whose rules of invoicing hold; an exchange rate is a person's choice.
  const money = nationalCurrency(from, on);
  if (money !== currency) return no('vat_in_other_currency', { country: from, money: money ?? '?', currency });
  return { ok: true, vat: { regime: 'regular', country: taxed, percent } };
}

const isInUnion = (country: string): boolean => VAT_COUNTRIES[country]?.union ?? false;

function regimeOf({ regimes, otherwise }: PaperSettings, line: VatLine): Regime | null {
  const rule = regimes.find(
    ({ category, condition, supplier, sku }) =>
      (category === undefined || category === line.category) &&
      (condition === undefined || condition === line.condition) &&
      (supplier === undefined || supplier === line.supplier) &&
      (sku === undefined || sku === line.sku),
  );
  return rule?.regime ?? otherwise;
}

/** VAT that is contained in a gross amount, to the nearest minor unit; never a float. */
export function vatIn(grossMinor: number, percent: number): { readonly net: number; readonly vat: number } {
  const [gross, whole, base] = [BigInt(grossMinor), BigInt(10_000 + percent), 10_000n];
  // Half up: gross is never negative.
  const net = Number((2n * gross * base + whole) / (2n * whole));
  return { net, vat: grossMinor - net };
}

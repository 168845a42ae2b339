import { assert } from './assert.ts';

/** ISO 4217 alphabetic code. */
export type Currency = string;

/** An exact amount: whole minor units (cents, or yen) of one currency. Never a fraction, never a float. */
export type Money = { readonly minor: number; readonly currency: Currency };

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** How many decimals the currency's minor unit has: 2 for EUR, 0 for JPY. */
export const exponentOf = (currency: Currency): number => EXPONENTS[currency] ?? 2;

export function money(minor: number, currency: Currency): Money {
  // The sentences are made only where they are needed: money is made a million times a second.
  if (!Number.isSafeInteger(minor)) assert(false, `money is whole minor units, got ${minor} ${currency}`);
  if (!currencies.has(currency)) meetCurrency(currency);
  return { minor, currency };
}
/** Currencies that were looked at before. */
const currencies = new Set<Currency>();
function meetCurrency(currency: Currency): void {
  assert(/^[A-Z]{3}$/.test(currency), `a currency is three capitals, got ${currency}`);
  currencies.add(currency);
}

export const zero = (currency: Currency): Money => money(0, currency);

/** `"369.00"` → 36900 minor units. Null where the text is no decimal or is finer than the currency's minor unit. */
export function parseMoney(text: string, currency: Currency): Money | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text);
  if (!match || !/^[A-Z]{3}$/.test(currency)) return null;
  const [, sign = '', whole = '', given = ''] = match;
  const digits = exponentOf(currency);
  const fraction = given.replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return money(sign && minor !== 0 ? -minor : minor, currency);
}

/** The decimal text of the wire: 36900 EUR → `"369.00"`. */
export function decimal({ minor, currency }: Money): string {
  const digits = exponentOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) assert(false, `${a.currency} and ${b.currency} do not mix`);
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.minor + b.minor, a.currency);
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.minor - b.minor, a.currency);
}

export function compare(a: Money, b: Money): number {
  sameCurrency(a, b);
  return a.minor - b.minor;
}

export const sum = (amounts: readonly Money[], currency: Currency): Money => amounts.reduce(add, zero(currency));

/**
 * Splits an amount by weights without losing a cent: the parts always add up to the whole.
 * Cents that do not divide go to the largest remainders, the earlier part first.
 */
export function allocate(whole: Money, weights: readonly number[]): Money[] {
  assert(weights.length > 0 && weights.every((w) => Number.isSafeInteger(w) && w >= 0), 'weights are whole and not negative');
  const total = weights.reduce((a, b) => a + b, 0);
  if (total === 0)
    return allocate(
      whole,
      weights.map(() => 1),
    );
  const shares = weights.map((weight, index) => {
    const product = whole.minor * weight;
    if (Number.isSafeInteger(product)) {
      const remainder = product % total;
      return { index, share: (product - remainder) / total, remainder };
    }
    const exact = BigInt(whole.minor) * BigInt(weight);
    const share = exact / BigInt(total);
    return { index, share: Number(share), remainder: Number(exact - share * BigInt(total)) };
  });
  let left = whole.minor - shares.reduce((a, s) => a + s.share, 0);
  const step = left < 0 ? -1 : 1;
  for (const s of [...shares].sort((a, b) => Math.abs(b.remainder) - Math.abs(a.remainder) || a.index - b.index)) {
    if (left === 0) break;
    s.share += step;
    left -= step;
  }
  return shares.map((s) => money(s.share, whole.currency));
}

/** Refunds by bank transfer (M31): what goes into a file for the bank, and what the books say of it. */
import { assert } from '../assert.ts';
import { type Journal, transfer, type Holder } from '../money-flow/ledger.ts';
import { money, type Money } from '../money.ts';
import type { Uuid } from '../ids.ts';
import { compactIban } from './bank-account.ts';

/** One credit transfer. `endToEndId` comes back on the statement: at most 35 signs. */
export type CreditTransfer = {
  readonly refundId: string;
  readonly endToEndId: string;
  readonly minor: number;
  readonly holder: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly says: string;
};

export type TransferFile = {
  readonly messageId: string;
  /** ISO instant. */
  readonly madeAt: string;
  /** Local date on which the bank is asked to pay. */
  readonly executionOn: string;
  readonly debtor: { readonly holder: string; readonly iban: string; readonly bic: string };
  readonly transfers: readonly CreditTransfer[];
  readonly totalMinor: number;
};

/** A file of transfers in euro whose sum is the sum of its parts; every refund stands in it once. */
export function transferFile(file: Omit<TransferFile, 'totalMinor'>): TransferFile {
  assert(file.transfers.length > 0, 'a file pays somebody');
  assert(new Set(file.transfers.map(({ refundId }) => refundId)).size === file.transfers.length, 'each refund once');
  assert(
    file.transfers.every(({ minor }) => Number.isSafeInteger(minor) && minor > 0),
    'each pays something',
  );
  return {
    ...file,
    debtor: { ...file.debtor, iban: compactIban(file.debtor.iban) },
    totalMinor: file.transfers.reduce((total, { minor }) => total + minor, 0),
  };
}

/** What a retried refund is called on the statement: the refund's own id without dashes, and its attempt. */
export const endToEndId = (refundId: string, attempt: number): string =>
  `${refundId.replaceAll('-', '')}${attempt === 1 ? '' : `R${attempt}`}`;

const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  þ: 'th',
  Þ: 'Th',
};
/** Banks must take these signs and no others (EPC217-08); accents are taken off, what is left over becomes a dot. */
export function sepaText(text: string, most: number): string {
  const plain = text
    .replace(/[ßæÆœŒøØłŁđĐþÞ]/g, (sign) => LATIN[sign]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, '.')
    .replace(/\s+/g, ' ')
    // Neither at the start nor twice: reserved by the standard.
    .replace(/\/{2,}/g, '/')
    .replace(/^[/\s]+|[/\s]+$/g, '');
  return plain.slice(0, most).trim();
}

/** The buyer was paid from the bank account instead of by whoever holds the seller's money, so that is still owed to the seller. */
export const bankRefundJournal = (
  about: { readonly refundId: Uuid; readonly returnId: Uuid; readonly orderId: Uuid; readonly channel: string },
  amount: Money,
  holder: Holder,
  at: string,
): Journal =>
  transfer({ key: `bank_refund:${about.refundId}`, at, what: 'bank_refund', about }, money(amount.minor, amount.currency), holder, 'bank');

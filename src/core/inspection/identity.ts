/** Whether the device that came back is the one that was sold (M25). A comparison finds; it accuses nobody. */
import type { Identifiers, Identity } from '../return/model.ts';

/** `imei2`: a telephone for two cards has two numbers, and nobody knows which of them will be read. */
export type Device = Identifiers;

/** Digits only, as printed, scanned or typed: spaces, dashes and slashes go; a software version (IMEISV, 16 digits) loses its last two. Null where it is none. */
export function normaliseImei(typed: string | undefined): string | null {
  const digits = (typed ?? '').replace(/\D/g, '');
  if (digits.length === 15) return digits;
  // IMEISV carries a software version in place of the check digit (3GPP TS 23.003 § 6.2.2).
  if (digits.length === 16) return withCheckDigit(digits.slice(0, 14));
  if (digits.length === 14) return withCheckDigit(digits);
  return null;
}

/** What an IMEI is looked up by: normalised, or the bare digits of one that is too short or too long to be one. */
export const numberOfImei = (typed: string | undefined): string | null => normaliseImei(typed) ?? bare(typed);

/** Upper case letters and digits. Apple's barcodes put an S before the serial number: scanners read it along. */
export function normaliseSerial(typed: string | undefined): string | null {
  const serial = (typed ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  return serial === '' ? null : serial;
}

const withCheckDigit = (body: string): string => body + String((10 - (luhnSum(`${body}0`) % 10)) % 10);

/** Luhn: every second digit from the right doubled, the digits of the results added up. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((total, sign, i) => {
    const digit = Number(sign) * (i % 2 === 1 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
}

/** Fifteen digits with a right check digit (3GPP TS 23.003 annex B). */
export const isImei = (typed: string): boolean => {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 15 && luhnSum(digits) % 10 === 0;
};

/**
 * The IMEI speaks first where both sides know one, then the serial number. `near` is one misread sign or two swapped neighbours:
 * never a match, never an accusation; a person looks again.
 */
export function compareIdentity(sold: Device, read: Device): Identity {
  const soldImeis = imeisOf(sold);
  const soldSerial = normaliseSerial(sold.serial);
  if (soldImeis.length === 0 && !soldSerial) return 'not_recorded';
  const readSerial = normaliseSerial(read.serial);
  // One number in common is the same board: which of its two numbers was noted, and which was read, is chance.
  const byImei = closest(soldImeis.flatMap((one) => imeisOf(read).map((other) => compareSigns(one, other))));
  const bySerial = soldSerial && readSerial ? compareSerial(soldSerial, readSerial) : null;
  const findings = [byImei, bySerial].filter((finding) => finding !== null);
  if (findings.length === 0) return 'unreadable';
  // Two numbers that disagree about the device are a question, not a match: a board may have been swapped.
  return findings.includes('mismatch') ? 'mismatch' : findings.includes('near') ? 'near' : 'match';
}

/** The numbers of a device, one or two, as they are compared. */
export const imeisOf = ({ imei, imei2 }: Device): readonly string[] => [imei, imei2].flatMap((typed) => numberOfImei(typed) ?? []);

type Comparison = 'match' | 'near' | 'mismatch';
const closest = (found: readonly Comparison[]): Comparison | null =>
  found.length === 0 ? null : found.includes('match') ? 'match' : found.includes('near') ? 'near' : 'mismatch';

/**
 * Another number of the same model (type allocation code: the first eight digits, 3GPP TS 23.003 § 6.2.1), where neither side noted two:
 * it may be another device, or the second number of this one. The second number tells.
 */
export function maybeOtherSim(sold: Device, read: Device): boolean {
  const [a, b] = [imeisOf(sold), imeisOf(read)];
  return a.length === 1 && b.length === 1 && a[0] !== b[0] && a[0]!.slice(0, 8) === b[0]!.slice(0, 8);
}

const bare = (typed: string | undefined): string | null => (typed ?? '').replace(/\D/g, '') || null;

function compareSerial(sold: string, read: string): Comparison {
  const scanned = read.length === sold.length + 1 && read.startsWith('S') ? read.slice(1) : read;
  if (sold === scanned) return 'match';
  if (unconfused(sold) === unconfused(scanned)) return 'near';
  return compareSigns(sold, scanned);
}

/** Signs that eyes and printers confuse. */
const unconfused = (serial: string): string =>
  serial
    .replace(/[OQD]/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/Z/g, '2')
    .replace(/S/g, '5')
    .replace(/G/g, '6')
    .replace(/B/g, '8')
    .replace(/V/g, 'U');

function compareSigns(sold: string, read: string): Comparison {
  if (sold === read) return 'match';
  if (sold.length !== read.length) return isOneSignShort(sold, read) ? 'near' : 'mismatch';
  const differing = [...sold].flatMap((sign, i) => (sign === read[i] ? [] : [i]));
  if (differing.length === 1) return 'near';
  const [i, j] = differing;
  const swapped = differing.length === 2 && j === i! + 1 && sold[i!] === read[j] && sold[j] === read[i!];
  return swapped ? 'near' : 'mismatch';
}

/** One sign left out or typed twice. */
function isOneSignShort(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length !== 1) return false;
  return [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short);
}

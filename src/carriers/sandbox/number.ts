/** Sandbox Post's own number range: `SP`, fifteen digits, a check digit. Printed in fours, read with or without blanks. */
import { assert } from '../../core/assert.ts';

/** 10^15 numbers: over a million labels, the odds of giving one twice stay under one in a thousand. */
const RANGE = 10n ** 15n;

/** ISO/IEC 7064, MOD 11,10: every wrong digit shows, and nearly every pair of swapped neighbours. */
function checkDigit(digits: string): string {
  let carry = 10;
  for (const digit of digits) {
    const sum = (carry + Number(digit)) % 10 || 10;
    carry = (sum * 2) % 11;
  }
  return String((11 - carry) % 10);
}

/** @param seed 8 random bytes. */
export function numberFrom(seed: Uint8Array): string {
  assert(seed.length >= 8, 'eight random bytes');
  let bits = 0n;
  for (const byte of seed.slice(0, 8)) bits = (bits << 8n) | BigInt(byte);
  const digits = String(bits % RANGE).padStart(15, '0');
  return `SP${digits}${checkDigit(digits)}`;
}

/** What somebody scanned or typed, as a Sandbox Post number; null where it is none or its check digit is wrong. */
export function readNumber(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '');
  if (!/^SP\d{16}$/.test(text)) return null;
  return checkDigit(text.slice(2, 17)) === text[17] ? text : null;
}

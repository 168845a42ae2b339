import { assert } from './assert.ts';

/** RFC 9562 UUID in lower case. Ours are version 7 (time ordered) and are made in `app/`: core has no randomness. */
export type Uuid = string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: string): text is Uuid => UUID.test(text);

/** UUID version 7 from a time (ms since 1970) and 10 random bytes (RFC 9562 § 5.7). */
export function uuidv7(atMs: number, random: Uint8Array): Uuid {
  assert(random.length >= 10, 'ten random bytes');
  const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  const time = Math.trunc(atMs).toString(16).padStart(12, '0');
  const bytes = random.slice(0, 10);
  bytes[0] = 0x70 | (bytes[0]! & 0x0f);
  bytes[2] = 0x80 | (bytes[2]! & 0x3f);
  const tail = hex(bytes);
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

/** No I, L, O or U, so that a code can be read out on the phone; 31 signs, a prime, so that the check sign misses nothing below. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXY';

/** The last sign of an RMA code: the weighted sum of the others modulo 31. One wrong sign, or two swapped neighbours, always show. */
function checkSign(body: string): string {
  const total = [...body].reduce((acc, sign, i) => acc + (i + 1) * ALPHABET.indexOf(sign), 0);
  return ALPHABET[total % 31]!;
}

/** An RMA code such as `R-4K7D-9QXM` from five random bytes: seven signs (34 bits) and a check sign. */
export function rmaFrom(random: Uint8Array): string {
  assert(random.length >= 5, 'five random bytes');
  let bits = 0n;
  for (const byte of random.slice(0, 5)) bits = (bits << 8n) | BigInt(byte);
  let body = '';
  for (let i = 0; i < 7; i++, bits /= 31n) body += ALPHABET[Number(bits % 31n)];
  const code = body + checkSign(body);
  return `R-${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What a scanner or a person typed, as an RMA code; null where it is none or its check sign is wrong. */
export function readRma(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^R(?=.{8}$)/, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (code.length !== 8 || [...code].some((sign) => !ALPHABET.includes(sign))) return null;
  return checkSign(code.slice(0, 7)) === code[7] ? `R-${code.slice(0, 4)}-${code.slice(4)}` : null;
}

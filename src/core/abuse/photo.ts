/**
 * Whether two photos are the same picture (M7: the same evidence photo used twice). A fingerprint of light and dark that survives
 * re-encoding, resizing, another exposure and a slight crop; it knows nothing of what is in the picture, and nobody in it.
 *
 * It has two parts. The `look` is a difference hash of 64 bits (is the next cell to the right brighter?) and finds candidates by index;
 * alone it takes pictures of the same kind of thing, a dark phone on a bright table, for the same picture too often. The `detail` asks the
 * same of a finer grid, to the right and downwards, and decides.
 */
import { assert } from '../assert.ts';

/** Side of the square of grey values that a fingerprint is taken from: 9, 8 and 18 cells all fit it whole. */
export const GREY_SIDE = 144;

const FINE = 18;
export const DETAIL_BITS = 2 * FINE * (FINE - 1);

/** `look`: 16 hexadecimal digits; `detail`: {@link DETAIL_BITS} signs `0` and `1`. */
export type Fingerprint = { readonly look: string; readonly detail: string };

/**
 * How many bits may differ in the same picture. Measured on 240 generated scenes, half of them of one kind (a dark phone in the middle of a bright
 * table): re-encoding (WebP 40, JPEG 30), resizing to a third, brightness ± 25 %, grey and blur move at most 9 bits of the look and 55 of the detail
 * in 99 of 100, a crop of two per cent on each side 8 and 71 (59 in nine of ten). Of 14,280 pairs of different scenes none came nearer than 76
 * bits of detail; with the look alone, one in fifty of the phones on tables would have been the same. `app/recognise.test.ts` repeats the essence.
 * Seven is also as far as {@link nearBands} looks without a gap.
 */
export const SAME_LOOK = 7;
export const SAME_DETAIL = 64;

/** Steps of brightness (of 255) between neighbouring cells that say something, and how many of them a picture must have: blanks all look alike. */
const STEP = 2;
const LEAST_STEPS = 60;

/** The fingerprint of a picture given as 144 × 144 grey values, row by row; null for one with hardly anything on it. */
export function fingerprint(grey: Uint8Array): Fingerprint | null {
  assert(grey.length === GREY_SIDE * GREY_SIDE, 'a square of grey values');
  const coarse = cells(grey, 9, 8);
  const look: number[] = [];
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) look.push(coarse[y * 9 + x + 1]! - coarse[y * 9 + x]!);
  const fine = cells(grey, FINE, FINE);
  const detail: number[] = [];
  for (let y = 0; y < FINE; y++) for (let x = 1; x < FINE; x++) detail.push(fine[y * FINE + x]! - fine[y * FINE + x - 1]!);
  for (let y = 1; y < FINE; y++) for (let x = 0; x < FINE; x++) detail.push(fine[y * FINE + x]! - fine[(y - 1) * FINE + x]!);
  if (detail.filter((step) => Math.abs(step) >= STEP).length < LEAST_STEPS) return null;
  return {
    look: BigInt(`0b${bits(look)}`)
      .toString(16)
      .padStart(16, '0'),
    detail: bits(detail),
  };
}

/** Means of equal cells. */
function cells(grey: Uint8Array, columns: number, rows: number): Float64Array {
  const [width, height] = [GREY_SIDE / columns, GREY_SIDE / rows];
  const sums = new Float64Array(columns * rows);
  for (let y = 0; y < GREY_SIDE; y++)
    for (let x = 0; x < GREY_SIDE; x++) sums[Math.floor(y / height) * columns + Math.floor(x / width)]! += grey[y * GREY_SIDE + x]!;
  return sums.map((sum) => sum / (width * height));
}

const bits = (steps: readonly number[]): string => steps.map((step) => (step > 0 ? '1' : '0')).join('');

/** The same question as the database's (`store/abuse.ts`), for whoever holds both. */
export const samePicture = (a: Fingerprint, b: Fingerprint): boolean =>
  differing(binary(a.look), binary(b.look)) <= SAME_LOOK && differing(a.detail, b.detail) <= SAME_DETAIL;

export const binary = (look: string): string => BigInt(`0x${look}`).toString(2).padStart(64, '0');

/** In how many places two texts of equal length differ (Hamming). */
export function differing(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1;
  return count;
}

/** The look in four parts of 16 bits, each an index of its own: what stands in the columns `band_1` … `band_4` (−32768 … 32767). */
export const bandsOf = (look: string): readonly number[] => [0, 4, 8, 12].map((at) => signed(Number.parseInt(look.slice(at, at + 4), 16)));

/**
 * What to look for in each band: the look's own part and the sixteen that differ from it in one bit. Looks at most seven bits apart differ by at most
 * one bit in one of the four parts (four times two would be eight), so nothing within {@link SAME_LOOK} is missed.
 */
export const nearBands = (look: string): readonly (readonly number[])[] =>
  [0, 4, 8, 12].map((at) => {
    const own = Number.parseInt(look.slice(at, at + 4), 16);
    return [own, ...Array.from({ length: 16 }, (_, bit) => own ^ (1 << bit))].map(signed);
  });

const signed = (word: number): number => (word > 0x7fff ? word - 0x1_0000 : word);

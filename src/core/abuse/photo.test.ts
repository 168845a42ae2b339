import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandsOf, binary, differing, fingerprint, GREY_SIDE, nearBands, SAME_LOOK, samePicture } from './photo.ts';

const LOOK = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const hex = (look: bigint) => look.toString(16).padStart(16, '0');

test('whatever differs in up to seven bits is found by one of the four bands', () => {
  const flips = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: SAME_LOOK });
  fc.assert(
    fc.property(LOOK, flips, (look, bits) => {
      const other = bits.reduce((hash, bit) => hash ^ (1n << BigInt(bit)), look);
      expect(differing(binary(hex(look)), binary(hex(other)))).toBe(bits.length);
      const stored = bandsOf(hex(other));
      expect(nearBands(hex(look)).some((near, band) => near.includes(stored[band]!))).toBe(true);
    }),
  );
});

test('a band is a smallint', () => {
  expect(bandsOf('7fff8000ffff0001')).toEqual([32_767, -32_768, -1, 1]);
});

const picture = (light: (x: number, y: number) => number) =>
  Uint8Array.from({ length: GREY_SIDE ** 2 }, (_, i) => light(i % GREY_SIDE, Math.floor(i / GREY_SIDE)));

test('one colour, whichever, and a faint vignette have no fingerprint: blanks would all be the same picture', () => {
  for (const grey of [0, 60, 128, 255]) expect(fingerprint(picture(() => grey))).toBeNull();
  const faint = picture((x, y) => 120 + Math.round(((x - 72) ** 2 + (y - 72) ** 2) / 2_600));
  expect(fingerprint(faint)).toBeNull();
});

test('a picture is the same as itself, brighter or darker, and not as its mirror image', () => {
  const waves = (x: number, y: number) => 110 + 60 * Math.sin(x / 17 + y / 29) + 40 * Math.sin(y / 11);
  const [one, brighter, mirrored] = [
    picture(waves),
    picture((x, y) => waves(x, y) + 30),
    picture((x, y) => waves(GREY_SIDE - 1 - x, y)),
  ].map((grey) => fingerprint(grey)!);
  expect(samePicture(one!, brighter!)).toBe(true);
  expect(samePicture(one!, mirrored!)).toBe(false);
});

/** The measurement behind the limits of core/abuse/photo.ts, small enough to run each time: sharp's real encoders on drawn photos. */
import { beforeAll, expect, test } from 'vitest';
import { blank, phoneOnTable, TRAVELS } from '../../test/pictures.ts';
import { type Fingerprint, samePicture } from '../core/abuse/photo.ts';
import { cleanPicture, fingerprintOf } from './recognise.ts';

const seen = async (photo: Buffer): Promise<Fingerprint | null> => fingerprintOf((await cleanPicture(photo))!);

const SCENES = 24;
let photos: Buffer[];
let seenOf: (Fingerprint | null)[];
beforeAll(async () => {
  photos = await Promise.all(Array.from({ length: SCENES }, (_, seed) => phoneOnTable(seed + 1)));
  seenOf = await Promise.all(photos.map(seen));
});

test('a photo of something has a fingerprint', () => expect(seenOf).not.toContain(null));

test.each(Object.entries(TRAVELS))('a photo that comes again %s is the same photo', async (_name, travel) => {
  const again = await Promise.all(photos.slice(0, 12).map(async (photo) => seen(await travel(photo))));
  expect(again.map((other, i) => samePicture(seenOf[i]!, other!))).toEqual(again.map(() => true));
});

test('photos of different phones on different tables are different photos, all of them', () => {
  const alike = seenOf.flatMap((one, i) =>
    seenOf.slice(i + 1).flatMap((other, j) => (samePicture(one!, other!) ? [`${i} ${i + 1 + j}`] : [])),
  );
  expect(alike).toEqual([]);
});

test('a finger on the lens, a black frame and a white sheet are nobody’s evidence', async () => {
  expect(await Promise.all([blank(20), blank(20, 2), blank(128), blank(245)].map(async (photo) => seen(await photo)))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

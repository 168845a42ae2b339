/** Pictures as they are kept: re-encoded, which drops hidden data (place, camera) and whatever hides in a file, and with what they look like (M7). */
import sharp from 'sharp';
import { type Fingerprint, fingerprint, GREY_SIDE } from '../core/abuse/photo.ts';
import { photoHashRow, type PhotoHashRow } from '../store/abuse.ts';
import type { StoredFile } from '../store/thread.ts';
import { type Context, newId } from './context.ts';

/** A picture that is kept already: `ref` is its SHA-256. */
export type ShownPhoto = { readonly ref: string; readonly name: string };
/** The same with what it looks like: null for a picture with hardly anything on it. */
export type Recognised = ShownPhoto & { readonly size: number; readonly fingerprint: Fingerprint | null };

const MOST_PIXELS = 60_000_000;
const LONGEST_SIDE = 2000;

/** Null where the bytes are no picture that can be read. */
export const cleanPicture = (bytes: Uint8Array): Promise<Uint8Array | null> =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .rotate()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer()
    .catch(() => null);

/** Of a clean picture: it is upright by now. */
export async function fingerprintOf(clean: Uint8Array): Promise<Fingerprint | null> {
  const grey = await sharp(clean)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(GREY_SIDE, GREY_SIDE, { fit: 'fill' })
    .raw()
    .toBuffer()
    .catch(() => null);
  return grey && fingerprint(grey);
}

/** Pictures that were kept before their return was there, read back; one that is gone is left out. */
export async function recogniseAll(ctx: Context, photos: readonly ShownPhoto[]): Promise<readonly Recognised[]> {
  const read = photos.map(async ({ ref, name }): Promise<Recognised[]> => {
    const bytes = await ctx.files.get(ref);
    return bytes === null ? [] : [{ ref, name, size: bytes.byteLength, fingerprint: await fingerprintOf(bytes) }];
  });
  return (await Promise.all(read)).flat();
}

export const fingerprintsOf = (photos: readonly Recognised[]): readonly Fingerprint[] => photos.flatMap((photo) => photo.fingerprint ?? []);

/** The rows that hang recognised photos on a return. */
export function photoRows(
  ctx: Context,
  photos: readonly Recognised[],
  of: { readonly returnId: string; readonly orderId: string; readonly at: string },
): { readonly files: readonly StoredFile[]; readonly photoHashes: readonly PhotoHashRow[] } {
  const files = photos.map(
    ({ ref, name, size }): StoredFile => ({
      id: newId(ctx, of.at),
      return_id: of.returnId,
      kind: 'photo',
      name: name.slice(0, 200) || 'photo',
      type: 'image/webp',
      sha256: ref,
      size,
      at: of.at,
    }),
  );
  const photoHashes = photos.flatMap((photo, i) => (photo.fingerprint ? [photoHashRow(files[i]!.id, photo.fingerprint, of)] : []));
  return { files, photoHashes };
}

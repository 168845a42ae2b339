/** Photos of buyer and bench: re-encoded before they are kept, which drops hidden data (place, camera) and whatever hides in a file. */
import sharp from 'sharp';
import type { Actor } from '../core/access.ts';
import { insertFile, type StoredFile } from '../store/thread.ts';
import { readReturn } from '../store/returns.ts';
import { type Context, newId } from './context.ts';

export type Photo = { readonly name: string; readonly bytes: Uint8Array };
export type Added =
  | { readonly ok: true; readonly file: StoredFile }
  | { readonly ok: false; readonly refusal: 'not_found' | 'not_a_picture' };

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

export async function addPhoto(ctx: Context, sellerId: string, returnId: string, photo: Photo, _by: Actor): Promise<Added> {
  const clean = await cleanPicture(photo.bytes);
  if (!clean) return { ok: false, refusal: 'not_a_picture' };
  const kept = await ctx.files.put(clean);
  const at = ctx.clock.now(sellerId);
  const file: StoredFile = {
    id: newId(ctx, at),
    return_id: returnId,
    kind: 'photo',
    name: photo.name.slice(0, 200) || 'photo',
    type: 'image/webp',
    sha256: kept.sha256,
    size: kept.size,
    at,
  };
  return ctx.db.withSeller(sellerId, async (tx): Promise<Added> => {
    if (!(await readReturn(tx, returnId))) return { ok: false, refusal: 'not_found' };
    await insertFile(tx, file);
    return { ok: true, file };
  });
}

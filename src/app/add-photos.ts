/** Photos of buyer and bench hang on a return. Those that a buyer shows as evidence are compared with the evidence of other returns (M7). */
import { type Actor, actorName } from '../core/access.ts';
import type { Return } from '../core/return/model.ts';
import { insertPhotoHash } from '../store/abuse.ts';
import { readReturn } from '../store/returns.ts';
import { type FileShows, insertFile, type StoredFile } from '../store/thread.ts';
import type { Context } from './context.ts';
import { askAgainWithSigns } from './look-again.ts';
import { cleanPicture, photoRows, recogniseAll, type ShownPhoto } from './recognise.ts';

export type Photo = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Which unit, and which answer about it: what the bench photographs proves something (M26). */
  readonly shows?: FileShows;
};
export type Added =
  | { readonly ok: true; readonly file: StoredFile }
  | { readonly ok: false; readonly refusal: 'not_found' | 'not_a_picture' };

export async function addPhoto(ctx: Context, sellerId: string, returnId: string, photo: Photo, by: Actor): Promise<Added> {
  const clean = await cleanPicture(photo.bytes);
  if (!clean) return { ok: false, refusal: 'not_a_picture' };
  const { sha256 } = await ctx.files.put(clean);
  const [file] = await hangPhotos(ctx, sellerId, returnId, [{ ref: sha256, name: photo.name }], by, photo.shows);
  return file ? { ok: true, file } : { ok: false, refusal: 'not_found' };
}

/** Hangs pictures that are kept already on a return that is open; the files that were made, none where there is no such return. */
export async function hangPhotos(
  ctx: Context,
  sellerId: string,
  returnId: string,
  shown: readonly ShownPhoto[],
  by: Actor,
  shows?: FileShows,
): Promise<readonly StoredFile[]> {
  const photos = await recogniseAll(ctx, shown);
  const at = ctx.clock.now(sellerId);
  const hung = await ctx.db.withSeller(sellerId, async (tx) => {
    const loaded = await readReturn(tx, returnId);
    if (!loaded) return null;
    const rows = photoRows(ctx, photos, { returnId, orderId: loaded.ret.order.id, at });
    const evidence = isEvidence(loaded.ret, by);
    const files = rows.files.map((file) => ({
      ...file,
      ...(!evidence && { kind: 'bench', taken_by: actorName(by) }),
      ...(shows && { shows }),
    }));
    for (const file of files) await insertFile(tx, file);
    if (!evidence) return { files, recognised: false };
    const { photoHashes } = rows;
    for (const row of photoHashes) await insertPhotoHash(tx, row);
    return { files, recognised: photoHashes.length > 0 };
  });
  if (hung?.recognised) await askAgainWithSigns(ctx, sellerId, returnId);
  return hung?.files ?? [];
}

/** What the team photographs once it has the goods is its own: all pictures of one bench look alike, and prove nothing against anybody. */
const isEvidence = (ret: Return, by: Actor): boolean =>
  by.kind === 'buyer' || by.kind === 'channel' || !ret.items.some((item) => item.parcel === 'received');

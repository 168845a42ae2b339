/**
 * Files that come with words, from buyers and from us (M15): what they are is read from their bytes, never from their name. Pictures are made
 * anew, as everywhere in the house; a PDF stays as it is, and is only ever handed out as a download (`api/returns.ts`).
 */
import { fileTypeFromBuffer } from 'file-type';
import { type Actor, actorName } from '../core/access.ts';
import { insertPhotoHash } from '../store/abuse.ts';
import type { Tx } from '../store/db.ts';
import { readReturn } from '../store/returns.ts';
import { insertFile, type StoredFile } from '../store/thread.ts';
import { type Context, newId } from './context.ts';
import { cleanPicture, photoRows, recogniseAll } from './recognise.ts';

export type Attachment = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
export type KeptFile = Pick<StoredFile, 'id' | 'name' | 'type' | 'size'>;
export type RefusedFile = { readonly name: string; readonly because: 'too_large' | 'type_not_allowed' | 'unreadable' };

/** In bytes. A phone's picture is some megabytes before it is made anew; a PDF of more is a scan that nobody reads. */
export const MOST_BYTES = { picture: 12 * 1024 * 1024, pdf: 5 * 1024 * 1024 } as const;

/** What came through: its bytes are on the disk, under their hash. It may wait there for the words that it goes with. */
export type StowedFile = { readonly name: string; readonly type: string; readonly size: number; readonly sha256: string };

/**
 * Keeps what may be kept and hangs it on the return; what is refused is named with its reason. Pictures that a buyer sends are evidence like
 * those of the request: they are compared with the evidence of other returns (M7).
 */
export async function keepAttachments(
  ctx: Context,
  tx: Tx,
  returnId: string,
  files: readonly (Attachment | StowedFile)[],
  by: Actor = { kind: 'buyer' },
): Promise<{ readonly kept: readonly KeptFile[]; readonly refused: readonly RefusedFile[] }> {
  if (files.length === 0) return { kept: [], refused: [] };
  const read: StowedFile[] = [];
  const refused: RefusedFile[] = [];
  // One after the other: a picture in the making takes its size in memory many times over.
  for (const file of files) {
    const one = 'sha256' in file ? file : await stowAttachment(ctx, file);
    if ('because' in one) refused.push(one);
    else read.push(one);
  }
  const rows = await rowsOf(ctx, tx, returnId, read, by);
  for (const file of rows.files) await insertFile(tx, file);
  for (const hash of rows.hashes) await insertPhotoHash(tx, hash);
  return { kept: rows.files.map(({ id, name, type, size }) => ({ id, name, type, size })), refused };
}

/** Reads what a file is, and keeps it where it may be kept. */
export async function stowAttachment(
  ctx: Pick<Context, 'files'>,
  { name, bytes }: Omit<Attachment, 'type'>,
): Promise<StowedFile | RefusedFile> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const picture = found?.mime.startsWith('image/') === true;
  if (!picture && found?.mime !== 'application/pdf') return { name: cleanName(name, found?.ext ?? ''), because: 'type_not_allowed' };
  const shown = cleanName(name, picture ? 'webp' : 'pdf');
  if (bytes.byteLength > (picture ? MOST_BYTES.picture : MOST_BYTES.pdf)) return { name: shown, because: 'too_large' };
  const clean = picture ? await cleanPicture(bytes) : bytes;
  if (!clean) return { name: shown, because: 'unreadable' };
  const { sha256, size } = await ctx.files.put(clean);
  return { name: shown, type: picture ? 'image/webp' : 'application/pdf', size: size || clean.byteLength, sha256 };
}

async function rowsOf(ctx: Context, tx: Tx, returnId: string, read: readonly StowedFile[], by: Actor) {
  const at = ctx.clock.now(tx.sellerId);
  const evidence = by.kind === 'buyer' || by.kind === 'channel';
  const loaded = evidence ? await readReturn(tx, returnId) : null;
  const [pictures, papers] = [read.filter(({ type }) => type === 'image/webp'), read.filter(({ type }) => type !== 'image/webp')];
  const rowOf = ({ name, type, size, sha256 }: StowedFile): StoredFile => ({
    id: newId(ctx, at),
    return_id: returnId,
    kind: 'attachment',
    name,
    type,
    sha256,
    size,
    at,
    ...(!evidence && { taken_by: actorName(by) }),
  });
  if (!loaded) return { files: read.map(rowOf), hashes: [] };
  const recognised = await recogniseAll(
    ctx,
    pictures.map(({ name, sha256 }) => ({ name, ref: sha256 })),
  );
  const shown = photoRows(ctx, recognised, { returnId, orderId: loaded.ret.order.id, at });
  return { files: [...shown.files, ...papers.map(rowOf)], hashes: shown.photoHashes };
}

/** A name as people may see it: no folders, nothing invisible, nothing that writes backwards, and the ending that its bytes have. */
export function cleanName(name: string, ending: string): string {
  const bare = name
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    // Controls, and signs that turn the direction of writing: "photo[rtl]gpj.exe" must not read "photoexe.jpg".
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 80)
    .trim();
  const base = bare === '' ? 'file' : bare;
  return ending === '' ? base : `${base}.${ending}`;
}

/** Files that people uploaded or we drew, as an answer: shown where a browser shows them safely, else offered to be kept. */
import type { FastifyReply } from 'fastify';
import type { Context } from '../app/context.ts';
import { problem } from './problems.ts';

/** What is asked for by the hash of its bytes never changes. */
export async function sendFile(
  ctx: Pick<Context, 'files'>,
  reply: FastifyReply,
  file: { readonly name: string; readonly type: string; readonly sha256: string } | null | undefined,
): Promise<unknown> {
  const bytes = file && (await ctx.files.get(file.sha256));
  if (!file || !bytes) throw problem('not_found');
  const isShown = file.type.startsWith('image/') || file.type === 'application/pdf';
  reply.header('cache-control', 'private, max-age=31536000, immutable');
  return isShown ? sendBytes(reply, file, bytes, 'inline') : sendBytes(reply, { ...file, type: 'application/octet-stream' }, bytes);
}

/** Bytes that are made for this one answer. */
export const sendBytes = (
  reply: FastifyReply,
  { name, type }: { readonly name: string; readonly type: string },
  bytes: Uint8Array,
  how: 'inline' | 'attachment' = 'attachment',
): unknown =>
  reply
    .type(type)
    .header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    // Bytes are bytes: nothing is read into them.
    .serializer((x: unknown) => x as never)
    .send(Buffer.from(bytes));

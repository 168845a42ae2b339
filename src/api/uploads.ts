/** Files that people send along as multipart: what is a picture is made anew, without what cameras hide in it. */
import type { FastifyRequest } from 'fastify';
import { cleanPicture } from '../app/recognise.ts';
import { problem } from './problems.ts';

export type Upload = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** The fields and files of a multipart request. Papers stay as they are, and are never shown as pages of ours. */
export async function readUploads(
  request: FastifyRequest,
): Promise<{ readonly fields: Record<string, string>; readonly files: readonly Upload[] }> {
  const fields: Record<string, string> = {};
  const files: Upload[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else files.push(await safeFile({ name: part.filename, type: part.mimetype, bytes: new Uint8Array(await part.toBuffer()) }));
  }
  return { fields, files };
}

async function safeFile(file: Upload): Promise<Upload> {
  if (!file.type.startsWith('image/')) return file;
  const clean = await cleanPicture(file.bytes);
  if (!clean) throw problem('not_a_picture');
  return { name: `${file.name.replace(/\.\w+$/, '')}.webp`, type: 'image/webp', bytes: clean };
}

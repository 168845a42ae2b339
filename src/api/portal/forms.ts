import type { FastifyRequest } from 'fastify';
import { PHOTO_BYTES } from '../../../web/portal/draft.ts';

export type Form = {
  /** Every value of every field, in the order of the form. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly one: (name: string) => string;
};

/** A picture as it came: `bytes` is null where it was too big. */
export type Upload = { readonly field: string; readonly name: string; readonly bytes: Uint8Array | null };

/** A form may carry this many pictures, over all of its items. */
const FILES = 40;

/**
 * A posted form, urlencoded or multipart. Pictures are handed to `each` one by one as they arrive,
 * so that a form with forty of them never stands in memory as a whole.
 */
export async function readForm(request: FastifyRequest, each?: (upload: Upload) => Promise<void>): Promise<Form> {
  const fields = new Map<string, string[]>();
  const put = (name: string, value: string) => fields.set(name, [...(fields.get(name) ?? []), value]);
  if (request.isMultipart()) {
    const options = {
      limits: { fileSize: PHOTO_BYTES, files: FILES, fields: 600, parts: 700, fieldSize: 64 * 1024 },
      throwFileSizeLimit: false,
    };
    for await (const part of request.parts(options)) {
      if (part.type === 'field') {
        put(part.fieldname, String(part.value ?? ''));
        continue;
      }
      const bytes = await part.toBuffer();
      const name = tidyName(part.filename ?? '');
      if (bytes.length === 0 && name === '') continue;
      await each?.({ field: part.fieldname, name, bytes: part.file.truncated ? null : bytes });
    }
  } else if (typeof request.body === 'object' && request.body !== null) {
    for (const [name, value] of Object.entries(request.body))
      for (const one of Array.isArray(value) ? value : [value]) put(name, String(one));
  }
  return { fields, one: (name) => fields.get(name)?.at(-1) ?? '' };
}

/** The last part of a file's name, short enough to show, without signs that no name needs. */
const tidyName = (name: string): string => {
  const last = name.split(/[/\\]/).at(-1)!;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const clean = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e]/g, '').trim();
  return clean.length > 60 ? `${clean.slice(0, 40)}…${clean.slice(-16)}` : clean;
};

/** What a picture is by its first bytes: the name and the announced type are only claims. */
export function pictureType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const starts = (...signs: number[]) => signs.every((sign, i) => bytes[i] === sign);
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0x52, 0x49, 0x46, 0x46) && Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'WEBP') return 'image/webp';
  return null;
}

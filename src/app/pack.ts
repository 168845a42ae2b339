/** A ZIP of papers that somebody outside is to believe: what is in it, and a list of hashes that `sha256sum -c` checks. */
import { createHash } from 'node:crypto';
import { zipSync, type Zippable } from 'fflate';

export type Packed = { readonly name: string; readonly bytes: Uint8Array };

/** A name for a place in the ZIP: whatever a person called it, a plain file name comes out, numbered by its place. */
export const packName = (index: number, name: string): string => {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(-80);
  return `${String(index + 1).padStart(2, '0')}-${plain || 'file'}`;
};

/** The same files with the same date give the same bytes. */
export function pack(at: string, files: readonly Packed[]): { readonly bytes: Uint8Array; readonly sha256: string } {
  const mtime = new Date(at);
  const entries: Zippable = {};
  const sums: string[] = [];
  for (const { name, bytes } of files) {
    entries[name] = [bytes, { mtime, level: /\.(pdf|jpe?g|png|webp|zip)$/i.test(name) ? 0 : 6 }];
    sums.push(`${hashOf(bytes)}  ${name}`);
  }
  entries['SHA256SUMS'] = [new TextEncoder().encode(`${sums.join('\n')}\n`), { mtime }];
  const bytes = zipSync(entries);
  return { bytes, sha256: hashOf(bytes) };
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

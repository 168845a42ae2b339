/** The little of the tar format (POSIX ustar) that a backup needs, so that anybody can look inside one with `tar tzf`. */
import { assert } from '../core/assert.ts';

const BLOCK = 512;

/** One member, ready to be written: header, content, padding. */
export function tarMember(name: string, content: Uint8Array, modifiedAtMs: number): Buffer {
  assert(Buffer.byteLength(name) <= 100, `a name of at most 100 bytes: ${name}`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(
    `${Math.floor(modifiedAtMs / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  // The checksum counts its own place as eight blanks.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc(padding(content.length))]);
}

/** Two empty blocks end an archive. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

/** The members of an archive, one at a time; each is held in memory whole. Ends without a word where the archive was cut at a member. */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ name: string; content: Buffer }> {
  const take = reader(chunks);
  for (;;) {
    const header = await take(BLOCK);
    if (!header || header.every((byte) => byte === 0)) return;
    const name = header.subarray(0, 100).toString('utf8').replace(/\0.*$/s, '');
    const size = Number.parseInt(header.subarray(124, 136).toString('latin1'), 8);
    const content = await take(size + padding(size));
    if (header.subarray(257, 262).toString('latin1') !== 'ustar' || !Number.isSafeInteger(size) || !content)
      throw new Error('this is not a whole tar archive');
    yield { name, content: content.subarray(0, size) };
  }
}

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK;

/** Takes exactly so many bytes from a stream; null where it ends before. */
function reader(chunks: AsyncIterable<Uint8Array>) {
  const source = chunks[Symbol.asyncIterator]();
  let held: Uint8Array[] = [];
  let size = 0;
  return async (wanted: number): Promise<Buffer | null> => {
    while (size < wanted) {
      const { done, value } = await source.next();
      if (done) return null;
      held.push(value);
      size += value.length;
    }
    const all = Buffer.concat(held);
    held = [all.subarray(wanted)];
    size -= wanted;
    return all.subarray(0, wanted);
  };
}

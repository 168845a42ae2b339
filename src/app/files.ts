/** Photos and papers on the local disk, named by the hash of what they hold: the same photo twice is one file (and shows as such, M7). */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '../core/assert.ts';

export type FileStore = {
  /** Durable when it answers: written, synced and renamed. */
  put(bytes: Uint8Array): Promise<{ sha256: string; size: number }>;
  get(sha256: string): Promise<Uint8Array | null>;
  /** For what was kept for a time only. Nothing is said where it is gone already. */
  remove(sha256: string): Promise<void>;
  /** Out of the way before it is removed. Whoever reads it after all brings it back by that. */
  putAside(sha256: string): Promise<void>;
  bringBack(sha256: string): Promise<void>;
  /** For good. False where it does not lie aside (any more). */
  removeAside(sha256: string): Promise<boolean>;
};

export function diskFiles(dir: string): FileStore {
  const place = (sha256: string) => {
    assert(/^[0-9a-f]{64}$/.test(sha256), 'a file is named by its hash');
    return path.join(dir, sha256.slice(0, 2), sha256);
  };
  const aside = (sha256: string) => `${place(sha256)}.aside`;
  // What is not there needs no moving.
  const move = (from: string, to: string): Promise<void> => rename(from, to).catch(() => {});
  const back = (sha256: string) => move(aside(sha256), place(sha256));
  const read = (sha256: string): Promise<Uint8Array | null> =>
    readFile(place(sha256)).then(
      (bytes) => new Uint8Array(bytes),
      () => null,
    );
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const to = place(sha256);
      const there = await stat(to).catch(() => null);
      if (!there) {
        await mkdir(path.dirname(to), { recursive: true });
        const half = `${to}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
        const file = await open(half, 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(half, to);
      }
      return { sha256, size: bytes.byteLength };
    },
    async remove(sha256) {
      await rm(place(sha256), { force: true });
    },
    async get(sha256) {
      const bytes = await read(sha256);
      if (bytes !== null) return bytes;
      await back(sha256);
      return read(sha256);
    },
    putAside: (sha256) => move(place(sha256), aside(sha256)),
    bringBack: back,
    removeAside: (sha256) =>
      rm(aside(sha256)).then(
        () => true,
        () => false,
      ),
  };
}

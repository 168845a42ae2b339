/** PostgreSQL's COPY over a plain `pg` client (not a pipelined one): whole tables out and in, as the text that the server itself writes. */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type pg from 'pg';

/** What pg calls on a query of one's own; pg-cursor is built on the same. */
interface Wire {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(because: string): void;
}

const PART_BYTES = 1 << 20;

/** Runs `copy … to stdout`; hands the text over in parts of about 1 MiB, each one awaited. Resolves with the number of rows. */
export function copyOut(client: pg.Client, sql: string, onPart: (part: Buffer) => Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    let gathered: Buffer[] = [];
    let size = 0;
    let rows = 0;
    let handed: Promise<void> = Promise.resolve();
    let failure: unknown;
    const handOver = (wire: Wire | null) => {
      const part = Buffer.concat(gathered);
      gathered = [];
      size = 0;
      wire?.stream.pause();
      handed = handed
        .then(() => (failure ? undefined : onPart(part)))
        .catch((error) => {
          failure ??= error;
        })
        .finally(() => wire?.stream.resume());
    };
    submit(client, {
      submit: (wire) => wire.query(sql),
      handleCopyData({ chunk }, wire) {
        // The chunk is a window on pg's own buffer, which it will use again.
        gathered.push(Buffer.from(chunk));
        size += chunk.length;
        if (size >= PART_BYTES) handOver(wire);
      },
      handleCommandComplete: (message) => {
        rows = rowsOf(message.text);
      },
      handleError: reject,
      handleReadyForQuery() {
        if (size > 0) handOver(null);
        void handed.then(() => (failure ? reject(failure) : resolve(rows)));
      },
    });
  });
}

/** Begins `copy … from stdin`. Whatever the server finds wrong comes out of `write` or `end`. */
export function copyIn(client: pg.Client, sql: string): { write(part: Buffer): Promise<void>; end(): Promise<number> } {
  let ready: (wire: Wire) => void;
  const opened = new Promise<Wire>((resolve) => {
    ready = resolve;
  });
  let rows = 0;
  const done = new Promise<number>((resolve, reject) => {
    submit(client, {
      submit: (wire) => wire.query(sql),
      handleCopyInResponse: (wire) => ready(wire),
      handleCommandComplete: (message) => {
        rows = rowsOf(message.text);
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(rows),
    });
  });
  // Whoever writes or ends hears of the failure.
  done.catch(() => {});
  const wireOrFailure = () => Promise.race([opened, done.then(() => Promise.reject(new Error('the copy is over')))]);
  return {
    async write(part) {
      const wire = await wireOrFailure();
      wire.sendCopyFromChunk(part);
      if (wire.stream.writableNeedDrain) await Promise.race([once(wire.stream, 'drain'), done]);
    },
    async end() {
      const wire = await wireOrFailure();
      wire.endCopyFrom();
      return done;
    },
  };
}

interface CopyQuery {
  submit(wire: Wire): void;
  handleCopyData?(message: { chunk: Buffer }, wire: Wire): void;
  handleCopyInResponse?(wire: Wire): void;
  handleCommandComplete(message: { text: string }): void;
  handleError(error: unknown): void;
  handleReadyForQuery(): void;
}

function submit(client: pg.Client, query: CopyQuery): void {
  client.query(query as unknown as pg.Submittable);
}

/** The command's tag: `COPY 1234`. */
const rowsOf = (tag: string) => Number(tag.split(' ')[1] ?? 0);

/** A carrier's server on the loopback, for the length of a test file: it speaks documented JSON and remembers what it was asked. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { Edges } from '../channels/talk.ts';

/** What came over the line, as a test looks into it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;
export type Asked = { readonly method: string; readonly url: URL; readonly json: Json; readonly headers: http.IncomingHttpHeaders };
export type Answered = {
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

export async function stubServer(answer: (asked: Asked) => Answered | 'hang up') {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const one: Asked = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://stub'),
        json: body === '' ? undefined : JSON.parse(body),
        headers: request.headers,
      };
      asked.push(one);
      const said = answer(one);
      if (said === 'hang up') return void request.socket.destroy();
      response.writeHead(said.status ?? 200, { 'content-type': said.bytes ? 'application/pdf' : 'application/json', ...said.headers });
      response.end(said.bytes ?? JSON.stringify(said.json ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export const PDF = new TextEncoder().encode('%PDF-1.4 a label');

/** Time passes only while somebody sleeps. */
export function stubEdges(start = '2026-11-16T09:00:00.000Z'): Edges {
  let now = Date.parse(start);
  return {
    fetch: globalThis.fetch,
    sleep: async (ms) => void (now += ms),
    now: () => now,
    random: () => 0.5,
    log: () => {},
  };
}

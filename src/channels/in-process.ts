/** Toy channels without a socket: the same requests and answers, and lines that go dead on purpose, inside one process. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** `fetch` straight into an app with the sandbox in it, without a socket: for tests and the simulation. */
export function fetchInto(app: FastifyInstance): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const answer = await app.inject({
      method: request.method as 'GET',
      url: url.pathname + url.search,
      headers: { ...Object.fromEntries(request.headers), 'x-in-process': '1' },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    if (answer.headers['x-sandbox-lost']) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, String(value));
    const empty = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(empty ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers });
  };
}

/** The line goes dead: over a socket it really does, in process a header tells `fetchInto` to behave so. */
export function cut(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers['x-in-process']) reply.header('x-sandbox-lost', '1');
  else request.raw.socket.destroy();
}

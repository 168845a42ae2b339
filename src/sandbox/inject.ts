/** `fetch` into a server of this very process, without a socket: the demo's past and the simulation speak to the toy marketplace so. */
import type { FastifyInstance } from 'fastify';

export function injectedFetch(app: FastifyInstance): typeof fetch {
  return async (input, init) => {
    const request = new Request(input as RequestInfo, init);
    const url = new URL(request.url);
    const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const answer = await app.inject({
      method: request.method as 'GET',
      url: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      ...(payload && { payload }),
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, String(value));
    return new Response([204, 304].includes(answer.statusCode) ? null : answer.rawPayload as Uint8Array<ArrayBuffer>, { status: answer.statusCode, headers });
  };
}

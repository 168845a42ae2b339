/**
 * A call to an address that a person typed in (a webhook, a channel, a mail server) must not reach what only this machine can see (server-side request forgery). Every address
 * that the name resolves to is looked at, and the call goes to the very address that was looked at: a name that changes its mind in between
 * (DNS rebinding) wins nothing. Redirects are not followed.
 */
import { lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

/** What may be called: `public` is the world; `loopback` is this machine as well, for the sandbox; `private` is the seller's own network too. */
export type Reach = 'public' | 'loopback' | 'private';

/** In the sandbox people try it with a program on their own machine; `PRIVATE_WEBHOOKS` opens the own network. */
export const reachOf = (house: { readonly privateWebhooks: boolean }, seller: { readonly sandbox: boolean }): Reach =>
  house.privateWebhooks ? 'private' : seller.sandbox ? 'loopback' : 'public';

/** Not of the public internet (IANA's special-purpose registries). */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, 'ipv4');
// Of IPv6 only the global unicast block is public, and in it not what carries IPv4 addresses or is set apart.
const GLOBAL_6 = new BlockList();
GLOBAL_6.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, 'ipv6');

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Networks of a house: RFC 1918, shared address space, unique local IPv6. Cloud machines keep their keys at link-local addresses: never those. */
const HOUSE = new BlockList();
HOUSE.addSubnet('10.0.0.0', 8, 'ipv4');
HOUSE.addSubnet('172.16.0.0', 12, 'ipv4');
HOUSE.addSubnet('192.168.0.0', 16, 'ipv4');
HOUSE.addSubnet('100.64.0.0', 10, 'ipv4');
HOUSE.addSubnet('fc00::', 7, 'ipv6');

export function mayReach(address: string, reach: Reach): boolean {
  // An IPv4 address in IPv6 clothes is what it stands for.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(plain) === 0) return false;
  if (reach !== 'public' && LOOPBACK.check(plain, family)) return true;
  if (reach === 'private' && HOUSE.check(plain, family)) return true;
  if (NOT_PUBLIC.check(plain, family)) return false;
  return family === 'ipv4' || GLOBAL_6.check(plain, 'ipv6');
}

export type BadAddress = 'no_address' | 'not_https' | 'with_credentials' | 'not_public';

/** What is wrong with an address as it is written, before any name is asked; null where nothing is. */
export function badAddress(text: string, reach: Reach): BadAddress | null {
  if (!URL.canParse(text)) return 'no_address';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'with_credentials';
  const host = url.hostname.replace(/^\[|\]$|\.+$/g, '');
  const isOwn = reach !== 'public' && (isIP(host) !== 0 || host === 'localhost' || reach === 'private');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwn)) return 'not_https';
  if (isIP(host) !== 0 && !mayReach(normal(host), reach)) return 'not_public';
  return /(^|\.)localhost$/.test(host) && reach === 'public' ? 'not_public' : null;
}

/** `::ffff:7f00:1`, as a URL writes it, in dotted form. */
function normal(host: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(host) ?? [];
  if (high === undefined || low === undefined) return host;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return `::ffff:${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`;
}

export type Called =
  | { readonly status: number; readonly says: string; readonly retryAfterMs?: number }
  | { readonly failed: 'refused_address' | 'timeout' | 'unreachable'; readonly says: string };

/** Of an answer so many bytes are read, and no more. */
const MOST_READ = 2_048;

/** POSTs a body. `timeoutMs` is for everything together, the name's resolution included. */
export async function postTo(
  address: string,
  options: { readonly body: string; readonly headers: Readonly<Record<string, string>>; readonly timeoutMs: number; readonly reach: Reach },
): Promise<Called> {
  const bad = badAddress(address, options.reach);
  if (bad) return { failed: 'refused_address', says: `address refused: ${bad}` };
  const url = new URL(address);
  const body = Buffer.from(options.body, 'utf8');
  const { promise, resolve: answer } = Promise.withResolvers<Called>();
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    agent: false,
    lookup: looked(options.reach),
    headers: { ...options.headers, 'content-length': body.byteLength },
  });
  const timer = setTimeout(() => {
    answer({ failed: 'timeout', says: `no answer within ${options.timeoutMs / 1000} s` });
    request.destroy();
  }, options.timeoutMs);
  request.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    const end = () => {
      const wait = Number(response.headers['retry-after']);
      answer({
        status: response.statusCode!,
        says: text.slice(0, MOST_READ).replaceAll('\u0000', ''),
        ...(Number.isFinite(wait) && wait > 0 && { retryAfterMs: wait * 1000 }),
      });
    };
    response.on('data', (chunk: string) => {
      text += chunk;
      if (text.length < MOST_READ) return;
      end();
      request.destroy();
    });
    response.on('end', end);
    response.on('error', end);
  });
  request.on('error', (error: NodeJS.ErrnoException) =>
    answer({ failed: error.code === REFUSED ? 'refused_address' : 'unreachable', says: error.message.slice(0, 300) }),
  );
  request.end(body);
  return promise.finally(() => clearTimeout(timer));
}

const REFUSED = 'ERR_ADDRESS_REFUSED';

/** Agents of our own: a connection that somebody else opened to the same name was never looked at. */
const agents = new Map<string, http.Agent>();
function agentOf(reach: Reach, isSafe: boolean): http.Agent {
  const key = `${reach} ${isSafe}`;
  const agent = agents.get(key) ?? (isSafe ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true }));
  agents.set(key, agent);
  return agent;
}

/** A GET is sent on so often; each address on the way is looked at like the first. */
const MOST_REDIRECTS = 3;

/** `fetch` that reaches what may be reached and nothing else. What is refused is thrown as `fetch` throws what fails: with a cause that has a code. */
export function fetchWithin(reach: Reach): typeof globalThis.fetch {
  return async (input, init) => {
    let request = new Request(input, { ...init, redirect: 'manual' });
    for (let hop = 0; ; hop++) {
      const response = await fetchOnce(request, reach);
      const next = response.headers.get('location');
      if (request.method !== 'GET' || response.status < 300 || response.status > 399 || next === null || hop === MOST_REDIRECTS)
        return response;
      await response.body?.cancel();
      const url = new URL(next, request.url);
      // Keys are for the host that they were meant for.
      const headers = url.host === new URL(request.url).host ? request.headers : { accept: request.headers.get('accept') ?? '*/*' };
      request = new Request(url, { headers, signal: request.signal });
    }
  };
}

async function fetchOnce(request: Request, reach: Reach): Promise<Response> {
  const bad = badAddress(request.url, reach);
  if (bad) throw refusedAddress(`address refused: ${bad}`);
  const url = new URL(request.url);
  const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
  const isSafe = url.protocol === 'https:';
  const { promise, resolve: answer, reject } = Promise.withResolvers<http.IncomingMessage>();
  const { signal } = request;
  const call = (isSafe ? https : http).request(url, {
    method: request.method,
    agent: agentOf(reach, isSafe),
    lookup: looked(reach),
    signal,
    headers: { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity', ...(body && { 'content-length': body.byteLength }) },
  });
  call.on('response', answer);
  call.on('error', (error) => {
    if (signal.aborted) reject(signal.reason);
    else reject(isRefused(error) ? refusedAddress(error.message) : Object.assign(new TypeError('fetch failed'), { cause: error }));
  });
  call.end(body ?? undefined);
  const response = await promise;
  const status = response.statusCode!;
  const isEmpty = status === 204 || status === 205 || status === 304 || request.method === 'HEAD';
  if (isEmpty) response.resume();
  return new Response(isEmpty ? null : (Readable.toWeb(response) as ReadableStream), {
    status,
    headers: Object.entries(response.headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    ),
  });
}

const isRefused = (error: NodeJS.ErrnoException): boolean => error.code === REFUSED;
const refusedAddress = (says: string): TypeError =>
  Object.assign(new TypeError('This address may not be called'), { cause: Object.assign(new Error(says), { code: REFUSED }) });

/** The address that a name stands for, where it may be reached; else why not, in words. */
export function addressOfName(
  host: string,
  reach: Reach,
): Promise<{ readonly address: string } | { readonly refused: string } | { readonly failed: Error }> {
  const { promise, resolve: answer } = Promise.withResolvers<Awaited<ReturnType<typeof addressOfName>>>();
  looked(reach)(host, { all: false }, (error, address) => {
    if (!error) answer({ address: String(address) });
    else answer(isRefused(error) ? { refused: error.message } : { failed: error });
  });
  return promise;
}

/** Resolves as the machine does, and refuses where any of the addresses may not be reached. */
export const looked =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { all: true, family: options.family ?? 0 }, (error, found) => {
      const foul = found?.find(({ address }) => !mayReach(address, reach));
      if (error) callback(error, '', 0);
      else if (foul)
        callback(Object.assign(new Error(`${hostname} resolves to ${foul.address}, which may not be called`), { code: REFUSED }), '', 0);
      else if (options.all) callback(null, found);
      else callback(null, found[0]!.address, found[0]!.family);
    });
  };

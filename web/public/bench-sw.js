/**
 * Keeps the bench's page on the phone, so that it opens without a network (M26). Only addresses under /bench are its own; of the API it keeps
 * who is signed in and nothing else: what the bench needs to know it keeps itself (bench/outbox.ts).
 */
const SHELL = 'retour-bench-shell';
const SESSION = 'retour-bench-session';
const PAGE = '/bench';
/** After so many ms a network that does not answer is none. */
const PATIENCE = 4_000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The page and what it names; what an earlier build named goes. */
async function keepShell(page) {
  const cache = await caches.open(SHELL);
  const fresh = page ?? (await fetch(PAGE, { cache: 'no-store' }));
  if (!fresh.ok) return;
  const html = await fresh.clone().text();
  const named = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg|png|woff2?))"/g)].map((found) => found[1]);
  const known = await cache.match(PAGE);
  const before = known ? await known.text() : '';
  for (const asset of named) if (!(await cache.match(asset))) await cache.add(asset);
  if (before !== html) {
    const keep = new Set([PAGE, ...named]);
    for (const request of await cache.keys()) if (!keep.has(new URL(request.url).pathname)) await cache.delete(request);
  }
  await cache.put(PAGE, fresh);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname === '/api/v1/session') {
    if (request.method === 'GET') event.respondWith(session(request));
    else event.waitUntil(caches.delete(SESSION));
    return;
  }
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (url.pathname === PAGE || url.pathname.startsWith(`${PAGE}/`)) event.respondWith(page(request, event));
    return;
  }
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

const inTime = (request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE) });

async function page(request, event) {
  try {
    const fresh = await inTime(request);
    if (fresh.ok) event.waitUntil(keepShell(fresh.clone()).catch(() => {}));
    return fresh;
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

/** Assets carry their hash in their name: what is here is right. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(SHELL)).put(request, fresh.clone());
  return fresh;
}

/** Who is signed in, as the server last said. Whoever was signed out by it is nobody here either. */
async function session(request) {
  try {
    const fresh = await inTime(request);
    const cache = await caches.open(SESSION);
    if (fresh.ok) await cache.put(request.url, fresh.clone());
    else if (fresh.status === 401) await caches.delete(SESSION);
    return fresh;
  } catch {
    return (await caches.match(request.url)) ?? Response.error();
  }
}

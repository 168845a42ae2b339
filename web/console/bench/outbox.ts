/**
 * The queue of the bench in the browser's own database (IndexedDB), and its sender. It outlives a reload, a crash and an empty battery; several
 * windows share it, and one of them sends at a time.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { useSyncExternalStore } from 'react';
import { uuidv7 } from '../../../src/core/ids.ts';
import { answersTo, readCode } from '../../../src/core/inspection/code.ts';
import { api } from '../api.ts';
import { client } from '../data.ts';
import { benchApi, type BenchReturn, hand, isAway, type Pack, type WholeBenchReturn } from './api.ts';
import { type Act, add, again, disputed, dropped, type Entry, nextToSend, patience, sent, weigh } from './queue.ts';

interface Kept extends DBSchema {
  queue: { key: string; value: Entry };
  /** What was taken along (`pack`), returns as they were last seen (`return:…`), answers that are not finished (`answers:…`). */
  kept: { key: string; value: { readonly at: number; readonly is: unknown } };
}

const DAY_MS = 86_400_000;
/** What somebody looked at is taken along for so long. */
const KEEP_MS = 3 * DAY_MS;
const SENDING = 'retour.bench.sending';

export type Outbox = {
  readonly entries: readonly Entry[];
  /** `away`: the last try found nobody. `signed_out`: somebody has to sign in before anything goes out. */
  readonly line: 'ready' | 'sending' | 'away' | 'signed_out';
};

/** Whoever asks before somebody is known to be signed in waits for it. */
const first = Promise.withResolvers<IDBPDatabase<Kept>>();
let database: Promise<IDBPDatabase<Kept>> = first.promise;
let whose: string | null = null;
let outbox: Outbox = { entries: [], line: 'ready' };
let tries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const news = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('retour.bench');

function show(next: Partial<Outbox>): void {
  outbox = { ...outbox, ...next };
  for (const listener of listeners) listener();
}

/** Everybody's own: a colleague who signs in on the same phone sends what is theirs and nothing else. */
export function openOutbox(owner: string): void {
  if (whose === owner) return;
  if (whose === null) listen();
  whose = owner;
  database = openDB<Kept>(`retour-bench-${owner}`, 1, {
    upgrade(db) {
      db.createObjectStore('queue', { keyPath: 'id' });
      db.createObjectStore('kept');
    },
  });
  void database.then(first.resolve, first.reject);
  void reload().then(() => flush());
}

function listen(): void {
  window.addEventListener('online', () => void flush().then(() => client.invalidateQueries({ queryKey: ['bench', 'return'] })));
  window.addEventListener('offline', () => show({ line: 'away' }));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void flush());
  news?.addEventListener('message', () => void reload());
  // Browsers throw away what they may: this says that it is wanted. Where they ask a person, the answer is theirs.
  void navigator.storage?.persist?.();
}

const db = (): Promise<IDBPDatabase<Kept>> => database;

async function reload(): Promise<readonly Entry[]> {
  const entries = await (await db()).getAll('queue');
  show({ entries });
  return entries;
}

/** Changes the queue in one transaction: what the pure function makes of it is what is kept. */
async function change(to: (queue: readonly Entry[]) => readonly Entry[]): Promise<readonly Entry[]> {
  const tx = (await db()).transaction('queue', 'readwrite', { durability: 'strict' });
  const before = await tx.store.getAll();
  const after = to(before);
  for (const { id } of before) if (!after.some((entry) => entry.id === id)) await tx.store.delete(id);
  for (const entry of after) if (!before.includes(entry)) await tx.store.put(entry);
  await tx.done;
  show({ entries: after });
  news?.postMessage('changed');
  return after;
}

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** Takes note of an act: it is kept before this answers. */
export async function record(
  act: Act,
  of: { readonly about?: string; readonly name: string; readonly version?: number; readonly serverId?: string },
): Promise<string> {
  const id = newId();
  const { about = id, name, version, serverId } = of;
  await change((queue) => [
    ...queue,
    add(queue, { id, at: new Date().toISOString(), about, name, act, version: version ?? null, ...(serverId && { serverId }) }),
  ]);
  return id;
}

/** Takes note and sends, as far as there is a network; where it ended says what to show. */
export async function recordAndSend(
  ...given: Parameters<typeof record>
): Promise<{ readonly id: string; readonly state: 'sent' | 'waiting' | 'conflict' }> {
  const id = await record(...given);
  await flush();
  return { id, state: outbox.entries.find((entry) => entry.id === id)?.state ?? 'sent' };
}

/** Sends what can be sent, in order, until the queue is empty or nobody answers. One window at a time. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  await alone(async () => {
    for (let entry = nextToSend(await reload()); entry; entry = nextToSend(outbox.entries)) {
      show({ line: 'sending' });
      if (!(await one(entry))) return;
    }
    tries = 0;
    show({ line: 'ready' });
  });
}

/** Browsers keep locks from pages that came without encryption: there, this window is taken for the only one. */
const alone = (work: () => Promise<void>): Promise<void> => ('locks' in navigator ? navigator.locks.request(SENDING, work) : work());

/** False where there is no use in going on now. */
async function one(entry: Entry): Promise<boolean> {
  const answer = await hand(entry);
  switch (answer.got) {
    case 'done':
      tries = 0;
      await showFresh(entry.about);
      await change((queue) => sent(queue, entry.id, answer));
      if (answer.serverId) results.set(entry.id, answer.serverId);
      return true;
    case 'signed_out':
      show({ line: 'signed_out' });
      return false;
    case 'away':
      later();
      return false;
    case 'refused':
      return settle(entry, answer);
  }
}

/** A return on the screen is read anew before its act leaves the queue: else it would stand there for a moment as if nothing had been done. */
async function showFresh(returnId: string): Promise<void> {
  const queryKey = ['bench', 'return', returnId];
  if (!client.getQueryState(queryKey)) return;
  const fresh = await readBenchReturn(returnId).catch(() => null);
  if (fresh) client.setQueryData(queryKey, fresh);
}

/** Ids that the server gave to parcels reported here: the screen goes on to them. */
export const results = new Map<string, string>();

function later(): void {
  show({ line: 'away' });
  timer = setTimeout(() => void flush(), patience((tries += 1)));
}

/** The server says no: perhaps because it has moved on without touching what we did, or has it already. */
async function settle(entry: Entry, { because, says }: { readonly because: string; readonly says: string }): Promise<boolean> {
  const isOfReturn = entry.act.do !== 'stray' && entry.act.do !== 'stray_photo';
  let theirs: BenchReturn | null = null;
  if (isOfReturn) {
    try {
      theirs = await benchApi.read(entry.about);
    } catch (error) {
      if (isAway(error)) {
        later();
        return false;
      }
    }
  }
  if (because === 'version_conflict' && theirs) {
    const now = theirs;
    const weighed = weigh(entry.act, now);
    if (weighed === 'done') await change((queue) => sent(queue, entry.id, { version: now.version }));
    if (weighed === 'free') await change((queue) => queue.map((one) => (one.id === entry.id ? { ...one, version: now.version } : one)));
    if (weighed !== 'clash') return true;
  }
  if (isOfReturn) await showFresh(entry.about);
  await change((queue) => disputed(queue, entry.id, { because, says, theirs }));
  return true;
}

export async function sendAgain(id: string): Promise<void> {
  await change((queue) => again(queue, id));
  await flush();
}

/** Theirs stays; what was recorded here is left as a note with the return, in words, so that nothing is lost. */
export async function giveWay(id: string, note: string): Promise<void> {
  const entry = outbox.entries.find((one) => one.id === id);
  if (entry?.conflict?.theirs) await api.returns.act(entry.about, 'note', { body: note });
  await change((queue) => dropped(queue, id).kept);
  await flush();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useOutbox = (): Outbox => useSyncExternalStore(subscribe, () => outbox);

// ——— what is taken along ———

const put = async (key: string, is: unknown) => (await db()).put('kept', { at: Date.now(), is }, key);
const get = async <T>(key: string): Promise<T | null> => ((await (await db()).get('kept', key))?.is as T | undefined) ?? null;

/** Fetches what the bench needs to go on without a network. */
export async function takeAlong(): Promise<Pack> {
  const pack = await benchApi.pack();
  await put('pack', pack);
  const kept = await db();
  for (const key of await kept.getAllKeys('kept')) {
    const value = await kept.get('kept', key);
    if (value && key !== 'pack' && Date.now() - value.at > KEEP_MS) await kept.delete('kept', key);
  }
  return pack;
}

/** A return as the server has it; without a network as it was last seen. `null` where nobody here has seen it. */
export async function readBenchReturn(id: string): Promise<(WholeBenchReturn & { readonly seen: 'now' | 'earlier' }) | null> {
  try {
    const fresh = await benchApi.read(id);
    await put(`return:${id}`, fresh);
    return { ...fresh, seen: 'now' };
  } catch (error) {
    if (!isAway(error)) throw error;
  }
  const whole = await get<WholeBenchReturn>(`return:${id}`);
  if (whole) return { ...whole, seen: 'earlier' };
  const pack = await get<Pack>('pack');
  const small = pack?.returns.find((one) => one.id === id);
  if (!pack || !small) return null;
  const questions = (category: string) =>
    pack.checklists.find(({ name }) => name.startsWith(`${category}/`)) ?? pack.checklists.find(({ name }) => name.startsWith('other/'))!;
  const checklists = Object.fromEntries(small.items.map(({ category }) => [category, questions(category)]));
  return { ...small, photos: [], reports: [], values: [], channelGrades: {}, checklists, seen: 'earlier' };
}

/** What a code means among what was taken along. */
export async function findHere(code: string): Promise<{ readonly returns: readonly BenchReturn[]; readonly at: string } | null> {
  const pack = await get<Pack>('pack');
  if (!pack) return null;
  const readings = readCode(code);
  const findable = (one: BenchReturn) => ({
    rma: one.rma,
    channelOrderId: one.channelOrderId,
    trackingNumbers: one.trackingNumbers,
    devices: one.items.flatMap(({ sold, read }) => [sold, ...(read ? [read] : [])]) as never,
  });
  return { returns: pack.returns.filter((one) => answersTo(findable(one), readings) !== null), at: pack.at };
}

/** Answers of an inspection that is not finished: a parcel laid aside, or a phone that went out, goes on where it was left. */
export const keepAnswers = (key: string, answers: object): Promise<unknown> => put(`answers:${key}`, answers);
export const keptAnswers = <T>(key: string): Promise<T | null> => get<T>(`answers:${key}`);
export const forgetAnswers = async (key: string): Promise<void> => (await db()).delete('kept', `answers:${key}`);

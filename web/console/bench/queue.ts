/**
 * What was done at the bench and is not with the server yet. Everything that the bench records goes through here, with or without a network:
 * in order, each act once (its id is its idempotency key). Pure: `outbox.ts` keeps it in the browser's database and sends it.
 */
import { compareIdentity } from '../../../src/core/inspection/identity.ts';
import type { Answers } from '../../../src/core/inspection/checklist.ts';
import type { Disposition, Grade, Identifiers, Verdict } from '../../../src/core/return/model.ts';
import type { BenchReturn, BenchItem } from './api.ts';

export type UnitKey = { readonly lineId: string; readonly unit: number };

export type Inspected = UnitKey & {
  readonly verdict: Verdict;
  readonly checks: Answers;
  readonly checklist: string;
  readonly disposition: Disposition;
  readonly grade?: Grade;
  readonly note?: string;
  /** What an answer wants a picture of, and has none. */
  readonly withoutPhotos?: string;
};
export type StrayReport = {
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly imei?: string;
  readonly serial?: string;
  readonly says: string;
};

export type Act =
  | { readonly do: 'receipt'; readonly item: UnitKey & Identifiers }
  | { readonly do: 'inspection'; readonly item: Inspected }
  | { readonly do: 'photo'; readonly item: UnitKey; readonly question?: string; readonly name: string; readonly picture: Blob }
  | { readonly do: 'diagnostics'; readonly item: UnitKey; readonly name: string; readonly content: string }
  | { readonly do: 'stray'; readonly report: StrayReport }
  /** Of the parcel that the act `of` reports. */
  | { readonly do: 'stray_photo'; readonly of: string; readonly name: string; readonly picture: Blob };

export type Entry = {
  /** Chosen here; the server knows a repeat by it. */
  readonly id: string;
  /** 1, 2, 3 …: the order in which things were done. */
  readonly no: number;
  /** This machine's time. */
  readonly at: string;
  /** What must stay in order: a return's id, or the id of the act that reported a parcel. */
  readonly about: string;
  /** How people know it: the return's code, or the number on the parcel. */
  readonly name: string;
  readonly act: Act;
  /** The version of the return that the person saw; null where there is none. */
  readonly version: number | null;
  /** `conflict`: the server has it otherwise, and a person chooses. */
  readonly state: 'waiting' | 'conflict';
  readonly conflict?: Conflict;
  /** A parcel that was reported has this id at the server: its pictures need it. */
  readonly serverId?: string;
};

export type Conflict = {
  /** The refusal's name, and its words. */
  readonly because: string;
  readonly says: string;
  /** How the return stands at the server; null for a parcel. */
  readonly theirs: BenchReturn | null;
};

const inTurn = (queue: readonly Entry[]): readonly Entry[] => [...queue].sort((a, b) => a.no - b.no);

/** The next act that may go out: nothing overtakes an earlier act about the same thing, and a conflict stops only its own thing. */
export function nextToSend(queue: readonly Entry[]): Entry | null {
  const stopped = new Set<string>();
  for (const entry of inTurn(queue)) {
    if (entry.state === 'waiting' && !stopped.has(entry.about)) return entry;
    stopped.add(entry.about);
  }
  return null;
}

export const add = (queue: readonly Entry[], entry: Omit<Entry, 'no' | 'state'>): Entry => ({
  ...entry,
  no: Math.max(0, ...queue.map(({ no }) => no)) + 1,
  state: 'waiting',
});

/** It is with the server. What else waits about the same return was done on top of it: it goes on from the version that this made. */
export function sent(
  queue: readonly Entry[],
  id: string,
  answer: { readonly version?: number; readonly serverId?: string },
): readonly Entry[] {
  const done = queue.find((entry) => entry.id === id);
  return queue
    .filter((entry) => entry.id !== id)
    .map((entry) =>
      entry.about === done?.about && entry.state === 'waiting'
        ? {
            ...entry,
            ...(answer.version !== undefined && entry.version !== null && { version: answer.version }),
            ...(answer.serverId !== undefined && { serverId: answer.serverId }),
          }
        : entry,
    );
}

export const disputed = (queue: readonly Entry[], id: string, conflict: Conflict): readonly Entry[] =>
  queue.map((entry) => (entry.id === id ? { ...entry, state: 'conflict', conflict } : entry));

/** A person looked at both: mine goes out again, on top of what is there now. */
export const again = (queue: readonly Entry[], id: string): readonly Entry[] =>
  queue.map((entry) => {
    if (entry.id !== id) return entry;
    const { conflict, ...rest } = entry;
    return { ...rest, state: 'waiting', version: conflict?.theirs?.version ?? entry.version };
  });

/** Theirs stays. What I did on top of mine goes with it: an inspection of a device that was not received so is none. */
export const dropped = (queue: readonly Entry[], id: string): { readonly kept: readonly Entry[]; readonly gone: readonly Entry[] } => {
  const first = queue.find((entry) => entry.id === id);
  const goes = (entry: Entry) =>
    entry.id === id || (first !== undefined && entry.about === first.about && entry.no > first.no && dependsOn(entry.act, first.act));
  return { kept: queue.filter((entry) => !goes(entry)), gone: queue.filter(goes) };
};

function dependsOn(later: Act, earlier: Act): boolean {
  if (earlier.do === 'stray') return later.do === 'stray_photo';
  return earlier.do === 'receipt' && later.do === 'inspection' && sameUnit(later.item, earlier.item);
}

const sameUnit = (a: UnitKey, b: UnitKey): boolean => a.lineId === b.lineId && a.unit === b.unit;

/**
 * The return changed while we were away. `done`: it says what we say already. `free`: what changed is none of our business (a scan, a message).
 * `clash`: somebody recorded the same thing otherwise, or it can't be recorded any more.
 */
export function weigh(act: Act, theirs: BenchReturn): 'done' | 'free' | 'clash' {
  if (act.do === 'stray' || act.do === 'stray_photo' || act.do === 'photo' || act.do === 'diagnostics') return 'free';
  const item = theirs.items.find((one) => sameUnit(one, act.item));
  if (!item || theirs.status === 'cancelled') return 'clash';
  if (act.do === 'receipt') {
    if (item.assessment === 'assessed') return 'clash';
    if (item.parcel !== 'received') return theirs.status === 'closed' ? 'clash' : 'free';
    return sameNumbers(item.read ?? {}, act.item) ? 'done' : 'clash';
  }
  if (item.assessment !== 'assessed') return item.parcel === 'received' ? 'free' : 'clash';
  return item.verdict === act.item.verdict && item.disposition === act.item.disposition && item.grade === act.item.grade ? 'done' : 'clash';
}

const sameNumbers = (a: Identifiers, b: Identifiers): boolean => a.imei === b.imei && a.imei2 === b.imei2 && a.serial === b.serial;

/** The return as it will stand once everything that waits has arrived: what the person at the bench goes on from. */
export function withWaiting<R extends BenchReturn>(ret: R, queue: readonly Entry[]): R {
  return inTurn(queue)
    .filter((entry) => entry.about === ret.id && entry.state === 'waiting')
    .reduce((seen, { act }) => expect(seen, act), ret);
}

function expect<R extends BenchReturn>(ret: R, act: Act): R {
  const allowed = { allowed: true } as const;
  const change = (key: UnitKey, made: (item: BenchItem) => BenchItem) => ret.items.map((item) => (sameUnit(item, key) ? made(item) : item));
  switch (act.do) {
    case 'receipt': {
      const { lineId: _line, unit: _unit, ...read } = act.item;
      const items = change(act.item, (item) => ({ ...item, parcel: 'received', read, identity: compareIdentity(item.sold, read) }));
      return { ...ret, items, commands: { ...ret.commands, inspection: allowed } };
    }
    case 'inspection': {
      const { lineId: _line, unit: _unit, note: _note, ...found } = act.item;
      return { ...ret, items: change(act.item, (item) => ({ ...item, ...found, assessment: 'assessed' })) };
    }
    default:
      return ret;
  }
}

/** How the sender goes on after an answer that is none: longer each time, up to a minute. */
export const patience = (tries: number): number => Math.min(2 ** tries * 1_000, 60_000);

import { describe, expect, test } from 'vitest';
import type { BenchReturn } from './api.ts';
import { type Act, add, again, disputed, dropped, type Entry, nextToSend, patience, sent, weigh, withWaiting } from './queue.ts';

const IMEI = '356938035643809';
const unit = { lineId: '1', unit: 1 };
const receipt: Act = { do: 'receipt', item: { ...unit, imei: IMEI } };
const found = { verdict: 'fault_confirmed', disposition: 'repair', grade: 'good' } as const;
const inspection: Act = { do: 'inspection', item: { ...unit, ...found, checks: {}, checklist: 'smartphone/0' } };
const photo: Act = { do: 'photo', item: unit, name: 'p.jpg', picture: new Blob(['x']) };
const stray: Act = { do: 'stray', report: { says: 'A box' } };

/** Acts in the order in which they were done; their ids are their letters. */
function queue(...acts: readonly (readonly [id: string, about: string, act: Act])[]): readonly Entry[] {
  return acts.reduce<readonly Entry[]>(
    (all, [id, about, act]) => [...all, add(all, { id, at: '2026-11-22T09:00:00.000Z', about, name: about, act, version: 7 })],
    [],
  );
}
const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id).join('');

const theirs = (item: object = {}, more: object = {}): BenchReturn =>
  ({
    id: 'R1',
    rma: 'R-1',
    version: 12,
    status: 'in_transit',
    commands: { receipt: { allowed: true }, inspection: { allowed: false, because: 'not_received' } },
    items: [{ ...unit, sold: { imei: IMEI }, parcel: 'delivered', assessment: 'none', ...item }],
    ...more,
  }) as unknown as BenchReturn;

describe('what goes out', () => {
  test('in the order in which it was done, each once', () => {
    let waiting = queue(['a', 'R1', receipt], ['b', 'R1', photo], ['c', 'R2', receipt]);
    const order: string[] = [];
    for (let next = nextToSend(waiting); next; next = nextToSend(waiting)) {
      order.push(next.id);
      waiting = sent(waiting, next.id, { version: 8 });
    }
    expect([order, waiting]).toEqual([['a', 'b', 'c'], []]);
    expect(nextToSend([...queue(['a', 'R1', receipt], ['b', 'R1', inspection])].reverse())?.id).toBe('a');
  });

  test('what waits about the same return goes on from the version that the last one made, and about others does not', () => {
    const after = sent(queue(['a', 'R1', receipt], ['b', 'R1', inspection], ['c', 'R2', receipt]), 'a', { version: 9 });
    expect(after.map(({ id, version }) => [id, version])).toEqual([
      ['b', 9],
      ['c', 7],
    ]);
  });

  test('a picture of a parcel waits for the parcel’s own number', () => {
    const after = sent(queue(['a', 'a', stray], ['b', 'a', { do: 'stray_photo', of: 'a', name: 'p', picture: new Blob([]) }]), 'a', {
      serverId: 'S1',
    });
    expect(after[0]).toMatchObject({ id: 'b', serverId: 'S1' });
  });

  test('a conflict stops its own return and no other', () => {
    const stopped = disputed(queue(['a', 'R1', receipt], ['b', 'R1', inspection], ['c', 'R2', receipt]), 'a', {
      because: 'x',
      says: '',
      theirs: null,
    });
    expect(nextToSend(stopped)?.id).toBe('c');
    expect(nextToSend(sent(stopped, 'c', {}))).toBeNull();
  });

  test('numbers go on after what was sent is gone', () => {
    const left = sent(queue(['a', 'R1', receipt], ['b', 'R2', receipt]), 'a', {});
    expect(add(left, { ...left[0]!, id: 'c' }).no).toBe(3);
  });

  test('patience grows and has an end', () => expect([1, 3, 20].map(patience)).toEqual([2_000, 8_000, 60_000]));
});

describe('the server has it otherwise', () => {
  test.each([
    ['nothing of ours changed', receipt, {}, {}, 'free'],
    ['the same number was read', receipt, { parcel: 'received', read: { imei: IMEI } }, {}, 'done'],
    ['another number was read', receipt, { parcel: 'received', read: { imei: '490154203237518' } }, {}, 'clash'],
    ['it was inspected', receipt, { parcel: 'received', assessment: 'assessed' }, {}, 'clash'],
    ['it was closed without goods', receipt, {}, { status: 'closed' }, 'clash'],
    ['it is received and free', inspection, { parcel: 'received' }, {}, 'free'],
    ['a colleague has begun', inspection, { parcel: 'received', assessment: 'inspecting' }, {}, 'free'],
    ['found alike', inspection, { parcel: 'received', assessment: 'assessed', ...found }, {}, 'done'],
    ['found otherwise', inspection, { parcel: 'received', assessment: 'assessed', ...found, verdict: 'no_fault_found' }, {}, 'clash'],
    ['not there yet', inspection, {}, {}, 'clash'],
    ['cancelled', receipt, {}, { status: 'cancelled' }, 'clash'],
    ['a picture is always welcome', photo, {}, { status: 'cancelled' }, 'free'],
    ['the unit is gone', receipt, { unit: 2 }, {}, 'clash'],
  ] as const)('%s', (_what, act, item, more, weighed) => expect(weigh(act as Act, theirs(item, more))).toBe(weighed));

  test('mine again goes out on top of what is there', () => {
    const both = disputed(queue(['a', 'R1', receipt]), 'a', { because: 'version_conflict', says: '', theirs: theirs() });
    const [entry] = again(both, 'a');
    expect([entry?.state, entry?.version, entry?.conflict]).toEqual(['waiting', 12, undefined]);
  });

  test('theirs takes what hung on mine with it, and nothing else', () => {
    const all = queue(['a', 'R1', receipt], ['b', 'R1', photo], ['c', 'R1', inspection], ['d', 'R2', receipt]);
    const { kept, gone } = dropped(all, 'a');
    expect([ids(kept), ids(gone)]).toEqual(['bd', 'ac']);
    expect(ids(dropped(all, 'c').gone)).toBe('c');
  });
});

describe('what the bench goes on from', () => {
  test('as it will stand once everything has arrived', () => {
    const seen = withWaiting(theirs(), queue(['a', 'R1', receipt], ['b', 'R1', inspection], ['c', 'R2', receipt]));
    expect(seen.items[0]).toMatchObject({
      parcel: 'received',
      identity: 'match',
      assessment: 'assessed',
      ...found,
      checklist: 'smartphone/0',
    });
    expect(seen.commands['inspection']).toEqual({ allowed: true });
  });

  test('what is in dispute is not taken for done', () => {
    const held = disputed(queue(['a', 'R1', receipt]), 'a', { because: 'x', says: '', theirs: null });
    expect(withWaiting(theirs(), held).items[0]!.parcel).toBe('delivered');
  });
});

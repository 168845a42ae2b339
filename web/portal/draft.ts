/** The request while the buyer is still writing it. It lives in the form, so that nothing typed is ever lost and nothing is stored too early. */
import { FAULTS, type Fault, type Reason, WISHES, type Wish } from '../../src/core/return/model.ts';
import type { PortalOrder, PortalOrderItem, PortalRequest } from './model.ts';
import { choiceOf } from './reasons.ts';

export type DraftPhoto = {
  readonly ref: string;
  readonly name: string /** As the form carries it: bound to this order. */;
  readonly sealed: string;
};

export type DraftItem = {
  readonly key: string;
  readonly choice: string;
  readonly reason: string;
  readonly fault: string;
  readonly wants: string;
  readonly note: string;
  /** What became of the first steps for a fault: `tried.battery`, `skipped.battery`, or nothing. Never asked for. */
  readonly tried: string;
  readonly photos: readonly DraftPhoto[];
};
export type Draft = readonly DraftItem[];

/** Where the mistake is (the field's name in the form) and what to say (a key under `errors`). */
export type FieldError = { readonly field: string; readonly says: string; readonly values?: Readonly<Record<string, string | number>> };

export const NOTE_LIMIT = 2000;
export const PHOTO_LIMIT = 8;
export const PHOTO_BYTES = 12 * 1024 * 1024;
export const PDF_BYTES = 5 * 1024 * 1024;

export const field = (index: number, name: keyof DraftItem | 'remove'): string => `item${index}.${name}`;

export const emptyItem = (key: string): DraftItem => ({
  key,
  choice: '',
  reason: '',
  fault: '',
  wants: '',
  note: '',
  tried: '',
  photos: [],
});

/** Where a draft's item stands: `lineId#unit` in the order itself, `orderRef~lineId#unit` in another one of the same buyer. */
export function placeOf(order: PortalOrder, key: string): { readonly order: PortalOrder; readonly item: PortalOrderItem } | undefined {
  const [ref, inOrder] = /^([0-9a-f-]{36})~(.*)$/s.exec(key)?.slice(1) ?? [order.ref, key];
  const there = ref === order.ref ? order : order.others?.find((other) => other.ref === ref);
  const item = there?.items.find((one) => one.key === inOrder);
  return there && item && { order: there, item };
}
export const itemOf = (order: PortalOrder, key: string): PortalOrderItem | undefined => placeOf(order, key)?.item;

/** The key that a draft gives an item of one of the buyer's orders. */
export const draftKey = (main: PortalOrder, there: PortalOrder, item: PortalOrderItem): string =>
  there.ref === main.ref ? item.key : `${there.ref}~${item.key}`;

/** The other orders that keys reach into. */
export const ordersNamed = (keys: readonly string[]): string[] => [
  ...new Set(keys.flatMap((key) => /^([0-9a-f-]{36})~/.exec(key)?.[1] ?? [])),
];

/** The draft out of form fields. `photoOf` opens a sealed photo, or gives null where it is not this order's. */
export function readDraft(
  fields: ReadonlyMap<string, readonly string[]>,
  photoOf: (sealed: string) => { ref: string; name: string } | null,
): DraftItem[] {
  const one = (name: string): string => fields.get(name)?.at(-1) ?? '';
  const items: DraftItem[] = [];
  for (let i = 0; i < 50 && fields.has(field(i, 'key')); i++) {
    const removed = new Set(fields.get(field(i, 'remove')) ?? []);
    const photos = (fields.get(field(i, 'photos')) ?? [])
      .filter((sealed) => !removed.has(sealed))
      .flatMap((sealed) => {
        const photo = photoOf(sealed);
        return photo ? [{ ...photo, sealed }] : [];
      });
    items.push({
      key: one(field(i, 'key')),
      choice: one(field(i, 'choice')),
      reason: one(field(i, 'reason')),
      fault: one(field(i, 'fault')),
      wants: one(field(i, 'wants')),
      note: one(field(i, 'note')).replace(/\r\n/g, '\n'),
      tried: one(field(i, 'tried')),
      photos: photos.slice(0, PHOTO_LIMIT),
    });
  }
  return items;
}

/** The reason in the core's words, once the choice and what it asks for are both made. */
export function reasonOf(item: DraftItem): Reason | null {
  const choice = choiceOf(item.choice);
  if (!choice) return null;
  if (choice.reasons.length === 1) return choice.reasons[0];
  return choice.reasons.find((reason) => reason === item.reason) ?? null;
}

/** What the draft asks of one order. `keys` are the draft's, in the order of `requests`. */
export type OrderRequests = { readonly order: PortalOrder; readonly requests: PortalRequest[]; readonly keys: string[] };

/**
 * The requests that the draft makes, by order, or everything that is still missing, in the order of the page. `replaces` is the return that the
 * draft takes the place of: its items are taken by it alone.
 */
export function checkDraft(
  draft: Draft,
  order: PortalOrder,
  replaces?: string,
): { requests: PortalRequest[]; byOrder: OrderRequests[] } | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const byOrder: OrderRequests[] = [];
  draft.forEach((item, i) => {
    const place = placeOf(order, item.key);
    const unit = place?.item;
    const choice = choiceOf(item.choice);
    const reason = reasonOf(item);
    const fault = FAULTS.find((f) => f === item.fault);
    if (!unit || (unit.openReturn && unit.openReturn.id !== replaces)) return;
    if (!choice) errors.push({ field: field(i, 'choice'), says: 'choice_missing' });
    else if (!reason) errors.push({ field: field(i, 'reason'), says: 'reason_missing' });
    else if (reason === 'defective' && !fault) errors.push({ field: field(i, 'fault'), says: 'fault_missing' });
    const note = item.note.trim();
    if (choice?.id === 'other' && note === '') errors.push({ field: field(i, 'note'), says: 'note_missing' });
    if (note.length > NOTE_LIMIT)
      errors.push({ field: field(i, 'note'), says: 'note_too_long', values: { limit: NOTE_LIMIT, length: note.length } });
    if (!reason) return;
    const wants = WISHES.find((w) => w === item.wants);
    let group = byOrder.find((one) => one.order.ref === place!.order.ref);
    if (!group) byOrder.push((group = { order: place!.order, requests: [], keys: [] }));
    group.keys.push(item.key);
    group.requests.push(
      requestOf(unit, {
        reason,
        fault: reason === 'defective' ? fault : undefined,
        wants,
        note,
        photos: item.photos.map(({ ref, name }) => ({ ref, name })),
      }),
    );
  });
  const requests = byOrder.flatMap((one) => one.requests);
  if (errors.length === 0 && requests.length === 0) return { errors: [{ field: 'item', says: 'item_missing' }] };
  return errors.length > 0 ? { errors } : { requests, byOrder };
}

function requestOf(
  unit: PortalOrderItem,
  said: { reason: Reason; fault: Fault | undefined; wants: Wish | undefined; note: string; photos: PortalRequest['photos'] },
): PortalRequest {
  return {
    lineId: unit.lineId,
    unit: unit.unit,
    reason: said.reason,
    photos: said.photos,
    ...(said.fault ? { fault: said.fault } : {}),
    ...(said.wants ? { wants: said.wants } : {}),
    ...(said.note ? { note: said.note } : {}),
  };
}

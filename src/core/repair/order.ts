/**
 * A repair order (M30): what is done about one unit at our own bench or at a partner's, from order to end. Pure: what a person asks for gives
 * the order after it and the steps for the record, or a refusal. How it ends is the return's own truth: `done` comes with its completion,
 * `not_repairable` with the failure of the remedy, `withdrawn` where the resolution was taken back.
 */
import { add, type Currency, type Money, money, zero } from '../money.ts';
import type { Uuid } from '../ids.ts';
import type { Fault } from '../return/model.ts';

export const REPAIR_STATES = ['ordered', 'waiting_for_parts', 'in_work', 'tested', 'done', 'not_repairable', 'withdrawn'] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** What a person at the bench may do; the ends stand in the return. A repair that failed its test goes back to work. */
export const REPAIR_MOVES = {
  ordered: ['waiting_for_parts', 'in_work'],
  waiting_for_parts: ['in_work'],
  in_work: ['waiting_for_parts', 'tested'],
  tested: ['in_work'],
  done: [],
  not_repairable: [],
  withdrawn: [],
} as const satisfies Record<RepairState, readonly RepairState[]>;

export const REPAIR_OPEN = ['ordered', 'waiting_for_parts', 'in_work', 'tested'] as const satisfies readonly RepairState[];
export type OpenRepairState = (typeof REPAIR_OPEN)[number];
export const isOpenRepair = ({ state }: Pick<RepairOrder, 'state'>): boolean => (REPAIR_OPEN as readonly RepairState[]).includes(state);

export const PART_STATES = ['ordered', 'here', 'fitted', 'unused'] as const;
export type PartState = (typeof PART_STATES)[number];

export type RepairPart = {
  readonly id: Uuid;
  readonly name: string;
  readonly sku?: string;
  readonly quantity: number;
  /** Of one piece. */
  readonly cost: Money;
  readonly state: PartState;
};

export type RepairOrder = {
  readonly id: Uuid;
  readonly returnId: Uuid;
  readonly lineId: string;
  readonly unit: number;
  /** Number of the event that asked for it. */
  readonly resolvedSeq: number;
  readonly state: RepairState;
  readonly sku: string;
  readonly fault?: Fault;
  /** Who does it; our own bench where absent. */
  readonly partner?: string;
  readonly technician?: string;
  readonly estimate?: Money;
  /** What the partner asked for in the end. */
  readonly charged?: Money;
  readonly minutes: number;
  /** What an hour at our bench costs. */
  readonly hour?: Money;
  readonly currency: Currency;
  readonly parts: readonly RepairPart[];
  /** Absent: nobody promised a time. */
  readonly dueAt?: string;
  readonly orderedAt: string;
  readonly begunAt?: string;
  readonly endedAt?: string;
  readonly because?: string;
  readonly version: number;
};

/** What was done, for the record. Money in minor units of the order's currency. */
export type RepairStep =
  | { readonly type: 'ordered' }
  | { readonly type: 'moved'; readonly to: RepairState }
  | { readonly type: 'assigned'; readonly technician: string }
  | { readonly type: 'sent_to'; readonly partner: string | null }
  | { readonly type: 'estimated' | 'charged' | 'hour'; readonly minor: number }
  | { readonly type: 'worked'; readonly minutes: number }
  | { readonly type: 'part'; readonly name: string; readonly quantity: number; readonly minor: number; readonly state: PartState }
  | { readonly type: 'noted'; readonly says: string }
  | { readonly type: 'ended'; readonly as: 'done' | 'not_repairable' | 'withdrawn'; readonly because?: string };

/** What a person asks for: any of it, in one act. `minutes` are added to those before. */
export type RepairChange = {
  readonly to?: OpenRepairState;
  readonly technician?: string;
  readonly partner?: string | null;
  readonly estimate?: Money;
  readonly charged?: Money;
  readonly hour?: Money;
  readonly minutes?: number;
  readonly note?: string;
};

export type RepairRefusal = 'repair_ended' | 'wrong_repair_step' | 'parts_not_here' | 'wrong_currency' | 'unknown_part';
export type Changed =
  | { readonly ok: true; readonly after: RepairOrder; readonly steps: readonly RepairStep[] }
  | { readonly ok: false; readonly refusal: RepairRefusal };

const refused = (refusal: RepairRefusal): Changed => ({ ok: false, refusal });

export function changeRepair(before: RepairOrder, change: RepairChange, now: string): Changed {
  if (!isOpenRepair(before)) return refused('repair_ended');
  const steps: RepairStep[] = [];
  let after = before;
  for (const name of ['estimate', 'charged', 'hour'] as const) {
    const amount = change[name];
    if (amount === undefined || amount.minor === before[name]?.minor) continue;
    if (amount.currency !== before.currency) return refused('wrong_currency');
    after = { ...after, [name]: amount };
    steps.push({ type: name === 'estimate' ? 'estimated' : name, minor: amount.minor });
  }
  if (change.technician !== undefined && change.technician !== before.technician) {
    after = { ...after, technician: change.technician };
    steps.push({ type: 'assigned', technician: change.technician });
  }
  if (change.partner !== undefined && (change.partner ?? undefined) !== before.partner) {
    const { partner: _was, ...own } = after;
    after = change.partner === null ? own : { ...own, partner: change.partner };
    steps.push({ type: 'sent_to', partner: change.partner });
  }
  if (change.minutes) {
    after = { ...after, minutes: after.minutes + change.minutes };
    steps.push({ type: 'worked', minutes: change.minutes });
  }
  if (change.note) steps.push({ type: 'noted', says: change.note });
  const { to } = change;
  if (to !== undefined && to !== before.state) {
    if (!(REPAIR_MOVES[before.state] as readonly RepairState[]).includes(to)) return refused('wrong_repair_step');
    if (to === 'tested' && before.parts.some(({ state }) => state === 'ordered')) return refused('parts_not_here');
    after = { ...after, state: to, ...(to === 'in_work' && after.begunAt === undefined ? { begunAt: now } : {}) };
    steps.push({ type: 'moved', to });
  }
  return { ok: true, after: steps.length > 0 ? { ...after, version: before.version + 1 } : before, steps };
}

/** A part that is needed, or one whose state changed. */
export function withPart(before: RepairOrder, part: RepairPart): Changed {
  if (!isOpenRepair(before)) return refused('repair_ended');
  if (part.cost.currency !== before.currency) return refused('wrong_currency');
  const known = before.parts.some(({ id }) => id === part.id);
  const parts = known ? before.parts.map((one) => (one.id === part.id ? part : one)) : [...before.parts, part];
  const { name, quantity, cost, state } = part;
  return {
    ok: true,
    after: { ...before, parts, version: before.version + 1 },
    steps: [{ type: 'part', name, quantity, minor: cost.minor, state }],
  };
}

/** The return says how it ended. What is ended stays so. */
export function endRepair(before: RepairOrder, as: 'done' | 'not_repairable' | 'withdrawn', now: string, because?: string): Changed {
  if (!isOpenRepair(before)) return refused('repair_ended');
  const why = because ? { because } : {};
  return {
    ok: true,
    after: { ...before, state: as, endedAt: now, version: before.version + 1, ...why },
    steps: [{ type: 'ended', as, ...why }],
  };
}

export type RepairCost = { readonly parts: Money; readonly labour: Money; readonly partner: Money; readonly total: Money };

/** What it came to so far: parts that were fitted, our own time where somebody said what an hour costs, and what the partner charged. */
export function costOfRepair({ parts, minutes, hour, charged, currency }: RepairOrder): RepairCost {
  const fitted = parts.filter(({ state }) => state === 'fitted').map(({ cost, quantity }) => money(cost.minor * quantity, currency));
  const ours = fitted.reduce(add, zero(currency));
  // Minutes of an hour's price; what is less than a cent stays with the house.
  const labour = hour && minutes > 0 ? money(Math.round((hour.minor * minutes) / 60), currency) : zero(currency);
  const partner = charged ?? zero(currency);
  return { parts: ours, labour, partner, total: add(add(ours, labour), partner) };
}

/** Lists that can be taken out as a table (M13, M44): whose they are to take, and by what they can be narrowed. */
import type { Role } from './access.ts';

export const EXPORT_FILTERS = [
  'since',
  'until',
  'channel',
  'state',
  'tab',
  'q',
  'sku',
  'supplier',
  'lot',
  'place',
  'account',
  'alert',
] as const;
export type ExportFilter = (typeof EXPORT_FILTERS)[number];

const DESK = ['customer_service', 'warehouse', 'finance', 'manager', 'administrator'] as const;
const BOOKS = ['finance', 'manager', 'administrator'] as const;
const TALK = ['customer_service', 'manager', 'administrator'] as const;
const SHELVES = ['warehouse', 'manager', 'administrator'] as const;

/** Days are the seller's own, `until` is included. `state` is the status of a return, or the state of anything else: one, or several with commas between. */
export const EXPORT_LISTS = {
  returns: { roles: DESK, filters: ['since', 'until', 'channel', 'state', 'tab', 'q'] },
  orders: { roles: DESK, filters: ['since', 'until', 'channel'] },
  units: { roles: SHELVES, filters: ['state', 'sku', 'supplier', 'lot', 'place', 'q', 'alert'] },
  refunds: { roles: BOOKS, filters: ['since', 'until', 'channel', 'state'] },
  journals: { roles: BOOKS, filters: ['since', 'until', 'channel', 'account'] },
  payouts: { roles: BOOKS, filters: ['since', 'until', 'channel', 'state'] },
  claims: { roles: BOOKS, filters: ['since', 'until', 'state'] },
  disputes: { roles: DESK, filters: ['since', 'until', 'state'] },
  messages: { roles: TALK, filters: ['since', 'until'] },
  surveys: { roles: TALK, filters: ['since', 'until', 'channel'] },
} as const satisfies Readonly<Record<string, { readonly roles: readonly Role[]; readonly filters: readonly ExportFilter[] }>>;
export type ExportList = keyof typeof EXPORT_LISTS;
export const EXPORT_LIST_NAMES = Object.keys(EXPORT_LISTS) as [ExportList, ...ExportList[]];

/** Everything at once leaves by few hands. */
export const EXPORT_ALL_ROLES = ['manager', 'administrator'] as const satisfies readonly Role[];

/** As what a list leaves. */
export type TableKind = 'csv' | 'xlsx';
export const TABLE_TYPES: Readonly<Record<TableKind, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

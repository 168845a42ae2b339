/**
 * What a third party who handles parcels tells (M29): arrived, inspected, shipped out, or something is wrong. One shape, whether it comes by
 * API, in a table or by mail: names in camelCase or with underscores, dates in ISO 8601.
 */
import { DISPOSITIONS, type Disposition, GRADES, type Grade, VERDICTS, type Verdict } from '../return/model.ts';

export const NOTICE_KINDS = ['arrived', 'inspected', 'shipped_out', 'discrepancy'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What is wrong. `lost`: they had it, and have it no more. */
export const DISCREPANCIES = ['lost', 'missing', 'damaged', 'wrong_item', 'extra'] as const;
export type Discrepancy = (typeof DISCREPANCIES)[number];

export type Notice = {
  /** Their own number of the notice: told twice it is one. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** When it happened, by their word: ISO 8601 in UTC. */
  readonly at: string;
  readonly rma?: string;
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly orderNumber?: string;
  readonly lineId?: string;
  readonly imei?: string;
  readonly serial?: string;
  readonly verdict?: Verdict;
  readonly grade?: Grade;
  readonly disposition?: Disposition;
  readonly checks?: Readonly<Record<string, string | number | boolean>>;
  readonly discrepancy?: Discrepancy;
  readonly note?: string;
};

/** Verdicts by which the buyer loses money: a third party's word alone is not enough for them. */
const COSTLY: ReadonlySet<Verdict> = new Set<Verdict>(['customer_damage', 'other_device', 'incomplete']);
export const costsTheBuyer = (verdict: Verdict): boolean => COSTLY.has(verdict);

export type NoticeError = { readonly path: string; readonly says: string };
export type ReadNotice = { readonly ok: true; readonly notice: Notice } | { readonly ok: false; readonly errors: readonly NoticeError[] };

const TEXTS = ['rma', 'trackingNumber', 'carrier', 'orderNumber', 'lineId', 'imei', 'serial'] as const;
export const NOTICE_COLUMNS = [
  'id',
  'kind',
  'at',
  'rma',
  'tracking_number',
  'carrier',
  'order_number',
  'line_id',
  'imei',
  'serial',
  'verdict',
  'grade',
  'disposition',
  'discrepancy',
  'note',
] as const;

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** Reads one notice; every field that is wrong is told. Fields that are unknown are no error: partners export what they have. */
export function readNotice(given: Readonly<Record<string, unknown>>): ReadNotice {
  const errors: NoticeError[] = [];
  const field = (name: string): string | undefined => {
    const value = given[name] ?? given[name.replaceAll(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      errors.push({ path: name, says: 'must be a text' });
      return undefined;
    }
    const text = String(value).trim();
    const most = name === 'note' ? 2_000 : 200;
    if (text.length > most) errors.push({ path: name, says: `is longer than ${most} signs` });
    return text === '' ? undefined : text;
  };
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const text = field(name)
      ?.toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    if (text === undefined) return undefined;
    if (!(values as readonly string[]).includes(text)) errors.push({ path: name, says: `must be one of ${values.join(', ')}` });
    return text as T;
  };
  const needed = <T>(name: string, value: T | undefined): T | undefined => {
    if (value === undefined && !errors.some(({ path }) => path === name)) errors.push({ path: name, says: 'is missing' });
    return value;
  };

  const id = needed('id', field('id'));
  const kind = needed('kind', oneOf('kind', NOTICE_KINDS));
  const told = needed('at', field('at'));
  const at = told !== undefined && INSTANT.test(told) && Number.isFinite(Date.parse(told)) ? new Date(told).toISOString() : undefined;
  if (told !== undefined && at === undefined)
    errors.push({ path: 'at', says: 'must be a time in ISO 8601 with an offset, such as 2026-11-22T09:30:00+01:00' });
  const texts = Object.fromEntries(
    TEXTS.flatMap((name) => {
      const value = field(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const verdict = oneOf('verdict', VERDICTS);
  const grade = oneOf('grade', GRADES);
  const disposition = oneOf('disposition', DISPOSITIONS);
  const discrepancy = oneOf('discrepancy', DISCREPANCIES);
  const note = field('note');
  if (kind === 'inspected') needed('verdict', verdict);
  if (kind === 'discrepancy') needed('discrepancy', discrepancy);
  if (!['rma', 'trackingNumber', 'orderNumber', 'imei', 'serial'].some((name) => name in texts))
    errors.push({ path: '', says: 'names nothing: rma, trackingNumber, orderNumber, imei or serial is needed' });
  const checks = readChecks(given['checks'], errors);
  if (errors.length > 0 || id === undefined || kind === undefined || at === undefined) return { ok: false, errors };
  return {
    ok: true,
    notice: {
      id,
      kind,
      at,
      ...texts,
      ...(verdict && { verdict }),
      ...(grade && { grade }),
      ...(disposition && { disposition }),
      ...(checks && { checks }),
      ...(discrepancy && { discrepancy }),
      ...(note !== undefined && { note }),
    },
  };
}

function readChecks(given: unknown, errors: NoticeError[]): Notice['checks'] | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  const entries = typeof given === 'object' && !Array.isArray(given) ? Object.entries(given) : null;
  if (!entries || entries.length > 100 || entries.some(([, value]) => !['string', 'number', 'boolean'].includes(typeof value))) {
    errors.push({ path: 'checks', says: 'must be answers by question' });
    return undefined;
  }
  return Object.fromEntries(entries) as Notice['checks'];
}

/** What a partner promised, in hours. Null: nothing. */
export type Promises = { readonly receiveHours: number | null; readonly inspectHours: number | null; readonly shipHours: number | null };

const HOUR = 3_600_000;
/** By how many whole hours a promise was missed; 0 where it was kept, or nothing was promised. */
export function hoursLate(promised: number | null, from: string | undefined, to: string): number {
  if (promised === null || from === undefined) return 0;
  const late = Date.parse(to) - Date.parse(from) - promised * HOUR;
  return late > 0 ? Math.ceil(late / HOUR) : 0;
}

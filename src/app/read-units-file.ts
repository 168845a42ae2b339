/** A file of units: comma or semicolon, a heading line; each line that can't be read is told with its reason (M27). */
import { parse } from 'csv-parse/sync';
import { parseMoney } from '../core/money.ts';
import { GRADES, type Grade } from '../core/return/model.ts';
import { UNIT_STATES, type UnitState } from '../core/stock/units.ts';
import type { UnitIn } from './put-units.ts';

export type ReadLine<T> =
  | { readonly line: number; readonly value: T }
  | { readonly line: number; readonly errors: readonly { path: string; says: string }[] };

/** Records by heading, in lower case, with the line that they begin in. Null where the text is no table. */
export function readTable(text: string): readonly { readonly line: number; readonly fields: Readonly<Record<string, string>> }[] | null {
  const first = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [';', '\t', ','].reduce((best, sign) => (first.split(sign).length > first.split(best).length ? sign : best), ',');
  try {
    const rows = parse(text, {
      bom: true,
      columns: (names: string[]) =>
        names.map((name) =>
          name
            .trim()
            .toLowerCase()
            .replaceAll(/[\s-]+/g, '_'),
        ),
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { record: Record<string, string>; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch {
    return null;
  }
}

export const UNIT_COLUMNS = [
  'ref',
  'sku',
  'title',
  'category',
  'imei',
  'serial',
  'supplier',
  'lot',
  'grade',
  'place',
  'cost',
  'currency',
  'state',
] as const;

/** `currency`: where a line names none. An empty field says nothing. */
export function readUnitsFile(text: string, currency: string): readonly ReadLine<UnitIn>[] | null {
  const rows = readTable(text);
  if (rows === null || (rows.length > 0 && !('sku' in rows[0]!.fields))) return null;
  return rows.map(({ line, fields }) => {
    const errors: { path: string; says: string }[] = [];
    const field = (name: (typeof UNIT_COLUMNS)[number], most = 200): string | undefined => {
      const value = fields[name]?.trim();
      if (value && value.length > most) errors.push({ path: name, says: `is longer than ${most} signs` });
      return value || undefined;
    };
    const oneOf = <T extends string>(name: 'grade' | 'state', values: readonly T[]): T | undefined => {
      const value = field(name)?.toLowerCase().replaceAll(' ', '_');
      if (value === undefined) return undefined;
      if (!(values as readonly string[]).includes(value)) errors.push({ path: name, says: `must be one of ${values.join(', ')}` });
      return value as T;
    };
    const sku = field('sku');
    if (sku === undefined) errors.push({ path: 'sku', says: 'is missing' });
    const cost = field('cost')?.replace(',', '.');
    const money = cost === undefined ? undefined : parseMoney(cost, field('currency', 3)?.toUpperCase() ?? currency);
    if (money === null || (money && money.minor < 0)) errors.push({ path: 'cost', says: 'must be an amount such as 210.00' });
    const grade = oneOf<Grade>('grade', GRADES);
    const state = oneOf<UnitState>('state', UNIT_STATES);
    const texts = Object.fromEntries(
      (['ref', 'title', 'imei', 'serial', 'supplier', 'lot', 'place'] as const).flatMap((name) => {
        const value = field(name, name === 'title' ? 500 : 200);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const category = field('category')?.toLowerCase();
    if (errors.length > 0) return { line, errors };
    return {
      line,
      value: {
        ...texts,
        sku: sku!,
        ...(category && { category }),
        ...(grade && { grade }),
        ...(state && { state }),
        ...(money && { cost: money }),
      },
    };
  });
}

/** What a repair adds to the buyer's guarantee by the law of their country (M3, M8): told to the bench and to the buyer, never less than the law. */
import { localDate, zoneOf } from '../calendar.ts';
import { type Extension, inForce, type LawBook } from '../policy/law/law.ts';
import type { Return } from '../return/model.ts';

/** `adds`: so many months more. `atLeast`: the same fault is answered for until so many months after the repair. */
export type RepairWarranty = { readonly how: 'adds' | 'atLeast'; readonly months: number; readonly article: string };

/** Null where the law of that country and day adds nothing. Of several the one that gives most counts. */
export function warrantyOfRepair(
  law: LawBook,
  { country, placedAt }: Pick<Return['order'], 'country' | 'placedAt'>,
): RepairWarranty | null {
  const on = localDate(placedAt, zoneOf(country));
  const guarantee = inForce(law[country]?.guarantee ?? [], on);
  const given = (guarantee?.extensions ?? [])
    .filter(({ from, until }) => from <= on && (until === undefined || on < until))
    .flatMap(readExtension)
    .sort((a, b) => b.months - a.months);
  return given[0] ?? null;
}

function readExtension(extension: Extension): RepairWarranty[] {
  const { article } = extension;
  if ('adds' in extension) return [{ how: 'adds', months: extension.adds, article }];
  return 'atLeast' in extension ? [{ how: 'atLeast', months: extension.atLeast, article }] : [];
}

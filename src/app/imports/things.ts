/** What a kind of file comes to: lines that are one thing, what would become of it, and taking it in through the use case that anybody else uses. */
import type { Actor } from '../../core/access.ts';
import type { ImportKind } from '../../core/imports/fields.ts';
import type { ImportProblem } from '../../core/imports/words.ts';
import type { LineWrite, Would } from '../../store/imports.ts';
import type { Context } from '../context.ts';
import type { LineValues } from './mapping.ts';

export type ThingLine = { readonly line: number; readonly values: LineValues };
/** One order with its articles, one request with its items, one unit: its lines in the order of the file. */
export type Thing = readonly ThingLine[];

export type LineOutcome =
  | { readonly state: Would; readonly became?: string }
  | { readonly state: 'refused'; readonly problems: readonly ImportProblem[] };
export type Outcomes = ReadonlyMap<number, LineOutcome>;

/** What a check remembers of the lines before: by a name, the line that has it. */
export type Seen = Map<string, number>;

export type KindWork = {
  /** Lines of the same name are one thing; null where each stands for itself. */
  readonly thingOf: (values: LineValues) => string | null;
  /** What is wrong with a line whatever the database knows. */
  readonly lineProblems: (values: LineValues) => readonly ImportProblem[];
  /** What would become of them. Writes nothing. */
  readonly judge: (ctx: Context, sellerId: string, things: readonly Thing[], by: Actor, seen: Seen) => Promise<Outcomes>;
  /** Takes them in. The same again changes nothing, and says `same`. */
  readonly take: (ctx: Context, sellerId: string, things: readonly Thing[], by: Actor) => Promise<Outcomes>;
};
export type KindWorks = Readonly<Record<ImportKind, KindWork>>;

/** One line's fault keeps its whole thing out: half an order is a wrong order. */
export function refuseThing(thing: Thing, line: number, problem: ImportProblem): [number, LineOutcome][] {
  return thing.map((one) => [
    one.line,
    { state: 'refused', problems: [one.line === line ? problem : { code: 'companion_refused', line }] },
  ]);
}

export const sameForAll = (thing: Thing, outcome: LineOutcome): [number, LineOutcome][] => thing.map(({ line }) => [line, outcome]);

/** As a line is written after a check: nothing has happened yet. */
export const asJudged = (line: number, outcome: LineOutcome): LineWrite =>
  outcome.state === 'refused'
    ? { line, state: 'refused', problems: outcome.problems }
    : { line, state: 'ready', would: outcome.state, ...(outcome.became !== undefined && { became: outcome.became }) };

/** So many at a time, each on a connection of its own; the others of the house need theirs. */
export async function fewAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const hand = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(HANDS, items.length) }, hand));
  return results;
}
const HANDS = 4;

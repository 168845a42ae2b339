/** Units from a file (M27): a line a device, through `putUnits` as everybody does. */
import type { Money } from '../../core/money.ts';
import type { Grade } from '../../core/return/model.ts';
import type { UnitState } from '../../core/stock/units.ts';
import { numbersOf } from '../../store/units.ts';
import { type PutUnit, type UnitIn, putUnits } from '../put-units.ts';
import type { LineValues } from './mapping.ts';
import type { ImportProblem, LineProblem } from '../../core/imports/words.ts';
import { LINE_PROBLEMS } from '../../core/imports/words.ts';
import type { KindWork, LineOutcome, Seen, ThingLine } from './things.ts';

export const unitsWork: KindWork = {
  thingOf: () => null,

  lineProblems: (values) =>
    ['ref', 'imei', 'serial'].some((name) => values[name] !== undefined) ? [] : [{ code: 'unit_without_name' as const }],

  async judge(ctx, sellerId, things, by, seen) {
    const lines = things.flat();
    const twice = new Map(lines.map((one) => [one.line, lineOfSame(one, seen)]));
    const fresh = lines.filter(({ line }) => twice.get(line) === null);
    const answers = await putUnits(ctx, sellerId, fresh.map(unitOf), by, { dryRun: true });
    return new Map<number, LineOutcome>([
      ...lines.flatMap(({ line }): [number, LineOutcome][] => {
        const first = twice.get(line) ?? null;
        return first === null ? [] : [[line, { state: 'refused', problems: [{ code: 'same_unit_twice', line: first }] }]];
      }),
      ...fresh.map(({ line }, i): [number, LineOutcome] => [line, outcomeOf(answers[i]!)]),
    ]);
  },

  async take(ctx, sellerId, things, by) {
    const lines = things.flat();
    const answers = await putUnits(ctx, sellerId, lines.map(unitOf), by);
    return new Map(lines.map(({ line }, i) => [line, outcomeOf(answers[i]!)]));
  },
};

/** The line before that names the same unit by any of its numbers; null where none does, and then it is remembered. */
function lineOfSame({ line, values }: ThingLine, seen: Seen): number | null {
  const { imei, serial } = numbersOf({ imei: values['imei'] as string | undefined, serial: values['serial'] as string | undefined });
  const names = [
    imei && `imei ${imei}`,
    serial && `serial ${serial}`,
    values['ref'] !== undefined && `ref ${values['ref'] as string}`,
  ].filter((name) => typeof name === 'string');
  const first = names.map((name) => seen.get(name)).find((one) => one !== undefined);
  if (first !== undefined) return first;
  for (const name of names) seen.set(name, line);
  return null;
}

function unitOf({ values }: { readonly values: LineValues }): UnitIn {
  const given = (name: string) => values[name] as string | undefined;
  const texts = Object.fromEntries(
    ['ref', 'title', 'category', 'imei', 'serial', 'supplier', 'lot', 'place'].flatMap((name) =>
      given(name) === undefined ? [] : [[name, given(name)]],
    ),
  );
  return {
    ...texts,
    sku: given('sku')!,
    ...(given('grade') !== undefined && { grade: given('grade') as Grade }),
    ...(given('state') !== undefined && { state: given('state') as UnitState }),
    ...(values['cost'] !== undefined && { cost: values['cost'] as Money }),
  };
}

const known = (name: string): name is LineProblem => (LINE_PROBLEMS as readonly string[]).includes(name);
function outcomeOf(answer: PutUnit): LineOutcome {
  if (answer.ok) return { state: answer.what, ...(answer.unit.ref !== null && { became: answer.unit.ref }) };
  const problem: ImportProblem = { code: known(answer.refusal) ? answer.refusal : 'not_from_here' };
  return { state: 'refused', problems: [problem] };
}

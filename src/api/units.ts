/** Stock over HTTP (M27): units by the seller's own number, a file of them, what a person does to one, and its whole life. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { type PutUnit, putUnits, type UnitIn } from '../app/put-units.ts';
import { readUnitsFile, UNIT_COLUMNS } from '../app/read-units-file.ts';
import { holdByHand, moveByHand, releaseByHand, type UnitAct, undoMove } from '../app/stock.ts';
import { decimal, parseMoney, money } from '../core/money.ts';
import { GRADES } from '../core/return/model.ts';
import { DEFECTS, FINDINGS, MOVE_NAMES, MOVES, UNIT_STATES } from '../core/stock/units.ts';
import { countAlerts, countUnits, listUnits, type MovementRow, readMovements, readStory, readUnit, type UnitRow } from '../store/units.ts';
import { isUuid } from '../core/ids.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';
import { Decimal } from './schemas.ts';

const MEGABYTE = 1024 * 1024;
const MOST_LINES = 20_000;
const MOST_TOLD = 200;
const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most, `is longer than ${most} signs`);

const Cost = z.object({ amount: Decimal, currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capitals (ISO 4217), such as EUR') });
const UnitBody = z.object({
  sku: text(200),
  title: text(500).optional(),
  category: text(100)
    .transform((value) => value.toLowerCase())
    .optional(),
  imei: text(40).nullish(),
  serial: text(60).nullish(),
  supplier: text(200).nullish(),
  lot: text(200).nullish(),
  grade: z.enum(GRADES).nullish(),
  place: text(100).nullish(),
  cost: Cost.nullish(),
  state: z.enum(UNIT_STATES).optional(),
  finding: z.enum(FINDINGS).optional().describe('What clears a unit that was defective.'),
});

export const UnitOut = z
  .object({
    id: z.string(),
    ref: z.string().nullable().describe('The seller’s own stock number.'),
    sku: z.string(),
    title: z.string(),
    category: z.string(),
    imei: z.string().nullable(),
    serial: z.string().nullable(),
    supplier: z.string().nullable(),
    lot: z.string().nullable(),
    grade: z.enum(GRADES).nullable(),
    place: z.string().nullable(),
    state: z.enum(UNIT_STATES),
    defect: z.enum(DEFECTS).nullable().describe('What stands against it: it is not for sale until a finding clears it.'),
    alert: z.enum(['sold_out_of_turn']).nullable().describe('It was sold while it was not for sale: a person has to look.'),
    cost: z.object({ amount: z.string(), currency: z.string() }).nullable(),
    orderId: z.string().nullable(),
    returnId: z.string().nullable(),
    version: z.int(),
    createdAt: z.string(),
    movedAt: z.string(),
  })
  .meta({ id: 'Unit' });

const Movement = z.object({
  seq: z.int(),
  why: z.enum(MOVE_NAMES as [(typeof MOVE_NAMES)[number], ...(typeof MOVE_NAMES)[number][]]),
  from: z.enum(UNIT_STATES).nullable(),
  to: z.enum(UNIT_STATES),
  fromPlace: z.string().nullable(),
  place: z.string().nullable(),
  fromGrade: z.string().nullable(),
  grade: z.string().nullable(),
  defect: z.enum(DEFECTS).nullable(),
  finding: z.enum(FINDINGS).nullable(),
  says: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  orderId: z.string().nullable(),
  returnId: z.string().nullable(),
  pullId: z.string().nullable(),
  undoes: z.int().nullable(),
});

const UnitLife = UnitOut.extend({
  movements: z.array(Movement).describe('Oldest first.'),
  undo: z.int().nullable().describe('The version to name to POST …/undo; null where the last move is not taken back by hand.'),
  orders: z.array(z.object({ id: z.string(), channel: z.string(), channelOrderId: z.string(), placedAt: z.string() })),
  returns: z.array(
    z.object({
      id: z.string(),
      rma: z.string(),
      status: z.string(),
      openedAt: z.string(),
      reason: z.string(),
      fault: z.string().nullable(),
      verdict: z.string().nullable(),
    }),
  ),
  lineage: z.array(
    z.object({
      how: z.enum(['stands_for', 'replaced']).describe('It went out instead of another unit, or another one instead of it.'),
      returnId: z.string(),
      rma: z.string(),
      imei: z.string().nullable(),
      serial: z.string().nullable(),
      at: z.string(),
    }),
  ),
});

export const unitView = (unit: UnitRow): z.output<typeof UnitOut> => ({
  id: unit.id,
  ref: unit.ref,
  sku: unit.sku,
  title: unit.title,
  category: unit.category,
  imei: unit.imei,
  serial: unit.serial,
  supplier: unit.supplier,
  lot: unit.lot,
  grade: unit.grade,
  place: unit.place,
  state: unit.state,
  defect: unit.defect,
  alert: unit.alert,
  cost: unit.cost_minor === null ? null : { amount: decimal(money(unit.cost_minor, unit.currency!)), currency: unit.currency! },
  orderId: unit.order_id,
  returnId: unit.return_id,
  version: unit.version,
  createdAt: unit.created_at,
  movedAt: unit.moved_at,
});

const movementView = (move: MovementRow): z.output<typeof Movement> => ({
  seq: move.seq,
  why: move.why,
  from: move.from_state,
  to: move.to_state,
  fromPlace: move.from_place,
  place: move.place,
  fromGrade: move.from_grade,
  grade: move.grade,
  defect: move.defect,
  finding: move.finding,
  says: move.says,
  by: move.by,
  at: move.at,
  orderId: move.order_id,
  returnId: move.return_id,
  pullId: move.pull_id,
  undoes: move.undoes,
});

/** Why something can't be done to a unit, for people. */
const SAYS: Readonly<Record<string, string>> = {
  not_from_here: 'The unit is in a state from which this does not happen.',
  defective_not_for_sale: 'A finding stands against this unit: say what cleared it (`finding`) before it goes back for sale.',
  faulty_grade_not_for_sale: 'A unit of the grade “faulty” is not put up for sale.',
  finding_missing: 'Say what was found.',
  moved_since: 'The unit has moved since: look at it again.',
  nothing_to_undo: 'The last move was not made by hand, so it is not taken back by hand.',
  held_for_a_return: 'The unit is held for a return: release it first.',
  number_of_another_unit: 'Another unit has this IMEI or serial number.',
  ref_of_another_unit: 'This device is known under another stock number.',
  same_unit_twice: 'The same unit stands there twice.',
  unit_without_name: 'A unit needs a stock number, an IMEI or a serial number.',
};
const refused = (name: string) => problem(name, { ...(SAYS[name] && { detail: SAYS[name] }) });

/** Who moves things, and who may look is everybody of the house. */
const STOCK = ['warehouse', 'manager', 'administrator'] as const;

export const units =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    for (const type of ['text/csv', 'application/csv'])
      app.addContentTypeParser(type, { parseAs: 'string', bodyLimit: 12 * MEGABYTE }, (_request, body, done) => done(null, body));
    const params = z.object({ id: z.string().min(1).max(200) });

    const unitNamed = async (sellerId: string, id: string): Promise<UnitRow> => {
      const unit = await ctx.db.withSeller(sellerId, (tx) => readUnit(tx, id));
      if (!unit) throw problem('not_found', { detail: `There is no unit ${id}.` });
      return unit;
    };
    const answered = (act: UnitAct): z.output<typeof UnitOut> => {
      if (!act.ok) throw act.refusal === 'not_found' ? problem('not_found') : refused(act.refusal);
      return unitView(act.unit);
    };

    app.get(
      '/units',
      {
        schema: {
          operationId: 'listUnits',
          tags: ['stock'],
          summary: 'Units, newest first',
          querystring: z.object({
            sku: z.string().max(200).optional(),
            state: z.enum(UNIT_STATES).optional(),
            supplier: z.string().max(200).optional(),
            lot: z.string().max(200).optional(),
            place: z.string().max(100).optional(),
            q: z.string().max(200).optional().describe('An IMEI, a serial number, a stock number, an SKU, a lot or a place.'),
            alert: z.stringbool().optional().meta({ type: 'boolean' }),
            cursor: z.string().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: { 200: z.object({ items: z.array(UnitOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { cursor, limit, ...filter } = request.query;
        const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));
        const after = cursor !== undefined && isUuid(cursor) ? cursor : null;
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) => listUnits(tx, given, after, limit + 1));
        const items = rows.slice(0, limit);
        return { items: items.map(unitView), nextCursor: rows.length > limit ? items.at(-1)!.id : null };
      },
    );

    app.get(
      '/units/counts',
      {
        schema: {
          operationId: 'countUnits',
          tags: ['stock'],
          summary: 'How many units stand in each state, and how many call for a person',
          response: { 200: z.object({ states: z.record(z.string(), z.int()), alerts: z.int() }) },
        },
      },
      async (request) =>
        ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const [states, alerts] = await Promise.all([countUnits(tx), countAlerts(tx)]);
          return { states: Object.fromEntries(states.map(({ state, n }) => [state, Number(n)])), alerts };
        }),
    );

    app.get(
      '/units/:id',
      {
        schema: {
          operationId: 'getUnit',
          tags: ['stock'],
          summary: 'One unit by our id or by its stock number, with its whole life: movements, orders, returns, replacements',
          params,
          response: { 200: UnitLife },
        },
      },
      async (request): Promise<z.output<typeof UnitLife>> => {
        const { sellerId } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        const [movements, story] = await ctx.db.withSeller(sellerId, (tx) =>
          Promise.all([readMovements(tx, unit.id), readStory(tx, unit)]),
        );
        const last = movements.at(-1);
        return {
          ...unitView(unit),
          movements: movements.map(movementView),
          undo: last && last.from_state !== null && MOVES[last.why].undo ? last.seq : null,
          orders: story.orders.map((order) => ({
            id: order.id,
            channel: order.channel,
            channelOrderId: order.channel_order_id,
            placedAt: order.placed_at,
          })),
          returns: story.returns.map(({ opened_at, ...ret }) => ({ ...ret, openedAt: opened_at })),
          lineage: story.lineage.map(({ return_id, ...rest }) => ({ ...rest, returnId: return_id })),
        };
      },
    );

    app.put(
      '/units/:id',
      {
        schema: {
          operationId: 'putUnit',
          tags: ['stock'],
          summary: 'Make a unit, or correct it; what is left out stays as it was',
          description: 'The id in the path is your own stock number, or our id of a unit that is known.',
          params,
          body: UnitBody,
          response: { 200: UnitOut, 201: UnitOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...STOCK);
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const known = isUuid(id) ? await ctx.db.withSeller(sellerId, (tx) => readUnit(tx, id)) : null;
        if (isUuid(id) && !known) throw problem('not_found', { detail: 'A new unit is put under your own stock number.' });
        const ref = known ? known.ref : id;
        const unit = readUnitBody(request.body, known && ref === null ? { imei: known.imei, serial: known.serial } : {});
        const [put] = await putUnits(ctx, sellerId, [{ ...unit, ...(ref !== null && { ref }) }], actor);
        if (!put!.ok) throw refused(put!.refusal);
        return reply.code(put!.what === 'made' ? 201 : 200).send(unitView(put!.unit));
      },
    );

    app.post(
      '/units/imports',
      {
        bodyLimit: 12 * MEGABYTE,
        schema: {
          operationId: 'importUnits',
          tags: ['stock'],
          summary: 'A file of units (text/csv): lines that can be taken are taken, each refused line is told',
          description: `Columns: ${UNIT_COLUMNS.join(', ')}. Only sku and one of ref, imei, serial are needed. Comma, semicolon or tab.`,
          querystring: z.object({ dryRun: z.stringbool().default(false).meta({ type: 'boolean' }) }),
          body: z.string().min(1, 'must not be empty').meta({ type: 'string' }),
          response: {
            200: z.object({
              dryRun: z.boolean(),
              lines: z.int(),
              made: z.int(),
              changed: z.int(),
              same: z.int(),
              refused: z.int(),
              refusedLines: z
                .array(
                  z.object({
                    line: z.int(),
                    ref: z.string().optional(),
                    errors: z.array(z.object({ path: z.string(), says: z.string() })),
                  }),
                )
                .describe(`The first ${MOST_TOLD} of them. The heading is line 1.`),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK);
        const { sellerId, actor } = request.caller;
        const { dryRun } = request.query;
        const { currency } = ctx.sellers.get(sellerId).settings.refundLimit;
        const lines = readUnitsFile(request.body, currency);
        if (lines === null) throw problem('invalid_request', { detail: 'This is no table with a heading line and a column “sku”.' });
        if (lines.length > MOST_LINES) throw problem('payload_too_large', { detail: `One file has up to ${MOST_LINES} lines.` });
        const readable = lines.flatMap((line) => ('value' in line ? [line] : []));
        const answers = await putUnits(
          ctx,
          sellerId,
          readable.map(({ value }) => value),
          actor,
          { dryRun },
        );
        const count = (what: (PutUnit & { ok: true })['what']) => answers.filter((answer) => answer.ok && answer.what === what).length;
        const refusedLines = [
          ...lines.flatMap((line) => ('errors' in line ? [{ line: line.line, errors: [...line.errors] }] : [])),
          ...answers.flatMap((answer, i) => {
            if (answer.ok) return [];
            const { line, value } = readable[i]!;
            return [{ line, ...(value.ref && { ref: value.ref }), errors: [{ path: '', says: SAYS[answer.refusal] ?? answer.refusal }] }];
          }),
        ].sort((a, b) => a.line - b.line);
        return {
          dryRun,
          lines: lines.length,
          made: count('made'),
          changed: count('changed'),
          same: count('same'),
          refused: refusedLines.length,
          refusedLines: refusedLines.slice(0, MOST_TOLD),
        };
      },
    );

    app.post(
      '/units/:id/move',
      {
        schema: {
          operationId: 'moveUnit',
          tags: ['stock'],
          summary: 'Put a unit on another place, or into another state',
          params,
          body: z.object({
            place: text(100).nullish(),
            to: z.enum(UNIT_STATES).optional(),
            finding: z.enum(['repaired', 'refurbished', 'tested']).optional().describe('What cleared the finding that stands against it.'),
            because: text(2000).optional(),
          }),
          response: { 200: UnitOut },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK);
        const { sellerId, actor } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        const { place, to, finding, because } = request.body;
        const moves = to !== undefined && to !== unit.state;
        if (!moves && (place === undefined || place === unit.place) && !finding) return unitView(unit);
        return answered(
          await moveByHand(
            ctx,
            sellerId,
            unit.id,
            { name: moves || finding ? 'put_elsewhere' : 'moved', to: to ?? unit.state, ...(finding && { finding }) },
            { ...(place !== undefined && { place }), ...(because && { says: because }) },
            actor,
          ),
        );
      },
    );

    app.post(
      '/units/:id/grade',
      {
        schema: {
          operationId: 'gradeUnit',
          tags: ['stock'],
          params,
          body: z.object({ grade: z.enum(GRADES), because: text(2000).optional() }),
          response: { 200: UnitOut },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK);
        const { sellerId, actor } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        const { grade, because } = request.body;
        if (grade === unit.grade) return unitView(unit);
        return answered(await moveByHand(ctx, sellerId, unit.id, { name: 'graded', grade }, { ...(because && { says: because }) }, actor));
      },
    );

    app.post(
      '/units/:id/quarantine',
      {
        schema: {
          operationId: 'quarantineUnit',
          tags: ['stock'],
          summary: 'Take a unit from sale until somebody has looked',
          params,
          body: z.object({
            because: text(2000),
            defect: z.boolean().default(false).describe('It is defective: only a finding brings it back for sale.'),
          }),
          response: { 200: UnitOut },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK);
        const { sellerId, actor } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        const { because, defect } = request.body;
        return answered(
          await moveByHand(
            ctx,
            sellerId,
            unit.id,
            { name: 'quarantined', ...(defect && { defect: 'other' as const }) },
            { says: because },
            actor,
          ),
        );
      },
    );

    app.post(
      '/units/:id/hold',
      {
        schema: {
          operationId: 'holdUnit',
          tags: ['stock'],
          summary: 'Keep a unit back from sale for somebody',
          params,
          body: z.object({ because: text(2000) }),
          response: { 200: UnitOut },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK, 'customer_service');
        const { sellerId, actor } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        return answered(await holdByHand(ctx, sellerId, unit.id, request.body.because, actor));
      },
    );
    app.post(
      '/units/:id/release',
      {
        schema: {
          operationId: 'releaseUnit',
          tags: ['stock'],
          summary: 'Give a held unit back for sale',
          params,
          body: z.object({ because: text(2000) }),
          response: { 200: UnitOut },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK, 'customer_service');
        const { sellerId, actor } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        return answered(await releaseByHand(ctx, sellerId, unit.id, request.body.because, actor));
      },
    );
    app.post(
      '/units/:id/undo',
      {
        schema: {
          operationId: 'undoUnitMove',
          tags: ['stock'],
          summary: 'Take the last move back, where a person made it',
          params,
          body: z.object({ version: z.int().min(1).describe('The version that the move made: nothing may have come after it.') }),
          response: { 200: UnitOut },
        },
      },
      async (request) => {
        only(request.caller, ...STOCK);
        const { sellerId, actor } = request.caller;
        const unit = await unitNamed(sellerId, request.params.id);
        return answered(await undoMove(ctx, sellerId, unit.id, request.body.version, actor));
      },
    );
  };

/** Without names of its own in the path, a unit is known by the numbers that it has. */
function readUnitBody(body: z.output<typeof UnitBody>, known: { readonly imei?: string | null; readonly serial?: string | null }): UnitIn {
  const { cost, ...rest } = body;
  const amount = cost && parseMoney(cost.amount, cost.currency);
  if (cost && !amount)
    throw problem('invalid_request', { errors: [{ path: 'cost.amount', says: `is finer than ${cost.currency} can be` }] });
  const given = Object.fromEntries(Object.entries({ ...known, ...rest }).filter(([, value]) => value !== undefined)) as Omit<
    UnitIn,
    'cost'
  >;
  return { ...given, ...(cost !== undefined && { cost: amount ?? null }) };
}

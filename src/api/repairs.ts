/** The repair bench over HTTP: the board, one repair, and what is done to it (M30). */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Acted } from '../app/act.ts';
import type { Context } from '../app/context.ts';
import { addPart, changePart, finishRepair, readWholeRepair, type RepairAct, type WholeRepair, workOnRepair } from '../app/repairs.ts';
import { actorName, type Language, type Role, rolesOf } from '../core/access.ts';
import { clockOf } from '../core/clocks/clocks.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, type Money, money, parseMoney } from '../core/money.ts';
import {
  costOfRepair,
  isOpenRepair,
  PART_STATES,
  REPAIR_MOVES,
  REPAIR_OPEN,
  REPAIR_STATES,
  type RepairOrder,
  type RepairStep,
} from '../core/repair/order.ts';
import { describeRefusal } from '../core/return/describe.ts';
import { FAULTS, keyOf } from '../core/return/model.ts';
import { listRepairs, type ListedRepair } from '../store/repairs.ts';
import { problem, refusalProblem } from './problems.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { Decimal } from './schemas.ts';

const Id = z.object({ id: z.string() });
const short = z.string().trim().min(1).max(200);
const Part = z.object({
  name: short,
  sku: short.optional(),
  quantity: z.int().min(1).max(999).default(1),
  cost: Decimal.describe('Of one piece, in the currency of the repair.'),
  state: z.enum(PART_STATES).default('ordered'),
});
const version = z.int().min(0).optional().describe('The version that you saw: a change in between answers 409.');

const PartOut = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string().optional(),
  quantity: z.int(),
  cost: z.string(),
  state: z.enum(PART_STATES),
});
const ListedOut = z
  .object({
    id: z.string(),
    returnId: z.string(),
    rma: z.string(),
    lineId: z.string(),
    unit: z.int(),
    title: z.string(),
    sku: z.string(),
    buyer: z.string(),
    fault: z.enum(FAULTS).optional(),
    state: z.enum(REPAIR_STATES),
    technician: z.string().optional(),
    partner: z.string().optional(),
    parts: z.object({ count: z.int(), missing: z.int() }),
    minutes: z.int(),
    cost: z.string().describe('What it came to so far.'),
    currency: z.string(),
    dueAt: z.string().nullable(),
    orderedAt: z.string(),
    endedAt: z.string().optional(),
    version: z.int(),
  })
  .meta({ id: 'ListedRepair' });
const RepairOut = ListedOut.extend({
  parts: z.array(PartOut),
  estimate: z.string().optional(),
  charged: z.string().optional(),
  hour: z.string().optional().describe('What an hour at our bench costs.'),
  begunAt: z.string().optional(),
  because: z.string().optional(),
  costs: z.object({ parts: z.string(), labour: z.string(), partner: z.string(), total: z.string() }),
  moves: z.array(z.enum(REPAIR_STATES)).describe('Where it may go from here.'),
  serial: z.string().optional(),
  imei: z.string().optional(),
  warranty: z
    .object({ how: z.enum(['adds', 'atLeast']), months: z.int(), article: z.string() })
    .optional()
    .describe('What the law of the buyer’s country adds to the guarantee once it is repaired.'),
  refundsAt: z.string().optional().describe('When the buyer would be refunded in full by itself, were the case open again.'),
  steps: z.array(z.object({ seq: z.int(), at: z.string(), by: z.string(), what: z.record(z.string(), z.unknown()) })),
}).meta({ id: 'Repair' });

const BENCH: readonly Role[] = ['warehouse', 'customer_service', 'manager', 'administrator'];

/** Not for finance alone: who touches no device changes no repair. */
function onDuty(request: FastifyRequest): void {
  if (!rolesOf(request.caller.actor).some((role) => BENCH.includes(role))) throw problem('not_your_duty');
}

const amount = (text: string | undefined, currency: string, path: string): Money | undefined => {
  if (text === undefined) return undefined;
  const parsed = parseMoney(text, currency);
  if (!parsed) throw problem('invalid_request', { errors: [{ path, says: `is finer than ${currency} can be` }] });
  return parsed;
};

const given = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;

const SAYS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  repair_ended: {
    en: 'This repair has ended.',
    fr: 'Cette réparation est terminée.',
    de: 'Diese Reparatur ist beendet.',
    es: 'Esta reparación ha terminado.',
    it: 'Questa riparazione è terminata.',
  },
  wrong_repair_step: {
    en: 'A repair does not go there from where it stands.',
    fr: 'Cette étape ne suit pas celle où en est la réparation.',
    de: 'Von ihrem jetzigen Stand kommt die Reparatur nicht dorthin.',
    es: 'Desde donde está, la reparación no pasa a esa fase.',
    it: 'Da dove si trova, la riparazione non passa a quella fase.',
  },
  parts_not_here: {
    en: 'A part is still on its way.',
    fr: 'Une pièce est encore en route.',
    de: 'Ein Teil ist noch unterwegs.',
    es: 'Una pieza está todavía en camino.',
    it: 'Un ricambio è ancora in viaggio.',
  },
  repair_not_tested: {
    en: 'Test it first: what goes back to the buyer was tested.',
    fr: 'Testez d’abord : ce qui repart chez le client a été testé.',
    de: 'Testen Sie zuerst: Was zum Kunden zurückgeht, ist getestet.',
    es: 'Pruébelo primero: lo que vuelve al cliente se ha probado.',
    it: 'Prima lo provi: ciò che torna al cliente è stato provato.',
  },
  unknown_part: {
    en: 'This part is not of this repair.',
    fr: 'Cette pièce ne fait pas partie de la réparation.',
    de: 'Dieses Teil gehört nicht zu dieser Reparatur.',
    es: 'Esta pieza no es de esta reparación.',
    it: 'Questo ricambio non fa parte della riparazione.',
  },
  wrong_currency: {
    en: 'The amount must be in the currency of the order.',
    fr: 'Le montant doit être dans la devise de la commande.',
    de: 'Der Betrag muss in der Währung der Bestellung sein.',
    es: 'El importe debe estar en la moneda del pedido.',
    it: 'L’importo deve essere nella valuta dell’ordine.',
  },
  version_conflict: {
    en: 'Somebody changed it in the meantime.',
    fr: 'Quelqu’un l’a modifiée entre-temps.',
    de: 'Jemand hat sie inzwischen geändert.',
    es: 'Alguien la ha cambiado entretanto.',
    it: 'Qualcuno l’ha modificata nel frattempo.',
  },
};
const says = (name: string, language: Language): string | undefined => SAYS[name]?.[language];

export const repairs =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const read = async (request: FastifyRequest, id: string): Promise<WholeRepair> => {
      const whole = isUuid(id) ? await readWholeRepair(ctx, request.caller.sellerId, id) : null;
      if (!whole) throw problem('not_found', { detail: `There is no repair ${id}.` });
      return whole;
    };
    const answer = async (request: FastifyRequest, reply: FastifyReply, id: string, done: RepairAct) => {
      if (!done.ok) {
        if (done.refusal === 'not_found') throw problem('not_found', { detail: `There is no repair ${id}.` });
        const detail = says(done.refusal, request.caller.language);
        throw problem(done.refusal, detail ? { detail } : {});
      }
      return reply.code(200).send(repairView(ctx, await read(request, id)));
    };
    const ended = async (request: FastifyRequest, reply: FastifyReply, id: string, acted: Acted) => {
      if (acted.ok) return reply.code(200).send(repairView(ctx, await read(request, id)));
      if (typeof acted.refusal === 'string') throw problem(acted.refusal);
      throw refusalProblem(acted.refusal, describeRefusal(acted.refusal, request.caller.language));
    };

    app.get(
      '/repairs',
      {
        schema: {
          operationId: 'listRepairs',
          tags: ['repairs'],
          summary: 'The open repairs, the most urgent first; or those that ended',
          querystring: z.object({
            ended: z.enum(['true', 'false']).default('false'),
            state: z.enum(REPAIR_STATES).optional(),
            technician: z.string().max(200).optional(),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(50),
          }),
          response: { 200: z.object({ items: z.array(ListedOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { ended: past, state, technician, cursor, limit } = request.query;
        const open = past === 'false';
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          listRepairs(
            tx,
            { open, ...given({ state, technician }) },
            cursor === undefined ? null : readCursor(cursor, { endless: true }),
            limit,
          ),
        );
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1)?.order : undefined;
        return {
          items: page.map(listedView),
          nextCursor: last ? cursorOf({ at: (open ? last.dueAt : last.endedAt) ?? 'infinity', id: last.id }) : null,
        };
      },
    );

    app.get(
      '/repairs/:id',
      { schema: { operationId: 'getRepair', tags: ['repairs'], summary: 'One repair, whole', params: Id, response: { 200: RepairOut } } },
      async (request) => repairView(ctx, await read(request, request.params.id)),
    );

    app.patch(
      '/repairs/:id',
      {
        schema: {
          operationId: 'changeRepair',
          tags: ['repairs'],
          summary: 'Who does it, how far it is, how long it took, what it costs; any of it in one act',
          params: Id,
          body: z.object({
            version,
            to: z.enum(REPAIR_OPEN).optional(),
            technician: short.optional(),
            partner: short.nullish().describe('Who repairs it for us; null: our own bench.'),
            estimate: Decimal.optional(),
            charged: Decimal.optional(),
            hour: Decimal.optional(),
            minutes: z.int().min(1).max(6000).optional().describe('Worked now: added to those before.'),
            note: z.string().trim().min(1).max(2000).optional(),
          }),
          response: { 200: RepairOut },
        },
      },
      async (request, reply) => {
        onDuty(request);
        const { id } = request.params;
        const { order } = await read(request, id);
        const { version: seen, estimate, charged, hour, ...rest } = request.body;
        const change = {
          ...rest,
          estimate: amount(estimate, order.currency, 'estimate'),
          charged: amount(charged, order.currency, 'charged'),
          hour: amount(hour, order.currency, 'hour'),
        };
        return answer(request, reply, id, await workOnRepair(ctx, request.caller.sellerId, id, given(change), request.caller.actor, seen));
      },
    );

    app.post(
      '/repairs/:id/parts',
      {
        schema: {
          operationId: 'addRepairPart',
          tags: ['repairs'],
          summary: 'A part that is needed, with its cost',
          params: Id,
          body: Part.extend({ version }),
          response: { 200: RepairOut },
        },
      },
      async (request, reply) => {
        onDuty(request);
        const { id } = request.params;
        const { order } = await read(request, id);
        const { version: seen, cost, ...part } = request.body;
        const asked = given({ ...part, cost: amount(cost, order.currency, 'cost')! });
        return answer(request, reply, id, await addPart(ctx, request.caller.sellerId, id, asked, request.caller.actor, seen));
      },
    );

    app.patch(
      '/repairs/:id/parts/:partId',
      {
        schema: {
          operationId: 'changeRepairPart',
          tags: ['repairs'],
          summary: 'It has come, was fitted, or was not needed',
          params: Id.extend({ partId: z.string() }),
          body: z.object({
            version,
            state: z.enum(PART_STATES).optional(),
            quantity: z.int().min(1).max(999).optional(),
            cost: Decimal.optional(),
          }),
          response: { 200: RepairOut },
        },
      },
      async (request, reply) => {
        onDuty(request);
        const { id, partId } = request.params;
        const { order } = await read(request, id);
        const { version: seen, cost, ...part } = request.body;
        const change = given({ ...part, cost: amount(cost, order.currency, 'cost') });
        return answer(request, reply, id, await changePart(ctx, request.caller.sellerId, id, partId, change, request.caller.actor, seen));
      },
    );

    app.post(
      '/repairs/:id/completion',
      {
        schema: {
          operationId: 'completeRepair',
          tags: ['repairs'],
          summary: 'Tested, and on its way back to the buyer',
          params: Id,
          body: z.object({ carrier: short.optional(), trackingNumber: short.optional() }),
          response: { 200: RepairOut },
        },
      },
      async (request, reply) => {
        const { order } = await read(request, request.params.id);
        if (isOpenRepair(order) && order.state !== 'tested')
          throw problem('repair_not_tested', { detail: says('repair_not_tested', request.caller.language)! });
        return ended(
          request,
          reply,
          order.id,
          await finishRepair(ctx, request.caller.sellerId, order, given(request.body), request.caller.actor),
        );
      },
    );

    app.post(
      '/repairs/:id/failure',
      {
        schema: {
          operationId: 'failRepair',
          tags: ['repairs'],
          summary: 'It can’t be repaired: the case goes back to a person, with the law’s next remedies',
          params: Id,
          body: z.object({ because: z.string().trim().min(1).max(2000) }),
          response: { 200: RepairOut },
        },
      },
      async (request, reply) => {
        const { order } = await read(request, request.params.id);
        return ended(request, reply, order.id, await finishRepair(ctx, request.caller.sellerId, order, request.body, request.caller.actor));
      },
    );
  };

const listedFields = (order: RepairOrder) => ({
  id: order.id,
  returnId: order.returnId,
  lineId: order.lineId,
  unit: order.unit,
  sku: order.sku,
  ...(order.fault && { fault: order.fault }),
  state: order.state,
  ...(order.technician !== undefined && { technician: order.technician }),
  ...(order.partner !== undefined && { partner: order.partner }),
  minutes: order.minutes,
  cost: decimal(costOfRepair(order).total),
  currency: order.currency,
  dueAt: order.dueAt ?? null,
  orderedAt: order.orderedAt,
  ...(order.endedAt !== undefined && { endedAt: order.endedAt }),
  version: order.version,
});

const listedView = ({ order, rma, title, buyer }: ListedRepair): z.output<typeof ListedOut> => ({
  ...listedFields(order),
  rma,
  title,
  buyer,
  parts: { count: order.parts.length, missing: order.parts.filter(({ state }) => state === 'ordered').length },
});

function repairView(ctx: Context, { order, steps, ret, buyer, warranty }: WholeRepair): z.output<typeof RepairOut> {
  const item = ret.items.find((one) => keyOf(one) === keyOf(order))!;
  const costs = costOfRepair(order);
  const { imei = item.sold.imei, serial = item.sold.serial } = item.read ?? {};
  const refundsAt = refundsBy(ctx, ret);
  return {
    ...listedFields(order),
    rma: ret.rma,
    title: item.title,
    buyer: buyer.name,
    parts: order.parts.map((part) => ({ ...part, cost: decimal(part.cost) })),
    ...(order.estimate && { estimate: decimal(order.estimate) }),
    ...(order.charged && { charged: decimal(order.charged) }),
    ...(order.hour && { hour: decimal(order.hour) }),
    ...(order.begunAt !== undefined && { begunAt: order.begunAt }),
    ...(order.because !== undefined && { because: order.because }),
    costs: {
      parts: decimal(costs.parts),
      labour: decimal(costs.labour),
      partner: decimal(costs.partner),
      total: decimal(costs.total),
    },
    moves: [...REPAIR_MOVES[order.state]],
    ...(imei && { imei }),
    ...(serial && { serial }),
    ...(warranty && { warranty }),
    ...(refundsAt !== undefined && { refundsAt }),
    steps: steps.map(({ seq, at, by, what }) => ({ seq, at, by: actorName(by), what: stepView(what, order.currency) })),
  };
}

/** The ten days go on while we repair: a repair that fails after them refunds by itself (M30). */
function refundsBy(ctx: Context, ret: WholeRepair['ret']): string | undefined {
  const clock = clockOf(ret, 'auto_refund', ctx.holidays);
  return clock?.dueAt;
}

const stepView = (step: RepairStep, currency: string): Record<string, unknown> =>
  'minor' in step ? { ...step, amount: decimal(money(step.minor, currency)) } : { ...step };

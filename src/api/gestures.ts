/** What wants making good over HTTP (M19): the list, one case, sending and taking back, by hand, the budget, the rules and the codes. */
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import {
  type AboutWhat,
  dismissCase,
  type FullCase,
  gestureSettings,
  houseOf,
  lookAtCase,
  type Offer,
  offerGesture,
  previewGesture,
  promiseKept,
  readCase,
  reopenCase,
  sendGesture,
  type Sent,
  takeGestureBack,
} from '../app/gestures.ts';
import type { KeyReused } from '../app/once.ts';
import { actorName, type Role } from '../core/access.ts';
import {
  type Gesture,
  GESTURE_KINDS,
  type GestureSettings,
  LIMITS,
  monthOf,
  OBSTACLES,
  type RuleGesture,
  troublesOf,
} from '../core/aftercare/gestures.ts';
import { CAUSES } from '../core/aftercare/lateness.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, money, parseMoney } from '../core/money.ts';
import {
  addCodes,
  budgetOf,
  type CaseCursor,
  codesLeft,
  countCases,
  type GestureCase,
  lockBudget,
  listEnded,
  listPromised,
  listWaiting,
  writeGestureSettings,
} from '../store/gestures.ts';
import { newId } from '../app/context.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { orHeldBack } from './held-back.ts';
import { IdempotencyHeaders, onceOf } from './once.ts';
import { problem } from './problems.ts';
import { Decimal } from './schemas.ts';

const SENDERS: readonly Role[] = ['customer_service', 'manager', 'administrator'];
const READERS: readonly Role[] = ['customer_service', 'finance', 'manager', 'administrator'];
const SETTERS: readonly Role[] = ['manager', 'administrator'];

export const GESTURE_TABS = ['waiting', 'promised', 'sent', 'not_needed', 'closed'] as const;

const GestureIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('partial_refund'), amount: Decimal.describe('In the order’s currency.') }),
  z.object({ kind: z.literal('voucher'), amount: Decimal.describe('Its worth, in the seller’s currency.') }),
  z.object({ kind: z.literal('warranty_extension'), months: z.int().min(2).max(36) }),
]);
const GestureOut = z.object({
  kind: z.enum(GESTURE_KINDS),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  months: z.int().nullable(),
});
const LetterOut = z.object({ subject: z.string(), body: z.string(), language: z.string() });
const Blocked = z.enum([...OBSTACLES, ...LIMITS]);

const CaseOut = z.object({
  id: z.string(),
  cause: z.enum(CAUSES),
  state: z.enum(['waiting', 'sent', 'not_needed', 'closed']),
  since: z.string(),
  cameAt: z.string().nullable().describe('When what was promised came after all.'),
  daysLate: z.int(),
  orderId: z.string(),
  returnId: z.string().nullable(),
  rma: z.string().nullable(),
  channel: z.string(),
  channelOrderId: z.string(),
  buyer: z.string(),
  email: z.string(),
  country: z.string(),
  item: z.string(),
  paid: z.string(),
  currency: z.string(),
  newDate: z.object({ at: z.string(), source: z.enum(['carrier', 'terms']), of: z.enum(['arrival', 'answer']) }).nullable(),
  againAt: z.string().nullable().describe('By when the letter promises to write again; of a case that was sent: while that is still owed.'),
  trackingUrl: z.string().nullable(),
  proposal: z.object({
    gesture: GestureOut,
    letter: LetterOut,
    lessened: z.boolean().describe('The table says more than one order may get.'),
    passed: z.array(z.object({ rule: z.int(), because: Blocked })).describe('Rows that fitted, and what stood in their way.'),
    lastGestureAt: z.string().nullable(),
  }),
  can: z.record(z.enum(GESTURE_KINDS), z.object({ allowed: z.boolean(), because: Blocked.optional() })),
  sent: z
    .object({
      gesture: GestureOut,
      letter: LetterOut,
      at: z.string(),
      by: z.string(),
      because: z.string().nullable(),
      undoUntil: z.string().nullable(),
      left: z.boolean(),
    })
    .nullable(),
  because: z.string().nullable().describe('Why it is not needed, or why it closed by itself.'),
  trouble: z.string().nullable().describe('What went wrong with it on its way.'),
  changedAt: z.string(),
});

const RuleGestureIO = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({
    kind: z.literal('partial_refund'),
    percent: z.number().min(0.5).max(100).multipleOf(0.5).optional().describe('Of what was paid; either this or an amount.'),
    amount: Decimal.optional(),
  }),
  z.object({ kind: z.literal('voucher'), amount: Decimal }),
  z.object({ kind: z.literal('warranty_extension'), months: z.int().min(2).max(36) }),
]);
const SettingsIO = z.object({
  rules: z
    .array(
      z.object({
        cause: z.enum([...CAUSES, 'any']),
        daysLate: z.int().min(0).max(90),
        paidFrom: Decimal,
        gesture: RuleGestureIO,
      }),
    )
    .max(50),
  monthlyBudget: Decimal,
  cap: z.object({ percent: z.number().min(0).max(100).multipleOf(0.5), amount: Decimal }),
  onceInDays: z.int().min(0).max(730),
  vouchers: z.object({ lowAt: z.int().min(0).max(1000), on: z.enum(['own_shops', 'everywhere']) }),
  writeAgainDays: z.int().min(1).max(14),
});
const SettingsOut = SettingsIO.extend({
  currency: z.string(),
  codes: z.array(z.object({ amount: z.string(), left: z.int(), handedOut: z.int(), low: z.boolean() })),
  mayChange: z.boolean(),
});

const OfferIn = {
  gesture: GestureIn.optional().describe('As proposed, where left out.'),
  letter: z
    .object({ subject: z.string().trim().min(1).max(200).optional(), body: z.string().trim().min(1).max(10_000) })
    .optional()
    .describe('As written for it, where left out. `{{code}}` is where a voucher’s code goes.'),
  because: z.string().trim().max(1000).optional().describe('A manager’s reason for going above a limit.'),
  despite: z.string().trim().max(1000).optional().describe('A manager’s reason for a language that the channel does not want.'),
};
const SentOut = z.object({ id: z.string(), undoUntil: z.string().nullable() });

const About = z
  .object({
    returnId: z.string().optional(),
    orderId: z.string().optional(),
    channel: z.string().max(100).optional(),
    channelOrderId: z.string().max(200).optional(),
  })
  .describe('A return, an order by its id, or an order by its channel and number.');

export const gestures =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const Id = z.object({ id: z.string() });
    const whole = async (request: FastifyRequest, id: string) => {
      const found = isUuid(id) ? await readCase(ctx, request.caller.sellerId, id) : null;
      if (!found) throw problem('not_found', { detail: `There is no case ${id}.` });
      return caseView(found);
    };
    const currencyOf = (request: FastifyRequest): string => ctx.sellers.get(request.caller.sellerId).settings.refundLimit.currency;

    app.get(
      '/gestures',
      {
        schema: {
          operationId: 'listGestures',
          tags: ['after-care'],
          summary: 'What wants making good, worst first; what was promised, by its date; what ended, newest first',
          querystring: z.object({
            state: z.enum(GESTURE_TABS).default('waiting'),
            cause: z.enum(CAUSES).optional(),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(50).default(20),
          }),
          response: {
            200: z.object({
              items: z.array(CaseOut),
              nextCursor: z.string().nullable(),
              counts: z.object({ waiting: z.int(), promised: z.int(), overdue: z.int() }),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...READERS);
        const { state, cause = null, cursor, limit } = request.query;
        const { sellerId } = request.caller;
        return ctx.db.withSeller(sellerId, async (tx) => {
          const at = cursor === undefined || state === 'waiting' ? null : readCursor(cursor);
          const rows =
            state === 'waiting'
              ? await listWaiting(tx, cause, cursor === undefined ? null : readWorst(cursor), limit + 1)
              : state === 'promised'
                ? await listPromised(tx, at, limit + 1)
                : await listEnded(tx, state, at, limit + 1);
          const page = rows.slice(0, limit);
          const last = rows.length > limit ? page.at(-1) : undefined;
          const house = await houseOf(ctx, tx);
          const items = await Promise.all(page.map((row) => lookAtCase(ctx, tx, row, house)));
          return {
            items: items.map(caseView),
            nextCursor: last
              ? state === 'waiting'
                ? worstOf(last)
                : cursorOf({ at: state === 'promised' ? last.again_at! : last.changed_at, id: last.id })
              : null,
            counts: await countCases(tx, ctx.clock.now(sellerId)),
          };
        });
      },
    );

    app.get(
      '/gestures/budget',
      {
        schema: {
          operationId: 'gestureBudget',
          tags: ['after-care'],
          summary: 'A month’s budget: spent, on its way, left; and what for',
          querystring: z.object({
            month: z
              .string()
              .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'looks like 2026-11')
              .optional(),
          }),
          response: {
            200: z.object({
              month: z.string(),
              currency: z.string(),
              budget: z.string(),
              spent: z.string(),
              reserved: z.string(),
              left: z.string(),
              byCause: z.array(z.object({ cause: z.enum(CAUSES), spent: z.string(), reserved: z.string() })),
              lowCodes: z.array(z.object({ amount: z.string(), left: z.int() })),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...READERS);
        const { sellerId } = request.caller;
        const currency = currencyOf(request);
        const month = request.query.month ?? monthOf(ctx.clock.now(sellerId), ctx.sellers.get(sellerId).zone);
        return ctx.db.withSeller(sellerId, async (tx) => {
          const [settings, rows, codes] = await Promise.all([gestureSettings(tx), budgetOf(tx, month), codesLeft(tx)]);
          const say = (minor: number) => decimal(money(minor, currency));
          const total = (what: 'spent' | 'reserved') => rows.reduce((sum, row) => sum + row[what], 0);
          const asked = new Set(settings.rules.flatMap(({ gesture }) => (gesture.kind === 'voucher' ? [gesture.minor] : [])));
          const leftOf = (minor: number) => codes.find((code) => code.minor === minor && code.currency === currency)?.left ?? 0;
          return {
            month,
            currency,
            budget: say(settings.monthlyBudget),
            spent: say(total('spent')),
            reserved: say(total('reserved')),
            left: say(Math.max(0, settings.monthlyBudget - total('spent') - total('reserved'))),
            byCause: rows
              .filter(({ spent, reserved }) => spent + reserved > 0)
              .toSorted((a, b) => b.spent + b.reserved - a.spent - a.reserved)
              .map(({ cause, spent, reserved }) => ({ cause, spent: say(spent), reserved: say(reserved) })),
            lowCodes: [...asked]
              .filter((minor) => leftOf(minor) < settings.vouchers.lowAt)
              .map((minor) => ({ amount: say(minor), left: leftOf(minor) })),
          };
        });
      },
    );

    app.get(
      '/gestures/preview',
      {
        schema: {
          operationId: 'previewGesture',
          tags: ['after-care'],
          summary: 'What could be offered by hand on a return or an order',
          querystring: About,
          response: { 200: CaseOut },
        },
      },
      async (request) => {
        only(request.caller, ...SENDERS);
        const found = await previewGesture(ctx, request.caller.sellerId, aboutOf(request.query));
        if (!found) throw problem('not_found', { detail: 'There is no such return or order.' });
        return caseView(found);
      },
    );

    app.post(
      '/gestures',
      {
        schema: {
          operationId: 'offerGesture',
          tags: ['after-care'],
          summary: 'Offer a gesture by hand: it is sent at once, and can be taken back for some seconds',
          headers: IdempotencyHeaders,
          body: z.object({ about: About, ...OfferIn }),
          response: { 201: SentOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...SENDERS);
        const { about, ...offer } = request.body;
        const place = aboutOf(about);
        const preview = await previewGesture(ctx, request.caller.sellerId, place);
        if (!preview) throw problem('not_found', { detail: 'There is no such return or order.' });
        const asked = { about: place, ...offerOf(offer, preview) };
        const sent = answer(request, await offerGesture(ctx, request.caller.sellerId, asked, request.caller.actor, onceOf(request)));
        return reply.code(201).send(sent);
      },
    );

    app.get(
      '/gestures/:id',
      { schema: { operationId: 'getGesture', tags: ['after-care'], params: Id, response: { 200: CaseOut } } },
      async (request) => {
        only(request.caller, ...READERS);
        return whole(request, request.params.id);
      },
    );

    app.post(
      '/gestures/:id/sending',
      {
        schema: {
          operationId: 'sendGesture',
          tags: ['after-care'],
          summary: 'Send the letter with its gesture; a person’s can be taken back for some seconds',
          params: Id,
          body: z.object(OfferIn),
          response: { 200: SentOut },
        },
        preValidation: async (request) => {
          request.body ??= {};
        },
      },
      async (request) => {
        only(request.caller, ...SENDERS);
        const { id } = request.params;
        const found = isUuid(id) ? await readCase(ctx, request.caller.sellerId, id) : null;
        if (!found) throw problem('not_found', { detail: `There is no case ${id}.` });
        return answer(request, await sendGesture(ctx, request.caller.sellerId, id, offerOf(request.body, found), request.caller.actor));
      },
    );

    app.delete(
      '/gestures/:id/sending',
      {
        schema: {
          operationId: 'takeGestureBack',
          tags: ['after-care'],
          summary: 'Take it back before it has left',
          params: Id,
          response: { 200: CaseOut },
        },
      },
      async (request) => {
        only(request.caller, ...SENDERS);
        return change(request, takeGestureBack(ctx, request.caller.sellerId, uuid(request.params.id)));
      },
    );

    app.post(
      '/gestures/:id/dismissal',
      {
        schema: {
          operationId: 'dismissGesture',
          tags: ['after-care'],
          summary: 'Nothing is to be said here, and why',
          params: Id,
          body: z.object({ because: z.string().trim().min(1, 'must not be empty').max(1000) }),
          response: { 200: CaseOut },
        },
      },
      async (request) => {
        only(request.caller, ...SENDERS);
        return change(request, dismissCase(ctx, request.caller.sellerId, uuid(request.params.id), request.body.because));
      },
    );
    app.delete(
      '/gestures/:id/dismissal',
      {
        schema: {
          operationId: 'reopenGesture',
          tags: ['after-care'],
          summary: 'It is needed after all',
          params: Id,
          response: { 200: CaseOut },
        },
      },
      async (request) => {
        only(request.caller, ...SENDERS);
        return change(request, reopenCase(ctx, request.caller.sellerId, uuid(request.params.id)));
      },
    );
    app.delete(
      '/gestures/:id/promise',
      {
        schema: {
          operationId: 'keepGesturePromise',
          tags: ['after-care'],
          summary: 'We have written again: the promise is kept',
          params: Id,
          response: { 200: CaseOut },
        },
      },
      async (request) => {
        only(request.caller, ...SENDERS);
        return change(request, promiseKept(ctx, request.caller.sellerId, uuid(request.params.id)));
      },
    );

    app.get(
      '/gesture-settings',
      { schema: { operationId: 'getGestureSettings', tags: ['after-care'], response: { 200: SettingsOut } } },
      async (request) => {
        only(request.caller, ...READERS);
        return settingsView(request);
      },
    );
    app.put(
      '/gesture-settings',
      { schema: { operationId: 'putGestureSettings', tags: ['after-care'], body: SettingsIO, response: { 200: SettingsOut } } },
      async (request) => {
        only(request.caller, ...SETTERS);
        const settings = readSettings(request.body, currencyOf(request));
        const errors = troublesOf(settings);
        if (errors.length > 0) throw problem('settings_have_problems', { errors });
        await ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          await lockBudget(tx);
          await writeGestureSettings(tx, settings, request.caller.actor, ctx.clock.now(request.caller.sellerId));
        });
        return settingsView(request);
      },
    );
    app.post(
      '/gesture-codes',
      {
        schema: {
          operationId: 'addGestureCodes',
          tags: ['after-care'],
          summary: 'Put voucher codes into the pool: one a line, a comma or a semicolon between two',
          body: z.object({ codes: z.string().max(200_000), amount: Decimal.describe('What each is worth, in the seller’s currency.') }),
          response: { 200: z.object({ added: z.int(), known: z.int() }) },
        },
      },
      async (request) => {
        only(request.caller, ...SETTERS);
        const currency = currencyOf(request);
        const worth = parseMoney(request.body.amount, currency);
        const codes = [...new Set(request.body.codes.split(/[\s,;]+/).filter(Boolean))];
        if (!worth || worth.minor <= 0)
          throw problem('amount_out_of_range', { errors: [{ path: 'amount', says: 'must be more than nothing' }] });
        const odd = codes.find((code) => code.length > 60 || code.length < 3);
        if (codes.length === 0 || odd !== undefined)
          throw problem('invalid_request', {
            errors: [{ path: 'codes', says: odd === undefined ? 'has no code' : `“${odd.slice(0, 60)}” is no code` }],
          });
        const now = ctx.clock.now(request.caller.sellerId);
        const added = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          addCodes(
            tx,
            codes.map((code) => ({ id: newId(ctx, now), code })),
            worth,
            now,
          ),
        );
        return { added, known: codes.length - added };
      },
    );

    async function settingsView(request: FastifyRequest): Promise<z.infer<typeof SettingsOut>> {
      const currency = currencyOf(request);
      const { settings, codes } = await ctx.db.withSeller(request.caller.sellerId, async (tx) => ({
        settings: await gestureSettings(tx),
        codes: await codesLeft(tx),
      }));
      const say = (minor: number) => decimal(money(minor, currency));
      const gesture = (one: RuleGesture): z.infer<typeof RuleGestureIO> => {
        if (one.kind === 'partial_refund')
          return 'basisPoints' in one ? { kind: one.kind, percent: one.basisPoints / 100 } : { kind: one.kind, amount: say(one.minor) };
        return one.kind === 'voucher' ? { kind: one.kind, amount: say(one.minor) } : one;
      };
      const mayChange =
        request.caller.actor.kind !== 'buyer' &&
        'roles' in request.caller.actor &&
        request.caller.actor.roles.some((role) => SETTERS.includes(role));
      return {
        rules: settings.rules.map((rule) => ({ ...rule, paidFrom: say(rule.paidFrom), gesture: gesture(rule.gesture) })),
        monthlyBudget: say(settings.monthlyBudget),
        cap: { percent: settings.cap.basisPoints / 100, amount: say(settings.cap.minor) },
        onceInDays: settings.onceInDays,
        vouchers: settings.vouchers,
        writeAgainDays: settings.writeAgainDays,
        currency,
        codes: codes
          .filter((code) => code.currency === currency)
          .map(({ minor, left, handed }) => ({
            amount: say(minor),
            left: Number(left),
            handedOut: Number(handed),
            low: Number(left) < settings.vouchers.lowAt,
          })),
        mayChange,
      };
    }

    async function change(
      request: FastifyRequest,
      doing: Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: string }>,
    ) {
      const done = await doing;
      if (!done.ok) throw problem(done.refusal);
      return whole(request, (request.params as { id: string }).id);
    }

    function uuid(id: string): string {
      if (!isUuid(id)) throw problem('not_found', { detail: `There is no case ${id}.` });
      return id;
    }

    /** Amounts as people write them: money in the order's currency, vouchers in the seller's. */
    function offerOf(asked: { readonly [K in keyof typeof OfferIn]?: z.infer<(typeof OfferIn)[K]> | undefined }, full: FullCase): Offer {
      const { gesture, letter, because, despite } = asked;
      return {
        ...(gesture && { gesture: gestureOf(gesture, full) }),
        ...(letter && { letter: { body: letter.body, ...(letter.subject !== undefined && { subject: letter.subject }) } }),
        ...(because && { because }),
        ...(despite && { despite }),
      };
    }
  };

function gestureOf(asked: z.infer<typeof GestureIn>, { about }: FullCase): Gesture {
  if (asked.kind === 'nothing' || asked.kind === 'warranty_extension') return asked;
  const currency = asked.kind === 'voucher' ? about.currency : about.paid.currency;
  const amount = parseMoney(asked.amount, currency);
  if (!amount || amount.minor <= 0)
    throw problem('amount_out_of_range', { errors: [{ path: 'gesture.amount', says: `must be an amount of ${currency} above nothing` }] });
  return { kind: asked.kind, amount };
}

function readSettings(asked: z.infer<typeof SettingsIO>, currency: string): GestureSettings {
  const minor = (text: string, path: string): number => {
    const amount = parseMoney(text, currency);
    if (!amount) throw problem('amount_out_of_range', { errors: [{ path, says: `is finer than ${currency}` }] });
    return amount.minor;
  };
  const gesture = (one: z.infer<typeof RuleGestureIO>, i: number): RuleGesture => {
    if (one.kind === 'voucher') return { kind: one.kind, minor: minor(one.amount, `rules.${i}.gesture.amount`) };
    if (one.kind !== 'partial_refund') return one;
    if (one.percent !== undefined) return { kind: one.kind, basisPoints: Math.round(one.percent * 100) };
    if (one.amount === undefined)
      throw problem('invalid_request', { errors: [{ path: `rules.${i}.gesture`, says: 'needs a percentage or an amount' }] });
    return { kind: one.kind, minor: minor(one.amount, `rules.${i}.gesture.amount`) };
  };
  return {
    rules: asked.rules.map((rule, i) => ({
      cause: rule.cause,
      daysLate: rule.daysLate,
      paidFrom: minor(rule.paidFrom, `rules.${i}.paidFrom`),
      gesture: gesture(rule.gesture, i),
    })),
    monthlyBudget: minor(asked.monthlyBudget, 'monthlyBudget'),
    cap: { basisPoints: Math.round(asked.cap.percent * 100), minor: minor(asked.cap.amount, 'cap.amount') },
    onceInDays: asked.onceInDays,
    vouchers: asked.vouchers,
    writeAgainDays: asked.writeAgainDays,
  };
}

function aboutOf({ returnId, orderId, channel, channelOrderId }: z.infer<typeof About>): AboutWhat {
  if (returnId !== undefined && isUuid(returnId)) return { returnId };
  if (orderId !== undefined && isUuid(orderId)) return { orderId };
  if (channel !== undefined && channelOrderId !== undefined) return { channel, channelOrderId };
  throw problem('invalid_request', { errors: [{ path: 'about', says: 'names a return or an order' }] });
}

function answer(request: FastifyRequest, sent: Sent | KeyReused): { id: string; undoUntil: string | null } {
  if (!sent.ok && sent.refusal === 'wrong_language') orHeldBack(request, sent);
  if (sent.ok) return { id: sent.id, undoUntil: sent.undoUntil };
  throw problem(sent.refusal, 'facts' in sent && sent.facts ? { facts: { ...sent.facts } } : {});
}

const gestureView = (gesture: Gesture | NonNullable<GestureCase['given']>['gesture']): z.infer<typeof GestureOut> => ({
  kind: gesture.kind,
  amount: 'amount' in gesture ? decimal(money(gesture.amount.minor, gesture.amount.currency)) : null,
  currency: 'amount' in gesture ? gesture.amount.currency : null,
  months: 'months' in gesture ? gesture.months : null,
});

function caseView(full: FullCase): z.infer<typeof CaseOut> {
  const { one, stored, ret, about, proposal } = full;
  const can = Object.fromEntries(
    GESTURE_KINDS.map((kind) => {
      const because =
        kind === 'nothing' ? undefined : (about.obstacles[kind] ?? (about.lastGestureAt === null ? undefined : ('had_one' as const)));
      return [kind, because === undefined ? { allowed: true } : { allowed: false, because }];
    }),
  ) as z.infer<typeof CaseOut>['can'];
  return {
    id: one.id,
    cause: one.cause,
    state: one.state,
    since: one.since,
    cameAt: one.came_at,
    daysLate: full.daysLate,
    orderId: one.order_id,
    returnId: one.return_id,
    rma: ret?.rma ?? null,
    channel: stored.order.channel,
    channelOrderId: stored.order.channelOrderId,
    buyer: stored.buyer.name,
    email: stored.buyer.email,
    country: stored.order.country,
    item: (ret?.items[0] ?? stored.order.lines[0])!.title,
    paid: decimal(about.paid),
    currency: stored.order.currency,
    newDate: full.newDate,
    againAt: one.state === 'waiting' ? full.againAt : one.again_at,
    trackingUrl: full.trackingUrl,
    proposal: {
      gesture: gestureView(proposal.gesture),
      letter: full.letter(proposal.gesture),
      lessened: proposal.lessened === true,
      passed: [...proposal.passed],
      lastGestureAt: about.lastGestureAt,
    },
    can,
    sent:
      one.given === null || one.sent_at === null
        ? null
        : {
            gesture: gestureView(one.given.gesture),
            letter: one.given.letter,
            at: one.sent_at,
            by: one.sent_by && 'name' in one.sent_by ? one.sent_by.name! : actorName({ kind: 'system', name: 'Retour' }),
            because: one.given.because ?? null,
            undoUntil: one.undo_until,
            left: one.left_at !== null,
          },
    because: one.because,
    trouble: one.trouble,
    changedAt: one.changed_at,
  };
}

/** Worst first has three columns: gravity, since and id. */
const worstOf = ({ gravity, since, id }: GestureCase): string => Buffer.from(JSON.stringify([gravity, since, id])).toString('base64url');
function readWorst(text: string): CaseCursor {
  try {
    const [gravity, since, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [number, string, string];
    if (Number.isInteger(gravity) && !Number.isNaN(Date.parse(since)) && isUuid(id)) return { gravity, since, id };
  } catch {
    // falls through: the same answer for every broken cursor
  }
  throw problem('invalid_request', { errors: [{ path: 'query:cursor', says: 'is not one of our cursors' }] });
}

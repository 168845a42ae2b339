/** A return as the API shows it: words for the reader's language, commands with their reasons, money as text (STYLE 14). */
import type { z } from 'zod';
import type { Answered } from '../app/answers.ts';
import type { Context } from '../app/context.ts';
import { currentLabel } from '../app/keep-labels.ts';
import type { WholeReturn } from '../app/read-return.ts';
import type { readOptions } from '../app/resolution-options.ts';
import { readsTrackingNumber } from '../carriers/numbers.ts';
import { type Actor, actorName, type Language } from '../core/access.ts';
import { type Clock, clockOf, clocksOf, escalationOf } from '../core/clocks/clocks.ts';
import { decimal, money } from '../core/money.ts';
import { type Alternative, alternativesOf, sayAlternative } from '../core/policy/alternatives.ts';
import type { Because, Decision } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { says } from '../core/policy/explain.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { ruleOf } from '../core/return/commands.ts';
import { describeNext, describeRefusal } from '../core/return/describe.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { goodsExpected } from '../core/return/evolve.ts';
import { GRADES, keyOf, type Order, type Return } from '../core/return/model.ts';
import { nextStep } from '../core/return/next.ts';
import { betterGrades, deductionOf } from '../core/return/options.ts';
import { possible } from '../core/return/possible.ts';
import { statusOf, tabOf } from '../core/return/status.ts';
import { undoWindow, unsentUntil } from '../core/return/undo.ts';
import type { OrderClockRow } from '../store/clocks.ts';
import type { Elsewhere } from '../store/devices.ts';
import type { StoredOrder } from '../store/orders.ts';
import type { ListedReturn } from '../store/returns.ts';
import type { StoredFile } from '../store/thread.ts';
import type { DecisionOut, ListedOut, OptionsOut, OrderOut, ReturnOut, WouldChangeOut } from './schemas.ts';

export type Viewer = { readonly actor: Actor; readonly language: Language };

/** `policy`: the version that decided, whose rows may have words of the seller's own. */
export function decisionView(
  decision: Decision,
  language: Language,
  policy?: PolicyDocument,
  alternatives?: readonly Alternative[],
): z.output<typeof DecisionOut> {
  const { refund, productState, instructions, abuse } = decision;
  return {
    outcome: decision.outcome,
    ground: decision.ground,
    resolutions: [...decision.resolutions],
    refund: {
      items: decimal(refund.items),
      shipping: decimal(refund.shipping),
      deductions: decimal(refund.deductions),
      total: decimal(refund.total),
      currency: refund.total.currency,
    },
    returnShipping: decision.returnShipping,
    deadlines: decision.deadlines.map((deadline) => ({ kind: deadline.kind, dueAt: deadline.dueAt ?? null, source: deadline.source })),
    because: decision.because.map((because) => ({
      ...because,
      facts: { ...because.facts },
      says: says(because, language, 'agent', policy),
    })),
    next: decision.next,
    ...(alternatives && { wouldChange: alternatives.map((one) => alternativeView(one, language)) }),
    ...(productState && { productState: [...productState] }),
    ...(instructions && {
      instructions: instructions.map(({ rule, topic }) => {
        const because: Because = { rule, source: 'policy', reference: rule, facts: {} };
        return { rule, topic, says: says(because, language, 'agent', policy), buyer: says(because, language, 'buyer', policy) };
      }),
    }),
    ...(abuse && { abuse }),
    policyVersion: decision.policyVersion,
  };
}

export const alternativeView = (alternative: Alternative, language: Language): z.output<typeof WouldChangeOut>[number] => ({
  says: sayAlternative(alternative, language, 'agent'),
  kind: alternative.kind,
  ...(alternative.when !== undefined && { when: alternative.when }),
  ...(alternative.with && { with: { ...alternative.with } }),
  outcome: alternative.decision.outcome,
  ground: alternative.decision.ground,
});

export function orderView({ order, buyer }: Pick<StoredOrder, 'order' | 'buyer'>): z.output<typeof OrderOut> {
  const { shippingPaid, lines, ...rest } = order satisfies Order;
  return {
    ...rest,
    buyer: { ...buyer },
    ...(shippingPaid && { shippingPaid: decimal(shippingPaid) }),
    lines: lines.map((line) => ({ ...line, price: decimal(line.price) })),
  };
}

/** What is still to come of its ladder is told as the next step; what was done stands in the events. */
function clockView({ steps, nextAt, corrected, ...clock }: Clock): z.output<typeof ReturnOut>['clocks'][number] {
  const next = nextAt === null ? undefined : steps.find((step) => !step.done && step.when === nextAt);
  return { ...clock, ...(corrected && { corrected }), ...(next && { next: { do: next.do, at: next.when } }) };
}

export const orderClocksView = (rows: readonly OrderClockRow[]): NonNullable<z.output<typeof OrderOut>['clocks']> =>
  rows.map((row) => ({
    kind: row.kind,
    startedAt: row.started_at,
    dueAt: row.due_at,
    warnAt: row.warn_at,
    state: row.state,
    source: row.source,
    ...(row.met_at && { metAt: row.met_at }),
    ...(row.breached_at && { breachedAt: row.breached_at }),
    ...(row.corrected && { corrected: true }),
  }));

const actorView = (actor: Actor) => ({ kind: actor.kind, name: actorName(actor) });

export function eventView(event: ReturnEvent, sentence: string) {
  return { seq: event.seq, type: event.type, at: event.at, by: actorView(event.by), says: sentence };
}

/** The states of an effect, as people read them. */
const SENDING = { pending: 'pending', calling: 'pending', done: 'sent', failed: 'failed' } as const;

export function returnView(ctx: Context, whole: WholeReturn, viewer: Viewer): z.output<typeof ReturnOut> {
  const { ret, stored, thread, notices, files, earlier, elsewhere } = whole;
  const { buyer } = stored;
  const base = `/api/v1/returns/${ret.id}`;
  const next = nextStep(ret, ctx.holidays);
  const now = ctx.clock.now(whole.sellerId);
  return {
    id: ret.id,
    rma: ret.rma,
    status: statusOf(ret),
    tab: tabOf(ret),
    version: ret.version,
    via: ret.via,
    ...(ret.channelReturnId === undefined ? {} : { channelReturnId: ret.channelReturnId }),
    openedAt: ret.milestones.requestedAt,
    order: orderView(stored),
    paid: decimal(ret.order.paid),
    buyer: { ...buyer },
    items: ret.items.map((item) => {
      const { decision, price, given, ...rest } = item;
      return {
        ...rest,
        sold: { ...rest.sold },
        price: decimal(price),
        ...(given && { given: { ...given, ...(given.kept && { kept: decimal(given.kept) }) } }),
        ...(goodsExpected(ret, item) && { goodsExpected: true }),
        ...present(whole.repairs.get(keyOf(item)), 'repairId'),
        ...knownFrom(elsewhere.get(keyOf(item))),
        ...(decision && {
          decision: decisionView(
            decision,
            viewer.language,
            whole.policies.get(decision.policyVersion),
            item.settlement === 'open' ? alternativesTo(ctx, whole.answers.get(keyOf(item))) : undefined,
          ),
        }),
      } as never;
    }),
    clocks: clocksOf(ret, ctx.holidays).map(clockView),
    refunds: ret.refunds.map((refund) => ({
      id: refund.id,
      amount: decimal(refund.amount),
      currency: refund.amount.currency,
      state: refund.state,
      why: refund.why,
      plannedAt: refund.plannedAt,
      plannedBy: actorView(refund.plannedBy),
      ...(refund.channelReference === undefined ? {} : { channelReference: refund.channelReference }),
      ...(refund.failure === undefined ? {} : { failure: refund.failure }),
    })),
    commands: commandsView(ret, viewer, now),
    ...undoView(ret, viewer, now),
    ...(ret.label && {
      label: {
        ...ret.label,
        ...present(trackingUrlOf(ctx, whole), 'trackingUrl'),
        url: `${base}/label.pdf`,
      },
    }),
    packingSlipUrl: `${base}/packing-slip.pdf`,
    ...(ret.tracking && {
      parcel: {
        ...present(ret.tracking.carrier, 'carrier'),
        ...present(ret.tracking.trackingNumber, 'trackingNumber'),
        ...trackingWarning(ctx, ret),
      },
    }),
    tracking: (ret.tracking?.events ?? []).map(({ heardAt: _ours, ...scan }) => scan),
    ...(ret.hold && { hold: { why: ret.hold.why, because: ret.hold.because, at: ret.hold.at, by: actorView(ret.hold.by) } }),
    ...(ret.asks === undefined ? {} : { asks: ret.asks }),
    next: { who: next.who, what: next.what, says: describeNext(next, viewer.language), ...(next.by === undefined ? {} : { by: next.by }) },
    messages: thread.map((message) => ({
      id: message.id,
      at: message.at,
      direction: message.direction,
      via: message.via,
      body: message.body,
      author: message.author === 'buyer' ? buyer.name : message.author,
      ...(message.language === null ? {} : { language: message.language }),
      ...(message.direction === 'out' ? { state: message.state ? SENDING[message.state] : 'sent' } : {}),
      ...present(unsentUntil(ret, message.id, now), 'undoUntil'),
      ...(message.mirrored_as !== null && { mirrored: true as const }),
      ...present(message.despite ?? undefined, 'despite'),
      ...filesOf(files, message.id),
    })) as never,
    notices: notices
      .filter(({ skipped }) => skipped === null)
      .map(({ id, at, notice, state, no_case_there }) => ({
        id,
        at,
        kind: notice,
        way: 'mail' as const,
        state: SENDING[state],
        ...(no_case_there && { because: 'no_case_there' as const }),
      })),
    photos: files
      .filter((file) => file.kind === 'photo' || file.kind === 'bench')
      .map((file) => ({ id: file.id, url: `/api/v1/files/${file.id}`, name: file.name, at: file.at })),
    earlier: earlier.map((e) => ({ id: e.id, rma: e.rma, status: e.status, reason: e.reason, openedAt: e.opened_at })),
    milestones: { ...ret.milestones } as Record<string, string>,
  };
}

function filesOf(files: readonly StoredFile[], messageId: string) {
  const own = files.filter((file) => file.message_id === messageId);
  return own.length === 0 ? {} : { files: own.map(({ id, name, type, size }) => ({ id, url: `/api/v1/files/${id}`, name, type, size })) };
}

/** Where else the device is known; whose it was is told by the order's number, not by a name. */
const knownFrom = (found: readonly Elsewhere[] = []) =>
  found.length === 0
    ? {}
    : {
        knownFrom: found.map((one) => ({
          how: one.how,
          channel: one.channel,
          channelOrderId: one.channel_order_id,
          at: one.at,
          sameBuyer: one.same_buyer,
          ...(one.return_id !== null && one.rma !== null && { returnId: one.return_id, rma: one.rma }),
        })),
      };

/** What would have changed the answer, asked of the version that gave it, on the facts that it was given on. */
const alternativesTo = (ctx: Context, answered: Answered | undefined): readonly Alternative[] | undefined =>
  answered && alternativesOf(answered.policy, answered.facts, { law: lawBook, holidays: ctx.holidays });

/** Verbs that people or programs may call over HTTP; the product's own have no button. `now` may be left out where undoing is no question. */
export function commandsView(ret: Return, viewer: Viewer, now?: string): z.output<typeof ReturnOut>['commands'] {
  const answers = possible(ret, viewer.actor);
  // Time alone ends this one: the table of commands knows none.
  if (answers['resolution-undo'].allowed && (now === undefined || undoWindow(ret, now) === null))
    answers['resolution-undo'] = { allowed: false, because: 'undo_over' };
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([verb]) => ruleOf(verb as never).http !== null)
      .map(([verb, answer]) => [
        verb,
        answer.because === undefined
          ? { allowed: answer.allowed }
          : {
              allowed: answer.allowed,
              because: answer.because,
              says: describeRefusal({ name: answer.because, facts: {} }, viewer.language),
            },
      ]),
  );
}

function undoView(ret: Return, viewer: Viewer, now: string): Pick<z.output<typeof ReturnOut>, 'undo'> {
  const window = possible(ret, viewer.actor)['resolution-undo'].allowed ? undoWindow(ret, now) : null;
  return window ? { undo: { until: window.until ?? null } } : {};
}

/** Each open item's choices, in the reader's language. */
export function optionsView(
  { ret, items }: NonNullable<Awaited<ReturnType<typeof readOptions>>>,
  language: Language,
): z.output<typeof OptionsOut> {
  const auto = clockOf(ret, 'auto_refund');
  return {
    currency: ret.order.currency,
    ...(auto && { autoRefundAt: auto.dueAt }),
    items: items.map(({ item, known, options, recommended }) => {
      const { decision, verdict } = item;
      const withdrawal = decision?.ground === 'withdrawal';
      return {
        lineId: item.lineId,
        unit: item.unit,
        title: item.title,
        ...(item.wants && { wants: item.wants }),
        ...(recommended && { recommended }),
        options: options.map(({ refused, pays, cost, ...option }) => ({
          ...option,
          ...(refused && { refused: { because: refused, says: describeRefusal({ name: refused, facts: {} }, language) } }),
          ...(pays && { pays: decimal(pays) }),
          ...(cost && { cost: decimal(cost) }),
        })),
        ...(known.stock && { stock: known.stock.map((one) => ({ ...one })) }),
        ...(known.grade && { grade: known.grade }),
        betterGrades: [...betterGrades(known, GRADES)],
        ...deductionOf(item, ret.order),
        ...(withdrawal && decision && { least: decimal(decision.refund.total) }),
        ...(verdict && {
          evidence: {
            verdict,
            because: (decision?.because ?? [])
              .filter(({ facts }) => 'deduction' in facts || 'verdict' in facts)
              .map((one) => says(one, language, 'agent')),
          },
        }),
      };
    }),
  };
}

/** An unknown carrier or an odd number is a warning on a return, never a refusal. */
function trackingWarning(ctx: Context, ret: Return): { warning?: string } {
  const { carrier, trackingNumber } = ret.tracking ?? {};
  if (trackingNumber === undefined) return {};
  const known = carrier === undefined ? undefined : ctx.carriers[carrier];
  const odd = known
    ? !known.readsNumber(trackingNumber)
    : carrier !== undefined && readsTrackingNumber(carrier, trackingNumber).reads === 'odd_number';
  if (odd) return { warning: 'odd_tracking_number' };
  if (carrier !== undefined && !known) return { warning: 'carrier_not_connected' };
  return {};
}

/** Where people can look: the page that the carrier named with its label, else the house's carrier's. */
function trackingUrlOf(ctx: Context, { ret, labels }: Pick<WholeReturn, 'ret' | 'labels'>): string | undefined {
  if (!ret.label) return undefined;
  const known = currentLabel(labels, ret)?.tracking_url ?? ctx.carriers[ret.label.carrier]?.trackingUrl(ret.label.trackingNumber);
  return known === undefined ? undefined : absolute(ctx, known);
}

const absolute = (ctx: Context, url: string) => (url.startsWith('/') ? `${ctx.publicUrl}${url}` : url);

export function listedView(row: ListedReturn): z.output<typeof ListedOut> {
  const { state } = row;
  return {
    id: state.id,
    rma: state.rma,
    status: row.status as never,
    tab: tabOf(state),
    channel: state.order.channel,
    channelOrderId: state.order.channelOrderId,
    country: state.order.country,
    via: state.via,
    buyer: { name: row.buyer_name },
    items: state.items.map((item) => ({
      lineId: item.lineId,
      unit: item.unit,
      title: item.title,
      reason: item.reason,
      ...(item.fault && { fault: item.fault }),
      settlement: item.settlement,
    })),
    amount: decimal(money(Number(row.amount_minor), state.order.currency)),
    currency: state.order.currency,
    openedAt: row.opened_at,
    movedAt: row.moved_at,
    dueAt: row.due_at,
    dueKind: row.due_kind,
    hold: row.held,
    escalation: escalationOf(state),
  };
}

const present = <K extends string>(value: string | undefined, key: K): { [k in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as never);

/**
 * What the composer lays beside the pen (M15, M17): by which way the answer goes and in which language, the templates with this case's values, and a
 * proposed answer that follows from where the case stands. Nothing of it is ever sent by itself.
 */
import { type Actor, actorName, type Language, languageOf } from '../core/access.ts';
import { fillTemplate, type Values } from '../core/answers/template.ts';
import type { VariableName } from '../core/answers/variables.ts';
import { zoneOf } from '../core/calendar.ts';
import { clockOf, type ReturnClockKind } from '../core/clocks/clocks.ts';
import { sum } from '../core/money.ts';
import { explainDecision } from '../core/policy/explain.ts';
import type { Return } from '../core/return/model.ts';
import { nextStep } from '../core/return/next.ts';
import { spokenDate, spokenDay, spokenCountry, spokenMoney } from '../core/spoken.ts';
import type { BuiltInId } from '../notifications/answers/built-in.ts';
import { lastWord } from '../store/thread.ts';
import { type Template, templatesOf } from './answer-templates.ts';
import { contactOf, type ContactWay } from './contact.ts';
import type { Context } from './context.ts';
import { readWholeReturn, type WholeReturn } from './read-return.ts';
import { findings, keptOf, nameOfCarrier, progressUrl } from './words.ts';

export type Filled = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** In which language it is: the one that was asked for, or another one where it has no text in it. */
  readonly language: Language;
  readonly text: string;
  readonly missing: readonly VariableName[];
  /** It belongs to where this case stands. */
  readonly fits: boolean;
};

export type AnswerKit = {
  readonly contact: ContactWay;
  readonly language: Language;
  readonly templates: readonly Filled[];
  readonly draft: Filled | null;
  /** The last word in the thread: whoever answers has read it. */
  readonly lastMessageId: string | null;
};

export async function answerKit(
  ctx: Context,
  sellerId: string,
  returnId: string,
  wished: Language | undefined,
  by: Actor,
  reader: Language,
): Promise<AnswerKit | null> {
  const whole = await readWholeReturn(ctx, sellerId, returnId);
  if (!whole) return null;
  const read = await ctx.db.withSeller(sellerId, async (tx) => ({
    contact: await contactOf(tx, returnId),
    templates: await templatesOf(tx, reader),
    last: await lastWord(tx, returnId),
  }));
  if (!read.contact) return null;
  const language = wished ?? answerLanguage(read.contact, whole.buyer.language);
  const kinds = kindsThatFit(ctx, whole.ret);
  const filled = read.templates.flatMap((template) => fill(template, ctx, whole, read.contact!, language, by, kinds) ?? []);
  // What fits stands first, the best first; the rest as it was sorted.
  const rank = (one: Filled) => (kinds as readonly string[]).indexOf(one.kind);
  const sorted = [...filled.filter((one) => one.fits).sort((a, b) => rank(a) - rank(b)), ...filled.filter((one) => !one.fits)];
  return {
    contact: read.contact,
    language,
    templates: sorted,
    draft: sorted.find((one) => one.kind === kinds[0] && one.language === language && one.missing.length === 0) ?? null,
    lastMessageId: read.last?.id ?? null,
  };
}

/** The buyer's own, unless the channel wants another one for this order. */
function answerLanguage({ language: rule }: ContactWay, buyers: string): Language {
  const theirs = languageOf(buyers);
  return rule && !rule.languages.includes(theirs) ? (rule.languages[0] ?? theirs) : theirs;
}

function fill(
  { id, document }: Template,
  ctx: Context,
  whole: WholeReturn,
  contact: ContactWay,
  wanted: Language,
  by: Actor,
  kinds: readonly BuiltInId[],
): Filled | null {
  const language = document.texts[wanted] ? wanted : (Object.keys(document.texts)[0] as Language | undefined);
  const text = language && document.texts[language];
  if (!text) return null;
  const { text: body, missing } = fillTemplate(text, valuesOf(ctx, whole, contact, language, by));
  const { name, kind } = document;
  return { id, name, kind, language, text: body, missing, fits: (kinds as readonly string[]).includes(kind) };
}

/** What a template may say of this case, in that language. A date that has passed is no promise any more. */
export function valuesOf(ctx: Context, whole: WholeReturn, contact: ContactWay, language: Language, by: Actor): Values {
  const { ret, buyer, stored, returnTo, policies, sellerId } = whole;
  const seller = ctx.sellers.get(sellerId);
  const now = ctx.clock.now(sellerId);
  const zone = zoneOf(ret.order.country);
  const due = (...kinds: readonly ReturnClockKind[]): string | null => {
    const running = kinds
      .flatMap((kind) => clockOf(ret, kind, ctx.holidays) ?? [])
      .filter(({ state, dueAt }) => state === 'running' && dueAt > now);
    const [first] = running.map(({ dueAt }) => dueAt).sort();
    return first === undefined ? null : spokenDate(first, language, zone);
  };
  const { currency } = ret.order;
  const granted = ret.items.flatMap(({ decision }) => (decision?.outcome === 'approve' ? decision.refund.total : []));
  const refunds = ret.refunds.length > 0 ? ret.refunds.map(({ amount }) => amount) : granted;
  const { kept } = keptOf(ret.items);
  const reasons = ret.items.flatMap(({ decision }) =>
    decision ? explainDecision(decision, language, 'buyer', policies.get(decision.policyVersion)).reasons : [],
  );
  const out = ret.items.find((item) => item.sentOut)?.sentOut;
  const back = ret.tracking ?? ret.label;
  const label = ret.label && ret.label.kind !== 'own' ? `${progressUrl(ctx, seller, ret)}/label.pdf` : null;
  return {
    'buyer.firstName': firstName(buyer.name),
    'buyer.name': buyer.name,
    'order.number': ret.order.channelOrderId,
    'order.shop': contact.channel,
    'order.date': spokenDay(stored.order.placedAt, language, zone),
    'item.title': ret.items.map(({ title }) => title).join(', '),
    'return.code': ret.rma,
    'seller.name': seller.name,
    'agent.firstName': firstName(actorName(by)),
    'address.return': [
      returnTo.name,
      returnTo.street,
      `${returnTo.postalCode} ${returnTo.city}`,
      spokenCountry(returnTo.country, language),
    ].join('\n'),
    'case.asks': ret.asks ?? null,
    'decision.reason': [...new Set(reasons)].join(' ') || null,
    'finding.says': [...new Set(findings(ret.items, language))].join(' ') || null,
    'deadline.answer': due('first_answer', 'decision'),
    'deadline.buyerAnswer': due('buyer_answer'),
    'deadline.sendBack': due('send_back'),
    'deadline.resolve': due('resolve'),
    'deadline.refund': due('withdrawal_refund', 'rejection_refund', 'auto_refund'),
    'refund.total': refunds.length > 0 ? spokenMoney(sum(refunds, currency), language) : null,
    'refund.kept': kept ? spokenMoney(kept, language) : null,
    'parcel.carrier': nameOfCarrier(ctx, back?.carrier) ?? null,
    'parcel.number': back?.trackingNumber ?? null,
    'outbound.carrier': nameOfCarrier(ctx, out?.carrier) ?? null,
    'outbound.number': out?.trackingNumber ?? null,
    // A channel that wants all contact in its own conversation does not want its buyers sent elsewhere.
    'links.returnPage':
      (contact.rule === 'channel_only' || contact.demanded) && contact.way === 'channel' ? null : progressUrl(ctx, seller, ret),
    'links.label': label,
  };
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

/** The kinds of template that belong to where the case stands, the likeliest first: its end, its next step, what the bench found. */
function kindsThatFit(ctx: Context, ret: Return): BuiltInId[] {
  const { what } = nextStep(ret, ctx.holidays);
  const verdicts = new Set(ret.items.flatMap(({ verdict }) => verdict ?? []));
  const found: BuiltInId[] = [
    ...(verdicts.has('customer_damage') ? (['customer_damage'] as const) : []),
    ...(verdicts.has('no_fault_found') ? (['no_fault_found'] as const) : []),
  ];
  const kept = ret.items.some((item) => item.given?.kept);
  switch (what) {
    case 'answer':
      return ['in_review', 'photos_wanted', 'missing_info'];
    case 'send_photos':
      return ['photos_wanted', 'missing_info'];
    case 'give_information':
      return ['missing_info', 'photos_wanted'];
    case 'issue_label':
      return ['label_follows', 'how_to_send'];
    case 'send_back':
      return ['how_to_send', 'label_follows'];
    case 'deliver':
      return ['on_its_way', 'parcel_stuck'];
    case 'find_parcel':
      return ['parcel_stuck', 'on_its_way'];
    case 'receive':
    case 'inspect':
      return ['received', 'account_lock'];
    case 'resolve':
      return isLost(ret) ? ['parcel_stuck', 'one_check'] : ['decide_soon', ...found, 'account_lock'];
    case 'approve_refund':
    case 'retry_refund':
    case 'send_refund':
      return ['refund_under_way', ...(kept ? (['partial_refund'] as const) : [])];
    case 'confirm_refund':
      return kept ? ['partial_refund', 'refund_sent'] : ['refund_sent', 'refund_under_way'];
    case 'repair':
      return ['repairing', 'repair_longer'];
    case 'replace':
      return ['replacing', 'replacement_sent'];
    case 'lift_hold':
    case 'settle_dispute':
      return ['one_check'];
    case 'follow_up':
      return ended(ret);
    case 'none':
      return ended(ret);
  }
}

const isLost = (ret: Return): boolean => ret.items.some((item) => item.parcel === 'lost');

function ended(ret: Return): BuiltInId[] {
  const is = (settlement: Return['items'][number]['settlement']) => ret.items.some((item) => item.settlement === settlement);
  const rejected = ret.items.some((item) => item.authorisation === 'rejected' && item.settlement === 'open');
  return [
    ...(rejected || is('denied') ? (['refusal_explained'] as const) : []),
    ...(is('refunded') ? (['refund_sent'] as const) : []),
    ...(is('replaced') ? (['replacement_sent'] as const) : []),
    ...(is('sent_back') || is('repaired') ? (['sent_back'] as const) : []),
    'thanks',
  ];
}

/** Facts for the notices and papers of a return, gathered when somebody is about to read them: findings hold no words (M6, M16). */
import { SCORES } from '../core/aftercare/answer.ts';
import { type Language, languageOf } from '../core/access.ts';
import { isRefusal, surveyEnd } from '../core/aftercare/survey.ts';
import { zoneOf } from '../core/calendar.ts';
import { clockOf } from '../core/clocks/clocks.ts';
import { unreachable } from '../core/assert.ts';
import { type Money, sum } from '../core/money.ts';
import type { Outcome } from '../core/policy/decision.ts';
import { instructionsOf, statesAsked } from '../core/policy/instructions.ts';
import { type Buyer, keyOf, type Order, type Return, type ReturnItem } from '../core/return/model.ts';
import { type NoticeKind, NOTICES } from '../core/notices.ts';
import type { CommonFacts, FactsByKind, FactsOf, WayBack } from '../notifications/facts.ts';
import { type Notice, notice } from '../notifications/notice.ts';
import type { Papers } from '../notifications/render.ts';
import { teamMail } from '../notifications/team.ts';
import type { Seller } from '../store/platform.ts';
import { type Answers, NO_ANSWERS, reasonsOf, wouldChange } from './answers.ts';
import type { EffectBody } from './consequences.ts';
import type { Context } from './context.ts';
import { signPreferencesLink, signReturnLink, signSurveyLink } from './links.ts';
import type { ReturnPlace } from '../core/parcel/addresses.ts';
import { returnAddress } from './seller.ts';

/** `answers`: what the policy was asked about this return; returns of old have none. */
export type About = {
  readonly ret: Return;
  readonly buyer: Buyer;
  readonly order: Order;
  readonly answers?: Answers;
  readonly returnTo?: ReturnPlace;
  /** The channel can pay nothing back: the seller's bank does. */
  readonly byTransfer?: boolean;
};

/** Where the buyer sees how it stands: a signed link, so that no account is needed (M18). */
export const progressUrl = (ctx: Context, seller: Seller, ret: Return): string =>
  `${ctx.publicUrl}/portal/r/${signReturnLink(ctx.secret, seller.slug, ret.id, Date.parse(ctx.clock.realNow()))}`;

/** How the seller shows on what a buyer gets. */
export const sellerOnMails = (ctx: Context, { name, slug, settings: { colour, logo } }: Seller): CommonFacts['seller'] => ({
  name,
  colour,
  ...(logo !== undefined && { logoUrl: `${ctx.publicUrl}/portal/${slug}/logo/${logo}` }),
});

/** Where the buyer chooses which mails to get: a signed link of its own, which opens nothing else. */
export const preferencesUrl = (ctx: Context, seller: Seller, ret: Return): string =>
  `${ctx.publicUrl}/portal/${seller.slug}/mails/${signPreferencesLink(ctx.secret, seller.slug, ret.id)}`;

export function renderNotice(ctx: Context, seller: Seller, body: EffectBody['mail'], about: About, papers?: Papers): Notice {
  const language = languageOf(about.buyer.language);
  const { common: shared, facts } = noticeFacts(ctx, seller, body, about, language);
  const own = NOTICES[body.notice].group && { preferencesUrl: preferencesUrl(ctx, seller, about.ret) };
  return notice(body.notice, { ...shared, ...own, ...facts } as FactsOf<NoticeKind> as never, language, papers);
}

/** What is known for a notice: what all of them say, and what this one does. */
export function noticeFacts(
  ctx: Context,
  seller: Seller,
  body: EffectBody['mail'],
  about: About,
  language: Language,
): { readonly common: CommonFacts; readonly facts: FactsByKind[NoticeKind] } {
  const named = new Set(body.items.map(keyOf));
  const items = about.ret.items.filter((item) => named.has(keyOf(item)));
  return { common: common(ctx, seller, about, items), facts: factsOf(ctx, seller, body, about, items, language) };
}

export function renderMessage(
  ctx: Context,
  seller: Seller,
  about: About & { readonly body: string; readonly author: string; readonly language: Language },
): Notice {
  return notice('message', { ...common(ctx, seller, about, about.ret.items), body: about.body, author: about.author }, about.language);
}

/** To colleagues, in the seller's own language. */
export function renderTeamMail(ctx: Context, seller: Seller, body: EffectBody['team'], { ret, buyer }: About) {
  const facts = {
    ...body,
    rma: ret.rma,
    seller: { name: seller.name, colour: seller.settings.colour },
    buyerName: buyer.name,
    items: ret.items.map(({ title }) => ({ title })),
    zone: seller.zone,
    over: Date.parse(body.dueAt) <= Date.parse(ctx.clock.now(seller.id)),
    caseUrl: `${ctx.publicUrl}/returns/${ret.id}`,
  };
  return teamMail(facts, languageOf(seller.language));
}

function common(ctx: Context, seller: Seller, { ret, buyer, order }: About, items: readonly ReturnItem[]): CommonFacts {
  const shown = items.length > 0 ? items : ret.items;
  return {
    rma: ret.rma,
    seller: sellerOnMails(ctx, seller),
    buyerName: buyer.name,
    items: shown.map((item) => ({ title: item.title })),
    progressUrl: progressUrl(ctx, seller, ret),
    zone: zoneOf(order.country),
    sorry: shown.some((item) => item.reason !== 'changed_mind'),
    ...(shown.length > 0 && shown.every(({ reason }) => reason === shown[0]!.reason) && { sorryFor: shown[0]!.reason }),
  };
}

function factsOf(
  ctx: Context,
  seller: Seller,
  { notice: kind, refundIds, because: refused, again }: EffectBody['mail'],
  about: About,
  items: readonly ReturnItem[],
  language: Language,
): FactsByKind[NoticeKind] {
  const { ret } = about;
  const due = (clock: 'first_answer' | 'buyer_answer' | 'send_back' | 'resolve' | 'withdrawal_refund') =>
    clockOf(ret, clock, ctx.holidays)?.dueAt;
  const by = <K extends string>(name: K, at: string | undefined) => (at === undefined ? {} : { [name]: at }) as { [k in K]?: string };
  const { answers = NO_ANSWERS } = about;
  // Only what the policy itself came to has its reasons: where a person decided otherwise, they are not theirs.
  const decided = (outcome: Outcome) => items.filter((item) => item.decision?.outcome === outcome);
  const reasons = (outcome: Outcome) => reasonsOf(decided(outcome), answers, language);
  const change = (outcome: Outcome) => [
    ...new Set(
      decided(outcome).flatMap((item) => {
        const answered = answers.get(keyOf(item));
        return answered && item.decision ? wouldChange(ctx, item.decision, answered, language) : [];
      }),
    ),
  ];
  const meant = ret.refunds.filter((refund) => refundIds?.includes(refund.id) ?? true);
  const amount = sum(
    meant.map((refund) => refund.amount),
    ret.order.currency,
  );
  const transfer = about.byTransfer ? { byTransfer: true } : {};
  const paidOutBy = ret.order.channel === 'backmarket' ? { paidOutBy: 'Back Market' } : {};
  const travelling = parcelFacts(ctx, ret.tracking?.carrier ?? ret.label?.carrier, ret.tracking?.trackingNumber);
  // The parcel to the buyer is another one than the one that came.
  const sentOut = items.find((item) => item.sentOut)?.sentOut;
  const outbound = parcelFacts(ctx, sentOut?.carrier, sentOut?.trackingNumber);

  switch (kind) {
    case 'received_request':
      return { ...by('answerBy', due('first_answer')), reasons: reasons('review'), wouldChange: change('review') };
    case 'approved': {
      const decision = items[0]?.decision;
      const refunds = decision?.resolutions[0] === 'refund';
      const decisions = items.flatMap((item) => item.decision ?? []);
      return {
        way: wayBack(ctx, seller, about, items),
        ...(refunds && decision
          ? {
              refund: sum(
                items.flatMap((item) => item.decision?.refund.total ?? []),
                ret.order.currency,
              ),
            }
          : {}),
        ...by('refundBy', due('withdrawal_refund')),
        reasons: reasons('approve'),
        instructions: instructionsOf(decisions, language, answers.values().next().value?.policy),
        productState: statesAsked(decisions),
      };
    }
    case 'rejected':
      return refused === undefined ? { reasons: reasons('reject'), wouldChange: change('reject') } : { reasons: [refused] };
    case 'information_request':
    case 'answer_reminder':
      return { asks: ret.asks ?? '', ...by('answerBy', due('buyer_answer')) };
    case 'send_back_reminder':
      return {
        ...(ret.label && ret.label.kind !== 'own' && { labelUrl: papers(ctx, seller, ret).labelUrl }),
        ...by('sendBy', due('send_back')),
      };
    case 'label':
      return {
        ...papers(ctx, seller, ret),
        ...by('carrier', carrierName(ctx, ret)),
        ...by('sendBy', due('send_back')),
        ...(ret.label && ret.label.kind !== 'prepaid' && ret.label.kind !== 'own' && { how: ret.label.kind }),
      };
    case 'in_transit':
      return travelling;
    case 'parcel_lost':
    case 'received':
      return by('resolveBy', due('resolve'));
    case 'inspected':
      return {
        findings: items.flatMap((item) => (item.verdict ? [{ title: item.title, verdict: item.verdict }] : [])),
        ...by('resolveBy', due('resolve')),
      };
    case 'resolved':
      return { as: items[0]?.resolution === 'replacement' ? 'replacement' : 'repair', ...by('by', due('resolve')) };
    case 'refund_on_its_way':
      return { amount, ...paidOutBy, ...transfer, ...keptOf(items) };
    case 'remedy_failed':
      return { as: items[0]?.failed?.at(-1)?.remedy ?? 'repair', ...by('by', due('resolve')) };
    case 'refunded':
      return { amount, ...paidOutBy, ...transfer };
    case 'repaired':
    case 'replaced':
    case 'sent_out':
      return outbound;
    case 'sent_back':
      return { reasons: [...findings(items, language), ...said(items)], ...outbound };
    case 'kept':
      return meant.length > 0 ? { amount } : {};
    case 'denied':
      return { reasons: [...findings(items, language), ...said(items)] };
    case 'cancelled':
    case 'dispute_opened':
      return {};
    case 'expired':
      // Which of the buyer's own clocks ran out.
      return (ret.breaches ?? []).findLast(({ kind }) => kind === 'buyer_answer' || kind === 'send_back')?.kind === 'buyer_answer'
        ? { unanswered: true }
        : by('sendBy', due('send_back'));
    case 'survey':
      return surveyFacts(ctx, seller, ret, again === true);
    case 'hold_waiting':
      return { arrived: ret.items.some((item) => item.parcel === 'received' || item.parcel === 'delivered'), ...by('by', due('resolve')) };
    case 'message':
      return { body: '', author: seller.name };
    default:
      return unreachable(kind);
  }
}

/** One signed link a score; where it leads nothing is answered by opening it. */
function surveyFacts(ctx: Context, seller: Seller, ret: Return, again: boolean): FactsByKind['survey'] {
  const token = signSurveyLink(ctx.secret, seller.slug, ret.id, again ? 'again' : 'first', Date.parse(ctx.clock.realNow()));
  const end = surveyEnd(ret);
  return {
    answers: SCORES.map((score) => ({ score, url: `${ctx.publicUrl}/portal/${seller.slug}/survey/${token}?score=${score}` })),
    ...(again && { again }),
    ...(end !== null && isRefusal(end) && { refused: true }),
  };
}

const papers = (ctx: Context, seller: Seller, ret: Return) => {
  const at = progressUrl(ctx, seller, ret);
  return { labelUrl: `${at}/label.pdf`, slipUrl: `${at}/packing-slip.pdf` };
};

/** Batteries make a parcel dangerous goods; accessories without one are the exception. */
export const hasLithium = (items: readonly Pick<ReturnItem, 'category'>[]): boolean =>
  items.some((item) => !/accessor|cable|case|cover/.test(item.category));

function wayBack(ctx: Context, seller: Seller, { ret, order, returnTo }: About, items: readonly ReturnItem[]): WayBack {
  if (items.length > 0 && items.every((item) => item.reason === 'not_received' || item.decision?.next === 'refund_without_return'))
    return { kind: 'none' };
  const sendBy = clockOf(ret, 'send_back', ctx.holidays)?.dueAt;
  const shared = {
    slipUrl: papers(ctx, seller, ret).slipUrl,
    address: returnTo ?? returnAddress(seller, order.country),
    lithium: hasLithium(items),
    ...(sendBy && { sendBy }),
  };
  return ret.label && ret.label.kind !== 'own'
    ? { kind: 'prepaid', labelUrl: papers(ctx, seller, ret).labelUrl, ...shared }
    : { kind: 'own', ...shared };
}

const VERDICT_WORDS: Readonly<Record<NonNullable<ReturnItem['verdict']>, Readonly<Record<Language, string>>>> = {
  fault_confirmed: {
    en: 'The fault that you described was found.',
    fr: 'La panne que vous décriviez a bien été constatée.',
    de: 'Der Fehler, den Sie beschrieben haben, hat sich bestätigt.',
    es: 'Se ha encontrado el fallo que describía.',
    it: 'Il difetto che ha descritto è stato riscontrato.',
  },
  no_fault_found: {
    en: 'The device was tested and works as it should.',
    fr: 'L’appareil a été testé et fonctionne normalement.',
    de: 'Das Gerät wurde getestet und funktioniert, wie es soll.',
    es: 'El dispositivo se ha probado y funciona como debe.',
    it: 'Il dispositivo è stato provato e funziona come deve.',
  },
  customer_damage: {
    en: 'The damage was caused by a shock, liquid or opening of the device.',
    fr: 'Le dommage vient d’un choc, d’un liquide ou d’une ouverture de l’appareil.',
    de: 'Der Schaden kommt von einem Stoß, von Flüssigkeit oder vom Öffnen des Geräts.',
    es: 'El daño se debe a un golpe, a un líquido o a que se abrió el dispositivo.',
    it: 'Il danno viene da un urto, da un liquido o dall’apertura del dispositivo.',
  },
  other_device: {
    en: 'The device that arrived is not the one that was sold.',
    fr: 'L’appareil reçu n’est pas celui qui vous a été vendu.',
    de: 'Das angekommene Gerät ist nicht das, das verkauft wurde.',
    es: 'El dispositivo que ha llegado no es el que se vendió.',
    it: 'Il dispositivo arrivato non è quello venduto.',
  },
  incomplete: {
    en: 'Part of what was sold is missing.',
    fr: 'Il manque une partie de ce qui vous a été vendu.',
    de: 'Ein Teil dessen, was verkauft wurde, fehlt.',
    es: 'Falta una parte de lo que se vendió.',
    it: 'Manca una parte di ciò che è stato venduto.',
  },
  as_described: {
    en: 'The device is as it was described.',
    fr: 'L’appareil est conforme à sa description.',
    de: 'Das Gerät ist so, wie es beschrieben wurde.',
    es: 'El dispositivo corresponde a su descripción.',
    it: 'Il dispositivo è conforme alla descrizione.',
  },
};
/** What a person wrote for the buyer when deciding. */
const said = (items: readonly ReturnItem[]): string[] => [...new Set(items.flatMap((item) => item.given?.because ?? []))];

export const findings = (items: readonly ReturnItem[], language: Language): string[] =>
  items.flatMap((item) => (item.verdict ? [VERDICT_WORDS[item.verdict][language]] : []));

const carrierName = (ctx: Context, ret: Return): string | undefined => nameOfCarrier(ctx, ret.tracking?.carrier ?? ret.label?.carrier);
export const nameOfCarrier = (ctx: Context, slug: string | undefined): string | undefined =>
  slug === undefined ? undefined : (ctx.carriers[slug]?.name ?? slug);

/** A parcel on its way, with the carrier's own page about it where we know one. */
function parcelFacts(ctx: Context, slug: string | undefined, trackingNumber: string | undefined) {
  const carrier = nameOfCarrier(ctx, slug);
  const page = slug !== undefined && trackingNumber !== undefined ? ctx.carriers[slug]?.trackingUrl(trackingNumber) : undefined;
  return {
    ...(carrier !== undefined && { carrier }),
    ...(trackingNumber !== undefined && { trackingNumber }),
    ...(page && { trackingUrl: page.startsWith('/') ? `${ctx.publicUrl}${page}` : page }),
  };
}

/** What was kept of these items' refunds, with the first reason that somebody gave. */
export function keptOf(items: readonly ReturnItem[]): { readonly kept?: Money; readonly keptBecause?: string } {
  const kept = items.flatMap((item) => item.given?.kept ?? []);
  const because = items.find((item) => item.given?.kept && item.given.because)?.given?.because;
  const [first] = kept;
  return first === undefined ? {} : { kept: sum(kept, first.currency), ...(because !== undefined && { keptBecause: because }) };
}

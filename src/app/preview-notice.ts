/** How a notice reads (M16): about one of the seller's returns, or about the sample. */
import { type Language, languageOf } from '../core/access.ts';
import { zoneOf } from '../core/calendar.ts';
import { type NoticeKind, NOTICES } from '../core/notices.ts';
import type { CommonFacts, FactsOf } from '../notifications/facts.ts';
import { type Notice, notice } from '../notifications/notice.ts';
import { type SampleOf, sampleCommon, sampleFacts } from '../notifications/samples.ts';
import { readOrder } from '../store/orders.ts';
import type { Seller } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import { readAnswers } from './answers.ts';
import type { Context } from './context.ts';
import { placeOf } from './keep-labels.ts';
import { returnAddress } from './seller.ts';
import { noticeFacts, preferencesUrl, sellerOnMails } from './words.ts';

export type Preview = Notice & { /** Null: the sample case. */ readonly rma: string | null };

/** A notice as it would read now: about one of the seller's returns where one is named (null where there is none such), else about the sample. */
export async function previewNotice(
  ctx: Context,
  seller: Seller,
  kind: NoticeKind,
  asked: { readonly language?: Language; readonly returnId?: string },
): Promise<Preview | null> {
  const { returnId } = asked;
  if (returnId === undefined) {
    const sample = sampleOf(ctx, seller, asked.language ?? languageOf(seller.language), seller.country);
    return {
      ...say(kind, { ...sampleCommon(sample), ...ownLink(kind, sample.url) }, sampleFacts(sample)[kind], sample.language),
      rma: null,
    };
  }
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const loaded = await readReturn(tx, returnId);
    if (!loaded) return null;
    const stored = (await readOrder(tx, loaded.ret.order.id))!;
    return { ...loaded, order: stored.order, answers: await readAnswers(tx, returnId), returnTo: await placeOf(tx, seller, loaded.ret) };
  });
  if (!found) return null;
  const { ret, order } = found;
  const language = asked.language ?? languageOf(found.buyer.language);
  const { common, facts } = noticeFacts(
    ctx,
    seller,
    { notice: kind, items: ret.items.map(({ lineId, unit }) => ({ lineId, unit })) },
    found,
    language,
  );
  const sample = { ...sampleOf(ctx, seller, language, order.country), currency: ret.order.currency, url: common.progressUrl };
  // The case may not have come that far: what it can't say yet, the sample says.
  const whole = { ...sampleFacts(sample)[kind], ...saying(facts) };
  return { ...say(kind, { ...common, ...ownLink(kind, preferencesUrl(ctx, seller, ret)) }, whole, language), rma: ret.rma };
}

const say = (kind: NoticeKind, common: CommonFacts, facts: object, language: Language): Notice =>
  notice(kind, { ...common, ...facts } as FactsOf<NoticeKind> as never, language);

const ownLink = (kind: NoticeKind, url: string) => (NOTICES[kind].group ? { preferencesUrl: url } : {});

export const sampleOf = (ctx: Context, seller: Seller, language: Language, country: string): SampleOf => ({
  language,
  now: ctx.clock.now(seller.id),
  currency: seller.settings.refundLimit.currency,
  address: returnAddress(seller, country),
  seller: sellerOnMails(ctx, seller),
  url: `${ctx.publicUrl}/portal/${seller.slug}`,
  zone: zoneOf(country),
});

/** The facts that say something: no empty text or list, no amount of nothing. */
const saying = (facts: object): object =>
  Object.fromEntries(
    Object.entries(facts).filter(
      ([, value]) =>
        value !== undefined &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0) &&
        !(typeof value === 'object' && value !== null && (value as { minor?: number }).minor === 0),
    ),
  );

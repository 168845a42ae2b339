/** How any mail to a buyer reads (M16), made by what makes it when it is sent: a notice of a return, or one of the others. */
import { languageOf, type Language } from '../core/access.ts';
import { unreachable } from '../core/assert.ts';
import { addDuration, zoneOf } from '../core/calendar.ts';
import type { Dispute, DisputeEvent } from '../core/disputes/dispute.ts';
import { tellBuyer } from '../core/disputes/words.ts';
import { money } from '../core/money.ts';
import { isNotice, type MailKind, type OtherMail } from '../core/notices.ts';
import { codeLetter } from '../notifications/code-letter.ts';
import { notice } from '../notifications/notice.ts';
import { wishEnding } from '../notifications/order-mail.ts';
import { sampleCommon, sampleFacts, sampleStatement } from '../notifications/samples.ts';
import { offersFor } from '../notifications/save-offers.ts';
import { withdrawalLetter } from '../notifications/withdrawal-letter.ts';
import { readOrder } from '../store/orders.ts';
import type { Seller } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import type { Context } from './context.ts';
import type { Errand } from './errands.ts';
import { subjectOf } from './intake-declared.ts';
import { mailAboutOrder } from './order-mails.ts';
import { type Preview, previewNotice, sampleOf } from './preview-notice.ts';
import { sendMail } from './send-mail.ts';
import { paperMail } from './send-paper.ts';
import { CODE_MINUTES } from './portal-codes.ts';
import { submittedAt } from './withdrawals.ts';

/** Mails that a person can look at before they are sent; what goes to the house itself is written from its case alone. */
export const PREVIEWED = [
  'withdrawal',
  'withdrawal_answer',
  'dispute_word',
  'code',
  'wish_offer',
  'wish_accepted',
  'wish_saved',
  'invoice',
  'credit_note',
] as const;
export type PreviewedMail = (typeof PREVIEWED)[number];
export const isPreviewed = (kind: MailKind): boolean => isNotice(kind) || (PREVIEWED as readonly OtherMail[]).includes(kind);

type Asked = { readonly language?: Language; readonly returnId?: string };

/** A mail as it would read now: about one of the seller's returns where one is named (null where there is none such), else about the sample. */
export async function previewMail(ctx: Context, seller: Seller, kind: MailKind, asked: Asked): Promise<Preview | null> {
  if (isNotice(kind)) return previewNotice(ctx, seller, kind, asked);
  const { returnId } = asked;
  const found =
    returnId === undefined
      ? null
      : await ctx.db.withSeller(seller.id, async (tx) => {
          const loaded = await readReturn(tx, returnId);
          return loaded && { ret: loaded.ret, stored: (await readOrder(tx, loaded.ret.order.id))! };
        });
  if (returnId !== undefined && found === null) return null;
  const language = asked.language ?? languageOf(found?.stored.buyer.language ?? seller.language);
  const country = found?.stored.order.country ?? seller.country;
  const currency = found?.stored.order.currency ?? seller.settings.refundLimit.currency;
  const about: About = {
    number: found?.stored.order.channelOrderId ?? '4129-8807',
    buyerName: found?.stored.buyer.name ?? 'Léa Fontaine',
    item: found?.stored.order.lines[0]?.title ?? 'iPhone 13 128 GB',
    country,
    amount: found?.ret.order.paid ?? money(36_900, currency),
    language,
  };
  return { thread: '', ...written(ctx, seller, kind as PreviewedMail, about), language, rma: found?.ret.rma ?? null };
}

type About = {
  readonly number: string;
  readonly buyerName: string;
  readonly item: string;
  readonly country: string;
  readonly amount: ReturnType<typeof money>;
  readonly language: Language;
};

function written(
  ctx: Context,
  seller: Seller,
  kind: PreviewedMail,
  { number, buyerName, item, country, amount, language }: About,
): { readonly subject: string; readonly text: string; readonly html: string; readonly thread?: string } {
  const now = ctx.clock.now(seller.id);
  const zone = zoneOf(country);
  const url = `${ctx.publicUrl}/portal/${seller.slug}`;
  const house = { name: seller.name, colour: seller.settings.colour };
  const order = { order: { channelOrderId: number, country }, buyer: { name: buyerName, language } };
  switch (kind) {
    case 'withdrawal':
      return withdrawalLetter(
        {
          seller: house,
          buyerName,
          orderNumber: number,
          statement: sampleStatement(language, { buyer: buyerName, order: number, item }),
          submitted: submittedAt(now, language, seller.zone),
          url,
          zone: seller.zone,
        },
        language,
      );
    case 'withdrawal_answer': {
      const subject = subjectOf(language, number);
      const { body } = sampleFacts(sampleOf(ctx, seller, language, country)).message;
      return mailAboutOrder(ctx, seller, order, { subject, headline: subject, blocks: [{ words: body }], personal: true });
    }
    case 'code':
      return codeLetter({ seller: house, buyerName, orderNumber: number, code: '042917', minutes: CODE_MINUTES, url, zone }, language);
    case 'dispute_word': {
      const proposed = { type: 'proposed', party: 'seller', outcome: 'split', amount, until: addDuration(now, 'P5D') };
      const body = tellBuyer(proposed as unknown as DisputeEvent, { amount } as Dispute, language, zone) ?? '';
      return notice(
        'message',
        { ...sampleCommon(sampleOf(ctx, seller, language, country)), buyerName, body, author: seller.name },
        language,
      );
    }
    case 'wish_offer': {
      const [offer] = offersFor(language, { buyer: buyerName, order: number, item, seller: seller.name });
      const { subject, body } = offer!;
      return mailAboutOrder(ctx, seller, order, { subject, headline: subject, blocks: [{ words: body }], personal: true });
    }
    case 'wish_accepted':
    case 'wish_saved':
      return mailAboutOrder(
        ctx,
        seller,
        order,
        wishEnding(kind === 'wish_accepted' ? 'accepted' : 'saved', { order: number, item }, amount, language),
      );
    case 'invoice':
    case 'credit_note':
      return paperMail(
        ctx,
        seller,
        {
          kind,
          language,
          name: kind === 'invoice' ? 'F-2026-0042' : 'A-2026-0007',
          order: { number },
          buyer: { name: buyerName },
          grossMinor: amount.minor,
          currency: amount.currency,
        },
        country,
      );
    default:
      return unreachable(kind);
  }
}

export type Trial = { readonly notice: MailKind; readonly to: string; readonly language: Language; readonly returnId?: string };

/** One to oneself, to try. */
export const mailTrial: Errand<Trial> = async (ctx, seller, effect, { notice: kind, to, language, returnId }) => {
  const made = await previewMail(ctx, seller, kind, { language, ...(returnId !== undefined && { returnId }) });
  if (!made) return { giveUp: 'the return is gone' };
  return sendMail(ctx, seller, effect, to, 'trial', { subject: `[Test] ${made.subject}`, text: made.text, html: made.html });
};

/** A paper's bytes, made once and kept by their hash; and its way to the buyer and to the channel (M32). */
import { failed } from '../channels/channel.ts';
import { languageOf } from '../core/access.ts';
import { money } from '../core/money.ts';
import type { Paper } from '../core/papers/paper.ts';
import { NO_PAPER_SETTINGS } from '../core/papers/settings.ts';
import { spokenMoney } from '../core/spoken.ts';
import { paperWords } from '../documents/paper-words.ts';
import { paperPdf } from '../documents/paper.ts';
import { readConnection } from '../store/connections.ts';
import type { Effect } from '../store/effects.ts';
import { readOrder } from '../store/orders.ts';
import {
  insertDelivery,
  insertPaperFile,
  paperDeliveries,
  paperFiles,
  type PaperRow,
  readPaper,
  readPaperSettings,
} from '../store/papers.ts';
import type { Seller } from '../store/platform.ts';
import { assert } from '../core/assert.ts';
import type { Result } from './carry-out.ts';
import type { Context } from './context.ts';
import { mailAboutOrder } from './order-mails.ts';
import { sendMail } from './send-mail.ts';

/** What the buyer calls a channel, by its kind. The seller's own shop is left out: the paper has the seller's name already. */
const CHANNEL_NAMES: Readonly<Record<string, string>> = { backmarket: 'Back Market' };

/** The bytes as they were first made; made now where nobody has asked yet. Null where there is no such paper. */
export async function paperBytes(
  ctx: Context,
  sellerId: string,
  paperId: string,
  form: 'pdf' | 'xml',
): Promise<{ readonly bytes: Uint8Array; readonly name: string } | null> {
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    const paper = await readPaper(tx, paperId);
    return paper && { paper, files: await paperFiles(tx, paperId), connection: await readConnection(tx, paper.body.order.channel) };
  });
  if (!found) return null;
  const { paper } = found;
  const files = found.files.length > 0 ? found.files : await render(ctx, sellerId, paper, CHANNEL_NAMES[found.connection?.kind ?? '']);
  const bytes = await ctx.files.get(files.find((file) => file.form === form)!.sha256);
  assert(bytes, 'a paper that was issued is kept');
  return { bytes, name: `${paper.name}.${form}` };
}

async function render(ctx: Context, sellerId: string, paper: PaperRow, channelName: string | undefined) {
  const { colour } = ctx.sellers.get(sellerId).settings;
  const made = await paperPdf(paper.body, { at: paper.issued_at, colour, ...(channelName !== undefined && { channelName }) });
  // First the bytes, then the row that names them: a crash in between leaves bytes that nobody names.
  const kept = { pdf: await ctx.files.put(made.pdf), xml: await ctx.files.put(made.xml) };
  return ctx.db.withSeller(sellerId, async (tx) => {
    const now = ctx.clock.now(sellerId);
    for (const form of ['pdf', 'xml'] as const) await insertPaperFile(tx, paper.id, { form, ...kept[form] }, now);
    return paperFiles(tx, paper.id);
  });
}

/** Errand: hands an invoice to the channel where it takes them, and mails the paper to the buyer. Each once, also over retries. */
export async function sendPaper(ctx: Context, seller: Seller, effect: Effect, { paperId }: { readonly paperId: string }): Promise<Result> {
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const paper = await readPaper(tx, paperId);
    if (!paper) return null;
    const stored = (await readOrder(tx, paper.order_id))!;
    return {
      paper,
      stored,
      connection: await readConnection(tx, stored.order.channel),
      sent: await paperDeliveries(tx, paperId),
      send: (await readPaperSettings(tx))?.body.send ?? NO_PAPER_SETTINGS.send,
    };
  });
  if (!found) return { giveUp: 'the paper is gone' };
  const { paper, stored, connection, sent, send } = found;
  const pdf = (await paperBytes(ctx, seller.id, paperId, 'pdf'))!;
  const file = { name: pdf.name, type: 'application/pdf', bytes: pdf.bytes };
  const delivered = (via: 'mail' | 'channel', reference: string) =>
    ctx.db.withSeller(seller.id, (tx) => insertDelivery(tx, paperId, { via, at: ctx.clock.now(seller.id), reference }));

  const channel = connection && ctx.channel(seller, connection);
  // Channels take invoices; a credit note handed over in the same way might stand there in the invoice's place.
  if (paper.kind === 'invoice' && send.channel && channel?.sendInvoice && !sent.some(({ via }) => via === 'channel')) {
    const taken = await channel.sendInvoice(stored.ref ?? { orderId: stored.order.channelOrderId, lines: {} }, file);
    if (failed(taken) && (taken.retryable || taken.uncertain)) return { failure: taken };
    // A refusal of the channel keeps no paper from the buyer: it stands with the deliveries.
    await delivered('channel', failed(taken) ? `refused: ${taken.says}` : taken.reference);
  }

  const to = paper.body.buyer.email;
  if (!send.mail || to === undefined || sent.some(({ via }) => via === 'mail')) return { done: { reference: paper.name } };
  const mailed = await sendMail(ctx, seller, effect, to, paper.kind, {
    ...paperMail(ctx, seller, paper.body, stored.order.country),
    attachments: [file],
  });
  if (!('done' in mailed)) return mailed;
  await delivered('mail', String((mailed.done as { reference?: string }).reference ?? ''));
  return mailed;
}

/** What goes along with a paper. */
export function paperMail(
  ctx: Context,
  seller: Seller,
  paper: Pick<Paper, 'kind' | 'language' | 'name' | 'grossMinor' | 'currency'> & {
    readonly order: { readonly number: string };
    readonly buyer: { readonly name: string };
  },
  country: string,
) {
  const { mail, title } = paperWords(languageOf(paper.language));
  const says =
    paper.kind === 'invoice'
      ? mail.says.invoice(paper.name, paper.order.number)
      : mail.says.credit_note(paper.name, spokenMoney(money(paper.grossMinor, paper.currency), paper.language), paper.order.number);
  return mailAboutOrder(
    ctx,
    seller,
    { order: { channelOrderId: paper.order.number, country }, buyer: { name: paper.buyer.name, language: paper.language } },
    {
      subject: mail.subject[paper.kind](paper.order.number, seller.name),
      headline: `${title[paper.kind]} ${paper.name}`,
      blocks: [says, mail.keep],
    },
  );
}

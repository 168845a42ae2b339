/** All that stands for and against us in a dispute, gathered from where it is kept, and the pack that goes to whoever decides (M35). */
import { languageOf } from '../core/access.ts';
import type { Dispute, DisputeEvent } from '../core/disputes/dispute.ts';
import { type Asked, checklistOf, type ProofKind } from '../core/disputes/evidence.ts';
import { describeDispute } from '../core/disputes/words.ts';
import type { Question } from '../core/inspection/checklist.ts';
import { spokenDate, spokenMoney } from '../core/spoken.ts';
import { explainDecision } from '../core/policy/explain.ts';
import { describe } from '../core/return/describe.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { keyOf, type Return, type ReturnItem } from '../core/return/model.ts';
import { WORDS, writtenIn, type Written } from '../core/return/words.ts';
import { disputePackPdf } from '../documents/dispute-pack.ts';
import { disputesOfReturn, type DisputeWords, readDispute, readDisputeEvents, readDisputeWords } from '../store/disputes.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import type { Seller } from '../store/platform.ts';
import { readEvents, readReturn } from '../store/returns.ts';
import { filesOfReturn, readThread, type StoredFile, type StoredMessage } from '../store/thread.ts';
import type { Context } from './context.ts';
import { pack, type Packed, packName } from './pack.ts';
import { findingSays, linesSold, questionsAsked, scansSay } from './proof-words.ts';

/** One proof, wherever it comes from. `id` is null for what the order and the return show by themselves. */
export type Proof = {
  readonly id: string | null;
  readonly kind: ProofKind;
  readonly party: 'buyer' | 'seller' | 'marketplace' | 'bank';
  readonly says: string;
  readonly at: string;
  readonly file: { readonly name: string; readonly type: string; readonly sha256: string; readonly size: number } | null;
};

export type WholeDispute = {
  readonly dispute: Dispute;
  readonly events: readonly DisputeEvent[];
  readonly words: readonly DisputeWords[];
  readonly proofs: readonly Proof[];
  readonly checklist: readonly (Asked & { readonly there: boolean })[];
  readonly ret: Return;
  readonly stored: StoredOrder;
  readonly thread: readonly StoredMessage[];
  readonly story: readonly ReturnEvent[];
  /** Other disputes about the same return. */
  readonly others: readonly Dispute[];
};

export async function readWholeDispute(ctx: Context, sellerId: string, id: string): Promise<WholeDispute | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const dispute = await readDispute(tx, id);
    if (!dispute) return null;
    const [events, words, loaded, stored, files, thread, stored_events, disputes] = await Promise.all([
      readDisputeEvents(tx, id),
      readDisputeWords(tx, id),
      readReturn(tx, dispute.returnId),
      readOrder(tx, dispute.orderId),
      filesOfReturn(tx, dispute.returnId),
      readThread(tx, dispute.returnId),
      readEvents(tx, dispute.returnId),
      disputesOfReturn(tx, dispute.returnId),
    ]);
    const { ret } = loaded!;
    const seller = ctx.sellers.get(sellerId);
    const proofs = [
      ...words.flatMap(broughtAs),
      ...shown(seller, dispute, ret, stored!, files, thread, await questionsAsked(tx, ret.items)),
    ];
    return {
      dispute,
      events,
      words,
      proofs,
      checklist: checklistOf(dispute.reason, new Set(proofs.map(({ kind }) => kind))),
      ret,
      stored: stored!,
      thread,
      story: stored_events.map(({ body }) => JSON.parse(body) as ReturnEvent),
      others: disputes.filter((one) => one.id !== id),
    };
  });
}

const broughtAs = ({ id, proof, party, says, at, name, type, sha256, size }: DisputeWords): Proof[] =>
  proof === null && sha256 === null
    ? []
    : [
        {
          id,
          kind: proof ?? 'other',
          party,
          says,
          at,
          file: sha256 === null ? null : { name: name!, type: type!, sha256, size: size! },
        },
      ];

/** What order and return show by themselves: nobody has to look it up, and nobody can forget it. */
function shown(
  seller: Seller,
  dispute: Dispute,
  ret: Return,
  { order }: StoredOrder,
  files: readonly StoredFile[],
  thread: readonly StoredMessage[],
  questions: (item: ReturnItem) => readonly Question[],
): Proof[] {
  const fr = writtenIn(seller.language) === 'fr';
  const language = fr ? 'fr' : 'en';
  const date = (at: string) => spokenDate(at, language, seller.zone);
  const own = (kind: ProofKind, at: string, says: string, file: Proof['file'] = null): Proof => ({
    id: null,
    kind,
    party: 'seller',
    says,
    at,
    file,
  });
  const items = ret.items.filter((item) => dispute.items.some((one) => keyOf(one) === keyOf(item)));
  const proofs: Proof[] = [
    own('order', order.placedAt, `${order.channelOrderId}, ${date(order.placedAt)}${fr ? ' :' : ':'} ${linesSold(order.lines, language)}`),
  ];
  if (order.shippedAt)
    proofs.push(own('shipping', order.shippedAt, fr ? `Expédiée le ${date(order.shippedAt)}` : `Shipped on ${date(order.shippedAt)}`));
  if (order.deliveredAt)
    proofs.push(
      own('delivery', order.deliveredAt, fr ? `Livrée le ${date(order.deliveredAt)}` : `Delivered on ${date(order.deliveredAt)}`),
    );
  for (const item of items) proofs.push(...ofItem(item, ret, language, own, questions(item)));
  const scans = ret.tracking?.events ?? [];
  if (scans.length > 0)
    proofs.push(
      own(
        'return_tracking',
        scans.at(-1)!.at,
        scansSay(ret.tracking?.trackingNumber ?? ret.label?.trackingNumber ?? '', scans, language, seller.zone),
      ),
    );
  const said = thread.filter(({ direction }) => direction !== 'note');
  if (said.length > 0)
    proofs.push(
      own(
        'conversation',
        said.at(-1)!.at,
        fr ? `${said.length} messages, voir conversation.txt` : `${said.length} messages, see conversation.txt`,
      ),
    );
  for (const { amount, state, channelReference } of ret.refunds)
    if (state === 'confirmed')
      proofs.push(
        own(
          'refund',
          ret.milestones.refundedAt ?? ret.milestones.requestedAt,
          `${spokenMoney(amount, language)}${channelReference ? `, ${channelReference}` : ''}`,
        ),
      );
  for (const { kind, name, type, sha256, size, at } of files)
    proofs.push({
      ...own(kind === 'photo' ? 'photos_buyer' : type.startsWith('image/') ? 'photos_bench' : 'other', at, ret.rma, {
        name,
        type,
        sha256,
        size,
      }),
      party: kind === 'photo' ? 'buyer' : 'seller',
    });
  return proofs;
}

function ofItem(
  item: ReturnItem,
  ret: Return,
  language: Written,
  own: (kind: ProofKind, at: string, says: string) => Proof,
  questions: readonly Question[],
): Proof[] {
  const proofs: Proof[] = [];
  const sold = item.sold.imei ?? item.sold.serial;
  if (sold) proofs.push(own('identity_sold', ret.order.placedAt, `${item.title}: ${sold}`));
  const read = item.read?.imei ?? item.read?.serial;
  const { receivedAt, inspectedAt, decidedAt, requestedAt } = ret.milestones;
  if (read)
    proofs.push(
      own(
        'identity_back',
        receivedAt ?? requestedAt,
        `${item.title}: ${read}${item.identity ? ` (${WORDS[language].identity[item.identity]})` : ''}`,
      ),
    );
  if (item.verdict) proofs.push(own('inspection', inspectedAt ?? requestedAt, findingSays(item, questions, language)));
  if (item.decision) {
    // As the buyer reads it: what the team knows beside is for the team.
    const { headline, reasons } = explainDecision(item.decision, language, 'buyer');
    proofs.push(own('decision', decidedAt ?? requestedAt, [`${item.title}: ${headline}`, ...reasons].join(' ')));
  }
  return proofs;
}

/** What we do among ourselves about a case is no evidence. */
const AT_HOME: ReadonlySet<ReturnEvent['type']> = new Set(['noted', 'held', 'released', 'escalated', 'clock_breached', 'clock_corrected']);

/** The pack for marketplace, bank or mediator: a summary, the conversation, the record with its hashes, and the files. Notes among ourselves stay at home. */
export async function disputePack(
  ctx: Context,
  seller: Seller,
  whole: WholeDispute,
): Promise<{ readonly name: string; readonly bytes: Uint8Array; readonly sha256: string }> {
  const { dispute, ret, stored, thread, story } = whole;
  const language = writtenIn(seller.language);
  const files: Packed[] = [];
  const text = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
  const named = whole.proofs.map((proof, i) => ({ ...proof, place: proof.file && `evidence/${packName(i, proof.file.name)}` }));
  files.push({
    name: 'summary.pdf',
    bytes: await disputePackPdf({
      language: languageOf(language),
      at: dispute.openedAt,
      zone: seller.zone,
      seller: { name: seller.name, colour: seller.settings.colour },
      dispute,
      order: stored.order.channelOrderId,
      buyer: stored.buyer.name,
      rma: ret.rma,
      history: whole.events
        .filter(({ type }) => type !== 'escalated' && type !== 'clock_breached')
        .map((event) => ({ at: event.at, says: describeDispute(event, dispute, language, seller.zone) })),
      words: whole.words.filter(({ proof }) => proof === null),
      evidence: named.map(({ kind, says, file, place }) => ({
        kind,
        says,
        ...(file && { file: { name: place!, sha256: file.sha256 } }),
      })),
    }),
  });
  files.push({
    name: 'conversation.txt',
    bytes: text(
      thread
        .filter(({ direction }) => direction !== 'note')
        .flatMap(({ at, direction, author, body }) => [
          `${at}  ${direction === 'in' ? stored.buyer.name : author || seller.name}`,
          ...body.split('\n').map((line) => `    ${line}`),
          '',
        ]),
    ),
  });
  files.push({
    name: 'record.txt',
    bytes: text(
      story
        .filter(({ type }) => !AT_HOME.has(type))
        .map((event) => `${event.seq}  ${event.at}  ${event.type}  ${describe(event, language)}`),
    ),
  });
  for (const { file, place } of named) {
    const bytes = file && (await ctx.files.get(file.sha256));
    if (bytes) files.push({ name: place!, bytes });
  }
  const packed = pack(dispute.openedAt, files);
  await ctx.files.put(packed.bytes);
  return { name: `${dispute.code}.zip`, ...packed };
}

/**
 * What a buyer says to an answer, a finding or an outcome (M35): yes, or why they see it otherwise. A contest is a dispute like any other, with its
 * clock and its place in the console; said again it is the one that is there, with whatever is new in it.
 */
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import type { Dispute, DisputeReason, DisputeVerb } from '../core/disputes/dispute.ts';
import { type AnswerKind, openAnswerOf } from '../core/return/contest.ts';
import type { ItemKey } from '../core/return/events.ts';
import { keyOf } from '../core/return/model.ts';
import { disputesOfReturn, readDisputeWords } from '../store/disputes.ts';
import { readConnection } from '../store/connections.ts';
import { readReturn } from '../store/returns.ts';
import { hangPhotos } from './add-photos.ts';
import type { StowedFile } from './attachments.ts';
import type { Context } from './context.ts';
import { actOnDispute, type DisputeAct, openDisputeOn } from './disputes.ts';

const BUYER: Actor = { kind: 'buyer' };

export type Contest = {
  readonly says: string;
  /** All that can be contested, unless said. */
  readonly items?: readonly ItemKey[];
  readonly files?: readonly StowedFile[];
};
export type Contested = { readonly ok: true; readonly disputeId: string } | { readonly ok: false; readonly refusal: string };

/** In order: where several answers are contested at once, the hardest names the dispute. */
const REASONS: readonly (readonly [AnswerKind, DisputeReason])[] = [
  ['refusal', 'refusal'],
  ['deduction', 'deduction'],
  ['finding', 'other'],
  ['outcome', 'other'],
];

export async function contestAnswer(ctx: Context, sellerId: string, returnId: string, contest: Contest): Promise<Contested> {
  const { says, files = [] } = contest;
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    const loaded = await readReturn(tx, returnId);
    return loaded && { ret: loaded.ret, open: openComplaint(await disputesOfReturn(tx, returnId)) };
  });
  if (!found) return { ok: false, refusal: 'not_found' };
  if (found.open) return sayMore(ctx, sellerId, found.open, says, files);
  const items = found.ret.items.filter(
    (item) => openAnswerOf(item) !== null && (contest.items === undefined || contest.items.some((one) => keyOf(one) === keyOf(item))),
  );
  const kinds = new Set(items.map(openAnswerOf));
  const reason = REASONS.find(([kind]) => kinds.has(kind))?.[1];
  if (reason === undefined) return { ok: false, refusal: 'nothing_to_contest' };
  const keys = items.map(({ lineId, unit }) => ({ lineId, unit }));
  const opened = await openDisputeOn(ctx, sellerId, returnId, { kind: 'complaint', reason, says, items: keys }, BUYER);
  if (!opened.ok) return opened;
  const dispute = await ctx.db.withSeller(sellerId, async (tx) =>
    (await disputesOfReturn(tx, returnId)).find(({ id }) => id === opened.id),
  );
  assert(dispute, 'what was opened is there');
  return opened.created ? show(ctx, sellerId, dispute, files) : sayMore(ctx, sellerId, dispute, says, files);
}

/** What a buyer may do in a dispute about their own return: the table of the core says when. */
export const BUYER_VERBS = ['word', 'agreement', 'decline', 'acceptance', 'appeal', 'withdrawal'] as const satisfies readonly DisputeVerb[];
export type BuyerVerb = (typeof BUYER_VERBS)[number];

export async function answerDispute(
  ctx: Context,
  sellerId: string,
  returnId: string,
  verb: BuyerVerb,
  { says, files = [] }: Pick<Contest, 'says' | 'files'>,
): Promise<Contested> {
  const { dispute, market } = await ctx.db.withSeller(sellerId, async (tx) => {
    const open = openComplaint(await disputesOfReturn(tx, returnId));
    const loaded = open && (await readReturn(tx, returnId));
    const connection = loaded ? await readConnection(tx, loaded.ret.order.channel) : null;
    return { dispute: open, market: connection?.kind === 'backmarket' || connection?.kind === 'mirakl' };
  });
  if (!dispute) return { ok: false, refusal: 'nothing_to_contest' };
  if (verb === 'word') return sayMore(ctx, sellerId, dispute, says, files);
  const said = { says };
  const party = 'buyer' as const;
  const acts: Readonly<Record<Exclude<BuyerVerb, 'word'>, DisputeAct>> = {
    agreement: { verb: 'agreement', party },
    decline: { verb: 'decline', party, said },
    acceptance: { verb: 'acceptance', party },
    appeal: { verb: 'appeal', party, to: market ? 'marketplace' : 'mediator', said },
    withdrawal: { verb: 'withdrawal', said },
  };
  const acted = await actOnDispute(ctx, sellerId, dispute.id, acts[verb], BUYER);
  return acted.ok ? show(ctx, sellerId, acted.dispute, files) : { ok: false, refusal: acted.refusal };
}

/** The complaint of the buyer's that is not settled. */
export const openComplaint = (disputes: readonly Dispute[]): Dispute | undefined =>
  disputes.find(({ kind, closedAt }) => kind === 'complaint' && closedAt === undefined);

/** Words that stand there already are not said twice. */
async function sayMore(ctx: Context, sellerId: string, dispute: Dispute, says: string, files: readonly StowedFile[]): Promise<Contested> {
  const known = await ctx.db.withSeller(sellerId, (tx) => readDisputeWords(tx, dispute.id));
  if (says.trim() !== '' && !known.some((words) => words.party === 'buyer' && words.says.trim() === says.trim())) {
    const acted = await actOnDispute(ctx, sellerId, dispute.id, { verb: 'word', party: 'buyer', said: { says } }, BUYER);
    if (!acted.ok) return { ok: false, refusal: acted.refusal };
  }
  return show(ctx, sellerId, dispute, files);
}

/** Photos and papers become evidence; photos hang on the return as well, where they are compared with those of other returns (M7). */
async function show(ctx: Context, sellerId: string, dispute: Dispute, files: readonly StowedFile[]): Promise<Contested> {
  const known = await ctx.db.withSeller(sellerId, (tx) => readDisputeWords(tx, dispute.id));
  const fresh = files.filter(({ sha256 }) => !known.some((words) => words.sha256 === sha256));
  for (const { name, type, sha256 } of fresh) {
    const bytes = await ctx.files.get(sha256);
    if (!bytes) continue;
    const proof = type === 'application/pdf' ? 'other' : 'photos_buyer';
    const said = { says: '', proof, file: { name, type, bytes } } as const;
    await actOnDispute(ctx, sellerId, dispute.id, { verb: 'evidence', party: 'buyer', said }, BUYER);
  }
  const pictures = fresh.filter(({ type }) => type !== 'application/pdf').map(({ name, sha256 }) => ({ name, ref: sha256 }));
  if (pictures.length > 0) await hangPhotos(ctx, sellerId, dispute.returnId, pictures, BUYER);
  return { ok: true, disputeId: dispute.id };
}

/**
 * Claims (M25, M29, M34): opened by whatever notices a loss, prepared and sent by people, booked when money is owed and when it comes. Each act is
 * one transaction: the claim, its event, the books and what has to go out.
 */
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import {
  type Against,
  bookings,
  type Claim,
  type ClaimAbout,
  type ClaimCommand,
  type ClaimEvent,
  type ClaimReason,
  type ClaimRefusal,
  decideClaim,
  evolveClaim,
} from '../core/claims/claim.ts';
import { deadlineOf } from '../core/claims/deadlines.ts';
import { isAccount } from '../core/money-flow/ledger.ts';
import type { Money } from '../core/money.ts';
import type { EvidenceKind } from '../core/claims/evidence.ts';
import {
  type Evidence,
  insertClaim,
  insertClaimEvents,
  insertEvidence,
  lockClaim,
  rememberCounterpart,
  updateClaim,
} from '../store/claims.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import { postJournal } from '../store/ledger.ts';
import { readOrder } from '../store/orders.ts';
import { readFile } from '../store/thread.ts';
import { type Context, newId, newRma } from './context.ts';
import { announceClaim } from './webhooks.ts';

const SYSTEM: Actor = { kind: 'system', name: 'claims' };

export type NewClaim = {
  /** Names the mishap: `carrier:<tracking>:lost`, `payout:<line>` … Told twice it is one claim. */
  readonly key: string;
  readonly against: Against;
  readonly why: ClaimReason;
  /** Above zero. */
  readonly amount: Money;
  readonly about: ClaimAbout;
  readonly says: string;
  /** The other side's name: a carrier's slug, a supplier. */
  readonly party?: string;
  /** When it went out and arrived, where the order does not say (a parcel on its way back). */
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly evidence?: readonly { readonly kind: EvidenceKind; readonly fileId?: string; readonly says: string }[];
  readonly by?: Actor;
};

/** Opens a draft, once per key; another thing that tells of the same mishap gets the claim that is there. */
export async function openClaim(ctx: Context, tx: Tx, asked: NewClaim): Promise<{ readonly id: string; readonly created: boolean }> {
  assert(asked.amount.minor > 0, `a claim is about money, ${asked.key} about ${asked.amount.minor}`);
  const now = ctx.clock.now(tx.sellerId);
  const { key, against, why, amount, about, says, party = '', by = SYSTEM } = asked;
  const order = about.orderId === undefined ? undefined : (await readOrder(tx, about.orderId))?.order;
  const shippedAt = asked.shippedAt ?? order?.shippedAt;
  const deliveredAt = asked.deliveredAt ?? order?.deliveredAt;
  const deadline = deadlineOf({
    against,
    why,
    party,
    knownAt: now,
    zone: ctx.sellers.get(tx.sellerId).zone,
    ...(shippedAt !== undefined && { shippedAt }),
    ...(deliveredAt !== undefined && { deliveredAt }),
  });
  const opened: ClaimEvent = {
    seq: 1,
    at: now,
    by,
    type: 'opened',
    claim: {
      id: newId(ctx, now),
      key,
      code: newRma(ctx).replace(/^R/, 'C'),
      against,
      why,
      party,
      amount,
      about,
      says,
      openedAt: now,
      deadline,
    },
  };
  const made = await insertClaim(tx, evolveClaim(null, opened));
  if (!made.created) return made;
  await insertClaimEvents(tx, made.id, [opened]);
  await announceClaim(ctx, tx, evolveClaim(null, opened), now);
  for (const { kind, fileId, says: words } of asked.evidence ?? []) {
    const file = fileId === undefined ? null : await readFile(tx, fileId);
    await insertEvidence(tx, {
      id: newId(ctx, now),
      claim_id: made.id,
      kind,
      says: words,
      name: file?.name ?? null,
      type: file?.type ?? null,
      sha256: file?.sha256 ?? null,
      size: file?.size ?? null,
      at: now,
      by,
    });
  }
  return made;
}

export type ClaimActed =
  | { readonly ok: true; readonly claim: Claim; readonly events: readonly ClaimEvent[] }
  | { readonly ok: false; readonly refusal: ClaimRefusal | 'not_found' | 'version_conflict'; readonly claim?: Claim };

/** One act on one claim. `version`: what the actor saw. */
export async function actOnClaim(
  ctx: Context,
  sellerId: string,
  claimId: string,
  command: ClaimCommand,
  by: Actor,
  version?: number,
): Promise<ClaimActed> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    if (!claim) return { ok: false, refusal: 'not_found' };
    if (version !== undefined && version !== claim.version) return { ok: false, refusal: 'version_conflict', claim };
    return actOnLocked(ctx, tx, claim, command, by);
  });
}

async function actOnLocked(ctx: Context, tx: Tx, claim: Claim, command: ClaimCommand, by: Actor): Promise<ClaimActed> {
  const now = ctx.clock.now(tx.sellerId);
  const decided = decideClaim(claim, command, { now, by });
  if (!decided.ok) return { ...decided, claim };
  const after = decided.events.reduce<Claim>(evolveClaim, claim);
  if (decided.events.length === 0) return { ok: true, claim, events: [] };
  await insertClaimEvents(tx, claim.id, decided.events);
  await updateClaim(tx, after, now);
  await announceClaim(ctx, tx, after, now);
  await book(tx, claim, after, now);
  if (command.verb === 'submission' && command.how === 'mail') {
    await rememberCounterpart(tx, claim.against, claim.party, command.to!, now);
    await insertErrand(tx, { id: newId(ctx, now), kind: 'claim_mail', body: { claimId: claim.id, to: command.to! }, created_at: now });
  }
  return { ok: true, claim: after, events: decided.events };
}

/** The journal of a step: what the books say after it, less what they said before. Its key names the step, so it is posted once. */
async function book(tx: Tx, before: Claim, after: Claim, now: string): Promise<void> {
  const lines = bookings(before, after).map(({ account, minor }) => {
    assert(isAccount(account), `${account} is an account`);
    return { account, minor };
  });
  if (lines.length === 0) return;
  const { orderId, returnId } = after.about;
  await postJournal(tx, {
    key: `claim:${after.id}:${after.version}`,
    at: now,
    what: `claim_${after.state}`,
    currency: after.amount.currency,
    about: { claimId: after.id, ...(orderId && { orderId }), ...(returnId && { returnId }) },
    lines,
  });
}

/** A proof more. What it holds is named by its hash, and stays. */
export async function addEvidence(
  ctx: Context,
  sellerId: string,
  claimId: string,
  given: { readonly kind: EvidenceKind; readonly says: string; readonly file?: { name: string; type: string; bytes: Uint8Array } },
  by: Actor,
): Promise<Evidence | null> {
  const kept = given.file && (await ctx.files.put(given.file.bytes));
  return ctx.db.withSeller(sellerId, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    if (!claim) return null;
    const now = ctx.clock.now(sellerId);
    const evidence: Evidence = {
      id: newId(ctx, now),
      claim_id: claimId,
      kind: given.kind,
      says: given.says,
      name: given.file?.name ?? null,
      type: given.file?.type ?? null,
      sha256: kept?.sha256 ?? null,
      size: kept?.size ?? null,
      at: now,
      by,
    };
    await insertEvidence(tx, evidence);
    const event: ClaimEvent = { seq: claim.version + 1, at: now, by, type: 'evidence_added', kind: given.kind, evidenceId: evidence.id };
    await insertClaimEvents(tx, claimId, [event]);
    await updateClaim(tx, evolveClaim(claim, event), now);
    return evidence;
  });
}

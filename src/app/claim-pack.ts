/** Everything that proves a claim, gathered from where it stands: the claim's own evidence, and what its return shows (M34). */
import { languageOf } from '../core/access.ts';
import type { Claim, ClaimEvent } from '../core/claims/claim.ts';
import { checklistFor, EVIDENCE_KINDS, type EvidenceKind } from '../core/claims/evidence.ts';
import { CLAIM_WORDS, describeClaim } from '../core/claims/words.ts';
import type { Question } from '../core/inspection/checklist.ts';
import type { Buyer, Return, ReturnItem } from '../core/return/model.ts';
import { writtenIn, type Written } from '../core/return/words.ts';
import { TRACKING_FORMATS } from '../carriers/numbers.ts';
import { claimPackPdf } from '../documents/claim-pack.ts';
import { readClaim, readClaimEvents, readEvidence } from '../store/claims.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import type { Seller } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import { filesOfReturn, type StoredFile } from '../store/thread.ts';
import type { Context } from './context.ts';
import { pack, type Packed, packName } from './pack.ts';
import { findingSays, orderSays, questionsAsked, scansSay } from './proof-words.ts';

/** One proof, wherever it comes from. `id` is null for what the return shows by itself. */
export type Proof = {
  readonly id: string | null;
  readonly kind: EvidenceKind;
  readonly says: string;
  readonly at: string;
  readonly file: { readonly name: string; readonly type: string; readonly sha256: string; readonly size: number } | null;
};

export type WholeClaim = {
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
  readonly proofs: readonly Proof[];
  readonly checklist: readonly { readonly kind: EvidenceKind; readonly need: 'must' | 'helps'; readonly there: boolean }[];
  readonly stored: StoredOrder | null;
  readonly buyer: Buyer | null;
  readonly ret: Return | null;
};

export async function readWholeClaim(ctx: Context, sellerId: string, id: string): Promise<WholeClaim | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const claim = await readClaim(tx, id);
    if (!claim) return null;
    const { orderId, returnId } = claim.about;
    const seller = ctx.sellers.get(sellerId);
    const [events, own, stored, loaded, files] = await Promise.all([
      readClaimEvents(tx, id),
      readEvidence(tx, id),
      orderId ? readOrder(tx, orderId) : null,
      returnId ? readReturn(tx, returnId) : null,
      returnId ? filesOfReturn(tx, returnId) : [],
    ]);
    const proofs: Proof[] = [
      ...own.map(({ id: proofId, kind, says, at, name, type, sha256, size }) => ({
        id: proofId,
        kind: (EVIDENCE_KINDS as readonly string[]).includes(kind) ? (kind as EvidenceKind) : 'other',
        says,
        at,
        file: sha256 === null ? null : { name: name!, type: type!, sha256, size: size! },
      })),
      ...(loaded ? shownBy(seller, claim, loaded.ret, files, await questionsAsked(tx, loaded.ret.items)) : []),
      ...(stored ? worthOf(writtenIn(seller.language), claim, stored) : []),
    ];
    const checklist = checklistFor(claim.against, claim.why).map((entry) => ({
      ...entry,
      there: proofs.some(({ kind }) => kind === entry.kind),
    }));
    return { claim, events, proofs, checklist, stored, buyer: stored?.buyer ?? null, ret: loaded?.ret ?? null };
  });
}

/** What was paid for the line stands in the order: a proof of value of its own. */
function worthOf(written: Written, claim: Claim, { order }: StoredOrder): Proof[] {
  const lines = claim.about.lineId === undefined ? order.lines : order.lines.filter(({ id }) => id === claim.about.lineId);
  if (lines.length === 0) return [];
  return [{ id: null, kind: 'value', says: orderSays({ ...order, lines }, written), at: order.placedAt, file: null }];
}

/** The return's own record: scans of its parcel, what the bench read and found, and its photos. */
function shownBy(
  { language, zone }: Seller,
  claim: Claim,
  ret: Return,
  files: readonly StoredFile[],
  questions: (item: ReturnItem) => readonly Question[],
): Proof[] {
  const written = writtenIn(language);
  const proofs: Proof[] = [];
  const scans = ret.tracking?.events ?? [];
  const number = ret.tracking?.trackingNumber ?? ret.label?.trackingNumber;
  if (number !== undefined && scans.length > 0)
    proofs.push({
      id: null,
      kind: 'tracking',
      says: scansSay(number, scans, written, zone),
      at: scans.at(-1)!.at,
      file: null,
    });
  for (const item of ret.items) {
    if (claim.about.lineId !== undefined && (item.lineId !== claim.about.lineId || (claim.about.unit ?? 1) !== item.unit)) continue;
    const at = ret.milestones.inspectedAt ?? ret.milestones.receivedAt ?? ret.milestones.requestedAt;
    const sold = item.sold.imei ?? item.sold.serial;
    const read = item.read?.imei ?? item.read?.serial;
    if (sold !== undefined || read !== undefined)
      proofs.push({
        id: null,
        kind: 'identity',
        says:
          written === 'fr'
            ? `${item.title} : vendu ${sold ?? 'non noté'}, revenu ${read ?? 'non lu'}`
            : `${item.title}: sold as ${sold ?? 'not recorded'}, came back as ${read ?? 'not read'}`,
        at,
        file: null,
      });
    if (item.verdict) proofs.push({ id: null, kind: 'inspection', says: findingSays(item, questions(item), written), at, file: null });
  }
  for (const { name, type, sha256, size, at } of files)
    proofs.push({
      id: null,
      kind: type.startsWith('image/') ? 'photo_item' : 'other',
      says: ret.rma,
      at,
      file: { name, type, sha256, size },
    });
  return proofs;
}

/** The other side as people call it: a carrier by its name, not by its slug. */
export const partyName = (ctx: Pick<Context, 'carriers'>, { against, party }: Pick<Claim, 'against' | 'party'>): string =>
  against === 'carrier' ? (ctx.carriers[party]?.name ?? TRACKING_FORMATS[party]?.name ?? party) : party;

async function claimSummary(ctx: Context, seller: Seller, whole: WholeClaim): Promise<Uint8Array> {
  const { claim, stored, ret } = whole;
  const language = languageOf(seller.language);
  const written = writtenIn(language);
  const words = CLAIM_WORDS[written];
  const fr = written === 'fr';
  const facts: (readonly [string, string])[] = [];
  if (stored) facts.push([fr ? 'Commande' : 'Order', stored.order.channelOrderId]);
  if (claim.about.trackingNumber) facts.push([fr ? 'Colis' : 'Parcel', claim.about.trackingNumber]);
  if (ret) facts.push([fr ? 'Retour' : 'Return', ret.rma]);
  if (stored && claim.against === 'carrier') {
    const { address, name } = stored.buyer;
    facts.push([fr ? 'Destinataire' : 'Consignee', address ? `${name}, ${address.postalCode} ${address.city}` : name]);
  }
  const name = partyName(ctx, claim);
  const party = name ? ` (${name})` : '';
  return claimPackPdf({
    language,
    at: claim.openedAt,
    zone: seller.zone,
    seller: { name: seller.name, colour: seller.settings.colour },
    code: claim.code,
    against: words.against[claim.against] + party,
    why: words.why[claim.why],
    says: claim.says,
    amount: claim.amount,
    deadline: claim.deadline.dueAt,
    facts,
    // Reminders to ourselves are nobody else's business.
    history: whole.events
      .filter(({ type }) => type !== 'reminded' && type !== 'deadline_set')
      .map((event) => ({ at: event.at, says: describeClaim(event, language, seller.zone) })),
    evidence: whole.proofs.map(({ kind, says, file }, i) => ({
      title: words.evidence[kind],
      says,
      ...(file && { file: { name: packName(i, file.name), sha256: file.sha256 } }),
    })),
  });
}
/** The pack: summary, files, and a list of hashes that `sha256sum -c` checks. The same claim gives the same bytes. */
export async function claimPack(ctx: Context, seller: Seller, whole: WholeClaim): Promise<Packed> {
  const files: Packed[] = [{ name: 'summary.pdf', bytes: await claimSummary(ctx, seller, whole) }];
  for (const [i, { file }] of whole.proofs.entries()) {
    const bytes = file && (await ctx.files.get(file.sha256));
    if (file && bytes) files.push({ name: `evidence/${packName(i, file.name)}`, bytes });
  }
  return { name: `${whole.claim.code}.zip`, bytes: pack(whole.claim.openedAt, files).bytes };
}

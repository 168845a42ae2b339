/** What a buyer's page shows of a running return beside the return itself: what was found, where a complaint stands, where money goes (M18). */
import type { Context } from '../app/context.ts';
import { ibanShown } from '../app/bank-refunds.ts';
import { BUYER_VERBS, openComplaint } from '../app/contest.ts';
import { questionsAsked } from '../app/proof-words.ts';
import type { WholeReturn } from '../app/read-return.ts';
import type { Actor } from '../core/access.ts';
import { addWorkingDays, zoneOf } from '../core/calendar.ts';
import { answerClock, type Dispute, whyNotDispute } from '../core/disputes/dispute.ts';
import { builtIn, categoryOf, choiceOf, isAsked, type Question, signOf } from '../core/inspection/checklist.ts';
import { answerOf } from '../core/return/contest.ts';
import { keyOf, type Refund, type ReturnItem } from '../core/return/model.ts';
import { unsentUntil } from '../core/return/undo.ts';
import { type BankRefund, bankRefundsOfReturn, readBankAccount } from '../store/bank.ts';
import type { Tx } from '../store/db.ts';
import { disputesOfReturn, type DisputeWords, readDisputeWords } from '../store/disputes.ts';
import type { StoredFile } from '../store/thread.ts';
import type { FoundPoint, PortalBank, PortalDispute, PortalFile, PortalFinding, PortalMessage } from '../../web/portal/model.ts';

const BUYER: Actor = { kind: 'buyer' };

/** A transfer takes a day or two, a card or a marketplace up to a week: usual times, no promise. In working days. */
const USUALLY = { bank: 2, as_paid: 5 } as const;

export type Following = {
  readonly questions: (item: ReturnItem) => readonly Question[];
  readonly complaint: { readonly dispute: Dispute; readonly words: readonly DisputeWords[] } | null;
  readonly transfers: readonly BankRefund[];
  readonly account: { readonly holder: string; readonly iban: string; readonly country: string } | null;
};

/** One round trip beside the whole return; the account only where money goes by bank. */
export async function readFollowing(ctx: Context, tx: Tx, whole: WholeReturn): Promise<Following> {
  const { ret } = whole;
  const inspected = ret.items.filter(({ verdict }) => verdict !== undefined);
  const [questions, disputes, transfers] = await Promise.all([
    questionsAsked(tx, inspected),
    disputesOfReturn(tx, ret.id),
    ret.refunds.length > 0 ? bankRefundsOfReturn(tx, ret.id) : [],
  ]);
  const complaint = openComplaint(disputes) ?? disputes.find(({ kind }) => kind === 'complaint');
  const kept = transfers.length > 0 ? await readBankAccount(tx, ret.id) : null;
  const shown = kept?.iban == null ? null : ibanShown(ctx, whole.sellerId, kept.iban);
  return {
    questions,
    complaint: complaint ? { dispute: complaint, words: await readDisputeWords(tx, complaint.id) } : null,
    transfers,
    account: kept && shown && { holder: kept.holder, ...shown },
  };
}

// ── What was found ──

/** What the bench's answers mean for the buyer, with the pictures of just those answers: never a note, a report or another unit. */
export function findingOf(item: ReturnItem, questions: readonly Question[], files: readonly StoredFile[]): PortalFinding | undefined {
  if (item.verdict === undefined || item.assessment !== 'assessed') return undefined;
  const checks = item.checks ?? {};
  const asked = questions.filter((question) => isAsked(question, checks) && checks[question.key] !== undefined);
  const shown = asked.filter((question) => speaks(question, item));
  const points = shown.map((question) => pointOf(question, item));
  const keys = new Set(shown.map(({ key }) => key));
  const photos = files.filter(
    ({ kind, type, shows }) =>
      kind === 'bench' &&
      type.startsWith('image/') &&
      shows?.lineId === item.lineId &&
      (shows.unit ?? item.unit) === item.unit &&
      shows.question !== undefined &&
      keys.has(shows.question),
  );
  return {
    points,
    photos: photos.map(({ sha256, shows }) => ({ ref: sha256, point: [...keys].indexOf(shows!.question!) })),
    // The condition is news where it is held against the buyer.
    ...(item.grade !== undefined && (item.verdict === 'customer_damage' || item.given?.kept !== undefined) && { grade: item.grade }),
  };
}

/** What went wrong is said; of what is well only the figure that the complaint was about. */
function speaks(question: Question, { checks = {}, fault }: ReturnItem): boolean {
  const sign = signOf(question, checks);
  if (sign === 'fault' || sign === 'damage' || sign === 'missing' || sign === 'locked' || sign === 'unlike') return true;
  return question.kind === 'number' && sign === 'good' && fault !== undefined && (question.faults?.includes(fault) ?? false);
}

/** Questions that Retour brought have words of the portal's; a seller's own are shown as they were written. */
function pointOf(question: Question, { category, checks = {} }: ReturnItem): FoundPoint {
  const answer = checks[question.key]!;
  const chosen = choiceOf(question, checks);
  const ours = builtIn(categoryOf(category)).questions.find(({ key }) => key === question.key);
  const isOurs =
    ours !== undefined && JSON.stringify([ours.asks, choiceOf(ours, checks)?.says]) === JSON.stringify([question.asks, chosen?.says]);
  const figure = question.kind === 'number' ? { figure: `${String(answer)} ${question.unit}` } : {};
  if (isOurs) return { key: question.kind === 'number' ? question.key : `${question.key}_${String(answer)}`, ...figure };
  const says = (language: 'en' | 'fr') => `${question.asks[language]} ${chosen?.says[language] ?? figure.figure ?? String(answer)}`;
  return { own: { en: says('en'), fr: says('fr') } };
}

/** What may be agreed to or contested, and whether it was agreed to. */
export function sayOn(
  item: ReturnItem,
  complaint: Following['complaint'],
): { readonly answer?: NonNullable<ReturnType<typeof answerOf>>; readonly agreedAt?: string } {
  const answer = answerOf(item);
  if (answer === null) return {};
  const wasContested =
    complaint !== null &&
    complaint.dispute.items.some((one) => keyOf(one) === keyOf(item)) &&
    complaint.dispute.settled?.by !== 'withdrawal';
  if (item.agreed?.to === answer) return { agreedAt: item.agreed.at };
  return wasContested ? {} : { answer };
}

// ── Where a complaint stands ──

export function disputeView(ctx: Context, { dispute, words }: NonNullable<Following['complaint']>): PortalDispute {
  const clock = answerClock(dispute, ctx.holidays);
  const isOwed =
    clock.metAt === undefined && (dispute.state === 'to_answer' || (dispute.state === 'proposed' && dispute.proposal!.party === 'buyer'));
  const termsOf = ({ outcome, amount }: { outcome: 'for_buyer' | 'for_seller' | 'split'; amount?: Dispute['amount'] }) => ({
    outcome,
    amount: amount ?? dispute.amount,
  });
  const last = words.findLast(({ party, proof }) => party === 'seller' && proof === null);
  const { proposal, ruling, settled } = dispute;
  return {
    code: dispute.code,
    openedAt: dispute.openedAt,
    state: dispute.state,
    ...(isOwed && { answerBy: clock.dueAt }),
    said: words.filter(({ party, says }) => party === 'buyer' && says !== '').map(({ says, at }) => ({ says, at })),
    shown: words.filter(({ party, sha256 }) => party === 'buyer' && sha256 !== null).map(({ name }) => name!),
    ...(dispute.state === 'proposed' &&
      proposal && {
        offer: { ...termsOf(proposal), ours: proposal.party !== 'buyer', until: proposal.until, ...(last && { says: last.says }) },
      }),
    ...(ruling &&
      (dispute.state === 'ruled' || dispute.state === 'closed') && {
        ruling: {
          ...termsOf(ruling),
          ours: ruling.party === 'seller',
          until: ruling.appealUntil,
          says: words.find(({ id }) => id === ruling.wordsId)?.says ?? '',
        },
      }),
    ...(dispute.appeals > 0 && { appealed: true }),
    ...(settled && { settled: { ...termsOf(settled), by: settled.by, at: settled.at } }),
    may: BUYER_VERBS.filter((verb) => whyNotDispute(dispute, verb, BUYER) === null && isOthers(dispute, verb)),
  };
}

/** Nobody answers their own offer, and who got everything has nothing to appeal against. */
function isOthers({ proposal, ruling }: Dispute, verb: (typeof BUYER_VERBS)[number]): boolean {
  if (verb === 'agreement' || verb === 'decline') return proposal?.party !== 'buyer';
  if (verb === 'appeal') return !(ruling?.outcome === 'for_buyer' && ruling.amount === undefined);
  return true;
}

// ── Where the money goes ──

/** Where nothing goes by bank there is nothing to ask for. */
export function bankView({ transfers, account }: Pick<Following, 'transfers' | 'account'>): PortalBank | undefined {
  const newest = new Map(transfers.map((one) => [one.refund_id, one]));
  const open = [...newest.values()].filter(
    ({ state }) => state === 'needs_account' || state === 'ready' || state === 'in_file' || state === 'failed',
  );
  if (open.length === 0) return undefined;
  const has = (state: BankRefund['state']) => open.some((one) => one.state === state);
  const state = account === null ? 'wanted' : has('failed') ? 'wrong' : has('in_file') && !has('ready') ? 'sent' : 'given';
  return { state, ...(account && { account }) };
}

/** When the money usually stands on the account, once it has left. */
export function arrivalOf(ctx: Context, refund: Refund, sentAt: string | undefined, country: string, { transfers }: Following) {
  const by = transfers.some(({ refund_id, state }) => refund_id === refund.id && state !== 'withdrawn')
    ? ('bank' as const)
    : ('as_paid' as const);
  return { by, ...(sentAt !== undefined && { usually: addWorkingDays(sentAt, USUALLY[by], ctx.holidays(country), zoneOf(country)) }) };
}

// ── What was sent along ──

/** Files of the words that the buyer may read, by message. */
export function filesByMessage(files: readonly StoredFile[]): ReadonlyMap<string, readonly PortalFile[]> {
  const found = new Map<string, PortalFile[]>();
  for (const { id, name, type, size, message_id } of files)
    if (message_id != null) found.set(message_id, [...(found.get(message_id) ?? []), { id, name, type, size: Number(size) }]);
  return found;
}

/** The conversation as the buyer reads it: no notes, and nothing that may still be taken back. */
export function messagesOf({ ret, buyer, thread, files }: WholeReturn, now: string): PortalMessage[] {
  const along = filesByMessage(files);
  return thread
    .filter((message) => message.direction !== 'note' && unsentUntil(ret, message.id, now) === undefined)
    .map((message) => ({
      at: message.at,
      from: message.direction === 'in' ? 'buyer' : 'seller',
      author: message.author === 'buyer' ? buyer.name : message.author,
      body: message.body,
      ...(message.language && message.language !== 'und' && { language: message.language }),
      ...(along.has(message.id) && { files: along.get(message.id)! }),
    }));
}

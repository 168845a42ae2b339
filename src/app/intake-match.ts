/**
 * What a mail is about, and whether that is sure (M12). Pure. Sure is: an answer to a mail of ours (whose name nobody can guess); a number of ours
 * together with the address of that order's buyer; that buyer's address alone, where it means one thing only; a marketplace's notice of a known
 * order. Everything else is proposed to a person, each proposal with its why. A From alone opens nobody else's case and reveals nothing.
 */
import type { MailFacts } from '../channels/email/facts.ts';
import type { OrderLine, Reason } from '../core/return/model.ts';
import type { Candidate, MailPlan, Why } from '../store/intake.ts';

/** Why a mail waits for a person; the console has the words. */
export const BECAUSES = [
  'unreadable',
  'cut_off',
  'bounce_of_nothing',
  'auto_reply',
  'spam',
  'nothing_known',
  'not_the_buyer',
  'not_authenticated',
  'several',
  'which_item',
  'no_reason',
  'not_a_request',
  'not_shipped',
  'refused',
  'broke',
  'opened_again',
  'partner_unproven',
  'partner_no_table',
  'lines_refused',
  'withdrawal',
] as const;
export type Because = (typeof BECAUSES)[number];

export type Proposal = {
  readonly why: Why;
  /** The mail was written from the address of that order's buyer, or says so. */
  readonly fromBuyer: boolean;
  readonly does: 'message' | 'open';
  readonly returnId: string | null;
  readonly rma: string | null;
  readonly status: string | null;
  readonly open: boolean;
  readonly orderId: string;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly placedAt: string;
  readonly buyerName: string;
  readonly buyerEmail: string;
  /** The line that is meant; null where a person has to say. */
  readonly lineId: string | null;
  readonly lines: readonly { readonly id: string; readonly title: string; readonly sku: string; readonly quantity: number }[];
};

/** One for each return and order, by its strongest why: what the buyer's own address confirms comes first. */
export function proposalsOf(facts: MailFacts, candidates: readonly Candidate[]): readonly Proposal[] {
  const seen = new Set<string>();
  const proposals = candidates.flatMap((one): Proposal[] => {
    const key = one.return_id ?? one.order_id;
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        why: one.why,
        fromBuyer: isBuyer(facts, one),
        does: one.return_id !== null && (one.open || one.why === 'reference' || one.why === 'rma') ? 'message' : 'open',
        returnId: one.return_id,
        rma: one.rma,
        status: one.status,
        open: one.open,
        orderId: one.order_id,
        channel: one.channel,
        channelOrderId: one.channel_order_id,
        placedAt: one.placed_at,
        buyerName: one.buyer_name,
        buyerEmail: one.buyer_email,
        lineId: lineOf(one.lines, [one]),
        lines: one.lines.map(({ id, title, sku, quantity }) => ({ id, title, sku, quantity })),
      },
    ];
  });
  return proposals.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_PROPOSALS);
}

const MOST_PROPOSALS = 9;
const ORDER: readonly Why[] = ['reference', 'rma', 'order', 'imei', 'sender'];
const rank = ({ why, fromBuyer, open }: Proposal): number => ORDER.indexOf(why) * 4 + (fromBuyer ? 0 : 2) + (open ? 0 : 1);

const isBuyer = ({ sender }: MailFacts, { buyer_email }: Candidate): boolean =>
  sender !== null && buyer_email !== '' && sender.email.toLowerCase() === buyer_email.toLowerCase();

export type Verdict = { readonly plan: MailPlan } | { readonly because: Because };

/** What is done with a mail, or why a person has to look at it. */
export function decideMail(facts: MailFacts, candidates: readonly Candidate[]): Verdict {
  const referred = returnsIn(candidates.filter(({ why }) => why === 'reference'));
  if (facts.kind === 'bounce') return ofBounce(facts, referred);
  if (facts.kind === 'auto_reply') return referred[0] ? { plan: { do: 'note', returnId: referred[0] } } : { because: 'auto_reply' };
  if (referred[0]) return referred.length === 1 ? { plan: { do: 'message', returnId: referred[0] } } : { because: 'several' };
  if (facts.authentication === 'fail') return { because: candidates.length > 0 ? 'not_authenticated' : unknown(facts) };
  const fromMarketplace = facts.notice !== null && facts.notice.family !== 'form';
  return fromMarketplace ? ofNotice(facts, candidates) : ofBuyer(facts, candidates);
}

/** Only of a mail of ours: whoever says "this address does not exist" would else silence somebody. A delay is worth a note. */
function ofBounce({ report }: MailFacts, referred: readonly string[]): Verdict {
  const [returnId] = referred;
  if (returnId === undefined || report === null) return { because: 'bounce_of_nothing' };
  return report.action === 'failed' ? { plan: { do: 'bounce', returnId } } : { plan: { do: 'note', returnId } };
}

/** A marketplace tells of a return, or of what a buyer said there. The order must be one of a channel that it speaks for. */
function ofNotice(facts: MailFacts, candidates: readonly Candidate[]): Verdict {
  const { channels, about } = facts.notice!;
  const theirs = candidates.filter(
    ({ why, channel_kind }) => why !== 'sender' && (channels.length === 0 || channels.includes(channel_kind)),
  );
  if (theirs.length === 0) return { because: 'nothing_known' };
  const orders = ordersIn(theirs);
  if (orders.length > 1) return { because: 'several' };
  const known = returnsIn(theirs.filter(({ why }) => why === 'rma'));
  const open = returnsIn(theirs.filter((one) => one.open));
  const [returnId] = known.length > 0 ? known : open;
  if (returnId !== undefined) {
    if (known.length > 1 || (known.length === 0 && open.length > 1)) return { because: 'several' };
    // News of the marketplace are no words of the buyer.
    return { plan: { do: about === 'other' ? 'note' : 'message', returnId } };
  }
  return about === 'request' ? openFor(facts, theirs) : { because: 'not_a_request' };
}

/** Somebody writes, or filled in a form: sure only where the address is that of the order's buyer. */
function ofBuyer(facts: MailFacts, candidates: readonly Candidate[]): Verdict {
  const own = candidates.filter((one) => isBuyer(facts, one));
  const named = own.filter(({ why }) => why !== 'sender');
  const byRma = returnsIn(named.filter(({ why }) => why === 'rma'));
  if (byRma.length > 0) return byRma.length === 1 ? { plan: { do: 'message', returnId: byRma[0]! } } : { because: 'several' };
  if (named.length === 0 && candidates.some(({ why }) => why !== 'sender')) return { because: 'not_the_buyer' };
  const meant = named.length > 0 ? named : own;
  if (meant.length === 0) return { because: unknown(facts) };
  const open = returnsIn(meant.filter((one) => one.open));
  if (open.length === 1) return { plan: { do: 'message', returnId: open[0]! } };
  if (open.length > 1 || ordersIn(meant).length > 1) return { because: 'several' };
  if (facts.kind === 'spam') return { because: 'spam' };
  if (!isRequest(facts)) return { because: facts.asks ? 'no_reason' : 'not_a_request' };
  return openFor(facts, meant);
}

const unknown = (facts: MailFacts): Because => (facts.kind === 'spam' ? 'spam' : 'nothing_known');

/** A parcel that did not come is no return yet (M23): somebody looks for it first. A change of mind has to be said, not guessed. */
const LOOK_FIRST: readonly Reason[] = ['not_received', 'arrived_late'];
const isRequest = ({ reason, asks }: MailFacts): boolean =>
  reason !== null && !LOOK_FIRST.includes(reason.reason) && (asks || reason.reason !== 'changed_mind');

function openFor(facts: MailFacts, meant: readonly Candidate[]): Verdict {
  const [order] = meant;
  if (facts.reason === null) return { because: 'no_reason' };
  if (order!.shipped_at === null) return { because: 'not_shipped' };
  const lineId = lineOf(order!.lines, meant);
  if (lineId === null) return { because: 'which_item' };
  const { reason, fault } = facts.reason;
  return {
    plan: {
      do: 'open',
      channel: order!.channel,
      channelOrderId: order!.channel_order_id,
      // Not the number of the case: what we say goes there, and a forged notice would choose who reads it. The channel itself tells it.
      items: [{ lineId, reason, ...(fault && { fault }), ...(facts.wants && { wants: facts.wants }) }],
    },
  };
}

/** The line that an IMEI names; else the only one that is no accessory of another. */
function lineOf(lines: readonly OrderLine[], hits: readonly Candidate[]): string | null {
  const named = [...new Set(hits.flatMap(({ line_id }) => line_id ?? []))];
  if (named.length > 0) return named.length === 1 ? named[0]! : null;
  const whole = lines.filter(({ accessoryOf }) => accessoryOf === undefined);
  return whole.length === 1 ? whole[0]!.id : lines.length === 1 ? lines[0]!.id : null;
}

const returnsIn = (found: readonly Candidate[]): readonly string[] => [...new Set(found.flatMap(({ return_id }) => return_id ?? []))];
const ordersIn = (found: readonly Candidate[]): readonly string[] => [...new Set(found.map(({ order_id }) => order_id))];

/** The first paper of a dispute's pack (M35): what it is about, what happened, what each side said, and the proofs with the hash of each file. */
import type { Language } from '../core/access.ts';
import type { Dispute, DisputeReason, Party } from '../core/disputes/dispute.ts';
import type { ProofKind } from '../core/disputes/evidence.ts';
import { spokenDate, spokenMoney } from '../core/spoken.ts';
import { writtenIn } from '../core/return/words.ts';
import { A4, INK, mm, type Pen, pdf, put, QUIET_INK, rule } from './page.ts';

export type DisputePackData = {
  readonly language: Language;
  readonly at: string;
  readonly zone: string;
  readonly seller: { readonly name: string; readonly colour: string };
  readonly dispute: Dispute;
  readonly order: string;
  readonly buyer: string;
  readonly rma: string;
  readonly history: readonly { readonly at: string; readonly says: string }[];
  readonly words: readonly { readonly at: string; readonly party: Party; readonly says: string }[];
  readonly evidence: readonly {
    readonly kind: ProofKind;
    readonly says: string;
    readonly file?: { readonly name: string; readonly sha256: string };
  }[];
};

type Words = {
  readonly title: string;
  readonly facts: Readonly<Record<'reason' | 'amount' | 'order' | 'return' | 'buyer' | 'reference' | 'opened', string>>;
  readonly history: string;
  readonly said: string;
  readonly evidence: string;
  readonly reason: Readonly<Record<DisputeReason, string>>;
  readonly party: Readonly<Record<Party, string>>;
  readonly proof: Readonly<Record<ProofKind, string>>;
};

const WORDS: Readonly<Record<'en' | 'fr', Words>> = {
  en: {
    title: 'Dispute',
    facts: {
      reason: 'About',
      amount: 'Amount',
      order: 'Order',
      return: 'Return',
      buyer: 'Buyer',
      reference: 'Your case number',
      opened: 'Opened on',
    },
    history: 'What happened',
    said: 'What was said',
    evidence: 'Evidence',
    reason: {
      not_received: 'Goods not received',
      not_as_described: 'Goods not as described',
      defective: 'Goods defective',
      counterfeit: 'Goods said to be counterfeit',
      refusal: 'Return refused',
      deduction: 'Deduction from the refund',
      refund_missing: 'Refund not received',
      fraud: 'Payment not authorised',
      duplicate: 'Paid twice',
      other: 'Another reason',
    },
    party: { buyer: 'Buyer', seller: 'Seller', marketplace: 'Marketplace', bank: 'Bank' },
    proof: {
      order: 'The order',
      shipping: 'Proof of shipping',
      delivery: 'Proof of delivery',
      identity_sold: 'Device number as sold',
      identity_back: 'Device number as it came back',
      return_tracking: 'The way back',
      inspection: 'Inspection',
      photos_bench: 'Photo of the inspection',
      photos_buyer: 'Photo of the buyer',
      decision: 'Our decision and its reasons',
      conversation: 'Conversation',
      refund: 'Refund paid',
      statement: 'Statement',
      other: 'Other',
    },
  },
  fr: {
    title: 'Litige',
    facts: {
      reason: 'Objet',
      amount: 'Montant',
      order: 'Commande',
      return: 'Retour',
      buyer: 'Client',
      reference: 'Votre numéro de dossier',
      opened: 'Ouvert le',
    },
    history: 'Ce qui s’est passé',
    said: 'Ce qui a été dit',
    evidence: 'Preuves',
    reason: {
      not_received: 'Article non reçu',
      not_as_described: 'Article non conforme à la description',
      defective: 'Article défectueux',
      counterfeit: 'Article présumé contrefait',
      refusal: 'Retour refusé',
      deduction: 'Retenue sur le remboursement',
      refund_missing: 'Remboursement non reçu',
      fraud: 'Paiement non autorisé',
      duplicate: 'Payé deux fois',
      other: 'Autre motif',
    },
    party: { buyer: 'Client', seller: 'Vendeur', marketplace: 'Place de marché', bank: 'Banque' },
    proof: {
      order: 'La commande',
      shipping: 'Preuve d’expédition',
      delivery: 'Preuve de livraison',
      identity_sold: 'Numéro de l’appareil vendu',
      identity_back: 'Numéro de l’appareil revenu',
      return_tracking: 'Le trajet de retour',
      inspection: 'Contrôle',
      photos_bench: 'Photo du contrôle',
      photos_buyer: 'Photo du client',
      decision: 'Notre décision et ses motifs',
      conversation: 'Conversation',
      refund: 'Remboursement effectué',
      statement: 'Déclaration',
      other: 'Autre',
    },
  },
};

const LEFT = mm(18);
const WIDTH = A4.width - 2 * LEFT;
const TOP = mm(18);
const BOTTOM = A4.height - mm(18);

export function disputePackPdf(data: DisputePackData): Promise<Uint8Array> {
  const words = WORDS[writtenIn(data.language)];
  const { dispute } = data;
  const about = { title: `${words.title} ${dispute.code}`, author: data.seller.name, language: data.language, at: data.at, ...A4 };
  const date = (at: string) => spokenDate(at, data.language, data.zone);
  return pdf(about, (pen) => {
    const colour = /^#[0-9a-f]{6}$/i.test(data.seller.colour) ? data.seller.colour : INK;
    pen.rect(0, 0, A4.width, 5).fill(colour);
    put(pen, data.seller.name, LEFT, 34, WIDTH, { size: 10, weight: 'bold', colour, lines: 1 });
    put(pen, `${words.title} ${dispute.code}`, LEFT, 48, WIDTH, { size: 24, weight: 'bold', lines: 1 });
    let y = 90;
    const pair = (name: string, value: string, weight: 'plain' | 'bold' = 'plain') => {
      y = room(pen, y, 24);
      put(pen, name, LEFT, y + 0.7, 130, { size: 9, colour: QUIET_INK, lines: 1 });
      y = put(pen, value, LEFT + 136, y, WIDTH - 136, { size: 10, weight }) + 4;
    };
    const heading = (title: string) => {
      y = room(pen, y + 12, 60);
      rule(pen, LEFT, y, WIDTH);
      y = put(pen, title, LEFT, y + 10, WIDTH, { size: 13, weight: 'bold', lines: 1 }) + 6;
    };
    if (dispute.reference !== undefined) pair(words.facts.reference, dispute.reference, 'bold');
    pair(words.facts.reason, words.reason[dispute.reason], 'bold');
    pair(words.facts.amount, spokenMoney(dispute.amount, data.language), 'bold');
    pair(words.facts.order, data.order);
    pair(words.facts.return, data.rma);
    pair(words.facts.buyer, data.buyer);
    pair(words.facts.opened, date(dispute.openedAt));
    heading(words.history);
    for (const { at, says } of data.history) pair(date(at), says);
    if (data.words.length > 0) heading(words.said);
    for (const { at, party, says } of data.words) pair(`${date(at)}, ${words.party[party]}`, says);
    heading(words.evidence);
    for (const { kind, says, file } of data.evidence) {
      y = room(pen, y, 44);
      y = put(pen, words.proof[kind], LEFT, y, WIDTH, { size: 10.5, weight: 'bold' }) + 1;
      if (says) y = put(pen, says, LEFT, y, WIDTH, { size: 10 }) + 1;
      if (file) y = put(pen, `${file.name} · SHA-256 ${file.sha256}`, LEFT, y, WIDTH, { size: 7.5, colour: QUIET_INK, lines: 1 }) + 1;
      y += 6;
    }
  });
}

/** The same place, or the top of a new page where so much does not fit. */
function room(pen: Pen, y: number, needed: number): number {
  if (y + needed <= BOTTOM) return y;
  pen.addPage({ size: [A4.width, A4.height], margin: 0 });
  return TOP;
}

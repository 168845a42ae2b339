/** The first paper of a dispute's pack (M35): what it is about, what happened, what each side said, and the proofs with the hash of each file. */
import type { Language } from '../core/access.ts';
import type { Dispute, DisputeReason, Party } from '../core/disputes/dispute.ts';
import type { ProofKind } from '../core/disputes/evidence.ts';
import { spokenMoney } from '../core/spoken.ts';
import { writtenIn } from '../core/return/words.ts';
import { packPdf } from './pack.ts';

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

export function disputePackPdf(data: DisputePackData): Promise<Uint8Array> {
  const words = WORDS[writtenIn(data.language)];
  const { dispute } = data;
  return packPdf({ ...data, title: `${words.title} ${dispute.code}` }, (sheet) => {
    if (dispute.reference !== undefined) sheet.fact(words.facts.reference, dispute.reference, 'bold');
    sheet.fact(words.facts.reason, words.reason[dispute.reason], 'bold');
    sheet.fact(words.facts.amount, spokenMoney(dispute.amount, data.language), 'bold');
    sheet.fact(words.facts.order, data.order);
    sheet.fact(words.facts.return, data.rma);
    sheet.fact(words.facts.buyer, data.buyer);
    sheet.fact(words.facts.opened, sheet.date(dispute.openedAt));
    sheet.heading(words.history);
    for (const { at, says } of data.history) sheet.fact(sheet.date(at), says);
    if (data.words.length > 0) sheet.heading(words.said);
    for (const { at, party, says } of data.words) sheet.fact(`${sheet.date(at)}, ${words.party[party]}`, says);
    sheet.heading(words.evidence);
    for (const { kind, says, file } of data.evidence) sheet.proof({ title: words.proof[kind], says, ...(file && { file }) });
  });
}

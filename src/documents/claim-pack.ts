/** The first paper of a claim's evidence pack (M34): who asks whom for what, why, and what proves it, with the hash of each file beside. */
import type { Language } from '../core/access.ts';
import { writtenIn } from '../core/return/words.ts';
import { spokenMoney } from '../core/spoken.ts';
import type { Money } from '../core/money.ts';
import { packPdf, type PackProof } from './pack.ts';

export type ClaimPackData = {
  readonly language: Language;
  readonly at: string;
  readonly zone: string;
  readonly seller: { readonly name: string; readonly colour?: string };
  readonly code: string;
  /** Already words: the other side, and what it is about. */
  readonly against: string;
  readonly why: string;
  readonly says: string;
  readonly amount: Money;
  readonly deadline: string;
  /** Order, parcel, item …: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What happened, oldest first. */
  readonly history: readonly { readonly at: string; readonly says: string }[];
  readonly evidence: readonly PackProof[];
};

const WORDS = {
  en: {
    title: 'Claim',
    against: 'Against',
    why: 'Because of',
    amount: 'Amount',
    deadline: 'To be submitted by',
    history: 'What happened',
    evidence: 'Evidence',
    none: 'None yet.',
  },
  fr: {
    title: 'Réclamation',
    against: 'Contre',
    why: 'Motif',
    amount: 'Montant',
    deadline: 'À envoyer avant le',
    history: 'Ce qui s’est passé',
    evidence: 'Preuves',
    none: 'Aucune pour l’instant.',
  },
} as const;

export function claimPackPdf(data: ClaimPackData): Promise<Uint8Array> {
  const words = WORDS[writtenIn(data.language)];
  return packPdf({ ...data, title: `${words.title} ${data.code}` }, (sheet) => {
    sheet.fact(words.against, data.against, 'bold');
    sheet.fact(words.why, data.why, 'bold');
    sheet.fact(words.amount, spokenMoney(data.amount, data.language), 'bold');
    sheet.fact(words.deadline, sheet.date(data.deadline), 'bold');
    for (const [name, value] of data.facts) sheet.fact(name, value, 'bold');
    if (data.says) sheet.paragraph(data.says);
    sheet.heading(words.history);
    for (const { at, says } of data.history) sheet.fact(sheet.date(at), says);
    sheet.heading(words.evidence);
    if (data.evidence.length === 0) sheet.quiet(words.none);
    for (const proof of data.evidence) sheet.proof(proof);
  });
}

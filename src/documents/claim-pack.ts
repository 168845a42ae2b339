/** The first paper of a claim's evidence pack (M34): who asks whom for what, why, and what proves it, with the hash of each file beside. */
import type { Language } from '../core/access.ts';
import { writtenIn } from '../core/return/words.ts';
import { spokenDate, spokenMoney } from '../core/spoken.ts';
import type { Money } from '../core/money.ts';
import { A4, INK, mm, type Pen, pdf, put, QUIET_INK, rule } from './page.ts';

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
  readonly evidence: readonly {
    readonly title: string;
    readonly says: string;
    readonly file?: { readonly name: string; readonly sha256: string };
  }[];
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
    page: 'page',
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
    page: 'page',
  },
} as const;

const LEFT = mm(18);
const WIDTH = A4.width - 2 * LEFT;
const BOTTOM = A4.height - mm(18);

export function claimPackPdf(data: ClaimPackData): Promise<Uint8Array> {
  const words = WORDS[writtenIn(data.language)];
  const about = { title: `${words.title} ${data.code}`, author: data.seller.name, language: data.language, at: data.at, ...A4 };
  return pdf(about, (pen) => {
    const colour = /^#[0-9a-f]{6}$/i.test(data.seller.colour ?? '') ? data.seller.colour! : INK;
    pen.rect(0, 0, A4.width, 5).fill(colour);
    put(pen, data.seller.name, LEFT, 34, WIDTH, { size: 10, weight: 'bold', colour, lines: 1 });
    put(pen, `${words.title} ${data.code}`, LEFT, 48, WIDTH, { size: 24, weight: 'bold', lines: 1 });
    let y = 90;
    const facts = [
      [words.against, data.against],
      [words.why, data.why],
      [words.amount, spokenMoney(data.amount, data.language)],
      [words.deadline, spokenDate(data.deadline, data.language, data.zone)],
      ...data.facts,
    ] as const;
    for (const [name, value] of facts) {
      y = room(pen, y, 20);
      put(pen, name, LEFT, y + 0.7, 130, { size: 9, colour: QUIET_INK, lines: 1 });
      y = put(pen, value, LEFT + 136, y, WIDTH - 136, { size: 10, weight: 'bold' }) + 4;
    }
    if (data.says) y = put(pen, data.says, LEFT, room(pen, y + 8, 40), WIDTH, { size: 10.5 }) + 8;
    y = heading(pen, words.history, y);
    for (const { at, says } of data.history) {
      y = room(pen, y, 24);
      put(pen, spokenDate(at, data.language, data.zone), LEFT, y + 0.5, 130, { size: 9, colour: QUIET_INK, lines: 1 });
      y = put(pen, says, LEFT + 136, y, WIDTH - 136, { size: 10 }) + 4;
    }
    y = heading(pen, words.evidence, y);
    if (data.evidence.length === 0) put(pen, words.none, LEFT, y, WIDTH, { size: 10, colour: QUIET_INK });
    for (const { title, says, file } of data.evidence) {
      y = room(pen, y, 44);
      y = put(pen, title, LEFT, y, WIDTH, { size: 10.5, weight: 'bold' }) + 1;
      if (says) y = put(pen, says, LEFT, y, WIDTH, { size: 10 }) + 1;
      if (file) y = put(pen, `${file.name} · SHA-256 ${file.sha256}`, LEFT, y, WIDTH, { size: 7.5, colour: QUIET_INK, lines: 1 }) + 1;
      y += 6;
    }
  });
}

function heading(pen: Pen, title: string, from: number): number {
  const y = room(pen, from + 12, 60);
  rule(pen, LEFT, y, WIDTH);
  return put(pen, title, LEFT, y + 10, WIDTH, { size: 13, weight: 'bold', lines: 1 }) + 6;
}

/** The same place, or the top of a new page where so much does not fit. */
function room(pen: Pen, y: number, needed: number): number {
  if (y + needed <= BOTTOM) return y;
  pen.addPage({ size: [A4.width, A4.height], margin: 0 });
  return mm(18);
}

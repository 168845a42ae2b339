/** The first paper of an evidence pack, whoever it is for (M34, M35): a head, facts in two columns, and the proofs with the hash of each file. */
import type { Language } from '../core/access.ts';
import { spokenDate } from '../core/spoken.ts';
import { A4, INK, mm, pdf, put, QUIET_INK, rule } from './page.ts';

export type PackHead = {
  readonly title: string;
  readonly language: Language;
  /** ISO 8601 instant at which it was drawn. */
  readonly at: string;
  /** Days are told as the seller's clock has them. */
  readonly zone: string;
  readonly seller: { readonly name: string; readonly colour?: string };
};

export type PackProof = {
  readonly title: string;
  readonly says: string;
  readonly file?: { readonly name: string; readonly sha256: string };
};

/** What a paper is written with, from the top down; a new page begins where something does not fit. */
export type PackSheet = {
  readonly date: (at: string) => string;
  readonly heading: (title: string) => void;
  readonly fact: (name: string, value: string, weight?: 'plain' | 'bold') => void;
  readonly paragraph: (says: string) => void;
  readonly proof: (proof: PackProof) => void;
  readonly quiet: (says: string) => void;
};

const SIDE = mm(18);
const WIDTH = A4.width - 2 * SIDE;
const BOTTOM = A4.height - SIDE;
/** Width of the left column and the gap beside it, in points. */
const NAMES = 130;
const VALUES = SIDE + NAMES + 6;

export function packPdf(head: PackHead, write: (sheet: PackSheet) => void): Promise<Uint8Array> {
  const { title, seller, language, at, zone } = head;
  return pdf({ title, author: seller.name, language, at, ...A4 }, (pen) => {
    const colour = /^#[0-9a-f]{6}$/i.test(seller.colour ?? '') ? seller.colour! : INK;
    pen.rect(0, 0, A4.width, 5).fill(colour);
    put(pen, seller.name, SIDE, 34, WIDTH, { size: 10, weight: 'bold', colour, lines: 1 });
    put(pen, title, SIDE, 48, WIDTH, { size: 24, weight: 'bold', lines: 1 });
    let y = 90;
    /** As much room as it needs, here or at the top of the next page. */
    const room = (needed: number): void => {
      if (y + needed <= BOTTOM) return;
      pen.addPage({ size: [A4.width, A4.height], margin: 0 });
      y = SIDE;
    };
    const date = (instant: string) => spokenDate(instant, language, zone);
    write({
      date,
      heading: (words) => {
        y += 12;
        room(60);
        rule(pen, SIDE, y, WIDTH);
        y = put(pen, words, SIDE, y + 10, WIDTH, { size: 13, weight: 'bold', lines: 1 }) + 6;
      },
      fact: (name, value, weight = 'plain') => {
        room(24);
        const below = put(pen, name, SIDE, y + 0.7, NAMES, { size: 9, colour: QUIET_INK });
        y = Math.max(below, put(pen, value, VALUES, y, WIDTH - (VALUES - SIDE), { size: 10, weight })) + 4;
      },
      paragraph: (says) => {
        y += 8;
        room(40);
        y = put(pen, says, SIDE, y, WIDTH, { size: 10.5 }) + 8;
      },
      proof: ({ title: name, says, file }) => {
        room(44);
        y = put(pen, name, SIDE, y, WIDTH, { size: 10.5, weight: 'bold' }) + 1;
        if (says) y = put(pen, says, SIDE, y, WIDTH, { size: 10 }) + 1;
        if (file) y = put(pen, `${file.name} · SHA-256 ${file.sha256}`, SIDE, y, WIDTH, { size: 7.5, colour: QUIET_INK, lines: 1 }) + 1;
        y += 6;
      },
      quiet: (says) => {
        y = put(pen, says, SIDE, y, WIDTH, { size: 10, colour: QUIET_INK });
      },
    });
  });
}

/**
 * The letter when something went wrong (M19): regret for what it was, what happens next and by when, where to look, and what is given on top. A
 * colleague reads it before it goes and may change every word.
 */
import type { Gesture } from '../../core/aftercare/gestures.ts';
import type { Cause } from '../../core/aftercare/lateness.ts';
import type { Language } from '../../core/access.ts';
import { spokenDate, spokenMoney } from '../../core/spoken.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';

/** A day that somebody answers for: the carrier by its own news, or we by what we promise. */
export type NewDate = { readonly at: string; readonly source: 'carrier' | 'terms'; readonly of: 'arrival' | 'answer' };

export type MakingGoodFacts = {
  readonly cause: Cause;
  readonly buyer: string;
  readonly seller: string;
  readonly item: string;
  /** The order's number; the return's where it is about one. */
  readonly number: string;
  readonly onReturn: boolean;
  /** What was promised has come meanwhile. */
  readonly over: boolean;
  readonly newDate: NewDate | null;
  /** By when we write again, where no day is known. */
  readonly againAt: string | null;
  readonly trackingUrl: string | null;
  readonly gesture: Gesture;
  /** Of the voucher; a preview has none yet. */
  readonly code?: string;
  readonly zone: string;
};

export type MakingGoodWords = {
  readonly subject: (f: MakingGoodFacts) => string;
  readonly greeting: (buyer: string) => string;
  readonly regret: Readonly<Record<Cause, (f: MakingGoodFacts) => string>>;
  /** Where nothing is left to happen, nothing is said. */
  readonly next: Readonly<Partial<Record<Cause, (f: MakingGoodFacts) => string>>>;
  readonly arrivesBy: Readonly<Record<NewDate['source'], (date: string) => string>>;
  readonly answerBy: (date: string) => string;
  readonly again: (date: string) => string;
  readonly track: (url: string) => string;
  readonly refund: (amount: string) => string;
  readonly voucher: (amount: string, code: string) => string;
  readonly warranty: (months: number, item: string) => string;
  /** A gesture comes on top of the law, never instead of it. */
  readonly rights: string;
  readonly close: (seller: string) => string;
};

const WORDS: Readonly<Record<Language, MakingGoodWords>> = { en, fr, de, es, it };

/** Stands where the code will: it is taken out of the pool only when the letter is sent. */
export const CODE_PLACE = '{{code}}';

export function makingGoodLetter(f: MakingGoodFacts, language: Language): { readonly subject: string; readonly body: string } {
  const words = WORDS[language];
  const date = (at: string) => spokenDate(at, language, f.zone);
  const dated = f.newDate
    ? f.newDate.of === 'arrival'
      ? words.arrivesBy[f.newDate.source](date(f.newDate.at))
      : words.answerBy(date(f.newDate.at))
    : f.againAt && words.again(date(f.againAt));
  const { gesture } = f;
  const given =
    gesture.kind === 'partial_refund'
      ? words.refund(spokenMoney(gesture.amount, language))
      : gesture.kind === 'voucher'
        ? words.voucher(spokenMoney(gesture.amount, language), f.code ?? CODE_PLACE)
        : gesture.kind === 'warranty_extension'
          ? words.warranty(gesture.months, f.item)
          : null;
  const next = f.over ? undefined : words.next[f.cause];
  const paragraphs = [
    words.greeting(f.buyer),
    words.regret[f.cause](f),
    [next?.(f), dated].filter(Boolean).join(' '),
    f.trackingUrl && words.track(f.trackingUrl),
    given && `${given} ${words.rights}`,
    words.close(f.seller),
  ];
  return { subject: words.subject(f), body: paragraphs.filter(Boolean).join('\n\n') };
}

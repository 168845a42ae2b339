/** A notice before it has a form: what it says, in order. `render.ts` makes mail and thread out of it. */
import type { Language } from '../core/access.ts';
import type { Money } from '../core/money.ts';
import { spokenDate, spokenMoney } from '../core/spoken.ts';
import type { Instructions } from '../core/policy/instructions.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { FactsOf, PostalAddress } from './facts.ts';

export type Link = { readonly says: string; readonly url: string };

export type Block =
  | string
  | { readonly list: readonly string[]; readonly title?: string }
  | { readonly steps: readonly string[]; readonly title?: string }
  | { readonly address: PostalAddress; readonly title: string }
  /** A person's own words, line breaks kept. */
  | { readonly words: string }
  | { readonly link: Link }
  /** One tap each, in order: the letter's only thing to do. */
  | { readonly scale: readonly (Link & { readonly score: number })[] }
  /** The letter's action belongs here; without a place of its own it comes last. */
  | { readonly action: true };

export type Letter = {
  readonly subject: string;
  /** Large, in the mail only: the news in a few words. */
  readonly headline: string;
  readonly blocks: readonly Block[];
  /** The one thing to do; without it the mail's button leads to the progress page. */
  readonly action?: Link;
  /** A person's own words: they bring their own greeting and name, and go into the thread as they are. */
  readonly personal?: true;
};

/** The letters of one language, and the words around them. */
export type Letters = {
  readonly [K in NoticeKind]: (facts: FactsOf<K>, say: Say) => Letter;
};
export type Frame = {
  /** What stands between a title and its list: French sets a blank before it. */
  readonly colon: string;
  readonly greeting: (name: string) => string;
  readonly signature: (seller: string) => string;
  readonly returnCode: string;
  /** Beside the name of a paper that comes along as a file: only return notices stand in a channel's conversation. */
  readonly attached?: string;
  readonly follow: string;
  /** Leads to where the buyer chooses which of the mails to get; only return notices have one. */
  readonly preferences?: string;
  readonly footer: (seller: string) => string;
};

/** How the language says dates, amounts and things. */
export type Say = {
  readonly date: (instant: string) => string;
  readonly money: (amount: Money) => string;
};
export const sayIn = (language: Language, zone: string): Say => ({
  date: (instant) => spokenDate(instant, language, zone),
  money: (amount) => spokenMoney(amount, language),
});

/** Blocks with the absent ones left out, so that a letter reads as it is written. */
export const blocks = (...given: readonly (Block | false | undefined)[]): Block[] =>
  given.filter((block): block is Block => block !== undefined && block !== false && block !== '');

/** What it is about, by its names alone. */
export const titlesOf = ({ items }: { readonly items: readonly { readonly title: string }[] }): string =>
  items.map(({ title }) => title).join(', ');

/** Five links with their words, from the worst to the best. */
export const scaleOf = (
  { answers }: { readonly answers: readonly { readonly score: number; readonly url: string }[] },
  says: readonly string[],
): Block => ({ scale: answers.map(({ score, url }, i) => ({ score, url, says: says[i] ?? String(score) })) });

/** A titled list, or nothing where there is nothing to list. */
export const listed = (title: string, list: readonly string[] | undefined): Block | false =>
  list !== undefined && list.length > 0 && { title, list };

/** What every parcel needs, in the language's own lines, by the part that a policy may speak about. */
export type General = Readonly<Record<'device' | 'packaging' | 'documents', readonly string[]>>;
/** What to do before sending: where the policy has words of its own on a part, they are the ones. */
export const beforeSending = (general: General, told: Instructions = {}): readonly string[] => [
  ...(told.device ?? general.device),
  ...(told.along ?? []),
  ...(told.packaging ?? general.packaging),
  ...(told.documents ?? general.documents),
];

/** A notice to a buyer (M16), in the forms that it travels in. Pure: the same facts give the same words. */
import type { Language } from '../core/access.ts';
import type { FactsOf, NoticeKind } from './facts.ts';
import { type Frame, type Letters, sayIn } from './letter.ts';
import { en, enFrame } from './letters/en.ts';
import { fr, frFrame } from './letters/fr.ts';
import { htmlOf, subjectOf, textOf, threadOf } from './render.ts';

export type Notice = {
  readonly subject: string;
  /** The mail's plain part. */
  readonly text: string;
  readonly html: string;
  /**
   * For the channel's own conversation: no subject, no signature block, and no link but the ones that the buyer cannot do
   * without (label, slip), since marketplaces do not want their buyers led away.
   */
  readonly thread: string;
  /** What it is really written in: English where we have no words of `language` yet. Channels may hold back a wrong one (M17). */
  readonly language: Language;
};

const WRITTEN: Partial<Record<Language, { readonly letters: Letters; readonly frame: Frame }>> = {
  en: { letters: en, frame: enFrame },
  fr: { letters: fr, frame: frFrame },
};

export function notice<K extends NoticeKind>(kind: K, facts: FactsOf<K>, language: Language): Notice {
  const written: Language = WRITTEN[language] ? language : 'en';
  const { letters, frame } = WRITTEN[written]!;
  const letter = letters[kind](facts, sayIn(written, facts.zone));
  const draft = { letter, frame, facts, language: written };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft), thread: threadOf(draft), language: written };
}

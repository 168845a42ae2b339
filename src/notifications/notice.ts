/** A notice to a buyer (M16), in the forms that it travels in. Pure: the same facts give the same words. */
import type { Language } from '../core/access.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { FactsOf } from './facts.ts';
import { type Frame, type Letters, sayIn } from './letter.ts';
import { de, deFrame } from './letters/de.ts';
import { en, enFrame } from './letters/en.ts';
import { es, esFrame } from './letters/es.ts';
import { fr, frFrame } from './letters/fr.ts';
import { it, itFrame } from './letters/it.ts';
import { htmlOf, type Papers, subjectOf, textOf, threadOf } from './render.ts';

export type Notice = {
  readonly subject: string;
  /** The mail's plain part. */
  readonly text: string;
  readonly html: string;
  /**
   * For the channel's own conversation: no subject, no signature block, and no link but the ones that the buyer cannot do
   * without (label, slip), since marketplaces do not want their buyers led away; none where the papers come along as files.
   */
  readonly thread: string;
  /** What it is written in: a channel may hold back a language that is not its own (M17). */
  readonly language: Language;
};

const WRITTEN: Readonly<Record<Language, { readonly letters: Letters; readonly frame: Frame }>> = {
  en: { letters: en, frame: enFrame },
  fr: { letters: fr, frame: frFrame },
  de: { letters: de, frame: deFrame },
  es: { letters: es, frame: esFrame },
  it: { letters: it, frame: itFrame },
};

export function notice<K extends NoticeKind>(kind: K, facts: FactsOf<K>, language: Language, papers: Papers = 'linked'): Notice {
  const { letters, frame } = WRITTEN[language];
  const letter = letters[kind](facts, sayIn(language, facts.zone));
  const draft = { letter, frame, facts, language };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft), thread: threadOf(draft, papers), language };
}

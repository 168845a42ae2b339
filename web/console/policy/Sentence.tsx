import { counted } from '../../../src/core/policy/in-words.ts';
import { useWords } from '../words.ts';
import type { AnyAnswer } from './edit.ts';
import style from './policy.module.css';
import { usePolicyWords } from './usePolicyWords.ts';

/** A field in the words of a row: `{until}`, or `{days:day|days}` with its unit. */
const FIELD = /(\{\w+(?::[^|}]*\|[^}]*)?\})/;
const PARTS = /^\{(\w+)(?::([^|}]*)\|([^}]*))?\}$/;

/** The words of a row as they will be read: what the answer knows is filled in, what only a case knows is named. */
export function Sentence({ text, answer }: { readonly text: string; readonly answer: AnyAnswer }) {
  const { t, word } = useWords();
  const { language } = usePolicyWords();
  return text.split(FIELD).map((piece, i) => {
    const [, name, one, other] = PARTS.exec(piece) ?? [];
    if (name === undefined) return piece;
    const value = (answer as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'number') return one !== undefined && other !== undefined ? counted(value, [one, other], language) : String(value);
    return (
      <span key={i} className={style.field}>
        {name === 'until' ? t('policy.words.date') : other === undefined ? word('fact', name).toLowerCase() : `… ${other}`}
      </span>
    );
  });
}

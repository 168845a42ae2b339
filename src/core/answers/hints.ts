/**
 * What a colleague may want to look at again before a text goes out (M17). Hints, not verdicts: each names what was seen and where, none holds anything
 * back. Raw machine translation leaves such traces; so does a tired person.
 */
import type { Language } from '../access.ts';
import { placeholdersIn } from './template.ts';

export const HINT_NAMES = ['placeholder_left', 'mixed_formality', 'informal', 'source_words', 'literal_phrase', 'no_greeting'] as const;
export type HintName = (typeof HINT_NAMES)[number];
/** `seen`: the words that it is about, as they stand in the text. */
export type Hint = { readonly name: HintName; readonly seen: readonly string[] };

/** Words by which one addresses somebody, formally and not. Only what can't mean anything else. */
const ADDRESS: Readonly<Record<Exclude<Language, 'en'>, { readonly formal: RegExp; readonly informal: RegExp }>> = {
  fr: { formal: /(?<!\p{L})(vous|votre|vos)(?!\p{L})/giu, informal: /(?<!\p{L})(tu|toi|ton|tes|t’as|t'as)(?!\p{L})/giu },
  // Within a sentence `Sie` and `Ihr` are the reader; at its beginning they may be anybody.
  de: { formal: /(?<=[\p{Ll},] )(Sie|Ihnen|Ihre?[mnrs]?)(?!\p{L})/gu, informal: /(?<!\p{L})(du|dir|dich|dein(?:e[mnrs]?)?)(?!\p{L})/giu },
  es: { formal: /(?<!\p{L})(usted|ustedes)(?!\p{L})/giu, informal: /(?<!\p{L})(tú|tu|tus|contigo|tienes|puedes|quieres)(?!\p{L})/giu },
  it: {
    formal: /(?<=[\p{Ll},] )(Lei|Le|La Sua|Suo|Sua|Suoi|Sue)(?!\p{L})/gu,
    informal: /(?<!\p{L})(tu|tuo|tua|tuoi|tue|puoi|vuoi)(?!\p{L})/giu,
  },
};

/** English words that stay behind when a text is translated; none of them is a word of the other languages, or in use there. */
const ENGLISH =
  /(?<![\p{L}.@/-])(please|refund|tracking number|return label|the|your|you|we|and|with|order number|shipping|dear|thank you|kind regards|best regards)(?![\p{L}@/-]|\.\p{L})/giu;

/** Turns of phrase that come from translating English word by word; a person who writes the language would not put it so. */
const LITERAL: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [/please find (?:in )?attach(?:ed|ment) joined/giu, /we excuse us/giu, /your demand of return/giu],
  fr: [
    /s[’']il vous plaît,? (?:trouvez|trouver) (?:ci-joint|attaché)/giu,
    /sentez-vous libre/giu,
    /(?:argent|monnaie) de retour/giu,
    /retour d[’']argent/giu,
    /étiquette d[’']expédition de retour/giu,
    /nous apprécions votre patience/giu,
    /votre cas a été escaladé/giu,
    /l[’']article a été livré à la porte/giu,
    /remis à neuf comme neuf/giu,
  ],
  de: [
    /bitte finden sie (?:\p{L}+ )?(?:angehängt|beigefügt|im anhang)/giu,
    /(?:fühlen sie sich|zögern sie) (?:bitte )?frei/giu,
    /rückkehr-?(?:etikett|label)/giu,
    /ihr fall wurde eskaliert/giu,
    /geld zurück erstattung/giu,
    /wir schätzen ihre geduld/giu,
  ],
  es: [
    /por favor,? (?:encuentre|encuentra) (?:\p{L}+ )?adjunt[oa]/giu,
    /siéntase libre/giu,
    /etiqueta de (?:regreso|vuelta)/giu,
    /aplicar (?:para|por) un reembolso/giu,
    /su caso ha sido escalado/giu,
    /apreciamos su paciencia/giu,
  ],
  it: [
    /(?:per favore|si prega),? (?:di )?trova(?:re|te)? (?:\p{L}+ )?allegat[oa]/giu,
    /si senta libero/giu,
    /etichetta di ritorno/giu,
    /applicare per un rimborso/giu,
    /il suo caso è stato (?:escalato|intensificato)/giu,
    /apprezziamo la sua pazienza/giu,
  ],
};

const GREETING =
  /^\s*(bonjour|bonsoir|madame|monsieur|chère?|hello|hi|dear|good (?:morning|afternoon|evening)|guten|hallo|sehr geehrte|liebe[r]?|hola|buen[oa]s|estimad[oa]|buongiorno|buonasera|gentile|salve|merci|thank|danke|vielen dank|gracias|grazie)/iu;
/** Shorter words are a word in passing, and need no greeting. In letters. */
const LETTER_FROM = 160;

/** `language`: in which the text is meant. `isReply`: something was said to the buyer before, so a greeting is no must. */
export function hintsOf(text: string, language: Language, isReply = false): Hint[] {
  const found: Hint[] = [];
  const tell = (name: HintName, seen: readonly string[]) => {
    if (seen.length > 0) found.push({ name, seen: [...new Set(seen)].slice(0, 5) });
  };
  tell(
    'placeholder_left',
    placeholdersIn(text).map((name) => `{${name}}`),
  );
  if (language !== 'en') {
    // What is quoted stands on somebody's screen.
    const said = text.replace(/«[^»]*»|“[^”]*”|„[^“”]*[“”]|"[^"\n]*"/g, ' ');
    const formal = matches(said, ADDRESS[language].formal);
    const informal = matches(said, ADDRESS[language].informal);
    if (formal.length > 0 && informal.length > 0) tell('mixed_formality', [formal[0]!, ...informal]);
    else tell('informal', informal);
    // One such word may be a name; two are a habit of the sentence.
    const english = [...new Set(matches(said, ENGLISH).map((word) => word.toLowerCase()))];
    if (english.length >= 2) tell('source_words', english);
  }
  tell(
    'literal_phrase',
    LITERAL[language].flatMap((phrase) => matches(text, phrase)),
  );
  if (!isReply && text.replace(/[^\p{L}]/gu, '').length >= LETTER_FROM && !GREETING.test(text))
    found.push({ name: 'no_greeting', seen: [] });
  return found;
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([whole]) => whole);

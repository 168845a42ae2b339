/**
 * Templates of answers (M17): a text per language with variables from the case. `{order.number}` is a value; `[[ … {deadline.sendBack} … ]]` is a part
 * that is left out whole where one of its values is missing. Pure: the console previews with the same functions that the server checks with.
 */
import { LANGUAGES, type Language } from '../access.ts';
import { isVariable, VARIABLES, type VariableName } from './variables.ts';

/** For what a template is meant; the composer offers those that fit the case first. */
export const CASE_KINDS = [
  'received',
  'missing_info',
  'photos_wanted',
  'account_lock',
  'how_to_send',
  'late_delivery',
  'parcel_stuck',
  'refusal_explained',
  'customer_damage',
  'no_fault_found',
  'repair_longer',
  'replacement_sent',
  'refund_sent',
  'partial_refund',
  'sent_back',
  'thanks',
  'in_review',
  'label_follows',
  'on_its_way',
  'decide_soon',
  'refund_under_way',
  'repairing',
  'replacing',
  'one_check',
  'other',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export type TemplateDocument = {
  readonly name: string;
  readonly kind: CaseKind;
  readonly texts: Readonly<Partial<Record<Language, string>>>;
};

/** The longest text that a message may have (`api/schemas.ts`), less what the values may add. */
export const MOST_TEXT = 4000;

type Token =
  | { readonly is: 'text'; readonly text: string; readonly at: number }
  | { readonly is: 'variable'; readonly name: string; readonly at: number }
  | { readonly is: 'open'; readonly at: number }
  | { readonly is: 'close'; readonly at: number };

function tokens(text: string): Token[] {
  const found: Token[] = [];
  let last = 0;
  for (const match of text.matchAll(/\[\[|\]\]|\{([^{}\n]*)\}/g)) {
    if (match.index > last) found.push({ is: 'text', text: text.slice(last, match.index), at: last });
    const at = match.index;
    if (match[0] === '[[') found.push({ is: 'open', at });
    else if (match[0] === ']]') found.push({ is: 'close', at });
    else found.push({ is: 'variable', name: match[1]!.trim(), at });
    last = match.index + match[0].length;
  }
  if (last < text.length) found.push({ is: 'text', text: text.slice(last), at: last });
  return found;
}

/** What is wrong (it can't be saved so) or may go wrong (it can) with a template. `at`: where in the text, in UTF-16 units. */
export type TemplateProblem =
  | {
      readonly name: 'unknown_variable';
      readonly language: Language;
      readonly at: number;
      readonly variable: string;
      readonly meant?: VariableName;
    }
  | { readonly name: 'part_not_closed' | 'part_not_opened' | 'part_in_part'; readonly language: Language; readonly at: number }
  | { readonly name: 'too_long'; readonly language: Language; readonly most: number }
  | { readonly name: 'no_text' | 'no_name' };
export type TemplateWarning =
  | { readonly name: 'missing_language'; readonly language: Language }
  | { readonly name: 'may_be_empty'; readonly language: Language; readonly at: number; readonly variable: VariableName }
  | { readonly name: 'part_without_variable'; readonly language: Language; readonly at: number };

export type Checked = { readonly problems: readonly TemplateProblem[]; readonly warnings: readonly TemplateWarning[] };

export function checkTemplate({ name, texts }: TemplateDocument): Checked {
  const written = LANGUAGES.filter((language) => texts[language]?.trim());
  const each = written.map((language) => checkText(texts[language]!, language));
  const missing = LANGUAGES.filter((language) => !written.includes(language));
  return {
    problems: [
      ...(name.trim() === '' ? [{ name: 'no_name' as const }] : []),
      ...(written.length === 0 ? [{ name: 'no_text' as const }] : []),
      ...each.flatMap(({ problems }) => problems),
    ],
    warnings: [
      ...(written.length === 0 ? [] : missing.map((language) => ({ name: 'missing_language' as const, language }))),
      ...each.flatMap(({ warnings }) => warnings),
    ],
  };
}

function checkText(text: string, language: Language): Checked {
  const problems: TemplateProblem[] = [];
  const warnings: TemplateWarning[] = [];
  if (text.length > MOST_TEXT) problems.push({ name: 'too_long', language, most: MOST_TEXT });
  let part: { readonly at: number; variables: number } | null = null;
  for (const token of tokens(text)) {
    const { at } = token;
    if (token.is === 'open') {
      if (part) problems.push({ name: 'part_in_part', language, at });
      part = { at, variables: 0 };
    } else if (token.is === 'close') {
      if (!part) problems.push({ name: 'part_not_opened', language, at });
      else if (part.variables === 0) warnings.push({ name: 'part_without_variable', language, at: part.at });
      part = null;
    } else if (token.is === 'variable') {
      const { name: variable } = token;
      if (part) part.variables += 1;
      if (!isVariable(variable)) {
        const meant = nearest(variable);
        problems.push({ name: 'unknown_variable', language, at, variable, ...(meant && { meant }) });
      } else if (!part && VARIABLES[variable] === 'sometimes') warnings.push({ name: 'may_be_empty', language, at, variable });
    }
  }
  if (part) problems.push({ name: 'part_not_closed', language, at: part.at });
  return { problems, warnings };
}

/** What is known of a case, in one language. Null: there is none. */
export type Values = Readonly<Partial<Record<VariableName, string | null>>>;

/** The text with its values. Where one is missing outside a part its name stays, so that nobody overlooks it. */
export function fillTemplate(text: string, values: Values): { readonly text: string; readonly missing: readonly VariableName[] } {
  const missing = new Set<VariableName>();
  let out = '';
  let part: { text: string; whole: boolean } | null = null;
  for (const token of tokens(text)) {
    if (token.is === 'open') part = { text: '', whole: true };
    else if (token.is === 'close') {
      if (part?.whole) out += part.text;
      part = null;
    } else {
      const value = token.is === 'text' ? token.text : isVariable(token.name) ? values[token.name] : undefined;
      if (part) {
        if (value == null) part.whole = false;
        else part.text += value;
      } else if (value == null) {
        const { name } = token as { readonly name: string };
        if (isVariable(name)) missing.add(name);
        out += `{${name}}`;
      } else out += value;
    }
  }
  return { text: tidy(out), missing: [...missing] };
}

/** A part that was left out leaves no hole behind. */
const tidy = (text: string): string =>
  text
    .replace(/[ \t]+$/gm, '')
    .replace(/(\S) {2,}(?=\S)/g, '$1 ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Names of variables that were left in a text: it is not ready to be sent. */
export const placeholdersIn = (text: string): readonly VariableName[] =>
  tokens(text).flatMap((token) => (token.is === 'variable' && isVariable(token.name) ? [token.name] : []));

/** The known variable that was probably meant: the same but for case and signs, or a slip or two away. */
function nearest(typed: string): VariableName | undefined {
  const bare = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');
  const names = Object.keys(VARIABLES) as VariableName[];
  const same = names.find((name) => bare(name) === bare(typed));
  if (same) return same;
  const ranked = names.map((name) => [distance(bare(name), bare(typed)), name] as const).sort(([a], [b]) => a - b);
  const [best] = ranked;
  return best && best[0] <= Math.max(2, Math.floor(typed.length / 4)) ? best[1] : undefined;
}

/** Levenshtein's, on names of a few letters. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

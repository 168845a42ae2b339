/** Questions that somebody edited, read strictly: what passes can be asked, answered and judged; what does not is named, question by question. */
import { FAULTS, GRADES } from '../return/model.ts';
import { type Choice, HOLDS_DATA, type Question, SIGNS, type Text } from './checklist.ts';

export type ChecklistProblem = {
  /** Which question (from 0) and which of its choices; neither where it is about the whole. */
  readonly question?: number;
  readonly choice?: number;
  readonly name: (typeof CHECKLIST_PROBLEMS)[number];
};
export const CHECKLIST_PROBLEMS = [
  'not_a_list',
  'no_questions',
  'too_many',
  'unreadable', // not of the form of a question
  'key_twice',
  'words_missing',
  'choices_missing', // a choice needs two answers at least
  'value_twice',
  'no_good_answer', // "all is well" must be sayable
  'range_wrong',
  'asked_before_its_condition', // it depends on a question that comes later, or on none
  'condition_never_true', // it depends on an answer that the other question does not have
  'wipe_missing', // what holds data must be asked about its wiping
] as const;

export type ReadChecklist =
  | { readonly ok: true; readonly questions: readonly Question[] }
  | { readonly ok: false; readonly problems: readonly ChecklistProblem[] };

const MOST_QUESTIONS = 80;
const MOST_CHOICES = 9; // a digit answers
const KEY = /^[a-z][a-z0-9_]{0,59}$/;

export function readChecklist(category: string, raw: unknown): ReadChecklist {
  if (!Array.isArray(raw)) return { ok: false, problems: [{ name: 'not_a_list' }] };
  if (raw.length === 0) return { ok: false, problems: [{ name: 'no_questions' }] };
  if (raw.length > MOST_QUESTIONS) return { ok: false, problems: [{ name: 'too_many' }] };
  const problems: ChecklistProblem[] = [];
  const questions: Question[] = [];
  for (const [question, one] of raw.entries()) {
    const say = (name: ChecklistProblem['name'], choice?: number) =>
      void problems.push({ question, name, ...(choice !== undefined && { choice }) });
    const read = readQuestion(one, say);
    if (!read) continue;
    if (questions.some(({ key }) => key === read.key)) say('key_twice');
    const before = read.when && questions.find(({ key }) => key === read.when!.key);
    if (read.when && !before) say('asked_before_its_condition');
    else if (
      read.when &&
      before?.kind === 'choice' &&
      !read.when.is.some((value) => before.choices.some((choice) => choice.value === value))
    )
      say('condition_never_true');
    else if (read.when && before?.kind !== 'choice') say('condition_never_true');
    questions.push(read);
  }
  if (problems.length === 0 && HOLDS_DATA.some((one) => one === category) && !questions.some(({ key }) => key === 'wiped'))
    problems.push({ name: 'wipe_missing' });
  return problems.length === 0 ? { ok: true, questions } : { ok: false, problems };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const has = <T extends string>(list: readonly T[], value: unknown): value is T => (list as readonly unknown[]).includes(value);
const said = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '' && text.length <= 300;
/** English and French always; the other languages where somebody wrote them. */
const words = (value: unknown): Text | null => {
  if (!isObject(value) || !said(value['en']) || !said(value['fr'])) return null;
  const others = (['de', 'es', 'it'] as const).filter((language) => value[language] !== undefined);
  if (!others.every((language) => said(value[language]))) return null;
  return {
    en: value['en'].trim(),
    fr: value['fr'].trim(),
    ...Object.fromEntries(others.map((language) => [language, String(value[language]).trim()])),
  };
};

function readQuestion(raw: unknown, say: (name: ChecklistProblem['name'], choice?: number) => void): Question | null {
  const fail = (name: ChecklistProblem['name']) => {
    say(name);
    return null;
  };
  if (!isObject(raw) || typeof raw['key'] !== 'string' || !KEY.test(raw['key'])) return fail('unreadable');
  const asks = words(raw['asks']);
  if (!asks) return fail('words_missing');
  const when = raw['when'];
  if (when !== undefined) {
    const is = isObject(when) ? when['is'] : undefined;
    if (
      !isObject(when) ||
      typeof when['key'] !== 'string' ||
      !Array.isArray(is) ||
      is.length === 0 ||
      !is.every((v) => typeof v === 'string')
    )
      return fail('unreadable');
  }
  const faults = raw['faults'] ?? [];
  if (!Array.isArray(faults) || !faults.every((fault) => has(FAULTS, fault))) return fail('unreadable');
  const head = {
    key: raw['key'],
    asks,
    ...(when !== undefined && { when: { key: String((when as Record<string, unknown>)['key']), is: (when as { is: string[] }).is } }),
    ...(faults.length > 0 && { faults }),
  };
  switch (raw['kind']) {
    case 'text':
      return { ...head, kind: 'text' };
    case 'number': {
      const { unit, min, max, goodFrom } = raw;
      if (typeof unit !== 'string' || unit.length > 20) return fail('unreadable');
      const inRange = [min, max, goodFrom].every((figure) => typeof figure === 'number' && Number.isFinite(figure));
      if (!inRange || Number(min) >= Number(max) || Number(goodFrom) < Number(min) || Number(goodFrom) > Number(max))
        return fail('range_wrong');
      return { ...head, kind: 'number', unit: unit.trim(), min: Number(min), max: Number(max), goodFrom: Number(goodFrom) };
    }
    case 'choice': {
      if (!Array.isArray(raw['choices']) || raw['choices'].length < 2 || raw['choices'].length > MOST_CHOICES)
        return fail('choices_missing');
      const choices: Choice[] = [];
      for (const [i, one] of raw['choices'].entries()) {
        const says = isObject(one) ? words(one['says']) : null;
        if (!isObject(one) || typeof one['value'] !== 'string' || !KEY.test(one['value']) || !has(SIGNS, one['sign'])) say('unreadable', i);
        else if (!says) say('words_missing', i);
        else if (one['grade'] !== undefined && !has(GRADES, one['grade'])) say('unreadable', i);
        else if (choices.some(({ value }) => value === one['value'])) say('value_twice', i);
        else
          choices.push({
            value: one['value'],
            says,
            sign: one['sign'],
            ...(has(GRADES, one['grade']) && { grade: one['grade'] }),
            ...(one['photo'] === true && { photo: true }),
          });
      }
      if (choices.length === raw['choices'].length && !choices.some(({ sign }) => sign === 'good')) say('no_good_answer');
      return { ...head, kind: 'choice', choices };
    }
    default:
      return fail('unreadable');
  }
}

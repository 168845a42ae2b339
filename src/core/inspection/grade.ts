/** The cosmetic grade, computed from what was seen and not from a feeling (M26), and what each channel calls it. */
import { type Grade, GRADES } from '../return/model.ts';
import { type Answers, choiceOf, isAsked, type Question, signOf } from './checklist.ts';

export type GradeProposal = {
  readonly grade: Grade;
  /** Keys of the questions that keep it from a better one. */ readonly because: readonly string[];
};

const isCosmetic = (question: Question): boolean => question.kind === 'choice' && question.choices.some(({ grade }) => grade !== undefined);

/**
 * The worst of what its answers allow; a fault makes it faulty, whatever it looks like. Null where nothing was asked about looks, or an answer
 * is still open.
 */
export function gradeOf(checklist: readonly Question[], answers: Answers): GradeProposal | null {
  const asked = checklist.filter((question) => isAsked(question, answers));
  const looks = asked.filter(isCosmetic);
  const faults = asked.filter((question) => signOf(question, answers) === 'fault');
  if (faults.length > 0) return { grade: 'faulty', because: faults.map(({ key }) => key) };
  if (looks.length === 0 || looks.some((question) => choiceOf(question, answers) === null)) return null;
  const capped = looks.map((question) => ({ key: question.key, rank: GRADES.indexOf(choiceOf(question, answers)!.grade ?? GRADES[0]) }));
  const worst = Math.max(...capped.map(({ rank }) => rank));
  return { grade: GRADES[worst]!, because: capped.filter(({ rank }) => rank === worst && worst > 0).map(({ key }) => key) };
}

/** What the buyers of a channel read. A faulty unit has no name there: it is not for sale. */
export type ChannelGrades = Readonly<Record<Exclude<Grade, 'faulty'>, string>>;

/**
 * By kind of connection. Back Market: its four states of 2026 (9 Premium … 12 Fair). eBay Refurbished: "certified" is a programme of makers
 * and has no place here. Others read our own words.
 */
const CHANNEL_GRADES: Readonly<Record<string, ChannelGrades>> = {
  backmarket: { premium: 'Premium', excellent: 'Excellent', good: 'Good', fair: 'Fair' },
  ebay: {
    premium: 'Excellent - Refurbished',
    excellent: 'Excellent - Refurbished',
    good: 'Very Good - Refurbished',
    fair: 'Good - Refurbished',
  },
};

/** Null where the channel has no name for it. */
export const channelGrade = (channel: string, grade: Grade): string | null =>
  grade === 'faulty' ? null : (CHANNEL_GRADES[channel]?.[grade] ?? null);

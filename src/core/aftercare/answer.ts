/** The words of the survey that events and papers share (M20): scores, topics, and what becomes of an unhappy answer. */

/** One tap each: 1 is very bad, 5 very good. */
export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];
export const scoreOf = (value: unknown): Score | null => SCORES.find((score) => String(score) === String(value)) ?? null;

/** What may have been good or bad about it: boxes to tick. */
export const SURVEY_TOPICS = ['speed', 'answers', 'instructions', 'way_back', 'solution', 'money', 'device'] as const;
export type SurveyTopic = (typeof SURVEY_TOPICS)[number];

/** The most that somebody may write. */
export const SURVEY_WORDS = 2000;

/** How it went, or whether it is well now. */
export const SURVEY_QUESTIONS = ['first', 'again'] as const;
export type SurveyQuestion = (typeof SURVEY_QUESTIONS)[number];

export const FOLLOW_UP_STATES = ['open', 'answered', 'settled'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** What came of it. */
export const FOLLOW_UP_OUTCOMES = ['explained', 'gesture', 'reopened', 'refund', 'nothing'] as const;
export type FollowUpOutcome = (typeof FOLLOW_UP_OUTCOMES)[number];

/** What the buyer's page shows. Nothing personal: the link may be passed on. */
export type SurveyPage = {
  readonly question: SurveyQuestion;
  readonly rma: string;
  readonly titles: readonly string[];
  readonly country: string;
  readonly language: string;
  readonly score: Score | null;
  readonly topics: readonly SurveyTopic[];
  readonly contact: boolean;
  readonly wrote: boolean;
  /** An answer may be given, or changed still. */
  readonly open: boolean;
  readonly changeUntil: string | null;
  /** A page that a person sees may send the tapped answer without another tap. */
  readonly byItself: boolean;
  /** By when somebody of ours answers, where that is owed. */
  readonly answerBy: string | null;
};

/**
 * How it went, asked once after the end of a return (M20): who is asked, when, and which answer somebody has to look at. Everybody whose return ended
 * is asked alike, by rules that know nothing of how it went: nobody is left out for being unhappy (Directive (EU) 2019/2161, reviews).
 */
import { type Score, type SurveyTopic } from './answer.ts';
import { dateOfDay, isoOf, localDate, localDay, msOf, wallMs } from '../calendar.ts';
import type { BusinessHours } from '../clocks/business-hours.ts';
import type { Return, Status } from '../return/model.ts';
import { statusOf } from '../return/status.ts';

export type SurveySettings = {
  readonly on: boolean;
  /** Hours between the end of the return and the question. */
  readonly afterHours: number;
  /** Hours of the seller's day in which it goes out, `09:00`. */
  readonly from: string;
  readonly until: string;
  /** After a refusal, too: a request that was turned down, or a finding against the buyer. */
  readonly refused: boolean;
  /** After a request that the buyer took back, or that ran out. */
  readonly calledOff: boolean;
  /**
   * Buyers in these countries get no such mail. Germany: a question how it went is advertising (UWG § 7; BGH 10 July 2018, VI ZR 225/17), lawful
   * towards those alone whom the seller told at the order that it may come, and how to object (§ 7(3)): whether that was done, the seller knows.
   */
  readonly noMailTo: string[];
  /** Through the conversation of a channel that wants all contact there: its rules are about the order, not about opinions. */
  readonly throughChannel: boolean;
  /** A buyer who was asked is left alone for so many days, whatever else they send back. */
  readonly quietDays: number;
  /** A score up to this one is unhappy. */
  readonly unhappyUpTo: 1 | 2 | 3;
  /** One above it is, too, where the buyer wrote something or wants to be called. */
  readonly middlingWithWords: boolean;
  /** For so many days an answer may be changed. */
  readonly changeDays: number;
  /** Working hours in which an unhappy buyer is owed an answer. */
  readonly followUpHours: number;
};

export const SURVEY_DEFAULTS: SurveySettings = {
  on: true,
  afterHours: 24,
  from: '09:00',
  until: '18:00',
  refused: false,
  calledOff: false,
  noMailTo: ['DE'],
  throughChannel: false,
  quietDays: 30,
  unhappyUpTo: 2,
  middlingWithWords: true,
  changeDays: 14,
  followUpHours: 24,
};

export const surveySettings = (own: Partial<SurveySettings> | undefined): SurveySettings => ({ ...SURVEY_DEFAULTS, ...own });

/** How a return came to its end, as far as the question is asked by it; null while it goes on. */
export const SURVEY_ENDS = ['refunded', 'repaired', 'replaced', 'kept', 'sent_back', 'denied', 'rejected', 'cancelled', 'expired'] as const;
export type SurveyEnd = (typeof SURVEY_ENDS)[number];

const ENDED: ReadonlySet<Status> = new Set<Status>(['closed', 'rejected', 'cancelled', 'expired']);

/** Of several items, what was given counts before what was refused. */
export function surveyEnd(ret: Return): SurveyEnd | null {
  const status = statusOf(ret);
  if (!ENDED.has(status)) return null;
  const settled = ret.items.map((item) => item.settlement);
  const given = SURVEY_ENDS.find((end) => (settled as readonly string[]).includes(end));
  if (given !== undefined) return given;
  return status === 'closed' ? 'rejected' : (status as SurveyEnd);
}

export const isRefusal = (end: SurveyEnd): boolean => end === 'denied' || end === 'rejected' || end === 'sent_back';

/** Whether a return that ended so is one to ask about. */
export function isAsked(end: SurveyEnd, settings: SurveySettings): boolean {
  if (!settings.on) return false;
  if (end === 'cancelled' || end === 'expired') return settings.calledOff;
  return isRefusal(end) ? settings.refused : true;
}

const HOUR = 3_600_000;

/** When to ask: so many hours after the end, moved into the hours of the seller's day. */
export function askAt(endedAt: string, { afterHours, from, until }: SurveySettings, zone: string): string {
  const wanted = isoOf(msOf(endedAt) + afterHours * HOUR);
  const day = localDate(wanted, zone);
  const opens = wallMs(day, from, zone);
  if (msOf(wanted) < opens) return isoOf(opens);
  if (msOf(wanted) < wallMs(day, until, zone)) return wanted;
  return isoOf(wallMs(dateOfDay(localDay(wanted, zone) + 1), from, zone));
}

export type SurveyAnswer = {
  readonly score: Score;
  readonly topics: readonly SurveyTopic[];
  readonly wrote: boolean;
  /** "Please contact me." */
  readonly contact: boolean;
};

/** Whether somebody has to look at the answer. Who asks to be called is called, however happy. */
export function isUnhappy(answer: Pick<SurveyAnswer, 'score' | 'wrote' | 'contact'>, settings: SurveySettings): boolean {
  if (answer.score <= settings.unhappyUpTo || answer.contact) return true;
  return settings.middlingWithWords && answer.score === settings.unhappyUpTo + 1 && answer.wrote;
}

/** Until when the answer may be changed. */
export const changeUntil = (firstAt: string, settings: SurveySettings): string => isoOf(msOf(firstAt) + settings.changeDays * 24 * HOUR);

/**
 * Programs that look through a mail before its reader does open every link in it, some with a whole browser. They come within minutes of its
 * arrival: so early a page does not send the answer by itself, and asks for a tap.
 */
const SCANNED_MS = 5 * 60_000;
export const mayAnswerByItself = (askedAt: string | null, now: string): boolean =>
  askedAt !== null && msOf(now) - msOf(askedAt) >= SCANNED_MS;

/** The team's week where its policy names none: weekdays from nine to six, without the public holidays of its country. */
export const usualHours = (zone: string, country: string): BusinessHours => ({
  zone,
  country,
  week: {
    mon: [['09:00', '18:00']],
    tue: [['09:00', '18:00']],
    wed: [['09:00', '18:00']],
    thu: [['09:00', '18:00']],
    fri: [['09:00', '18:00']],
  },
});

/** What a language brings to tell the story of a return. `describe.ts` speaks English and French itself; the others stand beside this file. */
import type { Language } from '../../access.ts';
import { spokenDay } from '../../spoken.ts';
import type { TrackingCode } from '../../parcel/lifecycle.ts';
import type { ReturnEvent } from '../events.ts';
import type { NextName } from '../next.ts';
import type { Words } from '../words.ts';

export type Telling = {
  readonly words: Words;
  readonly tracking: Readonly<Record<TrackingCode, string>>;
  /** What happened, in one sentence that buyer and team can both read. */
  readonly tell: (event: ReturnEvent) => string;
  readonly next: Readonly<Record<NextName, Readonly<Record<'buyer' | 'team', string>>>>;
};

/** A text that a person typed, closed like a sentence. */
export const full = (text: string): string => (/[.!?…»”“]$/.test(text) ? text : `${text}.`);
/** A reason that a person typed, after a sentence of ours. */
export const because = (text: string | undefined): string => (text ? ` ${full(text)}` : '');
/** The day in UTC: sentences say the day, clocks the hour. */
export const dayIn =
  (language: Language) =>
  (instant: string): string =>
    spokenDay(instant, language, 'UTC');

/** Amounts, times and names of channels as people read them, in the language in use. */
import { useMemo } from 'react';
import { useConnections, useNow } from '../data.ts';
import { calendarDay, clockTime, dueWords, pastWords, urgencyOf, type Urgency } from '../time.ts';
import { useWords } from '../words.ts';

/** The person's own clock on the wall. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const locale = (language: string) => (language === 'en' ? 'en-GB' : language);

export type Said = {
  readonly now: string;
  readonly due: (at: string) => { readonly text: string; readonly urgency: Urgency };
  readonly past: (at: string) => string;
  readonly day: (at: string) => string;
  readonly time: (at: string) => string;
  /** `Sunday 22 November`. */
  readonly dayName: (at: string) => string;
  /** `November 2026`, of `2026-11`. */
  readonly month: (month: string) => string;
  readonly full: (at: string) => string;
  /** `Sun 22 Nov, 14:05`. */
  readonly stamp: (at: string) => string;
  /** `Sun 22 Nov, 14:05 CET`, on the wall of that zone. */
  readonly inZone: (at: string, zone: string) => string;
  readonly amount: (decimal: string, currency: string) => string;
  /** The same without its cents, for sums of many. */
  readonly whole: (decimal: string, currency: string) => string;
  readonly number: (value: number) => string;
  /** A share of one: `4.2 %`. */
  readonly percent: (share: number) => string;
  /** What stands before the decimals and between the thousands of a figure that is typed. */
  readonly marks: { readonly decimalSeparator: string; readonly thousandSeparator: string };
  readonly country: (code: string) => string;
  readonly languageName: (tag: string) => string;
};

export function useSay(): Said {
  const { t, language } = useWords();
  const now = useNow();
  return useMemo(() => {
    const where = { now, zone, language };
    const tag = locale(language);
    const parts = new Intl.NumberFormat(tag).formatToParts(12345.6);
    const mark = (type: 'decimal' | 'group') => parts.find((part) => part.type === type)!.value;
    const countries = new Intl.DisplayNames(tag, { type: 'region' });
    const languages = new Intl.DisplayNames(tag, { type: 'language' });
    const phrase = (group: string, { key, ...fill }: { key: string; time?: string; day?: string }) => t(`${group}.${key}`, fill);
    return {
      now,
      due: (at) => ({ text: phrase('due', dueWords(at, where)), urgency: urgencyOf(at, now) }),
      past: (at) => phrase('past', pastWords(at, where)),
      day: (at) => calendarDay(at, where),
      time: (at) => clockTime(at, where),
      dayName: (at) =>
        new Intl.DateTimeFormat(tag, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at)),
      month: (month) =>
        new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`)),
      full: (at) => new Intl.DateTimeFormat(tag, { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(new Date(at)),
      stamp: (at) =>
        new Intl.DateTimeFormat(tag, {
          timeZone: zone,
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
        }).format(new Date(at)),
      inZone: (at, there) =>
        new Intl.DateTimeFormat(tag, {
          timeZone: there,
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          timeZoneName: 'short',
        }).format(new Date(at)),
      // Intl takes the decimal text itself: no float stands between the server's cents and the screen.
      amount: (decimal, currency) => new Intl.NumberFormat(tag, { style: 'currency', currency }).format(decimal as `${number}`),
      whole: (decimal, currency) =>
        new Intl.NumberFormat(tag, { style: 'currency', currency, maximumFractionDigits: 0 }).format(decimal as `${number}`),
      number: (value) => new Intl.NumberFormat(tag).format(value),
      percent: (share) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 }).format(share),
      marks: { decimalSeparator: mark('decimal'), thousandSeparator: mark('group') },
      country: (code) => countries.of(code) ?? code,
      languageName: (code) => languages.of(code) ?? code,
    };
  }, [now, language, t]);
}

/** A channel's name as the seller calls the connection. */
export function useChannelName(): (slug: string) => string {
  const connections = useConnections();
  return (slug) => connections.data?.items.find((one) => one.slug === slug)?.name ?? slug;
}

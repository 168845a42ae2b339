import type { DeadlineKind } from '../policy/decision.ts';

/** A promise about time that a decision made: the clock starts when its start event happens. */
export type ClockTarget = {
  readonly kind: DeadlineKind;
  /** ISO 8601 duration (`PT24H`, `P5D`) in plain time, or working days of a country's calendar. */
  readonly after: { readonly duration: string } | { readonly workingDays: number; readonly country: string };
  readonly source: 'law' | 'channel' | 'policy' | 'own';
};

/** A clock of a matter beside the return (a dispute, a follow-up): what it puts on that matter's record, and what the record makes of it. */
import { msOf } from '../calendar.ts';
import type { DeadlineKind } from '../policy/decision.ts';
import type { LadderStep } from '../policy/document.ts';
import type { Breach, Clock, Escalation } from './clocks.ts';

export type ClockEventBody =
  | { readonly type: 'clock_breached'; readonly startedAt: string; readonly dueAt: string }
  | {
      readonly type: 'escalated';
      readonly startedAt: string;
      readonly dueAt: string;
      readonly offset: string;
      readonly step: LadderStep['do'];
    };

type Told = Pick<Clock<DeadlineKind>, 'startedAt' | 'dueAt' | 'state' | 'breachedAt' | 'steps' | 'nextAt'>;

/** What the passing of time brings about: the breach, and each step of the ladder whose moment has come. */
export function fallenDue({ startedAt, dueAt, breachedAt, steps, nextAt }: Told, now: string): ClockEventBody[] {
  if (nextAt === null) return [];
  const isPast = (at: string) => msOf(at) <= msOf(now);
  const breach: ClockEventBody[] = breachedAt === undefined && isPast(dueAt) ? [{ type: 'clock_breached', startedAt, dueAt }] : [];
  const due = steps.filter(({ when, done }) => !done && isPast(when));
  return [...breach, ...due.map(({ at, do: step }): ClockEventBody => ({ type: 'escalated', startedAt, dueAt, offset: at, step }))];
}

/** What was answered too late is a breach, though no sweep had seen it. */
export const unseenBreach = ({ state, breachedAt, startedAt, dueAt }: Told): ClockEventBody[] =>
  state === 'breached' && breachedAt === undefined ? [{ type: 'clock_breached', startedAt, dueAt }] : [];

type OnRecord = { readonly breaches?: readonly Breach[]; readonly escalations?: readonly Escalation[] };

/** The matter with what its clock told. */
export function noted<T extends OnRecord>(before: T, kind: DeadlineKind, event: ClockEventBody & { readonly at: string }): T {
  const { startedAt, dueAt, at } = event;
  return event.type === 'clock_breached'
    ? { ...before, breaches: [...(before.breaches ?? []), { kind, startedAt, dueAt, at }] }
    : { ...before, escalations: [...(before.escalations ?? []), { kind, startedAt, at: event.offset, do: event.step }] };
}

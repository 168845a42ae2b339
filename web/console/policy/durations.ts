/** Durations as a form has them: a number of hours or of days. */
export type Span = { readonly amount: number; readonly unit: 'hours' | 'days' };

/** `PT24H` is 24 hours, `P5D` five days: a day is one of the wall clock. Null for what neither of them says. */
export function readDuration(duration: string): Span | null {
  const hours = /^PT(\d+)H$/.exec(duration);
  if (hours) return { amount: Number(hours[1]), unit: 'hours' };
  const days = /^P(\d+)D$/.exec(duration);
  return days ? { amount: Number(days[1]), unit: 'days' } : null;
}

export const durationOf = ({ amount, unit }: Span): string => (unit === 'hours' ? `PT${amount}H` : `P${amount}D`);

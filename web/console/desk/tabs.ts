import type { Role } from '../../../src/core/access.ts';

/** Tabs that a team brings to zero, in the order of a return's life; the API says what stands in each. */
export const WORK_TABS = ['answer', 'inspect', 'resolve', 'money', 'hold'] as const;
/** Where others act, and the whole. */
export const WATCH_TABS = ['waiting', 'transit', 'all', 'done'] as const;
export const TABS = [...WORK_TABS, ...WATCH_TABS] as const;
export type Tab = (typeof TABS)[number];

/** The tab in the address; without one, where this person's day begins. */
export const tabOf = (text: string | undefined, roles: readonly Role[] = []): Tab =>
  TABS.find((tab) => tab === text) ?? FIRST.find(([role]) => roles.includes(role))?.[1] ?? 'answer';

const FIRST: readonly (readonly [Role, Tab])[] = [
  ['manager', 'answer'],
  ['customer_service', 'answer'],
  ['warehouse', 'inspect'],
  ['finance', 'money'],
];

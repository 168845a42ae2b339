/** Tabs that a team brings to zero, in the order of a return's life; the API says what stands in each. */
export const WORK_TABS = ['answer', 'inspect', 'resolve', 'money', 'hold'] as const;
/** Where others act, and the whole. */
export const WATCH_TABS = ['waiting', 'transit', 'all', 'done'] as const;
export const TABS = [...WORK_TABS, ...WATCH_TABS] as const;
export type Tab = (typeof TABS)[number];

export const tabOf = (text: string | undefined): Tab => TABS.find((tab) => tab === text) ?? 'answer';

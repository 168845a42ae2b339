/** What is still being saved of drafts whose page was left: whoever opens one again waits for it. */
export const leaving = new Map<string, Promise<void>>();
export const settled = (id: string): Promise<void> => leaving.get(id) ?? Promise.resolve();

/** A clock for a channel's stage: it stands still, but for what a test lets pass and what a client sleeps. */
export function stageClock(start = '2026-11-22T09:00:00.000Z') {
  let at = Date.parse(start);
  const slept: number[] = [];
  return {
    /** For the toy: an instant. */
    now: () => new Date(at).toISOString(),
    /** How long the client slept, each time. */
    slept,
    wait: (ms: number) => {
      at += ms;
    },
    /** For the client's options. */
    ofClient: {
      now: () => at,
      sleep: async (ms: number) => {
        slept.push(ms);
        at += ms;
      },
      random: () => 0.5,
    },
  };
}

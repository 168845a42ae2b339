/** A part that was begun, and how it ends. */
interface Part {
  readonly name: string;
  end(): Promise<void>;
}

/** npm hands a Ctrl-C on that the terminal has already given us: two signals within this time are one. */
const SAME_SIGNAL_MS = 1_000;
/** Nothing that is stopping may keep the rest from stopping. */
const PATIENCE_MS = 30_000;

/** How most parts end. */
export const stop = (part: { stop(): unknown }): unknown => part.stop();
export const close = (part: { close(): unknown }): unknown => part.close();
/** A piece of work that ends by itself (on `signal` at the latest): the parts below it wait until it has. */
export const ended = (): void => {};

/**
 * Begins the parts of a process and ends them, last first, on Ctrl-C, SIGTERM or SIGHUP, also in the middle of the start.
 * A second Ctrl-C ends the process at once.
 */
export function lifetime(say: (line: string) => void) {
  const parts: Part[] = [];
  const stopping = new AbortController();
  let ending: Promise<void> | undefined;
  let over: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    over = resolve;
  });

  const endOnce = () => {
    ending ??= endAll().then(() => over(0));
    return ending;
  };
  const endAll = async () => {
    stopping.abort();
    for (const part of parts.reverse()) {
      const late = () => say(`${part.name} does not stop; going on without it`);
      await within(PATIENCE_MS, part.end(), late).catch((error) =>
        say(`${part.name} did not stop well: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
    if (signalledAt > 0) say('stopped');
  };

  let signalledAt = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (signalledAt === 0) {
        signalledAt = Date.now();
        say('stopping (once more to stop at once)');
        void endOnce();
      } else if (Date.now() - signalledAt > SAME_SIGNAL_MS) process.exit(130);
    });
  }

  return {
    /** Aborted as soon as the process is to end. */
    signal: stopping.signal,
    /** Begins a part; throws where the process is already ending. */
    async begin<T>(name: string, make: () => T | Promise<T>, end: (made: T) => unknown): Promise<T> {
      stopping.signal.throwIfAborted();
      const made = Promise.resolve(make());
      parts.push({
        name,
        end: async () => {
          // A part that never came to be has nothing to end; whoever began it hears why.
          const it = await made.then((value) => ({ value })).catch(() => null);
          if (it) await end(it.value);
        },
      });
      return made;
    },
    /** Ends everything, as a signal would. */
    stop: endOnce,
    /** Runs the start; then waits for the end. Resolves with the exit code, throws what the start threw. */
    async run(start: () => Promise<void>): Promise<number> {
      try {
        await start();
      } catch (error) {
        const asked = stopping.signal.aborted;
        await endOnce();
        if (!asked) throw error;
      }
      return ended;
    },
  };
}

async function within(ms: number, work: Promise<void>, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms);
  });
  await Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

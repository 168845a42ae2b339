/** Worker threads for simulations. Starting one costs half a second of a core, and a draft is tried, changed and tried again: they wait a while. */
import { Worker } from 'node:worker_threads';
import type { Page, PageDone, Run, ThreadSetting } from './policy-worker.ts';

const WAIT_MS = 60_000;

/** Threads that wait for a run, by the database that they read. */
const waiting = new Map<string, Worker[]>();

/** Threads for one run: those that wait, and new ones. */
export function takeThreads(setting: ThreadSetting, count: number): Worker[] {
  const there = waiting.get(setting.databaseUrl)?.splice(0, count) ?? [];
  const made = Array.from({ length: count - there.length }, () => {
    const worker = new Worker(new URL('./policy-worker.ts', import.meta.url), {
      workerData: setting,
      // Parsed facts live for one case. With room for a page of them, hardly any is copied before it is forgotten.
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    // A process that is told to end does not wait for a simulation.
    worker.unref();
    // One that breaks while it waits is forgotten; while it works, its run hears of it too.
    worker.on('error', () => forget(setting, worker));
    worker.on('exit', () => forget(setting, worker));
    return worker;
  });
  return [...there, ...made];
}

/** After a run that ended well. */
export function giveBackThreads(setting: ThreadSetting, workers: readonly Worker[]): void {
  const there = waiting.get(setting.databaseUrl) ?? [];
  waiting.set(setting.databaseUrl, there);
  for (const worker of workers) {
    there.push(worker);
    setTimeout(() => {
      if (forget(setting, worker)) worker.postMessage('end');
    }, WAIT_MS).unref();
  }
}

function forget(setting: ThreadSetting, worker: Worker): boolean {
  const there = waiting.get(setting.databaseUrl) ?? [];
  const at = there.indexOf(worker);
  if (at >= 0) there.splice(at, 1);
  return at >= 0;
}

/** Has one thread work until no page is left; two at a time, so that one is read while the other is decided. Rejects where the thread breaks. */
export function feed(worker: Worker, run: Run, next: () => Page | null, took: (page: Page, done: PageDone) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const out: Page[] = [];
  const give = () => {
    const page = next();
    if (page) {
      out.push(page);
      worker.postMessage(page);
    } else if (out.length === 0) resolve();
  };
  const onDone = (done: PageDone) => {
    took(out.shift()!, done);
    give();
  };
  const onExit = () => reject(new Error('a thread of the simulation ended'));
  worker.on('message', onDone).on('error', reject).on('exit', onExit);
  worker.postMessage(run);
  give();
  give();
  return promise.finally(() => worker.off('message', onDone).off('error', reject).off('exit', onExit));
}

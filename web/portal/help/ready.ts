/** How a device is made ready to leave its owner: saved, signed out, SIM out, erased, in the maker's own menus (M10). Words under `help.ready`. */
import type { Words } from '../words.ts';
import { type Kind, kindOf, makerOf } from './device.ts';
import { spokenFor } from './first-aid.ts';

type Thing = { readonly category: string; readonly title: string };

/** Each task in its order, with the kinds of thing that have it. */
const TASKS: readonly (readonly [task: ReadyTask, kinds: readonly Kind[]])[] = [
  ['backup', ['phone', 'tablet', 'laptop', 'watch', 'console', 'other']],
  ['unpair', ['watch']],
  ['account', ['phone', 'tablet', 'laptop', 'console', 'other']],
  ['disk', ['laptop']],
  ['sim', ['phone', 'tablet']],
  ['esim', ['phone', 'tablet', 'watch']],
  ['reset', ['phone', 'tablet', 'laptop', 'console', 'other']],
  ['forget', ['audio']],
];
export type ReadyTask = 'backup' | 'unpair' | 'account' | 'disk' | 'sim' | 'esim' | 'reset' | 'forget';

export type Ready = { readonly task: ReadyTask; readonly how: string };

/** What is to be done with one thing, each with how: empty for what holds neither data nor an account. */
export function readyTasks(words: Words, thing: Thing): Ready[] {
  const kind = kindOf(thing);
  const maker = makerOf(thing);
  return TASKS.filter(([task, kinds]) => kinds.includes(kind) && !(task === 'disk' && maker !== 'windows')).map(([task]) => {
    // A Mac is no iPhone: a laptop of Apple's has menus of its own.
    const own = kind === 'laptop' && maker === 'apple' ? `help.ready.${task}_mac` : '';
    return { task, how: words.has(own) ? words.t(own) : spokenFor(words, `help.ready.${task}`, maker) };
  });
}

/** Where the number of a device is found: IMEI, or serial number where it has none. */
export function whereIsNumber(words: Words, thing: Thing): string[] {
  const kind = kindOf(thing);
  if (kind === 'bare' || kind === 'other') return [];
  const place = spokenFor(words, `help.number.${kind === 'tablet' ? 'phone' : kind}`, makerOf(thing));
  return [place, ...(kind === 'phone' || kind === 'tablet' ? [words.t('help.number.dead')] : [])];
}

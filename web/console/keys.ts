/**
 * Shortcuts by single letters, off while somebody types and in dialogs, and off altogether for whoever says so (WCAG 2.1.4).
 * A scanner also types letters: its burst is told from a hand and goes to the bench instead of setting shortcuts off.
 */
import { useEffect, useRef } from 'react';
import { BURST_MS, noBurst, readKey } from './scan.ts';

/** Keys to acts: `'j'`, `'Escape'`, `'?'`, or a chord such as `'g d'`. */
export type Keys = Readonly<Record<string, () => void>>;

/** How long a chord's first key waits for its second, in ms. */
const CHORD_MS = 1200;
const SWITCH = 'retour.shortcuts';

export const shortcutsOn = (): boolean => localStorage.getItem(SWITCH) !== 'off';
export const switchShortcuts = (on: boolean): void => localStorage.setItem(SWITCH, on ? 'on' : 'off');

const layers: { current: Keys }[] = [];

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || Boolean(target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]')));

/** Adds these keys while the component is there; the last that came wins. */
export function useKeys(keys: Keys): void {
  const layer = useRef(keys);
  useEffect(() => {
    layer.current = keys;
  });
  useEffect(() => {
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, []);
}

const actFor = (key: string): (() => void) | undefined => layers.findLast((layer) => layer.current[key])?.current[key];
const startsChord = (key: string): boolean => layers.some((layer) => Object.keys(layer.current).some((name) => name.startsWith(`${key} `)));

/** Listens for the whole page; used once, by the shell. */
export function useKeyboard(scanned: (code: string) => void): void {
  const onScan = useRef(scanned);
  useEffect(() => {
    onScan.current = scanned;
  });
  useEffect(() => {
    let burst = noBurst;
    let first = { key: '', at: Number.NEGATIVE_INFINITY };
    let waiting: ReturnType<typeof setTimeout> | undefined;

    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const at = performance.now();
      const read = readKey(burst, event.key, at);
      burst = read.burst;
      if (read.scanned) {
        clearTimeout(waiting);
        event.preventDefault();
        onScan.current(read.scanned);
        return;
      }
      if (burst.text.length > 1) clearTimeout(waiting);
      if (event.key.length === 1 && !shortcutsOn()) return;

      const chord = at - first.at < CHORD_MS ? actFor(`${first.key} ${event.key}`) : undefined;
      const act = chord ?? actFor(event.key);
      first = { key: chord ? '' : event.key, at: startsChord(event.key) ? at : Number.NEGATIVE_INFINITY };
      if (!act) return;
      event.preventDefault();
      // A letter waits until it is sure that no scanner is typing.
      clearTimeout(waiting);
      waiting = setTimeout(act, event.key.length === 1 ? BURST_MS + 5 : 0);
    };
    window.addEventListener('keydown', press);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener('keydown', press);
    };
  }, []);
}

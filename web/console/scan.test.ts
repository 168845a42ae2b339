import { expect, it } from 'vitest';
import { noBurst, readKey } from './scan.ts';

/** What comes out when these keys arrive at this pace (ms between keys). */
const typed = (keys: readonly string[], pace: number): string | undefined => {
  let burst = noBurst;
  let scanned: string | undefined;
  keys.forEach((key, i) => ({ burst, scanned } = { scanned: undefined, ...readKey(burst, key, i * pace) }));
  return scanned;
};

it('reads the label under the scanner', () => {
  expect(typed([...'R-4K7D-9QXM', 'Enter'], 8)).toBe('R-4K7D-9QXM');
});

it('keeps capitals that a scanner sends with Shift', () => {
  expect(typed(['Shift', 'R', '-', 'Shift', 'A', 'B', 'C', 'D', 'Enter'], 10)).toBe('R-ABCD');
});

it('takes no hand for a scanner', () => {
  expect(typed([...'R-4K7D-9QXM', 'Enter'], 70)).toBeUndefined();
});

it('takes two rolled keys and Enter for no code', () => {
  expect(typed(['g', 'd', 'Enter'], 12)).toBeUndefined();
});

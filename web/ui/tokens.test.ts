/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

const pairs = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

const GROUNDS = ['ground', 'surface', 'sunken', 'raised', 'hover'];
const readable: [ink: string, grounds: string[]][] = [
  ['ink', [...GROUNDS, 'accent-soft', 'danger-soft', 'warn-soft', 'good-soft', 'info-soft', 'note']],
  ['ink-2', [...GROUNDS, 'accent-soft', 'danger-soft', 'warn-soft', 'good-soft', 'info-soft', 'note']],
  ['ink-3', [...GROUNDS, 'note', 'accent-soft']],
  ['accent', [...GROUNDS, 'accent-soft']],
  ['danger', [...GROUNDS, 'danger-soft']],
  ['warn', [...GROUNDS, 'warn-soft', 'note']],
  ['good', [...GROUNDS, 'good-soft']],
  ['info', [...GROUNDS, 'info-soft']],
  ['on-accent', ['accent', 'accent-hover']],
];

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const colour = (name: string) => pairs.get(name)![scheme];

  it.each(readable)('%s can be read wherever it stands', (ink, grounds) => {
    for (const ground of grounds) expect(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it('edges and the focus ring are seen', () => {
    for (const line of ['edge', 'focus'])
      for (const ground of GROUNDS) expect(contrast(colour(line), colour(ground)), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
  });
});

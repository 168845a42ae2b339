/**
 * A seller's own colour, made readable: darkened or lightened until it holds 4.5:1 on every ground it stands on (WCAG 2.2 § 1.4.3).
 * The colour is the only thing in it, so the style sheet's name can carry it and nothing has to be stored.
 */
type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The least favourable grounds of the tokens: `--sunken` in light, `--raised` in dark. */
const LIGHT_GROUND: Rgb = [0xee, 0xec, 0xe6];
const DARK_GROUND: Rgb = [0x20, 0x26, 0x2a];

export const brandColour = (text: string | undefined): string | null =>
  text && /^#[0-9a-f]{6}$/i.test(text) ? text.slice(1).toLowerCase() : null;

export function brandCss(hex: string): string {
  const colour = rgb(hex);
  const light = until(colour, BLACK, (c) => contrast(c, LIGHT_GROUND) >= 5 && contrast(c, WHITE) >= 5);
  const dark = until(colour, WHITE, (c) => contrast(c, DARK_GROUND) >= 5.5);
  const set = (accent: Rgb, toward: Rgb, ground: Rgb, on: string) =>
    `--accent:${css(accent)};--accent-hover:${css(mix(accent, toward, 0.18))};--on-accent:${on};--accent-soft:${css(mix(ground, accent, 0.12))};`;
  return `:root{${set(light, BLACK, WHITE, '#ffffff')}}\n@media (prefers-color-scheme: dark){:root{${set(dark, WHITE, [0x14, 0x18, 0x1a], '#0b0f11')}}}\n`;
}

const rgb = (hex: string): Rgb => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const css = (c: Rgb): string => `#${c.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mix = (a: Rgb, b: Rgb, share: number): Rgb => a.map((part, i) => part + (b[i]! - part) * share) as unknown as Rgb;

function until(colour: Rgb, toward: Rgb, holds: (c: Rgb) => boolean): Rgb {
  let share = 0;
  while (share < 1 && !holds(mix(colour, toward, share))) share += 0.04;
  return mix(colour, toward, Math.min(share, 1));
}

function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const luminance = ([r, g, b]: Rgb): number => {
  const linear = (part: number) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
};

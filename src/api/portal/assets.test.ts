import { describe, expect, it } from 'vitest';
import { brandAsset, brandName, forOlderBrowsers, loadAssets } from './assets.ts';

describe('the style sheet', () => {
  it('says light-dark() so that every phone understands it, also with commas inside', () => {
    const css = forOlderBrowsers(':root { --ink: light-dark(#111111, #eeeeee); --shade: light-dark(rgb(1, 2, 3), rgb(0 0 0 / 0.6)); }');
    expect(css).toContain('--ink: #111111; --shade: rgb(1, 2, 3);');
    expect(css).toMatch(/@media \(prefers-color-scheme: dark\)[^]*--ink: #eeeeee;[^]*--shade: rgb\(0 0 0 \/ 0\.6\);/);
  });

  it('holds the shared tokens and the portal’s own rules, and the whole portal weighs little', () => {
    const { css, js } = loadAssets();
    expect(css.body).toContain('--accent:');
    expect(css.body).not.toMatch(/:\s*light-dark\(/);
    expect(css.name).toMatch(/^portal\.[0-9a-f]{12}\.css$/);
    expect(js.body.length).toBeLessThan(10_000);
    expect(js.body.length + css.body.length).toBeLessThan(60_000);
  });
});

describe('a seller’s own colour', () => {
  const contrast = (a: string, b: string): number => {
    const luminance = (hex: string) => {
      const [r, g, b] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high! + 0.05) / (low! + 0.05);
  };

  it.each(['#ffe600', '#b3541e', '#0b1f8f', '#ffffff', '#000000', '#e30b5d'])(
    '%s is made readable on every ground, in both schemes',
    (colour) => {
      const css = brandAsset(brandName(colour)!)!.body;
      const values = (name: string) => [...css.matchAll(new RegExp(`--${name}:(#[0-9a-f]{6})`, 'g'))].map((match) => match[1]!);
      const [light, dark] = values('accent');
      const [onLight, onDark] = values('on-accent');
      const [softLight, softDark] = values('accent-soft');
      expect(contrast(light!, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(light!, '#eeece6')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark!, '#181c1f')).toBeGreaterThanOrEqual(4.5);
      for (const [a, b] of [
        [light, onLight],
        [dark, onDark],
        ['#43494c', softLight],
        ['#bcc3c4', softDark],
      ])
        expect(contrast(a!, b!)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('is a plain hexadecimal colour or none', () => {
    expect(brandName('red;}body{display:none')).toBeNull();
    expect(brandName(undefined)).toBeNull();
    expect(brandAsset('brand-zzzzzz.css')).toBeNull();
    expect(brandAsset('../../package.json')).toBeNull();
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brandColour, brandCss } from './brand.ts';

export type Asset = { readonly name: string; readonly type: string; readonly body: string };

const WEB = new URL('../../../web/', import.meta.url);

/** The portal's style sheet (tokens and pages in one), its script and its icon, each named after its content so that it may be kept for ever. */
export function loadAssets(): { css: Asset; js: Asset; icon: Asset } {
  const read = (path: string) => readFileSync(new URL(path, WEB), 'utf8');
  const named = (stem: string, ending: string, type: string, body: string): Asset => ({
    name: `${stem}.${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${ending}`,
    type: `${type}; charset=utf-8`,
    body,
  });
  return {
    css: named('portal', 'css', 'text/css', `${forOlderBrowsers(read('ui/tokens.css'))}\n${read('portal/portal.css')}`),
    js: named('portal', 'js', 'text/javascript', read('portal/islands/portal.js')),
    icon: named('icon', 'svg', 'image/svg+xml', read('portal/icon.svg')),
  };
}

/** The style sheet of a seller's colour by its name (`brand-0d5a62.css`), or null. */
export function brandAsset(name: string): Asset | null {
  const hex = brandColour(/^brand-([0-9a-f]{6})\.css$/.exec(name)?.[1]?.replace(/^/, '#'));
  return hex ? { name, type: 'text/css; charset=utf-8', body: brandCss(hex) } : null;
}

export const brandName = (colour: string | undefined): string | null => {
  const hex = brandColour(colour);
  return hex && `brand-${hex}.css`;
};

/**
 * The tokens write colours as light-dark(a, b), which phones from before 2024 do not know. The portal has only the system's scheme,
 * so the same can be said with a media query that every phone knows.
 */
export function forOlderBrowsers(css: string): string {
  const dark: string[] = [];
  let out = '';
  let rest = css;
  for (let at = rest.indexOf('light-dark('); at >= 0; at = rest.indexOf('light-dark(')) {
    const { parts, end } = argumentsAt(rest, at + 'light-dark('.length);
    const property = /(--[\w-]+):\s*$/.exec(rest.slice(0, at))?.[1];
    if (parts.length !== 2 || !property) {
      out += rest.slice(0, end);
    } else {
      out += rest.slice(0, at) + parts[0];
      dark.push(`  ${property}: ${parts[1]};`);
    }
    rest = rest.slice(end);
  }
  return dark.length === 0 ? css : `${out}${rest}\n@media (prefers-color-scheme: dark) {\n  :root {\n  ${dark.join('\n  ')}\n  }\n}\n`;
}

function argumentsAt(css: string, from: number): { parts: string[]; end: number } {
  const parts: string[] = [];
  let depth = 0;
  let start = from;
  for (let i = from; i < css.length; i++) {
    const sign = css[i];
    if (sign === '(') depth++;
    else if (sign === ')' && depth > 0) depth--;
    else if (sign === ')') return { parts: [...parts, css.slice(start, i).trim()], end: i + 1 };
    else if (sign === ',' && depth === 0) {
      parts.push(css.slice(start, i).trim());
      start = i + 1;
    }
  }
  return { parts: [], end: css.length };
}

/**
 * Templates that escape by themselves: html`<p>${anything}</p>`. Text becomes text; only what html`…` made stays markup.
 * Attribute values must stand in double quotes. There is no way to put a string in as markup.
 */
const MARKUP: unique symbol = Symbol('markup');

/** Markup made by html`…`. A symbol keeps it from being forged by data: JSON has none. */
export type Html = { readonly [MARKUP]: string };
export type Child = string | number | bigint | Html | null | undefined | false | readonly Child[];

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

export function html(parts: TemplateStringsArray, ...values: readonly Child[]): Html {
  let out = parts[0]!;
  for (let i = 0; i < values.length; i++) out += text(values[i]) + parts[i + 1]!;
  return { [MARKUP]: out };
}

export const render = (page: Html): string => page[MARKUP];

function text(value: Child): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(text).join('');
  if (typeof value === 'object') return (value as Html)[MARKUP] ?? escape(String(value));
  return escape(String(value));
}

/** Attributes from an object: `true` writes the bare name, `false` and `undefined` leave it out. */
export function attributes(given: Readonly<Record<string, string | number | boolean | undefined>>): Html {
  let out = '';
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    out += value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
  }
  return { [MARKUP]: out };
}

/** An address from outside (a carrier's tracking page) that is safe in `href`: http or https, else nothing. */
export const outsideUrl = (url: string | undefined): string | undefined => (url && /^https?:\/\/[^\s]+$/i.test(url) ? url : undefined);

/** What a person typed, with their line breaks, as paragraphs. */
export const paragraphs = (body: string): Html[] =>
  body
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p>${part.split('\n').map((line, i) => (i === 0 ? line : html`<br>${line}`))}</p>`);

import type { FieldError } from './draft.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import type { PortalSeller } from './model.ts';
import { paths } from './paths.ts';
import type { Key, Words } from './words.ts';
import { SPOKEN } from './words.ts';

/** Addresses of the style sheet, the script and the icon, with their content's hash in them. */
export type Assets = {
  readonly css: string;
  readonly js: string;
  readonly icon: string;
  readonly brand?: string;
};

/** What every page needs to know besides its own content. */
export type Frame = {
  readonly words: Words;
  readonly seller: PortalSeller;
  readonly assets: Assets;
  /** How the language is switched: a link, or, where something is being written, the form that carries it along. */
  readonly switch: { readonly path: string } | { readonly form: string; readonly action: string };
  /** The buyer is signed in on this order: the header offers the way back to it and out. */
  readonly order?: { readonly ref: string; readonly number: string };
};

export function page(frame: Frame, title: string, content: Html, options: { errors?: boolean; flat?: boolean } = {}): Html {
  const { words, seller, assets } = frame;
  const { t } = words;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${options.errors ? `${t('common.error_prefix')} ` : ''}${title} · ${seller.name}</title>
${
  seller.slug === ''
    ? html`<link rel="icon" href="${assets.icon}" type="image/svg+xml">`
    : html`<link rel="icon" href="${paths.icon(seller.slug)}" type="image/svg+xml">
<link rel="manifest" href="${paths.manifest(seller.slug)}">`
}
${seller.colour && html`<meta name="theme-color" content="${seller.colour}">`}
<link rel="stylesheet" href="${assets.css}">
${assets.brand && html`<link rel="stylesheet" href="${assets.brand}">`}
${!options.flat && html`<script src="${assets.js}" defer></script>`}
</head>
<body class="${options.flat ? 'flat' : 'live'}">
<a class="skip" href="#main">${t('common.skip')}</a>
<header class="top">
<div class="band">
<a class="seller" href="${paths.find(seller.slug)}">${mark(seller)}<span><b>${seller.name}</b><small>${t('common.returns')}</small></span></a>
${seller.slug !== '' && html`<a class="withdraw" href="${paths.withdrawal(seller.slug)}">${t('common.withdraw')}</a>`}
${languages(frame)}
</div>
</header>
<main id="main" class="page" tabindex="-1">
${content}
</main>
<footer class="foot">
<div class="band">
<p>${t('common.footer', { seller: seller.name })}</p>
${
  seller.slug !== '' &&
  html`<p class="foot-links"><a href="${paths.policy(seller.slug)}">${t('common.policy')}</a>${
    frame.order &&
    html` <a href="${paths.order(seller.slug, frame.order.ref)}">${t('common.to_order', { number: frame.order.number })}</a> <a href="${paths.leave(seller.slug)}">${t('common.leave')}</a>`
  }</p>`
}
</div>
</footer>
</body>
</html>`;
}

/** The seller's logo where there is one, else its initial in its colour. The name stands beside, so the picture says nothing more. */
const mark = ({ slug, name, logo }: PortalSeller): Html =>
  logo
    ? html`<img class="mark logo" src="${paths.logo(slug, logo)}" alt="" width="36" height="36">`
    : html`<span class="mark" aria-hidden="true">${initialOf(name)}</span>`;

export const initialOf = (name: string): string => name.trim().charAt(0).toUpperCase();

function languages(frame: Frame): Html {
  const { words } = frame;
  const way = frame.switch;
  const one = (language: (typeof SPOKEN)[number]): Html => {
    const name = words.t(`languages.${language}`);
    if (language === words.language) return html`<span class="language" lang="${language}" aria-current="true">${name}</span>`;
    if ('form' in way)
      return html`<button class="language" lang="${language}" name="lang" value="${language}" form="${way.form}" formaction="${way.action}" formnovalidate>${name}</button>`;
    return html`<a class="language" lang="${language}" hreflang="${language}" href="${withLanguage(way.path, language)}">${name}</a>`;
  };
  return html`<nav class="languages" aria-label="${words.t('common.language')}">${SPOKEN.map(one)}</nav>`;
}

const withLanguage = (path: string, language: string): string => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;

/** The id of a field's element, from its name in the form: `item0.choice` → `item0-choice`. */
export const idOf = (field: string): string => field.replace(/[^\w]+/g, '-');

/** Everything that is wrong, on top, each line leading to its field. Takes the focus when the page opens. */
export function summary(words: Words, errors: readonly FieldError[]): Html | false {
  if (errors.length === 0) return false;
  return html`<section class="notice danger" role="alert" tabindex="-1" autofocus aria-labelledby="errors-title">
<h2 id="errors-title">${icons.warn} ${words.t('errors.title', { count: errors.length })}</h2>
<ul>${errors.map((error) => html`<li><a href="#${idOf(error.field)}">${errorText(words, error)}</a></li>`)}</ul>
</section>`;
}

export const errorText = (words: Words, error: FieldError): string => words.t(`errors.${error.says}` as Key, error.values);

/** The mistake beside its field; `aria-describedby` of the field names it. */
export function beside(words: Words, errors: readonly FieldError[], field: string): Html | false {
  const error = errors.find((e) => e.field === field);
  return error ? html`<p class="mistake" id="${idOf(field)}-mistake">${icons.warn} <span>${errorText(words, error)}</span></p>` : false;
}

export const hasError = (errors: readonly FieldError[], field: string): boolean => errors.some((e) => e.field === field);

/** A calm box with a heading; `tone` adds a colour and never stands alone: the text says it too. */
export function notice(tone: 'info' | 'good' | 'warn' | 'danger', title: string, inside?: Html): Html {
  const icon = tone === 'good' ? icons.done : tone === 'info' ? icons.wait : icons.warn;
  return html`<section class="notice ${tone}"><h2>${icon} ${title}</h2>${inside}</section>`;
}

import { unbroken } from '../because.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, page } from '../layout.ts';
import type { PortalPolicy } from '../model.ts';
import { paths } from '../paths.ts';

/** The seller's return policy in plain words, with the law of the buyer's country in it (M1): one page to read, to link to and to print. */
export function policyPage(frame: Frame, policy: PortalPolicy): Html {
  const { words, seller } = frame;
  const { t } = words;
  const id = (i: number) => `part-${i + 1}`;
  return page(
    frame,
    policy.title,
    html`
<h1>${policy.title}</h1>
<p class="lead">${t('policy.lead', { seller: seller.name })}</p>
${
  policy.countries.length > 1 &&
  html`<form class="country" method="get" action="${paths.policy(seller.slug)}">
<div class="field"><label for="country">${t('policy.country')}</label>
<p class="hint" id="country-hint">${t('policy.country_hint')}</p>
<select id="country" name="country" aria-describedby="country-hint">${byName(policy.countries, frame).map(
    ({ code, name }) => html`<option value="${code}"${attributes({ selected: code === policy.country })}>${name}</option>`,
  )}</select></div>
<button class="button">${t('policy.country_go')}</button>
</form>`
}
<p class="on-paper">${words.country(policy.country)}</p>
<div class="policy">
<nav class="contents" aria-labelledby="contents"><h2 id="contents">${t('policy.contents')}</h2>
<ol>${policy.sections.map(({ heading }, i) => html`<li><a href="#${id(i)}">${heading}</a></li>`)}</ol></nav>
${policy.sections.map(
  ({ heading, paragraphs }, i) => html`<section class="clause" aria-labelledby="${id(i)}">
<h2 id="${id(i)}">${heading} <a class="anchor" href="#${id(i)}" aria-hidden="true" tabindex="-1">#</a></h2>
${paragraphs.map((text) => html`<p>${unbroken(text)}</p>`)}
</section>`,
)}
</div>
<p class="acts screen"><a class="button primary" href="${frame.order ? paths.order(seller.slug, frame.order.ref) : paths.find(seller.slug)}">${icons.act} ${t('policy.back')}</a></p>
`,
  );
}

/** Countries under their names in the page's language, in its alphabet. */
const byName = (codes: readonly string[], { words }: Frame): { code: string; name: string }[] =>
  codes.map((code) => ({ code, name: words.country(code) })).sort((a, b) => a.name.localeCompare(b.name, words.language));

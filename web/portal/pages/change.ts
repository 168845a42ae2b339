import type { FieldError } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, page, summary } from '../layout.ts';
import type { PortalOrderItem, PortalReturn } from '../model.ts';
import { paths } from '../paths.ts';

/** Which items shall be in the return from now on; what is wrong with each is asked on the next page. */
export function changePage(frame: Frame, back: PortalReturn, items: readonly PortalOrderItem[], errors: readonly FieldError[]): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('change.title'),
    html`
<p class="back"><a href="${paths.return(seller.slug, back.id)}">← ${t('way.back', { rma: back.rma })}</a></p>
${summary(words, errors)}
<h1>${t('change.title')}</h1>
<p class="lead">${t('change.lead', { rma: back.rma })}</p>
<form class="stack" method="get" action="${paths.change(seller.slug, back.id)}">
<input type="hidden" name="chosen" value="yes">
<fieldset class="plain"${attributes({ 'aria-describedby': errors.length > 0 && 'item-mistake' })}><legend><h2>${t('change.items')}</h2></legend>
${errors.length > 0 && html`<p class="mistake" id="item-mistake">${icons.warn} <span>${t('errors.item_missing')}</span></p>`}
<div class="stack">${items.map(
      (item, i) =>
        html`<label class="card row tick" for="item${i === 0 ? '' : `-${i}`}"><input type="checkbox" id="item${i === 0 ? '' : `-${i}`}" name="item" value="${item.key}"${attributes({ checked: item.openReturn?.id === back.id })}><span><b>${item.title}</b></span></label>`,
    )}</div></fieldset>
<button class="button primary wide">${t('common.continue')}</button>
</form>
<p class="hint">${t('change.nothing_yet')}</p>
`,
    { errors: errors.length > 0 },
  );
}

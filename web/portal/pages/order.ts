import type { FieldError } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, page, summary } from '../layout.ts';
import type { PortalOrder, PortalOrderItem } from '../model.ts';
import { paths } from '../paths.ts';
import { sentences } from '../because.ts';

export function orderPage(frame: Frame, order: PortalOrder, errors: readonly FieldError[] = []): Html {
  const { words, seller } = frame;
  const { t } = words;
  const open = order.items.filter((item) => item.openReturn);
  const free = order.items.filter((item) => !item.openReturn && !item.refused);
  const refused = order.items.filter((item) => !item.openReturn && item.refused);
  return page(
    frame,
    t('order.title', { number: order.number }),
    html`
${summary(words, errors)}
<h1>${t('order.hello', { name: firstName(order.buyer.name) })}</h1>
<p class="lead">${t('order.bought', { number: order.number, date: words.date(order.placedAt), shop: order.shop })}</p>
${
  open.length > 0 &&
  html`<section class="stack" aria-labelledby="open"><h2 id="open">${t('order.open')}</h2>
${open.map((item) => html`<a class="card row way" href="${paths.return(seller.slug, item.openReturn!.id)}">${thing(frame, item)}<span class="go">${t('order.follow', { rma: item.openReturn!.rma })} ${icons.act}</span></a>`)}
</section>`
}
${
  free.length + refused.length > 0 &&
  html`<form class="stack" method="get" action="${paths.details(seller.slug, order.ref)}" id="choose">
<fieldset class="plain"${attributes({ 'aria-describedby': errors.length > 0 && 'item-mistake' })}>
<legend><h2>${free.length > 0 ? t('order.choose', { count: free.length }) : t('order.choose_refused')}</h2></legend>
${errors.length > 0 && html`<p class="mistake" id="item-mistake">${icons.warn} <span>${t('errors.item_missing')}</span></p>`}
<div class="stack">
${free.map((item, i) => tick(frame, item, { id: i === 0 ? 'item' : `item-${i}`, checked: free.length === 1 }))}
${refused.map((item, i) => refusedItem(frame, order, item, { id: free.length === 0 && i === 0 ? 'item' : `refused-${i}` }))}
</div>
</fieldset>
<button class="button primary wide">${t('common.continue')}</button>
</form>`
}
`,
    { errors: errors.length > 0 },
  );
}

/** The name by which to greet: the first word, unless there is none. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name;

function tick(frame: Frame, item: PortalOrderItem, { id, checked }: { id: string; checked: boolean }): Html {
  return html`<label class="card row tick" for="${id}"><input type="checkbox" id="${id}" name="item" value="${item.key}"${attributes({ checked })}>${thing(frame, item)}</label>`;
}

/** Not returnable by the rules: it stays in sight, says why, and the buyer may ask all the same. */
function refusedItem(frame: Frame, order: PortalOrder, item: PortalOrderItem, { id }: { id: string }): Html {
  const { t } = frame.words;
  const why = sentences(item.refused ?? [], frame.words, order.policy);
  return html`<div class="card stack refused">
<div class="row">${thing(frame, item)}</div>
<div><p><b>${t('order.refused')}</b></p>${why.length > 0 && html`<ul class="reasons">${why.map((line) => html`<li>${line}</li>`)}</ul>`}</div>
<label class="row tick slim" for="${id}"><input type="checkbox" id="${id}" name="item" value="${item.key}"><span>${t('order.ask_anyway')}</span></label>
</div>`;
}

function thing(frame: Frame, item: PortalOrderItem): Html {
  const { words } = frame;
  return html`<span class="thing"><span class="picture">${item.category === 'accessory' ? icons.parcel : icons.device}</span><span><b>${item.title}</b><small>${words.t(`conditions.${item.condition}`)} · ${words.money(item.price)}</small></span></span>`;
}

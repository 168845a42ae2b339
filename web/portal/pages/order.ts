import type { FieldError } from '../draft.ts';
import { draftKey } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, page, summary } from '../layout.ts';
import type { PortalOrder, PortalOrderItem } from '../model.ts';
import { paths } from '../paths.ts';
import { sentences } from '../because.ts';

/** What was bought, and what of it is to come back: items of this order and of the buyer's other ones, in one choice. */
export function orderPage(frame: Frame, order: PortalOrder, errors: readonly FieldError[] = []): Html {
  const { words, seller } = frame;
  const { t } = words;
  const all = [order, ...(order.others ?? [])];
  const open = all.flatMap((one) => one.items.flatMap((item) => (item.openReturn ? [{ item, back: item.openReturn }] : [])));
  const free = order.items.filter((item) => !item.openReturn && !item.refused);
  const choosable = all.flatMap((one) => one.items.filter((item) => !item.openReturn));
  const others = (order.others ?? []).filter((one) => one.items.some((item) => !item.openReturn));
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
${open.map(({ item, back }) => html`<a class="card row way" href="${paths.return(seller.slug, back.id)}">${thing(frame, item)}<span class="go">${t('order.follow', { rma: back.rma })} ${icons.act}</span></a>`)}
</section>`
}
${
  choosable.length > 0 &&
  html`<form class="stack" method="get" action="${paths.details(seller.slug, order.ref)}" id="choose">
${
  order.items.some((item) => !item.openReturn) &&
  html`<fieldset class="plain"${attributes({ 'aria-describedby': errors.length > 0 && 'item-mistake' })}>
<legend><h2>${free.length > 0 ? t('order.choose', { count: free.length }) : t('order.choose_refused')}</h2></legend>
${errors.length > 0 && html`<p class="mistake" id="item-mistake">${icons.warn} <span>${t('errors.item_missing')}</span></p>`}
${itemsOf(frame, order, order, { first: 'item', checked: free.length === 1 })}
</fieldset>`
}
${
  others.length > 0 &&
  html`<details class="others"><summary><h2>${t('order.others', { count: others.length })}</h2></summary>
<p class="hint">${t('order.others_hint')}</p>
${others.map(
  (
    one,
    i,
  ) => html`<fieldset class="plain"><legend><h3>${t('order.bought', { number: one.number, date: words.date(one.placedAt), shop: one.shop })}</h3></legend>
${itemsOf(frame, order, one, { first: `other-${i}`, checked: false })}
</fieldset>`,
)}
</details>`
}
<button class="button primary wide">${t('common.continue')}</button>
</form>`
}
<section class="card stack" aria-labelledby="withdraw-title">
<h2 id="withdraw-title">${t('order.withdraw')}</h2>
<p>${t('order.withdraw_text')}</p>
<p class="acts"><a class="button" href="${paths.withdrawal(seller.slug)}?order=${encodeURIComponent(order.ref)}">${t('common.withdraw')}</a></p>
</section>
`,
    { errors: errors.length > 0 },
  );
}

/** The name by which to greet: the first word, unless there is none. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name;

function itemsOf(frame: Frame, main: PortalOrder, there: PortalOrder, { first, checked }: { first: string; checked: boolean }): Html {
  const free = there.items.filter((item) => !item.openReturn && !item.refused);
  const refused = there.items.filter((item) => !item.openReturn && item.refused);
  const id = (i: number) => (i === 0 ? first : `${first}-${i}`);
  return html`<div class="stack">
${free.map((item, i) => tick(frame, item, { id: id(i), key: draftKey(main, there, item), checked }))}
${refused.map((item, i) => refusedItem(frame, there, item, { id: id(free.length + i), key: draftKey(main, there, item) }))}
</div>`;
}

function tick(frame: Frame, item: PortalOrderItem, { id, key, checked }: { id: string; key: string; checked: boolean }): Html {
  return html`<label class="card row tick" for="${id}"><input type="checkbox" id="${id}" name="item" value="${key}"${attributes({ checked })}>${thing(frame, item)}</label>`;
}

/** Not returnable by the rules: it stays in sight, says why, and the buyer may contest it: a person looks. */
function refusedItem(frame: Frame, order: PortalOrder, item: PortalOrderItem, { id, key }: { id: string; key: string }): Html {
  const { t } = frame.words;
  const why = sentences(item.refused ?? [], frame.words, order.policy);
  return html`<div class="card stack refused">
<div class="row">${thing(frame, item)}</div>
<div><p><b>${t('order.refused')}</b></p>${why.length > 0 && html`<ul class="reasons">${why.map((line) => html`<li>${line}</li>`)}</ul>`}</div>
<label class="row tick slim" for="${id}"><input type="checkbox" id="${id}" name="item" value="${key}"><span>${t('order.ask_anyway')}</span></label>
</div>`;
}

function thing(frame: Frame, item: PortalOrderItem): Html {
  const { words } = frame;
  return html`<span class="thing"><span class="picture">${item.category === 'accessory' ? icons.parcel : icons.device}</span><span><b>${item.title}</b><small>${words.t(`conditions.${item.condition}`)} · ${words.money(item.price)}</small></span></span>`;
}

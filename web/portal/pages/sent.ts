import { type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, notice, page } from '../layout.ts';
import type { PortalOrder, PortalReturn } from '../model.ts';
import { paths } from '../paths.ts';
import { progressOf } from '../progress.ts';

/** One confirmation of a request that reached into several orders: each has its own return, with its own code and parcel. */
export function sentPage(frame: Frame, order: PortalOrder, returns: readonly PortalReturn[]): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('sent.title', { count: returns.length }),
    html`
${notice('good', t('flash.opened'))}
<h1>${t('sent.title', { count: returns.length })}</h1>
<p class="lead">${t('sent.lead')}</p>
<ol class="stack">${returns.map((back) => {
      const { headline } = progressOf(back);
      const values = { seller: seller.name, carrier: back.label?.carrier ?? t('common.carrier'), shop: back.shop };
      return html`<li class="card stack">
<p class="code">${t('return.code')} <b>${back.rma}</b> · ${t('return.order', { number: back.orderNumber })}</p>
<h2>${t(`headlines.${headline}.title`, values)}</h2>
<ul class="reasons">${back.items.map((item) => html`<li>${item.title}</li>`)}</ul>
<p>${t(`headlines.${headline}.text`, values)}</p>
${back.sendBy && html`<p><b>${t('prepare.by', { day: words.day(back.sendBy) })}</b></p>`}
<p class="acts"><a class="button primary" href="${paths.return(seller.slug, back.id)}">${icons.act} ${t('sent.open', { rma: back.rma })}</a></p>
</li>`;
    })}</ol>
<p class="ask">${icons.parcel} <span>${t('sent.apart')}</span></p>
<p class="acts screen"><a class="button" href="${paths.order(seller.slug, order.ref)}">${t('common.to_order', { number: order.number })}</a></p>
<p class="hint screen">${t('print.how')}</p>
`,
  );
}

import { type InstructionPart, instructionsOf, statesAsked } from '../../../src/core/policy/instructions.ts';
import { unbroken } from '../because.ts';
import { attributes, type Html, html, outsideUrl } from '../html.ts';
import { icons } from '../icons.ts';
import type { Frame } from '../layout.ts';
import type { PortalReturn } from '../model.ts';
import { paths } from '../paths.ts';
import { kindOf, makerOf, type Kind } from '../help/device.ts';
import { type Ready, readyTasks } from '../help/ready.ts';
import { BATTERY_FAULTS } from '../reasons.ts';
import type { Key, Words } from '../words.ts';
import { openingHours } from './way.ts';

/**
 * How to send it back: the device made ready, packed, labelled, handed in. One list, to be ticked off with a thumb.
 * What the seller's policy says of a topic stands in place of our own lines about it, so that nothing is asked twice; the help stays (M10).
 * The ticks are for the buyer alone and go nowhere.
 */
export function prepare(frame: Frame, back: PortalReturn, flat = false): Html {
  const { words, seller } = frame;
  const { t } = words;
  const devices = devicesOf(words, back);
  const holdsData = devices.some(({ kind }) => kind !== 'audio');
  const mayBeDead = back.items.some((item) => item.fault === 'power' || item.fault === 'screen' || item.fault === 'locked');
  const dangerous = back.items.some((item) => BATTERY_FAULTS.some((fault) => fault === item.fault));
  const prepaid = back.label !== undefined && back.label.kind !== 'own';
  const decisions = back.items.flatMap(({ authorisation, decision }) => (authorisation === 'approved' && decision ? [decision] : []));
  const told = instructionsOf(decisions, words.language, back.policy);
  const states = statesAsked(decisions);
  const line = (id: string, text: string, more?: Html | false) =>
    flat
      ? html`<li class="tickline"><span class="tickbox" aria-hidden="true"></span><span>${text}${more}</span></li>`
      : html`<li><label class="tickline" for="do-${id}"><input type="checkbox" id="do-${id}"><span>${text}</span></label>${more}</li>`;
  const box = (id: string, key: Key, more?: Html | false) => line(id, t(key), more);
  const toldLines = (part: InstructionPart) => told[part]?.map((text, i) => line(`${part}-${i}`, unbroken(text)));
  const how = (text: string, title: string) =>
    text !== '' &&
    (flat ? html`<br><small>${text}</small>` : html`<details class="tip"><summary>${title}</summary><p>${text}</p></details>`);

  /** A step of its own, to be folded away once it is done; all of it on paper. */
  const step = (title: string, isOpen: boolean, inside: Html): Html =>
    flat
      ? html`<h3>${title}</h3>${inside}`
      : html`<details class="step"${attributes({ open: isOpen })}><summary><h3>${title}</h3></summary><div class="stack">${inside}</div></details>`;

  return html`<section class="card stack" id="prepare" aria-labelledby="prepare-title">
<h2 id="prepare-title">${icons.parcel} ${t('prepare.title')}</h2>
${back.sendBy && html`<p><b>${t('prepare.by', { day: words.day(back.sendBy) })}</b></p>`}
${dangerous && html`<div class="ask caution">${icons.warn} <span><b>${t('prepare.battery_title')}.</b> ${told.caution?.map(unbroken).join(' ') ?? t('prepare.battery_text')}</span></div>`}
${!dangerous && told.caution && html`<div class="ask caution">${icons.warn} <span>${told.caution.map(unbroken).join(' ')}</span></div>`}
${
  (devices.length > 0 || told.device) &&
  step(
    t('prepare.device'),
    true,
    html`${!flat && html`<p class="hint">${t('prepare.device_hint')}</p>`}
${
  told.device
    ? html`<ul class="ticks">${toldLines('device')}</ul>
${!flat && devices.map(({ title, tasks }) => html`<details class="tip"><summary>${t('prepare.how_on', { device: title })}</summary>${tasks.map(({ how: text }) => html`<p>${text}</p>`)}</details>`)}`
    : devices.map(
        ({ title, tasks }, d) => html`${devices.length > 1 && html`<h4>${title}</h4>`}
<ul class="ticks">${tasks.map(({ task, how: text }) => line(`${task}-${d}`, t(`help.task.${task}`), how(text, t('prepare.account_how'))))}</ul>`,
      )
}
${mayBeDead && holdsData && html`<p class="ask">${icons.device} <span>${t('prepare.dead')}</span></p>`}`,
  )
}
${step(
  t('prepare.pack'),
  false,
  html`${states.length > 0 && html`<p>${t('review.condition')}: ${states.map((state) => t(`states.${state}`)).join(', ')}.</p>`}
<ul class="ticks">
${toldLines('along') ?? box('with', 'prepare.with')}
${
  toldLines('packaging') ??
  html`${box('box', 'prepare.box')}
${box('off', 'prepare.off')}`
}
${toldLines('documents') ?? box('slip', 'prepare.slip')}
</ul>
${!flat && html`<p class="acts"><a class="button" href="${paths.slip(seller.slug, back.id)}">${icons.print} ${t('prepare.slip_pdf')}</a></p>`}`,
)}
<h3>${t(!prepaid ? 'prepare.post' : back.label?.kind === 'prepaid' ? 'prepare.stick' : 'prepare.hand_in')}</h3>
${prepaid ? prepaidWay(frame, back, flat) : ownWay(frame, back)}
${!flat && html`<p class="acts"><a class="button" href="${paths.way(seller.slug, back.id)}">${t('prepare.other_way')}</a></p>`}
${!told.packaging && html`<p class="hint">${t('prepare.proof')}</p>`}
${told.contact?.map((text) => html`<p>${unbroken(text)}</p>`)}
</section>`;
}

type Device = { readonly title: string; readonly kind: Kind; readonly tasks: readonly Ready[] };

/** Each make and kind once, with what is to be done with it; what holds nothing of the buyer's is left out. */
function devicesOf(words: Words, back: PortalReturn): Device[] {
  const known = new Map<string, Device>();
  for (const item of back.items) {
    const key = `${kindOf(item)}/${makerOf(item)}`;
    if (!known.has(key)) known.set(key, { title: item.title, kind: kindOf(item), tasks: readyTasks(words, item) });
  }
  return [...known.values()].filter(({ tasks }) => tasks.length > 0);
}

function prepaidWay(frame: Frame, back: PortalReturn, flat: boolean): Html {
  const { words, seller } = frame;
  const { t } = words;
  const { label } = back;
  if (!label?.pdf) return html`<p>${t('prepare.label_coming')}</p>`;
  const point = label.place?.point;
  const isShown = label.kind === 'dropoff' || label.kind === 'store';
  const print = html`<p class="acts"><a class="button" href="${paths.label(seller.slug, back.id, 'a4')}">${icons.label} ${t('prepare.label_a4')}</a> <a class="button" href="${paths.label(seller.slug, back.id, 'thermal')}">${t('prepare.label_small')}</a></p>`;
  const own = outsideUrl(label.codeUrl);
  return html`<p>${wayInWords(words, label, seller.name)}${label.kind === 'prepaid' && html` <span class="mono">${label.trackingNumber}</span>`}</p>
${label.kind === 'pickup' && html`<p class="code-shown"><b class="mono">${back.rma}</b></p>`}
${point && html`<address>${point.name}<br>${point.street}<br>${point.postalCode} ${point.city}${point.hours && html`<br><small>${openingHours(words, point.hours)}</small>`}</address>`}
${label.kind === 'store' && back.returnAddress && address(words, back.returnAddress)}
${
  isShown &&
  html`<p class="code-shown" id="way-code"><img src="${paths.wayCode(seller.slug, back.id)}" alt="${t('prepare.code_picture')}" width="176" height="176"><b class="mono">${label.kind === 'store' ? back.rma : label.trackingNumber}</b></p>
${own && html`<p><a href="${own}" rel="noreferrer">${t('prepare.code_there', { carrier: label.carrier })}</a></p>`}`
}
${!flat && label.kind === 'prepaid' && html`${print}<p class="hint">${t('prepare.no_printer', { carrier: label.carrier })}</p>`}
${!flat && label.kind === 'dropoff' && html`<details class="tip"><summary>${t('prepare.print_all_the_same')}</summary>${print}</details>`}`;
}

/** What the buyer does with the label, by the way that was chosen. */
function wayInWords(words: Words, { kind, carrier, place }: NonNullable<PortalReturn['label']>, seller: string): string {
  if (kind === 'pickup' && place?.slot)
    return words.t('prepare.pickup_text', { carrier, from: words.moment(place.slot.from), until: words.time(place.slot.until) });
  if (kind === 'dropoff') return words.t('prepare.dropoff_text', { carrier });
  if (kind === 'store') return words.t('prepare.store_text', { seller });
  return words.t('prepare.label_text', { carrier });
}

function ownWay(frame: Frame, back: PortalReturn): Html {
  const { words } = frame;
  const { t } = words;
  const to = back.returnAddress;
  return html`<p>${t('prepare.own_text')}</p>
${to ? html`${address(words, to)}<p><b class="mono">${back.rma}</b></p>` : html`<p>${t('prepare.own_address_on_slip')}</p>`}`;
}

const address = (words: Words, to: NonNullable<PortalReturn['returnAddress']>): Html =>
  html`<address>${to.name}<br>${to.street}<br>${to.postalCode} ${to.city}<br>${words.country(to.country)}</address>`;

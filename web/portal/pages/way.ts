import type { FieldError } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { beside, type Frame, hasError, page, summary } from '../layout.ts';
import type { PortalPoint, PortalReturn, PortalWay, PortalWays } from '../model.ts';
import { paths } from '../paths.ts';
import type { Words } from '../words.ts';

export type WayState = {
  readonly token: string;
  readonly errors: readonly FieldError[];
  readonly problem?: string;
  /** What was typed or chosen last. */
  readonly typed: { readonly way: string; readonly point: string; readonly slot: string; readonly postalCode: string };
};

/** One choice of the form: the kind and the account that makes it. */
export const wayValue = ({ kind, account }: Pick<PortalWay, 'kind' | 'account'>): string => `${kind}/${account}`;

/** How the parcel travels (M21): each way with its price and what has to be chosen for it. Points are a list, nearest first: no map to load. */
export function wayPage(frame: Frame, back: PortalReturn, ways: PortalWays, state: WayState): Html {
  const { words, seller } = frame;
  const { t } = words;
  const { typed, errors } = state;
  const action = paths.way(seller.slug, back.id);
  return page(
    frame,
    t('way.title'),
    html`
<p class="back"><a href="${paths.return(seller.slug, back.id)}">← ${t('way.back', { rma: back.rma })}</a></p>
${state.problem && html`<section class="notice danger" role="alert" tabindex="-1" autofocus><h2>${icons.warn} ${state.problem}</h2></section>`}
${summary(words, errors)}
<h1>${t('way.title')}</h1>
<p class="lead">${ways.paidBy === 'seller' ? t('way.lead_seller', { seller: seller.name }) : t('way.lead_buyer')}</p>
<form id="way" class="stack" method="post" action="${action}" novalidate data-once>
<input type="hidden" name="token" value="${state.token}">
<fieldset class="plain" id="choice" tabindex="-1"${attributes({ 'aria-describedby': hasError(errors, 'choice') && 'choice-mistake' })}>
<legend class="unseen">${t('way.title')}</legend>
${beside(words, errors, 'choice')}
<div class="choices">
${ways.ways.map((way) => {
  const chosen = typed.way === wayValue(way);
  return html`<div class="option">
<label class="choice"><input type="radio" name="way" value="${wayValue(way)}"${attributes({ checked: chosen })}><span><b>${t(`way.${way.kind}`, { carrier: way.carrier, seller: seller.name })}</b><small>${t(`way.${way.kind}_text`, { carrier: way.carrier })} ${priceOf(words, way)}</small></span></label>
<div class="follow">${way.kind === 'dropoff' && way.hasPoints && points(frame, action, ways, way, state)}${way.kind === 'pickup' && slots(words, way, state)}</div>
</div>`;
})}
${
  ways.own &&
  html`<div class="option"><label class="choice"><input type="radio" name="way" value="own"${attributes({ checked: typed.way === 'own' })}><span><b>${t('way.own')}</b><small>${t('way.own_text')}</small></span></label></div>`
}
</div>
</fieldset>
<button class="button primary wide">${t('way.go')}</button>
</form>
<section class="quiet stack" aria-labelledby="pack"><h2 id="pack">${t('way.pack')}</h2>
<ul class="reasons"><li>${t('prepare.box')}</li>${ways.lithium && html`<li>${t('way.lithium')}</li>`}<li>${t('prepare.proof')}</li></ul></section>
`,
    { errors: errors.length > 0 },
  );
}

const priceOf = (words: Words, { price }: PortalWay): string =>
  price === undefined || price?.minor === 0
    ? words.t('way.free')
    : price === null
      ? words.t('way.price_later')
      : words.t('way.price', { amount: words.money(price) });

function points(frame: Frame, action: string, ways: PortalWays, way: PortalWay, { typed, errors }: WayState): Html {
  const { words } = frame;
  const { t } = words;
  const here = ways.points.slice(0, 8);
  return html`<div class="field">
<label for="postalCode">${t('way.postcode')}</label>
<div class="together"><input id="postalCode" name="postalCode" type="text"${attributes({ value: typed.postalCode || ways.postalCode, maxlength: 12, autocomplete: 'postal-code', inputmode: 'text', 'aria-describedby': hasError(errors, 'postalCode') && 'postalCode-mistake' })}>
<button class="button" name="look" value="${way.account}" formaction="${action}" formnovalidate>${t('way.look')}</button></div>
${beside(words, errors, 'postalCode')}
</div>
<fieldset class="plain" id="point" tabindex="-1">
<legend>${t('way.which_point')}</legend>
${beside(words, errors, 'point')}
${ways.pointsFailed && html`<p class="mistake">${icons.warn} <span>${t('way.points_failed')}</span></p>`}
${!ways.pointsFailed && here.length === 0 && html`<p class="hint">${t('way.no_points')}</p>`}
<div class="choices tight">${here.map((point, i) => pointChoice(words, point, typed.point === '' ? i === 0 : typed.point === point.id))}</div>
</fieldset>`;
}

function pointChoice(words: Words, point: PortalPoint, checked: boolean): Html {
  const { distance } = point;
  return html`<label class="choice point"><input type="radio" name="point" value="${point.id}"${attributes({ checked })}><span><b>${point.name}</b>${distance !== undefined && html` <span class="far">${farness(words, distance)}</span>`}<small>${point.street}, ${point.postalCode} ${point.city}</small>${point.hours && html`<small>${openingHours(words, point.hours)}</small>`}</span></label>`;
}

/** `350 m`, `1.2 km`: as the language writes numbers. */
export const farness = (words: Words, metres: number): string =>
  metres < 1000
    ? new Intl.NumberFormat(words.language, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 }).format(Math.round(metres / 10) * 10)
    : new Intl.NumberFormat(words.language, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 }).format(metres / 1000);

/** Days with the same hours stand together: `Mon–Fri 09:00–19:00, Sat 09:00–12:00`; a closed day is left out. */
export function openingHours(words: Words, hours: readonly (readonly string[])[]): string {
  // 2024-01-01 was a Monday.
  const day = (i: number) =>
    new Intl.DateTimeFormat(words.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + i));
  const groups: { from: number; to: number; at: string }[] = [];
  hours.forEach((day, i) => {
    const at = day.join(', ');
    const last = groups.at(-1);
    if (last && last.at === at && last.to === i - 1) last.to = i;
    else if (at !== '') groups.push({ from: i, to: i, at });
  });
  if (groups.length === 0) return '';
  return groups.map(({ from, to, at }) => `${day(from)}${to > from ? `–${day(to)}` : ''} ${at.replace(/-/g, '–')}`).join(' · ');
}

function slots(words: Words, way: PortalWay, { typed, errors }: WayState): Html {
  return html`<div class="field">
<label for="slot-${way.account}">${words.t('way.which_slot')}</label>
<select id="slot-${way.account}" name="slot">${way.slots.map(
    (slot) =>
      html`<option value="${slot.from}"${attributes({ selected: typed.slot === slot.from })}>${words.t('way.slot', { from: words.moment(slot.from), until: words.time(slot.until) })}</option>`,
  )}</select>
${beside(words, errors, 'slot')}
</div>`;
}

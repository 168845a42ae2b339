import type { FieldError } from '../draft.ts';
import { NOTE_LIMIT, PHOTO_BYTES, PHOTO_LIMIT } from '../draft.ts';
import type { Decision } from '../../../src/core/policy/decision.ts';
import { attributes, type Html, html, outsideUrl, paragraphs } from '../html.ts';
import { icons } from '../icons.ts';
import { beside, type Frame, hasError, page, summary } from '../layout.ts';
import type { PortalMessage, PortalReturn, PortalReturnItem } from '../model.ts';
import { paths } from '../paths.ts';
import { type Progress, progressOf, withoutGoods } from '../progress.ts';
import { CHOICES } from '../reasons.ts';
import { photoField } from './details.ts';
import { prepare } from './prepare.ts';
import { change, DUE_ONCE_APPROVED, DUE_ONCE_SENT, sentence, terms, why } from './review.ts';

/** What the last act came to, said once on top. */
export const FLASHES = ['opened', 'changed', 'way_chosen', 'message_sent', 'answer_sent', 'photos_added', 'cancelled'] as const;
export type Flash = (typeof FLASHES)[number];

export type ReturnState = {
  readonly token: string;
  readonly flash?: Flash;
  /** A refusal of the last act, in words. */
  readonly problem?: string;
  readonly errors?: readonly FieldError[];
  /** What was typed into the form that had a mistake. */
  readonly typed?: { readonly message?: string; readonly answer?: string };
};

/** Where it is, who acts next and by when; then everything there is to know and to do (M18). */
export function returnPage(frame: Frame, back: PortalReturn, state: ReturnState): Html {
  const { words } = frame;
  const { t } = words;
  const errors = state.errors ?? [];
  const progress = progressOf(back);
  const refusedNow = back.status === 'rejected' || progress.headline === 'denied';
  const sending = progress.headline === 'send_prepaid' || progress.headline === 'send_own' || progress.headline === 'label_coming';
  return page(
    frame,
    `${t(`headlines.${progress.headline}.title`)} · ${back.rma}`,
    html`
${state.flash && html`<section class="notice good" role="status" tabindex="-1" autofocus><h2>${icons.done} ${t(`flash.${state.flash}`)}</h2></section>`}
${state.problem && html`<section class="notice danger" role="alert" tabindex="-1" autofocus><h2>${icons.warn} ${state.problem}</h2></section>`}
${summary(words, errors)}
<div data-live="headline" data-version="${back.version}">
${headline(frame, back, progress)}
${stepLine(frame, progress)}
</div>
${asked(back) && answerForm(frame, back, state, errors)}
${progress.headline === 'send_photos' && photos(frame, back, state, errors)}
${refusedNow && reasons(frame, back)}
${refusedNow && back.may.message && messages(frame, back, state, errors, 'contest')}
${sending && prepare(frame, back)}
<div data-live="parcel">${parcel(frame, back)}</div>
<div data-live="money">${money(frame, back)}</div>
<div data-live="items">${!refusedNow && reasons(frame, back)}</div>
${!refusedNow && messages(frame, back, state, errors, back.status === 'closed' ? 'closed' : 'open')}
${progress.headline !== 'send_photos' && photos(frame, back, state, errors)}
<div data-live="story">${story(frame, back)}</div>
${more(frame, back, state)}
`,
    { errors: errors.length > 0 },
  );
}

/** Whether a question stands that only the buyer can answer; anything else they want to say is a message. */
const asked = (back: PortalReturn): boolean => back.may.answer && back.status === 'waiting_for_buyer';

/** Everything on paper: no forms, nothing folded away. */
export function printPage(frame: Frame, back: PortalReturn): Html {
  const { words } = frame;
  const { t } = words;
  const progress = progressOf(back);
  const sending = progress.headline === 'send_prepaid' || progress.headline === 'send_own' || progress.headline === 'label_coming';
  return page(
    frame,
    t('print.title', { rma: back.rma }),
    html`
<p class="back screen"><a href="${paths.return(frame.seller.slug, back.id)}">← ${t('print.back')}</a> <span>${t('print.how')}</span></p>
${headline(frame, back, progress, true)}
${sending && prepare(frame, back, true)}
${parcel(frame, back)}
${money(frame, back)}
${reasons(frame, back)}
${back.messages.length > 0 && html`<section class="card stack"><h2>${t('messages.title')}</h2>${thread(frame, back, true)}</section>`}
${story(frame, back, true)}
`,
    { flat: true },
  );
}

function headline(frame: Frame, back: PortalReturn, { headline: what, tone }: Progress, flat = false): Html {
  const { words, seller } = frame;
  const { t } = words;
  const carrier = back.label?.carrier ?? t('common.carrier');
  const values = { seller: seller.name, carrier, shop: back.shop };
  const { who, by } = back.next;
  return html`<section class="status ${tone}">
<p class="code">${flat && html`${seller.name} · `}${t('return.code')} <b>${back.rma}</b> · ${t('return.order', { number: back.orderNumber })}</p>
<h1>${tone === 'act' ? icons.act : tone === 'good' ? icons.done : tone === 'stop' ? icons.stop : icons.wait} <span>${t(`headlines.${what}.title`, values)}</span></h1>
<p class="lead">${t(`headlines.${what}.text`, values)}</p>
${back.asks && back.status === 'waiting_for_buyer' && html`<blockquote class="asks">${paragraphs(back.asks)}</blockquote>`}
${
  who !== 'nobody' &&
  html`<p class="next"><b>${t(who === 'carrier' && !back.label ? 'next.some_carrier' : `next.${who}`, values)}</b>${by && html` <span>${t(by < back.asOf ? 'next.was_due' : 'next.by', { when: words.moment(by) })}</span>`}</p>`
}
${!flat && primaryAct(frame, back, what)}
</section>`;
}

/** The one thing that a thumb should find first, when it is the buyer's turn. */
function primaryAct(frame: Frame, back: PortalReturn, what: Progress['headline']): Html | false {
  const { seller, words } = frame;
  if (what === 'send_prepaid' && back.label?.pdf)
    return html`<p class="acts"><a class="button primary" href="${paths.label(seller.slug, back.id, 'a4')}">${icons.label} ${words.t('prepare.label_a4')}</a></p>`;
  if (what === 'send_photos' && back.may.addPhotos)
    return html`<p class="acts"><a class="button primary" href="#photos-title">${icons.camera} ${words.t('photos.go_to')}</a></p>`;
  if (what === 'send_own')
    return html`<p class="acts"><a class="button primary" href="#prepare">${icons.parcel} ${words.t('prepare.how')}</a></p>`;
  if (asked(back)) return html`<p class="acts"><a class="button primary" href="#answer-form">${words.t('answer.go_to')}</a></p>`;
  return false;
}

function stepLine(frame: Frame, { steps, at, done }: Progress): Html | false {
  const { t } = frame.words;
  if (steps.length < 2) return false;
  return html`<ol class="steps" aria-label="${t('steps.title')}">${steps.map((step) => {
    const state = step === at ? 'now' : done.includes(step) ? 'done' : 'later';
    return html`<li class="${state}"${attributes({ 'aria-current': state === 'now' && 'step' })}><span class="dot">${state === 'done' && icons.done}</span><span>${t(`steps.${step}`)}<span class="unseen"> (${t(`steps.state_${state}`)})</span></span></li>`;
  })}</ol>`;
}

function answerForm(frame: Frame, back: PortalReturn, state: ReturnState, errors: readonly FieldError[]): Html {
  const { words, seller } = frame;
  const { t } = words;
  return html`<form class="card stack" id="answer-form" method="post" action="${paths.answer(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once data-photos="${PHOTO_BYTES}" data-photo-limit="${PHOTO_LIMIT}" data-too-big="${t('photos.too_big')}" data-not-a-photo="${t('photos.not_a_photo')}" data-too-many="${t('photos.too_many', { limit: PHOTO_LIMIT })}">
<h2>${t('answer.title')}</h2>
<input type="hidden" name="token" value="${state.token}">
<div class="field">
<label for="answer">${t('answer.label')}</label>
<textarea id="answer" name="answer" rows="4"${attributes({ maxlength: NOTE_LIMIT, 'aria-describedby': hasError(errors, 'answer') && 'answer-mistake', 'aria-invalid': hasError(errors, 'answer') && 'true' })}>
${state.typed?.answer}</textarea>
${beside(words, errors, 'answer')}
</div>
${photoField(frame, 'answer-photos', errors)}
<button class="button primary wide">${t('answer.send')}</button>
</form>`;
}

function parcel(frame: Frame, back: PortalReturn): Html | false {
  const { words } = frame;
  const { t } = words;
  if (!back.label && back.tracking.length === 0) return false;
  const url = outsideUrl(back.label?.trackingUrl);
  const seen = [...back.tracking].sort((a, b) => (a.at < b.at ? 1 : -1));
  return html`<section class="card stack" aria-labelledby="parcel">
<h2 id="parcel">${icons.parcel} ${t('parcel.title')}</h2>
${back.label && html`<p>${back.label.carrier} · <span class="mono">${back.label.trackingNumber}</span>${url && html` · <a href="${url}" rel="noreferrer">${t('parcel.follow')}</a>`}</p>`}
${
  seen.length > 0
    ? html`<ol class="trail">${seen.map((event) => html`<li><b>${t(`tracking.${event.code}`)}</b>${event.place && html` · ${event.place}`}<small>${words.moment(event.at)}</small></li>`)}</ol>`
    : back.items.every((item) => item.parcel === 'none' || item.parcel === 'label_issued') &&
      html`<p class="hint">${t('parcel.nothing_yet')}</p>`
}
</section>`;
}

function money(frame: Frame, back: PortalReturn): Html | false {
  const { words } = frame;
  const { t } = words;
  if (back.refunds.length === 0) return false;
  return html`<section class="card stack" aria-labelledby="money">
<h2 id="money">${icons.money} ${t('money.title')}</h2>
${back.refunds.map((refund) => {
  const state = refund.state === 'confirmed' ? 'confirmed' : refund.state === 'failed' ? 'failed' : 'on_its_way';
  return html`<p class="amount"><b>${words.money(refund.amount)}</b> <span>${t(`money.${state}`, { date: words.day(refund.at), shop: back.shop })}</span></p>`;
})}
</section>`;
}

/** Each item with what was said, what was decided and why, what the bench found, and how it ended. */
function reasons(frame: Frame, back: PortalReturn): Html {
  const { t } = frame.words;
  return html`<section class="card stack" aria-labelledby="items">
<h2 id="items">${icons.device} ${t('items.title', { count: back.items.length })}</h2>
${back.items.map((item) => oneItem(frame, back, item))}
</section>`;
}

function oneItem(frame: Frame, back: PortalReturn, item: PortalReturnItem): Html {
  const { words } = frame;
  const { t } = words;
  const { decision } = item;
  /** The machine's own yes, while that is the news. */
  const yes = decision?.outcome === 'approve' && item.authorisation === 'approved';
  const onItsWay = item.parcel !== 'none' && item.parcel !== 'label_issued';
  return html`<article class="item stack">
<h3>${item.title} <small>${words.money(item.price)}</small></h3>
<p class="said">${t(`reasons.${item.reason}`)}${item.fault && ` · ${t(`faults.${item.fault}`)}`}${item.wants && html`<br>${t('items.wished', { wish: t(`resolutions.${item.wants}`) })}`}</p>
${item.note && html`<blockquote class="said">${paragraphs(item.note)}</blockquote>`}
<p class="verdict ${toneOf(item)}">${toneOf(item) === 'good' ? icons.done : toneOf(item) === 'stop' ? icons.stop : icons.wait} <span>${stateOf(frame, back, item)}</span></p>
${item.toYou && parcelToYou(frame, item.toYou)}
${item.verdict && html`<div><h4>${t('items.found')}</h4><p>${t(`verdicts.${item.verdict}`)}</p></div>`}
${decision && item.authorisation === 'approved' && item.settlement === 'open' && item.assessment !== 'assessed' && terms(frame, decision, onItsWay ? DUE_ONCE_SENT : DUE_ONCE_APPROVED)}
${item.refusal ? html`<div><h4>${t('review.why')}</h4>${paragraphs(item.refusal)}</div>` : decision && stands(item, decision) && html`${yes && sentence(decision, words, back.policy)}${why(decision, words, back.policy)}${!yes && change(words, item.wouldChange)}`}
</article>`;
}

/** The other way: the device, or the one that replaces it, comes to the buyer. */
function parcelToYou(frame: Frame, { carrier, trackingNumber, trackingUrl }: NonNullable<PortalReturnItem['toYou']>): Html {
  const { t } = frame.words;
  const url = outsideUrl(trackingUrl);
  return html`<div><h4>${icons.parcel} ${t('parcel.to_you')}</h4>
<p>${carrier && html`${carrier} · `}<span class="mono">${trackingNumber}</span>${url && html` · <a href="${url}" rel="noreferrer">${t('parcel.follow')}</a>`}</p></div>`;
}

/** Whether the policy's answer is the one that stands: where a person decided otherwise, its reasons are not theirs. */
function stands({ authorisation }: PortalReturnItem, { outcome }: Decision): boolean {
  if (authorisation === 'rejected') return outcome === 'reject';
  if (authorisation === 'approved') return outcome !== 'reject';
  return authorisation === 'in_review';
}

const toneOf = (item: PortalReturnItem): 'good' | 'stop' | 'wait' => {
  if (item.settlement === 'denied' || item.authorisation === 'rejected' || item.authorisation === 'expired') return 'stop';
  if (item.settlement !== 'open' || item.authorisation === 'approved') return 'good';
  return 'wait';
};

function stateOf(frame: Frame, back: PortalReturn, item: PortalReturnItem): string {
  const { t } = frame.words;
  if (item.settlement !== 'open') return t(`settlements.${item.settlement}`);
  if (item.authorisation === 'approved' && withoutGoods(back)) return t('authorisations.approved_without_goods');
  return t(`authorisations.${item.authorisation}`);
}

/** How many messages stand open; the older ones are folded away, since notices can be many. */
const OPEN_MESSAGES = 4;

function thread(frame: Frame, back: PortalReturn, flat = false): Html {
  const { words } = frame;
  const one = (message: PortalMessage): Html =>
    html`<li class="${message.from}"><div class="bubble"${attributes({ lang: message.language && message.language !== words.language ? message.language : undefined })}>${paragraphs(message.body)}</div><small>${message.from === 'buyer' ? words.t('messages.you') : message.author} · ${words.moment(message.at)}</small></li>`;
  const older = flat ? [] : back.messages.slice(0, -OPEN_MESSAGES);
  return html`${
    older.length > 0 &&
    html`<details><summary>${words.t('messages.older', { count: older.length })}</summary><ol class="thread">${older.map(one)}</ol></details>`
  }<ol class="thread">${back.messages.slice(older.length).map(one)}</ol>`;
}

/** The thread and a place to write; for a refusal, the place to disagree. */
function messages(
  frame: Frame,
  back: PortalReturn,
  state: ReturnState,
  errors: readonly FieldError[],
  kind: 'open' | 'contest' | 'closed',
): Html | false {
  const { words, seller } = frame;
  const { t } = words;
  if (back.messages.length === 0 && !back.may.message) return false;
  return html`<section class="card stack" aria-labelledby="messages">
<h2 id="messages">${icons.talk} ${kind === 'contest' ? t('messages.contest') : t('messages.title')}</h2>
${kind === 'contest' && html`<p>${t('messages.contest_text', { seller: seller.name })}</p>`}
<div data-live="thread">${back.messages.length > 0 && thread(frame, back)}</div>
${
  back.may.message &&
  html`<form class="stack" method="post" action="${paths.messages(seller.slug, back.id)}" novalidate data-once>
<input type="hidden" name="token" value="${state.token}">
<div class="field">
<label for="message">${kind === 'contest' ? t('messages.contest_label') : t('messages.label', { seller: seller.name })}</label>
<textarea id="message" name="message" rows="3"${attributes({ maxlength: NOTE_LIMIT, 'aria-describedby': hasError(errors, 'message') && 'message-mistake', 'aria-invalid': hasError(errors, 'message') && 'true' })}>
${state.typed?.message}</textarea>
${beside(words, errors, 'message')}
</div>
<button class="button">${t('messages.send')}</button>
</form>`
}
</section>`;
}

function photos(frame: Frame, back: PortalReturn, state: ReturnState, errors: readonly FieldError[]): Html | false {
  const { seller, words } = frame;
  const { t } = words;
  const mayAdd = back.may.addPhotos && !asked(back);
  if (back.photos.length === 0 && !mayAdd) return false;
  return html`<section class="card stack" aria-labelledby="photos-title">
<h2 id="photos-title">${icons.camera} ${t('photos.yours')}</h2>
${
  back.photos.length > 0 &&
  html`<ul class="shots">${back.photos.map((photo) => {
    const src = paths.photo(seller.slug, back.id, photo.ref);
    return html`<li><a href="${src}"><img src="${src}" alt="${t('photos.alt', { name: photo.name })}" width="96" height="96" loading="lazy"></a></li>`;
  })}</ul>`
}
${
  mayAdd &&
  html`<form class="stack" method="post" action="${paths.photos(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once data-photos="${PHOTO_BYTES}" data-photo-limit="${PHOTO_LIMIT}" data-too-big="${t('photos.too_big')}" data-not-a-photo="${t('photos.not_a_photo')}" data-too-many="${t('photos.too_many', { limit: PHOTO_LIMIT })}">
<input type="hidden" name="token" value="${state.token}">
${photoTips(frame, back)}
${photoField(frame, 'photos', errors)}
<button class="button">${t('photos.add')}</button>
</form>`
}
</section>`;
}

/** Which photos help, by what was said to be wrong. */
function photoTips({ words }: Frame, back: PortalReturn): Html[] {
  const choices = CHOICES.filter(
    (choice) => choice.photos !== 'none' && back.items.some((item) => choice.reasons.some((reason) => reason === item.reason)),
  );
  return choices.map(
    (choice) => html`<p class="ask">${icons.camera} <span>${words.t(`photos.for_${choice.id}` as 'photos.for_fault')}</span></p>`,
  );
}

function story(frame: Frame, back: PortalReturn, flat = false): Html | false {
  const { words } = frame;
  if (back.events.length === 0) return false;
  const list = html`<ol class="trail">${[...back.events].reverse().map((event) => html`<li>${event.says}<small>${words.moment(event.at)}</small></li>`)}</ol>`;
  const title = words.t('story.title');
  return flat
    ? html`<section class="card stack"><h2>${title}</h2>${list}</section>`
    : html`<details class="card"><summary>${title}</summary>${list}</details>`;
}

function more(frame: Frame, back: PortalReturn, state: ReturnState): Html {
  const { seller, words } = frame;
  const { t } = words;
  return html`<section class="acts end">
<a class="button" href="${paths.print(seller.slug, back.id)}">${icons.print} ${t('print.go')}</a>
${back.may.cancel && html`<a class="button" href="${paths.change(seller.slug, back.id)}">${t('change.go')}</a>`}
${
  back.may.cancel &&
  html`<details class="cancel"><summary class="button">${t('cancel.go')}</summary><form class="stack" method="post" action="${paths.cancellation(seller.slug, back.id)}" data-once>
<input type="hidden" name="token" value="${state.token}">
<p>${t('cancel.sure')}</p>
<button class="button danger">${t('cancel.yes')}</button>
</form></details>`
}
</section>`;
}

export const flashOf = (text: unknown): Flash | undefined => FLASHES.find((flash) => flash === text);

import { attributes, type Html, html, outsideUrl } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, hasError, page, summary } from '../layout.ts';
import type { PortalReturn } from '../model.ts';
import { paths } from '../paths.ts';
import { isSending, progressOf } from '../progress.ts';
import { CHOICES } from '../reasons.ts';
import { photoField } from './details.ts';
import { photoForm, textField } from './files.ts';
import { prepare } from './prepare.ts';
import { accountCard } from './return/account.ts';
import { headline, stepLine, whenThere } from './return/headline.ts';
import { itemsCard } from './return/items.ts';
import { messages, thread } from './return/messages.ts';
import { disputeCard, type Say, sayCard } from './return/say.ts';

import { surveyCard } from './survey.ts';

/** What the last act came to, said once on top. */
export const FLASHES = [
  'opened',
  'changed',
  'way_chosen',
  'message_sent',
  'answer_sent',
  'photos_added',
  'cancelled',
  'agreed',
  'contested',
  'dispute_said',
  'account_given',
] as const;
export type Flash = (typeof FLASHES)[number];

export type ReturnState = Pick<Say, 'token'> &
  Partial<Say> & {
    readonly flash?: Flash;
    /** A refusal of the last act, in words. */
    readonly problem?: string;
    /** Photos that were kept before a mistake elsewhere in the answer. */
    readonly answerPhotos?: readonly { readonly name: string; readonly sealed: string; readonly src: string }[];
  };

/** Where it is, who acts next and by when; then the one thing to do; then everything there is to know (M18). */
export function returnPage(frame: Frame, back: PortalReturn, state: ReturnState): Html {
  const { words } = frame;
  const { t } = words;
  const say: Say = { errors: [], typed: {}, pending: {}, ...state };
  const { errors } = say;
  const progress = progressOf(back);
  const { headline: what } = progress;
  const isAnswered = back.items.some(({ answer }) => answer !== undefined);
  const isAccountAsked = back.bank?.state === 'wanted' || back.bank?.state === 'wrong';
  const isDisputed = back.dispute !== undefined && back.dispute.state !== 'closed';
  return page(
    frame,
    `${t(`headlines.${what}.title`)} · ${back.rma}`,
    html`
${state.flash && html`<section class="notice good" role="status" tabindex="-1" autofocus><h2>${icons.done} ${t(`flash.${state.flash}`)}</h2></section>`}
${state.problem && html`<section class="notice danger" role="alert" tabindex="-1" autofocus><h2>${icons.warn} ${state.problem}</h2></section>`}
${summary(words, errors)}
<div data-live="headline" data-version="${back.version}">
${headline(frame, back, progress)}
${stepLine(frame, progress)}
</div>
${asked(back) && answerForm(frame, back, say, state.answerPhotos ?? [])}
${isAccountAsked && accountCard(frame, back, say)}
${isDisputed && disputeCard(frame, back, say)}
${what === 'send_photos' && photos(frame, back, say)}
${isSending(progress) && prepare(frame, back)}
${isAnswered && html`<div data-live="items">${itemsCard(frame, back)}</div>${sayCard(frame, back, say)}`}
<div data-live="money">${money(frame, back)}</div>
${!isAccountAsked && accountCard(frame, back, say)}
<div data-live="parcel">${parcel(frame, back)}</div>
${!isAnswered && html`<div data-live="items">${itemsCard(frame, back)}</div>`}
${!isDisputed && disputeCard(frame, back, say)}
${!isDisputed && surveyCard(frame, back)}
${messages(frame, back, say)}
${what !== 'send_photos' && photos(frame, back, say)}
<div data-live="story">${story(frame, back)}</div>
${more(frame, back, say)}
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
  return page(
    frame,
    t('print.title', { rma: back.rma }),
    html`
<p class="back screen"><a href="${paths.return(frame.seller.slug, back.id)}">← ${t('print.back')}</a> <span>${t('print.how')}</span></p>
${headline(frame, back, progress, true)}
${isSending(progress) && prepare(frame, back, true)}
${parcel(frame, back)}
${money(frame, back)}
${itemsCard(frame, back, true)}
${back.messages.length > 0 && html`<section class="card stack"><h2>${t('messages.title')}</h2>${thread(frame, back, true)}</section>`}
${story(frame, back, true)}
`,
    { flat: true },
  );
}

function answerForm(frame: Frame, back: PortalReturn, say: Say, kept: NonNullable<ReturnState['answerPhotos']>): Html {
  const { words, seller } = frame;
  const { t } = words;
  return html`<form class="card stack" id="answer-form" method="post" action="${paths.answer(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once${photoForm(words)}>
<h2>${t('answer.title')}</h2>
<input type="hidden" name="token" value="${say.token}">
${textField(frame, 'answer', t('answer.label'), say.typed['answer'], say.errors, { rows: 4 })}
${photoField(frame, 'answer-photos', say.errors, { kept, remove: 'answer-photos.remove' })}
<button class="button primary wide">${t('answer.send')}</button>
</form>`;
}

const UNSENT: ReadonlySet<PortalReturn['status']> = new Set(['rejected', 'cancelled', 'expired']);

function parcel(frame: Frame, back: PortalReturn): Html | false {
  const { words } = frame;
  const { t } = words;
  // Whoever brings it to the shop, or does not send it at all, has no carrier to follow.
  const isFollowed = back.label && back.label.kind !== 'store' && !UNSENT.has(back.status);
  if (!isFollowed && back.tracking.length === 0) return false;
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

/** How much, by which way, and when it is usually there. */
function money({ words }: Frame, back: PortalReturn): Html | false {
  const { t } = words;
  // What waits for an account is on its way to nowhere yet; the top of the page asks for one.
  const isAsked = back.bank?.state === 'wanted' || back.bank?.state === 'wrong';
  const refunds = back.refunds.filter(({ by, state }) => !isAsked || by !== 'bank' || state === 'confirmed');
  if (refunds.length === 0) return false;
  return html`<section class="card stack" aria-labelledby="money">
<h2 id="money">${icons.money} ${t('money.title')}</h2>
${refunds.map((refund) => {
  const state = refund.state === 'confirmed' ? 'confirmed' : refund.state === 'failed' ? 'failed' : 'on_its_way';
  const to = t(refund.by === 'bank' ? 'money.to_account' : 'money.to_payment', { account: back.bank?.account?.iban ?? '' });
  return html`<p class="amount"><b>${words.money(refund.amount)}</b> <span>${t(`money.${state}`, { date: words.day(refund.at), to })}${state === 'confirmed' && html` ${whenThere(words, [refund], back.asOf)}`}</span></p>`;
})}
</section>`;
}

/** Their own photos; folded away where nobody waits for one. */
function photos(frame: Frame, back: PortalReturn, { token, errors }: Say): Html | false {
  const { seller, words } = frame;
  const { t } = words;
  const mayAdd = back.may.addPhotos && !asked(back);
  if (back.photos.length === 0 && !mayAdd) return false;
  const isAsked = progressOf(back).headline === 'send_photos';
  const shelf = html`${
    back.photos.length > 0 &&
    html`<ul class="shots">${back.photos.map((photo) => {
      const src = paths.photo(seller.slug, back.id, photo.ref);
      return html`<li><a href="${src}"><img src="${src}" alt="${t('photos.alt', { name: photo.name })}" width="96" height="96" loading="lazy"></a></li>`;
    })}</ul>`
  }
${
  mayAdd &&
  html`<form class="stack" method="post" action="${paths.photos(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once${photoForm(words)}>
<input type="hidden" name="token" value="${token}">
${photoTips(frame, back)}
${photoField(frame, 'photos', errors)}
<button class="button">${t('photos.add')}</button>
</form>`
}`;
  const title = html`${icons.camera} ${t('photos.yours')}${back.photos.length > 0 && ` (${back.photos.length})`}`;
  return isAsked
    ? html`<section class="card stack" aria-labelledby="photos-title"><h2 id="photos-title">${title}</h2>${shelf}</section>`
    : html`<details class="card"${attributes({ open: hasError(errors, 'photos') })}><summary id="photos-title">${title}</summary><div class="stack">${shelf}</div></details>`;
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

function more(frame: Frame, back: PortalReturn, { token }: Say): Html {
  const { seller, words } = frame;
  const { t } = words;
  // What the carrier lost is not the buyer's to take back: they would give away their money.
  const mayEnd = back.may.cancel && !back.items.some(({ parcel }) => parcel === 'lost');
  return html`<section class="acts end">
<a class="button" href="${paths.print(seller.slug, back.id)}">${icons.print} ${t('print.go')}</a>
${mayEnd && html`<a class="button" href="${paths.change(seller.slug, back.id)}">${t('change.go')}</a>`}
${
  mayEnd &&
  html`<details class="cancel"><summary class="button">${t('cancel.go')}</summary><form class="stack" method="post" action="${paths.cancellation(seller.slug, back.id)}" data-once>
<input type="hidden" name="token" value="${token}">
<p>${t('cancel.sure')}</p>
<button class="button danger">${t('cancel.yes')}</button>
</form></details>`
}
</section>`;
}

export const flashOf = (text: unknown): Flash | undefined => FLASHES.find((flash) => flash === text);

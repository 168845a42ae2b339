import type { DeadlineKind, Decision } from '../../../src/core/policy/decision.ts';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { toldTo } from '../../../src/core/policy/explain.ts';
import { compare, zero } from '../../../src/core/money.ts';
import { instructionsOf } from '../../../src/core/policy/instructions.ts';
import { inOneSentence, sentences, unbroken } from '../because.ts';
import { type Draft, type DraftItem, field, NOTE_LIMIT, placeOf, reasonOf } from '../draft.ts';
import { type Html, html, paragraphs } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, notice, page } from '../layout.ts';
import type { PortalOrder, PortalPreview } from '../model.ts';
import { paths } from '../paths.ts';
import { BATTERY_FAULTS, choiceOf } from '../reasons.ts';
import type { Words } from '../words.ts';

export type ReviewState = {
  readonly problem?: string;
  /** Why the buyer sees a no otherwise, as typed so far. */
  readonly contests?: string;
  /** The return that this request takes the place of. */
  readonly replaces?: { readonly id: string; readonly rma: string };
};

/** The answer before it counts: in plain words, with its reasons, the money, the way back and the dates. */
export function reviewPage(
  frame: Frame,
  order: PortalOrder,
  draft: Draft,
  previews: ReadonlyMap<string, PortalPreview>,
  token: string,
  { problem, contests = '', replaces }: ReviewState = {},
): Html {
  const { words, seller } = frame;
  const { t } = words;
  const answers = [...previews.values()];
  const outcomes = new Set(answers.map(({ decision }) => decision.outcome));
  const said = outcomes.size === 1 ? [...outcomes][0]! : 'mixed';
  const lead = said === 'approve' && answers.every(({ decision }) => decision.next === 'send_photos') ? 'review' : said;
  return page(
    frame,
    t('review.title'),
    html`
${problem && html`<section class="notice danger" role="alert" tabindex="-1" autofocus><h2>${icons.warn} ${problem}</h2></section>`}
<h1>${t(`review.lead_${lead}`)}</h1>
<p class="lead">${t(`review.lead_${lead}_more`, { seller: seller.name })}</p>
${draft.map((item) => {
  const place = placeOf(order, item.key);
  const preview = previews.get(item.key);
  return place && preview ? answer(frame, order, place.order, item, place.item.title, preview) : false;
})}
${new Set(draft.map((item) => placeOf(order, item.key)?.order.ref)).size > 1 && notice('info', t('review.several'), html`<p>${t('review.several_text')}</p>`)}
${draft.some(isDangerous) && notice('warn', t('prepare.battery_title'), html`<p>${t('prepare.battery_text')}</p>`)}
<form id="review" class="stack" method="post" action="${paths.send(seller.slug, order.ref)}" data-once>
<input type="hidden" name="token" value="${token}">
${draft.map(hiddenFields)}
${replaces && html`<input type="hidden" name="replaces" value="${replaces.id}"><p class="ask">${icons.warn} <span>${t('change.replaces', { rma: replaces.rma })}</span></p>`}
${outcomes.has('reject') && contest(frame, contests)}
<button class="button primary wide">${said === 'reject' ? t('review.send_anyway') : t('review.send')}</button>
<button class="button wide" formaction="${paths.details(seller.slug, order.ref)}" formenctype="multipart/form-data">${t('review.change')}</button>
</form>
<p class="quiet"><a href="${paths.policy(seller.slug)}">${t('review.policy')}</a></p>
`,
    { errors: problem !== undefined },
  );
}

const isDangerous = (item: DraftItem): boolean => reasonOf(item) === 'defective' && BATTERY_FAULTS.some((fault) => fault === item.fault);

/** Never a dead end: what is written here goes to a person, who answers by a date (M35). */
const contest = ({ words, seller }: Frame, typed: string): Html => html`<section class="card stack" aria-labelledby="contest">
<h2 id="contest">${icons.talk} ${words.t('messages.contest')}</h2>
<div class="field"><label for="contests">${words.t('messages.contest_label')}</label>
<p class="hint" id="contests-hint">${words.t('review.contest_hint', { seller: seller.name })}</p>
<textarea id="contests" name="contests" rows="3" maxlength="${NOTE_LIMIT}" aria-describedby="contests-hint">
${typed}</textarea></div>
</section>`;

function answer(
  frame: Frame,
  main: PortalOrder,
  order: PortalOrder,
  item: DraftItem,
  title: string,
  { decision, wouldChange }: PortalPreview,
): Html {
  const { words } = frame;
  const { t } = words;
  const reason = reasonOf(item);
  const tone = decision.outcome === 'approve' ? 'good' : decision.outcome === 'reject' ? 'stop' : 'wait';
  return html`<section class="card stack answer">
<h2>${title}</h2>
${order.ref !== main.ref && html`<p class="hint">${t('return.order', { number: order.number })}</p>`}
<p class="said">${reason && t(`reasons.${reason}`)}${reason === 'defective' && item.fault !== '' ? ` · ${t(`faults.${item.fault}` as 'faults.battery')}` : ''}</p>
${item.note.trim() !== '' && html`<blockquote class="said">${paragraphs(item.note)}</blockquote>`}
${
  item.photos.length > 0 &&
  html`<ul class="shots small">${item.photos.map((photo) => html`<li><img src="${paths.stowedPhoto(frame.seller.slug, main.ref, photo.sealed)}" alt="${t('photos.alt', { name: photo.name })}" width="72" height="72"></li>`)}</ul>`
}
<p class="verdict ${tone}">${tone === 'good' ? icons.done : tone === 'wait' ? icons.wait : icons.stop} <span>${t(`review.outcome_${decision.outcome}`)}</span></p>
${sentence(decision, words, order.policy)}
${decision.next === 'send_photos' && html`<p class="ask">${icons.camera} <span>${t('review.photos_asked')} ${photosFor(words, item)}</span></p>`}
${decision.outcome !== 'reject' && terms(frame, decision, decision.outcome === 'approve' ? DUE_ONCE_APPROVED : DUE_IN_REVIEW)}
${why(decision, words, order.policy)}
${decision.outcome !== 'approve' && change(words, wouldChange)}
${decision.outcome === 'approve' && told(words, decision, isDangerous(item), order.policy)}
${decision.outcome === 'reject' && html`<p>${t('review.reject_then')}</p>`}
</section>`;
}

const photosFor = (words: Words, item: DraftItem): string => {
  const choice = choiceOf(item.choice);
  return choice && choice.photos !== 'none' ? words.t(`photos.for_${choice.id}` as 'photos.for_fault') : '';
};

/** Why, each finding once, with where it is written for those who want to read it there. */
export function why(decision: Decision, words: Words, policy?: PolicyDocument, title = words.t('review.why')): Html | false {
  const lines = sentences(toldTo('buyer', decision), words, policy);
  return lines.length > 0 && html`<div><h3>${title}</h3><ul class="reasons">${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
}

/** The answer in one sentence that names its ground. */
export function sentence(decision: Decision, words: Words, policy?: PolicyDocument): Html | false {
  const said = inOneSentence(decision, words, policy);
  return said !== false && html`<p>${said}</p>`;
}

/** On which day or with which evidence the answer would be another one (M6). */
export const change = (words: Words, lines: readonly string[] = []): Html | false =>
  lines.length > 0 &&
  html`<div><h3>${words.t('review.would_change')}</h3><ul class="reasons">${lines.map((line) => html`<li>${unbroken(line)}</li>`)}</ul></div>`;

/** What will be asked of the buyer, before they send anything (M10). */
function told(words: Words, decision: Decision, dangerous: boolean, policy?: PolicyDocument): Html | false {
  const { caution = [], ...others } = instructionsOf([decision], words.language, policy);
  // The page warns of a damaged battery itself.
  const lines = [...(dangerous ? [] : caution), ...Object.values(others).flat()];
  return (
    lines.length > 0 &&
    html`<details class="tip"><summary>${words.t('prepare.title')}</summary><ul class="reasons">${lines.map((line) => html`<li>${unbroken(line)}</li>`)}</ul></details>`
  );
}

/** Which dates matter to the buyer, and when: one that is met already, or is not theirs to watch, only worries. */
const DUE_IN_REVIEW: readonly DeadlineKind[] = ['first_answer'];
export const DUE_ONCE_SENT: readonly DeadlineKind[] = ['resolve', 'remedy', 'auto_refund', 'withdrawal_refund', 'rejection_refund'];
export const DUE_ONCE_APPROVED: readonly DeadlineKind[] = ['send_back', ...DUE_ONCE_SENT];

/**
 * What the buyer gets, who pays the way back, and by when: the same block before sending and on the progress page.
 * @param labelled The label is there, or no longer needed: only who pays for the way is still worth saying.
 */
export function terms(frame: Frame, decision: Decision, shown: readonly DeadlineKind[], labelled = false): Html {
  const { words, seller } = frame;
  const { t } = words;
  const { refund, returnShipping } = decision;
  const nothing = zero(refund.total.currency);
  const some = (amount: typeof refund.total) => compare(amount, nothing) !== 0;
  const goods = decision.next !== 'refund_without_return' && decision.next !== 'none';
  const dated = decision.deadlines.flatMap(({ kind, dueAt }) => (dueAt && shown.includes(kind) ? [{ kind, dueAt }] : []));
  return html`<dl class="terms">
${decision.resolutions.length > 0 && html`<div><dt>${t('review.you_get')}</dt><dd>${decision.resolutions.map((r) => t(`resolutions.${r}`)).join(` ${t('common.or')} `)}</dd></div>`}
${
  decision.resolutions.some((r) => r === 'refund' || r === 'partial_refund') &&
  some(refund.total) &&
  html`<div><dt>${t(decision.resolutions.length > 1 ? 'review.refund_if' : 'review.refund')}</dt><dd><b>${words.money(refund.total)}</b>${
    (some(refund.shipping) || some(refund.deductions)) &&
    html`<span class="sum">${t('review.refund_items', { amount: words.money(refund.items) })}${some(refund.shipping) && html` + ${t('review.refund_shipping', { amount: words.money(refund.shipping) })}`}${some(refund.deductions) && html` − ${t('review.refund_deductions', { amount: words.money(refund.deductions) })}`}</span>`
  }</dd></div>`
}
<div><dt>${t('review.way_back')}</dt><dd>${!goods ? t('review.way_none') : returnShipping.paidBy === 'seller' ? t(returnShipping.label === 'prepaid' && !labelled ? 'review.way_prepaid' : 'review.way_seller', { seller: seller.name }) : t(returnShipping.label === 'prepaid' ? 'review.way_buyer_label' : 'review.way_buyer')}</dd></div>
${(decision.productState ?? []).length > 0 && goods && html`<div><dt>${t('review.condition')}</dt><dd>${decision.productState!.map((state) => t(`states.${state}`)).join(', ')}</dd></div>`}
${dated.map(({ kind, dueAt }) => html`<div><dt>${t(`deadlines.${kind}` as 'deadlines.send_back')}</dt><dd>${words.moment(dueAt)}</dd></div>`)}
</dl>`;
}

function hiddenFields(item: DraftItem, i: number): Html {
  const one = (of: keyof DraftItem, value: string) => html`<input type="hidden" name="${field(i, of)}" value="${value}">`;
  return html`${one('key', item.key)}${one('choice', item.choice)}${one('reason', item.reason)}${one('fault', item.fault)}${one('wants', item.wants)}${one('note', item.note)}${one('tried', item.tried)}${item.photos.map((photo) => one('photos', photo.sealed))}`;
}

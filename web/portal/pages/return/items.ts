import type { Decision } from '../../../../src/core/policy/decision.ts';
import { type Html, html, outsideUrl, paragraphs } from '../../html.ts';
import { icons } from '../../icons.ts';
import type { Frame } from '../../layout.ts';
import type { FoundPoint, PortalReturn, PortalReturnItem } from '../../model.ts';
import { paths } from '../../paths.ts';
import { withoutGoods } from '../../progress.ts';
import type { Key, Words } from '../../words.ts';
import { change, DUE_ONCE_APPROVED, DUE_ONCE_SENT, sentence, terms, why } from '../review.ts';

/** Each item with what was said, what was decided and why, what the bench found, and how it ended. */
export function itemsCard(frame: Frame, back: PortalReturn, flat = false): Html {
  const { t } = frame.words;
  return html`<section class="card stack" aria-labelledby="items">
<h2 id="items">${icons.device} ${t('items.title', { count: back.items.length })}</h2>
${back.items.map((item) => oneItem(frame, back, item, flat))}
</section>`;
}

function oneItem(frame: Frame, back: PortalReturn, item: PortalReturnItem, flat: boolean): Html {
  const { words } = frame;
  const { t } = words;
  const { decision } = item;
  const onItsWay = item.parcel !== 'none' && item.parcel !== 'label_issued';
  return html`<article class="item stack">
<h3>${item.title} <small>${words.money(item.price)}</small></h3>
<p class="said">${t(`reasons.${item.reason}`)}${item.fault && ` · ${t(`faults.${item.fault}`)}`}${item.wants && html`<br>${t('items.wished', { wish: t(`resolutions.${item.wants}`) })}`}</p>
${item.note && html`<blockquote class="said">${paragraphs(item.note)}</blockquote>`}
<p class="verdict ${toneOf(item)}">${toneOf(item) === 'good' ? icons.done : toneOf(item) === 'stop' ? icons.stop : icons.wait} <span>${stateOf(frame, back, item)}</span></p>
${item.toYou && parcelToYou(frame, item.toYou)}
${found(frame, back, item)}
${outcome(frame, item)}
${decision && item.authorisation === 'approved' && item.settlement === 'open' && item.assessment !== 'assessed' && terms(frame, decision, onItsWay ? DUE_ONCE_SENT : DUE_ONCE_APPROVED, onItsWay || back.label !== undefined)}
${reasonsOf(frame, back, item, flat)}
</article>`;
}

/**
 * Why: a person's reasons as they wrote them, else the policy's. While they are the news (a no, or a question that is still open) they stand
 * there; once there is more to say they are for those who look for them.
 */
function reasonsOf({ words }: Frame, back: PortalReturn, item: PortalReturnItem, flat: boolean): Html | false {
  const { t } = words;
  const { decision } = item;
  if (item.refusal) return html`<div><h4>${t('review.why')}</h4>${paragraphs(item.refusal)}</div>`;
  if (!decision || !stands(item, decision)) return false;
  const isYes = decision.outcome === 'approve' && item.authorisation === 'approved';
  // Once it is settled, why is what the bench or a person said; the rules that it began with are only that.
  const lines = why(decision, words, back.policy, item.settlement === 'open' ? t('review.why') : t('items.rules'));
  if (item.authorisation === 'approved' && lines && !flat)
    return html`${isYes && item.settlement === 'open' && item.assessment !== 'assessed' && sentence(decision, words, back.policy)}<details class="tip"><summary>${t('items.rules')}</summary>${lines}</details>`;
  return html`${lines}${!isYes && change(words, item.wouldChange)}`;
}

/** What the bench found, in plain words, with the pictures that show it. */
function found({ words, seller }: Frame, back: PortalReturn, { verdict, finding }: PortalReturnItem): Html | false {
  if (!verdict) return false;
  const { t } = words;
  const said = finding?.points.map((point) => pointSays(words, point)) ?? [];
  return html`<div class="found stack"><h4>${t('items.found')}</h4>
<p>${t(`verdicts.${verdict}`)}</p>
${finding && said.length > 0 && html`<ul class="reasons">${finding.points.map((point, i) => html`<li>${'own' in point && words.language !== 'fr' && words.language !== 'en' ? html`<span lang="en">${said[i]}</span>` : said[i]}</li>`)}</ul>`}
${finding?.grade && html`<p>${t('found.grade', { grade: t(`grades.${finding.grade}`) })}</p>`}
${
  finding &&
  finding.photos.length > 0 &&
  html`<ul class="shots">${finding.photos.map(({ ref, point }) => {
    const src = paths.finding(seller.slug, back.id, ref);
    return html`<li><a href="${src}"><img src="${src}" alt="${t('found.photo', { seller: seller.name, says: said[point] ?? '' })}" width="96" height="96" loading="lazy"></a></li>`;
  })}</ul>`
}
</div>`;
}

/** One thing that the bench found, as a sentence. */
export function pointSays(words: Words, point: FoundPoint): string {
  if ('own' in point) return point.own[words.language === 'fr' ? 'fr' : 'en'];
  const key = `found.points.${point.key}`;
  return words.has(key) ? words.t(key as Key, { figure: point.figure ?? '' }) : point.key;
}

/** What was kept of the money, or why it ended as it did, in the words of whoever decided; and the law where it is the law that allows it. */
function outcome(
  { words }: Frame,
  { given, decision, settlement, resolution, agreedAt, failed, authorisation }: PortalReturnItem,
): Html | false {
  const { t } = words;
  const kept = given?.kept;
  const tried = settlement === 'open' ? (failed ?? []) : [];
  const lines = [
    ...tried.map(({ remedy, because }) => html`<p>${t(`found.failed_${remedy}`)} ${because}</p>`),
    ...(kept ? [html`<p><b>${t('found.kept', { amount: words.money(kept) })}</b></p>`] : []),
    ...(given?.because !== undefined && authorisation !== 'rejected'
      ? [html`<div><h4>${t('review.why')}</h4>${paragraphs(given.because)}</div>`]
      : []),
    ...(kept && decision?.ground === 'withdrawal' ? [html`<p class="hint">${t('found.kept_law')}</p>`] : []),
    ...(settlement === 'refunding' && resolution === 'partial_refund' ? [html`<p>${t('found.part_only')}</p>`] : []),
    ...(agreedAt ? [html`<p class="said">${t('say.agreed', { day: words.day(agreedAt) })}</p>`] : []),
  ];
  return lines.length > 0 && html`${lines}`;
}

/** The other way: the device, or the one that replaces it, comes to the buyer. */
function parcelToYou(frame: Frame, { carrier, trackingNumber, trackingUrl }: NonNullable<PortalReturnItem['toYou']>): Html {
  const { t } = frame.words;
  const url = outsideUrl(trackingUrl);
  return html`<div><h4>${icons.parcel} ${t('parcel.to_you')}</h4>
<p>${carrier && html`${carrier} · `}<span class="mono">${trackingNumber}</span>${url && html` · <a href="${url}" rel="noreferrer">${t('parcel.follow')}</a>`}</p></div>`;
}

/** Whether the policy's answer is the one that stands: where a person decided otherwise, its reasons are not theirs. */
function stands({ authorisation }: PortalReturnItem, { outcome: answered }: Decision): boolean {
  if (authorisation === 'rejected') return answered === 'reject';
  if (authorisation === 'approved') return answered !== 'reject';
  return authorisation === 'in_review';
}

const ENDED: ReadonlySet<PortalReturnItem['authorisation']> = new Set(['rejected', 'cancelled', 'expired']);

const toneOf = (item: PortalReturnItem): 'good' | 'stop' | 'wait' => {
  if (item.settlement === 'denied' || ENDED.has(item.authorisation)) return 'stop';
  if (item.settlement !== 'open' || item.authorisation === 'approved') return 'good';
  return 'wait';
};

function stateOf({ words: { t } }: Frame, back: PortalReturn, item: PortalReturnItem): string {
  if (item.settlement !== 'open') return t(`settlements.${item.settlement}`);
  if (item.assessment === 'assessed') return t('items.assessed');
  if (item.parcel === 'received') return t('items.received');
  if (item.authorisation === 'approved' && withoutGoods(back)) return t('authorisations.approved_without_goods');
  return t(`authorisations.${item.authorisation}`);
}

import { sum } from '../../../../src/core/money.ts';
import { attributes, type Html, html, paragraphs } from '../../html.ts';
import { icons } from '../../icons.ts';
import type { Frame } from '../../layout.ts';
import type { PortalDispute, PortalRefund, PortalReturn } from '../../model.ts';
import { paths } from '../../paths.ts';
import type { Headline, Progress } from '../../progress.ts';
import type { Words } from '../../words.ts';

/** Where it is, the one thing to do, who acts next and by when. */
export function headline(frame: Frame, back: PortalReturn, { headline: what, tone, next }: Progress, flat = false): Html {
  const { words, seller } = frame;
  const { t } = words;
  const values = valuesOf(frame, back, what);
  return html`<section class="status ${tone}">
<p class="code">${flat && html`${seller.name} · `}${t('return.code')} <b>${back.rma}</b> · <span class="whole">${t('return.order', { number: back.orderNumber })}</span></p>
<h1>${tone === 'act' ? icons.act : tone === 'good' ? icons.done : tone === 'stop' ? icons.stop : icons.wait} <span>${t(`headlines.${what}.title`, values)}</span></h1>
<p class="lead">${(values.amount !== undefined || !SPEAKS_OF_MONEY.has(what)) && t(`headlines.${what}.text`, values)}${what === 'refunded' && html` ${whenThere(words, back.refunds, back.asOf)}`}</p>
${back.asks && back.status === 'waiting_for_buyer' && html`<blockquote class="asks">${paragraphs(back.asks)}</blockquote>`}
${
  next.who !== 'nobody' &&
  html`<p class="next"><b>${t(next.who === 'carrier' && !back.label ? 'next.some_carrier' : `next.${next.who}`, values)}</b>${next.by && html` <span>${t(next.by < back.asOf ? 'next.was_due' : 'next.by', { when: words.moment(next.by) })}</span>`}</p>`
}
${!flat && primaryAct(frame, back, what)}
</section>`;
}

/** These say how much; where nothing is known of an amount (it was paid elsewhere), the title has to do. */
const SPEAKS_OF_MONEY: ReadonlySet<Headline> = new Set(['account_wanted', 'account_wrong', 'refunding', 'refund_late', 'refunded']);

/** What a headline may speak of. */
function valuesOf(
  { words, seller }: Frame,
  back: PortalReturn,
  what: Headline,
): Readonly<Record<string, string>> & { readonly amount?: string } {
  const { t } = words;
  const { label, dispute, bank, refunds } = back;
  const carrier = label?.carrier ?? t('common.carrier');
  const slot = label?.place?.slot;
  const money = refunds.filter(({ state }) => what !== 'refunded' || state === 'confirmed').map(({ amount }) => amount);
  return {
    seller: seller.name,
    carrier,
    shop: back.shop,
    place: label?.place?.point?.name ?? t('prepare.any_shop', { carrier }),
    ...(slot && { from: words.moment(slot.from), until: words.time(slot.until) }),
    ...(money[0] && { amount: words.money(sum(money, money[0].currency)) }),
    ...(dispute && { code: dispute.code, terms: termsOf(words, dispute) }),
    ...(bank?.account && { account: bank.account.iban }),
  };
}

/** What an offer, a ruling or the end comes to. */
export function termsOf({ t, money }: Words, { offer, ruling, settled, state }: PortalDispute): string {
  const terms = state === 'closed' ? settled : state === 'ruled' ? ruling : offer;
  if (!terms) return '';
  return terms.outcome === 'for_seller' ? t('dispute.stays') : t('dispute.gets', { amount: money(terms.amount) });
}

/** When the money shows on the account; past that day it should be there. */
export function whenThere({ t, day }: Words, refunds: readonly PortalRefund[], asOf: string): string | false {
  const last = refunds
    .flatMap(({ usually }) => usually ?? [])
    .toSorted()
    .at(-1);
  if (last === undefined) return false;
  return last < asOf ? t('money.should_be_there') : t('money.usually', { day: day(last) });
}

/** The one thing that a thumb should find first, when it is the buyer's turn. */
function primaryAct({ seller, words }: Frame, back: PortalReturn, what: Headline): Html | false {
  const { t } = words;
  const go = (href: string, says: string, icon: Html | false = false, more: Record<string, string> = {}): Html =>
    html`<p class="acts"><a class="button primary" href="${href}"${attributes(more)}>${icon} ${says}</a></p>`;
  switch (what) {
    case 'send_prepaid':
      return back.label?.pdf === true && go(paths.label(seller.slug, back.id, 'a4'), t('prepare.label_a4'), icons.label);
    case 'send_dropoff':
    case 'send_store':
      return go('#way-code', t('prepare.show_code'), icons.label);
    case 'send_pickup':
    case 'send_own':
      return go('#prepare', t('prepare.how'), icons.parcel);
    case 'pickup_missed':
      return go(paths.way(seller.slug, back.id), t('prepare.other_time'), icons.parcel);
    case 'send_photos':
      return back.may.addPhotos && go('#photos-title', t('photos.go_to'), icons.camera);
    case 'waiting_for_buyer':
      return back.may.answer && go('#answer-form', t('answer.go_to'));
    case 'account_wanted':
    case 'account_wrong':
      return go('#account', t('account.go_to'), icons.money);
    case 'offer':
    case 'ruled':
    case 'dispute_answered':
      return go('#dispute', t('dispute.go_to'), icons.talk);
    case 'hold_serial':
    case 'hold_missing':
      return back.may.message && go('#message', t('messages.go_to'), icons.talk);
    case 'cancelled':
    case 'expired':
      return go(paths.order(seller.slug, back.orderRef), t('return.again'));
    default:
      return false;
  }
}

export function stepLine({ words }: Frame, { steps, at, done }: Progress): Html | false {
  const { t } = words;
  if (steps.length < 2) return false;
  return html`<ol class="steps" aria-label="${t('steps.title')}">${steps.map((step) => {
    const state = step === at ? 'now' : done.includes(step) ? 'done' : 'later';
    return html`<li class="${state}"${attributes({ 'aria-current': state === 'now' && 'step' })}><span class="dot">${state === 'done' && icons.done}</span><span>${t(`steps.${step}`)}<span class="unseen"> (${t(`steps.state_${state}`)})</span></span></li>`;
  })}</ol>`;
}

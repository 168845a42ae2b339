import { keyOf } from '../../../../src/core/return/model.ts';
import type { FieldError } from '../../draft.ts';
import { attributes, type Html, html, outsideUrl, paragraphs } from '../../html.ts';
import { icons } from '../../icons.ts';
import type { Frame } from '../../layout.ts';
import { beside } from '../../layout.ts';
import type { PendingFile, PortalDispute, PortalReturn } from '../../model.ts';
import { paths } from '../../paths.ts';
import { fileForm, filesField, textField } from '../files.ts';
import { termsOf } from './headline.ts';

/** What the page knows of a form that came back with a mistake. */
export type Say = {
  readonly token: string;
  readonly errors: readonly FieldError[];
  readonly typed: Readonly<Record<string, string | undefined>>;
  readonly pending: Readonly<Record<string, readonly PendingFile[] | undefined>>;
  /** Items that were ticked. */
  readonly chosen?: readonly string[];
};

/** Yes, or why not, to what was answered, found or decided (M35). Never asked for: it stands there for those who want it. */
export function sayCard(frame: Frame, back: PortalReturn, say: Say): Html | false {
  const open = back.items.filter(({ answer }) => answer !== undefined);
  if (open.length === 0 || (back.dispute && back.dispute.state !== 'closed')) return false;
  const { words, seller } = frame;
  const { t } = words;
  const failed = say.errors.some(({ field }) => field.startsWith('contest'));
  const first = open[0]!;
  return html`<section class="card stack" id="say" aria-labelledby="say-title">
<h2 id="say-title">${icons.talk} ${t('say.title')}</h2>
<p>${t(`say.about_${first.answer!}`, { seller: seller.name })}</p>
<div class="acts">
<form method="post" action="${paths.agreement(seller.slug, back.id)}" data-once><input type="hidden" name="token" value="${say.token}"><button class="button">${icons.done} ${t('say.agree')}</button></form>
<details class="cancel contest"${attributes({ open: failed })}><summary class="button">${t('say.contest')}</summary>
<form class="stack" id="contest-form" method="post" action="${paths.contest(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once${fileForm(words)}>
<input type="hidden" name="token" value="${say.token}">
<p class="hint">${t('say.how', { seller: seller.name })}</p>
${
  open.length > 1 &&
  html`<fieldset class="plain" id="contest-items" tabindex="-1"><legend>${t('say.which')}</legend>${beside(words, say.errors, 'contest-items')}
<div class="chips column">${open.map(
    (item) =>
      html`<label class="chip"><input type="checkbox" name="contest-items" value="${keyOf(item)}"${attributes({ checked: say.chosen?.includes(keyOf(item)) ?? true })}><span>${item.title}${item.unit > 1 ? ` (${item.unit})` : ''}</span></label>`,
  )}</div></fieldset>`
}
${textField(frame, 'contest', t('say.why'), say.typed['contest'], say.errors, { rows: 4, hint: t('say.why_hint') })}
${filesField(frame, 'contest-files', say.pending['contest-files'] ?? [], say.errors)}
<button class="button primary">${t('say.send')}</button>
</form></details>
</div>
</section>`;
}

/** The buyer's complaint: what they said, where it stands, and what they can answer now. */
export function disputeCard(frame: Frame, back: PortalReturn, say: Say): Html | false {
  const { dispute } = back;
  if (!dispute) return false;
  const { words, seller } = frame;
  const { t } = words;
  const may = new Set(dispute.may);
  return html`<section class="card stack" id="dispute" aria-labelledby="dispute-title">
<h2 id="dispute-title">${icons.talk} <span>${t('dispute.title', { code: '' })} <span class="whole">${dispute.code}</span></span></h2>
<p>${standsWhere(frame, dispute)}</p>
${offered(frame, dispute)}
${dispute.said.map(({ says, at }) => html`<blockquote class="said">${paragraphs(says)}<small>${t('messages.you')} · ${words.moment(at)}</small></blockquote>`)}
${dispute.shown.length > 0 && html`<p class="said">${t('dispute.shown', { count: dispute.shown.length })} ${dispute.shown.join(', ')}</p>`}
<div class="acts">
${may.has('agreement') && plainAct('agreement', t('dispute.agree'), true)}
${may.has('acceptance') && plainAct('acceptance', t('dispute.accept'), true)}
${may.has('decline') && folded('decline', t('dispute.decline'), t('dispute.decline_label'), false)}
${may.has('appeal') && folded('appeal', t('dispute.appeal'), t('dispute.appeal_label'), true)}
${may.has('word') && folded('word', t('dispute.word'), t('dispute.word_label'), true)}
${may.has('withdrawal') && folded('withdrawal', t('dispute.withdraw'), null, false)}
</div>
${(dispute.state === 'ruled' || dispute.state === 'closed' || dispute.appealed) && dispute.settled?.by !== 'withdrawal' && outOfCourt(frame, back)}
</section>`;

  function plainAct(verb: string, says: string, primary: boolean): Html {
    return html`<form method="post" action="${paths.dispute(seller.slug, back.id)}" data-once>${hidden(verb)}<button class="button${primary ? ' primary' : ''}">${says}</button></form>`;
  }

  function folded(verb: string, says: string, label: string | null, withFiles: boolean): Html {
    const field = `says-${verb}`;
    const isOpen = say.errors.some((error) => error.field.startsWith(field));
    return html`<details class="cancel"${attributes({ open: isOpen })}><summary class="button">${says}</summary>
<form class="stack" method="post" action="${paths.dispute(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once${fileForm(words)}>${hidden(verb)}
${label === null ? html`<p>${t('dispute.withdraw_sure')}</p>` : textField(frame, field, label, say.typed[field], say.errors)}
${withFiles && filesField(frame, `${field}-files`, say.pending[`${field}-files`] ?? [], say.errors)}
<button class="button${label === null ? ' danger' : ''}">${label === null ? t('dispute.withdraw_yes') : t('messages.send')}</button>
</form></details>`;
  }

  function hidden(verb: string): Html {
    return html`<input type="hidden" name="token" value="${say.token}"><input type="hidden" name="verb" value="${verb}">`;
  }
}

function standsWhere({ words }: Frame, dispute: PortalDispute): string {
  const { t } = words;
  if (dispute.state === 'closed')
    return t(dispute.settled?.by === 'withdrawal' ? 'dispute.state_withdrawn' : 'dispute.state_closed', { terms: termsOf(words, dispute) });
  return t(`dispute.state_${dispute.state}`, { when: dispute.answerBy ? words.moment(dispute.answerBy) : '' });
}

/** What is on the table: an offer, or a ruling with its reasons. */
function offered({ words }: Frame, dispute: PortalDispute): Html | false {
  const { t } = words;
  const { offer, ruling, state } = dispute;
  const shown = offer ?? (state === 'ruled' || state === 'closed' ? ruling : undefined);
  if (!shown) return false;
  return html`<div class="offer stack">
${shown.says !== undefined && shown.says !== '' && html`<blockquote>${paragraphs(shown.says)}</blockquote>`}
${state !== 'closed' && html`<p><b>${termsOf(words, dispute)}.</b> ${t(offer ? 'dispute.offer_until' : 'dispute.appeal_until', { day: words.day(shown.until) })}</p>`}
</div>`;
}

/** Whom to turn to when we don't find together (Directive 2013/11/EU article 13(3)); where nobody is named, nothing is promised. */
export function outOfCourt({ words }: Frame, { mediator }: PortalReturn): Html | false {
  if (!mediator) return false;
  const url = outsideUrl(mediator.url);
  return html`<p class="hint">${words.t('dispute.out_of_court')} ${url ? html`<a href="${url}" rel="noreferrer">${mediator.name}</a>` : mediator.name}.</p>`;
}

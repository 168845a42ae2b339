/**
 * The withdrawal function (Directive 2011/83/EU article 11a): a statement, its confirmation, and the receipt. Open to whoever has the order:
 * nobody signs in for it, and it never tells whether an order exists.
 */
import type { FieldError } from '../draft.ts';
import { attributes, type Html, html, paragraphs } from '../html.ts';
import { icons } from '../icons.ts';
import { beside, type Frame, hasError, page, summary } from '../layout.ts';
import type { PortalOrder } from '../model.ts';
import { paths } from '../paths.ts';
import type { Words } from '../words.ts';

export const ABOUT_LIMIT = 500;

export type WithdrawalDraft = {
  readonly name: string;
  readonly number: string;
  readonly email: string;
  /** Which items, in words; empty for the whole order. */
  readonly about: string;
  /** Keys of ticked units, where a signed-in buyer could tick them. */
  readonly items: readonly string[];
};
const FIELDS = ['name', 'number', 'email', 'about'] as const;

export function withdrawalPage(
  frame: Frame,
  draft: WithdrawalDraft,
  token: string,
  errors: readonly FieldError[] = [],
  order?: PortalOrder,
): Html {
  const { words, seller } = frame;
  const { t } = words;
  const input = (name: (typeof FIELDS)[number], more: Record<string, string | number | boolean>, hint = true) => html`<div class="field">
<label for="${name}">${t(`withdrawal.${name}`)}</label>
${hint && html`<p class="hint" id="${name}-hint">${t(`withdrawal.${name}_hint` as 'withdrawal.email_hint')}</p>`}
<input id="${name}" name="${name}"${attributes({
    value: draft[name],
    spellcheck: 'false',
    'aria-describedby': [...(hint ? [`${name}-hint`] : []), ...(hasError(errors, name) ? [`${name}-mistake`] : [])].join(' ') || false,
    'aria-invalid': hasError(errors, name) && 'true',
    ...more,
  })}>
${beside(words, errors, name)}
</div>`;
  return page(
    frame,
    t('withdrawal.title'),
    html`
${summary(words, errors)}
<h1>${t('withdrawal.title')}</h1>
<p class="lead">${t('withdrawal.lead', { seller: seller.name })}</p>
<form class="card stack" id="withdrawal" method="post" action="${paths.withdrawalCheck(seller.slug)}" novalidate data-once>
<input type="hidden" name="token" value="${token}">
${input('name', { type: 'text', required: true, maxlength: 120, autocomplete: 'name' }, false)}
${input('number', { type: 'text', required: true, maxlength: 80, autocomplete: 'off', autocapitalize: 'characters' })}
${input('email', { type: 'email', required: true, maxlength: 254, autocomplete: 'email', inputmode: 'email' })}
${order && order.items.length > 1 ? ticks(words, order, draft) : !order && input('about', { type: 'text', maxlength: ABOUT_LIMIT, autocomplete: 'off' })}
<button class="button primary wide">${t('common.continue')}</button>
<p class="hint centre">${t('withdrawal.not_sent_yet')}</p>
</form>
<p class="quiet">${t('withdrawal.fault')} <a href="${paths.find(seller.slug)}">${t('withdrawal.fault_go')}</a></p>
`,
    { errors: errors.length > 0 },
  );
}

const ticks = (words: Words, order: PortalOrder, draft: WithdrawalDraft): Html => html`<fieldset class="plain">
<legend>${words.t('withdrawal.items')}</legend>
<p class="hint">${words.t('withdrawal.about_hint')}</p>
<div class="choices tight">${order.items.map(
  (item) =>
    html`<label class="choice"><input type="checkbox" name="item" value="${item.key}"${attributes({ checked: draft.items.includes(item.key) })}><span>${item.title}</span></label>`,
)}</div>
</fieldset>`;

/** What the buyer declares, in one text: shown to be confirmed, kept, and repeated by the acknowledgement. */
export function statementOf(words: Words, seller: string, draft: WithdrawalDraft, titles: readonly string[]): string {
  const about = titles.length > 0 ? titles.join(', ') : draft.about;
  const values = { seller, number: draft.number, about };
  return [
    words.t(about === '' ? 'withdrawal.statement' : 'withdrawal.statement_part', values),
    words.t('withdrawal.statement_who', { name: draft.name, email: draft.email }),
  ].join('\n');
}

export function withdrawalCheckPage(frame: Frame, draft: WithdrawalDraft, statement: string, token: string): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('withdrawal.check'),
    html`
<h1>${t('withdrawal.check')}</h1>
<p class="lead">${t('withdrawal.check_lead', { email: draft.email })}</p>
<form class="stack" id="withdrawal-check" method="post" action="${paths.withdrawalConfirm(seller.slug)}" data-once>
<input type="hidden" name="token" value="${token}">
${FIELDS.map((name) => html`<input type="hidden" name="${name}" value="${draft[name]}">`)}
${draft.items.map((key) => html`<input type="hidden" name="item" value="${key}">`)}
<blockquote class="card statement">${paragraphs(statement)}</blockquote>
<button class="button primary wide">${t('withdrawal.confirm')}</button>
<button class="button wide" formaction="${paths.withdrawal(seller.slug)}">${t('review.change')}</button>
</form>
`,
  );
}

export function withdrawalDonePage(frame: Frame, draft: WithdrawalDraft, statement: string, when: string): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('withdrawal.done'),
    html`
<h1>${icons.done} ${t('withdrawal.done')}</h1>
<p class="lead">${t('withdrawal.done_lead', { when, email: draft.email })}</p>
<blockquote class="card statement">${paragraphs(statement)}</blockquote>
<section class="quiet" aria-labelledby="then"><h2 id="then">${t('find.then')}</h2>
<ol class="promise"><li>${t('withdrawal.then_1')}</li><li>${t('withdrawal.then_2')}</li><li>${t('withdrawal.then_3')}</li></ol></section>
<p class="acts screen"><a class="button primary" href="${frame.order ? paths.order(seller.slug, frame.order.ref) : paths.find(seller.slug)}">${icons.act} ${frame.order ? t('common.to_order', { number: frame.order.number }) : t('plain.start')}</a></p>
<p class="hint screen">${t('print.how')}</p>
`,
  );
}

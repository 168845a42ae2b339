import { attributes, type Html, html } from '../../html.ts';
import { icons } from '../../icons.ts';
import { beside, type Frame, hasError } from '../../layout.ts';
import type { PortalBank, PortalReturn } from '../../model.ts';
import { paths } from '../../paths.ts';
import type { Say } from './say.ts';

/** Where money goes that can't go back the way it came: asked for only then, shown in part, and changed until the bank has it (M31). */
export function accountCard(frame: Frame, back: PortalReturn, say: Say): Html | false {
  const { bank } = back;
  if (!bank) return false;
  const { t } = frame.words;
  const isAsked = bank.state === 'wanted' || bank.state === 'wrong';
  const failed = say.errors.some(({ field }) => field === 'iban' || field === 'holder');
  return html`<section class="card stack" id="account" aria-labelledby="account-title">
<h2 id="account-title">${icons.money} ${t('account.title')}</h2>
${bank.account && given(frame, bank, bank.account)}
${isAsked && html`<p>${t(`account.${bank.state}` as 'account.wanted', { seller: frame.seller.name })}</p>${form(frame, back, say, true)}`}
${bank.state === 'given' && html`<details${attributes({ open: failed })}><summary>${t('account.change')}</summary>${form(frame, back, say, false)}</details>`}
</section>`;
}

function given({ words }: Frame, { state }: PortalBank, account: NonNullable<PortalBank['account']>): Html {
  const { t } = words;
  return html`<p><b>${account.holder}</b><br><span class="mono">${account.iban}</span><br>${t('account.country', { country: words.country(account.country) })}</p>
${state !== 'wrong' && html`<p class="hint">${t(state === 'sent' ? 'account.sent' : 'account.given')}</p>`}`;
}

function form({ words, seller }: Frame, back: PortalReturn, { token, typed, errors }: Say, primary: boolean): Html {
  const { t } = words;
  const field = (name: 'holder' | 'iban', more: Record<string, string>): Html =>
    html`<div class="field"><label for="${name}">${t(`account.${name}`)}</label>
<p class="hint" id="${name}-hint">${t(`account.${name}_hint`)}</p>
<input type="text" id="${name}" name="${name}"${attributes({
      ...more,
      value: typed[name] ?? '',
      'aria-describedby': `${name}-hint${hasError(errors, name) ? ` ${name}-mistake` : ''}`,
      'aria-invalid': hasError(errors, name) && 'true',
    })}>
${beside(words, errors, name)}</div>`;
  return html`<form class="stack" method="post" action="${paths.account(seller.slug, back.id)}" novalidate data-once>
<input type="hidden" name="token" value="${token}">
${field('holder', { autocomplete: 'name', maxlength: '70' })}
${field('iban', { autocomplete: 'off', spellcheck: 'false', autocapitalize: 'characters', maxlength: '42', class: 'mono' })}
<button class="button${primary ? ' primary' : ''}">${t('account.send')}</button>
<p class="hint">${t('account.private')}</p>
</form>`;
}

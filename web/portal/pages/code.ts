import type { FieldError } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { beside, type Frame, hasError, notice, page, summary } from '../layout.ts';
import { paths } from '../paths.ts';

export type CodeState = {
  readonly number: string;
  /** As typed: the page never says whether it stands on an order. */
  readonly email: string;
  readonly errors: readonly FieldError[];
  /** Another code was asked for just now. */
  readonly again: boolean;
  readonly mailbox?: string;
};

/** The one-time code: one field, and what to do when no mail comes. The same page whether or not there is such an order. */
export function codePage(frame: Frame, { number, email, errors, again, mailbox }: CodeState): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('code.title'),
    html`
${again && errors.length === 0 && notice('good', t('code.again_done'))}
${summary(words, errors)}
<h1>${t('code.title')}</h1>
<p class="lead">${t('code.lead', { email })}</p>
<form class="card stack" method="post" action="${paths.code(seller.slug)}" novalidate data-once>
<div class="field">
<label for="code">${t('code.label')}</label>
<p class="hint" id="code-hint">${t('code.hint')}</p>
<input id="code" name="code" class="code-field"${attributes({
      type: 'text',
      required: true,
      maxlength: 12,
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      autofocus: errors.length === 0,
      spellcheck: 'false',
      enterkeyhint: 'go',
      'aria-describedby': `code-hint${hasError(errors, 'code') ? ' code-mistake' : ''}`,
      'aria-invalid': hasError(errors, 'code') && 'true',
    })}>
${beside(words, errors, 'code')}
</div>
<button class="button primary wide">${t('code.go')}</button>
</form>
${mailbox && html`<p class="ask">${t('code.demo')} <a href="${mailbox}?to=${encodeURIComponent(email.toLowerCase())}" target="_blank" rel="noopener">${t('code.demo_go')}</a></p>`}
<details class="quiet"><summary>${t('code.none')}</summary>
<ul class="reasons">
<li>${t('code.none_spam')}</li>
<li>${t('code.none_typed', { number, email })}</li>
<li>${t('code.none_address')}</li>
</ul>
</details>
<div class="acts">
<form method="post" action="${paths.codeAgain(seller.slug)}" data-once><button class="button">${t('code.again')}</button></form>
<a class="button" href="${paths.find(seller.slug)}?again=">${t('code.change')}</a>
</div>
`,
    { errors: errors.length > 0 },
  );
}

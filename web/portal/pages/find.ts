import type { FieldError } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { beside, type Frame, hasError, notice, page, summary } from '../layout.ts';
import { paths } from '../paths.ts';

export type FindState = {
  readonly number: string;
  readonly email: string;
  readonly errors: readonly FieldError[];
  /** Came here because a session or a link is over. */
  readonly because?: 'session_over' | 'link_old' | 'link_unknown' | 'left';
};

export function findPage(frame: Frame, state: FindState): Html {
  const { words, seller } = frame;
  const { t } = words;
  const failed = state.errors.length > 0;
  return page(
    frame,
    t('find.title'),
    html`
${state.because && notice(state.because === 'left' ? 'good' : 'info', t(`find.${state.because}`))}
${summary(words, state.errors)}
<h1>${t('find.title')}</h1>
<p class="lead">${t('find.lead', { seller: seller.name })}</p>
<form class="card stack" method="post" action="${paths.find(seller.slug)}" novalidate data-once>
<div class="field">
<label for="number">${t('find.number')}</label>
<p class="hint" id="number-hint">${t('find.number_hint')}</p>
<input id="number" name="number"${attributes({
      type: 'text',
      value: state.number,
      required: true,
      maxlength: 80,
      autocomplete: 'off',
      autocapitalize: 'characters',
      spellcheck: 'false',
      enterkeyhint: 'next',
      'aria-describedby': `number-hint${hasError(state.errors, 'number') ? ' number-mistake' : ''}`,
      'aria-invalid': hasError(state.errors, 'number') && 'true',
    })}>
${beside(words, state.errors, 'number')}
</div>
<div class="field">
<label for="email">${t('find.email')}</label>
<p class="hint" id="email-hint">${t('find.email_hint')}</p>
<input id="email" name="email"${attributes({
      type: 'email',
      value: state.email,
      required: true,
      maxlength: 254,
      autocomplete: 'email',
      inputmode: 'email',
      spellcheck: 'false',
      enterkeyhint: 'go',
      'aria-describedby': `email-hint${hasError(state.errors, 'email') ? ' email-mistake' : ''}`,
      'aria-invalid': hasError(state.errors, 'email') && 'true',
    })}>
${beside(words, state.errors, 'email')}
</div>
<button class="button primary wide">${t('find.go')}</button>
<p class="hint centre">${t('find.go_hint')}</p>
</form>
<section class="quiet" aria-labelledby="then">
<h2 id="then">${t('find.then')}</h2>
<ol class="promise">
<li>${t('find.then_1')}</li>
<li>${t('find.then_2')}</li>
<li>${t('find.then_3')}</li>
</ol>
</section>
<p class="acts"><a class="button" href="${paths.withdrawal(seller.slug)}">${t('common.withdraw')}</a></p>
<p class="quiet"><a href="${paths.policy(seller.slug)}">${t('find.policy')}</a></p>
<details class="quiet"><summary>${t('find.help')}</summary><p>${t('find.help_text', { seller: seller.name })}</p></details>
`,
    { errors: failed },
  );
}

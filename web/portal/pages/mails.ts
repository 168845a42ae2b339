import type { NoticeGroup } from '../../../src/core/notices.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, page } from '../layout.ts';

/** Which mails a buyer gets: reached by the signed link in a mail, without signing in. Nothing but the address stands here of the buyer. */
export function mailsPage(
  frame: Frame,
  { address, groups, off, saved }: { address: string; groups: readonly NoticeGroup[]; off: readonly string[]; saved: boolean },
): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('mails.title'),
    html`${saved && html`<section class="notice good" role="status" tabindex="-1" autofocus><h2>${icons.done} ${t('mails.saved')}</h2></section>`}
<h1>${t('mails.title')}</h1>
<p class="lead">${t('mails.lead', { seller: seller.name })}</p>
<form method="post" class="stack">
<fieldset class="plain">
<legend><h2>${t('mails.to', { address })}</h2></legend>
<div class="choices">
${groups.map(
  (group) =>
    html`<label class="choice"><input type="checkbox" name="on" value="${group}"${attributes({ checked: !off.includes(group) })}><span><b>${t(`mails.${group}`)}</b><small>${t(`mails.${group}_hint`)}</small></span></label>`,
)}
</div>
</fieldset>
<p>${t('mails.always')}</p>
<p>${t('mails.page')}</p>
<p class="acts"><button class="button primary" type="submit">${t('mails.save')}</button></p>
</form>`,
  );
}

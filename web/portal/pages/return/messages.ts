import { attributes, type Html, html, paragraphs } from '../../html.ts';
import { icons } from '../../icons.ts';
import { type Frame, hasError } from '../../layout.ts';
import type { PortalFile, PortalMessage, PortalReturn } from '../../model.ts';
import { paths } from '../../paths.ts';
import { fileForm, filesField, sizeOf, textField } from '../files.ts';
import type { Say } from './say.ts';

/** How many messages stand open; the older ones are folded away, since notices can be many. */
const OPEN_MESSAGES = 4;

export function thread(frame: Frame, back: PortalReturn, flat = false): Html {
  const { words } = frame;
  const one = (message: PortalMessage): Html =>
    html`<li${attributes({ class: message.from === 'buyer' && 'buyer' })}><div class="bubble"${attributes({ lang: message.language && message.language !== words.language ? message.language : undefined })}>${paragraphs(message.body)}${message.files && along(frame, back, message.files, flat)}</div><small>${message.from === 'buyer' ? words.t('messages.you') : message.author} · ${words.moment(message.at)}</small></li>`;
  const older = flat ? [] : back.messages.slice(0, -OPEN_MESSAGES);
  return html`${
    older.length > 0 &&
    html`<details><summary>${words.t('messages.older', { count: older.length })}</summary><ol class="thread">${older.map(one)}</ol></details>`
  }<ol class="thread">${back.messages.slice(older.length).map(one)}</ol>`;
}

/** Pictures are shown small, papers by their name; on paper only the names are of use. */
function along({ words, seller }: Frame, back: PortalReturn, files: readonly PortalFile[], flat: boolean): Html {
  return html`<ul class="files">${files.map((file) => {
    const src = paths.file(seller.slug, back.id, file.id);
    const name = html`<span>${file.name} <small>${sizeOf(words, file.size)}</small></span>`;
    if (flat) return html`<li>${name}</li>`;
    return file.type.startsWith('image/')
      ? html`<li><a href="${src}"><img src="${src}" alt="${words.t('messages.picture', { name: file.name })}" width="96" height="96" loading="lazy"></a></li>`
      : html`<li><a href="${src}" download>${icons.label} ${name}</a></li>`;
  })}</ul>`;
}

/** The thread and a place to write. */
export function messages(frame: Frame, back: PortalReturn, say: Say): Html | false {
  const { words, seller } = frame;
  const { t } = words;
  const pending = say.pending['message-files'] ?? [];
  if (back.messages.length === 0 && !back.may.message) return false;
  return html`<section class="card stack" aria-labelledby="messages">
<h2 id="messages">${icons.talk} ${t('messages.title')}</h2>
<div data-live="thread">${back.messages.length > 0 && thread(frame, back)}</div>
${
  back.may.message &&
  html`<form class="stack" method="post" action="${paths.messages(seller.slug, back.id)}" enctype="multipart/form-data" novalidate data-once${fileForm(words)}>
<input type="hidden" name="token" value="${say.token}">
${textField(frame, 'message', t('messages.label', { seller: seller.name }), say.typed['message'], say.errors)}
<details class="tip"${attributes({ open: pending.length > 0 || hasError(say.errors, 'message-files') })}><summary>${t('files.add')}</summary>${filesField(frame, 'message-files', pending, say.errors)}</details>
<button class="button">${t('messages.send')}</button>
</form>`
}
</section>`;
}

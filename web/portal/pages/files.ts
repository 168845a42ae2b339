import { NOTE_LIMIT, PDF_BYTES, PHOTO_BYTES, PHOTO_LIMIT, type FieldError } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { beside, type Frame, hasError } from '../layout.ts';
import type { PendingFile } from '../model.ts';
import type { Key, Words } from '../words.ts';

/** What the script needs to say about photos that were chosen in a form: it has no words of its own. */
export const photoForm = ({ t }: Words): Html =>
  attributes({
    'data-photos': PHOTO_BYTES,
    'data-photo-limit': PHOTO_LIMIT,
    'data-too-big': t('photos.too_big'),
    'data-not-a-photo': t('photos.not_a_photo'),
    'data-too-many': t('photos.too_many', { limit: PHOTO_LIMIT }),
  });

/** The same for a form that takes papers as well. */
export const fileForm = ({ t }: Words): Html =>
  attributes({
    'data-photos': PHOTO_BYTES,
    'data-pdf': PDF_BYTES,
    'data-photo-limit': PHOTO_LIMIT,
    'data-too-big': t('files.too_big'),
    'data-not-a-photo': t('files.not_allowed'),
    'data-too-many': t('files.too_many', { limit: PHOTO_LIMIT }),
  });

/** Photos and PDFs; those that are kept already come along with the form, so that a mistake elsewhere costs nobody a second choice. */
export function filesField(frame: Frame, id: string, pending: readonly PendingFile[], errors: readonly FieldError[]): Html {
  const { words } = frame;
  const { t } = words;
  return html`<div class="field photos">
<label for="${id}">${t('files.title')}</label>
<p class="hint" id="${id}-hint">${t('files.hint', { limit: PHOTO_LIMIT })}</p>
${
  pending.length > 0 &&
  html`<ul class="files">${pending.map(
    (file) =>
      html`<li>${icons.label} <span>${file.name} <small>${sizeOf(words, file.size)}</small></span><input type="hidden" name="${id}.kept" value="${file.sealed}"><label class="slim"><input type="checkbox" name="${id}.remove" value="${file.sealed}"> ${t('photos.remove')}<span class="unseen"> ${file.name}</span></label></li>`,
  )}</ul>`
}
<input class="file" type="file" id="${id}" name="${id}" accept="image/jpeg,image/png,image/webp,application/pdf" multiple${attributes({
    'aria-describedby': `${id}-hint${hasError(errors, id) ? ` ${id}-mistake` : ''}`,
    'aria-invalid': hasError(errors, id) && 'true',
  })}>
${beside(words, errors, id)}
<ul class="shots" data-preview hidden></ul>
<p class="mistake" data-mistake role="alert" hidden></p>
</div>`;
}

/** A place to write, which keeps what was typed. */
export function textField(
  { words }: Frame,
  id: string,
  label: string,
  typed: string | undefined,
  errors: readonly FieldError[],
  { rows = 3, hint }: { readonly rows?: number; readonly hint?: string } = {},
): Html {
  const describedBy = [hint === undefined ? '' : `${id}-hint`, hasError(errors, id) ? `${id}-mistake` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${id}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
<textarea id="${id}" name="${id}" rows="${rows}"${attributes({ maxlength: NOTE_LIMIT, 'aria-describedby': describedBy !== '' && describedBy, 'aria-invalid': hasError(errors, id) && 'true' })}>
${typed}</textarea>
${beside(words, errors, id)}
</div>`;
}

/** `1.2 MB`, `340 kB`: as people read it, rounded. */
export const sizeOf = ({ t, number }: Words, bytes: number): string => {
  const unit: Key = bytes < 1_000_000 ? 'files.kb' : 'files.mb';
  return t(unit, { size: bytes < 1_000_000 ? number(Math.max(1, Math.round(bytes / 1000))) : number(Math.round(bytes / 100_000) / 10) });
};

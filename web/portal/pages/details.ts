import type { Fault } from '../../../src/core/return/model.ts';
import { type Draft, type DraftItem, type FieldError, field, placeOf, NOTE_LIMIT, PHOTO_LIMIT } from '../draft.ts';
import { attributes, type Html, html } from '../html.ts';
import { FAULT_SIGNS, icons } from '../icons.ts';
import { beside, type Frame, hasError, idOf, page, summary } from '../layout.ts';
import type { PortalOrder, PortalOrderItem } from '../model.ts';
import { paths } from '../paths.ts';
import { faultsFor, firstAid } from '../help/first-aid.ts';
import { whereIsNumber } from '../help/ready.ts';
import { OUTLINES, shotsFor } from '../help/shots.ts';
import { photoForm } from './files.ts';
import { CHOICES, type Choice, OFFERED_WISHES } from '../reasons.ts';

/** What is wrong, what the buyer would like, a note, photos: one page for all chosen items. */
export function detailsPage(
  frame: Frame,
  order: PortalOrder,
  draft: Draft,
  token: string,
  errors: readonly FieldError[] = [],
  problem?: string,
  replaces?: { readonly id: string; readonly rma: string },
): Html {
  const { words, seller } = frame;
  const { t } = words;
  return page(
    frame,
    t('details.title'),
    html`
<p class="back"><a href="${paths.order(seller.slug, order.ref)}">← ${t('common.to_order', { number: order.number })}</a></p>
${problem && html`<section class="notice danger" role="alert" tabindex="-1" autofocus><h2>${icons.warn} ${problem}</h2></section>`}
${summary(words, errors)}
<h1>${t('details.title')}</h1>
${replaces && html`<p class="lead">${t('change.lead', { rma: replaces.rma })}</p>`}
<form id="details" class="stack" method="post" action="${paths.check(seller.slug, order.ref)}" enctype="multipart/form-data" novalidate${photoForm(words)}>
<input type="hidden" name="token" value="${token}">
${replaces && html`<input type="hidden" name="replaces" value="${replaces.id}">`}
${draft.map((item, i) => itemFields(frame, order, item, i, errors, draft.length > 1))}
<button class="button primary wide">${t('details.go')}</button>
<p class="hint centre">${t('details.not_sent_yet')}</p>
</form>
`,
    { errors: errors.length > 0 },
  );
}

function itemFields(frame: Frame, order: PortalOrder, item: DraftItem, i: number, errors: readonly FieldError[], several: boolean): Html {
  const { words } = frame;
  const { t } = words;
  const place = placeOf(order, item.key);
  const unit = place?.item;
  if (!place || !unit) return html``;
  const name = (of: keyof DraftItem | 'remove') => field(i, of);
  return html`<section class="card stack" aria-labelledby="${idOf(name('key'))}-title">
<input type="hidden" name="${name('key')}" value="${item.key}">
<h2 id="${idOf(name('key'))}-title">${unit.title}${several && unit.unit > 1 ? ` (${unit.unit})` : ''}</h2>
${place.order.ref !== order.ref && html`<p class="hint">${t('return.order', { number: place.order.number })}</p>`}
<fieldset class="plain" id="${idOf(name('choice'))}" tabindex="-1"${attributes({ 'aria-describedby': hasError(errors, name('choice')) && `${idOf(name('choice'))}-mistake` })}>
<legend><h3>${t('details.why')}</h3></legend>
${beside(words, errors, name('choice'))}
<div class="choices">${CHOICES.map((choice) => choiceField(frame, item, unit, i, choice, errors))}</div>
</fieldset>
${several ? html`<details class="tip more"${attributes({ open: item.wants !== '' || item.note !== '' || item.photos.length > 0 || hasError(errors, name('note')) || hasError(errors, name('photos')) })}><summary>${t('details.more')}</summary><div class="stack">${rest()}</div></details>` : rest()}
</section>`;

  /** What nobody has to say; with several items it is folded away, so that the page stays one that a thumb gets through. */
  function rest(): Html {
    return html`<fieldset class="plain">
<legend><h3>${t('details.wants')}</h3></legend>
<p class="hint">${t('details.wants_hint')}</p>
<div class="choices tight">${['', ...OFFERED_WISHES].map(
      (wish) =>
        html`<label class="choice"><input type="radio" name="${name('wants')}" value="${wish}"${attributes({ checked: item.wants === wish })}><span>${t(wish === '' ? 'wishes.none' : (`wishes.${wish}` as 'wishes.refund'))}</span></label>`,
    )}</div>
</fieldset>
<div class="field">
<label for="${idOf(name('note'))}">${t('details.note')}</label>
<p class="hint" id="${idOf(name('note'))}-hint">${t('details.note_hint')}</p>
<textarea id="${idOf(name('note'))}" name="${name('note')}" rows="4"${attributes({
      maxlength: NOTE_LIMIT,
      'aria-describedby': `${idOf(name('note'))}-hint${hasError(errors, name('note')) ? ` ${idOf(name('note'))}-mistake` : ''}`,
      'aria-invalid': hasError(errors, name('note')) && 'true',
    })}>
${item.note}</textarea>
${beside(words, errors, name('note'))}
</div>
${photoField(frame, name('photos'), errors, {
  kept: item.photos.map((photo) => ({ ...photo, src: paths.stowedPhoto(frame.seller.slug, order.ref, photo.sealed) })),
  remove: name('remove'),
})}`;
  }
}

function choiceField(frame: Frame, item: DraftItem, unit: PortalOrderItem, i: number, choice: Choice, errors: readonly FieldError[]): Html {
  const { words } = frame;
  const { t } = words;
  const name = field(i, 'choice');
  const number = choice.id === 'different' || choice.id === 'fault' ? whereIsNumber(words, unit) : [];
  return html`<div class="option">
<label class="choice"><input type="radio" name="${name}" value="${choice.id}"${attributes({ checked: item.choice === choice.id })}><span><b>${t(`choices.${choice.id}`)}</b></span></label>
<div class="follow" data-follows="${choice.id}">
${choice.faults && faultFields(frame, item, unit, i, faultsFor(unit, choice.faults), errors)}
${choice.reasons.length > 1 && reasonFields(frame, item, i, choice, errors)}
${choice.photos !== 'none' && html`<p class="ask">${icons.camera} <span>${t(`photos.for_${choice.id}` as 'photos.for_fault')}</span></p>`}
${shots(frame, i, choice)}
${number.length > 0 && html`<details class="tip"><summary>${t('help.number.title')}</summary>${number.map((line) => html`<p>${line}</p>`)}</details>`}
</div>
</div>`;
}

function faultFields(
  frame: Frame,
  item: DraftItem,
  unit: PortalOrderItem,
  i: number,
  faults: readonly Fault[],
  errors: readonly FieldError[],
): Html {
  const { words } = frame;
  const name = field(i, 'fault');
  return html`<fieldset class="plain" id="${idOf(name)}" tabindex="-1"${attributes({ 'aria-describedby': hasError(errors, name) && `${idOf(name)}-mistake` })}>
<legend>${words.t('details.fault')}</legend>
${beside(words, errors, name)}
<div class="chips signs">${faults.map(
    (fault) =>
      html`<label class="chip"><input type="radio" name="${name}" value="${fault}"${attributes({ checked: item.fault === fault })}>${FAULT_SIGNS[fault]}<span>${words.t(`faults.${fault}`)}</span></label>`,
  )}</div>
<p class="ask caution" data-faults="battery overheating">${icons.warn} <span>${words.t('details.battery_danger')}</span></p>
${faults.map((fault) => aid(frame, item, unit, i, fault))}
</fieldset>`;
}

/** What is worth a try first, folded away until somebody wants it; it asks for nothing and stops nobody. */
function aid(frame: Frame, item: DraftItem, unit: PortalOrderItem, i: number, fault: Fault): Html | false {
  const { words } = frame;
  const steps = firstAid(words, unit, fault);
  if (steps.length === 0) return false;
  const name = field(i, 'tried');
  return html`<details class="tip aid" data-faults="${fault}"><summary>${words.t('help.aid_title', { fault: words.t(`faults.${fault}`) })}</summary>
<p class="hint">${words.t('help.aid_hint')}</p>
<ol class="promise">${steps.map((step) => html`<li>${step}</li>`)}</ol>
<div class="chips">${(['tried', 'skipped'] as const).map(
    (tried) =>
      html`<label class="chip"><input type="radio" name="${name}" value="${tried}.${fault}"${attributes({ checked: item.tried === `${tried}.${fault}` })}><span>${words.t(`help.${tried}`)}</span></label>`,
  )}</div>
<p class="hint">${words.t('help.works')}</p>
</details>`;
}

/** A place for each picture that helps, with how it should look; all of them go where the other photos go. */
function shots(frame: Frame, i: number, choice: Choice): Html | false {
  const { words } = frame;
  const wanted = shotsFor(choice);
  if (wanted.length === 0) return false;
  return html`<div class="guide" role="group" aria-label="${words.t('help.shots')}">${wanted.map((shot) => {
    const id = `${idOf(field(i, 'photos'))}-${choice.id}-${shot}`;
    return html`<div class="shot"><label for="${id}">${OUTLINES[shot]}<span>${words.t(`help.shot.${shot}`)}</span></label><input class="one" type="file" id="${id}" name="${field(i, 'photos')}" accept="image/*" capture="environment"></div>`;
  })}</div>`;
}

function reasonFields(frame: Frame, item: DraftItem, i: number, choice: Choice, errors: readonly FieldError[]): Html {
  const { words } = frame;
  const name = field(i, 'reason');
  // Two choices ask for a reason; an error belongs to the one that was chosen.
  const wrong = item.choice === choice.id ? errors : [];
  const id = item.choice === choice.id ? idOf(name) : `${idOf(name)}-${choice.id}`;
  return html`<fieldset class="plain" id="${id}" tabindex="-1"${attributes({ 'aria-describedby': hasError(wrong, name) && `${idOf(name)}-mistake` })}>
<legend>${words.t(`details.which_${choice.id}` as 'details.which_different')}</legend>
${beside(words, wrong, name)}
<div class="chips column">${choice.reasons.map(
    (reason) =>
      html`<label class="chip"><input type="radio" name="${name}" value="${reason}"${attributes({ checked: item.reason === reason })}><span>${words.t(`reasons.${reason}`)}</span></label>`,
  )}</div>
</fieldset>`;
}

/** A file field that says what is welcome, and the pictures that were kept already, each with a way to take it out. */
export function photoField(
  frame: Frame,
  name: string,
  errors: readonly FieldError[],
  already: { kept: readonly { name: string; sealed: string; src: string }[]; remove: string } = { kept: [], remove: '' },
): Html {
  const { words } = frame;
  const id = idOf(name);
  return html`<div class="field photos">
<label for="${id}">${words.t('photos.title')}</label>
<p class="hint" id="${id}-hint">${words.t('photos.hint', { limit: PHOTO_LIMIT })}</p>
${
  already.kept.length > 0 &&
  html`<ul class="shots">${already.kept.map(
    (photo) =>
      html`<li><img src="${photo.src}" alt="${words.t('photos.alt', { name: photo.name })}" width="96" height="96"><input type="hidden" name="${name}" value="${photo.sealed}"><label class="slim"><input type="checkbox" name="${already.remove}" value="${photo.sealed}"> ${words.t('photos.remove')}<span class="unseen"> ${photo.name}</span></label></li>`,
  )}</ul>`
}
<input class="file" type="file" id="${id}" name="${name}" accept="image/jpeg,image/png,image/webp" multiple${attributes({
    'aria-describedby': `${id}-hint${hasError(errors, name) ? ` ${id}-mistake` : ''}`,
    'aria-invalid': hasError(errors, name) && 'true',
  })}>
${beside(words, errors, name)}
<ul class="shots" data-preview hidden></ul>
<p class="mistake" data-mistake role="alert" hidden></p>
</div>`;
}

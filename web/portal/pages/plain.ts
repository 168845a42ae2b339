import { type Html, html } from '../html.ts';
import { type Frame, page } from '../layout.ts';
import { paths } from '../paths.ts';

export const PLAIN = ['not_found', 'form_old', 'too_many', 'too_large', 'survey_over', 'broken'] as const;

/** When something can't go on: what happened and the way out. Never a code alone, never blame. */
export function plainPage(frame: Frame, what: (typeof PLAIN)[number], values: Readonly<Record<string, string | number>> = {}): Html {
  const { t } = frame.words;
  return page(
    frame,
    t(`plain.${what}.title`),
    html`<h1>${t(`plain.${what}.title`)}</h1>
<p class="lead">${t(`plain.${what}.text`, values)}</p>
<p class="acts"><a class="button primary" href="${frame.order ? paths.order(frame.seller.slug, frame.order.ref) : paths.find(frame.seller.slug)}">${frame.order ? t('common.to_order', { number: frame.order.number }) : t('plain.start')}</a></p>`,
  );
}

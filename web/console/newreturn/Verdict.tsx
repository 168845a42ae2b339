import { IconArrowRight, IconMessage2, IconScale } from '@tabler/icons-react';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { failureWords } from '../parts/tell.ts';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import type { FoundOrder, Preview } from './api.ts';
import style from './newreturn.module.css';

const TONES: Readonly<Record<string, Tone>> = { approve: 'good', review: 'warn', reject: 'danger' };

type Props = {
  readonly found: FoundOrder;
  readonly preview: Preview | undefined;
  readonly error: unknown;
  readonly stale: boolean;
};

/** Beside the form, while the buyer is still talking: what is decided, why, and what to tell them, in their language. */
export function Verdict({ found, preview, error, stale }: Props) {
  const { t, word } = useWords();
  const say = useSay();
  if (error)
    return (
      <p className={style.refused} role="alert">
        {failureWords(t, error)}
      </p>
    );
  if (!preview)
    return (
      <div className={style.silent}>
        <IconScale size={26} stroke={1.4} aria-hidden />
        <p>{t('newReturn.sayWhat')}</p>
      </div>
    );
  return (
    <div className={style.verdicts} data-stale={stale || undefined} aria-live="polite">
      {preview.openReturn && (
        <p className={style.already}>
          {t('newReturn.isOpen')}{' '}
          <To href={paths.case(preview.openReturn.id)}>
            {preview.openReturn.rma} <IconArrowRight size={14} stroke={2} aria-hidden />
          </To>
        </p>
      )}
      {preview.items.map(({ lineId, unit, decision, team, buyer, instructions }) => (
        <section key={`${lineId}#${unit}`} className={style.verdict}>
          {preview.items.length > 1 && <h3>{found.order.lines.find(({ id }) => id === lineId)?.title}</h3>}
          <p className={style.outcome}>
            <Badge tone={TONES[decision.outcome] ?? 'plain'}>{t(`newReturn.outcome.${decision.outcome}`)}</Badge>
            <span>{word('ground', decision.ground)}</span>
          </p>
          <p className={style.headline}>{team.headline}</p>
          <dl className={style.terms}>
            {decision.resolutions.length > 0 && (
              <>
                <dt>{t('next.offers')}</dt>
                <dd>{decision.resolutions.map((one) => word('resolution', one)).join(', ')}</dd>
              </>
            )}
            {decision.outcome !== 'reject' && (
              <>
                <dt>{t('next.refundWouldBe')}</dt>
                <dd className="figures">{say.amount(decision.refund.total, decision.refund.currency)}</dd>
                <dt>{t('next.wayBack')}</dt>
                <dd>{word('paidBy', decision.returnShipping.paidBy)}</dd>
              </>
            )}
          </dl>
          <figure className={style.tell}>
            <figcaption>
              <IconMessage2 size={15} stroke={1.8} aria-hidden />{' '}
              {t('newReturn.tell', { language: say.languageName(preview.buyerLanguage) })}
            </figcaption>
            <blockquote lang={preview.buyerLanguage}>
              <p>{buyer.headline}</p>
              {buyer.next && <p>{buyer.next}</p>}
              {instructions.length > 0 && (
                <ul>
                  {instructions.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              )}
            </blockquote>
          </figure>
          <details className={style.why}>
            <summary>{t('newReturn.why')}</summary>
            <ul>
              {team.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </details>
        </section>
      ))}
    </div>
  );
}

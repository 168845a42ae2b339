/** Charts of our own: few marks, the figures beside them as text, nothing that only colour tells. */
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import style from './money.module.css';
import { type MonthOfCurrency, size } from './server.ts';

export type Step = { readonly key: string; readonly name: string; readonly amount: string; readonly href?: string; readonly sum?: boolean };

/** From what was sold to what is left, step by step: each bar begins where the one before ended. */
export function Waterfall({ steps, currency }: { readonly steps: readonly Step[]; readonly currency: string }) {
  const say = useSay();
  let at = 0;
  const spans = steps.map((step) => {
    const value = size(step.amount);
    const [from, to] = step.sum ? [0, value] : [at, at + value];
    at = to;
    return { ...step, low: Math.min(from, to), high: Math.max(from, to), value };
  });
  const low = Math.min(0, ...spans.map((span) => span.low));
  const width = Math.max(1, ...spans.map((span) => span.high)) - low;
  return (
    <dl className={style.waterfall}>
      {spans.map((span) => (
        <div key={span.key} data-sum={span.sum || undefined}>
          <dt>{span.href ? <a href={span.href}>{span.name}</a> : span.name}</dt>
          <dd className={style.bar} aria-hidden>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none">
              <rect
                x={((span.low - low) / width) * 100}
                y="1"
                width={Math.max(0.4, ((span.high - span.low) / width) * 100)}
                height="8"
                data-sign={span.sum ? 'sum' : span.value < 0 ? 'less' : 'more'}
              />
            </svg>
          </dd>
          <dd className={style.figure}>{say.amount(span.amount, currency)}</dd>
        </div>
      ))}
    </dl>
  );
}

const HEIGHT = 120;

/** Each day of the month: sold upwards, refunded downwards, on one scale. */
export function Days({ month, of }: { readonly month: string; readonly of: MonthOfCurrency }) {
  const { t } = useWords();
  const say = useSay();
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const byDay = new Map(of.days.map((day) => [Number(day.day.slice(8)), day]));
  const up = Math.max(1, ...of.days.map((day) => size(day.sold)));
  const down = Math.max(0, ...of.days.map((day) => size(day.refunded)));
  const scale = (HEIGHT - 4) / (up + down);
  const zero = 2 + up * scale;
  const slot = 100 / count;
  return (
    <figure className={style.days}>
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t('money.daysChart')}>
        {Array.from({ length: count }, (_, i) => {
          const day = byDay.get(i + 1);
          const sold = size(day?.sold) * scale;
          const refunded = size(day?.refunded) * scale;
          return (
            <g key={i}>
              {/* The whole slot can be pointed at, however small the bars. */}
              <rect x={i * slot} y="0" width={slot} height={HEIGHT} fill="transparent">
                <title>
                  {t('money.dayTitle', {
                    day: `${i + 1}`,
                    sold: say.amount(day?.sold ?? '0', of.currency),
                    refunded: say.amount(day?.refunded ?? '0', of.currency),
                  })}
                </title>
              </rect>
              <rect x={i * slot + slot * 0.15} y={zero - sold} width={slot * 0.7} height={sold} data-sign="more" pointerEvents="none" />
              <rect x={i * slot + slot * 0.15} y={zero} width={slot * 0.7} height={refunded} data-sign="less" pointerEvents="none" />
            </g>
          );
        })}
        <line x1="0" x2="100" y1={zero} y2={zero} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption>
        <span data-sign="more">{t('money.soldUp')}</span>
        <span data-sign="less">{t('money.refundedDown')}</span>
        <span className={style.axis}>{t('money.daysFromTo', { from: 1, to: count })}</span>
      </figcaption>
    </figure>
  );
}

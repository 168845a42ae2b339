import { IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import style from './aftercare.module.css';
import { type Budget, gesturesApi } from './api.ts';

export const useBudget = () => useQuery({ queryKey: ['gestureBudget'], queryFn: gesturesApi.budget, refetchInterval: 15_000 });

const share = (part: string, of: string): number => (Number(of) > 0 ? Math.min(100, (Number(part) / Number(of)) * 100) : 0);

/** How far the month has come: spending that is ahead of it runs out before it does. */
function monthGone(now: string, month: string): number {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return now.slice(0, 7) === month ? (Number(now.slice(8, 10)) / days) * 100 : 100;
}

/** The month's budget at a glance: what is spent, what is on its way, what is left, and where the month stands. */
export function Meter({ budget }: { readonly budget: Budget }) {
  const { t, word } = useWords();
  const say = useSay();
  const { currency } = budget;
  const amount = (text: string) => say.amount(text, currency);
  const gone = monthGone(say.now, budget.month);
  const tight = share(budget.left, budget.budget) < 15;
  return (
    <section
      className={style.meter}
      aria-label={t('aftercare.budget.title', { month: say.month(budget.month) })}
      data-tight={tight || undefined}
    >
      <p className={style.left}>
        <strong className="figures">{amount(budget.left)}</strong>
        <span>{t('aftercare.budget.leftOf', { budget: amount(budget.budget), month: say.month(budget.month) })}</span>
      </p>
      <div className={style.track} aria-hidden>
        {budget.byCause.map(({ cause, spent }, i) => (
          <span
            key={cause}
            className={style.spent}
            data-shade={i % 4}
            style={{ width: `${share(spent, budget.budget)}%` }}
            title={word('gestureCause', cause)}
          />
        ))}
        <span className={style.reserved} style={{ width: `${share(budget.reserved, budget.budget)}%` }} />
        <i style={{ insetInlineStart: `${gone}%` }} title={t('aftercare.budget.today')} />
      </div>
      <dl className={style.figures}>
        <div>
          <dt>{t('aftercare.budget.spent')}</dt>
          <dd className="figures">{amount(budget.spent)}</dd>
        </div>
        <div>
          <dt>{t('aftercare.budget.reserved')}</dt>
          <dd className="figures">{amount(budget.reserved)}</dd>
        </div>
        {budget.byCause.slice(0, 3).map(({ cause, spent, reserved }) => (
          <div key={cause} data-cause>
            <dt>{word('gestureCause', cause)}</dt>
            <dd className="figures">{amount((Number(spent) + Number(reserved)).toFixed(2))}</dd>
          </div>
        ))}
      </dl>
      {budget.lowCodes.map(({ amount: worth, left }) => (
        <p key={worth} className={style.low}>
          <IconTicket size={15} stroke={1.8} aria-hidden /> {t('aftercare.budget.codesLow', { count: left, amount: amount(worth) })}
        </p>
      ))}
    </section>
  );
}

import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { COST_KINDS } from '../../../src/core/money-flow/cost.ts';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { type CostFigures, costQuery, costsQuery, figuresQuery, lookAtMoney, money, negative, type ReturnCost, size } from './server.ts';

type By = 'month' | 'sku' | 'reason';

/** What returns cost, added up by what one may want to change. */
export function Costs() {
  const { t, word } = useWords();
  const say = useSay();
  const [by, setBy] = useState<By>('month');
  const [from, setFrom] = useState('');
  const costs = useQuery(costsQuery(by, from || undefined));
  const most = Math.max(1, ...(costs.data?.items ?? []).map((row) => size(row.total)));
  return (
    <Money page="costs" about={t('money.costsAbout')}>
      <search className={style.filters}>
        <SegmentedControl
          aria-label={t('money.by')}
          value={by}
          onChange={(value) => setBy(value as By)}
          data={(['month', 'sku', 'reason'] as const).map((value) => ({ value, label: t(`money.byEach.${value}`) }))}
        />
        <TextInput type="date" label={t('money.openedFrom')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      </search>
      {costs.isPending ? (
        <Waiting rows={5} height={64} />
      ) : costs.isError ? (
        <Trouble error={costs.error} again={() => void costs.refetch()} />
      ) : costs.data.items.length === 0 ? (
        <Nothing icon={<IconCoins size={28} stroke={1.5} />} title={t('money.noCosts')} />
      ) : (
        <>
          {costs.data.truncated && <p className={style.because}>{t('money.truncated')}</p>}
          <ul className={style.rows}>
            {costs.data.items.slice(0, 100).map((row) => (
              <li key={`${row.currency}${row.key}`} className={style.costRow}>
                <div className={style.row}>
                  <div>
                    <b>{by === 'reason' ? word('reason', row.key) : by === 'month' ? say.month(row.key) : row.key}</b>
                    <p className={style.muted}>
                      {t('money.returnsOf', { count: row.returns })} ·{' '}
                      {t('money.each', { amount: say.amount((size(row.total) / row.returns).toFixed(2), row.currency) })}
                      {row.incomplete > 0 && ` · ${t('money.incomplete', { count: row.incomplete })}`}
                    </p>
                  </div>
                  <span className={style.figure}>{say.amount(row.total, row.currency)}</span>
                </div>
                <div className={style.share} aria-hidden>
                  <span style={{ width: `${Math.max(0, (size(row.total) / most) * 100)}%` }} />
                </div>
                <p className={style.trail}>
                  {COST_KINDS.filter((kind) => size(row.byKind[kind]) !== 0).map((kind) => (
                    <span key={kind}>
                      {t(`cost.${kind}`)} {say.amount(row.byKind[kind]!, row.currency)}
                    </span>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <Figures />
    </Money>
  );
}

/** What the seller says that an hour costs. Without it no labour is counted. */
function Figures() {
  const { t } = useWords();
  const figures = useQuery(figuresQuery);
  if (!figures.data) return null;
  return (
    <section className={style.card} aria-label={t('money.figures')}>
      <h2 className={style.sectionName}>{t('money.figures')}</h2>
      <p className={style.muted}>{t('money.figuresAbout')}</p>
      <FiguresForm key={JSON.stringify(figures.data)} figures={figures.data} />
    </section>
  );
}

function FiguresForm({ figures }: { readonly figures: CostFigures }) {
  const { t } = useWords();
  const [hour, setHour] = useState(figures.labourHour ?? '');
  const [minutes, setMinutes] = useState<number | string>(figures.minutesPerItem ?? '');
  const save = useMutation({
    mutationFn: () =>
      money.setFigures({
        labourHour: hour.trim() === '' ? null : hour.trim().replace(',', '.'),
        currency: figures.currency,
        minutesPerItem: minutes === '' ? null : Number(minutes),
      }),
    onError: tellFailure(t),
    onSuccess: () => {
      void lookAtMoney();
      tell({ color: 'good', message: t('money.saved') });
    },
  });
  return (
    <form
      className={style.filters}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t('money.labourHour', { currency: figures.currency })}
        value={hour}
        onChange={(event) => setHour(event.currentTarget.value)}
        inputMode="decimal"
      />
      <NumberInput label={t('money.minutesPerItem')} value={minutes} onChange={setMinutes} min={0} max={600} allowDecimal={false} />
      <Button type="submit" loading={save.isPending}>
        {t('money.save')}
      </Button>
    </form>
  );
}

/** The quiet block on a case: what this return has cost so far. */
export function CaseCost({ returnId, version }: { readonly returnId: string; readonly version: number }) {
  const { t } = useWords();
  const cost = useQuery(costQuery(returnId, version));
  if (!cost.data || (cost.data.lines.length === 0 && cost.data.missing.length === 0)) return null;
  return (
    <section className={style.caseCost} aria-label={t('money.caseCost')}>
      <header>
        <h2>{t('money.caseCost')}</h2>
        <To href={paths.ledger({ returnId })}>{t('money.journalsOfReturn')}</To>
      </header>
      <Lines cost={cost.data} />
    </section>
  );
}

function Lines({ cost }: { readonly cost: ReturnCost }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <>
      <ul className={style.others}>
        {cost.lines.map((line) => (
          <li key={line.kind}>
            <span>
              {t(`cost.${line.kind}`)} {line.from === 'figures' && <small>{t('money.estimated')}</small>}
            </span>
            <span data-sign={negative(line.amount) ? 'more' : undefined}>{say.amount(line.amount, cost.currency)}</span>
          </li>
        ))}
        <li data-sum>
          <b>{t('money.sum')}</b>
          <b>{say.amount(cost.total, cost.currency)}</b>
        </li>
      </ul>
      {cost.missing.length > 0 && (
        <p className={style.muted}>{t('money.missing', { what: cost.missing.map((kind) => t(`cost.${kind}`)).join(', ') })}</p>
      )}
    </>
  );
}

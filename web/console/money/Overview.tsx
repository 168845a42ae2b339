import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconCalendarDollar, IconChevronLeft, IconChevronRight, IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { addMonths } from '../../../src/core/calendar.ts';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { Days, type Step, Waterfall } from './Bars.tsx';
import { ImportDialog } from './Import.tsx';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { forecastQuery, type MoneyMonth, type MonthOfCurrency, monthQuery, payoutsQuery, size, turned } from './server.ts';

const route = getRouteApi('/money');

/** The month as finance asks for it: what came in, what went, what is still to come, and what waits for somebody. */
export function Overview() {
  const { t } = useWords();
  const say = useSay();
  const { month } = route.useSearch();
  const navigate = route.useNavigate();
  const overview = useQuery(monthQuery(month));
  const [importing, setImporting] = useState(false);
  const shown = overview.data?.month ?? month;
  const go = (by: number) => {
    if (shown) void navigate({ search: { month: addMonths(`${shown}-01`, by).slice(0, 7) } });
  };
  useKeys({ '[': () => go(-1), ']': () => go(1), i: () => setImporting(true) });
  const name = shown ? say.month(shown) : '';
  return (
    <Money
      page="overview"
      about={t('money.about')}
      action={
        <Button leftSection={<IconFileImport size={17} stroke={1.7} />} onClick={() => setImporting(true)}>
          {t('money.import')}
        </Button>
      }
    >
      <div className={style.monthBar}>
        <ActionIcon variant="default" size="lg" aria-label={t('money.monthBefore')} onClick={() => go(-1)}>
          <IconChevronLeft size={18} stroke={1.7} />
        </ActionIcon>
        <h2 aria-live="polite">{name}</h2>
        <ActionIcon variant="default" size="lg" aria-label={t('money.monthAfter')} onClick={() => go(1)}>
          <IconChevronRight size={18} stroke={1.7} />
        </ActionIcon>
      </div>
      {overview.isPending ? (
        <Waiting rows={4} height={80} />
      ) : overview.isError ? (
        <Trouble error={overview.error} again={() => void overview.refetch()} />
      ) : (
        <>
          <Waits of={overview.data} />
          {overview.data.currencies.length === 0 ? (
            <Nothing icon={<IconCalendarDollar size={28} stroke={1.5} />} title={t('money.nothingThisMonth')}>
              <p>{t('money.nothingThisMonthDo')}</p>
            </Nothing>
          ) : (
            overview.data.currencies.map((each) => <Month key={each.currency} month={overview.data.month} of={each} />)
          )}
          <Coming />
        </>
      )}
      {importing && <ImportDialog close={() => setImporting(false)} />}
    </Money>
  );
}

/** What waits for a person; nothing of it is shown where nothing waits. */
function Waits({ of: { waiting } }: { readonly of: MoneyMonth }) {
  const { t } = useWords();
  const payouts = useQuery(payoutsQuery);
  const open = payouts.data?.items.filter((payout) => payout.state === 'open') ?? [];
  const differing = open.filter((payout) => payout.unsettled > 0);
  const unpaid = open.filter((payout) => payout.unsettled === 0 && payout.received === null);
  const rows = [
    waiting.approval > 0 && { href: paths.moneyRefunds(), text: t('money.waitApproval', { count: waiting.approval }), tone: 'warn' },
    waiting.failed > 0 && { href: paths.moneyRefunds(), text: t('money.waitFailed', { count: waiting.failed }), tone: 'danger' },
    differing.length > 0 && {
      href: differing.length === 1 ? paths.payout(differing[0]!.id) : paths.payouts(),
      text: t('money.waitDifferences', { count: differing.length }),
      tone: 'warn',
    },
    unpaid.length > 0 && {
      href: unpaid.length === 1 ? paths.payout(unpaid[0]!.id) : paths.payouts(),
      text: t('money.waitReceipt', { count: unpaid.length }),
      tone: 'plain',
    },
  ].filter((row) => row !== false);
  if (rows.length === 0) return null;
  return (
    <ul className={style.waits}>
      {rows.map((row) => (
        <li key={row.text}>
          <To href={row.href} data-tone={row.tone}>
            {row.text}
            <IconArrowRight size={16} stroke={1.7} aria-hidden />
          </To>
        </li>
      ))}
    </ul>
  );
}

function Month({ month, of }: { readonly month: string; readonly of: MonthOfCurrency }) {
  const { t } = useWords();
  const say = useSay();
  const of_ = (account: string) => of.sums[account] ?? '0';
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
  const ledger = (account: string) => paths.ledger({ account, from: `${month}-01`, to: last });
  // Income stands on the credit side: turned, it reads as money earned; what was spent reads as less.
  const steps: Step[] = ['sales', 'shipping_income', 'refunds', 'commission', 'channel_fees', 'retainer']
    .filter((account) => size(of_(account)) !== 0)
    .map((account) => ({ key: account, name: t(`money.step.${account}`), amount: turned(of_(account)), href: ledger(account) }));
  const left = steps.reduce((total, step) => total + Math.round(size(step.amount) * 100), 0) / 100;
  const others = ['return_shipping', 'repair_cost', 'gestures', 'write_down', 'payout_differences', 'claims_income'].filter(
    (account) => size(of_(account)) !== 0,
  );
  return (
    <section className={style.card} aria-label={of.currency}>
      <div className={style.two}>
        <div>
          <h3>{t('money.fromSaleToPayout')}</h3>
          <Waterfall
            steps={[...steps, { key: 'left', name: t('money.step.left'), amount: left.toFixed(2), sum: true }]}
            currency={of.currency}
          />
          <p className={style.received}>
            <To href={ledger('bank')}>{t('money.received')}</To> <b>{say.amount(of_('bank'), of.currency)}</b>
          </p>
        </div>
        <div>
          <h3>{t('money.byDay')}</h3>
          <Days month={month} of={of} />
          {others.length > 0 && (
            <ul className={style.others}>
              {others.map((account) => (
                <li key={account}>
                  <To href={ledger(account)}>{t(`account.${account}`)}</To>
                  <span>{say.amount(turned(of_(account)), of.currency)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </section>
  );
}

/** Payouts that should come, and past ones without a statement. */
function Coming() {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const forecast = useQuery(forecastQuery);
  if (!forecast.data) return forecast.isError ? <Trouble error={forecast.error} again={() => void forecast.refetch()} /> : null;
  const { today, items } = forecast.data;
  const coming = items.filter((item) => item.paysOn >= today);
  const missing = items.filter((item) => item.paysOn < today && item.payoutId === null && size(item.pays) > 0);
  if (coming.length + missing.length === 0) return null;
  return (
    <section aria-label={t('money.coming')}>
      <h2 className={style.sectionName}>{t('money.coming')}</h2>
      <ul className={style.rows}>
        {[...coming, ...missing.toReversed().slice(0, 6)].map((item) => (
          <li key={`${item.channel}${item.currency}${item.paysOn}`} className={style.row}>
            <div>
              <b>{say.day(`${item.paysOn}T12:00:00Z`)}</b>{' '}
              {item.paysOn < today ? (
                <Badge tone="warn">{t('money.noStatement')}</Badge>
              ) : item.settled ? null : (
                <Badge tone="info">{t('money.stillFilling')}</Badge>
              )}
              <p className={style.muted}>
                {channelName(item.channel)} ·{' '}
                {t('money.shippedFromTo', { from: say.day(`${item.from}T12:00:00Z`), to: say.day(`${item.to}T12:00:00Z`) })}
              </p>
            </div>
            <span className={style.figure}>{say.amount(item.pays, item.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

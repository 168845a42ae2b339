import type { ReactNode } from 'react';
import { useSession } from '../data.ts';
import { Trouble } from '../parts/Nothing.tsx';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './money.module.css';

const PAGES = ['overview', 'payouts', 'refunds', 'invoices', 'ledger', 'costs', 'terms'] as const;
export type MoneyPage = (typeof PAGES)[number];
const HREF: Readonly<Record<MoneyPage, string>> = {
  overview: paths.money(),
  payouts: paths.payouts(),
  refunds: paths.moneyRefunds(),
  invoices: paths.invoices(),
  ledger: paths.ledger(),
  costs: paths.costs(),
  terms: paths.terms(),
};

/** The pages about money, one beside the other. */
export function MoneyPages({ page }: { readonly page: MoneyPage }) {
  const { t } = useWords();
  return (
    <nav className={style.pages} aria-label={t('shell.money')}>
      {PAGES.map((each) => (
        <To key={each} href={HREF[each]} aria-current={each === page ? 'page' : undefined}>
          {t(`money.page.${each}`)}
        </To>
      ))}
    </nav>
  );
}

/** The frame of every page about money: where one is, and what can be done there. */
export function Money({
  page,
  title,
  about,
  action,
  children,
}: {
  readonly page: MoneyPage;
  readonly title?: string;
  readonly about?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const roles = useSession().data?.roles ?? [];
  const name = title ?? t(`money.page.${page}`);
  useTitle(name);
  const may = roles.some((role) => role === 'finance' || role === 'manager' || role === 'administrator');
  return (
    <div className={style.page}>
      <MoneyPages page={page} />
      <header className={style.head}>
        <div>
          <h1>{name}</h1>
          {about && <p>{about}</p>}
        </div>
        {action && <div className={style.actions}>{action}</div>}
      </header>
      {may ? children : <Trouble error={NOT_YOURS} />}
    </div>
  );
}

const NOT_YOURS = Object.assign(new Error('forbidden'), { problem: { type: 'not_your_duty', title: '', status: 403 } });

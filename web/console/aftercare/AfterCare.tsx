import type { ReactNode } from 'react';
import { useSession } from '../data.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './aftercare.module.css';
import { AnswersPage } from './survey/AnswersPage.tsx';
import { FollowUpsPage } from './survey/FollowUpsPage.tsx';

const TABS = { make_good: paths.afterCare(), answers: paths.answers(), follow_ups: paths.followUps() } as const;
export type AfterCareTab = keyof typeof TABS;
/** Who talks with buyers; the others see what it costs, and no tab that would turn them away. */
const TALK: ReadonlySet<string> = new Set(['customer_service', 'manager', 'administrator']);

/** The frame of everything that comes after: what to make good, what buyers say at the end, and who wants calling back. */
export function AfterCare({
  tab,
  action,
  children,
}: {
  readonly tab: AfterCareTab;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const talks = useSession().data?.roles.some((role) => TALK.has(role)) ?? false;
  const tabs = (Object.keys(TABS) as AfterCareTab[]).filter((each) => talks || each === 'make_good' || each === tab);
  useTitle(t(`aftercare.tab.${tab}`));
  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>{t('shell.aftercare')}</h1>
        {action && <div className={style.headActions}>{action}</div>}
      </header>
      {tabs.length > 1 && (
        <nav aria-label={t('shell.aftercare')} className={style.tabs}>
          {tabs.map((each) => (
            <To key={each} href={TABS[each]} className={style.tab} aria-current={each === tab ? 'page' : undefined}>
              {t(`aftercare.tab.${each}`)}
            </To>
          ))}
        </nav>
      )}
      {children}
    </div>
  );
}

export const Answers = () => (
  <AfterCare tab="answers">
    <AnswersPage />
  </AfterCare>
);

export const FollowUps = () => (
  <AfterCare tab="follow_ups">
    <FollowUpsPage />
  </AfterCare>
);

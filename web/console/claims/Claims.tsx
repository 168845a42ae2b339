import { Button } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useKeys } from '../keys.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { ExportButton } from '../parts/ExportButton.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { stepRows } from '../parts/rows.ts';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type ListedClaim, useClaims } from './api.ts';
import style from './claims.module.css';
import { NewClaim } from './NewClaim.tsx';

const TABS = ['draft', 'submitted', 'accepted', 'rejected', 'done'] as const;
type Tab = (typeof TABS)[number];
const tabOf = (text: string | undefined): Tab => TABS.find((tab) => tab === text) ?? 'draft';

export const CLAIM_TONES: Readonly<Record<string, Tone>> = {
  draft: 'warn',
  submitted: 'info',
  accepted: 'accent',
  rejected: 'danger',
  paid: 'good',
  written_off: 'plain',
};

/** What others owe us, the claim that lapses first at the top. */
export function Claims() {
  const view = useSearch({ from: '/claims' });
  const router = useRouter();
  const { t } = useWords();
  const say = useSay();
  useTitle(t('shell.claims'));
  const tab = tabOf(view.tab);
  const claims = useClaims(tab);
  const [opening, setOpening] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const pages = claims.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const counts = pages[0]?.counts ?? [];
  const of = (state: string) => counts.filter((one) => one.state === state);
  const late = counts.reduce((sum, one) => sum + one.overdue, 0);
  const step = (by: 1 | -1) => stepRows(list.current, by);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    n: () => setOpening(true),
    ...Object.fromEntries(TABS.map((name, at) => [String(at + 1), () => router.history.push(paths.claims(name))])),
  });
  const open = counts.filter((one) => one.state !== 'rejected');
  const currencies = [...new Set(open.map(({ currency }) => currency))];
  const sums = currencies.map((currency) =>
    say.amount(
      String(open.filter((one) => one.currency === currency).reduce((sum, one) => sum + Math.round(Number(one.amount) * 100), 0) / 100),
      currency,
    ),
  );

  return (
    <div className={style.page}>
      <header className={style.headline}>
        <h1>{t('shell.claims')}</h1>
        <p data-late={late > 0 || undefined}>
          {late > 0
            ? t('claims.late', { count: late })
            : sums.length > 0
              ? t('claims.open', { amount: sums.join(', ') })
              : t('claims.calm')}
        </p>
        <ExportButton end list="claims" filter={{ state: tab === 'done' ? 'paid,written_off' : tab }} />
        <Button variant="default" size="compact-md" onClick={() => setOpening(true)}>
          {t('claims.new')}
        </Button>
      </header>
      <nav className={style.tabs} aria-label={t('claims.tabs')}>
        {TABS.map((name) => {
          const n = of(name).reduce((sum, one) => sum + one.count, 0);
          const over = of(name).reduce((sum, one) => sum + one.overdue, 0);
          return (
            <To key={name} href={paths.claims(name)} aria-current={name === tab ? 'page' : undefined}>
              {t(`claims.tab.${name}`)}
              {name !== 'done' && (
                <span className={`${style.count} figures`} data-late={over > 0 || undefined}>
                  {n}
                </span>
              )}
            </To>
          );
        })}
      </nav>
      {claims.isPending ? (
        <Waiting rows={6} height={58} />
      ) : claims.isError && items.length === 0 ? (
        <Trouble error={claims.error} again={() => void claims.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconCoins size={28} stroke={1.5} />} title={t(`claims.empty.${tab}`)}>
          <p>{t(`claims.emptyMore.${tab}`)}</p>
        </Nothing>
      ) : (
        <section className={style.queue} aria-label={t(`claims.tab.${tab}`)}>
          <ul ref={list}>
            {items.map((one) => (
              <li key={one.id}>
                <Row one={one} />
              </li>
            ))}
          </ul>
          {claims.hasNextPage && (
            <Button variant="subtle" fullWidth loading={claims.isFetchingNextPage} onClick={() => void claims.fetchNextPage()}>
              {t('desk.more')}
            </Button>
          )}
        </section>
      )}
      {opening && <NewClaim close={() => setOpening(false)} />}
    </div>
  );
}

function Row({ one }: { readonly one: ListedClaim }) {
  const { word, t } = useWords();
  const say = useSay();
  const urgency = one.dueAt ? say.due(one.dueAt).urgency : 'none';
  return (
    <To href={paths.claim(one.id)} className={style.row} data-row data-urgency={urgency}>
      <span className={style.due}>
        <Due at={one.dueAt} />
        {one.dueAt && <span className={style.sub}>{t(`claims.due.${one.state}`)}</span>}
      </span>
      <span className={style.who}>
        <strong>{one.partyName || word('claimAgainst', one.against)}</strong>
        <span className={style.sub}>{one.partyName ? word('claimAgainst', one.against) : one.code}</span>
      </span>
      <span className={style.what}>
        <span>{word('claimWhy', one.why)}</span>
        <span className={`${style.sub} code`}>{one.trackingNumber ?? one.rma ?? one.channelOrderId ?? one.code}</span>
      </span>
      <span className={style.badges}>
        <Badge tone={CLAIM_TONES[one.state] ?? 'plain'}>{word('claimState', one.state)}</Badge>
      </span>
      <span className={`${style.amount} figures`}>{say.amount(one.amount, one.currency)}</span>
    </To>
  );
}

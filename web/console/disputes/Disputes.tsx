import { Button } from '@mantine/core';
import { IconChevronRight, IconMoodSmile } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { ExportButton } from '../parts/ExportButton.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { stepRows } from '../parts/rows.ts';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { disputesApi, type DisputeTab, type ListedDispute } from './api.ts';
import style from './disputes.module.css';
import { TONES } from './tones.ts';

const TABS: readonly DisputeTab[] = ['to_answer', 'proposed', 'waiting', 'handed_over', 'ruled', 'all'];
const FRESH_MS = 15_000;

/** Who says that our answer was wrong, and by when we owe a word. */
export function Disputes() {
  const { t, word } = useWords();
  const router = useRouter();
  const { tab: asked } = useSearch({ from: '/disputes' });
  const tab = TABS.find((one) => one === asked) ?? 'to_answer';
  const rows = useRef<HTMLUListElement>(null);
  const list = useInfiniteQuery({
    queryKey: ['disputes', tab],
    queryFn: ({ pageParam, signal }) => disputesApi.list(tab, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: FRESH_MS,
  });
  useTitle(t('shell.disputes'));
  const step = (by: 1 | -1) => () => stepRows(rows.current, by);
  useKeys({
    j: step(1),
    k: step(-1),
    ...Object.fromEntries(TABS.map((one, at) => [String(at + 1), () => router.history.push(paths.disputes(one))])),
  });

  const counts = new Map(list.data?.pages[0]?.counts.map((one) => [one.state as string, one]));
  const overdue = [...counts.values()].reduce((sum, one) => sum + one.overdue, 0);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={style.page}>
      <header className={style.headline}>
        <h1>{t('shell.disputes')}</h1>
        {list.data && (
          <p data-late={overdue > 0 || undefined}>{overdue > 0 ? t('disputes.overdue', { count: overdue }) : t('disputes.calm')}</p>
        )}
        <ExportButton end list="disputes" filter={{ state: tab === 'all' ? undefined : tab }} />
      </header>
      <nav aria-label={t('disputes.tabs')} className={style.tabs}>
        {TABS.map((one) => (
          <To key={one} href={paths.disputes(one)} className={style.tab} aria-current={one === tab ? 'page' : undefined}>
            {word('disputeState', one)}
            {one !== 'all' && <span className="figures">{counts.get(one)?.count ?? (list.data ? 0 : '–')}</span>}
          </To>
        ))}
      </nav>
      {list.isPending ? (
        <Waiting rows={5} height={62} />
      ) : list.isError && items.length === 0 ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconMoodSmile size={28} stroke={1.5} />} title={t(`disputes.empty.${tab === 'all' ? 'all' : 'one'}`)}>
          <p>{t('disputes.emptyMore')}</p>
        </Nothing>
      ) : (
        <section className={style.queue} aria-label={word('disputeState', tab)}>
          <ul ref={rows}>
            {items.map((one) => (
              <li key={one.id}>
                <Row one={one} />
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              variant="subtle"
              fullWidth
              loading={list.isFetchingNextPage}
              rightSection={<IconChevronRight size={15} />}
              onClick={() => void list.fetchNextPage()}
            >
              {t('desk.more')}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

function Row({ one }: { readonly one: ListedDispute }) {
  const { word, t } = useWords();
  const say = useSay();
  return (
    <To href={paths.dispute(one.id)} className={style.row} data-row data-overdue={one.overdue || undefined}>
      <span className={style.rowDue}>
        {one.dueAt ? (
          <Due at={one.dueAt} kind="dispute_answer" />
        ) : (
          <Badge tone={TONES[one.state]}>{word('disputeState', one.state)}</Badge>
        )}
      </span>
      <span className={style.rowWhat}>
        <strong>{word('disputeReason', one.reason)}</strong>
        <span>
          {word('disputeKind', one.kind)} · <span className="code">{one.code}</span>
          {one.reference && (
            <>
              {' '}
              · <span className="code">{one.reference}</span>
            </>
          )}
        </span>
      </span>
      <span className={style.rowWho}>
        <span>{one.buyer ?? t('disputes.nobody')}</span>
        <span className="code">{one.rma}</span>
      </span>
      <span className={`${style.rowSum} figures`}>
        {say.amount(one.amount, one.currency)}
        {one.outcome && <span>{word('disputeOutcome', one.outcome)}</span>}
      </span>
    </To>
  );
}

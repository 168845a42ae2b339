import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronRight, IconCircleCheck, IconMoodSmile, IconSearch, IconX } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Counts } from '../api.ts';
import { useConnections, useCounts, useReturns, useSession } from '../data.ts';
import { useKeys } from '../keys.ts';
import { ExportButton } from '../parts/ExportButton.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { To } from '../parts/To.tsx';
import { stepRows } from '../parts/rows.ts';
import { useTitle } from '../parts/useTitle.ts';
import { type DeskView, paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { Row } from './Row.tsx';
import style from './desk.module.css';
import { TABS, tabOf, WATCH_TABS, WORK_TABS, type Tab } from './tabs.ts';

/** One queue over all channels, the one with the least time left first. */
export function Desk() {
  const view = useSearch({ from: '/' });
  const router = useRouter();
  const { t } = useWords();
  useTitle(t('shell.desk'));
  const counts = useCounts();
  const tab = tabOf(view.tab, useSession().data?.roles);
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);

  const step = (by: 1 | -1) => stepRows(list.current, by);
  const toTab = (at: number) => () => router.history.push(paths.desk({ ...view, q: undefined, tab: TABS[at] }));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    '/': () => search.current?.select(),
    ...Object.fromEntries(TABS.map((_, at) => [String(at + 1), toTab(at)])),
  });

  return (
    <div className={style.page}>
      <Headline counts={counts.data} />
      <Tabs view={view} tab={tab} counts={counts.data?.tabs} />
      <Tools view={view} tab={tab} input={search} />
      <Queue view={view} tab={tab} list={list} />
    </div>
  );
}

function Headline({ counts }: { readonly counts: Counts | undefined }) {
  const { t } = useWords();
  const says = !counts
    ? ''
    : counts.overdue > 0
      ? t('desk.overdue', { count: counts.overdue })
      : counts.dueToday > 0
        ? t('desk.dueToday', { count: counts.dueToday })
        : t('desk.calm');
  return (
    <header className={style.headline}>
      <h1>{t('shell.desk')}</h1>
      <p data-late={counts && counts.overdue > 0 ? true : undefined}>{says}</p>
    </header>
  );
}

function Tabs({ view, tab, counts }: { readonly view: DeskView; readonly tab: Tab; readonly counts: Counts['tabs'] | undefined }) {
  const { t } = useWords();
  const link = (name: Tab, kind: 'work' | 'watch') => {
    const count = counts?.[name];
    const on = !view.q && tab === name;
    return (
      <li key={name}>
        <To
          href={paths.desk({ channel: view.channel, tab: name })}
          className={kind === 'work' ? style.tile : style.tab}
          aria-current={on ? 'page' : undefined}
          data-zero={count === 0 || undefined}
        >
          {kind === 'work' && (
            <span className={`${style.number} figures`}>
              {count === undefined ? (
                '–'
              ) : count === 0 ? (
                <>
                  <IconCircleCheck size={22} stroke={1.6} aria-hidden />
                  <span className="unseen">0</span>
                </>
              ) : (
                count
              )}
            </span>
          )}
          <span>{t(`desk.tab.${name}`)}</span>
          {kind === 'watch' && count !== undefined && <span className={`${style.small} figures`}>{count}</span>}
        </To>
      </li>
    );
  };
  return (
    <nav className={style.tabs} aria-label={t('desk.tabs')}>
      <ul className={style.work}>{WORK_TABS.map((name) => link(name, 'work'))}</ul>
      <ul className={style.watch}>{WATCH_TABS.map((name) => link(name, 'watch'))}</ul>
    </nav>
  );
}

function Tools({
  view,
  tab,
  input,
}: {
  readonly view: DeskView;
  readonly tab: Tab;
  readonly input: React.RefObject<HTMLInputElement | null>;
}) {
  const { t } = useWords();
  const router = useRouter();
  const connections = useConnections();
  const [typed, setTyped] = useState(view.q ?? '');
  const told = useRef(view.q ?? '');
  // A search that changed elsewhere (a tab, the back button) shows here; one's own typing is not written over.
  useEffect(() => {
    if ((view.q ?? '') === told.current) return;
    told.current = view.q ?? '';
    setTyped(told.current);
  }, [view.q]);
  // While somebody types, the address follows without filling the history; the field itself stays as it is.
  const look = useDebouncedCallback((q: string) => {
    told.current = q.trim();
    router.history.replace(paths.desk({ ...view, q: q.trim() || undefined }));
  }, 250);
  const clear = () => {
    look.cancel();
    setTyped('');
    told.current = '';
    router.history.replace(paths.desk({ ...view, q: undefined }));
  };
  const channels = connections.data?.items ?? [];
  return (
    <search className={style.tools}>
      <TextInput
        ref={input}
        className={style.search}
        type="search"
        leftSection={<IconSearch size={16} stroke={1.8} />}
        placeholder={t('desk.search')}
        aria-label={t('desk.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            clear();
            event.currentTarget.blur();
          }
        }}
        rightSection={
          typed ? (
            <button type="button" className={style.clear} onClick={clear} aria-label={t('desk.clear')}>
              <IconX size={15} />
            </button>
          ) : (
            <kbd className={style.hint} aria-hidden>
              /
            </kbd>
          )
        }
      />
      {channels.length > 1 && (
        <Select
          className={style.channel}
          aria-label={t('desk.channel')}
          value={view.channel ?? ''}
          allowDeselect={false}
          onChange={(channel) => router.history.push(paths.desk({ ...view, channel: channel || undefined }))}
          data={[{ value: '', label: t('desk.everyChannel') }, ...channels.map(({ slug, name }) => ({ value: slug, label: name }))]}
        />
      )}
      <ExportButton list="returns" filter={{ channel: view.channel, q: view.q, tab: view.q || tab === 'all' ? undefined : tab }} />
    </search>
  );
}

function Queue({
  view,
  tab,
  list,
}: {
  readonly view: DeskView;
  readonly tab: Tab;
  readonly list: React.RefObject<HTMLUListElement | null>;
}) {
  const { t } = useWords();
  const returns = useReturns(view);
  const items = returns.data?.pages.flatMap((page) => page.items) ?? [];
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = returns;
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage || isFetchingNextPage) return;
    const near = new IntersectionObserver(([seen]) => void (seen?.isIntersecting && fetchNextPage()), { rootMargin: '400px' });
    near.observe(mark);
    return () => near.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (returns.isPending) return <Waiting rows={8} height={60} />;
  if (returns.isError && items.length === 0) return <Trouble error={returns.error} again={() => void returns.refetch()} />;
  if (items.length === 0) {
    return view.q ? (
      <Nothing icon={<IconSearch size={26} stroke={1.5} />} title={t('desk.notFound', { q: view.q })}>
        <p>{t('desk.notFoundDo')}</p>
      </Nothing>
    ) : (
      <Nothing icon={<IconMoodSmile size={28} stroke={1.5} />} title={t(`desk.empty.${tab}`)}>
        <p>{t(`desk.emptyMore.${tab}`)}</p>
      </Nothing>
    );
  }
  return (
    <section className={style.queue} aria-label={view.q ? t('desk.results', { q: view.q }) : t(`desk.tab.${tab}`)}>
      {view.q && <p className={style.found}>{t('desk.results', { q: view.q })}</p>}
      {returns.isRefetchError && (
        <p className={style.stale} role="status">
          {t('desk.stale')}
        </p>
      )}
      <div className={style.columns} aria-hidden>
        <span>{t('desk.column.due')}</span>
        <span>{t('desk.column.buyer')}</span>
        <span>{t('desk.column.item')}</span>
        <span>{t('desk.column.channel')}</span>
        <span>{t('desk.column.status')}</span>
        <span>{t('desk.column.amount')}</span>
      </div>
      <ul ref={list} className={style.rows}>
        {items.map((one) => (
          <li key={one.id}>
            <Row one={one} view={view} />
          </li>
        ))}
      </ul>
      <div ref={end}>
        {hasNextPage && (
          <Button
            variant="subtle"
            fullWidth
            loading={isFetchingNextPage}
            rightSection={<IconChevronRight size={15} />}
            onClick={() => void fetchNextPage()}
          >
            {t('desk.more')}
          </Button>
        )}
      </div>
    </section>
  );
}

import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPuzzle, IconTool, IconUser } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { REPAIR_OPEN } from '../../../src/core/repair/order.ts';
import { useKeys } from '../keys.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type ListedRepair, repairs } from './api.ts';
import style from './repairs.module.css';

export const REPAIR_TONES: Readonly<Record<string, Tone>> = {
  ordered: 'warn',
  waiting_for_parts: 'plain',
  in_work: 'info',
  tested: 'accent',
  done: 'good',
  not_repairable: 'danger',
  withdrawn: 'plain',
};

/** Every repair that is open, in four columns, the most urgent on top; or those that ended. */
export function Board() {
  const { t } = useWords();
  const say = useSay();
  const view = useSearch({ from: '/repairs' });
  const router = useRouter();
  const ended = view.ended === 'yes';
  const board = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery({
    queryKey: ['repairs', { ended, who: view.who ?? '' }],
    queryFn: ({ pageParam, signal }) =>
      repairs.list({ ended, ...(view.who ? { technician: view.who } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 20_000,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const late = ended ? 0 : items.filter(({ dueAt }) => dueAt && say.due(dueAt).urgency === 'overdue').length;
  const people = [...new Set([...items.flatMap(({ technician }) => technician ?? []), ...(view.who ? [view.who] : [])])].sort();
  const step = (by: 1 | -1) => () => {
    const cards = [...(board.current?.querySelectorAll<HTMLAnchorElement>('a[data-card]') ?? [])];
    const here = cards.indexOf(document.activeElement as HTMLAnchorElement);
    cards[here < 0 ? 0 : Math.min(Math.max(here + by, 0), cards.length - 1)]?.focus();
  };
  useKeys({ j: step(1), k: step(-1) });
  useTitle(t('mending.title'));

  return (
    <div className={style.page}>
      <header className={style.headline}>
        <h1>{t('mending.title')}</h1>
        {!ended && items.length > 0 && (
          <p data-late={late > 0 || undefined}>
            {late > 0 ? t('mending.late', { count: late }) : t('mending.says', { count: items.length })}
          </p>
        )}
      </header>
      <div className={style.tools}>
        <SegmentedControl
          value={ended ? 'ended' : 'open'}
          onChange={(value) => router.history.push(paths.repairs({ ...view, ended: value === 'ended' ? 'yes' : undefined }))}
          data={(['open', 'ended'] as const).map((value) => ({ value, label: t(`mending.${value}`) }))}
        />
        {people.length > 0 && (
          <Select
            aria-label={t('mending.who')}
            allowDeselect={false}
            value={view.who ?? ''}
            onChange={(who) => router.history.push(paths.repairs({ ...view, who: who || undefined }))}
            data={[{ value: '', label: t('mending.all') }, ...people.map((value) => ({ value, label: value }))]}
          />
        )}
        <p className={style.keys}>{t('mending.keys')}</p>
      </div>
      <div ref={board}>
        {list.isPending ? (
          <Waiting rows={4} height={96} />
        ) : list.isError && items.length === 0 ? (
          <Trouble error={list.error} again={() => void list.refetch()} />
        ) : items.length === 0 ? (
          <Nothing icon={<IconTool size={28} stroke={1.5} />} title={t(ended ? 'mending.noEnded' : 'mending.empty')}>
            <p>{t(ended ? 'mending.noEndedDo' : 'mending.emptyDo')}</p>
          </Nothing>
        ) : ended ? (
          <ul className={style.list}>
            {items.map((one) => (
              <li key={one.id}>
                <Card one={one} />
              </li>
            ))}
          </ul>
        ) : (
          <Columns items={items} />
        )}
        {list.hasNextPage && (
          <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('mending.more')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Columns({ items }: { readonly items: readonly ListedRepair[] }) {
  const { t, word } = useWords();
  return (
    <div className={style.columns}>
      {REPAIR_OPEN.map((state) => {
        const own = items.filter((one) => one.state === state);
        return (
          <section key={state} className={style.column} data-empty={own.length === 0 || undefined}>
            <h2>
              {word('repairState', state)} <span className="figures">{own.length}</span>
            </h2>
            {own.length === 0 ? (
              <p className={style.emptyColumn}>{t('mending.emptyColumn')}</p>
            ) : (
              <ul>
                {own.map((one) => (
                  <li key={one.id}>
                    <Card one={one} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Card({ one }: { readonly one: ListedRepair }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <To href={paths.repair(one.id)} className={style.card} data-card>
      <span className={style.cardTop}>
        {one.endedAt ? (
          <>
            <Badge tone={REPAIR_TONES[one.state] ?? 'plain'}>{word('repairState', one.state)}</Badge>
            <span className={style.sub}>{say.day(one.endedAt)}</span>
          </>
        ) : (
          <Due at={one.dueAt} kind={one.dueAt ? 'remedy' : null} />
        )}
      </span>
      <strong>{one.title}</strong>
      <span className={style.sub}>
        {one.fault ? word('fault', one.fault) : one.sku} · {one.buyer}
      </span>
      <span className={style.cardFoot}>
        <span>
          <IconUser size={13} stroke={1.8} aria-hidden /> {one.partner ?? one.technician ?? t('mending.nobody')}
        </span>
        {one.parts.missing > 0 && (
          <span data-warn>
            <IconPuzzle size={13} stroke={1.8} aria-hidden /> {t('mending.partsMissing', { count: one.parts.missing })}
          </span>
        )}
        {Number(one.cost) > 0 && <span className="figures">{say.amount(one.cost, one.currency)}</span>}
      </span>
    </To>
  );
}

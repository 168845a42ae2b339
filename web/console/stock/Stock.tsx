import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconBarcode,
  IconBuildingWarehouse,
  IconChevronRight,
  IconFileImport,
  IconPackages,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { UNIT_STATES } from '../../../src/core/stock/units.ts';
import { useKeys } from '../keys.ts';
import { ExportButton } from '../parts/ExportButton.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { stepRows } from '../parts/rows.ts';
import { useTitle } from '../parts/useTitle.ts';
import { paths, type StockView } from '../paths.ts';
import { useWords } from '../words.ts';
import { countsQuery, openNoticesQuery, stock, type Unit } from './api.ts';
import { useMayMove } from './duty.ts';
import { ImportUnits } from './ImportUnits.tsx';
import { PullCard } from './PullCard.tsx';
import style from './stock.module.css';
import { UnitBadge } from './UnitBadge.tsx';

/** Every device that the seller has or had: where it is, and what calls for a person. */
export function Stock() {
  const view = useSearch({ from: '/stock' });
  const { t } = useWords();
  useTitle(t('shell.stock'));
  const mayMove = useMayMove();
  const [importing, setImporting] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const step = (by: 1 | -1) => stepRows(list.current, by);
  useKeys({ '/': () => search.current?.select(), j: () => step(1), k: () => step(-1) });

  return (
    <div className={style.page}>
      <header className={style.head}>
        <div>
          <h1>{t('shell.stock')}</h1>
          <p>{t('stock.about')}</p>
        </div>
        <div className={style.acts}>
          <Partners />
          <ExportButton
            list="units"
            filter={{
              state: view.state,
              alert: view.alert,
              q: view.q,
              sku: view.sku,
              supplier: view.supplier,
              lot: view.lot,
              place: view.place,
            }}
          />
          {mayMove && (
            <>
              <Button leftSection={<IconFileImport size={16} />} onClick={() => setImporting(true)}>
                {t('stock.import.open')}
              </Button>
              <Button variant="filled" leftSection={<IconBarcode size={16} />} component={To} href={paths.stockMove()}>
                {t('stock.scan.open')}
              </Button>
            </>
          )}
        </div>
      </header>
      <PullCard />
      <States view={view} />
      <Find view={view} input={search} />
      <Units view={view} list={list} />
      {importing && <ImportUnits close={() => setImporting(false)} />}
    </div>
  );
}

/** The way to the partners says how much waits there. */
function Partners() {
  const { t } = useWords();
  const open = useQuery(openNoticesQuery);
  const count = open.data?.items.length ?? 0;
  return (
    <Button leftSection={<IconBuildingWarehouse size={16} />} component={To} href={paths.partners()}>
      {count > 0 ? t('stock.partners.openCount', { count }) : t('stock.partners.title')}
    </Button>
  );
}

function States({ view }: { readonly view: StockView }) {
  const { t, word } = useWords();
  const counts = useQuery(countsQuery);
  const states = counts.data?.states ?? {};
  const all = Object.values(states).reduce((sum, n) => sum + n, 0);
  const shown = UNIT_STATES.filter((state) => (states[state] ?? 0) > 0 || view.state === state);
  const link = (key: string, label: string, count: number | undefined, href: string, on: boolean, alarm = false) => (
    <li key={key}>
      <To href={href} className={style.tab} aria-current={on ? 'page' : undefined} data-alarm={alarm || undefined}>
        {alarm && <IconAlertTriangle size={15} aria-hidden />}
        {label} {count !== undefined && <span className="figures">{count}</span>}
      </To>
    </li>
  );
  const rest = { ...view, state: undefined, alert: undefined, q: undefined };
  return (
    <nav aria-label={t('stock.states')}>
      <ul className={style.tabs}>
        {link('all', t('stock.all'), counts.data && all, paths.stock(rest), !view.state && !view.alert && !view.q)}
        {(counts.data?.alerts ?? 0) > 0 &&
          link(
            'alert',
            t('stock.alerts'),
            counts.data!.alerts,
            paths.stock({ ...rest, alert: 'yes' }),
            Boolean(view.alert) && !view.q,
            true,
          )}
        {shown.map((state) =>
          link(state, word('unitState', state), states[state] ?? 0, paths.stock({ ...rest, state }), view.state === state && !view.q),
        )}
      </ul>
    </nav>
  );
}

function Find({ view, input }: { readonly view: StockView; readonly input: React.RefObject<HTMLInputElement | null> }) {
  const { t } = useWords();
  const router = useRouter();
  const [typed, setTyped] = useState(view.q ?? '');
  const look = useDebouncedCallback((q: string) => router.history.replace(paths.stock({ ...view, q: q.trim() || undefined })), 250);
  const clear = () => {
    look.cancel();
    setTyped('');
    router.history.replace(paths.stock({ ...view, q: undefined }));
  };
  const chips = (['sku', 'supplier', 'lot', 'place'] as const).filter((key) => view[key]);
  return (
    <search className={style.tools}>
      <TextInput
        ref={input}
        className={style.search}
        type="search"
        leftSection={<IconSearch size={16} stroke={1.8} />}
        placeholder={t('stock.search')}
        aria-label={t('stock.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear();
        }}
      />
      {chips.map((key) => (
        <Button
          key={key}
          rightSection={<IconX size={14} />}
          aria-label={t('stock.without', { what: `${t(`stock.facts.${key}`)} ${view[key] ?? ''}` })}
          onClick={() => router.history.push(paths.stock({ ...view, [key]: undefined }))}
        >
          {t(`stock.facts.${key}`)}: {view[key]}
        </Button>
      ))}
    </search>
  );
}

function Units({ view, list }: { readonly view: StockView; readonly list: React.RefObject<HTMLUListElement | null> }) {
  const { t } = useWords();
  const units = useInfiniteQuery({
    queryKey: ['stock', 'units', view],
    queryFn: ({ pageParam, signal }) => {
      const { alert, ...rest } = view;
      // A search looks everywhere, whatever the tab.
      const asked = view.q ? { ...rest, state: undefined } : { ...rest, ...(alert && { alert: 'true' }) };
      const given = Object.fromEntries(Object.entries({ ...asked, cursor: pageParam ?? undefined }).filter(([, value]) => value));
      return stock.units(given as Record<string, string>, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (units.isPending) return <Waiting rows={6} height={58} />;
  if (units.isError) return <Trouble error={units.error} again={() => void units.refetch()} />;
  const rows = units.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <Empty view={view} />;
  return (
    <>
      <div className={style.list}>
        <div className={style.columns} aria-hidden>
          <span>{t('stock.facts.title')}</span>
          <span>{t('stock.facts.number')}</span>
          <span>{t('stock.facts.lot')}</span>
          <span>{t('stock.facts.place')}</span>
          <span>{t('stock.facts.state')}</span>
          <span />
        </div>
        <ul ref={list} className={style.rows}>
          {rows.map((unit) => (
            <li key={unit.id}>
              <Row unit={unit} />
            </li>
          ))}
        </ul>
      </div>
      {units.hasNextPage && (
        <Button mt="md" loading={units.isFetchingNextPage} onClick={() => void units.fetchNextPage()}>
          {t('stock.more')}
        </Button>
      )}
    </>
  );
}

function Row({ unit }: { readonly unit: Unit }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <To href={paths.unit(unit.id)} className={style.row} data-row>
      <span className={style.cellTitle}>
        <span className={style.strong}>{unit.title}</span>
        <span className={style.sub}>{unit.sku}</span>
      </span>
      <span className={style.cellNumber}>
        <span className="code">{unit.imei ?? unit.serial ?? '–'}</span>
        {unit.ref && <span className={style.sub}>{unit.ref}</span>}
      </span>
      <span className={style.cellLot}>
        <span>{unit.lot ?? '–'}</span>
        {unit.supplier && <span className={style.sub}>{unit.supplier}</span>}
      </span>
      <span className={style.cellPlace}>
        <span>{unit.place ?? '–'}</span>
        {unit.grade && <span className={style.sub}>{word('grade', unit.grade)}</span>}
      </span>
      <span className={style.cellState}>
        <span className={style.badges}>
          <UnitBadge state={unit.state} />
          {unit.alert && <IconAlertTriangle size={16} className={style.alarm} aria-label={t('stock.alertSays')} />}
        </span>
        <span className={style.sub}>{unit.defect ? word('unitDefect', unit.defect) : say.past(unit.movedAt)}</span>
      </span>
      <IconChevronRight size={17} className={style.go} aria-hidden />
    </To>
  );
}

function Empty({ view }: { readonly view: StockView }) {
  const { t } = useWords();
  const narrowed = Object.values(view).some(Boolean);
  return (
    <Nothing icon={<IconPackages size={28} stroke={1.5} />} title={t(narrowed ? 'stock.nothingFound' : 'stock.nothing')}>
      <p>{t(narrowed ? 'stock.nothingFoundDo' : 'stock.nothingDo')}</p>
      {narrowed && (
        <Button mt="sm" component={To} href={paths.stock()}>
          {t('stock.showAll')}
        </Button>
      )}
    </Nothing>
  );
}

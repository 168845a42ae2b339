import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconTruckDelivery } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useWatch, type WatchRow } from '../claims/api.ts';
import style from '../claims/claims.module.css';
import { useKeys } from '../keys.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { stepRows } from '../parts/rows.ts';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

const TABS = ['to_ship', 'ship_late', 'on_the_way', 'deliver_late', 'still', 'trouble', 'wishes'] as const;
type Tab = (typeof TABS)[number];
const tabOf = (text: string | undefined): Tab => TABS.find((tab) => tab === text) ?? 'to_ship';
/** Lists in which anything at all is a worry. */
const WORRIES: readonly Tab[] = ['ship_late', 'deliver_late', 'still', 'trouble', 'wishes'];

export const SHIPMENT_TONES: Readonly<Record<string, Tone>> = {
  under_way: 'info',
  delivered: 'good',
  lost: 'danger',
  misdelivered: 'danger',
  damaged: 'danger',
  returned: 'warn',
  mistaken: 'plain',
};

/** Orders on their way out, before they are late: what must leave first stands at the top (M23). */
export function Outbound() {
  const view = useSearch({ from: '/outbound' });
  const router = useRouter();
  const { t } = useWords();
  useTitle(t('shell.outbound'));
  const tab = tabOf(view.tab);
  const watch = useWatch(tab, view.q ?? '');
  const [typed, setTyped] = useState(view.q ?? '');
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const pages = watch.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const counts: Readonly<Record<string, number>> | undefined = pages[0]?.counts;
  const step = (by: 1 | -1) => stepRows(list.current, by);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    '/': () => search.current?.select(),
    ...Object.fromEntries(TABS.map((name, at) => [String(at + 1), () => router.history.push(paths.outbound({ tab: name }))])),
  });
  const late = counts ? (counts['ship_late'] ?? 0) + (counts['deliver_late'] ?? 0) : 0;
  return (
    <div className={style.page}>
      <header className={style.headline}>
        <h1>{t('shell.outbound')}</h1>
        <p data-late={late > 0 || undefined}>
          {!counts
            ? ''
            : late > 0
              ? t('outbound.late', { count: late })
              : (counts['to_ship'] ?? 0) > 0
                ? t('outbound.toShip', { count: counts['to_ship'] ?? 0 })
                : t('outbound.calm')}
        </p>
      </header>
      <nav className={style.tabs} aria-label={t('outbound.tabs')}>
        {TABS.map((name) => {
          const n = counts?.[name] ?? 0;
          return (
            <To key={name} href={paths.outbound({ tab: name })} aria-current={name === tab && !view.q ? 'page' : undefined}>
              {t(`outbound.tab.${name}`)}
              <span className={`${style.count} figures`} data-late={(n > 0 && WORRIES.includes(name)) || undefined}>
                {n >= 1000 ? '1000+' : n}
              </span>
            </To>
          );
        })}
      </nav>
      <form
        className={style.search}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          router.history.push(paths.outbound({ tab, q: typed.trim() || undefined }));
        }}
      >
        <TextInput
          ref={search}
          type="search"
          leftSection={<IconSearch size={16} stroke={1.8} />}
          placeholder={t('outbound.search')}
          aria-label={t('outbound.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {watch.isPending ? (
        <Waiting rows={6} height={58} />
      ) : watch.isError && items.length === 0 ? (
        <Trouble error={watch.error} again={() => void watch.refetch()} />
      ) : items.length === 0 ? (
        view.q ? (
          <Nothing icon={<IconSearch size={26} stroke={1.5} />} title={t('desk.notFound', { q: view.q })}>
            <p>{t('outbound.notFoundDo')}</p>
          </Nothing>
        ) : (
          <Nothing icon={<IconTruckDelivery size={28} stroke={1.5} />} title={t(`outbound.empty.${tab}`)}>
            <p>{t(`outbound.emptyMore.${tab}`)}</p>
          </Nothing>
        )
      ) : (
        <section className={style.queue} aria-label={t(`outbound.tab.${tab}`)}>
          <ul ref={list}>
            {items.map((one) => (
              <li key={`${one.orderId}${one.trackingNumber ?? ''}`}>
                <Row one={one} tab={view.q ? null : tab} />
              </li>
            ))}
          </ul>
          {watch.hasNextPage && (
            <Button variant="subtle" fullWidth loading={watch.isFetchingNextPage} onClick={() => void watch.fetchNextPage()}>
              {t('desk.more')}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

function Row({ one, tab }: { readonly one: WatchRow; readonly tab: Tab | null }) {
  const { t, word } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const clock = tab !== null && tab !== 'still' && tab !== 'trouble';
  const urgency = clock ? say.due(one.at).urgency : 'none';
  return (
    <To href={paths.outboundOrder(one.orderId)} className={style.row} data-row data-urgency={urgency}>
      <span className={style.due}>
        {clock ? (
          <Due at={one.at} />
        ) : (
          <span title={say.full(one.at)}>{t(tab === null ? 'outbound.placed' : 'outbound.moved', { at: say.past(one.at) })}</span>
        )}
        {clock && <span className={style.sub}>{t(`outbound.due.${tab}`)}</span>}
      </span>
      <span className={style.who}>
        <strong>{one.buyer}</strong>
        <span className={`${style.sub} code`}>
          {one.channelOrderId} · {one.country}
        </span>
      </span>
      <span className={style.what}>
        <span>
          {one.title}
          {one.units > 1 && ` ${t('outbound.units', { count: one.units })}`}
        </span>
        <span className={style.sub}>{one.trackingNumber ? `${one.carrier} ${one.trackingNumber}` : channelName(one.channel)}</span>
      </span>
      <span className={style.badges}>
        {one.wish && <Badge tone="warn">{t('outbound.wantsOut')}</Badge>}
        {one.state && tab !== 'wishes' && <Badge tone={SHIPMENT_TONES[one.state] ?? 'plain'}>{word('shipmentState', one.state)}</Badge>}
      </span>
      <span className={`${style.amount} ${style.sub}`} title={say.full(one.placedAt)}>
        {say.day(one.placedAt)}
      </span>
    </To>
  );
}

import { Button, Select } from '@mantine/core';
import { IconMailOpened, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../data.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type Delivery, type DeliveryState, type Endpoint, webhooksApi } from './api.ts';
import style from './webhooks.module.css';

const STATES = ['all', 'dead', 'pending', 'delivered'] as const;
const TONES: Readonly<Record<DeliveryState, Tone>> = { delivered: 'good', pending: 'info', dead: 'danger' };
const stateOf = (text: string | undefined): DeliveryState | undefined =>
  (['dead', 'pending', 'delivered'] as const).find((state) => state === text);

/** What was sent, the newest first. Those that were given up are the dead letters: they go again on a person's word. */
export function Deliveries({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const { t } = useWords();
  const router = useRouter();
  const view = useSearch({ from: '/webhooks' });
  const state = stateOf(view.state);
  const { endpoint } = view;
  const list = useInfiniteQuery({
    queryKey: ['deliveries', state ?? '', endpoint ?? ''],
    queryFn: ({ pageParam }) => webhooksApi.deliveries({ state, endpoint }, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 15_000,
  });
  const [open, setOpen] = useState<string | null>(null);
  const all = useMutation({
    mutationFn: () => webhooksApi.allAgain(endpoint),
    onError: tellFailure(t),
    onSuccess: ({ sent }) => tell({ color: 'good', message: t('webhooks.replayed', { count: sent }) }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['deliveries'] });
      void client.invalidateQueries({ queryKey: ['webhooks'] });
    },
  });
  const dead = endpoints.filter(({ id }) => endpoint === undefined || id === endpoint).reduce((sum, one) => sum + one.dead, 0);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={style.deliveries} aria-labelledby="deliveries">
      <div className={style.head}>
        <h2 id="deliveries">{t('webhooks.deliveries')}</h2>
        {endpoints.length > 1 && (
          <Select
            size="xs"
            aria-label={t('webhooks.endpoint')}
            value={endpoint ?? ''}
            onChange={(id) => router.history.push(paths.webhooks({ state, endpoint: id || undefined }))}
            data={[{ value: '', label: t('webhooks.allEndpoints') }, ...endpoints.map(({ id, name }) => ({ value: id, label: name }))]}
            allowDeselect={false}
          />
        )}
        {dead > 0 && (
          <Button size="compact-sm" ml="auto" leftSection={<IconRefresh size={14} />} loading={all.isPending} onClick={() => all.mutate()}>
            {t('webhooks.allAgain', { count: dead })}
          </Button>
        )}
      </div>
      <nav className={style.tabs} aria-label={t('webhooks.filter')}>
        {STATES.map((one) => (
          <To
            key={one}
            href={paths.webhooks({ state: one === 'all' ? undefined : one, endpoint })}
            aria-current={(state ?? 'all') === one ? 'page' : undefined}
          >
            {t(`webhooks.tab.${one}`)}
            {one === 'dead' && dead > 0 && <span className={`${style.count} figures`}>{dead}</span>}
          </To>
        ))}
      </nav>
      {list.isPending ? (
        <Waiting rows={5} height={56} />
      ) : list.isError && items.length === 0 ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <div className={style.block}>
          <Nothing icon={<IconMailOpened size={26} stroke={1.5} />} title={t(`webhooks.empty.${state ?? 'all'}`)} />
        </div>
      ) : (
        <>
          <ul className={style.block}>
            {items.map((one) => (
              <li key={one.id}>
                <Row one={one} name={endpoints.find(({ id }) => id === one.endpointId)?.name} show={() => setOpen(one.id)} />
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('desk.more')}
            </Button>
          )}
        </>
      )}
      {open !== null && <Whole id={open} close={() => setOpen(null)} />}
    </section>
  );
}

function useAgain() {
  const { t } = useWords();
  return useMutation({
    mutationFn: webhooksApi.again,
    onError: tellFailure(t),
    onSuccess: ({ state, status, says }) =>
      tell(
        state === 'delivered'
          ? { color: 'good', message: t('webhooks.arrived') }
          : { color: 'danger', title: t('webhooks.testFailed'), message: status === null ? says : `HTTP ${status} · ${says ?? ''}` },
      ),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['deliveries'] });
      void client.invalidateQueries({ queryKey: ['delivery'] });
      void client.invalidateQueries({ queryKey: ['webhooks'] });
    },
  });
}

function Row({ one, name, show }: { readonly one: Delivery; readonly name: string | undefined; readonly show: () => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const again = useAgain();
  return (
    <div className={style.delivery}>
      <button type="button" className={style.open} onClick={show}>
        <span className={style.what}>
          <span className="code">{one.type}</span>
          <span className={style.muted}>{[name, say.past(one.createdAt)].filter(Boolean).join(' · ')}</span>
        </span>
        <span className={style.came}>
          <Badge tone={TONES[one.state]}>{word('deliveryState', one.state)}</Badge>
          <span className={`${style.muted} figures`}>
            {[
              one.status === null ? null : `HTTP ${one.status}`,
              one.latencyMs === null ? null : t('webhooks.ms', { ms: say.number(one.latencyMs) }),
              one.attempts > 1 ? t('webhooks.attempts', { count: one.attempts }) : null,
              one.nextAt ? t('webhooks.next', { at: say.due(one.nextAt).text }) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        {one.state !== 'delivered' && one.says && <span className={style.says}>{one.says}</span>}
      </button>
      {one.state === 'dead' && (
        <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate(one.id)}>
          {t('webhooks.again')}
        </Button>
      )}
    </div>
  );
}

/** One delivery with what was sent and each attempt. */
function Whole({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const one = useQuery({ queryKey: ['delivery', id], queryFn: () => webhooksApi.delivery(id) });
  const again = useAgain();
  const keep = useMutation({
    mutationFn: (kept: boolean) => webhooksApi.keep(id, kept),
    onError: tellFailure(t),
    onSuccess: (kept) => client.setQueryData(['delivery', id], kept),
  });
  return (
    <Dialog title={one.data?.type ?? t('webhooks.delivery')} close={close} size="lg">
      {one.isPending ? (
        <Waiting rows={4} height={40} />
      ) : one.isError ? (
        <Trouble error={one.error} again={() => void one.refetch()} />
      ) : (
        <div className={style.form}>
          <p>
            <Badge tone={TONES[one.data.state]}>{word('deliveryState', one.data.state)}</Badge>{' '}
            <span className={`${style.muted} code`}>webhook-id: {one.data.messageId}</span>
          </p>
          <pre className={style.body} tabIndex={0} aria-label={t('webhooks.body')}>
            {JSON.stringify(JSON.parse(one.data.body), null, 2)}
          </pre>
          <h3>{t('webhooks.history')}</h3>
          {one.data.history.length === 0 ? (
            <p className={style.muted}>{t('webhooks.noHistory')}</p>
          ) : (
            <ol className={style.history}>
              {one.data.history.map((attempt) => (
                <li key={attempt.at}>
                  <span className="figures">
                    {say.stamp(attempt.at)} · {attempt.status === null ? t('webhooks.noAnswer') : `HTTP ${attempt.status}`} ·{' '}
                    {t('webhooks.ms', { ms: say.number(attempt.latencyMs) })}
                  </span>
                  {attempt.says && <span className={style.says}>{attempt.says}</span>}
                </li>
              ))}
            </ol>
          )}
          <p className={style.muted}>{t(one.data.kept ? 'webhooks.isKept' : 'webhooks.goes')}</p>
          <div className={style.foot}>
            <Button onClick={close}>{t('close')}</Button>
            <Button loading={keep.isPending} aria-pressed={one.data.kept} onClick={() => keep.mutate(!one.data.kept)}>
              {t(one.data.kept ? 'webhooks.letGo' : 'webhooks.keep')}
            </Button>
            <Button variant="filled" loading={again.isPending} onClick={() => again.mutate(id)}>
              {t('webhooks.again')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

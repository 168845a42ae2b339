import { Button } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../data.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { useTitle } from '../parts/useTitle.ts';
import { useWords } from '../words.ts';
import { type Endpoint, type WebhookType, webhooksApi } from './api.ts';
import { Deliveries } from './Deliveries.tsx';
import { EndpointDialog, RemoveDialog, ReplayDialog, SecretDialog } from './dialogs.tsx';
import style from './webhooks.module.css';

/** Where the seller's own systems are told what happens, and what became of each message. */
export function Webhooks() {
  const { t } = useWords();
  useTitle(t('shell.webhooks'));
  const list = useQuery({ queryKey: ['webhooks'], queryFn: webhooksApi.list, refetchInterval: 15_000 });
  const [adding, setAdding] = useState(false);
  const items = list.data?.items ?? [];
  return (
    <div className={style.page}>
      <header className={style.headline}>
        <div>
          <h1>{t('shell.webhooks')}</h1>
          <p>{t('webhooks.about')}</p>
        </div>
        {items.length > 0 && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            {t('webhooks.add')}
          </Button>
        )}
      </header>
      {list.isPending ? (
        <Waiting rows={2} height={84} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <div className={style.block}>
          <Nothing icon={<IconWebhook size={28} stroke={1.5} />} title={t('webhooks.none')}>
            <p>{t('webhooks.noneMore')}</p>
            <Button mt="sm" variant="filled" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
              {t('webhooks.add')}
            </Button>
          </Nothing>
        </div>
      ) : (
        <ul className={style.block} aria-label={t('webhooks.endpoints')}>
          {items.map((one) => (
            <li key={one.id}>
              <EndpointRow one={one} types={list.data.types} />
            </li>
          ))}
        </ul>
      )}
      {items.length > 0 && <Deliveries endpoints={items} />}
      {adding && list.data && <EndpointDialog endpoint={null} types={list.data.types} close={() => setAdding(false)} />}
    </div>
  );
}

const STATES: Readonly<Record<Endpoint['state'], Tone>> = { active: 'good', paused: 'plain', disabled: 'danger' };
type Open = 'edit' | 'secret' | 'replay' | 'remove';

function EndpointRow({ one, types }: { readonly one: Endpoint; readonly types: readonly WebhookType[] }) {
  const { t, word } = useWords();
  const say = useSay();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['webhooks'] });
    void client.invalidateQueries({ queryKey: ['deliveries'] });
  };
  const test = useMutation({
    mutationFn: () => webhooksApi.test(one.id),
    onError: tellFailure(t),
    onSuccess: ({ state, status, latencyMs, says }) =>
      tell(
        state === 'delivered'
          ? { color: 'good', message: t('webhooks.tested', { status: status ?? '', ms: latencyMs ?? 0 }) }
          : { color: 'danger', title: t('webhooks.testFailed'), message: status === null ? says : `HTTP ${status} · ${says ?? ''}` },
      ),
    onSettled: refresh,
  });
  const turn = useMutation({
    mutationFn: (state: 'active' | 'paused') => webhooksApi.change(one.id, { state }),
    onError: tellFailure(t),
    onSettled: refresh,
  });
  return (
    <div className={style.endpoint}>
      <div>
        <p className={style.name}>
          {one.name} <Badge tone={STATES[one.state]}>{word('webhookState', one.state)}</Badge>
        </p>
        <p className={`${style.url} code`}>{one.url}</p>
        <p className={style.muted}>
          {one.types.length === 0 ? t('webhooks.everything') : one.types.join(', ')}
          {one.pending > 0 && ` · ${t('webhooks.pending', { count: one.pending })}`}
          {one.oldSecretUntil && Date.parse(one.oldSecretUntil) > Date.parse(say.now) && (
            <> · {t('webhooks.oldSecret', { at: say.stamp(one.oldSecretUntil) })}</>
          )}
        </p>
        {one.secretLost && <p className={style.failure}>{t('webhooks.secretLost')}</p>}
        {one.state === 'disabled' ? (
          <p className={style.failure}>{t('webhooks.disabledBecause', { says: one.disabledBecause ?? '' })}</p>
        ) : (
          one.failingSince && <p className={style.failure}>{t('webhooks.failing', { at: say.past(one.failingSince) })}</p>
        )}
      </div>
      <div className={style.acts}>
        <Button loading={test.isPending} disabled={one.state !== 'active'} onClick={() => test.mutate()}>
          {t('webhooks.test')}
        </Button>
        {one.state === 'active' ? (
          <Button loading={turn.isPending} onClick={() => turn.mutate('paused')}>
            {t('webhooks.pause')}
          </Button>
        ) : (
          <Button variant="filled" loading={turn.isPending} onClick={() => turn.mutate('active')}>
            {t('webhooks.resume')}
          </Button>
        )}
        <Button onClick={() => setOpen('replay')}>{t('webhooks.replay')}</Button>
        <Button onClick={() => setOpen('secret')}>{t('webhooks.secret')}</Button>
        <Button onClick={() => setOpen('edit')}>{t('webhooks.edit')}</Button>
        <Button variant="subtle" color="danger" onClick={() => setOpen('remove')}>
          {t('webhooks.remove')}
        </Button>
      </div>
      {open === 'edit' && <EndpointDialog endpoint={one} types={types} close={close} />}
      {open === 'secret' && <SecretDialog endpoint={one} close={close} />}
      {open === 'replay' && <ReplayDialog endpoint={one} close={close} />}
      {open === 'remove' && <RemoveDialog endpoint={one} close={close} />}
    </div>
  );
}

import { Button, CopyButton, PasswordInput, TextInput } from '@mantine/core';
import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api.ts';
import row from '../carriers/carriers.module.css';
import { client, orAbsent } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords, tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { type StripeShop, stripeApi } from './api.ts';
import { Section } from './Section.tsx';
import style from './settings.module.css';

const KEY = ['stripe'];
const again = () => client.invalidateQueries({ queryKey: KEY });

/** Stripe behind the seller's own shops (M31). Nothing to show where there is no such shop, or it is not one's duty. */
export function StripeShops() {
  const { t } = useWords();
  const shops = useQuery({ queryKey: KEY, queryFn: () => orAbsent(stripeApi.shops) });
  const [editing, setEditing] = useState<StripeShop | null>(null);
  const [leaving, setLeaving] = useState<StripeShop | null>(null);
  if (!shops.data?.items.length) return null;
  return (
    <Section title={t('stripe.title')} about={t(shops.data.sandbox ? 'stripe.sandbox' : 'stripe.about')}>
      <ul className={style.rows}>
        {shops.data.items.map((shop) => (
          <li key={shop.slug}>
            <ShopRow shop={shop} edit={() => setEditing(shop)} leave={() => setLeaving(shop)} />
          </li>
        ))}
      </ul>
      {editing && <KeysDialog shop={editing} close={() => setEditing(null)} />}
      {leaving && <LeaveDialog shop={leaving} close={() => setLeaving(null)} />}
    </Section>
  );
}

function ShopRow({ shop, edit, leave }: { readonly shop: StripeShop; readonly edit: () => void; readonly leave: () => void }) {
  const { t } = useWords();
  const test = useMutation({ mutationFn: () => api.testConnection(shop.slug), onError: tellFailure(t) });
  return (
    <div className={style.row}>
      <div>
        <p className={style.name}>
          {shop.name}{' '}
          <Badge tone={shop.connected ? 'good' : 'plain'}>
            {shop.connected ? <IconCircleCheck size={14} stroke={2} /> : <IconCircleOff size={14} stroke={2} />}
            {t(shop.connected ? 'stripe.connected' : 'stripe.notConnected')}
          </Badge>
        </p>
        <p className={row.news}>
          {t('stripe.eventsAt')} <span className="code">{shop.webhook}</span>{' '}
          <CopyButton value={shop.webhook}>
            {({ copied, copy }) => (
              <button type="button" className={row.link} onClick={copy}>
                {t(copied ? 'settings.copied' : 'settings.copy')}
              </button>
            )}
          </CopyButton>
        </p>
        {test.data && (
          <p role="status" className={test.data.ok ? style.good : style.failure}>
            {test.data.says}
          </p>
        )}
      </div>
      <div className={row.acts}>
        {shop.connected && (
          <Button loading={test.isPending} onClick={() => test.mutate()}>
            {t('settings.test')}
          </Button>
        )}
        <Button onClick={edit}>{t(shop.connected ? 'stripe.change' : 'stripe.connect')}</Button>
        {shop.connected && (
          <Button variant="subtle" color="danger" onClick={leave}>
            {t('stripe.disconnect')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Keys go in and never come out again: what is kept stays unless another is typed. */
function KeysDialog({ shop, close }: { readonly shop: StripeShop; readonly close: () => void }) {
  const { t } = useWords();
  const [key, setKey] = useState('');
  const [webhookSecret, setWebhookSecret] = useState('');
  const [orderKey, setOrderKey] = useState(shop.orderKey);
  const missing = (!shop.connected && (key.trim() === '' || webhookSecret.trim() === '')) || orderKey.trim() === '';
  const save = useMutation({
    mutationFn: () =>
      stripeApi.connect(shop.slug, {
        orderKey: orderKey.trim(),
        ...(key.trim() && { key: key.trim() }),
        ...(webhookSecret.trim() && { webhookSecret: webhookSecret.trim() }),
      }),
    onSuccess: async ({ ok }) => {
      await again();
      if (ok) close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!missing) save.mutate();
  };
  const kept = shop.connected ? t('stripe.kept') : undefined;
  return (
    <Dialog close={close} title={t('stripe.keysTitle', { name: shop.name })}>
      <form className={style.form} onSubmit={send}>
        <p className={style.muted}>{t('stripe.how')}</p>
        <PasswordInput
          label={t('stripe.key')}
          description={t('stripe.keyHint')}
          placeholder={kept}
          autoComplete="off"
          maxLength={255}
          data-autofocus
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('stripe.webhookSecret')}
          description={t('stripe.webhookHint', { address: shop.webhook })}
          placeholder={kept}
          autoComplete="off"
          maxLength={255}
          value={webhookSecret}
          onChange={(event) => setWebhookSecret(event.currentTarget.value)}
        />
        <TextInput
          label={t('stripe.orderKey')}
          description={t('stripe.orderKeyHint')}
          maxLength={40}
          value={orderKey}
          onChange={(event) => setOrderKey(event.currentTarget.value)}
        />
        {(save.isError || save.data?.ok === false) && (
          <p role="alert" className={style.failure}>
            {save.isError ? failureWords(t, save.error) : t('stripe.keptBut', { says: save.data!.says })}
          </p>
        )}
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={missing} loading={save.isPending}>
            {t('stripe.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function LeaveDialog({ shop, close }: { readonly shop: StripeShop; readonly close: () => void }) {
  const { t } = useWords();
  const leave = useMutation({
    mutationFn: () => stripeApi.disconnect(shop.slug),
    onSuccess: async () => {
      close();
      await again();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog close={close} title={t('stripe.leaveTitle', { name: shop.name })}>
      <p>{t('stripe.leaveSays')}</p>
      <div className={style.buttons}>
        <Button onClick={close} data-autofocus>
          {t('act.back')}
        </Button>
        <Button variant="filled" color="danger" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('stripe.disconnect')}
        </Button>
      </div>
    </Dialog>
  );
}

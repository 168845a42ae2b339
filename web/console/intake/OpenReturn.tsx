import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FAULTS, REASONS } from '../../../src/core/return/model.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useChannelName } from '../parts/say.ts';
import { failureWords } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { intakeApi, type NewReturn, type Proposal, type WholeMail } from './api.ts';
import style from './intake.module.css';

type Reason = NewReturn['items'][number]['reason'];
type Fault = NonNullable<NewReturn['items'][number]['fault']>;

/** A return from a mail: the order (proposed or found), the item, the reason as it was read, and done. */
export function OpenReturn({
  mail,
  order: proposed,
  close,
  done,
}: {
  readonly mail: WholeMail;
  readonly order: Proposal | null;
  readonly close: () => void;
  readonly done: (after: WholeMail) => void;
}) {
  const { t, word } = useWords();
  const channelName = useChannelName();
  const [typed, setTyped] = useState(mail.read.orders[0] ?? '');
  const [asked, setAsked] = useState(typed);
  const found = useQuery({
    queryKey: ['mail-search', asked],
    queryFn: ({ signal }) => intakeApi.search(asked, signal),
    enabled: proposed === null && asked.length >= 3,
  });
  const orders = proposed ? [proposed] : [...new Map((found.data?.items ?? []).map((one) => [one.orderId, one])).values()];
  const [picked, setPicked] = useState<string | null>(null);
  const order = orders.find(({ orderId }) => orderId === picked) ?? orders[0];
  const [line, setLine] = useState<string | null>(null);
  const lineId = line !== null && order?.lines.some(({ id }) => id === line) ? line : (order?.lineId ?? order?.lines[0]?.id);
  const [reason, setReason] = useState<Reason>(mail.read.reason ?? 'other');
  const [fault, setFault] = useState<Fault>(mail.read.fault ?? 'other');
  const open = useMutation({
    mutationFn: ({ channel, channelOrderId }: Proposal) =>
      intakeApi.open(mail.id, {
        channel,
        channelOrderId,
        items: [{ lineId: lineId!, reason, ...(reason === 'defective' && { fault }) }],
      }),
    onSuccess: done,
  });
  const look = (event: FormEvent) => {
    event.preventDefault();
    setAsked(typed.trim());
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (order && lineId) open.mutate(order);
  };
  return (
    <Dialog close={close} title={t('intake.newReturn')} size="lg">
      {proposed === null && (
        <form className={style.search} onSubmit={look} role="search">
          <TextInput
            label={t('intake.search')}
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={found.data?.items.length === 0 ? t('intake.notFound', { what: asked }) : undefined}
          />
          <Button type="submit" disabled={typed.trim().length < 3} loading={found.isFetching}>
            {t('intake.find')}
          </Button>
        </form>
      )}
      {order && (
        <form className={style.form} onSubmit={send}>
          {orders.length > 1 && (
            <Select
              label={t('intake.whichOrder')}
              allowDeselect={false}
              value={order.orderId}
              onChange={setPicked}
              data={orders.map((one) => ({
                value: one.orderId,
                label: `${channelName(one.channel)} ${one.channelOrderId} · ${one.buyer.name}`,
              }))}
            />
          )}
          {orders.length === 1 && (
            <p className={style.order}>
              <strong>
                {channelName(order.channel)} <span className="code">{order.channelOrderId}</span>
              </strong>
              <span>
                {order.buyer.name} · {order.buyer.email}
              </span>
            </p>
          )}
          <Select
            label={t('intake.whichItem')}
            allowDeselect={false}
            value={lineId ?? null}
            onChange={setLine}
            data={order.lines.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Select
            label={t('intake.reason')}
            allowDeselect={false}
            data-autofocus={proposed !== null || undefined}
            value={reason}
            onChange={(value) => value && setReason(value as Reason)}
            data={REASONS.map((value) => ({ value, label: word('reason', value) }))}
          />
          {reason === 'defective' && (
            <Select
              label={t('intake.fault')}
              allowDeselect={false}
              value={fault}
              onChange={(value) => value && setFault(value as Fault)}
              data={FAULTS.map((value) => ({ value, label: word('fault', value) }))}
            />
          )}
          <p className={style.muted}>{t('intake.openMore')}</p>
          {open.isError && (
            <p role="alert" className={style.failure}>
              {failureWords(t, open.error)}
            </p>
          )}
          <div className={style.buttons}>
            <Button onClick={close}>{t('act.back')}</Button>
            <Button type="submit" variant="filled" loading={open.isPending} disabled={!lineId}>
              {t('intake.openIt')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

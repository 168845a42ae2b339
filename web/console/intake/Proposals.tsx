import { Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconSearch, IconUserCheck, IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { StatusBadge } from '../parts/Badge.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { failureWords } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { intakeApi, type Proposal, type WholeMail } from './api.ts';
import style from './intake.module.css';

/** What it may be about, each with its why; the digits 1 to 9 take one. Below, the search for what nobody proposes. */
export function Proposals({
  mail,
  take,
  busy,
}: {
  readonly mail: WholeMail;
  readonly take: (one: Proposal) => void;
  readonly busy: boolean;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const found = useQuery({
    queryKey: ['mail-search', asked],
    queryFn: ({ signal }) => intakeApi.search(asked, signal),
    enabled: asked.length >= 3,
  });
  const look = (event: FormEvent) => {
    event.preventDefault();
    setAsked(typed.trim());
  };
  return (
    <section className={style.card}>
      <h2>{t('intake.proposals')}</h2>
      {mail.proposals.length === 0 ? (
        <p className={style.muted}>{t('intake.noProposals')}</p>
      ) : (
        <List items={mail.proposals} take={take} busy={busy} numbered />
      )}
      <form className={style.search} onSubmit={look} role="search">
        <TextInput
          aria-label={t('intake.search')}
          placeholder={t('intake.search')}
          leftSection={<IconSearch size={15} stroke={1.8} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim().length < 3} loading={found.isFetching}>
          {t('intake.find')}
        </Button>
      </form>
      {found.isError && (
        <p role="alert" className={style.failure}>
          {failureWords(t, found.error)}
        </p>
      )}
      {found.data && (
        <div role="status">
          {found.data.items.length === 0 ? (
            <p className={style.muted}>{t('intake.notFound', { what: asked })}</p>
          ) : (
            <List items={found.data.items} take={take} busy={busy} />
          )}
        </div>
      )}
    </section>
  );
}

function List({
  items,
  take,
  busy,
  numbered = false,
}: {
  readonly items: readonly Proposal[];
  readonly take: (one: Proposal) => void;
  readonly busy: boolean;
  readonly numbered?: boolean;
}) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  return (
    <ol className={style.proposals}>
      {items.map((one, at) => (
        <li key={one.returnId ?? one.orderId}>
          <button type="button" disabled={busy} onClick={() => take(one)}>
            {numbered && <kbd>{at + 1}</kbd>}
            <span className={style.proposal}>
              <strong>
                {one.rma ? <span className="code">{one.rma}</span> : t('intake.order', { number: one.channelOrderId })}
                {one.status && <StatusBadge status={one.status} />}
              </strong>
              <span>
                {one.lines.map(({ title }) => title).join(', ')} · {one.buyer.name}
              </span>
              <span className={style.muted}>
                {channelName(one.channel)} <span className="code">{one.channelOrderId}</span> · {say.day(one.placedAt)}
              </span>
              <span className={style.because} data-buyer={one.fromBuyer || undefined}>
                {one.fromBuyer ? (
                  <IconUserCheck size={14} stroke={1.8} aria-hidden />
                ) : (
                  <IconUserQuestion size={14} stroke={1.8} aria-hidden />
                )}
                {t(`intake.why.${one.why}`)}
                {numbered && one.why !== 'sender' && ` · ${t(one.fromBuyer ? 'intake.isBuyer' : 'intake.isNotBuyer')}`}
              </span>
              <span className={style.does}>
                {t(one.does === 'message' ? 'intake.takeMessage' : 'intake.takeOpen')}
                <IconArrowRight size={15} stroke={1.8} aria-hidden />
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { DISPUTE_KINDS, DISPUTE_REASONS, type DisputeKind, type DisputeReason } from '../../../src/core/disputes/dispute.ts';
import type { FullReturn } from '../api.ts';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { disputesApi } from './api.ts';
import style from './disputes.module.css';
import { TONES } from './tones.ts';

/** On the case page: the disputes about it, and the door to a new one. */
export function DisputesOfCase({ ret }: { readonly ret: FullReturn }) {
  const { t, word } = useWords();
  const [opening, setOpening] = useState(false);
  const list = useQuery({ queryKey: ['disputes', 'of', ret.id, ret.version], queryFn: () => disputesApi.ofReturn(ret.id) });
  const items = list.data?.items ?? [];
  return (
    <section className={style.card} aria-label={t('shell.disputes')}>
      <h2>{t('shell.disputes')}</h2>
      {items.map((one) => (
        <p key={one.id}>
          <To href={paths.dispute(one.id)} className="code">
            {one.code}
          </To>{' '}
          {word('disputeKind', one.kind)} <Badge tone={TONES[one.state]}>{word('disputeState', one.state)}</Badge>
        </p>
      ))}
      {items.length === 0 && <p className={style.muted}>{t('disputes.noneHere')}</p>}
      <button type="button" className={style.open} onClick={() => setOpening(true)}>
        {t('disputes.open')}
      </button>
      {opening && <OpenDialog ret={ret} close={() => setOpening(false)} />}
    </section>
  );
}

function OpenDialog({ ret, close }: { readonly ret: FullReturn; readonly close: () => void }) {
  const { t, word } = useWords();
  const router = useRouter();
  const [kind, setKind] = useState<DisputeKind>('complaint');
  const [reason, setReason] = useState<DisputeReason>('refusal');
  const [says, setSays] = useState('');
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [day, setDay] = useState('');
  const open = useMutation({
    mutationFn: () =>
      disputesApi.open(ret.id, {
        kind,
        reason,
        says: says.trim(),
        ...(amount.trim() && { amount: amount.trim().replace(',', '.') }),
        ...(reference.trim() && { reference: reference.trim() }),
        ...(day && { answerBy: new Date(`${day}T23:59:59`).toISOString() }),
      }),
    onSuccess: (dispute) => {
      void client.invalidateQueries({ queryKey: ['disputes'] });
      void client.invalidateQueries({ queryKey: ['return', ret.id] });
      router.history.push(paths.dispute(dispute.id));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <Dialog title={t('disputes.open')} close={close} size="lg">
      <form onSubmit={submit} className={style.form}>
        <p className={style.muted}>{t('disputes.openHint')}</p>
        <Select
          label={t('disputes.kind')}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(value as DisputeKind)}
          data={DISPUTE_KINDS.map((value) => ({ value, label: word('disputeKind', value) }))}
        />
        <Select
          label={t('disputes.reason')}
          value={reason}
          allowDeselect={false}
          onChange={(value) => setReason(value as DisputeReason)}
          data={DISPUTE_REASONS.map((value) => ({ value, label: word('disputeReason', value) }))}
        />
        <Textarea
          label={t('disputes.theirWords')}
          autosize
          minRows={3}
          required
          maxLength={5000}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
          data-autofocus
        />
        {kind !== 'complaint' && (
          <>
            <TextInput label={t('disputes.reference')} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
            <TextInput
              label={t('disputes.amount', { currency: ret.order.currency })}
              description={t('disputes.amountOpenHint')}
              inputMode="decimal"
              value={amount}
              onChange={(event) => setAmount(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              label={t('disputes.answerBy')}
              description={t('disputes.answerByHint')}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          </>
        )}
        {open.isError && (
          <p role="alert" className={style.failure}>
            {failureWords(t, open.error)}
          </p>
        )}
        <div className={style.actions}>
          <Button onClick={close}>{t('disputes.cancel')}</Button>
          <Button type="submit" variant="filled" loading={open.isPending}>
            {t('disputes.openGo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { AGAINST, CLAIM_REASONS } from '../../../src/core/claims/claim.ts';
import { useConnections } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { claimsApi, lookAgain } from './api.ts';
import style from './claims.module.css';

/** A claim that nothing in the house noticed by itself: a supplier's fault, a mistake of the logistics service. */
export function NewClaim({ close }: { readonly close: () => void }) {
  const { t, word } = useWords();
  const router = useRouter();
  const connections = useConnections().data?.items ?? [];
  const [form, setForm] = useState({
    against: 'supplier',
    why: 'warranty',
    party: '',
    amount: '',
    says: '',
    channel: '',
    order: '',
    tracking: '',
  });
  const set = (name: keyof typeof form) => (value: string | null) => setForm((before) => ({ ...before, [name]: value ?? '' }));
  const open = useMutation({
    mutationFn: () =>
      claimsApi.open({
        against: form.against,
        why: form.why,
        party: form.party,
        amount: form.amount.trim().replace(',', '.'),
        currency: 'EUR',
        says: form.says,
        ...(form.tracking && { trackingNumber: form.tracking }),
        ...(form.order && { channelOrderId: form.order.trim(), channel: form.channel || connections[0]?.slug }),
      }),
    onSuccess: async (claim) => {
      await lookAgain();
      router.history.push(paths.claim(claim.id));
    },
  });
  return (
    <Dialog title={t('claims.new')} close={close}>
      <form
        className={style.stack}
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate();
        }}
      >
        <Select
          label={t('claims.field.against')}
          value={form.against}
          onChange={set('against')}
          allowDeselect={false}
          data={AGAINST.map((value) => ({ value, label: word('claimAgainst', value) }))}
        />
        <TextInput label={t('claims.field.party')} value={form.party} onChange={(event) => set('party')(event.currentTarget.value)} />
        <Select
          label={t('claims.field.why')}
          value={form.why}
          onChange={set('why')}
          allowDeselect={false}
          data={CLAIM_REASONS.map((value) => ({ value, label: word('claimWhy', value) }))}
        />
        <TextInput
          label={t('claims.field.amount')}
          inputMode="decimal"
          required
          rightSection="€"
          value={form.amount}
          onChange={(event) => set('amount')(event.currentTarget.value)}
        />
        <TextInput label={t('claims.field.order')} value={form.order} onChange={(event) => set('order')(event.currentTarget.value)} />
        {form.order && connections.length > 1 && (
          <Select
            label={t('claims.field.channel')}
            value={form.channel || (connections[0]?.slug ?? '')}
            onChange={set('channel')}
            allowDeselect={false}
            data={connections.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        )}
        <TextInput
          label={t('claims.field.tracking')}
          value={form.tracking}
          onChange={(event) => set('tracking')(event.currentTarget.value)}
        />
        <Textarea
          label={t('claims.field.says')}
          autosize
          minRows={3}
          value={form.says}
          onChange={(event) => set('says')(event.currentTarget.value)}
        />
        {open.isError && <p role="alert">{failureWords(t, open.error)}</p>}
        <div className={style.buttons}>
          <Button type="submit" variant="filled" loading={open.isPending} disabled={!/^\d+([.,]\d{1,2})?$/.test(form.amount.trim())}>
            {t('claims.openDraft')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

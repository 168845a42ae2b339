import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { FullReturn } from '../api.ts';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tell } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { disputesApi } from './api.ts';
import style from './disputes.module.css';

/** Somebody says, or the bench saw, that the goods are not genuine: then one act does all that follows (M36). */
const isSuspected = ({ items }: FullReturn): boolean =>
  items.some(({ reason, checks }) => reason === 'counterfeit' || checks?.['as_sold'] === 'not_genuine');

export function Counterfeit({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const suspected = isSuspected(ret);
  const found = useQuery({
    queryKey: ['counterfeit', ret.id, ret.version],
    queryFn: () => disputesApi.counterfeit(ret.id),
    enabled: suspected,
  });
  const first = found.data?.items[0];
  if (!suspected || found.isPending) return null;
  return (
    <section className={style.card} data-ours={!first || undefined}>
      <h2>{t(first ? 'counterfeit.found' : 'counterfeit.suspected')}</h2>
      {first ? (
        <>
          <p>{first.says}</p>
          <p className={style.muted}>
            {first.by} · {say.stamp(first.at)}
          </p>
        </>
      ) : (
        <>
          <p className={style.muted}>{t('counterfeit.explain')}</p>
          <Button onClick={() => setAsking(true)}>{t('counterfeit.confirm')}</Button>
        </>
      )}
      {asking && <Confirm ret={ret} close={() => setAsking(false)} />}
    </section>
  );
}

function Confirm({ ret, close }: { readonly ret: FullReturn; readonly close: () => void }) {
  const { t } = useWords();
  const [says, setSays] = useState('');
  const confirm = useMutation({
    mutationFn: () => disputesApi.confirmCounterfeit(ret.id, says.trim()),
    onSuccess: ({ units }) => {
      void client.invalidateQueries({ queryKey: ['return', ret.id] });
      void client.invalidateQueries({ queryKey: ['counterfeit', ret.id] });
      tell({ message: t('counterfeit.done', { count: units }) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Dialog title={t('counterfeit.confirm')} close={close}>
      <form onSubmit={submit} className={style.form}>
        <ul className={style.list}>
          {(['refund', 'offer', 'stock', 'channel', 'proof'] as const).map((what) => (
            <li key={what}>{t(`counterfeit.does.${what}`)}</li>
          ))}
        </ul>
        <Textarea
          label={t('counterfeit.what')}
          description={t('counterfeit.whatHint')}
          autosize
          minRows={3}
          required
          maxLength={2000}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
          data-autofocus
        />
        {confirm.isError && (
          <p role="alert" className={style.failure}>
            {failureWords(t, confirm.error)}
          </p>
        )}
        <div className={style.actions}>
          <Button onClick={close}>{t('disputes.cancel')}</Button>
          <Button type="submit" variant="filled" color="danger" loading={confirm.isPending}>
            {t('counterfeit.go')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

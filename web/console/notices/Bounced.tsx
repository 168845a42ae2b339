import { Button, TextInput } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../data.ts';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { noticesApi, type Suppressed } from './api.ts';
import style from './notices.module.css';

/** Addresses that a mail came back from for good: none goes there until a person has found the right one. */
export function Bounced() {
  const { t } = useWords();
  const list = useQuery({ queryKey: ['suppressed'], queryFn: noticesApi.suppressed });
  const { hard = 0, soft = 0 } = list.data?.bounced ?? {};
  return (
    <section className={style.bounced} aria-labelledby="bounced">
      <header>
        <h2 id="bounced">{t('letters.bounced')}</h2>
        <p>{t('letters.bouncedAbout')}</p>
        {list.data && hard + soft > 0 && <p>{t('letters.bouncedLately', { count: hard + soft, hard })}</p>}
      </header>
      <div className={style.block}>
        {list.isPending ? (
          <Waiting rows={2} height={60} />
        ) : list.isError ? (
          <Trouble error={list.error} again={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Nothing icon={<IconMailCheck size={26} stroke={1.5} />} title={t('letters.noneBounced')} />
        ) : (
          <ul>
            {list.data.items.map((one) => (
              <li key={one.address}>
                <Address one={one} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Address({ one }: { readonly one: Suppressed }) {
  const { t } = useWords();
  const say = useSay();
  const [instead, setInstead] = useState<string | null>(null);
  const after = {
    onError: tellFailure(t),
    onSuccess: ({ sent }: { readonly sent: number }) => tell({ color: 'good', message: t('letters.goesAgain', { count: sent }) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['suppressed'] }),
  };
  const release = useMutation({ mutationFn: () => noticesApi.release(one.address), ...after });
  const correct = useMutation({ mutationFn: noticesApi.correct, ...after });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    correct.mutate({ address: one.address, instead: (instead ?? '').trim() });
  };
  return (
    <div className={style.address}>
      <div>
        <p className={style.name}>{one.address}</p>
        <p className={style.says}>{one.says}</p>
        <p className={style.muted}>
          {t('letters.since', { at: say.past(one.since) })}
          {one.returnId && one.rma && (
            <>
              {' · '}
              <To href={paths.case(one.returnId)}>{one.rma}</To>
            </>
          )}
        </p>
      </div>
      {instead === null ? (
        <div className={style.acts}>
          <Button onClick={() => setInstead(one.address)}>{t('letters.correct')}</Button>
          <Button variant="subtle" loading={release.isPending} onClick={() => release.mutate()}>
            {t('letters.release')}
          </Button>
        </div>
      ) : (
        <form className={style.acts} onSubmit={submit}>
          <TextInput
            type="email"
            value={instead}
            onChange={(event) => setInstead(event.currentTarget.value)}
            aria-label={t('letters.correctLabel', { address: one.address })}
            data-autofocus
            autoFocus
          />
          <Button
            type="submit"
            variant="filled"
            loading={correct.isPending}
            disabled={instead.trim() === '' || instead.trim() === one.address}
          >
            {t('letters.save')}
          </Button>
          <Button variant="subtle" onClick={() => setInstead(null)}>
            {t('letters.cancel')}
          </Button>
        </form>
      )}
    </div>
  );
}

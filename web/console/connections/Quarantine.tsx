import { Button, Textarea } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting as Loading } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tell, tellFailure } from '../parts/tell.ts';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type Connection, connectionsApi, type Waiting } from './api.ts';
import style from './connections.module.css';

const again = () =>
  Promise.all([client.invalidateQueries({ queryKey: ['connections'] }), client.invalidateQueries({ queryKey: ['quarantine'] })]);

/** What came in and could not be read: kept, and answered by a person. */
export function Quarantine({ connection, may }: { readonly connection: Connection; readonly may: boolean }) {
  const { t, word } = useWords();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [looking, setLooking] = useState<Waiting | null>(null);
  const [leaving, setLeaving] = useState<Waiting | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['quarantine', connection.slug],
    queryFn: ({ pageParam }) => connectionsApi.quarantine(connection.slug, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: open,
  });
  const retry = useMutation({
    mutationFn: (id: string) => connectionsApi.readAgain(connection.slug, id),
    onSuccess: ({ done, says }) =>
      tell({ color: done ? 'good' : 'warn', title: t(done ? 'connections.taken' : 'connections.notTaken'), message: says }),
    onError: tellFailure(t),
    onSettled: again,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={style.quarantine} aria-label={t('connections.quarantine')}>
      <div className={style.more}>
        <p className={settings.bad}>{t('connections.unreadable', { count: connection.unreadable })}</p>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'connections.hide' : 'connections.look')}
        </Button>
      </div>
      {open && (
        <>
          <p className={settings.muted}>{t('connections.quarantineAbout')}</p>
          {list.isPending ? (
            <Loading rows={2} height={56} />
          ) : list.isError ? (
            <Trouble error={list.error} again={() => void list.refetch()} />
          ) : (
            <ul className={settings.rows}>
              {items.map((one) => (
                <li key={one.id} className={style.arrival}>
                  <div>
                    <p className={settings.name}>
                      {word('arrivalKind', one.what.replaceAll(' ', '_'))} <span className="code">{one.externalId || '–'}</span>
                    </p>
                    <p className={settings.failure}>{inWords(one.says, word)}</p>
                    <p className={settings.muted}>{say.past(one.receivedAt)}</p>
                  </div>
                  {may && (
                    <div className={style.acts}>
                      <Button onClick={() => setLooking(one)}>{t('connections.raw')}</Button>
                      <Button loading={retry.isPending && retry.variables === one.id} onClick={() => retry.mutate(one.id)}>
                        {t('connections.readAgain')}
                      </Button>
                      <Button onClick={() => setLeaving(one)}>{t('connections.dismiss')}</Button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )}
          {list.hasNextPage && (
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('connections.older')}
            </Button>
          )}
        </>
      )}
      {looking && <Raw slug={connection.slug} one={looking} close={() => setLooking(null)} />}
      {leaving && <Dismiss slug={connection.slug} one={leaving} close={() => setLeaving(null)} />}
    </section>
  );
}

/** What a request was refused for has its words in our catalogue; what a reader could not read says so itself. */
function inWords(says: string, word: (group: string, value: string) => string): string {
  const refused = /^([a-z_]+) \{.*\}$/.exec(says)?.[1];
  return refused === undefined ? says : word('problem', refused);
}

function Raw({ slug, one, close }: { readonly slug: string; readonly one: Waiting; readonly close: () => void }) {
  const { t, word } = useWords();
  const whole = useQuery({ queryKey: ['quarantine', slug, one.id], queryFn: () => connectionsApi.waiting(slug, one.id) });
  return (
    <Dialog close={close} size="lg" title={`${word('arrivalKind', one.what.replaceAll(' ', '_'))} ${one.externalId}`}>
      <p className={settings.failure}>{inWords(one.says, word)}</p>
      {whole.isPending ? (
        <Loading rows={3} height={40} />
      ) : whole.isError ? (
        <Trouble error={whole.error} again={() => void whole.refetch()} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <pre className={style.raw} tabIndex={0} aria-label={t('connections.raw')}>
          {JSON.stringify(whole.data.raw, null, 2)}
        </pre>
      )}
    </Dialog>
  );
}

function Dismiss({ slug, one, close }: { readonly slug: string; readonly one: Waiting; readonly close: () => void }) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const dismiss = useMutation({
    mutationFn: () => connectionsApi.dismiss(slug, one.id, because.trim()),
    onSuccess: async () => {
      await again();
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (because.trim() !== '') dismiss.mutate();
  };
  return (
    <Dialog close={close} title={t('connections.dismissTitle')}>
      <form className={settings.form} onSubmit={send}>
        <p className={settings.muted}>{t('connections.dismissAbout')}</p>
        <Textarea
          label={t('connections.because')}
          autosize
          minRows={2}
          maxLength={2000}
          data-autofocus
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        {dismiss.isError && (
          <p role="alert" className={settings.failure}>
            {failureWords(t, dismiss.error)}
          </p>
        )}
        <div className={settings.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={because.trim() === ''} loading={dismiss.isPending}>
            {t('connections.dismiss')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

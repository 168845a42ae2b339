import { FOLLOW_UP_OUTCOMES } from '../../../../src/core/aftercare/answer.ts';
import { Button, Select, Textarea } from '@mantine/core';
import { IconArrowLeft, IconGift, IconHeartHandshake, IconPencil, IconPhone, IconQuestionMark } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { client, useSession } from '../../data.ts';
import { useKeys } from '../../keys.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Due } from '../../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../../parts/Nothing.tsx';
import { stepRows } from '../../parts/rows.ts';
import { useSay } from '../../parts/say.ts';
import { failureWords, tell, tellFailure } from '../../parts/tell.ts';
import { To } from '../../parts/To.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { type FollowUpTab, type FullFollowUp, type ListedFollowUp, type Outcome, surveyApi } from './api.ts';
import { Stars } from './Stars.tsx';
import style from './survey.module.css';

const TABS: readonly FollowUpTab[] = ['open', 'answered', 'settled', 'all'];
const FRESH_MS = 15_000;

/** Unhappy answers, until something came of them: the most urgent first, with the next step. */
export function FollowUpsPage() {
  const { id } = useSearch({ from: '/aftercare/follow-ups' });
  return id ? <OneFollowUp id={id} /> : <Queue />;
}

function Queue() {
  const { t } = useWords();
  const router = useRouter();
  const { tab: asked } = useSearch({ from: '/aftercare/follow-ups' });
  const tab = TABS.find((one) => one === asked) ?? 'open';
  const rows = useRef<HTMLUListElement>(null);
  const list = useInfiniteQuery({
    queryKey: ['follow-ups', tab],
    queryFn: ({ pageParam, signal }) => surveyApi.followUps(tab, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: FRESH_MS,
  });
  const step = (by: 1 | -1) => () => stepRows(rows.current, by);
  useKeys({
    j: step(1),
    k: step(-1),
    ...Object.fromEntries(TABS.map((one, at) => [String(at + 1), () => router.history.push(paths.followUps({ tab: one }))])),
  });
  const counts = new Map(list.data?.pages[0]?.counts.map((one) => [one.state as string, one]));
  const overdue = counts.get('open')?.overdue ?? 0;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <nav aria-label={t('followUps.tabs')} className={style.states}>
        {TABS.map((one) => (
          <To key={one} href={paths.followUps({ tab: one })} className={style.state} aria-current={one === tab ? 'page' : undefined}>
            {t(`followUps.tab.${one}`)}
            {(one === 'open' || one === 'answered') && <span className="figures">{counts.get(one)?.count ?? (list.data ? 0 : '–')}</span>}
          </To>
        ))}
      </nav>
      {list.data && (
        <p className={style.calm} data-late={overdue > 0 || undefined}>
          {overdue > 0 ? t('followUps.overdue', { count: overdue }) : t('followUps.calm')}
        </p>
      )}
      {list.isPending ? (
        <Waiting rows={4} height={84} />
      ) : list.isError && items.length === 0 ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconHeartHandshake size={28} stroke={1.5} />} title={t(`followUps.empty.${tab}`)}>
          <p>{t('followUps.emptyMore')}</p>
        </Nothing>
      ) : (
        <>
          <ul ref={rows} className={style.list}>
            {items.map((one) => (
              <li key={one.id}>
                <Row one={one} />
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('answers.more')}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Row({ one }: { readonly one: ListedFollowUp }) {
  const { t, word } = useWords();
  return (
    <To href={paths.followUps({ id: one.id })} className={style.row} data-row data-overdue={one.overdue || undefined}>
      <span className={style.rowDue}>
        {one.dueAt ? (
          <Due at={one.dueAt} />
        ) : (
          <Badge tone={one.state === 'settled' ? 'good' : 'info'}>{t(`followUps.tab.${one.state}`)}</Badge>
        )}
        <Stars score={one.score} />
      </span>
      <span className={style.rowWhat}>
        <strong>{one.says ?? word('surveyEnd', one.ended)}</strong>
        <span>
          {one.title} · <span className="code">{one.rma}</span>
        </span>
      </span>
      <span className={style.rowWho}>
        <span>{one.buyer ?? ''}</span>
        <span>
          {t('followUps.owner')} · {one.owner?.name ?? t('followUps.nobody')}
        </span>
        {one.contact && <Badge tone="warn">{t('followUps.wants')}</Badge>}
      </span>
    </To>
  );
}

function OneFollowUp({ id }: { readonly id: string }) {
  const one = useQuery({
    queryKey: ['follow-up', id],
    queryFn: ({ signal }) => surveyApi.followUp(id, signal),
    refetchInterval: FRESH_MS,
  });
  if (one.isPending) return <Waiting rows={4} height={84} />;
  if (one.isError && !one.data) return <Trouble error={one.error} again={() => void one.refetch()} />;
  return <Whole one={one.data} />;
}

type Asking = 'call' | 'settlement' | null;

function Whole({ one }: { readonly one: FullFollowUp }) {
  const { t, word } = useWords();
  const say = useSay();
  const router = useRouter();
  const session = useSession();
  const [asking, setAsking] = useState<Asking>(null);
  const kept = (what: 'question' | 'assignment') => (after: FullFollowUp) => {
    keep(after);
    tell({ message: t(`followUps.done.${what}`) });
  };
  const question = useMutation({ mutationFn: () => surveyApi.ask(one.id), onSuccess: kept('question'), onError: tellFailure(t) });
  const people = useQuery({ queryKey: ['people'], queryFn: api.people, staleTime: 60_000 });
  const assign = useMutation({
    mutationFn: (to: string | null) => surveyApi.assign(one.id, to),
    onSuccess: kept('assignment'),
    onError: tellFailure(t),
  });
  const may = (verb: string) => one.commands[verb]?.allowed === true;
  useKeys({
    Escape: () => router.history.push(paths.followUps()),
    a: () => router.history.push(paths.case(one.returnId)),
    c: () => may('call') && setAsking('call'),
    s: () => may('settlement') && setAsking('settlement'),
  });
  const me = session.data?.user.id;
  return (
    <article className={style.page} aria-label={t('followUps.label', { code: one.code })}>
      <header className={style.pageHead}>
        <To href={paths.followUps()} className={style.back} aria-label={t('followUps.back')}>
          <IconArrowLeft size={19} stroke={1.7} />
        </To>
        <div>
          <h2>
            {one.buyer ?? one.rma} <Stars score={one.score} />
          </h2>
          <p className={style.muted}>
            {one.title} · {word('surveyEnd', one.ended)} ·{' '}
            <To href={paths.case(one.returnId)} className="code">
              {one.rma}
            </To>
          </p>
        </div>
      </header>
      <div className={style.columns}>
        <div>
          {one.says && <blockquote className={style.quote}>{one.says}</blockquote>}
          {one.contact && (
            <p>
              <Badge tone="warn">{t('followUps.wants')}</Badge>
            </p>
          )}
          <h3>{t('followUps.story')}</h3>
          <ol className={style.story}>
            {one.events.map((event) => (
              <li key={event.seq} data-late={event.type === 'clock_breached' || undefined}>
                <p>
                  <Happened event={event} />
                  <time dateTime={event.at} title={say.full(event.at)}>
                    {say.stamp(event.at)}
                    {event.by !== 'buyer' && event.by !== 'follow-ups' && ` · ${event.by}`}
                  </time>
                </p>
                {event.says && <blockquote>{event.says}</blockquote>}
              </li>
            ))}
          </ol>
        </div>
        <aside className={style.side}>
          <section className={style.card} data-ours={one.state === 'open' || undefined}>
            <h3>{t(`followUps.tab.${one.state}`)}</h3>
            <p>{t(`followUps.next.${one.state}`)}</p>
            {one.dueAt && <Due at={one.dueAt} kind="follow_up" />}
            {one.outcome && <p className={style.outcome}>{word('followUpOutcome', one.outcome)}</p>}
            {one.again && (
              <p className={style.muted}>
                {one.again.score === null
                  ? t('followUps.asked', { at: say.stamp(one.again.askedAt) })
                  : t('followUps.said', { score: one.again.score })}
              </p>
            )}
            <div className={style.acts}>
              {one.state === 'open' && (
                <Button component="a" href={paths.case(one.returnId)} variant="filled" leftSection={<IconPencil size={16} />}>
                  {t('followUps.write')}
                </Button>
              )}
              {may('call') && (
                <Button onClick={() => setAsking('call')} leftSection={<IconPhone size={16} />}>
                  {t('followUps.call')}
                </Button>
              )}
              {one.state !== 'settled' && (
                <Button component="a" href={paths.offerGesture({ return: one.returnId })} leftSection={<IconGift size={16} />}>
                  {t('followUps.gesture')}
                </Button>
              )}
              {may('settlement') && (
                <Button variant="filled" onClick={() => setAsking('settlement')}>
                  {t('followUps.settle')}
                </Button>
              )}
              {may('question') && (
                <Button loading={question.isPending} onClick={() => question.mutate()} leftSection={<IconQuestionMark size={16} />}>
                  {t('followUps.ask')}
                </Button>
              )}
            </div>
          </section>
          {may('assignment') && (
            <section className={style.card}>
              <Select
                label={t('followUps.owner')}
                value={one.owner?.id ?? ''}
                allowDeselect={false}
                disabled={assign.isPending}
                onChange={(value) => assign.mutate(value === '' ? null : value)}
                data={[
                  { value: '', label: t('followUps.unassigned') },
                  ...(people.data?.items ?? (one.owner ? [one.owner] : [])).map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
              {me && one.owner?.id !== me && people.data?.items.some(({ id }) => id === me) && (
                <Button mt="xs" loading={assign.isPending} onClick={() => assign.mutate(me)}>
                  {t('followUps.take')}
                </Button>
              )}
            </section>
          )}
        </aside>
      </div>
      {asking === 'call' && <CallDialog one={one} close={() => setAsking(null)} />}
      {asking === 'settlement' && <SettleDialog one={one} close={() => setAsking(null)} />}
    </article>
  );
}

function keep(after: FullFollowUp): void {
  client.setQueryData(['follow-up', after.id], after);
  void client.invalidateQueries({ queryKey: ['follow-ups'] });
  void client.invalidateQueries({ queryKey: ['return', after.returnId] });
}

/** One thing that happened, in a few words. */
function Happened({ event }: { readonly event: FullFollowUp['events'][number] }) {
  const { t, word } = useWords();
  const { type, detail } = event;
  const more =
    detail === null
      ? type === 'assigned'
        ? t('followUps.unassigned')
        : null
      : type === 'settled'
        ? word('followUpOutcome', detail)
        : type === 'answered'
          ? word('followUpHow', detail)
          : type === 'escalated'
            ? null
            : /^\d$/.test(detail)
              ? t('followUps.gave', { score: detail })
              : detail;
  return (
    <span>
      {word('followUpEvent', type)}
      {more && ` · ${more}`}
    </span>
  );
}

type Asked = { readonly one: FullFollowUp; readonly close: () => void };

function CallDialog({ one, close }: Asked) {
  const { t } = useWords();
  const [says, setSays] = useState('');
  const call = useMutation({
    mutationFn: () => surveyApi.call(one.id, says.trim()),
    onSuccess: (after) => {
      keep(after);
      tell({ message: t('followUps.done.call') });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    call.mutate();
  };
  return (
    <Dialog title={t('followUps.call')} close={close}>
      <form onSubmit={submit} className={style.form}>
        <Textarea
          label={t('followUps.callWhat')}
          description={t('followUps.callHint')}
          autosize
          minRows={3}
          required
          maxLength={5000}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
          data-autofocus
        />
        <Foot failed={call.isError ? call.error : null} pending={call.isPending} close={close} />
      </form>
    </Dialog>
  );
}

function SettleDialog({ one, close }: Asked) {
  const { t, word } = useWords();
  const [outcome, setOutcome] = useState<Outcome>('explained');
  const [says, setSays] = useState('');
  const settle = useMutation({
    mutationFn: () => surveyApi.settle(one.id, outcome, says.trim()),
    onSuccess: (after) => {
      keep(after);
      tell({ message: t('followUps.done.settlement') });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    settle.mutate();
  };
  return (
    <Dialog title={t('followUps.settle')} close={close}>
      <form onSubmit={submit} className={style.form}>
        <Select
          label={t('followUps.settleWhat')}
          value={outcome}
          allowDeselect={false}
          onChange={(value) => setOutcome((value ?? outcome) as Outcome)}
          data={FOLLOW_UP_OUTCOMES.map((value) => ({ value, label: word('followUpOutcome', value) }))}
          data-autofocus
        />
        <Textarea
          label={t('followUps.settleWords')}
          autosize
          minRows={2}
          maxLength={5000}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
        />
        <Foot failed={settle.isError ? settle.error : null} pending={settle.isPending} close={close} />
      </form>
    </Dialog>
  );
}

function Foot({ failed, pending, close }: { readonly failed: unknown; readonly pending: boolean; readonly close: () => void }) {
  const { t } = useWords();
  return (
    <>
      {failed !== null && (
        <p role="alert" className={style.failure}>
          {failureWords(t, failed)}
        </p>
      )}
      <div className={style.formActs}>
        <Button onClick={close}>{t('followUps.cancel')}</Button>
        <Button type="submit" variant="filled" loading={pending}>
          {t('followUps.save')}
        </Button>
      </div>
    </>
  );
}

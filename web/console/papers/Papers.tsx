import { Button, Select, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconFileInvoice, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { client, useSession } from '../data.ts';
import { MoneyPages } from '../money/Money.tsx';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { type InvoicesView, paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type Due, type Paper, papersApi } from './api.ts';
import { Detail } from './Detail.tsx';
import { PaperSettingsForm } from './PaperSettingsForm.tsx';
import style from './papers.module.css';
import { Transfers } from './Transfers.tsx';

const VIEWS = ['issued', 'due', 'transfers', 'settings'] as const;
type View = (typeof VIEWS)[number];
const isView = (name: string | undefined): name is View => (VIEWS as readonly string[]).includes(name ?? '');

/** Invoices and credit notes, what keeps them, refunds by bank transfer, and the settings behind all of it. */
export function Papers() {
  const { t } = useWords();
  const search = useSearch({ from: '/money/invoices' });
  const view = isView(search.view) ? search.view : 'issued';
  const due = useQuery({ queryKey: ['papers', 'due'], queryFn: () => papersApi.due({ limit: 100 }), refetchInterval: 15_000 });
  useTitle(t('papers.title'));
  const open = due.data ? due.data.waiting + due.data.held : 0;
  return (
    <div className={style.page}>
      <MoneyPages page="invoices" />
      <header className={style.head}>
        <h1>{t('papers.title')}</h1>
        <nav className={style.views} aria-label={t('papers.views')}>
          {VIEWS.map((name) => (
            <To
              key={name}
              href={paths.invoices({ view: name })}
              className={style.view}
              {...(name === view && { 'aria-current': 'page' as const })}
            >
              {t(`papers.view.${name}`)}
              {name === 'due' && open > 0 && <span className="figures">{open}</span>}
            </To>
          ))}
        </nav>
      </header>
      {due.data && !due.data.complete && view !== 'settings' && view !== 'transfers' && (
        <Incomplete missing={due.data.missing} waiting={open} />
      )}
      {view === 'issued' && <Issued search={search} />}
      {view === 'due' && <DueList />}
      {view === 'transfers' && <Transfers />}
      {view === 'settings' && <PaperSettingsForm />}
    </div>
  );
}

/** Nothing is issued yet: what is missing, said before anybody has to look for it. */
function Incomplete({ missing, waiting }: { readonly missing: readonly string[]; readonly waiting: number }) {
  const { t } = useWords();
  return (
    <section className={style.incomplete} aria-label={t('papers.incomplete')}>
      <IconAlertTriangle size={20} stroke={1.7} aria-hidden />
      <div>
        <p className={style.strong}>{t('papers.incomplete')}</p>
        <p>{t('papers.incompleteDo', { count: waiting })}</p>
        <ul className={style.missing}>
          {missing.map((path) => (
            <li key={path}>{t(`papers.field.${path.replace('.', '_')}`)}</li>
          ))}
        </ul>
      </div>
      <To href={paths.invoices({ view: 'settings' })} className={style.go}>
        {t('papers.complete')}
      </To>
    </section>
  );
}

/** The last two years by month, newest first. */
function months(now: string): string[] {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))];
  return Array.from({ length: 24 }, (_, back) => {
    const all = year * 12 + month - 1 - back;
    return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
  });
}

function Issued({ search }: { readonly search: InvoicesView }) {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const { q, month, kind, paper } = search;
  const [typed, setTyped] = useState(q ?? '');
  const list = useInfiniteQuery({
    queryKey: ['papers', 'list', { q, month, kind }],
    queryFn: ({ pageParam }) =>
      papersApi.list({
        limit: 40,
        ...(q && { q }),
        ...(month && { month }),
        ...(kind && { kind: kind as Paper['kind'] }),
        ...(pageParam && { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const go = (change: InvoicesView) => router.history.push(paths.invoices({ ...search, ...change }));
  const look = (event: FormEvent) => {
    event.preventDefault();
    go({ q: typed.trim() || undefined, paper: undefined });
  };
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <form className={style.filters} onSubmit={look} role="search">
        <TextInput
          className={style.search}
          aria-label={t('papers.search')}
          placeholder={t('papers.search')}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={t('papers.month')}
          placeholder={t('papers.everyMonth')}
          clearable
          searchable
          data={months(say.now).map((name) => ({ value: name, label: say.month(name) }))}
          value={month ?? null}
          onChange={(value) => go({ month: value ?? undefined })}
        />
        <Select
          aria-label={t('papers.kinds')}
          placeholder={t('papers.everyKind')}
          clearable
          data={(['invoice', 'credit_note'] as const).map((value) => ({ value, label: t(`papers.kind.${value}`) }))}
          value={kind ?? null}
          onChange={(value) => go({ kind: value ?? undefined })}
        />
      </form>
      {list.isPending ? (
        <Waiting rows={6} height={52} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing icon={<IconFileInvoice size={28} stroke={1.5} />} title={q || month || kind ? t('papers.notFound') : t('papers.none')}>
          <p>{q || month || kind ? t('papers.notFoundDo') : t('papers.noneDo')}</p>
        </Nothing>
      ) : (
        <ul className={style.rows}>
          {items.map((one) => (
            <li key={one.id}>
              <PaperRow one={one} href={paths.invoices({ ...search, paper: one.id })} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className={style.more} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('papers.more')}
        </Button>
      )}
      {paper && <Detail id={paper} close={() => go({ paper: undefined })} />}
    </>
  );
}

function PaperRow({ one, href }: { readonly one: Paper; readonly href: string }) {
  const { t } = useWords();
  const say = useSay();
  const credit = one.kind === 'credit_note';
  return (
    <To href={href} className={style.row}>
      <span className={`${style.number} code`}>{one.number}</span>
      <span className={style.who}>
        <strong>{one.buyerName}</strong>
        <span className="code">{one.order.channelOrderId}</span>
      </span>
      <span className={style.when}>{say.day(`${one.issuedOn}T12:00:00Z`)}</span>
      <span className={style.tag}>{credit && <Badge tone="info">{t('papers.kind.credit_note')}</Badge>}</span>
      <span className={`${style.amount} figures`}>
        {credit && '−'}
        {say.amount(one.total, one.currency)}
      </span>
    </To>
  );
}

function DueList() {
  const { t } = useWords();
  const due = useQuery({ queryKey: ['papers', 'due'], queryFn: () => papersApi.due({ limit: 100 }) });
  if (due.isPending) return <Waiting rows={4} height={60} />;
  if (due.isError) return <Trouble error={due.error} again={() => void due.refetch()} />;
  if (due.data.items.length === 0)
    return (
      <Nothing icon={<IconFileInvoice size={28} stroke={1.5} />} title={t('papers.nothingDue')}>
        <p>{t('papers.nothingDueDo')}</p>
      </Nothing>
    );
  return (
    <ul className={style.rows}>
      {due.data.items.map((one) => (
        <li key={one.id}>
          <DueRow one={one} mayIssue={due.data.complete} />
        </li>
      ))}
    </ul>
  );
}

function DueRow({ one, mayIssue }: { readonly one: Due; readonly mayIssue: boolean }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const roles = useSession().data?.roles ?? [];
  const issue = useMutation({
    mutationFn: () => papersApi.issue(one.order.channel, one.order.channelOrderId),
    onError: tellFailure(t),
    onSuccess: (made) => tell({ color: 'good', message: t('papers.issued', { number: made.number }) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['papers'] }),
  });
  const finance = roles.includes('finance') || roles.includes('manager');
  return (
    <div className={style.due} data-held={one.state === 'held' || undefined}>
      <div>
        <p className={style.strong}>
          {t(`papers.kind.${one.kind}`)} · {one.buyerName}{' '}
          {one.state === 'held' ? <Badge tone="warn">{t('papers.held')}</Badge> : <Badge>{t('papers.waiting')}</Badge>}
        </p>
        <p className={style.muted}>
          {channelName(one.order.channel)} · <span className="code">{one.order.channelOrderId}</span> · {say.day(one.at)}
          {one.rma && one.returnId && (
            <>
              {' · '}
              <To href={paths.case(one.returnId)} className="code">
                {one.rma}
              </To>
            </>
          )}
        </p>
        {one.because.map((why) => (
          <p key={why.name + JSON.stringify(why.facts)} className={style.why}>
            {why.says}
          </p>
        ))}
      </div>
      {one.kind === 'invoice' && one.state === 'held' && mayIssue && finance && (
        <Button loading={issue.isPending} onClick={() => issue.mutate()}>
          {t('papers.again')}
        </Button>
      )}
    </div>
  );
}

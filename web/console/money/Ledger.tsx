import { Button, Select, TextInput } from '@mantine/core';
import { IconBook2, IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ACCOUNTS } from '../../../src/core/money-flow/ledger.ts';
import { useConnections } from '../data.ts';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { type Journal, journalQuery, type LedgerFilter, money, trialQuery } from './server.ts';

const route = getRouteApi('/money/ledger');

/** The books: every account with its balance, and behind each the journals that make it. */
export function Ledger() {
  const { t } = useWords();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const connections = useConnections();
  const set = (change: Partial<LedgerFilter>) => void navigate({ search: { ...filter, ...change } });
  return (
    <Money
      page="ledger"
      about={t('money.ledgerAbout')}
      action={
        <Button component="a" variant="default" href={money.csvOf(filter)} download leftSection={<IconDownload size={17} stroke={1.7} />}>
          {t('money.csv')}
        </Button>
      }
    >
      <search className={style.filters}>
        <Select
          label={t('money.account')}
          placeholder={t('money.allAccounts')}
          data={Object.keys(ACCOUNTS).map((value) => ({ value, label: t(`account.${value}`) }))}
          value={filter.account ?? null}
          onChange={(account) => set({ account: account ?? undefined })}
          clearable
          searchable
        />
        <Select
          label={t('money.channel')}
          placeholder={t('money.allChannels')}
          data={(connections.data?.items ?? []).map((each) => ({ value: each.slug, label: each.name }))}
          value={filter.channel ?? null}
          onChange={(channel) => set({ channel: channel ?? undefined })}
          clearable
        />
        <TextInput
          type="date"
          label={t('money.from')}
          value={filter.from ?? ''}
          onChange={(event) => set({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t('money.to')}
          value={filter.to ?? ''}
          onChange={(event) => set({ to: event.currentTarget.value || undefined })}
        />
      </search>
      {(filter.orderId || filter.returnId) && (
        <p className={style.muted}>
          {t(filter.returnId ? 'money.onlyReturn' : 'money.onlyOrder')}{' '}
          <To href={paths.ledger({ ...filter, orderId: undefined, returnId: undefined })}>{t('money.showAll')}</To>
        </p>
      )}
      {filter.account || filter.orderId || filter.returnId ? <Journals filter={filter} /> : <Trial filter={filter} />}
    </Money>
  );
}

function Trial({ filter }: { readonly filter: LedgerFilter }) {
  const { t, word } = useWords();
  const say = useSay();
  const trial = useQuery(trialQuery({ channel: filter.channel, from: filter.from, to: filter.to }));
  if (trial.isPending) return <Waiting rows={8} height={40} />;
  if (trial.isError) return <Trouble error={trial.error} again={() => void trial.refetch()} />;
  if (trial.data.items.length === 0)
    return (
      <Nothing icon={<IconBook2 size={28} stroke={1.5} />} title={t('money.emptyBooks')}>
        <p>{t('money.emptyBooksDo')}</p>
      </Nothing>
    );
  return trial.data.totals.map((total) => (
    <section key={total.currency} className={style.card} aria-label={t('money.trialBalance', { currency: total.currency })}>
      <h2 className={style.sectionName}>{t('money.trialBalance', { currency: total.currency })}</h2>
      <table className={style.trial}>
        <thead>
          <tr>
            <th scope="col">{t('money.account')}</th>
            <th scope="col">{t('money.debit')}</th>
            <th scope="col">{t('money.credit')}</th>
            <th scope="col">{t('money.balance')}</th>
          </tr>
        </thead>
        <tbody>
          {Map.groupBy(
            trial.data.items.filter((row) => row.currency === total.currency),
            (row) => row.kind,
          )
            .entries()
            .toArray()
            .flatMap(([kind, rows]) => [
              <tr key={kind} className={style.kind}>
                <th scope="rowgroup" colSpan={4}>
                  {word('accountKind', kind)}
                </th>
              </tr>,
              ...rows.map((row) => (
                <tr key={row.account}>
                  <th scope="row">
                    <To href={paths.ledger({ ...filter, account: row.account })}>{t(`account.${row.account}`)}</To>
                  </th>
                  <td>{say.amount(row.debit, row.currency)}</td>
                  <td>{say.amount(row.credit, row.currency)}</td>
                  <td>
                    <b>{say.amount(row.balance, row.currency)}</b>
                  </td>
                </tr>
              )),
            ])}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('money.sum')}</th>
            <td>{say.amount(total.debit, total.currency)}</td>
            <td>{say.amount(total.credit, total.currency)}</td>
            <td>{total.debit === total.credit ? t('money.balanced') : t('money.notBalanced')}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  ));
}

function Journals({ filter }: { readonly filter: LedgerFilter }) {
  const { t } = useWords();
  const journals = useInfiniteQuery({
    queryKey: ['money', 'journals', filter],
    queryFn: ({ pageParam }) => money.journals(filter, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (journals.isPending) return <Waiting rows={8} height={48} />;
  if (journals.isError) return <Trouble error={journals.error} again={() => void journals.refetch()} />;
  const rows = journals.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <Nothing icon={<IconBook2 size={28} stroke={1.5} />} title={t('money.noJournals')} />;
  return (
    <>
      <ul className={style.rows}>
        {rows.map((journal) => (
          <li key={journal.id}>
            <JournalRow journal={journal} account={filter.account} />
          </li>
        ))}
      </ul>
      {journals.hasNextPage && (
        <Button mt="md" variant="default" loading={journals.isFetchingNextPage} onClick={() => void journals.fetchNextPage()}>
          {t('money.more')}
        </Button>
      )}
    </>
  );
}

function JournalRow({ journal, account }: { readonly journal: Journal; readonly account: string | undefined }) {
  const { t, word } = useWords();
  const say = useSay();
  const own =
    journal.lines.find((line) => line.account === account) ?? journal.lines.find((line) => line.debit !== null) ?? journal.lines[0]!;
  return (
    <To className={style.row} href={paths.journal(journal.id)}>
      <div>
        <b>{word('journal', journal.what)}</b>
        <p className={style.muted}>
          {say.stamp(journal.at)} ·{' '}
          {journal.lines.map((line) => `${t(line.debit === null ? 'money.cr' : 'money.dr')} ${t(`account.${line.account}`)}`).join(' · ')}
        </p>
      </div>
      <span className={style.figure}>
        {say.amount(own.debit ?? own.credit ?? '0', journal.currency)} <small>{t(own.debit === null ? 'money.cr' : 'money.dr')}</small>
      </span>
    </To>
  );
}

const journalRoute = getRouteApi('/money/ledger/$id');

/** One journal: both its sides, and the way back to what happened. */
export function JournalPage() {
  const { t, word } = useWords();
  const say = useSay();
  const { id } = journalRoute.useParams();
  const journal = useQuery(journalQuery(id));
  if (journal.isPending)
    return (
      <Money page="ledger">
        <Waiting rows={4} />
      </Money>
    );
  if (journal.isError)
    return (
      <Money page="ledger">
        <Trouble error={journal.error} again={() => void journal.refetch()} />
      </Money>
    );
  const { data } = journal;
  return (
    <Money page="ledger" title={word('journal', data.what)} about={say.full(data.at)}>
      <section className={style.card} aria-label={t('money.entries')}>
        <table className={style.trial}>
          <thead>
            <tr>
              <th scope="col">{t('money.account')}</th>
              <th scope="col">{t('money.debit')}</th>
              <th scope="col">{t('money.credit')}</th>
            </tr>
          </thead>
          <tbody>
            {data.lines.map((line) => (
              <tr key={line.account}>
                <th scope="row">
                  <To href={paths.ledger({ account: line.account })}>{t(`account.${line.account}`)}</To>
                </th>
                <td>{line.debit === null ? '' : say.amount(line.debit, data.currency)}</td>
                <td>{line.credit === null ? '' : say.amount(line.credit, data.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className={style.facts}>
          <dt>{t('money.key')}</dt>
          <dd className="code">{data.key}</dd>
          {data.returnId && (
            <>
              <dt>{t('money.ofReturn')}</dt>
              <dd>
                <To href={paths.case(data.returnId)}>{data.rma ?? data.returnId}</To>
                {data.eventSeq !== null && ` · ${t('money.event', { number: data.eventSeq })}`}
              </dd>
              <dt>{t('money.alsoAbout')}</dt>
              <dd>
                <To href={paths.ledger({ returnId: data.returnId })}>{t('money.journalsOfReturn')}</To>
              </dd>
            </>
          )}
          {data.order && (
            <>
              <dt>{t('money.ofOrder')}</dt>
              <dd>
                <span className="code">{data.order.channelOrderId}</span> · {data.order.channel}
                {data.order.shippedAt && ` · ${t('money.shippedOn', { day: say.day(data.order.shippedAt) })}`}
                <br />
                {data.order.lines.map((line) => `${line.quantity} × ${line.title} (${say.amount(line.price, data.currency)})`).join(', ')}
                <br />
                <To href={paths.ledger({ orderId: data.orderId ?? undefined })}>{t('money.journalsOfOrder')}</To>
              </dd>
            </>
          )}
          {data.payoutId && (
            <>
              <dt>{t('money.ofPayout')}</dt>
              <dd>
                <To href={paths.payout(data.payoutId)}>{t('money.showIt')}</To>
              </dd>
            </>
          )}
          {data.claimId && (
            <>
              <dt>{t('money.ofClaim')}</dt>
              <dd>
                <a href={`/claims/${data.claimId}`}>{t('money.showIt')}</a>
              </dd>
            </>
          )}
          {data.reverses && (
            <>
              <dt>{t('money.reverses')}</dt>
              <dd className="code">{data.reverses}</dd>
            </>
          )}
          {data.reversedBy && (
            <>
              <dt>{t('money.reversedBy')}</dt>
              <dd>
                <To href={paths.journal(data.reversedBy)}>{t('money.showIt')}</To>
              </dd>
            </>
          )}
        </dl>
      </section>
    </Money>
  );
}

import { Button, Textarea, TextInput } from '@mantine/core';
import { IconCheck, IconFlag, IconLock, IconMessage2, IconPigMoney, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useKeys } from '../keys.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { PayoutState } from './Payouts.tsx';
import { lookAtMoney, money, negative, type PayoutItem, payoutQuery, size, turned, type WholePayout } from './server.ts';

const route = getRouteApi('/money/payouts/$id');
type Asking = { readonly about: 'explain' | 'claim'; readonly item: PayoutItem | null } | { readonly about: 'receipt' } | null;

const isOpen = (item: PayoutItem) => item.state === 'difference' || item.state === 'missing' || item.state === 'unknown';

/** One payout, line by line against the books: what differs stands first, each with what can be done about it. */
export function Payout() {
  const { id } = route.useParams();
  const payout = useQuery(payoutQuery(id));
  const { t } = useWords();
  if (payout.isPending)
    return (
      <Money page="payouts">
        <Waiting rows={6} height={56} />
      </Money>
    );
  if (payout.isError)
    return (
      <Money page="payouts" title={t('money.page.payouts')}>
        <Trouble error={payout.error} again={() => void payout.refetch()} />
      </Money>
    );
  return <Reconciliation key={id} whole={payout.data} />;
}

function Reconciliation({ whole: { payout, items } }: { readonly whole: WholePayout }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const [asking, setAsking] = useState<Asking>(null);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const closed = payout.state === 'closed';
  const open = items.filter(isOpen);
  const settled = items.filter((item) => item.state === 'explained' || item.state === 'claimed');
  const matched = items.filter((item) => item.state === 'matched');
  const worked = [...open, ...settled];
  const chosen = worked[Math.min(at, worked.length - 1)];
  const owed = open.filter((item) => negative(item.difference));

  const compare = useMutation({ mutationFn: () => money.compare(payout.id), onSuccess: () => lookAtMoney(), onError: tellFailure(t) });
  const close = useMutation({
    mutationFn: () => money.close(payout.id),
    onError: tellFailure(t),
    onSuccess: () => {
      void lookAtMoney();
      tell({ color: 'good', message: t('money.isClosed') });
    },
  });
  const move = (by: number) => setAt((was) => Math.max(0, Math.min(worked.length - 1, was + by)));
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const may = (item: PayoutItem | undefined): item is PayoutItem => item !== undefined && isOpen(item) && !closed;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    e: () => may(chosen) && setAsking({ about: 'explain', item: chosen }),
    c: () => may(chosen) && negative(chosen.difference) && setAsking({ about: 'claim', item: chosen }),
    r: () => payout.received === null && setAsking({ about: 'receipt' }),
  });

  return (
    <Money
      page="payouts"
      title={t('money.payoutOf', { day: say.day(`${payout.paysOn}T12:00:00Z`) })}
      about={
        <>
          <PayoutState payout={payout} /> {channelName(payout.channel)} · {payout.reference} ·{' '}
          {t('money.shippedFromTo', { from: say.day(`${payout.from}T12:00:00Z`), to: say.day(`${payout.to}T12:00:00Z`) })}
        </>
      }
      action={
        !closed && (
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={17} stroke={1.7} />}
              loading={compare.isPending}
              onClick={() => compare.mutate()}
            >
              {t('money.compareAgain')}
            </Button>
            {payout.received === null ? (
              <Button
                variant={open.length === 0 ? 'filled' : 'default'}
                leftSection={<IconPigMoney size={17} stroke={1.7} />}
                onClick={() => setAsking({ about: 'receipt' })}
              >
                {t('money.recordReceipt')}
              </Button>
            ) : (
              <Button
                disabled={open.length > 0}
                leftSection={<IconLock size={17} stroke={1.7} />}
                loading={close.isPending}
                onClick={() => close.mutate()}
              >
                {t('money.closePayout')}
              </Button>
            )}
          </>
        )
      }
    >
      <dl className={style.totals}>
        <Total name={t('money.expected')} amount={say.amount(payout.expected, payout.currency)} />
        <Total name={t('money.stated')} amount={say.amount(payout.stated, payout.currency)} />
        <Total
          name={t('money.receivedTotal')}
          amount={payout.received === null ? '–' : say.amount(payout.received, payout.currency)}
          {...(payout.receivedAt && { note: say.day(payout.receivedAt) })}
        />
        <Total
          name={t('money.unexplained')}
          amount={say.amount(payout.unsettledAmount, payout.currency)}
          {...(size(payout.unsettledAmount) !== 0 && { tone: 'warn' })}
        />
      </dl>

      <div className={style.sectionHead}>
        <h2 className={style.sectionName}>{t('money.differences')}</h2>
        {owed.length > 1 && !closed && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconFlag size={15} stroke={1.7} />}
            onClick={() => setAsking({ about: 'claim', item: null })}
          >
            {t('money.claimAll', { count: owed.length })}
          </Button>
        )}
      </div>
      {worked.length === 0 ? (
        <p className={style.allGood}>
          <IconCheck size={18} stroke={2} aria-hidden /> {t('money.everyLineMatches')}
        </p>
      ) : (
        <ul className={style.items} ref={list}>
          {worked.map((item, i) => (
            <li key={item.key} aria-current={item === chosen || undefined} onPointerDown={() => setAt(i)}>
              <Item item={item} currency={payout.currency} closed={closed} ask={setAsking} />
            </li>
          ))}
        </ul>
      )}
      {worked.length > 0 && !closed && <p className={style.keys}>{t('money.payoutKeys')}</p>}

      {matched.length > 0 && (
        <details className={style.matched}>
          <summary>
            <IconCheck size={16} stroke={2} aria-hidden /> {t('money.linesMatch', { count: matched.length })}
          </summary>
          <ul className={style.items}>
            {matched.map((item) => (
              <li key={item.key}>
                <Item item={item} currency={payout.currency} closed ask={setAsking} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={style.fileNote}>
        {t('money.importedBy', { who: payout.importedBy, when: say.stamp(payout.importedAt) })} · {payout.fileName} ·{' '}
        <span className="code" title={payout.fileSha256}>
          SHA-256 {payout.fileSha256.slice(0, 12)}…
        </span>
      </p>
      {asking?.about === 'receipt' && <Receipt payout={payout} close={() => setAsking(null)} />}
      {asking && asking.about !== 'receipt' && (
        <Settle payoutId={payout.id} currency={payout.currency} owed={owed} {...asking} close={() => setAsking(null)} />
      )}
    </Money>
  );
}

const Total = ({
  name,
  amount,
  note,
  tone,
}: {
  readonly name: string;
  readonly amount: string;
  readonly note?: string;
  readonly tone?: string;
}) => (
  <div data-tone={tone}>
    <dt>{name}</dt>
    <dd>
      {amount} {note && <small>{note}</small>}
    </dd>
  </div>
);

const TONES: Readonly<Record<PayoutItem['state'], Tone>> = {
  matched: 'good',
  difference: 'warn',
  missing: 'danger',
  unknown: 'warn',
  explained: 'plain',
  claimed: 'accent',
};

function Item({
  item,
  currency,
  closed,
  ask,
}: {
  readonly item: PayoutItem;
  readonly currency: string;
  readonly closed: boolean;
  readonly ask: (asking: Asking) => void;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const about = item.key.slice(item.key.indexOf(':') + 1);
  const name = item.orderRef ?? (/^\d{4}-\d{2}/.test(about) ? about : '');
  return (
    <article className={style.item}>
      <header>
        <b>
          {item.receipt ? t('money.bankAgainstStatement') : word('lineKind', item.kind)} {name && <span className="code">{name}</span>}
        </b>
        <Badge tone={TONES[item.state]}>{word('itemState', item.state)}</Badge>
      </header>
      <p className={style.compare}>
        <span>
          {t('money.stated')} <b>{say.amount(item.stated, currency)}</b>
        </span>
        <span>
          {t('money.expected')} <b>{say.amount(item.expected, currency)}</b>
        </span>
        {size(item.difference) !== 0 && (
          <span data-sign={negative(item.difference) ? 'less' : 'more'}>
            {t(negative(item.difference) ? 'money.short' : 'money.over')}{' '}
            <b>{say.amount(negative(item.difference) ? turned(item.difference) : item.difference, currency)}</b>
          </span>
        )}
      </p>
      {(item.lines.length > 0 || item.journals.length > 0) && (
        <p className={style.trail}>
          {item.lines.map((line) => (
            <span key={line.line}>
              {t('money.fileLine', { line: line.line })}
              {line.says && (
                <>
                  {' '}
                  <q>{line.says}</q>
                </>
              )}
            </span>
          ))}
          {item.journals.map((journal) => (
            <To key={journal.id} href={paths.journal(journal.id)}>
              {t('money.inTheBooks', { what: word('journal', journal.what), day: say.day(journal.at) })}
            </To>
          ))}
        </p>
      )}
      {item.state === 'unknown' && <p className={style.muted}>{t(item.orderId ? 'money.unknownPaidBefore' : 'money.unknownOrder')}</p>}
      {item.because && (
        <p className={style.because}>
          {item.because}{' '}
          <small>{t('money.byAt', { who: item.settledBy ?? '', when: item.settledAt ? say.stamp(item.settledAt) : '' })}</small>{' '}
          {item.claimId && <a href={`/claims/${item.claimId}`}>{t('money.showClaim')}</a>}
        </p>
      )}
      {isOpen(item) && !closed && (
        <div className={style.itemActs}>
          {negative(item.difference) && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconFlag size={15} stroke={1.7} />}
              onClick={() => ask({ about: 'claim', item })}
            >
              {t('money.claim')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconMessage2 size={15} stroke={1.7} />}
            onClick={() => ask({ about: 'explain', item })}
          >
            {t('money.explain')}
          </Button>
        </div>
      )}
    </article>
  );
}

/** Explaining or claiming, one line or all that the channel owes. */
function Settle({
  payoutId,
  currency,
  about,
  item,
  owed,
  close,
}: {
  readonly payoutId: string;
  readonly currency: string;
  readonly about: 'explain' | 'claim';
  readonly item: PayoutItem | null;
  readonly owed: readonly PayoutItem[];
  readonly close: () => void;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const [because, setBecause] = useState('');
  const settle = useMutation({
    mutationFn: () =>
      about === 'explain' ? money.explain(payoutId, item!.key, because.trim()) : money.claim(payoutId, item?.key ?? null, because.trim()),
    onError: tellFailure(t),
    onSuccess: () => {
      void lookAtMoney();
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (about === 'explain' && because.trim() === '') return;
    settle.mutate();
  };
  const amount = item
    ? turned(item.difference)
    : (0 - owed.reduce((total, each) => total + Math.round(size(each.difference) * 100), 0) / 100).toFixed(2);
  return (
    <Dialog title={t(about === 'explain' ? 'money.explainTitle' : item ? 'money.claimTitle' : 'money.claimAllTitle')} close={close}>
      <form className={style.form} onSubmit={send}>
        <p>
          {item
            ? `${item.receipt ? t('money.bankAgainstStatement') : word('lineKind', item.kind)} ${item.orderRef ?? ''}`
            : t('money.claimAll', { count: owed.length })}{' '}
          · <b>{say.amount(about === 'claim' ? amount : (item?.difference ?? '0'), currency)}</b>
        </p>
        <p className={style.muted}>{t(about === 'explain' ? 'money.explainDo' : 'money.claimDo')}</p>
        <Textarea
          label={t(about === 'explain' ? 'money.why' : 'money.whyOptional')}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
          minRows={3}
          autosize
          maxLength={2000}
          required={about === 'explain'}
          data-autofocus
        />
        <div className={style.buttons}>
          <Button variant="default" onClick={close}>
            {t('money.cancel')}
          </Button>
          <Button type="submit" loading={settle.isPending} disabled={about === 'explain' && because.trim() === ''}>
            {t(about === 'explain' ? 'money.explain' : 'money.claim')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Receipt({ payout, close }: { readonly payout: WholePayout['payout']; readonly close: () => void }) {
  const { t } = useWords();
  const [amount, setAmount] = useState(payout.stated);
  const [day, setDay] = useState('');
  const receive = useMutation({
    // At noon: the day is what the bank's statement says.
    mutationFn: () => money.receive(payout.id, amount.trim().replace(',', '.'), day === '' ? undefined : `${day}T12:00:00Z`),
    onError: tellFailure(t),
    onSuccess: () => {
      void lookAtMoney();
      close();
    },
  });
  return (
    <Dialog title={t('money.recordReceipt')} close={close}>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          receive.mutate();
        }}
      >
        <p className={style.muted}>{t('money.receiptDo')}</p>
        <TextInput
          label={t('money.receiptAmount', { currency: payout.currency })}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          inputMode="decimal"
          required
          data-autofocus
        />
        <TextInput
          type="date"
          label={t('money.receiptDay')}
          description={t('money.receiptDayEmpty')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <div className={style.buttons}>
          <Button variant="default" onClick={close}>
            {t('money.cancel')}
          </Button>
          <Button type="submit" loading={receive.isPending}>
            {t('money.recordReceipt')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

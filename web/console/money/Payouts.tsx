import { Button } from '@mantine/core';
import { IconFileImport, IconReceiptEuro } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { ExportButton } from '../parts/ExportButton.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { stepRows } from '../parts/rows.ts';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { ImportDialog } from './Import.tsx';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { type ListedPayout, payoutsQuery } from './server.ts';

/** Every statement that was imported, the latest first. */
export function Payouts() {
  const { t } = useWords();
  const payouts = useQuery(payoutsQuery);
  const [importing, setImporting] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useKeys({ i: () => setImporting(true), j: () => stepRows(list.current, 1), k: () => stepRows(list.current, -1) });
  const button = (
    <>
      <ExportButton list="payouts" filter={{}} />
      <Button leftSection={<IconFileImport size={17} stroke={1.7} />} onClick={() => setImporting(true)}>
        {t('money.import')}
      </Button>
    </>
  );
  return (
    <Money page="payouts" about={t('money.payoutsAbout')} action={button}>
      {payouts.isPending ? (
        <Waiting rows={5} height={64} />
      ) : payouts.isError ? (
        <Trouble error={payouts.error} again={() => void payouts.refetch()} />
      ) : payouts.data.items.length === 0 ? (
        <Nothing icon={<IconReceiptEuro size={28} stroke={1.5} />} title={t('money.noPayouts')}>
          <p>{t('money.noPayoutsDo')}</p>
        </Nothing>
      ) : (
        <ul className={style.rows} ref={list}>
          {payouts.data.items.map((payout) => (
            <li key={payout.id}>
              <Row payout={payout} />
            </li>
          ))}
        </ul>
      )}
      {importing && <ImportDialog close={() => setImporting(false)} />}
    </Money>
  );
}

function Row({ payout }: { readonly payout: ListedPayout }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  return (
    <To className={style.row} href={paths.payout(payout.id)} data-row>
      <div>
        <b>{say.day(`${payout.paysOn}T12:00:00Z`)}</b> <PayoutState payout={payout} />
        <p className={style.muted}>
          {channelName(payout.channel)} · {payout.reference} ·{' '}
          {t('money.shippedFromTo', { from: say.day(`${payout.from}T12:00:00Z`), to: say.day(`${payout.to}T12:00:00Z`) })}
        </p>
      </div>
      <span className={style.figure}>
        {say.amount(payout.stated, payout.currency)}
        {payout.unsettled > 0 && <small data-sign="less">{say.amount(payout.unsettledAmount, payout.currency)}</small>}
      </span>
    </To>
  );
}

export function PayoutState({ payout }: { readonly payout: ListedPayout }) {
  const { t } = useWords();
  if (payout.state === 'closed') return <Badge tone="good">{t('money.closed')}</Badge>;
  if (payout.unsettled > 0) return <Badge tone="warn">{t('money.open', { count: payout.unsettled })}</Badge>;
  return payout.received === null ? (
    <Badge tone="info">{t('money.awaitsReceipt')}</Badge>
  ) : (
    <Badge tone="accent">{t('money.readyToClose')}</Badge>
  );
}

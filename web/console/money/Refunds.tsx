import { Button } from '@mantine/core';
import { IconCheck, IconPigMoney } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useSession } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { ExportButton } from '../parts/ExportButton.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { lookAtMoney, type QueuedRefund, refundsQuery } from './server.ts';

/** Refunds above the limit, which a second person approves, and those that could not be made. */
export function Refunds() {
  const { t } = useWords();
  const refunds = useQuery(refundsQuery);
  return (
    <Money
      page="refunds"
      about={t('money.refundsAbout')}
      action={<ExportButton list="refunds" filter={{ state: 'awaiting_approval,failed' }} />}
    >
      {refunds.isPending ? (
        <Waiting rows={4} height={64} />
      ) : refunds.isError ? (
        <Trouble error={refunds.error} again={() => void refunds.refetch()} />
      ) : refunds.data.items.length === 0 ? (
        <Nothing icon={<IconPigMoney size={28} stroke={1.5} />} title={t('money.noRefunds')}>
          <p>{t('money.noRefundsDo')}</p>
        </Nothing>
      ) : (
        <ul className={style.rows}>
          {refunds.data.items.map((refund) => (
            <li key={refund.id} className={style.row}>
              <Refund refund={refund} />
            </li>
          ))}
        </ul>
      )}
    </Money>
  );
}

function Refund({ refund }: { readonly refund: QueuedRefund }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const me = useSession().data?.user.name;
  const approve = useMutation({
    mutationFn: () => api.refunds.approve(refund.id),
    onError: tellFailure(t),
    onSuccess: () => {
      void lookAtMoney();
      tell({ color: 'good', message: t('money.approved') });
    },
  });
  const waits = refund.state === 'awaiting_approval';
  return (
    <>
      <div>
        <To href={paths.case(refund.returnId)}>
          <b>{refund.rma}</b>
        </To>{' '}
        <Badge tone={waits ? 'warn' : 'danger'}>{t(waits ? 'money.awaitsApproval' : 'money.refundFailed')}</Badge>
        <p className={style.muted}>
          {channelName(refund.channel)} · <span className="code">{refund.channelOrderId}</span> ·{' '}
          {t('money.plannedBy', { who: refund.plannedBy ?? t('money.theProduct'), when: say.past(refund.plannedAt) })}
        </p>
        {refund.failure && <p className={style.because}>{refund.failure}</p>}
        {refund.held && <p className={style.muted}>{t('money.isHeld')}</p>}
      </div>
      <div className={style.refundEnd}>
        <span className={style.figure}>{say.amount(refund.amount, refund.currency)}</span>
        {waits ? (
          <Button
            size="compact-sm"
            leftSection={<IconCheck size={15} stroke={1.9} />}
            loading={approve.isPending}
            disabled={me !== undefined && me === refund.plannedBy}
            title={me === refund.plannedBy ? t('money.secondPerson') : undefined}
            onClick={() => approve.mutate()}
          >
            {t('money.approve')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" component={To} href={paths.case(refund.returnId)}>
            {t('money.lookAtCase')}
          </Button>
        )}
      </div>
    </>
  );
}

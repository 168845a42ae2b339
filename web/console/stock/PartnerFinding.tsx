import { Button, Textarea } from '@mantine/core';
import { IconBuildingWarehouse } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lookAgain } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { lookAtStock, type Notice, noticesOf, stock } from './api.ts';
import { useMayMove } from './duty.ts';
import style from './stock.module.css';

/** On the case: findings of a partner that would cost the buyer, until somebody of the house has said yes or no (M29). */
export function PartnerFindings({ returnId }: { readonly returnId: string }) {
  const notices = useQuery(noticesOf(returnId));
  const waiting = notices.data?.items.filter(({ state }) => state === 'to_confirm') ?? [];
  return waiting.map((notice) => (
    <aside key={notice.id} className={style.onCase}>
      <Finding notice={notice} />
    </aside>
  ));
}

export function Finding({ notice, linked = false }: { readonly notice: Notice; readonly linked?: boolean }) {
  const { t, word } = useWords();
  const say = useSay();
  const mayMove = useMayMove();
  const [refusing, setRefusing] = useState(false);
  const look = async () => void (await Promise.all([lookAtStock(), lookAgain()]));
  const confirm = useMutation({
    mutationFn: () => stock.confirm(notice.id),
    onSuccess: async () => {
      await look();
      tell({ color: 'good', message: t('stock.finding.confirmed') });
    },
    onError: tellFailure(t),
  });
  return (
    <div className={style.notice}>
      <div>
        <p className={style.inline}>
          <IconBuildingWarehouse size={18} stroke={1.7} aria-hidden />
          <strong>
            {t('stock.finding.says', { who: notice.partner, finding: notice.finding ? word('verdict', notice.finding) : '' })}
          </strong>
          {linked && notice.rma && notice.returnId && (
            <To href={paths.case(notice.returnId)} className="code">
              {notice.rma}
            </To>
          )}
        </p>
        {notice.note && (
          <p>
            <q>{notice.note}</q>
          </p>
        )}
        <p className={style.muted}>
          {[t('stock.finding.why'), notice.title, notice.imei && `IMEI ${notice.imei}`, say.past(notice.at)].filter(Boolean).join(' · ')}
        </p>
      </div>
      {mayMove && (
        <div className={style.acts}>
          <Button onClick={() => setRefusing(true)}>{t('stock.finding.no')}</Button>
          <Button variant="filled" loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {t('stock.finding.yes')}
          </Button>
        </div>
      )}
      {refusing && <Refuse notice={notice} look={look} close={() => setRefusing(false)} />}
    </div>
  );
}

function Refuse({ notice, look, close }: { readonly notice: Notice; readonly look: () => Promise<void>; readonly close: () => void }) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const refuse = useMutation({
    mutationFn: () => stock.overturn(notice.id, because.trim()),
    onSuccess: async () => {
      await look();
      close();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog title={t('stock.finding.noTitle')} close={close}>
      <p className={style.muted}>{t('stock.finding.noSays', { who: notice.partner })}</p>
      <Textarea
        mt="sm"
        label={t('stock.because')}
        autosize
        minRows={2}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
        data-autofocus
      />
      <div className={style.buttons}>
        <Button onClick={close}>{t('act.back')}</Button>
        <Button variant="filled" disabled={because.trim() === ''} loading={refuse.isPending} onClick={() => refuse.mutate()}>
          {t('stock.finding.no')}
        </Button>
      </div>
    </Dialog>
  );
}

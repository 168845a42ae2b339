import { Button, TextInput } from '@mantine/core';
import { IconBuildingBank, IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, useSession } from '../data.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type BankFile, type BankRefund, papersApi } from './api.ts';
import style from './papers.module.css';

const renew = () => void client.invalidateQueries({ queryKey: ['bank'] });

/** Refunds that no channel pays: what waits for the buyer's account, what goes into the next file, and the files. */
export function Transfers() {
  const { t } = useWords();
  const say = useSay();
  const roles = useSession().data?.roles ?? [];
  const mayPay = roles.includes('finance') || roles.includes('manager');
  const refunds = useQuery({ queryKey: ['bank', 'refunds'], queryFn: papersApi.bankRefunds, refetchInterval: 15_000 });
  const files = useQuery({ queryKey: ['bank', 'files'], queryFn: papersApi.bankFiles });
  const [asking, setAsking] = useState<BankRefund | null>(null);
  const make = useMutation({ mutationFn: papersApi.makeFile, onError: tellFailure(t), onSettled: renew });
  if (refunds.isPending || files.isPending) return <Waiting rows={4} height={60} />;
  if (refunds.isError) return <Trouble error={refunds.error} again={() => void refunds.refetch()} />;
  if (files.isError) return <Trouble error={files.error} again={() => void files.refetch()} />;
  const { items, missing } = refunds.data;
  const ready = items.filter((one) => one.state === 'ready' && one.currency === 'EUR');
  const cents = ready.reduce((total, one) => total + Math.round(Number(one.amount) * 100), 0);
  return (
    <>
      <section className={style.block} aria-label={t('papers.bank.waiting')}>
        <header>
          <h2>{t('papers.bank.waiting')}</h2>
          {mayPay && ready.length > 0 && missing.length === 0 && (
            <Button variant="filled" loading={make.isPending} onClick={() => make.mutate()}>
              {t('papers.bank.make', { count: ready.length, amount: say.amount((cents / 100).toFixed(2), 'EUR') })}
            </Button>
          )}
        </header>
        {missing.length > 0 && (
          <p className={style.why}>
            {t('papers.bank.noAccount')} <To href={paths.invoices({ view: 'settings' })}>{t('papers.complete')}</To>
          </p>
        )}
        {items.length === 0 ? (
          <Nothing icon={<IconBuildingBank size={28} stroke={1.5} />} title={t('papers.bank.none')}>
            <p>{t('papers.bank.noneDo')}</p>
          </Nothing>
        ) : (
          <ul className={style.rows}>
            {items.map((one) => (
              <li key={one.refundId} className={style.due}>
                <div>
                  <p className={style.strong}>
                    <To href={paths.case(one.returnId)} className="code">
                      {one.rma}
                    </To>{' '}
                    <Badge tone={one.state === 'ready' ? 'good' : 'warn'}>{t(`papers.bank.state.${one.state}`)}</Badge>
                  </p>
                  <p className={style.muted}>
                    {one.holder ? (
                      <>
                        {one.holder} · <span className="code">{one.iban}</span>
                      </>
                    ) : (
                      t('papers.bank.ask')
                    )}
                    {one.currency !== 'EUR' && <> · {t('papers.bank.byHand')}</>}
                  </p>
                </div>
                <span className={`${style.amount} figures`}>{say.amount(one.amount, one.currency)}</span>
                <Button onClick={() => setAsking(one)}>{t(one.holder ? 'papers.bank.change' : 'papers.bank.give')}</Button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className={style.block} aria-label={t('papers.bank.files')}>
        <header>
          <h2>{t('papers.bank.files')}</h2>
        </header>
        {files.data.items.length === 0 ? (
          <p className={style.empty}>{t('papers.bank.noFiles')}</p>
        ) : (
          <ul className={style.rows}>
            {files.data.items.map((file) => (
              <li key={file.id}>
                <FileRow file={file} mayPay={mayPay} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {asking && <AccountDialog refund={asking} close={() => setAsking(null)} />}
    </>
  );
}

const TONES: Readonly<Record<BankFile['state'], Tone>> = {
  awaiting_approval: 'warn',
  ready: 'accent',
  downloaded: 'info',
  cancelled: 'plain',
};

function FileRow({ file, mayPay }: { readonly file: BankFile; readonly mayPay: boolean }) {
  const { t } = useWords();
  const say = useSay();
  const act = { onError: tellFailure(t), onSettled: renew };
  const approve = useMutation({ mutationFn: () => papersApi.approveFile(file.id), ...act });
  const cancel = useMutation({ mutationFn: () => papersApi.cancelFile(file.id), ...act });
  const confirm = useMutation({
    mutationFn: () => papersApi.confirmFile(file.id),
    ...act,
    onSuccess: ({ moved }) => tell({ color: 'good', message: t('papers.bank.confirmed', { count: moved }) }),
  });
  const download = useMutation({
    mutationFn: () => papersApi.downloadFile(file.id),
    ...act,
    onSuccess: (bytes) => {
      const url = URL.createObjectURL(bytes);
      Object.assign(document.createElement('a'), {
        href: url,
        download: `refunds-${file.executionOn}-${file.messageId.slice(-6)}.xml`,
      }).click();
      URL.revokeObjectURL(url);
    },
  });
  const done = file.state === 'downloaded' && file.open === 0;
  return (
    <div className={style.due}>
      <div>
        <p className={style.strong}>
          {t('papers.bank.file', { count: file.count })}{' '}
          <span className="figures">{say.amount(file.total.amount, file.total.currency)}</span>{' '}
          <Badge tone={done ? 'good' : TONES[file.state]}>
            {t(done ? 'papers.bank.allConfirmed' : `papers.bank.fileState.${file.state}`)}
          </Badge>
        </p>
        <p className={style.muted}>
          {t('papers.bank.madeBy', { name: file.madeBy, at: say.stamp(file.madeAt) })}
          {file.approvedBy && <> · {t('papers.bank.approvedBy', { name: file.approvedBy })}</>}
          {file.state === 'awaiting_approval' && file.own && <> · {t('papers.bank.needsAnother')}</>}
          {' · '}
          <span className="code" title={file.sha256}>
            {file.sha256.slice(0, 12)}
          </span>
        </p>
      </div>
      {mayPay && (
        <div className={style.acts}>
          {file.state === 'awaiting_approval' && !file.own && (
            <Button variant="filled" loading={approve.isPending} onClick={() => approve.mutate()}>
              {t('papers.bank.approve')}
            </Button>
          )}
          {(file.state === 'ready' || file.state === 'downloaded') && (
            <Button leftSection={<IconDownload size={16} />} loading={download.isPending} onClick={() => download.mutate()}>
              {t('papers.bank.download')}
            </Button>
          )}
          {file.state === 'downloaded' && !done && (
            <Button variant="filled" loading={confirm.isPending} onClick={() => confirm.mutate()}>
              {t('papers.bank.confirm')}
            </Button>
          )}
          {(file.state === 'awaiting_approval' || file.state === 'ready') && (
            <Button variant="subtle" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('papers.bank.cancel')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Where the buyer wants the money: as they told it. */
function AccountDialog({ refund, close }: { readonly refund: BankRefund; readonly close: () => void }) {
  const { t } = useWords();
  const [account, setAccount] = useState({ holder: refund.holder ?? '', iban: '', bic: '' });
  const put = useMutation({
    mutationFn: () => papersApi.putAccount(refund.returnId, account),
    onError: tellFailure(t),
    onSuccess: close,
    onSettled: renew,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  const field = (name: keyof typeof account) => ({
    label: t(`papers.bank.${name}`),
    value: account[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setAccount((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Dialog title={t('papers.bank.accountOf', { rma: refund.rma })} close={close}>
      <form className={style.form} onSubmit={send}>
        <p className={style.muted}>{t('papers.bank.accountAbout')}</p>
        <TextInput {...field('holder')} data-autofocus maxLength={70} />
        <TextInput {...field('iban')} className={style.mono} autoComplete="off" />
        <TextInput {...field('bic')} className={style.mono} autoComplete="off" maxLength={11} />
        <div className={style.acts}>
          <Button
            type="submit"
            variant="filled"
            loading={put.isPending}
            disabled={account.holder.trim() === '' || account.iban.trim() === ''}
          >
            {t('papers.bank.keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { Button, Textarea } from '@mantine/core';
import { IconFileTypePdf, IconFileTypeXml } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, useSession } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { paperFile, papersApi, type WholePaper } from './api.ts';
import style from './papers.module.css';

/** One paper: what it says, where it went, and the one way to correct it. */
export function Detail({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useWords();
  const one = useQuery({ queryKey: ['papers', 'one', id], queryFn: () => papersApi.read(id) });
  return (
    <Dialog title={one.data ? `${t(`papers.kind.${one.data.kind}`)} ${one.data.number}` : t('papers.title')} close={close} size="lg">
      {one.isPending ? <Waiting rows={3} /> : one.isError ? <Trouble error={one.error} /> : <Whole paper={one.data} />}
    </Dialog>
  );
}

function Whole({ paper }: { readonly paper: WholePaper }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const roles = useSession().data?.roles ?? [];
  const [correcting, setCorrecting] = useState(false);
  const money = (decimal: string) => say.amount(decimal, paper.currency);
  const left = paper.family.filter((one) => one.corrects?.id === paper.id);
  return (
    <div className={style.detail}>
      <p className={style.muted}>
        {paper.buyerName} · {channelName(paper.order.channel)} · <span className="code">{paper.order.channelOrderId}</span> ·{' '}
        {say.day(`${paper.issuedOn}T12:00:00Z`)} · {paper.issuedBy}
      </p>
      {paper.corrects && (
        <p>
          {t('papers.corrects')}{' '}
          <To href={paths.invoices({ paper: paper.corrects.id })} className="code">
            {paper.corrects.number}
          </To>
          {paper.because && <> · {paper.because}</>}
        </p>
      )}
      <ul className={style.lines}>
        {paper.lines.map((line) => (
          <li key={line.key}>
            <span>
              {line.quantity > 1 && <span className="figures">{line.quantity} × </span>}
              {line.title}
            </span>
            <span className={style.muted}>{line.regime === 'regular' ? `${line.percent} %` : t(`papers.regime.${line.regime}`)}</span>
            <span className="figures">{money(line.total)}</span>
          </li>
        ))}
      </ul>
      <dl className={style.sums}>
        {paper.groups
          .filter((group) => group.regime === 'regular')
          .map((group) => (
            <div key={group.country + group.percent}>
              <dt>{t('papers.vatOn', { percent: group.percent, country: say.country(group.country), net: money(group.net) })}</dt>
              <dd className="figures">{money(group.vat)}</dd>
            </div>
          ))}
        <div className={style.total}>
          <dt>{t('papers.total')}</dt>
          <dd className="figures">{money(paper.total)}</dd>
        </div>
      </dl>
      {paper.statements.map((words) => (
        <p key={words} className={style.statement}>
          {words}
        </p>
      ))}
      <p className={style.muted}>
        {paper.sent.length === 0
          ? t('papers.notSent')
          : paper.sent.map((one) => t(`papers.sent.${one.via}`, { at: say.stamp(one.at) })).join(' · ')}
        {paper.sent.some((one) => one.reference.startsWith('refused')) && (
          <> · {paper.sent.find((one) => one.reference.startsWith('refused'))!.reference}</>
        )}
      </p>
      {left.length > 0 && (
        <p>
          {t('papers.correctedBy')}{' '}
          {left.map((one, i) => (
            <span key={one.id}>
              {i > 0 && ', '}
              <To href={paths.invoices({ paper: one.id })} className="code">
                {one.number}
              </To>{' '}
              ({money(one.total)})
            </span>
          ))}
        </p>
      )}
      <div className={style.acts}>
        <Button
          component="a"
          href={paperFile(paper.id, 'pdf')}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconFileTypePdf size={17} />}
        >
          {t('papers.pdf')}
        </Button>
        <Button
          component="a"
          href={paperFile(paper.id, 'xml')}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconFileTypeXml size={17} />}
        >
          {t('papers.xml')}
        </Button>
        {paper.returnId && (
          <To href={paths.case(paper.returnId)} className={style.go}>
            {t('papers.toCase')}
          </To>
        )}
        {paper.kind === 'invoice' && !correcting && (roles.includes('finance') || roles.includes('manager')) && (
          <Button variant="subtle" onClick={() => setCorrecting(true)}>
            {t('papers.correct')}
          </Button>
        )}
      </div>
      {correcting && <Correct paper={paper} done={() => setCorrecting(false)} />}
    </div>
  );
}

/** An invoice is never changed: what is left of it is credited, with a reason that the buyer reads. */
function Correct({ paper, done }: { readonly paper: WholePaper; readonly done: () => void }) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const credit = useMutation({
    mutationFn: () => papersApi.credit(paper.id, because.trim()),
    onError: tellFailure(t),
    onSuccess: (made) => {
      tell({ color: 'good', message: t('papers.issued', { number: made.number }) });
      done();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['papers'] }),
  });
  return (
    <form
      className={style.correct}
      onSubmit={(event) => {
        event.preventDefault();
        credit.mutate();
      }}
    >
      <Textarea
        label={t('papers.correctWhy')}
        description={t('papers.correctAbout')}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={2}
        data-autofocus
      />
      <div className={style.acts}>
        <Button type="submit" variant="filled" loading={credit.isPending} disabled={because.trim() === ''}>
          {t('papers.correctDo')}
        </Button>
        <Button variant="subtle" onClick={done}>
          {t('papers.leave')}
        </Button>
      </div>
    </form>
  );
}

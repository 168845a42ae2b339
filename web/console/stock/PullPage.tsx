import { Button, Textarea } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconStackPop } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { lookAtStock, type PullPage as Page, pullQuery, stock } from './api.ts';
import { useMayMove } from './duty.ts';
import style from './stock.module.css';

const TONES: Readonly<Record<Page['state'], Tone>> = { open: 'warn', accepted: 'good', dismissed: 'plain', expired: 'plain' };

/** A group that comes back beyond chance: the evidence, what one click would do, and the click. */
export function PullPage() {
  const { id } = useParams({ from: '/stock/pulls/$id' });
  const pull = useQuery(pullQuery(id));
  return (
    <div className={style.page}>
      <To href={paths.stock()} className={style.back}>
        <IconArrowLeft size={16} aria-hidden /> <Back />
      </To>
      {pull.isPending ? (
        <Waiting rows={4} height={90} />
      ) : pull.isError ? (
        <Trouble error={pull.error} again={() => void pull.refetch()} />
      ) : (
        <Whole pull={pull.data} />
      )}
    </div>
  );
}

const Back = () => useWords().t('shell.stock');

function Whole({ pull }: { readonly pull: Page }) {
  const { t, word } = useWords();
  const say = useSay();
  const mayMove = useMayMove();
  useTitle(pull.group);
  const [dismissing, setDismissing] = useState(false);
  const after = { onSuccess: lookAtStock, onError: tellFailure(t) };
  const undo = useMutation({ mutationFn: () => stock.undo(pull.id), ...after });
  const accept = useMutation({
    mutationFn: () => stock.accept(pull.id),
    onSuccess: async (done) => {
      await lookAtStock();
      tell({ color: 'good', title: t('stock.pull.pulled', { count: done.pulled.units }), message: t('stock.pull.pulledMore') });
    },
    onError: tellFailure(t),
  });
  const forSale = pull.units.reduce((sum, one) => sum + one.forSale, 0);
  const held = pull.units.reduce((sum, one) => sum + one.held, 0);
  const channel = useChannelName();
  return (
    <>
      <header className={style.head}>
        <div>
          <h1>{pull.group}</h1>
          <p className={style.inline}>
            <Badge tone={TONES[pull.state]}>{t(`stock.pull.state.${pull.state}`)}</Badge>
            <span>{word('fault', pull.fault)}</span>
          </p>
        </div>
        {mayMove && (
          <div className={style.acts}>
            {pull.state === 'open' && (
              <>
                <Button onClick={() => setDismissing(true)}>{t('stock.pull.dismiss')}</Button>
                <Button
                  variant="filled"
                  leftSection={<IconStackPop size={16} />}
                  loading={accept.isPending}
                  onClick={() => accept.mutate()}
                >
                  {t('stock.pull.accept')}
                </Button>
              </>
            )}
            {pull.state === 'accepted' && (
              <Button leftSection={<IconArrowBackUp size={16} />} loading={undo.isPending} onClick={() => undo.mutate()}>
                {t('stock.pull.undo')}
              </Button>
            )}
          </div>
        )}
      </header>

      <section className={style.card} aria-label={t('stock.pull.evidence')}>
        <h2>{t('stock.pull.evidence')}</h2>
        <p className={style.says}>{pull.says}</p>
        <Bars pull={pull} />
        <p className={style.muted}>
          {t(pull.why === 'most' ? 'stock.pull.howMost' : 'stock.pull.how', {
            since: say.day(pull.since),
            until: say.day(pull.until),
            count: pull.asked,
          })}
        </p>
      </section>

      <section className={style.card} aria-label={t(pull.state === 'accepted' ? 'stock.pull.wasDone' : 'stock.pull.wouldDo')}>
        <h2>{t(pull.state === 'accepted' ? 'stock.pull.wasDone' : 'stock.pull.wouldDo')}</h2>
        <ul className={style.plan}>
          {pull.state === 'accepted' ? (
            <>
              <li>{t('stock.pull.pulledUnits', { count: pull.pulled.units, still: pull.pulled.still })}</li>
              {pull.decidedAt && <li>{t('stock.pull.decided', { who: pull.decidedBy ?? '', at: say.past(pull.decidedAt) })}</li>}
            </>
          ) : (
            <>
              <li>{t('stock.pull.quarantines', { count: forSale })}</li>
              {held > 0 && <li>{t('stock.pull.held', { count: held })}</li>}
              {pull.stops.length > 0 && <li>{t('stock.pull.stops', { skus: pull.stops.join(', ') })}</li>}
              {pull.stays.length > 0 && <li>{t('stock.pull.stays', { skus: pull.stays.join(', ') })}</li>}
              {pull.because && <li>{t('stock.pull.becauseWas', { because: pull.because, who: pull.decidedBy ?? '' })}</li>}
            </>
          )}
          {pull.listings.map((one) => (
            <li key={`${one.channel} ${one.sku}`} data-bad={one.state === 'failed' || undefined}>
              {t(`stock.listing.${one.state}`, { channel: channel(one.channel), sku: one.sku, count: one.quantity ?? 0 })}{' '}
              {one.state === 'failed' && one.says}
            </li>
          ))}
        </ul>
      </section>

      <section className={style.card} aria-label={t('stock.pull.cases')}>
        <h2>{t('stock.pull.cases')}</h2>
        <ul className={style.cases}>
          {pull.cases.map((one) => (
            <li key={one.returnId}>
              <To href={paths.case(one.returnId)} className="code">
                {one.rma}
              </To>
              <span>{one.title}</span>
              <span className={style.muted}>
                {[one.lot, one.verdict ? word('verdict', one.verdict) : t('stock.pull.notInspected'), say.day(one.openedAt)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {dismissing && <Dismiss id={pull.id} close={() => setDismissing(false)} />}
    </>
  );
}

/** What came back beside what would be expected, on one scale. */
function Bars({ pull }: { readonly pull: Page }) {
  const { t } = useWords();
  const say = useSay();
  const most = Math.max(pull.faulty, pull.expected, 1);
  const bar = (key: string, value: number, tone: string) => (
    <div key={key} className={style.bar}>
      <span>{t(`stock.pull.${key}`)}</span>
      <span className={style.track} aria-hidden>
        <span data-tone={tone} style={{ width: `${Math.max((value / most) * 100, 1)}%` }} />
      </span>
      <span className="figures">{say.number(value)}</span>
    </div>
  );
  return (
    <div className={style.bars}>
      {bar('came', pull.faulty, 'danger')}
      {pull.why === 'beyond_chance' && bar('expected', pull.expected, 'plain')}
      <p className={style.muted}>
        {t('stock.pull.ofSold', { count: pull.sold, share: say.percent(pull.faulty / Math.max(pull.sold, 1)) })}
      </p>
    </div>
  );
}

function Dismiss({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const away = useMutation({
    mutationFn: () => stock.dismiss(id, because.trim()),
    onSuccess: async () => {
      await lookAtStock();
      close();
    },
    onError: tellFailure(t),
  });
  return (
    <Dialog title={t('stock.pull.dismissTitle')} close={close}>
      <p className={style.muted}>{t('stock.pull.dismissSays')}</p>
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
        <Button variant="filled" disabled={because.trim() === ''} loading={away.isPending} onClick={() => away.mutate()}>
          {t('stock.pull.dismiss')}
        </Button>
      </div>
    </Dialog>
  );
}

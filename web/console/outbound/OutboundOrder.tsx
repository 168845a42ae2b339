import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { TROUBLES } from '../../../src/core/outbound.ts';
import { VIAS } from '../../../src/core/return/model.ts';
import { lookAgain, type OutboundOrder as Order, outboundApi, type Shipment, useNumberCheck, useOutboundOrder } from '../claims/api.ts';
import style from '../claims/claims.module.css';
import { CLAIM_TONES } from '../claims/Claims.tsx';
import { History } from '../claims/ClaimPage.tsx';
import { refusalOf } from '../api.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Due } from '../parts/Due.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { failureWords, tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { SHIPMENT_TONES } from './Outbound.tsx';

/** One order on its way out: its parcels, what the buyer wants, and what was done. */
export function OutboundOrder() {
  const { orderId } = useParams({ from: '/outbound/$orderId' });
  const { t } = useWords();
  const channelName = useChannelName();
  const say = useSay();
  const loaded = useOutboundOrder(orderId);
  const one = loaded.data;
  useTitle(one ? `${one.order.channelOrderId} · ${t('shell.outbound')}` : t('shell.outbound'));
  if (loaded.isPending)
    return (
      <div className={style.page}>
        <Waiting rows={5} height={80} />
      </div>
    );
  if (!one)
    return (
      <div className={style.page}>
        <Trouble error={loaded.error} again={() => void loaded.refetch()} />
      </div>
    );
  const live = one.shipments.filter(({ state }) => state !== 'mistaken');
  const wish = one.wishes.find(({ state }) => state === 'open');
  const clock = one.order.clocks?.find(
    ({ kind, state }) =>
      (kind === 'ship' || one.order.shippedAt) &&
      (state === 'running' || state === 'breached') &&
      !(kind === 'ship' && one.order.shippedAt) &&
      !(kind === 'deliver' && one.order.deliveredAt),
  );
  return (
    <div className={style.page}>
      <header className={style.head}>
        <To href={paths.outbound()} className={style.back} aria-label={t('outbound.back')}>
          <IconArrowLeft size={18} aria-hidden />
        </To>
        <div>
          <h1 className="code">{one.order.channelOrderId}</h1>
          <p>
            {one.order.buyer.name} · {channelName(one.order.channel)} · {say.country(one.order.country)}
          </p>
        </div>
        {one.cancelled && <Badge tone="plain">{t('outbound.cancelled')}</Badge>}
      </header>
      <div className={style.sides}>
        <div className={style.side}>
          <Items one={one} />
          {live.map((shipment) => (
            <Parcel key={shipment.id} one={one} shipment={shipment} />
          ))}
          <section className={style.card}>
            <h2>{t('outbound.history')}</h2>
            {one.events.length > 0 ? <History events={one.events} /> : <p className={style.quiet}>{t('outbound.noHistory')}</p>}
          </section>
        </div>
        <div className={`${style.side} ${style.next}`}>
          {wish && <Wish one={one} wish={wish} />}
          {clock && !one.cancelled && (
            <section className={style.card} data-tone={clock.state === 'breached' ? 'danger' : undefined}>
              <h2>{t(`outbound.clock.${clock.kind}`)}</h2>
              <Due at={clock.dueAt} />
            </section>
          )}
          {live.length === 0 && !one.cancelled && !one.order.shippedAt && <Ship one={one} waits={wish !== undefined} />}
          {!wish && live.length === 0 && !one.cancelled && !one.order.shippedAt && <WantsOut one={one} />}
          {one.order.shippedAt && live.length === 0 && (
            <section className={style.card}>
              <h2>{t('outbound.shippedElsewhere')}</h2>
              <p className={style.quiet}>{t('outbound.shippedElsewhereMore')}</p>
            </section>
          )}
          {one.cancelled && <Cancelled one={one} />}
          {(one.claims.length > 0 || one.openReturns.length > 0) && (
            <section className={style.card}>
              <h2>{t('outbound.linked')}</h2>
              {one.claims.map((claim) => (
                <p key={claim.id}>
                  <To href={paths.claim(claim.id)} className="code">
                    {claim.code}
                  </To>{' '}
                  <ClaimBadge state={claim.state} />
                </p>
              ))}
              {one.openReturns.map((id) => (
                <p key={id}>
                  <To href={paths.case(id)}>{t('outbound.openReturn')}</To>
                </p>
              ))}
            </section>
          )}
        </div>
      </div>
    </div>
  );
}

function ClaimBadge({ state }: { readonly state: string }) {
  const { word } = useWords();
  return <Badge tone={CLAIM_TONES[state] ?? 'plain'}>{word('claimState', state)}</Badge>;
}

function Items({ one }: { readonly one: Order }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <section className={style.card}>
      <h2>{t('outbound.items')}</h2>
      <ul className={style.stack}>
        {one.order.lines.map((line) => (
          <li key={line.id}>
            {(line.quantity ?? 1) > 1 && `${line.quantity} × `}
            {line.title} <span className={style.sub}>{say.amount(line.price, one.order.currency)}</span>
          </li>
        ))}
      </ul>
      <dl className={style.facts}>
        <dt>{t('outbound.placedAt')}</dt>
        <dd>{say.stamp(one.order.placedAt)}</dd>
        {one.order.shippedAt && (
          <>
            <dt>{t('outbound.shippedAt')}</dt>
            <dd>{say.stamp(one.order.shippedAt)}</dd>
          </>
        )}
        {one.order.deliveredAt && (
          <>
            <dt>{t('outbound.deliveredAt')}</dt>
            <dd>{say.stamp(one.order.deliveredAt)}</dd>
          </>
        )}
        <dt>{t('outbound.paid')}</dt>
        <dd className="figures">{say.amount(one.paid, one.order.currency)}</dd>
      </dl>
    </section>
  );
}

/** Carrier and number; a number that does not fit is asked about before it is taken. */
function Ship({
  one,
  waits,
  instead,
  done,
}: {
  readonly one: Order;
  readonly waits?: boolean;
  readonly instead?: string;
  readonly done?: () => void;
}) {
  const { t } = useWords();
  const [number, setNumber] = useState('');
  const [carrier, setCarrier] = useState('');
  const check = useNumberCheck(carrier, number.trim());
  const typed = number.trim().length > 3;
  // Where only one carrier writes such numbers, it is that one.
  const only = check.data?.couldBe.length === 1 ? check.data.couldBe[0]!.slug : '';
  const chosen = carrier || (typed ? only : '');
  const reads = carrier === '' && only !== '' ? 'ok' : check.data?.reads;
  const enter = useMutation({
    mutationFn: (sure: boolean) =>
      outboundApi.ship(one.orderId, { carrier: chosen, trackingNumber: number, ...(sure && { sure }), ...(instead && { instead }) }),
    onSuccess: async () => {
      await lookAgain();
      done?.();
    },
  });
  const refused = refusalOf(enter.error);
  const odd = refused === 'odd_number' || refused === 'unknown_carrier';
  const form = (
    <form
      className={style.stack}
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate(false);
      }}
    >
      <TextInput
        label={t('outbound.number')}
        autoComplete="off"
        spellCheck={false}
        value={number}
        onChange={(event) => {
          setNumber(event.currentTarget.value);
          enter.reset();
        }}
      />
      <Select
        label={t('outbound.carrier')}
        searchable
        value={chosen || null}
        onChange={(value) => {
          setCarrier(value ?? '');
          enter.reset();
        }}
        placeholder={t('outbound.chooseCarrier')}
        data={(check.data?.carriers ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
      />
      {typed && chosen && reads === 'ok' && <p className={style.quiet}>{t('outbound.numberFits')}</p>}
      {typed && chosen && reads && reads !== 'ok' && !odd && <p className={style.quiet}>{t(`outbound.reads.${reads}`)}</p>}
      {enter.isError && <p role="alert">{failureWords(t, enter.error)}</p>}
      <div className={style.buttons}>
        {odd ? (
          <Button variant="filled" loading={enter.isPending} onClick={() => enter.mutate(true)}>
            {t('outbound.sure')}
          </Button>
        ) : (
          <Button type="submit" variant="filled" loading={enter.isPending} disabled={!typed || !chosen || waits === true}>
            {t(instead ? 'outbound.correct' : 'outbound.ship')}
          </Button>
        )}
      </div>
    </form>
  );
  if (instead) return form;
  return (
    <section className={style.card}>
      <h2>{t('outbound.shipTitle')}</h2>
      <p className={style.quiet}>{t(waits ? 'outbound.shipWaits' : 'outbound.shipHint')}</p>
      {form}
    </section>
  );
}

function Parcel({ one, shipment }: { readonly one: Order; readonly shipment: Shipment }) {
  const { t, word } = useWords();
  const say = useSay();
  const [asked, setAsked] = useState<'trouble' | 'number' | null>(null);
  const found = useMutation({ mutationFn: () => outboundApi.found(shipment.id), onSuccess: lookAgain, onError: tellFailure(t) });
  const trouble = ['lost', 'misdelivered', 'damaged', 'returned'].includes(shipment.state);
  return (
    <section className={style.card} data-tone={trouble ? 'danger' : shipment.still ? 'warn' : undefined}>
      <h2>{t('outbound.parcel')}</h2>
      <div className={style.buttons}>
        <strong>{shipment.carrierName}</strong>
        {shipment.trackingUrl ? (
          <a href={shipment.trackingUrl} target="_blank" rel="noreferrer" className="code">
            {shipment.trackingNumber} <IconExternalLink size={13} aria-label={t('outbound.newWindow')} />
          </a>
        ) : (
          <span className="code">{shipment.trackingNumber}</span>
        )}
        <Badge tone={SHIPMENT_TONES[shipment.state] ?? 'plain'}>{word('shipmentState', shipment.state)}</Badge>
      </div>
      {shipment.still && <p>{t('outbound.still', { at: say.past(shipment.movedAt) })}</p>}
      {shipment.scans.length > 0 && (
        <ol className={style.history}>
          {[...shipment.scans].reverse().map((scan) => (
            <li key={`${scan.at}${scan.code}`}>
              <time dateTime={scan.at}>{say.stamp(scan.at)}</time>
              <span>
                {word('tracking', scan.code)}
                {scan.place && ` · ${scan.place}`}
              </span>
            </li>
          ))}
        </ol>
      )}
      <div className={style.buttons}>
        {trouble ? (
          <Button variant="default" size="compact-md" loading={found.isPending} onClick={() => found.mutate()}>
            {t('outbound.found')}
          </Button>
        ) : (
          <Button variant="default" size="compact-md" onClick={() => setAsked('trouble')}>
            {t('outbound.report')}
          </Button>
        )}
        {shipment.state === 'under_way' && shipment.scans.length === 0 && (
          <Button variant="subtle" size="compact-md" onClick={() => setAsked('number')}>
            {t('outbound.correct')}
          </Button>
        )}
      </div>
      {asked === 'trouble' && <Report shipment={shipment} close={() => setAsked(null)} />}
      {asked === 'number' && (
        <Dialog title={t('outbound.correct')} close={() => setAsked(null)}>
          <Ship one={one} instead={shipment.id} done={() => setAsked(null)} />
        </Dialog>
      )}
    </section>
  );
}

function Report({ shipment, close }: { readonly shipment: Shipment; readonly close: () => void }) {
  const { t, word } = useWords();
  const [what, setWhat] = useState<string>('lost');
  const [says, setSays] = useState('');
  const [forBuyer, setForBuyer] = useState(true);
  const [declaration, setDeclaration] = useState('');
  const [answer, setAnswer] = useState('');
  const missing = what === 'lost' || what === 'misdelivered';
  const report = useMutation({
    mutationFn: () =>
      outboundApi.report(shipment.id, {
        what,
        says,
        forBuyer: missing && forBuyer,
        evidence: [
          ...(declaration.trim() ? [{ kind: 'declaration', says: declaration }] : []),
          ...(answer.trim() ? [{ kind: 'carrier_answer', says: answer }] : []),
        ],
      }),
    onSuccess: async () => {
      await lookAgain();
      close();
      tell({ title: t('outbound.reported'), message: t('outbound.reportedMore') });
    },
  });
  return (
    <Dialog title={t('outbound.report')} close={close}>
      <form
        className={style.stack}
        onSubmit={(event) => {
          event.preventDefault();
          report.mutate();
        }}
      >
        <Select
          label={t('outbound.what')}
          value={what}
          onChange={(value) => setWhat(value ?? 'lost')}
          allowDeselect={false}
          data={TROUBLES.map((value) => ({ value, label: word('shipmentState', value) }))}
        />
        <Textarea label={t('outbound.says')} autosize minRows={2} value={says} onChange={(event) => setSays(event.currentTarget.value)} />
        <Textarea
          label={t('outbound.declaration')}
          autosize
          minRows={1}
          value={declaration}
          onChange={(event) => setDeclaration(event.currentTarget.value)}
        />
        <Textarea
          label={t('outbound.carrierAnswer')}
          autosize
          minRows={1}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
        {missing && (
          <Checkbox checked={forBuyer} onChange={(event) => setForBuyer(event.currentTarget.checked)} label={t('outbound.forBuyer')} />
        )}
        <p className={style.quiet}>{t('outbound.reportHint')}</p>
        {report.isError && <p role="alert">{failureWords(t, report.error)}</p>}
        <div className={style.buttons}>
          <Button type="submit" variant="filled" loading={report.isPending}>
            {t('outbound.report')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function WantsOut({ one }: { readonly one: Order }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [says, setSays] = useState('');
  const [via, setVia] = useState('email');
  const record = useMutation({
    mutationFn: () => outboundApi.wish(one.orderId, { says, via }),
    onSuccess: async () => {
      setOpen(false);
      await lookAgain();
    },
  });
  if (!open)
    return (
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t('outbound.recordWish')}
      </Button>
    );
  return (
    <section className={style.card}>
      <h2>{t('outbound.recordWish')}</h2>
      <form
        className={style.stack}
        onSubmit={(event) => {
          event.preventDefault();
          record.mutate();
        }}
      >
        <Textarea
          label={t('outbound.wishSays')}
          autosize
          minRows={2}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
          autoFocus
        />
        <Select
          label={t('outbound.via')}
          value={via}
          onChange={(value) => setVia(value ?? 'email')}
          allowDeselect={false}
          data={VIAS.filter((value) => value !== 'api' && value !== 'csv').map((value) => ({ value, label: t(`outbound.vias.${value}`) }))}
        />
        {record.isError && <p role="alert">{failureWords(t, record.error)}</p>}
        <div className={style.buttons}>
          <Button type="submit" variant="filled" loading={record.isPending}>
            {t('outbound.record')}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('close')}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** The buyer wants to call it off: an answer that may save the order, or the end of it. */
function Wish({ one, wish }: { readonly one: Order; readonly wish: Order['wishes'][number] }) {
  const { t } = useWords();
  const say = useSay();
  const [offer, setOffer] = useState<string>('today');
  const picked = one.offers.find(({ id }) => id === offer);
  const [words, setWords] = useState<{ subject: string; body: string } | null>(null);
  const [sure, setSure] = useState(false);
  const subject = words?.subject ?? picked?.subject ?? '';
  const body = words?.body ?? picked?.body ?? '';
  const answer = useMutation({
    mutationFn: () => outboundApi.answer(one.orderId, wish.id, { subject, body }),
    onSuccess: lookAgain,
    onError: tellFailure(t),
  });
  const end = useMutation({
    mutationFn: (as: 'saved' | 'accepted') => outboundApi.end(one.orderId, wish.id, as),
    onSuccess: lookAgain,
    onError: tellFailure(t),
  });
  return (
    <section className={style.card} data-tone={wish.over ? 'danger' : 'warn'}>
      <h2>{t('outbound.wantsOut')}</h2>
      {wish.says && <p className={style.words}>{wish.says}</p>}
      {wish.answeredAt ? (
        <p className={style.quiet}>{t('outbound.answered', { at: say.past(wish.answeredAt) })}</p>
      ) : (
        <div>
          <p className={style.quiet}>{t('outbound.answerBy')}</p>
          <Due at={wish.answerBy} />
        </div>
      )}
      <Select
        label={t('outbound.offer')}
        value={offer}
        onChange={(value) => {
          setOffer(value ?? 'today');
          setWords(null);
        }}
        allowDeselect={false}
        data={one.offers.map(({ id }) => ({ value: id, label: t(`outbound.offers.${id}`) }))}
      />
      <TextInput
        aria-label={t('outbound.subject')}
        value={subject}
        onChange={(event) => setWords({ subject: event.currentTarget.value, body })}
      />
      <Textarea
        aria-label={t('outbound.body')}
        autosize
        minRows={5}
        value={body}
        onChange={(event) => setWords({ subject, body: event.currentTarget.value })}
      />
      <div className={style.stack}>
        <Button variant="filled" loading={answer.isPending} disabled={!subject.trim() || !body.trim()} onClick={() => answer.mutate()}>
          {t('outbound.send')}
        </Button>
        <Button variant="default" loading={end.isPending && end.variables === 'saved'} onClick={() => end.mutate('saved')}>
          {t('outbound.saved')}
        </Button>
        <Button variant="subtle" color="danger" onClick={() => setSure(true)}>
          {t('outbound.cancel')}
        </Button>
      </div>
      {sure && (
        <Dialog title={t('outbound.cancel')} close={() => setSure(false)}>
          <div className={style.stack}>
            <p>{t('outbound.cancelSure', { amount: say.amount(one.paid, one.order.currency) })}</p>
            <div className={style.buttons}>
              <Button
                variant="filled"
                color="danger"
                loading={end.isPending}
                onClick={() =>
                  end.mutate('accepted', {
                    onSettled: () => setSure(false),
                  })
                }
              >
                {t('outbound.cancel')}
              </Button>
              <Button variant="default" onClick={() => setSure(false)}>
                {t('outbound.keep')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function Cancelled({ one }: { readonly one: Order }) {
  const { t } = useWords();
  const say = useSay();
  const wish = one.wishes.find(({ state }) => state === 'accepted')!;
  return (
    <section className={style.card}>
      <h2>{t('outbound.cancelled')}</h2>
      <p>
        {wish.settledAt
          ? t('outbound.cancelledPaid', { amount: say.amount(wish.amount ?? '0', one.order.currency), at: say.past(wish.settledAt) })
          : t('outbound.cancelledWaits', { amount: say.amount(wish.amount ?? '0', one.order.currency) })}
      </p>
    </section>
  );
}

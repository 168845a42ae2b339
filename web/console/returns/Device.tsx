import { IconExternalLink, IconPhoto } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import type { FullReturn, OrderLine, ReturnItem } from '../api.ts';
import { CaseCost } from '../money/Costs.tsx';
import { Badge, StatusBadge, type Tone } from '../parts/Badge.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './case.module.css';
import { KnownFrom } from './KnownFrom.tsx';
import { CasePapers } from '../papers/CasePapers.tsx';
import { Signs } from './Signs.tsx';

/** Left: what comes back, what was sold, and to whom. */
export function Device({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  return (
    <section className={style.device} aria-label={t('case.pane.device')} tabIndex={0}>
      {ret.items.map((item) => (
        <Item
          key={`${item.lineId}#${item.unit}`}
          item={item}
          line={ret.order.lines.find((line) => line.id === item.lineId)}
          currency={ret.order.currency}
        />
      ))}
      <Signs ret={ret} />
      <Photos ret={ret} />
      <OrderCard ret={ret} />
      <CasePapers returnId={ret.id} version={ret.version} />
      <Earlier ret={ret} />
      <CaseCost returnId={ret.id} version={ret.version} />
    </section>
  );
}

/** A short list of facts; what is not known is left out. */
const Facts = ({ facts }: { readonly facts: readonly (readonly [label: string, value: ReactNode])[] }) => (
  <dl className={style.facts}>
    {facts
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
  </dl>
);

function Item({ item, line, currency }: { readonly item: ReturnItem; readonly line: OrderLine | undefined; readonly currency: string }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <section className={style.card}>
      <h2 className={style.itemTitle}>{item.title}</h2>
      <p className={style.muted}>
        <span className="code">{item.sku}</span> · {word('condition', item.condition)} ·{' '}
        <span className="figures">{say.amount(item.price, currency)}</span>
      </p>
      <p className={style.reason}>
        {word('reason', item.reason)}
        {item.fault && <> · {word('fault', item.fault)}</>}
      </p>
      {item.channelReason && (
        <p className={style.verbatim}>
          {t('case.channelReason')} <q>{item.channelReason}</q>
        </p>
      )}
      <Identity item={item} />
      <KnownFrom item={item} />
      <Facts
        facts={[
          [t('case.wants'), item.wants && word('resolution', item.wants)],
          [t('case.lot'), [line?.supplier, line?.lot].filter(Boolean).join(' · ')],
          [t('case.verdict'), item.verdict && word('verdict', item.verdict)],
          [t('case.grade'), item.grade && word('grade', item.grade)],
          [t('case.disposition'), item.disposition && word('disposition', item.disposition)],
          [t('settle.outcome.tried'), item.failed?.map(({ remedy }) => word('resolution', remedy)).join(', ')],
          [t('settle.outcome.held'), item.held && <Numbers key="held" of={item.held} />],
          [t('settle.outcome.replacedBy'), item.replacedBy && <Numbers key="instead" of={item.replacedBy} />],
          [t('settle.outcome.kept'), item.given?.kept && say.amount(item.given.kept, currency)],
          [t('settle.outcome.because'), item.given?.because],
          [
            t('settle.outcome.sentOut'),
            item.sentOut?.trackingNumber && (
              <span key="out" className="code">
                {item.sentOut.trackingNumber}
              </span>
            ),
          ],
          [t('settle.outcome.goods'), item.goodsExpected && t('settle.outcome.goodsExpected')],
        ]}
      />
      <Axes item={item} />
    </section>
  );
}

/** Of a device that goes out instead. */
const Numbers = ({ of: { imei, serial } }: { readonly of: { readonly imei?: string; readonly serial?: string } }) =>
  imei || serial ? <span className="code">{imei ?? serial}</span> : <>–</>;

const IDENTITY_TONES: Readonly<Record<string, Tone>> = {
  match: 'good',
  near: 'warn',
  mismatch: 'danger',
  unreadable: 'warn',
  not_recorded: 'plain',
};

/** Sold against read, sign by sign. */
function Identity({ item }: { readonly item: ReturnItem }) {
  const { t, word } = useWords();
  const kinds = (['imei', 'serial'] as const).filter((kind) => item.sold[kind] || item.read?.[kind]);
  if (kinds.length === 0) return null;
  return (
    <div className={style.identity} data-identity={item.identity}>
      {kinds.map((kind) => (
        <dl key={kind}>
          <div>
            <dt>{t(`case.${kind}Sold`)}</dt>
            <dd className="code aligned">{item.sold[kind] ?? t('case.notRecorded')}</dd>
          </div>
          {item.identity && (
            <div>
              <dt>{t(`case.${kind}Read`)}</dt>
              <dd className="code aligned">
                <Compared read={item.read?.[kind]} sold={item.sold[kind]} />
              </dd>
            </div>
          )}
        </dl>
      ))}
      {item.identity && <Badge tone={IDENTITY_TONES[item.identity] ?? 'plain'}>{word('identity', item.identity)}</Badge>}
    </div>
  );
}

function Compared({ read, sold }: { readonly read: string | undefined; readonly sold: string | undefined }) {
  const { t } = useWords();
  if (!read) return <>{t('case.notRead')}</>;
  if (!sold || read === sold) return <>{read}</>;
  return (
    <>
      {[...read].map((sign, i) =>
        sign === sold[i] ? (
          sign
        ) : (
          <mark key={i} className={style.other}>
            {sign}
          </mark>
        ),
      )}
    </>
  );
}

/** Four things that move for their own reasons. */
function Axes({ item }: { readonly item: ReturnItem }) {
  const { t, word } = useWords();
  const axes = ['authorisation', 'parcel', 'assessment', 'settlement'] as const;
  return (
    <dl className={style.axes}>
      {axes.map((axis) => (
        <div key={axis} data-begun={!['none', 'open', 'requested'].includes(item[axis]) || undefined}>
          <dt>{t(`axis.${axis}`)}</dt>
          <dd>{word(axis, item[axis])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Photos({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  if (!ret.photos?.length) return null;
  return (
    <section className={style.card}>
      <h2>{t('case.photos')}</h2>
      <ul className={style.photos}>
        {ret.photos.map((photo) => (
          <li key={photo.id}>
            <a href={photo.url} target="_blank" rel="noreferrer" title={photo.name}>
              <img src={photo.url} alt={t('case.photo', { name: photo.name })} loading="lazy" />
              <IconPhoto size={20} stroke={1.5} aria-hidden />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OrderCard({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const { order, buyer } = ret;
  return (
    <section className={style.card}>
      <h2>{t('case.order')}</h2>
      <Facts
        facts={[
          [
            t('case.number'),
            <span key="n" className="code">
              {order.channelOrderId}
            </span>,
          ],
          [t('case.channel'), channelName(order.channel)],
          [t('case.country'), say.country(order.country)],
          [t('case.placed'), say.day(order.placedAt)],
          [t('case.shipped'), order.shippedAt && say.day(order.shippedAt)],
          [t('case.delivered'), order.deliveredAt && say.day(order.deliveredAt)],
        ]}
      />
      <h2>{t('case.buyer')}</h2>
      <Facts
        facts={[
          [t('case.name'), buyer.name],
          [
            t('case.email'),
            <span key="e" className={style.breakable}>
              {buyer.email.split('@')[0]}
              <wbr />@{buyer.email.split('@').slice(1).join('@')}
            </span>,
          ],
          [t('case.language'), say.languageName(buyer.language)],
        ]}
      />
    </section>
  );
}

function Earlier({ ret }: { readonly ret: FullReturn }) {
  const { t, word } = useWords();
  const say = useSay();
  if (!ret.earlier?.length) return null;
  return (
    <section className={style.card}>
      <h2>{t('case.earlier')}</h2>
      <ul className={style.earlier}>
        {ret.earlier.map((one) => (
          <li key={one.id}>
            <To href={paths.case(one.id)}>
              <span className="code">{one.rma}</span>
              <IconExternalLink size={13} aria-hidden />
            </To>
            <span>
              {one.reason && <>{word('reason', one.reason)} · </>}
              {say.day(one.openedAt)}
            </span>
            <StatusBadge status={one.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}

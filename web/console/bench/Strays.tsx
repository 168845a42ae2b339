import { Button, Select, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft, IconBox, IconBoxOff } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { REASONS } from '../../../src/core/return/model.ts';
import { client, useConnections } from '../data.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { benchApi, type ListedStray, type Stray } from './api.ts';
import style from './bench.module.css';
import { flush, record, useOutbox } from './outbox.ts';
import { Photos } from './Photos.tsx';
import { useOffline } from './useBench.ts';
import { WaitingToBeSent } from './Waiting.tsx';

const TONES: Readonly<Record<ListedStray['state'], Tone>> = { waiting: 'warn', quarantined: 'danger', matched: 'good', sent_back: 'plain' };

/** Parcels that nobody announced: what waits for its name, and what became of the others. */
export function Strays() {
  const { t } = useWords();
  useTitle(t('strays.title'));
  useOffline();
  const [state, setState] = useState<'open' | 'ended'>('open');
  const list = useInfiniteQuery({
    queryKey: ['strays', state],
    queryFn: ({ pageParam }) => benchApi.strays(state, pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={style.page}>
      <Back href={paths.bench()} says={t('bench.title')} />
      <header className={style.top}>
        <h1>{t('strays.title')}</h1>
        <SegmentedControl
          ml="auto"
          value={state}
          onChange={(value) => setState(value as typeof state)}
          data={(['open', 'ended'] as const).map((value) => ({ value, label: t(`strays.list.${value}`) }))}
        />
      </header>
      <WaitingToBeSent />
      {list.isPending ? (
        <Waiting rows={4} height={72} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Nothing icon={<IconBox size={28} stroke={1.5} />} title={t(`strays.none.${state}`)}>
          <p>{t(`strays.noneMore.${state}`)}</p>
        </Nothing>
      ) : (
        <ul className={style.strays}>
          {rows.map((one) => (
            <li key={one.id}>
              <StrayRow one={one} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('strays.more')}
        </Button>
      )}
    </div>
  );
}

const Back = ({ href, says }: { readonly href: string; readonly says: string }) => (
  <p className={style.backLink}>
    <To href={href}>
      <IconArrowLeft size={15} aria-hidden /> {says}
    </To>
  </p>
);

const numberOf = (one: ListedStray) => one.trackingNumber ?? one.imei ?? one.serial;

function StrayRow({ one }: { readonly one: ListedStray }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <To href={paths.strays(one.id)} className={style.stray}>
      {one.photos[0] ? <img src={one.photos[0].url} alt="" loading="lazy" /> : <IconBoxOff size={30} stroke={1.4} aria-hidden />}
      <span>
        <strong className="code">{numberOf(one) ?? t('strays.noNumber')}</strong>
        <small>{one.says}</small>
      </span>
      <span className={style.straySide}>
        <Badge tone={TONES[one.state]}>{word('strayState', one.state)}</Badge>
        <small>
          {one.place && `${one.place} · `}
          {say.past(one.reportedAt)}
        </small>
      </span>
    </To>
  );
}

/** One of them: what is known, what it may belong to, and how it ends. */
export function StrayPage() {
  const { t } = useWords();
  const { id } = useParams({ from: '/bench/parcels/$id' });
  useTitle(t('strays.one'));
  useOffline();
  const stray = useQuery({ queryKey: ['stray', id], queryFn: () => benchApi.stray(id) });
  return (
    <div className={style.page}>
      <Back href={paths.strays()} says={t('strays.title')} />
      <WaitingToBeSent />
      {stray.isPending ? (
        <Waiting rows={3} height={90} />
      ) : stray.isError ? (
        <Trouble error={stray.error} again={() => void stray.refetch()} />
      ) : (
        <Whole stray={stray.data} />
      )}
    </div>
  );
}

function Whole({ stray }: { readonly stray: Stray }) {
  const { t, word } = useWords();
  const say = useSay();
  const { entries } = useOutbox();
  const open = stray.state === 'waiting' || stray.state === 'quarantined';
  const waiting = entries.flatMap(({ id, act, serverId }) =>
    act.do === 'stray_photo' && serverId === stray.id ? [{ id, picture: act.picture }] : [],
  );
  const photograph = async (picture: Blob, name: string) => {
    await record(
      { do: 'stray_photo', of: stray.id, picture, name },
      { about: stray.id, name: numberOf(stray) ?? t('strays.one'), serverId: stray.id },
    );
    await flush();
    await client.invalidateQueries({ queryKey: ['stray', stray.id] });
  };
  const facts = [
    ['trackingNumber', stray.trackingNumber],
    ['carrier', stray.carrier],
    ['imei', stray.imei],
    ['serial', stray.serial],
    ['place', stray.place],
  ] as const;
  return (
    <>
      <section className={style.panel}>
        <h1 className={style.question}>
          <span className="code">{numberOf(stray) ?? t('strays.noNumber')}</span>
          <Badge tone={TONES[stray.state]}>{word('strayState', stray.state)}</Badge>
        </h1>
        <p className={style.more}>{stray.says}</p>
        <dl className={style.facts}>
          {facts.map(([name, value]) =>
            value === null ? null : (
              <div key={name}>
                <dt>{t(`strays.fact.${name}`)}</dt>
                <dd className="code">{value}</dd>
              </div>
            ),
          )}
        </dl>
        <p className={style.small}>
          {t('strays.reported', { by: stray.reportedBy, at: say.past(stray.reportedAt), via: word('strayVia', stray.via) })}
        </p>
        {open ? (
          <Photos
            shown={stray.photos.map((photo) => ({ ...photo, name: t('strays.one') }))}
            waiting={waiting}
            label={t('bench.addPhoto')}
            add={photograph}
          />
        ) : (
          <Ended stray={stray} />
        )}
      </section>
      {open && <Proposals stray={stray} />}
      {open && <ByHand stray={stray} />}
      {open && <PutAside stray={stray} />}
    </>
  );
}

function Ended({ stray }: { readonly stray: Stray }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <p className={style.more}>
      {stray.ended && t('strays.ended', { by: stray.ended.by, at: say.past(stray.ended.at) })} {stray.ended?.says}{' '}
      {stray.back?.trackingNumber && <span className="code">{stray.back.trackingNumber}</span>}
      {stray.returnId && <To href={paths.case(stray.returnId)}>{t('bench.toCase')}</To>}
    </p>
  );
}

/** Ends or moves a parcel, and shows it anew; with a return it goes on at the bench. */
function useEnd(stray: Stray) {
  const { t } = useWords();
  const router = useRouter();
  return useMutation({
    mutationFn: (work: () => Promise<Stray>) => work(),
    onSuccess: async (after) => {
      client.setQueryData(['stray', stray.id], after);
      await client.invalidateQueries({ queryKey: ['strays'] });
      if (after.state === 'matched' && after.returnId) {
        const ret = await benchApi.read(after.returnId);
        router.history.push(paths.bench(ret.rma));
      }
    },
    onError: tellFailure(t),
  });
}

function Proposals({ stray }: { readonly stray: Stray }) {
  const { t, word } = useWords();
  const channelName = useChannelName();
  const end = useEnd(stray);
  if (stray.hints.length === 0) return <p className={`${style.small} ${style.noHints}`}>{t('strays.noHints')}</p>;
  return (
    <section className={style.panel}>
      <h2>{t('strays.hints')}</h2>
      <ul className={style.choices}>
        {stray.hints.map((hint) => (
          <li key={`${hint.why} ${hint.channelOrderId} ${hint.lineId ?? ''} ${hint.returnId ?? ''}`} className={style.proposal}>
            <span>
              <strong>{hint.title ?? hint.channelOrderId}</strong>
              <small>
                {t(`strays.why.${hint.why}`)} · {channelName(hint.channel)} <span className="code">{hint.channelOrderId}</span> ·{' '}
                {hint.buyer.name}
                {hint.rma && (
                  <>
                    {' '}
                    · <span className="code">{hint.rma}</span> {word('status', hint.status ?? '')}
                  </>
                )}
              </small>
            </span>
            <Button
              loading={end.isPending}
              onClick={() =>
                end.mutate(() =>
                  benchApi.match(
                    stray.id,
                    hint.returnId && hint.status !== 'closed'
                      ? { returnId: hint.returnId }
                      : { channel: hint.channel, channelOrderId: hint.channelOrderId, lineId: hint.lineId ?? '1', reason: 'other' },
                  ),
                )
              }
            >
              {t(hint.returnId && hint.status !== 'closed' ? 'strays.isIt' : 'strays.openReturn')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What nobody proposes: found out on the telephone, or from the papers in the box. */
function ByHand({ stray }: { readonly stray: Stray }) {
  const { t, word } = useWords();
  const connections = useConnections().data?.items ?? [];
  const end = useEnd(stray);
  const [channel, setChannel] = useState<string | null>(null);
  const [order, setOrder] = useState('');
  const [line, setLine] = useState('1');
  const [reason, setReason] = useState<string>('other');
  const slug = channel ?? connections[0]?.slug ?? '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    end.mutate(async () => {
      const found = await benchApi.find(order.trim());
      const [ret] = found.returns;
      return benchApi.match(
        stray.id,
        found.kind === 'return' && ret
          ? { returnId: ret.id }
          : { channel: slug, channelOrderId: order.trim(), lineId: line.trim(), reason },
      );
    });
  };
  return (
    <form className={style.panel} onSubmit={send}>
      <h2>{t('strays.byHand')}</h2>
      <p className={style.small}>{t('strays.byHandMore')}</p>
      <div className={style.fields}>
        <TextInput label={t('strays.orderOrRma')} required value={order} onChange={(event) => setOrder(event.currentTarget.value)} />
        <Select
          label={t('case.channel')}
          allowDeselect={false}
          value={slug}
          onChange={setChannel}
          data={connections.map((one) => ({ value: one.slug, label: one.name }))}
        />
        <TextInput label={t('strays.line')} required value={line} onChange={(event) => setLine(event.currentTarget.value)} />
        <Select
          label={t('strays.reason')}
          allowDeselect={false}
          value={reason}
          onChange={(value) => value && setReason(value)}
          data={REASONS.map((value) => ({ value, label: word('reason', value) }))}
        />
      </div>
      <div className={style.buttons}>
        <Button type="submit" loading={end.isPending} disabled={order.trim() === ''}>
          {t('strays.match')}
        </Button>
      </div>
    </form>
  );
}

function PutAside({ stray }: { readonly stray: Stray }) {
  const { t } = useWords();
  const end = useEnd(stray);
  const [place, setPlace] = useState(stray.place ?? '');
  const [why, setWhy] = useState('');
  const [number, setNumber] = useState('');
  return (
    <div className={style.two}>
      <form
        className={style.panel}
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate(() => benchApi.quarantine(stray.id, place.trim()));
        }}
      >
        <h2>{t('strays.quarantine')}</h2>
        <TextInput
          label={t('strays.place')}
          placeholder="Q2"
          required
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <div className={style.buttons}>
          <Button type="submit" loading={end.isPending} disabled={place.trim() === ''}>
            {t('strays.putAside')}
          </Button>
        </div>
      </form>
      <form
        className={style.panel}
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate(() => benchApi.sendBack(stray.id, { says: why.trim(), ...(number.trim() && { trackingNumber: number.trim() }) }));
        }}
      >
        <h2>{t('strays.sendBack')}</h2>
        <Textarea
          label={t('strays.because')}
          required
          autosize
          minRows={1}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <TextInput label={t('strays.backNumber')} value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
        <div className={style.buttons}>
          <Button type="submit" loading={end.isPending} disabled={why.trim() === ''}>
            {t('strays.goesBack')}
          </Button>
        </div>
      </form>
    </div>
  );
}

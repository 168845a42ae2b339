import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconMail, IconMessage, IconNote, IconPackage, IconPoint } from '@tabler/icons-react';
import { Fragment, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { FullReturn, Message, ReturnEvent } from '../api.ts';
import { useEvents } from '../data.ts';
import { Trouble } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { TakeBack } from '../thread/TakeBack.tsx';
import type { Composing } from '../thread/drafts.ts';
import { Files } from '../thread/Files.tsx';
import thread from '../thread/thread.module.css';
import { useWords } from '../words.ts';
import style from './case.module.css';
import { Composer } from './Composer.tsx';

const FILTERS = ['all', 'talk', 'notes', 'history'] as const;
type Filter = (typeof FILTERS)[number];

type Notice = FullReturn['notices'][number];
type Entry =
  | { readonly kind: 'message'; readonly at: string; readonly message: Message }
  | { readonly kind: 'event'; readonly at: string; readonly event: ReturnEvent }
  | { readonly kind: 'told'; readonly at: string; readonly notice: Notice }
  | { readonly kind: 'tracking'; readonly at: string; readonly code: string; readonly place: string | undefined };

/** What was said is shown as said; the events that only record it would say it twice. */
const repeats = (type: string): boolean => /^(message|note|tracked)/.test(type);

function entriesOf(ret: FullReturn, events: readonly ReturnEvent[], filter: Filter): Entry[] {
  const messages = ret.messages.filter((m) =>
    filter === 'talk' ? m.direction !== 'note' : filter === 'notes' ? m.direction === 'note' : filter === 'all',
  );
  const history = filter === 'all' || filter === 'history';
  const entries: Entry[] = [
    ...messages.map((message): Entry => ({ kind: 'message', at: message.at, message })),
    ...(history ? events.filter((event) => !repeats(event.type)).map((event): Entry => ({ kind: 'event', at: event.at, event })) : []),
    ...(history ? ret.notices.map((notice): Entry => ({ kind: 'told', at: notice.at, notice })) : []),
    ...(history ? (ret.tracking ?? []).map(({ at, code, place }): Entry => ({ kind: 'tracking', at, code, place })) : []),
  ];
  // What happened stands before what was said about it.
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(isSaid(a)) - Number(isSaid(b)));
}

const isSaid = ({ kind }: Entry): boolean => kind === 'message' || kind === 'told';

/** Middle: conversation, evidence and timeline in one feed, the newest at the foot beside the pen. */
export function Feed({
  ret,
  composing,
  compose,
  field,
}: {
  readonly ret: FullReturn;
  readonly composing: Composing;
  readonly compose: (kind: Composing) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}) {
  const { t } = useWords();
  const say = useSay();
  const events = useEvents(ret.id);
  const [filter, setFilter] = useState<Filter>('all');
  const entries = entriesOf(ret, events.data?.items ?? [], filter);
  const scroll = useRef<HTMLDivElement>(null);
  const count = entries.length;
  // The newest is at the foot: go there when something was added.
  useEffect(() => {
    if (count > 0) scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
  }, [count]);
  // The pen grows and shrinks below it: who stood at the foot stays there.
  const atFoot = useRef(true);
  useEffect(() => {
    const feed = scroll.current;
    if (!feed) return;
    const keep = new ResizeObserver(() => {
      if (atFoot.current) feed.scrollTo({ top: feed.scrollHeight });
    });
    keep.observe(feed);
    return () => keep.disconnect();
  }, []);

  return (
    <section className={style.feed} aria-label={t('case.pane.feed')}>
      <SegmentedControl
        className={style.filters}
        size="xs"
        value={filter}
        onChange={(value) => setFilter(value as Filter)}
        aria-label={t('feed.filter')}
        data={FILTERS.map((value) => ({ value, label: t(`feed.${value}`) }))}
      />
      <div
        ref={scroll}
        className={style.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('feed.label')}
        onScroll={({ currentTarget: feed }) => {
          atFoot.current = feed.scrollHeight - feed.scrollTop - feed.clientHeight < 40;
        }}
      >
        {events.isError && !events.data && <Trouble error={events.error} again={() => void events.refetch()} />}
        {entries.length === 0 && !events.isPending && <p className={style.nothing}>{t(`feed.none.${filter}`)}</p>}
        <ol className={style.entries}>
          {entries.map((entry, i) => {
            const day = say.dayName(entry.at);
            const before = entries[i - 1];
            return (
              <Fragment key={keyOf(entry)}>
                {(!before || say.dayName(before.at) !== day) && (
                  <li className={style.dayLine}>
                    <span>{day}</span>
                  </li>
                )}
                <li>
                  <One entry={entry} ret={ret} />
                </li>
              </Fragment>
            );
          })}
        </ol>
      </div>
      <Composer ret={ret} composing={composing} compose={compose} field={field} />
    </section>
  );
}

const keyOf = (entry: Entry): string =>
  entry.kind === 'message'
    ? entry.message.id
    : entry.kind === 'told'
      ? entry.notice.id
      : entry.kind === 'event'
        ? `e${entry.event.seq}`
        : `t${entry.at}${entry.code}`;

function One({ entry, ret }: { readonly entry: Entry; readonly ret: FullReturn }) {
  const { word, t } = useWords();
  const channelName = useChannelName();
  if (entry.kind === 'message') return <Said message={entry.message} returnId={ret.id} />;
  if (entry.kind === 'told') {
    const { kind, because, state } = entry.notice;
    return (
      <Line at={entry.at} sign={<IconMail size={14} stroke={1.8} />}>
        {t('letters.feed', { name: t(`letterKind.${kind}`) })}
        {state !== 'sent' && <> · {t(`feed.state.${state}`)}</>}
        {because && <span className={style.by}> {t('letters.feedWhy', { channel: channelName(ret.order.channel) })}</span>}
      </Line>
    );
  }
  if (entry.kind === 'tracking') {
    return (
      <Line at={entry.at} sign={<IconPackage size={14} stroke={1.8} />}>
        {word('tracking', entry.code)}
        {entry.place && <> · {entry.place}</>}
      </Line>
    );
  }
  const { by, says } = entry.event;
  return (
    <Line at={entry.at} sign={<IconPoint size={16} stroke={2} />}>
      {says} <span className={style.by}>{by.kind === 'staff' || by.kind === 'api' ? by.name : t(`by.${by.kind}`)}</span>
    </Line>
  );
}

function Line({ at, sign, children }: { readonly at: string; readonly sign: ReactNode; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <div className={style.event}>
      <span className={style.eventSign} aria-hidden>
        {sign}
      </span>
      <p>{children}</p>
      <time dateTime={at} title={say.full(at)} className="figures">
        {say.time(at)}
      </time>
    </div>
  );
}

function Said({ message, returnId }: { readonly message: Message; readonly returnId: string }) {
  const { t, word } = useWords();
  const say = useSay();
  const { direction, state } = message;
  return (
    <div className={style.said} data-direction={direction}>
      <p className={style.saidHead}>
        {direction === 'note' ? <IconNote size={14} stroke={1.8} aria-hidden /> : <IconMessage size={14} stroke={1.8} aria-hidden />}
        <strong>{message.author}</strong>
        <span>
          {direction === 'note' ? t('feed.note') : word('mediums', message.via)}
          {message.mirrored && <> · {t('thread.mirrored')}</>}
        </span>
        <time dateTime={message.at} title={say.full(message.at)} className="figures">
          {say.time(message.at)}
        </time>
      </p>
      <p className={style.body} lang={message.language}>
        {message.body}
      </p>
      {message.files && <Files files={message.files} />}
      {message.despite && <p className={thread.despite}>{t('thread.sentDespite', { because: message.despite })}</p>}
      {direction === 'out' && message.undoUntil && <TakeBack returnId={returnId} message={message} />}
      {direction === 'out' && state && !message.undoUntil && (
        <p className={style.sent} data-state={state}>
          {state === 'sent' ? (
            <IconCheck size={13} aria-hidden />
          ) : state === 'failed' ? (
            <IconAlertTriangle size={13} aria-hidden />
          ) : (
            <IconClock size={13} aria-hidden />
          )}
          {t(`feed.state.${state}`)}
        </p>
      )}
    </div>
  );
}

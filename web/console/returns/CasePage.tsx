import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FullReturn } from '../api.ts';
import { useReturn, useReturns } from '../data.ts';
import { useKeys } from '../keys.ts';
import { StatusBadge } from '../parts/Badge.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { type DeskView, paths } from '../paths.ts';
import type { Composing } from '../thread/drafts.ts';
import { useWords } from '../words.ts';
import { ActDialog, type Asking } from './ActDialog.tsx';
import style from './case.module.css';
import { Device } from './Device.tsx';
import { Feed } from './Feed.tsx';
import { WhatNext } from './WhatNext.tsx';

type Pane = 'next' | 'feed' | 'device';

/** One return: the device and its order, what was said and done, and what comes next. */
export function CasePage() {
  const { id } = useParams({ from: '/returns/$id' });
  const view = useSearch({ from: '/returns/$id' });
  const one = useReturn(id);
  const { t } = useWords();

  if (one.isPending)
    return (
      <div className={style.loading}>
        <Waiting rows={5} height={90} />
      </div>
    );
  if (one.isError && !one.data) return <Trouble error={one.error} again={() => void one.refetch()} />;
  return (
    <article aria-label={t('case.label', { rma: one.data.rma })} className={style.case}>
      <Case key={id} ret={one.data} view={view} />
    </article>
  );
}

function Case({ ret, view }: { readonly ret: FullReturn; readonly view: DeskView }) {
  const { t } = useWords();
  const router = useRouter();
  const [pane, setPane] = useState<Pane>('next');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [composing, setComposing] = useState<Composing>('message');
  const field = useRef<HTMLTextAreaElement>(null);
  const walk = useWalk(ret.id, view);

  const write = (kind: Composing) => {
    // On a phone the pen stands in another pane: it has to be there before it can take the focus.
    flushSync(() => {
      setPane('feed');
      setComposing(kind);
    });
    field.current?.focus();
  };
  const ask = (verb: Asking['verb']) => () => {
    if (ret.commands[verb]?.allowed) setAsking({ verb });
  };
  const go = (id: string | undefined) => () => {
    if (id) router.history.push(paths.case(id, view));
  };
  useKeys({
    j: go(walk.next),
    k: go(walk.previous),
    Escape: () => router.history.push(paths.desk(view)),
    a: ask('approval'),
    r: () => write('message'),
    x: ask('rejection'),
    i: ask('information-request'),
    s: () => ret.commands['resolution']?.allowed && router.history.push(paths.resolution(ret.id, view)),
    h: ask(ret.hold ? 'release' : 'hold'),
    m: () => write('message'),
    n: () => write('note'),
  });
  useEffect(() => {
    // On a phone the page itself scrolls: the newest is at its foot.
    if (pane === 'feed') window.scrollTo({ top: document.documentElement.scrollHeight });
  }, [pane]);
  useTitle(`${ret.rma} · ${ret.buyer.name}`);

  return (
    <>
      <Head ret={ret} view={view} walk={walk} />
      <SegmentedControl
        className={style.panes}
        fullWidth
        value={pane}
        onChange={(value) => setPane(value as Pane)}
        aria-label={t('case.panes')}
        data={(['next', 'feed', 'device'] as const).map((value) => ({ value, label: t(`case.pane.${value}`) }))}
      />
      <div className={style.columns} data-pane={pane}>
        <Device ret={ret} />
        <Feed ret={ret} composing={composing} compose={setComposing} field={field} />
        <WhatNext ret={ret} view={view} ask={setAsking} write={write} />
      </div>
      {asking && <ActDialog ret={ret} asking={asking} close={() => setAsking(null)} />}
    </>
  );
}

function Head({ ret, view, walk }: { readonly ret: FullReturn; readonly view: DeskView; readonly walk: Walk }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  return (
    <header className={style.head}>
      <To href={paths.desk(view)} className={style.back} aria-label={t('case.back')}>
        <IconArrowLeft size={19} stroke={1.7} />
      </To>
      <h1>
        <span className="code">{ret.rma}</span>
      </h1>
      <StatusBadge status={ret.status} />
      <p className={style.whose}>
        <strong>{ret.buyer.name}</strong>
        <span>
          {channelName(ret.order.channel)} · <span className="code">{ret.order.channelOrderId}</span> · {say.country(ret.order.country)}
        </span>
      </p>
      <nav className={style.walk} aria-label={t('case.walk')}>
        {walk.total > 0 && <span className="figures">{t('case.position', { at: walk.at, total: walk.total })}</span>}
        <Step
          href={walk.previous && paths.case(walk.previous, view)}
          label={t('case.previous')}
          sign={<IconChevronUp size={19} stroke={1.7} />}
        />
        <Step href={walk.next && paths.case(walk.next, view)} label={t('case.next')} sign={<IconChevronDown size={19} stroke={1.7} />} />
      </nav>
    </header>
  );
}

function Step({ href, label, sign }: { readonly href: string | undefined; readonly label: string; readonly sign: React.ReactNode }) {
  const router = useRouter();
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={!href} onClick={() => href && router.history.push(href)}>
        {sign}
      </ActionIcon>
    </Tooltip>
  );
}

type Walk = { readonly previous: string | undefined; readonly next: string | undefined; readonly at: number; readonly total: number };

/** The list as it stood when the walk began: a case that leaves its tab does not take its neighbours with it. */
let begun: { readonly view: string; readonly ids: readonly string[] } = { view: '', ids: [] };

function useWalk(id: string, view: DeskView): Walk {
  const list = useReturns(view);
  const key = JSON.stringify(view);
  const now = list.data?.pages.flatMap((page) => page.items.map((one) => one.id)) ?? [];
  if (now.includes(id) || begun.view !== key) begun = { view: key, ids: now };
  const at = begun.ids.indexOf(id);
  return at < 0
    ? { previous: undefined, next: undefined, at: 0, total: 0 }
    : { previous: begun.ids[at - 1], next: begun.ids[at + 1], at: at + 1, total: begun.ids.length };
}

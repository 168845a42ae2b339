import { Button, Checkbox, Select } from '@mantine/core';
import { IconArrowBackUp, IconChevronDown, IconChevronRight, IconHeartHandshake, IconSend, IconSettings } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { CAUSES } from '../../../src/core/aftercare/lateness.ts';
import { refusalOf } from '../api.ts';
import { useSandboxClock, useSession } from '../data.ts';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { stepRows } from '../parts/rows.ts';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { AfterCare } from './AfterCare.tsx';
import style from './aftercare.module.css';
import { type Cause, type GestureCase, gesturesApi, lookAtGestures, type OfferIn, type Tab } from './api.ts';
import { Editor } from './Editor.tsx';
import { Meter, useBudget } from './Meter.tsx';
import { useGestureWords } from './words.ts';

const TABS: readonly Tab[] = ['waiting', 'promised', 'sent', 'not_needed', 'closed'];
/** Until when what was sent can be taken back, and whose it is. */
type Sent = { readonly id: string; readonly until: string; readonly buyer: string };

/** What went wrong and wants making good, worst first; each goes with one click. */
export function ToMakeGood() {
  const { t, word } = useWords();
  const say = useSay();
  const router = useRouter();
  const view = useSearch({ from: '/aftercare' });
  const tab = TABS.find((one) => one === view.state) ?? 'waiting';
  const cause = CAUSES.find((one) => one === view.cause) as Cause | undefined;
  const roles = useSession().data?.roles ?? [];
  const maySend = roles.some((role) => role === 'customer_service' || role === 'manager' || role === 'administrator');
  const rows = useRef<HTMLUListElement>(null);
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const budget = useBudget();
  const list = useInfiniteQuery({
    queryKey: ['gestures', tab, cause ?? ''],
    queryFn: ({ pageParam, signal }) =>
      gesturesApi.list({ state: tab, cause: tab === 'waiting' ? cause : undefined, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 2 ? 20_000 : false),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = list.data?.pages[0]?.counts;
  const narrowed = tab === 'waiting' && cause !== undefined;
  const go = (next: { readonly state?: string | undefined; readonly cause?: string | undefined; readonly case?: string | undefined }) =>
    router.history.push(paths.afterCare(next));
  const open = (id: string | undefined) => go({ state: view.state, cause: view.cause, case: id });

  const send = useMutation({
    mutationFn: async ({ one, offer }: { readonly one: GestureCase; readonly offer: OfferIn }) => ({
      one,
      answer: await gesturesApi.send(one.id, offer),
    }),
    onSuccess: ({ one, answer }) => {
      setChosen((before) => new Set([...before].filter((id) => id !== one.id)));
      if (answer.undoUntil) setSent((before) => [...before, { id: one.id, until: answer.undoUntil!, buyer: one.buyer }]);
      if (view.case === one.id) open(undefined);
      void lookAtGestures();
    },
    onError: (error, { one }) => {
      setRefused((before) => ({ ...before, [one.id]: refusalOf(error) }));
      tellFailure(t)(error);
      void lookAtGestures();
    },
  });
  const dismiss = useMutation({
    mutationFn: ({ id, because }: { readonly id: string; readonly because: string }) => gesturesApi.dismiss(id, because),
    onSuccess: () => void lookAtGestures(),
    onError: tellFailure(t),
  });
  /** One after the other, the worst first: where the budget ends, the rest stays. */
  const all = useMutation({
    mutationFn: async (many: readonly GestureCase[]) => {
      for (const one of many) await send.mutateAsync({ one, offer: {} });
    },
    onSuccess: () => tell({ color: 'good', message: t('aftercare.sentMany') }),
  });

  const focused = (): GestureCase | undefined => {
    const id = document.activeElement?.closest('[data-case]')?.getAttribute('data-case');
    return items.find((one) => one.id === id);
  };
  const onFocused = (act: (one: GestureCase) => void) => () => {
    const one = focused();
    if (one) act(one);
  };
  const toggle = (id: string) =>
    setChosen((before) => (before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id])));
  useKeys({
    j: () => stepRows(rows.current, 1),
    k: () => stepRows(rows.current, -1),
    s: onFocused((one) => maySend && one.state === 'waiting' && send.mutate({ one, offer: {} })),
    e: onFocused((one) => open(view.case === one.id ? undefined : one.id)),
    x: onFocused((one) => one.state === 'waiting' && toggle(one.id)),
    Escape: () => (view.case ? open(undefined) : setChosen(new Set())),
    ...Object.fromEntries(TABS.map((one, at) => [String(at + 1), () => go({ state: one === 'waiting' ? undefined : one })])),
  });

  const many = items.filter(({ id }) => chosen.has(id));
  const value = many.reduce((total, { proposal }) => total + (proposal.gesture.amount ? Number(proposal.gesture.amount) : 0), 0);
  return (
    <AfterCare
      tab="make_good"
      action={
        <>
          {maySend && (
            <Button
              component="a"
              href={paths.offerGesture()}
              leftSection={<IconHeartHandshake size={16} stroke={1.7} />}
              onClick={goTo(router, paths.offerGesture())}
            >
              {t('aftercare.byHand')}
            </Button>
          )}
          <Button
            component="a"
            href={paths.gestureSettings()}
            variant="subtle"
            leftSection={<IconSettings size={16} stroke={1.7} />}
            onClick={goTo(router, paths.gestureSettings())}
          >
            {t('aftercare.rules')}
          </Button>
        </>
      }
    >
      {budget.data && <Meter budget={budget.data} />}
      <div className={style.filters}>
        <nav aria-label={t('aftercare.states')} className={style.states}>
          {TABS.map((one) => (
            <To
              key={one}
              href={paths.afterCare({ state: one === 'waiting' ? undefined : one })}
              className={style.tab}
              aria-current={one === tab ? 'page' : undefined}
            >
              {t(`aftercare.state.${one}`)}
              {one === 'waiting' && counts && <span className="figures">{counts.waiting}</span>}
              {one === 'promised' && counts && counts.promised > 0 && (
                <span className="figures" data-late={counts.overdue > 0 || undefined}>
                  {counts.promised}
                </span>
              )}
            </To>
          ))}
        </nav>
        {tab === 'waiting' && (
          <Select
            className={style.cause!}
            aria-label={t('aftercare.cause')}
            placeholder={t('aftercare.anyCause')}
            clearable
            value={cause ?? null}
            onChange={(one) => go({ cause: one ?? undefined })}
            data={CAUSES.map((one) => ({ value: one, label: word('gestureCause', one) }))}
          />
        )}
      </div>
      {tab !== 'sent' &&
        sent.map((one) => <TakeBack key={one.id} sent={one} over={() => setSent((before) => before.filter(({ id }) => id !== one.id))} />)}
      {list.isPending ? (
        <Waiting rows={5} height={84} />
      ) : list.isError && items.length === 0 ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing
          icon={<IconHeartHandshake size={28} stroke={1.5} />}
          title={t(narrowed ? 'aftercare.emptyCause' : `aftercare.empty.${tab}`)}
        >
          {narrowed ? (
            <Button onClick={() => go({})}>{t('aftercare.everyCause')}</Button>
          ) : (
            <p>{t(`aftercare.emptyMore.${tab === 'waiting' ? 'waiting' : 'other'}`)}</p>
          )}
        </Nothing>
      ) : (
        <section className={style.queue} aria-label={t(`aftercare.state.${tab}`)}>
          <ul ref={rows}>
            {items.map((one) => (
              <Row
                key={one.id}
                one={one}
                tab={tab}
                isOpen={view.case === one.id}
                chosen={chosen.has(one.id)}
                maySend={maySend}
                busy={send.isPending && send.variables?.one.id === one.id}
                refused={refused[one.id] ?? null}
                open={() => open(view.case === one.id ? undefined : one.id)}
                href={paths.afterCare({ state: view.state, cause: view.cause, case: view.case === one.id ? undefined : one.id })}
                choose={() => toggle(one.id)}
                send={(offer) => send.mutate({ one, offer })}
                dismiss={(because) => dismiss.mutate({ id: one.id, because })}
              />
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              variant="subtle"
              fullWidth
              loading={list.isFetchingNextPage}
              rightSection={<IconChevronRight size={15} />}
              onClick={() => void list.fetchNextPage()}
            >
              {t('desk.more')}
            </Button>
          )}
        </section>
      )}
      {many.length > 0 && (
        <div className={style.bulk} role="region" aria-label={t('aftercare.chosen', { count: many.length })}>
          <p>
            <strong>{t('aftercare.chosen', { count: many.length })}</strong>
            {budget.data && (
              <span className="figures" data-over={value > Number(budget.data.left) || undefined}>
                {t('aftercare.takes', {
                  amount: say.amount(value.toFixed(2), budget.data.currency),
                  left: say.amount(budget.data.left, budget.data.currency),
                })}
              </span>
            )}
          </p>
          <Button onClick={() => setChosen(new Set())}>{t('aftercare.clear')}</Button>
          <Button
            variant="filled"
            loading={all.isPending}
            leftSection={<IconSend size={16} stroke={1.8} />}
            onClick={() => all.mutate(many)}
          >
            {t('aftercare.sendAll')}
          </Button>
        </div>
      )}
    </AfterCare>
  );
}

const goTo = (router: ReturnType<typeof useRouter>, href: string) => (event: { preventDefault(): void }) => {
  event.preventDefault();
  router.history.push(href);
};

type RowProps = {
  readonly one: GestureCase;
  readonly tab: Tab;
  readonly isOpen: boolean;
  readonly chosen: boolean;
  readonly maySend: boolean;
  readonly busy: boolean;
  readonly refused: string | null;
  readonly open: () => void;
  /** Where its letter is shown, or hidden again. */
  readonly href: string;
  readonly choose: () => void;
  readonly send: (offer: OfferIn) => void;
  readonly dismiss: (because: string) => void;
};

function Row({ one, tab, isOpen, chosen, maySend, busy, refused, open, href, choose, send, dismiss }: RowProps) {
  const { t, word } = useWords();
  const say = useSay();
  const { gesture, blocked } = useGestureWords();
  const waits = one.state === 'waiting';
  const shown = one.sent?.gesture ?? one.proposal.gesture;
  const held = one.proposal.lastGestureAt !== null && shown.kind === 'nothing' ? 'had_one' : undefined;
  const passed = shown.kind === 'nothing' && !held ? one.proposal.passed[0]?.because : undefined;
  return (
    <li data-case={one.id} data-open={isOpen || undefined}>
      <div className={style.row}>
        {waits && maySend ? (
          <Checkbox className={style.check!} checked={chosen} onChange={choose} aria-label={t('aftercare.choose', { buyer: one.buyer })} />
        ) : (
          <span />
        )}
        <To href={href} className={style.what} aria-expanded={isOpen} data-row>
          <span className={style.cause1}>
            <strong>{word('gestureCause', one.cause)}</strong>
            {one.daysLate > 0 && <span className={style.days}>{t('aftercare.daysLate', { count: one.daysLate })}</span>}
            {waits && !one.cameAt && ONGOING.has(one.cause) && <Badge tone="warn">{t('aftercare.stillWaiting')}</Badge>}
            {one.trouble && <Badge tone="danger">{t('aftercare.trouble')}</Badge>}
          </span>
          <span className={style.who}>
            {one.buyer} · {one.item}
          </span>
          <span className={style.number}>
            <span className="code">{one.rma ?? one.channelOrderId}</span> · {say.languageName(one.proposal.letter.language)}
          </span>
        </To>
        <span className={style.given} data-kind={shown.kind}>
          <strong>{gesture(shown)}</strong>
          {held && <span>{blocked(held, one)}</span>}
          {passed && <span>{blocked(passed, one)}</span>}
          {one.sent && <span>{t('aftercare.sentBy', { name: one.sent.by, at: say.stamp(one.sent.at) })}</span>}
          {(one.state === 'closed' || one.state === 'not_needed') && one.because && (
            <span>{one.state === 'closed' ? word('gestureClosed', one.because) : one.because}</span>
          )}
        </span>
        <span className={style.act}>
          {tab === 'promised' ? (
            <Due at={one.againAt} />
          ) : waits && maySend ? (
            <Button variant="filled" loading={busy} onClick={() => send({})} leftSection={<IconSend size={15} stroke={1.8} />}>
              {t('aftercare.send')}
            </Button>
          ) : null}
          <button
            type="button"
            className={style.chevron}
            onClick={open}
            aria-label={t(isOpen ? 'aftercare.close' : 'aftercare.open')}
            tabIndex={-1}
          >
            <IconChevronDown size={18} stroke={1.7} />
          </button>
        </span>
      </div>
      {maySend && one.sent?.undoUntil && !one.sent.left && tab === 'sent' && (
        <TakeBack sent={{ id: one.id, until: one.sent.undoUntil, buyer: one.buyer }} over={() => void lookAtGestures()} />
      )}
      {isOpen && (
        <div className={style.detail}>
          <p className={style.facts}>
            {one.returnId ? (
              <To href={paths.case(one.returnId)}>{t('aftercare.toReturn')}</To>
            ) : (
              <To href={paths.outboundOrder(one.orderId)}>{t('aftercare.toOrder')}</To>
            )}
            <span>{t('aftercare.since', { at: say.stamp(one.since) })}</span>
            {one.cameAt && <span>{t('aftercare.cameAt', { at: say.stamp(one.cameAt) })}</span>}
            {waits && one.newDate && <span>{t(`aftercare.newDate.${one.newDate.source}`, { date: say.day(one.newDate.at) })}</span>}
            {waits && one.againAt && <span>{t('aftercare.weWriteAgain', { date: say.day(one.againAt) })}</span>}
            <span className="figures">{t('aftercare.paid', { amount: say.amount(one.paid, one.currency) })}</span>
          </p>
          {one.trouble && <p className={style.warn}>{one.trouble}</p>}
          {waits && maySend ? (
            <Editor key={one.proposal.letter.body} one={one} busy={busy} refused={refused} send={send} dismiss={dismiss} />
          ) : (
            <>
              <blockquote lang={(one.sent?.letter ?? one.proposal.letter).language}>
                {(one.sent?.letter ?? one.proposal.letter).body}
              </blockquote>
              {maySend && <Afterwards one={one} />}
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** Causes of which the buyer still waits for the end, as long as nothing came. */
const ONGOING: ReadonlySet<string> = new Set([
  'shipped_late',
  'delivered_late',
  'parcel_still',
  'refunded_late',
  'resolved_late',
  'answered_late',
]);

/** What can still be done with a case that ended: write again as promised, or take the "not needed" back. */
function Afterwards({ one }: { readonly one: GestureCase }) {
  const { t } = useWords();
  const router = useRouter();
  const act = useMutation({
    mutationFn: () => (one.state === 'not_needed' ? gesturesApi.reopen(one.id) : gesturesApi.kept(one.id)),
    onSuccess: () => void lookAtGestures(),
    onError: tellFailure(t),
  });
  if (one.state === 'not_needed')
    return (
      <div className={style.editorActions}>
        <Button loading={act.isPending} onClick={() => act.mutate()}>
          {t('aftercare.needed')}
        </Button>
      </div>
    );
  if (one.state !== 'sent' || one.againAt === null) return null;
  const about = one.returnId ? { return: one.returnId } : { order: `${one.channel}/${one.channelOrderId}` };
  return (
    <div className={style.editorActions}>
      <Button variant="filled" onClick={() => router.history.push(paths.offerGesture(about))}>
        {t('aftercare.writeAgain')}
      </Button>
      <Button loading={act.isPending} onClick={() => act.mutate()}>
        {t('aftercare.promiseKept')}
      </Button>
    </div>
  );
}

/** What has just been sent has not left: seconds, and the way back. */
function TakeBack({ sent, over }: { readonly sent: Sent; readonly over: () => void }) {
  const { t } = useWords();
  const offset = useSandboxClock().data?.offset ?? 0;
  const leftOf = () => Math.max(0, Math.ceil((Date.parse(sent.until) - Date.now() - offset) / 1000));
  const [left, setLeft] = useState(leftOf);
  useEffect(() => {
    if (leftOf() <= 0) return;
    const timer = setInterval(() => {
      const now = leftOf();
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      over();
      void lookAtGestures();
    }, 250);
    return () => clearInterval(timer);
  }, [sent.until, offset]);
  const back = useMutation({
    mutationFn: () => gesturesApi.takeBack(sent.id),
    onSuccess: () => {
      over();
      void lookAtGestures();
    },
    onError: tellFailure(t),
  });
  if (left <= 0) return null;
  return (
    <p className={style.takeBack} role="status">
      <span>{t('aftercare.leavesIn', { buyer: sent.buyer, count: left })}</span>
      <Button size="compact-md" leftSection={<IconArrowBackUp size={16} />} loading={back.isPending} onClick={() => back.mutate()}>
        {t('aftercare.takeBack')}
      </Button>
    </p>
  );
}

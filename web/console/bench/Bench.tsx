import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconBarcode, IconBox, IconPackages, IconShoppingBag, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { readRma } from '../../../src/core/ids.ts';
import { readCode } from '../../../src/core/inspection/code.ts';
import { useKeys } from '../keys.ts';
import { Due } from '../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { BURST_MS } from '../scan.ts';
import { useWords } from '../words.ts';
import { benchApi, type BenchReturn, type Found as FoundCode, isAway } from './api.ts';
import style from './bench.module.css';
import { findHere } from './outbox.ts';
import { Parcel } from './Parcel.tsx';
import { soundOn, switchSound } from './sound.ts';
import { type Stage, StageContext, useStage } from './stage.ts';
import { inspectedToday } from './tally.ts';
import { Unannounced } from './Unannounced.tsx';
import { useOffline } from './useBench.ts';
import { WaitingToBeSent } from './Waiting.tsx';

/** A thumb's keyboard would cover the page: there the field waits to be touched. */
const handsFree = () => window.matchMedia('(pointer: fine)').matches;

/** Receiving and inspecting, with a scanner and the keyboard alone: one field that is always ready. */
export function Bench() {
  const { t } = useWords();
  useTitle(t('bench.title'));
  useOffline();
  const router = useRouter();
  const { code } = useSearch({ from: '/bench' });
  const stage = useRef<Stage>({});
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [tally, setTally] = useState(inspectedToday);
  const ready = () => {
    if (handsFree()) field.current?.focus();
  };
  const next = () => {
    router.history.push(paths.bench());
    ready();
  };
  useKeys({ Escape: next });
  useEffect(() => {
    if (handsFree()) field.current?.focus();
  }, [code]);

  const change = (text: string) => {
    setTyped(text);
    if (!/^[1-9]$/.test(text) || !stage.current.digit) return;
    // One digit and then a pause is a hand that answers; a scanner's first digit is followed at once.
    setTimeout(() => {
      if (field.current?.value !== text) return;
      setTyped('');
      stage.current.digit?.(Number(text));
    }, BURST_MS + 25);
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      if (typed) setTyped('');
      else next();
    }
    if (event.key === 'Backspace' && typed === '') stage.current.back?.();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const text = typed.trim();
    setTyped('');
    if (text === '') stage.current.confirm?.();
    else if (readRma(text) !== null || !stage.current.enter?.(text)) router.history.push(paths.bench(text));
  };

  return (
    <StageContext value={stage}>
      {/* A click beside everything gives the field its focus back; whoever works by keyboard never loses it. */}
      <div className={style.page} onPointerUp={(event) => (event.target === event.currentTarget ? ready() : undefined)}>
        <header className={style.top}>
          <h1>{t('bench.title')}</h1>
          <p className="figures">{t('bench.tally', { count: tally })}</p>
          <To href={paths.strays()} className={style.topLink} aria-label={t('strays.title')}>
            <IconBox size={17} stroke={1.7} aria-hidden />
            <span>{t('strays.title')}</span>
          </To>
          <Sound />
        </header>
        <div className={style.scan} data-busy={code ? true : undefined}>
          <IconBarcode size={26} stroke={1.5} aria-hidden />
          <input
            ref={field}
            value={typed}
            onChange={(event) => change(event.currentTarget.value)}
            onKeyDown={keyDown}
            placeholder={t(code ? 'bench.scanMore' : 'bench.scan')}
            aria-label={t('bench.scanLabel')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            enterKeyHint="go"
            className="code"
          />
          {code && (
            <Button variant="subtle" onClick={next} rightSection={<kbd>Esc</kbd>}>
              {t('bench.next')}
            </Button>
          )}
        </div>
        <WaitingToBeSent />
        {code ? (
          <Found key={code} code={code} done={() => setTally(inspectedToday())} ready={ready} />
        ) : (
          <Nothing icon={<IconBarcode size={30} stroke={1.5} />} title={t('bench.ready')}>
            <p>{t('bench.readyMore')}</p>
          </Nothing>
        )}
      </div>
    </StageContext>
  );
}

function Sound() {
  const { t } = useWords();
  const [on, setOn] = useState(soundOn);
  const turn = () => {
    switchSound(!on);
    setOn(!on);
  };
  const label = t(on ? 'bench.soundOn' : 'bench.soundOff');
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={t('bench.sound')} aria-pressed={on} onClick={turn}>
        {on ? <IconVolume size={19} stroke={1.6} /> : <IconVolumeOff size={19} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}

type Candidate = {
  readonly id: string;
  readonly rma: string;
  readonly status: string;
  readonly dueAt: string | null;
  readonly items: readonly { readonly title: string }[];
};
type Lookup = Omit<FoundCode, 'returns'> & {
  readonly returns: readonly Candidate[];
  /** Without a network: as of when this bench knows what is under way; null where it has taken nothing along. */
  readonly asOf?: string | null;
};

async function lookUp(code: string): Promise<Lookup> {
  try {
    return await benchApi.find(code);
  } catch (error) {
    if (!isAway(error)) throw error;
  }
  const here = await findHere(code);
  const returns: readonly BenchReturn[] = here?.returns ?? [];
  const kind = returns.length === 0 ? 'unknown' : returns.length === 1 ? 'return' : 'candidates';
  return { kind, returns, matchedBy: null, recognised: [...readCode(code)], orders: [], strays: [], asOf: here?.at ?? null };
}

/** What a code leads to: one return, several to choose from, an order that nobody asked back, or a parcel without a name. */
function Found({ code, done, ready }: { readonly code: string; readonly done: () => void; readonly ready: () => void }) {
  const { t } = useWords();
  const scan = useQuery({
    queryKey: ['scan', code],
    queryFn: () => lookUp(code),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (scan.isPending) return <Waiting rows={2} height={140} />;
  if (scan.isError) return <Trouble error={scan.error} again={() => void scan.refetch()} />;
  const { kind, returns, strays, orders, asOf } = scan.data;
  if (kind === 'return' && returns[0]) return <Parcel id={returns[0].id} done={done} ready={ready} />;
  if (returns.length > 0) return <Candidates returns={returns} />;
  if (strays[0])
    return (
      <Nothing icon={<IconBox size={28} stroke={1.5} />} title={t('strays.waitsAlready')}>
        <p>{strays[0].says}</p>
        <p>
          <To href={paths.strays(strays[0].id)}>{t('strays.open')}</To>
        </p>
      </Nothing>
    );
  if (orders.length > 0) return <SoldNotAskedBack orders={orders} />;
  return <Unannounced code={code} recognised={scan.data.recognised} asOf={asOf} />;
}

function Candidates({ returns }: { readonly returns: readonly Candidate[] }) {
  const { t, word } = useWords();
  const router = useRouter();
  const choose = (one: Candidate | undefined) => {
    if (one) router.history.push(paths.bench(one.rma));
  };
  useStage({ digit: (digit) => choose(returns[digit - 1]) });
  return (
    <section className={style.panel}>
      <h2 className={style.question}>
        <IconPackages size={24} stroke={1.5} aria-hidden /> {t('bench.several', { count: returns.length })}
      </h2>
      <ul className={style.choices}>
        {returns.map((one, i) => (
          <li key={one.id}>
            <button type="button" className={style.choice} onClick={() => choose(one)}>
              {i < 9 && <kbd>{i + 1}</kbd>}
              <span>
                <strong>{one.items[0]?.title}</strong>
                <small>
                  <span className="code">{one.rma}</span> · {word('status', one.status)}
                </small>
              </span>
              <Due at={one.dueAt} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** We sold it, and nobody asked for a return: staff open one, and the bench goes on. */
function SoldNotAskedBack({ orders }: { readonly orders: FoundCode['orders'] }) {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const lines = orders.flatMap((order) => (order.line ? [order.line] : order.lines).map((line) => ({ order, line })));
  const open = useMutation({
    mutationFn: ({ order, line }: (typeof lines)[number]) => benchApi.open(order.channel, order.channelOrderId, line.id),
    onSuccess: (ret) => router.history.push(paths.bench(ret.rma)),
    onError: tellFailure(t),
  });
  const choose = (i: number) => {
    const one = lines[i];
    if (one && !open.isPending) open.mutate(one);
  };
  useStage({ digit: (digit) => choose(digit - 1) });
  return (
    <section className={style.panel}>
      <h2 className={style.question}>
        <IconShoppingBag size={24} stroke={1.5} aria-hidden /> {t('atBench.notAskedBack')}
      </h2>
      <p className={style.more}>{t('atBench.notAskedBackDo')}</p>
      <ul className={style.choices}>
        {lines.map(({ order, line }, i) => (
          <li key={`${order.channelOrderId} ${line.id}`}>
            <button type="button" className={style.choice} disabled={open.isPending} onClick={() => choose(i)}>
              {i < 9 && <kbd>{i + 1}</kbd>}
              <span>
                <strong>{line.title}</strong>
                <small>
                  <span className="code">{order.channelOrderId}</span> · {order.buyer.name} · {say.day(order.placedAt)}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

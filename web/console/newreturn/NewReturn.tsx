import { Button, Checkbox, FileButton, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingStore, IconCamera, IconCircleCheck, IconPhone, IconPrinter, IconReceipt, IconTag } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { COMMANDS } from '../../../src/core/return/commands.ts';
import { api, type FullReturn } from '../api.ts';
import { useKeys } from '../keys.ts';
import { lookAgain, useSession } from '../data.ts';
import { StatusBadge } from '../parts/Badge.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { failureWords, tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type AskedItem, type FoundOrder, openReturn, previewQuery, receive, receiptHref, tagHref } from './api.ts';
import { FindOrder } from './FindOrder.tsx';
import { type Chosen, Items, openOf, piecesOf } from './Items.tsx';
import { MakeOrder } from './MakeOrder.tsx';
import { Verdict } from './Verdict.tsx';
import style from './newreturn.module.css';

const VIAS = ['phone', 'store'] as const;
type Via = (typeof VIAS)[number];

/** Where somebody works seldom changes from one call to the next. */
const viaKey = (userId: string) => `retour.via.${userId}`;

/** A return in under a minute, by the keyboard alone (M13): find, say what is wrong, tell the buyer what follows, done. */
export function NewReturn() {
  const { t } = useWords();
  useTitle(t('shell.newReturn'));
  const session = useSession().data;
  const userId = session?.user.id ?? '';
  const [via, setVia] = useState<Via>(() => (localStorage.getItem(viaKey(userId)) === 'store' ? 'store' : 'phone'));
  const [call, setCall] = useState(0);
  const choose = (value: string) => {
    localStorage.setItem(viaKey(userId), value);
    setVia(value as Via);
  };
  return (
    <div className={style.page}>
      <header className={style.head}>
        <div>
          <h1>{t('newReturn.title')}</h1>
          <p>{t('newReturn.keys')}</p>
        </div>
        <SegmentedControl
          aria-label={t('newReturn.via')}
          value={via}
          onChange={choose}
          data={VIAS.map((value) => ({
            value,
            label: (
              <span className={style.via}>
                {value === 'phone' ? (
                  <IconPhone size={16} stroke={1.8} aria-hidden />
                ) : (
                  <IconBuildingStore size={16} stroke={1.8} aria-hidden />
                )}
                {t(`newReturn.by.${value}`)}
              </span>
            ),
          }))}
        />
      </header>
      {/* The next call begins with nothing of the last one. */}
      <Call key={call} via={via} next={() => setCall(call + 1)} />
    </div>
  );
}

/** Where most buyers of a house live that speaks so. */
const HOMES: Readonly<Record<string, string>> = { fr: 'FR', de: 'DE', es: 'ES', it: 'IT', en: 'IE' };

function Call({ via, next }: { readonly via: Via; readonly next: () => void }) {
  const session = useSession().data;
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<FoundOrder | null>(null);
  const [byHand, setByHand] = useState<string | null>(null);
  const [done, setDone] = useState<FullReturn | null>(null);
  const take = useCallback((one: FoundOrder) => {
    setByHand(null);
    setFound(one);
  }, []);
  const focusFind = useCallback((node: HTMLDivElement | null) => node?.querySelector('input')?.focus(), []);

  if (done) return <Done ret={done} via={via} next={next} />;
  if (byHand !== null) {
    const country = HOMES[session?.seller.language ?? ''] ?? 'FR';
    return <MakeOrder typed={byHand} country={country} back={() => setByHand(null)} made={take} />;
  }
  if (!found)
    return (
      <div ref={focusFind}>
        <FindOrder input={input} choose={take} makeByHand={setByHand} />
      </div>
    );
  return <Request found={found} via={via} other={() => setFound(null)} done={setDone} />;
}

type RequestProps = {
  readonly found: FoundOrder;
  readonly via: Via;
  readonly other: () => void;
  readonly done: (ret: FullReturn) => void;
};

function Request({ found, via, other, done }: RequestProps) {
  const { t, language } = useWords();
  const say = useSay();
  const channel = useChannelName();
  const router = useRouter();
  const roles = useSession().data?.roles ?? [];
  const mayReceive = COMMANDS.receipt.roles.some((role) => roles.includes(role));
  const note = useRef<HTMLTextAreaElement>(null);
  const free = useMemo(() => piecesOf(found).filter((piece) => !openOf(found, piece)), [found]);
  const [chosen, setChosen] = useState<Chosen>(() => (piecesOf(found).length === 1 ? { [piecesOf(found)[0]!.key]: '' } : {}));
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<number | ''>('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [here, setHere] = useState(true);
  const [read, setRead] = useState('');

  const items = useMemo((): AskedItem[] => {
    const counted = Math.max(files.length, Number(photos) || 0);
    const pieces = piecesOf(found).filter(({ key }) => chosen[key]);
    return pieces.map(({ key, lineId, unit }, i) => {
      const [reason = '', fault] = chosen[key]!.split(':');
      return {
        lineId,
        unit,
        reason,
        ...(fault && { fault }),
        ...(counted > 0 && { photos: counted }),
        ...(i === 0 && words.trim() && { note: words.trim() }),
      };
    });
  }, [chosen, files, found, photos, words]);
  // The answer does not hang on the buyer's words: nothing is asked anew while they are typed.
  const asked = useMemo(
    () =>
      items.map((item) => {
        const { note: _note, ...rest } = item;
        return rest;
      }),
    [items],
  );
  const [paused] = useDebouncedValue(asked, 120);
  const preview = useQuery({ ...previewQuery(found.order, paused, language), placeholderData: keepPreviousData });
  const whole = items.length > 0 && Object.values(chosen).every((what) => what !== '');

  const send = useMutation({
    mutationFn: async () => {
      const { ret, created } = await openReturn(found.order, items, via);
      if (!created) return { ret, created };
      for (const file of files) await api.returns.photo(ret.id, file);
      if (via !== 'store' || !here || !mayReceive) return { ret, created };
      // The return stands; whether the goods were booked in is another matter, and is said apart.
      const received = await receive(ret, read).catch((error: unknown) => {
        tell({ color: 'danger', title: t('newReturn.notReceived'), message: failureWords(t, error), autoClose: 15_000 });
        return ret;
      });
      return { ret: received, created };
    },
    onSuccess: async ({ ret, created }) => {
      void lookAgain();
      if (created) return done(ret);
      tell({ color: 'warn', title: t('newReturn.wasOpen', { rma: ret.rma }), message: t('newReturn.wasOpenSays') });
      router.history.push(paths.case(ret.id));
    },
    onError: tellFailure(t),
  });
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (whole && !send.isPending) send.mutate();
    } else if (event.key === 'Escape' && !event.defaultPrevented && !(event.target as HTMLElement).closest('[aria-expanded="true"]'))
      other();
  };

  const { order } = found;
  return (
    <div className={style.call} onKeyDown={press}>
      <div className={style.form}>
        <section className={style.order}>
          <div>
            <strong>{order.buyer.name}</strong>
            <span>{order.buyer.email}</span>
            <small>
              <span className="code">{order.channelOrderId}</span> · {channel(order.channel)} ·{' '}
              {t('newReturn.bought', { day: say.day(order.placedAt) })}
              {order.deliveredAt ? ` · ${t('newReturn.delivered', { day: say.day(order.deliveredAt) })}` : ''}
            </small>
          </div>
          <Button size="compact-sm" variant="subtle" onClick={other}>
            {t('newReturn.otherOrder')} <kbd className={style.kbd}>Esc</kbd>
          </Button>
        </section>
        {free.length === 0 && <p className={style.already}>{t('newReturn.allOpen')}</p>}
        <Items found={found} chosen={chosen} choose={setChosen} done={() => note.current?.focus()} />
        <Textarea
          ref={note}
          label={t('newReturn.note')}
          description={t('newReturn.noteHint')}
          autosize
          minRows={2}
          maxRows={6}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <div className={style.photos}>
          <NumberInput
            label={t('newReturn.photos')}
            description={t('newReturn.photosHint')}
            min={0}
            max={100}
            allowDecimal={false}
            value={files.length > 0 ? Math.max(files.length, Number(photos) || 0) : photos}
            onChange={(value) => setPhotos(value === '' ? '' : Number(value))}
          />
          <FileButton accept="image/*" multiple onChange={(given) => setFiles([...files, ...given].slice(0, 10))}>
            {(props) => (
              <Button {...props} leftSection={<IconCamera size={17} stroke={1.7} />}>
                {files.length > 0 ? t('newReturn.photoFiles', { count: files.length }) : t('newReturn.addPhotos')}
              </Button>
            )}
          </FileButton>
        </div>
        {via === 'store' && (
          <div className={style.counter}>
            <Checkbox
              checked={here && mayReceive}
              disabled={!mayReceive}
              onChange={(event) => setHere(event.currentTarget.checked)}
              label={t('newReturn.here')}
              description={mayReceive ? t('newReturn.hereHint') : t('newReturn.notYours')}
            />
            {here && mayReceive && items.length === 1 && (
              <TextInput
                label={t('newReturn.read')}
                description={t('newReturn.readHint')}
                value={read}
                onChange={(event) => setRead(event.currentTarget.value)}
                autoComplete="off"
              />
            )}
          </div>
        )}
        <Button variant="filled" size="md" disabled={!whole} loading={send.isPending} onClick={() => send.mutate()}>
          {t('newReturn.send')} <kbd className={style.kbd}>Ctrl ↵</kbd>
        </Button>
      </div>
      <aside className={style.side} aria-label={t('newReturn.verdict')}>
        <Verdict
          found={found}
          preview={items.length > 0 ? preview.data : undefined}
          error={items.length > 0 ? preview.error : null}
          stale={preview.isPlaceholderData}
        />
      </aside>
    </div>
  );
}

function Done({ ret, via, next }: { readonly ret: FullReturn; readonly via: Via; readonly next: () => void }) {
  const { t } = useWords();
  const received = ret.items.some(({ parcel }) => parcel === 'received');
  const show = (href: string) => () => void window.open(href, '_blank', 'noopener');
  const [first] = ret.items;
  useKeys(received && first ? { b: show(tagHref(ret.id, first.lineId, first.unit)), r: show(receiptHref(ret.id)) } : {});
  const slip = ret.packingSlipUrl;
  return (
    <section className={style.done} aria-live="polite">
      <IconCircleCheck size={40} stroke={1.4} aria-hidden />
      <h2>
        {t('newReturn.made')} <span className="code">{ret.rma}</span>
      </h2>
      <p>
        <StatusBadge status={ret.status} /> {ret.buyer.name}
      </p>
      <p className={style.muted}>{ret.next.says}</p>
      {received && <p className={style.muted}>{t('newReturn.received')}</p>}
      <div className={style.buttons}>
        <Button ref={(node) => node?.focus()} variant="filled" onClick={next}>
          {t('newReturn.next')} <kbd className={style.kbd}>↵</kbd>
        </Button>
        <Button className={style.asButton} component="a" href={slip} target="_blank" leftSection={<IconPrinter size={17} stroke={1.7} />}>
          {t(via === 'store' ? 'newReturn.slipStore' : 'newReturn.slip')}
        </Button>
        {received &&
          ret.items.map(({ lineId, unit }, i) => (
            <Button
              key={`${lineId} ${unit}`}
              className={style.asButton}
              component="a"
              href={tagHref(ret.id, lineId, unit)}
              target="_blank"
              aria-keyshortcuts={i === 0 ? 'b' : undefined}
              leftSection={<IconTag size={17} stroke={1.7} />}
            >
              {ret.items.length > 1 ? t('newReturn.tagOf', { n: i + 1 }) : t('newReturn.tag')}
            </Button>
          ))}
        {received && (
          <Button
            className={style.asButton}
            component="a"
            href={receiptHref(ret.id)}
            target="_blank"
            aria-keyshortcuts="r"
            leftSection={<IconReceipt size={17} stroke={1.7} />}
          >
            {t('newReturn.receipt')}
          </Button>
        )}
        <Button className={style.asButton} component={To} href={paths.case(ret.id)}>
          {t('newReturn.open')}
        </Button>
      </div>
    </section>
  );
}

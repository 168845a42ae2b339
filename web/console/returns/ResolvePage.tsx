import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft, IconChecks, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { decimal } from '../../../src/core/money.ts';
import { GRADES, type Resolution } from '../../../src/core/return/model.ts';
import { api, type FullReturn, type Schema } from '../api.ts';
import { useReturn } from '../data.ts';
import { useKeys } from '../keys.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import {
  bodyOf,
  type Choice,
  firstChoice,
  isBelowLeast,
  type ItemOptions,
  keyOf,
  mayBeLess,
  needsReason,
  paidBy,
  TELLS,
  totalOf,
} from './resolving.ts';
import style from './resolve.module.css';
import { useAct } from './useAct.ts';

type Options = Schema['ResolutionOptions'];

/** What a return comes to: every open item with its choices side by side, the one that is recommended and why, and what will happen. */
export function ResolvePage() {
  const { id } = useParams({ from: '/returns/$id/resolution' });
  const one = useReturn(id);
  const version = one.data?.version;
  const options = useQuery({
    queryKey: ['resolution-options', id, version],
    queryFn: () => api.returns.options(id),
    enabled: version !== undefined,
    placeholderData: (before) => before,
  });
  if (one.isError && !one.data) return <Trouble error={one.error} again={() => void one.refetch()} />;
  if (options.isError && !options.data) return <Trouble error={options.error} again={() => void options.refetch()} />;
  if (!one.data || !options.data)
    return (
      <div className={style.page}>
        <Waiting rows={4} height={120} />
      </div>
    );
  return <Resolve key={id} ret={one.data} options={options.data} />;
}

function Resolve({ ret, options }: { readonly ret: FullReturn; readonly options: Options }) {
  const { t } = useWords();
  const view = useSearch({ from: '/returns/$id/resolution' });
  const router = useRouter();
  const act = useAct(ret);
  const { currency, items } = options;
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const choiceOf = (item: ItemOptions) => choices[keyOf(item)] ?? firstChoice(item);
  const change = (item: ItemOptions, part: Partial<Choice>) =>
    setChoices((before) => ({ ...before, [keyOf(item)]: { ...(before[keyOf(item)] ?? firstChoice(item)), ...part } }));
  const chosen = items.map((item) => ({ item, choice: choiceOf(item) }));
  const body = bodyOf(chosen, currency);
  const home = () => router.history.push(paths.case(ret.id, view));
  const settle = () => {
    if (body) act.mutate({ verb: 'resolution', body }, { onSuccess: home });
  };
  const here = items[Math.min(at, items.length - 1)];
  const walk = (by: 1 | -1) => () => {
    const next = Math.min(Math.max(at + by, 0), items.length - 1);
    setAt(next);
    list.current
      ?.querySelectorAll<HTMLElement>('[data-item]')
      [next]?.querySelector<HTMLElement>('[aria-checked=true], [role=radio]')
      ?.focus();
  };
  useKeys({
    Escape: home,
    j: walk(1),
    k: walk(-1),
    ...Object.fromEntries(
      (here?.options ?? []).map(({ resolution }, i) => [String(i + 1), () => here && change(here, { resolution })] as const),
    ),
  });
  useTitle(`${t('settle.title')} ${ret.rma}`);
  const allowed = ret.commands['resolution'];

  return (
    <form
      className={style.page}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        settle();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          settle();
        }
      }}
    >
      <header className={style.head}>
        <To href={paths.case(ret.id, view)} className={style.back} aria-label={t('settle.back')}>
          <IconArrowLeft size={19} stroke={1.7} />
        </To>
        <div>
          <h1>{t('settle.title')}</h1>
          <p>
            <span className="code">{ret.rma}</span> · {ret.buyer.name}
          </p>
        </div>
      </header>
      {items.length === 0 ? (
        <Nothing icon={<IconChecks size={28} stroke={1.5} />} title={t('settle.nothing')}>
          <p>{t('settle.nothingDo')}</p>
        </Nothing>
      ) : (
        <div className={style.columns}>
          <div ref={list} className={style.items}>
            {items.map((item, i) => (
              <Item
                key={keyOf(item)}
                ret={ret}
                item={item}
                choice={choiceOf(item)}
                currency={currency}
                change={(part) => change(item, part)}
                focus={() => setAt(i)}
                several={items.length > 1}
                first={i === 0}
                same={
                  i === 0 && items.length > 1
                    ? () => setChoices(Object.fromEntries(items.map((other) => [keyOf(other), { ...choiceOf(item) }])))
                    : undefined
                }
                count={items.length}
              />
            ))}
          </div>
          <Summary ret={ret} options={options} chosen={chosen} ready={body !== null} busy={act.isPending} allowed={allowed} />
        </div>
      )}
    </form>
  );
}

type ItemProps = {
  readonly ret: FullReturn;
  readonly item: ItemOptions;
  readonly choice: Choice;
  readonly currency: string;
  readonly change: (part: Partial<Choice>) => void;
  readonly focus: () => void;
  readonly several: boolean;
  readonly first: boolean;
  readonly same: (() => void) | undefined;
  readonly count: number;
};

function Item({ ret, item, choice, currency, change, focus, several, first, same, count }: ItemProps) {
  const { t, word } = useWords();
  const failed = ret.items.find((one) => keyOf(one) === keyOf(item))?.failed ?? [];
  return (
    <section className={style.item} data-item onFocus={focus}>
      <header className={style.itemHead}>
        <h2>{item.title}</h2>
        <p>
          {item.evidence ? t('settle.found', { verdict: word('verdict', item.evidence.verdict) }) : t('settle.notFound')}
          {item.wants && <> · {t('settle.wants', { wish: word('resolution', item.wants) })}</>}
        </p>
        {failed.map(({ remedy, because }) => (
          <p key={remedy} className={style.tried}>
            {t('settle.tried', { remedy: word('resolution', remedy), because })}
          </p>
        ))}
      </header>
      <Choices item={item} choice={choice} currency={currency} change={change} several={several} first={first} />
      {same && (
        <Button variant="subtle" size="compact-sm" className={style.same} onClick={same}>
          {t('settle.same', { count })}
        </Button>
      )}
      <Details ret={ret} item={item} choice={choice} currency={currency} change={change} />
    </section>
  );
}

type ChoicesProps = Pick<ItemProps, 'item' | 'choice' | 'currency' | 'change' | 'several' | 'first'>;

/** One of several, by mouse, digits or arrows. */
function Choices({ item, choice, currency, change, several, first }: ChoicesProps) {
  const { t, word } = useWords();
  const say = useSay();
  const group = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const radios = [...(group.current?.querySelectorAll<HTMLButtonElement>('[role=radio]') ?? [])];
    const next = radios[(radios.indexOf(document.activeElement as HTMLButtonElement) + by + radios.length) % radios.length];
    next?.focus();
    next?.click();
  };
  const figures = ({ resolution, pays, cost, days, measured, refused }: ItemOptions['options'][number]): string[] =>
    [
      pays && t('settle.pays', { amount: say.amount(pays, currency) }),
      resolution === 'repair' && cost && t('settle.cost', { amount: say.amount(cost, currency) }),
      days !== undefined && t('settle.days', { count: days }),
      measured !== undefined && t('settle.measured', { count: measured }),
      resolution === 'replacement' && stockWords(item),
      resolution === 'replacement' && cost && t('settle.unitCost', { amount: say.amount(cost, currency) }),
      refused && refused.because !== 'out_of_stock' && refused.says,
    ].filter((text): text is string => typeof text === 'string' && text !== '');
  const stockWords = ({ stock }: ItemOptions): string => {
    if (!stock) return t('settle.noBook');
    const there = stock.reduce((total, one) => total + one.count, 0);
    return there === 0 ? t('settle.noStock') : t('settle.stock', { count: there });
  };
  const radio = (resolution: Resolution | null) => ({
    type: 'button' as const,
    role: 'radio',
    'aria-checked': choice.resolution === resolution,
    tabIndex: choice.resolution === resolution || (choice.resolution === null && resolution === item.options[0]?.resolution) ? 0 : -1,
    className: style.option,
    onClick: () => change({ resolution }),
  });
  return (
    <div ref={group} role="radiogroup" aria-label={t('settle.choose', { title: item.title })} className={style.options} onKeyDown={step}>
      {item.options.map((option, i) => {
        const recommended = item.recommended?.resolution === option.resolution;
        const closed = option.refused !== undefined && option.refused.because !== 'out_of_stock';
        return (
          <button key={option.resolution} {...radio(option.resolution)} disabled={closed} autoFocus={first && recommended}>
            <span className={style.mark} aria-hidden />
            <span className={style.name}>
              {word('resolution', option.resolution)}
              <kbd aria-hidden>{i + 1}</kbd>
            </span>
            <span className={style.badges}>
              {recommended && (
                <Badge tone="accent">
                  <IconStarFilled size={11} aria-hidden /> {t('settle.recommended')}
                </Badge>
              )}
              {option.wished && <Badge tone="info">{t('settle.wish')}</Badge>}
              <small>{option.rank ? t('settle.rank', { rank: option.rank }) : t('settle.kinder')}</small>
            </span>
            <span className={style.figures}>{figures(option).join(' · ')}</span>
            {recommended && <span className={style.why}>{t(`settle.because.${item.recommended!.because}`)}</span>}
          </button>
        );
      })}
      {several && (
        <button {...radio(null)}>
          <span className={style.mark} aria-hidden />
          <span className={style.name}>{t('settle.later')}</span>
          <span className={style.figures}>{t('settle.laterSays')}</span>
        </button>
      )}
    </div>
  );
}

type DetailsProps = Pick<ItemProps, 'ret' | 'item' | 'choice' | 'currency' | 'change'>;

/** What the choice needs beside itself: an amount and what it rests on, a parcel, a grade. */
function Details({ ret, item, choice, currency, change }: DetailsProps) {
  const { t, word } = useWords();
  const say = useSay();
  const { resolution } = choice;
  if (resolution === null) return null;
  const own = ret.items.find((one) => keyOf(one) === keyOf(item));
  const notBack = own !== undefined && !['delivered', 'received', 'lost'].includes(own.parcel) && own.reason !== 'not_received';
  const below = isBelowLeast(item, choice, currency);
  const full = item.full ?? item.options.find((one) => one.resolution === 'refund')?.pays;
  const paid = paidBy(item, choice, currency);
  const kept = resolution === 'partial_refund' && full && paid ? subtracted(full, decimal(paid)) : undefined;
  const amount = (label: string) => (
    <TextInput
      label={label}
      inputMode="decimal"
      className={style.amount}
      value={choice.amount}
      onChange={(event) => change({ amount: event.currentTarget.value })}
    />
  );
  return (
    <div className={style.details}>
      {resolution === 'refund' && item.kept && item.full && (
        <p>{t('settle.deducts', { full: say.amount(item.full, currency), kept: say.amount(item.kept, currency) })}</p>
      )}
      {resolution === 'partial_refund' && amount(t('settle.amount', { currency }))}
      {kept && full && <p>{t('settle.keeps', { kept: say.amount(kept, currency), full: say.amount(full, currency) })}</p>}
      {resolution === 'partial_refund' && item.least && (
        <p data-wrong={below || undefined}>
          {t('settle.least', { least: say.amount(item.least, currency) })} {below && !mayBeLess(item) && t('settle.lessNeeds')}
        </p>
      )}
      {resolution === 'keep' && amount(t('settle.gesture', { currency }))}
      {resolution === 'replacement' && item.stock && (
        <>
          {!choice.elsewhere && (
            <Select
              label={t('settle.grade')}
              className={style.amount}
              allowDeselect={false}
              value={choice.grade}
              onChange={(grade) => change({ grade: grade as Choice['grade'] })}
              data={[
                { value: '', label: t('settle.anyGrade') },
                ...GRADES.filter((grade) => grade !== 'faulty').map((value) => ({ value, label: word('grade', value) })),
              ]}
            />
          )}
          {item.betterGrades.length > 0 && (
            <p>{t('settle.better', { grades: item.betterGrades.map((grade) => word('grade', grade)).join(', ') })}</p>
          )}
          <Checkbox
            label={t('settle.elsewhere')}
            checked={choice.elsewhere}
            onChange={(event) => change({ elsewhere: event.currentTarget.checked })}
          />
        </>
      )}
      {resolution === 'send_back' && (
        <div className={style.pair}>
          <TextInput
            label={t('settle.carrier')}
            value={choice.carrier}
            onChange={(event) => change({ carrier: event.currentTarget.value })}
          />
          <TextInput
            label={t('settle.trackingNumber')}
            value={choice.trackingNumber}
            onChange={(event) => change({ trackingNumber: event.currentTarget.value })}
          />
          <Select
            label={t('settle.whoPays')}
            allowDeselect={false}
            value={choice.paidBy}
            onChange={(value) => change({ paidBy: value as Choice['paidBy'] })}
            data={(['seller', 'buyer'] as const).map((value) => ({ value, label: word('paidBy', value) }))}
          />
        </div>
      )}
      {(resolution === 'refund' || resolution === 'partial_refund') && notBack && <p>{t('settle.goodsLater')}</p>}
      {TELLS.has(resolution) && (
        <Textarea
          label={t(needsReason(item, choice, currency) ? 'settle.reason' : 'settle.reasonOptional')}
          autosize
          minRows={2}
          maxLength={2000}
          value={choice.because}
          onChange={(event) => change({ because: event.currentTarget.value })}
        />
      )}
      {below && mayBeLess(item) && (
        <Checkbox
          label={t('settle.informed')}
          checked={choice.informed}
          onChange={(event) => change({ informed: event.currentTarget.checked })}
        />
      )}
      {(below || resolution === 'deny' || (resolution === 'refund' && item.kept)) && item.evidence && (
        <section className={style.evidence}>
          <h3>{t('settle.evidence')}</h3>
          <ul>
            <li>{word('verdict', item.evidence.verdict)}</li>
            {item.evidence.because.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {ret.photos.length > 0 && (
            <ul className={style.photos} aria-label={t('settle.photos')}>
              {ret.photos.map((photo) => (
                <li key={photo.id}>
                  <a href={photo.url} target="_blank" rel="noreferrer">
                    <img src={photo.url} alt={photo.name} loading="lazy" />
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}

/** `369.00` less `300.00`, in the same number of places; nothing where nothing is left. */
function subtracted(from: string, less: string): string | undefined {
  const places = from.split('.')[1]?.length ?? 0;
  const minor = (text: string) => Math.round(Number(text) * 10 ** places);
  const left = minor(from) - minor(less);
  return left > 0 ? (left / 10 ** places).toFixed(places) : undefined;
}

function Summary({
  ret,
  options,
  chosen,
  ready,
  busy,
  allowed,
}: {
  readonly ret: FullReturn;
  readonly options: Options;
  readonly chosen: readonly { readonly item: ItemOptions; readonly choice: Choice }[];
  readonly ready: boolean;
  readonly busy: boolean;
  readonly allowed: FullReturn['commands'][string] | undefined;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const { currency } = options;
  const decided = chosen.filter(({ choice }) => choice.resolution !== null);
  const total = totalOf(decided, currency);
  const amount = say.amount(decimal(total), currency);
  return (
    <aside className={style.sum}>
      <h2>{t('settle.sum')}</h2>
      {decided.length === 0 ? (
        <p>{t('settle.none')}</p>
      ) : (
        <ul>
          {decided.map(({ item, choice }) => (
            <li key={keyOf(item)}>
              <span>{item.title}</span>
              <strong>{word('resolution', choice.resolution!)}</strong>
            </li>
          ))}
        </ul>
      )}
      {decided.length > 0 && (
        <div role="status" className={style.says}>
          <p>
            {total.minor > 0
              ? t('settle.money', { amount, name: ret.buyer.name, channel: channelName(ret.order.channel) })
              : t('settle.noMoney')}{' '}
            {t('settle.told', { name: ret.buyer.name })}
          </p>
          {total.minor > 0 && <p>{t('settle.approval')}</p>}
          <p>{t('settle.undo')}</p>
        </div>
      )}
      {options.autoRefundAt && <p className={style.muted}>{t('settle.autoRefund', { at: say.stamp(options.autoRefundAt) })}</p>}
      <Button type="submit" variant="filled" size="md" fullWidth disabled={!ready || allowed?.allowed === false} loading={busy}>
        {total.minor > 0 ? t('settle.goAmount', { amount }) : t('settle.go')}
      </Button>
      {allowed?.allowed === false && <p className={style.muted}>{allowed.says}</p>}
      <p className={style.keys}>{t('settle.keys')}</p>
    </aside>
  );
}

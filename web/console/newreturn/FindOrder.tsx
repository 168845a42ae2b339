import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { useChannelName, useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { type FoundOrder, findOrdersQuery } from './api.ts';
import style from './newreturn.module.css';

type Props = {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly choose: (found: FoundOrder) => void;
  readonly makeByHand: (typed: string) => void;
};

/** One field for whatever the caller says; arrows and Enter choose. Whoever types faster than the network gets the first that is found. */
export function FindOrder({ input, choose, makeByHand }: Props) {
  const { t } = useWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 120);
  const [at, setAt] = useState(0);
  const [hasty, setHasty] = useState<string | null>(null);
  const found = useQuery(findOrdersQuery(hasty ?? q));
  const current = typed.trim().length < 2 ? undefined : found.data?.items;
  const settled = found.isSuccess && (hasty ?? q) === typed.trim();
  const items = current ?? [];
  const last = items.length;

  useEffect(() => setAt(0), [q]);
  useEffect(() => {
    if (hasty === null || !settled || hasty !== typed.trim()) return;
    setHasty(null);
    if (items[0]) choose(items[0]);
  }, [hasty, settled, items, typed, choose]);

  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((before) => Math.min(Math.max(before + (event.key === 'ArrowDown' ? 1 : -1), 0), last));
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && typed.trim().length >= 2) {
      event.preventDefault();
      if (!settled) setHasty(typed.trim());
      else if (at < last) choose(items[at]!);
      else makeByHand(typed.trim());
    }
  };

  const open = typed.trim().length >= 2;
  return (
    <section className={style.find}>
      <TextInput
        ref={input}
        size="md"
        label={t('newReturn.find')}
        description={t('newReturn.findHint')}
        leftSection={<IconSearch size={18} stroke={1.7} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && (settled || items.length > 0) ? `${id}-${at}` : undefined}
        data-autofocus
      />
      {open && (
        <ul className={style.found} id={`${id}-list`} role="listbox" aria-label={t('newReturn.found')}>
          {items.map((one, i) => (
            <li key={one.order.id} role="none">
              <button
                type="button"
                role="option"
                id={`${id}-${i}`}
                aria-selected={at === i}
                tabIndex={-1}
                onClick={() => choose(one)}
                onMouseEnter={() => setAt(i)}
              >
                <OrderLine found={one} />
              </button>
            </li>
          ))}
          {settled && (
            <li role="none" data-hand>
              <button
                type="button"
                role="option"
                id={`${id}-${last}`}
                aria-selected={at === last}
                tabIndex={-1}
                onClick={() => makeByHand(typed.trim())}
                onMouseEnter={() => setAt(last)}
              >
                <IconPlus size={17} stroke={1.8} aria-hidden />
                <span>
                  <strong>{items.length === 0 ? t('newReturn.unknown') : t('newReturn.noneOfThese')}</strong>
                  <small>{t('newReturn.byHand')}</small>
                </span>
              </button>
            </li>
          )}
        </ul>
      )}
      <p className="unseen" role="status">
        {open && settled ? t('newReturn.hits', { count: items.length }) : ''}
      </p>
    </section>
  );
}

function OrderLine({ found: { order, returns } }: { readonly found: FoundOrder }) {
  const { t } = useWords();
  const say = useSay();
  const channel = useChannelName();
  const open = returns.find((one) => one.open);
  return (
    <span className={style.hit}>
      <strong>{order.buyer.name}</strong>
      <span className="code">{order.channelOrderId}</span>
      <small>
        {order.lines.map((line) => line.title).join(', ')} · {channel(order.channel)} · {say.day(order.placedAt)}
      </small>
      {open && <em>{t('newReturn.openAlready', { rma: open.rma })}</em>}
    </span>
  );
}

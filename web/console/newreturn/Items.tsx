import { Checkbox, type ComboboxItem, type ComboboxParsedItem, type OptionsFilter, Select } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { FAULTS, REASONS } from '../../../src/core/return/model.ts';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import type { FoundOrder } from './api.ts';
import style from './newreturn.module.css';

/** One piece of the order. `what` is a reason, or `defective:battery`. */
export type Piece = { readonly key: string; readonly lineId: string; readonly unit: number };
/** What is wrong, by piece; an empty text is chosen and not said yet. */
export type Chosen = Readonly<Record<string, string>>;

/** A line of forty chargers is chosen piece by piece up to here; the rest is a second return. */
const MOST_UNITS = 20;
export const piecesOf = ({ order }: FoundOrder): Piece[] =>
  order.lines.flatMap((line) =>
    Array.from({ length: Math.min(line.quantity, MOST_UNITS) }, (_, i) => ({ key: `${line.id}#${i + 1}`, lineId: line.id, unit: i + 1 })),
  );
export const openOf = (found: FoundOrder, piece: Piece) =>
  found.returns.find((one) => one.open && one.lineId === piece.lineId && one.unit === piece.unit);

type Props = {
  readonly found: FoundOrder;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
  /** After the last thing that must be said. */
  readonly done: () => void;
};

/** Which pieces, and what is wrong with each: arrows walk, the space bar chooses, letters find the reason. */
export function Items({ found, chosen, choose, done }: Props) {
  const { t, word } = useWords();
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const pieces = piecesOf(found);
  const many = pieces.length > 1;

  // The hand goes where the next word is wanted.
  useEffect(() => {
    const first = list.current?.querySelector<HTMLInputElement>(
      many ? 'input[type="checkbox"]:not(:disabled)' : 'input[role="combobox"], input[aria-haspopup]',
    );
    first?.focus();
  }, [found, many]);

  const focusWhat = (key: string) =>
    // Once the field is there.
    setTimeout(() => list.current?.querySelector<HTMLInputElement>(`[data-what="${CSS.escape(key)}"]`)?.focus());
  const toggle = (key: string, on: boolean) => {
    const rest = Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== key));
    // Mostly all pieces come back for one reason.
    choose(on ? { ...chosen, [key]: Object.values(chosen).at(-1) ?? '' } : rest);
  };
  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:not(:disabled)')];
    const here = boxes.indexOf(event.target as HTMLInputElement);
    if (here < 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      boxes[here + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const key = boxes[here]!.value;
      if (!(key in chosen)) toggle(key, true);
      focusWhat(key);
    }
  };
  const said = (key: string, what: string) => {
    const next = { ...chosen, [key]: what };
    choose(next);
    const open = Object.keys(next).find((other) => next[other] === '');
    if (open) focusWhat(open);
    else done();
  };

  const choices = [
    {
      group: t('newReturn.isFaulty'),
      items: FAULTS.map((fault) => ({ value: `defective:${fault}`, label: t('newReturn.faultIs', { fault: word('fault', fault) }) })),
    },
    {
      group: t('newReturn.otherReason'),
      items: REASONS.filter((reason) => reason !== 'defective').map((reason) => ({ value: reason, label: word('reason', reason) })),
    },
  ];

  /** By what the choice says, and each fault by the reason that all of them share. */
  const finds: OptionsFilter = ({ options, search }) => {
    const letters = search.trim().toLowerCase();
    const reads = ({ value, label }: ComboboxItem) =>
      [label, value.startsWith('defective') ? word('reason', 'defective') : ''].some((text) => text.toLowerCase().includes(letters));
    return options.flatMap((option): ComboboxParsedItem[] => {
      if (!('group' in option)) return reads(option) ? [option] : [];
      const items = option.items.filter(reads);
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };

  return (
    <ul className={style.items} ref={list} onKeyDown={walk}>
      {pieces.map((piece) => {
        const line = found.order.lines.find(({ id }) => id === piece.lineId)!;
        const open = openOf(found, piece);
        const on = piece.key in chosen;
        return (
          <li key={piece.key} data-on={on || undefined}>
            <div className={style.item}>
              {many && (
                <Checkbox
                  value={piece.key}
                  checked={on}
                  disabled={open !== undefined}
                  onChange={(event) => toggle(piece.key, event.currentTarget.checked)}
                  aria-label={line.title}
                />
              )}
              <span className={style.itemName}>
                <strong>{line.title}</strong>
                <small>
                  {[
                    say.amount(line.price, found.order.currency),
                    word('condition', line.condition),
                    line.imei ?? line.serial,
                    line.quantity > 1 && t('newReturn.piece', { unit: piece.unit, of: line.quantity }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              {open && (
                <To href={paths.case(open.id)} className={style.openLink}>
                  {t('newReturn.openAlready', { rma: open.rma })}
                </To>
              )}
            </div>
            {on && (
              <Select
                data-what={piece.key}
                label={t('newReturn.what')}
                placeholder={t('newReturn.whatHint')}
                data={choices}
                value={chosen[piece.key] || null}
                onChange={(value) => value && said(piece.key, value)}
                searchable
                filter={finds}
                selectFirstOptionOnChange
                allowDeselect={false}
                nothingFoundMessage={t('newReturn.noReason')}
                maxDropdownHeight={320}
                // The dropdown opens as soon as letters come.
                openOnFocus={false}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

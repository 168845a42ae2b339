import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../words.ts';
import type { FilledTemplate } from './api.ts';
import style from './thread.module.css';

/** Small letters without accents: people look for "etiquette" and mean "étiquette". */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Templates with this case's values, found by name or by their words; those that fit the case stand first. */
export function TemplatePicker({
  templates,
  choose,
  close,
}: {
  readonly templates: readonly FilledTemplate[];
  readonly choose: (one: FilledTemplate) => void;
  readonly close: () => void;
}) {
  const { t } = useWords();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const found = templates.filter((one) => words.every((word) => folded(`${one.name} ${one.text}`).includes(word)));
  const here = found[Math.min(at, found.length - 1)];
  const rows = useRef<HTMLUListElement>(null);
  useEffect(() => {
    rows.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, typed]);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(found.length - 1, now + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (here) choose(here);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={style.picker} role="dialog" aria-label={t('thread.templates')}>
      <TextInput
        data-autofocus
        autoFocus
        size="sm"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={keyDown}
        leftSection={<IconSearch size={15} aria-hidden />}
        placeholder={t('thread.findTemplate')}
        aria-label={t('thread.findTemplate')}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={here ? `${list}-${here.id}` : undefined}
      />
      <div className={style.pick}>
        <ul ref={rows} id={list} role="listbox" aria-label={t('thread.templates')}>
          {found.map((one) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's, which keeps the focus
            <li
              key={one.id}
              id={`${list}-${one.id}`}
              role="option"
              aria-selected={one === here}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setAt(found.indexOf(one))}
              onClick={() => choose(one)}
            >
              <span>{one.name}</span>
              {one.fits && <small>{t('thread.fits')}</small>}
            </li>
          ))}
          {found.length === 0 && <li className={style.none}>{t('thread.noTemplate')}</li>}
        </ul>
        {here && (
          <p className={style.peek} lang={here.language} aria-hidden>
            {here.text}
          </p>
        )}
      </div>
    </div>
  );
}

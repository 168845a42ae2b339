import { Switch } from '@mantine/core';
import { useState } from 'react';
import { shortcutsOn, switchShortcuts } from '../keys.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../words.ts';
import { PLACES } from './places.ts';
import style from './shell.module.css';

const GROUPS = [
  [
    'everywhere',
    [
      ['Ctrl K', 'palette'],
      ['C', 'newReturn'],
      ['?', 'help'],
    ],
  ],
  [
    'desk',
    [
      ['J', 'down'],
      ['K', 'up'],
      ['Enter', 'open'],
      ['/', 'search'],
      ['1 – 9', 'tabs'],
    ],
  ],
  [
    'case',
    [
      ['J', 'nextCase'],
      ['K', 'previousCase'],
      ['A', 'approve'],
      ['X', 'refuse'],
      ['I', 'ask'],
      ['S', 'settle'],
      ['R', 'message'],
      ['/', 'template'],
      ['N', 'note'],
      ['H', 'hold'],
      ['Ctrl Enter', 'send'],
      ['Esc', 'back'],
    ],
  ],
  [
    'bench',
    [
      ['1 – 9', 'answer'],
      ['Backspace', 'undo'],
      ['Enter', 'confirm'],
      ['Esc', 'next'],
    ],
  ],
  [
    'policy',
    [
      ['J', 'down'],
      ['K', 'up'],
      ['Enter', 'open'],
      ['N', 'addRow'],
      ['Ctrl Z', 'undoEdit'],
      ['Ctrl ⇧ Z', 'redo'],
    ],
  ],
] as const;

/** The shortcuts, and the switch for whoever wants none. */
export function Help({ close }: { readonly close: () => void }) {
  const { t } = useWords();
  const [on, setOn] = useState(shortcutsOn);
  const turn = (value: boolean) => {
    switchShortcuts(value);
    setOn(value);
  };
  return (
    <Dialog close={close} title={t('help.title')} size="lg">
      <Switch
        checked={on}
        onChange={(event) => turn(event.currentTarget.checked)}
        label={t('help.switch')}
        description={t('help.switchHint')}
      />
      <div className={style.helpGroups}>
        {GROUPS.map(([group, keys]) => (
          <section key={group}>
            <h3>{t(`help.${group}`)}</h3>
            <dl className={style.helpKeys}>
              {keys.map(([key, does]) => (
                <div key={does}>
                  <dt>{key.split(' ').map((one, i) => (one === '–' ? <span key={i}>–</span> : <kbd key={i}>{one}</kbd>))}</dt>
                  <dd>{t(`help.does.${does}`)}</dd>
                </div>
              ))}
              {group === 'everywhere' &&
                PLACES.map((place) => (
                  <div key={place.key}>
                    <dt>
                      <kbd>G</kbd>
                      <kbd>{place.chord.toUpperCase()}</kbd>
                    </dt>
                    <dd>{t('help.does.place', { place: t(`shell.${place.key}`) })}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

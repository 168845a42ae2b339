import { Loader, Menu } from '@mantine/core';
import { IconClockHour4, IconPlayerTrackNext, IconShoppingBag } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { client, lookAgain, useSandboxClock } from '../data.ts';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './shell.module.css';

const STEPS = ['PT1H', 'P1D', 'P5D'] as const;

/** In the sandbox only: which day it is there, and moving on; all work that falls due is done before the answer comes. */
export function SandboxClock() {
  const { t } = useWords();
  const say = useSay();
  const clock = useSandboxClock();
  const move = useMutation({
    mutationFn: api.clock.advance,
    onSuccess: async ({ now }) => {
      client.setQueryData(['clock'], { offset: Date.parse(now) - Date.now() });
      await lookAgain();
    },
    onError: tellFailure(t),
  });
  if (!clock.data) return null;
  return (
    <Menu position="bottom-end" width={220} shadow="none" closeOnItemClick={false} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={style.clock}
          title={t('clockPill.title', { at: say.full(say.now) })}
          aria-label={t('clockPill.title', { at: say.full(say.now) })}
        >
          {move.isPending ? <Loader size={14} color="currentColor" /> : <IconClockHour4 size={16} stroke={1.8} aria-hidden />}
          <span className="figures">{say.stamp(say.now)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('clockPill.label')}</Menu.Label>
        {STEPS.map((step) => (
          <Menu.Item
            key={step}
            disabled={move.isPending}
            leftSection={<IconPlayerTrackNext size={15} stroke={1.7} />}
            onClick={() => move.mutate(step)}
          >
            {t(`clockPill.${step}`)}
          </Menu.Item>
        ))}
        <p className={style.clockHint}>{t('clockPill.hint')}</p>
        <Menu.Divider />
        <Menu.Item component="a" href={paths.sandbox()} target="_blank" leftSection={<IconShoppingBag size={15} stroke={1.7} />}>
          {t('clockPill.shop')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

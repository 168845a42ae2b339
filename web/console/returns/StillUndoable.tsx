import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { FullReturn } from '../api.ts';
import { client, useSandboxClock } from '../data.ts';
import { useWords } from '../words.ts';
import style from './case.module.css';
import { useAct } from './useAct.ts';

/** The last resolution can still be taken back: how long, and the button. */
export function StillUndoable({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  const act = useAct(ret);
  const until = ret.undo?.until ?? null;
  const left = useSecondsUntil(until);
  if (!ret.undo || (until !== null && left <= 0)) return null;
  return (
    <section className={style.undo} role="note">
      <h2>
        <IconArrowBackUp size={16} stroke={2} aria-hidden /> {t('undoing.title')}
      </h2>
      <p>{until === null ? t('undoing.waits') : t('undoing.until', { count: left })}</p>
      <Button
        variant="default"
        fullWidth
        loading={act.isPending}
        onClick={() => act.mutate({ verb: 'resolution-undo', body: { because: t('undoing.because') } })}
      >
        {t('undoing.go')}
      </Button>
    </section>
  );
}

/** Whole seconds, new each of them; the case is read again when they are over. */
function useSecondsUntil(until: string | null): number {
  const offset = useSandboxClock().data?.offset ?? 0;
  const leftOf = () => (until === null ? 0 : Math.ceil((Date.parse(until) - Date.now() - offset) / 1000));
  const [left, setLeft] = useState(leftOf);
  useEffect(() => {
    setLeft(leftOf());
    if (until === null) return;
    const timer = setInterval(() => {
      const now = leftOf();
      setLeft(now);
      if (now <= 0) {
        clearInterval(timer);
        void client.invalidateQueries({ queryKey: ['return'] });
      }
    }, 250);
    return () => clearInterval(timer);
  }, [until, offset]);
  return Math.max(0, left);
}

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Message } from '../api.ts';
import { client, lookAgain, useSandboxClock } from '../data.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { threadApi } from './api.ts';
import { draftOf, putDraft } from './drafts.ts';
import style from './thread.module.css';

/** An answer that has not left: how long it still waits, and the button that brings it back into the pen. */
export function TakeBack({ returnId, message }: { readonly returnId: string; readonly message: Message }) {
  const { t } = useWords();
  const left = useSecondsUntil(message.undoUntil ?? '');
  const back = useMutation({
    mutationFn: () => threadApi.takeBack(returnId, message.id),
    onSuccess: async (after) => {
      client.setQueryData(['return', returnId], after);
      // What somebody began to write in the meantime stands below it.
      const now = draftOf(returnId, 'message');
      const last = after.messages.findLast((one) => one.direction !== 'note');
      putDraft(returnId, 'message', {
        text: [message.body, now.text].filter(Boolean).join('\n\n'),
        after: last?.id ?? null,
        files: [...(message.files ?? []), ...(now.files ?? [])],
      });
      await lookAgain();
    },
    onError: tellFailure(t),
  });
  if (left <= 0) return null;
  return (
    <p className={style.takeBack} role="status">
      <span>{t('thread.leavesIn', { count: left })}</span>
      <Button size="compact-sm" variant="default" loading={back.isPending} onClick={() => back.mutate()}>
        {t('thread.takeBack')}
      </Button>
    </p>
  );
}

/** Whole seconds on the seller's clock, new each of them. */
function useSecondsUntil(until: string): number {
  const offset = useSandboxClock().data?.offset ?? 0;
  const leftOf = () => (until === '' ? 0 : Math.max(0, Math.ceil((Date.parse(until) - Date.now() - offset) / 1000)));
  const [left, setLeft] = useState(leftOf);
  useEffect(() => {
    setLeft(leftOf());
    if (until === '') return;
    const timer = setInterval(() => {
      const now = leftOf();
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      void lookAgain();
    }, 250);
    return () => clearInterval(timer);
  }, [until, offset]);
  return left;
}

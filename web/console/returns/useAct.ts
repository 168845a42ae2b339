import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { createElement } from 'react';
import { COMMANDS, type Verb } from '../../../src/core/return/commands.ts';
import { api, type FullReturn, refusalOf } from '../api.ts';
import { client, lookAgain } from '../data.ts';
import { failureWords, tell } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { Undo } from './Undo.tsx';

/** Verbs that a toast can take back without the buyer noticing anything. */
const QUIET: readonly Verb[] = ['hold', 'release', 'resolution-undo'];

const REFUND_ACTS = {
  'refund-approval': api.refunds.approve,
  'refund-retry': api.refunds.retry,
  'refund-confirmation': api.refunds.confirm,
} as const;

type Act = { readonly verb: Verb; readonly body?: object; readonly refundId?: string };

/** Does a verb to a return and tells how it went. Somebody else's change in between is never written over. */
export function useAct(ret: FullReturn) {
  const { t } = useWords();
  const act = async ({ verb, body = {}, refundId }: Act): Promise<FullReturn> => {
    if (refundId) {
      await REFUND_ACTS[verb as keyof typeof REFUND_ACTS](refundId);
      return api.returns.read(ret.id);
    }
    const known = verb === 'message' || verb === 'note' ? body : { ...body, version: ret.version };
    if (verb === 'resolution-undo') return api.returns.undo(ret.id, known);
    return COMMANDS[verb].http?.method === 'DELETE' ? api.returns.release(ret.id, known) : api.returns.act(ret.id, verb, known);
  };
  return useMutation({
    mutationFn: act,
    onSuccess: async (after, { verb }) => {
      if (after?.id === ret.id) client.setQueryData(['return', ret.id], after);
      // The button that would take back what is taken back already goes.
      if (verb === 'resolution-undo') notifications.clean();
      const undo = COMMANDS[verb].undo;
      const id = `done-${verb}-${ret.id}-${Date.now()}`;
      tell({
        id,
        title: t(`done.${verb}`),
        message:
          undo && QUIET.includes(undo) && (undo !== 'resolution-undo' || after.undo)
            ? createElement(Undo, { id: ret.id, verb: undo, close: () => notifications.hide(id) })
            : `${ret.rma} · ${ret.buyer.name}`,
        autoClose: undo && QUIET.includes(undo) ? 10_000 : 5_000,
      });
      await lookAgain();
    },
    onError: async (error) => {
      const changed = refusalOf(error) === 'version_conflict';
      tell({
        color: 'danger',
        title: changed ? t('trouble.changedTitle') : t('trouble.notDone'),
        message: failureWords(t, error),
        autoClose: 12_000,
      });
      // What is shown was out of date: show what is.
      if (changed) await lookAgain();
    },
  });
}

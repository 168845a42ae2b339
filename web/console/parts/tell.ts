import { notifications } from '@mantine/notifications';
import { isFailure, refusalOf, statusOf } from '../api.ts';
import type { Words } from '../words.ts';

/** What went wrong, in words: the server's own sentence where it has one. */
export function failureWords(t: Words['t'], error: unknown): string {
  const status = statusOf(error);
  if (refusalOf(error) === 'version_conflict') return t('trouble.changed');
  if (status === 0) return t('trouble.unreachableDo');
  if (status === 403) return t('trouble.forbiddenDo');
  return isFailure(error) ? (error.problem.detail ?? error.problem.title) : t('trouble.brokenDo');
}

/** For `onError`: tells it at the edge of the screen. */
export const tellFailure = (t: Words['t']) => (error: unknown) =>
  void notifications.show({ color: 'danger', title: t('trouble.notDone'), message: failureWords(t, error), autoClose: 10_000 });

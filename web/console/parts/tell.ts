import { type NotificationData, notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { isFailure, refusalOf, statusOf } from '../api.ts';
import type { Words } from '../words.ts';

/** Says something at the edge of the screen. */
export const tell = (what: NotificationData): void =>
  void notifications.show({ ...what, closeButtonProps: { 'aria-label': i18next.t('close') } });

/** What went wrong, in words: the server's own sentence where it has one. */
export function failureWords(t: Words['t'], error: unknown): string {
  const status = statusOf(error);
  if (refusalOf(error) === 'version_conflict') return t('trouble.changed');
  if (status === 0) return t('trouble.unreachableDo');
  if (status === 403) return t('trouble.forbiddenDo');
  if (!isFailure(error)) return t('trouble.brokenDo');
  const { detail, title, errors = [] } = error.problem;
  // A refusal of the core brings its sentence along; what the edge refuses has its words in our catalogue.
  const own = `problem.${refusalOf(error)}`;
  const says = detail ?? (i18next.exists(own) ? i18next.t(own) : title);
  return [says, ...errors.map(({ path, says }) => `${path}: ${says}`)].join(' · ');
}

/** For `onError`. */
export const tellFailure = (t: Words['t']) => (error: unknown) =>
  tell({ color: 'danger', title: t('trouble.notDone'), message: failureWords(t, error), autoClose: 10_000 });

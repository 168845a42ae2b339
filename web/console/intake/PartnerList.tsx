import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { tellFailure } from '../parts/tell.ts';
import { useMayAgree } from '../stock/duty.ts';
import { useWords } from '../words.ts';
import { intakeApi, type WholeMail } from './api.ts';
import style from './intake.module.css';

/** A partner's list that proves nothing of itself (M29): a manager says whose it is. */
export function WhoseList({ mail, done }: { readonly mail: WholeMail; readonly done: (after: WholeMail) => void }) {
  const { t } = useWords();
  const mayTake = useMayAgree();
  const take = useMutation({
    mutationFn: (partnerId: string) => intakeApi.takeList(mail.id, partnerId),
    onSuccess: done,
    onError: tellFailure(t),
  });
  if (!mail.asNotices) return null;
  return (
    <section className={style.card}>
      <h2>{t('intake.lists.title')}</h2>
      <p>{t('intake.lists.lines', { count: mail.asNotices.lines })}</p>
      {mayTake ? (
        <div className={style.usual}>
          {mail.asNotices.partners.map(({ id, name, likely }) => (
            <Button key={id} disabled={take.isPending} loading={take.isPending && take.variables === id} onClick={() => take.mutate(id)}>
              {t('intake.lists.take', { name })}
              {likely && ` (${t('intake.lists.likely')})`}
            </Button>
          ))}
        </div>
      ) : (
        <p className={style.muted}>{t('intake.lists.manager')}</p>
      )}
    </section>
  );
}

/** What became of the lines of a partner's list, each refused one with its reason. */
export function ListTaken({ mail: { notices } }: { readonly mail: WholeMail }) {
  const { t } = useWords();
  if (!notices) return null;
  return (
    <section className={style.card}>
      <h2>{t('intake.lists.title')}</h2>
      <p>
        {t('intake.lists.taken', { count: notices.taken, name: notices.partner, refused: notices.refused })}
        {notices.known > 0 && ` ${t('intake.lists.known', { count: notices.known })}`}
      </p>
      <dl className={style.facts}>
        {notices.told.map((one) => (
          <div key={`${one.in} ${one.line}`}>
            <dt>
              {one.in === null ? t('intake.lists.line', { line: one.line }) : t('intake.lists.lineOf', { file: one.in, line: one.line })}
            </dt>
            <dd>
              {one.noticeId && <span className="code">{one.noticeId}</span>}{' '}
              {one.errors.map(({ path, says }) => `${path} ${says}`.trim()).join('; ')}
            </dd>
          </div>
        ))}
      </dl>
      {notices.refused > notices.told.length && <p className={style.muted}>{t('intake.lists.more')}</p>}
    </section>
  );
}

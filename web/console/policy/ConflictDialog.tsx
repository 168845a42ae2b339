import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './policy.module.css';
import { type Draft, draftQuery, lookAtPolicies, policies } from './server.ts';

/** Two people, one draft: the one who saved later is told who was first, and loses nothing. */
export function ConflictDialog({
  draft,
  document,
  reload,
  close,
}: {
  readonly draft: Draft;
  readonly document: PolicyDocument;
  readonly reload: () => void;
  readonly close: () => void;
}) {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const theirs = useQuery({ queryKey: ['policy-theirs', draft.id, draft.revision], queryFn: () => policies.draft(draft.id), staleTime: 0 });
  const load = () => {
    client.setQueryData(draftQuery(draft.id).queryKey, theirs.data!);
    reload();
  };
  const keep = () =>
    policies.newDraft({ document: { ...document, name: t('policy.conflict.copyOf', { name: document.name }) } }).then(async ({ id }) => {
      await lookAtPolicies();
      router.history.push(paths.draft(id));
    }, tellFailure(t));
  return (
    <Dialog close={close} title={t('policy.conflict.title')}>
      <p>
        {theirs.data
          ? t('policy.conflict.says', { who: theirs.data.updatedBy ?? t('policy.somebody'), at: say.past(theirs.data.updatedAt) })
          : t('policy.conflict.saysNobody')}
      </p>
      <div className={style.buttons}>
        <Button onClick={() => void keep()}>{t('policy.conflict.keep')}</Button>
        <Button variant="filled" disabled={!theirs.data} onClick={load} data-autofocus>
          {t('policy.conflict.load')}
        </Button>
      </div>
    </Dialog>
  );
}

import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconHistory } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { addDays } from '../../../src/core/calendar.ts';
import { lintPolicy } from '../../../src/core/policy/lint.ts';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { Changes } from './Changes.tsx';
import style from './policy.module.css';
import { type Draft, documentQuery, listQuery, lookAtPolicies, policies, versionKey } from './server.ts';
import { useSellerDays } from './sellerDay.ts';
import { usePolicyWords } from './usePolicyWords.ts';

/** The last look before a policy decides: from when, what is new, what was warned of, and what the past says to it. */
export function PublishDialog({
  draft,
  document,
  close,
}: {
  readonly draft: Draft;
  readonly document: PolicyDocument;
  readonly close: () => void;
}) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const say = useSay();
  const router = useRouter();
  const { go } = useBench();
  const { today, dayOf } = useSellerDays();
  const [when, setWhen] = useState<'now' | 'day'>('now');
  const [day, setDay] = useState(() => addDays(today, 1));
  const [accepted, setAccepted] = useState(false);
  // Not those that were found while typing: what is published is looked at once more, whole.
  const problems = useMemo(() => lintPolicy(document), [document]);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const inForce = useQuery(listQuery).data?.inForce;
  const before = useQuery(documentQuery(inForce === undefined ? '' : versionKey(inForce)));

  const publish = useMutation({
    mutationFn: () =>
      policies.publish(draft.id, {
        ...(when === 'day' ? { effectiveFrom: day } : {}),
        ...(warnings.length > 0 ? { despiteWarnings: accepted } : {}),
      }),
    onSuccess: async (version) => {
      await lookAtPolicies();
      router.history.push(paths.policy());
      tell({
        title: t('policy.publish.done', { name: version.name }),
        message:
          version.state === 'scheduled'
            ? t('policy.publish.doneFrom', { day: say.dayName(dayOf(version.effectiveFrom)) })
            : t('policy.publish.doneNow'),
      });
    },
    onError: tellFailure(t),
  });
  const ready = errors.length === 0 && (warnings.length === 0 || accepted) && (when === 'now' || day >= today);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready) publish.mutate();
  };

  return (
    <Dialog close={close} title={t('policy.publish.title', { name: document.name })} size="lg">
      <form className={style.publish} onSubmit={send}>
        <section>
          <h3>{t('policy.publish.when')}</h3>
          <SegmentedControl
            aria-label={t('policy.publish.when')}
            value={when}
            onChange={(value) => setWhen(value as 'now' | 'day')}
            data={[
              { value: 'now', label: t('policy.publish.now') },
              { value: 'day', label: t('policy.publish.onDay') },
            ]}
          />
          {when === 'day' && (
            <TextInput
              type="date"
              className={style.publishDay}
              aria-label={t('policy.publish.day')}
              min={today}
              value={day}
              error={day < today ? t('policy.publish.past') : undefined}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          )}
          <p className={style.muted}>{t('policy.publish.kept')}</p>
        </section>
        {errors.length > 0 && (
          <section>
            <h3>{t('policy.publish.errors', { count: errors.length })}</h3>
            <ul className={style.publishProblems}>
              {errors.slice(0, 6).map((one) => (
                <li key={`${one.at} ${one.problem}`} data-severity="error">
                  <IconCircleX size={16} stroke={1.9} aria-hidden />
                  <button
                    type="button"
                    className={style.link}
                    onClick={() => {
                      close();
                      go(one.question ? { view: undefined, question: one.question, row: one.row } : { view: 'settings' });
                    }}
                  >
                    {policy.problem(one, document)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h3>{t('policy.publish.changes')}</h3>
          {before.data ? <Changes before={before.data.document} after={document} brief /> : <Waiting rows={2} height={34} />}
        </section>
        <LastRun draft={draft} />
        {errors.length === 0 && warnings.length > 0 && (
          <section>
            <h3>{t('policy.publish.warnings', { count: warnings.length })}</h3>
            <ul className={style.publishProblems}>
              {warnings.map((one) => (
                <li key={`${one.at} ${one.problem}`} data-severity="warning">
                  <IconAlertTriangle size={16} stroke={1.9} aria-hidden />
                  <span>{policy.problem(one, document)}</span>
                </li>
              ))}
            </ul>
            <Checkbox
              label={t('policy.publish.accept')}
              checked={accepted}
              onChange={(event) => setAccepted(event.currentTarget.checked)}
            />
          </section>
        )}
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={!ready} loading={publish.isPending}>
            {when === 'now'
              ? t('policy.publish.goNow')
              : t('policy.publish.goDay', { day: /^\d{4}-\d{2}-\d{2}$/.test(day) ? say.day(`${day}T12:00:00Z`) : '…' })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the past said to this draft, if it was asked. */
function LastRun({ draft }: { readonly draft: Draft }) {
  const { t } = useWords();
  const say = useSay();
  const runs = useQuery({ queryKey: ['policy-simulations', draft.id], queryFn: () => policies.simulations(draft.id), staleTime: 0 });
  const last = runs.data?.items.find(({ state }) => state === 'done');
  if (!runs.data) return null;
  return (
    <section>
      <h3>{t('policy.publish.onPast')}</h3>
      <p className={style.lastRun}>
        <IconHistory size={16} stroke={1.7} aria-hidden />
        {last
          ? t('policy.publish.lastRun', {
              changed: say.number(last.summary.changed),
              cases: say.number(last.summary.cases),
              at: say.past(last.startedAt),
            })
          : t('policy.publish.neverRun')}
      </p>
    </section>
  );
}

import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import style from './policy.module.css';
import { usePolicyWords } from './usePolicyWords.ts';

/** What is wrong with the policy, said while one writes; each leads to where it is. */
export function ProblemList() {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { document, problems, go } = useBench();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const sorted = [...errors, ...problems.filter(({ severity }) => severity !== 'error')];
  return (
    <section className={style.side} aria-label={t('policy.problems.title')}>
      <h2>
        {t('policy.problems.title')} {problems.length > 0 && <span className={`${style.muted} figures`}>{problems.length}</span>}
      </h2>
      <p className="unseen" role="status">
        {t('policy.problems.count', { count: problems.length })}
      </p>
      {sorted.length === 0 ? (
        <p className={style.fine}>
          <IconCircleCheck size={16} stroke={1.8} aria-hidden />
          {t('policy.problems.none')}
        </p>
      ) : (
        <ul className={style.problems}>
          {sorted.map((one) => (
            <li key={`${one.at} ${one.problem}`}>
              <button
                type="button"
                data-severity={one.severity}
                onClick={() =>
                  go(one.question ? { view: undefined, question: one.question, row: one.row } : { view: 'settings', row: undefined })
                }
              >
                {one.severity === 'error' ? (
                  <IconCircleX size={16} stroke={1.9} aria-hidden />
                ) : (
                  <IconAlertTriangle size={16} stroke={1.9} aria-hidden />
                )}
                <span>
                  <strong>
                    {t(`policy.problems.${one.severity}`)} · {one.question ? policy.question(one.question) : t('policy.view.settings')}
                  </strong>
                  <span>{policy.problem(one, document)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

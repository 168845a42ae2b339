import { useQuery } from '@tanstack/react-query';
import type { FullReturn } from '../../api.ts';
import { Due } from '../../parts/Due.tsx';
import { useSay } from '../../parts/say.ts';
import { To } from '../../parts/To.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { surveyApi } from './api.ts';
import { Stars } from './Stars.tsx';
import style from './survey.module.css';

/** Beside a return that has ended: how it went, in the buyer's own words. */
export function SurveyOfCase({ ret }: { readonly ret: FullReturn }) {
  const { t, word } = useWords();
  const say = useSay();
  const { data } = useQuery({ queryKey: ['survey', 'of', ret.id, ret.version], queryFn: () => surveyApi.ofReturn(ret.id) });
  const { survey, followUp } = data ?? {};
  if (!survey) return null;
  const { answers } = survey;
  return (
    <section className={style.card} data-ours={followUp?.state === 'open' || undefined}>
      <h2>{t('surveyCase.title')}</h2>
      {answers.length === 0 && (
        <p className={style.muted}>
          {survey.state === 'waiting'
            ? survey.askAt
              ? t('surveyCase.waiting', { at: say.stamp(survey.askAt) })
              : t('surveyCase.suspended')
            : survey.state === 'asked'
              ? t('surveyCase.asked', { at: say.stamp(survey.askedAt!) })
              : t('surveyCase.passed', { why: word('surveyPassed', survey.because!) })}
        </p>
      )}
      {answers.map((answer, i) => (
        <div key={i} className={style.caseAnswer}>
          <p>
            <Stars score={answer.score} />{' '}
            <span className={style.muted}>
              {answer.question === 'again' && `${t('surveyCase.again')} · `}
              {say.stamp(answer.at)}
            </span>
          </p>
          {answer.says && <blockquote>{answer.says}</blockquote>}
          {answer.topics.length > 0 && <p className={style.muted}>{answer.topics.map((topic) => word('surveyTopic', topic)).join(', ')}</p>}
        </div>
      ))}
      {followUp && (
        <p>
          <To href={paths.followUps({ id: followUp.id })} className={style.link}>
            {t('surveyCase.follow')} <span className="code">{followUp.code}</span>
          </To>{' '}
          {followUp.dueAt ? <Due at={followUp.dueAt} kind="follow_up" /> : t(`followUps.tab.${followUp.state}`)}
        </p>
      )}
    </section>
  );
}

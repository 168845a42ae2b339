import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import {
  type Answers,
  inOrder,
  isAsked,
  LONGEST_ANSWER,
  nextQuestion,
  type Question,
  signOf,
} from '../../../src/core/inspection/checklist.ts';
import { proposeVerdict } from '../../../src/core/inspection/verdict.ts';
import { Waiting } from '../parts/Nothing.tsx';
import { KnownFrom } from '../returns/KnownFrom.tsx';
import { useWords } from '../words.ts';
import { type BenchItem, benchApi } from './api.ts';
import style from './bench.module.css';
import { Finding } from './Finding.tsx';
import { forgetAnswers, keepAnswers, keptAnswers } from './outbox.ts';
import type { Seen } from './Parcel.tsx';
import { Reports } from './Reports.tsx';
import { useStage } from './stage.ts';
import { answerWords, useText } from './text.ts';
import { lookAgainAtBench } from './useBench.ts';

const answersKey = (ret: Seen, item: BenchItem) => `${ret.id}.${item.lineId}.${item.unit}`;

type Props = { readonly ret: Seen; readonly item: BenchItem; readonly inspected: () => Promise<void> };

/** A parcel laid aside, or a phone that went out, is taken up again where it was left. */
export function Checklist(props: Props) {
  const { ret, item } = props;
  const [kept, setKept] = useState<Answers | null>(null);
  useEffect(() => {
    void keptAnswers<Answers>(answersKey(ret, item)).then((answers) => setKept(answers ?? {}));
    // Colleagues see that somebody has it in hand. No use in telling later, and none in waiting for it.
    if (ret.seen === 'now' && item.assessment === 'none' && ret.commands['inspection-start']?.allowed)
      void benchApi.begin(ret.id, { lineId: item.lineId, unit: item.unit }).then(
        () => lookAgainAtBench(ret.id),
        () => {},
      );
    // Once per item that comes onto the bench: the parent gives each its own key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return kept ? <Questions {...props} kept={kept} /> : <Waiting rows={1} height={220} />;
}

/** One question at a time, none answered beforehand; the keys 1 to 9 answer, Backspace takes the last answer back. */
function Questions({ ret, item, inspected, kept }: Props & { readonly kept: Answers }) {
  const { t, word } = useWords();
  const say = useText();
  const asking = ret.checklists[item.category]!;
  const checklist = useMemo(() => inOrder(asking.questions as readonly Question[], item.fault), [asking, item.fault]);
  const [answers, setAnswers] = useState(kept);
  const keep = (next: Answers) => {
    setAnswers(next);
    void keepAnswers(answersKey(ret, item), next);
  };
  const finding = {
    checklist,
    answers,
    reason: item.reason,
    ...(item.fault ? { fault: item.fault } : {}),
    ...(item.identity ? { identity: item.identity } : {}),
  };
  const proposal = proposeVerdict(finding);
  const question = proposal ? null : nextQuestion(checklist, answers);
  const asked = checklist.filter((one) => isAsked(one, answers));
  const answered = asked.filter((one) => signOf(one, answers) !== null);
  const answer = (one: Question, value: string | number) => keep({ ...answers, [one.key]: value });
  const back = () => {
    const last = answered.at(-1);
    if (last) keep(Object.fromEntries(Object.entries(answers).filter(([key]) => key !== last.key)));
  };

  return (
    <div className={style.work}>
      <div>
        {item.identity && (
          <p className={style.identity} data-tone={item.identity}>
            {word('identity', item.identity)} {item.read && <span className="code">{item.read.imei ?? item.read.serial}</span>}
          </p>
        )}
        <KnownFrom item={item} />
        {question ? (
          <Ask
            key={question.key}
            question={question}
            answer={(value) => answer(question, value)}
            back={back}
            at={answered.length + 1}
            of={asked.length}
          />
        ) : (
          proposal && (
            <Finding
              ret={ret}
              item={item}
              checklist={checklist}
              name={asking.name}
              answers={answers}
              proposal={proposal}
              back={answered.length > 0 ? back : undefined}
              inspected={async () => {
                await forgetAnswers(answersKey(ret, item));
                await inspected();
              }}
            />
          )
        )}
        <Reports ret={ret} item={item} answers={answers} checklist={checklist} fill={(more) => keep({ ...more, ...answers })} />
      </div>
      <aside className={style.answered} aria-label={t('bench.answered')}>
        <h3>{t('bench.answered')}</h3>
        {answered.length === 0 && <p className={style.small}>{t('bench.noAnswers')}</p>}
        <ol>
          {answered.map((one) => (
            <li key={one.key} data-sign={signOf(one, answers)}>
              <span>{say(one.asks)}</span>
              <strong>{answerWords(say, one, answers)}</strong>
            </li>
          ))}
        </ol>
        {answered.length > 0 && (
          <Button variant="subtle" size="xs" leftSection={<IconArrowBackUp size={15} />} onClick={back}>
            {t('bench.back')}
          </Button>
        )}
      </aside>
    </div>
  );
}

function Ask({
  question,
  answer,
  back,
  at,
  of,
}: {
  readonly question: Question;
  readonly answer: (value: string | number) => void;
  readonly back: () => void;
  readonly at: number;
  readonly of: number;
}) {
  const { t } = useWords();
  const say = useText();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  /** True where it was meant as an answer: a longer code than a figure can be is another parcel. */
  const take = (text: string): boolean => {
    if (question.kind === 'choice') return false;
    if (question.kind === 'text') {
      const fits = text.trim() !== '' && text.length <= LONGEST_ANSWER;
      if (fits) answer(text.trim());
      else setWrong(true);
      return true;
    }
    const value = Number(text.replace(',', '.').replace('%', ''));
    const fits = text.trim() !== '' && Number.isFinite(value) && value >= question.min && value <= question.max;
    if (!fits && text.length > 5) return false;
    if (fits) answer(value);
    else setWrong(true);
    return true;
  };
  useStage({
    back,
    ...(question.kind === 'choice'
      ? { digit: (digit: number) => void (question.choices[digit - 1] && answer(question.choices[digit - 1]!.value)) }
      : { enter: take }),
  });
  return (
    <section className={style.panel} aria-live="polite">
      <p className={style.progress}>
        <span className="figures">{t('bench.progress', { at, of })}</span>
        <progress value={at - 1} max={of} aria-label={t('bench.progress', { at, of })} />
      </p>
      <h3 className={style.question}>{say(question.asks)}</h3>
      {question.kind === 'choice' ? (
        <ul className={style.choices}>
          {question.choices.map((choice, i) => (
            <li key={choice.value}>
              <button type="button" className={style.choice} onClick={() => answer(choice.value)}>
                <kbd>{i + 1}</kbd>
                <span>{say(choice.says)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <form
          className={style.figure}
          onSubmit={(event) => {
            event.preventDefault();
            take(typed);
          }}
        >
          <input
            value={typed}
            inputMode={question.kind === 'number' ? 'decimal' : 'text'}
            data-wide={question.kind === 'text' || undefined}
            maxLength={LONGEST_ANSWER}
            aria-label={say(question.asks)}
            aria-invalid={wrong}
            placeholder={question.kind === 'number' ? t('bench.figure', { unit: question.unit }) : t('atBench.scanOrType')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {question.kind === 'number' && <span>{question.unit}</span>}
          <Button type="submit" variant="filled" size="md">
            {t('bench.take')}
          </Button>
          <p className={style.hint} role="alert">
            {wrong
              ? question.kind === 'number'
                ? t('bench.range', { min: question.min, max: question.max })
                : t('atBench.textMissing')
              : ''}
          </p>
        </form>
      )}
    </section>
  );
}

import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { type Answers, checklistFor, isAsked, nextQuestion, type Question, signOf } from '../../../src/core/inspection/checklist.ts';
import { proposeVerdict } from '../../../src/core/inspection/verdict.ts';
import type { FullReturn, ReturnItem } from '../api.ts';
import { useWords } from '../words.ts';
import { KnownFrom } from '../returns/KnownFrom.tsx';
import style from './bench.module.css';
import { Finding } from './Finding.tsx';
import { useStage } from './stage.ts';
import { useText } from './text.ts';

const draftKey = (ret: FullReturn, item: ReturnItem) => `retour.bench.${ret.id}.${item.lineId}.${item.unit}`;

/** One question at a time, none answered beforehand; the keys 1 to 9 answer, Backspace takes the last answer back. */
export function Checklist({
  ret,
  item,
  inspected,
}: {
  readonly ret: FullReturn;
  readonly item: ReturnItem;
  readonly inspected: (after: FullReturn) => Promise<void>;
}) {
  const { t, word } = useWords();
  const say = useText();
  const checklist = useMemo(() => checklistFor(item.category, item.fault), [item.category, item.fault]);
  const [answers, setAnswers] = useState<Answers>(() => JSON.parse(sessionStorage.getItem(draftKey(ret, item)) ?? '{}') as Answers);
  const keep = (next: Answers) => {
    setAnswers(next);
    // A parcel laid aside is taken up again where it was left.
    sessionStorage.setItem(draftKey(ret, item), JSON.stringify(next));
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
              answers={answers}
              proposal={proposal}
              back={answered.length > 0 ? back : undefined}
              inspected={async (after) => {
                sessionStorage.removeItem(draftKey(ret, item));
                await inspected(after);
              }}
            />
          )
        )}
      </div>
      <aside className={style.answered} aria-label={t('bench.answered')}>
        <h3>{t('bench.answered')}</h3>
        {answered.length === 0 && <p className={style.small}>{t('bench.noAnswers')}</p>}
        <ol>
          {answered.map((one) => (
            <li key={one.key} data-sign={signOf(one, answers)}>
              <span>{say(one.asks)}</span>
              <strong>
                {one.kind === 'number'
                  ? `${String(answers[one.key])} ${one.unit}`
                  : say(one.choices.find(({ value }) => value === answers[one.key])!.says)}
              </strong>
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
  const [figure, setFigure] = useState('');
  const [wrong, setWrong] = useState(false);
  const numeric = (text: string): boolean => {
    if (question.kind !== 'number') return false;
    const value = Number(text.replace(',', '.').replace('%', ''));
    const fits = text.trim() !== '' && Number.isFinite(value) && value >= question.min && value <= question.max;
    // Longer codes are parcels, not figures.
    if (!fits && text.length > 5) return false;
    if (fits) answer(value);
    else setWrong(true);
    return true;
  };
  useStage({
    back,
    ...(question.kind === 'choice'
      ? { digit: (digit: number) => void (question.choices[digit - 1] && answer(question.choices[digit - 1]!.value)) }
      : { enter: numeric }),
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
            numeric(figure);
          }}
        >
          <input
            value={figure}
            inputMode="numeric"
            aria-label={say(question.asks)}
            aria-invalid={wrong}
            placeholder={t('bench.figure', { unit: question.unit })}
            onChange={(event) => setFigure(event.currentTarget.value)}
          />
          <span>{question.unit}</span>
          <Button type="submit" variant="filled" size="md">
            {t('bench.take')}
          </Button>
          <p className={style.hint} role="alert">
            {wrong ? t('bench.range', { min: question.min, max: question.max }) : ''}
          </p>
        </form>
      )}
    </section>
  );
}

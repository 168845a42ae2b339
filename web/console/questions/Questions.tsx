import { ActionIcon, Button, Checkbox, MultiSelect, NumberInput, Select, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Language } from '../../../src/core/access.ts';
import { type Question, SIGNS, type Text } from '../../../src/core/inspection/checklist.ts';
import { readChecklist } from '../../../src/core/inspection/read-checklist.ts';
import { FAULTS, GRADES } from '../../../src/core/return/model.ts';
import { benchApi, type CategoryChecklist } from '../bench/api.ts';
import { useText } from '../bench/text.ts';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { LANGUAGE_NAMES, useWords } from '../words.ts';
import {
  addChoice,
  change,
  changeChoice,
  type Draft,
  filledIn,
  keyFrom,
  move,
  newQuestion,
  ofKind,
  remove,
  removeChoice,
  withCondition,
} from './edit.ts';
import style from './questions.module.css';
import { Values } from './Values.tsx';

/** What the bench asks about each kind of article, written by whoever knows the devices; and what units are worth. */
export function Questions() {
  const { t } = useWords();
  useTitle(t('questions.title'));
  const router = useRouter();
  const { category } = useSearch({ from: '/settings/questions' });
  const list = useQuery({ queryKey: ['checklists'], queryFn: benchApi.checklists });
  const [added, setAdded] = useState('');
  const all = list.data?.items ?? [];
  const chosen = all.find((one) => one.category === category) ?? all[0];
  const go = (to: string) => router.history.push(paths.questions(to));
  return (
    <div className={style.page}>
      <p className={style.backLink}>
        <To href={paths.settings()}>
          <IconArrowLeft size={15} aria-hidden /> {t('shell.settings')}
        </To>
      </p>
      <h1>{t('questions.title')}</h1>
      <p className={style.about}>{t('questions.about')}</p>
      {list.isPending ? (
        <Waiting rows={5} height={90} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : (
        <div className={style.columns}>
          <nav className={style.categories} aria-label={t('questions.categories')}>
            {all.map((one) => (
              <To key={one.category} href={paths.questions(one.category)} aria-current={one === chosen ? 'page' : undefined}>
                <CategoryName category={one.category} />
                {one.draft && <Badge tone="warn">{t('questions.draft')}</Badge>}
              </To>
            ))}
            <form
              onSubmit={(event) => {
                event.preventDefault();
                const name = keyFrom(added, []);
                if (added.trim() === '' || all.some((one) => one.category === name)) return;
                const other = all.find((one) => one.category === 'other')!;
                void benchApi
                  .saveDraft(name, [
                    ...other.inForce.questions,
                    ...filledIn([
                      { ...newQuestion(other.inForce.questions as Draft), asks: { en: added.trim(), fr: added.trim() } } as Question,
                    ]),
                  ])
                  .then(() => client.invalidateQueries({ queryKey: ['checklists'] }))
                  .then(() => go(name), tellFailure(t));
                setAdded('');
              }}
            >
              <TextInput
                size="xs"
                aria-label={t('questions.newCategory')}
                placeholder={t('questions.newCategory')}
                value={added}
                onChange={(event) => setAdded(event.currentTarget.value)}
              />
            </form>
          </nav>
          {chosen && <Editor key={chosen.category} of={chosen} />}
        </div>
      )}
      <Values />
    </div>
  );
}

function CategoryName({ category }: { readonly category: string }) {
  const { word } = useWords();
  return <>{word('benchCategory', category)}</>;
}

function Editor({ of }: { readonly of: CategoryChecklist }) {
  const { t } = useWords();
  const say = useSay();
  const inForce = of.inForce.questions as Draft;
  const [draft, setDraft] = useState<Draft>((of.draft?.questions as Draft | undefined) ?? inForce);
  const [saved, setSaved] = useState<Draft>(draft);
  const [open, setOpen] = useState<number | null>(null);
  const read = readChecklist(of.category, filledIn(draft));
  const problems = read.ok ? [] : read.problems;
  const unsaved = draft !== saved;
  const differs = JSON.stringify(filledIn(draft)) !== JSON.stringify(inForce);
  useEffect(() => {
    if (!unsaved) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [unsaved]);
  const lookAgain = () => client.invalidateQueries({ queryKey: ['checklists'] });
  const save = useMutation({
    mutationFn: async () => {
      const now = draft;
      await benchApi.saveDraft(of.category, filledIn(now));
      setSaved(now);
    },
    onSuccess: lookAgain,
    onError: tellFailure(t),
  });
  const publish = useMutation({
    mutationFn: async () => {
      await benchApi.saveDraft(of.category, filledIn(draft));
      return benchApi.publish(of.category);
    },
    onSuccess: async ({ name }) => {
      setSaved(draft);
      tell({ color: 'good', title: t('questions.published'), message: t('questions.publishedMore', { name }) });
      await lookAgain();
    },
    onError: tellFailure(t),
  });
  const put = (at: number) => (to: Question) => setDraft(change(draft, at, to));
  return (
    <section className={style.editor} aria-label={t('questions.editor')}>
      <header className={style.bar}>
        <p>
          <strong className="code">{of.inForce.name}</strong>{' '}
          <span>
            {of.publishedAt
              ? t('questions.inForceSince', { at: say.past(of.publishedAt), by: of.publishedBy ?? '' })
              : t('questions.builtIn')}
          </span>
        </p>
        <Button disabled={!unsaved} loading={save.isPending} onClick={() => save.mutate()}>
          {t('questions.save')}
        </Button>
        <Button variant="filled" disabled={!differs || problems.length > 0} loading={publish.isPending} onClick={() => publish.mutate()}>
          {t('questions.publish')}
        </Button>
      </header>
      {problems.length > 0 && (
        <ul className={style.problems} role="alert">
          {problems.map((one, i) => (
            <li key={i}>
              {one.question === undefined ? (
                t(`questions.problem.${one.name}`)
              ) : (
                <button type="button" onClick={() => setOpen(one.question!)}>
                  {t('questions.problemAt', { at: one.question + 1, says: t(`questions.problem.${one.name}`) })}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ol className={style.list}>
        {draft.map((question, i) => (
          <QuestionCard
            key={question.key}
            question={question}
            at={i}
            before={draft.slice(0, i)}
            open={open === i}
            toggle={() => setOpen(open === i ? null : i)}
            put={put(i)}
            remove={() => setDraft(remove(draft, i))}
            move={(by) => {
              setDraft(move(draft, i, by));
              if (open === i) setOpen(i + by);
            }}
            last={i === draft.length - 1}
          />
        ))}
      </ol>
      <Button
        leftSection={<IconPlus size={16} />}
        onClick={() => {
          setDraft([...draft, newQuestion(draft)]);
          setOpen(draft.length);
        }}
      >
        {t('questions.add')}
      </Button>
    </section>
  );
}

function QuestionCard({
  question,
  at,
  before,
  open,
  toggle,
  put,
  remove: takeAway,
  move: shift,
  last,
}: {
  readonly question: Question;
  readonly at: number;
  readonly before: Draft;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly put: (to: Question) => void;
  readonly remove: () => void;
  readonly move: (by: -1 | 1) => void;
  readonly last: boolean;
}) {
  const { t, word } = useWords();
  const say = useText();
  const condition = question.when && before.find(({ key }) => key === question.when!.key);
  const answers = (one: Question | undefined, is: readonly string[]) =>
    one?.kind === 'choice'
      ? is.map((value) => say(one.choices.find((choice) => choice.value === value)?.says ?? { en: value, fr: value })).join(', ')
      : '';
  return (
    <li className={style.card}>
      <div className={style.cardHead}>
        <button type="button" aria-expanded={open} onClick={toggle}>
          <span className="figures">{at + 1}</span>
          <span>
            <strong>{say(question.asks) || t('questions.noWords')}</strong>
            <small>
              {question.kind === 'choice'
                ? question.choices.map(({ says }) => say(says)).join(' · ')
                : t(`questions.kind.${question.kind}`)}
              {question.when && (
                <>
                  {' — '}
                  {t('questions.onlyWhen', { question: condition ? say(condition.asks) : '?', is: answers(condition, question.when.is) })}
                </>
              )}
            </small>
          </span>
        </button>
        <Tooltip label={t('questions.up')}>
          <ActionIcon aria-label={t('questions.up')} disabled={at === 0} onClick={() => shift(-1)}>
            <IconArrowUp size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('questions.down')}>
          <ActionIcon aria-label={t('questions.down')} disabled={last} onClick={() => shift(1)}>
            <IconArrowDown size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('questions.remove')}>
          <ActionIcon aria-label={t('questions.remove')} onClick={takeAway}>
            <IconTrash size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      {open && (
        <div className={style.form}>
          <Both label={t('questions.asks')} text={question.asks} put={(asks) => put({ ...question, asks })} />
          <div className={style.pair}>
            <Select
              label={t('questions.kindLabel')}
              allowDeselect={false}
              value={question.kind}
              onChange={(kind) => kind && put(ofKind(question, kind as Question['kind']))}
              data={(['choice', 'number', 'text'] as const).map((value) => ({ value, label: t(`questions.kind.${value}`) }))}
            />
            <MultiSelect
              label={t('questions.faults')}
              value={[...(question.faults ?? [])]}
              onChange={(faults) => put({ ...question, faults: faults as never })}
              data={FAULTS.map((value) => ({ value, label: word('fault', value) }))}
            />
          </div>
          <Condition question={question} before={before} put={put} />
          {question.kind === 'number' && (
            <div className={style.figures}>
              <TextInput
                label={t('questions.unit')}
                value={question.unit}
                onChange={(event) => put({ ...question, unit: event.currentTarget.value })}
              />
              {(['min', 'max', 'goodFrom'] as const).map((name) => (
                <NumberInput
                  key={name}
                  label={t(`questions.${name}`)}
                  value={question[name]}
                  onChange={(value) => put({ ...question, [name]: Number(value) })}
                />
              ))}
            </div>
          )}
          {question.kind === 'choice' && <Choices question={question} put={put} />}
        </div>
      )}
    </li>
  );
}

/** Words stand in English and, beside it, in the reader's own language; those in the others stay as they are. */
const useBoth = (): readonly Language[] => {
  const { language } = useWords();
  return ['en', language === 'en' ? 'fr' : language];
};
const written = (text: Text, language: Language, words: string): Text => ({ ...text, [language]: words });

const Both = ({ label, text, put }: { readonly label: string; readonly text: Text; readonly put: (text: Text) => void }) => (
  <div className={style.pair}>
    {useBoth().map((language) => (
      <TextInput
        key={language}
        label={`${label} (${LANGUAGE_NAMES[language]})`}
        lang={language}
        maxLength={300}
        value={text[language] ?? ''}
        onChange={(event) => put(written(text, language, event.currentTarget.value))}
      />
    ))}
  </div>
);

function Condition({
  question,
  before,
  put,
}: {
  readonly question: Question;
  readonly before: Draft;
  readonly put: (to: Question) => void;
}) {
  const { t } = useWords();
  const say = useText();
  const others = before.filter((one) => one.kind === 'choice');
  const on = others.find(({ key }) => key === question.when?.key);
  return (
    <div className={style.pair}>
      <Select
        label={t('questions.when')}
        placeholder={t('questions.always')}
        clearable
        value={question.when?.key ?? null}
        onChange={(key) => {
          const other = others.find((one) => one.key === key);
          const first = other?.kind === 'choice' ? other.choices[0]?.value : undefined;
          put(withCondition(question, key && first !== undefined ? { key, is: [first] } : undefined));
        }}
        data={others.map(({ key, asks }) => ({ value: key, label: say(asks) }))}
      />
      {on?.kind === 'choice' && (
        <MultiSelect
          label={t('questions.whenIs')}
          value={[...question.when!.is]}
          onChange={(is) => put(withCondition(question, is.length > 0 ? { key: on.key, is } : undefined))}
          data={on.choices.map(({ value, says }) => ({ value, label: say(says) }))}
        />
      )}
    </div>
  );
}

function Choices({ question, put }: { readonly question: Extract<Question, { kind: 'choice' }>; readonly put: (to: Question) => void }) {
  const { t, word } = useWords();
  const languages = useBoth();
  return (
    <fieldset className={style.choices}>
      <legend>{t('questions.answers')}</legend>
      {question.choices.map((choice, i) => {
        const set = (to: object) => put(changeChoice(question, i, { ...choice, ...to }));
        return (
          <div key={choice.value} className={style.choice}>
            <kbd>{i + 1}</kbd>
            {languages.map((language) => (
              <TextInput
                key={language}
                aria-label={t('questions.answerIn', { at: i + 1, language: LANGUAGE_NAMES[language] })}
                placeholder={LANGUAGE_NAMES[language]}
                lang={language}
                value={choice.says[language] ?? ''}
                onChange={(event) => set({ says: written(choice.says, language, event.currentTarget.value) })}
              />
            ))}
            <Select
              aria-label={t('questions.means')}
              allowDeselect={false}
              value={choice.sign}
              onChange={(sign) => sign && set({ sign })}
              data={SIGNS.map((value) => ({ value, label: word('benchSign', value) }))}
            />
            <Select
              aria-label={t('questions.bestGrade')}
              placeholder={t('questions.anyGrade')}
              clearable
              value={choice.grade ?? null}
              onChange={(grade) => {
                const { grade: _before, ...rest } = choice;
                put(changeChoice(question, i, grade ? { ...rest, grade: grade as never } : rest));
              }}
              data={GRADES.map((value) => ({ value, label: word('grade', value) }))}
            />
            <Checkbox
              label={t('questions.photo')}
              checked={choice.photo === true}
              onChange={(event) => {
                const { photo: _before, ...rest } = choice;
                put(changeChoice(question, i, event.currentTarget.checked ? { ...rest, photo: true } : rest));
              }}
            />
            <ActionIcon
              aria-label={t('questions.removeAnswer')}
              disabled={question.choices.length <= 2}
              onClick={() => put(removeChoice(question, i))}
            >
              <IconTrash size={16} stroke={1.7} />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPlus size={15} />}
        disabled={question.choices.length >= 9}
        onClick={() => put(addChoice(question))}
      >
        {t('questions.addAnswer')}
      </Button>
    </fieldset>
  );
}

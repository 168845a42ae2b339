import { ActionIcon, Button, CloseButton, Drawer, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { same } from '../../../src/core/policy/compare.ts';
import type { Question, When } from '../../../src/core/policy/document.ts';
import { useWords } from '../words.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { problemsOf, useBench } from './bench.ts';
import { ConditionForm } from './ConditionForm.tsx';
import { type AnyAnswer, type AnyRow, changeRow, rowsOf } from './edit.ts';
import style from './policy.module.css';
import { suggestedWords, wordsTellAnswer } from './suggest.ts';
import { usePolicyWords } from './usePolicyWords.ts';
import { WordsForm } from './WordsForm.tsx';

/** One row, whole: when it speaks, what it answers, what it says to whom, and where it comes from. Whatever is changed is in the draft at once. */
export function RowDrawer({ question, id }: { readonly question: Question; readonly id: string }) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { document, edit, go, problems } = useBench();
  const rows = rowsOf(document, question);
  const at = rows.findIndex((row) => row.id === id);
  const row = rows[at]!;
  const close = () => go({ question, row: undefined });
  const walk = (to: number) => go({ question, row: rows[to]!.id }, 'replace');
  const change = (part: Partial<Omit<AnyRow, 'when'>> & { readonly when?: When | undefined }, about: string) =>
    edit?.((before) => {
      const now = rowsOf(before, question).find((one) => one.id === id);
      if (!now) return before;
      const { when, ...rest } = { ...now, ...part };
      return changeRow(before, question, id, when === undefined ? rest : { ...rest, when });
    }, `${id} ${about}`);
  // Words that nobody has touched yet follow the answer that they were made of.
  const answerWith = (answer: AnyAnswer) =>
    change(
      same(row.words, suggestedWords(document, question, row.answer))
        ? { answer, words: suggestedWords(document, question, answer) }
        : { answer },
      'answer',
    );
  const [opened] = useState(row);
  const stale = !wordsTellAnswer(question) && !same(opened.answer, row.answer) && same(opened.words, row.words);
  const wrong = problemsOf(problems, question, id);

  return (
    <Drawer.Root opened onClose={close} position="right" size={640} transitionProps={{ duration: 140 }}>
      <Drawer.Overlay />
      <Drawer.Content
        classNames={{ content: style.drawerContent }}
        aria-label={t('policy.row.title', { question: policy.question(question), at: at + 1 })}
      >
        <div className={style.drawerHead}>
          <div>
            <p className={style.muted}>{policy.question(question)}</p>
            <Drawer.Title className={style.drawerTitle} tabIndex={-1} data-autofocus>
              {t('policy.row.number', { at: at + 1, count: rows.length })}
            </Drawer.Title>
          </div>
          <span className={style.steps}>
            <ActionIcon disabled={at === 0} onClick={() => walk(at - 1)} aria-label={t('policy.row.before')}>
              <IconArrowUp size={18} />
            </ActionIcon>
            <ActionIcon disabled={at === rows.length - 1} onClick={() => walk(at + 1)} aria-label={t('policy.row.after')}>
              <IconArrowDown size={18} />
            </ActionIcon>
            <CloseButton aria-label={t('close')} size={36} onClick={close} />
          </span>
        </div>
        <Drawer.Body>
          <fieldset className={style.drawer} disabled={!edit} data-document>
            {wrong.length > 0 && (
              <ul className={style.drawerWrong} data-bad={wrong.some(({ severity }) => severity === 'error') || undefined}>
                {wrong.map((one) => (
                  <li key={`${one.at} ${one.problem}`} className={style.wrong} data-severity={one.severity}>
                    <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
                    <span>{policy.problem(one, document)}</span>
                  </li>
                ))}
              </ul>
            )}
            <section>
              <h3>{t('policy.row.when')}</h3>
              <ConditionForm question={question} when={row.when} change={(when) => change({ when }, 'when')} />
            </section>
            <section>
              <h3>{t('policy.row.then')}</h3>
              <AnswerForm question={question} answer={row.answer} change={answerWith} />
            </section>
            <section>
              <h3>{t('policy.row.words')}</h3>
              {stale && (
                <p className={style.hint}>
                  <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
                  {t('policy.words.stale')}
                </p>
              )}
              <WordsForm question={question} row={row} change={(words) => change({ words }, 'words')} />
            </section>
            <section>
              <h3>{t('policy.row.from')}</h3>
              <TextInput
                label={t('policy.row.reference')}
                description={t('policy.row.referenceHint')}
                value={row.reference}
                maxLength={300}
                onChange={(event) => change({ reference: event.currentTarget.value }, 'reference')}
              />
              <SourceForm row={row} change={(source) => change({ source }, 'source')} />
              <p className={style.muted}>
                {t('policy.row.id')} <span className="code">{row.id}</span>
              </p>
            </section>
          </fieldset>
          <div className={style.drawerFoot}>
            {edit && <p className={style.muted}>{t('policy.row.kept')}</p>}
            <Button variant="filled" onClick={close}>
              {t(edit ? 'policy.row.done' : 'close')}
            </Button>
          </div>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

const SOURCES = ['policy', 'channel', 'check'] as const;

function SourceForm({ row, change }: { readonly row: AnyRow; readonly change: (source: (typeof SOURCES)[number]) => void }) {
  const { t } = useWords();
  return (
    <div className={style.choices} role="radiogroup" aria-label={t('policy.row.source')}>
      <span className={style.label}>{t('policy.row.source')}</span>
      {SOURCES.map((source) => (
        <label key={source}>
          <input type="radio" name={`source-${row.id}`} checked={(row.source ?? 'policy') === source} onChange={() => change(source)} />
          {t(`policy.source.${source}`)}
        </label>
      ))}
    </div>
  );
}

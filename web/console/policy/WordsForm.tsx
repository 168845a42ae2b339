import { Button, Tabs, Textarea } from '@mantine/core';
import { IconPlus, IconSparkles } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { LANGUAGES, type Language } from '../../../src/core/access.ts';
import type { FactName, Question, Said, Words } from '../../../src/core/policy/document.ts';
import { VOCABULARY } from '../../../src/core/policy/words/vocabulary.ts';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { type AnyRow, fieldsOf } from './edit.ts';
import style from './policy.module.css';
import { suggestedWords } from './suggest.ts';
import { usePolicyWords } from './usePolicyWords.ts';

const NOTHING: Said = { agent: '', buyer: '' };

/** What is said when the row speaks, to whom, in each language. English stands in where one is missing, and that is marked. */
export function WordsForm({
  question,
  row,
  change,
}: {
  readonly question: Question;
  readonly row: AnyRow;
  readonly change: (words: Words) => void;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const { document, edit } = useBench();
  const policy = usePolicyWords();
  const [language, setLanguage] = useState<Language>(policy.language);
  const field = useRef<{ side: keyof Said; element: HTMLTextAreaElement } | null>(null);
  const said = row.words[language] ?? NOTHING;
  const missing = (one: Language) => !row.words[one]?.agent.trim() || !row.words[one]?.buyer.trim();

  const set = (side: keyof Said, text: string) => {
    const next = { ...said, [side]: text };
    // A language of which nothing is left is a missing one, not two empty sentences. English is never missing.
    const { [language]: _, ...others } = row.words;
    change(next.agent === '' && next.buyer === '' && language !== 'en' ? (others as Words) : { ...row.words, [language]: next });
  };
  // What is counted comes with its unit, in one and in many.
  const fieldOf = (name: string) => {
    const { units, facts } = VOCABULARY[language];
    const unit = name === 'days' ? units.day : name === 'months' ? units.month : facts[name as FactName]?.unit;
    return unit ? `{${name}:${unit[0]}|${unit[1]}}` : `{${name}}`;
  };
  const insert = (name: string) => {
    const { side, element } = field.current ?? { side: 'buyer' as const, element: null };
    const text = said[side];
    const [from, to] = element ? [element.selectionStart, element.selectionEnd] : [text.length, text.length];
    set(side, `${text.slice(0, from)}${fieldOf(name)}${text.slice(to)}`);
    element?.focus();
  };
  const suggest = () => {
    const words = suggestedWords(document, question, row.answer)[language]!;
    change({ ...row.words, [language]: words });
  };
  const fields = fieldsOf(question, row);
  const area = (side: keyof Said) => (
    <Textarea
      label={t(`policy.words.${side}`)}
      description={t(`policy.words.${side}Hint`)}
      lang={language}
      autosize
      minRows={2}
      maxRows={7}
      maxLength={1000}
      value={said[side]}
      error={language === 'en' && !said[side].trim() ? t('policy.words.english') : undefined}
      onFocus={(event) => {
        field.current = { side, element: event.currentTarget };
      }}
      onChange={(event) => set(side, event.currentTarget.value)}
    />
  );
  return (
    <Tabs value={language} onChange={(one) => setLanguage(one as Language)} variant="default" keepMounted={false}>
      <Tabs.List className={style.tongues}>
        {LANGUAGES.map((one) => (
          <Tabs.Tab key={one} value={one} data-missing={missing(one) || undefined}>
            {say.languageName(one)}
            {missing(one) && (
              <>
                <span className={style.hole} aria-hidden />
                <span className="unseen"> ({t('policy.words.missing')})</span>
              </>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={language} className={style.tongue}>
        {missing(language) && language !== 'en' && <p className={style.hint}>{t('policy.words.standsIn')}</p>}
        {area('buyer')}
        {area('agent')}
        {edit && (
          <div className={style.fields}>
            {fields.length > 0 && <span className={style.label}>{t('policy.words.insert')}</span>}
            {fields.map((name) => (
              <Button
                key={name}
                size="compact-xs"
                leftSection={<IconPlus size={12} />}
                // Before the field loses the focus, so that the text lands where the cursor stood.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => insert(name)}
              >
                {word('fact', name)}
              </Button>
            ))}
            {missing(language) && (
              <Button size="compact-xs" variant="light" leftSection={<IconSparkles size={13} />} onClick={suggest}>
                {t('policy.words.suggest')}
              </Button>
            )}
          </div>
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

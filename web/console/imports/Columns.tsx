import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useConnections } from '../data.ts';
import { useWords } from '../words.ts';
import type { Import, Mapping } from './api.ts';
import style from './imports.module.css';

type Field = Import['fields'][number];
type Props = { readonly one: Import; readonly saving: boolean; readonly save: (mapping: Mapping) => void };

/** Our words for a choice, where the console has them already. */
const GROUPS: Readonly<Record<string, string>> = {
  reason: 'reason',
  fault: 'fault',
  wants: 'resolution',
  condition: 'condition',
  grade: 'grade',
  state: 'unitState',
  resolution: 'resolution',
};

/** Which column is which field, what stands for the whole file, and what the file's words mean. Each change is kept at once. */
export function Columns({ one, saving, save }: Props) {
  const { t } = useWords();
  const connections = useConnections().data?.items ?? [];
  const say = useChoiceWords();
  const mapping: Mapping = {
    columns: one.columns.map(({ field }) => field),
    whole: one.whole,
    words: saidWords(one),
    dates: one.dates,
  };
  const fieldNamed = (name: string | null) => one.fields.find((field) => field.name === name);
  const column = (i: number, field: string | null) =>
    save({ ...mapping, columns: mapping.columns.map((before, at) => (at === i ? field : before === field ? null : before)) });
  const whole = (name: string, value: string) => save({ ...mapping, whole: { ...mapping.whole, [name]: value } });
  const meaning = (field: string, word: string, value: string) =>
    save({ ...mapping, words: { ...mapping.words, [field]: { ...mapping.words[field], [word]: value } } });
  const label = ({ name, required }: Pick<Field, 'name' | 'required'>) => `${t(`imports.field.${name}`)}${required ? ' *' : ''}`;
  const choices = (field: Field) => (field.choices ?? []).map((value) => ({ value, label: say(field.name, value) }));

  const dated = one.columns.some(
    ({ field, samples }) => fieldNamed(field)?.type === 'date' && samples.some((text) => /^\d{1,2}\D\d{1,2}\D\d{2,4}/.test(text)),
  );
  const open = one.words.filter(({ meaning: means }) => means === null);
  return (
    <div className={style.mapping} data-saving={saving || undefined}>
      <details className={style.card} open={one.state === 'mapping'}>
        <summary>
          <h2>{t('imports.columns')}</h2>
        </summary>
        <p className={style.muted}>{t('imports.columnsSays')}</p>
        <ul className={style.columns}>
          {one.columns.map(({ heading, field, samples }, i) => (
            <li key={`${heading} ${i}`} data-off={field === null || undefined}>
              <span className={style.heading}>
                <strong>{heading}</strong>
                <small>
                  {samples.some(Boolean) ? t('imports.samples', { samples: samples.filter(Boolean).join(' · ') }) : t('imports.empty')}
                </small>
              </span>
              <Select
                aria-label={heading}
                placeholder={t('imports.ignored')}
                data={one.fields.map((each) => ({ value: each.name, label: label(each) }))}
                value={field}
                onChange={(value) => column(i, value)}
                searchable
                clearable
                selectFirstOptionOnChange
              />
            </li>
          ))}
        </ul>
        {dated && (
          <Select
            mt="sm"
            maw={320}
            label={t('imports.dates')}
            data={[
              { value: 'dmy', label: t('imports.dmy') },
              { value: 'mdy', label: t('imports.mdy') },
            ]}
            value={one.dates}
            onChange={(value) => save({ ...mapping, dates: value as Mapping['dates'] })}
            allowDeselect={false}
          />
        )}
      </details>

      <details className={style.card} open={one.state === 'mapping'}>
        <summary>
          <h2>{t('imports.whole')}</h2>
        </summary>
        <p className={style.muted}>{t('imports.wholeSays')}</p>
        <div className={style.wholes}>
          {one.fields
            .filter((field) => field.whole)
            .map((field) =>
              field.name === 'channel' ? (
                <Select
                  key={field.name}
                  label={label(field)}
                  placeholder={t('imports.notSet')}
                  data={connections.map(({ slug, name }) => ({ value: slug, label: name }))}
                  value={one.whole[field.name] ?? null}
                  onChange={(value) => whole(field.name, value ?? '')}
                  clearable
                />
              ) : field.choices && !field.open ? (
                <Select
                  key={field.name}
                  label={label(field)}
                  placeholder={t('imports.notSet')}
                  data={choices(field)}
                  value={one.whole[field.name] ?? null}
                  onChange={(value) => whole(field.name, value ?? '')}
                  clearable
                />
              ) : (
                <TextInput
                  key={`${field.name} ${one.whole[field.name] ?? ''}`}
                  label={label(field)}
                  placeholder={t('imports.notSet')}
                  defaultValue={one.whole[field.name] ?? ''}
                  onBlur={(event) =>
                    event.currentTarget.value.trim() !== (one.whole[field.name] ?? '') &&
                    whole(field.name, event.currentTarget.value.trim())
                  }
                />
              ),
            )}
        </div>
      </details>

      {one.words.length > 0 && (
        <details className={style.card} open={open.length > 0}>
          <summary>
            <h2>{t('imports.words')}</h2>
          </summary>
          <p className={style.muted}>{t('imports.wordsSays')}</p>
          <ul className={style.columns}>
            {[...one.words]
              .sort((a, b) => Number(a.meaning !== null) - Number(b.meaning !== null))
              .map(({ field: name, word, lines, meaning: means }) => {
                const field = fieldNamed(name)!;
                const text = { 'aria-label': t('imports.standsFor', { word }), placeholder: t('imports.noMeaning') };
                return (
                  <li key={`${name} ${word}`} data-open={means === null || undefined}>
                    <span className={style.heading}>
                      <strong>{word}</strong>
                      <small>
                        {t(`imports.field.${name}`)} · {t('imports.inLines', { count: lines })}
                      </small>
                    </span>
                    {field.open ? (
                      <Autocomplete
                        {...text}
                        data={[...(field.choices ?? [])]}
                        defaultValue={means ?? ''}
                        onOptionSubmit={(value) => meaning(name, word, value)}
                        onBlur={(event) => {
                          const { value } = event.currentTarget;
                          if (value.trim() && value.trim() !== means) meaning(name, word, value.trim().toLowerCase());
                        }}
                      />
                    ) : (
                      <Select
                        {...text}
                        data={choices(field)}
                        value={means}
                        onChange={(value) => value && meaning(name, word, value)}
                        searchable
                        selectFirstOptionOnChange
                        allowDeselect={false}
                        error={means === null}
                      />
                    )}
                  </li>
                );
              })}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Only what a person said is said again; what was guessed may be guessed better one day. */
function saidWords(one: Import): Mapping['words'] {
  const words: Record<string, Record<string, string>> = {};
  for (const { field, word, meaning, said } of one.words) if (said && meaning !== null) (words[field] ??= {})[word] = meaning;
  return words;
}

function useChoiceWords() {
  const { word } = useWords();
  return (field: string, value: string): string => {
    const group = GROUPS[field];
    return group && !(field === 'wants' && value === 'partial_refund') ? word(group, value) : word('imports.choice', value);
  };
}

import { Button, Select, TextInput } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { GRADES } from '../../../src/core/return/model.ts';
import { benchApi, type BenchValue } from '../bench/api.ts';
import { client } from '../data.ts';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import style from './questions.module.css';

const FIGURES = ['resale', 'repair', 'parts'] as const;
type Form = { readonly sku: string; readonly grade: string | null; readonly currency: string } & Record<(typeof FIGURES)[number], string>;
const EMPTY: Form = { sku: '', grade: null, currency: 'EUR', resale: '', repair: '', parts: '' };

/** The figures that a suggestion of the bench is weighed by. Without them it weighs nothing. */
export function Values() {
  const { t, word } = useWords();
  const say = useSay();
  const [form, setForm] = useState<Form>(EMPTY);
  const list = useInfiniteQuery({
    queryKey: ['bench', 'values'],
    queryFn: ({ pageParam }) => benchApi.values(pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const put = useMutation({
    mutationFn: () =>
      benchApi.putValue({
        ...form,
        sku: form.sku.trim(),
        ...Object.fromEntries(FIGURES.map((name) => [name, form[name].trim().replace(',', '.') || null])),
      }),
    onSuccess: async () => {
      setForm({ ...EMPTY, currency: form.currency });
      await client.invalidateQueries({ queryKey: ['bench', 'values'] });
    },
    onError: tellFailure(t),
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const amount = (row: BenchValue, name: (typeof FIGURES)[number]) => (row[name] === null ? '—' : say.amount(row[name], row.currency));
  return (
    <section className={style.values} aria-label={t('values.title')}>
      <h2>{t('values.title')}</h2>
      <p className={style.about}>{t('values.about')}</p>
      <form
        className={style.valueForm}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate();
        }}
      >
        <TextInput label="SKU" required value={form.sku} onChange={(event) => setForm({ ...form, sku: event.currentTarget.value })} />
        <Select
          label={t('values.grade')}
          placeholder={t('values.everyGrade')}
          clearable
          value={form.grade}
          onChange={(grade) => setForm({ ...form, grade })}
          data={GRADES.filter((value) => value !== 'faulty').map((value) => ({ value, label: word('grade', value) }))}
        />
        {FIGURES.map((name) => (
          <TextInput
            key={name}
            label={t(`values.${name}`)}
            inputMode="decimal"
            value={form[name]}
            onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
          />
        ))}
        <TextInput
          label={t('values.currency')}
          maxLength={3}
          value={form.currency}
          onChange={(event) => setForm({ ...form, currency: event.currentTarget.value.toUpperCase() })}
        />
        <Button type="submit" loading={put.isPending} disabled={form.sku.trim() === ''}>
          {t('values.save')}
        </Button>
      </form>
      {list.isPending ? (
        <Waiting rows={2} height={44} />
      ) : list.isError ? (
        <Trouble error={list.error} again={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Nothing icon={<IconCoins size={26} stroke={1.5} />} title={t('values.none')}>
          <p>{t('values.noneMore')}</p>
        </Nothing>
      ) : (
        <ul className={style.valueList}>
          {rows.map((row) => (
            <li key={`${row.sku} ${row.grade}`}>
              <button
                type="button"
                onClick={() =>
                  setForm({
                    sku: row.sku,
                    grade: row.grade,
                    currency: row.currency,
                    resale: row.resale ?? '',
                    repair: row.repair ?? '',
                    parts: row.parts ?? '',
                  })
                }
              >
                <strong className="code">{row.sku}</strong>
                <span>{row.grade ? word('grade', row.grade) : t('values.everyGrade')}</span>
                {FIGURES.map((name) => (
                  <span key={name}>
                    {t(`values.${name}`)} <b className="figures">{amount(row, name)}</b>
                  </span>
                ))}
              </button>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('strays.more')}
        </Button>
      )}
    </section>
  );
}

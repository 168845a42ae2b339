import { ActionIcon, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { LANGUAGES } from '../../../src/core/access.ts';
import { VAT_COUNTRIES } from '../../../src/core/papers/countries.ts';
import { CONDITIONS } from '../../../src/core/return/model.ts';
import { client, useSession } from '../data.ts';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { type PaperSettings, papersApi } from './api.ts';
import style from './papers.module.css';

type Body = PaperSettings['settings'];

/** Who issues, under which numbers, with which VAT, and from which account refunds are paid. */
export function PaperSettingsForm() {
  const settings = useQuery({ queryKey: ['papers', 'settings'], queryFn: papersApi.settings });
  if (settings.isPending) return <Waiting rows={5} height={80} />;
  if (settings.isError) return <Trouble error={settings.error} again={() => void settings.refetch()} />;
  return <Form key={settings.data.updatedAt} stored={settings.data} />;
}

function Form({ stored }: { readonly stored: PaperSettings }) {
  const { t, word } = useWords();
  const say = useSay();
  const roles = useSession().data?.roles ?? [];
  const mayWrite = roles.includes('finance') || roles.includes('manager');
  const [body, setBody] = useState<Body>(stored.settings);
  const put = useMutation({
    mutationFn: () => papersApi.putSettings(body),
    onError: tellFailure(t),
    onSuccess: (now) => {
      tell(
        now.complete
          ? { color: 'good', message: t('papers.set.done') }
          : { color: 'warn', message: t('papers.set.half', { count: now.missing.length }) },
      );
      void client.invalidateQueries({ queryKey: ['papers'] });
      void client.invalidateQueries({ queryKey: ['bank'] });
    },
  });
  const set = <K extends keyof Body>(key: K, value: Body[K]) => setBody((before) => ({ ...before, [key]: value }));
  const missing = new Set<string>([...stored.missing, ...(stored.settings.bank ? stored.missingForBank : [])]);
  const trouble = (path: string) => (missing.has(path) && stored.updatedAt !== null ? t('papers.set.needed') : undefined);
  const text = (path: string, value: string, change: (value: string) => void, more: object = {}) => (
    <TextInput
      label={t(`papers.field.${path.replace('.', '_')}`)}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={trouble(path)}
      {...more}
    />
  );
  const seller = (key: keyof Body['seller']) =>
    text(`seller.${key}`, body.seller[key], (value) => set('seller', { ...body.seller, [key]: value }));
  const bank = body.bank ?? { holder: '', iban: '', bic: '' };
  const setBank = (key: keyof typeof bank, value: string) => {
    const next = { ...bank, [key]: value };
    set('bank', next.holder || next.iban || next.bic ? next : null);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <form onSubmit={save} className={style.settings}>
      <fieldset disabled={!mayWrite} className={style.fieldset}>
        <Part title={t('papers.set.who')} about={t('papers.set.whoAbout')}>
          {seller('name')}
          {seller('street')}
          <div className={style.pair}>
            {seller('postalCode')}
            {seller('city')}
          </div>
          <Select
            label={t('papers.field.seller_country')}
            searchable
            data={Object.keys(VAT_COUNTRIES).map((value) => ({ value, label: say.country(value) }))}
            value={body.seller.country || null}
            onChange={(value) => set('seller', { ...body.seller, country: value ?? '' })}
            error={trouble('seller.country')}
          />
          <div className={style.pair}>
            {seller('vatNumber')}
            {seller('registration')}
          </div>
          <div className={style.pair}>
            {seller('email')}
            {seller('phone')}
          </div>
        </Part>
        <Part title={t('papers.set.numbers')} about={t('papers.set.numbersAbout')}>
          <div className={style.pair}>
            {text('series.invoice', body.series.invoice, (invoice) => set('series', { ...body.series, invoice }), {
              placeholder: 'F',
              maxLength: 10,
            })}
            {text('series.creditNote', body.series.creditNote, (creditNote) => set('series', { ...body.series, creditNote }), {
              placeholder: 'A',
              maxLength: 10,
            })}
          </div>
          {text('since', body.since, (since) => set('since', since), { type: 'date', description: t('papers.set.sinceAbout') })}
        </Part>
        <Part title={t('papers.set.vat')} about={t('papers.set.vatAbout')}>
          <div className={style.rules} role="group" aria-label={t('papers.set.rules')}>
            {body.regimes.map((rule, i) => {
              const change = (next: Partial<typeof rule>) =>
                set(
                  'regimes',
                  body.regimes.map((one, at) => (at === i ? { ...one, ...next } : one)),
                );
              return (
                <div key={i} className={style.rule}>
                  <TextInput
                    aria-label={t('papers.set.category')}
                    placeholder={t('papers.set.category')}
                    value={rule.category ?? ''}
                    onChange={(event) => change({ category: event.currentTarget.value })}
                  />
                  <Select
                    aria-label={t('papers.set.condition')}
                    placeholder={t('papers.set.anyCondition')}
                    clearable
                    data={CONDITIONS.map((value) => ({ value, label: word('condition', value) }))}
                    value={rule.condition ?? null}
                    onChange={(value) => {
                      const { condition: _, ...rest } = rule;
                      const next = value ? { ...rest, condition: value as (typeof CONDITIONS)[number] } : rest;
                      set(
                        'regimes',
                        body.regimes.map((one, at) => (at === i ? next : one)),
                      );
                    }}
                  />
                  <Select
                    aria-label={t('papers.set.regime')}
                    allowDeselect={false}
                    data={(['regular', 'margin'] as const).map((value) => ({ value, label: t(`papers.regime.${value}`) }))}
                    value={rule.regime}
                    onChange={(value) => value && change({ regime: value as 'regular' | 'margin' })}
                  />
                  <ActionIcon
                    aria-label={t('papers.set.drop')}
                    variant="subtle"
                    onClick={() =>
                      set(
                        'regimes',
                        body.regimes.filter((_, at) => at !== i),
                      )
                    }
                  >
                    <IconTrash size={17} stroke={1.7} />
                  </ActionIcon>
                </div>
              );
            })}
            <Button leftSection={<IconPlus size={16} />} onClick={() => set('regimes', [...body.regimes, { regime: 'margin' }])}>
              {t('papers.set.addRule')}
            </Button>
          </div>
          <Choice
            label={t('papers.set.otherwise')}
            value={body.otherwise}
            set={(value) => set('otherwise', value)}
            options={['regular', 'margin']}
            words="papers.regime"
            error={trouble('regimes')}
          />
          <Choice
            label={t('papers.set.oss')}
            value={body.oss}
            set={(value) => set('oss', value)}
            options={['registered', 'below_threshold']}
            words="papers.oss"
          />
          <Choice
            label={t('papers.set.exports')}
            value={body.exports}
            set={(value) => set('exports', value)}
            options={['zero_rated']}
            words="papers.exports"
          />
          <Checkbox
            label={t('papers.set.address')}
            description={t('papers.set.addressAbout')}
            checked={body.buyerAddress === 'if_known'}
            onChange={(event) => set('buyerAddress', event.currentTarget.checked ? 'if_known' : 'needed')}
          />
        </Part>
        <Part title={t('papers.set.words')} about={t('papers.set.wordsAbout')}>
          {LANGUAGES.map((language) => (
            <Textarea
              key={language}
              label={say.languageName(language)}
              value={body.smallPrint[language] ?? ''}
              onChange={(event) => set('smallPrint', { ...body.smallPrint, [language]: event.currentTarget.value })}
              autosize
              minRows={1}
              maxLength={1000}
            />
          ))}
          <Checkbox
            label={t('papers.set.mail')}
            checked={body.send.mail}
            onChange={(event) => set('send', { ...body.send, mail: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('papers.set.channel')}
            checked={body.send.channel}
            onChange={(event) => set('send', { ...body.send, channel: event.currentTarget.checked })}
          />
        </Part>
        <Part title={t('papers.set.bank')} about={t('papers.set.bankAbout')}>
          {text('bank.holder', bank.holder, (value) => setBank('holder', value), { maxLength: 70 })}
          <div className={style.pair}>
            {text('bank.iban', bank.iban, (value) => setBank('iban', value), { className: style.mono })}
            {text('bank.bic', bank.bic, (value) => setBank('bic', value), { className: style.mono, maxLength: 11 })}
          </div>
          {text(
            'fileLimit',
            body.fileLimit?.amount ?? '',
            (amount) => set('fileLimit', amount === '' ? null : { amount, currency: 'EUR' }),
            {
              description: t('papers.set.limitAbout'),
              inputMode: 'decimal',
            },
          )}
        </Part>
      </fieldset>
      {mayWrite && (
        <div className={style.save}>
          <Button type="submit" variant="filled" loading={put.isPending}>
            {t('papers.set.save')}
          </Button>
          {stored.updatedAt && (
            <p className={style.muted}>{t('papers.set.last', { name: stored.updatedBy ?? '', at: say.stamp(stored.updatedAt) })}</p>
          )}
        </div>
      )}
    </form>
  );
}

const Part = ({ title, about, children }: { readonly title: string; readonly about: string; readonly children: ReactNode }) => (
  <section className={style.part} aria-label={title}>
    <header>
      <h2>{title}</h2>
      <p className={style.muted}>{about}</p>
    </header>
    <div className={style.fields}>{children}</div>
  </section>
);

/** A choice that may be left open: then a person is asked, order by order. */
function Choice<T extends string>({
  label,
  value,
  set,
  options,
  words,
  error,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly set: (value: T | null) => void;
  readonly options: readonly T[];
  readonly words: string;
  readonly error?: string | undefined;
}) {
  const { t } = useWords();
  return (
    <Select
      label={label}
      clearable
      placeholder={t('papers.set.ask')}
      data={options.map((option) => ({ value: option, label: t(`${words}.${option}`) }))}
      value={value}
      onChange={(next) => set(next as T | null)}
      error={error}
    />
  );
}

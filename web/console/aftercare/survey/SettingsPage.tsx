import { Button, Checkbox, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { COUNTRY_CODES } from '../../../../src/core/policy/law/countries.ts';
import { client, useSession } from '../../data.ts';
import { Trouble, Waiting } from '../../parts/Nothing.tsx';
import { useSay } from '../../parts/say.ts';
import { failureWords, tell } from '../../parts/tell.ts';
import { To } from '../../parts/To.tsx';
import { useTitle } from '../../parts/useTitle.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { type SurveySettings, surveyApi } from './api.ts';
import style from './survey.module.css';

/** Whether, when and whom the product asks how it went. */
export function SettingsPage() {
  const { t } = useWords();
  useTitle(t('surveySettings.title'));
  const now = useQuery({ queryKey: ['survey', 'settings'], queryFn: surveyApi.settings });
  return (
    <div className={style.settings}>
      <header className={style.pageHead}>
        <To href={paths.answers()} className={style.back} aria-label={t('surveySettings.back')}>
          <IconArrowLeft size={19} stroke={1.7} />
        </To>
        <h1>{t('surveySettings.title')}</h1>
      </header>
      <p className={style.muted}>{t('surveySettings.about')}</p>
      {now.isPending ? (
        <Waiting rows={4} height={84} />
      ) : now.isError ? (
        <Trouble error={now.error} again={() => void now.refetch()} />
      ) : (
        <Form known={now.data} />
      )}
    </div>
  );
}

function Form({ known }: { readonly known: SurveySettings & { readonly defaults: SurveySettings } }) {
  const { t } = useWords();
  const say = useSay();
  const session = useSession();
  const mayChange = session.data?.roles.some((role) => role === 'manager' || role === 'administrator') ?? false;
  const { defaults: _, ...start } = known;
  const [set, setAll] = useState<SurveySettings>(start);
  const change = (more: Partial<SurveySettings>) => setAll({ ...set, ...more });
  const save = useMutation({
    mutationFn: () => surveyApi.putSettings(set),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['survey', 'settings'] });
      tell({ message: t('surveySettings.saved') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const figure = (name: 'afterHours' | 'quietDays' | 'followUpHours' | 'changeDays', min: number, max: number, hint?: string) => (
    <NumberInput
      label={t(`surveySettings.${name}`)}
      {...(hint && { description: hint })}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      value={set[name]}
      onChange={(value) => change({ [name]: Number(value) })}
      maw={280}
    />
  );
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayChange} className={style.fieldset}>
        <section className={style.card}>
          <Switch
            label={t('surveySettings.on')}
            description={t('surveySettings.onHint')}
            checked={set.on}
            onChange={(event) => change({ on: event.currentTarget.checked })}
          />
          <p className={style.muted}>{t('surveySettings.law')}</p>
        </section>
        <section className={style.card}>
          <h2>{t('surveySettings.when')}</h2>
          {figure('afterHours', 0, 2160)}
          <div className={style.pair}>
            <TextInput
              type="time"
              label={t('surveySettings.from')}
              value={set.from}
              onChange={(event) => change({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('surveySettings.until')}
              value={set.until}
              onChange={(event) => change({ until: event.currentTarget.value })}
            />
          </div>
          <p className={style.muted}>{t('surveySettings.hoursHint')}</p>
          {figure('quietDays', 0, 730, t('surveySettings.quietHint'))}
        </section>
        <section className={style.card}>
          <h2>{t('surveySettings.who')}</h2>
          <Checkbox
            label={t('surveySettings.refused')}
            description={t('surveySettings.refusedHint')}
            checked={set.refused}
            onChange={(event) => change({ refused: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('surveySettings.calledOff')}
            checked={set.calledOff}
            onChange={(event) => change({ calledOff: event.currentTarget.checked })}
          />
          <MultiSelect
            label={t('surveySettings.noMailTo')}
            description={t('surveySettings.noMailToHint')}
            value={[...set.noMailTo]}
            onChange={(noMailTo) => change({ noMailTo })}
            data={COUNTRY_CODES.map((value) => ({ value, label: say.country(value) })).sort((a, b) => a.label.localeCompare(b.label))}
            searchable
            hidePickedOptions
          />
          <Checkbox
            label={t('surveySettings.throughChannel')}
            description={t('surveySettings.throughChannelHint')}
            checked={set.throughChannel}
            onChange={(event) => change({ throughChannel: event.currentTarget.checked })}
          />
        </section>
        <section className={style.card}>
          <h2>{t('surveySettings.what')}</h2>
          <Select
            label={t('surveySettings.unhappyUpTo')}
            value={String(set.unhappyUpTo)}
            allowDeselect={false}
            onChange={(value) => change({ unhappyUpTo: Number(value) as SurveySettings['unhappyUpTo'] })}
            data={['1', '2', '3']}
            maw={280}
          />
          <Checkbox
            label={t('surveySettings.middling')}
            checked={set.middlingWithWords}
            onChange={(event) => change({ middlingWithWords: event.currentTarget.checked })}
          />
        </section>
        <section className={style.card}>
          <h2>{t('surveySettings.followUp')}</h2>
          {figure('followUpHours', 1, 200, t('surveySettings.followUpHint'))}
          {figure('changeDays', 1, 60)}
        </section>
      </fieldset>
      {save.isError && (
        <p role="alert" className={style.failure}>
          {failureWords(t, save.error)}
        </p>
      )}
      {mayChange ? (
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t('surveySettings.save')}
        </Button>
      ) : (
        <p className={style.muted}>{t('surveySettings.readOnly')}</p>
      )}
    </form>
  );
}

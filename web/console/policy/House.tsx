import { ActionIcon, NumberInput, Select, Slider, Switch, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type BusinessHours, type Weekday, WEEKDAYS } from '../../../src/core/clocks/business-hours.ts';
import { ABUSE_CALLS_FROM, type PolicyDocument } from '../../../src/core/policy/document.ts';
import { api } from '../api.ts';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { COUNTRIES } from './lists.ts';
import style from './policy.module.css';
import { usePolicyWords } from './usePolicyWords.ts';

type Part = Partial<Pick<PolicyDocument, 'name' | 'agreedGuarantee' | 'businessHours' | 'abuseCallsFrom'>>;
type Change = (part: { readonly [K in keyof Part]: Part[K] | undefined }, about: string) => void;

/** What holds for the whole policy and is no question of its own. */
export function HouseView() {
  const { edit } = useBench();
  const change: Change = (part, about) =>
    edit?.((before) => {
      const next = { ...before, ...part };
      // What is taken away is absent, not undefined: the document is plain JSON.
      return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as unknown as PolicyDocument;
    }, about);
  return (
    <fieldset className={style.house} disabled={!edit} data-document>
      <Name change={change} />
      <Guarantee change={change} />
      <Hours change={change} />
      <Abuse change={change} />
    </fieldset>
  );
}

const Block = ({ title, about, children }: { readonly title: string; readonly about: string; readonly children: ReactNode }) => (
  <section className={style.block} aria-label={title}>
    <header>
      <h2>{title}</h2>
      <p>{about}</p>
    </header>
    <div>{children}</div>
  </section>
);

function Name({ change }: { readonly change: Change }) {
  const { t } = useWords();
  const { document } = useBench();
  return (
    <Block title={t('policy.house.name')} about={t('policy.house.nameHint')}>
      <TextInput
        aria-label={t('policy.house.name')}
        maxLength={120}
        value={document.name}
        error={document.name.trim() === '' ? t('policy.house.nameMissing') : undefined}
        onChange={(event) => change({ name: event.currentTarget.value }, 'name')}
      />
    </Block>
  );
}

function Guarantee({ change }: { readonly change: Change }) {
  const { t } = useWords();
  const say = useSay();
  const policy = usePolicyWords();
  const { document } = useBench();
  const agreed = document.agreedGuarantee ?? {};
  const countries = Object.keys(agreed);
  const set = (next: Readonly<Record<string, number>>) =>
    change({ agreedGuarantee: Object.keys(next).length === 0 ? undefined : next }, 'guarantee');
  return (
    <Block title={t('policy.house.guarantee')} about={t('policy.house.guaranteeHint')}>
      {countries.length === 0 && <p className={style.muted}>{t('policy.house.noGuarantee')}</p>}
      <ul className={style.lines}>
        {countries.map((country) => (
          <li key={country}>
            <span>{say.country(country)}</span>
            <NumberInput
              aria-label={t('policy.house.months', { country: say.country(country) })}
              min={0}
              max={120}
              allowDecimal={false}
              value={agreed[country] ?? 0}
              suffix={` ${policy.of.units.month[agreed[country] === 1 ? 0 : 1]}`}
              onChange={(typed) => typed !== '' && set({ ...agreed, [country]: Number(typed) })}
            />
            <ActionIcon
              aria-label={t('policy.house.dropCountry', { country: say.country(country) })}
              onClick={() => set(Object.fromEntries(Object.entries(agreed).filter(([one]) => one !== country)))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Select
        className={style.adder}
        aria-label={t('policy.house.addCountry')}
        placeholder={t('policy.house.addCountry')}
        leftSection={<IconPlus size={15} />}
        searchable
        value={null}
        onChange={(country) => country && set({ ...agreed, [country]: 12 })}
        data={COUNTRIES.filter((country) => !countries.includes(country)).map((country) => ({
          value: country,
          label: say.country(country),
        }))}
      />
    </Block>
  );
}

/** A week as most shops have it, to begin with. */
const usualWeek = (zone: string, country: string): BusinessHours => ({
  zone,
  country,
  week: Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [['09:00', '17:30']]])),
});

function Hours({ change }: { readonly change: Change }) {
  const { t, language } = useWords();
  const say = useSay();
  const { document } = useBench();
  const settings = useQuery({ queryKey: ['settings'], queryFn: api.settings, staleTime: 60_000 });
  const hours = document.businessHours;
  const set = (next: BusinessHours | undefined) => change({ businessHours: next }, 'hours');
  const name = (at: number) =>
    // 5 January 2026 is a Monday.
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + at));
  const setDay = (day: Weekday, stretches: readonly (readonly [string, string])[]) => {
    const { [day]: _, ...others } = hours!.week;
    set({ ...hours!, week: stretches.length === 0 ? others : { ...others, [day]: stretches } });
  };
  return (
    <Block title={t('policy.house.hours')} about={t('policy.house.hoursHint')}>
      <Switch
        label={t('policy.house.hoursOn')}
        checked={hours !== undefined}
        onChange={(event) =>
          set(
            event.currentTarget.checked
              ? usualWeek(settings.data?.seller.zone ?? 'Europe/Paris', settings.data?.seller.country ?? 'FR')
              : undefined,
          )
        }
      />
      {hours && (
        <>
          <ul className={style.week}>
            {WEEKDAYS.map((day, at) => {
              const stretches = hours.week[day] ?? [];
              const last = stretches.at(-1)?.[1] ?? '';
              return (
                <li key={day}>
                  <span className={style.day}>{name(at)}</span>
                  <span className={style.stretches}>
                    {stretches.length === 0 && <span className={style.muted}>{t('policy.house.free')}</span>}
                    {stretches.map(([from, until], i) => (
                      <span key={i} className={style.stretch} data-wrong={from >= until || undefined}>
                        <input
                          type="time"
                          aria-label={t('policy.house.opens', { day: name(at) })}
                          value={from}
                          onChange={(event) => setDay(day, stretches.with(i, [event.currentTarget.value, until]))}
                        />
                        –
                        <input
                          type="time"
                          aria-label={t('policy.house.closes', { day: name(at) })}
                          value={until}
                          onChange={(event) => setDay(day, stretches.with(i, [from, event.currentTarget.value]))}
                        />
                        <ActionIcon
                          size={32}
                          aria-label={t('policy.house.dropHours', { day: name(at) })}
                          onClick={() => setDay(day, stretches.toSpliced(i, 1))}
                        >
                          <IconX size={15} />
                        </ActionIcon>
                      </span>
                    ))}
                    <ActionIcon
                      size={32}
                      aria-label={t('policy.house.addHours', { day: name(at) })}
                      onClick={() =>
                        setDay(day, [
                          ...stretches,
                          stretches.length === 0 ? ['09:00', '17:30'] : [last, last < '17:00' ? '18:00' : '20:00'],
                        ])
                      }
                    >
                      <IconPlus size={15} />
                    </ActionIcon>
                  </span>
                </li>
              );
            })}
          </ul>
          <div className={style.pair}>
            <Select
              label={t('policy.house.zone')}
              searchable
              allowDeselect={false}
              value={hours.zone}
              onChange={(zone) => zone && set({ ...hours, zone })}
              data={[...new Set([hours.zone, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Europe/'))])]}
            />
            <Select
              label={t('policy.house.holidays')}
              searchable
              value={hours.country ?? ''}
              allowDeselect={false}
              onChange={(country) => {
                const { country: _, ...rest } = hours;
                set(country ? { ...rest, country } : rest);
              }}
              data={[
                { value: '', label: t('policy.house.noHolidays') },
                ...[...new Set([...COUNTRIES, ...(hours.country ? [hours.country] : [])])].map((country) => ({
                  value: country,
                  label: say.country(country),
                })),
              ]}
            />
          </div>
          <TagsInput
            label={t('policy.house.closed')}
            description={t('policy.house.closedHint')}
            placeholder="2026-12-24"
            value={[...(hours.closed ?? [])]}
            onChange={(given) => {
              const days = given.filter((one) => /^\d{4}-\d{2}-\d{2}$/.test(one)).sort();
              const { closed: _, ...rest } = hours;
              set(days.length === 0 ? rest : { ...rest, closed: days });
            }}
          />
        </>
      )}
    </Block>
  );
}

function Abuse({ change }: { readonly change: Change }) {
  const { t } = useWords();
  const { document, edit } = useBench();
  const from = document.abuseCallsFrom ?? ABUSE_CALLS_FROM;
  return (
    <Block title={t('policy.house.abuse')} about={t('policy.house.abuseHint')}>
      <Slider
        className={style.slider}
        min={1}
        max={100}
        disabled={!edit}
        thumbLabel={t('policy.house.abuse')}
        value={from}
        onChange={(abuseCallsFrom) => change({ abuseCallsFrom }, 'abuse')}
        marks={[{ value: ABUSE_CALLS_FROM, label: t('policy.house.usual') }]}
        labelAlwaysOn
      />
      <p className={style.muted}>{t('policy.house.abuseSays', { from })}</p>
    </Block>
  );
}

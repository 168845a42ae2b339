import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConnections } from '../data.ts';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { Money } from './Money.tsx';
import style from './money.module.css';
import { type ChannelTerms, lookAtMoney, money, termsQuery } from './server.ts';

/** What each channel takes and when it pays. Every change is a new version from a day on. */
export function Terms() {
  const { t } = useWords();
  const connections = useConnections();
  return (
    <Money page="terms" about={t('money.termsAbout')}>
      {connections.isPending ? (
        <Waiting rows={3} height={120} />
      ) : connections.isError ? (
        <Trouble error={connections.error} again={() => void connections.refetch()} />
      ) : (
        connections.data.items.map((each) => <Channel key={each.slug} slug={each.slug} name={each.name} />)
      )}
    </Money>
  );
}

function Channel({ slug, name }: { readonly slug: string; readonly name: string }) {
  const { t } = useWords();
  const say = useSay();
  const terms = useQuery(termsQuery(slug));
  return (
    <section className={style.card} aria-label={name}>
      <h2 className={style.sectionName}>{name}</h2>
      {terms.isPending ? (
        <Waiting rows={2} />
      ) : terms.isError ? (
        <Trouble error={terms.error} again={() => void terms.refetch()} />
      ) : (
        <>
          <TermsForm key={JSON.stringify(terms.data.versions[0] ?? null)} channel={slug} now={terms.data.now} />
          {terms.data.versions.length > 0 && (
            <details className={style.mapping}>
              <summary>{t('money.versions', { count: terms.data.versions.length })}</summary>
              <ul>
                {terms.data.versions.map((version) => (
                  <li key={version.validFrom + version.setAt}>
                    {t('money.versionFrom', {
                      day: say.day(`${version.validFrom}T12:00:00Z`),
                      who: version.setBy,
                      when: say.stamp(version.setAt),
                    })}{' '}
                    · {version.terms.commission.rate / 100} %
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

function TermsForm({ channel, now }: { readonly channel: string; readonly now: ChannelTerms }) {
  const { t } = useWords();
  const { now: today } = useSay();
  const [terms, setTerms] = useState(now);
  const [validFrom, setValidFrom] = useState(today.slice(0, 10));
  const commission = (change: Partial<ChannelTerms['commission']>) =>
    setTerms({ ...terms, commission: { ...terms.commission, ...change } });
  const retainer = (change: Partial<ChannelTerms['retainer']>) => setTerms({ ...terms, retainer: { ...terms.retainer, ...change } });
  const days = terms.payouts && 'daysOfMonth' in terms.payouts.on ? terms.payouts.on.daysOfMonth.join(', ') : '';
  const [dayText, setDayText] = useState(days);
  const save = useMutation({
    mutationFn: () => money.setTerms(channel, validFrom, terms),
    onError: tellFailure(t),
    onSuccess: () => {
      void lookAtMoney();
      tell({ color: 'good', message: t('money.saved') });
    },
  });
  const marketplace = terms.holder === 'channel_receivable';
  return (
    <form
      className={style.terms}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Select
        label={t('money.holder')}
        data={['channel_receivable', 'stripe_clearing', 'bank_clearing'].map((value) => ({ value, label: t(`money.holders.${value}`) }))}
        value={terms.holder}
        onChange={(holder) => setTerms({ ...terms, holder: holder as ChannelTerms['holder'] })}
        allowDeselect={false}
      />
      {marketplace && (
        <>
          <NumberInput
            label={t('money.rate')}
            value={terms.commission.rate / 100}
            onChange={(value) => commission({ rate: Math.round(Number(value) * 100) })}
            min={0}
            max={100}
            decimalScale={2}
            suffix=" %"
          />
          <Select
            label={t('money.rateOf')}
            data={['goods', 'goods_and_shipping'].map((value) => ({ value, label: t(`money.rateOfEach.${value}`) }))}
            value={terms.commission.of}
            onChange={(of) => commission({ of: of as ChannelTerms['commission']['of'] })}
            allowDeselect={false}
          />
          <Select
            label={t('money.onRefund')}
            data={['kept', 'returned'].map((value) => ({ value, label: t(`money.onRefundEach.${value}`) }))}
            value={terms.commission.onRefund}
            onChange={(onRefund) => commission({ onRefund: onRefund as ChannelTerms['commission']['onRefund'] })}
            allowDeselect={false}
          />
          <NumberInput
            label={t('money.fee')}
            value={terms.monthlyFee ? terms.monthlyFee.minor / 100 : 0}
            onChange={(value) =>
              setTerms({
                ...terms,
                monthlyFee:
                  Number(value) > 0 ? { minor: Math.round(Number(value) * 100), currency: terms.monthlyFee?.currency ?? 'EUR' } : null,
              })
            }
            min={0}
            decimalScale={2}
            suffix={` ${terms.monthlyFee?.currency ?? 'EUR'}`}
          />
          <Switch
            label={t('money.paysOut')}
            checked={terms.payouts !== null}
            onChange={(event) =>
              setTerms({ ...terms, payouts: event.currentTarget.checked ? { on: { daysOfMonth: [6, 16, 26] }, lagDays: 10 } : null })
            }
          />
          {terms.payouts && (
            <>
              <TextInput
                label={t('money.payoutDays')}
                description={t('money.payoutDaysAbout')}
                value={dayText}
                onChange={(event) => {
                  setDayText(event.currentTarget.value);
                  const daysOfMonth = event.currentTarget.value
                    .split(/[^\d]+/)
                    .filter(Boolean)
                    .map(Number);
                  if (terms.payouts) setTerms({ ...terms, payouts: { ...terms.payouts, on: { daysOfMonth } } });
                }}
              />
              <NumberInput
                label={t('money.lagDays')}
                value={terms.payouts.lagDays}
                onChange={(value) => terms.payouts && setTerms({ ...terms, payouts: { ...terms.payouts, lagDays: Number(value) } })}
                min={0}
                max={90}
                allowDecimal={false}
              />
            </>
          )}
          <fieldset className={style.retainer}>
            <legend>{t('money.retainer')}</legend>
            <p className={style.muted}>{t('money.retainerAbout')}</p>
            {terms.retainer.steps.map((step, i) => {
              const change = (more: Partial<typeof step>) =>
                retainer({ steps: terms.retainer.steps.map((each, n) => (n === i ? { ...each, ...more } : each)) });
              return (
                <div key={i} className={style.step}>
                  <NumberInput
                    label={t('money.claimRateAbove')}
                    value={step.claimRateAbove / 100}
                    onChange={(value) => change({ claimRateAbove: Math.round(Number(value) * 100) })}
                    min={0}
                    max={100}
                    suffix=" %"
                  />
                  <NumberInput
                    label={t('money.retainerRate')}
                    value={step.rate / 100}
                    onChange={(value) => change({ rate: Math.round(Number(value) * 100) })}
                    min={0}
                    max={100}
                    suffix=" %"
                  />
                  <Button
                    variant="subtle"
                    color="danger"
                    aria-label={t('money.removeStep')}
                    onClick={() => retainer({ steps: terms.retainer.steps.filter((_, n) => n !== i) })}
                  >
                    <IconTrash size={17} stroke={1.7} />
                  </Button>
                </div>
              );
            })}
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={15} stroke={1.8} />}
              onClick={() => retainer({ steps: [...terms.retainer.steps, { claimRateAbove: 500, rate: 1000 }] })}
            >
              {t('money.addStep')}
            </Button>
            {terms.retainer.steps.length > 0 && (
              <NumberInput
                label={t('money.heldFor')}
                value={terms.retainer.heldForPayouts}
                onChange={(value) => retainer({ heldForPayouts: Number(value) })}
                min={1}
                max={36}
                allowDecimal={false}
              />
            )}
          </fieldset>
        </>
      )}
      <TextInput
        type="date"
        label={t('money.validFrom')}
        description={t('money.validFromAbout')}
        value={validFrom}
        onChange={(event) => setValidFrom(event.currentTarget.value)}
        required
      />
      <div className={style.buttons}>
        <Button type="submit" loading={save.isPending} disabled={JSON.stringify(terms) === JSON.stringify(now)}>
          {t('money.setTerms')}
        </Button>
      </div>
    </form>
  );
}

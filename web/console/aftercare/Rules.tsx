import { ActionIcon, Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { CAUSES } from '../../../src/core/aftercare/lateness.ts';
import { useKeys } from '../keys.ts';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './aftercare.module.css';
import { type GestureSettings, gesturesApi, lookAtGestures } from './api.ts';

type Rule = GestureSettings['rules'][number];

/** What is given for what, how much in a month and on one order, and the seller's own codes: a manager's. */
export function Rules() {
  const { t } = useWords();
  const router = useRouter();
  useTitle(t('aftercare.rules'));
  useKeys({ Escape: () => router.history.push(paths.afterCare()) });
  const settings = useQuery({ queryKey: ['gestureSettings'], queryFn: gesturesApi.settings });
  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>
          <To href={paths.afterCare()} className={style.back} aria-label={t('aftercare.back')}>
            <IconArrowLeft size={19} stroke={1.7} />
          </To>
          {t('aftercare.rules')}
        </h1>
      </header>
      {settings.isPending ? (
        <Waiting rows={5} height={64} />
      ) : settings.isError ? (
        <Trouble error={settings.error} again={() => void settings.refetch()} />
      ) : (
        <>
          {!settings.data.mayChange && <p className={style.muted}>{t('aftercare.readOnly')}</p>}
          <Form key={JSON.stringify(settings.data.rules)} now={settings.data} />
          <Codes now={settings.data} />
        </>
      )}
    </div>
  );
}

function Form({ now }: { readonly now: GestureSettings }) {
  const { t } = useWords();
  const { currency, codes: _codes, mayChange, ...body } = now;
  const [form, setForm] = useState(body);
  const set = (change: Partial<typeof body>) => setForm({ ...form, ...change });
  const rule = (at: number, change: Partial<Rule>) => set({ rules: form.rules.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  const move = (at: number, by: 1 | -1) => {
    const rules = [...form.rules];
    const [one] = rules.splice(at, 1);
    rules.splice(at + by, 0, one!);
    set({ rules });
  };
  const save = useMutation({
    mutationFn: () => gesturesApi.saveSettings(form),
    onSuccess: () => {
      tell({ color: 'good', message: t('aftercare.saved') });
      void lookAtGestures();
    },
    onError: tellFailure(t),
  });
  return (
    <form
      className={style.rulesForm}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset disabled={!mayChange} className={style.card}>
        <legend>{t('aftercare.limits')}</legend>
        <div className={style.grid}>
          <TextInput
            label={t('aftercare.setting.budget')}
            inputMode="decimal"
            value={form.monthlyBudget}
            rightSection={currency}
            rightSectionWidth={48}
            onChange={(event) => set({ monthlyBudget: event.currentTarget.value.replace(',', '.') })}
          />
          <NumberInput
            label={t('aftercare.setting.capPercent')}
            min={0}
            max={100}
            step={0.5}
            suffix=" %"
            value={form.cap.percent}
            onChange={(value) => set({ cap: { ...form.cap, percent: Number(value) } })}
          />
          <TextInput
            label={t('aftercare.setting.capAmount')}
            inputMode="decimal"
            value={form.cap.amount}
            rightSection={currency}
            rightSectionWidth={48}
            onChange={(event) => set({ cap: { ...form.cap, amount: event.currentTarget.value.replace(',', '.') } })}
          />
          <NumberInput
            label={t('aftercare.setting.once')}
            description={t('aftercare.setting.onceHint')}
            min={0}
            max={730}
            value={form.onceInDays}
            onChange={(value) => set({ onceInDays: Number(value) })}
          />
          <NumberInput
            label={t('aftercare.setting.again')}
            description={t('aftercare.setting.againHint')}
            min={1}
            max={14}
            value={form.writeAgainDays}
            onChange={(value) => set({ writeAgainDays: Number(value) })}
          />
          <Select
            label={t('aftercare.setting.vouchers')}
            allowDeselect={false}
            value={form.vouchers.on}
            data={(['own_shops', 'everywhere'] as const).map((value) => ({ value, label: t(`aftercare.setting.on.${value}`) }))}
            onChange={(on) => set({ vouchers: { ...form.vouchers, on: on as 'own_shops' | 'everywhere' } })}
          />
        </div>
      </fieldset>
      <fieldset disabled={!mayChange} className={style.card}>
        <legend>{t('aftercare.table')}</legend>
        <p className={style.muted}>{t('aftercare.tableHint')}</p>
        <ol className={style.rules}>
          {form.rules.map((one, at) => (
            <li key={at}>
              <Select
                aria-label={t('aftercare.rule.cause')}
                allowDeselect={false}
                value={one.cause}
                data={causes(t)}
                onChange={(cause) => rule(at, { cause: cause as Rule['cause'] })}
              />
              <NumberInput
                label={t('aftercare.rule.days')}
                min={0}
                max={90}
                value={one.daysLate}
                onChange={(value) => rule(at, { daysLate: Number(value) })}
              />
              <TextInput
                label={t('aftercare.rule.paid')}
                inputMode="decimal"
                value={one.paidFrom}
                onChange={(event) => rule(at, { paidFrom: event.currentTarget.value.replace(',', '.') })}
              />
              <Gesture rule={one} change={(gesture) => rule(at, { gesture })} />
              <span className={style.moves}>
                <ActionIcon variant="subtle" aria-label={t('aftercare.rule.up')} disabled={at === 0} onClick={() => move(at, -1)}>
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('aftercare.rule.down')}
                  disabled={at === form.rules.length - 1}
                  onClick={() => move(at, 1)}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('aftercare.rule.remove')}
                  onClick={() => set({ rules: form.rules.filter((_, i) => i !== at) })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ol>
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() =>
            set({ rules: [{ cause: 'delivered_late', daysLate: 2, paidFrom: '0.00', gesture: { kind: 'nothing' } }, ...form.rules] })
          }
        >
          {t('aftercare.rule.add')}
        </Button>
      </fieldset>
      {mayChange && (
        <Button type="submit" variant="filled" loading={save.isPending} className={style.save!}>
          {t('aftercare.save')}
        </Button>
      )}
    </form>
  );
}

const causes = (t: ReturnType<typeof useWords>['t']) =>
  [...CAUSES, 'any' as const].map((value) => ({ value, label: value === 'any' ? t('aftercare.anyCause') : t(`gestureCause.${value}`) }));

/** Money as a share of what was paid, or as an amount; a voucher by its worth; months of warranty. */
function Gesture({ rule, change }: { readonly rule: Rule; readonly change: (gesture: Rule['gesture']) => void }) {
  const { t } = useWords();
  const { gesture } = rule;
  const kind = gesture.kind === 'partial_refund' && gesture.percent === undefined ? 'refund_amount' : gesture.kind;
  const choose = (next: string | null) =>
    change(
      next === 'partial_refund'
        ? { kind: 'partial_refund', percent: 5 }
        : next === 'refund_amount'
          ? { kind: 'partial_refund', amount: '10.00' }
          : next === 'voucher'
            ? { kind: 'voucher', amount: '15.00' }
            : next === 'warranty_extension'
              ? { kind: 'warranty_extension', months: 3 }
              : { kind: 'nothing' },
    );
  return (
    <>
      <Select
        className={style.gives!}
        aria-label={t('aftercare.rule.gives')}
        allowDeselect={false}
        value={kind}
        onChange={choose}
        data={(['nothing', 'partial_refund', 'refund_amount', 'voucher', 'warranty_extension'] as const).map((value) => ({
          value,
          label: t(`aftercare.gives.${value}`),
        }))}
      />
      {gesture.kind === 'partial_refund' && gesture.percent !== undefined ? (
        <NumberInput
          label={t('aftercare.rule.percent')}
          min={0.5}
          max={100}
          step={0.5}
          suffix=" %"
          value={gesture.percent}
          onChange={(value) => change({ kind: 'partial_refund', percent: Number(value) })}
        />
      ) : gesture.kind === 'warranty_extension' ? (
        <NumberInput
          label={t('aftercare.edit.months')}
          min={2}
          max={36}
          value={gesture.months}
          onChange={(value) => change({ kind: 'warranty_extension', months: Number(value) })}
        />
      ) : gesture.kind === 'nothing' ? (
        <span />
      ) : (
        <TextInput
          label={t('aftercare.edit.amount')}
          inputMode="decimal"
          value={gesture.amount ?? ''}
          onChange={(event) => change({ kind: gesture.kind, amount: event.currentTarget.value.replace(',', '.') })}
        />
      )}
    </>
  );
}

/** The seller's own codes: pasted, or read from a file. */
function Codes({ now }: { readonly now: GestureSettings }) {
  const { t } = useWords();
  const say = useSay();
  const [codes, setCodes] = useState('');
  const [amount, setAmount] = useState('15.00');
  const add = useMutation({
    mutationFn: () => gesturesApi.addCodes(codes, amount),
    onSuccess: ({ added, known }) => {
      setCodes('');
      tell({ color: 'good', message: t('aftercare.codes.added', { count: added, known }) });
      void lookAtGestures();
    },
    onError: tellFailure(t),
  });
  return (
    <section className={style.card} aria-label={t('aftercare.codes.title')}>
      <h2>{t('aftercare.codes.title')}</h2>
      {now.codes.length === 0 ? (
        <p className={style.muted}>{t('aftercare.codes.none')}</p>
      ) : (
        <ul className={style.pool}>
          {now.codes.map((one) => (
            <li key={one.amount} data-low={one.low || undefined}>
              <strong className="figures">{say.amount(one.amount, now.currency)}</strong>
              <span>{t('aftercare.codes.left', { count: one.left, handed: one.handedOut })}</span>
              {one.low && <span>{t('aftercare.codes.low')}</span>}
            </li>
          ))}
        </ul>
      )}
      {now.mayChange && (
        <form
          className={style.addCodes}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Textarea
            label={t('aftercare.codes.paste')}
            description={t('aftercare.codes.hint')}
            autosize
            minRows={3}
            maxRows={10}
            value={codes}
            onChange={(event) => setCodes(event.currentTarget.value)}
          />
          <div className={style.editorActions}>
            <TextInput
              label={t('aftercare.codes.worth')}
              inputMode="decimal"
              value={amount}
              rightSection={now.currency}
              rightSectionWidth={48}
              onChange={(event) => setAmount(event.currentTarget.value.replace(',', '.'))}
            />
            <Button component="label">
              {t('aftercare.codes.file')}
              <input
                type="file"
                accept=".txt,.csv,text/plain,text/csv"
                hidden
                onChange={(event) =>
                  void event.currentTarget.files?.[0]
                    ?.text()
                    .then((text) => setCodes((before) => [before, text].filter(Boolean).join('\n')))
                }
              />
            </Button>
            <Button type="submit" variant="filled" loading={add.isPending} disabled={codes.trim() === ''}>
              {t('aftercare.codes.add')}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

import { ActionIcon, Button, Checkbox, Chip, Menu, NativeSelect, NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import {
  type DeadlineAnswer,
  INSTRUCTION_TOPICS,
  LADDER_ACTS,
  type LadderStep,
  PRODUCT_STATES,
  type ProductState,
  type Question,
  REVIEW_SIGNALS,
} from '../../../src/core/policy/document.ts';
import { capital } from '../../../src/core/policy/in-words.ts';
import { RESOLUTIONS, type Resolution } from '../../../src/core/return/model.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { durationOf, readDuration, type Span } from './durations.ts';
import type { AnyAnswer, AnswerOf } from './edit.ts';
import style from './policy.module.css';
import { usePolicyWords } from './usePolicyWords.ts';

type Form<Q extends Question> = { readonly answer: AnswerOf<Q>; readonly change: (answer: AnswerOf<Q>) => void };

/** What a row answers: every table has a form of its own. */
export function AnswerForm({
  question,
  answer,
  change,
}: {
  readonly question: Question;
  readonly answer: AnyAnswer;
  readonly change: (answer: AnyAnswer) => void;
}) {
  // One form per question, each of its own answer's shape: the table says which, TypeScript can't follow a row into it.
  const One = FORMS[question] as (form: { answer: AnyAnswer; change: (answer: AnyAnswer) => void }) => React.ReactNode;
  return (
    <div className={style.answer}>
      <One answer={answer} change={change} />
    </div>
  );
}

const FORMS: { readonly [Q in Question]: (form: Form<Q>) => React.ReactNode } = {
  window: Window,
  warranty: ({ answer, change }) => <Months answer={answer} change={change} />,
  exclusions: Exclusions,
  productState: States,
  returnShipping: WayBack,
  resolutions: Offers,
  refund: RefundForm,
  deductions: DeductionForm,
  evidence: Photos,
  instructions: Instruction,
  review: Review,
  deadlines: DeadlineForm,
};

/** A whole number with its unit behind it. */
function Whole({
  label,
  unit,
  value,
  change,
  min = 0,
  max = 10_000,
  description,
}: {
  readonly label: string;
  readonly unit?: readonly [string, string] | string;
  readonly value: number;
  readonly change: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly description?: string;
}) {
  return (
    <NumberInput
      className={style.whole}
      label={label}
      {...(description ? { description } : {})}
      min={min}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={value}
      onChange={(typed) => typed !== '' && change(Number(typed))}
      suffix={unit ? ` ${typeof unit === 'string' ? unit : value === 1 ? unit[0] : unit[1]}` : ''}
    />
  );
}

/** One of a few, side by side. */
function OneOf<T extends string>({
  label,
  value,
  change,
  of,
}: {
  readonly label: string;
  readonly value: T;
  readonly change: (value: T) => void;
  readonly of: readonly (readonly [value: T, label: string])[];
}) {
  const id = useId();
  return (
    <div className={style.oneOf}>
      <span className={style.label} id={id}>
        {label}
      </span>
      <SegmentedControl
        fullWidth
        name={id}
        aria-labelledby={id}
        value={value}
        onChange={(next) => change(next as T)}
        data={of.map(([one, name]) => ({ value: one, label: name }))}
      />
    </div>
  );
}

function Window({ answer, change }: Form<'window'>) {
  const { t, language } = useWords();
  const policy = usePolicyWords();
  const { holidayUntil, ...rest } = answer;
  const [month = 1, day = 31] = (holidayUntil ?? '01-31').split('-').map(Number);
  const setDay = (m: number, d: number) =>
    change({ ...rest, holidayUntil: `${String(m).padStart(2, '0')}-${String(Math.min(d, daysIn(m))).padStart(2, '0')}` });
  const months = Array.from({ length: 12 }, (_, i) => ({
    value: String(i + 1),
    label: new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, i, 1)),
  }));
  return (
    <>
      <Whole
        label={t('policy.answer.days')}
        description={t('policy.answer.daysHint')}
        unit={policy.of.units.day}
        max={3650}
        value={answer.days}
        change={(days) => change({ ...answer, days })}
      />
      <OneOf
        label={t('policy.answer.endsOn')}
        value={answer.endsOn}
        change={(endsOn) => change({ ...answer, endsOn })}
        of={[
          ['any_day', t('policy.answer.anyDay')],
          ['working_day', t('policy.answer.workingDay')],
        ]}
      />
      <Switch
        label={t('policy.answer.holiday')}
        description={t('policy.answer.holidayHint')}
        checked={holidayUntil !== undefined}
        onChange={(event) => (event.currentTarget.checked ? setDay(1, 31) : change(rest))}
      />
      {holidayUntil !== undefined && (
        <div className={style.pair}>
          <Whole label={t('policy.answer.untilDay')} min={1} max={daysIn(month)} value={day} change={(d) => setDay(month, d)} />
          <NativeSelect
            label={t('policy.answer.untilMonth')}
            value={String(month)}
            data={months}
            onChange={(event) => setDay(Number(event.currentTarget.value), day)}
          />
        </div>
      )}
    </>
  );
}

/** Of a year without a leap day: the end of such a period comes every year. */
const daysIn = (month: number): number => new Date(Date.UTC(2026, month, 0)).getUTCDate();

function Months({ answer, change }: Form<'warranty'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <Whole
      label={t('policy.answer.months')}
      unit={policy.of.units.month}
      max={1200}
      value={answer.months}
      change={(months) => change({ ...answer, months })}
    />
  );
}

function Exclusions({ answer, change }: Form<'exclusions'>) {
  const { t } = useWords();
  return (
    <OneOf
      label={t('policy.answer.excluded')}
      value={answer.excluded ? 'yes' : 'no'}
      change={(value) => change({ excluded: value === 'yes' })}
      of={[
        ['yes', t('policy.answer.leftOut')],
        ['no', t('policy.answer.notLeftOut')],
      ]}
    />
  );
}

function States({ answer, change }: Form<'productState'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <Chip.Group multiple value={[...answer.requires]} onChange={(requires) => change({ requires: requires as ProductState[] })}>
      <div className={style.chips} role="group" aria-label={t('policy.answer.states')}>
        <span className={style.label}>{t('policy.answer.states')}</span>
        {PRODUCT_STATES.map((state) => (
          <Chip key={state} value={state}>
            {policy.of.productState[state]}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  );
}

function WayBack({ answer, change }: Form<'returnShipping'>) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        label={t('policy.answer.paidBy')}
        value={answer.paidBy}
        change={(paidBy) => change({ ...answer, paidBy })}
        of={[
          ['seller', t('policy.answer.seller')],
          ['buyer', t('policy.answer.buyer')],
        ]}
      />
      <OneOf
        label={t('policy.answer.label')}
        value={answer.label}
        change={(label) => change({ ...answer, label })}
        of={[
          ['prepaid', t('policy.answer.prepaid')],
          ['own', t('policy.answer.own')],
        ]}
      />
    </>
  );
}

/** In order of preference: the first is what the buyer is offered first. */
function Offers({ answer, change }: Form<'resolutions'>) {
  const { t, word } = useWords();
  const { offer } = answer;
  const set = (next: readonly Resolution[]) => change({ ...answer, offer: next });
  const swap = (a: number, b: number) => set(offer.with(a, offer[b]!).with(b, offer[a]!));
  const left = RESOLUTIONS.filter((one) => !offer.includes(one));
  return (
    <>
      <div className={style.oneOf}>
        <span className={style.label}>{t('policy.answer.offers')}</span>
        <ol className={style.offers}>
          {offer.map((one, at) => (
            <li key={one}>
              <span className="figures">{at + 1}</span>
              <span>{word('resolution', one)}</span>
              <ActionIcon
                aria-label={t('policy.answer.earlier', { what: word('resolution', one) })}
                disabled={at === 0}
                onClick={() => swap(at, at - 1)}
              >
                <IconArrowUp size={15} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('policy.answer.later', { what: word('resolution', one) })}
                disabled={at === offer.length - 1}
                onClick={() => swap(at, at + 1)}
              >
                <IconArrowDown size={15} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('policy.answer.noOffer', { what: word('resolution', one) })}
                onClick={() => set(offer.filter((other) => other !== one))}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ol>
        {left.length > 0 && (
          <Menu position="bottom-start" shadow="none">
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} className={style.addOffer}>
                {t('policy.answer.addOffer')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {left.map((one) => (
                <Menu.Item key={one} onClick={() => set([...offer, one])}>
                  {word('resolution', one)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <Checkbox
        label={t('policy.answer.final')}
        description={t('policy.answer.finalHint')}
        checked={answer.final === true}
        onChange={(event) => change(event.currentTarget.checked ? { offer, final: true } : { offer })}
      />
    </>
  );
}

function RefundForm({ answer, change }: Form<'refund'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <>
      <OneOf
        label={t('policy.answer.items')}
        value={answer.items}
        change={(items) => change({ ...answer, items })}
        of={[
          ['unit', t('policy.answer.unit')],
          ['order', t('policy.answer.order')],
        ]}
      />
      <OneOf
        label={t('policy.answer.shipping')}
        value={answer.shipping}
        change={(shipping) => change({ ...answer, shipping })}
        of={[
          ['none', t('policy.answer.none')],
          ['share', t('policy.answer.share')],
          ['all', t('policy.answer.all')],
        ]}
      />
      <Whole
        label={t('policy.answer.refundDays')}
        description={t('policy.answer.refundDaysHint')}
        unit={policy.of.units.day}
        max={365}
        value={answer.days}
        change={(days) => change({ ...answer, days })}
      />
    </>
  );
}

function DeductionForm({ answer, change }: Form<'deductions'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <>
      <Whole
        label={t('policy.answer.percent')}
        description={t('policy.answer.percentHint')}
        unit="%"
        max={100}
        value={answer.percent}
        change={(percent) => change({ ...answer, percent })}
      />
      <OneOf
        label={t('policy.answer.for')}
        value={answer.for}
        change={(next) => change({ ...answer, for: next })}
        of={(['wear', 'damage', 'missing_parts'] as const).map((one) => [one, policy.of.answers.deduction[one]])}
      />
    </>
  );
}

function Photos({ answer, change }: Form<'evidence'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <Whole
      label={t('policy.answer.photos')}
      unit={policy.of.units.photo}
      max={100}
      value={answer.photos}
      change={(photos) => change({ photos })}
    />
  );
}

function Instruction({ answer, change }: Form<'instructions'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <>
      <Select
        label={t('policy.answer.topic')}
        description={t('policy.answer.topicHint')}
        allowDeselect={false}
        value={answer.topic}
        onChange={(topic) => topic && change({ topic: topic as typeof answer.topic })}
        data={INSTRUCTION_TOPICS.map((topic) => ({ value: topic, label: policy.of.topic[topic] }))}
      />
    </>
  );
}

function Review({ answer, change }: Form<'review'>) {
  const { t } = useWords();
  return (
    <>
      <Select
        label={t('policy.answer.signal')}
        description={t(`policy.answer.signals.${answer.signal}`)}
        allowDeselect={false}
        value={answer.signal}
        onChange={(signal) => signal && change({ signal: signal as typeof answer.signal })}
        data={REVIEW_SIGNALS.map((signal) => ({ value: signal, label: t(`policy.answer.signalName.${signal}`) }))}
      />
      {answer.signal === 'abuse' && (
        <Whole
          label={t('policy.answer.weight')}
          description={t('policy.answer.weightHint')}
          min={1}
          max={100}
          value={answer.weight ?? 100}
          change={(weight) => change({ ...answer, weight })}
        />
      )}
    </>
  );
}

/** Kinds of clocks that a policy may set; what the law sets is not the seller's to choose. */
const KINDS = [
  'first_answer',
  'decision',
  'label',
  'send_back',
  'resolve',
  'auto_refund',
  'buyer_answer',
  'dispute_answer',
  'ship',
  'deliver',
  'tracking_stalled',
  'withdrawal_refund',
] as const;
const STARTS = ['request', 'approval', 'item_back', 'question'] as const;

function DeadlineForm({ answer, change }: Form<'deadlines'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  return (
    <>
      <Select
        label={t('policy.answer.kind')}
        allowDeselect={false}
        searchable
        value={answer.kind}
        onChange={(kind) => kind && change({ ...answer, kind: kind as DeadlineAnswer['kind'] })}
        data={[...new Set([...KINDS, answer.kind])].map((kind) => ({ value: kind, label: capital(policy.of.deadline[kind]) }))}
      />
      <After answer={answer} change={change} />
      <Select
        label={t('policy.answer.from')}
        allowDeselect={false}
        value={answer.from}
        onChange={(from) => from && change({ ...answer, from: from as DeadlineAnswer['from'] })}
        data={STARTS.map((from) => ({ value: from, label: capital(policy.of.after[from]) }))}
      />
      <OneOf
        label={t('policy.answer.promisedTo')}
        value={answer.source}
        change={(source) => change({ ...answer, source })}
        of={(['channel', 'policy', 'own'] as const).map((one) => [one, t(`policy.answer.promise.${one}`)])}
      />
      <LadderForm answer={answer} change={change} />
    </>
  );
}

type Counting = 'hours' | 'days' | 'workingDays' | 'businessHours';

/** So much time: plain, or as the team and the country work. */
function After({ answer, change }: Form<'deadlines'>) {
  const { t } = useWords();
  const { document } = useBench();
  const { after } = answer;
  const span = 'duration' in after ? readDuration(after.duration) : null;
  const counting: Counting = 'workingDays' in after ? 'workingDays' : 'businessHours' in after ? 'businessHours' : (span?.unit ?? 'hours');
  const amount = 'workingDays' in after ? after.workingDays : 'businessHours' in after ? after.businessHours : (span?.amount ?? 0);
  const set = (n: number, how: Counting) =>
    change({
      ...answer,
      after:
        how === 'workingDays'
          ? { workingDays: n }
          : how === 'businessHours'
            ? { businessHours: n }
            : { duration: durationOf({ amount: n, unit: how }) },
    });
  if ('duration' in after && !span) return <p className={style.muted}>{t('policy.answer.oddDuration', { duration: after.duration })}</p>;
  return (
    <>
      <div className={style.pair}>
        <Whole label={t('policy.answer.within')} min={0} max={3650} value={amount} change={(n) => set(n, counting)} />
        <NativeSelect
          label={t('policy.answer.counted')}
          value={counting}
          onChange={(event) => set(amount, event.currentTarget.value as Counting)}
          data={(['hours', 'days', 'workingDays', 'businessHours'] as const).map((how) => ({
            value: how,
            label: t(`policy.answer.in.${how}`),
          }))}
        />
      </div>
      {counting === 'businessHours' && !document.businessHours && <p className={style.hint}>{t('policy.answer.needsHours')}</p>}
    </>
  );
}

const USUAL_LADDER: readonly LadderStep[] = [
  { at: '-PT4H', do: 'nudge' },
  { at: 'PT0H', do: 'tell_manager' },
];

/** What happens before and after the due time, step by step. */
function LadderForm({ answer, change }: Form<'deadlines'>) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { ladder, ...rest } = answer;
  const set = (steps: readonly LadderStep[]) => change({ ...rest, ladder: steps });
  return (
    <div className={style.ladder}>
      <Switch
        label={t('policy.ladder.own')}
        description={t('policy.ladder.ownHint')}
        checked={ladder !== undefined}
        onChange={(event) => (event.currentTarget.checked ? set(USUAL_LADDER) : change(rest))}
      />
      {ladder && (
        <ol className={style.rungs}>
          {ladder.map((step, at) => {
            const span = readDuration(step.at.replace(/^-/, '')) ?? { amount: 0, unit: 'hours' as const };
            const when = span.amount === 0 ? 'at' : step.at.startsWith('-') ? 'before' : 'late';
            const put = (next: Span, how: string) =>
              set(ladder.with(at, { ...step, at: how === 'at' ? 'PT0H' : `${how === 'before' ? '-' : ''}${durationOf(next)}` }));
            return (
              <li key={at}>
                {when !== 'at' && (
                  <>
                    <NumberInput
                      aria-label={t('policy.ladder.amount')}
                      min={1}
                      max={999}
                      allowDecimal={false}
                      value={span.amount}
                      onChange={(typed) => typed !== '' && put({ ...span, amount: Number(typed) }, when)}
                    />
                    <NativeSelect
                      aria-label={t('policy.ladder.unit')}
                      value={span.unit}
                      onChange={(event) => put({ ...span, unit: event.currentTarget.value as Span['unit'] }, when)}
                      data={(['hours', 'days'] as const).map((unit) => ({ value: unit, label: t(`policy.answer.in.${unit}`) }))}
                    />
                  </>
                )}
                <NativeSelect
                  aria-label={t('policy.ladder.when')}
                  value={when}
                  onChange={(event) => put(span.amount === 0 ? { amount: 4, unit: 'hours' } : span, event.currentTarget.value)}
                  data={(['before', 'at', 'late'] as const).map((how) => ({ value: how, label: t(`policy.ladder.${how}`) }))}
                />
                <NativeSelect
                  aria-label={t('policy.ladder.act')}
                  value={step.do}
                  onChange={(event) => set(ladder.with(at, { ...step, do: event.currentTarget.value as LadderStep['do'] }))}
                  data={LADDER_ACTS.map((act) => ({ value: act, label: capital(policy.of.ladder[act]) }))}
                />
                <ActionIcon aria-label={t('policy.ladder.drop')} onClick={() => set(ladder.toSpliced(at, 1))}>
                  <IconX size={16} />
                </ActionIcon>
              </li>
            );
          })}
        </ol>
      )}
      {ladder && (
        <Button
          size="compact-sm"
          variant="subtle"
          className={style.addOffer}
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...ladder, { at: 'PT4H', do: 'tell_manager' }])}
        >
          {t('policy.ladder.add')}
        </Button>
      )}
    </div>
  );
}

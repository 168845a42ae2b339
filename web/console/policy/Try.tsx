import { Button, Chip, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconFlask2, IconLink, IconLoader2, IconScale, IconSearch } from '@tabler/icons-react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { FactName, Question } from '../../../src/core/policy/document.ts';
import { capital } from '../../../src/core/policy/in-words.ts';
import { CONDITIONS, FAULTS, GRADES, IDENTITIES, REASONS, VERDICTS, WISHES } from '../../../src/core/return/model.ts';
import { api, refusalOf } from '../api.ts';
import { useConnections } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { COUNTRIES, CURRENCIES } from './lists.ts';
import style from './policy.module.css';
import { useSellerDays } from './sellerDay.ts';
import type { Trial, TrialDecision } from './server.ts';
import { OUTCOME_TONES } from './tones.ts';
import {
  type Case,
  CASE_EXAMPLES,
  caseBody,
  type CaseField,
  caseOfReturn,
  caseText,
  exampleCase,
  readCase,
  RECORD_FIELDS,
  usualCase,
} from './trial-case.ts';
import { usePolicyWords } from './usePolicyWords.ts';

/** Facts on the left, the answer on the right, beside the one that the version in force would give. */
export function TryView({ trial }: { readonly trial: UseQueryResult<Trial> }) {
  const { view, go } = useBench();
  const { today } = useSellerDays();
  const [one, setOne] = useState<Case>(() => readCase(view.case) ?? usualCase(today));
  const told = useRef(view.case ?? '');
  // The address follows the form, and the form an address that came from elsewhere (the back button, a link).
  const tellAddress = useDebouncedCallback((next: Case) => {
    told.current = caseText(next);
    go({ case: told.current }, 'replace');
  }, 200);
  const put = (next: Case) => {
    setOne(next);
    tellAddress(next);
  };
  useEffect(() => {
    if (view.case === told.current) return;
    const given = readCase(view.case);
    told.current = view.case ?? '';
    if (given) setOne(given);
    else tellAddress(one);
  }, [view.case, one, tellAddress]);

  return (
    <div className={style.try}>
      <CaseForm one={one} put={put} />
      <Answer trial={trial} ready={caseBody(one) !== null} />
    </div>
  );
}

function CaseForm({ one, put }: { readonly one: Case; readonly put: (one: Case) => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const policy = usePolicyWords();
  const connections = useConnections();
  const { today } = useSellerDays();
  const set = (field: CaseField) => (value: string) => put({ ...one, [field]: value });

  const choice = (field: CaseField, label: string, options: readonly (readonly [string, string])[], empty?: string) => (
    <NativeSelect
      label={label}
      value={one[field]}
      onChange={(event) => set(field)(event.currentTarget.value)}
      data={[
        ...(empty === undefined ? [] : [{ value: '', label: empty }]),
        ...options.map(([value, name]) => ({ value, label: name })),
        ...(one[field] !== '' && !options.some(([value]) => value === one[field]) ? [{ value: one[field], label: one[field] }] : []),
      ]}
    />
  );
  const named = (fact: FactName, values: readonly string[]) => values.map((value) => [value, policy.value(fact, value)] as const);
  const count = (field: CaseField, label: string, placeholder = '0') => (
    <NumberInput
      label={label}
      min={0}
      max={1000}
      allowDecimal={false}
      placeholder={placeholder}
      value={one[field]}
      onChange={(value) => set(field)(value === '' ? '' : String(value))}
    />
  );
  const date = (field: CaseField, label: string, description?: string) => (
    <TextInput
      type="date"
      label={label}
      {...(description ? { description } : {})}
      value={one[field]}
      onChange={(event) => set(field)(event.currentTarget.value)}
    />
  );
  const traits = one.traits === '' ? [] : one.traits.split(',');
  const days = (from: string) => (from && one.asked ? Math.round((Date.parse(one.asked) - Date.parse(from)) / 86_400_000) : null);
  const since = days(one.delivered);

  return (
    <form className={style.case} aria-label={t('policy.case.facts')} onSubmit={(event) => event.preventDefault()}>
      <div className={style.examples}>
        <span className={style.label}>{t('policy.case.examples')}</span>
        <div className={style.chipRow}>
          {CASE_EXAMPLES.map((name) => (
            <button key={name} type="button" onClick={() => put(exampleCase(name, today))}>
              {word('policy.case.example', name)}
            </button>
          ))}
        </div>
        <FromReturn put={put} />
      </div>

      <Part title={t('policy.case.sale')}>
        {choice(
          'channel',
          policy.fact('channel'),
          (connections.data?.items ?? []).map(({ slug, name }) => [slug, name]),
        )}
        {choice(
          'country',
          policy.fact('country'),
          COUNTRIES.map((country) => [country, say.country(country)]),
        )}
        {choice(
          'category',
          policy.fact('category'),
          Object.entries(policy.of.category).map(([value, name]) => [value, capital(name)] as const),
        )}
        {choice('condition', policy.fact('condition'), named('condition', CONDITIONS))}
        <div className={style.money}>
          <TextInput
            label={policy.fact('price')}
            inputMode="decimal"
            value={one.price}
            error={caseBody(one) === null && !/^\d+(\.\d{1,3})?$/.test(one.price)}
            onChange={(event) => set('price')(event.currentTarget.value.replace(',', '.'))}
          />
          <NativeSelect
            aria-label={policy.fact('currency')}
            value={one.currency}
            data={[...new Set([...CURRENCIES, ...(one.currency ? [one.currency] : [])])]}
            onChange={(event) => set('currency')(event.currentTarget.value)}
          />
        </div>
        <Chip.Group multiple value={traits} onChange={(next) => set('traits')(next.join(','))}>
          <div className={style.chips}>
            {(['accessory', 'customised', 'consumable'] as const).map((trait) => (
              <Chip key={trait} value={trait} size="xs">
                {t(`policy.case.trait.${trait}`)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </Part>

      <Part title={t('policy.case.request')}>
        {date('delivered', t('policy.case.delivered'))}
        {date('asked', t('policy.case.asked'), since === null ? undefined : t('policy.case.day', { count: since }))}
        {one.delivered === '' && date('shipped', t('policy.case.shipped'))}
        {choice('reason', policy.fact('reason'), named('reason', REASONS))}
        {one.reason === 'defective' && choice('fault', policy.fact('fault'), named('fault', FAULTS), t('policy.case.notSaid'))}
        {choice('wants', policy.fact('wants'), named('wants', WISHES), t('policy.case.notSaid'))}
        {count('photos', policy.fact('photos'), t('policy.case.notCounted'))}
      </Part>

      <Part
        title={t('policy.case.history')}
        folded={
          !['technicalBefore', 'noFaultBefore', 'otherDeviceBefore', 'buyerReturns', 'buyerOrders', ...RECORD_FIELDS].some(
            (field) => one[field as CaseField] !== '',
          )
        }
      >
        {count('technicalBefore', t('policy.case.technicalBefore'))}
        {count('noFaultBefore', policy.fact('earlierNoFault'))}
        {count('otherDeviceBefore', policy.fact('earlierOtherDevice'))}
        {count('buyerOrders', policy.fact('buyerOrders12m'))}
        {count('buyerReturns', policy.fact('buyerReturns12m'))}
        {RECORD_FIELDS.map((field) => (
          <Field key={field}>{count(field, policy.fact(field))}</Field>
        ))}
      </Part>

      <Part title={t('policy.case.finding')} folded={one.verdict === ''}>
        {choice('verdict', policy.fact('verdict'), named('verdict', VERDICTS), t('policy.case.notBack'))}
        {one.verdict !== '' && (
          <>
            {choice('identity', policy.fact('identity'), named('identity', IDENTITIES), policy.value('identity', 'match'))}
            {choice('grade', policy.fact('grade'), named('grade', GRADES), t('policy.case.notSaid'))}
          </>
        )}
      </Part>
    </form>
  );
}

const Field = ({ children }: { readonly children: ReactNode }) => children;

/** A part of the facts; what is seldom needed is folded until somebody wants it. */
const Part = ({ title, folded, children }: { readonly title: string; readonly folded?: boolean; readonly children: ReactNode }) =>
  folded === undefined ? (
    <fieldset className={style.part}>
      <legend>{title}</legend>
      <div>{children}</div>
    </fieldset>
  ) : (
    <details className={style.part} open={!folded || undefined}>
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  );

/** "As it was in return R-4K7D": the facts of what really happened. */
function FromReturn({ put }: { readonly put: (one: Case) => void }) {
  const { t, word } = useWords();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    queryKey: ['case-returns', q],
    queryFn: ({ signal }) => api.returns.list({ tab: 'all', limit: 12, ...(q.length >= 2 ? { q } : {}) }, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const take = async (id: string) => {
    await api.returns.read(id).then((ret) => put(caseOfReturn(ret)), tellFailure(t));
    setTyped('');
  };
  return (
    <Select
      aria-label={t('policy.case.fromReturn')}
      placeholder={t('policy.case.fromReturn')}
      leftSection={<IconSearch size={15} stroke={1.8} />}
      searchable
      // Found by the server: nothing is left to filter here.
      filter={({ options }) => options}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => id && void take(id)}
      nothingFoundMessage={found.isFetching ? t('palette.looking') : t('palette.nothing')}
      data={(found.data?.items ?? []).map((one) => ({
        value: one.id,
        label: `${one.rma} · ${one.buyer.name} · ${one.items[0] ? word('reason', one.items[0].reason) : ''}`,
      }))}
    />
  );
}

function Answer({ trial, ready }: { readonly trial: UseQueryResult<Trial>; readonly ready: boolean }) {
  const { t } = useWords();
  const copy = async () => {
    await navigator.clipboard.writeText(globalThis.location.href);
    tell({ message: t('policy.case.linkCopied'), autoClose: 3000 });
  };
  const id = useId();
  return (
    <section className={style.answerSide} aria-labelledby={id} aria-busy={trial.isFetching}>
      <header>
        <h2 id={id}>
          {t('policy.case.answer')}
          {trial.isFetching && <IconLoader2 size={17} className={style.turning} aria-hidden />}
        </h2>
        <Button size="compact-sm" variant="subtle" leftSection={<IconLink size={14} />} onClick={() => void copy()}>
          {t('policy.case.copyLink')}
        </Button>
      </header>
      {!ready ? (
        <Nothing icon={<IconFlask2 size={26} stroke={1.5} />} title={t('policy.case.incomplete')} />
      ) : trial.isError ? (
        refusalOf(trial.error) === 'policy_has_problems' ? (
          <Nothing icon={<IconFlask2 size={26} stroke={1.5} />} title={t('policy.case.broken')}>
            <p>{t('policy.case.brokenDo')}</p>
          </Nothing>
        ) : (
          <Trouble error={trial.error} again={() => void trial.refetch()} />
        )
      ) : trial.data ? (
        <Answered trial={trial.data} />
      ) : (
        <Waiting rows={4} height={56} />
      )}
    </section>
  );
}

function Answered({ trial }: { readonly trial: Trial }) {
  const { t, word } = useWords();
  const { decision, instead } = trial;
  const same = instead !== null && sameAnswer(decision, instead);
  return (
    <div className={style.answered}>
      <div className={style.sides}>
        <Side title={t('policy.case.here')} decision={decision} other={instead} strong />
        {instead && <Side title={t('policy.case.inForce')} decision={instead} other={decision} />}
      </div>
      {same && (
        <p className={style.fine}>
          <IconCheck size={16} stroke={1.9} aria-hidden />
          {t('policy.case.same')}
        </p>
      )}
      <h3>{t('policy.case.why')}</h3>
      <ol className={style.because}>
        {decision.because.map((one, i) => {
          const row = trial.spoke.find((spoken) => spoken.row === one.rule);
          return (
            <li key={`${one.rule} ${i}`}>
              <p>{one.says}</p>
              <p className={style.reference}>
                <IconScale size={13} stroke={1.7} aria-hidden />
                <span>
                  {word('source', one.source)} · {one.reference}
                </span>
                {row && <RowLink question={row.question} row={row.row} />}
              </p>
            </li>
          );
        })}
      </ol>
      {trial.wouldChange && trial.wouldChange.length > 0 && (
        <>
          <h3>{t('policy.case.wouldChange')}</h3>
          <ul className={style.would}>
            {trial.wouldChange.map((one, i) => (
              <li key={i}>
                <Badge tone={OUTCOME_TONES[one.outcome]}>{word('outcome', one.outcome)}</Badge>
                <span>{one.says}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function RowLink({ question, row }: { readonly question: Question; readonly row: string }) {
  const { t } = useWords();
  const policy = usePolicyWords();
  const { go } = useBench();
  return (
    <button type="button" className={style.link} onClick={() => go({ view: undefined, question, row })}>
      {t('policy.case.row', { question: policy.question(question) })}
    </button>
  );
}

/** What an answer comes to; what the other one has otherwise is marked, with a word for whoever does not see the mark. */
function Side({
  title,
  decision,
  other,
  strong = false,
}: {
  readonly title: string;
  readonly decision: TrialDecision;
  readonly other: TrialDecision | null;
  readonly strong?: boolean;
}) {
  const { t, word } = useWords();
  const say = useSay();
  const policy = usePolicyWords();
  const lines = linesOf(decision);
  const theirs = other ? new Map(linesOf(other).map(([name, value]) => [name, value])) : null;
  function linesOf(one: TrialDecision): readonly (readonly [string, string])[] {
    const rows: [string, string][] = [
      [t('policy.case.ground'), word('ground', one.ground)],
      [t('next.offers'), one.resolutions.map((resolution) => word('resolution', resolution)).join(', ') || '–'],
      [t('next.refundWouldBe'), say.amount(one.refund.total, one.refund.currency)],
      [t('next.wayBack'), `${word('paidBy', one.returnShipping.paidBy)} · ${word('labelKind', one.returnShipping.label)}`],
    ];
    if (Number(one.refund.deductions) > 0) rows.push([t('policy.case.deductions'), say.amount(one.refund.deductions, one.refund.currency)]);
    if (one.productState?.length)
      rows.push([policy.question('productState'), one.productState.map((state) => policy.of.productState[state]).join(', ')]);
    if (one.abuse) rows.push([t('policy.case.abuse'), t('policy.case.abuseSays', { score: one.abuse.score, from: one.abuse.callsFrom })]);
    for (const { kind, dueAt } of one.deadlines) rows.push([word('clock', kind), dueAt ? say.stamp(dueAt) : t('policy.case.later')]);
    return rows;
  }
  return (
    <div className={style.sideCard} data-strong={strong || undefined}>
      <p className={style.label}>{title}</p>
      <p className={style.outcome} data-other={(other && other.outcome !== decision.outcome) || undefined}>
        <Badge tone={OUTCOME_TONES[decision.outcome]}>{word('outcome', decision.outcome)}</Badge>
      </p>
      <dl>
        {lines.map(([name, value]) => {
          const differs = theirs !== null && theirs.get(name) !== value;
          return (
            <div key={name} data-other={differs || undefined}>
              <dt>{name}</dt>
              <dd className="figures">
                {value}
                {differs && <span className="unseen"> ({t('policy.case.differs')})</span>}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** Whether two decisions come to the same, whatever reasons they have. */
function sameAnswer(a: TrialDecision, b: TrialDecision): boolean {
  const kernel = ({ outcome, ground, resolutions, refund, returnShipping, deadlines, productState, next }: TrialDecision) =>
    JSON.stringify([outcome, ground, resolutions, refund, returnShipping, deadlines, productState, next]);
  return kernel(a) === kernel(b);
}

import { Button, Checkbox, NativeSelect, NumberInput, Progress, SegmentedControl, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconAlertTriangle, IconArrowRight, IconCircleCheck, IconHistory, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { addDays } from '../../../src/core/calendar.ts';
import type { Outcome } from '../../../src/core/policy/decision.ts';
import { refusalOf } from '../api.ts';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { useMayWrite } from './duty.ts';
import style from './policy.module.css';
import { useSellerDays } from './sellerDay.ts';
import { type Difference, policies, type SimulatedAnswer, type Simulation } from './server.ts';
import { OUTCOME_TONES } from './tones.ts';

/** How often a run is looked at, in ms: it takes seconds. */
const LOOK_MS = 400;

/** The draft over the past: what would have come out otherwise, and what that comes to (M9). */
export function SimulateView() {
  const { view, go, key } = useBench();
  const mayRun = useMayWrite();
  const draftId = key.slice(2);
  const latest = useQuery({
    queryKey: ['policy-simulations', draftId],
    queryFn: () => policies.simulations(draftId),
    enabled: mayRun && view.simulation === undefined,
    staleTime: 0,
  });
  const id = view.simulation ?? latest.data?.items[0]?.id;
  const { t } = useWords();
  if (!mayRun) return <Nothing icon={<IconHistory size={26} stroke={1.5} />} title={t('trouble.forbiddenDo')} />;
  return (
    <div className={style.simulate}>
      <RunForm started={(next) => go({ simulation: next }, 'replace')} running={id} />
      {id ? (
        <Run key={id} id={id} />
      ) : latest.isPending ? (
        <Waiting rows={3} height={90} />
      ) : (
        <Nothing icon={<IconHistory size={26} stroke={1.5} />} title={t('policy.simulate.none')}>
          <p>{t('policy.simulate.noneMore')}</p>
        </Nothing>
      )}
    </div>
  );
}

const PERIODS = ['month', 'quarter', 'year', 'all', 'own'] as const;
type Period = (typeof PERIODS)[number];
const DAYS: Readonly<Record<Period, number | null>> = { month: 30, quarter: 90, year: 365, all: null, own: null };

function RunForm({ started, running }: { readonly started: (id: string) => void; readonly running: string | undefined }) {
  const { t } = useWords();
  const { today } = useSellerDays();
  const { key, problems } = useBench();
  const [period, setPeriod] = useState<Period>('year');
  const [from, setFrom] = useState(() => addDays(today, -90));
  const [to, setTo] = useState(today);
  const [include, setInclude] = useState<readonly string[]>(['returns', 'history']);
  const state = useQuery({ ...runQuery(running ?? ''), enabled: running !== undefined, refetchInterval: false }).data?.state;
  const run = useMutation({
    mutationFn: () => {
      const days = DAYS[period];
      return policies.simulate(key.slice(2), {
        ...(period === 'own' ? { from, to } : days === null ? {} : { from: addDays(today, -days) }),
        include: include as ('returns' | 'history')[],
      });
    },
    onSuccess: async ({ id }) => {
      started(id);
      await client.invalidateQueries({ queryKey: ['policy-simulations'] });
    },
    onError: (error) => {
      // One runs at a time: whoever asks again sees that one.
      const other = refusalOf(error) === 'simulation_running' && (error as { problem?: { facts?: { id?: unknown } } }).problem?.facts?.id;
      if (typeof other === 'string') started(other);
      tellFailure(t)(error);
    },
  });
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const send = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <form className={style.runForm} onSubmit={send} aria-label={t('policy.view.simulate')}>
      <p className={style.lead}>{t('policy.simulate.about')}</p>
      <div className={style.runFields}>
        <SegmentedControl
          className={style.wideOnly}
          aria-label={t('policy.simulate.period')}
          value={period}
          onChange={(value) => setPeriod(value as Period)}
          data={PERIODS.map((one) => ({ value: one, label: t(`policy.simulate.over.${one}`) }))}
        />
        <NativeSelect
          className={style.narrowOnly}
          aria-label={t('policy.simulate.period')}
          value={period}
          onChange={(event) => setPeriod(event.currentTarget.value as Period)}
          data={PERIODS.map((one) => ({ value: one, label: t(`policy.simulate.over.${one}`) }))}
        />
        {period === 'own' && (
          <span className={style.span}>
            <TextInput
              type="date"
              aria-label={t('policy.simulate.from')}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            –
            <TextInput type="date" aria-label={t('policy.simulate.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          </span>
        )}
        <Checkbox.Group aria-label={t('policy.simulate.include')} value={[...include]} onChange={setInclude}>
          <span className={style.includes}>
            <Checkbox value="returns" label={t('policy.simulate.returns')} />
            <Checkbox value="history" label={t('policy.simulate.history')} />
          </span>
        </Checkbox.Group>
        <Button
          type="submit"
          variant="filled"
          leftSection={state ? <IconRefresh size={16} /> : <IconPlayerPlay size={16} />}
          loading={run.isPending || state === 'running'}
          disabled={errors > 0 || include.length === 0}
        >
          {t(state ? 'policy.simulate.again' : 'policy.simulate.go')}
        </Button>
      </div>
      {errors > 0 && (
        <p className={style.hint}>
          <IconAlertTriangle size={15} aria-hidden /> {t('policy.simulate.mend', { count: errors })}
        </p>
      )}
    </form>
  );
}

const runQuery = (id: string) => ({
  queryKey: ['policy-simulation', id],
  queryFn: () => policies.simulation(id),
  staleTime: Number.POSITIVE_INFINITY,
});

function Run({ id }: { readonly id: string }) {
  const { t } = useWords();
  const say = useSay();
  const run = useQuery({ ...runQuery(id), refetchInterval: (query) => (query.state.data?.state === 'running' ? LOOK_MS : false) });
  const cancel = useMutation({
    mutationFn: () => policies.cancelSimulation(id),
    onError: tellFailure(t),
    onSettled: () => run.refetch(),
  });
  if (run.isPending) return <Waiting rows={3} height={90} />;
  if (run.isError) return <Trouble error={run.error} again={() => void run.refetch()} />;
  const { state, done, total, summary, failure } = run.data;
  if (state === 'running')
    return (
      <section className={style.running} aria-label={t('policy.simulate.running')}>
        <p>
          <strong>{t('policy.simulate.running')}</strong>{' '}
          <span className="figures">{t('policy.simulate.progress', { done: say.number(done), total: say.number(total) })}</span>
        </p>
        <Progress value={total > 0 ? (100 * done) / total : 0} aria-label={t('policy.simulate.running')} />
        <Button size="compact-sm" onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {t('policy.simulate.cancel')}
        </Button>
      </section>
    );
  if (state === 'failed')
    return (
      <Nothing icon={<IconAlertTriangle size={26} stroke={1.5} />} title={t('policy.simulate.failed')}>
        <p>{t(`policy.simulate.failure.${failure ?? 'broken'}`)}</p>
      </Nothing>
    );
  if (state === 'cancelled') return <Nothing icon={<IconHistory size={26} stroke={1.5} />} title={t('policy.simulate.cancelled')} />;
  if (summary.cases === 0)
    return (
      <Nothing icon={<IconHistory size={26} stroke={1.5} />} title={t('policy.simulate.noCases')}>
        <p>{t('policy.simulate.noCasesMore')}</p>
      </Nothing>
    );
  return <Result run={run.data} />;
}

function Result({ run }: { readonly run: Simulation }) {
  const { t } = useWords();
  const say = useSay();
  const { revision } = useBench();
  const { summary } = run;
  const [kind, setKind] = useState('');
  return (
    <>
      <header className={style.resultHead}>
        <h2>
          {summary.changed === 0
            ? t('policy.simulate.nothingChanged', { cases: say.number(summary.cases) })
            : t('policy.simulate.changed', {
                changed: say.number(summary.changed),
                cases: say.number(summary.cases),
                share: say.percent(summary.changed / summary.cases),
              })}
        </h2>
        <p className={style.muted}>
          {t('policy.simulate.ranAt', { at: say.past(run.startedAt), who: run.startedBy })}
          {summary.unreadable > 0 && ` · ${t('policy.simulate.unreadable', { count: summary.unreadable })}`}
          {summary.drifted > 0 && ` · ${t('policy.simulate.drifted', { count: summary.drifted })}`}
          {revision !== run.revision && ` · ${t('policy.simulate.older')}`}
        </p>
      </header>
      <Figures run={run} />
      {summary.changed > 0 && (
        <>
          <Chart run={run} kind={kind} choose={setKind} />
          <Differences id={run.id} kind={kind} listed={run.listed} changed={summary.changed} />
        </>
      )}
    </>
  );
}

/** Money, labels, people, clocks: before and after. What a label costs and how long a case takes is the reader's to say. */
function Figures({ run }: { readonly run: Simulation }) {
  const { t, word } = useWords();
  const say = useSay();
  const { currency } = useBench();
  const { summary } = run;
  const [costs, setCosts] = useLocalStorage<{ readonly label?: number | undefined; readonly minutes?: number | undefined }>({
    key: 'retour.simulation.costs',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const labels = summary.labels.after - summary.labels.before;
  const people = summary.people.after - summary.people.before;
  const hours = costs.minutes ? (people * costs.minutes) / 60 : null;
  const signed = (value: number, text: string) => (value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${text}`);
  return (
    <div className={style.figures}>
      {summary.refund.map(({ before, after, currency: of }) => (
        <Figure
          key={of}
          title={t('policy.simulate.refunds', { currency: of })}
          before={say.whole(before, of)}
          after={say.whole(after, of)}
          change={signed(Number(after) - Number(before), say.whole(String(Math.abs(Number(after) - Number(before))), of))}
          good={Number(after) <= Number(before)}
        />
      ))}
      <Figure
        title={t('policy.simulate.labels')}
        before={say.number(summary.labels.before)}
        after={say.number(summary.labels.after)}
        change={signed(labels, say.number(Math.abs(labels)))}
        good={labels <= 0}
      >
        <label className={style.times}>
          ×
          <NumberInput
            aria-label={t('policy.simulate.labelPrice')}
            placeholder={t('policy.simulate.labelPriceShort')}
            min={0}
            max={1000}
            decimalScale={2}
            decimalSeparator={say.marks.decimalSeparator}
            hideControls
            suffix={` ${currency}`}
            value={costs.label ?? ''}
            onChange={(value) => setCosts((before) => ({ ...before, label: value === '' ? undefined : Number(value) }))}
          />
          {costs.label !== undefined && (
            <strong className="figures">= {signed(labels, say.whole(String(Math.abs(labels * costs.label)), currency))}</strong>
          )}
        </label>
      </Figure>
      <Figure
        title={t('policy.simulate.people')}
        before={say.number(summary.people.before)}
        after={say.number(summary.people.after)}
        change={signed(people, say.number(Math.abs(people)))}
        good={people <= 0}
      >
        <label className={style.times}>
          ×
          <NumberInput
            aria-label={t('policy.simulate.minutes')}
            placeholder={t('policy.simulate.minutesShort')}
            min={0}
            max={600}
            allowDecimal={false}
            hideControls
            suffix=" min"
            value={costs.minutes ?? ''}
            onChange={(value) => setCosts((before) => ({ ...before, minutes: value === '' ? undefined : Number(value) }))}
          />
          {hours !== null && (
            <strong className="figures">
              = {signed(hours, t('policy.simulate.hours', { hours: say.number(Math.abs(Math.round(hours * 10) / 10)) }))}
            </strong>
          )}
        </label>
      </Figure>
      {summary.deadlines.length > 0 && (
        <div className={style.figure}>
          <p className={style.label}>{t('policy.simulate.deadlines')}</p>
          <ul className={style.clocks}>
            {summary.deadlines.map(({ kind, earlier, later, added, removed }) => (
              <li key={kind}>
                <span>{word('clock', kind)}</span>
                <span className="figures">
                  {[
                    earlier > 0 && t('policy.simulate.earlier', { count: earlier }),
                    later > 0 && t('policy.simulate.later', { count: later }),
                    added > 0 && t('policy.simulate.added', { count: added }),
                    removed > 0 && t('policy.simulate.removed', { count: removed }),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const Figure = ({
  title,
  before,
  after,
  change,
  good,
  children,
}: {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly good: boolean;
  readonly children?: ReactNode;
}) => (
  <div className={style.figure}>
    <p className={style.label}>{title}</p>
    <p className={`${style.fromTo} figures`}>
      <span>{before}</span>
      <IconArrowRight size={15} aria-hidden />
      <strong>{after}</strong>
    </p>
    <p className={`${style.change} figures`} data-good={change === '±0' ? undefined : good}>
      {change}
    </p>
    {children}
  </div>
);

const outcomesOf = (kind: string): readonly [Outcome, Outcome] => {
  const [before = 'review', after = 'review'] = kind.split('>');
  return [before as Outcome, after as Outcome];
};

/** How many of each kind, as bars that filter the list below. */
function Chart({ run, kind, choose }: { readonly run: Simulation; readonly kind: string; readonly choose: (kind: string) => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const kinds = Object.entries(run.summary.byChange).sort(([, a], [, b]) => b - a);
  const most = Math.max(...kinds.map(([, count]) => count), 1);
  const bar = (value: string, label: ReactNode, count: number, tone: string) => (
    <li key={value}>
      <button type="button" aria-pressed={kind === value} onClick={() => choose(kind === value ? '' : value)}>
        <span className={style.barName}>{label}</span>
        <span className={style.barTrack} aria-hidden>
          <span className={style.bar} data-tone={tone} style={{ width: `${Math.max(2, (100 * count) / most)}%` }} />
        </span>
        <span className="figures">{say.number(count)}</span>
      </button>
    </li>
  );
  return (
    <section className={style.chart} aria-label={t('policy.simulate.kinds')}>
      <h3>{t('policy.simulate.kinds')}</h3>
      <ul>
        {kinds.map(([value, count]) => {
          const [before, after] = outcomesOf(value);
          return bar(
            value,
            before === after ? (
              t('policy.simulate.sameOutcome', { outcome: word('outcome', after) })
            ) : (
              <>
                {word('outcome', before)} <IconArrowRight size={13} aria-hidden /> <span className="unseen">→</span>{' '}
                {word('outcome', after)}
              </>
            ),
            count,
            before === after ? 'plain' : OUTCOME_TONES[after],
          );
        })}
      </ul>
    </section>
  );
}

function Differences({
  id,
  kind,
  listed,
  changed,
}: {
  readonly id: string;
  readonly kind: string;
  readonly listed: number;
  readonly changed: number;
}) {
  const { t, language } = useWords();
  const say = useSay();
  const list = useInfiniteQuery({
    queryKey: ['policy-differences', id, kind, language],
    queryFn: ({ pageParam }) => policies.differences(id, pageParam, kind),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Waiting rows={4} height={110} />;
  if (list.isError) return <Trouble error={list.error} again={() => void list.refetch()} />;
  return (
    <section aria-label={t('policy.simulate.differences')}>
      <h3 className={style.h3}>{t('policy.simulate.differences')}</h3>
      {listed < changed && <p className={style.muted}>{t('policy.simulate.firstOnly', { listed: say.number(listed) })}</p>}
      {items.length === 0 && (
        <p className={style.fine}>
          <IconCircleCheck size={16} aria-hidden /> {t('policy.simulate.noneOfKind')}
        </p>
      )}
      <ul className={style.differences}>
        {items.map((one) => (
          <li key={`${one.source} ${one.ref} ${one.line} ${one.unit}`}>
            <DifferenceCard one={one} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('desk.more')}
        </Button>
      )}
    </section>
  );
}

function DifferenceCard({ one }: { readonly one: Difference }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <article className={style.difference} aria-label={one.ref}>
      <header>
        {one.returnId ? (
          <To href={paths.case(one.returnId)} className="code">
            {one.ref}
          </To>
        ) : (
          <strong className="code">{one.ref}</strong>
        )}
        <span>{one.title}</span>
        <span className={style.muted}>
          {say.day(one.at)}
          {one.source === 'history' && ` · ${t('policy.simulate.fromHistory')}`}
        </span>
        <span className={style.changedWhat}>
          {one.changed.map((what) => (
            <Badge key={what}>{word('policy.simulate.what', what)}</Badge>
          ))}
        </span>
      </header>
      <div className={style.twoSides}>
        <AnswerSide title={t('policy.simulate.before')} answer={one.before} changed={one.changed} />
        <AnswerSide title={t('policy.simulate.after')} answer={one.after} changed={one.changed} />
      </div>
    </article>
  );
}

function AnswerSide({
  title,
  answer,
  changed,
}: {
  readonly title: string;
  readonly answer: SimulatedAnswer;
  readonly changed: Difference['changed'];
}) {
  const { t, word } = useWords();
  const say = useSay();
  const unknown = t('policy.simulate.unknown');
  const line = (what: Difference['changed'][number], name: string, value: string) => (
    <div data-other={changed.includes(what) || undefined}>
      <dt>{name}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
  return (
    <div className={style.sideCard}>
      <p className={style.label}>{title}</p>
      <p className={style.outcome}>
        <Badge tone={OUTCOME_TONES[answer.outcome]}>{word('outcome', answer.outcome)}</Badge>
        {answer.ground && <span className={style.muted}>{word('ground', answer.ground)}</span>}
      </p>
      <dl>
        {line('resolutions', t('next.offers'), answer.resolutions?.map((one) => word('resolution', one)).join(', ') || unknown)}
        {line('refund', t('next.refundWouldBe'), answer.refund ? say.amount(answer.refund.total, answer.refund.currency) : unknown)}
        {line('returnShipping', t('next.wayBack'), answer.returnShipping ? word('paidBy', answer.returnShipping.paidBy) : unknown)}
        {changed.includes('deadlines') &&
          answer.deadlines?.map(({ kind, dueAt }) => (
            <div key={kind} data-other>
              {
                <>
                  <dt>{word('clock', kind)}</dt>
                  <dd className="figures">{dueAt ? say.stamp(dueAt) : t('policy.case.later')}</dd>
                </>
              }
            </div>
          ))}
      </dl>
      {answer.says.length > 1 && (
        <details>
          <summary>{t('policy.case.why')}</summary>
          <ul>
            {answer.says.slice(1).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconArrowRight, IconCircleCheck, IconExternalLink, IconHandStop, IconLock, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { lookAgain } from '../data.ts';
import { StatusBadge } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import type { BenchItem, WholeBenchReturn } from './api.ts';
import style from './bench.module.css';
import { Checklist } from './Checklist.tsx';
import { Identify } from './Identify.tsx';
import { useStage } from './stage.ts';
import { countInspected } from './tally.ts';
import { lookAgainAtBench, useBenchReturn } from './useBench.ts';

export type Seen = WholeBenchReturn & { readonly seen: 'now' | 'earlier' };

const keyOf = (item: BenchItem): string => `${item.lineId}#${item.unit}`;
const isRead = (item: BenchItem): boolean => item.parcel === 'received';
const isSeen = (item: BenchItem): boolean => item.assessment === 'assessed';

/** One parcel on the bench: each item is read, then inspected, one after the other. */
export function Parcel({ id, done, ready }: { readonly id: string; readonly done: () => void; readonly ready: () => void }) {
  const { t } = useWords();
  const { ret, isPending, error, refetch } = useBenchReturn(id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (isPending) return <Waiting rows={2} height={140} />;
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!ret)
    return (
      <Nothing icon={<IconLock size={28} stroke={1.5} />} title={t('atBench.notHere')}>
        <p>{t('atBench.notHereDo')}</p>
      </Nothing>
    );
  const item =
    ret.items.find((candidate) => keyOf(candidate) === chosen) ?? ret.items.find((candidate) => !isSeen(candidate)) ?? ret.items[0]!;
  const took = async () => {
    ready();
    await Promise.all([lookAgainAtBench(ret.id), lookAgain()]);
  };
  const inspected = async () => {
    countInspected();
    done();
    setChosen(null);
    await took();
  };
  return (
    <>
      <Head ret={ret} item={item} choose={setChosen} />
      <Step key={keyOf(item)} ret={ret} item={item} took={took} inspected={inspected} />
    </>
  );
}

function Head({ ret, item, choose }: { readonly ret: Seen; readonly item: BenchItem; readonly choose: (key: string) => void }) {
  const { t, word } = useWords();
  const { said } = ret;
  return (
    <section className={style.head}>
      <div className={style.headMain}>
        <p className={style.rma}>
          <To href={paths.case(ret.id)} className="code">
            {ret.rma} <IconExternalLink size={13} aria-hidden />
          </To>
          <StatusBadge status={ret.status} />
          {ret.hold && (
            <span className={style.held}>
              <IconHandStop size={14} stroke={2} aria-hidden />
              {word('holdWhy', ret.hold.why)}
            </span>
          )}
        </p>
        <h2>{item.title}</h2>
        {ret.seen === 'earlier' && <p className={style.small}>{t('atBench.asSeenEarlier')}</p>}
        <p className={style.complaint}>
          <strong>
            {word('reason', item.reason)}
            {item.fault && <> · {word('fault', item.fault)}</>}
          </strong>
          {said && <q lang={said.language ?? undefined}>{said.body}</q>}
        </p>
      </div>
      <div className={style.headSide}>
        <span className={style.small}>{t('bench.soldAs', { condition: word('condition', item.condition) })}</span>
        <span className={`${style.small} code`}>{item.sku}</span>
        <Due at={ret.dueAt} />
      </div>
      {ret.items.length > 1 && (
        <ul className={style.items} aria-label={t('bench.items')}>
          {ret.items.map((candidate) => (
            <li key={keyOf(candidate)}>
              <button type="button" aria-pressed={candidate === item} onClick={() => choose(keyOf(candidate))}>
                {isSeen(candidate) && <IconCircleCheck size={15} stroke={2} aria-hidden />}
                {candidate.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type StepProps = {
  readonly ret: Seen;
  readonly item: BenchItem;
  readonly took: () => Promise<void>;
  readonly inspected: () => Promise<void>;
};

function Step({ ret, item, took, inspected }: StepProps) {
  const { word } = useWords();
  const { receipt, inspection } = ret.commands;
  if (!isRead(item)) {
    if (receipt?.allowed) return <Identify ret={ret} item={item} took={took} />;
    return <Refused says={receipt?.says ?? word('refusal', receipt?.because ?? '')} id={ret.id} />;
  }
  if (!isSeen(item)) {
    if (inspection?.allowed) return <Checklist ret={ret} item={item} inspected={inspected} />;
    return <Refused says={inspection?.says ?? word('refusal', inspection?.because ?? '')} id={ret.id} />;
  }
  return <Done ret={ret} item={item} />;
}

/** What was found, the tag for it, and what follows. */
function Done({ ret, item }: { readonly ret: Seen; readonly item: BenchItem }) {
  const { t, word } = useWords();
  const tag = `/api/v1/returns/${ret.id}/tag.pdf?${new URLSearchParams({ lineId: item.lineId, unit: String(item.unit) })}`;
  const canPrint = ret.seen === 'now' && item.disposition !== undefined;
  useStage(canPrint ? { confirm: () => void window.open(tag, '_blank', 'noreferrer') } : {});
  return (
    <Nothing icon={<IconCircleCheck size={30} stroke={1.5} />} title={t('bench.done')}>
      <p>
        {[
          item.verdict && word('verdict', item.verdict),
          item.grade && word('grade', item.grade),
          item.disposition && word('disposition', item.disposition),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {ret.seen === 'now' && <p className={style.small}>{ret.next}</p>}
      {ret.seen === 'now' && <Follows ret={ret} item={item} />}
      {canPrint && (
        <Button
          component="a"
          href={tag}
          target="_blank"
          rel="noreferrer"
          mt="sm"
          leftSection={<IconPrinter size={17} stroke={1.7} />}
          rightSection={<kbd>↵</kbd>}
        >
          {t('atBench.tag')}
        </Button>
      )}
      <p className={style.small}>{t('bench.doneMore')}</p>
    </Nothing>
  );
}

/** What the policy says now that the finding is known (M30): the money is others' work, but whoever looked may see what came of it. */
function Follows({ ret, item }: { readonly ret: Seen; readonly item: BenchItem }) {
  const { t, word } = useWords();
  const { data } = useQuery({ queryKey: ['return', ret.id], queryFn: ({ signal }) => api.returns.read(ret.id, signal), staleTime: 0 });
  const decision = data?.items.find(({ lineId, unit }) => lineId === item.lineId && unit === item.unit)?.decision;
  if (!decision) return null;
  const [because] = decision.because;
  return (
    <p className={style.small}>
      {decision.resolutions.length > 0
        ? t('atBench.follows', { what: decision.resolutions.map((one) => word('resolution', one)).join(', ') })
        : t('atBench.followsNothing')}{' '}
      {because?.says}
    </p>
  );
}

function Refused({ says, id }: { readonly says: string; readonly id: string }) {
  const { t } = useWords();
  return (
    <Nothing icon={<IconLock size={28} stroke={1.5} />} title={t('bench.refused')}>
      <p>{says}</p>
      <p>
        <To href={paths.case(id)}>
          {t('bench.toCase')} <IconArrowRight size={14} aria-hidden />
        </To>
      </p>
    </Nothing>
  );
}

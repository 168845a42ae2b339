import { IconArrowRight, IconCircleCheck, IconExternalLink, IconHandStop, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { FullReturn, ReturnItem } from '../api.ts';
import { client, lookAgain, useReturn } from '../data.ts';
import { StatusBadge } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './bench.module.css';
import { Checklist } from './Checklist.tsx';
import { Identify } from './Identify.tsx';
import { countInspected } from './tally.ts';

const keyOf = (item: ReturnItem): string => `${item.lineId}#${item.unit}`;
const isRead = (item: ReturnItem): boolean => item.parcel === 'received';
const isSeen = (item: ReturnItem): boolean => item.assessment === 'assessed';

/** One parcel on the bench: each item is read, then inspected, one after the other. */
export function Parcel({ id, done, ready }: { readonly id: string; readonly done: () => void; readonly ready: () => void }) {
  const one = useReturn(id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (one.isPending) return <Waiting rows={2} height={140} />;
  if (!one.data) return <Trouble error={one.error} again={() => void one.refetch()} />;
  const ret = one.data;
  const item =
    ret.items.find((candidate) => keyOf(candidate) === chosen) ?? ret.items.find((candidate) => !isSeen(candidate)) ?? ret.items[0]!;
  const took = async (after: FullReturn) => {
    client.setQueryData(['return', ret.id], after);
    ready();
    await lookAgain();
  };
  const inspected = async (after: FullReturn) => {
    countInspected();
    done();
    setChosen(null);
    await took(after);
  };
  return (
    <>
      <Head ret={ret} item={item} choose={setChosen} />
      <Step key={keyOf(item)} ret={ret} item={item} took={took} inspected={inspected} />
    </>
  );
}

function Head({ ret, item, choose }: { readonly ret: FullReturn; readonly item: ReturnItem; readonly choose: (key: string) => void }) {
  const { t, word } = useWords();
  const said = ret.messages.find((message) => message.direction === 'in');
  const due = ret.clocks
    .filter((clock) => clock.state === 'running')
    .map((clock) => clock.dueAt)
    .sort()[0];
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
        <p className={style.complaint}>
          <strong>
            {word('reason', item.reason)}
            {item.fault && <> · {word('fault', item.fault)}</>}
          </strong>
          {said && <q lang={said.language}>{said.body}</q>}
        </p>
      </div>
      <div className={style.headSide}>
        <span className={style.small}>{t('bench.soldAs', { condition: word('condition', item.condition) })}</span>
        <span className={`${style.small} code`}>{item.sku}</span>
        <Due at={due} />
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
  readonly ret: FullReturn;
  readonly item: ReturnItem;
  readonly took: (after: FullReturn) => Promise<void>;
  readonly inspected: (after: FullReturn) => Promise<void>;
};

function Step({ ret, item, took, inspected }: StepProps) {
  const { t, word } = useWords();
  const { receipt, inspection } = ret.commands;
  if (!isRead(item)) {
    if (receipt?.allowed) return <Identify ret={ret} item={item} took={took} />;
    return <Refused says={receipt?.says ?? word('refusal', receipt?.because ?? '')} id={ret.id} />;
  }
  if (!isSeen(item)) {
    if (inspection?.allowed) return <Checklist ret={ret} item={item} inspected={inspected} />;
    return <Refused says={inspection?.says ?? word('refusal', inspection?.because ?? '')} id={ret.id} />;
  }
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
      <p className={style.small}>{ret.next.says}</p>
      <p className={style.small}>{t('bench.doneMore')}</p>
    </Nothing>
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

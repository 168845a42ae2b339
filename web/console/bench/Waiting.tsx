import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconCloudUpload, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '../parts/say.ts';
import { failureWords, tell } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './bench.module.css';
import { flush, giveWay, sendAgain, useOutbox } from './outbox.ts';
import type { Act, Entry } from './queue.ts';

/** What is not with the server yet: how much, why, and what a person has to choose. Nothing to see where all has arrived. */
export function WaitingToBeSent() {
  const { t } = useWords();
  const { entries, line } = useOutbox();
  const [open, setOpen] = useState(false);
  const conflicts = entries.filter(({ state }) => state === 'conflict');
  const waiting = entries.filter(({ state }) => state === 'waiting');
  if (entries.length === 0 && line !== 'away') return null;
  const Icon = line === 'signed_out' ? IconKey : line === 'away' ? IconCloudOff : IconCloudUpload;
  return (
    <section className={style.outbox} data-line={line} aria-label={t('atBench.outbox')}>
      <p role="status">
        <Icon size={18} stroke={1.8} aria-hidden />
        <strong>
          {t(waiting.length > 0 ? 'atBench.waiting' : conflicts.length > 0 ? 'atBench.toChoose' : 'atBench.nothingWaits', {
            count: waiting.length,
          })}
        </strong>
        {line !== 'ready' && <span>{t(`atBench.line.${line}`)}</span>}
        {waiting.length > 0 && (
          <>
            <Button variant="subtle" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'atBench.hideList' : 'atBench.showList')}
            </Button>
            {line !== 'sending' && (
              <Button variant="subtle" size="xs" onClick={() => void flush()}>
                {t('atBench.sendNow')}
              </Button>
            )}
          </>
        )}
      </p>
      {open && (
        <ol className={style.outboxList}>
          {waiting.map((entry) => (
            <Waits key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {conflicts.map((entry) => (
        <Conflict key={entry.id} entry={entry} />
      ))}
    </section>
  );
}

function Waits({ entry }: { readonly entry: Entry }) {
  const { t } = useWords();
  const say = useSay();
  return (
    <li>
      <span className="code">{entry.name}</span>
      <span>{t(`atBench.act.${entry.act.do}`)}</span>
      <time dateTime={entry.at}>{say.past(entry.at)}</time>
    </li>
  );
}

/** Both versions side by side, and a choice: nothing is written over, and nothing is thrown away in silence. */
function Conflict({ entry }: { readonly entry: Entry }) {
  const { t } = useWords();
  const said = useActWords();
  const [busy, setBusy] = useState(false);
  const { act, conflict } = entry;
  const theirs = conflict?.theirs ?? null;
  const choose = (work: () => Promise<void>) => async () => {
    setBusy(true);
    await work().catch((error: unknown) => tell({ color: 'danger', title: t('trouble.notDone'), message: failureWords(t, error) }));
    setBusy(false);
  };
  const note = t('atBench.notUsed', { what: t(`atBench.act.${act.do}`), said: said.mine(act) });
  return (
    <div className={style.conflict} role="alert">
      <h3>
        <IconAlertTriangle size={20} stroke={1.8} aria-hidden />
        {t('atBench.conflict', { name: entry.name, what: t(`atBench.act.${act.do}`) })}
      </h3>
      {conflict && <p>{conflict.because === 'version_conflict' ? t('atBench.changedMeanwhile') : conflict.says}</p>}
      <dl>
        <div>
          <dt>{t('atBench.mine')}</dt>
          <dd>{said.mine(act)}</dd>
        </div>
        {theirs && (
          <div>
            <dt>{t('atBench.theirs')}</dt>
            <dd>{said.theirs(entry)}</dd>
          </div>
        )}
      </dl>
      <div className={style.buttons}>
        <Button variant="filled" loading={busy} onClick={choose(() => giveWay(entry.id, note))}>
          {t(theirs ? 'atBench.keepTheirs' : 'atBench.drop')}
        </Button>
        <Button loading={busy} onClick={choose(() => sendAgain(entry.id))}>
          {t('atBench.sendMine')}
        </Button>
        {theirs && (
          <To href={paths.case(entry.about)} className={style.more}>
            {t('bench.toCase')}
          </To>
        )}
      </div>
    </div>
  );
}

/** An act in a few words, as it was recorded here and as it stands at the server. */
function useActWords() {
  const { t, word } = useWords();
  const number = (read: { readonly imei?: string | undefined; readonly serial?: string | undefined } | undefined) =>
    read?.imei ?? read?.serial ?? t('atBench.noNumber');
  const finding = (item: {
    readonly verdict?: string | undefined;
    readonly grade?: string | undefined;
    readonly disposition?: string | undefined;
  }) =>
    [
      item.verdict && word('verdict', item.verdict),
      item.grade && word('grade', item.grade),
      item.disposition && word('disposition', item.disposition),
    ]
      .filter(Boolean)
      .join(' · ') || t('atBench.notInspected');
  return {
    mine(act: Act): string {
      switch (act.do) {
        case 'receipt':
          return number(act.item);
        case 'inspection':
          return finding(act.item);
        case 'stray':
          return [act.report.trackingNumber, act.report.imei, act.report.serial, act.report.says].filter(Boolean).join(' · ');
        default:
          return act.name;
      }
    },
    theirs({ act, conflict }: Entry): string {
      const { theirs } = conflict!;
      if (act.do === 'stray' || act.do === 'stray_photo') return '';
      const item = theirs?.items.find(({ lineId, unit }) => lineId === act.item.lineId && unit === act.item.unit);
      if (!item) return word('status', theirs?.status ?? '');
      const read = item.parcel === 'received' ? number(item.read) : t('atBench.notReceived');
      return act.do === 'receipt' && item.assessment !== 'assessed' ? `${word('status', theirs!.status)} · ${read}` : finding(item);
    },
  };
}

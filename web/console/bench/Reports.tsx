import { Button, FileButton } from '@mantine/core';
import { IconFileCheck, IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type Answers, type Question, signOf } from '../../../src/core/inspection/checklist.ts';
import { compareIdentity, type Device } from '../../../src/core/inspection/identity.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import type { BenchItem } from './api.ts';
import style from './bench.module.css';
import { recordAndSend } from './outbox.ts';
import type { Seen } from './Parcel.tsx';
import { answerWords, useText } from './text.ts';
import { lookAgainAtBench } from './useBench.ts';

/** What a test tool found about this unit: kept as evidence; its answers are taken over by a person, not by themselves. */
export function Reports({
  ret,
  item,
  answers,
  checklist,
  fill,
}: {
  readonly ret: Seen;
  readonly item: BenchItem;
  readonly answers: Answers;
  readonly checklist: readonly Question[];
  readonly fill: (more: Answers) => void;
}) {
  const { t } = useWords();
  const say = useText();
  const take = useMutation({
    mutationFn: async (file: File) =>
      recordAndSend(
        { do: 'diagnostics', item: { lineId: item.lineId, unit: item.unit }, name: file.name, content: await file.text() },
        { about: ret.id, name: ret.rma },
      ),
    onSuccess: () => lookAgainAtBench(ret.id),
    onError: tellFailure(t),
  });
  const reports = ret.reports.filter(({ lineId, unit }) => lineId === item.lineId && unit === item.unit);
  return (
    <section className={style.reports} aria-label={t('atBench.reports')}>
      {reports.map((report) => {
        const device = (report.report as { device?: Device }).device ?? {};
        const other = compareIdentity((item.read ?? item.sold) as Device, device) === 'mismatch';
        const open = checklist.filter(({ key }) => key in report.suggests && !(key in answers));
        const against = checklist.filter(
          (one) => one.key in report.suggests && one.key in answers && signOf(one, report.suggests) !== signOf(one, answers),
        );
        return (
          <div key={report.id} className={style.report}>
            <p>
              <IconFileCheck size={18} stroke={1.7} aria-hidden />
              <a href={report.url} target="_blank" rel="noreferrer">
                {t('atBench.reportOf', { tool: report.tool })}
              </a>
              <code title={report.sha256}>{report.sha256.slice(0, 12)}</code>
            </p>
            {other && <p className={style.hint}>{t('atBench.reportOther')}</p>}
            {against.length > 0 && (
              <p className={style.hint}>
                {t('atBench.reportAgainst', {
                  what: against.map((one) => `${say(one.asks)} ${answerWords(say, one, report.suggests)}`).join(' · '),
                })}
              </p>
            )}
            {open.length > 0 && !other && (
              <>
                <ul className={style.suggested}>
                  {open.map((one) => (
                    <li key={one.key} data-sign={signOf(one, report.suggests)}>
                      <span>{say(one.asks)}</span> <strong>{answerWords(say, one, report.suggests)}</strong>
                    </li>
                  ))}
                </ul>
                <Button size="sm" onClick={() => fill(Object.fromEntries(open.map(({ key }) => [key, report.suggests[key]!])))}>
                  {t('atBench.takeOver', { count: open.length })}
                </Button>
              </>
            )}
          </div>
        );
      })}
      <FileButton accept=".json,.csv,.txt,application/json,text/csv" onChange={(file) => file && take.mutate(file)}>
        {(props) => (
          <Button {...props} variant="subtle" size="sm" leftSection={<IconFileUpload size={16} stroke={1.7} />} loading={take.isPending}>
            {t('atBench.addReport')}
          </Button>
        )}
      </FileButton>
    </section>
  );
}

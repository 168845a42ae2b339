import { Button, Select, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answers, photosOwed, type Question } from '../../../src/core/inspection/checklist.ts';
import { DISPOSITION_SAYS, suggestDisposition, type UnitValues, unreadyForStock } from '../../../src/core/inspection/disposition.ts';
import { gradeOf } from '../../../src/core/inspection/grade.ts';
import type { VerdictProposal } from '../../../src/core/inspection/verdict.ts';
import { decimal, money, parseMoney } from '../../../src/core/money.ts';
import { type Disposition, DISPOSITIONS, type Grade, GRADES, type Verdict, VERDICTS } from '../../../src/core/return/model.ts';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import type { BenchItem } from './api.ts';
import style from './bench.module.css';
import { record, recordAndSend, flush, useOutbox } from './outbox.ts';
import type { Seen } from './Parcel.tsx';
import { Photos } from './Photos.tsx';
import { sound } from './sound.ts';
import { useStage } from './stage.ts';
import { useText } from './text.ts';

/** The seller's figures for this grade, else those for every grade. Null where nobody typed any in. */
function valuesFor(ret: Seen, item: BenchItem, grade: Grade | null): UnitValues | null {
  const own = ret.values.filter(({ sku }) => sku === item.sku);
  const row = own.find((one) => one.grade === grade) ?? own.find((one) => one.grade === null);
  if (!row) return null;
  const minor = (text: string | null) => (text === null ? undefined : parseMoney(text, row.currency)?.minor);
  const [resale, repair, parts] = [minor(row.resale), minor(row.repair), minor(row.parts)];
  return {
    currency: row.currency,
    ...(resale !== undefined && { resale }),
    ...(repair !== undefined && { repair }),
    ...(parts !== undefined && { parts }),
  };
}

/** What the answers come to and where the device goes: proposed, with the reason; the person at the bench decides. */
export function Finding({
  ret,
  item,
  checklist,
  name,
  answers,
  proposal,
  back,
  inspected,
}: {
  readonly ret: Seen;
  readonly item: BenchItem;
  readonly checklist: readonly Question[];
  /** Which questions were asked, with their version. */
  readonly name: string;
  readonly answers: Answers;
  readonly proposal: VerdictProposal;
  readonly back: (() => void) | undefined;
  readonly inspected: () => Promise<void>;
}) {
  const { t, word } = useWords();
  const say = useText();
  const { entries } = useOutbox();
  const computed = gradeOf(checklist, answers);
  const [verdict, setVerdict] = useState<Verdict>(proposal.verdict);
  const [override, setOverride] = useState<Disposition | null>(null);
  const [ownGrade, setOwnGrade] = useState<Grade | null>(null);
  const [note, setNote] = useState('');
  const [warned, setWarned] = useState(false);
  const grade = ownGrade ?? computed?.grade ?? null;
  // What it would be sold as once repaired: a fault alone takes no value from the repaired unit.
  const values = valuesFor(ret, item, grade === 'faulty' ? null : grade);
  const suggested = suggestDisposition({
    verdict,
    category: item.category,
    reason: item.reason,
    answers,
    questions: checklist,
    ...(values && { values }),
  });
  const disposition = override ?? suggested.disposition;
  const unready = disposition === 'restock' ? unreadyForStock(checklist, item.category, answers) : null;

  const isOf = (one: { readonly lineId?: string | undefined; readonly unit?: number | undefined }) =>
    (one.lineId ?? item.lineId) === item.lineId && (one.unit ?? item.unit) === item.unit;
  const shown = ret.photos.filter((photo) => photo.kind === 'bench' && isOf(photo));
  const waiting = entries.flatMap(({ id, about, act }) =>
    act.do === 'photo' && about === ret.id && isOf(act.item) ? [{ id, picture: act.picture, question: act.question }] : [],
  );
  const taken = new Set(
    [...shown.map(({ question }) => question), ...waiting.map(({ question }) => question)].filter((key) => key !== undefined),
  );
  const owed = photosOwed(checklist, answers, taken);
  const photograph = (question?: string) => async (picture: Blob, file: string) => {
    await record(
      { do: 'photo', item: { lineId: item.lineId, unit: item.unit }, name: file, picture, ...(question !== undefined && { question }) },
      { about: ret.id, name: ret.rma },
    );
    void flush();
  };

  const inspect = useMutation({
    mutationFn: () => {
      const missing = owed.map((one) => say(one.asks)).join(' · ');
      return recordAndSend(
        {
          do: 'inspection',
          item: {
            lineId: item.lineId,
            unit: item.unit,
            verdict,
            checks: answers,
            checklist: name,
            disposition,
            ...(grade ? { grade } : {}),
            ...(note.trim() ? { note: note.trim() } : {}),
            ...(missing ? { withoutPhotos: t('atBench.noPhotoOf', { what: missing }) } : {}),
          },
        },
        { about: ret.id, name: ret.rma, version: ret.version },
      );
    },
    onSuccess: async () => {
      sound('good');
      await inspected();
    },
    onError: tellFailure(t),
  });
  const finish = () => {
    if (inspect.isPending || unready) return;
    // A picture that an answer wants is asked for once; what can't be photographed is finished without, and the record says so.
    if (owed.length > 0 && !warned) setWarned(true);
    else inspect.mutate();
  };
  useStage({ digit: (digit) => void (GRADES[digit - 1] && setOwnGrade(GRADES[digit - 1]!)), confirm: finish, ...(back ? { back } : {}) });

  return (
    <section className={style.panel}>
      <h3 className={style.question}>{t('bench.finding')}</h3>
      <div className={style.pair}>
        <Select
          label={t('bench.verdict')}
          size="md"
          allowDeselect={false}
          value={verdict}
          onChange={(value) => value && setVerdict(value as Verdict)}
          data={VERDICTS.map((value) => ({ value, label: word('verdict', value) }))}
        />
        <Select
          label={t('bench.goesTo')}
          size="md"
          allowDeselect={false}
          value={disposition}
          onChange={(value) => value && setOverride(value as Disposition)}
          data={DISPOSITIONS.map((value) => ({ value, label: word('disposition', value) }))}
          error={unready ? t(`atBench.unready.${unready}`) : null}
        />
      </div>
      {disposition === suggested.disposition && <p className={style.more}>{say(DISPOSITION_SAYS[suggested.because])}</p>}
      {verdict === 'fault_confirmed' && <Weighed values={values} sku={item.sku} />}
      <fieldset className={style.grades}>
        <legend>{t('atBench.grade')}</legend>
        {GRADES.map((value, i) => (
          <button key={value} type="button" aria-pressed={grade === value} onClick={() => setOwnGrade(value)}>
            <kbd>{i + 1}</kbd>
            {word('grade', value)}
          </button>
        ))}
      </fieldset>
      <p className={style.small}>
        {computed
          ? t(ownGrade && ownGrade !== computed.grade ? 'atBench.gradeOtherwise' : 'atBench.gradeComputed', {
              grade: word('grade', computed.grade),
              because:
                computed.because.map((key) => say(checklist.find((one) => one.key === key)!.asks)).join(' · ') || t('atBench.noMark'),
            })
          : t('atBench.gradeOpen')}
        {grade && ret.channelGrades[grade] && ` ${t('atBench.channelGrade', { grade: ret.channelGrades[grade] })}`}
      </p>
      <Textarea
        label={t('bench.note')}
        autosize
        minRows={2}
        maxLength={1800}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish();
        }}
      />
      {owed.map((one) => (
        <div key={one.key} className={style.owed}>
          <p>
            <IconAlertTriangle size={16} stroke={1.9} aria-hidden /> {t('atBench.photoOwed', { what: say(one.asks) })}
          </p>
          <Photos shown={[]} waiting={[]} label={t('bench.addPhoto')} add={photograph(one.key)} />
        </div>
      ))}
      <Photos shown={shown} waiting={waiting} label={t(owed.length > 0 ? 'atBench.anotherPhoto' : 'bench.addPhoto')} add={photograph()} />
      <p className={style.hint} role="alert">
        {warned && owed.length > 0 ? t('atBench.finishWithout') : ''}
      </p>
      <div className={style.buttons}>
        <Button
          variant="filled"
          size="md"
          loading={inspect.isPending}
          disabled={unready !== null}
          onClick={finish}
          rightSection={<kbd>↵</kbd>}
        >
          {t('bench.finish')}
        </Button>
        {back && (
          <Button size="md" variant="subtle" onClick={back}>
            {t('bench.back')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The figures that the suggestion hangs on; where there are none it says so, and weighs nothing. */
function Weighed({ values, sku }: { readonly values: UnitValues | null; readonly sku: string }) {
  const { t } = useWords();
  const say = useSay();
  if (!values || values.resale === undefined || values.repair === undefined)
    return <p className={style.small}>{t('atBench.noValues', { sku })}</p>;
  const amount = (minor: number) => say.amount(decimal(money(minor, values.currency)), values.currency);
  return (
    <p className={style.small}>
      {t('atBench.values', {
        resale: amount(values.resale),
        repair: amount(values.repair),
        left: amount(values.resale - values.repair),
      })}
      {values.parts !== undefined && ` ${t('atBench.partsValue', { parts: amount(values.parts) })}`}
    </p>
  );
}

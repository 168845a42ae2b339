import { Button, FileButton, Select, Textarea } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answers } from '../../../src/core/inspection/checklist.ts';
import { DISPOSITION_SAYS, suggestDisposition } from '../../../src/core/inspection/disposition.ts';
import type { VerdictProposal } from '../../../src/core/inspection/verdict.ts';
import { type Disposition, DISPOSITIONS, type Grade, GRADES, type Verdict, VERDICTS } from '../../../src/core/return/model.ts';
import { api, type FullReturn, type ReturnItem } from '../api.ts';
import { client } from '../data.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import style from './bench.module.css';
import { sound } from './sound.ts';
import { useStage } from './stage.ts';
import { useText } from './text.ts';

/** What the answers come to and where the device goes: proposed, with the reason; the person at the bench decides. */
export function Finding({
  ret,
  item,
  answers,
  proposal,
  back,
  inspected,
}: {
  readonly ret: FullReturn;
  readonly item: ReturnItem;
  readonly answers: Answers;
  readonly proposal: VerdictProposal;
  readonly back: (() => void) | undefined;
  readonly inspected: (after: FullReturn) => Promise<void>;
}) {
  const { t, word } = useWords();
  const say = useText();
  const [verdict, setVerdict] = useState<Verdict>(proposal.verdict);
  const [override, setOverride] = useState<Disposition | null>(null);
  const [grade, setGrade] = useState<Grade | null>(null);
  const [note, setNote] = useState('');
  const suggested = suggestDisposition({ verdict, category: item.category, reason: item.reason, answers });
  const disposition = override ?? suggested.disposition;
  const inspect = useMutation({
    mutationFn: () =>
      api.returns.act(ret.id, 'inspection', {
        version: ret.version,
        items: [
          {
            lineId: item.lineId,
            unit: item.unit,
            verdict,
            checks: answers,
            disposition,
            ...(grade ? { grade } : {}),
            ...(note.trim() ? { note: note.trim() } : {}),
          },
        ],
      }),
    onSuccess: async (after) => {
      sound('good');
      await inspected(after);
    },
    onError: tellFailure(t),
  });
  const finish = () => {
    if (!inspect.isPending) inspect.mutate();
  };
  useStage({ digit: (digit) => void (GRADES[digit - 1] && setGrade(GRADES[digit - 1]!)), confirm: finish, ...(back ? { back } : {}) });

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
        />
      </div>
      {disposition === suggested.disposition && <p className={style.more}>{say(DISPOSITION_SAYS[suggested.because])}</p>}
      <fieldset className={style.grades}>
        <legend>{t('bench.grade')}</legend>
        {GRADES.map((value, i) => (
          <button key={value} type="button" aria-pressed={grade === value} onClick={() => setGrade(grade === value ? null : value)}>
            <kbd>{i + 1}</kbd>
            {word('grade', value)}
          </button>
        ))}
      </fieldset>
      <Textarea
        label={t('bench.note')}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish();
        }}
      />
      <Photos ret={ret} />
      <div className={style.buttons}>
        <Button variant="filled" size="md" loading={inspect.isPending} onClick={finish} rightSection={<kbd>↵</kbd>}>
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

/** Evidence: on a phone the camera opens, elsewhere a file is chosen. */
function Photos({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await api.returns.photo(ret.id, file);
    },
    onError: tellFailure(t),
    onSettled: () => client.invalidateQueries({ queryKey: ['return', ret.id] }),
  });
  const photos = ret.photos;
  return (
    <div className={style.photos}>
      {photos.map((photo) => (
        <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer">
          <img src={photo.url} alt={t('case.photo', { name: photo.name })} loading="lazy" />
        </a>
      ))}
      <FileButton multiple accept="image/*" onChange={(files) => files.length > 0 && add.mutate(files)}>
        {(props) => (
          <Button {...props} leftSection={<IconCamera size={17} stroke={1.7} />} loading={add.isPending}>
            {t('bench.addPhoto')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

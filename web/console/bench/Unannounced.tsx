import { Button, Textarea } from '@mantine/core';
import { IconBoxOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { CodeReading } from '../../../src/core/inspection/code.ts';
import { isImei } from '../../../src/core/inspection/identity.ts';
import { Nothing } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './bench.module.css';
import { flush, record, results } from './outbox.ts';
import { Photos } from './Photos.tsx';
import type { StrayReport } from './queue.ts';
import { useStage } from './stage.ts';

/** What the code tells of the parcel: a device's number only where its check digit says that it is one. */
export function numbersOf(recognised: readonly CodeReading[]): Omit<StrayReport, 'says'> {
  const of = (as: CodeReading['as']) => recognised.find((one) => one.as === as)?.value;
  const imei = of('imei');
  if (imei !== undefined && isImei(imei)) return { imei };
  const tracking = of('tracking');
  const serial = of('serial');
  return tracking !== undefined ? { trackingNumber: tracking } : serial !== undefined ? { serial } : {};
}

/** Nobody announced it: photographed, described, and kept on a list until somebody knows whose it is. Enter alone is enough. */
export function Unannounced({
  code,
  recognised,
  asOf,
}: {
  readonly code: string;
  readonly recognised: readonly CodeReading[];
  /** Set where there was no network: as of when this bench knows. */
  readonly asOf: string | null | undefined;
}) {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const [says, setSays] = useState('');
  const [pictures, setPictures] = useState<readonly { readonly id: string; readonly picture: Blob; readonly name: string }[]>([]);
  const report = useMutation({
    mutationFn: async () => {
      const id = await record(
        { do: 'stray', report: { ...numbersOf(recognised), says: says.trim() || t('strays.scanned', { code }) } },
        { name: code },
      );
      for (const { picture, name } of pictures) await record({ do: 'stray_photo', of: id, picture, name }, { about: id, name: code });
      await flush();
      return results.get(id);
    },
    onSuccess: (id) => {
      if (id !== undefined) router.history.push(paths.strays(id));
    },
    onError: tellFailure(t),
  });
  const send = () => {
    if (report.isIdle || report.isError) report.mutate();
  };
  useStage({ confirm: send });
  if (report.isSuccess)
    return (
      <Nothing icon={<IconBoxOff size={28} stroke={1.5} />} title={t('strays.kept')}>
        <p>{t('strays.keptMore')}</p>
      </Nothing>
    );
  return (
    <section className={style.panel}>
      <h2 className={style.question}>
        <IconBoxOff size={26} stroke={1.5} aria-hidden /> {t('bench.unknown', { code })}
      </h2>
      <p className={style.more}>
        {asOf === undefined
          ? t('strays.unknownDo')
          : asOf === null
            ? t('atBench.nothingTakenAlong')
            : t('atBench.notTakenAlong', { at: say.past(asOf) })}
      </p>
      <Textarea
        label={t('strays.says')}
        placeholder={t('strays.saysExample')}
        autosize
        minRows={2}
        maxLength={2000}
        value={says}
        onChange={(event) => setSays(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <Photos
        shown={[]}
        waiting={pictures}
        label={t('bench.addPhoto')}
        add={async (picture, name) => setPictures((taken) => [...taken, { id: `${taken.length}`, picture, name }])}
      />
      <div className={style.buttons}>
        <Button variant="filled" size="md" loading={report.isPending} onClick={send} rightSection={<kbd>↵</kbd>}>
          {t('strays.report')}
        </Button>
      </div>
    </section>
  );
}

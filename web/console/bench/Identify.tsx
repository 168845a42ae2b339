import { Button } from '@mantine/core';
import { IconAlertTriangle, IconScan } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { compareIdentity, type Device, isImei, maybeOtherSim, normaliseImei } from '../../../src/core/inspection/identity.ts';
import type { Identity } from '../../../src/core/return/model.ts';
import { tellFailure } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { benchApi, type BenchItem } from './api.ts';
import style from './bench.module.css';
import { findHere, recordAndSend } from './outbox.ts';
import type { Seen } from './Parcel.tsx';
import { sound } from './sound.ts';
import { useStage } from './stage.ts';

/** A number that somebody has to look at once more before it is written down. */
type Doubt = { readonly read: Device; readonly identity: Extract<Identity, 'near' | 'mismatch'> };

/** The number on the device, read without seeing the one that was sold: nobody copies what they should compare. */
export function Identify({ ret, item, took }: { readonly ret: Seen; readonly item: BenchItem; readonly took: () => Promise<void> }) {
  const { t } = useWords();
  const router = useRouter();
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const [hint, setHint] = useState('');
  const kind = item.sold.imei ? 'imei' : item.sold.serial ? 'serial' : 'none';
  /** The first of two numbers, where a telephone may have two (M25). */
  const [first, setFirst] = useState<string | null>(null);
  const sold = item.sold as Device;
  const receive = useMutation({
    mutationFn: (read: Device) =>
      recordAndSend(
        { do: 'receipt', item: { lineId: item.lineId, unit: item.unit, ...read } },
        { about: ret.id, name: ret.rma, version: ret.version },
      ),
    onSuccess: (_sent, read) => {
      const identity = compareIdentity(sold, read);
      sound(identity === 'match' || identity === 'not_recorded' ? 'good' : 'bad');
      return took();
    },
    onError: tellFailure(t),
  });
  const consider = (read: Device) => {
    const identity = compareIdentity(sold, read);
    if (identity === 'near' || identity === 'mismatch') {
      sound('bad');
      setDoubt({ read, identity });
    } else receive.mutate(read);
  };
  /** A label may come under the scanner instead of the device: then it is another parcel's. */
  const consult = async (text: string) => {
    const found = await benchApi.find(text).catch(() => null);
    const here = found ? null : await findHere(text);
    const isParcel = found ? found.matchedBy !== 'imei' && found.matchedBy !== 'serial' : true;
    const other = found
      ? found.kind === 'return' && isParcel
        ? found.returns[0]
        : undefined
      : here?.returns.find(({ rma }) => rma !== ret.rma);
    if (other && other.id !== ret.id) router.history.push(paths.bench(other.rma));
    else if (other) setHint(t('bench.sameParcel'));
    else if (kind === 'imei' && normaliseImei(text) === null) setHint(t('bench.notImei'));
    else consider({ serial: text });
  };
  const read = (text: string) => {
    setHint('');
    if (receive.isPending) return true;
    const imei = normaliseImei(text);
    if (imei !== null && kind !== 'serial') {
      if (!isImei(imei)) setHint(t('bench.checkDigit'));
      consider(first !== null && imei !== first ? { imei: first, imei2: imei } : { imei });
    } else void consult(text);
    return true;
  };
  const again = () => setDoubt(null);
  const second =
    doubt && maybeOtherSim(sold, doubt.read)
      ? () => {
          setFirst(doubt.read.imei!);
          setDoubt(null);
        }
      : undefined;
  const keep = () => {
    if (doubt) receive.mutate(doubt.read);
  };
  useStage({
    enter: read,
    ...(doubt ? { digit: (digit: number) => (digit === 1 ? again() : digit === 2 ? keep() : digit === 3 ? second?.() : undefined) } : {}),
    ...(kind === 'none' ? { confirm: () => receive.mutate({}) } : {}),
  });

  if (doubt) return <Doubtful doubt={doubt} item={item} again={again} keep={keep} second={second} busy={receive.isPending} />;
  return (
    <section className={style.panel}>
      <h3 className={style.question}>
        <IconScan size={26} stroke={1.5} aria-hidden /> {first ? t('atBench.readSecond') : t(`bench.read.${kind}`)}
      </h3>
      <p className={style.more}>{first ? t('atBench.readSecondMore', { first }) : t(`bench.readMore.${kind}`)}</p>
      <p className={style.hint} role="alert">
        {hint}
      </p>
      <div className={style.buttons}>
        <Button variant={kind === 'none' ? 'filled' : 'default'} size="md" loading={receive.isPending} onClick={() => receive.mutate({})}>
          {t(kind === 'none' ? 'bench.receive' : 'bench.unreadable')}
        </Button>
      </div>
    </section>
  );
}

function Doubtful({
  doubt,
  item,
  again,
  keep,
  second,
  busy,
}: {
  readonly doubt: Doubt;
  readonly item: BenchItem;
  readonly again: () => void;
  readonly keep: () => void;
  /** It may be the other number of a telephone for two cards. */
  readonly second: (() => void) | undefined;
  readonly busy: boolean;
}) {
  const { t } = useWords();
  const read = doubt.read.imei ?? doubt.read.serial ?? '';
  const sold = (doubt.read.imei ? item.sold.imei : item.sold.serial) ?? item.sold.imei ?? item.sold.serial ?? '';
  return (
    <section className={style.panel} data-tone={doubt.identity} role="alert">
      <h3 className={style.verdict}>
        <IconAlertTriangle size={34} stroke={1.6} aria-hidden /> {t(`bench.doubt.${doubt.identity}`)}
      </h3>
      <p className={style.more}>{t(`bench.doubtMore.${doubt.identity}`)}</p>
      <dl className={style.compare}>
        <div>
          <dt>{t('bench.sold')}</dt>
          <dd className="code aligned">
            {[...sold].map((sign, i) => (
              <span key={i} data-other={sign !== read[i] || undefined}>
                {sign}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('bench.readNow')}</dt>
          <dd className="code aligned">
            {[...read].map((sign, i) => (
              <span key={i} data-other={sign !== sold[i] || undefined}>
                {sign}
              </span>
            ))}
          </dd>
        </div>
      </dl>
      <div className={style.buttons}>
        <Button variant="filled" size="md" leftSection={<kbd>1</kbd>} onClick={again}>
          {t('bench.readAgain')}
        </Button>
        <Button size="md" leftSection={<kbd>2</kbd>} loading={busy} onClick={keep}>
          {t(`bench.keep.${doubt.identity}`)}
        </Button>
        {second && (
          <Button size="md" leftSection={<kbd>3</kbd>} onClick={second}>
            {t('atBench.twoSims')}
          </Button>
        )}
      </div>
    </section>
  );
}

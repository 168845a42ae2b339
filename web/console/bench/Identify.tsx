import { Button } from '@mantine/core';
import { IconAlertTriangle, IconScan } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { compareIdentity, type Device, isImei, normaliseImei } from '../../../src/core/inspection/identity.ts';
import type { Identity } from '../../../src/core/return/model.ts';
import { api, type FullReturn, type ReturnItem } from '../api.ts';
import { tellFailure } from '../parts/tell.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './bench.module.css';
import { sound } from './sound.ts';
import { useStage } from './stage.ts';

/** A number that somebody has to look at once more before it is written down. */
type Doubt = { readonly read: Device; readonly identity: Extract<Identity, 'near' | 'mismatch'> };

/** The number on the device, read without seeing the one that was sold: nobody copies what they should compare. */
export function Identify({
  ret,
  item,
  took,
}: {
  readonly ret: FullReturn;
  readonly item: ReturnItem;
  readonly took: (after: FullReturn) => Promise<void>;
}) {
  const { t } = useWords();
  const router = useRouter();
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const [hint, setHint] = useState('');
  const kind = item.sold.imei ? 'imei' : item.sold.serial ? 'serial' : 'none';
  const receive = useMutation({
    mutationFn: (read: Device) =>
      api.returns.act(ret.id, 'receipt', { version: ret.version, items: [{ lineId: item.lineId, unit: item.unit, ...read }] }),
    onSuccess: (after) => {
      const identity = after.items.find((one) => one.lineId === item.lineId && one.unit === item.unit)?.identity;
      sound(identity === 'match' || identity === 'not_recorded' ? 'good' : 'bad');
      return took(after);
    },
    onError: tellFailure(t),
  });
  const consider = (read: Device) => {
    const identity = compareIdentity(item.sold, read);
    if (identity === 'near' || identity === 'mismatch') {
      sound('bad');
      setDoubt({ read, identity });
    } else receive.mutate(read);
  };
  /** A label may come under the scanner instead of the device: then it is another parcel's. */
  const consult = async (text: string) => {
    const found = await api.scan(text).catch(() => null);
    const other = found?.kind === 'return' && found.matchedBy !== 'imei' && found.matchedBy !== 'serial' ? found.returns[0] : undefined;
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
      consider({ imei });
    } else void consult(text);
    return true;
  };
  const again = () => setDoubt(null);
  const keep = () => {
    if (doubt) receive.mutate(doubt.read);
  };
  useStage({
    enter: read,
    ...(doubt ? { digit: (digit: number) => (digit === 1 ? again() : digit === 2 ? keep() : undefined) } : {}),
    ...(kind === 'none' ? { confirm: () => receive.mutate({}) } : {}),
  });

  if (doubt) return <Doubtful doubt={doubt} item={item} again={again} keep={keep} busy={receive.isPending} />;
  return (
    <section className={style.panel}>
      <h3 className={style.question}>
        <IconScan size={26} stroke={1.5} aria-hidden /> {t(`bench.read.${kind}`)}
      </h3>
      <p className={style.more}>{t(`bench.readMore.${kind}`)}</p>
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
  busy,
}: {
  readonly doubt: Doubt;
  readonly item: ReturnItem;
  readonly again: () => void;
  readonly keep: () => void;
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
      </div>
    </section>
  );
}

import { Button, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { failureWords, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { lookAtStock, stock, type Unit } from './api.ts';
import style from './stock.module.css';
import { UnitBadge } from './UnitBadge.tsx';

type Done = {
  readonly key: number;
  readonly code: string;
  readonly unit?: Unit;
  readonly from?: string | null;
  readonly trouble?: string;
  readonly undone?: boolean;
};

/** First the shelf, then one device after the other: a scanner and no mouse. */
export function MoveByScan() {
  const { t } = useWords();
  useTitle(t('stock.scan.title'));
  const [place, setPlace] = useState('');
  const [typed, setTyped] = useState('');
  const [done, setDone] = useState<readonly Done[]>([]);
  const code = useRef<HTMLInputElement>(null);
  const key = useRef(0);
  const move = useMutation({
    mutationFn: async ({ number, shelf }: { readonly number: string; readonly shelf: string }) => {
      const { items } = await stock.units({ q: number, limit: '5' });
      // A lot or an SKU is no device: several answer to it.
      const unit =
        items.length === 1
          ? items[0]
          : items.find((one) => one.imei === number || one.serial === number.toUpperCase() || one.ref === number);
      if (!unit) return { code: number, trouble: t(items.length > 1 ? 'stock.scan.several' : 'stock.scan.unknown') };
      return { code: number, from: unit.place, unit: await stock.act(unit.id, 'move', { place: shelf }) };
    },
    onSuccess: (one) => {
      setDone((before) => [{ key: (key.current += 1), ...one }, ...before]);
      void lookAtStock();
    },
    onError: (error, { number }) =>
      setDone((before) => [{ key: (key.current += 1), code: number, trouble: failureWords(t, error) }, ...before]),
  });
  const undo = useMutation({
    mutationFn: (one: Done) => stock.act(one.unit!.id, 'undo', { version: one.unit!.version }),
    onSuccess: (_unit, one) => {
      setDone((before) => before.map((each) => (each.key === one.key ? { ...each, undone: true } : each)));
      void lookAtStock();
      code.current?.focus();
    },
    onError: tellFailure(t),
  });
  const scan = (event: FormEvent) => {
    event.preventDefault();
    const number = typed.trim();
    setTyped('');
    if (number !== '') move.mutate({ number, shelf: place.trim() });
  };
  return (
    <div className={style.narrow}>
      <To href={paths.stock()} className={style.back}>
        <IconArrowLeft size={16} aria-hidden /> {t('shell.stock')}
      </To>
      <h1>{t('stock.scan.title')}</h1>
      <p className={style.muted}>{t('stock.scan.about')}</p>
      <form
        className={style.scan}
        onSubmit={(event) => {
          event.preventDefault();
          if (place.trim() !== '') code.current?.focus();
        }}
      >
        <TextInput
          label={t('stock.scan.place')}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          autoFocus
          size="md"
        />
      </form>
      <form className={style.scan} onSubmit={scan}>
        <TextInput
          ref={code}
          label={t('stock.scan.device')}
          description={place.trim() === '' ? t('stock.scan.placeFirst') : t('stock.scan.goesTo', { place: place.trim() })}
          value={typed}
          disabled={place.trim() === ''}
          onChange={(event) => setTyped(event.currentTarget.value)}
          size="md"
        />
      </form>
      <ul className={style.scanned} aria-live="polite">
        {done.map((one) => (
          <li key={one.key} data-bad={one.trouble !== undefined || undefined} data-undone={one.undone || undefined}>
            {one.trouble === undefined ? <IconCircleCheck size={20} aria-hidden /> : <IconCircleX size={20} aria-hidden />}
            <div>
              <p>
                {one.unit ? <To href={paths.unit(one.unit.id)}>{one.unit.title}</To> : <strong className="code">{one.code}</strong>}{' '}
                {one.unit && <UnitBadge state={one.unit.state} />}
              </p>
              <p className={style.muted}>
                {one.trouble ??
                  (one.undone
                    ? t('stock.scan.undone', { place: one.from ?? '–' })
                    : t('stock.scan.moved', { from: one.from ?? '–', to: one.unit?.place ?? '–' }))}
              </p>
            </div>
            {one.unit && !one.undone && one.unit.place !== one.from && (
              <Button
                leftSection={<IconArrowBackUp size={15} />}
                loading={undo.isPending && undo.variables.key === one.key}
                onClick={() => undo.mutate(one)}
              >
                {t('stock.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

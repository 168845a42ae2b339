import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FAULTS, REASONS } from '../../../src/core/return/model.ts';
import { client } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords } from '../parts/tell.ts';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { type Connection, connectionsApi, type ReasonRow } from './api.ts';
import style from './connections.module.css';

type Row = {
  readonly code: string;
  readonly reason: ReasonRow['reason'];
  readonly fault: ReasonRow['fault'];
  readonly from: ReasonRow['from'];
};

/** What an operator's reason codes mean to us: those that nobody explained first, then the seller's own, then what they usually mean. */
export function Reasons({
  connection,
  may,
  close,
}: {
  readonly connection: Connection;
  readonly may: boolean;
  readonly close: () => void;
}) {
  const { t, word } = useWords();
  const [rows, setRows] = useState<readonly Row[]>(connection.reasons ?? []);
  const [code, setCode] = useState('');
  const change = (of: string, to: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.code === of ? { ...row, ...to, from: 'own' as const } : row)));
  const save = useMutation({
    mutationFn: () =>
      connectionsApi.explain(
        connection.slug,
        rows.flatMap((row) =>
          row.from === 'own' && row.reason
            ? [{ code: row.code, reason: row.reason, ...(row.reason === 'defective' && row.fault && { fault: row.fault }) }]
            : [],
        ),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['connections'] });
      close();
    },
  });
  const add = () => {
    const wanted = code.trim();
    if (wanted !== '' && !rows.some((row) => row.code === wanted))
      setRows((all) => [{ code: wanted, reason: null, fault: null, from: 'unknown' }, ...all]);
    setCode('');
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog close={close} size="lg" title={t('connections.reasonsTitle', { name: connection.name })}>
      <form className={settings.form} onSubmit={send}>
        <p className={settings.muted}>{t('connections.reasonsAbout')}</p>
        {may && (
          <div className={style.addCode}>
            <TextInput
              label={t('connections.code')}
              maxLength={100}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                add();
              }}
            />
            <Button leftSection={<IconPlus size={15} />} disabled={code.trim() === ''} onClick={add}>
              {t('connections.addCode')}
            </Button>
          </div>
        )}
        <ul className={style.codes}>
          {rows.map((row) => (
            <li key={row.code}>
              <span className={style.code}>
                <span className="code">{row.code}</span>
                {row.from !== 'usual' && (
                  <Badge tone={row.reason === null ? 'warn' : 'info'}>
                    {t(`connections.from.${row.reason === null ? 'unknown' : 'own'}`)}
                  </Badge>
                )}
              </span>
              <Select
                aria-label={t('connections.meaning', { code: row.code })}
                placeholder={t('connections.nobodySaid')}
                allowDeselect={false}
                disabled={!may}
                value={row.reason}
                onChange={(value) =>
                  change(row.code, { reason: value as Row['reason'], fault: value === 'defective' ? (row.fault ?? 'other') : null })
                }
                data={REASONS.map((value) => ({ value, label: word('reason', value) }))}
              />
              {row.reason === 'defective' ? (
                <Select
                  className={style.fault!}
                  aria-label={t('connections.faultOf', { code: row.code })}
                  allowDeselect={false}
                  disabled={!may}
                  value={row.fault ?? 'other'}
                  onChange={(value) => change(row.code, { fault: value as Row['fault'] })}
                  data={FAULTS.map((value) => ({ value, label: word('fault', value) }))}
                />
              ) : (
                <span />
              )}
              {may && row.from === 'own' ? (
                <ActionIcon
                  className={style.forget!}
                  aria-label={t('connections.forget', { code: row.code })}
                  title={t('connections.forget', { code: row.code })}
                  onClick={() => setRows((all) => all.filter((one) => one.code !== row.code))}
                >
                  <IconTrash size={17} stroke={1.7} />
                </ActionIcon>
              ) : (
                <span />
              )}
            </li>
          ))}
        </ul>
        {save.isError && (
          <p role="alert" className={settings.failure}>
            {failureWords(t, save.error)}
          </p>
        )}
        <div className={settings.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          {may && (
            <Button type="submit" variant="filled" loading={save.isPending}>
              {t('connections.saveReasons')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

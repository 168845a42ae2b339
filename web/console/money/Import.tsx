import { Alert, Button, FileButton, Select, TextInput } from '@mantine/core';
import { IconFileImport, IconFileTypeCsv } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { STATEMENT_COLUMNS } from '../../../src/core/money-flow/statement.ts';
import { useConnections } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './money.module.css';
import { type CheckedStatement, lookAtMoney, money, type StatementIn } from './server.ts';

/** A statement out of its file: read dry first, shown as it was understood, imported when a person says so. */
export function ImportDialog({ close }: { readonly close: () => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const router = useRouter();
  const connections = useConnections();
  const channels = (connections.data?.items ?? []).filter((each) => each.kind !== 'shop');
  const [channel, setChannel] = useState<string | null>(null);
  const chosen = channel ?? channels[0]?.slug ?? null;
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null);
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const [paysOn, setPaysOn] = useState('');
  const [checked, setChecked] = useState<CheckedStatement | null>(null);

  const statement = (more: Partial<StatementIn> = {}): StatementIn => ({
    channel: chosen!,
    name: file?.name ?? '',
    content: file?.content ?? '',
    ...(Object.keys(mapping).length > 0 && { mapping }),
    ...(paysOn && { paysOn }),
    ...more,
  });
  const check = useMutation({ mutationFn: money.check, onSuccess: setChecked, onError: tellFailure(t) });
  const bring = useMutation({
    mutationFn: () => money.importStatement(statement()),
    onError: tellFailure(t),
    onSuccess: ({ payout }) => {
      void lookAtMoney();
      tell({
        color: payout.unsettled > 0 ? 'warn' : 'good',
        message: t(payout.unsettled > 0 ? 'money.importedDiffering' : 'money.importedMatched', { count: payout.unsettled }),
      });
      close();
      router.history.push(paths.payout(payout.id));
    },
  });
  const take = async (taken: File | null | undefined) => {
    if (!taken || !chosen) return;
    const content = base64(new Uint8Array(await taken.arrayBuffer()));
    setFile({ name: taken.name, content });
    setMapping({});
    check.mutate(statement({ name: taken.name, content, mapping: {} }));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  const remap = (column: string, heading: string | null) => {
    const next = { ...mapping, [column]: heading ?? '' };
    setMapping(next);
    check.mutate(statement({ mapping: next }));
  };

  return (
    <Dialog title={t('money.import')} close={close} size="lg">
      <div className={style.form}>
        {channels.length > 1 && (
          <Select
            label={t('money.channel')}
            data={channels.map((each) => ({ value: each.slug, label: each.name }))}
            value={chosen}
            onChange={setChannel}
            allowDeselect={false}
          />
        )}
        {/* Files are dropped by hand only: the button is the way of the keyboard. */}
        <div className={style.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <IconFileTypeCsv size={28} stroke={1.4} aria-hidden />
          <p>{file ? file.name : t('money.dropHere')}</p>
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(taken) => void take(taken)}>
            {(props) => (
              <Button {...props} variant="default" loading={check.isPending} data-autofocus>
                {t(file ? 'money.otherFile' : 'money.chooseFile')}
              </Button>
            )}
          </FileButton>
        </div>
        {checked?.refusal === 'statement_known' && checked.knownPayoutId && (
          <Alert color="warn" title={t('money.refusal.statement_known')}>
            <To href={paths.payout(checked.knownPayoutId)} onClick={close}>
              {t('money.showIt')}
            </To>
          </Alert>
        )}
        {checked && checked.refusal !== null && checked.refusal !== 'statement_known' && (
          <Alert color="danger" title={word('money.refusal', checked.refusal)}>
            {checked.troubles.length > 0 && (
              <ul className={style.troubles}>
                {checked.troubles.slice(0, 20).map((trouble) => (
                  <li key={trouble.row}>
                    {t('money.lineTrouble', { row: trouble.row, why: word('money.trouble', trouble.name), text: trouble.text || '–' })}
                  </li>
                ))}
                {checked.troubles.length > 20 && <li>{t('money.moreTroubles', { count: checked.troubles.length - 20 })}</li>}
              </ul>
            )}
          </Alert>
        )}
        {checked?.refusal === 'payout_day_missing' && (
          <TextInput
            type="date"
            label={t('money.paysOn')}
            value={paysOn}
            onChange={(event) => setPaysOn(event.currentTarget.value)}
            onBlur={() => paysOn && check.mutate(statement())}
          />
        )}
        {checked?.statement && (
          <section className={style.dry} aria-label={t('money.understood')}>
            <p>
              <b>{checked.statement.reference}</b> ·{' '}
              {t('money.paidOnFor', {
                day: say.day(`${checked.statement.paysOn}T12:00:00Z`),
                from: say.day(`${checked.statement.from}T12:00:00Z`),
                to: say.day(`${checked.statement.to}T12:00:00Z`),
              })}
            </p>
            <ul className={style.others}>
              {Object.entries(checked.statement.byKind).map(([kind, sum]) => (
                <li key={kind}>
                  <span>
                    {word('lineKind', kind)} <small>{t('money.lines', { count: sum.lines })}</small>
                  </span>
                  <span>{say.amount(sum.amount, checked.statement!.currency)}</span>
                </li>
              ))}
              <li data-sum>
                <b>{t('money.stated')}</b>
                <b>{say.amount(checked.statement.total, checked.statement.currency)}</b>
              </li>
            </ul>
          </section>
        )}
        {checked && checked.headings.length > 0 && checked.refusal !== 'statement_known' && (
          <details className={style.mapping} open={checked.refusal === 'statement_has_troubles'}>
            <summary>{t('money.columns')}</summary>
            <div>
              {STATEMENT_COLUMNS.map((column) => (
                <Select
                  key={column}
                  size="xs"
                  label={t(`money.column.${column}`)}
                  data={[...new Set(checked.headings)]}
                  value={checked.mapping[column] || null}
                  onChange={(heading) => remap(column, heading)}
                  clearable
                />
              ))}
            </div>
          </details>
        )}
        <div className={style.buttons}>
          <Button variant="default" onClick={close}>
            {t('money.cancel')}
          </Button>
          <Button
            leftSection={<IconFileImport size={17} stroke={1.7} />}
            disabled={!checked?.ok}
            loading={bring.isPending}
            onClick={() => bring.mutate()}
          >
            {t('money.importNow')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** In pieces: a call with a million arguments would be too much for the engine. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  return btoa(text);
}

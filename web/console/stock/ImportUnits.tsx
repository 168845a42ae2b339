import { Button, FileButton, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { tell, tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { lookAtStock, stock, type UnitsImported } from './api.ts';
import style from './stock.module.css';

/** A file is looked at first: nothing is written until the person has seen what it would do. */
export function ImportUnits({ close }: { readonly close: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [seen, setSeen] = useState<UnitsImported | null>(null);
  const run = useMutation({
    mutationFn: ({ table, dryRun }: { readonly table: string; readonly dryRun: boolean }) => stock.importUnits(table, dryRun),
    onSuccess: async (answer) => {
      if (answer.dryRun) return setSeen(answer);
      await lookAtStock();
      tell({
        color: 'good',
        title: t('stock.import.done'),
        message: t('stock.import.doneSays', { made: answer.made, changed: answer.changed }),
      });
      close();
    },
    onError: tellFailure(t),
  });
  const take = (table: string) => {
    setText(table);
    setSeen(null);
    if (table.trim() !== '') run.mutate({ table, dryRun: true });
  };
  return (
    <Dialog title={t('stock.import.title')} close={close} size="lg">
      <p className={style.muted}>{t('stock.import.about')}</p>
      <p className={`${style.sample} code`}>ref;sku;title;imei;supplier;lot;grade;place;cost</p>
      <div className={style.inline}>
        <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void file?.text().then(take)}>
          {(props) => (
            <Button {...props} leftSection={<IconFileImport size={16} />} data-autofocus>
              {t('stock.import.pick')}
            </Button>
          )}
        </FileButton>
        <span className={style.muted}>{t('stock.import.orPaste')}</span>
      </div>
      <Textarea
        mt="sm"
        aria-label={t('stock.import.paste')}
        autosize
        minRows={4}
        maxRows={10}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setSeen(null);
        }}
      />
      {seen && <Report seen={seen} />}
      <div className={style.buttons}>
        <Button onClick={close}>{t('act.back')}</Button>
        {seen && seen.made + seen.changed > 0 ? (
          <Button variant="filled" loading={run.isPending} onClick={() => run.mutate({ table: text, dryRun: false })}>
            {t('stock.import.go', { count: seen.made + seen.changed })}
          </Button>
        ) : (
          <Button
            variant="filled"
            disabled={text.trim() === ''}
            loading={run.isPending}
            onClick={() => run.mutate({ table: text, dryRun: true })}
          >
            {t('stock.import.check')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Report({ seen }: { readonly seen: UnitsImported }) {
  const { t } = useWords();
  return (
    <div className={style.report} role="status">
      <p>
        <strong>{t('stock.import.lines', { count: seen.lines })}</strong>{' '}
        {t('stock.import.would', { made: seen.made, changed: seen.changed, same: seen.same })}
      </p>
      {seen.refused > 0 && (
        <>
          <p className={style.bad}>{t('stock.import.refused', { count: seen.refused })}</p>
          <ul>
            {seen.refusedLines.map((one, i) => (
              <li key={`${one.line} ${i}`}>
                <span className="figures">{t('stock.import.line', { line: one.line })}</span>{' '}
                {one.errors.map(({ path, says }) => (path ? `${path} ${says}` : says)).join('; ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

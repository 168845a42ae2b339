import { Button, FileButton } from '@mantine/core';
import { IconFileImport, IconTableImport } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { IMPORT_KINDS, type ImportKind } from '../../../src/core/imports/fields.ts';
import { useSession } from '../data.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { type ImportBrief, imports, importsQuery, lookAtImports } from './api.ts';
import { Exports } from './Exports.tsx';
import style from './imports.module.css';

export const STATE_TONES: Readonly<Record<ImportBrief['state'], Tone>> = {
  mapping: 'warn',
  checking: 'info',
  checked: 'accent',
  running: 'info',
  done: 'good',
  cancelled: 'plain',
};

/** Files that come in and tables that go out. */
export function Imports() {
  const { tab } = useSearch({ from: '/imports' });
  const { t } = useWords();
  useTitle(t('shell.imports'));
  const roles = useSession().data?.roles ?? [];
  const manages = roles.some((role) => role === 'manager' || role === 'administrator');
  const shown = tab === 'export' || !manages ? 'export' : 'import';
  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>{t('imports.title')}</h1>
        {shown === 'import' && <p>{t('imports.about')}</p>}
      </header>
      {manages && (
        <nav className={style.tabs} aria-label={t('imports.tabs')}>
          <To href={paths.imports()} aria-current={shown === 'import' ? 'page' : undefined}>
            {t('imports.tab.import')}
          </To>
          <To href={paths.imports('export')} aria-current={shown === 'export' ? 'page' : undefined}>
            {t('imports.tab.export')}
          </To>
        </nav>
      )}
      {shown === 'export' ? (
        <Exports manages={manages} />
      ) : (
        <>
          <Upload />
          <Files />
        </>
      )}
    </div>
  );
}

function Upload() {
  const { t } = useWords();
  const router = useRouter();
  const [kind, setKind] = useState<ImportKind>('orders');
  const [over, setOver] = useState(false);
  const send = useMutation({
    mutationFn: (file: File) => imports.upload(kind, file),
    onSuccess: ({ id }) => {
      void lookAtImports();
      router.history.push(paths.import(id));
    },
    onError: tellFailure(t),
  });
  const take = (file: File | null | undefined) => file && !send.isPending && send.mutate(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <section className={style.upload}>
      <fieldset className={style.kinds}>
        <legend>{t('imports.what')}</legend>
        {IMPORT_KINDS.map((one) => (
          <label key={one} data-on={kind === one || undefined}>
            <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
            <span>
              <strong>{t(`imports.kind.${one}`)}</strong>
              <small>{t(`imports.kindSays.${one}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {/* Files are dropped by hand only: the button is the way of the keyboard. */}
      <div
        className={style.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileImport size={30} stroke={1.4} aria-hidden />
        <p>{send.isPending ? t('imports.uploading') : t('imports.drop')}</p>
        <FileButton
          accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={take}
        >
          {(props) => (
            <Button {...props} variant="filled" loading={send.isPending}>
              {t('imports.choose')}
            </Button>
          )}
        </FileButton>
        <small>{t('imports.limits')}</small>
      </div>
    </section>
  );
}

function Files() {
  const { t } = useWords();
  const say = useSay();
  const list = useInfiniteQuery(importsQuery);
  if (list.isPending) return <Waiting rows={4} />;
  if (list.isError) return <Trouble error={list.error} again={() => void list.refetch()} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Nothing icon={<IconTableImport size={28} stroke={1.5} />} title={t('imports.none')}>
        <p>{t('imports.noneSays')}</p>
      </Nothing>
    );
  return (
    <section>
      <h2 className={style.sub}>{t('imports.latest')}</h2>
      <ul className={style.files}>
        {items.map((one) => (
          <li key={one.id}>
            <To href={paths.import(one.id)}>
              <span className={style.fileName}>
                <strong>{one.fileName}</strong>
                <small>
                  {t(`imports.kind.${one.kind}`)} · {t('imports.lines', { count: one.lines })} · {one.by} · {say.past(one.madeAt)}
                </small>
              </span>
              <span className={style.fileState}>
                {one.counts.refused > 0 && (
                  <Badge tone="danger">
                    {say.number(one.counts.refused)} {t('imports.didBe.refused')}
                  </Badge>
                )}
                <Badge tone={STATE_TONES[one.state]}>{t(`imports.state.${one.state}`)}</Badge>
              </span>
            </To>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('imports.more')}
        </Button>
      )}
    </section>
  );
}

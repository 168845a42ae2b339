import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { EXPORT_LISTS, type ExportFilter, type ExportList, TABLE_TYPES, type TableKind } from '../../../src/core/exports.ts';
import { client as http } from '../../client/index.ts';
import { told } from '../api.ts';
import { useSession } from '../data.ts';
import { useKeys } from '../keys.ts';
import { useWords } from '../words.ts';
import { useSay } from './say.ts';
import { tellFailure } from './tell.ts';

type Filter = Readonly<Partial<Record<ExportFilter, string | undefined>>>;
const MB = 1_000_000;

/** The list as it is filtered here, whole, as a table (M13). `X` opens it. Nothing is shown to whoever may not take the list out. `end`: at the far end of its row. */
export function ExportButton({ list, filter, end }: { readonly list: ExportList; readonly filter: Filter; readonly end?: true }) {
  const place = end ? { ml: 'auto' } : {};
  const { t } = useWords();
  const say = useSay();
  const roles = useSession().data?.roles ?? [];
  const [open, setOpen] = useState(false);
  const { far, take, stop } = useTable();
  const may = EXPORT_LISTS[list].roles.some((role) => roles.includes(role));
  useKeys(may && far === null ? { x: () => setOpen(true) } : {});
  if (!may) return null;
  if (far !== null)
    return (
      <Button
        {...place}
        variant="default"
        size="compact-md"
        leftSection={<IconPlayerStop size={15} />}
        onClick={stop}
        title={t('exportTable.stop')}
      >
        <span role="status" className="figures">
          {t('exportTable.far', { mb: say.number(Math.round(far / (MB / 10)) / 10) })}
        </span>
      </Button>
    );
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button {...place} variant="default" size="compact-md" leftSection={<IconDownload size={15} />} aria-keyshortcuts="x">
          {t('exportTable.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('exportTable.label')}</Menu.Label>
        {(Object.keys(TABLE_TYPES) as TableKind[]).map((format) => (
          <Menu.Item key={format} onClick={() => void take(list, filter, format)}>
            {t(`exports.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Fetches a table and hands it to the browser as a file. `far` counts the bytes that have come; null while nothing is fetched. */
function useTable() {
  const { t } = useWords();
  const [far, setFar] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const take = async (list: ExportList, filter: Filter, format: TableKind): Promise<void> => {
    const call = new AbortController();
    running.current = call;
    setFar(0);
    try {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
      const asked = { params: { path: { list }, query: { ...given, format } }, parseAs: 'stream', signal: call.signal } as const;
      const stream = (await told(http.GET('/api/v1/exports/lists/{list}', asked))) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let bytes = 0;
      const reader = stream.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        parts.push(read.value);
        bytes += read.value.byteLength;
        setFar(bytes);
      }
      save(new Blob(parts, { type: TABLE_TYPES[format] }), `retour-${list}-${new Date().toISOString().slice(0, 10)}.${format}`);
    } catch (error) {
      if (!call.signal.aborted) tellFailure(t)(error);
    } finally {
      running.current = null;
      setFar(null);
    }
  };
  return { far, take, stop: () => running.current?.abort() };
}

function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

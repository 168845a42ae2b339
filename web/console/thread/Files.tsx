import { ActionIcon } from '@mantine/core';
import { IconFileTypePdf, IconX } from '@tabler/icons-react';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import type { KeptFile } from './api.ts';
import style from './thread.module.css';

/** Pictures by what they show, papers by their name: those of a message, or those that wait for one (`remove`). */
export function Files({ files, remove }: { readonly files: readonly KeptFile[]; readonly remove?: (id: string) => void }) {
  const { t } = useWords();
  const size = useSize();
  if (files.length === 0) return null;
  return (
    <ul className={style.files} aria-label={t('thread.files')}>
      {files.map(({ id, name, type, size: bytes, url }) => (
        <li key={id} className={style.file}>
          <a href={url} target="_blank" rel="noreferrer" title={name} {...(type.startsWith('image/') ? {} : { download: name })}>
            {type.startsWith('image/') ? (
              <img src={url} alt={name} width={56} height={56} loading="lazy" />
            ) : (
              <span className={style.paper}>
                <IconFileTypePdf size={20} stroke={1.6} aria-hidden />
                <span>
                  {name}
                  <small className="figures">{size(bytes)}</small>
                </span>
              </span>
            )}
          </a>
          {remove && (
            <ActionIcon size={24} variant="default" aria-label={t('thread.removeFile', { name })} onClick={() => remove(id)}>
              <IconX size={14} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

/** `340 kB`, `2.1 MB`, as the reader writes numbers. */
export function useSize(): (bytes: number) => string {
  const say = useSay();
  return (bytes) => {
    if (bytes < 1024 * 1024) return `${say.number(Math.max(1, Math.round(bytes / 1024)))} kB`;
    return `${say.number(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`;
  };
}

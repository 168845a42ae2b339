import { Button, FileButton } from '@mantine/core';
import { IconCamera, IconCloudUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import style from './bench.module.css';
import { smaller } from './picture.ts';

export type Shown = { readonly id: string; readonly url: string; readonly name: string };

/** Evidence: on a phone the camera opens, elsewhere a file is chosen. What is not with the server yet says so. */
export function Photos({
  shown,
  waiting,
  label,
  add,
}: {
  readonly shown: readonly Shown[];
  readonly waiting: readonly { readonly id: string; readonly picture: Blob }[];
  readonly label: string;
  readonly add: (picture: Blob, name: string) => Promise<unknown>;
}) {
  const { t } = useWords();
  const taking = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await add(await smaller(file), file.name);
    },
    onError: tellFailure(t),
  });
  return (
    <div className={style.photos}>
      {shown.map((photo) => (
        <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer">
          <img src={photo.url} alt={t('case.photo', { name: photo.name })} loading="lazy" />
        </a>
      ))}
      {waiting.map(({ id, picture }) => (
        <Unsent key={id} picture={picture} />
      ))}
      <FileButton
        multiple
        accept="image/*"
        inputProps={{ capture: 'environment' }}
        onChange={(files) => files.length > 0 && taking.mutate(files)}
      >
        {(props) => (
          <Button {...props} leftSection={<IconCamera size={17} stroke={1.7} />} loading={taking.isPending}>
            {label}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

function Unsent({ picture }: { readonly picture: Blob }) {
  const { t } = useWords();
  const url = useMemo(() => URL.createObjectURL(picture), [picture]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <span className={style.unsent}>
      <img src={url} alt={t('atBench.photoWaits')} />
      <IconCloudUpload size={16} stroke={2} aria-hidden />
    </span>
  );
}

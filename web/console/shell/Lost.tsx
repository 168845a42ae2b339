import { IconMap2 } from '@tabler/icons-react';
import { Nothing } from '../parts/Nothing.tsx';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useWords();
  return (
    <Nothing icon={<IconMap2 size={28} stroke={1.5} />} title={t('lost.title')} as="h1">
      <p>{t('lost.body')}</p>
      <p>
        <To href={paths.desk()}>{t('lost.home')}</To>
      </p>
    </Nothing>
  );
}

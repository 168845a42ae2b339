import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isFailure, statusOf } from '../api.ts';
import { useWords } from '../words.ts';
import style from './parts.module.css';

/** A place with nothing in it says why that is fine, or what to do. */
export const Nothing = ({
  icon,
  title,
  as: Title = 'p',
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly as?: 'p' | 'h1';
  readonly children?: ReactNode;
}) => (
  <div className={style.nothing}>
    <span className={style.nothingSign} aria-hidden>
      {icon}
    </span>
    <Title className={style.nothingTitle}>{title}</Title>
    {children && <div className={style.nothingBody}>{children}</div>}
  </div>
);

/** Something did not load: what happened, and what to do about it. */
export function Trouble({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const { t } = useWords();
  const status = statusOf(error);
  const kind = status === 0 ? 'unreachable' : status === 403 ? 'forbidden' : status === 404 ? 'missing' : 'broken';
  return (
    <div role="alert">
      <Nothing icon={<IconPlugConnectedX size={28} stroke={1.5} />} title={t(`trouble.${kind}`)} as={kind === 'missing' ? 'h1' : 'p'}>
        <p>{t(`trouble.${kind}Do`)}</p>
        {kind === 'broken' && isFailure(error) && <p className={style.small}>{error.problem.detail ?? error.problem.title}</p>}
        {again && kind !== 'forbidden' && kind !== 'missing' && (
          <Button mt="sm" onClick={again}>
            {t('trouble.again')}
          </Button>
        )}
      </Nothing>
    </div>
  );
}

/** Grey shapes where something will stand in a moment. */
export const Waiting = ({ rows = 6, height = 54 }: { readonly rows?: number; readonly height?: number }) => {
  const { t } = useWords();
  return (
    <div role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={style.waiting} style={{ height, opacity: 1 - i / (rows + 2) }} />
      ))}
    </div>
  );
};

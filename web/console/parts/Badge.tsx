import type { ReactNode } from 'react';
import type { Status } from '../../../src/core/return/model.ts';
import { useWords } from '../words.ts';
import style from './parts.module.css';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'danger' | 'info';

export const Badge = ({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) => (
  <span className={style.badge} data-tone={tone}>
    {children}
  </span>
);

const TONES: Readonly<Record<Status, Tone>> = {
  requested: 'warn',
  in_review: 'warn',
  waiting_for_buyer: 'plain',
  approved: 'info',
  in_transit: 'info',
  received: 'accent',
  inspected: 'accent',
  resolving: 'accent',
  closed: 'good',
  rejected: 'danger',
  cancelled: 'plain',
  expired: 'plain',
};

export function StatusBadge({ status }: { readonly status: string }) {
  const { word } = useWords();
  return <Badge tone={TONES[status as Status] ?? 'plain'}>{word('status', status)}</Badge>;
}

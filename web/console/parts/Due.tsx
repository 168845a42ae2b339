import { IconAlertTriangleFilled, IconClock } from '@tabler/icons-react';
import { useWords } from '../words.ts';
import style from './parts.module.css';
import { useSay } from './say.ts';

/** Time left, as wall-clock. Red and amber come with a sign and a word, never alone. */
export function Due({ at, kind }: { readonly at: string | null | undefined; readonly kind?: string | null | undefined }) {
  const say = useSay();
  const { word, t } = useWords();
  if (!at)
    return (
      <span className={style.due} data-urgency="none">
        <span className={style.dueWhen}>{t('due.none')}</span>
      </span>
    );
  const { text, urgency } = say.due(at);
  return (
    <span className={style.due} data-urgency={urgency} title={say.full(at)}>
      <span className={style.dueWhen}>
        {urgency === 'overdue' ? (
          <IconAlertTriangleFilled size={14} aria-hidden />
        ) : urgency === 'calm' ? null : (
          <IconClock size={14} stroke={2.2} aria-hidden />
        )}
        {text}
      </span>
      {kind && <span className={style.dueKind}>{word('clock', kind)}</span>}
    </span>
  );
}

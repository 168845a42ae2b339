import { IconBell, IconHandStop } from '@tabler/icons-react';
import type { ListedReturn } from '../api.ts';
import { StatusBadge } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { type DeskView, paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './desk.module.css';

/** One return in the queue: when, who, what, where from, where it stands, how much. */
export function Row({ one, view }: { readonly one: ListedReturn; readonly view: DeskView }) {
  const { t, word } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const [first] = one.items;
  const reason = first && [word('reason', first.reason), first.fault ? word('fault', first.fault) : null].filter(Boolean).join(' · ');
  const urgency = one.dueAt ? say.due(one.dueAt).urgency : 'none';
  return (
    <To href={paths.case(one.id, view)} className={style.row} data-row data-urgency={urgency}>
      <span className={style.cellDue}>
        <Due at={one.dueAt} kind={one.dueKind} />
      </span>
      <span className={style.cellBuyer}>
        <strong>{one.buyer.name}</strong>
        <span className={`${style.sub} code`}>{one.rma}</span>
      </span>
      <span className={style.cellItem}>
        <span className={style.title}>
          {first?.title}
          {one.items.length > 1 && <em className={style.extra}>{t('desk.moreItems', { count: one.items.length - 1 })}</em>}
        </span>
        <span className={style.sub}>{reason}</span>
      </span>
      <span className={style.cellChannel}>
        <span>{channelName(one.channel)}</span>
        <span className={`${style.sub} code`}>
          {one.channelOrderId} · {one.country}
        </span>
      </span>
      <span className={style.cellStatus}>
        <span className={style.badges}>
          <StatusBadge status={one.status} />
          {one.escalation && (
            <span className={style.called} data-far={one.escalation} title={word('escalation', one.escalation)}>
              <IconBell size={14} stroke={2} aria-hidden />
              <span className="unseen">{word('escalation', one.escalation)}</span>
            </span>
          )}
          {one.hold && (
            <span className={style.hold} title={t('desk.onHold')}>
              <IconHandStop size={14} stroke={2} aria-hidden />
              <span className="unseen">{t('desk.onHold')}</span>
            </span>
          )}
        </span>
        <span className={style.sub} title={say.full(one.movedAt)}>
          {t('desk.since', { at: say.past(one.movedAt) })}
        </span>
      </span>
      <span className={`${style.cellAmount} figures`}>{say.amount(one.amount, one.currency)}</span>
    </To>
  );
}

import { IconExternalLink } from '@tabler/icons-react';
import type { ReturnItem } from '../api.ts';
import { useChannelName, useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './case.module.css';

/** Where else the device is known that came back: another order, a replacement, another return. */
export function KnownFrom({ item }: { readonly item: Pick<ReturnItem, 'knownFrom'> }) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  if (!item.knownFrom?.length) return null;
  return (
    <ul className={`${style.earlier} ${style.knownFrom}`} aria-label={t('signs.knownFrom')}>
      {item.knownFrom.map((one) => (
        <li key={`${one.how} ${one.channelOrderId} ${one.rma ?? ''}`}>
          <span>
            {t(`signs.known.${one.how}${one.sameBuyer ? 'Same' : ''}`, {
              order: one.channelOrderId,
              channel: channelName(one.channel),
              day: say.day(one.at),
            })}
          </span>
          {one.returnId && (
            <To href={paths.case(one.returnId)}>
              <span className="code">{one.rma}</span>
              <IconExternalLink size={13} aria-hidden />
            </To>
          )}
        </li>
      ))}
    </ul>
  );
}

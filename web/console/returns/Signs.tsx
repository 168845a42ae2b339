import { IconEye } from '@tabler/icons-react';
import type { FullReturn } from '../api.ts';
import { useSigns } from '../data.ts';
import { Badge } from '../parts/Badge.tsx';
import { useSay } from '../parts/say.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './case.module.css';

/** Signs to look at: what spoke and what it weighs, and the cases behind it. They ask for a person's eye; they decide nothing. */
export function Signs({ ret }: { readonly ret: FullReturn }) {
  const { t, word } = useWords();
  const say = useSay();
  const { data } = useSigns(ret.id, ret.version);
  const telling = data?.items.filter((item) => item.spoke.length > 0) ?? [];
  if (!data || (telling.length === 0 && data.cases.every((one) => one.kind === 'earlier_return' || one.kind === 'linked_return')))
    return null;
  return (
    <section className={style.card} aria-label={t('signs.title')}>
      <h2>
        <IconEye size={15} stroke={1.8} aria-hidden /> {t('signs.title')}
      </h2>
      {telling.map((item) => (
        <div key={`${item.lineId}#${item.unit}`} className={style.signs}>
          <p>
            <Badge tone={item.score >= item.callsFrom ? 'warn' : 'plain'}>
              {t('signs.score', { score: item.score, from: item.callsFrom })}
            </Badge>
          </p>
          <p className={style.muted}>{t(item.score >= item.callsFrom ? 'signs.calls' : 'signs.below')}</p>
          <ul>
            {item.spoke.map((sign) => (
              <li key={sign.rule}>
                <span>{sign.says}</span>
                <span className={style.weight}>
                  <span className="figures">+{sign.weight}</span>
                  {sign.expiresAt && <> · {t('signs.fades', { day: say.day(sign.expiresAt) })}</>}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {data.cases.length > 0 && (
        <ul className={style.earlier}>
          {data.cases.slice(0, 8).map((one) => (
            <li key={`${one.kind} ${one.returnId}`}>
              <To href={paths.case(one.returnId)}>
                <span className="code">{one.rma}</span>
              </To>
              <span>
                {word('signs.kind', one.kind)} · {say.day(one.openedAt)}
              </span>
              <span className={style.muted}>{t('signs.until', { day: say.day(one.expiresAt) })}</span>
            </li>
          ))}
        </ul>
      )}
      {data.cases.length > 8 && <p className={style.muted}>{t('signs.more', { count: data.cases.length - 8 })}</p>}
    </section>
  );
}

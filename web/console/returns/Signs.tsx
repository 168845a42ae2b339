import { IconEye } from '@tabler/icons-react';
import type { CaseSigns, FullReturn } from '../api.ts';
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
  const cases = byReturn(data.cases);
  return (
    <section className={style.card} aria-label={t('signs.title')}>
      <h2>
        <IconEye size={15} stroke={1.8} aria-hidden /> {t('signs.title')}
      </h2>
      {telling.map((item) => (
        <div key={`${item.lineId}#${item.unit}`} className={style.signs}>
          <p>
            <Badge tone={item.score >= item.callsFrom ? 'warn' : 'plain'}>{t('signs.score', { score: item.score })}</Badge>
          </p>
          <p className={style.muted}>{t(item.score >= item.callsFrom ? 'signs.calls' : 'signs.below', { from: item.callsFrom })}</p>
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
      {cases.length > 0 && (
        <ul className={style.earlier}>
          {cases.slice(0, SHOWN).map(({ rma, returnId, openedAt, expiresAt, kinds }) => (
            <li key={returnId}>
              <To href={paths.case(returnId)}>
                <span className="code">{rma}</span>
              </To>
              <span>
                {kinds.map((kind) => word('signs.kind', kind)).join(' · ')} · {say.day(openedAt)}
              </span>
              <span className={style.muted}>{t('signs.until', { day: say.day(expiresAt) })}</span>
            </li>
          ))}
        </ul>
      )}
      {cases.length > SHOWN && <p className={style.muted}>{t('signs.more', { count: cases.length - SHOWN })}</p>}
    </section>
  );
}

const SHOWN = 8;

/** One line for each case, with all that it is a sign of; what says more stands for what says less. */
function byReturn(cases: CaseSigns['cases']) {
  const grouped = Map.groupBy(cases, (one) => one.returnId);
  return [...grouped.values()].map((signs) => {
    const kinds = signs.map(({ kind }) => kind);
    return {
      ...signs[0]!,
      kinds: kinds.filter(
        (kind) => !(kind === 'linked_return' && kinds.includes('linked_abuse')) && !(kind === 'earlier_return' && kinds.length > 1),
      ),
    };
  });
}

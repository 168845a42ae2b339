import { useQuery } from '@tanstack/react-query';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { paperFile, papersApi } from './api.ts';
import style from './papers.module.css';

/** The papers of a case, quietly: nothing where there are none and none is to come. */
export function CasePapers({ returnId, version }: { readonly returnId: string; readonly version: number }) {
  const { t } = useWords();
  const say = useSay();
  const papers = useQuery({
    queryKey: ['papers', 'return', returnId, version],
    queryFn: () => papersApi.ofReturn(returnId),
    staleTime: 15_000,
  });
  if (!papers.data || papers.data.items.length + papers.data.due.length === 0) return null;
  return (
    <section className={style.ofCase}>
      <h2>{t('papers.ofCase')}</h2>
      <ul>
        {papers.data.items.map((one) => (
          <li key={one.id}>
            <a href={paperFile(one.id, 'pdf')} target="_blank" rel="noreferrer">
              {t(`papers.kind.${one.kind}`)} <span className="code">{one.number}</span>
            </a>
            <span className="figures">
              {one.kind === 'credit_note' && '−'}
              {say.amount(one.total, one.currency)}
            </span>
          </li>
        ))}
        {papers.data.due.map((one, i) => (
          <li key={i} className={style.muted} title={one.because.map((why) => why.says).join(' ')}>
            <span>{t(`papers.kind.${one.kind}`)}</span>
            <span>{t(one.state === 'held' ? 'papers.held' : 'papers.waiting')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

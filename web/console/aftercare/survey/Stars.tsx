import { useWords } from '../../words.ts';
import style from './survey.module.css';

/** A score as five marks and as a figure: colour alone says nothing. */
export function Stars({ score }: { readonly score: number }) {
  const { t } = useWords();
  return (
    <span className={style.stars} data-low={score <= 2 || undefined}>
      <span aria-hidden className={style.marks}>
        {[1, 2, 3, 4, 5].map((mark) => (
          <i key={mark} data-on={mark <= score || undefined} />
        ))}
      </span>
      <strong className="figures">{t('followUps.gave', { score })}</strong>
    </span>
  );
}

import { useWords } from '../words.ts';
import { useSay } from './say.ts';

type Shown = { readonly key: string; readonly setAt: string | null; readonly ends: string | null };

/** What is shown of a key that was given: since when it is there, and how it ends. The key itself never comes back from the server. */
export function useKeyWords(keys: readonly Shown[] | undefined): (key: string) => string | undefined {
  const { t } = useWords();
  const say = useSay();
  return (key) => {
    const there = keys?.find((one) => one.key === key);
    if (!there) return undefined;
    if (there.setAt === null) return t('keyWords.old');
    const at = say.day(there.setAt);
    return there.ends === null ? t('keyWords.set', { at }) : t('keyWords.ends', { at, ends: `…${there.ends}` });
  };
}

/** A gesture, and what stands in its way, as people say it. */
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import type { GestureCase, Given } from './api.ts';

export function useGestureWords() {
  const { t, word } = useWords();
  const say = useSay();
  return {
    gesture: ({ kind, amount, currency, months }: Given): string =>
      kind === 'nothing'
        ? t('aftercare.given.nothing')
        : kind === 'warranty_extension'
          ? t('aftercare.given.warranty_extension', { count: months ?? 0 })
          : t(`aftercare.given.${kind}`, { amount: say.amount(amount ?? '0', currency ?? 'EUR') }),
    blocked: (because: string, one?: GestureCase): string =>
      because === 'had_one' && one?.proposal.lastGestureAt
        ? t('aftercare.hadOne', { date: say.day(one.proposal.lastGestureAt) })
        : word('gestureBlocked', because),
  };
}

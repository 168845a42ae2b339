import type { Text } from '../../../src/core/inspection/checklist.ts';
import { useWords } from '../words.ts';

/** The checklist brings its own words; who reads neither of its languages reads English. */
export function useText(): (text: Text) => string {
  const { language } = useWords();
  return (text) => (language === 'fr' ? text.fr : text.en);
}

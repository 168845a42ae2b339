/** In which language a text is, as far as it can be told (M17). Names, numbers and addresses say nothing about it and are passed over. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, type Language } from '../core/access.ts';

/** `null`: too short to tell. `other`: none of the languages that the product speaks. Only what is `sure` may hold a message back. */
export type Detected = { readonly language: Language | 'other' | null; readonly sure: boolean };

type Detector = {
  detect(text: string): { readonly language: string; isReliable(): boolean; getScores(): Readonly<Record<string, number>> };
};

/** Its tables take a third of a second and some memory: they are read when the first text comes, so that nobody waits for them at the start. */
let detector: Detector | null = null;
function theDetector(): Detector {
  const file = fileURLToPath(import.meta.resolve('eld/extrasmall'));
  detector ??= (createRequire(import.meta.url)(file) as { eld: Detector }).eld;
  return detector;
}

/** Letters that there must be at all, and those from which on a verdict may be sure. */
const FEWEST = { atAll: 10, sure: 24 };
/** How far the best language must be ahead of the next. */
const AHEAD = 0.08;

export function languageOf(text: string): Detected {
  const words = plainWords(text);
  const letters = words.replace(/[^\p{L}]/gu, '').length;
  if (letters < FEWEST.atAll) return { language: null, sure: false };
  const found = theDetector().detect(words);
  const best = found.language;
  if (best === '') return { language: null, sure: false };
  const [first = 0, second = 0] = Object.values(found.getScores()).sort((a, b) => b - a);
  const language = (LANGUAGES as readonly string[]).includes(best) ? (best as Language) : 'other';
  return { language, sure: letters >= FEWEST.sure && found.isReliable() && first - second >= AHEAD };
}

/** Without quoted lines, links, addresses, numbers and names of devices: they read the same in every language. */
function plainWords(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
    .join('\n')
    .replace(/https?:\/\/\S+|\S+@\S+/g, ' ')
    .replace(/\{[^{}]*\}/g, ' ')
    .replace(
      /\b(iPhone|iPad|MacBook|AirPods|Galaxy|Samsung|Pixel|Xiaomi|Apple|iCloud|Back ?Market|Chronopost|Colissimo|DHL|UPS|DPD|GLS|IMEI|RMA|Pro|Max|Air|Ultra|Plus)\b/gi,
      ' ',
    )
    .replace(/\S*\d\S*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

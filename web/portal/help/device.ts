/** What a thing is and who made it, from what the seller's catalogue says of it: so that help speaks of the device in hand. */
export type Kind = 'phone' | 'tablet' | 'laptop' | 'watch' | 'audio' | 'console' | 'bare' | 'other';
export type Maker = 'apple' | 'samsung' | 'google' | 'xiaomi' | 'windows' | 'any';

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['bare', /accessor|charger|cable|case|cover|adapter|strap/],
  ['audio', /headphone|earbud|airpods|speaker|audio|écouteur|kopfhörer/],
  ['watch', /watch|wearable/],
  ['tablet', /tablet|ipad/],
  ['laptop', /laptop|notebook|computer|desktop|macbook|pc\b/],
  ['console', /console|gaming|playstation|xbox|switch/],
  ['phone', /phone|mobile/],
];

/** Categories are free text of the seller's catalogue: where none fits, the title may. */
export function kindOf({ category, title }: { readonly category: string; readonly title: string }): Kind {
  for (const text of [category, title].map((part) => part.toLowerCase())) {
    // "smartphone case" is a case: the first that fits wins, and the barest come first.
    const found = KINDS.find(([, words]) => words.test(text));
    if (found) return found[0];
    if (/\b(iphone|galaxy s|galaxy a|pixel|redmi)\b/.test(text)) return 'phone';
  }
  return 'other';
}

export function makerOf({ category, title }: { readonly category: string; readonly title: string }): Maker {
  const text = title.toLowerCase();
  if (/apple|iphone|ipad|macbook|\bmac\b|imac|airpods/.test(text)) return 'apple';
  if (/samsung|galaxy/.test(text)) return 'samsung';
  if (/google|pixel/.test(text)) return 'google';
  if (/xiaomi|redmi|poco/.test(text)) return 'xiaomi';
  return kindOf({ category, title }) === 'laptop' ? 'windows' : 'any';
}

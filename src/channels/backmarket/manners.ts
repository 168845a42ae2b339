/** How Back Market wants its buyers to be written to. */
import type { Manners } from '../manners.ts';

/** Back Market's early seller guide, "Customer care": answers within a day, through its customer care only, in the buyer's language. */
const GUIDE = { source: 'Back Market, early seller guide: customer care', readOn: '2026-11-22' } as const;

const local = (countries: readonly string[], language: Manners['languages'][number]['languages'][number]) =>
  ({ countries, languages: [language], binding: false, ...GUIDE }) as const;

export const BACK_MARKET_MANNERS: Manners = {
  name: 'Back Market',
  contact: 'channel_only',
  demanded: GUIDE,
  languages: [
    // France is told apart in the guide: French, and never raw from a machine.
    { countries: ['FR'], languages: ['fr'], binding: true, ...GUIDE },
    local(['DE', 'AT'], 'de'),
    local(['ES'], 'es'),
    local(['IT'], 'it'),
    local(['GB', 'IE'], 'en'),
  ],
  // The API's document: `attachment` at most 3 MB each, at most ten.
  files: { mostBytes: 3 * 1024 * 1024, most: 10 },
  // The document names no limit.
  longest: 5_000,
  // Nothing forbids them; what can be attached is, so that nobody is led away.
  links: true,
};

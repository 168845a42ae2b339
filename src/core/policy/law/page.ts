/** docs/law.md: what the desk takes for law, for a lawyer to read. Made from the data (`node tools/law.ts`), so that it says what the program does. */
import { CONDITIONS } from '../../return/model.ts';
import type { AtOnce, CountryLaw, Extension, GuaranteeLaw, LawBook, Reduction, WithdrawalLaw } from './law.ts';
import { factsFromMemory } from './law.ts';

const NAMES: Readonly<Record<string, string>> = {
  FR: 'France',
  DE: 'Germany',
  ES: 'Spain',
  IT: 'Italy',
  BE: 'Belgium',
  NL: 'Netherlands',
  PT: 'Portugal',
  AT: 'Austria',
  IE: 'Ireland',
  GB: 'United Kingdom',
  LU: 'Luxembourg',
  FI: 'Finland',
  SE: 'Sweden',
  DK: 'Denmark',
  PL: 'Poland',
  GR: 'Greece',
  SK: 'Slovakia',
};

/** A fact from memory carries this mark. */
const MARK = ' (?)';

export function lawPage(book: LawBook): string {
  const unchecked = factsFromMemory(book);
  const laws = Object.values(book);
  return [
    '# The law that the desk applies',
    '',
    'Made from `src/core/policy/law/` by `node tools/law.ts`; a test says when it is stale. It is a digest for a returns desk, not legal advice.',
    '',
    `**(?)** marks what was written down from memory and wants checking: ${unchecked.length} facts of ${laws.length} countries. The others stand in sources that were read.`,
    'An entry holds for contracts concluded from its first day until before its last. Law only ever adds to the seller’s policy; a claim inside the guarantee but past the presumption goes to a person.',
    'Days of withdrawal end on a working day of the buyer’s country (Reg. 1182/71 Art. 3(4)); the day of delivery does not count.',
    '',
    '## At a glance',
    '',
    '| | withdrawal | guarantee: new / refurbished / used | presumption | shorter by agreement | at once | after a repair |',
    '|---|---|---|---|---|---|---|',
    ...laws.map(glance),
    '',
    ...laws.flatMap(countryPart),
    '## What wants checking',
    '',
    ...laws.map(({ country }) => {
      const facts = unchecked.filter((one) => one.country === country);
      return `- **${NAMES[country] ?? country}**: ${facts.map(({ right, from, fact }) => `${right}${from ? ` of ${from}` : ''}: ${fact}`).join('; ') || 'nothing'}`;
    }),
    '',
  ].join('\n');
}

function glance(law: CountryLaw): string {
  const entry = law.guarantee.at(-1)!;
  const marked = marker(entry.fromMemory);
  const cells = [
    NAMES[law.country] ?? law.country,
    `${law.withdrawal.at(-1)!.days} days`,
    marked('months', monthsOf(entry)),
    marked('presumptionMonths', threeOf(entry.presumptionMonths)),
    entry.reducibleTo ? marked('reducibleTo', reductionOf(entry.reducibleTo)) : 'no',
    entry.atOnce ? marked('atOnce', atOnceOf(entry.atOnce)) : '–',
    entry.extensions ? marked('extensions', entry.extensions.map(extensionOf).join('; ')) : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

function countryPart(law: CountryLaw): string[] {
  return [
    `## ${NAMES[law.country] ?? law.country}`,
    '',
    '| contracts | right | what | article |',
    '|---|---|---|---|',
    ...law.withdrawal.flatMap(withdrawalRows),
    ...law.guarantee.flatMap(guaranteeRows),
    `| all | risk of the way to the buyer | the seller’s, until the buyer holds the goods | ${law.risk.article}${law.risk.fromMemory ? MARK : ''} |`,
    '',
    ...(law.notes ?? []).flatMap((note) => [`- ${note}`]),
    ...(law.notes ? [''] : []),
  ];
}

function withdrawalRows(entry: WithdrawalLaw): string[] {
  const marked = marker(entry.fromMemory);
  const { articles } = entry;
  const rows: [string, string, string][] = [
    ['withdrawal', `${entry.days} days from delivery, and before it`, marked('articles', join(articles.right, articles.period))],
    ['refund', `within ${entry.refundDays} days of the declaration, standard delivery included`, marked('articles', articles.refund)],
    ['withholding', 'until the goods or a proof of sending are there', marked('articles', articles.withhold)],
    ['sending back', `within ${entry.sendBackDays} days`, marked('articles', articles.sendBack)],
    ...(articles.diminishedValue
      ? [
          ['loss of value', 'for handling beyond what was needed, if told before', marked('articles', articles.diminishedValue)] as [
            string,
            string,
            string,
          ],
        ]
      : []),
    ...entry.exclusions.map(({ what, article }): [string, string, string] => [
      'no withdrawal',
      what === 'customised' ? 'made to the buyer’s wishes' : 'unsealed hygiene goods',
      marked('exclusions', article),
    ]),
  ];
  return rows.map(([right, what, article]) => `| ${spanOf(entry)} | ${right} | ${what} | ${article} |`);
}

function guaranteeRows(entry: GuaranteeLaw): string[] {
  const marked = marker(entry.fromMemory);
  const rows: [string, string, string][] = [
    [
      entry.limitation ? 'time to bring a claim' : 'guarantee',
      marked('months', monthsOf(entry)),
      marked('articles', entry.articles.length),
    ],
    [
      'presumption',
      marked('presumptionMonths', `${threeOf(entry.presumptionMonths)} months`),
      marked('articles', entry.articles.presumption),
    ],
    ['remedies', 'repair or replacement, as the buyer likes', marked('remedies', entry.remedies.article)],
    ['money back', 'where that failed once', marked('remedies', entry.remedies.afterFailure)],
  ];
  const { reducibleTo, atOnce, extensions = [], suspendedDuringRepair, remedyWithin } = entry;
  if (reducibleTo) rows.push(['shorter guarantee', reductionOf(reducibleTo), marked('reducibleTo', reducibleTo.article)]);
  if (atOnce) {
    rows.push(['at once', atOnceOf(atOnce), marked('atOnce', atOnce.article)]);
    if (atOnce.refund) {
      const from = atOnce.refund.from === 'agreement' ? 'the seller’s agreement' : 'the return of the goods';
      rows.push(['its refund', `within ${atOnce.refund.days} days of ${from}`, marked('atOnce', atOnce.refund.article)]);
    }
    if (atOnce.pausesDuringRepair) {
      const least = atOnce.pausesDuringRepair.atLeastDaysAfter;
      rows.push([
        'its days',
        `stand still during a repair${least > 0 ? `, ${least} are left after it at least` : ''}`,
        marked('atOnce', atOnce.pausesDuringRepair.article),
      ]);
    }
  }
  for (const rule of extensions) {
    const from = rule.from > entry.from ? ` (contracts from ${rule.from})` : '';
    rows.push(['after a repair', extensionOf(rule) + from, marked('extensions', rule.article)]);
  }
  if (suspendedDuringRepair)
    rows.push(['time at the workshop', 'does not count', marked('suspendedDuringRepair', suspendedDuringRepair.article)]);
  if (remedyWithin)
    rows.push(['time for the remedy', `${remedyWithin.days} days from the request`, marked('remedyWithin', remedyWithin.article)]);
  return rows.map(([right, what, article]) => `| ${marked('dates', spanOf(entry))} | ${right} | ${what} | ${article} |`);
}

const spanOf = ({ from, until }: { readonly from: string; readonly until?: string }): string =>
  until ? `${from} – ${until}` : `from ${from}`;

const marker =
  <F extends string>(fromMemory: readonly F[] = []) =>
  (fact: F, text: string): string =>
    fromMemory.includes(fact) ? text + MARK : text;

const join = (...texts: string[]): string => [...new Set(texts)].join('; ');

const threeOf = (months: Readonly<Record<string, number>>): string => {
  const all = CONDITIONS.map((condition) => months[condition]);
  return new Set(all).size === 1 ? String(all[0]) : all.join(' / ');
};

const monthsOf = ({ months, limitation }: GuaranteeLaw): string =>
  months === 'reasonable_lifetime'
    ? 'as long as one may expect, no fixed term'
    : `${threeOf(months)} months${limitation ? ' to bring a claim' : ''}`;

const AGREED: Readonly<Record<Reduction['how'], string>> = {
  separate_express_agreement: 'agreed expressly and separately',
  agreement: 'agreed',
  told_beforehand: 'told clearly beforehand',
  individually_negotiated: 'negotiated with the one buyer; the policy’s setting is not heard',
};
const reductionOf = ({ months, conditions, how, presumptionMonths }: Reduction): string =>
  `${months} months, ${conditions.join(' and ')}, ${AGREED[how]}${presumptionMonths === undefined ? '' : `; presumption then ${presumptionMonths}`}`;

const atOnceOf = ({ days, offers }: AtOnce): string => `${offers.join(' or ')} in the first ${days} days`;

function extensionOf(rule: Extension): string {
  if ('adds' in rule)
    return `${rule.adds} months more ${rule.times === 1 ? 'once' : `for each repair${rule.times ? `, ${rule.times} times at most` : ''}`}`;
  if ('atLeast' in rule) return `the same fault for ${rule.atLeast} months after it`;
  return 'begins anew where a repair was asked for and it was replaced';
}

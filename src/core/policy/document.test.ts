import { describe, expect, test } from 'vitest';
import { completePolicy, matches, type Facts, readPolicy } from './document.ts';
import { isCountry } from './law/countries.ts';
import { lawBook } from './law/law.ts';
import { backmarket } from './packs/backmarket.ts';
import { packOf, PACKS } from './packs/packs.ts';

// Tests break it on purpose, at any depth.
// oxlint-disable-next-line typescript/no-explicit-any
const copy = (): any => JSON.parse(JSON.stringify(backmarket));
const problemsOf = (json: unknown) => {
  const read = readPolicy(json);
  return read.ok ? [] : read.problems.map(({ at, problem }) => `${at}: ${problem}`);
};

describe('a policy from a file', () => {
  test('the packs are policies, also after a trip through JSON', () => {
    for (const pack of Object.values(PACKS)) expect(readPolicy(JSON.parse(JSON.stringify(pack)))).toEqual({ ok: true, policy: pack });
  });

  test('every problem is found at once, each with its place', () => {
    const json = copy();
    json.version = '';
    json.effectiveFrom = 'soon';
    delete json.tables.warranty;
    json.tables.window[0].answer.days = -1;
    json.tables.exclusions[0].when = { fact: 'colour', is: 'red' };
    json.tables.exclusions[1].id = 'exclusions.customised';
    json.tables.resolutions[0].answer.offer = ['gift'];
    json.tables.deadlines[0].answer.after = { duration: '5 days' };
    delete json.tables.refund[0].words.en;
    expect(problemsOf(json)).toEqual([
      'version: not_text',
      'effectiveFrom: not_a_date',
      'tables.window[0].answer.days: not_whole',
      'tables.warranty: missing_table',
      'tables.exclusions[0].when.fact: unknown_fact',
      'tables.exclusions[1].id: twice',
      'tables.resolutions[0].answer.offer[0]: not_allowed',
      'tables.refund[0].words.en.agent: not_text',
      'tables.refund[0].words.en.buyer: not_text',
      'tables.deadlines[0].answer.after: not_a_duration',
    ]);
  });

  test('a misspelt reason, a number for a text and a question asked too early are found', () => {
    const json = copy();
    json.tables.exclusions[0].when = {
      any: [
        { fact: 'reason', is: 'changedmind' },
        { fact: 'country', in: ['FR', 7] },
        { fact: 'category', atLeast: 3 },
        { not: { fact: 'ground', is: 'none' } },
      ],
    };
    expect(problemsOf(json)).toEqual([
      'tables.exclusions[0].when.any[0].is: not_allowed',
      'tables.exclusions[0].when.any[1].in[1]: wrong_type',
      'tables.exclusions[0].when.any[2].fact: not_a_number',
      'tables.exclusions[0].when.any[3].not.fact: known_later',
    ]);
  });

  test('a table that might not answer is no table', () => {
    const json = copy();
    json.tables.window[0].when = { fact: 'country', is: 'FR' };
    expect(problemsOf(json)).toEqual(['tables.window: no_catch_all']);
  });

  const HOURS = {
    zone: 'Europe/Paris',
    week: {
      mon: [
        ['09:00', '12:30'],
        ['13:30', '18:00'],
      ],
      tue: [['09:00', '24:00']],
    },
  };
  test.each<[string, (json: any) => void, string[]]>([
    ['a key that nobody reads', (j) => (j.tables.window[0].answer.day = 3), ['tables.window[0].answer.day: unknown_key']],
    ['a table that there is not', (j) => (j.tables.gifts = []), ['tables.gifts: unknown_key']],
    [
      'a condition with two heads',
      (j) => (j.tables.window[0].when = { fact: 'country', is: 'FR', in: ['FR'] }),
      ['tables.window: no_catch_all', 'tables.window[0].when.in: unknown_key'],
    ],
    ['an empty all', (j) => (j.tables.exclusions[0].when = { all: [] }), ['tables.exclusions[0].when.all: empty']],
    ['an empty any', (j) => (j.tables.exclusions[0].when = { any: [] }), ['tables.exclusions[0].when.any: empty']],
    [
      'an empty list of values',
      (j) => (j.tables.exclusions[0].when = { fact: 'country', in: [] }),
      ['tables.exclusions[0].when.in: empty'],
    ],
    [
      'half a cent',
      (j) => (j.tables.exclusions[0].when = { fact: 'price', atLeast: 0.5 }),
      ['tables.exclusions[0].when.atLeast: not_a_whole_number'],
    ],
    [
      'a country that there is not',
      (j) => (j.tables.exclusions[0].when = { fact: 'country', is: 'UK' }),
      ['tables.exclusions[0].when.is: unknown_country'],
    ],
    [
      'a category in capitals',
      (j) => (j.tables.exclusions[0].when = { fact: 'category', in: ['Laptop'] }),
      ['tables.exclusions[0].when.in[0]: not_small'],
    ],
    [
      'a country that nobody knows',
      (j) => (j.tables.exclusions[0].when = { fact: 'country', is: null }),
      ['tables.exclusions[0].when.is: never_unknown'],
    ],
    [
      'a misspelt verdict',
      (j) => (j.tables.exclusions[0].when = { fact: 'verdict', is: 'fine' }),
      ['tables.exclusions[0].when.is: not_allowed'],
    ],
    [
      '29 February as the end of the holidays',
      (j) => (j.tables.window[0].answer.holidayUntil = '02-29'),
      ['tables.window[0].answer.holidayUntil: not_a_day'],
    ],
    ['a day that there is not', (j) => (j.effectiveFrom = '2026-02-30'), ['effectiveFrom: not_a_date']],
    [
      'the same remedy twice',
      (j) => (j.tables.resolutions[0].answer.offer = ['refund', 'refund']),
      ['tables.resolutions[0].answer.offer[1]: listed_twice'],
    ],
    [
      'a state that there is not',
      (j) => (j.tables.productState = [{ ...j.tables.window[0], id: 's', answer: { requires: ['shiny'] } }]),
      ['tables.productState[0].answer.requires[0]: not_allowed'],
    ],
    [
      'more than all',
      (j) => (j.tables.deductions = [{ ...j.tables.window[0], id: 'd', answer: { percent: 101, for: 'wear' } }]),
      ['tables.deductions[0].answer.percent: not_whole'],
    ],
    [
      'an instruction about nothing',
      (j) => (j.tables.instructions = [{ ...j.tables.window[0], id: 'i', answer: { topic: 'weather' } }]),
      ['tables.instructions[0].answer.topic: not_allowed'],
    ],
    ['a weight of 0', (j) => (j.tables.review[1].answer.weight = 0), ['tables.review[1].answer.weight: not_whole']],
    ['a weight that nobody hears', (j) => (j.tables.review[0].answer.weight = 5), ['tables.review[0].answer.weight: weight_unheard']],
    ['a score beyond all', (j) => (j.abuseCallsFrom = 1001), ['abuseCallsFrom: not_whole']],
    ['a law of the seller’s own', (j) => (j.tables.window[0].id = 'law.FR.withdrawal'), ['tables.window[0].id: reserved']],
    ['a name with a space', (j) => (j.tables.window[0].id = 'my window'), ['tables.window[0].id: not_an_id']],
    [
      'a language that nobody reads',
      (j) => (j.tables.window[0].words.nl = j.tables.window[0].words.en),
      ['tables.window[0].words.nl: unknown_key'],
    ],
    [
      'a ladder that stands on its head',
      (j) =>
        (j.tables.deadlines[0].answer.ladder = [
          { at: 'PT-4H', do: 'shout' },
          { at: '-PT4H', do: 'nudge' },
          { at: 'PT0S', do: 'act' },
        ]),
      ['tables.deadlines[0].answer.ladder[0].at: not_a_step_time', 'tables.deadlines[0].answer.ladder[0].do: not_allowed'],
    ],
    [
      'two sorts of time',
      (j) => (j.tables.deadlines[0].answer.after = { duration: 'P1D', workingDays: 1 }),
      ['tables.deadlines[0].answer.after: not_a_duration'],
    ],
    ['a zone that there is not', (j) => (j.businessHours = { ...HOURS, zone: 'Europe/Lille' }), ['businessHours.zone: unknown_zone']],
    [
      'a day that no week has',
      (j) => (j.businessHours = { ...HOURS, week: { ...HOURS.week, sonntag: [] } }),
      ['businessHours.week.sonntag: unknown_key'],
    ],
    [
      'hours out of order',
      (j) =>
        (j.businessHours = {
          ...HOURS,
          week: {
            mon: [
              ['13:00', '18:00'],
              ['09:00', '12:00'],
            ],
          },
        }),
      ['businessHours.week.mon[1]: hours_disordered'],
    ],
    [
      'hours that overlap',
      (j) =>
        (j.businessHours = {
          ...HOURS,
          week: {
            mon: [
              ['09:00', '13:00'],
              ['12:00', '18:00'],
            ],
          },
        }),
      ['businessHours.week.mon[1]: hours_disordered'],
    ],
    [
      'hours that no clock shows',
      (j) =>
        (j.businessHours = {
          ...HOURS,
          week: {
            mon: [
              ['9:00', '25:00'],
              ['10:00', '12:00'],
            ],
          },
        }),
      ['businessHours.week.mon[0]: not_hours'],
    ],
    ['a week without work', (j) => (j.businessHours = { ...HOURS, week: { mon: [] } }), ['businessHours.week: no_hours']],
    [
      'a holiday that there is not',
      (j) => (j.businessHours = { ...HOURS, closed: ['2026-13-01'] }),
      ['businessHours.closed[0]: not_a_date'],
    ],
    [
      'more hours than a year of work has',
      (j) => {
        j.businessHours = { ...HOURS, week: { mon: [['09:00', '10:00']] } };
        j.tables.deadlines[0].answer.after = { businessHours: 40 };
      },
      ['tables.deadlines[0].answer.after.businessHours: beyond_hours'],
    ],
    [
      'too many rows',
      (j) =>
        (j.tables.review = Array.from({ length: 501 }, (_, i) => ({
          ...j.tables.review[0],
          id: `r.${i}`,
          words: { en: { agent: 'a', buyer: 'b' } },
        }))),
      ['tables.review: too_many'],
    ],
    ['too many signs', (j) => (j.name = 'x'.repeat(600_001)), [': too_large']],
    [
      'a condition without a bottom',
      (j) => (j.tables.exclusions[0].when = Array.from({ length: 1000 }).reduce((when) => ({ not: when }), { fact: 'country', is: 'FR' })),
      [': not_storable'],
    ],
    [
      'a condition that is too deep to be read',
      (j) => (j.tables.exclusions[0].when = Array.from({ length: 9 }).reduce((when) => ({ not: when }), { fact: 'country', is: 'FR' })),
      [`tables.exclusions[0].when${'.not'.repeat(8)}: too_deep`],
    ],
  ])('%s is found', (_case, change, problems) => {
    const json = copy();
    change(json);
    expect(problemsOf(json)).toEqual(problems);
  });

  test('hours, ladders, weights and agreed guarantees that are right are read', () => {
    const json = copy();
    json.businessHours = { ...HOURS, country: 'FR', closed: ['2026-12-24'] };
    json.agreedGuarantee = { DE: 12 };
    json.abuseCallsFrom = 80;
    json.tables.review[1].answer.weight = 30;
    json.tables.deadlines[0].answer.after = { businessHours: 8 };
    json.tables.deadlines[0].answer.ladder = [
      { at: '-PT4H', do: 'nudge' },
      { at: 'P1DT12H', do: 'tell_manager' },
    ];
    expect(readPolicy(json)).toEqual({ ok: true, policy: json });
  });

  test('a document of before gets the tables that it lacks, and loses what was never heard', () => {
    const json = copy();
    for (const table of ['productState', 'deductions', 'instructions']) delete json.tables[table];
    json.tables.refund[0].answer.deductionPercent = 0;
    expect(readPolicy(json).ok).toBe(false);
    const tables = { ...backmarket.tables, productState: [], deductions: [], instructions: [] };
    expect(readPolicy(completePolicy(json))).toEqual({ ok: true, policy: { ...backmarket, tables } });
    expect([completePolicy(null), completePolicy(7), completePolicy({ tables: [] })]).toEqual([null, 7, { tables: [] }]);
  });

  test.each([null, 7, 'policy', []])('%j is no policy', (json) => {
    expect(problemsOf(json)).toEqual([': not_a_policy']);
  });
});

describe('conditions', () => {
  const facts = { reason: 'defective', photos: null, buyerReturns12m: 4, delivered: true } as unknown as Facts;

  test('say what they say', () => {
    expect(matches(undefined, facts)).toBe(true);
    expect(matches({ fact: 'reason', is: 'defective' }, facts)).toBe(true);
    expect(matches({ fact: 'reason', in: ['changed_mind', 'other'] }, facts)).toBe(false);
    expect(
      matches(
        {
          all: [
            { fact: 'buyerReturns12m', atLeast: 4 },
            { fact: 'buyerReturns12m', atMost: 4 },
          ],
        },
        facts,
      ),
    ).toBe(true);
    expect(matches({ any: [{ fact: 'delivered', is: false }, { not: { fact: 'reason', is: 'other' } }] }, facts)).toBe(true);
  });

  test('what is unknown is neither much nor little', () => {
    expect(matches({ fact: 'photos', atLeast: 0 }, facts)).toBe(false);
    expect(matches({ fact: 'photos', atMost: 9 }, facts)).toBe(false);
    expect(matches({ fact: 'photos', is: null }, facts)).toBe(true);
  });
});

describe('packs, countries and laws', () => {
  test('a row id means the same words in every pack', () => {
    const words = new Map<string, unknown>();
    for (const pack of Object.values(PACKS)) {
      for (const row of Object.values(pack.tables).flat()) {
        expect(words.get(row.id) ?? row.words).toEqual(row.words);
        words.set(row.id, row.words);
        expect(row.words.fr, row.id).toBeDefined();
      }
    }
  });

  test('packs are found by name, and only by name', () => {
    expect(packOf('backmarket-2026')?.version).toBe('backmarket-2026@1');
    expect([packOf('amazon'), packOf('constructor')]).toEqual([null, null]);
  });

  test('GB, GR and AQ are countries; UK, EL, EU, XX and lower case are none', () => {
    expect(['GB', 'GR', 'AQ', 'FR'].every(isCountry)).toBe(true);
    expect(['UK', 'EL', 'EU', 'XX', 'fr', ''].some(isCountry)).toBe(false);
  });

  test('each law is of a country, cites its articles, and presumes no longer than it guarantees', () => {
    for (const [code, law] of Object.entries(lawBook)) {
      expect([isCountry(code), law.country]).toEqual([true, code]);
      for (const entry of [...law.withdrawal, ...law.guarantee]) {
        for (const article of Object.values(entry.articles)) expect(article).not.toBe('');
      }
      for (const { months, presumptionMonths } of law.guarantee) {
        if (months === 'reasonable_lifetime') continue;
        for (const condition of ['new', 'refurbished', 'used'] as const)
          expect(presumptionMonths[condition]).toBeLessThanOrEqual(months[condition]);
      }
    }
  });
});

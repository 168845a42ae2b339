import { describe, expect, test } from 'vitest';
import { matches, type Facts, readPolicy } from './document.ts';
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
      'tables.exclusions[0].when.any[2].fact: wrong_type',
      'tables.exclusions[0].when.any[3].not.fact: known_later',
    ]);
  });

  test('a table that might not answer is no table', () => {
    const json = copy();
    json.tables.window[0].when = { fact: 'country', is: 'FR' };
    expect(problemsOf(json)).toEqual(['tables.window: no_answer']);
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
        for (const condition of ['new', 'refurbished', 'used'] as const)
          expect(presumptionMonths[condition]).toBeLessThanOrEqual(months[condition]);
      }
    }
  });
});

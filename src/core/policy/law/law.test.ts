import { describe, expect, test } from 'vitest';
import { money } from '../../money.ts';
import { factsOfCase, holidaysOfCases, type Given } from '../cases.ts';
import type { PastReturn } from '../decision.ts';
import type { PolicyDocument } from '../document.ts';
import { evaluate, targetsOf } from '../evaluate.ts';
import { backmarket } from '../packs/backmarket.ts';
import { backmarket2026 } from '../packs/backmarket-2026.ts';
import { type Dated, factsFromMemory, inForce, lawBook } from './law.ts';
import { LAW_WORDS } from './words.ts';

const COUNTRIES = ['FR', 'DE', 'ES', 'IT', 'BE', 'NL', 'PT', 'AT', 'IE', 'GB', 'LU', 'FI', 'SE', 'DK', 'PL', 'GR', 'SK'];

/** A seller who grants nothing but what the law does. */
const bare: PolicyDocument = {
  ...backmarket,
  version: 'bare@1',
  tables: {
    ...backmarket.tables,
    window: backmarket.tables.window.map((row) => ({ ...row, answer: { days: 0, endsOn: 'any_day' } })),
    warranty: backmarket.tables.warranty.map((row) => ({ ...row, answer: { months: 0 } })),
    resolutions: [{ ...backmarket.tables.resolutions.at(-1)!, answer: { offer: ['repair'] } }],
  },
};

type Past = Pick<PastReturn, 'outcome' | 'closedAt'> & Partial<PastReturn>;
const decided = (given: Given, earlier: readonly Past[] = [], policy = bare) => {
  const facts = factsOfCase(given);
  const itemReturns = earlier.map((past) => ({ reason: 'defective' as const, ...past, closedAt: `${past.closedAt}T12:00:00.000Z` }));
  return evaluate(policy, { ...facts, history: { ...facts.history, itemReturns } }, { law: lawBook, holidays: holidaysOfCases });
};
const outcome = (given: Given, earlier?: readonly Past[], policy?: PolicyDocument) => decided(given, earlier, policy).outcome;
const day = (date: string) => `${date}T12:00:00.000Z`;

describe('the book', () => {
  test('has seventeen countries, each entry under its own code, in order and without gaps', () => {
    expect(Object.keys(lawBook).sort()).toEqual([...COUNTRIES].sort());
    for (const [code, law] of Object.entries(lawBook)) {
      expect(law.country).toBe(code);
      for (const entries of [law.withdrawal, law.guarantee]) {
        for (const [i, { from, until }] of entries.entries()) {
          expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
          expect(until, `${code} ${from}`).toBe(entries[i + 1]?.from);
        }
        expect(inForce<Dated>(entries, '2026-11-22'), code).toBe(entries.at(-1));
      }
    }
  });

  test('cites an article for every right', () => {
    const empty: string[] = [];
    const look = (value: unknown, at: string) => {
      if (typeof value === 'string' && value.trim() === '') empty.push(at);
      if (typeof value === 'object' && value !== null) for (const [name, part] of Object.entries(value)) look(part, `${at}.${name}`);
    };
    look(lawBook, 'law');
    expect(empty).toEqual([]);
  });

  test('says what is from memory, fact by fact', () => {
    const facts = factsFromMemory(lawBook);
    expect(facts).toContainEqual({ country: 'DE', right: 'guarantee', from: '2022-01-01', fact: 'presumptionMonths' });
    expect(facts).not.toContainEqual(expect.objectContaining({ country: 'FR', from: '2022-01-01', fact: 'presumptionMonths' }));
  });

  test('every sentence names in each language the facts that it names in English', () => {
    const named = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [rule, words] of Object.entries(LAW_WORDS)) {
      for (const [language, said] of Object.entries(words)) {
        expect(named(said.agent), `${rule} ${language} agent`).toEqual(named(words.en.agent));
        expect(named(said.buyer), `${rule} ${language} buyer`).toEqual(named(words.en.buyer));
      }
    }
  });
});

describe('the guarantee by date of the contract', () => {
  const faulty = (country: string, delivered: string, on: string): Given => ({ asks: 'defective', country, delivered, on });

  test('a phone that was bought in 2021 keeps the presumption of half a year', () => {
    expect(outcome(faulty('DE', '2021-12-20', '2022-06-10'))).toBe('approve');
    expect(outcome(faulty('DE', '2021-12-20', '2022-08-10'))).toBe('review');
    expect(outcome(faulty('DE', '2022-01-20', '2022-12-10'))).toBe('approve');
    expect(outcome(faulty('BE', '2022-05-20', '2022-12-10'))).toBe('review');
    expect(outcome(faulty('BE', '2022-06-20', '2024-06-10'))).toBe('approve');
    expect(outcome(faulty('ES', '2021-12-20', '2024-01-10'))).toBe('reject');
    expect(outcome(faulty('ES', '2022-01-20', '2025-01-10'))).toBe('review');
    expect(outcome(faulty('FR', '2021-11-20', '2022-08-10'))).toBe('review');
  });

  test('what was agreed with everybody alike does not count in Austria', () => {
    const agreed: PolicyDocument = { ...bare, agreedGuarantee: { AT: 12, DE: 12, BE: 12, NL: 6 } };
    const month20 = (country: string) => outcome(faulty(country, '2025-03-10', '2026-11-10'), [], agreed);
    expect(month20('AT')).toBe('review');
    expect(month20('DE')).toBe('reject');
    expect(month20('BE')).toBe('reject');
    expect(month20('NL')).toBe('review');
  });

  test('where no term is named the answer names no last day', () => {
    const { outcome: answer, because } = decided(faulty('NL', '2019-03-10', '2026-11-10'));
    expect(answer).toBe('review');
    expect(because.find(({ rule }) => rule === 'law.NL.lifetime_open')?.facts).toEqual({
      presumptionMonths: 6,
      presumedUntil: '2019-09-10',
    });
  });

  test('Slovak contracts of before its present law go to a person', () => {
    expect(outcome(faulty('SK', '2023-03-10', '2026-11-10'))).toBe('review');
  });
});

describe('after a repair', () => {
  const delivered = '2023-06-15';
  const asked = (country: string, on: string): Given => ({ asks: 'defective', country, delivered, on });
  const repaired = (closedAt: string, more: Partial<PastReturn> = {}): Past => ({ outcome: 'repaired', closedAt, ...more });
  /** A repair whose dates are known: it took ten days. */
  const tenDays = repaired('2024-05-20', { requestedAt: day('2024-05-10') });

  test('France adds six months for each, and the days at the workshop', () => {
    const until = (on: string, earlier: readonly Past[]) => outcome(asked('FR', on), earlier);
    expect(until('2025-12-25', [tenDays])).toBe('review');
    expect(until('2025-12-26', [tenDays])).toBe('reject');
    expect(until('2026-06-25', [tenDays, repaired('2025-11-01', { requestedAt: day('2025-11-01') })])).toBe('review');
    const cited = decided(asked('FR', '2025-12-20'), [tenDays]).because.find(({ rule }) => rule === 'law.FR.extended');
    expect(cited).toMatchObject({ reference: 'C. conso. art. L217-13, al. 1', facts: { repairs: 1, until: '2025-12-25' } });
  });

  test('nobody recorded how long it took: the month after the end goes to a person', () => {
    const unknown = [repaired('2024-05-20')];
    const late = decided(asked('FR', '2026-01-10'), unknown);
    expect(late.outcome).toBe('review');
    expect(late.because.map(({ rule }) => rule)).toContain('law.FR.suspended');
    expect(outcome(asked('FR', '2026-01-14'), unknown)).toBe('review');
    expect(outcome(asked('FR', '2026-01-15'), unknown)).toBe('reject');
    expect(outcome(asked('DE', '2025-06-16'), unknown), 'Germany counts on').toBe('reject');
  });

  test('who asked for a repair in France and got a replacement has two years again, believed as at first', () => {
    const replaced = (wanted?: 'repair' | 'replacement'): Past => ({
      outcome: 'replaced',
      closedAt: '2025-03-01',
      ...(wanted && { wanted }),
    });
    expect(outcome(asked('FR', '2026-02-01'), [replaced('repair')])).toBe('approve');
    expect(outcome(asked('FR', '2027-03-01'), [replaced('repair')])).toBe('review');
    expect(outcome(asked('FR', '2027-03-02'), [replaced('repair')])).toBe('reject');
    expect(outcome(asked('FR', '2026-02-01'), [replaced('replacement')])).toBe('reject');
    expect(outcome(asked('FR', '2026-02-01'), [replaced()]), 'nobody noted the wish').toBe('review');
  });

  test('Portugal adds six months, four times at most', () => {
    const times = (n: number) => Array.from({ length: n }, () => repaired('2024-05-20', { requestedAt: day('2024-05-20') }));
    expect(outcome(asked('PT', '2026-12-15'), times(1))).toBe('review');
    expect(outcome(asked('PT', '2026-12-16'), times(1))).toBe('reject');
    expect(outcome(asked('PT', '2028-06-15'), times(4))).toBe('review');
    expect(outcome(asked('PT', '2028-06-16'), times(5))).toBe('reject');
  });

  test('Spain answers for the same fault for a year after its repair', () => {
    const late = [repaired('2026-06-01', { requestedAt: day('2026-06-01') })];
    expect(outcome(asked('ES', '2027-06-01'), late)).toBe('review');
    expect(outcome(asked('ES', '2027-06-02'), late)).toBe('reject');
  });

  test('bought from 31 July 2026 it is twelve months once, in the Union; in France whatever gives more', () => {
    const bought = (country: string, on: string): Given => ({
      asks: 'defective',
      country,
      placed: '2026-07-31',
      delivered: '2026-08-15',
      on,
    });
    const once = [repaired('2027-05-20', { requestedAt: day('2027-05-20') })];
    const thrice = [...once, ...once, ...once];
    for (const country of ['DE', 'IT', 'BE', 'AT', 'LU', 'DK', 'PL', 'GR', 'SK', 'FR']) {
      expect(outcome(bought(country, '2029-08-15'), once), country).toBe('review');
      expect(outcome(bought(country, '2029-08-16'), once), country).toBe('reject');
    }
    expect(outcome(bought('DE', '2029-08-16'), thrice)).toBe('reject');
    expect(outcome(bought('FR', '2030-02-15'), thrice)).toBe('review');
  });

  test('a repair that was asked for after the end prolongs nothing', () => {
    expect(outcome(asked('FR', '2025-09-01'), [repaired('2025-08-20', { requestedAt: day('2025-08-01') })])).toBe('reject');
  });

  test('what was mended and is faulty again may go back for the money', () => {
    const { resolutions, because } = decided(asked('DE', '2023-12-01'), [repaired('2023-09-01')]);
    expect(resolutions).toEqual(['repair', 'replacement', 'refund']);
    expect(because.find(({ rule }) => rule === 'law.DE.remedy_failed')?.reference).toBe('§ 475d Abs. 1 Nr. 2 BGB');
    expect(decided(asked('DE', '2023-12-01')).resolutions).toEqual(['repair', 'replacement']);
  });
});

describe('in the first days', () => {
  const faulty = (country: string, on: string, more: Partial<Given> = {}): Given => ({
    asks: 'defective',
    country,
    delivered: '2026-08-03',
    on,
    ...more,
  });
  const rejection = (given: Given) => decided(given).deadlines.find(({ kind }) => kind === 'rejection_refund');

  test('Ireland, the United Kingdom and Portugal give the money without a repair first, until the thirtieth day', () => {
    for (const country of ['IE', 'GB', 'PT']) {
      const { resolutions, because } = decided(faulty(country, '2026-09-02'));
      expect(resolutions, country).toEqual(['repair', 'replacement', 'refund']);
      const cited = because.find(({ rule }) => rule === `law.${country}.at_once`);
      expect(cited?.facts).toEqual({ resolution: 'refund', days: 30, until: '2026-09-02' });
      expect(decided(faulty(country, '2026-09-03')).resolutions, country).toEqual(['repair', 'replacement']);
      expect(decided(faulty(country, '2026-09-01', { wants: 'refund' })).resolutions[0], country).toBe('refund');
    }
    expect(decided(faulty('FR', '2026-09-01', { wants: 'refund' })).resolutions).toEqual(['repair', 'replacement']);
  });

  test('the money is due fourteen days after the agreement in the United Kingdom, after the goods are back in Ireland', () => {
    expect(rejection(faulty('GB', '2026-08-20', { wants: 'refund' }))).toEqual({
      kind: 'rejection_refund',
      dueAt: '2026-09-02T22:59:59.999Z',
      source: 'law',
    });
    expect(rejection(faulty('IE', '2026-08-20', { wants: 'refund' }))).toEqual({ kind: 'rejection_refund', source: 'law', days: 14 });
    expect(rejection(faulty('GB', '2026-08-20'))).toEqual({ kind: 'rejection_refund', source: 'law', days: 14 });
    expect(rejection(faulty('GB', '2026-08-20', { wants: 'repair' }))).toBeUndefined();
    expect(rejection(faulty('GB', '2026-09-20', { wants: 'refund' }))).toBeUndefined();
    expect(rejection({ asks: 'changed_mind', country: 'GB', delivered: '2026-08-03', on: '2026-08-20' })).toBeUndefined();
  });

  test('the thirty days stand still while a repair is waited for, and seven are left after it', () => {
    const mended: Past = { outcome: 'repaired', closedAt: '2026-09-10', requestedAt: day('2026-08-31') };
    const until = (country: string) =>
      decided(faulty(country, '2026-09-10'), [mended]).because.find(({ rule }) => rule === `law.${country}.at_once`)?.facts.until;
    expect(until('GB')).toBe('2026-09-17');
    expect(until('IE')).toBe('2026-09-12');
  });

  test('a repair has thirty days from the request in France and Portugal, and its clock runs while a person thinks', () => {
    const remedy = (given: Given) => decided(given).deadlines.find(({ kind }) => kind === 'remedy');
    expect(remedy(faulty('FR', '2026-08-20'))).toEqual({ kind: 'remedy', dueAt: '2026-09-19T21:59:59.999Z', source: 'law' });
    expect(remedy({ asks: 'defective', country: 'FR', delivered: '2025-01-10', on: '2026-11-10' })?.dueAt).toBe('2026-12-10T22:59:59.999Z');
    expect(remedy(faulty('PT', '2026-08-20'))?.dueAt).toBe('2026-09-19T22:59:59.999Z');
    expect(remedy(faulty('DE', '2026-08-20'))).toBeUndefined();
    expect(remedy({ asks: 'arrived_late', country: 'FR', delivered: '2026-08-03', on: '2026-08-05' })).toBeUndefined();
  });

  test('the law’s dates become clocks', () => {
    const facts = factsOfCase(faulty('IE', '2026-08-20', { wants: 'refund' }));
    const decision = evaluate(backmarket2026, facts, { law: lawBook, holidays: holidaysOfCases });
    expect(targetsOf(backmarket2026, decision, facts)).toContainEqual(
      expect.objectContaining({ kind: 'rejection_refund', after: { duration: 'P14D' }, source: 'law' }),
    );
  });

  test('in the United Kingdom the approval is the agreement that starts them, whoever gives it; nowhere else', () => {
    const agreed = (country: string, wants?: 'refund') => {
      const facts = factsOfCase(faulty(country, '2026-08-20', wants && { wants }));
      const decision = evaluate(backmarket2026, facts, { law: lawBook, holidays: holidaysOfCases });
      return targetsOf(backmarket2026, decision, facts).find(({ kind }) => kind === 'rejection_refund')?.agreedByApproval;
    };
    expect([agreed('GB', 'refund'), agreed('GB'), agreed('IE', 'refund')]).toEqual([true, undefined, undefined]);
  });
});

describe('a withdrawal in every country', () => {
  test.each(COUNTRIES)('%s: fourteen days, money within fourteen, the price and the delivery', (country) => {
    const decision = decided({ asks: 'changed_mind', country, delivered: '2026-11-02', on: '2026-11-16' });
    expect(decision).toMatchObject({ outcome: 'approve', ground: 'withdrawal' });
    expect(decision.refund.total).toEqual(money(30_600, 'EUR'));
    expect(decision.deadlines).toContainEqual({
      kind: 'withdrawal_refund',
      dueAt: '2026-11-30T12:00:00.000Z',
      source: 'law',
      withholdUntil: ['goods_back', 'proof_of_sending'],
    });
    expect(outcome({ asks: 'changed_mind', country, delivered: '2026-11-02', on: '2026-11-17' })).toBe('reject');
  });
});

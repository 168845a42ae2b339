import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../access.ts';
import type { PolicyDocument, Question } from './document.ts';
import { lawBook } from './law/law.ts';
import { backmarket } from './packs/backmarket.ts';
import { PACKS } from './packs/packs.ts';
import { plainPolicy, plainPolicyText } from './plain.ts';
import { PLAIN } from './words/plain.ts';

const TODAY = '2026-11-22';
const textOf = (document: PolicyDocument, country = 'FR', language: (typeof LANGUAGES)[number] = 'en', on: string | undefined = TODAY) =>
  plainPolicyText(plainPolicy(document, lawBook, country, language, on)).replace(/[\u00a0\u202f]/g, ' ');
const withTable = (question: Question, rows: unknown): PolicyDocument =>
  ({ ...backmarket, tables: { ...backmarket.tables, [question]: rows } }) as PolicyDocument;
const sectionOf = (document: PolicyDocument, heading: keyof (typeof PLAIN)['en']['headings'], country = 'FR') =>
  plainPolicy(document, lawBook, country, 'en', TODAY).sections.find((one) => one.heading === PLAIN.en.headings[heading])?.paragraphs;

describe('the buyer’s version of a policy', () => {
  const everywhere = Object.keys(PACKS).flatMap((pack) => Object.keys(lawBook).map((country) => [pack, country] as const));

  test.each(everywhere)('%s in %s is whole in every language', (pack, country) => {
    const shapes = LANGUAGES.map((language) => {
      const plain = plainPolicy(PACKS[pack]!, lawBook, country, language, TODAY);
      const text = plainPolicyText(plain);
      expect(text).not.toMatch(/[{}]|undefined|\bnull\b|NaN|_|\bInfinity\b/);
      expect(plain.sections.length).toBeGreaterThan(10);
      return plain.sections.map(({ paragraphs }) => paragraphs.length);
    });
    // The same sections with the same number of paragraphs: nothing is told in one language only.
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  });

  test('no language fell back to English', () => {
    const lines = (language: (typeof LANGUAGES)[number]) => new Set(textOf(backmarket, 'FR', language).split('\n'));
    const english = lines('en');
    for (const language of ['fr', 'de', 'es', 'it'] as const) {
      expect([...lines(language)].filter((line) => line !== '' && line !== 'Photos' && english.has(line))).toEqual([]);
    }
  });

  test('every row that concerns buyers is told, and a changed answer changes the text', () => {
    const changed: { readonly [Q in Question]?: (answer: never) => unknown } = {
      window: () => ({ days: 77, endsOn: 'any_day' }),
      warranty: () => ({ months: 77 }),
      exclusions: () => ({ excluded: false }),
      productState: () => ({ requires: ['unopened'] }),
      returnShipping: ({ paidBy }: { paidBy: string }) => ({ paidBy: paidBy === 'buyer' ? 'seller' : 'buyer', label: 'prepaid' }),
      resolutions: () => ({ offer: ['send_back'] }),
      refund: () => ({ method: 'original_payment', days: 77, items: 'unit', shipping: 'all' }),
      evidence: () => ({ photos: 7 }),
    };
    for (const pack of Object.values(PACKS)) {
      const before = textOf(pack);
      for (const [question, change] of Object.entries(changed)) {
        for (const [i, row] of pack.tables[question as Question].entries()) {
          const rows = pack.tables[question as Question].map((one, j) => (i === j ? { ...one, answer: change(row.answer as never) } : one));
          const after = textOf({ ...pack, tables: { ...pack.tables, [question]: rows } } as PolicyDocument);
          expect(after, row.id).not.toBe(before);
        }
      }
      for (const [i, row] of pack.tables.deadlines.entries()) {
        const rows = pack.tables.deadlines.map((one, j) =>
          i === j ? { ...one, answer: { ...one.answer, after: { duration: 'P77D' } } } : one,
        );
        expect(textOf({ ...pack, tables: { ...pack.tables, deadlines: rows } }), row.id).not.toBe(before);
      }
      for (const row of pack.tables.instructions) expect(before).toContain(row.words.en.buyer);
    }
  });

  test('the first row that matches speaks, the others otherwise; what the country rules out is left out', () => {
    const warranty = (country: string) =>
      sectionOf(
        withTable('warranty', [
          {
            id: 'w.1',
            when: {
              all: [
                { fact: 'country', is: 'ES' },
                { fact: 'condition', is: 'new' },
              ],
            },
            answer: { months: 36 },
            reference: 'x',
            words: {},
          },
          { id: 'w.2', when: { not: { fact: 'country', in: ['FR', 'ES'] } }, answer: { months: 18 }, reference: 'x', words: {} },
          { id: 'w.3', answer: { months: 12 }, reference: 'x', words: {} },
          { id: 'w.4', answer: { months: 1 }, reference: 'x', words: {} },
        ]),
        'warranty',
        country,
      )!.slice(0, -1);
    expect(warranty('FR')).toEqual(['Our warranty covers faults for 12 months from delivery.']);
    expect(warranty('DE')).toEqual(['Our warranty covers faults for 18 months from delivery.']);
    expect(warranty('ES')).toEqual([
      'If the item is sold as new: our warranty covers faults for 36 months from delivery.',
      'Otherwise: our warranty covers faults for 12 months from delivery.',
    ]);
  });

  test('what the team looks at for itself is not told', () => {
    const shy = withTable('returnShipping', [
      { id: 's.1', when: { fact: 'buyerReturnRate', atLeast: 50 }, answer: { paidBy: 'buyer', label: 'own' }, reference: 'x', words: {} },
      ...backmarket.tables.returnShipping,
    ]);
    expect(sectionOf(shy, 'returnShipping')!.join()).not.toMatch(/returned|50/);
    for (const language of LANGUAGES) expect(textOf(backmarket, 'FR', language)).not.toMatch(/abus|missbr|indici|serial/i);
  });

  test('the law of the country, with its articles', () => {
    expect(textOf(backmarket, 'FR', 'fr')).toContain('sans donner de motif (C. conso. art. L221-18).');
    expect(textOf(backmarket, 'IE')).toContain('In the first 30 days you can also choose a refund at once');
    expect(textOf(backmarket, 'NL')).toContain('there is no fixed term');
    // A shorter guarantee is told only where the law hears the agreement.
    const agreed = { ...backmarket, agreedGuarantee: { DE: 12, FR: 12 } };
    expect(textOf(agreed, 'DE')).toContain('For an item that is refurbished or second-hand: 12 months.');
    expect(textOf(agreed, 'FR')).toBe(textOf(backmarket, 'FR'));
    expect(textOf(backmarket, 'JP')).toContain('Your legal rights stand beside these rules');
  });

  test('as text it begins with its title, a blank line between the sections', () => {
    expect(
      textOf(backmarket).startsWith('Returns and warranty\n\nYour legal right of withdrawal\nThese rules apply from 1 November 2014.\n'),
    ).toBe(true);
  });
});

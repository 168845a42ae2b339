import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBic, isIban, maskedIban } from './bank-account.ts';
import { endToEndId, sepaText, transferFile } from './transfer.ts';

/** Well-known examples of the IBAN registry. */
const GOOD = [
  'FR14 2004 1010 0505 0001 3M02 606',
  'DE89370400440532013000',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'GB29 NWBK 6016 1331 9268 19',
];

describe('an IBAN', () => {
  test.each(GOOD)('%s is one', (iban) => expect(isIban(iban)).toBe(true));
  test.each(['', 'FR14', 'DE8937040044053201300', 'XX8937040044053201300', 'US64SVBKUS6S3300958879', 'DE89 3704 0044 0532 0130 0Ø'])(
    '%s is none',
    (iban) => expect(isIban(iban)).toBe(false),
  );
  test('one wrong sign, or two neighbours swapped, and it is none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), fc.nat(), fc.integer({ min: 1, max: 9 }), fc.boolean(), (good, seed, by, swap) => {
        const signs = [...good.replaceAll(' ', '')];
        const at = 4 + (seed % (signs.length - 5));
        const [here, next] = [signs[at]!, signs[at + 1]!];
        if (swap) [signs[at], signs[at + 1]] = [next, here];
        else
          signs[at] = /\d/.test(here)
            ? String((Number(here) + by) % 10)
            : String.fromCodePoint(65 + ((here.codePointAt(0)! - 65 + by) % 26));
        if (signs.join('') === good.replaceAll(' ', '')) return;
        expect(isIban(signs.join(''))).toBe(false);
      }),
    );
  });
  test('is shown only in part', () => expect(maskedIban('DE89370400440532013000')).toBe('DE89 •••• 3000'));
});

test('a BIC has eight or eleven signs', () => {
  expect(['BNPAFRPP', 'BNPAFRPPXXX', 'deutdeff'].map(isBic)).toEqual([true, true, true]);
  expect(['BNPAFRP', 'BNPA1RPP', 'BNPAFRPPXX'].map(isBic)).toEqual([false, false, false]);
});

test('names are written with the signs that every bank takes', () => {
  expect(sepaText('Łukasz Müller & Søn – «Phénix»', 70)).toBe('Lukasz Muller . Son - .Phenix.');
  expect(sepaText('// a // b', 70)).toBe('a / b');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(sepaText(text, 35)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{0,35}$/);
    }),
  );
});

test('a file adds up, and pays nobody twice', () => {
  const transfer = (refundId: string, minor: number) => ({
    refundId,
    endToEndId: endToEndId(refundId, 1),
    minor,
    holder: 'Léa',
    iban: GOOD[0]!,
    bic: null,
    says: '',
  });
  const file = {
    messageId: 'R1',
    madeAt: '2026-11-22T09:00:00.000Z',
    executionOn: '2026-11-23',
    debtor: { holder: 'Phénix', iban: GOOD[1]!, bic: '' },
  };
  expect(transferFile({ ...file, transfers: [transfer('a', 100), transfer('b', 23)] }).totalMinor).toBe(123);
  expect(() => transferFile({ ...file, transfers: [transfer('a', 100), transfer('a', 23)] })).toThrow(/each refund once/);
  expect(() => transferFile({ ...file, transfers: [] })).toThrow();
});

test('the name on the statement fits, also after a retry', () => {
  const id = '019a0000-0000-7000-8000-000000000001';
  expect(endToEndId(id, 1)).toHaveLength(32);
  expect(endToEndId(id, 12).length).toBeLessThanOrEqual(35);
  expect(endToEndId(id, 2)).not.toBe(endToEndId(id, 1));
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../money.ts';
import { standardRate, VAT_COUNTRIES } from './countries.ts';
import { draftCreditNote, type Paper, paperName } from './paper.ts';
import { missingIn, NO_PAPER_SETTINGS } from './settings.ts';
import { draftOf, invoiceOf, issue, laptop, LEA, line, orderOf, PHENIX } from './stage.test-support.ts';
import { vatIn } from './vat.ts';

const doubtsOf = (drafted: ReturnType<typeof draftOf>) => (drafted.ok ? [] : drafted.because.map(({ name }) => name));

describe('an invoice', () => {
  test('under the margin scheme shows no VAT and says so in the country’s words', () => {
    const paper = invoiceOf(orderOf([line()], { shippingPaid: money(490, 'EUR') }));
    expect(paper).toMatchObject({
      netMinor: 37_390,
      vatMinor: 0,
      grossMinor: 37_390,
      statements: ['Régime particulier – Biens d’occasion'],
    });
    expect(paper.lines.map(({ what, grossMinor }) => [what, grossMinor])).toEqual([
      ['goods', 36_900],
      ['shipping', 490],
    ]);
  });

  test('under the general rules takes the VAT out of the price', () => {
    const paper = invoiceOf(orderOf([laptop]));
    expect(paper).toMatchObject({ netMinor: 124_917, vatMinor: 24_983, grossMinor: 149_900, statements: [] });
  });

  test('shares the shipping among the regimes by the worth of the goods', () => {
    const paper = invoiceOf(orderOf([line(), laptop], { shippingPaid: money(1_000, 'EUR') }));
    expect(paper.lines.filter(({ what }) => what === 'shipping').map(({ grossMinor }) => grossMinor)).toEqual([198, 802]);
    expect(paper.groups.map(({ vat }) => vat.regime)).toEqual(['margin', 'regular']);
  });

  test('names the very device', () => {
    expect(invoiceOf(orderOf([laptop])).lines[0]).toMatchObject({ device: 'S/N C02TEST0001' });
  });

  test('to another member state bears that state’s rate in the one-stop shop, and the seller’s below its threshold', () => {
    const to = (country: string, oss: 'registered' | 'below_threshold') =>
      invoiceOf(orderOf([laptop], { country }), { buyer: { ...LEA, address: undefined! }, settings: { ...PHENIX, oss } }).groups[0]!.vat;
    expect(to('ES', 'registered')).toEqual({ regime: 'regular', country: 'ES', percent: 2100 });
    expect(to('FI', 'registered').percent).toBe(2550);
    expect(to('ES', 'below_threshold')).toEqual({ regime: 'regular', country: 'FR', percent: 2000 });
    // Second-hand goods under the margin scheme are taxed where the dealer is (art. 35).
    expect(invoiceOf(orderOf([line()], { country: 'ES' }), { buyer: { ...LEA, address: undefined! } }).groups[0]!.vat).toMatchObject({
      regime: 'margin',
      country: 'FR',
    });
  });

  test.each<[string, ReturnType<typeof draftOf>]>([
    ['margin_needs_used_goods', draftOf(orderOf([line({ condition: 'new' })]), { chosen: { 1: 'margin' } })],
    ['regime_not_set', draftOf(orderOf([laptop]), { settings: { ...PHENIX, otherwise: null } })],
    ['one_stop_shop_not_set', draftOf(orderOf([laptop], { country: 'DE' }), { settings: { ...PHENIX, oss: null } })],
    ['export_not_set', draftOf(orderOf([laptop], { country: 'GB' }))],
    ['margin_export', draftOf(orderOf([line()], { country: 'CH' }))],
    ['vat_in_other_currency', draftOf(orderOf([{ ...laptop, price: money(100, 'SEK') }], { currency: 'SEK' }))],
    ['currency_not_possible', draftOf(orderOf([{ ...laptop, price: money(100, 'JPY') }], { currency: 'JPY' }))],
    ['nothing_to_invoice', draftOf(orderOf([line({ price: money(0, 'EUR') })]))],
    ['settings_incomplete', draftOf(orderOf(), { settings: NO_PAPER_SETTINGS })],
    [
      'buyer_address_missing',
      draftOf(orderOf(), { settings: { ...PHENIX, buyerAddress: 'needed' }, buyer: { ...LEA, address: undefined! } }),
    ],
    [
      'special_territory',
      draftOf(orderOf([laptop], { country: 'ES' }), {
        buyer: { ...LEA, address: { street: 'Calle Mayor 1', postalCode: '35001', city: 'Las Palmas', country: 'ES' } },
      }),
    ],
  ])('is left to a person where nobody said what to do: %s', (name, drafted) => {
    expect(doubtsOf(drafted)).toContain(name);
  });

  test('an export leaves without VAT once the seller says that it keeps the proof', () => {
    const paper = invoiceOf(orderOf([laptop], { country: 'GB' }), { settings: { ...PHENIX, exports: 'zero_rated' } });
    expect(paper).toMatchObject({ vatMinor: 0, statements: [expect.stringContaining('article 146')] });
  });
});

describe('the law’s data', () => {
  test('rates change on their day', () => {
    expect([standardRate('DE', '2020-06-30'), standardRate('DE', '2020-07-01'), standardRate('DE', '2021-01-01')]).toEqual([
      1900, 1600, 1900,
    ]);
    expect([standardRate('EE', '2025-06-30'), standardRate('EE', '2025-07-01')]).toEqual([2200, 2400]);
    expect(standardRate('DE', '1990-01-01')).toBeUndefined();
  });
  test('a seller may know better', () => {
    expect(standardRate('FR', '2027-01-01', [{ country: 'FR', from: '2027-01-01', percent: 2100 }])).toBe(2100);
    expect(standardRate('FR', '2026-12-31', [{ country: 'FR', from: '2027-01-01', percent: 2100 }])).toBe(2000);
  });
  test('the twenty-seven and the United Kingdom are there, each with a rate from 15 to 27 % today', () => {
    expect(Object.values(VAT_COUNTRIES).filter(({ union }) => union)).toHaveLength(27);
    for (const country of Object.keys(VAT_COUNTRIES)) {
      expect(standardRate(country, '2026-11-22')).toBeGreaterThanOrEqual(1500);
      expect(standardRate(country, '2026-11-22')).toBeLessThanOrEqual(2700);
    }
  });
});

test('settings say what is missing, in the order of the form', () => {
  expect(missingIn(PHENIX)).toEqual([]);
  expect(missingIn(NO_PAPER_SETTINGS)).toContain('seller.vatNumber');
  expect(missingIn({ ...PHENIX, series: { invoice: 'F', creditNote: 'F' } })).toEqual(['series.creditNote']);
  expect(missingIn({ ...PHENIX, seller: { ...PHENIX.seller, vatNumber: 'DE123456789' } })).toEqual(['seller.vatNumber']);
});

test('a number is printed so that it sorts', () => {
  expect(paperName('F', 2026, 123)).toBe('F-2026-000123');
});

describe('whatever is sold and given back', () => {
  const prices = fc.array(
    fc.record({ price: fc.integer({ min: 1, max: 250_000 }), quantity: fc.integer({ min: 1, max: 4 }), margin: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  const sold = fc
    .record({ lines: prices, shipping: fc.integer({ min: 0, max: 3_000 }), country: fc.constantFrom('FR', 'DE', 'FI', 'LU', 'HU') })
    .map(({ lines, shipping, country }) =>
      invoiceOf(
        orderOf(
          lines.map(({ price, quantity, margin }, i) =>
            line({ id: String(i), quantity, category: margin ? 'smartphone' : 'laptop', price: money(price, 'EUR') }),
          ),
          { country, shippingPaid: money(shipping, 'EUR') },
        ),
        { buyer: { ...LEA, address: undefined! } },
      ),
    );

  test('lines and VAT are the total, to the cent, and VAT is the law’s within a cent', () => {
    fc.assert(fc.property(sold, (paper) => conserves(paper)));
  });

  test('credit notes never exceed their invoice, and the last one closes it to the cent', () => {
    fc.assert(
      fc.property(sold, fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 60_000 })), { maxLength: 8 }), (invoice, wishes) => {
        const credits: Paper[] = [];
        const credit = (give?: { key: string; minor: number }[]) => {
          const drafted = draftCreditNote(invoice, credits, { because: 'Retour R-4K7D-9QXM', ...(give && { give }) });
          if (drafted.ok) credits.push(issue(drafted.draft, `A-2026-${credits.length}`));
          return drafted;
        };
        for (const [at, minor] of wishes) credit([{ key: invoice.lines[at % invoice.lines.length]!.key, minor }]);
        const before = credits.reduce((total, paper) => total + paper.grossMinor, 0);
        expect(before).toBeLessThanOrEqual(invoice.grossMinor);
        const rest = credit();
        expect(rest.ok).toBe(before < invoice.grossMinor);
        for (const key of ['grossMinor', 'netMinor', 'vatMinor'] as const)
          expect(credits.reduce((total, paper) => total + paper[key], 0)).toBe(invoice[key]);
        for (const paper of credits) conserves(paper, 2);
        expect(credit()).toMatchObject({ ok: false, because: [{ name: 'already_credited' }] });
      }),
    );
  });

  test('a gross amount that some net amount makes is split into just that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom(1700, 1900, 2000, 2100, 2550, 2700), (net, percent) => {
        const vat = Math.floor((net * percent + 5_000) / 10_000);
        expect(vatIn(net + vat, percent)).toEqual({ net, vat });
      }),
    );
  });

  /** What any auditor would add up, by other means than the code: `slack` cents for the VAT of each group. */
  function conserves(paper: Paper, slack = 1): void {
    const total = (key: 'grossMinor' | 'netMinor') => paper.lines.reduce((all, one) => all + one[key], 0);
    expect(total('grossMinor')).toBe(paper.grossMinor);
    expect(total('netMinor')).toBe(paper.netMinor);
    expect(paper.netMinor + paper.vatMinor).toBe(paper.grossMinor);
    for (const group of paper.groups) {
      expect(group.netMinor + group.vatMinor).toBe(group.grossMinor);
      expect(Math.abs((group.netMinor * group.vat.percent) / 10_000 - group.vatMinor)).toBeLessThanOrEqual(slack);
      if (group.vat.regime === 'margin') expect(group.vatMinor).toBe(0);
    }
  }
});

test('more than the line and its shipping is no credit note', () => {
  const invoice = invoiceOf(orderOf([line()], { shippingPaid: money(490, 'EUR') }));
  const give = (minor: number) => draftCreditNote(invoice, [], { give: [{ key: '1', minor }], because: 'Retour' });
  expect(give(37_390)).toMatchObject({ ok: true, draft: { grossMinor: 37_390, corrects: { name: 'F-2026-000001' } } });
  expect(give(37_391)).toMatchObject({ ok: false, because: [{ name: 'exceeds_invoice' }] });
  expect(draftCreditNote(invoice, [], { give: [{ key: 'x', minor: 1 }], because: '' })).toMatchObject({
    ok: false,
    because: [{ name: 'unknown_line' }],
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Money, money } from '../money.ts';
import type { Order } from '../return/model.ts';
import { costOf, type CostFacts } from './cost.ts';
import { assertJournal, balanceOf, type Journal, reversal, share, transfer } from './ledger.ts';
import { type Posted, refundJournals, saleJournals } from './sale.ts';
import { plainDate, plainDecimal, readStatement, guessMapping } from './statement.ts';
import { type ChannelTerms, defaultTerms } from './terms.ts';

const eur = (minor: number): Money => money(minor, 'EUR');
const terms = defaultTerms('backmarket', 'Europe/Paris');
const returned: ChannelTerms = { ...terms, commission: { ...terms.commission, onRefund: 'returned' } };
const order = (goods: number, shipping = 0, more: Partial<Order> = {}): Order => ({
  id: '019a0000-0000-7000-8000-000000000001',
  channel: 'backmarket',
  channelOrderId: '1',
  country: 'FR',
  currency: 'EUR',
  placedAt: '2026-11-01T10:00:00.000Z',
  shippedAt: '2026-11-02T10:00:00.000Z',
  shippingPaid: eur(shipping),
  lines: [{ id: '1', sku: 'S', title: 'T', category: 'smartphone', condition: 'refurbished', price: eur(goods), quantity: 1 }],
  ...more,
});
const standing = (journals: readonly Journal[]): Posted[] =>
  journals.map((journal) => ({ journal, reversed: journals.some((other) => other.reverses === journal.key) }));
const refund = (n: number, amount: number, by: ChannelTerms, posted: readonly Journal[]) =>
  refundJournals(
    { at: `2026-11-1${n}T10:00:00.000Z`, refundId: `r${n}`, returnId: 'x', eventSeq: 9 },
    eur(amount),
    { id: 'o', channel: 'backmarket', currency: 'EUR' },
    by,
    standing(posted),
  );

describe('journals', () => {
  test('half a cent goes to the even one, or up', () => {
    expect([5, 15, 25, 35, 36_905].map((minor) => share(eur(minor), 1000, 'half_even').minor)).toEqual([0, 2, 2, 4, 3690]);
    expect([5, 15, 25, 35, -15].map((minor) => share(eur(minor), 1000, 'half_up').minor)).toEqual([1, 2, 3, 4, -2]);
  });

  test('lines that do not sum to zero, or an account twice, are no journal', () => {
    const head = { key: 'k', at: '', what: 'sale', currency: 'EUR', about: {} };
    const lines = (...minors: number[]) => minors.map((minor, i) => ({ account: (['bank', 'sales', 'refunds'] as const)[i % 3]!, minor }));
    for (const wrong of [lines(1, -2), lines(5), lines(0, 0), lines(0.5, -0.5), lines(1, 1, -1, -1)])
      expect(() => assertJournal({ ...head, lines: wrong })).toThrow();
    expect(() => transfer({ key: 'k', at: '', what: 'x', about: {} }, eur(0), 'bank', 'sales')).toThrow();
  });

  test('whatever is sold and refunded, every journal sums to zero and the channel owes the rest', () => {
    const cents = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(
        cents,
        fc.nat(2_000),
        fc.array(fc.nat(300_000), { maxLength: 4 }),
        fc.constantFrom(terms, returned),
        (goods, shipping, wanted, by) => {
          const journals = saleJournals(order(goods, shipping), by, []);
          let left = goods + shipping;
          for (const [n, wish] of wanted.entries()) {
            const amount = Math.min(wish, left);
            if (amount === 0) continue;
            left -= amount;
            journals.push(...refund(n, amount, by, journals));
          }
          journals.forEach(assertJournal);
          const refunded = goods + shipping - left;
          expect(balanceOf(journals, 'sales')).toBe(-goods);
          expect(balanceOf(journals, 'refunds')).toBe(refunded);
          const commission = balanceOf(journals, 'commission');
          expect(balanceOf(journals, 'channel_receivable')).toBe(left - commission);
          expect(commission).toBeGreaterThanOrEqual(0);
          // All of it went back: so did the commission, however many refunds it took.
          if (by === returned && refunded >= goods) expect(commission).toBe(0);
          if (by === terms) expect(commission).toBe(share(eur(goods), 1000, 'half_even').minor);
        },
      ),
    );
  });

  test('a corrected order is taken back and posted anew; back and forth, the books say what the order says', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ goods: fc.nat(90_000), shipping: fc.nat(900) }), { minLength: 1, maxLength: 6 }), (told) => {
        const journals: Journal[] = [];
        for (const { goods, shipping } of told) {
          const fresh = saleJournals(order(goods, shipping), terms, standing(journals));
          journals.push(...fresh);
          expect(saleJournals(order(goods, shipping), terms, standing(journals))).toEqual([]);
        }
        journals.forEach(assertJournal);
        expect(new Set(journals.map((journal) => journal.key)).size).toBe(journals.length);
        const { goods, shipping } = told.at(-1)!;
        expect(balanceOf(journals, 'sales') + goods).toBe(0);
        expect(balanceOf(journals, 'shipping_income') + shipping).toBe(0);
      }),
    );
  });

  test('nothing is earned before the parcel leaves; a shop of one’s own pays no commission', () => {
    const { shippedAt: _, ...waiting } = order(100);
    expect(saleJournals(waiting, terms, [])).toEqual([]);
    expect(saleJournals(order(100), defaultTerms('shop', 'UTC'), []).map((journal) => journal.lines[0]!.account)).toEqual([
      'stripe_clearing',
    ]);
  });

  test('a reversal is the same with the other sign', () => {
    const [sale] = saleJournals(order(100), terms, []);
    const back = reversal(sale!, 'back', '2026-11-03T10:00:00.000Z');
    assertJournal(back);
    expect(balanceOf([sale!, back], 'sales')).toBe(0);
  });
});

describe('statements', () => {
  test.each([
    ['1.234,56', '1234.56'],
    ['1 234.56', '1234.56'],
    ['-36,90', '-36.90'],
    ['(36.90)', '-36.90'],
    ['12,345.60', '12345.60'],
    ['€ 5', '5'],
    ['36.90-', '-36.90'],
  ])('%s is %s', (text, decimal) => expect(plainDecimal(text)).toBe(decimal));
  test.each([
    ['2026-11-16T09:00:00Z', '2026-11-16'],
    ['16/11/2026', '2026-11-16'],
    ['6.1.2026', '2026-01-06'],
    ['31.02.2026', null],
    ['soon', null],
  ])('%s is %s', (text, date) => expect(plainDate(text)).toBe(date));

  test('headings are recognised in several languages, and lines by their words', () => {
    const headings = ['Type d’opération', 'Numéro de commande', 'Montant', 'Devise', 'Date de versement'];
    const mapping = guessMapping(headings);
    const row = (kind: string, amount: string) => ({
      [headings[0]!]: kind,
      [headings[1]!]: '77',
      [headings[2]!]: amount,
      [headings[3]!]: 'EUR',
      [headings[4]!]: '16/11/2026',
    });
    const read = readStatement(
      [
        row('Vente', '369,00'),
        row('Commission', '-36,90'),
        row('Remboursement', '-369,00'),
        row('Commission refund', '36,90'),
        row('Reserve', '5'),
        row('?', '1'),
      ],
      mapping,
    );
    expect(read.ok && read.statement).toMatchObject({ currency: 'EUR', paysOn: '2026-11-16' });
    expect(read.ok && read.statement.lines.map((line) => line.kind)).toEqual([
      'order',
      'commission',
      'refund',
      'commission_returned',
      'retainer_released',
      'other',
    ]);
  });
});

describe('what a return cost', () => {
  const facts = (more: Partial<CostFacts> = {}): CostFacts => ({
    currency: 'EUR',
    books: { refunds: 36_900 },
    order: { commission: 3_690, goods: 36_900 },
    label: 'seller',
    items: [{ settlement: 'refunded', inspected: true, back: true, resale: null }],
    labour: null,
    ...more,
  });
  test('what has no figure is named and not guessed', () => {
    const cost = costOf(facts());
    expect(cost.missing).toEqual(['way_back', 'labour', 'goods_back']);
    expect(cost.total).toBe(36_900 + 3_690);
  });
  test('with all figures: label, labour, goods at what they cost, worth less now', () => {
    const cost = costOf(
      facts({
        books: { refunds: 36_900, return_shipping: 650, cost_of_goods: -21_000, claims_income: -1_000 },
        labour: { hour: 3_000, minutes: 10 },
        items: [{ settlement: 'refunded', inspected: true, back: true, resale: 18_000 }],
      }),
    );
    expect(cost.missing).toEqual([]);
    expect(Object.fromEntries(cost.lines.map((line) => [line.kind, line.minor]))).toEqual({
      refund: 36_900,
      commission_lost: 3_690,
      way_back: 650,
      labour: 500,
      goods_back: -21_000,
      lost_value: 3_000,
      claims: -1_000,
    });
  });
  test('a commission that came back is not lost', () => {
    expect(costOf(facts({ books: { refunds: 36_900, commission: -3_690 } })).lines.some((line) => line.kind === 'commission_lost')).toBe(
      false,
    );
  });
});

import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../access.ts';
import { FACT_NAMES, type FactName, QUESTIONS, type When } from './document.ts';
import { answerInWords, describeIf, describeWhen, factLabel, factMeta, questionHelp, questionLabel, valueLabel } from './in-words.ts';
import { PACKS } from './packs/packs.ts';
import { VOCABULARY } from './words/vocabulary.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
/** What no sentence may show: a hole, a machine's value, a blank too many. */
const BROKEN = /[{}]|undefined|\bnull\b|NaN|_|  |^$|\bfalse\b|\btrue\b/;

describe('a condition read aloud', () => {
  const secondFault: When = {
    all: [
      { fact: 'condition', in: ['refurbished', 'used'] },
      { fact: 'technicalReturn', atLeast: 2 },
    ],
  };
  test.each([
    ['en', 'the item is refurbished or second-hand, and the item comes back for a fault for the second time or more'],
    ['fr', 'l’article est reconditionné ou d’occasion, et l’article revient pour panne pour la deuxième fois ou plus'],
    ['de', 'der Artikel generalüberholt oder gebraucht ist, und der Artikel mindestens zum zweiten Mal wegen eines Defekts zurückkommt'],
    ['es', 'el artículo es reacondicionado o de segunda mano, y el artículo vuelve por un fallo por segunda vez o más'],
    ['it', 'l’articolo è ricondizionato o usato, e l’articolo torna per un guasto per la seconda volta o più'],
  ] as const)('%s', (language, sentence) => {
    expect(describeWhen(secondFault, language)).toBe(sentence);
  });

  test.each<[When | undefined, string]>([
    [undefined, 'always'],
    [{ all: [] }, 'always'],
    [{ any: [] }, 'never'],
    [{ fact: 'daysSinceDelivery', atMost: 1 }, 'the delivery was at most 1 day ago'],
    [{ not: { fact: 'daysSinceDelivery', atMost: 14 } }, 'the delivery was at least 15 days ago or this is not known'],
    [{ fact: 'price', atLeast: 50_000 }, 'the price is at least 500.00'],
    [
      {
        all: [
          { fact: 'currency', is: 'EUR' },
          { fact: 'price', atLeast: 50_000 },
        ],
      },
      'the order is paid in Euro, and the price is at least €500.00',
    ],
    [{ fact: 'buyerReturnRate', atLeast: 40 }, 'the buyer returned at least 40% of their orders in twelve months'],
    [{ fact: 'photos', is: null }, 'nobody counted the photos'],
    [{ fact: 'photos', in: [1, 2] }, 'the request came with exactly 1 or 2 photos'],
    [{ not: { fact: 'photos', is: 0 } }, 'the request came with at least 1 photo'],
    [{ fact: 'delivered', is: false }, 'no delivery is on record'],
    [{ not: { fact: 'delivered', is: false } }, 'the delivery is on record'],
    [{ not: { fact: 'country', in: ['FR', 'ES'] } }, 'the order does not go to France or Spain'],
    [{ fact: 'fault', in: ['battery', null] }, 'the fault has to do with the battery, or no particular fault is named'],
    [{ fact: 'technicalReturn', is: 0 }, 'the item does not come back for a fault'],
    [{ fact: 'category', is: 'e-scooter' }, 'the item’s category is e-scooter'],
    [
      {
        all: [
          { fact: 'technical', is: true },
          {
            any: [
              { fact: 'shipped', is: false },
              { fact: 'consumable', is: true },
            ],
          },
        ],
      },
      'the item has a technical fault, and (the order has not been shipped, or the item is a consumable)',
    ],
    [
      {
        not: {
          any: [
            { fact: 'customised', is: true },
            { fact: 'consumable', is: true },
          ],
        },
      },
      'the item was not made to the buyer’s wishes, and the item is no consumable',
    ],
  ])('%j', (when, sentence) => {
    expect(plain(describeWhen(when, 'en'))).toBe(sentence);
  });

  test('one and many are told apart in each language', () => {
    const said = (n: number) => LANGUAGES.map((language) => plain(describeWhen({ fact: 'daysSincePlaced', is: n }, language)));
    expect(said(1)).toEqual([
      'the order was placed exactly 1 day ago',
      'la commande remonte à exactement 1 jour',
      'die Bestellung genau 1 Tag zurückliegt',
      'el pedido se hizo hace exactamente 1 día',
      'l’ordine è stato fatto esattamente 1 giorno fa',
    ]);
    expect(said(2)[3]).toBe('el pedido se hizo hace exactamente 2 días');
  });

  test('a German clause follows "wenn"', () => {
    expect(describeIf({ fact: 'reason', in: ['defective', 'missing_part'] }, 'de')).toBe(
      'wenn der Rückgabegrund ein Defekt oder ein fehlendes Teil ist',
    );
    expect(describeIf(undefined, 'de')).toBe('immer');
  });
});

describe.each(LANGUAGES)('everything has words: %s', (language) => {
  const conditionsOn = (fact: FactName): When[] => {
    const { type, values } = factMeta(fact);
    if (type === 'boolean')
      return [
        { fact, is: true },
        { fact, is: false },
      ];
    if (type === 'number')
      return [0, 1, 2, 7].flatMap((n): When[] => [
        { fact, is: n },
        { fact, atLeast: n },
        { fact, atMost: n },
        { fact, in: [n, n + 1] },
      ]);
    const known = values ?? ['FR', 'backmarket', 'EUR'];
    return [...known.map((value): When => ({ fact, is: value })), { fact, in: known }];
  };

  test.each(FACT_NAMES)('%s', (fact) => {
    expect(factLabel(fact, language)).not.toBe(fact);
    const conditions = [...conditionsOn(fact), { fact, is: null }];
    for (const when of conditions.flatMap((one): When[] => [one, { not: one }])) {
      expect(describeWhen(when, language), JSON.stringify(when)).not.toMatch(BROKEN);
    }
    // What is said must tell values apart.
    const said = conditionsOn(fact)
      .filter((when) => 'is' in when)
      .map((when) => describeWhen(when, language));
    expect(new Set(said).size).toBe(said.length);
    const denied = conditionsOn(fact).map((when) => describeWhen({ not: when }, language));
    for (const [i, when] of conditionsOn(fact).entries()) expect(denied[i]).not.toBe(describeWhen(when, language));
    for (const value of factMeta(fact).values ?? []) {
      expect(valueLabel(fact, value, language), value).not.toMatch(BROKEN);
      expect(valueLabel(fact, value, language)).not.toBe(value);
    }
  });

  test('questions, each with a line of help', () => {
    for (const question of QUESTIONS) {
      expect(questionLabel(question, language)).not.toBe(question);
      expect(questionHelp(question, language).length).toBeGreaterThan(20);
      expect(questionHelp(question, language)).not.toMatch(BROKEN);
    }
  });

  test('every answer of every row of the packs, and its condition', () => {
    for (const { tables } of Object.values(PACKS)) {
      for (const question of QUESTIONS) {
        for (const row of tables[question]) {
          expect(answerInWords(question, row.answer, language), row.id).not.toMatch(BROKEN);
          expect(describeWhen(row.when, language), row.id).not.toMatch(BROKEN);
        }
      }
    }
  });

  test('no word of it was left in English', () => {
    if (language === 'en') return;
    // Names that are the same everywhere, and words that two languages happen to share.
    const shared = new Set([
      'Back Market',
      'Premium',
      'Laptops',
      'Smartphones',
      'smartphones',
      'Tablets',
      'Smartwatches',
      'Software',
      'Photos',
      'photos',
      'photo',
      'Exclusions',
      'minute',
      'minutes',
      'no',
      'Instructions',
      'Solutions',
    ]);
    const texts = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
    const english = new Set(texts(VOCABULARY.en));
    expect(texts(VOCABULARY[language]).filter((text) => english.has(text) && !shared.has(text) && !text.startsWith('{'))).toEqual([]);
  });
});

describe('an answer in words', () => {
  test.each<[Language, string]>([
    ['en', '30 days, ending on a working day, for orders from Black Friday to 31 December until 31 January at least'],
    ['fr', '30 jours, avec une fin un jour ouvré, pour les commandes du Black Friday au 31 décembre, au moins jusqu’au 31 janvier'],
    ['de', '30 Tage, mit Ende an einem Werktag, für Bestellungen vom Black Friday bis zum 31. Dezember mindestens bis zum 31. Januar'],
    ['es', '30 días, con final en día hábil, para pedidos desde el Black Friday hasta el 31 de diciembre, al menos hasta el 31 de enero'],
    ['it', '30 giorni, con fine in un giorno lavorativo, per gli ordini dal Black Friday al 31 dicembre almeno fino al 31 gennaio'],
  ])('a window: %s', (language, sentence) => {
    expect(answerInWords('window', { days: 30, endsOn: 'working_day', holidayUntil: '01-31' }, language)).toBe(sentence);
  });

  test('what the tables answer, in English', () => {
    expect(answerInWords('warranty', { months: 1 }, 'en')).toBe('1 month');
    expect(answerInWords('resolutions', { offer: ['replacement', 'refund'], final: true }, 'en')).toBe(
      'a replacement or a refund, and nothing weaker',
    );
    expect(answerInWords('refund', { method: 'original_payment', days: 5, items: 'unit', shipping: 'share' }, 'en')).toBe(
      'the price of the item with its share of the delivery costs, within 5 days, to the means of payment used',
    );
    expect(answerInWords('productState', { requires: ['complete', 'unlocked', 'wiped'] }, 'en')).toBe(
      'complete, unlocked and with all personal data erased',
    );
    expect(answerInWords('deductions', { percent: 15, for: 'wear' }, 'en')).toBe('15% for wear');
    expect(
      answerInWords(
        'deadlines',
        {
          kind: 'first_answer',
          after: { duration: 'PT24H' },
          from: 'request',
          source: 'channel',
          ladder: [
            { at: '-PT4H', do: 'nudge' },
            { at: 'PT0S', do: 'hand_over' },
            { at: 'P1DT2H', do: 'tell_manager' },
          ],
        },
        'en',
      ),
    ).toBe(
      'first answer: 24 hours after the request (the marketplace); 4 hours before: send a reminder; when due: ask the whole team; 1 day and 2 hours late: tell the managers',
    );
  });

  test('values by themselves', () => {
    expect(valueLabel('reason', 'defective', 'en')).toBe('Does not work');
    expect(valueLabel('condition', 'used', 'de')).toBe('Gebraucht');
    expect(valueLabel('country', 'ES', 'it')).toBe('Spagna');
    expect(plain(valueLabel('price', 30_000, 'fr', 'EUR'))).toBe('300,00 €');
    expect(plain(valueLabel('daysLeft', 1, 'es'))).toBe('1 día');
    expect(valueLabel('delivered', true, 'it')).toBe('Sì');
  });
});

import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../access.ts';
import { guarded, meant, readCountry, readDate, readImei, readMoney, readNumber, sheetProblem } from './cells.ts';
import { CHOICE_WORDS, FIELDS, fieldOf, IMPORT_KINDS, plain } from './fields.ts';
import { guessChoice, guessColumns, guessDateOrder } from './guess.ts';
import { LINE_PROBLEMS, sayProblem } from './words.ts';

const value = (read: { ok: boolean; value?: unknown; problem?: string }) => (read.ok ? read.value : read.problem);

describe('headings', () => {
  test.each([
    [
      'fr',
      'N° de commande;Place de marché;Date de commande;Pays;Nom du client;Courriel;Référence article;Désignation;Catégorie;État;Prix unitaire;IMEI;Date de livraison',
    ],
    [
      'de',
      'Bestellnummer;Marktplatz;Bestelldatum;Land;Kunde;E-Mail-Adresse;Artikelnummer;Bezeichnung;Kategorie;Zustand;Einzelpreis;IMEI-Nummer;Lieferdatum',
    ],
    [
      'es',
      'Número de pedido;Canal;Fecha de pedido;País;Nombre del cliente;Correo electrónico;Referencia;Nombre del producto;Categoría;Condición;Precio;IMEI;Fecha de entrega',
    ],
    [
      'it',
      'Numero d’ordine;Canale;Data ordine;Paese;Nome cliente;Indirizzo e-mail;Codice articolo;Nome prodotto;Categoria;Condizione;Prezzo;IMEI;Data di consegna',
    ],
    [
      'en',
      'Order ID;Marketplace;Purchase date;Ship country;Customer name;Customer email;Seller SKU;Product name;Category;Condition;Item price;IMEI;Delivery date',
    ],
  ])('of a file of orders are understood in %s', (_, line) => {
    expect(guessColumns('orders', line.split(';'))).toEqual(
      'channelOrderId channel placedAt country buyerName buyerEmail sku title category condition price imei deliveredAt'.split(' '),
    );
  });

  test('our own export comes in again by its headings', () => {
    const headings = [
      'channel',
      'order number',
      'order date',
      'shipped at',
      'delivered at',
      'country',
      'buyer name',
      'email',
      'language',
      'line',
      'sku',
    ];
    expect(guessColumns('orders', headings)).toEqual(
      'channel channelOrderId placedAt shippedAt deliveredAt country buyerName buyerEmail buyerLanguage lineId sku'.split(' '),
    );
  });

  test('a field has one column; what the seller said before wins, also that a column is nobody’s; our own column of refusals is none', () => {
    expect(guessColumns('units', ['SKU', 'Artikelnummer', 'IMEI', 'Retour'])).toEqual(['sku', null, 'imei', null]);
    expect(guessColumns('units', ['Foo', 'SKU', 'Lot'], { foo: 'sku', lot: null })).toEqual(['sku', null, null]);
  });

  test('no heading means two fields of one kind alike, but for a plain date', () => {
    for (const kind of IMPORT_KINDS) {
      const all = FIELDS[kind].flatMap(({ name, headings }) => headings.map((heading) => [heading, name] as const));
      const twice = all.filter(([heading, name]) => all.some(([other, another]) => other === heading && another !== name));
      expect(
        twice.filter(([heading]) => !['reference', 'referencia', 'estado', 'tipo'].includes(heading)),
        kind,
      ).toEqual([]);
      for (const [heading] of all) expect(plain(heading), heading).toBe(heading);
    }
  });
});

describe('words', () => {
  const reason = fieldOf('returns', 'reason')!;
  test.each([
    ['Kratzer am Display-Rahmen', 'not_as_described'],
    ['Transportschaden', 'damaged_in_transit'],
    ['Je me suis trompé : ne plaît pas', 'changed_mind'],
    ['No funciona', 'defective'],
    ['Non ricevuto', 'not_received'],
    ['changed_mind', 'changed_mind'],
    ['lorem ipsum', null],
    ['', null],
  ])('“%s” is %s', (said, means) => expect(guessChoice(reason, said)).toBe(means));

  test('the longest that fits wins, and a short word is never found inside a longer one', () => {
    expect(guessChoice(fieldOf('returns', 'wants')!, 'partial refund please')).toBe('partial_refund');
    expect(guessChoice(fieldOf('units', 'grade')!, 'B')).toBe('good');
    expect(guessChoice(fieldOf('units', 'grade')!, 'Nebel')).toBeNull();
  });

  test('stand for what the field knows', () => {
    for (const [name, choices] of Object.entries(CHOICE_WORDS)) {
      const field = IMPORT_KINDS.map((kind) => fieldOf(kind, name)).find((one) => one !== undefined)!;
      expect(
        Object.keys(choices).filter((choice) => !field.choices?.includes(choice)),
        name,
      ).toEqual([]);
      for (const word of Object.values(choices).flat()) if (word !== 'a+') expect(plain(word), word).toBe(word);
    }
  });
});

describe('what spreadsheets do to numbers', () => {
  test.each([
    ['356938035643809', '356938035643809'],
    ['35-693803-564380-9', '356938035643809'],
    ['3.56938E+14', 'rounded_by_spreadsheet'],
    ['3,56938E+14', 'rounded_by_spreadsheet'],
    ['356938035643808', 'not_an_imei'],
    ['C02XG0FJJG5J', 'not_an_imei'],
    ['10928006006007', 'not_an_imei'],
    ['13584001174232', 'imei_lost_zero'],
  ])('IMEI %s → %s', (text, read) => expect(value(readImei(text))).toBe(read));

  test('zeros at the beginning of an order number stay, a rounded one is refused', () => {
    expect(value(readNumber('000123'))).toBe('000123');
    expect(value(readNumber('1.23457E+11'))).toBe('rounded_by_spreadsheet');
    expect(sheetProblem('#N/A')).toBe('spreadsheet_error');
    expect(sheetProblem('#BEZUG!')).toBe('spreadsheet_error');
    expect(sheetProblem('#12')).toBeNull();
  });

  test.each([
    ['369', 36900],
    ['369,00 €', 36900],
    ['€369.5', 36950],
    ['1.234,56', 123456],
    ['1,234.56', 123456],
    ['1 234,56 EUR', 123456],
    ['1.234.567', 123456700],
    ['1.234', 'money_two_ways'],
    ['1,234', 'money_two_ways'],
    ['12.3456', 'money_too_fine'],
    ['1.2.3', 'not_money'],
    ['1,234,56', 'not_money'],
    ['-5', 'not_money'],
    ['gratis', 'not_money'],
  ])('amount %s → %s', (text, read) => {
    const money = readMoney(text, 'EUR');
    expect(money.ok ? money.value.minor : money.problem).toBe(read);
  });
});

describe('dates', () => {
  const how = { order: 'dmy', zone: 'Europe/Paris', now: '2026-11-22T09:00:00.000Z' } as const;
  test.each([
    ['2026-11-01', '2026-10-31T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['01/11/2026', '2026-10-31T23:00:00.000Z'],
    ['1.11.26 14:30', '2026-11-01T13:30:00.000Z'],
    ['2026-11-01T10:00:00+01:00', '2026-11-01T09:00:00.000Z'],
    ['2026-11-01 10:00:00', '2026-11-01T09:00:00.000Z'],
    // 1 November 2026 as a spreadsheet counts days, and its noon.
    ['46327', '2026-10-31T23:00:00.000Z'],
    ['46327.5', '2026-11-01T11:00:00.000Z'],
    ['46327,5', '2026-11-01T11:00:00.000Z'],
    ['31/02/2026', 'not_a_date'],
    ['12345', 'not_a_date'],
    ['yesterday', 'not_a_date'],
    ['25/12/2026', 'date_to_come'],
  ])('%s → %s', (text, read) => expect(value(readDate(text, how))).toBe(read));

  test('the month first where the file says so', () => {
    expect(value(readDate('11/01/2026', { ...how, order: 'mdy' }))).toBe('2026-10-31T23:00:00.000Z');
    expect(guessDateOrder(['03/04/2026', '11/25/2026'])).toBe('mdy');
    expect(guessDateOrder(['03/04/2026', '25/11/2026'])).toBe('dmy');
    expect(guessDateOrder(['03/04/2026'])).toBe('dmy');
  });
});

describe('cells that a spreadsheet would run', () => {
  test.each(['=1+1', '+33612345678', '-2+3', '@SUM(A1)', '\t=1'])('%j gets an apostrophe, and loses it on the way in', (text) => {
    expect(guarded(text).startsWith("'") || /^\+?\d+$/.test(text)).toBe(true);
    expect(meant(guarded(text))).toBe(text.trim() === text ? text : meant(guarded(text)));
  });
  test('numbers and names stay as they are', () => {
    expect(['-12.50', '+4', 'O’Neill', "'quoted'"].map(guarded)).toEqual(['-12.50', '+4', 'O’Neill', "'quoted'"]);
    expect(meant("'quoted'")).toBe("'quoted'");
  });
});

test('countries by code and by name', () => {
  expect(['fr', 'Deutschland', 'États-Unis', 'XX', 'Atlantis'].map((text) => value(readCountry(text)))).toEqual([
    'FR',
    'DE',
    'US',
    'not_a_country',
    'not_a_country',
  ]);
});

test('every refusal is a sentence in every language, with its facts in it', () => {
  for (const language of LANGUAGES)
    for (const code of [...LINE_PROBLEMS, 'missing', 'not_a_date'] as const) {
      const says = sayProblem({ code, field: 'imei', heading: 'IMEI', value: '35…', line: 7 }, language);
      expect(says, `${language} ${code}`).toMatch(/^IMEI: .{8,}$/u);
      expect(says).not.toMatch(/[{}]/);
    }
});

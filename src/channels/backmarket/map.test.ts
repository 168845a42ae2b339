import { describe, expect, it } from 'vitest';
import { amount, categoryOf, instant, plain } from '../read.ts';
import { readFolder, readOrder, readReturnParcel, reasonOf } from './map.ts';

/** A recorded shape, with our own values: snake case, nulls where the document promises text, an old condition, an offset. */
const recorded = {
  order_id: 41_000_001,
  shipping_address: {
    first_name: 'Nora',
    last_name: 'Lind',
    company: null,
    street2: null,
    postal_code: '75011',
    country: 'FR',
    email: 'nora@buyers.example',
  },
  billing_address: null,
  expected_dispatch_date: null,
  date_creation: '2026-03-22T20:14:18+01:00',
  date_modification: '2026-03-24T08:00:00Z',
  date_shipping: null,
  state: 9,
  orderlines: [
    {
      id: 10_646_549,
      state: 3,
      price: '369.00',
      currency: 'EUR',
      return_reason: 0,
      listing: 'MBA.A2337',
      product: 'MacBook Air 13-inch (2020)',
      quantity: 1,
      brand: 'Apple',
      imei: '',
      serial_number: 'SN0000000001',
      condition: 3,
    },
  ],
  price: '369.00',
  shipping_price: '5.90',
  currency: 'EUR',
  country_code: 'fr-fr',
};

describe('an order', () => {
  it('is read with snake case, nulls, an offset and a condition of the old scale', () => {
    expect(readOrder(recorded)).toEqual([
      {
        kind: 'order',
        channelOrderId: '41000001',
        country: 'FR',
        currency: 'EUR',
        buyer: { name: 'Nora Lind', email: 'nora@buyers.example', language: 'fr' },
        placedAt: '2026-03-22T19:14:18.000Z',
        shippingPaid: { minor: 590, currency: 'EUR' },
        lines: [
          {
            id: '10646549',
            sku: 'MBA.A2337',
            title: 'MacBook Air 13-inch (2020)',
            category: 'laptop',
            condition: 'refurbished',
            price: { minor: 36_900, currency: 'EUR' },
            quantity: 1,
            serial: 'SN0000000001',
          },
        ],
        states: { '10646549': 'shipped' },
        ref: { orderId: '41000001', lines: { '10646549': '10646549' } },
        modifiedAt: '2026-03-24T08:00:00.000Z',
        raw: recorded,
      },
    ]);
  });

  it('tells where the parcel went, its second line too; without a street or a postal code nothing is said', () => {
    const sent = (shipping: object) => {
      const [order] = readOrder({ ...recorded, shipping_address: { ...recorded.shipping_address, ...shipping } });
      return order?.kind === 'order' ? order.buyer.address : undefined;
    };
    expect(sent({ street: '14 rue des Tanneurs', street2: '3e étage', city: 'Paris', country: 'fr-fr' })).toEqual({
      street: '14 rue des Tanneurs, 3e étage',
      postalCode: '75011',
      city: 'Paris',
      country: 'FR',
    });
    expect(sent({ street: '14 rue des Tanneurs', postal_code: null })).toBeUndefined();
    expect(sent({ street: '  ' })).toBeUndefined();
  });

  it('is read the same in camel case', () => {
    const camel = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(camel)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value).map(([name, inner]) => [
                name.replace(/_([a-z0-9])/g, (_, sign: string) => sign.toUpperCase()),
                camel(inner),
              ]),
            )
          : value;
    const [snake] = readOrder(recorded);
    const [spelled] = readOrder(camel(recorded));
    expect({ ...spelled, raw: null }).toEqual({ ...snake, raw: null });
  });

  it.each([
    ['el-gr', 'GR'],
    ['en-gb', 'GB'],
    ['fr-be', 'BE'],
    ['de-at', 'AT'],
  ])('of %s is sold to %s', (locale, country) => {
    expect(readOrder({ ...recorded, country_code: locale })).toMatchObject([{ country }]);
  });

  it('goes to quarantine whole without a number, a date, a currency or a readable line; never throws', () => {
    for (const broken of [
      null,
      'text',
      42,
      [],
      {},
      { ...recorded, order_id: null },
      { ...recorded, date_creation: 'soon' },
      { ...recorded, currency: null, orderlines: [] },
      { ...recorded, orderlines: [{}] },
    ]) {
      expect(readOrder(broken)[0]).toMatchObject({ kind: 'unreadable', raw: broken });
    }
  });

  it('keeps its good lines where one is broken, and shows the broken one', () => {
    const [good] = recorded.orderlines;
    const answer = readOrder({ ...recorded, orderlines: [good, { id: 2, price: 'a lot' }] });
    expect(answer).toMatchObject([
      { kind: 'order', lines: [{ id: '10646549' }] },
      { kind: 'unreadable', what: 'orderline', externalId: '41000001/2' },
    ]);
  });

  it('knows what went back by hand', () => {
    const states = [1, 3, 4, 6, 7].map((state, index) => ({ ...recorded.orderlines[0], id: index + 1, state }));
    expect(readOrder({ ...recorded, orderlines: states })).toMatchObject([
      { states: { 1: 'paid', 2: 'shipped', 3: 'cancelled', 4: 'refunded', 5: 'unpaid' } },
    ]);
  });
});

describe('what the buyer picked', () => {
  it.each([
    ['TECHNICAL', 'BATTERY_NOT_CHARGING', 'defective', 'charging'],
    ['TECHNICAL', 'Battery Drain Or Health Problem', 'defective', 'battery'],
    ['TECHNICAL', 'DISPLAY_ISSUES', 'defective', 'screen'],
    ['TECHNICAL', 'RANDOM_SHUTDOWN', 'defective', 'power'],
    ['TECHNICAL', 'TOO_HOT_OR_NOISY', 'defective', 'overheating'],
    ['TECHNICAL', 'A_WORD_NOBODY_KNOWS', 'defective', 'other'],
    ['ESTHETICAL', 'SCREEN_APPARENCE_NOT_AS_EXPECTED', 'not_as_described', undefined],
    ['BAD_PRODUCT', 'WRONG_COLOR', 'wrong_item', undefined],
    ['BAD_PRODUCT', 'WRONG_OR_MISSING_ACCESSORIES', 'missing_part', undefined],
    ['CHANGED_MIND', 'ASK_FOR_RETURN', 'changed_mind', undefined],
    ['LATE_DELIVERY', 'LATE_SHIPPING', 'arrived_late', undefined],
    ['LATE_DELIVERY', 'TRACKING_ISSUE', 'not_received', undefined],
    ['LATE_DELIVERY', 'ITEM_DAMAGED_DURING_DELIVERY', 'damaged_in_transit', undefined],
    ['OTHER', 'OTHER_ISSUES', 'other', undefined],
    ['', 'CAMERA_FAILURES', 'defective', 'camera'],
    ['', '', 'other', undefined],
  ])('%s / %s means %s %s', (tag, issue, reason, fault) => {
    expect(reasonOf([{ tag, issue }])).toEqual(fault ? { reason, fault } : { reason });
  });

  it('a withdrawal that only the old flag tells is a change of mind', () => {
    expect(reasonOf([], true)).toEqual({ reason: 'changed_mind' });
  });
});

describe('a care folder', () => {
  const folder = {
    id: 100_000_123,
    date_creation: '2026-11-20T10:00:00+01:00',
    date_modification: '2026-11-20T11:00:00+01:00',
    date_closed: '1970-01-01T00:00:00+00:00',
    state: 0,
    orderline: { id: 555, order: { order_id: 444 } },
    lines: [{ issues: [{ customerIssue: 'DISPLAY_ISSUES', tag: 'TECHNICAL' }], resolution_choice: 'REPAIR_REPLACE', return_labels: null }],
    messages: [
      { id: 2, message: 'Nous regardons.', date_creation: '2026-11-20T10:30:00+01:00', kind: 'MERCHANT_TO_ALL', is_informative: false },
      {
        id: 1,
        message: '<p>L&#39;&eacute;cran est noir</p><p>depuis hier</p>',
        date_creation: '2026-11-20T10:00:00+01:00',
        initiator: 'Client',
        attachments: [{ id: 9 }, { id: 10 }],
      },
      { id: 3, message: 'Label sent', date_creation: '2026-11-20T10:31:00+01:00', kind: 'BACKCARE_TO_MERCHANT', is_informative: true },
    ],
  };

  it('becomes a request with its thread in order, markup taken off, and who spoke', () => {
    expect(readFolder(folder)).toMatchObject({
      kind: 'request',
      channelReturnId: '100000123',
      channelOrderId: '444',
      lineId: '555',
      reason: 'defective',
      fault: 'screen',
      wants: 'repair',
      photos: 2,
      note: "L'écran est noir\ndepuis hier",
      declaredAt: '2026-11-20T09:00:00.000Z',
      messages: [
        { id: '1', from: 'buyer' },
        { id: '2', from: 'seller' },
        { id: '3', from: 'channel', informative: true },
      ],
    });
    expect(readFolder(folder)).not.toHaveProperty('closedAt');
  });

  it('is closed when its state says so, whatever the date', () => {
    expect(readFolder({ ...folder, state: 9, date_closed: '2026-11-21T10:00:00Z' })).toMatchObject({
      closedAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it('goes to quarantine where nobody can say whose it is', () => {
    for (const broken of [null, {}, { id: 1 }, { ...folder, orderline: 7 }, { ...folder, date_creation: null }])
      expect(readFolder(broken)).toMatchObject({ kind: 'unreadable', raw: broken });
  });
});

describe('small readers', () => {
  it.each([
    ['2026-03-22T19:14:18Z', '2026-03-22T19:14:18.000Z'],
    ['2026-03-22T20:14:18+01:00', '2026-03-22T19:14:18.000Z'],
    ['2022-04-29T09:35:24.123456Z', '2022-04-29T09:35:24.123Z'],
    ['2022-04-29 09:35:24', '2022-04-29T09:35:24.000Z'],
    ['2022-04-29T09:35:24', '2022-04-29T09:35:24.000Z'],
    ['2022-02-30T99:00:00Z', null],
    ['yesterday', null],
    [null, null],
  ])('instant %s → %s', (given, read) => expect(instant(given)).toBe(read));

  it('amounts are exact, from text and from numbers', () => {
    expect(amount('229.0', 'EUR')).toEqual({ minor: 22_900, currency: 'EUR' });
    expect(amount(30, 'EUR')).toEqual({ minor: 3_000, currency: 'EUR' });
    expect(amount(1.15, 'EUR')).toEqual({ minor: 115, currency: 'EUR' });
    expect(amount('1.155', 'EUR')).toBeNull();
    expect(amount(100, 'JPY')).toEqual({ minor: 100, currency: 'JPY' });
  });

  it('markup goes, words and comparisons stay', () => {
    expect(plain('5 < 6 &amp; 7 > 2<br/>next<script>alert(1)</script>')).toBe('5 < 6 & 7 > 2\nnext');
  });

  it('tells a case for a phone from a phone', () => {
    expect(categoryOf('Silicone case for iPhone 13', 'Apple')).toBe('accessory');
    expect(categoryOf('Galaxy Tab S7', 'Samsung')).toBe('tablet');
    expect(categoryOf('Pixel 7 128 GB', 'Google')).toBe('smartphone');
    expect(categoryOf('A thing', 'Nobody')).toBe('electronics');
  });

  it('a parcel without a tracking number is shown to people', () => {
    expect(readReturnParcel({ orderId: 1, orderlineId: 2, dateCreation: '2026-01-01T00:00:00Z', trackingNumber: null })).toMatchObject({
      kind: 'unreadable',
    });
  });
});

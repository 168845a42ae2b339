import { beforeEach, describe, expect, test } from 'vitest';
import { failed } from '../../channels/channel.ts';
import { A_LABEL, carrierContract } from '../contract.ts';
import { hmacHex } from '../sign.ts';
import { stubEdges } from '../stub.test-support.ts';
import { createSendcloud, type SendcloudOptions } from './client.ts';
import { codeOf, readErrorWords, readShippingOptions, readTracking } from './map.ts';
import { KEYS, sendcloudStub } from './stub.test-support.ts';

const stub = await sendcloudStub();
const INTENT = '01935b2e-7c00-7000-8000-0000000000bb';
const SINCE = '2026-11-16T09:00:00.000Z';
beforeEach(() => {
  stub.returns.length = 0;
  stub.pickups.length = 0;
  stub.asked.length = 0;
  Object.assign(stub.state, { hangUp: null, options: true });
});

const client = (more: Partial<SendcloudOptions> = {}) =>
  createSendcloud({ slug: 'sendcloud', name: 'Sendcloud', ...KEYS, baseUrl: stub.url, servicePointsUrl: stub.url, ...more }, stubEdges());

carrierContract('Sendcloud', async () => {
  const carrier = client();
  const moving = await carrier.buyLabel!(A_LABEL, '01935b2e-7c00-7000-8000-0000000000ff');
  if (failed(moving)) throw new Error(moving.says);
  const raw = Buffer.from(
    JSON.stringify({
      action: 'parcel_status_changed',
      timestamp: 1_793_000_000_000,
      parcel: { id: 1, tracking_number: moving.trackingNumber, status: { id: 11, message: 'Delivered' } },
    }),
  );
  return {
    carrier,
    moving: moving.trackingNumber,
    foreign: ['', 'hello world', 'abc'],
    outside: {
      bought: () => stub.returns.length,
      cancelled: () => stub.returns.reduce((all, { cancels }) => all + cancels, 0),
    },
    news: { raw, headers: { 'sendcloud-signature': hmacHex(KEYS.secretKey, raw) }, trackingNumber: moving.trackingNumber },
  };
});

describe('a label', () => {
  test('is asked for as documented: from the buyer to us, by the cheapest way, under our reference', async () => {
    const bought = await client().buyLabel!(A_LABEL, INTENT);
    expect(bought).toMatchObject({ carrier: 'DPD', cost: { minor: 545, currency: 'EUR' }, trackingNumber: '01234567891000' });
    expect(stub.returns[0]!.body).toMatchObject({
      from_address: { name: 'Élodie Marchand', postal_code: '69003', country_code: 'FR' },
      to_address: { name: 'Phénix Mobile', city: 'Lille' },
      ship_with: { type: 'shipping_option_code', shipping_option_code: 'dpd:return/return' },
      weight: { value: 0.45, unit: 'kg' },
      external_reference: INTENT,
      delivery_option: 'drop_off_point',
    });
  });

  test('the way that the seller chose goes before the cheapest', async () => {
    await client({ shippingOption: 'colissimo:return', contract: 517 }).buyLabel!(A_LABEL, INTENT);
    expect(stub.returns[0]!.body.ship_with).toEqual({
      type: 'shipping_option_code',
      shipping_option_code: 'colissimo:return',
      contract: 517,
    });
  });

  test('a line that breaks after Sendcloud has made it leaves its fate open, and the next attempt finds it', async () => {
    stub.state.hangUp = 'after';
    expect(await client().buyLabel!(A_LABEL, INTENT)).toMatchObject({ retryable: true, uncertain: true });
    stub.state.hangUp = null;
    expect(await client().buyLabel!(A_LABEL, INTENT, SINCE)).toMatchObject({ reference: '1751000' });
    expect(stub.returns).toHaveLength(1);
  });

  test('a line that breaks before leaves nothing behind', async () => {
    stub.state.hangUp = 'before';
    await client().buyLabel!(A_LABEL, INTENT);
    stub.state.hangUp = null;
    expect(await client().buyLabel!(A_LABEL, INTENT, SINCE)).toMatchObject({ reference: '1751000' });
    expect(stub.returns).toHaveLength(1);
  });

  test('where nothing is offered, it says from where to where', async () => {
    stub.state.options = false;
    expect(await client().buyLabel!(A_LABEL, INTENT)).toEqual({
      failed: 'refused',
      says: 'Sendcloud offers no such return from FR to FR',
      retryable: false,
    });
  });

  test('wrong keys are said to be wrong, and nobody tries again', async () => {
    expect(await client({ secretKey: 'wrong' }).probe()).toMatchObject({ failed: 'unauthorised', retryable: false });
  });
});

test('a driver comes once, in the chosen slot, also when the label is asked for again', async () => {
  const slot = { from: '2026-11-24T08:00:00.000Z', until: '2026-11-24T12:00:00.000Z' };
  const carrier = client({ carrierCode: 'dhl' });
  await carrier.buyLabel!({ ...A_LABEL, kind: 'pickup', slot }, INTENT);
  await carrier.buyLabel!({ ...A_LABEL, kind: 'pickup', slot }, INTENT, SINCE);
  expect(stub.pickups).toEqual([
    expect.objectContaining({ reference: INTENT, carrier_code: 'dhl', time_slots: [{ start_at: slot.from, end_at: slot.until }] }),
  ]);
  expect(stub.returns).toHaveLength(1);
});

test('without a printer the way that needs none is taken', async () => {
  await client().buyLabel!({ ...A_LABEL, kind: 'dropoff' }, INTENT);
  expect(stub.returns[0]!.body).toMatchObject({
    delivery_option: 'drop_off_labelless',
    ship_with: { shipping_option_code: 'mondial_relay:labelless' },
  });
});

test('the price is told before, by kind', async () => {
  expect(await client().quote!(A_LABEL)).toEqual({ minor: 545, currency: 'EUR' });
  expect(await client().quote!({ ...A_LABEL, kind: 'dropoff' })).toEqual({ minor: 420, currency: 'EUR' });
});

test('service points: nearest first, closed ones left out, hours from Monday on', async () => {
  const points = await client().points!({ country: 'FR', postalCode: '69003' });
  expect(points).toMatchObject([
    {
      id: '1',
      name: 'Épicerie Marchand',
      street: 'Rue Garibaldi 1',
      distance: 150,
      hours: [['09:00 - 12:00', '14:00 - 19:00'], [], [], [], [], [], []],
    },
    { id: '2' },
  ]);
});

test('its news are a nudge: the parcel is asked for', () => {
  const carrier = client({ webhookKey: 'of its own' });
  const raw = Buffer.from(
    JSON.stringify({ action: 'parcel_status_changed', timestamp: 5, parcel: { id: 9, tracking_number: '3SYZXG132912330' } }),
  );
  expect(carrier.readNews!(raw, { 'sendcloud-signature': hmacHex('of its own', raw) })).toEqual({
    news: 'parcel',
    id: 'parcel_status_changed:9:5',
    trackingNumber: '3SYZXG132912330',
    events: null,
  });
  const test = Buffer.from('{"action":"integration_connected","timestamp":7}');
  expect(carrier.readNews!(test, { 'sendcloud-signature': hmacHex('of its own', test) })).toMatchObject({ news: 'other' });
});

describe('its words', () => {
  test.each([
    ['Announced', 'label_created'],
    ['at_sorting_centre', 'in_transit'],
    ['en-route-to-sorting-center', 'in_transit'],
    ['Shipment collected by customer', 'delivered'],
    ['Returned to sender', 'returned'],
    ['Exception', null],
    ['something new', null],
  ])('%s → %s', (status, code) => expect(codeOf(status)).toBe(code));

  test('tracking is read from both APIs, in order, without what says nothing', () => {
    const v2 = {
      statuses: [
        { carrier_update_timestamp: '2022-06-16 15:04:42.662024+00:00', parent_status: 'no-label' },
        { carrier_update_timestamp: 'soon', parent_status: 'delivered' },
      ],
    };
    expect(readTracking(v2)).toEqual([{ at: '2022-06-16T15:04:42.662Z', code: 'label_created' }]);
    expect(readTracking({})).toEqual([]);
    expect(readTracking('no')).toBeNull();
  });

  test('options without a price stand last', () => {
    const option = (code: string, total: object | null) => ({ code, functionalities: {}, quotes: total ? [{ price: { total } }] : [] });
    const read = readShippingOptions({ data: [option('b', null), option('a', { value: '9', currency: 'EUR' })] }, 'prepaid');
    expect(read?.map(({ code }) => code)).toEqual(['a', 'b']);
  });

  test('errors of every shape become one line', () => {
    expect(readErrorWords('{"errors":[{"detail":"too heavy","source":{"pointer":"/weight"}}]}')).toBe('/weight: too heavy');
    expect(readErrorWords('{"error":{"code":401,"message":"Invalid"}}')).toBe('Invalid');
    expect(readErrorWords('<html>oops')).toBe('<html>oops');
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { failed } from '../../channels/channel.ts';
import { A_LABEL, carrierContract } from '../contract.ts';
import { hmacHex } from '../sign.ts';
import { stubEdges } from '../stub.test-support.ts';
import { createEasyPost, type EasyPostOptions } from './client.ts';
import { readError, readTracker } from './map.ts';
import { API_KEY, easypostStub } from './stub.test-support.ts';

const stub = await easypostStub();
const INTENT = '01935b2e-7c00-7000-8000-0000000000bb';
beforeEach(() => {
  stub.shipments.length = 0;
  stub.pickups.length = 0;
  Object.assign(stub.state, { hangUp: null, rates: true });
});
const client = (more: Partial<EasyPostOptions> = {}) =>
  createEasyPost({ slug: 'easypost', name: 'EasyPost', apiKey: API_KEY, webhookSecret: 'sécret', baseUrl: stub.url, ...more }, stubEdges());

carrierContract('EasyPost', async () => {
  const carrier = client();
  const moving = await carrier.buyLabel!(A_LABEL, '01935b2e-7c00-7000-8000-0000000000ff');
  if (failed(moving)) throw new Error(moving.says);
  const raw = Buffer.from(
    JSON.stringify({
      id: 'evt_1',
      object: 'Event',
      description: 'tracker.updated',
      result: {
        object: 'Tracker',
        tracking_code: moving.trackingNumber,
        tracking_details: [{ datetime: '2026-11-17T08:00:00Z', status: 'delivered' }],
      },
    }),
  );
  return {
    carrier,
    moving: moving.trackingNumber,
    foreign: ['', 'hello world', 'abc'],
    outside: {
      bought: () => stub.shipments.filter(({ bought }) => bought).length,
      cancelled: () => stub.shipments.reduce((all, { refunds }) => all + refunds, 0),
    },
    news: {
      raw,
      headers: { 'x-hmac-signature': `hmac-sha256-hex=${hmacHex('sécret'.normalize('NFKD'), raw)}` },
      trackingNumber: moving.trackingNumber,
    },
  };
});

describe('a label', () => {
  test('is a return of the way there, under our reference, at the cheapest rate', async () => {
    expect(await client().buyLabel!(A_LABEL, INTENT)).toMatchObject({ carrier: 'USPS', cost: { minor: 758, currency: 'USD' } });
    expect(stub.shipments[0]).toMatchObject({
      reference: INTENT,
      body: {
        is_return: true,
        to_address: { name: 'Élodie Marchand', zip: '69003' },
        from_address: { name: 'Phénix Mobile' },
        options: { label_format: 'PDF', label_size: '4x6', hazmat: 'LITHIUM' },
        parcel: { weight: 15.9 },
      },
    });
  });

  test('the carrier that the seller chose goes before the cheapest', async () => {
    expect(await client({ carrierCode: 'UPS' }).buyLabel!(A_LABEL, INTENT)).toMatchObject({ carrier: 'UPS', cost: { minor: 940 } });
  });

  test.each(['shipment', 'buy'] as const)('a line that breaks at the %s: the next attempt goes on where it was', async (where) => {
    stub.state.hangUp = where;
    const first = await client().buyLabel!(A_LABEL, INTENT);
    stub.state.hangUp = null;
    const second = await client().buyLabel!(A_LABEL, INTENT, '2026-11-16T09:00:00.000Z');
    // After a purchase of open fate the shipment is read at once: then the first attempt has its label already.
    expect(failed(first)).toBe(where === 'shipment');
    expect(failed(second)).toBe(false);
    expect(stub.shipments).toHaveLength(1);
  });

  test('a shipment that was made and not bought is no label', async () => {
    stub.state.rates = false;
    expect(await client().buyLabel!(A_LABEL, INTENT)).toEqual({
      failed: 'refused',
      says: 'No carrier offers this return: USPS: no service to this place',
      retryable: false,
    });
    expect(await client().findLabel!(INTENT, '2026-11-16T09:00:00.000Z')).toBeNull();
  });

  test('a shop can scan it from a screen', async () => {
    expect(await client().buyLabel!({ ...A_LABEL, kind: 'dropoff' }, INTENT)).toMatchObject({ qr: 'https://forms.example/qr.png' });
  });
});

test('the keys never leave for another host', async () => {
  stub.asked.length = 0;
  await client({ apiKey: 'wrong' }).probe();
  expect(stub.asked[0]!.headers.authorization).toBe(`Basic ${Buffer.from('wrong:').toString('base64')}`);
  await client({ baseUrl: stub.url.replace('127.0.0.1', 'localhost') }).buyLabel!(A_LABEL, INTENT);
  const label = stub.asked.find(({ url }) => url.pathname.startsWith('/labels/'));
  expect(label!.headers.authorization).toBeUndefined();
});

test('a driver is booked once', async () => {
  const slot = { from: '2026-11-24T14:00:00.000Z', until: '2026-11-24T22:00:00.000Z' };
  await client().buyLabel!({ ...A_LABEL, kind: 'pickup', slot }, INTENT);
  await client().buyLabel!({ ...A_LABEL, kind: 'pickup', slot }, INTENT);
  expect(stub.pickups).toMatchObject([{ reference: INTENT, status: 'scheduled', min_datetime: slot.from }]);
});

test('a label that brings no money back is said to', async () => {
  const bought = await client().buyLabel!(A_LABEL, INTENT);
  if (failed(bought)) throw new Error(bought.says);
  stub.shipments[0]!.refund = 'refunded';
  expect(await client().cancelLabel!(bought.reference)).toEqual({ cancelled: 'done' });
});

test('without a secret no news is believed', () => {
  const raw = Buffer.from('{"description":"tracker.updated"}');
  expect(client({ webhookSecret: '' }).readNews!(raw, { 'x-hmac-signature': `hmac-sha256-hex=${hmacHex('', raw)}` })).toEqual({
    news: 'forged',
  });
});

test('a tracker’s own words: in order, with places, without what says nothing', () => {
  const details = [
    { datetime: '2026-11-17T08:00:00Z', status: 'return_to_sender' },
    { datetime: '2026-11-16T08:00:00Z', status: 'in_transit', tracking_location: { city: 'LILLE', country: 'FR' } },
    { datetime: '2026-11-18T08:00:00Z', status: 'error' },
  ];
  expect(readTracker({ tracking_code: '1', tracking_details: details })?.events).toEqual([
    { at: '2026-11-16T08:00:00.000Z', code: 'in_transit', place: 'LILLE, FR' },
    { at: '2026-11-17T08:00:00.000Z', code: 'returned' },
  ]);
  expect(readError('{"error":{"code":"A","message":"b","errors":[]}}')).toEqual({ code: 'A', says: 'b' });
});

/**
 * Against Back Market's own documents, where they are at hand (a folder beside the project, not part of it): every request of
 * the client and every answer of the sandbox is checked by the published OpenAPI document; its examples go through `map.ts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failed } from '../channel.ts';
import { createBackMarket } from './client.ts';
import { readFolder, readOrder, readReturnParcel } from './map.ts';
import { fetchInto } from '../in-process.ts';
import { openStage, sure } from './stage.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/contracts/', import.meta.url));
const DOCUMENT = `${FOLDER}backmarket.openapi.yml`;
const here = existsSync(DOCUMENT);
const why = 'skipped: ../shared/contracts/backmarket.openapi.yml is not beside the project';

type Json = { [name: string]: Json } & { [index: number]: Json };

/**
 * Where the document is known to be wrong about the real thing. Each patch is taken back here if the document gets better:
 * a patch that changes nothing fails the test.
 */
const DEFECTS: readonly { readonly says: string; readonly mend: (document: Json) => void }[] = [
  {
    says: 'UpdateOrder requires `id`, while its property and every client say `order_id`',
    mend: (d) => set(schema(d, 'UpdateOrder'), 'required', ['order_id', 'new_state']),
  },
  ...['expected_dispatch_date', 'date_shipping'].map((name) => ({
    says: `Order.${name} is null in recorded orders`,
    mend: (d: Json) => set(schema(d, 'Order')['properties']![name]!, 'nullable', true),
  })),
  {
    says: 'order.date_shipping (in a care folder) is null before shipping',
    mend: (d) => set(schema(d, 'order')['properties']!['date_shipping']!, 'nullable', true),
  },
  ...(['Return', 'Delivery'] as const).flatMap((type) =>
    ['datePickup', 'dateDelivery'].map((name) => ({
      says: `${type}.${name} cannot be known before it happens`,
      mend: (d: Json) => set(schema(d, type)['properties']![name]!, 'nullable', true),
    })),
  ),
  {
    says: 'Delivery.pickupInfo is absent where nobody asked for a pick-up',
    mend: (d) =>
      set(
        schema(d, 'Delivery'),
        'required',
        (schema(d, 'Delivery')['required'] as unknown as string[]).filter((name) => name !== 'pickupInfo'),
      ),
  },
];
const schema = (document: Json, name: string): Json => document['components']!['schemas']![name]!;
const set = (target: Json, name: string, value: unknown): void => {
  target[name] = value as Json;
};

describe('the published document', () => {
  if (!here) {
    it.skip(`requests of the client and answers of the sandbox keep to it (${why})`);
    it.skip(`its examples are read (${why})`);
    return;
  }

  it.each(DEFECTS)('still has its defect: $says', ({ mend }) => {
    const before = load();
    const after = load();
    mend(after);
    expect(after).not.toEqual(before);
  });

  it('requests of the client and answers of the sandbox keep to it', async () => {
    const check = checker();
    const stage = await openStage();
    const watched = watch(fetchInto(stage.app));
    const client = createBackMarket({
      baseUrl: 'http://toy.invalid/sandbox/backmarket',
      token: 'dG9rZW4=',
      market: 'fr-fr',
      company: 'Phenix',
      fetch: watched.fetch,
      sleep: async () => {},
    });

    const phone = await stage.sellPhone();
    const adopted = await stage.market.adoptOrder(
      {
        channelOrderId: 'FR-2026-0001',
        country: 'GR',
        currency: 'EUR',
        placedAt: '2026-11-01T08:00:00.000Z',
        lines: [
          {
            id: 'a',
            sku: 'S',
            title: 'Galaxy S21',
            category: 'smartphone',
            condition: 'refurbished',
            price: { minor: 20_000, currency: 'EUR' },
            quantity: 1,
          },
        ],
      },
      { name: 'Eleni P', email: 'eleni@buyers.example', language: 'en' },
    );
    const young = await stage.complain(phone);
    const old = await stage.complain(await stage.sellPhone(), { legacy: true });
    const back = sure(await stage.market.makeReturnParcel(phone.lines[0]!.id));
    const photo = { name: 'photo.jpg', type: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) };

    const poll = await client.poll(null);
    if (failed(poll)) throw new Error(poll.says);
    await client.poll({ ...poll.lowWater, sweptAt: '0' });
    const answers = [
      await client.sendMessage(String(young.id), 'Bonjour', [photo]),
      await client.reportProblem!(String(young.id), { verdict: 'customer_damage', says: 'Liquid' }, [photo]),
      await client.reportProblem!(String(old.id), { verdict: 'other_device', says: 'Swapped' }),
      await client.sendBack!(String(old.id), { carrier: 'Colissimo', trackingNumber: 'T1', as: 'unrepaired' }),
      await client.registerIdentity(String(phone.lines[0]!.id), { serial: 'SN-1' }),
      await client.refund(stage.request(phone)),
      await client.fetchOrder!(adopted.orderId),
      await client.probe(),
    ];
    for (const answer of answers) expect(answer).not.toHaveProperty('failed');
    // Calls of the document that the client does not make, but others may.
    const bare = { Authorization: 'Basic x', 'content-type': 'application/json' };
    await watched.fetch(`http://toy.invalid/sandbox/backmarket/ws/shipping/v1/returns/${back.id}`, { headers: bare });
    await watched.fetch(`http://toy.invalid/sandbox/backmarket/ws/orders/${adopted.orderId}`, {
      method: 'POST',
      headers: bare,
      body: JSON.stringify({ order_id: Number(adopted.orderId), new_state: 3, tracking_number: '1Z', shipper: 'UPS' }),
    });
    // Refusals, one for each shape of error.
    await watched.fetch('http://toy.invalid/sandbox/backmarket/ws/sav');
    await client.fetchOrder!('1');
    await client.refund({ ...stage.request(phone), lineId: '77' });
    await watched.fetch('http://toy.invalid/sandbox/backmarket/ws/sav/refund', { method: 'POST', headers: bare, body: '{}' });
    await watched.fetch('http://toy.invalid/sandbox/backmarket/ws/sav/1/item-transfer', {
      method: 'POST',
      headers: bare,
      body: JSON.stringify({ shipperName: 'DHL', trackingNumber: '1' }),
    });
    await watched.fetch('http://toy.invalid/sandbox/backmarket/ws/shipping/v1/returns?order_id=abc', { headers: bare });
    await watched.fetch('http://toy.invalid/sandbox/backmarket/ws/orders?date_creation=soon', { headers: bare });

    const findings = watched.exchanges.flatMap((exchange) => check(exchange));
    expect(findings).toEqual([]);
    expect([...new Set(watched.exchanges.map(({ operation }) => operation))].sort()).toEqual([
      'GET /ws/orders',
      'GET /ws/orders/{order_id}',
      'GET /ws/sav',
      'GET /ws/sav/{careFolderId}',
      'GET /ws/shipping/v1/deliveries',
      'GET /ws/shipping/v1/returns',
      'GET /ws/shipping/v1/returns/{id}',
      'PATCH /ws/orderlines/{orderline_id}',
      'POST /ws/orders/{order_id}',
      'POST /ws/sav/refund',
      'POST /ws/sav/{careFolderId}/item-transfer',
      'POST /ws/sav/{careFolderId}/msg',
      'POST /ws/sav/{careFolderId}/problem',
    ]);
    expect(watched.exchanges.length).toBeGreaterThan(25);
  });

  it('its headers are sent with every call', async () => {
    const stage = await openStage();
    const watched = watch(fetchInto(stage.app));
    const client = createBackMarket({
      baseUrl: 'http://toy.invalid/sandbox/backmarket',
      token: 'abc',
      market: 'de-de',
      company: 'Phénix Mobile',
      contact: 'api@phenix.example',
      fetch: watched.fetch,
    });
    await client.probe();
    for (const { headers } of watched.exchanges) {
      expect(headers).toMatchObject({
        authorization: 'Basic abc',
        accept: 'application/json',
        'accept-language': 'de-de',
        'content-type': 'application/json',
        'user-agent': 'BM-PhnixMobile-Retour;api@phenix.example',
      });
    }
  });

  it('its examples are read', () => {
    const example = (name: string) => JSON.parse(readFileSync(`${FOLDER}backmarket-examples/${name}.json`, 'utf8')) as Json;
    for (const order of [example('order.get'), ...(example('orders.list')['results'] as unknown as Json[])]) {
      expect(readOrder(order)).toMatchObject([
        { kind: 'order', country: 'FR', currency: 'EUR', lines: [{ quantity: 2, price: { currency: 'EUR' }, category: 'smartphone' }] },
      ]);
    }
    expect(readFolder(example('sav.get'))).toMatchObject({
      kind: 'request',
      channelReturnId: '123',
      reason: 'defective',
      fault: 'charging',
      messages: [{ from: 'seller' }],
    });
    // A line of the list is no detail: it is kept for people instead of being guessed at.
    for (const line of example('sav.list')['results'] as unknown as Json[])
      expect(readFolder(line)).toMatchObject({ kind: 'unreadable', externalId: '123' });
    for (const parcel of [example('shipping.return.get'), ...(example('shipping.returns.list')['results'] as unknown as Json[])]) {
      expect(readReturnParcel(parcel)).toMatchObject({
        kind: 'parcel',
        channelOrderId: '42',
        pickedUpAt: '2021-05-05T04:58:31.000Z',
        invoiced: { minor: 3_000, currency: 'EUR' },
      });
    }
  });
});

// ── How it is checked ────────────────────────────────────────────────────────────────────────────────────────────────

/** Parsed once: it is large. */
let document: Json | undefined;
function load(): Json {
  document ??= parse(readFileSync(DOCUMENT, 'utf8')) as Json;
  return structuredClone(document);
}

type Exchange = {
  readonly operation: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly sent: unknown;
  readonly status: number;
  readonly answered: unknown;
};

/** Paths with a fixed last part before those with a number in it. */
const PATHS = [
  '/ws/orders',
  '/ws/orders/{order_id}',
  '/ws/orderlines/{orderline_id}',
  '/ws/sav/refund',
  '/ws/sav',
  '/ws/sav/{careFolderId}',
  '/ws/sav/{careFolderId}/msg',
  '/ws/sav/{careFolderId}/problem',
  '/ws/sav/{careFolderId}/item-transfer',
  '/ws/shipping/v1/returns',
  '/ws/shipping/v1/returns/{id}',
  '/ws/shipping/v1/deliveries',
];

function watch(inner: typeof globalThis.fetch) {
  const exchanges: Exchange[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await inner(request.clone());
    const url = new URL(request.url);
    const path = url.pathname.replace('/sandbox/backmarket', '');
    const template = PATHS.find((each) => new RegExp(`^${each.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)) ?? path;
    const form = request.headers.get('content-type')?.startsWith('multipart/form-data');
    let sent: unknown;
    if (form) {
      const data = await request.formData();
      const files = data.getAll('attachment').map(() => 'bytes');
      sent = { ...Object.fromEntries([...data].filter(([name]) => name !== 'attachment')), ...(files.length > 0 && { attachment: files }) };
    } else {
      const body = await request.text();
      sent = body === '' ? undefined : JSON.parse(body);
    }
    const words = await answer.clone().text();
    const json = answer.headers.get('content-type')?.includes('json');
    exchanges.push({
      operation: `${request.method} ${template}`,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(request.headers),
      sent,
      status: answer.status,
      answered: json ? JSON.parse(words) : words,
    });
    return answer;
  };
  return { fetch, exchanges };
}

/** OpenAPI 3.0 says `nullable`, JSON Schema says it with the type. */
function nullable(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const record = node as Record<string, unknown>;
  if (record['nullable'] === true && typeof record['type'] === 'string') record['type'] = [record['type'], 'null'];
  for (const inner of Object.values(record)) nullable(inner);
}

function checker(): (exchange: Exchange) => string[] {
  const document = load();
  for (const { mend } of DEFECTS) mend(document);
  nullable(document);
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addSchema(document, 'bm');
  const compiled = new Map<string, ValidateFunction>();
  const against = (pointer: string, value: unknown): string[] => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `bm#${pointer}` });
    compiled.set(pointer, validate);
    return validate(value)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  };
  const part = (name: string) => encodeURIComponent(name.replace(/~/g, '~0').replace(/\//g, '~1'));

  return ({ operation, query, sent, status, answered }) => {
    const [method = '', path = ''] = operation.split(' ');
    const described = document['paths']![path]?.[method.toLowerCase()];
    const at = `/paths/${part(path)}/${method.toLowerCase()}`;
    if (!described) return [`${operation} is not in the document`];
    const findings: string[] = [];

    const parameters = ((described['parameters'] ?? []) as unknown as Json[]).map((each) => {
      const shared = (each['$ref'] as unknown as string | undefined)?.split('/').at(-1);
      return shared ? document['components']!['parameters']![shared]! : each;
    });
    const ok = status < 300;
    for (const [name, value] of Object.entries(query)) {
      const parameter = parameters.find((each) => String(each['name']) === name && String(each['in']) === 'query');
      if (!parameter) findings.push(`query ${name} is not in the document`);
      else if (ok) {
        const type = parameter['schema']!['type'] as unknown as string;
        const typed = type === 'integer' ? Number(value) : value;
        if (!ajv.validate({ ...parameter['schema'], $ref: undefined, ...(parameter['schema']!['$ref'] && { type: 'string' }) }, typed))
          findings.push(`query ${name}=${value} ${ajv.errorsText()}`);
      }
    }

    const body = described['requestBody']?.['content'] as unknown as Record<string, unknown> | undefined;
    const media = body && Object.keys(body)[0];
    if (media && ok) findings.push(...against(`${at}/requestBody/content/${part(media)}/schema`, sent));
    if (!body && sent !== undefined) findings.push('a body that the document does not know');

    const answer = described['responses']![String(status)];
    if (ok) {
      if (!answer) findings.push(`status ${status} is not in the document`);
      const type = Object.keys(answer?.['content'] ?? {})[0];
      if (type) findings.push(...against(`${at}/responses/${status}/content/${part(type)}/schema`, answered));
    } else {
      // Which shape an endpoint answers is not documented; it must be one of the documented ones.
      const shapes = ['ErrorResponseV3', 'ErrorResponseV1', 'ErrorResponseV2', 'Problem', 'OrderIdValidationError'];
      if (!shapes.some((name) => against(`/components/schemas/${name}`, answered).length === 0))
        findings.push(`an error of no known shape: ${JSON.stringify(answered)}`);
    }
    return findings.map((finding) => `${operation} → ${status}: ${finding}`);
  };
}

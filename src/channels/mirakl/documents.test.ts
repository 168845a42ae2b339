/**
 * Against Mirakl's own document of its returns, where it is at hand (a folder beside the project, not part of it): every request of the client
 * about returns and every answer of the sandbox is checked by it, and its examples go through `map.ts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failed, type Standing } from '../channel.ts';
import { fetchInto } from '../in-process.ts';
import { createMirakl } from './client.ts';
import { readReturn } from './map.ts';
import { openStage } from './stage.ts';

const DOCUMENT = fileURLToPath(new URL('../../../../shared/contracts/mirakl-returns.openapi.yml', import.meta.url));
const here = existsSync(DOCUMENT);
const why = 'skipped: ../shared/contracts/mirakl-returns.openapi.yml is not beside the project';

type Json = { [name: string]: Json };
const load = () => parse(readFileSync(DOCUMENT, 'utf8')) as Json;
const content = (of: Json | undefined): Json | undefined => of?.['content']?.['application/json'];

/** What is wrong with an exchange by the document. Calls about anything but returns are not in it. */
function checker() {
  const document = load();
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addSchema(document, 'mirakl');
  const against = (path: string, method: string, rest: readonly string[], value: unknown): string[] => {
    const pointer = ['paths', path, method, ...rest]
      .map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')))
      .join('/');
    const validate = ajv.getSchema(`mirakl#/${pointer}`) ?? ajv.compile({ $ref: `mirakl#/${pointer}` });
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
  const JSON_SCHEMA = ['content', 'application/json', 'schema'];
  return (method: string, url: URL, sent: unknown, status: number, answered: unknown): string[] => {
    const path = url.pathname.replace('/sandbox/mirakl', '');
    const operation = document['paths']![path]?.[method];
    if (!operation) return [`${method} ${path} is not in the document`];
    const known = new Set(((operation['parameters'] ?? []) as unknown as Json[]).map((one) => String(one['name'])));
    // Which shop, and pages by token, are described for all operations at once elsewhere in Mirakl's documentation.
    const foreign = [...url.searchParams.keys()].filter((name) => !known.has(name) && !['shop_id', 'limit', 'page_token'].includes(name));
    return [
      ...foreign.map((name) => `query ${name} is not in the document`),
      ...(operation['requestBody'] ? against(path, method, ['requestBody', ...JSON_SCHEMA], sent) : []),
      ...against(path, method, ['responses', String(status), ...JSON_SCHEMA], answered),
    ].map((finding) => `${method} ${path} → ${status}: ${finding}`);
  };
}

describe('the published document of returns', () => {
  if (!here) {
    it.skip(`requests of the client and answers of the sandbox keep to it (${why})`);
    it.skip(`its examples are read (${why})`);
    return;
  }

  it('requests of the client and answers of the sandbox keep to it', async () => {
    const check = checker();
    const stage = await openStage();
    const into = fetchInto(stage.app);
    const seen = new Set<string>();
    const findings: string[] = [];
    const watched: typeof fetch = async (input, init) => {
      const answer = await into(input, init);
      const url = new URL(input as string);
      if (url.pathname.includes('/api/returns')) {
        const method = init!.method!.toLowerCase();
        seen.add(`${method} ${url.pathname.replace('/sandbox/mirakl', '')}`);
        const sent: unknown = init!.body === undefined ? undefined : JSON.parse(init!.body as string);
        findings.push(...check(method, url, sent, answer.status, await answer.clone().json()));
      }
      return answer;
    };
    const client = createMirakl({ ...stage.options, shopId: '2011', fetch: watched });

    const of = async (changes: Partial<Standing>) => {
      const order = await stage.sellPhone();
      const back = await stage.toy.complain(order.order_id, 'RETURN_DEFECTIVE_ITEM', { description: 'Empty at noon.' });
      const lines = [{ lineId: `${order.order_id}-1`, quantity: 1, verdict: 'other_device' as const }];
      const standing = { rma: 'R-1', answer: 'accepted' as const, received: false, closed: false, lines, ...changes };
      expect(await client.keepInStep!(back.id, standing)).not.toHaveProperty('failed');
      return back.id;
    };
    await of({ received: true, closed: true, parcel: { carrier: 'Colissimo', trackingNumber: '6A1' } });
    await of({ answer: 'refused', refusal: { ground: 'not_eligible', says: 'Not ours' } });
    await of({ answer: 'withdrawn' });
    const refused = await client.keepInStep!('00000000-0000-4000-8000-000000000000', {
      rma: 'R-2',
      answer: 'accepted',
      received: false,
      closed: false,
      lines: [],
    });
    expect(refused).toMatchObject({ failed: 'not_found' });
    const polled = await client.poll(null);
    if (failed(polled)) throw new Error(polled.says);
    await client.poll(polled.lowWater);
    expect(await client.probe()).toMatchObject({ ok: true });

    expect(findings).toEqual([]);
    expect([...seen].sort()).toEqual([
      'get /api/returns',
      'put /api/returns',
      'put /api/returns/accept',
      'put /api/returns/cancel',
      'put /api/returns/close',
      'put /api/returns/compliance',
      'put /api/returns/receive',
    ]);
  });

  it('its examples are read', () => {
    const document = load();
    const lists = [
      ...Object.values(content(document['paths']!['/api/returns']!['get']!['responses']!['200'])!['examples']!).map(
        (one) => one['value']!['data'],
      ),
      ...Object.values(content(document['paths']!['/api/returns']!['post']!['responses']!['200'])!['examples']!).map(
        (one) => one['value']!['return_success'],
      ),
    ] as unknown as unknown[][];
    const all = lists.flat();
    expect(all.length).toBeGreaterThan(2);
    for (const raw of all) expect(readReturn(raw, {}).arrivals[0]).toMatchObject({ kind: 'request', reason: expect.any(String) });
  });

  it('every reason that it knows has a meaning', () => {
    const quoted = readFileSync(DOCUMENT, 'utf8').match(/"(RETURN_[A-Z_]+)"/g) ?? [];
    // The rest are ways, and reasons of ours to refuse: no buyer gives them.
    const reasons = new Set(
      quoted.map((code) => code.slice(1, -1)).filter((code) => !/^RETURN_(METHOD_|REJECTION_|NON_COMPLIANT_|WINDOW_CLOSED$)/.test(code)),
    );
    expect(reasons.size).toBeGreaterThan(15);
    const line = { order_line_id: 'a', quantity: 1 };
    const unknown = [...reasons].filter(
      (reason_code) =>
        readReturn({ id: 'r', order_id: 'o', date_created: '2026-11-22T09:00:00Z', return_lines: [{ ...line, reason_code }] }, {}).unknown
          .length > 0,
    );
    expect(unknown).toEqual([]);
  });
});

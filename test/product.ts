/**
 * The whole product in this process, on a database of its own: the real server on a real socket, the toy marketplace at the edge,
 * and the worker's work done when a test says so. Every answer is checked against the OpenAPI document: responses are not
 * validated when they are sent, so this is where a view that strayed from its schema shows.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { assert as mustHold } from 'vitest';
import { createServer } from '../src/api/server.ts';
import { settle } from '../src/app/drain.ts';
import { readSettings } from '../src/app/settings.ts';
import { addApiKey } from '../src/app/sign-in.ts';
import { createContext, type WiredContext, type Wiring } from '../src/app/wire.ts';
import type { Role } from '../src/core/access.ts';
import { prepareDemo } from '../src/sandbox/demo.ts';
import { freshDatabase } from './db.ts';

export const DEMO_KEY = 'test-demo-key-0123456789';

export type Json = any;
export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers };
export type Call = {
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An `Idempotency-Key`. */
  readonly key?: string;
};

export type Product = {
  readonly ctx: WiredContext;
  readonly sellerId: string;
  readonly url: string;
  /** One call under /api/v1, by default with the demo key, which has every role. */
  call(method: string, path: string, body?: unknown, options?: Call): Promise<Answer>;
  get(path: string, options?: Call): Promise<Answer>;
  post(path: string, body?: unknown, options?: Call): Promise<Answer>;
  put(path: string, body: unknown, options?: Call): Promise<Answer>;
  /** A key that has these roles and no others. */
  keyFor(...roles: Role[]): Promise<string>;
  /** Carries out what the worker would: mails, refunds, polls. */
  settle(): Promise<void>;
  /** Moves the sandbox clock over HTTP, as a visitor would. */
  advance(duration: string): Promise<string>;
  close(): Promise<void>;
};

export async function openProduct(wiring: Wiring = {}): Promise<Product> {
  const database = await freshDatabase();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-product-'));
  const { ctx, app, url } = await serve(database.url, dataDir, wiring);
  await prepareDemo(ctx, { apiKey: DEMO_KEY });
  const seller = ctx.sellers.bySlug('phenix');
  mustHold(seller, 'the demo seller was made');
  const check = contract(app.swagger() as Json);

  async function call(method: string, route: string, body?: unknown, { as = DEMO_KEY, headers = {}, key }: Call = {}): Promise<Answer> {
    const answer = await fetch(`${url}/api/v1${route}`, {
      method,
      headers: {
        ...(as === '' ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = answer.headers.get('content-type') ?? '';
    const read = type.includes('json') ? await answer.json() : Buffer.from(await answer.arrayBuffer());
    if (answer.ok && type.includes('json')) check(method, route, answer.status, read);
    else if (!answer.ok) checkProblem(answer, type, read);
    return { status: answer.status, body: read, headers: answer.headers };
  }

  return {
    ctx,
    url,
    sellerId: seller.id,
    call,
    get: (route, options) => call('GET', route, undefined, options),
    post: (route, body = {}, options) => call('POST', route, body, options),
    put: (route, body, options) => call('PUT', route, body, options),
    async keyFor(...roles) {
      const secret = `key-for-${roles.join('-')}-only`;
      await addApiKey(ctx, seller.id, { name: roles.join(' and '), secret, roles });
      return secret;
    },
    settle: () => settle(ctx, seller.id),
    async advance(duration) {
      const answer = await fetch(`${url}/sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
      mustHold(answer.ok, `the clock moves by ${duration}: ${answer.status}`);
      return ((await answer.json()) as { now: string }).now;
    },
    async close() {
      await app.close();
      await ctx.close();
      await database.drop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A server of the product on a database that is there: two of them are two machines. */
export async function serve(databaseUrl: string, dataDir: string, wiring: Wiring = {}) {
  const settings = readSettings({ RETOUR_DATA_DIR: dataDir, DATABASE_URL: databaseUrl, RETOUR_DEMO: '1', POOL_SIZE: '12' });
  const ctx = await createContext(
    { ...settings, databaseUrl, logLevel: 'silent', secret: 'a secret of the tests, long enough', demoApiKey: DEMO_KEY },
    wiring,
  );
  const app = await createServer(ctx);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { ctx, app, url };
}

/** Throws where an answer is not what the OpenAPI document says about it. */
function contract(document: Json) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'openapi');
  const templates = Object.keys(document.paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  const compiled = new Map<string, ValidateFunction>();
  return (method: string, route: string, status: number, body: unknown) => {
    const asked = `/api/v1${route.split('?')[0]}`;
    // `/returns/counts` before `/returns/{id}`: the path without a parameter is meant.
    const found = templates
      .filter(({ pattern }) => pattern.test(asked))
      .sort((a, b) => a.template.split('{').length - b.template.split('{').length)[0];
    mustHold(found, `${method} ${asked} is in the OpenAPI document`);
    const pointer = ['paths', found.template, method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'];
    const name = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const schema = pointer.reduce<Json>((at, part) => at?.[part], document);
    mustHold(schema, `${method} ${found.template} may answer ${status}`);
    const validate = compiled.get(name) ?? ajv.compile({ $ref: `openapi#/${name}` });
    compiled.set(name, validate);
    const right = validate(body);
    mustHold(right, `${method} ${asked} answered what its schema does not know: ${ajv.errorsText(validate.errors)}`);
  };
}

/** RFC 9457, as DESIGN wants it. */
function checkProblem(answer: Response, type: string, body: Json): void {
  mustHold(type.startsWith('application/problem+json'), `a ${answer.status} is a problem document, not ${type}`);
  mustHold(/^https?:\/\/.+\/problems\/[a-z_]+$/.test(body.type), `a problem has a type that ends in a name: ${JSON.stringify(body)}`);
  mustHold(body.status === answer.status && typeof body.title === 'string', `a problem says its status and title: ${JSON.stringify(body)}`);
  mustHold(answer.status < 500, `the product broke: ${JSON.stringify(body)}`);
}

/** The refusal's name, at the end of a problem's type. */
export const refusalOf = ({ status, body }: Answer): string => `${status} ${String(body?.type).split('/').at(-1)}`;

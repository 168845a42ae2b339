/** Which addresses a webhook may call: none that only this machine or its network can see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOfName, badAddress, fetchWithin, looked, mayReach, postTo } from './public-address.ts';

describe('an address', () => {
  test.each([
    ['93.184.215.14', true],
    ['8.8.8.8', true],
    ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['127.8.9.1', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.0.0.8', false],
    ['192.168.1.1', false],
    ['198.18.0.1', false],
    ['203.0.113.9', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['ff02::1', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2001:db8::1', false],
    ['2002:7f00:1::', false],
    ['2001:0:7f00:1::', false],
    ['no address', false],
  ])('%s in production: %s', (address, may) => expect(mayReach(address, 'public')).toBe(may));

  test('the sandbox reaches this machine and no other of the house', () => {
    expect([mayReach('127.0.0.1', 'loopback'), mayReach('::1', 'loopback')]).toEqual([true, true]);
    expect([mayReach('192.168.1.1', 'loopback'), mayReach('169.254.169.254', 'loopback')]).toEqual([false, false]);
  });

  test('where the setting allows it the own network is reached, and never where clouds keep their keys', () => {
    expect([mayReach('10.0.0.5', 'private'), mayReach('fd00::5', 'private')]).toEqual([true, true]);
    expect([mayReach('169.254.169.254', 'private'), mayReach('fe80::1', 'private'), mayReach('0.0.0.0', 'private')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('as it is written', () => {
  test.each([
    ['https://hooks.example.com/retour', null],
    ['https://hooks.example.com:8443/retour', null],
    ['http://hooks.example.com/retour', 'not_https'],
    ['ftp://hooks.example.com', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['https://me:secret@hooks.example.com', 'with_credentials'],
    ['hooks.example.com', 'no_address'],
    ['https://localhost/x', 'not_public'],
    ['https://db.localhost/x', 'not_public'],
    // A trailing dot hides a name from a comparison of texts, and not from a resolver.
    ['https://localhost./x', 'not_public'],
    // As browsers and URL parsers read them: all of these are 127.0.0.1.
    ['https://2130706433/', 'not_public'],
    ['https://0x7f.1/', 'not_public'],
    ['https://0177.0.0.1/', 'not_public'],
    ['https://127.1/', 'not_public'],
    ['https://[::1]/', 'not_public'],
    ['https://[::ffff:127.0.0.1]/', 'not_public'],
    ['https://[::ffff:a00:1]/', 'not_public'],
    ['https://169.254.169.254/latest', 'not_public'],
  ])('%s: %s', (address, bad) => expect(badAddress(address, 'public')).toBe(bad));

  test('plain http goes to the own machine only, where that is allowed at all', () => {
    expect(badAddress('http://127.0.0.1:9000/x', 'loopback')).toBe(null);
    expect(badAddress('http://localhost:9000/x', 'loopback')).toBe(null);
    expect(badAddress('http://example.com/x', 'loopback')).toBe('not_https');
    expect(badAddress('http://127.0.0.1:9000/x', 'public')).toBe('not_https');
  });
});

test('a name that resolves to this machine is refused when it is called, whatever it looked like', async () => {
  const options = { body: '{}', headers: {}, timeoutMs: 2_000 };
  expect(await postTo('http://127.0.0.1:1/', { ...options, reach: 'public' })).toMatchObject({ failed: 'refused_address' });
  const ask = (reach: 'public' | 'loopback') =>
    new Promise((resolve) => looked(reach)('localhost', { all: true }, (error, found) => resolve(error?.code ?? found)));
  expect(await ask('public')).toBe('ERR_ADDRESS_REFUSED');
  expect(await ask('loopback')).toEqual(expect.arrayContaining([expect.objectContaining({ family: 4 })]));
});

describe('a fetch that stays within its reach', () => {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      seen.push(
        `${request.method} ${request.url} ${request.headers.authorization ?? '-'} ${request.headers['content-type'] ?? '-'} ${body}`,
      );
      if (request.url === '/inside') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      else if (request.url === '/moved') response.writeHead(302, { location: '/here?a=1' }).end();
      else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
      else if (request.url === '/nothing') response.writeHead(204).end();
      else if (request.url !== '/silent')
        response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }).end('{"ok":true}');
    });
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const inSandbox = fetchWithin('loopback');
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => 'answered',
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );

  test('says what was said, and answers what was answered', async () => {
    const answer = await inSandbox(`${base}/acts?x=1`, {
      method: 'POST',
      body: '{"a":"é"}',
      headers: { authorization: 'key', 'Content-Type': 'application/json' },
    });
    expect([answer.status, await answer.json(), answer.headers.getSetCookie()]).toEqual([200, { ok: true }, ['a=1', 'b=2']]);
    expect(seen.at(-1)).toBe('POST /acts?x=1 key application/json {"a":"é"}');
    const form = new FormData();
    form.set('name', 'Léa');
    await inSandbox(`${base}/form`, { method: 'POST', body: form });
    expect(seen.at(-1)).toMatch(/multipart\/form-data; boundary=[\s\S]*name="name"[\s\S]*Léa/);
    expect((await inSandbox(`${base}/nothing`)).status).toBe(204);
  });

  test('in production no address of this machine or its network is called, however it is written', async () => {
    const calls = seen.length;
    for (const address of [
      base,
      base.replace('127.0.0.1', 'localhost'),
      'https://10.0.0.5/',
      'https://[::1]/',
      'https://169.254.169.254/latest',
    ])
      expect(await codeOf(fetchWithin('public')(address))).toBe('ERR_ADDRESS_REFUSED');
    expect(seen).toHaveLength(calls);
  });

  test('a redirect is looked at like the first address, and goes round a few times at most', async () => {
    expect(await codeOf(inSandbox(`${base}/inside`))).toBe('ERR_ADDRESS_REFUSED');
    expect(await (await inSandbox(`${base}/moved`, { headers: { authorization: 'key' } })).json()).toEqual({ ok: true });
    expect(seen.at(-1)).toMatch(/^GET \/here\?a=1 key/);
    expect((await inSandbox(`${base}/round`)).status).toBe(302);
  });

  test('gives up when its patience is over', async () => {
    await expect(inSandbox(`${base}/silent`, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('the address of a mail server is the one that was looked at', async () => {
    expect(await addressOfName('127.0.0.1', 'loopback')).toEqual({ address: '127.0.0.1' });
    expect(await addressOfName('localhost', 'public')).toMatchObject({ refused: expect.stringContaining('may not be called') });
    expect(await addressOfName('nobody.invalid', 'public')).toHaveProperty('failed');
  });
});

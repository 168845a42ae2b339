/** Which addresses a webhook may call: none that only this machine or its network can see. */
import { describe, expect, test } from 'vitest';
import { badAddress, looked, mayReach, postTo } from './public-address.ts';

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

import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { sure } from '../channels/backmarket/stage.ts';
import { sandboxMarketplace } from '../channels/backmarket/sandbox.ts';
import { toyMarket } from '../channels/backmarket/world.ts';
import { memoryStore } from '../channels/sandbox-store.ts';
import { checkDigit, DEVICES, identityOf } from './devices.ts';
import type { SandboxCase, SandboxMail } from './page.ts';
import { durationTrouble, sandboxPages } from './routes.ts';

async function open(changes: { readonly mails?: SandboxMail[]; readonly desk?: SandboxCase } = {}) {
  const db = memoryStore();
  const now = () => '2026-11-22T09:00:00.000Z';
  const market = toyMarket(db, now);
  const app = Fastify();
  const moved: string[] = [];
  const dropped: string[] = [];
  let pokes = 0;
  await app.register(sandboxMarketplace({ db, now, market }));
  await app.register(
    sandboxPages({
      market,
      now,
      advanceClock: async (duration) => {
        moved.push(duration);
        return '2026-11-27T09:00:00.000Z';
      },
      listMail: async (to) => (changes.mails ?? []).filter((mail) => to === undefined || mail.to === to),
      dropParcel: async (trackingNumber) => {
        if (!trackingNumber.startsWith('SP')) return { failed: 'not_found', says: 'No such number.', retryable: false };
        dropped.push(trackingNumber);
        return { trackingNumber };
      },
      pokePoll: async () => {
        pokes++;
      },
      caseOf: async () => changes.desk ?? null,
    }),
  );
  const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(fields).toString(),
    });
  const get = (url: string) => app.inject({ method: 'GET', url });
  return { app, market, post, get, moved, dropped, pokes: () => pokes };
}

describe('the play marketplace without a script', () => {
  it('a visitor buys, ships, receives, complains, answers, hands the parcel in; the desk is told after each', async () => {
    const { market, post, get, dropped, pokes } = await open({
      desk: { rma: 'R-4K7D-9QXM', says: 'Approved', label: { carrier: 'Sandbox Post', trackingNumber: 'SP1', url: '/label.pdf' } },
    });
    const bought = await post('/sandbox/orders', { sku: DEVICES[0]!.sku, buyer: 'de-de', quantity: '1' });
    expect(bought.statusCode).toBe(303);
    const order = bought.headers.location!.split('?')[0]!;
    const number = order.split('/').at(-1)!;
    expect(await market.findOrder(number)).toMatchObject({
      locale: 'de-de',
      buyer: { name: 'Jonas Weber', language: 'de' },
      lines: [{ state: 2, price: 36_900, imei: expect.stringMatching(/^\d{15}$/) }],
    });

    expect((await get(order)).body).toContain('Ship it');
    await post(`${order}/shipping`, {});
    expect((await get(order)).body).toContain('Mark as delivered');
    await post(`${order}/delivery`, {});
    const complained = await post(`${order}/complaints`, { issue: 'BATTERY_DRAIN', wants: 'REPAIR', message: 'Leer bis Mittag.' });
    const care = complained.headers.location!.split('?')[0]!;
    expect(care).toMatch(/^\/sandbox\/care\/1\d{8}$/);
    await post(`${care}/messages`, { message: 'Noch da?' });
    const page = (await get(care)).body;
    expect(page).toContain('Leer bis Mittag.');
    expect(page).toContain('R-4K7D-9QXM');
    expect(page).toContain('Print the label');
    await post(`${care}/parcel`, { tracking: 'SP1' });
    expect(dropped).toEqual(['SP1']);
    expect(pokes()).toBe(6);

    const line = (await market.findOrder(number))!.lines[0]!.id;
    sure(await market.refund(line, 6, 369));
    for (const url of [care, order]) expect((await get(url)).body).toContain('369.00 €');
  });

  it('says in place why something was not possible', async () => {
    const { market, post } = await open();
    const order = (await post('/sandbox/orders', { sku: DEVICES[1]!.sku })).headers.location!.split('?')[0]!;
    expect(await post(`${order}/delivery`, {})).toMatchObject({
      statusCode: 422,
      body: expect.stringContaining('This order is not shipped.'),
    });
    expect(await post(`${order}/complaints`, { issue: 'BATTERY_DRAIN', message: 'x' })).toMatchObject({ statusCode: 422 });
    await market.ship(Number(order.split('/').at(-1)));
    expect(await post(`${order}/complaints`, { issue: 'nonsense', message: '' })).toMatchObject({
      statusCode: 422,
      body: expect.stringContaining('Please choose what happened'),
    });
    const care = (await post(`${order}/complaints`, { issue: 'DISPLAY_ISSUES', message: 'x' })).headers.location!.split('?')[0]!;
    expect(await post(`${care}/parcel`, { tracking: 'nope' })).toMatchObject({
      statusCode: 422,
      body: expect.stringContaining('No such number.'),
    });
    expect((await post('/sandbox/orders', { sku: 'nothing' })).statusCode).toBe(404);
  });

  it('shows whatever people write as text', async () => {
    const { post, get } = await open();
    const order = (
      await post('/sandbox/orders', { sku: DEVICES[0]!.sku, name: '<img src=x onerror=alert(1)>', email: 'a@b.example' })
    ).headers.location!.split('?')[0]!;
    await post(`${order}/shipping`, {});
    const care = (
      await post(`${order}/complaints`, { issue: 'SOFTWARE', message: '<script>alert(1)</script> https://x.example/"onmouseover=1' })
    ).headers.location!.split('?')[0]!;
    for (const url of [
      order,
      care,
      '/sandbox/orders',
      `/sandbox/orders?q=${encodeURIComponent('<script>')}`,
      `/sandbox/mail.html?to=${encodeURIComponent('"><script>')}`,
      '/sandbox?said=%3Cscript%3E',
    ]) {
      const { body, headers } = await get(url);
      expect(body).not.toMatch(/<script|<img src=x|"onmouseover/);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  it('lets no other site press its buttons', async () => {
    const { post } = await open();
    expect((await post('/sandbox/orders', { sku: DEVICES[0]!.sku }, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  });
});

describe('the clock', () => {
  it('moves for a program and answers the time', async () => {
    const { app, moved } = await open();
    const answer = await app.inject({ method: 'POST', url: '/sandbox/clock', payload: { advance: 'P5D' } });
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(answer.json()).toEqual({ now: '2026-11-27T09:00:00.000Z' });
    expect(moved).toEqual(['P5D']);
    expect((await app.inject('/sandbox/clock')).json()).toEqual({ now: '2026-11-22T09:00:00.000Z' });
  });

  it('moves for a visitor and comes back to the page, never to another site', async () => {
    const { post } = await open();
    expect((await post('/sandbox/clock', { advance: 'P1D', back: '/sandbox/orders/7' })).headers.location).toBe(
      '/sandbox/orders/7?said=moved',
    );
    for (const back of ['https://evil.example', '//evil.example', '/sandboxevil', '/sandbox\\@evil'])
      expect((await post('/sandbox/clock', { advance: 'P1D', back })).headers.location).toBe('/sandbox?said=moved');
  });

  it.each([
    ['P5D', true],
    ['PT1H', true],
    ['PT90M', true],
    ['P1M', true],
    ['P1DT12H', true],
    ['', false],
    ['P', false],
    ['PT', false],
    ['P1DT', false],
    ['-P1D', false],
    ['P0D', false],
    ['5 days', false],
    ['P99999D', false],
    ['P1.5D', false],
  ])('"%s" is a duration it moves by: %s', (duration, good) => expect(durationTrouble(duration) === null).toBe(good));

  it('refuses nonsense with a problem document', async () => {
    const { app, moved } = await open();
    for (const payload of [{}, { advance: 5 }, { advance: 'soon' }]) {
      const answer = await app.inject({ method: 'POST', url: '/sandbox/clock', payload });
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect(moved).toEqual([]);
  });
});

describe('the mailbox', () => {
  const mails: SandboxMail[] = [
    {
      to: 'lea@buyers.example',
      subject: 'Votre étiquette',
      text: 'Bonjour',
      html: '<p>Bonjour</p><script>alert(1)</script>',
      at: '2026-11-22T09:00:00.000Z',
    },
    { to: 'jonas@buyers.example', subject: 'Ihre Anfrage', text: 'Guten Tag', html: '', at: '2026-11-22T08:00:00.000Z' },
  ];

  it('lists for programs, newest first, all or one addressee’s', async () => {
    const { get } = await open({ mails });
    expect((await get('/sandbox/mail')).json()).toEqual({ items: mails });
    expect((await get('/sandbox/mail?to=jonas@buyers.example')).json()).toEqual({ items: [mails[1]] });
  });

  it('shows a mail in a frame that runs nothing', async () => {
    const { get } = await open({ mails });
    const page = (await get('/sandbox/mail.html')).body;
    expect(page).toContain('Votre étiquette');
    const frame = /<iframe src="([^"]+)"/.exec(page)![1]!;
    const mail = await get(frame);
    expect(mail.body).toContain('<p>Bonjour</p>');
    expect(mail.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
  });
});

describe('what leaves the shelf', () => {
  it('has an IMEI whose check digit is right, or a serial number', () => {
    expect(checkDigit('49015420323751')).toBe('8');
    expect(checkDigit('35693803564380')).toBe('9');
    for (const device of DEVICES)
      expect(identityOf(device)).toEqual(
        device.tac ? { imei: expect.stringMatching(/^\d{15}$/) } : { serial: expect.stringMatching(/^TOY\d{10}$/) },
      );
  });
});

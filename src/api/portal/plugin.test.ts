import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { back as backOf, COMPLAINT, LABEL, ORDER, PHENIX } from '../../../web/portal/cast.test-support.ts';
import { CODE, LEA, OTHER_ORDER, type TestDesk, testDesk } from './desk.test-support.ts';
import { readSurveyLink, signOrderLink, signReturnLink, signSurveyLink } from '../../app/links.ts';
import type { SurveyDoor } from '../../app/survey-door.ts';
import type { SurveyPage } from '../../core/aftercare/answer.ts';
import { portal } from './plugin.ts';

const SECRET = 'a secret of at least thirty-two signs';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
const HERE = `/portal/phenix/orders/${ORDER.ref}`;
const PHONE = '/portal/phenix/returns/return-of-the-phone';

const ASKED: SurveyPage = {
  question: 'first',
  rma: 'R-7B2C-1DKP',
  titles: ['iPhone 13 128 Go'],
  country: 'FR',
  language: 'en',
  score: null,
  topics: [],
  contact: false,
  wrote: false,
  open: true,
  changeUntil: null,
  byItself: false,
  answerBy: null,
};
/** Opens what is signed; keeps nothing. */
const SURVEY: SurveyDoor = {
  async read(_seller, token) {
    const link = readSurveyLink(SECRET, token, now);
    return link === null || link === 'expired' ? link : ASKED;
  },
  answer: async () => 'kept',
};

let app: FastifyInstance;
let desk: TestDesk;
let now: number;

beforeEach(async () => {
  desk = testDesk();
  now = Date.parse('2026-11-22T12:00:00Z');
  app = Fastify();
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart);
  await app.register(
    portal({
      desk,
      survey: SURVEY,
      secret: SECRET,
      now: () => now,
      seller: (slug) => (slug === null || slug === 'phenix' ? PHENIX : null),
    }),
  );
});
afterEach(() => app.close());

/** A browser: it keeps cookies, and says where its forms come from. */
function browser(language = 'en') {
  const jar = new Map<string, string>();
  const go = async (
    method: 'GET' | 'POST',
    url: string,
    body?: { headers: Record<string, string>; payload: string | Buffer },
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        'accept-language': language,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'POST' ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...body?.headers,
        ...headers,
      },
      ...(body ? { payload: body.payload } : {}),
    });
    for (const { name, value } of answer.cookies) jar.set(name, value);
    return answer;
  };
  return {
    get: (url: string, headers?: Record<string, string>) => go('GET', url, undefined, headers),
    post: (url: string, fields: Record<string, string> | [string, string][], headers?: Record<string, string>) =>
      go(
        'POST',
        url,
        { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(fields).toString() },
        headers,
      ),
    send: (url: string, parts: readonly Part[]) => go('POST', url, multi(parts)),
  };
}

type Part = readonly [name: string, value: string] | readonly [name: string, file: { name: string; bytes: Buffer }];
function multi(parts: readonly Part[]) {
  const chunks = parts.map(([name, value]) => {
    const head = `--edge\r\ncontent-disposition: form-data; name="${name}"`;
    return typeof value === 'string'
      ? Buffer.from(`${head}\r\n\r\n${value}\r\n`)
      : Buffer.concat([
          Buffer.from(`${head}; filename="${value.name}"\r\ncontent-type: image/jpeg\r\n\r\n`),
          value.bytes,
          Buffer.from('\r\n'),
        ]);
  });
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    payload: Buffer.concat([...chunks, Buffer.from('--edge--\r\n')]),
  };
}

async function lea(language = 'en') {
  const her = browser(language);
  await her.post('/portal/phenix', { number: ORDER.number, email: LEA });
  await her.post('/portal/phenix/code', { code: CODE });
  return her;
}
const tokenIn = (page: string): string => /name="token" value="([^"]*)"/.exec(page)![1]!;
const sealedIn = (page: string): string[] =>
  [...page.matchAll(/<input type="hidden" name="item0\.photos" value="([^"]*)"/g)].map((match) => match[1]!);
const battery: [string, string][] = [
  ['item0.key', 'L1#1'],
  ['item0.choice', 'fault'],
  ['item0.fault', 'battery'],
  ['item0.note', 'It dies at noon.'],
];

describe('finding the order', () => {
  it('opens the order to the one who has the code of its mailbox', async () => {
    const her = browser();
    const asked = await her.post('/portal/phenix', { number: ` ${ORDER.number} `, email: 'Lea@Example.org' });
    expect([asked.statusCode, asked.headers.location]).toEqual([303, '/portal/phenix/code']);
    expect((await her.get(HERE)).statusCode, 'number and address alone open nothing').toBe(303);
    const page = await her.get('/portal/phenix/code');
    expect(page.body).toContain('autocomplete="one-time-code"');
    const found = await her.post('/portal/phenix/code', { code: ' 042 917 ' });
    expect(found.statusCode).toBe(303);
    expect(found.headers.location).toBe(HERE);
    const session = found.cookies.find(({ name }) => name === 'retour_buyer');
    expect(session).toMatchObject({ name: 'retour_buyer', httpOnly: true, sameSite: 'Lax', path: '/portal' });
    expect((await her.get(HERE)).body).toContain('Hello Léa');
  });

  it('answers an unknown number and a wrong address with the same page', async () => {
    const seen = async (number: string, email: string) => {
      const somebody = browser();
      const asked = await somebody.post('/portal/phenix', { number, email });
      const pages = [await somebody.get('/portal/phenix/code'), await somebody.post('/portal/phenix/code', { code: '000000' })];
      return [asked.statusCode, asked.headers.location, ...pages.flatMap(({ statusCode, body }) => [statusCode, body])].map((part) =>
        String(part).replaceAll(number, 'N').replaceAll(email, 'E'),
      );
    };
    const right = await seen(ORDER.number, LEA);
    expect(await seen('99999999', LEA)).toEqual(right);
    expect(await seen(ORDER.number, 'tom@example.org')).toEqual(right);
  });

  it('keeps what was typed and says beside the field what is wrong', async () => {
    const answer = await browser().post('/portal/phenix', { number: '4712', email: 'lea@' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="4712"');
    expect(answer.body).toContain('id="email-mistake"');
  });

  it('says kindly that it rests, when too many codes were asked for', async () => {
    desk.refuses = 'too_many';
    const answer = await browser().post('/portal/phenix', { number: ORDER.number, email: LEA });
    expect(answer.statusCode).toBe(429);
    expect(answer.body).toContain('short break');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('rests after sixty looks from one place', async () => {
    for (let i = 0; i < 60; i++) await browser().post('/portal/phenix', { number: `guess-${i}`, email: LEA });
    expect((await browser().post('/portal/phenix', { number: 'guess-61', email: LEA })).statusCode).toBe(429);
  });

  it('lets a code be typed again, says how many tries are left, and mails another', async () => {
    const her = browser();
    await her.post('/portal/phenix', { number: ORDER.number, email: LEA });
    expect((await her.post('/portal/phenix/code', { code: '12' })).body).toContain('Type the six digits');
    expect((await her.post('/portal/phenix/code', { code: '111111' })).body).toContain('4 more times');
    desk.refuses = 'code_over';
    expect((await her.post('/portal/phenix/code', { code: '111111' })).body).toContain('does not count any more');
    desk.refuses = null;
    expect((await her.post('/portal/phenix/code/again', {})).headers.location).toBe('/portal/phenix/code?said=again');
    expect(desk.codes.size).toBe(2);
    expect((await browser().get('/portal/phenix/code')).headers.location, 'nobody waits for a code').toContain('because=session_over');
  });

  it('takes no form from another site', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      expect((await browser().post('/portal/phenix', { number: ORDER.number, email: LEA }, headers as never)).statusCode).toBe(403);
    }
  });

  it('stands at /portal for the demo seller, and nowhere for a seller that is none', async () => {
    expect((await browser().get('/portal')).body).toContain('action="/portal/phenix"');
    expect((await browser().get('/portal/nobody')).statusCode).toBe(404);
  });
});

describe('a stranger', () => {
  it('is asked to find the order again, whether it exists or not', async () => {
    for (const url of [
      HERE,
      `${HERE}/details?item=L1%231`,
      '/portal/phenix/orders/unknown',
      PHONE,
      '/portal/phenix/returns/unknown',
      `${PHONE}/label.pdf`,
      `${PHONE}/photos/battery`,
    ]) {
      const answer = await browser().get(url);
      expect([answer.statusCode, answer.headers.location], url).toEqual([303, '/portal/phenix?because=session_over']);
    }
  });

  it('is nobody to another buyer’s order, return, papers or photos', async () => {
    const her = await lea();
    for (const url of [
      `/portal/phenix/orders/${OTHER_ORDER.ref}`,
      '/portal/phenix/returns/return-of-tom',
      '/portal/phenix/returns/return-of-tom/packing-slip.pdf',
      '/portal/phenix/returns/return-of-tom/photos/toms',
    ]) {
      expect((await her.get(url)).statusCode, url).toBe(303);
    }
    expect((await her.get(`${PHONE}/photos/toms`)).statusCode).toBe(404);
  });

  it('is signed out after twelve hours', async () => {
    const her = await lea();
    now += 12 * 3_600_000;
    expect((await her.get(HERE)).statusCode).toBe(303);
  });
});

describe('the survey', () => {
  const at = (token: string) => `/portal/phenix/survey/${token}?score=2`;
  const link = (since: number) => signSurveyLink(SECRET, 'phenix', 'return-of-the-phone', 'first', since);

  it('opens by its link with what was tapped, and says where it is over', async () => {
    const opened = await browser().get(at(link(now)));
    expect([opened.statusCode, /value="2"[^>]* checked/.test(opened.body)]).toEqual([200, true]);
    const over = await browser().get(at(link(now - 90 * 86_400_000)));
    expect(over.statusCode).toBe(410);
    expect(over.body).toContain('This question is over');
    expect(over.body).not.toContain('<form');
  });

  it('opens for nobody whose link is not ours', async () => {
    const changed = link(now).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (const token of [changed, 'nonsense', signReturnLink(SECRET, 'phenix', 'return-of-the-phone', now)]) {
      expect((await browser().get(at(token))).statusCode, token).toBe(404);
      expect((await browser().post(at(token), { score: '1' })).statusCode, token).toBe(404);
    }
  });
});

describe('a link in a mail', () => {
  it('opens its return and leaves no token in the address', async () => {
    const her = browser();
    const answer = await her.get(`/portal/r/${signReturnLink(SECRET, 'phenix', 'return-of-the-phone', now)}`);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, PHONE]);
    expect((await her.get(PHONE)).body).toContain('R-7B2C-1DKP');
  });

  it('opens a paper of its return, as the mails offer it', async () => {
    const token = signReturnLink(SECRET, 'phenix', 'return-of-the-phone', now);
    for (const paper of ['label.pdf', 'packing-slip.pdf']) {
      const her = browser();
      const { location } = (await her.get(`/portal/r/${token}/${paper}`)).headers;
      expect((await her.get(location!)).headers['content-type'], paper).toBe('application/pdf');
    }
  });

  it('leads to the search when it is too old or incomplete', async () => {
    const old = signReturnLink(SECRET, 'phenix', 'return-of-the-phone', now - 200 * 86_400_000);
    expect((await browser().get(`/portal/r/${old}`)).headers.location).toBe('/portal/phenix?because=link_old');
    expect((await browser().get('/portal/r/nonsense')).headers.location).toBe('/portal/phenix?because=link_unknown');
  });

  it('of a code opens the order as the code does, and only as long', async () => {
    const her = browser();
    const token = signOrderLink(SECRET, 'phenix', ORDER.ref, now + 600_000);
    expect((await her.get(`/portal/r/${token}`)).headers.location).toBe(HERE);
    expect((await her.get(HERE)).statusCode).toBe(200);
    now += 600_001;
    expect((await browser().get(`/portal/r/${token}`)).headers.location).toBe('/portal/phenix?because=link_old');
  });
});

describe('asking for a return', () => {
  it('goes from the item to the decision to one return, however often it is sent', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    const review = await her.send(`${HERE}/check`, [
      ['token', tokenIn(details.body)],
      ...battery,
      ['item0.photos', { name: 'battery.jpg', bytes: JPEG }],
    ]);
    expect(review.statusCode).toBe(200);
    expect(review.body).toContain('Yes, you can send it back');
    expect(desk.opened).toHaveLength(0);

    const form: [string, string][] = [['token', tokenIn(review.body)], ...battery, ['item0.photos', sealedIn(review.body)[0]!]];
    const [first, second] = await Promise.all([her.post(`${HERE}/returns`, form), her.post(`${HERE}/returns`, form)]);
    expect(first.headers.location).toBe(`${PHONE}?said=opened`);
    expect(second.headers.location).toBe(first.headers.location);
    expect(desk.opened).toHaveLength(1);
    expect(desk.opened[0]!.requests).toEqual([
      {
        lineId: 'L1',
        unit: 1,
        reason: 'defective',
        fault: 'battery',
        note: 'It dies at noon.',
        photos: [{ ref: 'photo-0', name: 'battery.jpg' }],
      },
    ]);
    expect((await her.get(`${PHONE}?said=opened`)).body).toContain('We have your request');
  });

  it('tells the team which first steps were tried, in the buyer’s own note, and only for the fault that stands', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    const form = (tried: string): [string, string][] => [['token', tokenIn(details.body)], ...battery, ['item0.tried', tried]];
    await her.post(`${HERE}/returns`, form('tried.battery'));
    expect(desk.opened[0]!.requests[0]!.note).toBe('It dies at noon.\nI tried the first steps that you suggest, without success.');
    const other = await her.get(`${HERE}/details?item=L1%231`);
    await her.post(`${HERE}/returns`, [['token', tokenIn(other.body)], ...battery, ['item0.tried', 'tried.screen']]);
    expect(desk.opened[1]!.requests[0]!.note).toBe('It dies at noon.');
  });

  it('loses nothing that was typed when something is missing, not even the photo', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    const again = await her.send(`${HERE}/check`, [
      ['token', tokenIn(details.body)],
      ['item0.key', 'L1#1'],
      ['item0.choice', 'fault'],
      ['item0.note', 'It dies\r\nat noon.'],
      ['item0.wants', 'repair'],
      ['item0.photos', { name: 'battery.jpg', bytes: JPEG }],
    ]);
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('It dies\nat noon.');
    expect(again.body).toMatch(/value="fault" checked/);
    expect(again.body).toMatch(/value="repair" checked/);
    expect(again.body).toContain('href="#item0-fault"');
    const [sealed] = sealedIn(again.body);
    const photo = await her.get(`${HERE}/photos/${sealed}`);
    expect([photo.statusCode, photo.headers['content-type']]).toEqual([200, 'image/webp']);
  });

  it('comes back from the review with everything, and in another language too', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    const review = await her.post(`${HERE}/check`, [['token', tokenIn(details.body)], ...battery]);
    const french = await her.post(`${HERE}/check`, [['token', tokenIn(review.body)], ...battery, ['lang', 'fr']]);
    expect(french.body).toContain('Oui, vous pouvez le renvoyer');
    const back = await her.post(`${HERE}/details`, [['token', tokenIn(french.body)], ...battery]);
    expect(back.body).toContain('lang="fr"');
    expect(back.body).toContain('It dies at noon.');
    expect(back.body).toMatch(/value="battery" checked/);
  });

  it('says which photo is none and which is too big, and keeps the others', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    const answer = await her.send(`${HERE}/check`, [
      ['token', tokenIn(details.body)],
      ...battery,
      ['item0.photos', { name: 'letter.pdf', bytes: Buffer.from('%PDF') }],
      ['item0.photos', { name: 'huge.jpg', bytes: Buffer.concat([JPEG, Buffer.alloc(12 * 1024 * 1024)]) }],
      ['item0.photos', { name: 'battery.jpg', bytes: JPEG }],
    ]);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('“letter.pdf” is not a photo');
    expect(answer.body).toContain('“huge.jpg” is too big');
    expect([...desk.stowed.values()].map(({ name, type }) => [name, type])).toEqual([['battery.jpg', 'image/jpeg']]);
    expect(sealedIn(answer.body)).toHaveLength(1);
  });

  it('takes no photo of somebody else’s order', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    const review = await her.post(`${HERE}/check`, [['token', tokenIn(details.body)], ...battery, ['item0.photos', 'forged.seal']]);
    expect(sealedIn(review.body)).toEqual([]);
  });

  it('asks for an item first', async () => {
    const her = await lea();
    const answer = await her.get(`${HERE}/details?item=L3%231`);
    expect([answer.statusCode, answer.body.includes('Choose at least one item')]).toEqual([422, true]);
  });

  it('says a refusal of the desk in words and lets the buyer try again', async () => {
    const her = await lea();
    const details = await her.get(`${HERE}/details?item=L1%231`);
    desk.refuses = 'not_open_yet';
    const answer = await her.post(`${HERE}/check`, [['token', tokenIn(details.body)], ...battery]);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('once the order is placed');
    expect(answer.body).toContain('It dies at noon.');
  });

  it('is refused without the token of this session', async () => {
    const her = await lea();
    const stranger = await lea();
    const foreign = tokenIn((await stranger.get(`${HERE}/details?item=L1%231`)).body);
    for (const token of ['', 'x.y', foreign])
      expect((await her.post(`${HERE}/returns`, [['token', token], ...battery])).statusCode).toBe(403);
    expect(desk.opened).toEqual([]);
  });
});

describe('withdrawing from the contract', () => {
  const AT = '/portal/phenix/withdrawal';
  const statement = { name: 'Léa Fournier', number: '47120983', email: LEA, about: '' };

  it('takes two steps and nobody’s sign-in, and is one declaration however often it is sent', async () => {
    const her = browser();
    expect((await her.get('/portal/phenix')).body).toContain('Withdraw from contract here');
    const token = tokenIn((await her.get(`${AT}?order=47120983`)).body);
    const checked = await her.post(`${AT}/check`, { ...statement, token });
    expect(checked.body).toContain('I withdraw from the contract with Phénix Mobile on order 47120983.');
    expect(checked.body).toContain('Confirm withdrawal here');
    expect(desk.withdrawn.size, 'nothing is declared before it is confirmed').toBe(0);
    const form = { ...statement, token: tokenIn(checked.body) };
    const done = await her.post(`${AT}/confirmation`, form);
    await her.post(`${AT}/confirmation`, form);
    expect(done.body).toContain('22 November 2026 at 13:00:00 CET');
    expect([...desk.withdrawn.values()]).toMatchObject([{ name: 'Léa Fournier', orderNumber: '47120983', email: LEA, units: null }]);
  });

  it('lets a signed-in buyer tick the items', async () => {
    const her = await lea();
    const page = await her.get(`${AT}?order=${ORDER.ref}`);
    expect(page.body).toContain('value="Léa Fournier"');
    const form = { ...statement, item: 'L1#1', token: tokenIn(page.body) };
    expect((await her.post(`${AT}/check`, form)).body).toContain('on these items of order 47120983: iPhone 13 128 Go.');
    await her.post(`${AT}/confirmation`, form);
    expect([...desk.withdrawn.values()]).toMatchObject([{ units: [{ lineId: 'L1', unit: 1 }] }]);
  });

  it('says what is missing, keeps what was typed, and takes no form from elsewhere', async () => {
    const her = browser();
    const token = tokenIn((await her.get(AT)).body);
    const wrong = await her.post(`${AT}/check`, { ...statement, name: '', token });
    expect([wrong.statusCode, wrong.body.includes('id="name-mistake"'), wrong.body.includes('value="47120983"')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await her.post(`${AT}/confirmation`, { ...statement, token: 'x.y' })).statusCode).toBe(403);
    expect((await her.post(`${AT}/confirmation`, { ...statement, token }, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect(desk.withdrawn.size).toBe(0);
  });
});

describe('several orders', () => {
  it('are one request, and as many returns', async () => {
    const her = browser();
    desk.ordersOf = async () => [ORDER.ref, OTHER_ORDER.ref];
    await her.get(`/portal/r/${signOrderLink(SECRET, 'phenix', ORDER.ref, now + 600_000)}`);
    const there = `${OTHER_ORDER.ref}~L1#1`;
    expect((await her.get(HERE)).body).toContain(`value="${there}"`);
    const details = await her.get(`${HERE}/details?item=L1%231&item=${encodeURIComponent(there)}`);
    const both: [string, string][] = [...battery, ['item1.key', there], ['item1.choice', 'mind']];
    const review = await her.post(`${HERE}/check`, [['token', tokenIn(details.body)], ...both]);
    expect(review.body).toContain('Several orders, one request');
    const sent = await her.post(`${HERE}/returns`, [['token', tokenIn(review.body)], ...both]);
    expect(sent.statusCode).toBe(303);
    expect(desk.opened.map(({ order, requests }) => [order, requests.map(({ reason }) => reason)])).toEqual([
      [ORDER.ref, ['defective']],
      [OTHER_ORDER.ref, ['changed_mind']],
    ]);
  });

  it('of somebody else are no part of it', async () => {
    const her = await lea();
    const there = `${OTHER_ORDER.ref}~L1#1`;
    const details = await her.get(`${HERE}/details?item=L1%231&item=${encodeURIComponent(there)}`);
    expect(details.body).not.toContain(there);
    const form: [string, string][] = [['token', tokenIn(details.body)], ...battery, ['item1.key', there], ['item1.choice', 'mind']];
    await her.post(`${HERE}/returns`, form);
    expect(desk.opened.map(({ order }) => order)).toEqual([ORDER.ref]);
  });
});

describe('changing one’s mind about a return', () => {
  it('shows the request as it was sent, and sends it in place of the old one', async () => {
    const order = {
      ...ORDER,
      items: [{ ...ORDER.items[0]!, openReturn: { id: 'return-of-the-phone', rma: 'R-7B2C-1DKP', status: 'approved' as const } }],
    };
    desk.order = async () => order;
    const her = await lea();
    const page = await her.get(`${PHONE}/change`);
    expect(page.body).toMatch(/value="fault" checked/);
    expect(page.body).toMatch(/value="battery" checked/);
    const form: [string, string][] = [
      ['token', tokenIn(page.body)],
      ['replaces', 'return-of-the-phone'],
      ['item0.key', 'L1#1'],
      ['item0.choice', 'mind'],
    ];
    const review = await her.post(`${HERE}/check`, form);
    expect(review.body).toContain('takes the place of return R-7B2C-1DKP');
    const sent = await her.post(`${HERE}/returns`, form);
    expect(sent.headers.location).toContain('said=changed');
    expect(desk.opened).toMatchObject([{ more: { replaces: 'return-of-the-phone' } }]);
  });

  it('chooses another way back, or says why it can’t', async () => {
    const her = await lea();
    const page = await her.get(`${PHONE}/way`);
    expect(page.body).toMatch(/value="prepaid\/post" checked/);
    const token = tokenIn(page.body);
    expect((await her.post(`${PHONE}/way`, { token, look: 'post', postalCode: '' })).body).toContain('Type a postcode');
    expect((await her.post(`${PHONE}/way`, { token, way: 'dropoff/post' })).headers.location).toBe(`${PHONE}?said=way_chosen`);
    expect(desk.chosen).toEqual([{ kind: 'dropoff', account: 'post' }]);
    desk.refuses = 'way_gone';
    expect((await her.post(`${PHONE}/way`, { token, way: 'pickup/post' })).body).toContain('not on offer any more');
  });
});

describe('on a home screen', () => {
  it('bears the seller’s name, colour and initial', async () => {
    const manifest = await browser('de').get('/portal/phenix/app.webmanifest');
    expect(manifest.json()).toMatchObject({ name: 'Phénix Mobile · Rückgaben', theme_color: '#b3541e', display: 'standalone', lang: 'de' });
    const icon = await browser().get('/portal/phenix/icon.svg');
    expect([icon.headers['content-type'], icon.body.includes('#b3541e'), icon.body.includes('>P<')]).toEqual([
      'image/svg+xml; charset=utf-8',
      true,
      true,
    ]);
    expect((await browser().get('/portal/phenix/logo/none')).statusCode).toBe(404);
  });
});

describe('following a return', () => {
  it('keeps a message once, and says that it came', async () => {
    const her = await lea();
    const token = tokenIn((await her.get(PHONE)).body);
    const sent = await her.post(`${PHONE}/messages`, { token, message: 'Still no label?' });
    await her.post(`${PHONE}/messages`, { token, message: 'Still no label?' });
    expect(sent.headers.location).toBe(`${PHONE}?said=message_sent`);
    expect((await her.get(PHONE)).body.match(/Still no label\?/g)).toHaveLength(1);
  });

  it('asks for words when there are none, and keeps too many', async () => {
    const her = await lea();
    const token = tokenIn((await her.get(PHONE)).body);
    expect((await her.post(`${PHONE}/messages`, { token, message: '  ' })).body).toContain('Write something first');
    const long = await her.post(`${PHONE}/messages`, { token, message: 'x'.repeat(2001) });
    expect([long.statusCode, long.body.includes('x'.repeat(2001))]).toEqual([422, true]);
  });

  it('says why it can’t be cancelled any more', async () => {
    const her = await lea();
    const token = tokenIn((await her.get(PHONE)).body);
    desk.refuses = 'already_sent';
    const answer = await her.post(`${PHONE}/cancellation`, { token });
    expect([answer.statusCode, answer.body.includes('it can’t be cancelled any more')]).toEqual([409, true]);
    desk.refuses = 'something_new';
    expect((await her.post(`${PHONE}/cancellation`, { token })).body).toContain('not possible at this point');
  });

  it('adds photos, and asks for one where none was chosen', async () => {
    const her = await lea();
    const token = tokenIn((await her.get(PHONE)).body);
    expect(
      (
        await her.send(`${PHONE}/photos`, [
          ['token', token],
          ['photos', { name: 'a.jpg', bytes: JPEG }],
        ])
      ).headers.location,
    ).toBe(`${PHONE}?said=photos_added`);
    expect(
      (
        await her.send(`${PHONE}/photos`, [
          ['token', token],
          ['photos', { name: '', bytes: Buffer.alloc(0) }],
        ])
      ).body,
    ).toContain('Choose a photo first');
  });

  it('gives the papers as PDF under the return’s code', async () => {
    const her = await lea();
    const label = await her.get(`${PHONE}/label.pdf?size=thermal`);
    expect(label.headers['content-type']).toBe('application/pdf');
    expect(label.headers['content-disposition']).toBe('inline; filename="label-R-7B2C-1DKP.pdf"');
  });
});

describe('every page', () => {
  it('comes with a strict policy, is kept by no proxy and found by no search engine', async () => {
    const { headers } = await browser().get('/portal');
    expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'; script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
    });
  });

  it('opens the return policy to everyone, for the country that they most likely live in', async () => {
    const shown = async (page: Promise<{ statusCode: number; body: string }>) => /As in (\w\w)\./.exec((await page).body)?.[1];
    expect((await browser('de').get('/portal/phenix/policy')).body).toMatch(/<html lang="de">[^]*Policy in de/);
    expect(await shown(browser('it').get('/portal/phenix/policy'))).toBe('IT');
    expect(await shown(browser('de-AT,de;q=0.9,en-GB;q=0.5').get('/portal/phenix/policy'))).toBe('AT');
    expect(await shown((await lea('en')).get('/portal/phenix/policy'))).toBe('FR');
    expect(await shown((await lea('en')).get('/portal/phenix/policy?country=pl'))).toBe('PL');
    expect((await browser().get('/portal/nobody/policy')).statusCode).toBe(404);
  });

  it('keeps the chosen country when the language of the policy is switched', async () => {
    const reader = browser('de');
    const page = await reader.get('/portal/phenix/policy?country=PL');
    expect(page.body).toContain('href="/portal/phenix/policy?country=PL&amp;lang=fr"');
    const switched = await reader.get('/portal/phenix/policy?country=PL&lang=fr');
    expect([switched.statusCode, switched.headers.location]).toEqual([303, '/portal/phenix/policy?country=PL']);
    expect((await reader.get('/portal/phenix/policy?country=PL')).body).toMatch(/<html lang="fr">[^]*As in PL\./);
  });

  it('speaks the browser’s language, or the one that was chosen, from then on', async () => {
    const french = browser('fr-BE, en;q=0.5');
    expect((await french.get('/portal')).body).toContain('<html lang="fr">');
    const chosen = await french.get('/portal/phenix?lang=en&order=47120983');
    expect([chosen.statusCode, chosen.headers.location]).toEqual([303, '/portal/phenix?order=47120983']);
    expect((await french.get('/portal/phenix?order=47120983')).body).toMatch(/<html lang="en">[^]*value="47120983"/);
  });

  it('finds its style and script under names that may be kept for ever', async () => {
    const page = (await browser().get('/portal')).body;
    const assets = [...page.matchAll(/(?:href|src)="(\/portal\/assets\/[^"]*)"/g)].map((match) => match[1]!);
    expect(assets).toHaveLength(3);
    for (const url of assets) {
      const asset = await browser().get(url);
      expect([asset.statusCode, asset.headers['cache-control']], url).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    expect((await browser().get('/portal/assets/../plugin.ts')).statusCode).toBe(404);
  });

  it('says so calmly when there is nothing, or when something breaks', async () => {
    expect((await browser().get('/portal/phenix/no/such/page')).statusCode).toBe(404);
    const her = await lea();
    desk.order = () => Promise.reject(new Error('the database is away'));
    const broken = await her.get(HERE);
    expect([broken.statusCode, broken.body.includes('the database')]).toEqual([500, false]);
    expect(broken.body).toContain('Something went wrong on our side');
  });
});

describe('a running return', () => {
  const JPG = { name: 'crack.jpg', bytes: JPEG };
  const PDF = { name: 'invoice.pdf', bytes: Buffer.from('%PDF-1.7') };
  const EXE = { name: 'setup.exe', bytes: Buffer.from('MZ') };
  const found = (over: object) => {
    const phone = desk.returns.get('return-of-the-phone')!;
    desk.returns.set('return-of-the-phone', { ...phone, ...over });
  };
  const damaged = { ...backOf().items[0]!, verdict: 'customer_damage' as const, answer: 'finding' as const };

  it('shows a photo of the bench that belongs to its finding, and no other one', async () => {
    found({ items: [{ ...damaged, finding: { points: [{ key: 'outside_cracked' }], photos: [{ ref: 'crack', point: 0 }] } }] });
    const her = await lea();
    const page = (await her.get(PHONE)).body;
    expect(page).toContain('Outside it is cracked or broken.');
    const shown = await her.get(`${PHONE}/finding/crack`);
    expect([
      shown.statusCode,
      shown.headers['content-type'],
      shown.headers['x-content-type-options'],
      shown.headers['cache-control'],
    ]).toEqual([200, 'image/webp', 'nosniff', 'private, max-age=3600']);
    expect((await her.get(`${PHONE}/finding/toms`)).statusCode).toBe(404);
    expect((await her.get('/portal/phenix/returns/return-of-tom/finding/toms')).statusCode, 'another’s return').toBe(303);
    expect((await browser().get(`${PHONE}/finding/crack`)).statusCode, 'nobody').toBe(303);
  });

  it('hands out what came with a message as a download, and nothing that is not on the page', async () => {
    const her = await lea();
    await her.send(`${PHONE}/messages`, [
      ['token', tokenIn((await her.get(PHONE)).body)],
      ['message', 'See this.'],
    ]);
    desk.files = [{ id: 'paper', name: 'Avoir n° 7.pdf', type: 'application/pdf', size: 8 }];
    expect((await her.get(PHONE)).body).toContain(`${PHONE}/files/paper`);
    const file = await her.get(`${PHONE}/files/paper`);
    expect([file.statusCode, file.headers['content-type'], file.headers['x-content-type-options']]).toEqual([
      200,
      'application/octet-stream',
      'nosniff',
    ]);
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''paper\.pdf$/);
    expect((await her.get(`${PHONE}/files/other`)).statusCode).toBe(404);
    expect((await browser().get(`${PHONE}/files/paper`)).statusCode).toBe(303);
  });

  it('keeps the words and the good files where one file is refused, and sends all of it once it is taken out', async () => {
    const her = await lea();
    const refused = await her.send(`${PHONE}/messages`, [
      ['token', tokenIn((await her.get(PHONE)).body)],
      ['message', 'The invoice and the crack.'],
      ['message-files', PDF],
      ['message-files', EXE],
    ]);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('“setup.exe” is neither a photo nor a PDF');
    expect(refused.body).toContain('The invoice and the crack.');
    expect(desk.messagesSent).toEqual([]);
    const kept = /name="message-files\.kept" value="([^"]*)"/.exec(refused.body)![1]!;
    const parts: Part[] = [
      ['token', tokenIn(refused.body)],
      ['message', 'The invoice and the crack.'],
      ['message-files.kept', kept],
      ['message-files', JPG],
    ];
    expect((await her.send(`${PHONE}/messages`, parts)).statusCode).toBe(303);
    await her.send(`${PHONE}/messages`, parts);
    expect(desk.messagesSent).toEqual([{ body: 'The invoice and the crack.', files: ['invoice.pdf', 'crack.jpg'] }]);
    const elsewhere: Part[] = [
      ['token', tokenIn((await her.get(PHONE)).body)],
      ['message', ''],
      ['message-files.kept', `${kept.slice(0, -2)}xx`],
    ];
    expect((await her.send(`${PHONE}/messages`, elsewhere)).statusCode, 'a forged file is no file').toBe(422);
  });

  it('is contested once, with reasons and photos, and never without a reason', async () => {
    found({ items: [damaged] });
    const her = await lea();
    const token = tokenIn((await her.get(PHONE)).body);
    const without = await her.send(`${PHONE}/contest`, [
      ['token', token],
      ['contest', '  '],
      ['contest-files', JPG],
    ]);
    expect([without.statusCode, desk.contested.length]).toEqual([422, 0]);
    expect(without.body, 'the form stands open with its file').toMatch(/contest-files\.kept/);
    const parts: Part[] = [
      ['token', tokenIn(without.body)],
      ['contest', 'It came like that.'],
      ['contest-files.kept', /name="contest-files\.kept" value="([^"]*)"/.exec(without.body)![1]!],
    ];
    const sent = await her.send(`${PHONE}/contest`, parts);
    expect(sent.headers.location).toBe(`${PHONE}?said=contested`);
    await her.send(`${PHONE}/contest`, parts);
    expect(desk.contested).toMatchObject([
      { contest: { says: 'It came like that.', items: [{ lineId: 'L1', unit: 1 }], files: [{ name: 'crack.jpg' }] } },
    ]);
    desk.refuses = 'nothing_to_contest';
    const late = await her.send(`${PHONE}/contest`, [
      ['token', tokenIn((await her.get(PHONE)).body)],
      ['contest', 'Again.'],
    ]);
    expect([late.statusCode, late.body.includes('There is nothing to contest any more')]).toEqual([409, true]);
  });

  it('lets a buyer answer in their complaint, by the verbs that are theirs', async () => {
    found({ dispute: { ...COMPLAINT, state: 'ruled', may: ['acceptance', 'appeal'] } });
    const her = await lea();
    const token = async () => tokenIn((await her.get(PHONE)).body);
    expect((await her.post(`${PHONE}/dispute`, { token: await token(), verb: 'ruling' })).statusCode).toBe(404);
    expect((await her.post(`${PHONE}/dispute`, { token: await token(), verb: 'appeal' })).statusCode, 'an appeal has reasons').toBe(422);
    expect((await her.post(`${PHONE}/dispute`, { token: await token(), verb: 'acceptance' })).statusCode).toBe(303);
    expect(desk.saidInDispute).toEqual([{ verb: 'acceptance', says: '' }]);
  });

  it('takes an account whose check digits are right, and gives a wrong one back to be mended', async () => {
    found({ bank: { state: 'wanted' }, refunds: [] });
    const her = await lea();
    const give = async (iban: string) =>
      her.post(`${PHONE}/account`, { token: tokenIn((await her.get(PHONE)).body), holder: 'Léa Fournier', iban });
    const wrong = await give('FR14 2004 1010 0505 0001 3M02 607');
    expect([wrong.statusCode, wrong.body.includes('value="FR14 2004 1010 0505 0001 3M02 607"')]).toEqual([422, true]);
    expect((await give('my account')).body).toContain('begins with two letters and two digits');
    expect((await give('FR14 2004 1010 0505 0001 3M02 606')).statusCode).toBe(303);
    expect(desk.accounts).toEqual([{ holder: 'Léa Fournier', iban: 'FR14 2004 1010 0505 0001 3M02 606' }]);
  });

  it('has its code to be scanned where a shop scans one, and for its owner alone', async () => {
    const her = await lea();
    expect((await her.get(`${PHONE}/code.svg`)).statusCode).toBe(404);
    found({ status: 'approved', next: { who: 'buyer', what: 'send_back' }, label: { ...LABEL, kind: 'dropoff' } });
    const code = await her.get(`${PHONE}/code.svg`);
    expect([code.statusCode, code.headers['content-type'], code.body.startsWith('<svg')]).toEqual([200, 'image/svg+xml', true]);
    expect((await browser().get(`${PHONE}/code.svg`)).statusCode).toBe(303);
  });
});

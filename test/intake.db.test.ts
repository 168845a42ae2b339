/**
 * A mailbox with a thousand mixed mails goes in, while the process dies again and again (M12, M14): each is a return, a word on one, or waits in
 * triage; none is lost, none is there twice.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepMail, processMail } from '../src/app/intake.ts';
import type { Context } from '../src/app/context.ts';
import { type ImapServer, imapServer } from '../src/channels/email/imap-server.test-support.ts';
import {
  bounceOf,
  broken,
  CHATS,
  COMPLAINTS,
  LAYOUTS,
  mime,
  type MimeOptions,
  type NoticeOf,
  pick,
  quote,
  type Rng,
  rngOf,
  spam,
  TONGUES,
} from '../src/channels/email/mails.test-support.ts';
import type { Tx } from '../src/store/db.ts';
import { imei, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, DEMO_KEY, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

const rows = <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  product.ctx.db.withSeller(product.sellerId, (tx) => tx.query<T>(sql, values));

/** What has to become of a mail. */
type Fate = 'return' | 'message' | 'note' | 'bounce' | 'triage' | 'duplicate' | 'same';
type Arrival = { readonly bytes: Buffer; readonly fate: Fate; readonly what: string; readonly says?: string };

type Sold = {
  readonly channel: string;
  readonly number: string;
  readonly family: keyof typeof LAYOUTS;
  readonly email: string;
  readonly imei: string;
};
const FAMILIES = ['backmarket', 'amazon', 'ebay', 'mirakl', 'shopify', 'form'] as const;
const digits = (n: number, most: number) => String(n).padStart(most, '0');
const NUMBERS: Readonly<Record<(typeof FAMILIES)[number], (n: number) => string>> = {
  backmarket: (n) => String(28_450_000 + n),
  amazon: (n) => `302-${digits(1_000_000 + n, 7)}-${digits(7_000_000 + n, 7)}`,
  ebay: (n) => `12-${digits(34_000 + n, 5)}-${digits(89_000 + n, 5)}`,
  mirakl: (n) => `FR_${880_000 + n}-A`,
  shopify: (n) => `#${7_000 + n}`,
  form: (n) => `PX-2026-${digits(n, 4)}`,
};

async function sell(n: number): Promise<Sold> {
  const family = FAMILIES[n % FAMILIES.length]!;
  const sold: Sold = {
    family,
    channel: family === 'backmarket' ? 'backmarket' : 'shop',
    number: NUMBERS[family](n),
    email: `buyer.${n}@buyers.example`,
    imei: imei(9_000 + n),
  };
  const put = await product.put(
    `/orders/${sold.channel}/${encodeURIComponent(sold.number)}`,
    phoneOrder(n, { buyer: { name: `Buyer ${n}`, email: sold.email, language: TONGUES[n % 5]! }, line: { imei: sold.imei } }),
  );
  expect(put.status, JSON.stringify(put.body)).toBe(201);
  return sold;
}

let mailNumber = 0;
const named = (given: Omit<MimeOptions, 'id' | 'date'>): Buffer => {
  mailNumber += 1;
  return mime({ ...given, id: `m${mailNumber}@mail.example`, date: new Date(Date.UTC(2026, 9, 1, 8, 0, mailNumber)).toISOString() });
};

/** How a mail's words are written, and what it says about that. */
const ways = (rng: Rng): Pick<MimeOptions, 'charset' | 'told' | 'encoding'> =>
  pick(rng, [
    {},
    { encoding: 'base64' },
    { charset: 'iso-8859-1', encoding: 'quoted-printable' },
    { charset: 'iso-8859-1', told: 'utf-8' },
    { charset: 'iso-8859-1', told: null },
    { told: 'x-unknown' },
  ] as const);
/** Latin-1 has no such apostrophe. */
const inLatin = (text: string) => text.replaceAll('’', "'");

/** All mails around one order, in the order in which they come. */
function story(rng: Rng, sold: Sold, opened: { readonly rma: string; readonly effect: string } | null): Arrival[] {
  const tongue = pick(rng, TONGUES);
  const complaint = inLatin(pick(rng, COMPLAINTS).says[tongue]);
  const chat = () => inLatin(`${pick(rng, CHATS[tongue])} ${mailNumber}`);
  const from = `Buyer <${sold.email}>`;
  const mails: Arrival[] = [];
  const add = (what: string, fate: Fate, mail: Omit<MimeOptions, 'id' | 'date'>, says?: string) =>
    mails.push({ bytes: named(mail), fate, what, ...(says !== undefined && { says }) });

  if (!opened) {
    if (rng() < 0.6) {
      const of: NoticeOf = { order: sold.number, says: complaint, name: 'Buyer', email: sold.email, imei: sold.imei };
      const layout = sold.family === 'backmarket' ? LAYOUTS.backmarket[tongue] : LAYOUTS[sold.family as 'amazon'];
      add(`notice ${sold.family}`, 'return', layout(of), complaint);
    } else {
      const way = pick(rng, [
        { subject: `Commande ${sold.number}`, text: complaint },
        { subject: 'Hello', text: `${complaint}\n\nIMEI: ${sold.imei}` },
        { subject: 'Problem', text: complaint },
      ]);
      add('request', 'return', { from, ...way, ...ways(rng) }, complaint);
    }
  }
  for (let i = 0; i < 2 + Math.floor(rng() * 3); i++) {
    const says = chat();
    const ref = opened ? { 'In-Reply-To': `<${opened.effect}@retour@phenix.example>` } : undefined;
    const rma = opened?.rma;
    const kind = pick(rng, opened ? (['answer', 'answer', 'rma', 'plus', 'plain', 'robot'] as const) : (['plain', 'number'] as const));
    if (kind === 'answer')
      add(
        'answer',
        'message',
        { from: pick(rng, [from, 'Else <other@else.example>']), subject: 'Re: retour', text: says + quote('Bonjour'), headers: ref! },
        says,
      );
    else if (kind === 'rma') add('rma', 'message', { from, subject: `${rma}`, text: says, ...ways(rng) }, says);
    else if (kind === 'plus')
      add('plus-address', 'message', { from, to: `retours+${rma}@phenix.example`, subject: 'Photos', text: says, ...ways(rng) }, says);
    else if (kind === 'robot')
      add('robot', 'note', { from, subject: 'Automatic reply', text: says, headers: { ...ref, 'Auto-Submitted': 'auto-replied' } });
    else if (kind === 'number') add('number', 'message', { from, subject: `Re: ${sold.number}`, text: says, ...ways(rng) }, says);
    else add('plain', 'message', { from, subject: 'Question', text: says, ...ways(rng) }, says);
  }
  if (opened && rng() < 0.3) {
    mailNumber += 1;
    mails.push({
      bytes: bounceOf(`<${opened.effect}@retour@phenix.example>`, `nobody.${mailNumber}@gone.example`, `b${mailNumber}@mx`),
      fate: 'bounce',
      what: 'bounce',
    });
  }
  if (rng() < 0.5) {
    const stranger = `Stranger <stranger.${mailNumber}@else.example>`;
    add('stranger', 'triage', {
      from: stranger,
      subject: `Commande ${opened?.rma ?? sold.number}`,
      text: 'La batterie est morte, remboursez-moi',
    });
  }
  if (rng() < 0.4) {
    const again = pick(rng, mails);
    mails.push({ ...again, fate: 'same', what: 'the same bytes' });
    mails.push({
      bytes: Buffer.concat([
        Buffer.from(`Received: from relay${mailNumber}.example by mx; Mon, 2 Nov 2026 10:00:00 +0000\r\n`),
        again.bytes,
      ]),
      fate: 'duplicate',
      what: 'the same mail by another way',
    });
  }
  return mails;
}

function noise(rng: Rng, n: number): Arrival {
  const from = `Someone <someone.${n}@nowhere.example>`;
  const tongue = pick(rng, TONGUES);
  switch (n % 6) {
    case 0:
    case 1:
      return { bytes: spam(rng, n), fate: 'triage', what: 'spam' };
    case 2:
      return { bytes: broken(rng, n, from, 'La batterie est morte'), fate: 'triage', what: 'broken' };
    case 3:
      return {
        bytes: named({ from, subject: `Order ${99_000_000 + n}`, text: pick(rng, COMPLAINTS).says[tongue] }),
        fate: 'triage',
        what: 'an order of nobody',
      };
    case 4:
      return {
        bytes: bounceOf(`<x${n}@elsewhere.example>`, `x${n}@gone.example`, `nb${n}@mx`),
        fate: 'triage',
        what: 'a bounce of nothing',
      };
    default:
      return {
        bytes: named({ from: 'Back Market <news@backmarket.fr>', subject: `Votre paiement ${n}`, text: 'Votre virement est en route.' }),
        fate: 'triage',
        what: 'news of a marketplace',
      };
  }
}

/** Workers beside each other. */
const LANES = 4;
async function inLanes<T>(work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < work.length; at = next++) done[at] = await work[at]!();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return done;
}

class Died extends Error {}
/** A process that dies now and then: before a transaction, in its middle, or after the commit, when the caller hears nothing of it any more. */
function mortal(ctx: Context, rng: Rng, odds: number): Context {
  const withSeller = async <T>(sellerId: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    if (rng() < odds) throw new Died('before');
    const inside = rng() < odds ? 1 + Math.floor(rng() * 3) : Number.POSITIVE_INFINITY;
    let statements = 0;
    const count = () => {
      statements += 1;
      if (statements === inside) throw new Died('inside');
    };
    const answer = await ctx.db.withSeller(sellerId, (tx) =>
      work({
        ...tx,
        query: async (text, values) => {
          count();
          return tx.query(text, values);
        },
        queryAndCommit: async (text, values) => {
          count();
          return tx.queryAndCommit(text, values);
        },
      }),
    );
    if (rng() < odds) throw new Died('after');
    return answer;
  };
  return { ...ctx, db: { ...ctx.db, withSeller } };
}

/** A mail comes in by the API, and is read. */
async function arrives(bytes: Buffer): Promise<string> {
  const answer = await fetch(`${product.url}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEMO_KEY}`, 'content-type': 'message/rfc822' },
    body: new Uint8Array(bytes),
  });
  expect(answer.status).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  await processMail(product.ctx, product.sellerId, id);
  return id;
}
const look = async (id: string): Promise<Json> => (await product.get(`/inbound-mails/${id}`)).body;
let cases = 0;
async function aCase(): Promise<{ rma: string; id: string; email: string; number: string }> {
  const n = 8_000 + (cases += 1);
  const number = `HAND-${n}`;
  const email = `hand.${n}@buyers.example`;
  await product.put(`/orders/shop/${number}`, phoneOrder(n, { buyer: { name: `Hand ${n}`, email, language: 'fr' } }));
  const { body } = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: number,
    via: 'phone',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
  });
  return { rma: body.rma, id: body.id, email, number };
}
const thread = async (returnId: string): Promise<string[]> =>
  (
    await rows<{ body: string }>(`select body from desk.messages where seller_id = $1 and return_id = $2 and direction = 'in'`, [
      product.sellerId,
      returnId,
    ])
  ).map(({ body }) => body);

describe('what was not sure', () => {
  test('waits with a proposal and its why; a person takes it, takes it back, takes it again', async () => {
    const one = await aCase();
    const effects = () =>
      rows<{ n: number }>('select count(*) as n from desk.effects where seller_id = $1 and return_id = $2', [product.sellerId, one.id]);
    const before = await effects();
    const id = await arrives(
      named({
        from: 'Neighbour <n@else.example>',
        subject: `${one.rma}`,
        text: 'Where is the parcel of my neighbour?',
        files: [{ name: 'a.html', type: 'text/html', bytes: Buffer.from('<script>1</script>') }],
      }),
    );
    const mail = await look(id);
    expect(mail).toMatchObject({
      state: 'triage',
      because: 'not_the_buyer',
      proposals: [{ why: 'rma', rma: one.rma, does: 'message', fromBuyer: false }],
    });
    // A stranger's mail tells nobody anything and changes nothing.
    expect(await effects()).toEqual(before);
    const file = await fetch(`${product.url}${mail.attachments[0].url}`, { headers: { authorization: `Bearer ${DEMO_KEY}` } });
    expect([file.headers.get('content-type'), file.headers.get('content-disposition')?.split(';')[0]]).toEqual([
      'application/octet-stream',
      'attachment',
    ]);

    expect((await product.post(`/inbound-mails/${id}/match`, { returnId: one.id })).body.state).toBe('taking');
    expect(refusalOf(await product.post(`/inbound-mails/${id}/dismissal`, { because: 'x' }))).toBe('409 mail_ended');
    expect((await product.post(`/inbound-mails/${id}/undo`)).body).toMatchObject({ state: 'triage', because: 'opened_again' });
    await product.advance('PT1M');
    expect(await thread(one.id)).toEqual([]);
    await product.post(`/inbound-mails/${id}/match`, { returnId: one.id });
    await product.advance('PT1M');
    expect(await look(id)).toMatchObject({ state: 'matched', became: 'message', rma: one.rma });
    expect(await thread(one.id)).toEqual([expect.stringContaining('Where is the parcel')]);
    expect(refusalOf(await product.post(`/inbound-mails/${id}/undo`))).toBe('409 mail_not_undoable');
  });

  test('is dismissed with a reason, and comes back', async () => {
    const id = await arrives(named({ from: 'x@nowhere.example', subject: 'Catalogue', text: 'Our new catalogue is out.' }));
    expect(refusalOf(await product.post(`/inbound-mails/${id}/dismissal`, { because: ' ' }))).toBe('400 invalid_request');
    expect((await product.post(`/inbound-mails/${id}/dismissal`, { because: 'Advertising' })).body).toMatchObject({
      state: 'dismissed',
      ended: { says: 'Advertising' },
    });
    expect((await product.get('/inbound-mails?view=put_aside')).body.items.map((mail: Json) => mail.id)).toContain(id);
    expect((await product.post(`/inbound-mails/${id}/undo`)).body.state).toBe('triage');
  });

  test('becomes a return by hand; where one is open for the item, a word on that', async () => {
    const number = 'HAND-OPEN';
    await product.put(
      `/orders/shop/${number}`,
      phoneOrder(8_500, { buyer: { name: 'Nora', email: 'nora@buyers.example', language: 'fr' } }),
    );
    const first = await arrives(named({ from: 'Nora <nora.private@else.example>', subject: 'Mon téléphone', text: 'Il est en panne.' }));
    const found = (await product.get(`/inbound-mails/search?q=${number.toLowerCase()}`)).body.items;
    expect(found).toMatchObject([{ why: 'order', channelOrderId: number, lines: [{ id: '1' }] }]);
    const ask = { channel: 'shop', channelOrderId: number, items: [{ lineId: '1', reason: 'defective', fault: 'power' }] };
    const opened = await product.post(`/inbound-mails/${first}/return`, ask);
    expect(opened.body).toMatchObject({ state: 'matched', became: 'return', returnId: first });
    expect((await product.get(`/returns/${first}`)).body).toMatchObject({ via: 'email' });
    const second = await arrives(named({ from: 'Nora <nora.private@else.example>', subject: 'Encore', text: 'Des nouvelles ?' }));
    expect((await product.post(`/inbound-mails/${second}/return`, ask)).body).toMatchObject({ became: 'message', returnId: first });
    const third = await arrives(named({ from: 'Nora <nora.private@else.example>', subject: 'Autre', text: 'Et celui-ci ?' }));
    expect(refusalOf(await product.post(`/inbound-mails/${third}/return`, { ...ask, channelOrderId: 'NOBODY' }))).toBe(
      '404 order_not_found',
    );
    expect((await look(third)).state).toBe('triage');
  });

  test('a sender that the named mail server does not confirm is never sure', async () => {
    const one = await aCase();
    await product.call('PUT', '/intake-settings', { trustedHost: 'mx.phenix.example' });
    const mail = { from: one.email, subject: one.rma, text: 'Merci' };
    const forged = await arrives(named(mail));
    const real = await arrives(
      named({ ...mail, headers: { 'Authentication-Results': 'mx.phenix.example; dmarc=pass header.from=buyers.example' } }),
    );
    await product.call('PUT', '/intake-settings', { trustedHost: null });
    expect([await look(forged), await look(real)]).toMatchObject([
      { state: 'triage', because: 'not_authenticated' },
      { became: 'message', authentication: 'pass' },
    ]);
  });

  test('is for customer service and managers', async () => {
    const key = await product.keyFor('warehouse');
    expect(refusalOf(await product.get('/inbound-mails', { as: key }))).toBe('403 not_your_duty');
    expect(refusalOf(await product.get('/mailboxes', { as: await product.keyFor('finance') }))).toBe('403 not_your_duty');
  });
});

describe('where mail comes from', () => {
  let server: ImapServer;
  beforeAll(async () => {
    server = await imapServer();
  });
  afterAll(() => server.close());

  test('a mailbox: read up to where it was read, also when the connection breaks and when the folder counts anew', async () => {
    server.mails = [1, 2, 3].map((uid) => ({
      uid,
      bytes: named({ from: 'x@nowhere.example', subject: `in the box ${uid}`, text: 'Hello' }),
      arrivedAt: new Date(),
    }));
    const box = {
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      username: 'lea',
      folder: 'INBOX',
      takeFrom: '2026-01-01T00:00:00Z',
    };
    expect(refusalOf(await product.post('/mailboxes', box))).toBe('422 password_missing');
    const made = await product.post('/mailboxes', { ...box, password: 'secret' });
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.body)).not.toContain('secret');
    expect(refusalOf(await product.post('/mailboxes', { ...box, password: 'secret' }))).toBe('409 mailbox_known');
    const { id } = made.body;
    const poll = async () => (await product.post(`/mailboxes/${id}/poll`)).body;
    server.breakAt = 2;
    expect(await poll()).toMatchObject({ taken: 0, mailbox: { state: 'failing' } });
    expect(await poll()).toMatchObject({ taken: 2, mailbox: { state: 'ok', lastError: null } });
    expect(await poll()).toMatchObject({ taken: 0 });
    // The server was set up anew: every UID is another, every mail the same.
    server.uidValidity = 9;
    server.mails = [
      ...server.mails.map((mail, i) => ({ ...mail, uid: 40 + i })),
      { uid: 50, bytes: named({ from: 'x@nowhere.example', subject: 'a new one', text: 'Hello' }), arrivedAt: new Date() },
    ];
    expect(await poll()).toMatchObject({ taken: 1 });
    const [kept] = await rows<{ n: number }>(`select count(*) as n from desk.inbound_mails where seller_id = $1 and source = 'imap'`, [
      product.sellerId,
    ]);
    expect(Number(kept!.n)).toBe(4);
    expect((await product.post(`/mailboxes/${id}/test`)).body).toMatchObject({ ok: true, mails: 4 });
    server.password = 'changed';
    expect((await product.post(`/mailboxes/${id}/test`)).body).toMatchObject({
      ok: false,
      says: expect.stringContaining('does not accept the password'),
    });
    // A password goes to no other server than the one that it was given for.
    expect(refusalOf(await product.put(`/mailboxes/${id}`, { ...box, host: 'localhost' }))).toBe('422 password_missing');
    expect((await product.call('DELETE', `/mailboxes/${id}`)).status).toBe(204);
    expect((await product.get('/mailboxes')).body.items).toEqual([]);
  });

  test('a secret address: as bytes, as a form, once; renewed, it is nobody’s', async () => {
    const bytes = named({ from: 'x@nowhere.example', subject: 'By the door', text: 'Hello' });
    const settings = (await product.get('/intake-settings')).body;
    const address = product.url + new URL(settings.address).pathname;
    const send = (url: string, body: BodyInit, type?: string) =>
      fetch(url, { method: 'POST', body, ...(type && { headers: { 'content-type': type } }) });
    const form = new FormData();
    form.append('email', new Blob([new Uint8Array(bytes)]), 'mail.eml');
    expect((await send(address, new Uint8Array(bytes), 'message/rfc822')).status).toBe(201);
    expect((await send(address, form)).status).toBe(200);
    const empty = new FormData();
    empty.append('something', 'else');
    expect((await send(address, empty)).status).toBe(400);
    expect((await send(`${address.slice(0, -3)}abc`, new Uint8Array(bytes), 'message/rfc822')).status).toBe(404);
    await product.post('/intake-settings/address');
    expect((await send(address, new Uint8Array(bytes), 'message/rfc822')).status).toBe(404);
  });

  test('the sandbox: a visitor answers a mail of ours', async () => {
    const one = await aCase();
    await product.settle();
    const [effect] = await rows<{ id: string }>(
      `select id from desk.effects where seller_id = $1 and return_id = $2 and kind = 'mail' limit 1`,
      [product.sellerId, one.id],
    );
    const post = (body: object) =>
      fetch(`${product.url}/sandbox/mail`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect((await post({ from: 'nobody', text: 'x' })).status).toBe(400);
    const answer = await post({
      from: one.email,
      subject: 'Re: votre retour',
      text: 'C’est envoyé.',
      inReplyTo: `<${effect!.id}@retour@phenix.example>`,
    });
    const { id } = (await answer.json()) as { id: string };
    expect(await look(id)).toMatchObject({ state: 'matched', became: 'message', returnId: one.id, source: 'sandbox' });
    expect(await thread(one.id)).toEqual(['C’est envoyé.']);
  });
});

/** Events that tell of words from outside. */
async function messaged(): Promise<number> {
  const [row] = await rows<{ n: number }>(
    `select count(*) as n from desk.events where seller_id = $1 and type = 'messaged' and body::jsonb ->> 'direction' = 'in'`,
    [product.sellerId],
  );
  return Number(row!.n);
}

test('a thousand mixed mails, and a process that dies', async () => {
  const rng = rngOf(20_261_122);
  const known = new Set(
    (await rows<{ id: string }>('select id from desk.inbound_mails where seller_id = $1', [product.sellerId])).map(({ id }) => id),
  );
  const wordsBefore = await messaged();
  const orders = await inLanes(Array.from({ length: 100 }, (_, n) => () => sell(n)));
  // A third of them have a return already, about which we wrote to the buyer.
  const opened = new Map<Sold, { rma: string; effect: string }>();
  const asked = orders
    .filter((_, n) => n % 3 === 0)
    .map((sold) => async () => {
      const { body } = await product.post('/returns', {
        channel: sold.channel,
        channelOrderId: sold.number,
        via: 'phone',
        items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
      });
      const [effect] = await rows<{ id: string }>(
        `select id from desk.effects where seller_id = $1 and return_id = $2 and kind = 'mail' limit 1`,
        [product.sellerId, body.id],
      );
      opened.set(sold, { rma: body.rma, effect: effect!.id });
    });
  await inLanes(asked);
  const stories = orders.map((sold) => story(rng, sold, opened.get(sold) ?? null));
  // What is about one order comes one after the other; between that come all the others.
  const lanes: Arrival[][] = Array.from({ length: LANES }, () => []);
  for (let n = 0; lanes.flat().length < 1000 || stories.some((one) => one.length > 0); n++) {
    const at = Math.floor(rng() * LANES);
    const left = stories.filter((one, of) => of % LANES === at && one.length > 0);
    lanes[at]!.push(left.length > 0 && rng() < 0.5 ? pick(rng, left).shift()! : noise(rng, n));
  }
  const mails = lanes.flat();

  let deaths = 0;
  const untilDone = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        deaths += 1;
      }
    }
  };
  const workers = lanes.map(async (lane, at) => {
    const ctx = mortal(product.ctx, rngOf(at), 0.015);
    const ids: string[] = [];
    for (const { bytes } of lane) {
      // A server that got no answer sends again.
      const { id } = await untilDone(() => keepMail(ctx, product.sellerId, { bytes, source: 'webhook' }));
      ids.push(id);
      await untilDone(() => processMail(ctx, product.sellerId, id));
    }
    return ids;
  });
  const ids = (await Promise.all(workers)).flat();
  expect(deaths).toBeGreaterThan(50);

  const kept = (
    await rows<{ id: string; state: string; became: string | null; return_id: string | null; because: string | null }>(
      'select id, state, became, return_id, because from desk.inbound_mails where seller_id = $1',
      [product.sellerId],
    )
  ).filter(({ id }) => !known.has(id));
  const byId = new Map(kept.map((row) => [row.id, row]));
  const became = (id: string) => byId.get(id)?.became ?? byId.get(id)?.state;
  const strayed = mails.flatMap(({ what, fate, bytes }, i) => {
    const is = became(ids[i]!);
    return fate === 'same' || is === fate
      ? []
      : [`${what}: ${is} (${byId.get(ids[i]!)?.because}), not ${fate}\n${bytes.toString('utf8').slice(0, 700)}`];
  });
  expect(strayed.slice(0, 3), `${strayed.length} of ${mails.length}`).toEqual([]);
  // None lost: every mail has its row, and the same bytes one alone.
  expect(kept.length).toBe(new Set(mails.map(({ bytes }) => bytes.toString('latin1'))).size);

  // None twice: each matched mail is one message or note in its return's thread, and one event.
  const inThread = (
    await rows<{ id: string; body: string }>(
      'select id, body from desk.messages where seller_id = $1 and id in (select id from desk.inbound_mails where seller_id = $1)',
      [product.sellerId],
    )
  ).filter(({ id }) => !known.has(id));
  const words = kept.filter(({ became: as }) => as === 'return' || as === 'message' || as === 'note');
  expect(inThread.map(({ id }) => id).sort()).toEqual(words.map(({ id }) => id).sort());
  expect((await messaged()) - wordsBefore).toBe(words.filter(({ became: as }) => as !== 'note').length);
  // A return for each request, none for anything else, and never two open for one order.
  const viaMail = await rows<{ id: string }>(`select id from desk.returns where seller_id = $1 and via = 'email'`, [product.sellerId]);
  expect(viaMail.flatMap(({ id }) => (known.has(id) ? [] : [id])).sort()).toEqual(
    mails.flatMap(({ fate }, at) => (fate === 'return' ? [ids[at]!] : [])).sort(),
  );
  // What was written came through, whatever its charset.
  const bodies = new Map(inThread.map(({ id, body }) => [id, body]));
  const garbled = mails.flatMap(({ says, what }, i) =>
    says !== undefined && !bodies.get(ids[i]!)?.includes(says) ? [`${what}: ${says} → ${bodies.get(ids[i]!)}`] : [],
  );
  expect(garbled).toEqual([]);
  // A second look at what is done changes nothing.
  for (const id of ids.slice(0, 100)) await processMail(product.ctx, product.sellerId, id);
  expect((await messaged()) - wordsBefore).toBe(words.filter(({ became: as }) => as !== 'note').length);
}, 120_000);

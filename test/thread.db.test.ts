/** One conversation per return (M15), in the language that the channel wants (M17), through the real API on a real database. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../src/app/act.ts';
import { answerBuyer, unsayAnswer } from '../src/app/answer-buyer.ts';
import { drainEffects } from '../src/app/drain.ts';
import { idOfKey, receiveWords, writeNote } from '../src/app/write-message.ts';
import type { Actor } from '../src/core/access.ts';
import { beatWriter } from '../src/store/writers.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 120_000);
afterAll(() => product.close());

const staff = (n: number, name: string, ...roles: ('manager' | 'customer_service')[]): Actor => ({
  kind: 'staff',
  id: `019a0000-0000-7000-8000-0000000000d${n}`,
  name,
  roles,
});
const camille = staff(1, 'Camille Roy', 'manager');
const ines = staff(2, 'Inès Marchand', 'customer_service');
const BUYER: Actor = { kind: 'buyer' };

const FRENCH = 'Bonjour Léa, nous avons bien reçu votre téléphone et nous le testons demain.';
const ENGLISH = 'Hello Léa, your phone has reached us and we are going to test it tomorrow.';
const GERMAN = 'Guten Tag, Ihr Gerät ist bei uns angekommen und wird morgen geprüft.';

let made = 0;
/** The phone whose battery died. At the channel's own conversation where it was reported there. */
async function opened({ channel = 'backmarket', country = 'FR', language = 'fr', reason = 'other' } = {}): Promise<Json> {
  const channelOrderId = `thread-${(made += 1)}`;
  // So late that a person looks at it: nobody has answered yet.
  const order = phoneOrder(8_000 + made, {
    delivered: 100,
    country,
    buyer: { name: 'Léa Fontaine', email: `lea.thread.${made}@buyers.example`, language },
  });
  await product.put(`/orders/${channel}/${channelOrderId}`, order);
  const { body } = await product.post('/returns', { channel, channelOrderId, via: 'api', items: [{ lineId: '1', reason }] });
  return body;
}

/** The same, reported at the toy marketplace: there is a care folder, and its conversation. */
async function reported(language = 'fr', country = 'FR'): Promise<{ ret: Json; folder: number }> {
  const channelOrderId = `thread-${(made += 1)}`;
  const order = phoneOrder(8_000 + made, {
    country,
    buyer: { name: 'Léa Fontaine', email: `lea.thread.${made}@buyers.example`, language },
  });
  await product.put(`/orders/backmarket/${channelOrderId}`, order);
  const { market } = product.ctx.sandbox!;
  const toy = await market.findOrder(channelOrderId);
  const folder = (await market.complain({
    orderlineId: toy!.lines[0]!.id,
    issue: 'BATTERY',
    tag: 'TECHNICAL',
    wants: 'REFUND',
    message: 'La batterie ne tient plus la journée.',
  })) as { id: number };
  await product.settle();
  const { body } = await product.get(`/returns?q=${channelOrderId}`);
  return { ret: (await product.get(`/returns/${body.items[0].id}`)).body, folder: folder.id };
}

const read = async ({ id }: { id: string }): Promise<Json> => (await product.get(`/returns/${id}`)).body;
const answer = (ret: Json, body: string, by: Actor = ines, more: object = {}) =>
  answerBuyer(product.ctx, product.sellerId, ret.id, { body, ...more }, by);
const conversation = async (folder: number): Promise<{ from: string; body: string; files: unknown[] }[]> =>
  ((await product.ctx.sandbox!.market.folder(folder)) as Json).messages;
const mailsTo = async (ret: Json): Promise<Json[]> =>
  ((await (await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(ret.buyer.email)}`)).json()) as Json).items;

describe('one thread, mirrored both ways', () => {
  test('what is said at the channel, in the portal and by mail stands in one thread; the channel that demands contact there sees all of it', async () => {
    const { ret, folder } = await reported();
    expect(ret.messages[0]).toMatchObject({ direction: 'in', via: 'channel', language: 'fr' });

    const mailed = { id: idOfKey('mail', ret.id), body: 'Voici la photo que vous demandiez.\nBien à vous', via: 'email' as const };
    await receiveWords(product.ctx, product.sellerId, ret.id, mailed, BUYER);
    await receiveWords(product.ctx, product.sellerId, ret.id, mailed, BUYER);
    await product.settle();
    const shown = (await conversation(folder)).filter(({ body }) => body.includes('Voici la photo'));
    expect(shown).toHaveLength(1);
    expect(shown[0]!.body).toMatch(/^Message du client, reçu par e-mail/);

    expect(await answer(ret, FRENCH)).toMatchObject({ ok: true });
    await product.advance('PT1M');
    await product.settle();
    const after = await read(ret);
    expect(after.messages.filter((m: Json) => m.direction === 'in')).toMatchObject([{ via: 'channel' }, { via: 'email', mirrored: true }]);
    expect(after.messages.find((m: Json) => m.body === FRENCH)).toMatchObject({ direction: 'out', via: 'channel', state: 'sent' });
    expect((await conversation(folder)).filter(({ body }) => body === FRENCH)).toHaveLength(1);
    expect(
      (await mailsTo(ret)).filter(({ text }) => text.includes('nous le testons demain')),
      'no words beside the channel',
    ).toEqual([]);
    // Read again and again, nothing of it is news.
    const count = after.messages.length;
    await product.settle();
    expect((await read(ret)).messages).toHaveLength(count);
  });

  test('a reply in the channel’s back office is an answer of ours, and is not sent again', async () => {
    const { ret, folder } = await reported();
    const { market } = product.ctx.sandbox!;
    await market.message(folder, 'merchant', 'Bonjour, nous regardons cela et vous répondons demain.');
    await product.settle();
    const { messages } = await read(ret);
    expect(messages.filter((m: Json) => m.direction === 'out' && m.body.includes('nous regardons cela'))).toMatchObject([
      { via: 'channel' },
    ]);
    expect((await conversation(folder)).filter(({ body }) => body.includes('nous regardons cela'))).toHaveLength(1);
  });

  test('where the channel has no case the words go by mail, with their files', async () => {
    const ret = await opened();
    const kit = await product.get(`/returns/${ret.id}/answer-kit`);
    expect(kit.body.contact).toMatchObject({ rule: 'channel_and_mail', way: 'mail', because: 'no_case_there', demanded: true });
    const sent = await product.post(`/returns/${ret.id}/message`, { body: FRENCH, language: 'fr' });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    await product.settle();
    expect((await mailsTo(ret))[0].text).toContain('nous le testons demain');
  });

  test('a note never leaves the house', async () => {
    const { ret, folder } = await reported();
    await writeNote(product.ctx, product.sellerId, ret.id, { body: 'Client difficile, prudence absolue.' }, ines);
    await product.advance('PT1M');
    await product.settle();
    expect(JSON.stringify(await conversation(folder))).not.toContain('prudence absolue');
    expect(JSON.stringify(await mailsTo(ret))).not.toContain('prudence absolue');
  });
});

describe('taking it back', () => {
  test('within ten seconds nothing has left, and the clock of the first answer runs again', async () => {
    const ret = await opened();
    const clock = async () => (await read(ret)).clocks.find((c: Json) => c.kind === 'first_answer');
    expect((await clock()).state).toBe('running');
    const sent = await answer(ret, FRENCH);
    expect(sent).toMatchObject({ ok: true });
    await drainEffects(product.ctx, product.sellerId);
    const { messages } = await read(ret);
    expect(messages).toMatchObject([{ body: FRENCH, state: 'pending', undoUntil: expect.any(String) }]);
    expect((await clock()).state).toBe('met');

    const back = await product.call('DELETE', `/returns/${ret.id}/message`, { messageId: messages[0].id });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    expect(back.body.messages).toEqual([]);
    expect((await clock()).state).toBe('running');
    await product.advance('PT1M');
    expect(
      (await mailsTo(ret)).filter(({ text }) => text.includes('nous le testons')),
      'it never left',
    ).toEqual([]);
    expect((await product.get(`/returns/${ret.id}/events`)).body.items.at(-1)).toMatchObject({ type: 'message_undone' });
  });

  test('after that it has gone', async () => {
    const ret = await opened();
    await answer(ret, FRENCH);
    await product.advance('PT1M');
    expect(await unsayAnswer(product.ctx, product.sellerId, ret.id, undefined, ines)).toMatchObject({
      ok: false,
      refusal: { name: 'message_left' },
    });
    expect((await mailsTo(ret))[0].text).toContain('nous le testons demain');
  });

  test('two within the window: each by its own, and the other one stays the first answer', async () => {
    const ret = await opened();
    await answer(ret, FRENCH);
    const first = (await read(ret)).messages[0].id;
    await answer(ret, 'Et voici la suite : nous vous écrivons vendredi au plus tard.', camille);
    await unsayAnswer(product.ctx, product.sellerId, ret.id, first, ines);
    const after = await read(ret);
    expect(after.messages).toHaveLength(1);
    expect(after.clocks.find((c: Json) => c.kind === 'first_answer').state).toBe('met');
  });

  test('a program does not mistake a button: its words leave at once', async () => {
    const ret = await opened();
    await product.post(`/returns/${ret.id}/message`, { body: FRENCH });
    expect((await read(ret)).messages[0].undoUntil).toBeUndefined();
    await product.settle();
    expect((await read(ret)).messages[0].state).toBe('sent');
  });
});

describe('two who write at once', () => {
  test('the second is told to read the first answer, and may then send', async () => {
    const ret = await opened();
    const { lastMessageId } = (await product.get(`/returns/${ret.id}/answer-kit`)).body;
    const [one, two] = await Promise.all([
      answer(ret, FRENCH, camille, { after: lastMessageId }),
      answer(ret, `${FRENCH} Merci.`, ines, { after: lastMessageId }),
    ]);
    const refused = [one, two].filter(({ ok }) => !ok) as Json[];
    expect(refused).toMatchObject([{ refusal: 'answered_meanwhile', facts: { direction: 'out' } }]);
    expect((await read(ret)).messages).toHaveLength(1);
    const { lastMessageId: read1 } = refused[0].facts;
    const http = await product.post(`/returns/${ret.id}/message`, { body: `${FRENCH} Merci.`, after: null });
    expect(http.status).toBe(409);
    expect(http.body).toMatchObject({ type: expect.stringMatching(/answered_meanwhile$/), facts: { lastMessageId: read1 } });
    expect((await product.post(`/returns/${ret.id}/message`, { body: `${FRENCH} Merci.`, after: read1 })).status).toBe(200);
  });

  test('they see each other, until one has gone', async () => {
    const ret = await opened();
    const beat = (who: Actor & { kind: 'staff' }, composing: 'message' | null, at: string, since: string) =>
      product.ctx.db.withSeller(product.sellerId, (tx) =>
        beatWriter(tx, { returnId: ret.id, person_id: who.id, name: who.name, composing, at }, since),
      );
    const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 9, 0, second)).toISOString();
    expect(await beat(ines as never, 'message', at(0), at(-15))).toEqual([]);
    expect(await beat(camille as never, null, at(5), at(-10))).toMatchObject([{ name: 'Inès Marchand', composing: 'message' }]);
    expect(await beat(camille as never, null, at(20), at(5))).toEqual([]);
  });
});

describe('the language that the channel wants', () => {
  test('English to a French buyer is held back; no reason makes it pass', async () => {
    const ret = await opened();
    const held = await product.post(`/returns/${ret.id}/message`, { body: ENGLISH, language: 'en', despite: 'It is urgent.' });
    expect(held.status).toBe(422);
    expect(held.body).toMatchObject({
      type: expect.stringMatching(/wrong_language$/),
      facts: { channel: 'Back Market', detected: 'en', wanted: ['fr'], binding: true, mayOverride: false },
    });
    expect((await read(ret)).messages).toEqual([]);
  });

  test('where the channel only expects its language, a manager may send it and says why', async () => {
    const ret = await opened({ country: 'DE', language: 'de' });
    expect(await answer(ret, ENGLISH, ines, { despite: 'The buyer asked for English.' })).toMatchObject({ refusal: 'wrong_language' });
    expect(await answer(ret, ENGLISH, camille)).toMatchObject({ refusal: 'wrong_language', facts: { mayOverride: true, wanted: ['de'] } });
    expect(await answer(ret, ENGLISH, camille, { despite: 'The buyer asked for English.' })).toMatchObject({ ok: true });
    expect((await read(ret)).messages).toMatchObject([{ despite: 'The buyer asked for English.' }]);
    expect(await answer(ret, GERMAN)).toMatchObject({ ok: true });
  });

  test('too short to tell goes out, with a doubt; the seller’s own shop minds no language', async () => {
    const ret = await opened();
    expect(await answer(ret, 'OK, thanks!')).toMatchObject({ ok: true });
    const own = await opened({ channel: 'shop' });
    expect(await answer(own, ENGLISH)).toMatchObject({ ok: true });
  });

  test('a check before sending says the same, with hints', async () => {
    const ret = await opened();
    const { body } = await product.post(`/returns/${ret.id}/message-check`, { body: ENGLISH, language: 'fr' });
    expect(body).toMatchObject({ detected: 'en', sure: true, held: true, binding: true, wanted: ['fr'] });
    const hints = await product.post(`/returns/${ret.id}/message-check`, {
      body: 'Bonjour, merci de votre message. Votre retour est accepté, et tu peux envoyer ton téléphone quand vous voulez.',
    });
    expect(hints.body).toMatchObject({ held: false, hints: [{ name: 'mixed_formality' }] });
  });
});

describe('files', () => {
  const picture = () =>
    sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a2' } })
      .jpeg()
      .toBuffer();
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  const upload = async (ret: Json, files: Record<string, Uint8Array>) => {
    const form = new FormData();
    for (const [name, bytes] of Object.entries(files)) form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const sent = await fetch(`${product.url}/api/v1/returns/${ret.id}/attachments`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-demo-key-0123456789' },
      body: form,
    });
    return (await sent.json()) as Json;
  };

  test('go with the answer into the channel’s conversation; what is neither picture nor PDF does not', async () => {
    const { ret, folder } = await reported();
    const { kept, refused } = await upload(ret, {
      '../../etc/photo.exe': await picture(),
      'devis.pdf': pdf,
      'page.html': Buffer.from('<html><script>alert(1)</script></html>'),
    });
    expect(kept).toMatchObject([
      { name: 'photo.webp', type: 'image/webp' },
      { name: 'devis.pdf', type: 'application/pdf' },
    ]);
    expect(refused).toMatchObject([{ because: 'type_not_allowed' }]);
    expect(
      (await read(ret)).messages.some((m: Json) => m.files),
      'nothing is shown before it is sent',
    ).toBe(false);

    const sent = await product.post(`/returns/${ret.id}/message`, { body: FRENCH, files: kept.map(({ id }: Json) => id) });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    await product.settle();
    expect((await read(ret)).messages.find((m: Json) => m.body === FRENCH).files).toHaveLength(2);
    expect((await conversation(folder)).find(({ body }) => body === FRENCH)!.files).toHaveLength(2);
    const paper = await fetch(`${product.url}${kept[1].url}`, { headers: { authorization: 'Bearer test-demo-key-0123456789' } });
    expect(paper.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(paper.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('of a buyer come with the message; what can’t be kept is named in a note', async () => {
    const ret = await opened();
    const received = await receiveWords(
      product.ctx,
      product.sellerId,
      ret.id,
      {
        id: idOfKey('files', ret.id),
        body: 'Voici les photos de la batterie.',
        via: 'email',
        attachments: [
          { name: 'IMG_1.jpg', type: 'image/jpeg', bytes: await picture() },
          { name: 'virus.exe', type: 'image/png', bytes: Buffer.from('MZ\u0090\u0000 not a picture at all') },
        ],
      },
      BUYER,
    );
    expect(received).toMatchObject({ ok: true, refused: [{ because: 'type_not_allowed' }] });
    const { messages, photos } = await read(ret);
    expect(messages.find((m: Json) => m.direction === 'in').files).toMatchObject([{ type: 'image/webp' }]);
    expect(messages.find((m: Json) => m.direction === 'note').body).toContain('virus');
    expect(photos, 'a picture of the buyer is evidence').toHaveLength(1);
  });
});

describe('templates and drafts', () => {
  test('a draft follows from the case, in the buyer’s language, with its values', async () => {
    const ret = await opened();
    const { draft, language } = (await product.get(`/returns/${ret.id}/answer-kit`)).body;
    expect(language).toBe('fr');
    expect(draft).toMatchObject({ kind: 'in_review', language: 'fr', missing: [] });
    expect(draft.text).toMatch(/^Bonjour Léa,/);
    expect(draft.text).toContain('iPhone 13 128 GB - Blue');
    expect(draft.text).not.toMatch(/[{}[\]]/);
    await act(product.ctx, product.sellerId, ret.id, { verb: 'approval' }, ines);
    expect((await product.get(`/returns/${ret.id}/answer-kit?language=it`)).body.draft).toMatchObject({ language: 'it' });
  });

  test('written, checked, kept in versions, deleted and brought back; by managers only', async () => {
    const clerk = await product.keyFor('customer_service');
    const document = { name: 'Chargeur oublié', kind: 'missing_info', texts: { fr: 'Bonjour {buyer.firstName}, il manque le chargeur.' } };
    expect((await product.post('/templates', document, { as: clerk })).status).toBe(403);
    const wrong = await product.post('/templates', { ...document, texts: { fr: 'Bonjour {buyer.firstname}, {order.colour}' } });
    expect(wrong.status).toBe(422);
    expect(wrong.body.facts.problems).toMatchObject([
      { name: 'unknown_variable', variable: 'buyer.firstname', meant: 'buyer.firstName' },
      { name: 'unknown_variable', variable: 'order.colour' },
    ]);
    const made = await product.post('/templates', document);
    expect(made.status).toBe(201);
    expect(made.body.warnings.map(({ name, language }: Json) => [name, language])).toEqual(
      ['en', 'de', 'es', 'it'].map((language) => ['missing_language', language]),
    );
    const changed = await product.put(`/templates/${made.body.id}`, { ...document, name: 'Chargeur', version: 1 });
    expect(changed.body).toMatchObject({ version: 2, name: 'Chargeur' });
    expect((await product.put(`/templates/${made.body.id}`, { ...document, version: 1 })).status).toBe(409);
    await product.call('DELETE', `/templates/${made.body.id}?version=2`);
    expect((await product.get(`/templates/${made.body.id}`)).status).toBe(404);
    await product.post(`/templates/${made.body.id}/restoration`, { version: 2 });
    expect((await product.get(`/templates/${made.body.id}`)).body).toMatchObject({ name: 'Chargeur', version: 4 });
    expect((await product.get(`/templates/${made.body.id}/versions`)).body.items.map(({ deleted }: Json) => deleted)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  test('the product’s own text can be changed, and taken again', async () => {
    const own = (await product.get('/templates/thanks')).body;
    expect(own).toMatchObject({ version: 0, builtIn: true, warnings: [] });
    const { name, kind, texts } = own;
    await product.put('/templates/thanks', { name, kind, texts: { ...texts, fr: 'Merci beaucoup, {buyer.firstName} !' }, version: 0 });
    expect((await product.get('/templates/thanks')).body).toMatchObject({
      version: 1,
      texts: { fr: 'Merci beaucoup, {buyer.firstName} !' },
    });
    await product.post('/templates/thanks/restoration', { version: 0 });
    expect((await product.get('/templates/thanks')).body.texts).toEqual(texts);
  });
});

import { describe, expect, it } from 'vitest';
import { authenticationOf } from './authentication.ts';
import { deliveryReport } from './bounce.ts';
import { factsOf } from './facts.ts';
import { kindOf } from './kind.ts';
import { bounceOf, broken, COMPLAINTS, LAYOUTS, mime, quote, rngOf, spam, TONGUES } from './mails.test-support.ts';
import { readReason, readWish } from './notices/words.ts';
import { readMail } from './parse.ts';

const plainMail = (text: string, changes: object = {}) =>
  mime({ from: 'Léa <lea@buyers.example>'.replace('é', 'e'), subject: 'Bonjour', text, id: 'a@b', ...changes });

describe('words come out right, whatever the mail says about its charset', () => {
  const says = 'Déjà reçu: la batterie est à 61 % – été, Größe, ñandú';
  const latin = 'Déjà reçu: été, Größe, ñandú';
  it.each([
    ['as it says', { charset: 'utf-8' }, says],
    ['base64', { charset: 'utf-8', encoding: 'base64' }, says],
    ['quoted-printable in Latin-1', { charset: 'iso-8859-1', encoding: 'quoted-printable' }, latin],
    ['Latin-1 that says UTF-8', { charset: 'iso-8859-1', told: 'utf-8' }, latin],
    ['Latin-1 that says nothing', { charset: 'iso-8859-1', told: null }, latin],
    ['encoded Latin-1 that says UTF-8', { charset: 'iso-8859-1', told: 'utf-8', encoding: 'quoted-printable' }, latin],
    ['UTF-8 that says Latin-1', { charset: 'utf-8', told: 'iso-8859-1' }, says],
    ['UTF-8 that says a charset of nobody', { charset: 'utf-8', told: 'x-bogus' }, says],
    ['a subject of bare Latin-1', { charset: 'iso-8859-1', told: 'utf-8', rawSubject: true, subject: 'Téléphone' }, latin],
  ])('%s', async (_name, how, text) => {
    const mail = await readMail(plainMail(text, how));
    expect(mail.text).toBe(text);
    if ('rawSubject' in how) expect(mail.subject).toBe('Téléphone');
  });
});

describe('what was newly written', () => {
  it('is without the quoted mail and the signature; the whole stays', async () => {
    const mail = await readMail(plainMail(`Merci, je l’envoie lundi.${quote('Bonjour Léa,\nvotre retour R-4K7D-9QXM')}`));
    expect(mail.fresh).toBe('Merci, je l’envoie lundi.');
    expect(mail.text).toContain('> Bonjour');
  });
  it('is everything where everything is quoted', async () => {
    expect((await readMail(plainMail('> only this'))).fresh).toBe('> only this');
  });
  it('HTML becomes text: no script, no picture, no address behind a link', async () => {
    const mail = await readMail(
      mime({
        from: 'a@b.example',
        subject: 'x',
        html: '<p>Hello <a href="http://evil.example">here</a></p><script>alert(1)</script><img src="http://t.example/x">',
      }),
    );
    expect(mail.text).toBe('Hello here');
  });
});

describe('nothing throws', () => {
  it('three hundred broken ones', async () => {
    const rng = rngOf(7);
    for (let n = 0; n < 300; n++) {
      const mail = await readMail(broken(rng, n, 'x@y.example', 'La batterie est morte'));
      expect(typeof kindOf(mail)).toBe('string');
      factsOf(mail, null);
    }
  });
  it('an empty one is broken', async () => expect((await readMail(new Uint8Array())).broken).toBe(true));
});

describe('what it is', () => {
  it('a delivery report names the mail, the address and what was said', async () => {
    const mail = await readMail(bounceOf('<0198a000-0000-7000-8000-000000000001@retour@phenix.example>', 'lea@buyers.example', 'b1@mx'));
    expect(kindOf(mail)).toBe('bounce');
    expect(deliveryReport(mail)).toMatchObject({
      recipient: 'lea@buyers.example',
      action: 'failed',
      status: '5.1.1',
      says: expect.stringContaining('no such user'),
    });
    expect(factsOf(mail, null).answers).toEqual(['0198a000-0000-7000-8000-000000000001']);
  });
  it('prose of an old server is one too; a buyer who writes "undeliverable" is none', async () => {
    const old = mime({
      from: 'MAILER-DAEMON@old.example',
      subject: 'failure notice',
      text: 'Hi. This is the qmail-send program.\n<lea@buyers.example>:\n550 5.1.1 no mailbox here by that name\n',
      headers: { 'Return-Path': '<>' },
    });
    expect(deliveryReport(await readMail(old))).toMatchObject({ recipient: 'lea@buyers.example', status: '5.1.1' });
    expect(kindOf(await readMail(plainMail('The parcel was undeliverable', { subject: 'undeliverable' })))).toBe('other');
  });
  it('robots, spam, answers', async () => {
    expect(kindOf(await readMail(plainMail('Je suis absent', { headers: { 'Auto-Submitted': 'auto-replied' } })))).toBe('auto_reply');
    expect(kindOf(await readMail(plainMail('x', { subject: 'Abwesenheitsnotiz: Ihre Nachricht' })))).toBe('auto_reply');
    expect(kindOf(await readMail(spam(rngOf(1), 3)))).toBe('spam');
    expect(kindOf(await readMail(plainMail('ok', { headers: { 'In-Reply-To': '<x@y>' } })))).toBe('reply');
  });
});

describe('what people say is wrong', () => {
  it.each(COMPLAINTS.flatMap((one) => TONGUES.map((tongue) => [tongue, one.reason, one] as const)))(
    '%s: %s',
    (tongue, _reason, { says, reason, fault }) => {
      expect(readReason(says[tongue])).toEqual({ reason, ...(fault && { fault }) });
    },
  );
  it.each([
    ['CR-SWITCHEROO', 'wrong_item'],
    ['CR-MISSING_PARTS', 'missing_part'],
    ['CR-DAMAGED_BY_CARRIER', 'damaged_in_transit'],
    ['AMZ-PG-BAD-DESC', 'not_as_described'],
    ['CR-UNWANTED_ITEM', 'changed_mind'],
    ['Doesn’t match description or photos', 'not_as_described'],
    ['Item not received', 'not_received'],
    ['Le téléphone ne s’allume plus', 'defective'],
    ['Das Gerät lässt sich nicht einschalten', 'defective'],
    ['Thank you very much, all is well', null],
    ['La batería es estupenda, gracias', null],
    ['Die Lieferung war schnell', null],
  ])('%s', (text, reason) => expect(readReason(text)?.reason ?? null).toBe(reason));
  it('a wish is one or none', () => {
    expect(readWish('I want a refund')).toBe('refund');
    expect(readWish('Refund or repair, please')).toBeUndefined();
  });
});

describe('notices of marketplaces', () => {
  const of = { order: '28451907', name: 'Lea Fontaine', email: 'lea@buyers.example' };
  const read = async (layout: (given: typeof of & { says: string }) => object, order: string, says: string) =>
    factsOf(await readMail(mime({ ...(layout({ ...of, order, says }) as { from: string; subject: string }), id: 'n@m' })), null);
  it.each(TONGUES)('Back Market in %s', async (tongue) => {
    const facts = await read(LAYOUTS.backmarket[tongue], of.order, COMPLAINTS[0]!.says[tongue]);
    expect(facts).toMatchObject({
      kind: 'notice',
      notice: { family: 'backmarket', about: 'request' },
      reason: { reason: 'defective', fault: 'battery' },
    });
    expect(facts.orders).toContain('28451907');
    expect(facts.says).toContain(COMPLAINTS[0]!.says[tongue]);
  });
  it.each([
    ['amazon', '302-1234567-7654321', 'request'],
    ['ebay', '12-34567-89012', 'request'],
    ['mirakl', 'FR_8812345-A', 'request'],
  ] as const)('%s', async (family, order, about) => {
    const facts = await read(LAYOUTS[family], order, 'Changed my mind');
    expect(facts).toMatchObject({ kind: 'notice', notice: { family, about }, reason: { reason: 'changed_mind' } });
    expect(facts.orders[0]).toBe(order);
  });
  it.each(['shopify', 'form'] as const)('%s: who filled it in is who speaks', async (family) => {
    const facts = await read(LAYOUTS[family], '#1042', COMPLAINTS[1]!.says.fr);
    expect(facts).toMatchObject({
      kind: 'notice',
      sender: { email: 'lea@buyers.example' },
      reason: { reason: 'defective', fault: 'screen' },
    });
    expect(facts.orders).toContain('#1042');
  });
  it('a buyer who writes through the address that Amazon lends is the buyer', async () => {
    const facts = factsOf(await readMail(plainMail('Battery is dead', { from: 'Bob <x7abc@marketplace.amazon.de>' })), null);
    expect(facts.notice).toBeNull();
  });
});

describe('numbers', () => {
  it('RMA codes from a plus-address, an IMEI whose check digit is right, an order behind its word', async () => {
    const facts = factsOf(
      await readMail(
        plainMail('Commande n° FR-2026-0099, IMEI 35 209900 176148 1, pas 352099001761482', { to: 'retours+R-4K7D-9QXM@phenix.example' }),
      ),
      null,
    );
    expect(facts.imeis).toEqual(['352099001761481']);
    expect(facts.orders).toContain('FR-2026-0099');
    expect(facts.rmas.length).toBeLessThanOrEqual(1);
  });
});

describe('whether the sender was checked', () => {
  const from = 'lea@buyers.example';
  const said = async (value: string, host: string | null) =>
    authenticationOf(await readMail(plainMail('x', { from, headers: { 'Authentication-Results': value } })), host);
  it('only by the word of the server that the seller names', async () => {
    expect(await said('mx.phenix.example; dmarc=pass header.from=buyers.example', 'mx.phenix.example')).toBe('pass');
    expect(await said('mx.evil.example; dmarc=pass', 'mx.phenix.example')).toBe('fail');
    expect(await said('mx.phenix.example; dmarc=fail', 'mx.phenix.example')).toBe('fail');
    expect(await said('mx.phenix.example; dkim=pass header.d=buyers.example', 'mx.phenix.example')).toBe('pass');
    expect(await said('mx.phenix.example; dkim=pass header.d=evil.example', 'mx.phenix.example')).toBe('fail');
    expect(await said('mx.phenix.example; dmarc=fail', null)).toBe('unknown');
  });
});

import { describe, expect, test } from 'vitest';
import { factsOf } from '../channels/email/facts.ts';
import { mime, type MimeOptions } from '../channels/email/mails.test-support.ts';
import { readMail } from '../channels/email/parse.ts';
import { decidePartnerMail, likelyPartners, mailTag, noticeTablesIn, tagsIn } from './intake-partner.ts';

const TABLE =
  'id;kind;at;imei\nA-1;arrived;2026-11-22T09:30:00+01:00;350000000000001\nA-2;arrived;2026-11-22T09:31:00+01:00;350000000000002';
const mailOf = (given: Partial<MimeOptions>) =>
  readMail(mime({ from: 'Quai 4 <quai@nord.example>', subject: 'Arrivals', text: '', ...given }));
const csv = (text: string, name = 'arrivals.csv') => ({ name, type: 'application/octet-stream', bytes: Buffer.from(text) });

describe('whose it is', () => {
  const ctx = { secret: 'a secret of the installation, long enough' } as Parameters<typeof mailTag>[0];
  const tag = mailTag(ctx, 's', { id: 'p', key_id: 'k' })!;

  test('the tag is read from the address, whatever its case, and from no other place in it', () => {
    const secret = tag.slice(2);
    expect(tagsIn([`returns+${tag}@phenix.example`, `${tag.toUpperCase()}@phenix.example`])).toEqual([secret, secret]);
    expect(
      tagsIn([`returns${tag}@phenix.example`, `returns+${tag}0@phenix.example`, `x@${tag}.example`, 'returns+R-4K7D-9QXM@a.example']),
    ).toEqual([]);
    expect(`returns+${tag}`.length).toBeLessThanOrEqual(64);
  });

  test('another key, another seller, another partner: another tag; no key: none', () => {
    const tags = [
      tag,
      mailTag(ctx, 's', { id: 'p', key_id: 'k2' }),
      mailTag(ctx, 's2', { id: 'p', key_id: 'k' }),
      mailTag(ctx, 's', { id: 'p2', key_id: 'k' }),
      mailTag({ secret: 'another' } as typeof ctx, 's', { id: 'p', key_id: 'k' }),
    ];
    expect(new Set(tags).size).toBe(5);
    expect(mailTag(ctx, 's', { id: 'p', key_id: null })).toBeNull();
  });

  test('a partner whose name the sender bears is proposed first', () => {
    const partners = [
      { id: '1', name: 'Alpha Logistik' },
      { id: '2', name: 'Entrepôt du Nord' },
    ];
    const row = { sender_name: 'Quai 4', sender_email: 'quai@entrepot-nord.example', subject: 'Arrivals' };
    expect(likelyPartners(row, partners).map(({ id, likely }) => [id, likely])).toEqual([
      ['2', true],
      ['1', false],
    ]);
  });
});

describe('the table', () => {
  test('attached, in the words, in UTF-8 with a mark or in Windows-1252', async () => {
    expect(noticeTablesIn(await mailOf({ text: 'See the list.', files: [csv(TABLE)] }))).toMatchObject([
      { in: 'arrivals.csv', lines: [{ line: 2, value: { id: 'A-1' } }, { line: 3 }] },
    ]);
    const written = await mailOf({ text: `Hello,\nof today:\n\n${TABLE}\n\nRegards; Kind\n--\nQuai 4` });
    expect(noticeTablesIn(written)).toMatchObject([{ in: null, lines: [{ line: 2 }, { line: 3, value: { id: 'A-2' } }] }]);
    const noted = TABLE.replace('imei', 'note').replace('350000000000001', 'abîmé');
    const latin = { ...csv(''), bytes: Buffer.from(noted, 'latin1') };
    for (const file of [latin, csv(`\uFEFF${noted}`)])
      expect(noticeTablesIn(await mailOf({ files: [file] }))[0]!.lines[0]).toMatchObject({ value: { id: 'A-1', note: 'abîmé' } });
  });

  test('another table, a letter and a picture are none', async () => {
    const text = 'Kind regards\nat your service, id please';
    expect(noticeTablesIn(await mailOf({ text, files: [csv('sku;price\nA;1'), csv(TABLE, 'list.png')] }))).toEqual([]);
  });
});

describe('what is done with it', () => {
  const decided = async (given: Partial<MimeOptions>, partner: { id: string } | null) => {
    const mail = await mailOf(given);
    return decidePartnerMail(factsOf(mail, null), noticeTablesIn(mail), partner);
  };
  test('the tag proves it; a table without it waits; without both it is a mail like others', async () => {
    const files = [csv(TABLE)];
    expect(await decided({ files }, { id: 'p' })).toEqual({ plan: { do: 'notices', partnerId: 'p' } });
    expect(await decided({ files }, null)).toEqual({ because: 'partner_unproven' });
    expect(await decided({ text: 'Hello' }, { id: 'p' })).toEqual({ because: 'partner_no_table' });
    expect(await decided({ text: 'Hello' }, null)).toBeNull();
  });
  test('a robot’s answer is never a list, and a list is not too long to be taken in one go', async () => {
    expect(await decided({ files: [csv(TABLE)], headers: { 'Auto-Submitted': 'auto-replied' } }, { id: 'p' })).toBeNull();
    const long = `id;kind;at\n${Array.from({ length: 5_001 }, (_, i) => `${i};arrived;x`).join('\n')}`;
    expect(await decided({ files: [csv(long)] }, { id: 'p' })).toEqual({ because: 'partner_no_table' });
  });
  test('an answer to a mail of ours stays one', async () => {
    const headers = { 'In-Reply-To': '<01985c3e-7f00-7000-8000-000000000001@retour@phenix.example>' };
    expect(await decided({ files: [csv(TABLE)], headers }, null)).toBeNull();
  });
});

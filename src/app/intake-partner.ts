/**
 * A partner's table of notices comes by mail (M29, M12). Whose it is, is proved by the secret tag in the address that it was sent to and by nothing
 * else: a From proves nothing. The tag follows from the partner's key, so that a new key ends both. Without it a person says whose words they are.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MailFacts } from '../channels/email/facts.ts';
import type { ReadMail } from '../channels/email/parse.ts';
import { assert } from '../core/assert.ts';
import type { MailNotices, MailRow } from '../store/intake.ts';
import { listPartners, type PartnerRow, readPartner } from '../store/logistics.ts';
import { listApiKeys } from '../store/platform.ts';
import type { Context } from './context.ts';
import { encodingOf } from './imports/read-table.ts';
import type { Verdict } from './intake-match.ts';
import { MOST_LINES, MOST_TOLD, type NoticeLine, noticeLines, takeNotices } from './take-notices.ts';

/** 128 bits in hexadecimal: mail servers and programs change the case of an address, and a name before the @ has 64 signs at most. */
const TAG = /(?:^|\+)p\.([0-9a-f]{32})@/;

/** The part of the address behind the plus sign, without it; null for a partner without a key. */
export const mailTag = (ctx: Pick<Context, 'secret'>, sellerId: string, partner: Pick<PartnerRow, 'id' | 'key_id'>): string | null =>
  partner.key_id === null
    ? null
    : `p.${createHmac('sha256', ctx.secret).update(`retour/partner-mail\n${sellerId}\n${partner.id}\n${partner.key_id}`).digest('hex').slice(0, 32)}`;

/** `returns+p.<secret>@…`, or `p.<secret>@…` where a server knows no plus sign. */
export const tagsIn = (to: readonly string[]): readonly string[] => to.flatMap((address) => TAG.exec(address.toLowerCase())?.[1] ?? []);

/** The same words without the secret, for whoever may not speak as the partner. */
export const withoutTags = (words: string): string => words.replace(/((?:^|[^0-9a-z])p\.)[0-9a-f]{32}(?=@)/gi, '$1…');

/** Who was told the address that the mail was sent to; null where nobody was, or the key was renewed or taken away since. */
export async function partnerBehind(ctx: Context, sellerId: string, mail: Pick<ReadMail, 'to'>): Promise<PartnerRow | null> {
  const shown = tagsIn(mail.to);
  if (shown.length === 0) return null;
  const partners = await ctx.db.withSeller(sellerId, listPartners);
  const partner = partners.find((one) => {
    const own = mailTag(ctx, sellerId, one);
    return own !== null && shown.some((tag) => timingSafeEqual(Buffer.from(`p.${tag}`), Buffer.from(own)));
  });
  if (!partner) return null;
  const keys = await ctx.db.withPlatform((tx) => listApiKeys(tx, sellerId));
  return keys.some(({ id }) => id === partner.key_id) ? partner : null;
}

/** `in`: the name of the attachment; null where the table stands in the mail's words. */
export type MailTable = { readonly in: string | null; readonly lines: readonly NoticeLine[] };

/** Without them every line would be refused; with all three it is no other table by chance. */
const HEADING = ['id', 'kind', 'at'] as const;
/** What is read of a mail's words ends somewhere (`parse.ts`): half a line must not be taken for a whole one. */
const MOST_WORDS = 100_000;
const MOST_FILE = 5 * 1024 * 1024;

/** Every table of notices in a mail: attached as CSV, or written into it, below whatever greeting, up to an empty line. */
export function noticeTablesIn(mail: Pick<ReadMail, 'text' | 'files'>): readonly MailTable[] {
  const attached = mail.files
    .filter(
      ({ name, type, bytes }) =>
        bytes.byteLength <= MOST_FILE && (/\.(csv|tsv|txt)$/i.test(name) || /^(text|application)\/csv$/.test(type)),
    )
    .map(({ name, bytes }) => ({ in: name, text: new TextDecoder(encodingOf(bytes)).decode(bytes) }))
    // Most attachments are something else: one look at the first line, before anything is parsed.
    .map(({ text, ...where }) => ({ ...where, lines: isHeading(text.split(/\r?\n/, 1)[0]!) ? noticeLines(text, HEADING) : null }));
  const written = mail.text.length <= MOST_WORDS ? noticeLines(tableIn(mail.text), HEADING) : null;
  return [...attached, { in: null, lines: written }].flatMap(({ lines, ...where }) =>
    lines && lines.length > 0 ? [{ ...where, lines }] : [],
  );
}

const COLUMNS = HEADING.map((name) => new RegExp(`(^|[;,\\t"])\\s*${name}\\s*($|[;,\\t"])`, 'i'));
const isHeading = (line: string): boolean => COLUMNS.every((column) => column.test(line));

const tableIn = (text: string): string => {
  const lines = text.split('\n');
  const heading = lines.findIndex(isHeading);
  if (heading < 0) return '';
  const end = lines.findIndex((line, i) => i > heading && (line.trim() === '' || line === '--'));
  return lines.slice(heading, end < 0 ? undefined : end).join('\n');
};

const linesOf = (tables: readonly MailTable[]): number => tables.reduce((sum, { lines }) => sum + lines.length, 0);

/** Null: it is not about notices, and is looked at like every other mail. Pure. */
export function decidePartnerMail(facts: MailFacts, tables: readonly MailTable[], partner: Pick<PartnerRow, 'id'> | null): Verdict | null {
  if (facts.kind === 'bounce' || facts.kind === 'auto_reply') return null;
  const lines = linesOf(tables);
  if (partner)
    return lines > 0 && lines <= MOST_LINES ? { plan: { do: 'notices', partnerId: partner.id } } : { because: 'partner_no_table' };
  // An answer to a mail of ours proves what it answers (decision 030), whatever is attached.
  return lines > 0 && facts.answers.length === 0 ? { because: 'partner_unproven' } : null;
}

/** A notice of the mail is still being taken by somebody else, or was left by somebody who died: `takeNotice` waits a minute to tell. */
export class HalfTaken extends Error {}

/**
 * Takes every line, and says what became of them. Done again after a crash it takes nothing twice, and what the one who died left half done is
 * finished; where that still has to wait (`takeNotice`), it throws `HalfTaken`, and the mail is tried again.
 */
export async function takeMailNotices(
  ctx: Context,
  sellerId: string,
  row: MailRow,
  partnerId: string,
  mail: ReadMail,
): Promise<MailNotices> {
  const partner = await ctx.db.withSeller(sellerId, (tx) => readPartner(tx, { id: partnerId }));
  assert(partner, 'a mail is taken for a partner that is there');
  let taken = 0;
  let known = 0;
  const refused: MailNotices['told'][number][] = [];
  for (const table of noticeTablesIn(mail)) {
    const told = await takeNotices(ctx, sellerId, partner, table.lines);
    if (told.items.some(({ state, because }) => state === 'to_look' && because === null))
      throw new HalfTaken('a notice of this mail is half taken');
    // Ids are in the order of time: what was there before the mail came is no news, and what an attempt that died took is.
    const before = told.items.filter(({ id }) => id < row.id).length;
    known += before;
    taken += told.items.length - before;
    refused.push(...told.refused.map((one) => ({ ...one, in: table.in })));
  }
  return { partnerId, partner: partner.name, taken, known, refused: refused.length, told: refused.slice(0, MOST_TOLD) };
}

/** Whose words they may be, the likeliest first: a name that stands in the sender or the subject. A person decides. */
export function likelyPartners<T extends Pick<PartnerRow, 'id' | 'name'>>(
  row: Pick<MailRow, 'sender_name' | 'sender_email' | 'subject'>,
  partners: readonly T[],
): readonly { readonly id: string; readonly name: string; readonly likely: boolean }[] {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const said = plain([row.sender_name, row.sender_email, row.subject].join(' '));
  const isNamed = (name: string) =>
    plain(name)
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.length >= 4 && said.includes(word));
  return partners
    .map(({ id, name }) => ({ id, name, likely: isNamed(name) }))
    .toSorted((a, b) => Number(b.likely) - Number(a.likely) || a.name.localeCompare(b.name));
}

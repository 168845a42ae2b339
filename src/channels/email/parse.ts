/** A mail's bytes as words (M12): tolerant of wrong charsets, broken MIME and mails without a text part. Nothing here throws, nothing is fetched, no HTML runs. */
import EmailReplyParser from 'email-reply-parser';
import { convert } from 'html-to-text';
import PostalMime, { type Address as MimeAddress, type Email } from 'postal-mime';

export type MailAddress = { readonly name: string; readonly address: string };
export type MailFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array; readonly inline: boolean };

export type ReadMail = {
  /** As it stands, with its brackets; null where the mail has none. */
  readonly messageId: string | null;
  /** Message-IDs of the mails that this one answers: In-Reply-To first, then References from the youngest to the oldest. */
  readonly answers: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: MailAddress | null;
  /** Every address that the mail says it was sent to, in lower case; also the plus-address that a mail server noted. */
  readonly to: readonly string[];
  readonly subject: string;
  /** When its sender says that it was written; ISO, null where it says nothing readable. */
  readonly writtenAt: string | null;
  /** All of its words. */
  readonly text: string;
  /** What was newly written: without the quoted mail and the signature. Never empty where `text` is not. */
  readonly fresh: string;
  /** What is attached, pictures inside the HTML as well. */
  readonly files: readonly MailFile[];
  /** Parts that machines write to machines: a delivery report, the mail that it is about. */
  readonly parts: readonly { readonly type: string; readonly text: string }[];
  /** Every value of a header, by its name in lower case, in the order of the mail. */
  header(name: string): readonly string[];
  /** It could not be read as a mail; what of it is text stands in `text`. */
  readonly broken: boolean;
};

/** Signs that are looked at. A mail may be longer; its bytes are kept whole. */
const MOST_TEXT = 200_000;
const MOST_HTML = 2_000_000;
/** The parser of replies reads line by line with many patterns. */
const MOST_REPLY = 30_000;

export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const email = await rightCharset(Buffer.from(raw));
  if (email === null) return notAMail(raw);
  const headers = email.headers ?? [];
  const header = (name: string) => headers.filter(({ key }) => key === name).map(({ value }) => value);
  const text = wordsOf(email);
  const attached = email.attachments.map((part) => ({ ...part, bytes: bytesOf(part.content) }));
  const from = firstOf(email.from ? [email.from] : []);
  return {
    messageId: idsIn(email.messageId ?? '')[0] ?? null,
    answers: [...new Set([...idsIn(email.inReplyTo ?? ''), ...idsIn(email.references ?? '').toReversed()])],
    from,
    replyTo: firstOf(email.replyTo ?? []),
    to: [
      ...new Set(
        [
          ...[...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])].flatMap(flat).map(({ address }) => address),
          ...['delivered-to', 'x-original-to', 'envelope-to'].flatMap(header),
        ].map((address) => address.trim().replace(/^<|>$/g, '').toLowerCase()),
      ),
    ].filter((address) => address.includes('@')),
    subject: (email.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, 500),
    writtenAt: timeOf(email.date),
    text,
    fresh: freshOf(text),
    files: attached
      .filter(({ mimeType }) => !isMachinePart(mimeType))
      .map(({ filename, mimeType, bytes, disposition }) => ({
        name: (filename ?? '').trim().slice(0, 200) || 'attachment',
        type: mimeType.toLowerCase(),
        bytes,
        inline: disposition === 'inline',
      })),
    parts: attached
      .filter(({ mimeType }) => isMachinePart(mimeType))
      .map(({ mimeType, bytes }) => ({ type: mimeType.toLowerCase(), text: Buffer.from(bytes).toString('utf8').slice(0, MOST_TEXT) })),
    header,
    broken: from === null && text.trim() === '' && attached.length === 0,
  };
}

const isMachinePart = (type: string): boolean =>
  /^(message\/(delivery-status|global-delivery-status|rfc822|global)|text\/rfc822-headers)$/i.test(type);

/** Marks of UTF-8 that was read as Latin-1. */
const MOJIBAKE = /Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u2013-\u2122]|â€|Â[\u00a0-\u00bf]/;

/**
 * Programs lie about their charset, or name none. Where the words come out broken, the mail is read again: bytes that are no UTF-8 as
 * Windows-1252 (which is Latin-1 and more), encoded parts likewise, and "Ã©" as the UTF-8 that it is. The reading with fewer broken signs holds.
 */
async function rightCharset(raw: Buffer): Promise<Email | null> {
  const told = await parsed(raw);
  if (told === null) return null;
  const wrong = broken(told);
  if (wrong === 0 && !MOJIBAKE.test(shown(told))) return told;
  const again = isUtf8(raw) ? relabelled(raw, wrong > 0 ? 'windows-1252' : 'utf-8') : relabelled(transcoded(raw), 'utf-8');
  const second = await parsed(again);
  if (second === null) return told;
  return wrong > 0 ? (broken(second) < wrong ? second : told) : broken(second) === 0 ? second : told;
}

const parsed = (raw: Buffer): Promise<Email | null> => PostalMime.parse(raw, { forceRfc822Attachments: true }).catch(() => null);
const shown = ({ subject, text, html }: Email): string => `${subject ?? ''}\n${text ?? ''}\n${html ?? ''}`;
const broken = (email: Email): number => shown(email).split('\uFFFD').length - 1;
const isUtf8 = (raw: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(raw);
    return true;
  } catch {
    return false;
  }
};
const transcoded = (raw: Buffer): Buffer => Buffer.from(new TextDecoder('windows-1252').decode(raw), 'utf8');
const relabelled = (raw: Buffer, charset: string): Buffer =>
  Buffer.from(raw.toString('latin1').replace(/charset\s*=\s*"?[\w.:-]+"?/gi, `charset=${charset}`), 'latin1');

/** The text part; else what the HTML says, without scripts, pictures and addresses behind links. */
function wordsOf({ text, html }: Email): string {
  if (text?.trim()) return tidy(text);
  if (!html) return '';
  try {
    return tidy(
      convert(html.slice(0, MOST_HTML), {
        wordwrap: false,
        selectors: [
          { selector: 'img', format: 'skip' },
          { selector: 'a', options: { ignoreHref: true } },
          { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, maxColumnWidth: 5000 } },
          ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
        ],
        limits: { maxDepth: 60, maxInputLength: MOST_HTML },
      }),
    );
  } catch {
    return tidy(html.replace(/<[^>]*>/g, ' '));
  }
}

/** Bytes that no database keeps in a text, invisible signs, and a wall of empty lines. */
const tidy = (text: string): string =>
  text
    .slice(0, MOST_TEXT)
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u2060\ufeff]/g, '')
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

function freshOf(text: string): string {
  const looked = text.slice(0, MOST_REPLY);
  const fresh = new EmailReplyParser().parseReply(looked).trim();
  return fresh === '' ? text : fresh;
}

const flat = (address: MimeAddress): readonly { name: string; address: string }[] =>
  'group' in address && address.group ? address.group : [address as { name: string; address: string }];

function firstOf(addresses: readonly MimeAddress[]): MailAddress | null {
  const one = addresses.flatMap(flat).find(({ address }) => address?.includes('@'));
  return one ? { name: one.name.trim().slice(0, 200), address: one.address.trim().toLowerCase().slice(0, 320) } : null;
}

export const idsIn = (header: string): readonly string[] => header.match(/<[^<>\s]{3,990}>/g) ?? [];

function timeOf(date: string | undefined): string | null {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

const bytesOf = (content: Email['attachments'][number]['content']): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content);

/** No mail at all: whatever of it can be read is shown to a person. */
function notAMail(raw: Uint8Array): ReadMail {
  const text = tidy(new TextDecoder('windows-1252').decode(raw.slice(0, 20_000)));
  return {
    messageId: null,
    answers: [],
    from: null,
    replyTo: null,
    to: [],
    subject: '',
    writtenAt: null,
    text,
    fresh: text,
    files: [],
    parts: [],
    header: () => [],
    broken: true,
  };
}

/**
 * A mail comes in (M12, M14): kept whole first, with an errand to read it, in one transaction. Reading decides and writes down what is to be done;
 * doing it follows. Each step begins with the row and ends on it, so that whoever dies in between is followed by somebody who does the rest, and
 * nothing twice: the mail's id is the id of the message or the return that it becomes.
 */
import { createHash } from 'node:crypto';
import { type MailFacts, factsOf } from '../channels/email/facts.ts';
import { type ReadMail, readMail } from '../channels/email/parse.ts';
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import {
  findCandidates,
  keepRaw,
  lockMail,
  type MailPlan,
  type MailRow,
  markDuplicate,
  matchMail,
  planMail,
  readIntakeSettings,
  readMailRow,
  recordNotices,
  recordReading,
  sameMail,
  triageMail,
} from '../store/intake.ts';
import { setWithdrawalReturn } from '../store/portal.ts';
import { readReturn } from '../store/returns.ts';
import { insertNote } from '../store/thread.ts';
import { bounceKindOf, noteBounce } from './bounces.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { type Because, decideMail } from './intake-match.ts';
import { decidePartnerMail, HalfTaken, noticeTablesIn, partnerBehind, takeMailNotices } from './intake-partner.ts';
import { languageOf } from './language-guard.ts';
import { type Opened, openReturn } from './open-return.ts';
import { canonical } from './projection.ts';
import { receiveWords } from './write-message.ts';

/** What is taken of one mail, in bytes: what mail servers commonly let through, and some more. */
export const MOST_BYTES = 40 * 1024 * 1024;

export type ArrivedMail = {
  readonly bytes: Uint8Array;
  readonly source: MailRow['source'];
  readonly mailboxId?: string;
  /** When the mail server had it, in the seller's time; never later than now. */
  readonly receivedAt?: string;
  /** There was more of it than we take. */
  readonly cutOff?: boolean;
};

/** Keeps a mail; the same bytes again are the same mail. `beside` is done in the same transaction, whether it was here or not. */
export async function keepMail(
  ctx: Context,
  sellerId: string,
  mail: ArrivedMail,
  beside: (tx: Tx) => Promise<void> = async () => {},
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { sha256, size } = await ctx.files.put(mail.bytes);
  const now = ctx.clock.now(sellerId);
  const receivedAt = mail.receivedAt !== undefined && mail.receivedAt < now ? mail.receivedAt : now;
  return ctx.db.withSeller(sellerId, async (tx) => {
    const kept = await keepRaw(tx, {
      id: newId(ctx, now),
      digest: sha256,
      size: size || mail.bytes.byteLength,
      cut_off: mail.cutOff ?? false,
      source: mail.source,
      mailbox_id: mail.mailboxId ?? null,
      received_at: receivedAt,
    });
    if (kept.isNew) await insertErrand(tx, { id: newId(ctx, now), kind: 'intake', body: { mailId: kept.id }, created_at: now });
    await beside(tx);
    return kept;
  });
}

/** After so many attempts that broke, a person gets the mail: it holds up nothing, and is not lost either. */
const MOST_ATTEMPTS = 5;

export const INTAKE_ERRANDS: Readonly<Record<'intake', Errand<{ mailId: string }>>> = {
  async intake(ctx, seller, effect, { mailId }) {
    try {
      await processMail(ctx, seller.id, mailId);
    } catch (error) {
      // Sooner than after a minute it would be found as it is now.
      if (error instanceof HalfTaken && effect.attempts < MOST_ATTEMPTS)
        return { failure: { failed: 'unavailable', says: error.message, retryable: true, retryAfterMs: 61_000 } };
      if (effect.attempts < MOST_ATTEMPTS) throw error;
      ctx.log.error({ err: error, mail: mailId }, 'a mail could not be processed');
      await setAside(ctx, seller.id, mailId, 'broke');
    }
    return { done: {} };
  },
};

/** Does what is still to be done with a mail. Nothing, where that is done already. */
export async function processMail(ctx: Context, sellerId: string, id: string): Promise<void> {
  const row = await ctx.db.withSeller(sellerId, (tx) => readMailRow(tx, id));
  if (!row || (row.state !== 'new' && row.state !== 'taking')) return;
  const bytes = await ctx.files.get(row.digest);
  if (bytes === null) return setAside(ctx, sellerId, id, 'unreadable');
  const mail = await readMail(bytes);
  const planned = row.plan ? row : await decide(ctx, sellerId, row, mail);
  if (planned?.plan) await carryPlan(ctx, sellerId, planned, planned.plan, mail);
}

const setAside = (ctx: Context, sellerId: string, id: string, because: Because | `refused:${string}`): Promise<void> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const row = await lockMail(tx, id);
    if (row?.state === 'new' || row?.state === 'taking') await triageMail(tx, id, because);
  });

/** Reads the mail, looks up its numbers and writes down what follows. Answers the row where something is to be done now. */
async function decide(ctx: Context, sellerId: string, row: MailRow, mail: ReadMail, again = false): Promise<MailRow | null> {
  const partner = await partnerBehind(ctx, sellerId, mail);
  try {
    return await ctx.db.withSeller(sellerId, async (tx) => {
      const locked = await lockMail(tx, row.id);
      if (locked?.state !== 'new') return null;
      if (locked.plan) return locked;
      const { trusted_host } = await readIntakeSettings(tx);
      const facts = factsOf(mail, trusted_host);
      const fingerprint = fingerprintOf(mail);
      const same = fingerprint && (await sameMail(tx, fingerprint, row.id));
      if (same) {
        await markDuplicate(tx, row.id, same, { at: ctx.clock.now(sellerId), by: 'Retour' });
        return null;
      }
      await recordReading(tx, row.id, { fingerprint, ...summaryOf(mail, facts) });
      const verdict =
        mail.broken || row.cut_off
          ? { because: mail.broken ? ('unreadable' as const) : ('cut_off' as const) }
          : (decidePartnerMail(facts, noticeTablesIn(mail), partner) ?? decideMail(facts, await findCandidates(tx, facts)));
      if ('because' in verdict) {
        await triageMail(tx, row.id, verdict.because);
        return null;
      }
      await planMail(tx, row.id, verdict.plan, 'new');
      return { ...locked, facts, plan: verdict.plan };
    });
  } catch (error) {
    // The same mail by another way, at the same moment: it is there by now.
    if (again || !isUniqueViolation(error, 'inbound_mails_fingerprint')) throw error;
    return decide(ctx, sellerId, row, mail, true);
  }
}

/**
 * What makes two mails one, whichever servers they came through: who says what, when. Null where a mail has neither an id nor a date: then two
 * mails may say the same and be two.
 */
function fingerprintOf(mail: ReadMail): string | null {
  if (mail.messageId === null && mail.writtenAt === null) return null;
  const files = mail.files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
  const said = [
    mail.messageId,
    mail.from?.address ?? null,
    mail.subject,
    mail.writtenAt,
    mail.text.replace(/\s+/g, ' '),
    files,
    mail.parts.map(({ text }) => text.trim()),
  ];
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** What a list shows of a mail. */
export function summaryOf(mail: ReadMail, facts: MailFacts) {
  const found = languageOf(facts.says);
  return {
    kind: facts.kind,
    message_id: mail.messageId,
    sender_name: facts.sender?.name.slice(0, 200) ?? null,
    sender_email: facts.sender?.email ?? null,
    subject: mail.subject,
    excerpt: facts.says.replace(/\s+/g, ' ').slice(0, 240),
    language: found.language === 'other' ? null : found.language,
    files: mail.files.length,
    facts,
  };
}

/** Whose words they are: a marketplace's notice is the channel speaking, everything else the buyer. */
const speaker = (facts: MailFacts | null, channel: string): Actor =>
  facts?.notice && facts.notice.family !== 'form' ? { kind: 'channel', slug: channel } : { kind: 'buyer' };

/** Does what was decided. Every step may have been done by somebody who died after it. */
async function carryPlan(ctx: Context, sellerId: string, row: MailRow, plan: MailPlan & { by?: string }, mail: ReadMail): Promise<void> {
  const by = plan.by ?? 'Retour';
  switch (plan.do) {
    case 'open': {
      const opened = await openFrom(ctx, sellerId, row, plan, mail, speaker(row.facts, plan.channel));
      return opened.ok
        ? putWords(ctx, sellerId, row, opened.returnId, mail, by)
        : setAside(ctx, sellerId, row.id, `refused:${opened.refusal}`);
    }
    case 'message':
      return putWords(ctx, sellerId, row, plan.returnId, mail, by);
    case 'notices': {
      const notices = await takeMailNotices(ctx, sellerId, row, plan.partnerId, mail);
      return finish(ctx, sellerId, row.id, async (tx, at) => {
        await recordNotices(tx, row.id, notices);
        // What was taken stays taken; somebody tells the partner about the rest.
        if (notices.refused > 0) await triageMail(tx, row.id, 'lines_refused');
        else await matchMail(tx, row.id, 'notices', null, { at, by });
      });
    }
    case 'note':
      return finish(ctx, sellerId, row.id, async (tx, at) => {
        const body = `${mail.subject}\n\n${wordsOf(row.facts, mail)}`.trim();
        await insertNote(tx, { id: row.id, return_id: plan.returnId, at, author: row.sender_name || row.sender_email || 'E-mail', body });
        await matchMail(tx, row.id, 'note', plan.returnId, { at, by });
      });
    case 'bounce':
      return finish(ctx, sellerId, row.id, async (tx, at) => {
        const { report, answers } = row.facts!;
        const recipient = report?.recipient ?? '';
        const said = `${report?.status ?? ''} ${report?.says ?? ''}`.trim();
        const kind = bounceKindOf(said) ?? 'soft';
        if (recipient !== '') await noteBounce(ctx, tx, { messageId: answers[0] ?? null, recipient, kind, says: said });
        await matchMail(tx, row.id, 'bounce', plan.returnId, { at, by });
      });
  }
}

/** The return that the mail asks for. It bears the mail's id: asked for again after a crash, it is there. */
export async function openFrom(
  ctx: Context,
  sellerId: string,
  row: MailRow,
  plan: Extract<MailPlan, { do: 'open' }>,
  mail: ReadMail,
  by: Actor,
): Promise<Opened> {
  if (await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, row.id))) return { ok: true, returnId: row.id, created: false };
  const photos = mail.files.filter(({ type }) => type.startsWith('image/')).length;
  const { channel, channelOrderId, items } = plan;
  return openReturn(
    ctx,
    sellerId,
    {
      id: row.id,
      channel,
      channelOrderId,
      via: row.source === 'portal' ? 'portal' : 'email',
      declaredAt: row.received_at,
      items: items.map((item) => ({ ...item, photos })),
    },
    by,
  );
}

/** The words and files of the mail go into the return's thread, and the mail is done. */
export async function putWords(ctx: Context, sellerId: string, row: MailRow, returnId: string, mail: ReadMail, by: string): Promise<void> {
  const body = wordsOf(row.facts, mail);
  const loaded = await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, returnId));
  assert(loaded, 'a mail is matched to a return that is there');
  const attachments = mail.files.map(({ name, type, bytes }) => ({ name, type, bytes }));
  const received = await receiveWords(
    ctx,
    sellerId,
    returnId,
    { id: row.id, body, via: row.source === 'portal' ? 'portal' : 'email', attachments },
    speaker(row.facts, loaded.ret.order.channel),
  );
  if (!received.ok) {
    const name = typeof received.refusal === 'string' ? received.refusal : received.refusal.name;
    return setAside(ctx, sellerId, row.id, `refused:${name}`);
  }
  await finish(ctx, sellerId, row.id, async (tx, at) => {
    await matchMail(tx, row.id, returnId === row.id ? 'return' : 'message', returnId, { at, by });
    // A declaration of the withdrawal function that nobody could place: now it has its return.
    if (row.source === 'portal') await setWithdrawalReturn(tx, row.id, returnId);
  });
}

/** The last step, under the row's lock, where nobody else has done it. */
const finish = (ctx: Context, sellerId: string, id: string, work: (tx: Tx, at: string) => Promise<void>): Promise<void> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const row = await lockMail(tx, id);
    if (row?.state === 'new' || row?.state === 'taking') await work(tx, ctx.clock.now(sellerId));
  });

/** So much of a mail stands in a thread; the whole of it stays with the mail. */
const MOST_WORDS = 20_000;

/** What somebody wrote, under its subject where that is no mere "Re:". */
function wordsOf(facts: MailFacts | null, mail: ReadMail): string {
  const says = (facts?.says || mail.fresh || mail.text).trim();
  const answers = mail.answers.length > 0 || /^\s*\p{L}{1,4}\s*:/u.test(mail.subject);
  const words = facts?.notice || answers || mail.subject === '' ? says : `${mail.subject}\n\n${says}`;
  return (words.trim() || mail.subject || `(${mail.files.map(({ name }) => name).join(', ') || '…'})`).slice(0, MOST_WORDS);
}

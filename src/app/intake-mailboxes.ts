/** The seller's mailboxes (M12): each is read when its time has come, up to where it was read before; a server that fails is asked less and less often. */
import type { Failure } from '../channels/channel.ts';
import { failed } from '../channels/channel.ts';
import { imapMailbox, type MailboxPlace } from '../channels/email/imap.ts';
import {
  advanceMailbox,
  claimDueMailboxes,
  listMailboxes,
  type MailboxRow,
  type MailboxWrite,
  putMailbox,
  readMailbox,
  recordMailFailure,
  recordMailPoll,
} from '../store/intake.ts';
import { type Context, newId } from './context.ts';
import { keepMail, MOST_BYTES } from './intake.ts';
import { addressOfName, reachOf } from './public-address.ts';
import { openBox, sealBox } from './sealed-box.ts';
import { MAILBOX } from './sealed-secrets.ts';

/** Mails of one look: a folder that was full when it was connected is read in parts, so that one mailbox does not keep the others waiting. */
const MOST_OF_ONE_LOOK = 200;
const LONGEST_WAIT_MS = 3_600_000;

/** Reads what is new. Answers how many mails were new to us. */
export async function pollMailbox(ctx: Context, sellerId: string, id: string): Promise<number> {
  const row = await ctx.db.withSeller(sellerId, (tx) => readMailbox(tx, id));
  if (!row || row.state === 'off') return 0;
  const read = await readNew(ctx, sellerId, row);
  const now = ctx.clock.now(sellerId);
  const later = (ms: number) => new Date(Date.parse(ctx.clock.realNow()) + ms).toISOString();
  if (failed(read)) {
    const wait = Math.min(2 ** row.failures * 1000 * ctx.pollSeconds, LONGEST_WAIT_MS);
    await ctx.db.withSeller(sellerId, (tx) => recordMailFailure(tx, id, now, read.says, later(wait)));
    ctx.log.warn({ mailbox: id, failed: read.failed }, read.says);
    return 0;
  }
  // There is more: at once, and not in a minute.
  await ctx.db.withSeller(sellerId, (tx) => recordMailPoll(tx, id, now, later(read.more ? 0 : 1000 * ctx.pollSeconds)));
  return read.taken;
}

async function readNew(ctx: Context, sellerId: string, row: MailboxRow): Promise<{ taken: number; more: boolean } | Failure> {
  const place = await placeOf(ctx, sellerId, row);
  if ('failed' in place) return place;
  return imapMailbox(place).open(
    async (box) => {
      const mark = row.uid_validity === null ? null : { uidValidity: row.uid_validity, uid: row.last_uid };
      const uids = await box.list(mark, row.take_from);
      let taken = 0;
      for (const uid of uids.slice(0, MOST_OF_ONE_LOOK)) {
        const mail = await box.fetch(uid, MOST_BYTES);
        const read = (tx: Parameters<typeof advanceMailbox>[0]) => advanceMailbox(tx, row.id, box.uidValidity, uid);
        if (!mail) {
          await ctx.db.withSeller(sellerId, read);
          continue;
        }
        // The server's time is real; the seller's may be moved.
        const arrived = mail.arrivedAt && new Date(Date.parse(mail.arrivedAt) + ctx.clock.offsetMs(sellerId)).toISOString();
        const kept = await keepMail(
          ctx,
          sellerId,
          {
            bytes: mail.bytes,
            source: 'imap',
            mailboxId: row.id,
            cutOff: mail.cutOff,
            ...(arrived && { receivedAt: arrived }),
          },
          read,
        );
        if (row.mark_seen) await box.markSeen(uid);
        taken += kept.isNew ? 1 : 0;
      }
      return { taken, more: uids.length > MOST_OF_ONE_LOOK };
    },
    { writable: row.mark_seen },
  );
}

async function placeOf(ctx: Context, sellerId: string, row: MailboxRow): Promise<MailboxPlace | Failure> {
  const password = openBox(ctx, MAILBOX, row.password);
  if (password === null)
    return {
      failed: 'unauthorised',
      says: 'The password can not be read any more: the installation’s secret has changed. Enter it again.',
      retryable: false,
    };
  const { host, port, security, username, folder } = row;
  const found = await addressOfName(host, reachOf(ctx, ctx.sellers.get(sellerId)));
  if ('refused' in found)
    return {
      failed: 'refused',
      says: `${host} is not on the public internet, and is not called. PRIVATE_WEBHOOKS=1 opens the own network.`,
      retryable: false,
    };
  // A name that nobody knows is asked for once more on the way, and told in words there.
  return { host, port, security, username, folder, password, ...('address' in found && { address: found.address }) };
}

/** Longer than one look at a mailbox takes, in ms: so long nobody else begins one. */
const LOOK_MS = 300_000;

/** The worker's loop: the mailboxes whose time has come, each by itself, so that one that breaks keeps none of the others waiting. */
export async function pollDueMailboxes(ctx: Context): Promise<void> {
  const now = ctx.clock.realNow();
  const due = await ctx.db.withDispatcher((tx) => claimDueMailboxes(tx, now, new Date(Date.parse(now) + LOOK_MS).toISOString()));
  await Promise.all(
    due.map(({ seller_id, id }) =>
      pollMailbox(ctx, seller_id, id).catch((error: unknown) => ctx.log.error({ err: error, mailbox: id }, 'a mailbox could not be read')),
    ),
  );
}

/** Every mailbox of a seller, now: in tests, and for whoever presses the button. */
export async function pollMailboxes(ctx: Context, sellerId: string): Promise<number> {
  const boxes = await ctx.db.withSeller(sellerId, listMailboxes);
  let taken = 0;
  for (const { id, state } of boxes) if (state !== 'off') taken += await pollMailbox(ctx, sellerId, id);
  return taken;
}

export type MailboxAsked = Omit<MailboxPlace, 'password'> & {
  /** Left out: the one that is kept stays. */
  readonly password?: string;
  readonly markSeen: boolean;
  readonly off: boolean;
  readonly takeFrom?: string;
};

export type MailboxSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly refusal: 'not_found' | 'mailbox_known' | 'password_missing' };

/** Makes (`id` null) or changes a mailbox. It is read at once. */
export async function saveMailbox(ctx: Context, sellerId: string, id: string | null, asked: MailboxAsked): Promise<MailboxSaved> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx): Promise<MailboxSaved> => {
    const before = id === null ? null : await readMailbox(tx, id);
    if (id !== null && !before) return { ok: false, refusal: 'not_found' };
    const password = asked.password ? sealBox(ctx, MAILBOX, asked.password) : before?.password;
    // A password goes to no other server than the one that it was given for.
    if (!password || (!asked.password && before?.host !== asked.host)) return { ok: false, refusal: 'password_missing' };
    const write: MailboxWrite = {
      id: before?.id ?? newId(ctx, now),
      host: asked.host,
      port: asked.port,
      security: asked.security,
      username: asked.username,
      folder: asked.folder,
      password,
      mark_seen: asked.markSeen,
      take_from: asked.takeFrom ?? before?.take_from ?? ctx.clock.realNow(),
      state: asked.off ? 'off' : 'ok',
      next_poll_at: asked.off ? null : ctx.clock.realNow(),
    };
    const put = await putMailbox(tx, write, ctx.clock.realNow());
    return put === 'place_taken' ? { ok: false, refusal: 'mailbox_known' } : { ok: true, id: put.id };
  });
}

/** Signs in, opens the folder and goes away again. */
export async function testMailbox(ctx: Context, sellerId: string, id: string): Promise<{ readonly mails: number } | Failure | null> {
  const row = await ctx.db.withSeller(sellerId, (tx) => readMailbox(tx, id));
  if (!row) return null;
  const place = await placeOf(ctx, sellerId, row);
  if ('failed' in place) return place;
  return imapMailbox(place).open(async (box) => ({ mails: box.mails }));
}

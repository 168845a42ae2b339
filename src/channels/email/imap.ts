/** The seller's mailbox over IMAP (RFC 9051): a small port, and imapflow behind it. Nothing is deleted or moved there; folders are opened read-only. */
import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import type { Failure } from '../channel.ts';

export type MailboxPlace = {
  readonly host: string;
  /** The very address that the host was found to have; without it the name is asked for again. */
  readonly address?: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string;
  readonly password: string;
  readonly folder: string;
};

/** How far a folder was read. UIDs grow and mean one mail each, as long as the folder's UIDVALIDITY is the same. */
export type MailboxMark = { readonly uidValidity: number; readonly uid: number };

export type FetchedMail = {
  readonly uid: number;
  readonly bytes: Uint8Array;
  /** When the server had it (INTERNALDATE). */
  readonly arrivedAt: string | null;
  /** There is more of it than was asked for. */
  readonly cutOff: boolean;
};

export type OpenMailbox = {
  readonly uidValidity: number;
  readonly mails: number;
  /** UIDs after the mark, lowest first; where the mark is of another UIDVALIDITY or null, those that arrived since `since`. */
  list(mark: MailboxMark | null, since: string): Promise<readonly number[]>;
  /** Null where it is gone by now. */
  fetch(uid: number, mostBytes: number): Promise<FetchedMail | null>;
  markSeen(uid: number): Promise<void>;
};

export type Mailbox = {
  /** Opens the folder, does the work and closes the connection, whatever happens. What goes wrong outside is an answer. */
  open<T>(work: (box: OpenMailbox) => Promise<T>, options?: { readonly writable?: boolean }): Promise<T | Failure>;
};

/** In ms. A server that says nothing for so long is treated as gone. */
const PATIENCE = { connect: 15_000, greeting: 10_000, silence: 60_000 };
/** No line and no answer of a mailbox is longer than this, in bytes: what is longer is an attack or a broken server. */
const MOST_LINE = 16 * 1024 * 1024;

export function imapMailbox(place: MailboxPlace): Mailbox {
  return {
    async open(work, { writable = false } = {}) {
      const client = new ImapFlow({
        host: place.address ?? place.host,
        // The certificate is the name's, whatever the address.
        ...(isIP(place.host) === 0 && { servername: place.host }),
        port: place.port,
        secure: place.security === 'tls',
        // STARTTLS is demanded where it was chosen: a server, or somebody on the way, that leaves it out gets no password.
        ...(place.security !== 'tls' && { doSTARTTLS: place.security === 'starttls' }),
        auth: { user: place.username, pass: place.password },
        logger: false,
        disableAutoIdle: true,
        connectionTimeout: PATIENCE.connect,
        greetingTimeout: PATIENCE.greeting,
        socketTimeout: PATIENCE.silence,
        maxLineLength: MOST_LINE,
        clientInfo: { name: 'Retour' },
      });
      // What breaks between two commands is told here as well, and would end the process unheard.
      let lost: Error | null = null;
      client.on('error', (error: Error) => (lost = error));
      // What the work itself throws is ours, not the server's.
      const theirs = new WeakSet<object>();
      const ask: Ask = (call) =>
        call.catch((error: Error) => {
          theirs.add(error);
          throw error;
        });
      try {
        await ask(client.connect());
        const folder = await ask(client.mailboxOpen(place.folder, { readOnly: !writable }));
        const answer = await work(boxOf(client, ask, Number(folder.uidValidity), folder.exists));
        await client.logout().catch(() => {});
        return answer;
      } catch (error) {
        if (!theirs.has(error as object)) throw error;
        return failureOf((lost ?? error) as ImapError, place);
      } finally {
        client.close();
      }
    },
  };
}

type Ask = <T>(call: Promise<T>) => Promise<T>;

function boxOf(client: ImapFlow, ask: Ask, uidValidity: number, mails: number): OpenMailbox {
  return {
    uidValidity,
    mails,
    async list(mark, since) {
      const known = mark !== null && mark.uidValidity === uidValidity ? mark.uid : 0;
      const found = await ask(client.search(known > 0 ? { uid: `${known + 1}:*` } : { since: new Date(Date.parse(since)) }, { uid: true }));
      // "n:*" names the last mail even where its UID is lower than n.
      return (found || []).filter((uid) => uid > known).sort((a, b) => a - b);
    },
    async fetch(uid, mostBytes) {
      const found = await ask(
        client.fetchOne(
          String(uid),
          { uid: true, size: true, internalDate: true, source: { start: 0, maxLength: mostBytes } },
          { uid: true },
        ),
      );
      if (!found || !found.source) return null;
      const arrived = found.internalDate === undefined ? Number.NaN : new Date(found.internalDate).getTime();
      return {
        uid,
        bytes: new Uint8Array(found.source),
        arrivedAt: Number.isNaN(arrived) ? null : new Date(arrived).toISOString(),
        cutOff: (found.size ?? 0) > mostBytes && found.source.byteLength >= mostBytes,
      };
    },
    async markSeen(uid) {
      await ask(client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true }));
    },
  };
}

type ImapError = Error & {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly responseText?: string;
  readonly responseStatus?: string;
  readonly mailboxMissing?: boolean;
  readonly tlsFailed?: boolean;
};

/** In words that say what to do. */
function failureOf(error: ImapError, { host, port, folder, username }: MailboxPlace): Failure {
  const said = (error.responseText ?? error.message).replace(/\s+/g, ' ').slice(0, 300);
  if (error.authenticationFailed)
    return { failed: 'unauthorised', says: `${host} does not accept the password of ${username}: ${said}`, retryable: false };
  if (error.mailboxMissing || /nonexistent|doesn't exist|not found|unknown mailbox/i.test(said))
    return { failed: 'not_found', says: `There is no folder “${folder}” in this mailbox.`, retryable: false };
  if (error.tlsFailed || /certificate|self.signed|altname|ssl|wrong version number|starttls/i.test(`${error.message} ${error.code ?? ''}`))
    return { failed: 'unavailable', says: `No safe connection to ${host}:${port}: ${said}`, retryable: true };
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return { failed: 'unavailable', says: `There is no server of the name ${host}.`, retryable: true };
  if (error.code === 'ECONNREFUSED') return { failed: 'unavailable', says: `${host} does not listen on port ${port}.`, retryable: true };
  if (/timeout/i.test(`${error.code ?? ''} ${error.message}`))
    return { failed: 'timeout', says: `${host}:${port} did not answer in time.`, retryable: true };
  return { failed: 'unavailable', says: `${host}:${port}: ${said}`, retryable: true };
}

/** A mail server that knows as much IMAP as a reader of mailboxes asks for, and does what a test says: other UIDVALIDITY, wrong password, silence in the middle. */
import net from 'node:net';
import type { AddressInfo } from 'node:net';

export type ServedMail = { readonly uid: number; readonly bytes: Buffer; readonly arrivedAt: Date; seen?: boolean };
export type ImapServer = {
  readonly port: number;
  /** Sent by clients, without their tags. */
  readonly heard: string[];
  mails: ServedMail[];
  uidValidity: number;
  password: string;
  /** The connection breaks when this UID is fetched; once. */
  breakAt: number | null;
  close(): Promise<void>;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const imapDate = (at: Date): string => {
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${time} +0000`;
};

export async function imapServer(): Promise<ImapServer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    serve(served, socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const served: ImapServer = {
    port: (server.address() as AddressInfo).port,
    heard: [],
    mails: [],
    uidValidity: 1,
    password: 'secret',
    breakAt: null,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return served;
}

function serve(box: ImapServer, socket: net.Socket): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('* OK [CAPABILITY IMAP4rev1] ready');
  let rest = '';
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      answer(box, socket, say, line);
    }
  });
}

function answer(box: ImapServer, socket: net.Socket, say: (line: string) => void, line: string): void {
  const [tag = '*', ...words] = line.split(' ');
  const said = words.join(' ');
  box.heard.push(said);
  const is = (pattern: RegExp) => pattern.exec(said);
  const ok = (what = 'done') => say(`${tag} OK ${what}`);
  if (is(/^CAPABILITY/i)) {
    say('* CAPABILITY IMAP4rev1');
    return ok();
  }
  const login = is(/^LOGIN \S+ (\S+)/i)?.[1]?.replace(/"/g, '');
  if (login !== undefined) return login === box.password ? ok('signed in') : say(`${tag} NO [AUTHENTICATIONFAILED] wrong password`);
  const folder = is(/^(?:SELECT|EXAMINE) "?([^"\s(]+)"?/i)?.[1];
  if (folder !== undefined) {
    if (folder.toUpperCase() !== 'INBOX') return say(`${tag} NO [NONEXISTENT] Mailbox doesn't exist: ${folder}`);
    say(`* ${box.mails.length} EXISTS`);
    say(`* OK [UIDVALIDITY ${box.uidValidity}] this time`);
    say(`* OK [UIDNEXT ${(box.mails.at(-1)?.uid ?? 0) + 1}] next`);
    return ok(/^EXAMINE/i.test(said) ? '[READ-ONLY] open' : '[READ-WRITE] open');
  }
  if (is(/^UID SEARCH/i)) {
    const from = Number(is(/UID (\d+):\*/i)?.[1] ?? 0);
    const last = box.mails.at(-1)?.uid;
    // As the standard has it: "n:*" names the last mail even where its UID is lower than n.
    const found = box.mails.filter(({ uid }) => uid >= from || (from > 0 && uid === last));
    say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`);
    return ok();
  }
  const fetched = is(/^UID FETCH (\d+) .*?<(\d+)\.(\d+)>/i);
  if (fetched) {
    const uid = Number(fetched[1]);
    if (box.breakAt === uid) {
      box.breakAt = null;
      socket.destroy();
      return;
    }
    const at = box.mails.findIndex((mail) => mail.uid === uid);
    const mail = box.mails[at];
    if (mail) {
      const part = mail.bytes.subarray(0, Number(fetched[3]));
      socket.write(
        Buffer.concat([
          Buffer.from(
            `* ${at + 1} FETCH (UID ${uid} RFC822.SIZE ${mail.bytes.byteLength} INTERNALDATE "${imapDate(mail.arrivedAt)}" BODY[]<0> {${part.byteLength}}\r\n`,
          ),
          part,
          Buffer.from(')\r\n'),
        ]),
      );
    }
    return ok();
  }
  const stored = is(/^UID STORE (\d+) \+FLAGS/i)?.[1];
  if (stored !== undefined) {
    for (const mail of box.mails) if (mail.uid === Number(stored)) mail.seen = true;
    return ok();
  }
  if (is(/^LOGOUT/i)) {
    say('* BYE');
    ok();
    socket.end();
    return;
  }
  return ok();
}

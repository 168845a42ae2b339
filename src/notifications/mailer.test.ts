import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Mail, smtpMailer } from './mailer.ts';

/** Enough of an SMTP server to hand a mail over: it keeps what it got, and misbehaves where a test asks it to. */
function postOffice(behave: { refuse?: string; hangUpAfterData?: boolean } = {}) {
  const mails: { to: string; data: string }[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let buffer = '';
    let to = '';
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 post office');
    socket.on('data', (bytes) => {
      buffer += bytes.toString('utf8');
      for (;;) {
        const end = inData ? '\r\n.\r\n' : '\r\n';
        const at = buffer.indexOf(end);
        if (at < 0) return;
        const line = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        if (inData) {
          inData = false;
          mails.push({ to, data: line });
          if (behave.hangUpAfterData) return socket.destroy();
          say('250 taken');
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 post office');
        else if (/^RCPT TO:/i.test(line)) {
          to = /<(.*)>/.exec(line)?.[1] ?? '';
          say(behave.refuse ?? '250 fine');
        } else if (/^DATA/i.test(line)) {
          inData = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else say('250 fine');
      }
    });
  });
  return {
    mails,
    listen: () =>
      new Promise<string>((resolve) =>
        server.listen(0, '127.0.0.1', () => resolve(`smtp://127.0.0.1:${(server.address() as { port: number }).port}?ignoreTLS=true`)),
      ),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const MAIL: Mail = {
  from: 'Phénix Mobile <retours@phenix.example>',
  to: 'elodie@example.org',
  subject: 'Votre retour est accepté',
  text: 'Bonjour Élodie,\n',
  html: '<p>Bonjour Élodie,</p>',
  attachments: [{ name: 'étiquette.pdf', type: 'application/pdf', bytes: Uint8Array.from([37, 80, 68, 70]) }],
  messageId: '01935b2e-7c00-7000-8000-000000000001',
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailerTo(behave?: Parameters<typeof postOffice>[0]) {
  const office = postOffice(behave);
  const mailer = smtpMailer(await office.listen());
  closing.push(() => mailer.close(), office.close);
  return { office, mailer };
}

test('a mail arrives with both its parts, its file and an id by which a second copy is known', async () => {
  const { office, mailer } = await mailerTo();
  const first = await mailer.send(MAIL);
  const again = await mailer.send(MAIL);
  expect(first).toEqual({ reference: '<01935b2e-7c00-7000-8000-000000000001@phenix.example>' });
  expect(again).toEqual(first);
  expect(office.mails).toHaveLength(2);
  for (const { to, data } of office.mails) {
    expect(to).toBe('elodie@example.org');
    expect(data).toContain('Message-ID: <01935b2e-7c00-7000-8000-000000000001@phenix.example>');
    expect(data).toContain('Auto-Submitted: auto-generated');
    expect(data).toMatch(/Content-Type: text\/plain/);
    expect(data).toMatch(/Content-Type: text\/html/);
    expect(data).toMatch(/Content-Type: application\/pdf/);
    expect(data).toContain('JVBERg==');
  }
});

test('a hostile subject starts no header of its own', async () => {
  const { office, mailer } = await mailerTo();
  await mailer.send({ ...MAIL, subject: 'Hello\r\nBcc: everyone@example.org' });
  expect(office.mails[0]!.data).not.toMatch(/^Bcc:/im);
});

test('an address that does not exist is refused for good', async () => {
  const { mailer } = await mailerTo({ refuse: '550 no such mailbox' });
  expect(await mailer.send(MAIL)).toMatchObject({ failed: 'refused', retryable: false });
});

test('a full mailbox is worth another try', async () => {
  const { mailer } = await mailerTo({ refuse: '452 mailbox full, come back later' });
  expect(await mailer.send(MAIL)).toMatchObject({ failed: 'unavailable', retryable: true });
});

test('a server that hangs up with the mail in its hands may have taken it: that is said', async () => {
  const { mailer } = await mailerTo({ hangUpAfterData: true });
  expect(await mailer.send(MAIL)).toMatchObject({ retryable: true, uncertain: true });
});

test('nobody at the address: certain that nothing was sent', async () => {
  const { office, mailer } = await mailerTo();
  await office.close();
  const answer = await mailer.send(MAIL);
  expect(answer).toMatchObject({ failed: 'unavailable', retryable: true });
  expect(answer).not.toHaveProperty('uncertain');
});

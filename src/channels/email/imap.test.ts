import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed } from '../channel.ts';
import { imapMailbox, type MailboxPlace } from './imap.ts';
import { type ImapServer, imapServer } from './imap-server.test-support.ts';

let server: ImapServer;
beforeEach(async () => {
  server = await imapServer();
  server.mails = [3, 7, 9].map((uid) => ({
    uid,
    bytes: Buffer.from(`Subject: ${uid}\r\n\r\nmail ${uid}\r\n`),
    arrivedAt: new Date('2026-11-20T08:00:00Z'),
  }));
});
afterEach(() => server.close());

const place = (changes: Partial<MailboxPlace> = {}): MailboxPlace => ({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  username: 'lea',
  password: 'secret',
  folder: 'INBOX',
  ...changes,
});

describe('a mailbox', () => {
  it('is opened read-only, lists what is new, lowest first, and gives the bytes as they are', async () => {
    const read = await imapMailbox(place()).open(async (box) => {
      const all = await box.list(null, '2026-11-01T00:00:00Z');
      const later = await box.list({ uidValidity: 1, uid: 3 }, '2026-11-01T00:00:00Z');
      const none = await box.list({ uidValidity: 1, uid: 9 }, '2026-11-01T00:00:00Z');
      return { all, later, none, mail: await box.fetch(7, 1000), gone: await box.fetch(8, 1000), mails: box.mails };
    });
    expect(read).toMatchObject({
      all: [3, 7, 9],
      later: [7, 9],
      none: [],
      gone: null,
      mails: 3,
      mail: { uid: 7, cutOff: false, arrivedAt: '2026-11-20T08:00:00.000Z' },
    });
    if (failed(read)) throw new Error(read.says);
    expect(Buffer.from(read.mail!.bytes).toString()).toBe('Subject: 7\r\n\r\nmail 7\r\n');
    expect(server.heard.some((line) => /^EXAMINE/i.test(line))).toBe(true);
    expect(server.heard.some((line) => /STORE|SELECT|DELETE|MOVE|EXPUNGE/i.test(line))).toBe(false);
  });
  it('reads anew where the folder counts anew', async () => {
    server.uidValidity = 2;
    expect(await imapMailbox(place()).open((box) => box.list({ uidValidity: 1, uid: 9 }, '2026-11-01T00:00:00Z'))).toEqual([3, 7, 9]);
  });
  it('takes no more of a mail than is asked for, and says so', async () => {
    expect(await imapMailbox(place()).open((box) => box.fetch(3, 10))).toMatchObject({ cutOff: true, bytes: { byteLength: 10 } });
  });
  it('marks as read only where it may write', async () => {
    await imapMailbox(place()).open((box) => box.markSeen(7), { writable: true });
    expect(server.mails.map(({ seen }) => seen === true)).toEqual([false, true, false]);
  });
});

describe('what goes wrong outside is said in words', () => {
  it.each([
    ['a wrong password', { password: 'nonsense' }, 'unauthorised', /does not accept the password of lea/],
    ['a folder that is not there', { folder: 'Returns' }, 'not_found', /no folder “Returns”/],
    ['a port where nobody listens', { port: 1 }, 'unavailable', /does not listen on port 1/],
    ['TLS that the server does not speak', { security: 'tls' }, 'unavailable', /./],
    ['STARTTLS that the server leaves out', { security: 'starttls' }, 'unavailable', /No safe connection/],
  ] as const)('%s', async (_name, changes, kind, says) => {
    const answer = await imapMailbox(place(changes)).open(async () => 'open');
    expect(answer).toMatchObject({ failed: kind, says: expect.stringMatching(says) });
  });
  it('a connection that breaks in the middle', async () => {
    server.breakAt = 7;
    const answer = await imapMailbox(place()).open((box) => box.fetch(7, 1000));
    expect(failed(answer)).toBe(true);
    expect(await imapMailbox(place()).open((box) => box.fetch(7, 1000))).toMatchObject({ uid: 7 });
  });
  it('no password leaves the house before the connection is safe', async () => {
    await imapMailbox(place({ security: 'starttls' })).open(async () => 'open');
    expect(server.heard.join('\n')).not.toContain('secret');
  });
  it('what the work itself throws is thrown on', async () => {
    await expect(
      imapMailbox(place()).open(async () => {
        throw new Error('ours');
      }),
    ).rejects.toThrow('ours');
  });
});

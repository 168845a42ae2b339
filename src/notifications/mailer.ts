/** The port for mail, and SMTP behind it. Where no SMTP is set, the sandbox captures mails instead: it implements the same port. */
import { createTransport } from 'nodemailer';
import type { Failure } from '../channels/channel.ts';

export type Mail = {
  /** `Phénix Mobile <retours@phenix.example>` or a bare address. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
  /**
   * The id of our intent. It becomes the mail's Message-ID, the same at every attempt: mail systems and people
   * can then tell a mail that was sent twice, since SMTP itself has no idempotency.
   */
  readonly messageId: string;
  /** The Message-ID reference of the thread's first mail, so that mail programs keep a return together. */
  readonly inReplyTo?: string;
};

export type Mailer = { send(mail: Mail): Promise<{ readonly reference: string } | Failure> };

/** A server that does not answer within this (ms) is treated as gone. */
const PATIENCE = { connect: 10_000, greeting: 10_000, silence: 30_000 };

/** `smtp://user:password@host:587`, `smtps://…`; nodemailer's query options may follow (`?pool=true`). */
export function smtpMailer(url: string): Mailer & { close(): void } {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE.connect,
    greetingTimeout: PATIENCE.greeting,
    socketTimeout: PATIENCE.silence,
  });
  return {
    async send(mail) {
      const domain = /@([^>\s]+)>?\s*$/.exec(mail.from)?.[1] ?? 'retour.invalid';
      const reference = `<${mail.messageId}@${domain}>`;
      try {
        await transport.sendMail({
          from: mail.from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: reference,
          ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: mail.inReplyTo } : {}),
          // RFC 3834: out-of-office robots must not answer.
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments: (mail.attachments ?? []).map(({ name, type, bytes }) => ({
            filename: name,
            contentType: type,
            content: Buffer.from(bytes),
          })),
          // What is attached is given as bytes: nothing may make the mailer read a file or fetch an address.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { reference };
      } catch (error) {
        return failureOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

/** What nodemailer hangs on its errors. */
type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly syscall?: string;
  readonly timeoutType?: string;
};

function failureOf({ code, responseCode, syscall, timeoutType, message }: SmtpError): Failure {
  const says = message.replace(/\s+/g, ' ').slice(0, 300);
  if (code === 'EAUTH' || responseCode === 535) return { failed: 'unauthorised', says, retryable: false };
  // The server has spoken: 4xx means later, 5xx means never (RFC 5321 § 4.2.1).
  if (responseCode && responseCode >= 500) return { failed: 'refused', says, retryable: false };
  if (responseCode && responseCode >= 400) return { failed: 'unavailable', says, retryable: true };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { failed: 'refused', says, retryable: false };
  // Cut off or silent once it listened: it may have had the mail in its hands already.
  const neverListened =
    syscall === 'connect' || syscall === 'getaddrinfo' || (timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT');
  return { failed: code === 'ETIMEDOUT' ? 'timeout' : 'unavailable', says, retryable: true, ...(neverListened ? {} : { uncertain: true }) };
}

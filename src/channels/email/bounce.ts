/** Delivery status notifications (RFC 3464), and what older mail servers send instead. */
import { idsIn, type ReadMail } from './parse.ts';

export type DeliveryReport = {
  /** The Message-ID of the mail that came back; null where the report does not name it. */
  readonly messageId: string | null;
  readonly recipient: string | null;
  /** RFC 3464 § 2.3.3. Only `failed` is an end; `delayed` may still arrive. */
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status code (RFC 3463), `5.1.1`; null where none is given. */
  readonly status: string | null;
  /** What the other server said. */
  readonly says: string;
};

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const POSTMASTER = /^(mailer-daemon|postmaster|mail-daemon|mda|bounce)/i;
const SAYS_SO =
  /undeliver|delivery (status|failure|has failed|incomplete)|returned mail|mail delivery (failed|subsystem)|failure notice|non remis|échec de (la )?remise|unzustellbar|zustellung fehlgeschlagen|no (se )?(pudo|ha podido) entregar|devuelto al remitente|mancato recapito|non recapitat/i;

/** Null where the mail is no such report. */
export function deliveryReport(mail: ReadMail): DeliveryReport | null {
  const report = mail.parts.find(({ type }) => type.endsWith('delivery-status'));
  const about = mail.parts.find(({ type }) => /^(message\/(rfc822|global)|text\/rfc822-headers)$/.test(type));
  const names = [...idsIn(headerIn(about?.text ?? '', 'message-id')), ...mail.answers];
  if (report) {
    const field = (name: string) => headerIn(report.text, name);
    const action = ACTIONS.find((one) => one === field('action').toLowerCase()) ?? 'failed';
    return {
      messageId: names[0] ?? null,
      recipient: addressIn(field('final-recipient')) ?? addressIn(field('original-recipient')),
      action,
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(field('status'))?.[0] ?? null,
      says: (field('diagnostic-code').replace(/^smtp;\s*/i, '') || firstLine(mail.text) || mail.subject).slice(0, 500),
    };
  }
  const emptySender = mail.header('return-path').some((path) => path.trim() === '<>');
  const fromServer = POSTMASTER.test(mail.from?.address ?? '');
  if (!(fromServer || emptySender) || !SAYS_SO.test(`${mail.subject}\n${mail.text.slice(0, 500)}`)) return null;
  // qmail and its heirs write prose: the address stands in brackets, what was said in the lines below.
  return {
    messageId: names[0] ?? idsIn(headerIn(mail.text, 'message-id'))[0] ?? null,
    recipient: addressIn(mail.header('x-failed-recipients')[0] ?? '') ?? addressIn(/<([^<>\s]+@[^<>\s]+)>/.exec(mail.text)?.[0] ?? ''),
    action: 'failed',
    status: /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(mail.text)?.[0] ?? null,
    says: (/^.*\b[45]\d\d[ -].*$/m.exec(mail.text)?.[0].trim() ?? firstLine(mail.text)).slice(0, 500),
  };
}

/** A field of a block of headers; folded lines are one. */
function headerIn(block: string, name: string): string {
  const unfolded = block.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
}

const addressIn = (text: string): string | null => /[^\s<>;:"]+@[^\s<>;:"]+/.exec(text)?.[0].toLowerCase() ?? null;
const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? '';

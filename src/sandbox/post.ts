/** What a visitor writes to the seller: made a mail as any mail program would, so that it goes the same way as every other (M12). */
import type { FastifyRequest } from 'fastify';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { type Context, newId } from '../app/context.ts';
import { keepMail, processMail } from '../app/intake.ts';

export type WrittenMail = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The Message-ID of the mail that it answers. */
  readonly inReplyTo?: string;
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
};

export const composeMail = (mail: WrittenMail, id: string, at: string): Promise<Buffer> =>
  new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    date: new Date(at),
    messageId: `<${id}@sandbox.invalid>`,
    ...(mail.inReplyTo && { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
    attachments: mail.files.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: Buffer.from(bytes) })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

/** What was typed, or what is wrong with it. From a form, with or without a file, or as JSON with files in base64; `raw` is a whole mail. */
export async function readWritten(
  request: FastifyRequest,
): Promise<Omit<WrittenMail, 'to'> | { readonly raw: Buffer } | { readonly trouble: string }> {
  const { fields, files } = await typed(request);
  const raw = fields['raw'];
  if (raw) return { raw: Buffer.from(raw, 'utf8') };
  const from = fields['from']?.trim() ?? '';
  const text = fields['text']?.trim() ?? '';
  const subject = fields['subject']?.trim() ?? '';
  if (!/^[^\s@<>]+@[^\s@<>]+$|^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/.test(from))
    return { trouble: '`from` is the address that the mail is written from.' };
  if (text === '' && subject === '') return { trouble: 'An empty mail says nothing: give a `subject` or a `text`.' };
  const inReplyTo = fields['inReplyTo'];
  return { from, subject, text, files, ...(inReplyTo && /^<[^<>\s]+>$/.test(inReplyTo) && { inReplyTo }) };
}

async function typed(request: FastifyRequest): Promise<{ fields: Record<string, string>; files: WrittenMail['files'] }> {
  const fields: Record<string, string> = {};
  const files: { name: string; type: string; bytes: Uint8Array }[] = [];
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else {
        const bytes = await part.toBuffer();
        // A form without a chosen file sends an empty one.
        if (bytes.byteLength > 0) files.push({ name: part.filename || 'file', type: part.mimetype, bytes });
      }
    }
    return { fields, files };
  }
  const body = (request.body ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') fields[name] = value;
  for (const one of Array.isArray(body['files']) ? (body['files'] as Record<string, unknown>[]) : [])
    files.push({
      name: String(one['name'] ?? 'file'),
      type: String(one['type'] ?? ''),
      bytes: Buffer.from(String(one['content'] ?? ''), 'base64'),
    });
  return { fields, files };
}

/** A few mails for the demo's desk, through the real door: one that finds its return, and some that wait for somebody to look. */
export async function furnishIntake(
  ctx: Context,
  sellerId: string,
  about: { readonly rma: string; readonly buyerEmail: string },
): Promise<void> {
  const { mailFrom } = ctx.sellers.get(sellerId).settings;
  const mails: readonly Omit<WrittenMail, 'to' | 'files'>[] = [
    { from: about.buyerEmail, subject: `Re: ${about.rma}`, text: 'Bonjour,\n\nle colis est parti ce matin.\n\nMerci' },
    {
      from: 'Paul Mercier <paul.mercier@voisins.example>',
      subject: `Retour ${about.rma}`,
      text: 'Bonjour,\n\nje suis le voisin de votre cliente : le livreur m’a laissé son colis de retour. Qu’en faire ?',
    },
    {
      from: 'Back Market <sav@backmarket.fr>',
      subject: 'Nouvelle demande de SAV pour la commande 99887766',
      text: 'Bonjour,\n\nUn client a ouvert une demande de retour.\n\nNuméro de commande : 99887766\nCommentaire du client : L’écran est défectueux et ne répond pas.',
    },
    {
      from: 'offers@growth.example',
      subject: 'SEO services for your shop',
      text: 'We offer SEO services and backlinks to rank your website #1. Increase your traffic today!',
    },
  ];
  for (const mail of mails) {
    const now = ctx.clock.now(sellerId);
    const bytes = await composeMail({ ...mail, to: mailFrom, files: [] }, newId(ctx, now), now);
    const { id } = await keepMail(ctx, sellerId, { bytes, source: 'sandbox' });
    await processMail(ctx, sellerId, id);
  }
}

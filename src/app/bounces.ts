/** A mail came back (M16): kept on the mail and on the return, and an address that does not exist is not written to again. */
import { type Actor, actorName, languageOf, type Language } from '../core/access.ts';
import { isUuid } from '../core/ids.ts';
import {
  type BounceKind,
  countSoftBounces,
  insertBounce,
  liftSuppression,
  readdress,
  returnOfEffect,
  reviveMailsTo,
  suppress,
} from '../store/bounces.ts';
import type { Tx } from '../store/db.ts';
import { enqueueEffects } from '../store/effects.ts';
import { insertNote } from '../store/thread.ts';
import { type Context, newId } from './context.ts';
import { linkKeys } from './link-keys.ts';

export type Bounce = {
  /** The Message-ID of our mail, with or without its brackets, or the effect's id alone; null where the report names none. */
  readonly messageId: string | null;
  readonly recipient: string;
  /** `hard`: it will never arrive (RFC 3463, class 5). `soft`: not now (class 4, or a full mailbox). */
  readonly kind: BounceKind;
  /** What the other server said, or a person's own words. */
  readonly says: string;
};
export type NotedBounce = {
  /** The return whose mail it was; null where it is none of ours. */
  readonly returnId: string | null;
  /** The address gets no more mail. */
  readonly suppressed: boolean;
  /** False where the same report was here already. */
  readonly isNew: boolean;
};

/** So many soft ones inside thirty days are a hard one: a mailbox that is full for a month is read by nobody. */
const SOFT_MOST = 5;
const SOFT_DAYS = 30;

/** Writes it down inside the caller's transaction, which it does not end. */
export async function noteBounce(ctx: Context, tx: Tx, { messageId, recipient: to, kind, says: said }: Bounce): Promise<NotedBounce> {
  const at = ctx.clock.now(tx.sellerId);
  const recipient = bareAddress(to);
  const says = said.replace(/\s+/g, ' ').trim().slice(0, 500);
  const mailId = messageId === null ? null : effectOf(messageId);
  const returnId = mailId === null ? null : await returnOfEffect(tx, mailId);
  const isNew = await insertBounce(tx, { id: newId(ctx, at), mail_id: mailId, return_id: returnId, recipient, kind, says, at });
  if (!isNew) return { returnId, suppressed: false, isNew };
  const since = new Date(Date.parse(at) - SOFT_DAYS * 86_400_000).toISOString();
  const suppressed = kind === 'hard' || (await countSoftBounces(tx, recipient, since)) >= SOFT_MOST;
  if (suppressed) await suppress(tx, { recipient, since: at, says, return_id: returnId });
  if (returnId !== null) {
    const words = NOTE[languageOf(ctx.sellers.get(tx.sellerId).language)];
    const body = [words.back(recipient, says), suppressed && words.no_more].filter(Boolean).join(' ');
    await insertNote(tx, { id: newId(ctx, at), return_id: returnId, at, author: 'Retour', body });
  }
  return { returnId, suppressed, isNew };
}

/** A person says that mail reaches it after all; what was given up in the meantime goes out. Answers how many mails, null where it stood no more. */
export const freeAddress = (ctx: Context, sellerId: string, recipient: string, by: Actor): Promise<number | null> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const address = bareAddress(recipient);
    if (!(await liftSuppression(tx, address, ctx.clock.now(sellerId), actorName(by)))) return null;
    return tryAgain(tx, address);
  });

/**
 * A person found the address that was meant: it takes the wrong one's place on every order of the buyer, and what was given up goes there.
 * Answers how many mails, null where the wrong one stands nowhere.
 */
export const correctAddress = (ctx: Context, sellerId: string, wrong: string, right: string, by: Actor): Promise<number | null> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const [from, to] = [bareAddress(wrong), bareAddress(right)];
    const { mailbox } = linkKeys(ctx, sellerId, { name: '', email: to, language: 'en' });
    const orders = await readdress(tx, from, to, mailbox);
    const lifted = await liftSuppression(tx, from, ctx.clock.now(sellerId), actorName(by));
    return orders > 0 || lifted ? tryAgain(tx, to) : null;
  });

async function tryAgain(tx: Tx, address: string): Promise<number> {
  const ids = await reviveMailsTo(tx, address);
  if (ids.length > 0) await enqueueEffects(tx, tx.sellerId, ids);
  return ids.length;
}

/** `Léa <Lea@Example.org>` → `lea@example.org`: addresses are kept in lower case. */
export const bareAddress = (address: string): string => (/<([^>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();

/** Our Message-IDs begin with the effect's id: `<0198…@retour@phenix.example>` (`notifications/mailer.ts`). */
export function effectOf(messageId: string): string | null {
  const id = messageId.trim().replace(/^</, '').split('@')[0] ?? '';
  return isUuid(id) ? id : null;
}

/**
 * What a refusal means, by its enhanced status code (RFC 3463) where it has one: an address that is wrong or gone is hard; a full mailbox,
 * a policy, a rate or the mail's own content says nothing about the address. Null: not about the recipient at all.
 */
export function bounceKindOf(says: string): BounceKind | null {
  const [, group, subject, detail] = /\b([45])\.(\d{1,3})\.(\d{1,3})\b/.exec(says) ?? [];
  if (group !== undefined) {
    if (subject === '1')
      return group === '5' && detail !== '7' && detail !== '8' ? 'hard' : detail === '7' || detail === '8' ? null : 'soft';
    if (subject === '2') return group === '5' && detail !== '2' && detail !== '3' ? 'hard' : 'soft';
    return subject === '4' && group === '5' && detail === '4' ? 'hard' : group === '4' ? 'soft' : null;
  }
  if (
    /user unknown|no such (user|mailbox|recipient)|does not exist|unknown (user|recipient|mailbox)|mailbox (not found|unavailable)|invalid (recipient|mailbox)/i.test(
      says,
    )
  )
    return 'hard';
  return /mailbox (is )?full|over quota|quota exceeded|try again later|greylist/i.test(says) ? 'soft' : null;
}

const NOTE: Readonly<Record<Language, { readonly back: (to: string, says: string) => string; readonly no_more: string }>> = {
  en: {
    back: (to, says) => `The mail to ${to} came back: ${says}`,
    no_more: 'No more mail goes to this address until somebody corrects or frees it under Notifications.',
  },
  fr: {
    back: (to, says) => `L’e-mail à ${to} est revenu : ${says}`,
    no_more: 'Plus aucun e-mail ne part vers cette adresse tant que personne ne la corrige ou ne la libère dans Notifications.',
  },
  de: {
    back: (to, says) => `Die E-Mail an ${to} kam zurück: ${says}`,
    no_more: 'An diese Adresse geht keine E-Mail mehr, bis jemand sie unter „Benachrichtigungen“ berichtigt oder freigibt.',
  },
  es: {
    back: (to, says) => `El correo a ${to} ha vuelto: ${says}`,
    no_more: 'No sale ningún correo más a esta dirección hasta que alguien la corrija o la libere en Notificaciones.',
  },
  it: {
    back: (to, says) => `L’e-mail a ${to} è tornata indietro: ${says}`,
    no_more: 'A questo indirizzo non parte più nessuna e-mail finché qualcuno non lo corregge o lo libera in Notifiche.',
  },
};

/** What sort of mail it is, before anybody asks what it is about. */
import { deliveryReport } from './bounce.ts';
import { familyOf } from './notices/families.ts';
import type { ReadMail } from './parse.ts';

/** `notice`: a marketplace or a shop's form tells of somebody; `reply`: an answer in a conversation; `other`: somebody writes to us. */
export const MAIL_KINDS = ['notice', 'reply', 'bounce', 'auto_reply', 'spam', 'other'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export function kindOf(mail: ReadMail): MailKind {
  if (deliveryReport(mail)) return 'bounce';
  if (isAutomaticReply(mail)) return 'auto_reply';
  if (familyOf(mail)) return 'notice';
  if (mail.answers.length > 0) return 'reply';
  if (looksLikeSpam(mail)) return 'spam';
  return /^\s*(re|aw|sv|r|rif|antw|tr|fw|fwd|wg)\s*:/i.test(mail.subject) ? 'reply' : 'other';
}

const OUT_OF_OFFICE =
  /^(auto(matic(che)?)?[ -]?(reply|response|antwort)|out of (the )?office|automatische antwort|abwesenheit|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori (sede|ufficio))/i;

/** RFC 3834 § 5, and what programs did before it. A marketplace's notice is made by a machine too, but answers nobody. */
function isAutomaticReply(mail: ReadMail): boolean {
  const auto = (mail.header('auto-submitted')[0] ?? '').toLowerCase();
  if (auto.startsWith('auto-replied')) return true;
  const robots = ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => mail.header(name).length > 0);
  return robots || OUT_OF_OFFICE.test(mail.subject.replace(/^\s*(re|aw|tr)\s*:\s*/i, ''));
}

const SPAM_WORDS =
  /\b(casino|viagra|cialis|bitcoin|crypto (investment|profit)|forex|lottery|you (have )?won|gagné à la loterie|hot singles|seo (services|ranking)|backlinks?|guest post|rank (your|#1)|cheap (meds|loans)|payday loan|inheritance|next of kin|gewinnspiel|millionen? (euro|dollar)|kredit ohne schufa|préstamo (rápido|urgente)|prêt (rapide|entre particuliers)|prestito (veloce|urgente)|increase your (traffic|sales)|unclaimed (funds|package))\b/gi;

/** Only what a mail filter said, or several marks at once: a person looks at it in any case, lower in the list. */
function looksLikeSpam(mail: ReadMail): boolean {
  const flagged = [...mail.header('x-spam-flag'), ...mail.header('x-spam-status')].some((value) => /^\s*yes\b/i.test(value));
  if (flagged) return true;
  const said = `${mail.subject}\n${mail.text.slice(0, 5000)}`;
  const words = new Set((said.match(SPAM_WORDS) ?? []).map((word) => word.toLowerCase())).size;
  const bulk = mail.header('list-unsubscribe').length > 0 || /bulk|junk/i.test(mail.header('precedence')[0] ?? '');
  const shouts = /[A-Z]{4}/.test(mail.subject) && mail.subject === mail.subject.toUpperCase() && /[!$€]/.test(mail.subject);
  return words >= 2 || words + Number(bulk) + Number(shouts) >= 2;
}

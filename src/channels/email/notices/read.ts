/** A marketplace's notice, or what a shop's form wrote, as facts. Notices change their layout without a word: labels are looked for, never positions. */
import type { Wish } from '../../../core/return/model.ts';
import type { ReadMail } from '../parse.ts';
import { type FamilyName, familyOf } from './families.ts';
import { plain, type ReadReason, readReason, readWish } from './words.ts';

export type Notice = {
  readonly family: FamilyName;
  readonly channels: readonly string[];
  /** `request`: somebody wants to return something; `message`: somebody says something; `other`: a sale, a payout, news. */
  readonly about: 'request' | 'message' | 'other';
  readonly orders: readonly string[];
  /** The marketplace's own number of the case. */
  readonly caseId: string | null;
  readonly reason: ReadReason | null;
  readonly wants?: Wish;
  /** What the buyer said; null where the notice repeats no words. */
  readonly says: string | null;
  /** What a form was filled in with. */
  readonly buyer: { readonly name: string; readonly email: string } | null;
};

/** Labels of fields, as they stand before a colon, alone on a line, or in a table's first column. Without accents. */
const LABELS = {
  order:
    /^(order( ?(id|no|number|n°|#|ref(erence)?))?|(n°|no|numero|reference) ?(de )?(la )?(commande|pedido)|commande( n°)?|bestell(ung|nummer|-?nr)( ?nr)?|auftrags?(nummer|-?nr)?|pedido( n°)?|numero (d'|dell')?ordine|(n\. |nr\. )?ordine|numero de pedido)\.?$/,
  reason:
    /^((return |buyer'?s? )?reason( for (the )?return)?|motif( du retour| de la demande)?|raison( du retour)?|(ruckgabe|rucksende|retouren)?grund( der (ruckgabe|rucksendung))?|motivo( de la devolucion| del reso| della richiesta)?|issue|probleme|problem|problema)$/,
  says: /^((buyer|customer)('s)? (comments?|message|note)|comments?|message|body|commentaires?( (de l'acheteur|du client))?|message (de l'acheteur|du client)|votre message|nachricht( des kaufers)?|kommentar(e)?( des (kaufers|kunden))?|ihre nachricht|comentarios?( del (comprador|cliente))?|mensaje|comment[oi]( dell'acquirente| del cliente)?|messaggio|details?|dettagli|detalles)$/,
  case: /^((return|case|request|rma|claim|incident|ticket|sav)( (id|no|number|n°|request id))?|(n°|numero) (de |del? |du )?(retour|dossier|devolucion|reso|caso|incident)|(ruckgabe|fall|retouren)-?(nummer|nr|id)|dossier|numero de caso)\.?$/,
  wants:
    /^((requested |desired )?(resolution|solution|outcome)|(solution|resolution) souhaitee|souhait|gewunschte losung|wunsch|solucion (deseada|solicitada)|soluzione (richiesta|desiderata))$/,
  name: /^(name|your name|nom|votre nom|customer( name)?|nombre|nome|buyer|acheteur|kaufer|comprador|acquirente|client|cliente|kunde)$/,
  email: /^(e-?mail( address)?|adresse e-?mail|courriel|e-mail-adresse|correo( electronico)?|indirizzo e-?mail)$/,
} as const satisfies Readonly<Record<string, RegExp>>;
type Label = keyof typeof LABELS;

const REQUEST =
  /return request|request(ed|s)? (a|to) (return|refund)|wants? to return|(opened|started|submitted|new) (a )?(return|case|claim|after-?sales)|return authori[sz]ation|demande de (retour|remboursement|sav)|(souhaite|demande a|veut) (retourner|renvoyer)|nouve(au|lle) (retour|reclamation|demande|dossier)|a ouvert (un|une) (retour|reclamation|incident|dossier)|(rucksende|ruckgabe|retouren)(antrag|anfrage)|(mochte|will) .{0,60}(zuruck(senden|geben|schicken))|neue (ruckgabe|retoure|reklamation)|solicitud de (devolucion|reembolso)|(quiere|desea) devolver|nueva (devolucion|reclamacion|solicitud)|richiesta di (reso|rimborso)|(vuole|desidera) restituire|nuov[oa] (reso|reclamo|richiesta)|item not received request/;
const ENDED =
  /(return|refund|case|request) (was |has been |is )?(closed|completed|issued|cancelled|withdrawn)|refund (issued|initiated)|remboursement (effectue|confirme|emis)|(retour|dossier|reclamation) (clos|cloture|annule|termine)|erstattung (veranlasst|erfolgt|ausgezahlt)|(ruckgabe|fall) (abgeschlossen|geschlossen|storniert)|reembolso (emitido|realizado)|(devolucion|caso) (cerrad|cancelad|completad)|rimborso (emesso|effettuato)|(reso|caso) (chiuso|annullato|completato)/;
const MESSAGE =
  /(new |you('ve| have) (a |received a )?(new )?)message|message from|sent (you )?a message|(nouveau )?message (de|du)|vous a (ecrit|envoye)|(neue )?nachricht (von|des)|hat (ihnen|dir) (eine nachricht )?(geschrieben|geschickt)|(nuevo )?mensaje (de|del)|te ha (escrito|enviado)|(nuovo )?messaggio (da|di|del)|ti ha (scritto|inviato)|inquiry|contact form|formulaire de contact|kontaktformular|formulario de contacto|modulo di contatto/;

/** Null where no marketplace and no form wrote it. */
export function noticeOf(mail: ReadMail): Notice | null {
  const family = familyOf(mail);
  if (!family) return null;
  const fields = fieldsOf(mail.text);
  const head = plain(`${mail.subject}\n${mail.text.slice(0, 1500)}`);
  const says = fields.get('says') ?? null;
  const told = `${fields.get('reason') ?? ''}\n${says ?? ''}`;
  const caseOf = family.cases.exec(fields.get('case') ?? '')?.[0] ?? null;
  const orders = [...numbersOf(fields.get('order') ?? ''), ...(`${mail.subject}\n${mail.text}`.match(family.orders) ?? [])];
  const email = /[^\s<>()]+@[^\s<>()]+\.[a-z]{2,}/i.exec(fields.get('email') ?? '')?.[0].toLowerCase();
  const wants = readWish(`${fields.get('wants') ?? ''}\n${says ?? ''}`);
  return {
    family: family.name,
    channels: family.channels,
    about: ENDED.test(plain(mail.subject)) ? 'other' : REQUEST.test(head) ? 'request' : MESSAGE.test(head) || says ? 'message' : 'other',
    orders: [...new Set(orders.filter((number) => number !== caseOf || fields.get('order')?.includes(number)))].slice(0, 10),
    caseId: caseOf,
    // What stands under its label is meant; a notice's own prose ("returns are simple") is not.
    reason: readReason(fields.get('reason') ?? '') ?? readReason(told),
    ...(wants && { wants }),
    says,
    buyer: email ? { name: fields.get('name') ?? '', email } : null,
  };
}

/** `Label: value`, the value on the next line, or two columns. The first of each kind counts; the buyer's words may go on over several lines. */
export function fieldsOf(text: string): ReadonlyMap<Label, string> {
  const found = new Map<Label, string>();
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const split = labelled(lines[i]!);
    const label = split && labelOf(split.label);
    if (!split || !label || found.has(label)) continue;
    let value = split.value;
    // Under the label, also behind an empty line: tables that became text look so.
    for (let next = i + 1; value === '' && next < lines.length && next <= i + 2; next++) {
      const line = lines[next]!.trim();
      if (line !== '' && labelOf(labelled(line)?.label ?? '') === null) value = line;
    }
    if (label === 'says' && value !== '') {
      const more: string[] = [];
      for (const line of lines.slice(lines.indexOf(value, i) >= 0 && split.value === '' ? lines.indexOf(value, i) + 1 : i + 1)) {
        const another = labelled(line);
        if (/^\s*([-_=*]{3,}|--)\s*$/.test(line) || (another && labelOf(another.label) !== null)) break;
        more.push(line);
      }
      value = [value, ...more].join('\n').trim();
    }
    if (value !== '') found.set(label, value.slice(0, 5000));
  }
  return found;
}

function labelled(line: string): { readonly label: string; readonly value: string } | null {
  const match = /^\s*[*•>|-]?\s*([^:|\t]{2,48}?)\s*(?::|\||\t|\s{3,}|$)\s*(.*)$/.exec(line);
  return match ? { label: plain(match[1]!).trim(), value: match[2]!.replace(/^[|\s]+|[|\s]+$/g, '') } : null;
}
const labelOf = (label: string): Label | null => (Object.keys(LABELS) as Label[]).find((one) => LABELS[one].test(label)) ?? null;

const numbersOf = (value: string): readonly string[] => value.match(/[A-Z0-9#][\w#/.-]{2,48}/gi)?.filter((one) => /\d/.test(one)) ?? [];

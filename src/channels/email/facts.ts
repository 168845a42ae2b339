/** What a mail says, as far as it can be looked up: the only thing that matching (`app/intake-match.ts`) is told. */
import { isUuid, readRma } from '../../core/ids.ts';
import { isImei } from '../../core/inspection/identity.ts';
import type { Wish } from '../../core/return/model.ts';
import { type Authentication, authenticationOf } from './authentication.ts';
import { type DeliveryReport, deliveryReport } from './bounce.ts';
import { kindOf, type MailKind } from './kind.ts';
import type { FamilyName } from './notices/families.ts';
import { noticeOf } from './notices/read.ts';
import { asksForReturn, type ReadReason, readReason, readWish } from './notices/words.ts';
import type { ReadMail } from './parse.ts';

export type MailFacts = {
  readonly kind: MailKind;
  readonly authentication: Authentication;
  /** Who speaks: the From, or who filled in the form. An address that anybody can write. */
  readonly sender: { readonly name: string; readonly email: string } | null;
  /** Our mails that it answers, by the effects that sent them. */
  readonly answers: readonly string[];
  readonly rmas: readonly string[];
  /** What may be an order's number, the likeliest first. */
  readonly orders: readonly string[];
  readonly imeis: readonly string[];
  readonly notice: {
    readonly family: FamilyName;
    readonly channels: readonly string[];
    readonly about: 'request' | 'message' | 'other';
  } | null;
  /** The marketplace's number of the case. */
  readonly caseId: string | null;
  readonly reason: ReadReason | null;
  readonly wants: Wish | null;
  /** Somebody wants something done about a purchase. */
  readonly asks: boolean;
  readonly report: DeliveryReport | null;
  /** What is to stand in the thread: the buyer's own words. */
  readonly says: string;
};

/** @param trustedHost the mail server whose word on the sender counts; null where the seller names none */
export function factsOf(mail: ReadMail, trustedHost: string | null): MailFacts {
  const kind = kindOf(mail);
  const notice = kind === 'notice' ? noticeOf(mail) : null;
  const report = kind === 'bounce' ? deliveryReport(mail) : null;
  const says = (notice?.says ?? mail.fresh).trim();
  // What is quoted below an answer are our own words: they name the order, but no reason.
  const told = notice ? says : `${mail.subject}\n${mail.fresh}`;
  const reason = notice ? notice.reason : readReason(told);
  const from = mail.replyTo && notice?.family === 'form' ? mail.replyTo : mail.from;
  const sender = notice?.buyer ?? (from && { name: from.name, email: from.address });
  const all = `${mail.subject}\n${mail.text}`;
  const imeis = imeisIn(all);
  return {
    kind,
    authentication: authenticationOf(mail, trustedHost),
    sender,
    answers: [...new Set([...mail.answers, report?.messageId ?? ''].flatMap(effectIn))],
    rmas: rmasIn(`${mail.to.map(plusOf).join('\n')}\n${all}`),
    orders: [...new Set([...(notice?.orders ?? []), ...ordersIn(mail.subject), ...ordersIn(mail.text)])]
      .filter((one) => !imeis.includes(one.replace(/\D/g, '')))
      .slice(0, MOST_ORDERS),
    imeis,
    // What came through a shop's form is the word of whoever filled it in, and no more than that.
    notice: notice && {
      family: notice.family === 'shopify' && notice.buyer ? 'form' : notice.family,
      channels: notice.channels,
      about: notice.about,
    },
    caseId: notice?.caseId ?? null,
    reason,
    wants: notice ? (notice.wants ?? null) : (readWish(told) ?? null),
    asks: notice ? notice.about === 'request' || asksForReturn(told) : asksForReturn(told),
    report,
    says,
  };
}

/** So many candidates are looked up: a mail with a price list in it names thousands. */
const MOST_ORDERS = 40;
const MOST_NUMBERS = 10;

/** `<0198…@retour@phenix.example>`: our mails are named after the effect that sent them (`notifications/mailer.ts`). */
function effectIn(messageId: string): readonly string[] {
  const id = /^<?([0-9a-f-]{36})@retour\b/i.exec(messageId.trim())?.[1]?.toLowerCase() ?? '';
  return isUuid(id) ? [id] : [];
}

/** `returns+R-4K7D-9QXM@shop.example` → `R-4K7D-9QXM`. */
const plusOf = (address: string): string => /\+([^@]+)@/.exec(address)?.[1] ?? '';

const rmasIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\bR[\s-]?[0-9A-Z]{4}[\s-]?[0-9A-Z]{4}\b/gi)].flatMap(([code]) => readRma(code) ?? []))].slice(
    0,
    MOST_NUMBERS,
  );

/** Fifteen digits, in groups or in one piece, whose check digit is right. */
const imeisIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/(?<!\d)\d(?:[ \-/.]?\d){14}(?!\d)/g)].map(([digits]) => digits.replace(/\D/g, '')).filter(isImei))].slice(
    0,
    MOST_NUMBERS,
  );

const LABELLED =
  /(?:order|commande|bestell(?:ung|nummer|-?nr\.?)|auftrag(?:snummer|s-?nr\.?)?|pedido|ordine)\s*(?:id|no\.?|number|num[ée]ro|n[°ºr]\.?|ref(?:erence|\.)?)?\s*[:.#°-]?\s*([A-Z0-9#][\w#/-]{2,48})/gi;

/** Behind the word "order" in five languages first, then whatever has a number's shape. Only what is in the books counts afterwards. */
function ordersIn(text: string): readonly string[] {
  const looked = text.slice(0, 20_000);
  const labelled = [...looked.matchAll(LABELLED)].map(([, number]) => number!);
  const shaped = looked.match(/(?<![\w@.])#?[A-Z0-9]+(?:[-_/][A-Z0-9]+)*(?![\w@])/gi) ?? [];
  return [...labelled, ...shaped.filter((one) => one.length >= 4 && /\d{2}/.test(one))]
    .map((one) => one.replace(/[.,;:)]+$/, ''))
    .filter((one) => /\d/.test(one))
    .flatMap((one) => (one.startsWith('#') ? [one, one.slice(1)] : [one]))
    .slice(0, MOST_ORDERS * 2);
}

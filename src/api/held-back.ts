/** An answer that was held back: the reason in words, for the person who wrote it (M15, M17). */
import type { FastifyRequest } from 'fastify';
import type { Acted } from '../app/act.ts';
import type { Answered } from '../app/answer-buyer.ts';
import { actorName, LANGUAGES, type Language } from '../core/access.ts';
import { LOCALES } from '../core/spoken.ts';
import { problem } from './problems.ts';

const HELD_BACK = ['wrong_language', 'answered_meanwhile', 'files_not_taken'] as const;
type Held = Extract<Answered, { readonly refusal: (typeof HELD_BACK)[number] }>;
const isHeld = (answered: Answered): answered is Held => !answered.ok && (HELD_BACK as readonly unknown[]).includes(answered.refusal);

/** What the act came to; a problem with words and facts where it never began. */
export function orHeldBack(request: FastifyRequest, answered: Answered): Acted {
  if (!isHeld(answered)) return answered;
  const { language, actor } = request.caller;
  throw problem(answered.refusal, { detail: sayHeldBack(answered, language, actorName(actor)), facts: { ...answered.facts } });
}

type Words = {
  readonly or: string;
  readonly other: string;
  readonly wrong: (is: string, channel: string, wants: string, how: string) => string;
  readonly noException: (channel: string, wants: string) => string;
  readonly override: string;
  readonly askManager: (wants: string) => string;
  readonly buyerWrote: string;
  readonly youAnswered: string;
  readonly answered: (who: string) => string;
  readonly most: (channel: string, most: number) => string;
  readonly size: (channel: string, megabytes: number, name: string) => string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    or: ' or ',
    other: 'another language',
    wrong: (is, channel, wants, how) => `The answer is in ${is}; for this order ${channel} wants ${wants}. It was not sent. ${how}`,
    noException: (channel, wants) => `${channel} allows no exception: write it in ${wants}.`,
    override: 'A manager may send it all the same, and says why.',
    askManager: (wants) => `Write it in ${wants}, or ask a manager.`,
    buyerWrote: 'The buyer wrote in the meantime: read it first.',
    youAnswered: 'You have answered in the meantime: read it first.',
    answered: (who) => `${who} has answered in the meantime: read it first.`,
    most: (channel, most) => `${channel} takes ${most} files at most.`,
    size: (channel, megabytes, name) => `${channel} takes files of ${megabytes} MB at most: ${name} is larger.`,
  },
  fr: {
    or: ' ou ',
    other: 'une autre langue',
    wrong: (is, channel, wants, how) =>
      `La réponse est en ${is} ; ${channel} demande le ${wants} pour cette commande. Elle n’est pas partie. ${how}`,
    noException: (channel, wants) => `${channel} n’admet aucune exception : écrivez-la en ${wants}.`,
    override: 'Un responsable peut l’envoyer quand même, en disant pourquoi.',
    askManager: (wants) => `Écrivez-la en ${wants}, ou demandez à un responsable.`,
    buyerWrote: 'Le client a écrit entre-temps : lisez d’abord son message.',
    youAnswered: 'Vous avez répondu entre-temps : lisez d’abord cette réponse.',
    answered: (who) => `${who} a répondu entre-temps : lisez d’abord cette réponse.`,
    most: (channel, most) => `${channel} accepte ${most} fichiers au plus.`,
    size: (channel, megabytes, name) => `${channel} accepte des fichiers de ${megabytes} Mo au plus : ${name} est plus lourd.`,
  },
  de: {
    or: ' oder ',
    other: 'eine andere Sprache',
    wrong: (is, channel, wants, how) =>
      `Erkannt wurde: ${is}. ${channel} verlangt für diese Bestellung ${wants}. Die Antwort ist nicht hinausgegangen. ${how}`,
    noException: (channel, wants) => `${channel} lässt keine Ausnahme zu: Verlangt ist ${wants}.`,
    override: 'Die Leitung darf sie trotzdem senden und sagt, warum.',
    askManager: (wants) => `Schreiben Sie sie in der verlangten Sprache (${wants}), oder fragen Sie die Leitung.`,
    buyerWrote: 'Der Kunde hat inzwischen geschrieben: Lesen Sie das zuerst.',
    youAnswered: 'Sie haben inzwischen geantwortet: Lesen Sie das zuerst.',
    answered: (who) => `${who} hat inzwischen geantwortet: Lesen Sie das zuerst.`,
    most: (channel, most) => `${channel} nimmt höchstens ${most} Dateien an.`,
    size: (channel, megabytes, name) => `${channel} nimmt Dateien bis ${megabytes} MB an: ${name} ist größer.`,
  },
  es: {
    or: ' o ',
    other: 'otro idioma',
    wrong: (is, channel, wants, how) => `La respuesta está en ${is}; ${channel} pide ${wants} para este pedido. No se ha enviado. ${how}`,
    noException: (channel, wants) => `${channel} no admite excepciones: escríbala en ${wants}.`,
    override: 'Un responsable puede enviarla igualmente, indicando el motivo.',
    askManager: (wants) => `Escríbala en ${wants} o pregunte a un responsable.`,
    buyerWrote: 'El cliente ha escrito entretanto: léalo primero.',
    youAnswered: 'Usted ha respondido entretanto: léalo primero.',
    answered: (who) => `${who} ha respondido entretanto: léalo primero.`,
    most: (channel, most) => `${channel} admite ${most} archivos como máximo.`,
    size: (channel, megabytes, name) => `${channel} admite archivos de hasta ${megabytes} MB: ${name} es mayor.`,
  },
  it: {
    or: ' o ',
    other: 'un’altra lingua',
    wrong: (is, channel, wants, how) =>
      `Lingua riconosciuta: ${is}. Per questo ordine ${channel} richiede ${wants}. La risposta non è partita. ${how}`,
    noException: (channel, wants) => `${channel} non ammette eccezioni: la scriva in ${wants}.`,
    override: 'Un responsabile può inviarla comunque, indicando il motivo.',
    askManager: (wants) => `La scriva in ${wants} o chieda a un responsabile.`,
    buyerWrote: 'Nel frattempo il cliente ha scritto: lo legga prima.',
    youAnswered: 'Nel frattempo ha risposto Lei: la legga prima.',
    answered: (who) => `${who} ha risposto nel frattempo: la legga prima.`,
    most: (channel, most) => `${channel} accetta al massimo ${most} file.`,
    size: (channel, megabytes, name) => `${channel} accetta file fino a ${megabytes} MB: ${name} è più grande.`,
  },
};

function sayHeldBack(held: Held, reader: Language, reads: string): string {
  const words = WORDS[reader];
  switch (held.refusal) {
    case 'wrong_language': {
      const { channel, detected, wanted, binding, mayOverride } = held.facts;
      const wants = wanted.map((tag) => nameOfLanguage(tag, reader)).join(words.or);
      const is = detected === 'other' ? words.other : nameOfLanguage(detected, reader);
      const how = binding ? words.noException(channel, wants) : mayOverride ? words.override : words.askManager(wants);
      return words.wrong(is, channel, wants, how);
    }
    case 'answered_meanwhile': {
      const { author, direction } = held.facts;
      if (direction === 'in') return words.buyerWrote;
      return author === reads ? words.youAnswered : words.answered(author);
    }
    case 'files_not_taken': {
      const { channel, mostBytes, most, name } = held.facts;
      return name === undefined ? words.most(channel, most) : words.size(channel, Math.floor(mostBytes / 1024 / 1024), name);
    }
  }
}

const names = new Map<Language, Intl.DisplayNames>(
  LANGUAGES.map((reader) => [reader, new Intl.DisplayNames([LOCALES[reader]], { type: 'language' })]),
);
/** `French`, `français`. */
export const nameOfLanguage = (tag: Language, reader: Language): string => names.get(reader)!.of(tag) ?? tag;

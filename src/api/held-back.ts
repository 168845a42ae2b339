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

function sayHeldBack(held: Held, reader: Language, reads: string): string {
  const fr = reader === 'fr';
  switch (held.refusal) {
    case 'wrong_language': {
      const { channel, detected, wanted, binding, mayOverride } = held.facts;
      const wants = wanted.map((tag) => nameOfLanguage(tag, reader)).join(fr ? ' ou ' : ' or ');
      const is = detected === 'other' ? (fr ? 'une autre langue' : 'another language') : nameOfLanguage(detected, reader);
      const how = binding
        ? fr
          ? `${channel} n’admet aucune exception : écrivez-la en ${wants}.`
          : `${channel} allows no exception: write it in ${wants}.`
        : mayOverride
          ? fr
            ? 'Un responsable peut l’envoyer quand même, en disant pourquoi.'
            : 'A manager may send it all the same, and says why.'
          : fr
            ? `Écrivez-la en ${wants}, ou demandez à un responsable.`
            : `Write it in ${wants}, or ask a manager.`;
      return fr
        ? `La réponse est en ${is} ; ${channel} demande le ${wants} pour cette commande. Elle n’est pas partie. ${how}`
        : `The answer is in ${is}; for this order ${channel} wants ${wants}. It was not sent. ${how}`;
    }
    case 'answered_meanwhile': {
      const { author, direction } = held.facts;
      if (direction === 'in')
        return fr ? 'Le client a écrit entre-temps : lisez d’abord son message.' : 'The buyer wrote in the meantime: read it first.';
      const who = author === reads ? (fr ? 'Vous avez' : 'You have') : fr ? `${author} a` : `${author} has`;
      return fr ? `${who} répondu entre-temps : lisez d’abord cette réponse.` : `${who} answered in the meantime: read it first.`;
    }
    case 'files_not_taken': {
      const { channel, mostBytes, most, name } = held.facts;
      const size = `${Math.floor(mostBytes / 1024 / 1024)} ${fr ? 'Mo' : 'MB'}`;
      return name === undefined
        ? fr
          ? `${channel} accepte ${most} fichiers au plus.`
          : `${channel} takes ${most} files at most.`
        : fr
          ? `${channel} accepte des fichiers de ${size} au plus : ${name} est plus lourd.`
          : `${channel} takes files of ${size} at most: ${name} is larger.`;
    }
  }
}

const names = new Map<Language, Intl.DisplayNames>(
  LANGUAGES.map((reader) => [reader, new Intl.DisplayNames([LOCALES[reader]], { type: 'language' })]),
);
/** `French`, `français`. */
export const nameOfLanguage = (tag: Language, reader: Language): string => names.get(reader)!.of(tag) ?? tag;

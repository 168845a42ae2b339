/**
 * Decisions in words (M6). A stored finding holds a rule and facts; the sentence is made when somebody reads it, in their language and for
 * their side of the desk: an agent reads what decided, a buyer reads what it means for them. Suspicion is never told to a buyer.
 */
import type { Language } from '../access.ts';
import type { Because, Decision, Fact } from './decision.ts';
import type { PolicyDocument, Said, Words } from './document.ts';
import { LAW_WORDS } from './law/words.ts';
import { PACKS } from './packs/packs.ts';

export type Audience = 'agent' | 'buyer';

/**
 * One finding as a sentence. The words of a seller's own rows come from `policy`; those of the packs, the law and the checks are known.
 * English stands in where a language is missing, the reference where even that is.
 */
export function says(because: Because, language: Language, audience: Audience, policy?: PolicyDocument): string {
  const words = (policy && wordsOf(policy).get(because.rule)) ?? wordsOfRule(because.rule);
  if (!words) return because.reference;
  const spoken: Language = words[language] ? language : 'en';
  return fill((words[spoken] ?? words.en)[audience], because.facts, spoken);
}

/** Whether a rule of that id has words of its own: the tests ask it about everything that `evaluate` can say. */
export const hasWords = (rule: string, policy?: PolicyDocument): boolean =>
  ((policy && wordsOf(policy).get(rule)) ?? wordsOfRule(rule)) !== undefined;

export type Explanation = {
  /** The answer in one sentence. */
  readonly headline: string;
  /** Why, one sentence per finding, none twice. */
  readonly reasons: readonly string[];
  /** What happens now. */
  readonly next: string;
};

export function explainDecision(decision: Decision, language: Language, audience: Audience, policy?: PolicyDocument): Explanation {
  const spoken = language === 'fr' ? 'fr' : 'en';
  const headline = decision.outcome === 'approve' ? APPROVED[decision.ground] : decision.outcome === 'review' ? REVIEWED : REJECTED;
  return {
    headline: headline[spoken][audience],
    reasons: [...new Set(decision.because.map((because) => says(because, language, audience, policy)))],
    next: NEXT[decision.next][spoken][audience],
  };
}

const wordsByPolicy = new WeakMap<PolicyDocument, ReadonlyMap<string, Words>>();
function wordsOf(policy: PolicyDocument): ReadonlyMap<string, Words> {
  let words = wordsByPolicy.get(policy);
  if (!words)
    wordsByPolicy.set(
      policy,
      (words = new Map(Object.values(policy.tables).flatMap((table) => table.map((row) => [row.id, row.words] as const)))),
    );
  return words;
}

function wordsOfRule(rule: string): Words | undefined {
  const known = RULES[rule] ?? LAW_WORDS[rule.replace(/^law\.[A-Z]{2}\./, 'law.')];
  if (known) return known;
  for (const pack of Object.values(PACKS)) {
    const words = wordsOf(pack).get(rule);
    if (words) return words;
  }
  return undefined;
}

function fill(sentence: string, facts: Readonly<Record<string, Fact>>, language: Language): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => inWords(name, facts[name] ?? null, language));
}

function inWords(name: string, fact: Fact, language: Language): string {
  // The only day that can be unknown is the last one of a period that starts with a delivery.
  if (fact === null) return name !== 'until' ? '–' : language === 'fr' ? 'non fixé avant la livraison' : 'not fixed before delivery';
  if (typeof fact === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(fact)) return dates(language).format(Date.parse(`${fact}T00:00:00Z`));
  if (typeof fact === 'string') return (language === 'fr' ? NAMES_FR : NAMES_EN)[fact] ?? fact;
  return String(fact);
}

const formatters = new Map<Language, Intl.DateTimeFormat>();
function dates(language: Language): Intl.DateTimeFormat {
  let formatter = formatters.get(language);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' });
    formatters.set(language, formatter);
  }
  return formatter;
}

const NAMES_EN: Readonly<Record<string, string>> = { refund: 'a refund', repair: 'a repair', replacement: 'a replacement' };
const NAMES_FR: Readonly<Record<string, string>> = { refund: 'un remboursement', repair: 'une réparation', replacement: 'un remplacement' };

type EnFr = { readonly en: Said; readonly fr: Said };

/** Findings that neither a table row nor the law makes: those of the ground itself. */
const RULES: Readonly<Record<string, EnFr>> = {
  'policy.nothing_holds': {
    en: {
      agent: 'Neither policy nor law gives a ground for this return any more.',
      buyer: 'We are sorry: neither our return policy nor the law covers this request any more. If you see it otherwise, just answer us.',
    },
    fr: {
      agent: 'Ni la politique de retour ni la loi ne fonde plus ce retour.',
      buyer:
        'Nous sommes désolés : ni notre politique de retour ni la loi ne couvrent plus cette demande. Si vous voyez les choses autrement, répondez-nous simplement.',
    },
  },
  'check.reason_unclear': {
    en: {
      agent: 'The reason is not named and a guarantee is still running: ask what is wrong.',
      buyer: 'Tell us a little more about what is wrong, so that we can find the right answer.',
    },
    fr: {
      agent: 'Le motif n’est pas précisé et une garantie court encore : demander ce qui ne va pas.',
      buyer: 'Dites-nous en un peu plus sur ce qui ne va pas, pour que nous trouvions la bonne réponse.',
    },
  },
  'check.counterfeit_late': {
    en: {
      agent: 'A suspected counterfeit is looked at by a person, however old.',
      buyer: 'We take this very seriously. A person on our team looks at it.',
    },
    fr: {
      agent: 'Un soupçon de contrefaçon est examiné par une personne, quelle que soit l’ancienneté.',
      buyer: 'Nous prenons cela très au sérieux. Une personne de notre équipe s’en occupe.',
    },
  },
  'check.reported_late': {
    en: {
      agent: 'Reported after the return window: a person looks at what happened on the way.',
      buyer: 'A person on our team looks at what happened on the way to you.',
    },
    fr: {
      agent: 'Signalé après le délai de retour : une personne examine ce qui s’est passé pendant le transport.',
      buyer: 'Une personne de notre équipe regarde ce qui s’est passé pendant le transport.',
    },
  },
  'check.carrier_says_delivered': {
    en: {
      agent: 'The carrier reports the parcel as delivered: a person looks for it, with the carrier.',
      buyer: 'The carrier says that your parcel was delivered. We are looking into it for you.',
    },
    fr: {
      agent: 'Le transporteur indique que le colis a été livré : une personne mène la recherche avec lui.',
      buyer: 'Le transporteur indique que votre colis a été livré. Nous menons la recherche pour vous.',
    },
  },
};

const APPROVED: Readonly<Record<Decision['ground'], EnFr>> = {
  withdrawal: {
    en: { agent: 'Approved: right of withdrawal.', buyer: 'Your return is accepted: you are within the legal time to change your mind.' },
    fr: { agent: 'Accepté : droit de rétractation.', buyer: 'Votre retour est accepté : vous êtes dans le délai légal de rétractation.' },
  },
  commercial_return: {
    en: { agent: 'Approved: within the seller’s return window.', buyer: 'Your return is accepted: you are within our return period.' },
    fr: {
      agent: 'Accepté : dans le délai de retour du vendeur.',
      buyer: 'Votre retour est accepté : vous êtes dans notre délai de retour.',
    },
  },
  warranty: {
    en: { agent: 'Approved: commercial warranty.', buyer: 'We are sorry about the trouble. Our warranty covers it.' },
    fr: { agent: 'Accepté : garantie commerciale.', buyer: 'Nous sommes désolés pour ce désagrément. Notre garantie le couvre.' },
  },
  legal_guarantee: {
    en: { agent: 'Approved: legal guarantee of conformity.', buyer: 'We are sorry about the trouble. The legal guarantee covers it.' },
    fr: {
      agent: 'Accepté : garantie légale de conformité.',
      buyer: 'Nous sommes désolés pour ce désagrément. La garantie légale le couvre.',
    },
  },
  seller_fault: {
    en: { agent: 'Approved: the seller’s mistake.', buyer: 'We are sorry: this is not what you ordered. We put it right.' },
    fr: {
      agent: 'Accepté : erreur du vendeur.',
      buyer: 'Nous sommes désolés : ce n’est pas ce que vous attendiez. Nous réparons notre erreur.',
    },
  },
  transit: {
    en: {
      agent: 'Approved: something happened on the way.',
      buyer: 'We are sorry about what happened on the way to you. We put it right.',
    },
    fr: {
      agent: 'Accepté : incident de transport.',
      buyer: 'Nous sommes désolés de ce qui s’est passé pendant le transport. Nous nous en occupons.',
    },
  },
  none: {
    en: { agent: 'Approved.', buyer: 'Your return is accepted.' },
    fr: { agent: 'Accepté.', buyer: 'Votre retour est accepté.' },
  },
};
const REVIEWED: EnFr = {
  en: { agent: 'A person decides.', buyer: 'A person on our team looks at your request.' },
  fr: { agent: 'Une personne décide.', buyer: 'Une personne de notre équipe examine votre demande.' },
};
const REJECTED: EnFr = {
  en: { agent: 'Rejected: nothing holds.', buyer: 'We are sorry, we can’t take this item back.' },
  fr: { agent: 'Refusé : rien ne fonde ce retour.', buyer: 'Nous sommes désolés, nous ne pouvons pas reprendre cet article.' },
};

const NEXT: Readonly<Record<Decision['next'], EnFr>> = {
  send_back: {
    en: { agent: 'The buyer sends the item back.', buyer: 'Please send the item back to us; we tell you how.' },
    fr: { agent: 'L’acheteur renvoie l’article.', buyer: 'Merci de nous renvoyer l’article ; nous vous expliquons comment faire.' },
  },
  wait_for_review: {
    en: { agent: 'Waiting for a person’s decision.', buyer: 'There is nothing to do for you now: we answer within 24 hours.' },
    fr: {
      agent: 'En attente de la décision d’une personne.',
      buyer: 'Vous n’avez rien à faire pour l’instant : nous vous répondons sous 24 heures.',
    },
  },
  send_photos: {
    en: { agent: 'Waiting for photos from the buyer.', buyer: 'Please send us a photo of what is wrong.' },
    fr: { agent: 'En attente de photos de l’acheteur.', buyer: 'Merci de nous envoyer une photo du problème.' },
  },
  refund_without_return: {
    en: { agent: 'Settle without a return: there is nothing to send back.', buyer: 'You have nothing to send back.' },
    fr: { agent: 'À régler sans retour : il n’y a rien à renvoyer.', buyer: 'Vous n’avez rien à renvoyer.' },
  },
  none: {
    en: { agent: 'Nothing further.', buyer: 'There is nothing more to do for you.' },
    fr: { agent: 'Aucune suite.', buyer: 'Vous n’avez plus rien à faire.' },
  },
};

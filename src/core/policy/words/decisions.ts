/** What a decision says of itself: headlines, what comes next, and the findings that neither a table row nor the law makes. */
import type { Language } from '../../access.ts';
import type { Decision } from '../decision.ts';
import type { Said } from '../document.ts';

export type InAll = Readonly<Record<Language, Said>>;

/** Findings of the ground itself, by rule. */
export const RULES: Readonly<Record<string, InAll>> = {
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
    de: {
      agent: 'Weder die Rückgaberegeln noch das Gesetz tragen diese Rückgabe noch.',
      buyer:
        'Es tut uns leid: Weder unsere Rückgaberegeln noch das Gesetz decken diese Anfrage noch ab. Wenn Sie das anders sehen, antworten Sie uns einfach.',
    },
    es: {
      agent: 'Ni la política de devoluciones ni la ley amparan ya esta devolución.',
      buyer:
        'Lo sentimos: ni nuestra política de devoluciones ni la ley cubren ya esta solicitud. Si lo ve de otro modo, respóndanos sin más.',
    },
    it: {
      agent: 'Né la politica di reso né la legge fondano più questo reso.',
      buyer:
        'Ci dispiace: né la nostra politica di reso né la legge coprono più questa richiesta. Se la vede diversamente, ci risponda pure.',
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
    de: {
      agent: 'Der Grund ist nicht genannt, und Garantie oder Gewährleistung laufen noch: nachfragen, was nicht stimmt.',
      buyer: 'Erzählen Sie uns bitte etwas genauer, was nicht stimmt, damit wir die richtige Antwort finden.',
    },
    es: {
      agent: 'No se indica el motivo y sigue vigente una garantía: preguntar qué ocurre.',
      buyer: 'Cuéntenos un poco más sobre lo que ocurre, para que demos con la respuesta correcta.',
    },
    it: {
      agent: 'Il motivo non è indicato e una garanzia è ancora valida: chiedere che cosa non va.',
      buyer: 'Ci racconti un po’ meglio che cosa non va, così troviamo la risposta giusta.',
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
    de: {
      agent: 'Den Verdacht auf eine Fälschung prüft ein Mensch, wie alt der Kauf auch ist.',
      buyer: 'Das nehmen wir sehr ernst. Jemand aus unserem Team sieht es sich an.',
    },
    es: {
      agent: 'Una sospecha de falsificación la revisa una persona, por antigua que sea la compra.',
      buyer: 'Nos lo tomamos muy en serio. Una persona de nuestro equipo lo revisa.',
    },
    it: {
      agent: 'Un sospetto di contraffazione è esaminato da una persona, per quanto vecchio sia l’acquisto.',
      buyer: 'Prendiamo la cosa molto sul serio. Una persona del nostro team la esamina.',
    },
  },
  'check.warranty_extended': {
    en: {
      agent: 'The warranty was extended by {months:month|months}, as a gesture: it ends on {until}.',
      buyer: 'We extended your warranty by {months:month|months}: it ends on {until}.',
    },
    fr: {
      agent: 'La garantie a été prolongée de {months:mois|mois}, à titre de geste commercial : elle court jusqu’au {until}.',
      buyer: 'Nous avons prolongé votre garantie de {months:mois|mois} : elle court jusqu’au {until}.',
    },
    de: {
      agent: 'Die Garantie wurde als Entgegenkommen um {months:Monat|Monate} verlängert: Sie endet am {until}.',
      buyer: 'Wir haben Ihre Garantie um {months:Monat|Monate} verlängert: Sie endet am {until}.',
    },
    es: {
      agent: 'La garantía se amplió {months:mes|meses} como compensación: termina el {until}.',
      buyer: 'Hemos ampliado su garantía {months:mes|meses}: termina el {until}.',
    },
    it: {
      agent: 'La garanzia è stata estesa di {months:mese|mesi} come gesto commerciale: termina il {until}.',
      buyer: 'Abbiamo esteso la sua garanzia di {months:mese|mesi}: termina il {until}.',
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
    de: {
      agent: 'Nach Ablauf der Rückgabefrist gemeldet: Ein Mensch prüft, was unterwegs geschah.',
      buyer: 'Jemand aus unserem Team prüft, was auf dem Weg zu Ihnen geschehen ist.',
    },
    es: {
      agent: 'Comunicado después del plazo de devolución: una persona revisa lo que pasó en el transporte.',
      buyer: 'Una persona de nuestro equipo revisa lo que pasó de camino a su casa.',
    },
    it: {
      agent: 'Segnalato dopo il periodo di reso: una persona esamina che cosa è successo nel trasporto.',
      buyer: 'Una persona del nostro team esamina che cosa è successo durante il trasporto.',
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
    de: {
      agent: 'Der Versanddienst meldet das Paket als zugestellt: Jemand sucht es gemeinsam mit ihm.',
      buyer: 'Laut Versanddienst wurde Ihr Paket zugestellt. Wir gehen der Sache für Sie nach.',
    },
    es: {
      agent: 'El transportista da el paquete por entregado: una persona lo busca con él.',
      buyer: 'Según el transportista, su paquete se entregó. Lo estamos investigando por usted.',
    },
    it: {
      agent: 'Per il corriere il pacco è consegnato: una persona lo cerca insieme a lui.',
      buyer: 'Secondo il corriere il suo pacco è stato consegnato. Stiamo verificando per lei.',
    },
  },
};

export const APPROVED: Readonly<Record<Decision['ground'], InAll>> = {
  withdrawal: {
    en: { agent: 'Approved: right of withdrawal.', buyer: 'Your return is accepted: you are within the legal time to change your mind.' },
    fr: { agent: 'Accepté : droit de rétractation.', buyer: 'Votre retour est accepté : vous êtes dans le délai légal de rétractation.' },
    de: {
      agent: 'Angenommen: Widerrufsrecht.',
      buyer: 'Ihre Rückgabe ist angenommen: Sie sind innerhalb der gesetzlichen Widerrufsfrist.',
    },
    es: {
      agent: 'Aceptada: derecho de desistimiento.',
      buyer: 'Su devolución queda aceptada: está dentro del plazo legal de desistimiento.',
    },
    it: { agent: 'Accettato: diritto di recesso.', buyer: 'Il suo reso è accettato: è ancora nel termine legale di recesso.' },
  },
  commercial_return: {
    en: { agent: 'Approved: within the seller’s return window.', buyer: 'Your return is accepted: you are within our return period.' },
    fr: {
      agent: 'Accepté : dans le délai de retour du vendeur.',
      buyer: 'Votre retour est accepté : vous êtes dans notre délai de retour.',
    },
    de: {
      agent: 'Angenommen: innerhalb der eigenen Rückgabefrist.',
      buyer: 'Ihre Rückgabe ist angenommen: Sie sind innerhalb unserer Rückgabefrist.',
    },
    es: {
      agent: 'Aceptada: dentro del plazo de devolución del vendedor.',
      buyer: 'Su devolución queda aceptada: está dentro de nuestro plazo de devolución.',
    },
    it: {
      agent: 'Accettato: entro il periodo di reso del venditore.',
      buyer: 'Il suo reso è accettato: è entro il nostro periodo di reso.',
    },
  },
  warranty: {
    en: { agent: 'Approved: commercial warranty.', buyer: 'We are sorry about the trouble. Our warranty covers it.' },
    fr: { agent: 'Accepté : garantie commerciale.', buyer: 'Nous sommes désolés pour ce désagrément. Notre garantie le couvre.' },
    de: { agent: 'Angenommen: Garantie.', buyer: 'Die Unannehmlichkeiten tun uns leid. Unsere Garantie deckt den Fall ab.' },
    es: { agent: 'Aceptada: garantía comercial.', buyer: 'Sentimos las molestias. Nuestra garantía lo cubre.' },
    it: { agent: 'Accettato: garanzia commerciale.', buyer: 'Ci dispiace per il disagio. La nostra garanzia lo copre.' },
  },
  legal_guarantee: {
    en: { agent: 'Approved: legal guarantee of conformity.', buyer: 'We are sorry about the trouble. The legal guarantee covers it.' },
    fr: {
      agent: 'Accepté : garantie légale de conformité.',
      buyer: 'Nous sommes désolés pour ce désagrément. La garantie légale le couvre.',
    },
    de: {
      agent: 'Angenommen: gesetzliche Gewährleistung.',
      buyer: 'Die Unannehmlichkeiten tun uns leid. Die gesetzliche Gewährleistung deckt den Fall ab.',
    },
    es: { agent: 'Aceptada: garantía legal de conformidad.', buyer: 'Sentimos las molestias. La garantía legal lo cubre.' },
    it: { agent: 'Accettato: garanzia legale di conformità.', buyer: 'Ci dispiace per il disagio. La garanzia legale lo copre.' },
  },
  seller_fault: {
    en: { agent: 'Approved: the seller’s mistake.', buyer: 'We are sorry: this is not what you ordered. We put it right.' },
    fr: {
      agent: 'Accepté : erreur du vendeur.',
      buyer: 'Nous sommes désolés : ce n’est pas ce que vous attendiez. Nous réparons notre erreur.',
    },
    de: {
      agent: 'Angenommen: Fehler des Händlers.',
      buyer: 'Es tut uns leid: Das ist nicht, was Sie erwarten durften. Wir bringen es in Ordnung.',
    },
    es: { agent: 'Aceptada: error del vendedor.', buyer: 'Lo sentimos: no es lo que usted esperaba. Lo arreglamos.' },
    it: { agent: 'Accettato: errore del venditore.', buyer: 'Ci dispiace: non è quello che si aspettava. Rimediamo noi.' },
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
    de: {
      agent: 'Angenommen: Vorfall auf dem Transportweg.',
      buyer: 'Es tut uns leid, was auf dem Weg zu Ihnen geschehen ist. Wir bringen es in Ordnung.',
    },
    es: {
      agent: 'Aceptada: incidente durante el transporte.',
      buyer: 'Sentimos lo que ha pasado durante el transporte. Nos encargamos de resolverlo.',
    },
    it: {
      agent: 'Accettato: imprevisto nel trasporto.',
      buyer: 'Ci dispiace per ciò che è successo durante il trasporto. Ce ne occupiamo noi.',
    },
  },
  none: {
    en: { agent: 'Approved.', buyer: 'Your return is accepted.' },
    fr: { agent: 'Accepté.', buyer: 'Votre retour est accepté.' },
    de: { agent: 'Angenommen.', buyer: 'Ihre Rückgabe ist angenommen.' },
    es: { agent: 'Aceptada.', buyer: 'Su devolución queda aceptada.' },
    it: { agent: 'Accettato.', buyer: 'Il suo reso è accettato.' },
  },
};

export const REVIEWED: InAll = {
  en: { agent: 'A person decides.', buyer: 'A person on our team looks at your request.' },
  fr: { agent: 'Une personne décide.', buyer: 'Une personne de notre équipe examine votre demande.' },
  de: { agent: 'Ein Mensch entscheidet.', buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.' },
  es: { agent: 'Decide una persona.', buyer: 'Una persona de nuestro equipo revisa su solicitud.' },
  it: { agent: 'Decide una persona.', buyer: 'Una persona del nostro team esamina la sua richiesta.' },
};

export const REJECTED: InAll = {
  en: { agent: 'Rejected: nothing holds.', buyer: 'We are sorry, we can’t take this item back.' },
  fr: { agent: 'Refusé : rien ne fonde ce retour.', buyer: 'Nous sommes désolés, nous ne pouvons pas reprendre cet article.' },
  de: { agent: 'Abgelehnt: Es gibt keine Grundlage.', buyer: 'Es tut uns leid, wir können diesen Artikel nicht zurücknehmen.' },
  es: { agent: 'Rechazada: no hay fundamento.', buyer: 'Lo sentimos, no podemos aceptar la devolución de este artículo.' },
  it: { agent: 'Rifiutato: non c’è fondamento.', buyer: 'Ci dispiace, non possiamo accettare il reso di questo articolo.' },
};

export const NEXT: Readonly<Record<Decision['next'], InAll>> = {
  send_back: {
    en: { agent: 'The buyer sends the item back.', buyer: 'Please send the item back to us; we tell you how.' },
    fr: { agent: 'L’acheteur renvoie l’article.', buyer: 'Merci de nous renvoyer l’article ; nous vous expliquons comment faire.' },
    de: { agent: 'Der Artikel wird zurückgesandt.', buyer: 'Bitte senden Sie uns den Artikel zurück; wir sagen Ihnen, wie.' },
    es: { agent: 'El comprador envía el artículo de vuelta.', buyer: 'Por favor, envíenos el artículo de vuelta; le explicamos cómo.' },
    it: { agent: 'L’acquirente rispedisce l’articolo.', buyer: 'Per favore, ci rispedisca l’articolo; le spieghiamo come.' },
  },
  wait_for_review: {
    en: { agent: 'Waiting for a person’s decision.', buyer: 'There is nothing to do for you now: we answer within 24 hours.' },
    fr: {
      agent: 'En attente de la décision d’une personne.',
      buyer: 'Vous n’avez rien à faire pour l’instant : nous vous répondons sous 24 heures.',
    },
    de: {
      agent: 'Wartet auf die Entscheidung eines Menschen.',
      buyer: 'Sie müssen jetzt nichts tun: Wir antworten Ihnen innerhalb von 24 Stunden.',
    },
    es: {
      agent: 'A la espera de la decisión de una persona.',
      buyer: 'Por ahora no tiene que hacer nada: le respondemos en 24 horas.',
    },
    it: { agent: 'In attesa della decisione di una persona.', buyer: 'Per ora non deve fare niente: le rispondiamo entro 24 ore.' },
  },
  send_photos: {
    en: { agent: 'Waiting for photos from the buyer.', buyer: 'Please send us a photo of what is wrong.' },
    fr: { agent: 'En attente de photos de l’acheteur.', buyer: 'Merci de nous envoyer une photo du problème.' },
    de: { agent: 'Wartet auf Fotos.', buyer: 'Bitte senden Sie uns ein Foto von dem, was nicht stimmt.' },
    es: { agent: 'A la espera de fotos del comprador.', buyer: 'Por favor, envíenos una foto del problema.' },
    it: { agent: 'In attesa di foto dall’acquirente.', buyer: 'Per favore, ci invii una foto del problema.' },
  },
  refund_without_return: {
    en: { agent: 'Settle without a return: there is nothing to send back.', buyer: 'You have nothing to send back.' },
    fr: { agent: 'À régler sans retour : il n’y a rien à renvoyer.', buyer: 'Vous n’avez rien à renvoyer.' },
    de: { agent: 'Ohne Rücksendung zu regeln: Es gibt nichts zurückzusenden.', buyer: 'Sie müssen nichts zurücksenden.' },
    es: { agent: 'Se resuelve sin devolución: no hay nada que enviar.', buyer: 'No tiene que enviar nada de vuelta.' },
    it: { agent: 'Da risolvere senza reso: non c’è niente da rispedire.', buyer: 'Non deve rispedire niente.' },
  },
  none: {
    en: { agent: 'Nothing further.', buyer: 'There is nothing more to do for you.' },
    fr: { agent: 'Aucune suite.', buyer: 'Vous n’avez plus rien à faire.' },
    de: { agent: 'Nichts weiter.', buyer: 'Für Sie ist nichts weiter zu tun.' },
    es: { agent: 'Nada más.', buyer: 'No tiene que hacer nada más.' },
    it: { agent: 'Nient’altro.', buyer: 'Non deve fare altro.' },
  },
};

/** The only day that can be unknown is the last one of a period that starts with a delivery. */
export const NO_LAST_DAY: Readonly<Record<Language, string>> = {
  en: 'not fixed before delivery',
  fr: 'non fixé avant la livraison',
  de: 'steht erst nach der Zustellung fest',
  es: 'no se fija hasta la entrega',
  it: 'si fissa solo con la consegna',
};

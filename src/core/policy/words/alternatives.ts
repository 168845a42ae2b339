/** What would change the answer, in words. `{then}` is what would follow; dates, photos and findings are filled in. */
import type { Language } from '../../access.ts';
import type { Outcome } from '../decision.ts';

type Then = {
  readonly outcome: Readonly<Record<Outcome, string>>;
  /** `{ground}` is its name. */
  readonly ground: string;
  readonly refund: string;
  readonly noRefund: string;
  readonly wayBack: Readonly<Record<'seller' | 'buyer', string>>;
  readonly offers: string;
};
type If = {
  readonly holdsUntil: string;
  readonly from: string;
  readonly until: string;
  readonly photo: string;
  readonly photos: string;
  readonly finding: string;
};

export type AlternativeWords = {
  readonly agent: {
    readonly if: If & { readonly delivery: string; readonly record: string; readonly reason: string };
    readonly then: Then;
  };
  readonly buyer: { readonly if: If; readonly then: Then };
};

export const ALTERNATIVES: Readonly<Record<Language, AlternativeWords>> = {
  en: {
    agent: {
      if: {
        holdsUntil: 'The same answer if asked until {until}. Asked from {when}: {then}.',
        from: 'Asked from {when}: {then}.',
        until: 'Asked by {when}: {then}.',
        photo: 'With a photo of what is wrong: {then}.',
        photos: 'With {n} photos of what is wrong: {then}.',
        finding: 'If the bench finds “{verdicts}”: {then}.',
        delivery: 'If delivery on {when} is recorded: {then}.',
        record: 'Without the signs in the record: {then}.',
        reason: 'If the reason turns out to be {reason}: {then}.',
      },
      then: {
        outcome: { approve: 'accepted', review: 'a person decides', reject: 'rejected' },
        ground: 'ground: {ground}',
        refund: 'refund {amount}',
        noRefund: 'no refund',
        wayBack: { seller: 'the seller pays the way back', buyer: 'the buyer pays the way back' },
        offers: 'offered: {offers}',
      },
    },
    buyer: {
      if: {
        holdsUntil: 'This holds until {until}. From {when}: {then}.',
        from: 'From {when}: {then}.',
        until: 'The last day for this request was {when}.',
        photo: 'With a photo of what is wrong: {then}.',
        photos: 'With {n} photos of what is wrong: {then}.',
        finding: 'If our workshop confirms the fault: {then}.',
      },
      then: {
        outcome: {
          approve: 'we can accept it at once',
          review: 'a person on our team looks at it first',
          reject: 'we can no longer accept it',
        },
        ground: 'what then applies: {ground}',
        refund: 'you get {amount} back',
        noRefund: 'there is no refund',
        wayBack: { seller: 'the way back costs you nothing', buyer: 'the way back is yours to pay' },
        offers: 'we offer {offers}',
      },
    },
  },
  fr: {
    agent: {
      if: {
        holdsUntil: 'Même réponse pour une demande jusqu’au {until}. Pour une demande à partir du {when} : {then}.',
        from: 'Pour une demande à partir du {when} : {then}.',
        until: 'Pour une demande faite au plus tard le {when} : {then}.',
        photo: 'Avec une photo du problème : {then}.',
        photos: 'Avec {n} photos du problème : {then}.',
        finding: 'Si l’atelier constate « {verdicts} » : {then}.',
        delivery: 'Si une livraison le {when} est enregistrée : {then}.',
        record: 'Sans les signes relevés dans l’historique : {then}.',
        reason: 'Si le motif se révèle être {reason} : {then}.',
      },
      then: {
        outcome: { approve: 'accepté', review: 'une personne décide', reject: 'refusé' },
        ground: 'fondement : {ground}',
        refund: 'remboursement de {amount}',
        noRefund: 'aucun remboursement',
        wayBack: { seller: 'retour aux frais du vendeur', buyer: 'retour aux frais de l’acheteur' },
        offers: 'au choix : {offers}',
      },
    },
    buyer: {
      if: {
        holdsUntil: 'Cela vaut jusqu’au {until}. À partir du {when} : {then}.',
        from: 'À partir du {when} : {then}.',
        until: 'Le dernier jour pour cette demande était le {when}.',
        photo: 'Avec une photo du problème : {then}.',
        photos: 'Avec {n} photos du problème : {then}.',
        finding: 'Si notre atelier confirme la panne : {then}.',
      },
      then: {
        outcome: {
          approve: 'nous pouvons accepter tout de suite',
          review: 'une personne de notre équipe l’examine d’abord',
          reject: 'nous ne pouvons plus accepter',
        },
        ground: 'ce qui s’applique alors : {ground}',
        refund: 'nous vous remboursons {amount}',
        noRefund: 'il n’y a pas de remboursement',
        wayBack: { seller: 'le retour ne vous coûte rien', buyer: 'le retour est à vos frais' },
        offers: 'nous vous proposons {offers}',
      },
    },
  },
  de: {
    agent: {
      if: {
        holdsUntil: 'Gleiche Antwort bei Anfrage bis zum {until}. Bei Anfrage ab dem {when}: {then}.',
        from: 'Bei Anfrage ab dem {when}: {then}.',
        until: 'Bei Anfrage bis zum {when}: {then}.',
        photo: 'Mit einem Foto von dem, was nicht stimmt: {then}.',
        photos: 'Mit {n} Fotos von dem, was nicht stimmt: {then}.',
        finding: 'Befund der Werkstatt „{verdicts}“: {then}.',
        delivery: 'Ist eine Zustellung am {when} erfasst: {then}.',
        record: 'Ohne die Anzeichen in der Vorgeschichte: {then}.',
        reason: 'Stellt sich als Grund {reason} heraus: {then}.',
      },
      then: {
        outcome: { approve: 'angenommen', review: 'ein Mensch entscheidet', reject: 'abgelehnt' },
        ground: 'Grundlage: {ground}',
        refund: 'Erstattung {amount}',
        noRefund: 'keine Erstattung',
        wayBack: { seller: 'Rückversand zulasten des Händlers', buyer: 'Rückversand zulasten des Käufers' },
        offers: 'angeboten: {offers}',
      },
    },
    buyer: {
      if: {
        holdsUntil: 'Das gilt bis zum {until}. Ab dem {when}: {then}.',
        from: 'Ab dem {when}: {then}.',
        until: 'Der letzte Tag für diese Anfrage war der {when}.',
        photo: 'Mit einem Foto von dem, was nicht stimmt: {then}.',
        photos: 'Mit {n} Fotos von dem, was nicht stimmt: {then}.',
        finding: 'Bestätigt unsere Werkstatt den Defekt: {then}.',
      },
      then: {
        outcome: {
          approve: 'wir können sofort zusagen',
          review: 'jemand aus unserem Team sieht es sich zuerst an',
          reject: 'wir können nicht mehr zusagen',
        },
        ground: 'dann gilt: {ground}',
        refund: 'Sie bekommen {amount} zurück',
        noRefund: 'es gibt keine Erstattung',
        wayBack: { seller: 'der Rückversand kostet Sie nichts', buyer: 'den Rückversand tragen Sie' },
        offers: 'wir bieten an: {offers}',
      },
    },
  },
  es: {
    agent: {
      if: {
        holdsUntil: 'La misma respuesta si se pide hasta el {until}. Si se pide desde el {when}: {then}.',
        from: 'Si se pide desde el {when}: {then}.',
        until: 'Si se pide hasta el {when}: {then}.',
        photo: 'Con una foto del problema: {then}.',
        photos: 'Con {n} fotos del problema: {then}.',
        finding: 'Si el taller constata «{verdicts}»: {then}.',
        delivery: 'Si consta una entrega el {when}: {then}.',
        record: 'Sin los indicios del historial: {then}.',
        reason: 'Si el motivo resulta ser {reason}: {then}.',
      },
      then: {
        outcome: { approve: 'aceptada', review: 'decide una persona', reject: 'rechazada' },
        ground: 'fundamento: {ground}',
        refund: 'reembolso de {amount}',
        noRefund: 'sin reembolso',
        wayBack: { seller: 'el vendedor paga el envío de vuelta', buyer: 'el comprador paga el envío de vuelta' },
        offers: 'se ofrece: {offers}',
      },
    },
    buyer: {
      if: {
        holdsUntil: 'Esto vale hasta el {until}. Desde el {when}: {then}.',
        from: 'Desde el {when}: {then}.',
        until: 'El último día para esta solicitud fue el {when}.',
        photo: 'Con una foto del problema: {then}.',
        photos: 'Con {n} fotos del problema: {then}.',
        finding: 'Si nuestro taller confirma el fallo: {then}.',
      },
      then: {
        outcome: {
          approve: 'podemos aceptar enseguida',
          review: 'una persona de nuestro equipo lo revisa primero',
          reject: 'ya no podemos aceptar',
        },
        ground: 'entonces se aplica: {ground}',
        refund: 'le devolvemos {amount}',
        noRefund: 'no hay reembolso',
        wayBack: { seller: 'el envío de vuelta no le cuesta nada', buyer: 'el envío de vuelta corre de su cuenta' },
        offers: 'le ofrecemos {offers}',
      },
    },
  },
  it: {
    agent: {
      if: {
        holdsUntil: 'La stessa risposta per una richiesta fino al {until}. Per una richiesta dal {when}: {then}.',
        from: 'Per una richiesta dal {when}: {then}.',
        until: 'Per una richiesta entro il {when}: {then}.',
        photo: 'Con una foto del problema: {then}.',
        photos: 'Con {n} foto del problema: {then}.',
        finding: 'Se il controllo accerta «{verdicts}»: {then}.',
        delivery: 'Se risulta una consegna il {when}: {then}.',
        record: 'Senza i segni nello storico: {then}.',
        reason: 'Se il motivo risulta essere {reason}: {then}.',
      },
      then: {
        outcome: { approve: 'accettato', review: 'decide una persona', reject: 'rifiutato' },
        ground: 'fondamento: {ground}',
        refund: 'rimborso di {amount}',
        noRefund: 'nessun rimborso',
        wayBack: { seller: 'il venditore paga il ritorno', buyer: 'l’acquirente paga il ritorno' },
        offers: 'si offre: {offers}',
      },
    },
    buyer: {
      if: {
        holdsUntil: 'Questo vale fino al {until}. Dal {when}: {then}.',
        from: 'Dal {when}: {then}.',
        until: 'L’ultimo giorno per questa richiesta era il {when}.',
        photo: 'Con una foto del problema: {then}.',
        photos: 'Con {n} foto del problema: {then}.',
        finding: 'Se il nostro laboratorio conferma il guasto: {then}.',
      },
      then: {
        outcome: {
          approve: 'possiamo accettare subito',
          review: 'una persona del nostro team la esamina prima',
          reject: 'non possiamo più accettare',
        },
        ground: 'allora si applica: {ground}',
        refund: 'le rimborsiamo {amount}',
        noRefund: 'non c’è rimborso',
        wayBack: { seller: 'il ritorno non le costa niente', buyer: 'il ritorno è a suo carico' },
        offers: 'le offriamo {offers}',
      },
    },
  },
};

import type { MakingGoodWords } from './letter.ts';

export const fr: MakingGoodWords = {
  subject: ({ number, onReturn }) =>
    onReturn ? `Votre retour ${number} : toutes nos excuses` : `Votre commande ${number} : toutes nos excuses`,
  greeting: (buyer) => `Bonjour ${buyer},`,
  regret: {
    shipped_late: ({ item, number }) =>
      `${item} (commande ${number}) aurait déjà dû partir. Ce retard vient de nous, et nous vous présentons nos excuses.`,
    parcel_still: ({ item, number }) =>
      `le colis contenant ${item} (commande ${number}) n’a pas bougé depuis plus de deux jours. Nous sommes désolés de vous faire attendre.`,
    delivered_late: ({ item, number, over }) =>
      over
        ? `${item} (commande ${number}) vous est parvenu plus tard que promis. Nous vous présentons nos excuses.`
        : `${item} (commande ${number}) devrait déjà être chez vous, et ce n’est pas le cas. Nous vous présentons nos excuses.`,
    parcel_damaged: ({ item, number }) =>
      `${item} (commande ${number}) a été endommagé pendant le transport. Nous en sommes désolés : il aurait dû vous parvenir intact.`,
    parcel_misdelivered: ({ item, number }) =>
      `le transporteur a remis le colis contenant ${item} (commande ${number}) à la mauvaise adresse. Nous regrettons les tracas que cela vous cause.`,
    parcel_lost: ({ item, number }) =>
      `le colis contenant ${item} (commande ${number}) a été perdu en chemin. Nous en sommes sincèrement désolés.`,
    answered_late: ({ number }) =>
      `vous avez attendu notre réponse au sujet de votre retour ${number} bien plus longtemps qu’il ne le faudrait. Nous vous présentons nos excuses.`,
    arrived_late: ({ item }) => `${item} vous est parvenu trop tard. Nous regrettons que vous n’ayez pas pu compter sur la date annoncée.`,
    not_as_described: ({ item }) =>
      `${item} ne correspond pas à la description. Nous en sommes désolés : vous deviez recevoir ce que vous aviez lu.`,
    missing_part: ({ item }) => `il manquait quelque chose à la réception de ${item}. Nous regrettons cet envoi incomplet.`,
    damaged_in_transit: ({ item }) =>
      `${item} a été endommagé pendant le transport. Nous en sommes désolés : il aurait dû vous parvenir intact.`,
    wrong_item: ({ item }) =>
      `nous vous avons envoyé un autre article à la place de ${item}. L’erreur vient de nous, et nous vous présentons nos excuses.`,
    not_received: ({ item }) => `${item} ne vous est jamais parvenu. Nous en sommes sincèrement désolés.`,
    resolved_late: ({ number }) =>
      `le traitement de votre retour ${number} prend plus de temps que promis. Nous vous présentons nos excuses.`,
    refunded_late: ({ number }) =>
      `vous devriez déjà avoir reçu le remboursement de votre retour ${number}. Nous sommes désolés de cette attente.`,
    return_parcel_lost: ({ number }) =>
      `le colis de votre retour ${number} a été perdu en revenant vers nous, avec notre étiquette. Nous en sommes désolés ; cela ne vous coûtera rien.`,
    other: ({ number, onReturn }) =>
      `tout ne s’est pas passé comme il l’aurait fallu avec votre ${onReturn ? 'retour' : 'commande'} ${number}. Nous vous présentons nos excuses.`,
  },
  next: {
    shipped_late: () => 'Nous préparons son départ, et vous recevrez le numéro de suivi dès qu’il nous quittera.',
    parcel_still: () => 'Nous avons demandé au transporteur où il se trouve, et nous suivons la réponse de près.',
    delivered_late: () => 'Nous le suivons avec le transporteur jusqu’à ce qu’il soit chez vous.',
    parcel_damaged: () =>
      'Dites-nous ce que vous préférez : réparation, remplacement ou remboursement. Nous nous arrangeons avec le transporteur.',
    parcel_misdelivered: () =>
      'Nous avons demandé au transporteur de le retrouver et de vous l’apporter. S’il n’y parvient pas, vous recevrez un remplacement ou votre argent.',
    parcel_lost: () =>
      'Vous n’avez pas à le chercher. Dites-nous ce que vous préférez, un remplacement ou le remboursement intégral ; nous réglons le reste avec le transporteur.',
    answered_late: () => 'Votre demande est bien chez nous, et nous l’examinons en ce moment.',
    not_as_described: () => 'Votre retour suit son cours comme annoncé, à nos frais.',
    missing_part: () => 'Votre retour suit son cours comme annoncé, à nos frais.',
    damaged_in_transit: () => 'Votre retour suit son cours comme annoncé, à nos frais.',
    wrong_item: () => 'Votre retour suit son cours comme annoncé, à nos frais.',
    arrived_late: () => 'Votre retour suit son cours comme annoncé.',
    not_received: () => 'Vous n’avez rien à renvoyer : nous réglons cela de notre côté.',
    resolved_late: () => 'Il est désormais en tête de notre liste.',
    refunded_late: () => 'Nous faisons le nécessaire pour qu’il parte maintenant.',
    return_parcel_lost: () =>
      'Vous n’avez rien à faire : nous nous arrangeons avec le transporteur, et votre retour se poursuit comme si le colis était arrivé.',
  },
  arrivesBy: {
    carrier: (date) => `Le transporteur annonce son arrivée pour le ${date}.`,
    terms: (date) =>
      `Nous tenons à ce qu’il soit chez vous au plus tard le ${date} ; c’est notre engagement, le transporteur ne l’a pas encore confirmé.`,
  },
  answerBy: (date) => `Vous aurez notre réponse au plus tard le ${date}.`,
  again: (date) =>
    `Nous ne connaissons pas encore de date et ne voulons pas en inventer une. Nous vous écrirons de nouveau au plus tard le ${date}, quoi que nous sachions alors.`,
  track: (url) => `Vous pouvez voir où il se trouve ici : ${url}`,
  refund: (amount) =>
    `Pour nous faire pardonner, nous vous remboursons ${amount} sur le moyen de paiement utilisé. Cela apparaît en général sous 3 à 6 jours, selon votre banque.`,
  voucher: (amount, code) =>
    `Pour nous faire pardonner, voici un bon d’achat de ${amount} pour votre prochaine commande chez nous : ${code}`,
  warranty: (months, item) =>
    `Pour nous faire pardonner, nous prolongeons de ${months} mois la garantie de ${item}. Vous n’avez rien à faire : c’est noté avec votre commande.`,
  rights: 'Ce geste s’ajoute à vos droits : il ne vous en retire aucun, et vous n’avez à renoncer à rien.',
  close: (seller) => `Bien à vous,\n${seller}`,
};

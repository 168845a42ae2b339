/** What the law's findings say, by rule without its country: `law.FR.withdrawal` is `law.withdrawal` here. */
import type { Words } from '../document.ts';

export const LAW_WORDS: Readonly<Record<string, Words>> = {
  'law.withdrawal': {
    en: {
      agent: 'Delivered on {delivered}: the legal right of withdrawal is open until {until}. No reason is needed.',
      buyer: 'You can withdraw from your purchase until {until}, without giving a reason.',
    },
    fr: {
      agent: 'Livré le {delivered} : le droit légal de rétractation court jusqu’au {until}, sans motif à donner.',
      buyer: 'Vous pouvez vous rétracter jusqu’au {until}, sans avoir à donner de motif.',
    },
  },
  'law.withdrawal_before_delivery': {
    en: {
      agent: 'Not delivered yet: the buyer may withdraw already, and until {days} days after delivery.',
      buyer: 'You can withdraw from your purchase now, and until {days} days after delivery, without giving a reason.',
    },
    fr: {
      agent: 'Pas encore livré : l’acheteur peut déjà se rétracter, et jusqu’à {days} jours après la livraison.',
      buyer: 'Vous pouvez vous rétracter dès maintenant et jusqu’à {days} jours après la livraison, sans donner de motif.',
    },
  },
  'law.withdrawal_over': {
    en: {
      agent: 'Delivered on {delivered}: the legal right of withdrawal ended on {until}.',
      buyer: 'The legal {days} days to withdraw ended on {until}.',
    },
    fr: {
      agent: 'Livré le {delivered} : le droit légal de rétractation a pris fin le {until}.',
      buyer: 'Le délai légal de rétractation de {days} jours a pris fin le {until}.',
    },
  },
  'law.withdrawal_excluded': {
    en: {
      agent: 'Made to the buyer’s specifications: the law gives no right of withdrawal.',
      buyer: 'The law gives no right of withdrawal for items made to your wishes.',
    },
    fr: {
      agent: 'Bien confectionné selon les spécifications de l’acheteur : la loi exclut le droit de rétractation.',
      buyer: 'Pour un article personnalisé à votre demande, la loi ne prévoit pas de droit de rétractation.',
    },
  },
  'law.withdrawal_refund': {
    en: {
      agent:
        'The money must be back by {until}, {days} days after the declaration; it may wait for the goods or a proof that they were sent, whichever comes first.',
      buyer: 'Your money is back by {until} at the latest, once the item has reached us or you have shown that you sent it.',
    },
    fr: {
      agent:
        'Le remboursement est dû avant le {until} inclus, soit {days} jours après la déclaration ; il peut attendre le bien ou la preuve de son expédition, selon ce qui arrive en premier.',
      buyer: 'Vous êtes remboursé au plus tard le {until}, dès que l’article nous est parvenu ou que vous avez prouvé son envoi.',
    },
  },
  'law.withdrawal_too': {
    en: {
      agent: 'The period of withdrawal is still open, so the buyer may also have {resolution}.',
      buyer: 'You are still within the legal time to withdraw, so you can also choose {resolution}.',
    },
    fr: {
      agent: 'Le délai de rétractation court encore : l’acheteur peut aussi demander {resolution}.',
      buyer: 'Vous êtes encore dans le délai légal de rétractation : vous pouvez aussi choisir {resolution}.',
    },
  },
  'law.guarantee_presumed': {
    en: {
      agent: 'Legal guarantee until {until}; until {presumedUntil} the fault is presumed to have been there at delivery.',
      buyer: 'Your item is covered by the legal guarantee until {until}, and you don’t have to prove anything before {presumedUntil}.',
    },
    fr: {
      agent: 'Garantie légale jusqu’au {until} ; jusqu’au {presumedUntil}, le défaut est présumé exister à la livraison.',
      buyer: 'Votre article est couvert par la garantie légale jusqu’au {until}, et vous n’avez rien à prouver avant le {presumedUntil}.',
    },
  },
  'law.guarantee_open': {
    en: {
      agent: 'Legal guarantee until {until}, but the presumption ended on {presumedUntil}: a person looks at it.',
      buyer: 'Your item is covered by the legal guarantee until {until}. A person on our team looks at your case.',
    },
    fr: {
      agent: 'Garantie légale jusqu’au {until}, mais la présomption a pris fin le {presumedUntil} : une personne examine le cas.',
      buyer: 'Votre article est couvert par la garantie légale jusqu’au {until}. Une personne de notre équipe examine votre dossier.',
    },
  },
  'law.guarantee_over': {
    en: { agent: 'The legal guarantee of {months} months ended on {until}.', buyer: 'The legal guarantee of your item ended on {until}.' },
    fr: {
      agent: 'La garantie légale de {months} mois a pris fin le {until}.',
      buyer: 'La garantie légale de votre article a pris fin le {until}.',
    },
  },
  'law.remedies': {
    en: { agent: 'The legal guarantee adds {resolution}.', buyer: 'The legal guarantee also gives you {resolution}.' },
    fr: { agent: 'La garantie légale ajoute {resolution}.', buyer: 'La garantie légale vous donne aussi droit à {resolution}.' },
  },
  'law.buyers_choice': {
    en: {
      agent: 'Between repair and replacement the buyer chooses: {wants} comes first.',
      buyer: 'You asked for {wants}, and the choice is yours.',
    },
    fr: {
      agent: 'Entre réparation et remplacement, l’acheteur choisit : ici, {wants}.',
      buyer: 'Vous avez demandé {wants}, et ce choix vous appartient.',
    },
  },
  'law.free_of_charge': {
    en: {
      agent: 'Under the legal guarantee the way back is at the seller’s expense.',
      buyer: 'Under the legal guarantee the way back costs you nothing.',
    },
    fr: {
      agent: 'Au titre de la garantie légale, le retour est aux frais du vendeur.',
      buyer: 'Au titre de la garantie légale, le retour ne vous coûte rien.',
    },
  },
  'law.shipping_back': {
    en: {
      agent: 'A withdrawal gives back the standard outbound shipping too.',
      buyer: 'You also get back what the standard delivery cost.',
    },
    fr: {
      agent: 'La rétractation donne aussi droit au remboursement de la livraison standard.',
      buyer: 'Les frais de livraison standard vous sont aussi remboursés.',
    },
  },
  'law.risk': {
    en: {
      agent: 'The seller bears the risk of the parcel until the buyer holds the goods.',
      buyer: 'Until you hold your order in your hands, what happens to it on the way is on us.',
    },
    fr: {
      agent: 'Le vendeur supporte le risque du transport jusqu’à la remise du bien à l’acheteur.',
      buyer: 'Tant que votre commande n’est pas entre vos mains, ce qui lui arrive en chemin est de notre responsabilité.',
    },
  },
  'law.unknown_country': {
    en: {
      agent: 'The law of this country ({country}) is not on file for this order: a person decides.',
      buyer: 'A person on our team looks at your request and answers you.',
    },
    fr: {
      agent: 'La loi de ce pays ({country}) n’est pas enregistrée pour cette commande : une personne décide.',
      buyer: 'Une personne de notre équipe examine votre demande et vous répond.',
    },
  },
};

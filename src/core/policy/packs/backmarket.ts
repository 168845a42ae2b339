/**
 * Back Market as its early seller guide had it: what the demo seller starts with. Each row names the row of the mission that it states;
 * where the guide is silent, the comment says what was chosen and why.
 */
import type { PolicyDocument, PolicyTables } from '../document.ts';

const GUIDE = 'Back Market seller guide';

export const TABLES: PolicyTables = {
  window: [
    {
      // M2. The day of receipt does not count; the guide says nothing of days of rest, so the window ends on any day.
      id: 'window.days',
      answer: { days: 30, endsOn: 'any_day' },
      reference: `${GUIDE}, returns: 30 days from receipt (M2)`,
      words: {
        en: {
          agent: 'The buyer may change their mind for {days} days from delivery (last day: {until}).',
          buyer: 'You have {days} days from delivery to change your mind (last day: {until}).',
        },
        fr: {
          agent: 'L’acheteur peut changer d’avis pendant {days} jours après la livraison (dernier jour : {until}).',
          buyer: 'Vous avez {days} jours après la livraison pour changer d’avis (dernier jour : {until}).',
        },
      },
    },
  ],

  warranty: [
    {
      id: 'warranty.new',
      when: { fact: 'condition', is: 'new' },
      answer: { months: 24 },
      reference: `${GUIDE}, warranty: 24 months for new products (M3)`,
      words: {
        en: {
          agent: 'New products carry a warranty of {months} months (last day: {until}).',
          buyer: 'Your product is covered by our warranty for {months} months (last day: {until}).',
        },
        fr: {
          agent: 'Les produits neufs sont garantis {months} mois (dernier jour : {until}).',
          buyer: 'Votre produit est couvert par notre garantie pendant {months} mois (dernier jour : {until}).',
        },
      },
    },
    {
      // M3 says 3 to 6 months; the demo seller gives the 6.
      id: 'warranty.refurbished',
      answer: { months: 6 },
      reference: `${GUIDE}, warranty: 3 to 6 months for used and refurbished products (M3)`,
      words: {
        en: {
          agent: 'Used and refurbished products carry a warranty of {months} months (last day: {until}).',
          buyer: 'Your product is covered by our warranty for {months} months (last day: {until}).',
        },
        fr: {
          agent: 'Les produits d’occasion et reconditionnés sont garantis {months} mois (dernier jour : {until}).',
          buyer: 'Votre produit est couvert par notre garantie pendant {months} mois (dernier jour : {until}).',
        },
      },
    },
  ],

  // M1. They close the seller's own 30 days only: what the law excludes from withdrawal is the law's business, and a fault is a fault.
  exclusions: [
    {
      id: 'exclusions.customised',
      when: { fact: 'customised', is: true },
      answer: { excluded: true },
      reference: 'Return policy, exclusions: customised goods (M1)',
      words: {
        en: {
          agent: 'Customised goods are left out of the commercial return.',
          buyer: 'This item was made to your wishes, so it can’t be returned for a change of mind.',
        },
        fr: {
          agent: 'Les produits personnalisés sont exclus du retour commercial.',
          buyer: 'Cet article a été personnalisé pour vous : il ne peut pas être rendu pour un simple changement d’avis.',
        },
      },
    },
    {
      id: 'exclusions.consumable',
      when: { fact: 'consumable', is: true },
      answer: { excluded: true },
      reference: 'Return policy, exclusions: consumables (M1)',
      words: {
        en: {
          agent: 'Consumables are left out of the commercial return; the legal right of withdrawal is not touched by this.',
          buyer: 'Consumables are not part of our extended return period.',
        },
        fr: {
          agent: 'Les consommables sont exclus du retour commercial ; le droit légal de rétractation n’en est pas affecté.',
          buyer: 'Les consommables ne bénéficient pas de notre délai de retour prolongé.',
        },
      },
    },
  ],

  productState: [],

  returnShipping: [
    {
      // M4. "Defective or the seller at fault"; the carrier is the seller's choice, so its mistakes count as the seller's (DESIGN).
      id: 'shipping.at_fault',
      when: { fact: 'ground', in: ['warranty', 'legal_guarantee', 'seller_fault', 'transit'] },
      answer: { paidBy: 'seller', label: 'prepaid' },
      reference: `${GUIDE}, return costs: prepaid label where the item is defective or the seller or carrier at fault (M4)`,
      words: {
        en: { agent: 'The seller provides a prepaid label.', buyer: 'The way back costs you nothing: we provide the label.' },
        fr: {
          agent: 'Le vendeur fournit une étiquette prépayée.',
          buyer: 'Le retour ne vous coûte rien : nous vous fournissons l’étiquette.',
        },
      },
    },
    {
      id: 'shipping.buyer',
      answer: { paidBy: 'buyer', label: 'own' },
      reference: `${GUIDE}, return costs: paid by the buyer (M4)`,
      words: {
        en: {
          agent: 'The buyer sends the item back at their own expense.',
          buyer: 'Please send the item back with a carrier of your choice; the postage is yours to pay.',
        },
        fr: {
          agent: 'L’acheteur renvoie l’article à ses frais.',
          buyer: 'Merci de renvoyer l’article avec le transporteur de votre choix ; les frais de retour sont à votre charge.',
        },
      },
    },
  ],

  resolutions: [
    {
      // M5. The whole order is given back (see `refund.whole_order`), so there is nothing left to repair or replace.
      id: 'repeat.third',
      when: { fact: 'technicalReturn', atLeast: 3 },
      answer: { offer: ['refund'], final: true },
      reference: `${GUIDE}, repeated returns: the third is a total refund (M5)`,
      words: {
        en: {
          agent: 'This is technical return number {technicalReturn} of the item: the whole order is refunded.',
          buyer: 'This item has let you down too often, and we are sorry. We refund your whole order.',
        },
        fr: {
          agent: 'C’est le retour technique n° {technicalReturn} de cet article : toute la commande est remboursée.',
          buyer: 'Cet article vous a déçu trop souvent, et nous en sommes désolés. Nous vous remboursons toute la commande.',
        },
      },
    },
    {
      id: 'repeat.second',
      when: { fact: 'technicalReturn', is: 2 },
      answer: { offer: ['replacement', 'refund'], final: true },
      reference: `${GUIDE}, repeated returns: the second ends in a new product or a refund (M5)`,
      words: {
        en: {
          agent: 'This is the second technical return of the item: no second repair, only a replacement or a refund.',
          buyer: 'We are sorry that it happened again. We won’t repair it a second time: you get a replacement or your money back.',
        },
        fr: {
          agent:
            'C’est le deuxième retour technique de cet article : pas de seconde réparation, seulement un remplacement ou un remboursement.',
          buyer: 'Nous sommes désolés que cela se reproduise. Pas de seconde réparation : nous remplaçons l’article ou vous remboursons.',
        },
      },
    },
    {
      id: 'resolutions.defective',
      when: { fact: 'ground', in: ['warranty', 'legal_guarantee'] },
      answer: { offer: ['repair', 'replacement', 'refund'] },
      reference: `${GUIDE}, after-sales: the seller repairs, replaces or refunds (M30)`,
      words: {
        en: { agent: 'Repair, replacement or refund.', buyer: 'We repair it, replace it or refund you.' },
        fr: { agent: 'Réparation, remplacement ou remboursement.', buyer: 'Nous le réparons, le remplaçons ou vous remboursons.' },
      },
    },
    {
      // Silent in the guide. The part alone is the quickest help; a part of the price is for buyers who can do without it.
      id: 'resolutions.missing_part',
      when: {
        all: [
          { fact: 'ground', is: 'seller_fault' },
          { fact: 'reason', is: 'missing_part' },
        ],
      },
      answer: { offer: ['replacement', 'partial_refund', 'refund'] },
      reference: 'Own policy, missing parts (M30)',
      words: {
        en: {
          agent: 'Send what was missing, refund a part, or take it back.',
          buyer: 'We send you what was missing, refund a part of the price, or take everything back.',
        },
        fr: {
          agent: 'Envoyer la pièce manquante, rembourser une partie ou reprendre l’article.',
          buyer: 'Nous vous envoyons ce qui manquait, remboursons une partie du prix ou reprenons l’article.',
        },
      },
    },
    {
      // Silent in the guide. Many keep what came late, with a gesture (M19).
      id: 'resolutions.arrived_late',
      when: {
        all: [
          { fact: 'ground', is: 'seller_fault' },
          { fact: 'reason', is: 'arrived_late' },
        ],
      },
      answer: { offer: ['refund', 'keep'] },
      reference: 'Own policy, late deliveries (M19, M30)',
      words: {
        en: {
          agent: 'Refund, or the buyer keeps the item with a gesture.',
          buyer: 'You can return it for a refund, or keep it with a gesture from us.',
        },
        fr: {
          agent: 'Remboursement, ou l’acheteur garde l’article avec un geste commercial.',
          buyer: 'Vous pouvez le rendre contre remboursement, ou le garder avec un geste de notre part.',
        },
      },
    },
    {
      // M36: what is counterfeit can't be replaced from the same stock, nor may it be kept for less.
      id: 'resolutions.counterfeit',
      when: { fact: 'reason', is: 'counterfeit' },
      answer: { offer: ['refund'] },
      reference: `${GUIDE}, counterfeits: refund at once (M36)`,
      words: {
        en: { agent: 'Counterfeit: refund.', buyer: 'We refund you in full.' },
        fr: { agent: 'Contrefaçon : remboursement.', buyer: 'Nous vous remboursons intégralement.' },
      },
    },
    {
      // Silent in the guide: the buyer ordered a thing and did not get it, so the thing itself comes first.
      id: 'resolutions.at_fault',
      when: { fact: 'ground', in: ['seller_fault', 'transit'] },
      answer: { offer: ['replacement', 'refund'] },
      reference: 'Own policy, faults of seller and carrier (M30)',
      words: {
        en: { agent: 'Replacement or refund.', buyer: 'We replace it or refund you.' },
        fr: { agent: 'Remplacement ou remboursement.', buyer: 'Nous le remplaçons ou vous remboursons.' },
      },
    },
    {
      id: 'resolutions.refund',
      answer: { offer: ['refund'] },
      reference: `${GUIDE}, returns: refund (M1)`,
      words: {
        en: { agent: 'Refund.', buyer: 'We refund you.' },
        fr: { agent: 'Remboursement.', buyer: 'Nous vous remboursons.' },
      },
    },
  ],

  refund: [
    {
      id: 'refund.whole_order',
      when: { fact: 'technicalReturn', atLeast: 3 },
      answer: { method: 'original_payment', days: 5, items: 'order', shipping: 'all' },
      reference: `${GUIDE}, repeated returns: total refund of the order (M5)`,
      words: {
        en: {
          agent: 'Everything that was paid for the order, shipping included.',
          buyer: 'You get back everything that you paid for the order, shipping included.',
        },
        fr: {
          agent: 'Tout ce qui a été payé pour la commande, livraison comprise.',
          buyer: 'Vous récupérez tout ce que vous avez payé pour la commande, livraison comprise.',
        },
      },
    },
    {
      // M1: beyond the law's fourteen days it is a kindness, and it is the price that comes back.
      id: 'refund.commercial',
      when: { fact: 'ground', is: 'commercial_return' },
      answer: { method: 'original_payment', days: 5, items: 'unit', shipping: 'none' },
      reference: 'Return policy, refunds: the price of the item (M1)',
      words: {
        en: {
          agent: 'The price of the item; the outbound shipping stays paid.',
          buyer: 'You get back the price of the item; the delivery to you stays paid.',
        },
        fr: {
          agent: 'Le prix de l’article ; les frais d’envoi initiaux ne sont pas remboursés.',
          buyer: 'Le prix de l’article vous est remboursé ; les frais de livraison initiaux restent à votre charge.',
        },
      },
    },
    {
      // Withdrawal (Dir. 2011/83/EU Art. 13(1)), faults of seller and carrier. A defective item too: ending the contract puts the buyer where they were.
      id: 'refund.with_shipping',
      answer: { method: 'original_payment', days: 5, items: 'unit', shipping: 'share' },
      reference: 'Return policy, refunds: the price of the item and its share of the shipping (M1, M8)',
      words: {
        en: {
          agent: 'A refund is the price of the item and its share of the standard outbound shipping.',
          buyer: 'A refund covers the price of the item and its share of the standard delivery.',
        },
        fr: {
          agent: 'Le remboursement comprend le prix de l’article et sa part des frais de livraison standard.',
          buyer: 'Le remboursement comprend le prix de l’article et sa part des frais de livraison standard.',
        },
      },
    },
  ],

  deductions: [],

  evidence: [
    {
      // M1. What the eye can judge before the parcel is back. A change of mind or a technical fault shows nothing on a photo.
      id: 'evidence.photos',
      when: { fact: 'reason', in: ['damaged_in_transit', 'not_as_described', 'wrong_item', 'missing_part', 'counterfeit'] },
      answer: { photos: 1 },
      reference: 'Return policy, evidence: a photo of what is wrong (M1)',
      words: {
        en: { agent: 'A photo of what is wrong is asked for.', buyer: 'Please add a photo of what is wrong.' },
        fr: { agent: 'Une photo du problème est demandée.', buyer: 'Merci de joindre une photo du problème.' },
      },
    },
  ],

  instructions: [],

  // M7. All of them speak; the most that any of them does is to call a person.
  review: [
    {
      id: 'check.photos_missing',
      when: { fact: 'photosMissing', is: true },
      answer: { signal: 'evidence' },
      source: 'check',
      reference: 'Return policy, evidence (M1, M6)',
      words: {
        en: {
          agent: 'Photos are missing: {photos} came, {photosAsked} asked for.',
          buyer: 'We need a photo of what is wrong before we can answer for good.',
        },
        fr: {
          agent: 'Il manque des photos : {photos} reçue(s), {photosAsked} demandée(s).',
          buyer: 'Il nous faut une photo du problème avant de pouvoir vous répondre définitivement.',
        },
      },
    },
    {
      // M7 "by rate and count with a fair minimum": few orders prove nothing, and three returns in a year happen to honest people.
      id: 'check.serial_returner',
      when: {
        all: [
          { fact: 'buyerReturns12m', atLeast: 4 },
          { fact: 'buyerReturnRate', atLeast: 40 },
        ],
      },
      answer: { signal: 'abuse' },
      source: 'check',
      reference: 'Abuse signals: returns of this buyer in twelve months (M7)',
      words: {
        en: {
          agent: 'The buyer returned {buyerReturns12m} of {buyerOrders12m} orders in twelve months ({buyerReturnRate} %).',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'L’acheteur a renvoyé {buyerReturns12m} commandes sur {buyerOrders12m} en douze mois ({buyerReturnRate} %).',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
      },
    },
    {
      id: 'check.swapped_before',
      when: { fact: 'earlierOtherDevice', atLeast: 1 },
      answer: { signal: 'abuse' },
      source: 'check',
      reference: 'Abuse signals: another device came back before (M7)',
      words: {
        en: {
          agent: 'In an earlier return of this item another device came back.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Lors d’un retour précédent de cet article, un autre appareil est revenu.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
      },
    },
    {
      id: 'check.no_fault_twice',
      when: {
        all: [
          { fact: 'technical', is: true },
          { fact: 'earlierNoFault', atLeast: 2 },
        ],
      },
      answer: { signal: 'abuse' },
      source: 'check',
      reference: 'Abuse signals: no fault found, twice (M7)',
      words: {
        en: {
          agent: 'No fault was found in {earlierNoFault} earlier returns of this item.',
          buyer: 'A person on our team takes a look, so that we understand what happens this time.',
        },
        fr: {
          agent: 'Aucune panne n’a été constatée lors de {earlierNoFault} retours précédents de cet article.',
          buyer: 'Une personne de notre équipe s’en occupe, pour comprendre ce qui se passe cette fois-ci.',
        },
      },
    },
    {
      // M23 gives a parcel a day to leave and five to arrive: before that it is on its way, not lost.
      id: 'check.still_under_way',
      when: {
        all: [
          { fact: 'reason', is: 'not_received' },
          { fact: 'delivered', is: false },
          {
            any: [
              { fact: 'daysSinceShipping', atMost: 5 },
              {
                all: [
                  { fact: 'shipped', is: false },
                  { fact: 'daysSincePlaced', atMost: 6 },
                ],
              },
            ],
          },
        ],
      },
      answer: { signal: 'evidence' },
      source: 'check',
      reference: `${GUIDE}, delivery: shipped in 1 day, delivered in 5 (M23)`,
      words: {
        en: {
          agent: 'The parcel is still within its time of delivery.',
          buyer: 'Your parcel should still be on its way. We look where it is.',
        },
        fr: {
          agent: 'Le colis est encore dans son délai de livraison.',
          buyer: 'Votre colis devrait encore être en route. Nous vérifions où il se trouve.',
        },
      },
    },
    {
      // Many channels never tell of the delivery. After 30 days for it (Dir. 2011/83/EU Art. 18) and 14 to withdraw, no machine can say what still holds.
      id: 'check.delivery_unknown',
      when: {
        all: [
          { fact: 'delivered', is: false },
          { fact: 'daysSinceShipping', atLeast: 45 },
          { not: { fact: 'reason', is: 'not_received' } },
        ],
      },
      answer: { signal: 'finding' },
      source: 'check',
      reference: 'Own policy: a delivery that nobody recorded (M6)',
      words: {
        en: {
          agent: 'Shipped {daysSinceShipping} days ago, and no delivery is on record: find out when it arrived.',
          buyer: 'We are checking when your parcel reached you.',
        },
        fr: {
          agent: 'Expédié il y a {daysSinceShipping} jours, sans livraison enregistrée : vérifier la date d’arrivée.',
          buyer: 'Nous vérifions quand votre colis vous est parvenu.',
        },
      },
    },
    {
      id: 'check.other_device',
      when: {
        any: [
          { fact: 'identity', is: 'mismatch' },
          { fact: 'verdict', is: 'other_device' },
        ],
      },
      answer: { signal: 'finding' },
      source: 'check',
      reference: 'Inspection: the device is not the one that was sold (M7, M25)',
      words: {
        en: {
          agent: 'The device that came back is not the one that was sold.',
          buyer: 'We have a question about the device that reached us.',
        },
        fr: {
          agent: 'L’appareil revenu n’est pas celui qui a été vendu.',
          buyer: 'Nous avons une question sur l’appareil qui nous est parvenu.',
        },
      },
    },
    {
      id: 'check.identity_unsure',
      when: { fact: 'identity', in: ['near', 'unreadable'] },
      answer: { signal: 'finding' },
      source: 'check',
      reference: 'Inspection: the number could not be read for sure (M25)',
      words: {
        en: { agent: 'IMEI or serial could not be confirmed.', buyer: 'We are checking the device that reached us.' },
        fr: { agent: 'L’IMEI ou le numéro de série n’a pas pu être confirmé.', buyer: 'Nous vérifions l’appareil qui nous est parvenu.' },
      },
    },
    {
      id: 'check.finding_differs',
      // Nothing wrong with what somebody merely changed their mind about is what one hopes for.
      when: {
        any: [
          { fact: 'verdict', in: ['customer_damage', 'incomplete'] },
          {
            all: [
              { fact: 'verdict', in: ['no_fault_found', 'as_described'] },
              { fact: 'reason', in: ['defective', 'not_as_described', 'wrong_item', 'missing_part', 'counterfeit', 'damaged_in_transit'] },
            ],
          },
        ],
      },
      answer: { signal: 'finding' },
      source: 'check',
      reference: 'Inspection: the finding differs from the request (M26)',
      words: {
        en: {
          agent: 'The bench found something else than the request says.',
          buyer: 'Our workshop found something that we would like to talk over with you.',
        },
        fr: {
          agent: 'L’atelier a constaté autre chose que ce que dit la demande.',
          buyer: 'Notre atelier a constaté un point dont nous aimerions parler avec vous.',
        },
      },
    },
  ],

  deadlines: [
    {
      id: 'deadlines.first_answer',
      answer: { kind: 'first_answer', after: { duration: 'PT24H' }, from: 'request', source: 'channel' },
      source: 'channel',
      reference: `${GUIDE}, customer care: an answer within 24 hours (M15)`,
      words: {
        en: { agent: 'First answer within 24 hours.', buyer: 'We answer within 24 hours.' },
        fr: { agent: 'Première réponse sous 24 heures.', buyer: 'Nous vous répondons sous 24 heures.' },
      },
    },
    {
      // Silent in the guide. The label goes out with the approval; a day is for the carrier that fails to make it.
      id: 'deadlines.label',
      answer: { kind: 'label', after: { duration: 'P1D' }, from: 'approval', source: 'policy' },
      reference: 'Own policy, labels (M21)',
      words: {
        en: { agent: 'The label is there within a day of the approval.', buyer: 'Your label arrives within a day.' },
        fr: { agent: 'L’étiquette est fournie sous un jour après l’accord.', buyer: 'Votre étiquette arrive sous un jour.' },
      },
    },
    {
      // Silent in the guide: as long as the law gives a buyer who withdraws.
      id: 'deadlines.send_back',
      answer: { kind: 'send_back', after: { duration: 'P14D' }, from: 'approval', source: 'policy' },
      reference: 'Own policy, sending back (M18)',
      words: {
        en: { agent: 'The buyer sends the item within 14 days.', buyer: 'Please send the item within 14 days.' },
        fr: { agent: 'L’acheteur renvoie l’article sous 14 jours.', buyer: 'Merci de renvoyer l’article sous 14 jours.' },
      },
    },
    {
      id: 'deadlines.resolve',
      answer: { kind: 'resolve', after: { duration: 'P5D' }, from: 'item_back', source: 'channel' },
      source: 'channel',
      reference: `${GUIDE}, after-sales: 5 days to repair, replace or refund (M30)`,
      words: {
        en: {
          agent: 'Repair, replace or refund within 5 days once the item is back.',
          buyer: 'Once the item is back, it takes us 5 days at most.',
        },
        fr: {
          agent: 'Réparer, remplacer ou rembourser sous 5 jours après le retour.',
          buyer: 'Une fois l’article revenu, il nous faut 5 jours au plus.',
        },
      },
    },
    {
      id: 'deadlines.auto_refund',
      answer: { kind: 'auto_refund', after: { duration: 'P10D' }, from: 'item_back', source: 'channel' },
      source: 'channel',
      reference: `${GUIDE}, after-sales: after 10 days the buyer is refunded in full (M30)`,
      words: {
        en: {
          agent: 'After 10 days the buyer is refunded in full, automatically.',
          buyer: 'If it took us more than 10 days, you would be refunded in full.',
        },
        fr: {
          agent: 'Après 10 jours, l’acheteur est remboursé intégralement, automatiquement.',
          buyer: 'Au-delà de 10 jours, vous seriez remboursé intégralement.',
        },
      },
    },
  ],
};

export const backmarket: PolicyDocument = {
  version: 'backmarket@1',
  name: 'Back Market, early seller guide',
  effectiveFrom: '2014-11-01',
  tables: TABLES,
};

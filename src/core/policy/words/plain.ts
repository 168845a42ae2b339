/** The buyer's version of a policy, in words (M1). `{q}` is a quantity of time, `{article}` where it stands in the law. Sentences begin with a capital. */
import type { Language } from '../../access.ts';
import type { Reason } from '../../return/model.ts';
import type { DeadlineKind, Ground } from '../decision.ts';
import type { FactName } from '../document.ts';

type Sides = Readonly<Record<'is' | 'not', string>>;

export type PlainWords = {
  readonly title: string;
  readonly since: string;
  readonly ifThen: string;
  readonly otherwise: string;
  /** In place of a condition that is the team's business. */
  readonly inSomeCases: string;
  /** Clauses as a buyer hears them. */
  readonly reason: Readonly<Record<Reason, string>>;
  readonly ground: Readonly<Record<Ground, string>>;
  readonly facts: Readonly<Record<'customised' | 'inWindow' | 'inWarranty' | 'wants', Sides> & { readonly category?: Sides }>;
  readonly headings: Readonly<
    Record<
      | 'withdrawal'
      | 'window'
      | 'exclusions'
      | 'productState'
      | 'deductions'
      | 'warranty'
      | 'guarantee'
      | 'resolutions'
      | 'returnShipping'
      | 'refund'
      | 'evidence'
      | 'instructions'
      | 'deadlines'
      | 'contact',
      string
    >
  >;
  readonly withdrawal: {
    readonly right: string;
    readonly counting: string;
    readonly how: string;
    readonly model: string;
    readonly refund: string;
    readonly sendBack: string;
    readonly excluded: Readonly<Record<'customised' | 'unsealed_hygiene', string>>;
    readonly lossOfValue: string;
  };
  readonly window: { readonly days: string; readonly workingDay: string; readonly holiday: string };
  readonly excluded: string;
  readonly notExcluded: string;
  readonly lawStays: string;
  readonly state: string;
  readonly anyState: string;
  readonly deduction: string;
  readonly warranty: string;
  readonly accessories: string;
  readonly guarantee: {
    readonly months: string;
    /** `{condition}`: an item that is … */
    readonly monthsFor: string;
    readonly claim: string;
    readonly lifetime: string;
    readonly presumed: string;
    readonly presumedFor: string;
    readonly afterwards: string;
    readonly remedies: string;
    readonly failed: string;
    readonly atOnce: string;
    readonly adds: string;
    readonly atLeast: string;
    readonly anew: string;
    readonly suspended: string;
    readonly remedyWithin: string;
    readonly free: string;
  };
  readonly noLaw: string;
  readonly resolutions: string;
  readonly resolutionsNone: string;
  readonly choice: string;
  readonly wayBack: Readonly<Record<'seller' | 'buyer', Readonly<Record<'prepaid' | 'own', string>>>>;
  readonly refund: string;
  readonly photos: string;
  readonly noPhotos: string;
  readonly deadlines: Readonly<Partial<Record<DeadlineKind, string>>>;
};

/** Facts of which no buyer is told that they are looked at. */
export const PRIVATE: ReadonlySet<FactName> = new Set([
  'buyerReturns12m',
  'buyerOrders12m',
  'buyerReturnRate',
  'identity',
  'earlierOtherDevice',
  'earlierNoFault',
  'samePhotoElsewhere',
  'deviceSwaps12m',
  'refundsWithoutGoods12m',
  'linkedReturns12m',
  'linkedAbuse12m',
]);

const en: PlainWords = {
  title: 'Returns and warranty',
  since: 'These rules apply from {date}.',
  ifThen: 'If {c}: {s}',
  otherwise: 'Otherwise: {s}',
  inSomeCases: 'a person on our team has looked at your case and found reason to',
  reason: {
    changed_mind: 'you have changed your mind',
    defective: 'the item has a fault',
    not_as_described: 'the item is not as described',
    wrong_item: 'you received the wrong item',
    missing_part: 'a part is missing',
    damaged_in_transit: 'the item was damaged on the way to you',
    arrived_late: 'the item arrived too late',
    not_received: 'the parcel never arrived',
    counterfeit: 'the item is not genuine',
    other: 'you have another reason',
  },
  ground: {
    withdrawal: 'you withdraw within the legal period',
    commercial_return: 'you return the item within our own return period',
    warranty: 'our warranty covers it',
    legal_guarantee: 'the legal guarantee covers it',
    seller_fault: 'we made a mistake',
    transit: 'something happened on the way to you',
    none: 'nothing covers it any more',
  },
  facts: {
    customised: { is: 'the item was made to your wishes', not: 'the item was not made to your wishes' },
    inWindow: { is: 'our return period is still open', not: 'our return period is over' },
    inWarranty: { is: 'our warranty is still running', not: 'our warranty is over' },
    wants: { is: 'you would like {v}', not: 'you would not like {v}' },
    category: { is: 'the item is one of our {v}', not: 'the item is none of our {v}' },
  },
  headings: {
    withdrawal: 'Your legal right of withdrawal',
    window: 'Our return period',
    exclusions: 'What is left out of our return period',
    productState: 'In what state the item comes back',
    deductions: 'What we may deduct',
    warranty: 'Our warranty',
    guarantee: 'Your legal guarantee',
    resolutions: 'What we do for you',
    returnShipping: 'The way back',
    refund: 'Your refund',
    evidence: 'Photos',
    instructions: 'How to send it',
    deadlines: 'How long it takes',
    contact: 'Whom to ask',
  },
  withdrawal: {
    right:
      'You can withdraw from your purchase until {q} after you received it, and before that too, without giving any reason ({article}).',
    counting:
      'The day of receipt does not count. If the last day is a Saturday, a Sunday or a public holiday, the next working day counts.',
    how: 'It is enough that you tell us clearly, on our returns page or in a message. You do not need a form; you can write, for example:',
    model:
      '“I hereby withdraw from my contract for the following goods: (item and order number), received on (date). (Name, address, date)”',
    refund:
      'We then pay back everything you paid for it, standard delivery included, within {q} of your message. We may wait until the item is back or you have shown that you sent it, whichever comes first ({article}).',
    sendBack: 'Please send the item back within {q} of your message ({article}).',
    excluded: {
      customised: 'There is no legal right of withdrawal for items made to your wishes ({article}).',
      unsealed_hygiene: 'Nor for sealed items that can’t be returned for reasons of hygiene once they were opened ({article}).',
    },
    lossOfValue:
      'You answer for a loss in value only where the item was handled beyond what was needed to see what it is and how it works ({article}).',
  },
  window: {
    days: 'You have {q} from delivery to return an item to us.',
    workingDay: 'If the last day is not a working day, the next working day counts.',
    holiday: 'For orders placed from Black Friday to 31 December you have until {date} at least.',
  },
  excluded: 'It is left out of our return period.',
  notExcluded: 'It is part of our return period.',
  lawStays: 'Your legal right of withdrawal and your rights in case of a fault are not touched by this.',
  state: 'For a return beyond your legal rights, please send the item back: {states}.',
  anyState: 'It may come back in any state.',
  deduction: 'We may keep {percent} of the price {why}, if our workshop finds it.',
  warranty: 'Our warranty covers faults for {q} from delivery.',
  accessories: 'Accessories carry the warranty of the product that they came with.',
  guarantee: {
    months: 'By law we answer for faults that were there at delivery and show within {q} ({article}).',
    monthsFor: 'For an item that is {condition}: {q}.',
    claim: 'By law the item must be as agreed; you can bring a claim for {q} ({article}).',
    lifetime: 'By law the item must last as long as one may expect of such an item; there is no fixed term ({article}).',
    presumed: 'For the first {q} it is presumed that the fault was there at delivery: you don’t have to prove anything ({article}).',
    presumedFor: 'That it was there at delivery is presumed, for an item that is {condition}, for {q} ({article}).',
    afterwards: 'After that, a person on our team looks at your case.',
    remedies:
      'You choose between repair and replacement, free of charge. If neither is possible or it doesn’t help, you can have a price reduction or your money back ({article}).',
    failed: 'If it was repaired or replaced once and is faulty again, you can have your money back ({article}).',
    atOnce: 'In the first {q} you can also choose {offers} at once ({article}).',
    adds: 'A repair extends the legal guarantee by {q} ({article}).',
    atLeast: 'After a repair we answer for the same fault for at least {q} ({article}).',
    anew: 'If you asked for a repair and got a replacement, the legal guarantee begins anew ({article}).',
    suspended: 'The time that the item spends with us for repair does not count ({article}).',
    remedyWithin: 'Repair or replacement takes {q} at most by law ({article}).',
    free: 'The legal guarantee stands beside our own warranty and is not limited by it.',
  },
  noLaw: 'Your legal rights stand beside these rules and are not limited by them.',
  resolutions: 'We offer {offers}.',
  resolutionsNone: 'A person on our team looks for a solution with you.',
  choice: 'What the law grants you is added to this, where it is more.',
  wayBack: {
    seller: {
      prepaid: 'The way back costs you nothing: we give you a prepaid label.',
      own: 'We pay for the way back; you choose the carrier.',
    },
    buyer: {
      prepaid: 'The way back is yours to pay; we give you a label.',
      own: 'The way back is yours to pay, with a carrier of your choice.',
    },
  },
  refund: 'You get back {what}, within {q} of our decision to refund, by the means of payment that you used.',
  photos: 'Please add {q} of what is wrong to your request.',
  noPhotos: 'We need no photo.',
  deadlines: {
    first_answer: 'You have our first answer within {q}.',
    decision: 'Where a person decides, that takes {q} at most.',
    label: 'Where we provide the label, you have it {q} after our yes at the latest.',
    send_back: 'You have {q} to send the item back.',
    buyer_answer: 'If we ask you something, you have {q} to answer.',
    resolve: 'Once the item is back, repair, replacement or refund take {q} at most.',
    auto_refund: 'Should it take longer than {q}, you are refunded in full.',
    ship: 'Orders leave us within {q}.',
    deliver: 'Orders arrive within {q}.',
  },
};

const fr: PlainWords = {
  title: 'Retours et garantie',
  since: 'Ces règles s’appliquent à partir du {date}.',
  ifThen: 'Si {c} : {s}',
  otherwise: 'Sinon : {s}',
  inSomeCases: 'une personne de notre équipe a examiné votre dossier et y voit une raison',
  reason: {
    changed_mind: 'vous avez changé d’avis',
    defective: 'l’article est en panne',
    not_as_described: 'l’article n’est pas conforme à l’annonce',
    wrong_item: 'vous avez reçu un mauvais article',
    missing_part: 'un élément manque',
    damaged_in_transit: 'l’article a été abîmé pendant le transport',
    arrived_late: 'l’article est arrivé trop tard',
    not_received: 'le colis n’est jamais arrivé',
    counterfeit: 'l’article est une contrefaçon',
    other: 'vous avez un autre motif',
  },
  ground: {
    withdrawal: 'vous vous rétractez dans le délai légal',
    commercial_return: 'vous rendez l’article dans notre propre délai de retour',
    warranty: 'notre garantie le couvre',
    legal_guarantee: 'la garantie légale le couvre',
    seller_fault: 'nous avons commis une erreur',
    transit: 'un incident est survenu pendant le transport',
    none: 'plus rien ne le couvre',
  },
  facts: {
    customised: { is: 'l’article a été personnalisé à votre demande', not: 'l’article n’a pas été personnalisé' },
    inWindow: { is: 'notre délai de retour court encore', not: 'notre délai de retour est terminé' },
    inWarranty: { is: 'notre garantie court encore', not: 'notre garantie est terminée' },
    wants: { is: 'vous souhaitez {v}', not: 'vous ne souhaitez pas {v}' },
    category: { is: 'l’article fait partie de nos {v}', not: 'l’article ne fait pas partie de nos {v}' },
  },
  headings: {
    withdrawal: 'Votre droit légal de rétractation',
    window: 'Notre délai de retour',
    exclusions: 'Ce que notre délai de retour ne couvre pas',
    productState: 'L’état de l’article au retour',
    deductions: 'Ce que nous pouvons retenir',
    warranty: 'Notre garantie commerciale',
    guarantee: 'Votre garantie légale de conformité',
    resolutions: 'Ce que nous faisons pour vous',
    returnShipping: 'Le retour du colis',
    refund: 'Votre remboursement',
    evidence: 'Photos',
    instructions: 'Comment l’envoyer',
    deadlines: 'Combien de temps cela prend',
    contact: 'À qui vous adresser',
  },
  withdrawal: {
    right: 'Vous pouvez vous rétracter jusqu’à {q} après la réception, et déjà avant, sans donner de motif ({article}).',
    counting:
      'Le jour de la réception ne compte pas. Si le dernier jour est un samedi, un dimanche ou un jour férié, le premier jour ouvrable suivant compte.',
    how: 'Il suffit de nous le dire clairement, sur notre page de retours ou par message. Aucun formulaire n’est nécessaire ; vous pouvez écrire par exemple :',
    model:
      '« Je vous notifie par la présente ma rétractation du contrat portant sur : (article et numéro de commande), reçu le (date). (Nom, adresse, date) »',
    refund:
      'Nous vous remboursons alors tout ce que vous avez payé, livraison standard comprise, sous {q} après votre message. Nous pouvons attendre le retour de l’article ou la preuve de son envoi, selon ce qui arrive en premier ({article}).',
    sendBack: 'Merci de renvoyer l’article sous {q} après votre message ({article}).',
    excluded: {
      customised: 'La loi ne prévoit pas de rétractation pour les articles personnalisés à votre demande ({article}).',
      unsealed_hygiene:
        'Ni pour les articles scellés qui, une fois ouverts, ne peuvent être repris pour des raisons d’hygiène ({article}).',
    },
    lossOfValue:
      'Vous ne répondez d’une perte de valeur que si l’article a été manipulé au-delà de ce qu’il fallait pour voir ce qu’il est et comment il fonctionne ({article}).',
  },
  window: {
    days: 'Vous avez {q} après la livraison pour nous rendre un article.',
    workingDay: 'Si le dernier jour n’est pas un jour ouvré, le jour ouvré suivant compte.',
    holiday: 'Pour les commandes passées du Black Friday au 31 décembre, vous avez au moins jusqu’au {date}.',
  },
  excluded: 'Notre délai de retour ne s’applique pas.',
  notExcluded: 'Notre délai de retour s’applique.',
  lawStays: 'Votre droit légal de rétractation et vos droits en cas de défaut restent entiers.',
  state: 'Pour un retour au-delà de vos droits légaux, merci de renvoyer l’article : {states}.',
  anyState: 'Il peut revenir dans n’importe quel état.',
  deduction: 'Nous pouvons retenir {percent} du prix {why}, si notre atelier le constate.',
  warranty: 'Notre garantie couvre les pannes pendant {q} après la livraison.',
  accessories: 'Les accessoires ont la garantie du produit avec lequel ils ont été livrés.',
  guarantee: {
    months: 'La loi nous fait répondre des défauts qui existaient à la livraison et apparaissent sous {q} ({article}).',
    monthsFor: 'Pour un article {condition} : {q}.',
    claim: 'Selon la loi, l’article doit être conforme ; vous pouvez agir pendant {q} ({article}).',
    lifetime: 'Selon la loi, l’article doit durer aussi longtemps qu’on peut l’attendre d’un tel article, sans durée fixe ({article}).',
    presumed:
      'Pendant les {q} qui suivent la livraison, le défaut est présumé exister à la livraison : vous n’avez rien à prouver ({article}).',
    presumedFor: 'Qu’il existait à la livraison est présumé, pour un article {condition}, pendant {q} ({article}).',
    afterwards: 'Ensuite, une personne de notre équipe examine votre dossier.',
    remedies:
      'Vous choisissez entre la réparation et le remplacement, sans frais. Si ni l’un ni l’autre n’est possible ou n’aide, vous pouvez obtenir une réduction du prix ou votre argent ({article}).',
    failed: 'Si l’article a été réparé ou remplacé une fois et est de nouveau en panne, vous pouvez récupérer votre argent ({article}).',
    atOnce: 'Pendant les {q} qui suivent la livraison, vous pouvez aussi choisir aussitôt {offers} ({article}).',
    adds: 'Une réparation prolonge la garantie légale de {q} ({article}).',
    atLeast: 'Après une réparation, nous répondons du même défaut pendant au moins {q} ({article}).',
    anew: 'Si vous avez demandé une réparation et reçu un remplacement, la garantie légale repart de zéro ({article}).',
    suspended: 'Le temps passé chez nous pour réparation ne compte pas ({article}).',
    remedyWithin: 'Selon la loi, la réparation ou le remplacement prend {q} au plus ({article}).',
    free: 'La garantie légale s’ajoute à notre garantie commerciale, qui ne la limite pas.',
  },
  noLaw: 'Vos droits légaux s’ajoutent à ces règles, qui ne les limitent pas.',
  resolutions: 'Nous vous proposons {offers}.',
  resolutionsNone: 'Une personne de notre équipe cherche une solution avec vous.',
  choice: 'S’y ajoute ce que la loi vous accorde de plus.',
  wayBack: {
    seller: {
      prepaid: 'Le retour ne vous coûte rien : nous vous fournissons une étiquette prépayée.',
      own: 'Nous payons le retour ; vous choisissez le transporteur.',
    },
    buyer: {
      prepaid: 'Le retour est à vos frais ; nous vous fournissons une étiquette.',
      own: 'Le retour est à vos frais, avec le transporteur de votre choix.',
    },
  },
  refund: 'Nous vous remboursons {what}, sous {q} après notre décision, par le moyen de paiement utilisé.',
  photos: 'Merci de joindre {q} du problème à votre demande.',
  noPhotos: 'Aucune photo n’est nécessaire.',
  deadlines: {
    first_answer: 'Vous avez notre première réponse sous {q}.',
    decision: 'Quand une personne décide, cela prend {q} au plus.',
    label: 'Quand nous fournissons l’étiquette, vous l’avez {q} au plus après notre accord.',
    send_back: 'Vous avez {q} pour renvoyer l’article.',
    buyer_answer: 'Si nous vous posons une question, vous avez {q} pour répondre.',
    resolve: 'Une fois l’article revenu, la réparation, le remplacement ou le remboursement prend {q} au plus.',
    auto_refund: 'Si cela prenait plus de {q}, vous récupéreriez tout votre argent.',
    ship: 'Les commandes partent sous {q}.',
    deliver: 'Les commandes arrivent sous {q}.',
  },
};

const de: PlainWords = {
  title: 'Rückgabe und Garantie',
  since: 'Diese Regeln gelten ab dem {date}.',
  ifThen: 'Wenn {c}: {s}',
  otherwise: 'Sonst: {s}',
  inSomeCases: 'jemand aus unserem Team Ihren Fall geprüft hat und dafür Grund sieht',
  reason: {
    changed_mind: 'Sie es sich anders überlegt haben',
    defective: 'der Artikel einen Defekt hat',
    not_as_described: 'der Artikel nicht der Beschreibung entspricht',
    wrong_item: 'Sie den falschen Artikel bekommen haben',
    missing_part: 'ein Teil fehlt',
    damaged_in_transit: 'der Artikel auf dem Weg zu Ihnen beschädigt wurde',
    arrived_late: 'der Artikel zu spät ankam',
    not_received: 'das Paket nie ankam',
    counterfeit: 'der Artikel eine Fälschung ist',
    other: 'Sie einen anderen Grund haben',
  },
  ground: {
    withdrawal: 'Sie innerhalb der gesetzlichen Frist widerrufen',
    commercial_return: 'Sie den Artikel innerhalb unserer eigenen Rückgabefrist zurückgeben',
    warranty: 'unsere Garantie greift',
    legal_guarantee: 'die gesetzliche Gewährleistung greift',
    seller_fault: 'uns ein Fehler unterlaufen ist',
    transit: 'auf dem Weg zu Ihnen etwas geschehen ist',
    none: 'nichts mehr greift',
  },
  facts: {
    customised: { is: 'der Artikel nach Ihren Wünschen angefertigt wurde', not: 'der Artikel nicht nach Ihren Wünschen angefertigt wurde' },
    inWindow: { is: 'unsere Rückgabefrist noch läuft', not: 'unsere Rückgabefrist abgelaufen ist' },
    inWarranty: { is: 'unsere Garantie noch läuft', not: 'unsere Garantie abgelaufen ist' },
    wants: { is: 'Ihr Wunsch {v} lautet', not: 'Ihr Wunsch nicht {v} lautet' },
  },
  headings: {
    withdrawal: 'Ihr gesetzliches Widerrufsrecht',
    window: 'Unsere Rückgabefrist',
    exclusions: 'Was von unserer Rückgabefrist ausgenommen ist',
    productState: 'In welchem Zustand der Artikel zurückkommt',
    deductions: 'Was wir einbehalten dürfen',
    warranty: 'Unsere Garantie',
    guarantee: 'Ihre gesetzliche Gewährleistung',
    resolutions: 'Was wir für Sie tun',
    returnShipping: 'Der Rückversand',
    refund: 'Ihre Erstattung',
    evidence: 'Fotos',
    instructions: 'So senden Sie den Artikel',
    deadlines: 'Wie lange es dauert',
    contact: 'Wer Ihnen weiterhilft',
  },
  withdrawal: {
    right:
      'Sie können Ihren Kauf ohne Angabe von Gründen widerrufen, auch schon vor der Lieferung; ab Erhalt haben Sie {q} Zeit ({article}).',
    counting: 'Der Tag des Erhalts zählt nicht mit. Ist der letzte Tag ein Samstag, Sonntag oder Feiertag, gilt der nächste Werktag.',
    how: 'Es genügt, dass Sie es uns eindeutig mitteilen, auf unserer Rückgabeseite oder in einer Nachricht. Ein Formular ist nicht nötig; Sie können zum Beispiel schreiben:',
    model:
      '„Hiermit widerrufe ich den von mir abgeschlossenen Vertrag über: (Artikel und Bestellnummer), erhalten am (Datum). (Name, Anschrift, Datum)“',
    refund:
      'Wir erstatten dann alles, was Sie dafür bezahlt haben, samt Standardlieferung; das dauert ab Ihrer Mitteilung höchstens {q}. Wir dürfen warten, bis der Artikel zurück ist oder Sie nachgewiesen haben, dass Sie ihn abgesandt haben, je nachdem, was früher ist ({article}).',
    sendBack: 'Für die Rücksendung haben Sie ab Ihrer Mitteilung {q} Zeit ({article}).',
    excluded: {
      customised: 'Für Artikel, die nach Ihren Wünschen angefertigt wurden, gibt es kein gesetzliches Widerrufsrecht ({article}).',
      unsealed_hygiene:
        'Ebenso wenig für versiegelte Artikel, die nach dem Öffnen aus Gründen der Hygiene nicht zurückgenommen werden können ({article}).',
    },
    lossOfValue:
      'Für einen Wertverlust haften Sie nur, wenn mit dem Artikel mehr geschah, als nötig war, um zu sehen, was er ist und wie er funktioniert ({article}).',
  },
  window: {
    days: 'Ab der Zustellung haben Sie {q} Zeit, uns einen Artikel zurückzugeben.',
    workingDay: 'Ist der letzte Tag kein Werktag, gilt der nächste Werktag.',
    holiday: 'Für Bestellungen vom Black Friday bis zum 31. Dezember haben Sie mindestens bis zum {date} Zeit.',
  },
  excluded: 'Unsere Rückgabefrist gilt dann nicht.',
  notExcluded: 'Unsere Rückgabefrist gilt.',
  lawStays: 'Ihr gesetzliches Widerrufsrecht und Ihre Rechte bei Mängeln bleiben davon unberührt.',
  state: 'Bei einer Rückgabe über Ihre gesetzlichen Rechte hinaus senden Sie den Artikel bitte so zurück: {states}.',
  anyState: 'Er darf in jedem Zustand zurückkommen.',
  deduction: 'Wir dürfen {percent} des Preises {why} einbehalten, wenn unsere Werkstatt es feststellt.',
  warranty: 'Unsere Garantie deckt Defekte ab; ab der Zustellung gilt sie {q}.',
  accessories: 'Für Zubehör gilt die Garantie des Produkts, mit dem es geliefert wurde.',
  guarantee: {
    months: 'Nach dem Gesetz stehen wir für Mängel ein, die schon bei der Lieferung vorlagen. Dauer: {q} ({article}).',
    monthsFor: 'Ist der Artikel {condition}: {q}.',
    claim: 'Nach dem Gesetz muss der Artikel vertragsgemäß sein; Ihre Ansprüche können Sie {q} lang geltend machen ({article}).',
    lifetime:
      'Nach dem Gesetz muss der Artikel so lange halten, wie man es von einem solchen Artikel erwarten darf; eine feste Dauer gibt es nicht ({article}).',
    presumed:
      'Dass der Mangel schon bei der Lieferung vorlag, wird vermutet; Sie müssen nichts beweisen. Diese Zeit dauert {q} ({article}).',
    presumedFor: 'Dass er schon bei der Lieferung vorlag, wird vermutet, wenn der Artikel {condition} ist: {q} ({article}).',
    afterwards: 'Danach sieht sich jemand aus unserem Team Ihren Fall an.',
    remedies:
      'Sie wählen zwischen Reparatur und Ersatz, kostenlos. Ist beides nicht möglich oder hilft es nicht, können Sie den Preis mindern oder Ihr Geld zurückbekommen ({article}).',
    failed:
      'Wurde der Artikel schon einmal repariert oder ersetzt und ist wieder mangelhaft, können Sie Ihr Geld zurückbekommen ({article}).',
    atOnce: 'In der ersten Zeit ({q} ab Lieferung) können Sie auch sofort wählen: {offers} ({article}).',
    adds: 'Eine Reparatur verlängert die gesetzliche Gewährleistung: um {q} ({article}).',
    atLeast: 'Nach einer Reparatur stehen wir für denselben Mangel mindestens {q} lang ein ({article}).',
    anew: 'Haben Sie eine Reparatur verlangt und Ersatz bekommen, beginnt die gesetzliche Gewährleistung neu ({article}).',
    suspended: 'Die Zeit, in der der Artikel zur Reparatur bei uns ist, zählt nicht mit ({article}).',
    remedyWithin: 'Reparatur oder Ersatz dauern nach dem Gesetz höchstens {q} ({article}).',
    free: 'Die gesetzliche Gewährleistung besteht neben unserer Garantie und wird durch sie nicht eingeschränkt.',
  },
  noLaw: 'Ihre gesetzlichen Rechte bestehen neben diesen Regeln und werden durch sie nicht eingeschränkt.',
  resolutions: 'Wir bieten Ihnen an: {offers}.',
  resolutionsNone: 'Jemand aus unserem Team sucht mit Ihnen nach einer Lösung.',
  choice: 'Gewährt Ihnen das Gesetz mehr, kommt das hinzu.',
  wayBack: {
    seller: {
      prepaid: 'Der Rückversand kostet Sie nichts: Sie bekommen von uns ein vorfrankiertes Etikett.',
      own: 'Wir bezahlen den Rückversand; den Versanddienst wählen Sie.',
    },
    buyer: {
      prepaid: 'Den Rückversand tragen Sie; das Etikett bekommen Sie von uns.',
      own: 'Den Rückversand tragen Sie, mit einem Versanddienst Ihrer Wahl.',
    },
  },
  refund: 'Erstattet wird {what}, über das verwendete Zahlungsmittel; nach unserer Entscheidung dauert das höchstens {q}.',
  photos: 'Bitte fügen Sie Ihrer Anfrage {q} von dem bei, was nicht stimmt.',
  noPhotos: 'Ein Foto ist nicht nötig.',
  deadlines: {
    first_answer: 'Bis zu unserer ersten Antwort dauert es höchstens {q}.',
    decision: 'Entscheidet ein Mensch, dauert das höchstens {q}.',
    label: 'Stellen wir das Etikett, dauert das nach unserer Zusage höchstens {q}.',
    send_back: 'Für die Rücksendung haben Sie {q} Zeit.',
    buyer_answer: 'Wenn wir Sie etwas fragen, haben Sie {q} Zeit für die Antwort.',
    resolve: 'Ist der Artikel zurück, dauern Reparatur, Ersatz oder Erstattung höchstens {q}.',
    auto_refund: 'Dauert es länger als {q}, bekommen Sie alles zurück.',
    ship: 'Bis zum Versand einer Bestellung dauert es höchstens {q}.',
    deliver: 'Bis zur Zustellung einer Bestellung dauert es höchstens {q}.',
  },
};

const es: PlainWords = {
  title: 'Devoluciones y garantía',
  since: 'Estas reglas se aplican desde el {date}.',
  ifThen: 'Si {c}: {s}',
  otherwise: 'En los demás casos: {s}',
  inSomeCases: 'una persona de nuestro equipo ha revisado su caso y ve motivo para ello',
  reason: {
    changed_mind: 'ha cambiado de opinión',
    defective: 'el artículo tiene un fallo',
    not_as_described: 'el artículo no se ajusta a la descripción',
    wrong_item: 'ha recibido un artículo equivocado',
    missing_part: 'falta una pieza',
    damaged_in_transit: 'el artículo se dañó durante el transporte',
    arrived_late: 'el artículo llegó demasiado tarde',
    not_received: 'el paquete nunca llegó',
    counterfeit: 'el artículo es una falsificación',
    other: 'tiene otro motivo',
  },
  ground: {
    withdrawal: 'desiste dentro del plazo legal',
    commercial_return: 'devuelve el artículo dentro de nuestro propio plazo',
    warranty: 'lo cubre nuestra garantía',
    legal_guarantee: 'lo cubre la garantía legal',
    seller_fault: 'hemos cometido un error',
    transit: 'hubo un incidente durante el transporte',
    none: 'ya nada lo cubre',
  },
  facts: {
    customised: { is: 'el artículo se hizo a su medida', not: 'el artículo no se hizo a su medida' },
    inWindow: { is: 'nuestro plazo de devolución sigue abierto', not: 'nuestro plazo de devolución ha terminado' },
    inWarranty: { is: 'nuestra garantía sigue vigente', not: 'nuestra garantía ha terminado' },
    wants: { is: 'usted desea {v}', not: 'usted no desea {v}' },
  },
  headings: {
    withdrawal: 'Su derecho legal de desistimiento',
    window: 'Nuestro plazo de devolución',
    exclusions: 'Lo que queda fuera de nuestro plazo',
    productState: 'En qué estado vuelve el artículo',
    deductions: 'Lo que podemos deducir',
    warranty: 'Nuestra garantía comercial',
    guarantee: 'Su garantía legal de conformidad',
    resolutions: 'Lo que hacemos por usted',
    returnShipping: 'El envío de vuelta',
    refund: 'Su reembolso',
    evidence: 'Fotos',
    instructions: 'Cómo enviarlo',
    deadlines: 'Cuánto tarda',
    contact: 'A quién preguntar',
  },
  withdrawal: {
    right: 'Puede desistir de su compra hasta {q} después de recibirla, y también antes, sin dar ningún motivo ({article}).',
    counting: 'El día de la recepción no cuenta. Si el último día es sábado, domingo o festivo, vale el siguiente día hábil.',
    how: 'Basta con que nos lo comunique con claridad, en nuestra página de devoluciones o por mensaje. No hace falta formulario; puede escribir, por ejemplo:',
    model:
      '«Por la presente le comunico que desisto de mi contrato de venta de: (artículo y número de pedido), recibido el (fecha). (Nombre, dirección, fecha)»',
    refund:
      'Le devolvemos entonces todo lo que pagó, envío estándar incluido, en un plazo de {q} desde su mensaje. Podemos esperar a que el artículo vuelva o a que usted demuestre que lo envió, lo que ocurra primero ({article}).',
    sendBack: 'Por favor, envíe el artículo en un plazo de {q} desde su mensaje ({article}).',
    excluded: {
      customised: 'No hay derecho legal de desistimiento para artículos hechos a su medida ({article}).',
      unsealed_hygiene:
        'Tampoco para artículos precintados que, una vez abiertos, no pueden devolverse por razones de higiene ({article}).',
    },
    lossOfValue:
      'Usted solo responde de una pérdida de valor si el artículo se manipuló más de lo necesario para ver qué es y cómo funciona ({article}).',
  },
  window: {
    days: 'Tiene {q} desde la entrega para devolvernos un artículo.',
    workingDay: 'Si el último día no es hábil, vale el siguiente día hábil.',
    holiday: 'Para pedidos hechos desde el Black Friday hasta el 31 de diciembre tiene al menos hasta el {date}.',
  },
  excluded: 'Queda fuera de nuestro plazo de devolución.',
  notExcluded: 'Entra en nuestro plazo de devolución.',
  lawStays: 'Su derecho legal de desistimiento y sus derechos en caso de fallo no se ven afectados.',
  state: 'En una devolución que va más allá de sus derechos legales, envíe el artículo así: {states}.',
  anyState: 'Puede volver en cualquier estado.',
  deduction: 'Podemos retener el {percent} del precio {why}, si nuestro taller lo constata.',
  warranty: 'Nuestra garantía cubre los fallos durante {q} desde la entrega.',
  accessories: 'Los accesorios tienen la garantía del producto con el que se entregaron.',
  guarantee: {
    months: 'Por ley respondemos de los fallos que ya existían en la entrega y aparecen en un plazo de {q} ({article}).',
    monthsFor: 'Para un artículo {condition}: {q}.',
    claim: 'Por ley el artículo debe ser conforme; puede reclamar durante {q} ({article}).',
    lifetime: 'Por ley el artículo debe durar lo que cabe esperar de un artículo así; no hay plazo fijo ({article}).',
    presumed: 'Durante los primeros {q} se presume que el fallo ya existía en la entrega: usted no tiene que probar nada ({article}).',
    presumedFor: 'Que ya existía en la entrega se presume, para un artículo {condition}, durante {q} ({article}).',
    afterwards: 'Después, una persona de nuestro equipo revisa su caso.',
    remedies:
      'Usted elige entre reparación y sustitución, sin coste. Si ninguna es posible o no sirve, puede pedir una rebaja del precio o la devolución del dinero ({article}).',
    failed: 'Si ya se reparó o sustituyó una vez y vuelve a fallar, puede recuperar su dinero ({article}).',
    atOnce: 'Durante los primeros {q} también puede elegir de inmediato {offers} ({article}).',
    adds: 'Una reparación amplía la garantía legal {q} ({article}).',
    atLeast: 'Después de una reparación respondemos del mismo fallo durante al menos {q} ({article}).',
    anew: 'Si pidió una reparación y recibió una sustitución, la garantía legal empieza de nuevo ({article}).',
    suspended: 'El tiempo que el artículo pasa con nosotros para repararlo no cuenta ({article}).',
    remedyWithin: 'Por ley, la reparación o sustitución tarda {q} como máximo ({article}).',
    free: 'La garantía legal se suma a nuestra garantía comercial, que no la limita.',
  },
  noLaw: 'Sus derechos legales se suman a estas reglas, que no los limitan.',
  resolutions: 'Le ofrecemos {offers}.',
  resolutionsNone: 'Una persona de nuestro equipo busca una solución con usted.',
  choice: 'A esto se añade lo que la ley le conceda de más.',
  wayBack: {
    seller: {
      prepaid: 'El envío de vuelta no le cuesta nada: le damos una etiqueta prepagada.',
      own: 'Pagamos el envío de vuelta; usted elige el transportista.',
    },
    buyer: {
      prepaid: 'El envío de vuelta corre de su cuenta; le damos una etiqueta.',
      own: 'El envío de vuelta corre de su cuenta, con el transportista que prefiera.',
    },
  },
  refund: 'Le devolvemos {what}, en un plazo de {q} desde nuestra decisión, por el mismo medio de pago que usó.',
  photos: 'Por favor, añada {q} del problema a su solicitud.',
  noPhotos: 'No hace falta ninguna foto.',
  deadlines: {
    first_answer: 'Tiene nuestra primera respuesta en {q}.',
    decision: 'Cuando decide una persona, tarda {q} como máximo.',
    label: 'Cuando la etiqueta la damos nosotros, la tiene {q} después de nuestro sí, como máximo.',
    send_back: 'Tiene {q} para enviar el artículo.',
    buyer_answer: 'Si le preguntamos algo, tiene {q} para responder.',
    resolve: 'Cuando el artículo ha vuelto, la reparación, la sustitución o el reembolso tarda {q} como máximo.',
    auto_refund: 'Si tardara más de {q}, le devolveríamos todo.',
    ship: 'Los pedidos salen en {q}.',
    deliver: 'Los pedidos llegan en {q}.',
  },
};

const it: PlainWords = {
  title: 'Resi e garanzia',
  since: 'Queste regole valgono dal {date}.',
  ifThen: 'Se {c}: {s}',
  otherwise: 'Negli altri casi: {s}',
  inSomeCases: 'una persona del nostro team ha esaminato il suo caso e ne vede il motivo',
  reason: {
    changed_mind: 'ha cambiato idea',
    defective: 'l’articolo ha un guasto',
    not_as_described: 'l’articolo non è conforme alla descrizione',
    wrong_item: 'ha ricevuto un articolo sbagliato',
    missing_part: 'manca una parte',
    damaged_in_transit: 'l’articolo si è danneggiato nel trasporto',
    arrived_late: 'l’articolo è arrivato troppo tardi',
    not_received: 'il pacco non è mai arrivato',
    counterfeit: 'l’articolo è contraffatto',
    other: 'ha un altro motivo',
  },
  ground: {
    withdrawal: 'recede entro il termine legale',
    commercial_return: 'rende l’articolo entro il nostro periodo di reso',
    warranty: 'la nostra garanzia lo copre',
    legal_guarantee: 'la garanzia legale lo copre',
    seller_fault: 'abbiamo commesso un errore',
    transit: 'è successo qualcosa nel trasporto',
    none: 'niente lo copre più',
  },
  facts: {
    customised: { is: 'l’articolo è stato fatto su sua richiesta', not: 'l’articolo non è stato fatto su sua richiesta' },
    inWindow: { is: 'il nostro periodo di reso è ancora aperto', not: 'il nostro periodo di reso è terminato' },
    inWarranty: { is: 'la nostra garanzia è ancora valida', not: 'la nostra garanzia è terminata' },
    wants: { is: 'desidera {v}', not: 'non desidera {v}' },
  },
  headings: {
    withdrawal: 'Il suo diritto legale di recesso',
    window: 'Il nostro periodo di reso',
    exclusions: 'Che cosa resta fuori dal nostro periodo di reso',
    productState: 'In che stato torna l’articolo',
    deductions: 'Che cosa possiamo trattenere',
    warranty: 'La nostra garanzia commerciale',
    guarantee: 'La sua garanzia legale di conformità',
    resolutions: 'Che cosa facciamo per lei',
    returnShipping: 'Il ritorno del pacco',
    refund: 'Il suo rimborso',
    evidence: 'Foto',
    instructions: 'Come spedirlo',
    deadlines: 'Quanto tempo ci vuole',
    contact: 'A chi rivolgersi',
  },
  withdrawal: {
    right: 'Può recedere dal suo acquisto fino a {q} dopo averlo ricevuto, e anche prima, senza indicare alcun motivo ({article}).',
    counting: 'Il giorno della ricezione non conta. Se l’ultimo giorno è sabato, domenica o festivo, vale il giorno lavorativo successivo.',
    how: 'Basta che ce lo comunichi chiaramente, sulla nostra pagina dei resi o con un messaggio. Non serve un modulo; può scrivere, per esempio:',
    model:
      '«Con la presente comunico il recesso dal mio contratto di vendita di: (articolo e numero d’ordine), ricevuto il (data). (Nome, indirizzo, data)»',
    refund:
      'Le rimborsiamo allora tutto ciò che ha pagato, consegna standard compresa, entro {q} dal suo messaggio. Possiamo attendere che l’articolo torni o che lei dimostri di averlo spedito, a seconda di che cosa avviene prima ({article}).',
    sendBack: 'Per favore, rispedisca l’articolo entro {q} dal suo messaggio ({article}).',
    excluded: {
      customised: 'Non c’è diritto legale di recesso per articoli fatti su sua richiesta ({article}).',
      unsealed_hygiene: 'Né per articoli sigillati che, una volta aperti, non si possono rendere per motivi di igiene ({article}).',
    },
    lossOfValue:
      'Lei risponde di una perdita di valore solo se l’articolo è stato usato più di quanto serve per vedere che cos’è e come funziona ({article}).',
  },
  window: {
    days: 'Ha {q} dalla consegna per renderci un articolo.',
    workingDay: 'Se l’ultimo giorno non è lavorativo, vale il giorno lavorativo successivo.',
    holiday: 'Per gli ordini fatti dal Black Friday al 31 dicembre ha tempo almeno fino al {date}.',
  },
  excluded: 'Resta fuori dal nostro periodo di reso.',
  notExcluded: 'Rientra nel nostro periodo di reso.',
  lawStays: 'Il suo diritto legale di recesso e i suoi diritti in caso di difetto restano intatti.',
  state: 'Per un reso oltre i suoi diritti di legge, rispedisca l’articolo così: {states}.',
  anyState: 'Può tornare in qualsiasi stato.',
  deduction: 'Possiamo trattenere il {percent} del prezzo {why}, se il nostro laboratorio lo accerta.',
  warranty: 'La nostra garanzia copre i guasti per {q} dalla consegna.',
  accessories: 'Gli accessori hanno la garanzia del prodotto con cui sono stati consegnati.',
  guarantee: {
    months: 'Per legge rispondiamo dei difetti che esistevano alla consegna e si manifestano entro {q} ({article}).',
    monthsFor: 'Per un articolo {condition}: {q}.',
    claim: 'Per legge l’articolo deve essere conforme; può far valere i suoi diritti per {q} ({article}).',
    lifetime: 'Per legge l’articolo deve durare quanto ci si può aspettare da un articolo simile; non c’è un termine fisso ({article}).',
    presumed: 'Per i primi {q} si presume che il difetto esistesse alla consegna: lei non deve provare niente ({article}).',
    presumedFor: 'Che esistesse alla consegna si presume, per un articolo {condition}, per {q} ({article}).',
    afterwards: 'In seguito una persona del nostro team esamina il suo caso.',
    remedies:
      'Lei sceglie tra riparazione e sostituzione, senza spese. Se nessuna è possibile o non basta, può avere una riduzione del prezzo o il rimborso ({article}).',
    failed: 'Se è già stato riparato o sostituito una volta ed è di nuovo difettoso, può avere il rimborso ({article}).',
    atOnce: 'Nei primi {q} può anche scegliere subito {offers} ({article}).',
    adds: 'Una riparazione prolunga la garanzia legale di {q} ({article}).',
    atLeast: 'Dopo una riparazione rispondiamo dello stesso difetto per almeno {q} ({article}).',
    anew: 'Se ha chiesto una riparazione e ha avuto una sostituzione, la garanzia legale ricomincia ({article}).',
    suspended: 'Il tempo che l’articolo passa da noi per la riparazione non conta ({article}).',
    remedyWithin: 'Per legge la riparazione o la sostituzione richiede al massimo {q} ({article}).',
    free: 'La garanzia legale si aggiunge alla nostra garanzia commerciale, che non la limita.',
  },
  noLaw: 'I suoi diritti di legge si aggiungono a queste regole, che non li limitano.',
  resolutions: 'Le offriamo {offers}.',
  resolutionsNone: 'Una persona del nostro team cerca una soluzione con lei.',
  choice: 'A questo si aggiunge ciò che la legge le concede in più.',
  wayBack: {
    seller: {
      prepaid: 'Il ritorno non le costa niente: le diamo un’etichetta prepagata.',
      own: 'Il ritorno lo paghiamo noi; il corriere lo sceglie lei.',
    },
    buyer: {
      prepaid: 'Il ritorno è a suo carico; le diamo un’etichetta.',
      own: 'Il ritorno è a suo carico, con un corriere a sua scelta.',
    },
  },
  refund: 'Le rimborsiamo {what}, entro {q} dalla nostra decisione, sul mezzo di pagamento che ha usato.',
  photos: 'Per favore, aggiunga {q} del problema alla sua richiesta.',
  noPhotos: 'Non serve alcuna foto.',
  deadlines: {
    first_answer: 'Ha la nostra prima risposta entro {q}.',
    decision: 'Quando decide una persona, ci vogliono al massimo {q}.',
    label: 'Quando l’etichetta la diamo noi, la riceve al massimo {q} dopo il nostro sì.',
    send_back: 'Ha {q} per rispedire l’articolo.',
    buyer_answer: 'Se le chiediamo qualcosa, ha {q} per rispondere.',
    resolve: 'Quando l’articolo è tornato, per riparazione, sostituzione o rimborso ci vogliono al massimo {q}.',
    auto_refund: 'Se ci volessero più di {q}, le rimborseremmo tutto.',
    ship: 'Gli ordini partono entro {q}.',
    deliver: 'Gli ordini arrivano entro {q}.',
  },
};

export const PLAIN: Readonly<Record<Language, PlainWords>> = { en, fr, de, es, it };

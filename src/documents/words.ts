/** The documents' words. English and French are complete; other languages read English until they have their own. */
import type { Language } from '../core/access.ts';

export type DocumentWords = {
  readonly label: {
    readonly title: string;
    readonly returnParcel: string;
    readonly from: string;
    readonly to: string;
    readonly weight: (kilograms: string) => string;
    readonly prepaid: string;
    readonly unpaid: string;
    readonly sandbox: string;
    readonly tracking: string;
    readonly returnCode: string;
    readonly lithium: string;
    readonly useTitle: string;
    readonly use: readonly string[];
    readonly fold: string;
    readonly cut: string;
    readonly receipt: string;
  };
  readonly slip: {
    readonly title: string;
    readonly putInside: string;
    readonly returnCode: string;
    readonly order: string;
    readonly buyer: string;
    readonly channel: string;
    readonly tracking: string;
    readonly sendTo: string;
    readonly sendBy: (date: string) => string;
    readonly items: string;
    readonly reason: string;
    readonly quantity: string;
    readonly withIt: string;
    readonly progress: string;
    readonly thanks: string;
    readonly page: (page: number, of: number) => string;
  };
  readonly before: { readonly title: string; readonly device: readonly string[]; readonly parcel: readonly string[] };
  readonly lithium: {
    readonly title: string;
    readonly inDevice: string;
    readonly loose: string;
    readonly care: string;
    readonly damaged: string;
  };
};

const en: DocumentWords = {
  label: {
    title: 'Return label',
    returnParcel: 'RETURN',
    from: 'From',
    to: 'To',
    weight: (kilograms) => `${kilograms} kg`,
    prepaid: 'Postage paid by the seller',
    unpaid: 'Postage to be paid by the sender',
    sandbox: 'SANDBOX · not valid for posting',
    tracking: 'Tracking number',
    returnCode: 'Return code',
    lithium: 'Lithium-ion batteries in equipment · UN 3481 · SP 188 · PI 967 II',
    useTitle: 'How to use this page',
    use: [
      'Print it at its real size (100 %).',
      'Cut along the dashed frame, or fold the page at the middle.',
      'Stick the label flat on the largest side of the parcel. No tape over the bars.',
      'Cover or take off every older label.',
      'Hand the parcel in and ask for a receipt. Keep it until your return is closed.',
    ],
    fold: 'fold here',
    cut: 'cut here',
    receipt: 'Keep this half.',
  },
  slip: {
    title: 'Return slip',
    putInside: 'Please put this page inside the parcel, on top.',
    returnCode: 'Return code',
    order: 'Order',
    buyer: 'Sent by',
    channel: 'Bought on',
    tracking: 'Tracking number',
    sendTo: 'Send the parcel to',
    sendBy: (date) => `Please send it by ${date}.`,
    items: 'What comes back',
    reason: 'Why',
    quantity: 'Units',
    withIt: 'Please add:',
    progress: 'Follow your return at any time:',
    thanks: 'Thank you. We will write to you as soon as your parcel is here.',
    page: (page, of) => `Page ${page} of ${of}`,
  },
  before: {
    title: 'Before you close the box',
    device: [
      'Back up what you want to keep: photos, messages, documents. We erase every device that reaches us.',
      'Sign out of your accounts: iCloud and “Find My”, your Google or Samsung account, your Windows or Apple account. A device that is still locked can be neither repaired nor resold, and your return would have to wait.',
      'Take out the SIM card and the memory card, and delete an eSIM.',
      'Erase the device (factory reset) and switch it off. If it no longer starts, leave this out: we take care of it.',
    ],
    parcel: [
      'Add the accessories that came with it, such as the charger and the cable.',
      'Use a strong box with at least 3 cm of padding on every side, so that nothing moves when you shake it.',
    ],
  },
  lithium: {
    title: 'This parcel contains a lithium-ion battery (UN 3481)',
    inDevice:
      'The battery stays inside the device (packing instruction 967): switch the device off completely and protect its buttons, so that it cannot start on the way.',
    loose:
      'A battery beside the device (packing instruction 966, a power bank for example) goes into its own bag, with its contacts taped over.',
    care: 'No more than two devices with a battery in one parcel.',
    damaged:
      'Is the battery swollen, leaking, very hot, or did it get wet? Do not send it: no carrier may take it. Write to us first, and we arrange a safe way.',
  },
};

const fr: DocumentWords = {
  label: {
    title: 'Étiquette de retour',
    returnParcel: 'RETOUR',
    from: 'Expéditeur',
    to: 'Destinataire',
    weight: (kilograms) => `${kilograms} kg`,
    prepaid: 'Port payé par le vendeur',
    unpaid: 'Port à la charge de l’expéditeur',
    sandbox: 'BAC À SABLE · non valable pour un envoi',
    tracking: 'Numéro de suivi',
    returnCode: 'Code de retour',
    lithium: 'Batteries lithium-ion dans un équipement · UN 3481 · DS 188 · IE 967 II',
    useTitle: 'Comment utiliser cette page',
    use: [
      'Imprimez-la à taille réelle (100 %).',
      'Découpez le cadre en pointillés, ou pliez la feuille au milieu.',
      'Collez l’étiquette bien à plat sur la plus grande face du colis. Pas d’adhésif sur le code-barres.',
      'Masquez ou retirez les anciennes étiquettes.',
      'Déposez le colis et demandez une preuve de dépôt. Gardez-la jusqu’à la fin de votre retour.',
    ],
    fold: 'plier ici',
    cut: 'découper ici',
    receipt: 'Gardez cette moitié.',
  },
  slip: {
    title: 'Bon de retour',
    putInside: 'Merci de placer cette page dans le colis, sur le dessus.',
    returnCode: 'Code de retour',
    order: 'Commande',
    buyer: 'Envoyé par',
    channel: 'Acheté sur',
    tracking: 'Numéro de suivi',
    sendTo: 'Adresse de retour',
    sendBy: (date) => `Merci de l’envoyer au plus tard le ${date}.`,
    items: 'Ce qui revient',
    reason: 'Motif',
    quantity: 'Nombre',
    withIt: 'À joindre :',
    progress: 'Suivez votre retour à tout moment :',
    thanks: 'Merci. Nous vous écrirons dès que votre colis sera arrivé.',
    page: (page, of) => `Page ${page} sur ${of}`,
  },
  before: {
    title: 'Avant de fermer le carton',
    device: [
      'Sauvegardez ce que vous voulez garder : photos, messages, documents. Nous effaçons chaque appareil que nous recevons.',
      'Déconnectez vos comptes : iCloud et « Localiser », compte Google ou Samsung, compte Windows ou Apple. Un appareil encore verrouillé ne peut être ni réparé ni revendu, et votre retour devrait attendre.',
      'Retirez la carte SIM et la carte mémoire, et supprimez votre eSIM.',
      'Effacez l’appareil (réinitialisation d’usine) et éteignez-le. S’il ne démarre plus, passez cette étape : nous nous en chargeons.',
    ],
    parcel: [
      'Joignez les accessoires reçus avec l’appareil, comme le chargeur et le câble.',
      'Choisissez un carton solide, avec au moins 3 cm de protection de chaque côté : rien ne doit bouger quand vous le secouez.',
    ],
  },
  lithium: {
    title: 'Ce colis contient une batterie lithium-ion (UN 3481)',
    inDevice:
      'La batterie reste dans l’appareil (instruction d’emballage 967) : éteignez-le complètement et protégez ses boutons, pour qu’il ne s’allume pas en route.',
    loose:
      'Une batterie à part (instruction d’emballage 966, une batterie externe par exemple) voyage dans son propre sachet, contacts recouverts d’adhésif.',
    care: 'Pas plus de deux appareils à batterie par colis.',
    damaged:
      'La batterie est gonflée, coule, chauffe fort ou a pris l’eau ? Ne l’envoyez pas : aucun transporteur ne peut l’accepter. Écrivez-nous d’abord, nous organiserons un retour sûr.',
  },
};

const BY_LANGUAGE: Partial<Record<Language, DocumentWords>> = { en, fr };
export const wordsFor = (language: Language): DocumentWords => BY_LANGUAGE[language] ?? en;
/** The language that a document is really written in. */
export const documentLanguage = (language: Language): Language => (BY_LANGUAGE[language] ? language : 'en');

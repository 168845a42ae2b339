/** The documents' words, in the five languages of the buyers (M17). */
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

const de: DocumentWords = {
  label: {
    title: 'Rücksendeetikett',
    returnParcel: 'RÜCKSENDUNG',
    from: 'Absender',
    to: 'Empfänger',
    weight: (kilograms) => `${kilograms} kg`,
    prepaid: 'Porto zahlt der Verkäufer',
    unpaid: 'Porto zahlt der Absender',
    sandbox: 'TESTUMGEBUNG · nicht zum Versand gültig',
    tracking: 'Sendungsnummer',
    returnCode: 'Rückgabecode',
    lithium: 'Lithium-Ionen-Batterien in Ausrüstungen · UN 3481 · SV 188 · VA 967 II',
    useTitle: 'So benutzen Sie diese Seite',
    use: [
      'Drucken Sie sie in Originalgröße (100 %).',
      'Schneiden Sie am gestrichelten Rahmen entlang oder falten Sie das Blatt in der Mitte.',
      'Kleben Sie das Etikett glatt auf die größte Seite des Pakets. Kein Klebeband über die Strichcodes.',
      'Überkleben oder entfernen Sie alle alten Etiketten.',
      'Geben Sie das Paket ab und lassen Sie sich einen Beleg geben. Heben Sie ihn auf, bis Ihre Rückgabe abgeschlossen ist.',
    ],
    fold: 'hier falten',
    cut: 'hier schneiden',
    receipt: 'Diese Hälfte behalten Sie.',
  },
  slip: {
    title: 'Rücksendeschein',
    putInside: 'Bitte legen Sie diese Seite obenauf ins Paket.',
    returnCode: 'Rückgabecode',
    order: 'Bestellung',
    buyer: 'Abgeschickt von',
    channel: 'Gekauft bei',
    tracking: 'Sendungsnummer',
    sendTo: 'Wohin das Paket geht',
    sendBy: (date) => `Bitte schicken Sie es bis ${date} ab.`,
    items: 'Was zurückkommt',
    reason: 'Grund',
    quantity: 'Anzahl',
    withIt: 'Bitte dazulegen:',
    progress: 'So verfolgen Sie Ihre Rückgabe jederzeit:',
    thanks: 'Danke. Wir schreiben Ihnen, sobald Ihr Paket hier ist.',
    page: (page, of) => `Seite ${page} von ${of}`,
  },
  before: {
    title: 'Bevor Sie den Karton schließen',
    device: [
      'Sichern Sie, was Sie behalten möchten: Fotos, Nachrichten, Dokumente. Wir löschen jedes Gerät, das bei uns ankommt.',
      'Melden Sie sich von Ihren Konten ab: iCloud und „Wo ist?“, Google- oder Samsung-Konto, Windows- oder Apple-Konto. Ein gesperrtes Gerät können wir weder reparieren noch weiterverkaufen, und Ihre Rückgabe müsste warten.',
      'Nehmen Sie SIM- und Speicherkarte heraus und löschen Sie eine eSIM.',
      'Setzen Sie das Gerät auf Werkseinstellungen zurück und schalten Sie es aus. Startet es nicht mehr, lassen Sie diesen Schritt weg: Wir kümmern uns darum.',
    ],
    parcel: [
      'Legen Sie das Zubehör dazu, das dabei war, etwa Ladegerät und Kabel.',
      'Nehmen Sie einen stabilen Karton mit mindestens 3 cm Polster auf jeder Seite: Beim Schütteln darf sich nichts bewegen.',
    ],
  },
  lithium: {
    title: 'Dieses Paket enthält eine Lithium-Ionen-Batterie (UN 3481)',
    inDevice:
      'Der Akku bleibt im Gerät (Verpackungsanweisung 967): Schalten Sie das Gerät ganz aus und schützen Sie die Tasten, damit es unterwegs nicht angeht.',
    loose:
      'Ein Akku neben dem Gerät (Verpackungsanweisung 966, zum Beispiel eine Powerbank) kommt in einen eigenen Beutel, die Kontakte mit Klebeband abgedeckt.',
    care: 'Höchstens zwei Geräte mit Akku in einem Paket.',
    damaged:
      'Ist der Akku aufgebläht, läuft er aus, ist er sehr heiß oder nass geworden? Schicken Sie ihn nicht ab: Kein Versanddienst darf ihn annehmen. Schreiben Sie uns zuerst, wir finden einen sicheren Weg.',
  },
};

const es: DocumentWords = {
  label: {
    title: 'Etiqueta de devolución',
    returnParcel: 'DEVOLUCIÓN',
    from: 'Remitente',
    to: 'Destinatario',
    weight: (kilograms) => `${kilograms} kg`,
    prepaid: 'Franqueo pagado por el vendedor',
    unpaid: 'Franqueo a cargo del remitente',
    sandbox: 'ENTORNO DE PRUEBAS · no válida para enviar',
    tracking: 'Número de seguimiento',
    returnCode: 'Código de devolución',
    lithium: 'Baterías de iones de litio en un equipo · UN 3481 · DE 188 · IE 967 II',
    useTitle: 'Cómo usar esta página',
    use: [
      'Imprímala a tamaño real (100 %).',
      'Recorte por el marco de puntos o doble la hoja por la mitad.',
      'Pegue la etiqueta bien lisa en la cara más grande del paquete. Sin cinta sobre los códigos de barras.',
      'Tape o quite las etiquetas antiguas.',
      'Entregue el paquete y pida un comprobante. Guárdelo hasta que termine su devolución.',
    ],
    fold: 'doblar aquí',
    cut: 'recortar aquí',
    receipt: 'Guarde esta mitad.',
  },
  slip: {
    title: 'Hoja de devolución',
    putInside: 'Ponga esta página dentro del paquete, encima de todo.',
    returnCode: 'Código de devolución',
    order: 'Pedido',
    buyer: 'Enviado por',
    channel: 'Comprado en',
    tracking: 'Número de seguimiento',
    sendTo: 'Dirección de devolución',
    sendBy: (date) => `Envíelo, por favor, a más tardar el ${date}.`,
    items: 'Lo que vuelve',
    reason: 'Motivo',
    quantity: 'Unidades',
    withIt: 'Añada también:',
    progress: 'Siga su devolución cuando quiera:',
    thanks: 'Gracias. Le escribiremos en cuanto llegue su paquete.',
    page: (page, of) => `Página ${page} de ${of}`,
  },
  before: {
    title: 'Antes de cerrar la caja',
    device: [
      'Guarde lo que quiera conservar: fotos, mensajes, documentos. Borramos todos los dispositivos que nos llegan.',
      'Cierre la sesión de sus cuentas: iCloud y «Buscar», cuenta de Google o Samsung, cuenta de Windows o Apple. Un dispositivo bloqueado no se puede reparar ni volver a vender, y su devolución tendría que esperar.',
      'Saque la tarjeta SIM y la de memoria, y elimine la eSIM.',
      'Restablezca los valores de fábrica y apague el dispositivo. Si ya no se enciende, sáltese este paso: nos ocupamos nosotros.',
    ],
    parcel: [
      'Añada los accesorios que lo acompañaban, como el cargador y el cable.',
      'Use una caja resistente con al menos 3 cm de relleno por cada lado: nada debe moverse al agitarla.',
    ],
  },
  lithium: {
    title: 'Este paquete contiene una batería de iones de litio (UN 3481)',
    inDevice:
      'La batería se queda dentro del dispositivo (instrucción de embalaje 967): apáguelo del todo y proteja los botones para que no se encienda por el camino.',
    loose:
      'Una batería suelta (instrucción de embalaje 966, por ejemplo una batería externa) va en su propia bolsa, con los contactos cubiertos con cinta.',
    care: 'No más de dos dispositivos con batería por paquete.',
    damaged:
      '¿La batería está hinchada, pierde líquido, quema o se ha mojado? No la envíe: ningún transportista puede aceptarla. Escríbanos antes y buscaremos una forma segura.',
  },
};

const it: DocumentWords = {
  label: {
    title: 'Etichetta di reso',
    returnParcel: 'RESO',
    from: 'Mittente',
    to: 'Destinatario',
    weight: (kilograms) => `${kilograms} kg`,
    prepaid: 'Spedizione pagata dal venditore',
    unpaid: 'Spedizione a carico del mittente',
    sandbox: 'AMBIENTE DI PROVA · non valida per la spedizione',
    tracking: 'Numero di tracciamento',
    returnCode: 'Codice di reso',
    lithium: 'Batterie agli ioni di litio in apparecchiature · UN 3481 · DS 188 · PI 967 II',
    useTitle: 'Come usare questa pagina',
    use: [
      'La stampi a grandezza reale (100 %).',
      'Ritagli lungo la cornice tratteggiata o pieghi il foglio a metà.',
      'Incolli l’etichetta ben distesa sul lato più grande del pacco. Niente nastro sui codici a barre.',
      'Copra o tolga le vecchie etichette.',
      'Consegni il pacco e chieda una ricevuta. La conservi fino alla chiusura del reso.',
    ],
    fold: 'piegare qui',
    cut: 'ritagliare qui',
    receipt: 'Conservi questa metà.',
  },
  slip: {
    title: 'Modulo di reso',
    putInside: 'Metta questa pagina nel pacco, sopra a tutto.',
    returnCode: 'Codice di reso',
    order: 'Ordine',
    buyer: 'Spedito da',
    channel: 'Acquistato su',
    tracking: 'Numero di tracciamento',
    sendTo: 'Indirizzo di reso',
    sendBy: (date) => `Lo spedisca per favore entro ${date}.`,
    items: 'Che cosa torna',
    reason: 'Motivo',
    quantity: 'Quantità',
    withIt: 'Aggiunga anche:',
    progress: 'Segua il suo reso in ogni momento:',
    thanks: 'Grazie. Le scriveremo appena il pacco sarà arrivato.',
    page: (page, of) => `Pagina ${page} di ${of}`,
  },
  before: {
    title: 'Prima di chiudere la scatola',
    device: [
      'Salvi ciò che desidera conservare: foto, messaggi, documenti. Cancelliamo ogni dispositivo che ci arriva.',
      'Esca dai suoi account: iCloud e «Dov’è», account Google o Samsung, account Windows o Apple. Un dispositivo ancora bloccato non si può né riparare né rivendere, e il suo reso dovrebbe aspettare.',
      'Tolga la SIM e la scheda di memoria, ed elimini la eSIM.',
      'Ripristini le impostazioni di fabbrica e spenga il dispositivo. Se non si accende più, salti questo passo: ce ne occupiamo noi.',
    ],
    parcel: [
      'Aggiunga gli accessori che erano nella confezione, come il caricatore e il cavo.',
      'Usi una scatola robusta con almeno 3 cm di imbottitura su ogni lato: scuotendola, nulla deve muoversi.',
    ],
  },
  lithium: {
    title: 'Questo pacco contiene una batteria agli ioni di litio (UN 3481)',
    inDevice:
      'La batteria resta nel dispositivo (istruzione di imballaggio 967): lo spenga del tutto e protegga i tasti, perché non si accenda in viaggio.',
    loose:
      'Una batteria separata (istruzione di imballaggio 966, per esempio un power bank) va in un sacchetto a parte, con i contatti coperti di nastro.',
    care: 'Non più di due dispositivi con batteria per pacco.',
    damaged:
      'La batteria è gonfia, perde liquido, scotta o si è bagnata? Non la spedisca: nessun corriere può accettarla. Prima ci scriva, troveremo un modo sicuro.',
  },
};

const BY_LANGUAGE: Readonly<Record<Language, DocumentWords>> = { en, fr, de, es, it };
export const wordsFor = (language: Language): DocumentWords => BY_LANGUAGE[language];

/** What a file may bring (M13): the kinds of imports, their fields, and by which headings and words people call them in five languages. */
import { LANGUAGES } from '../access.ts';
import { CONDITIONS, FAULTS, GRADES, REASONS, RESOLUTIONS, WISHES } from '../return/model.ts';
import { UNIT_STATES } from '../stock/units.ts';

/** `history`: cases from before Retour, for trying policies on the past (M9). */
export const IMPORT_KINDS = ['orders', 'units', 'returns', 'history'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How a cell is read (`cells.ts`). `choice` is one of our words; an open one keeps words of the file's own. */
export type FieldType = 'text' | 'number' | 'money' | 'count' | 'date' | 'imei' | 'country' | 'currency' | 'email' | 'choice';

export type Field = {
  readonly name: string;
  readonly type: FieldType;
  readonly required?: true;
  /** Where no column brings it, one value may stand for the whole file. */
  readonly whole?: true;
  readonly choices?: readonly string[];
  readonly open?: true;
  readonly most?: number;
  /** Headings, as `plain` makes them. */
  readonly headings: readonly string[];
};

/** Categories that the policy packs know; a seller may have others. */
const CATEGORIES = ['smartphone', 'tablet', 'laptop', 'desktop', 'smartwatch', 'console', 'headphones', 'accessory', 'other'] as const;

const heads = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

const ORDER_NUMBER = heads(
  'order number, order no, order id, order, order reference, channel order id, numero de commande, n de commande, commande, no commande, bestellnummer, bestellung, bestell nr, auftragsnummer, auftrag, numero de pedido, n pedido, pedido, numero ordine, numero d ordine, ordine, n ordine',
);
const CHANNEL = heads(
  'channel, marketplace, sales channel, canal, place de marche, kanal, marktplatz, vertriebskanal, canal de venta, canale, canale di vendita',
);
const SKU = heads(
  'sku, seller sku, article number, item number, reference article, reference produit, ref article, artikelnummer, artikel nr, art nr, referencia, codigo articulo, codice articolo, codice prodotto',
);
const TITLE = heads(
  'title, product, product name, item, description, designation, libelle, produit, nom du produit, titre, bezeichnung, produkt, produktname, titel, artikelbezeichnung, producto, nombre del producto, titulo, descripcion, prodotto, nome prodotto, titolo, descrizione, modele, model, modell, modelo, modello',
);
const CATEGORY = heads('category, product type, type, categorie, kategorie, warengruppe, produktart, categoria, tipo');
const IMEI = heads('imei, imei 1, imei1, imei number, numero imei, imei nummer, n imei');
const SERIAL = heads(
  'serial, serial number, serial no, sn, s n, numero de serie, n de serie, no de serie, seriennummer, serien nr, numero di serie, seriale, numero serie',
);
const SUPPLIER = heads('supplier, vendor, fournisseur, lieferant, proveedor, fornitore');
const LOT = heads('lot, batch, lot number, charge, los, lote, lotto');
const COUNTRY = heads(
  'country, country code, ship country, shipping country, pays, code pays, land, landercode, lieferland, pais, codigo pais, paese, codice paese',
);
const CURRENCY = heads('currency, currency code, devise, monnaie, wahrung, waehrung, moneda, divisa, valuta');
const CONDITION = heads('condition, product condition, etat, zustand, estado del producto, condicion, condizione, condizioni');
const PRICE = heads(
  'price, unit price, item price, sale price, amount, prix, prix unitaire, prix de vente, montant, preis, einzelpreis, verkaufspreis, betrag, precio, precio unitario, importe, prezzo, prezzo unitario, importo',
);
const PLACED = heads(
  'order date, ordered at, placed at, date, purchase date, date placed, date de commande, date commande, date d achat, bestelldatum, auftragsdatum, kaufdatum, datum, fecha de pedido, fecha pedido, fecha de compra, fecha, data ordine, data d ordine, data acquisto, data',
);
const DELIVERED = heads(
  'delivered, delivered at, delivery date, date delivered, date de livraison, date livraison, livre le, lieferdatum, zustelldatum, zugestellt am, fecha de entrega, fecha entrega, data di consegna, data consegna',
);
const LINE = heads('line id, line, order line, orderline id, item id, order item id, ligne, id ligne, position, pos, linea, riga, id riga');
const REASON = heads(
  'reason, return reason, motif, motif de retour, raison, grund, retourengrund, ruckgabegrund, retouregrund, motivo, motivo de devolucion, motivo del reso',
);
const FAULT = heads(
  'fault, defect, symptom, panne, defaut, symptome, fehler, defekt, mangel, averia, fallo, defecto, sintoma, guasto, difetto, sintomo',
);
const WANTS = heads(
  'wants, wish, wanted, requested resolution, souhait, souhaite, wunsch, gewunscht, deseo, solicita, desidera, richiesta',
);
const PHOTOS = heads('photos, number of photos, pictures, nombre de photos, fotos, anzahl fotos, numero de fotos, foto, numero foto');

/** THE table: what each kind reads. */
export const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  orders: [
    { name: 'channelOrderId', type: 'text', required: true, headings: ORDER_NUMBER },
    { name: 'channel', type: 'text', required: true, whole: true, most: 100, headings: CHANNEL },
    { name: 'placedAt', type: 'date', required: true, headings: PLACED },
    { name: 'country', type: 'country', required: true, whole: true, headings: COUNTRY },
    { name: 'currency', type: 'currency', required: true, whole: true, headings: CURRENCY },
    {
      name: 'buyerName',
      type: 'text',
      required: true,
      headings: heads(
        'buyer, buyer name, customer, customer name, name, full name, recipient, client, nom du client, nom client, acheteur, nom, destinataire, kunde, kundenname, kaufer, name des kunden, empfanger, cliente, nombre del cliente, comprador, nombre, nome cliente, acquirente, nome, destinatario',
      ),
    },
    {
      name: 'buyerEmail',
      type: 'email',
      headings: heads(
        'email, e mail, mail, buyer email, customer email, email address, e mail address, adresse e mail, courriel, adresse mail, e mail adresse, correo, correo electronico, indirizzo e mail',
      ),
    },
    {
      name: 'buyerLanguage',
      type: 'choice',
      whole: true,
      choices: LANGUAGES,
      headings: heads('language, buyer language, langue, sprache, idioma, lingua'),
    },
    { name: 'title', type: 'text', required: true, most: 500, headings: TITLE },
    { name: 'sku', type: 'text', required: true, headings: SKU },
    { name: 'price', type: 'money', required: true, headings: PRICE },
    { name: 'category', type: 'choice', required: true, whole: true, open: true, choices: CATEGORIES, headings: CATEGORY },
    { name: 'condition', type: 'choice', required: true, whole: true, choices: CONDITIONS, headings: CONDITION },
    {
      name: 'quantity',
      type: 'count',
      most: 999,
      headings: heads('quantity, qty, units, quantite, qte, menge, anzahl, stuckzahl, cantidad, quantita'),
    },
    { name: 'lineId', type: 'text', most: 100, headings: LINE },
    { name: 'imei', type: 'imei', headings: IMEI },
    { name: 'imei2', type: 'imei', headings: heads('imei 2, imei2, second imei, deuxieme imei, zweite imei, segundo imei, secondo imei') },
    { name: 'serial', type: 'number', most: 60, headings: SERIAL },
    {
      name: 'shippedAt',
      type: 'date',
      headings: heads(
        'shipped, shipped at, ship date, shipping date, dispatch date, date d expedition, date expedition, expedie le, versanddatum, versendet am, fecha de envio, fecha envio, data di spedizione, data spedizione',
      ),
    },
    { name: 'deliveredAt', type: 'date', headings: DELIVERED },
    {
      name: 'shippingPaid',
      type: 'money',
      headings: heads(
        'shipping, shipping paid, shipping price, shipping cost, delivery fee, frais de port, frais de livraison, port, versandkosten, versand, gastos de envio, envio, spese di spedizione, spedizione',
      ),
    },
    {
      name: 'street',
      type: 'text',
      most: 300,
      headings: heads(
        'street, address, address 1, ship address, rue, adresse, strasse, strasse und hausnummer, calle, direccion, via, indirizzo',
      ),
    },
    {
      name: 'postalCode',
      type: 'text',
      most: 20,
      headings: heads(
        'postal code, post code, postcode, zip, zip code, code postal, cp, plz, postleitzahl, codigo postal, cap, codice postale',
      ),
    },
    { name: 'city', type: 'text', headings: heads('city, town, ville, stadt, ort, ciudad, poblacion, citta') },
    { name: 'supplier', type: 'text', headings: SUPPLIER },
    { name: 'lot', type: 'text', headings: LOT },
  ],
  units: [
    { name: 'sku', type: 'text', required: true, headings: SKU },
    {
      name: 'ref',
      type: 'text',
      headings: heads(
        'ref, stock number, stock no, unit, unit id, inventory number, asset tag, reference, numero de stock, n stock, lagernummer, inventarnummer, bestandsnummer, numero de inventario, numero inventario, codice stock',
      ),
    },
    { name: 'imei', type: 'imei', headings: IMEI },
    { name: 'serial', type: 'number', most: 60, headings: SERIAL },
    { name: 'title', type: 'text', most: 500, headings: TITLE },
    { name: 'category', type: 'choice', whole: true, open: true, choices: CATEGORIES, headings: CATEGORY },
    {
      name: 'grade',
      type: 'choice',
      whole: true,
      choices: GRADES,
      headings: heads('grade, cosmetic grade, note cosmetique, qualite, klasse, gute, qualitat, grado, calidad, qualita'),
    },
    {
      name: 'state',
      type: 'choice',
      whole: true,
      choices: UNIT_STATES,
      headings: heads('state, status, stock status, statut, etat du stock, bestandsstatus, estado, stato'),
    },
    {
      name: 'place',
      type: 'text',
      most: 100,
      headings: heads(
        'place, location, bin, shelf, emplacement, rayon, casier, platz, lagerplatz, fach, regal, ubicacion, estante, posizione, scaffale, ubicazione',
      ),
    },
    { name: 'supplier', type: 'text', headings: SUPPLIER },
    { name: 'lot', type: 'text', headings: LOT },
    {
      name: 'cost',
      type: 'money',
      headings: heads(
        'cost, purchase price, unit cost, buying price, cout, prix d achat, einkaufspreis, ek, kosten, coste, precio de compra, costo, prezzo d acquisto',
      ),
    },
    { name: 'currency', type: 'currency', whole: true, headings: CURRENCY },
  ],
  returns: [
    { name: 'channelOrderId', type: 'text', headings: ORDER_NUMBER },
    { name: 'channel', type: 'text', whole: true, most: 100, headings: CHANNEL },
    { name: 'lineId', type: 'text', most: 100, headings: LINE },
    { name: 'sku', type: 'text', headings: SKU },
    { name: 'imei', type: 'imei', headings: IMEI },
    { name: 'serial', type: 'number', most: 60, headings: SERIAL },
    { name: 'unit', type: 'count', most: 999, headings: heads('unit, unit number, unite, einheit, stuck, unidad, unita') },
    { name: 'reason', type: 'choice', required: true, whole: true, choices: REASONS, headings: REASON },
    { name: 'fault', type: 'choice', choices: FAULTS, headings: FAULT },
    { name: 'wants', type: 'choice', whole: true, choices: WISHES, headings: WANTS },
    {
      name: 'note',
      type: 'text',
      most: 5000,
      headings: heads(
        'note, comment, comments, customer comment, message, commentaire, remarque, bemerkung, kommentar, anmerkung, nachricht, comentario, observaciones, commento, osservazioni',
      ),
    },
    {
      name: 'requestedAt',
      type: 'date',
      headings: heads(
        'requested at, request date, return date, date, date de demande, date de retour, date, anfragedatum, ruckgabedatum, retourendatum, datum, fecha de solicitud, fecha de devolucion, fecha, data richiesta, data reso, data',
      ),
    },
    { name: 'photos', type: 'count', most: 100, headings: PHOTOS },
    {
      name: 'channelReturnId',
      type: 'text',
      headings: heads(
        'return id, return number, case, case id, case number, channel return id, numero de retour, dossier, n de dossier, fallnummer, retourennummer, numero de devolucion, caso, numero reso, pratica',
      ),
    },
  ],
  history: [
    {
      name: 'ref',
      type: 'text',
      required: true,
      headings: heads(
        'ref, return id, return number, rma, case, case number, numero de retour, dossier, retourennummer, fallnummer, numero de devolucion, caso, numero reso, pratica',
      ),
    },
    {
      name: 'requestedAt',
      type: 'date',
      required: true,
      headings: heads(
        'requested at, request date, return date, date de demande, date de retour, anfragedatum, ruckgabedatum, retourendatum, fecha de solicitud, fecha de devolucion, data richiesta, data reso, date, datum, fecha, data',
      ),
    },
    { name: 'channel', type: 'text', required: true, whole: true, most: 100, headings: CHANNEL },
    { name: 'country', type: 'country', required: true, whole: true, headings: COUNTRY },
    { name: 'currency', type: 'currency', required: true, whole: true, headings: CURRENCY },
    { name: 'placedAt', type: 'date', required: true, headings: PLACED.filter((one) => !['date', 'datum', 'fecha', 'data'].includes(one)) },
    { name: 'deliveredAt', type: 'date', headings: DELIVERED },
    { name: 'title', type: 'text', most: 500, headings: TITLE },
    { name: 'sku', type: 'text', required: true, headings: SKU },
    { name: 'category', type: 'choice', required: true, whole: true, open: true, choices: CATEGORIES, headings: CATEGORY },
    { name: 'condition', type: 'choice', required: true, whole: true, choices: CONDITIONS, headings: CONDITION },
    { name: 'price', type: 'money', required: true, headings: PRICE },
    { name: 'reason', type: 'choice', required: true, whole: true, choices: REASONS, headings: REASON },
    { name: 'fault', type: 'choice', choices: FAULTS, headings: FAULT },
    { name: 'wants', type: 'choice', choices: WISHES, headings: WANTS },
    { name: 'photos', type: 'count', most: 100, headings: PHOTOS },
    {
      name: 'outcome',
      type: 'choice',
      required: true,
      choices: ['approve', 'review', 'reject'],
      headings: heads(
        'outcome, decision, answer, decision rendue, reponse, resultat, entscheidung, ergebnis, antwort, resultado, decision, respuesta, esito, decisione, risposta',
      ),
    },
    {
      name: 'refund',
      type: 'money',
      headings: heads(
        'refund, refunded, refund amount, rembourse, remboursement, montant rembourse, erstattung, erstattet, erstattungsbetrag, reembolso, importe reembolsado, rimborso, importo rimborsato',
      ),
    },
    {
      name: 'resolution',
      type: 'choice',
      choices: RESOLUTIONS,
      headings: heads('resolution, solution, losung, solucion, soluzione, risoluzione'),
    },
  ],
};

export const fieldOf = (kind: ImportKind, name: string): Field | undefined => FIELDS[kind].find((field) => field.name === name);

/** Lower case without accents and signs: `N° de commande` and `n de commande` are one heading. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Words of files for words of ours, as `plain` makes them; what stands here is also found inside a longer text. The longest that fits wins. */
export const CHOICE_WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  reason: {
    changed_mind: heads(
      'changed mind, change of mind, no longer wanted, not wanted, do not like, withdrawal, cancel, retractation, change d avis, ne convient pas, ne plait pas, widerruf, gefallt nicht, nicht mehr gewunscht, meinung geandert, desistimiento, ya no lo quiere, cambio de opinion, no me gusta, recesso, ripensamento, non mi piace, cambio idea',
    ),
    defective: heads(
      'defective, defect, faulty, broken, not working, does not work, technical issue, technical problem, defectueux, panne, en panne, ne fonctionne pas, ne marche pas, defaut technique, defekt, kaputt, funktioniert nicht, technisches problem, defectuoso, averiado, no funciona, difettoso, guasto, non funziona',
    ),
    not_as_described: heads(
      'not as described, different from description, wrong condition, condition, appearance, scratches, aesthetic, non conforme, pas conforme, etat non conforme, esthetique, rayures, nicht wie beschrieben, abweichend, zustand, kratzer, no conforme, no corresponde, estetica, aranazos, non conforme alla descrizione, diverso dalla descrizione, graffi',
    ),
    wrong_item: heads(
      'wrong item, wrong product, wrong model, wrong color, wrong colour, wrong article, mauvais produit, mauvais article, mauvais modele, erreur de produit, falscher artikel, falsches produkt, falsches modell, falschlieferung, producto equivocado, articulo equivocado, modelo equivocado, prodotto sbagliato, articolo sbagliato, modello sbagliato',
    ),
    missing_part: heads(
      'missing part, missing accessory, incomplete, missing, accessoire manquant, piece manquante, incomplet, manquant, teil fehlt, zubehor fehlt, unvollstandig, fehlt, falta accesorio, falta pieza, incompleto, accessorio mancante, parte mancante, mancante',
    ),
    damaged_in_transit: heads(
      'damaged in transit, shipping damage, damaged on arrival, arrived damaged, transport damage, casse pendant le transport, abime pendant le transport, colis abime, endommage, transportschaden, beschadigt angekommen, beschadigt, danado en el transporte, danado, llego danado, danneggiato durante il trasporto, danneggiato',
    ),
    arrived_late: heads(
      'arrived late, late delivery, late, too late, retard, livraison tardive, arrive en retard, zu spat, verspatet, lieferverzug, llego tarde, retraso, entrega tardia, in ritardo, consegna in ritardo',
    ),
    not_received: heads(
      'not received, never arrived, lost parcel, lost, non recu, jamais recu, colis perdu, pas recu, nicht erhalten, nie angekommen, paket verloren, no recibido, nunca llego, paquete perdido, non ricevuto, mai arrivato, pacco smarrito',
    ),
    counterfeit: heads(
      'counterfeit, fake, not genuine, contrefacon, faux, falschung, plagiat, gefalscht, falsificado, falso, falsificacion, contraffatto, contraffazione',
    ),
    other: heads('other, autre, andere, anderes, sonstiges, otro, otros, altro'),
  },
  fault: {
    battery: heads('battery, batterie, autonomie, akku, bateria, batteria'),
    screen: heads('screen, display, touch, touchscreen, ecran, tactile, bildschirm, pantalla, schermo'),
    charging: heads(
      'charging, charge, charger port, ne charge pas, connecteur de charge, ladt nicht, laden, ladebuchse, carga, no carga, ricarica, non carica',
    ),
    audio: heads(
      'audio, sound, speaker, microphone, son, haut parleur, micro, ton, lautsprecher, mikrofon, sonido, altavoz, suono, altoparlante, microfono',
    ),
    camera: heads('camera, appareil photo, objectif, kamera, camara, fotocamera'),
    connectivity: heads('connectivity, wifi, wi fi, bluetooth, network, sim, reseau, netzwerk, netz, mobilfunk, red, rete, cobertura'),
    buttons: heads('button, buttons, bouton, boutons, touche, taste, tasten, knopf, boton, botones, pulsante, tasto, tasti'),
    overheating: heads(
      'overheating, hot, heat, surchauffe, chauffe, uberhitzung, uberhitzt, heiss, sobrecalentamiento, se calienta, surriscaldamento, si scalda',
    ),
    power: heads(
      'power, does not turn on, no power, ne s allume pas, s eteint, geht nicht an, startet nicht, einschalten, no enciende, se apaga, non si accende, si spegne',
    ),
    locked: heads('locked, activation lock, icloud, account lock, verrouille, bloque, gesperrt, bloqueado, bloccato'),
    software: heads(
      'software, bug, freezes, crash, update, logiciel, plante, mise a jour, sturzt ab, aktualisierung, se cuelga, actualizacion, si blocca, aggiornamento',
    ),
    other: heads('other, autre, andere, anderes, sonstiges, otro, altro'),
  },
  wants: {
    refund: heads('refund, money back, remboursement, rembourse, erstattung, geld zuruck, reembolso, devolucion del dinero, rimborso'),
    repair: heads('repair, fix, reparation, reparieren, reparatur, reparacion, riparazione'),
    replacement: heads(
      'replacement, replace, exchange, echange, remplacement, ersatz, umtausch, austausch, cambio, sustitucion, sostituzione',
    ),
    partial_refund: heads(
      'partial refund, discount, remboursement partiel, geste commercial, teilerstattung, preisnachlass, nachlass, reembolso parcial, descuento, rimborso parziale, sconto',
    ),
    keep: heads('keep, garder, behalten, conservar, tenere'),
  },
  condition: {
    new: heads('new, neuf, neuve, neu, nuevo, nueva, nuovo, nuova'),
    refurbished: heads(
      'refurbished, renewed, reconditioned, reconditionne, reconditionnee, remis a neuf, generaluberholt, aufbereitet, refurbed, reacondicionado, ricondizionato, rigenerato, like new, excellent, very good, good, fair, premium, comme neuf, parfait etat, tres bon etat, tres bon, bon etat, bon, etat correct, correct, wie neu, hervorragend, ausgezeichnet, sehr gut, gut, akzeptabel, como nuevo, excelente, muy bueno, bueno, aceptable, come nuovo, eccellente, ottimo, molto buono, buono, accettabile',
    ),
    used: heads('used, second hand, secondhand, occasion, d occasion, gebraucht, usado, segunda mano, usato'),
  },
  category: {
    smartphone: heads(
      'smartphone, smartphones, phone, phones, iphone, mobile, mobile phone, cell phone, telephone, telephones, portable, handy, handys, mobiltelefon, movil, moviles, telefono, telefonos, cellulare, cellulari',
    ),
    tablet: heads('tablet, tablets, ipad, tablette, tablettes, tableta, tabletas'),
    laptop: heads(
      'laptop, laptops, notebook, macbook, ordinateur portable, pc portable, ordinador portatil, portatil, portatiles, portatile, computer portatile',
    ),
    desktop: heads('desktop, desktops, pc, computer, imac, ordinateur, ordinateur de bureau, ordenador, sobremesa'),
    smartwatch: heads(
      'smartwatch, smartwatches, watch, watches, apple watch, montre, montre connectee, uhr, reloj, reloj inteligente, orologio',
    ),
    console: heads(
      'console, consoles, game console, playstation, xbox, nintendo, console de jeux, konsole, spielkonsole, consola, consolas',
    ),
    headphones: heads('headphones, earphones, earbuds, airpods, headset, ecouteurs, casque, kopfhorer, auriculares, cuffie, auricolari'),
    accessory: heads(
      'accessory, accessories, charger, cable, case, accessoire, accessoires, chargeur, coque, zubehor, ladegerat, kabel, accesorio, accesorios, cargador, accessorio, accessori, caricatore',
    ),
    other: heads('other, autre, andere, sonstiges, otro, altro'),
  },
  grade: {
    premium: heads('premium, like new, as new, mint, comme neuf, parfait, wie neu, como nuevo, come nuovo, a+, a plus'),
    excellent: heads(
      'excellent, very good, grade a, a, tres bon, tres bon etat, sehr gut, hervorragend, ausgezeichnet, excelente, muy bueno, eccellente, molto buono, ottimo',
    ),
    good: heads('good, grade b, b, bon, bon etat, gut, bueno, buono'),
    fair: heads(
      'fair, acceptable, correct, grade c, c, etat correct, stallone, akzeptabel, befriedigend, aceptable, correcto, accettabile, discreto',
    ),
    faulty: heads(
      'faulty, defective, broken, d, grade d, defectueux, hs, pour pieces, defekt, kaputt, defectuoso, averiado, difettoso, guasto',
    ),
  },
  state: {
    in_stock: heads('in stock, stock, available, for sale, en stock, disponible, auf lager, lagernd, verfugbar, disponibile, in magazzino'),
    sold: heads('sold, vendu, verkauft, vendido, venduto'),
    returned: heads('returned, retourne, zuruckgesendet, retour, devuelto, reso'),
    quarantined: heads('quarantined, quarantine, blocked, quarantaine, bloque, quarantane, gesperrt, cuarentena, quarantena'),
    refurbishing: heads(
      'refurbishing, in refurbishment, en reconditionnement, in aufbereitung, en reacondicionamiento, in ricondizionamento',
    ),
    repairing: heads('repairing, in repair, en reparation, in reparatur, en reparacion, in riparazione'),
    parts: heads('parts, for parts, pieces, ersatzteile, piezas, ricambi'),
    recycled: heads('recycled, scrapped, recycle, verschrottet, recycelt, reciclado, riciclato'),
    lost: heads('lost, perdu, verloren, perdido, smarrito, perso'),
  },
  buyerLanguage: {
    en: heads('english, anglais, englisch, ingles, inglese, en, en gb, en us'),
    fr: heads('french, francais, franzosisch, frances, francese, fr, fr fr'),
    de: heads('german, deutsch, allemand, aleman, tedesco, de, de de'),
    es: heads('spanish, espanol, espagnol, spanisch, spagnolo, es, es es'),
    it: heads('italian, italiano, italien, italienisch, it, it it'),
  },
  outcome: {
    approve: heads(
      'approve, approved, accepted, accept, yes, accepte, approuve, valide, oui, genehmigt, angenommen, akzeptiert, ja, aprobado, aceptado, si, approvato, accettato',
    ),
    review: heads('review, in review, to check, manual, a verifier, en examen, zu prufen, prufung, en revision, da verificare, in esame'),
    reject: heads(
      'reject, rejected, refused, declined, no, refuse, rejete, non, abgelehnt, nein, rechazado, denegado, rifiutato, respinto',
    ),
  },
  resolution: {
    refund: heads('refund, refunded, remboursement, rembourse, erstattung, erstattet, reembolso, rimborso'),
    partial_refund: heads('partial refund, remboursement partiel, teilerstattung, reembolso parcial, rimborso parziale'),
    repair: heads('repair, repaired, reparation, repare, reparatur, repariert, reparacion, riparazione'),
    replacement: heads('replacement, exchange, echange, remplacement, ersatz, umtausch, austausch, cambio, sustitucion, sostituzione'),
    keep: heads('keep, kept, garde, behalten, conserva, tenuto'),
    send_back: heads('send back, sent back, renvoye, zuruckgeschickt, devuelto al cliente, rispedito'),
    deny: heads('deny, denied, refuse, abgelehnt, denegado, negato'),
  },
};

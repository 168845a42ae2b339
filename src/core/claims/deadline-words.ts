/** Where a claim's date comes from, in the other languages of the team; English stands in the rules themselves. */
import type { Language } from '../access.ts';

export const DEADLINE_SAYS: Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>> = {
  'dhl-express-30': {
    fr: 'DHL Express, questions sur les réclamations : par écrit, dans les trente jours de la prise en charge.',
    de: 'DHL Express, Fragen zu Reklamationen: schriftlich, innerhalb von dreißig Tagen nach der Übernahme.',
    es: 'DHL Express, preguntas sobre reclamaciones: por escrito, en los treinta días siguientes a la recogida.',
    it: 'DHL Express, domande sui reclami: per iscritto, entro trenta giorni dalla presa in carico.',
  },
  'royal-mail-80': {
    fr: 'Royal Mail, réclamations nationales : dans les quatre-vingts jours du dépôt, d’après plusieurs guides.',
    de: 'Royal Mail, Reklamationen im Inland: innerhalb von achtzig Tagen nach der Einlieferung, laut mehreren Ratgebern.',
    es: 'Royal Mail, reclamaciones nacionales: en los ochenta días siguientes al envío, según varias guías.',
    it: 'Royal Mail, reclami nazionali: entro ottanta giorni dalla spedizione, secondo varie guide.',
  },
  'dpd-14': {
    fr: 'DPD (Royaume-Uni) : avis dans les quatorze jours de l’expédition, d’après un guide des conditions des transporteurs.',
    de: 'DPD (Vereinigtes Königreich): Anzeige innerhalb von vierzehn Tagen nach dem Versand, laut einem Ratgeber zu Versandbedingungen.',
    es: 'DPD (Reino Unido): aviso en los catorce días siguientes al envío, según una guía de condiciones de transportistas.',
    it: 'DPD (Regno Unito): avviso entro quattordici giorni dalla spedizione, secondo una guida alle condizioni dei corrieri.',
  },
  'ups-14': {
    fr: 'UPS, conditions pour l’Europe : dommage et contenu manquant dans les quatorze jours de la livraison.',
    de: 'UPS, Bedingungen für Europa: Schäden und fehlender Inhalt innerhalb von vierzehn Tagen nach der Zustellung.',
    es: 'UPS, condiciones para Europa: daños y contenido que falta, en los catorce días siguientes a la entrega.',
    it: 'UPS, condizioni per l’Europa: danni e contenuto mancante entro quattordici giorni dalla consegna.',
  },
  'ups-60': {
    fr: 'UPS, conditions pour l’Europe : non-livraison dans les soixante jours.',
    de: 'UPS, Bedingungen für Europa: Nichtzustellung innerhalb von sechzig Tagen.',
    es: 'UPS, condiciones para Europa: falta de entrega, en sesenta días.',
    it: 'UPS, condizioni per l’Europa: mancata consegna entro sessanta giorni.',
  },
  'la-poste-lost': {
    fr: 'La Poste reçoit les réclamations pendant un an (Code des postes, L. 10) ; les contrats professionnels demandent trente jours.',
    de: 'La Poste nimmt Reklamationen ein Jahr lang an (Code des postes, L. 10); Geschäftsverträge verlangen dreißig Tage.',
    es: 'La Poste admite reclamaciones durante un año (Code des postes, L. 10); los contratos de empresa piden treinta días.',
    it: 'La Poste accetta reclami per un anno (Code des postes, L. 10); i contratti aziendali chiedono trenta giorni.',
  },
  'fr-l133-3': {
    fr: 'Code de commerce, L. 133-3 : dommage et perte partielle dans les trois jours de la livraison, jours fériés non compris (comptés ici quand même).',
    de: 'Code de commerce, L. 133-3: Schaden und Teilverlust innerhalb von drei Tagen nach der Zustellung, Feiertage nicht gezählt (hier dennoch mitgezählt).',
    es: 'Code de commerce, L. 133-3: daños y pérdida parcial en los tres días siguientes a la entrega, sin contar festivos (aquí se cuentan igualmente).',
    it: 'Code de commerce, L. 133-3: danni e perdita parziale entro tre giorni dalla consegna, festivi esclusi (qui contati comunque).',
  },
  'carriage-7': {
    fr: 'CMR art. 30(1) et HGB § 438(2) : dommage non apparent, dans les sept jours de la livraison.',
    de: 'CMR Art. 30 Abs. 1 und § 438 Abs. 2 HGB: äußerlich nicht erkennbarer Schaden, innerhalb von sieben Tagen nach der Ablieferung.',
    es: 'CMR art. 30(1) y HGB § 438(2): daños no visibles por fuera, en los siete días siguientes a la entrega.',
    it: 'CMR art. 30(1) e HGB § 438(2): danni non visibili dall’esterno, entro sette giorni dalla consegna.',
  },
  'carriage-21': {
    fr: 'CMR art. 30(3) et HGB § 438(3) : retard de livraison, dans les vingt et un jours.',
    de: 'CMR Art. 30 Abs. 3 und § 438 Abs. 3 HGB: verspätete Ablieferung, innerhalb von einundzwanzig Tagen.',
    es: 'CMR art. 30(3) y HGB § 438(3): entrega tardía, en veintiún días.',
    it: 'CMR art. 30(3) e HGB § 438(3): consegna in ritardo, entro ventuno giorni.',
  },
  'carriage-lost': {
    fr: 'Notre choix : un mois après le dépôt. CMR art. 20 et HGB § 424 présument la perte après vingt à trente jours ; bien des conditions s’arrêtent peu après.',
    de: 'Unsere eigene Wahl: ein Monat nach der Einlieferung. CMR Art. 20 und § 424 HGB vermuten den Verlust nach zwanzig bis dreißig Tagen; viele Bedingungen enden kurz danach.',
    es: 'Elección nuestra: un mes después del envío. CMR art. 20 y HGB § 424 presumen la pérdida a los veinte o treinta días; muchas condiciones terminan poco después.',
    it: 'Scelta nostra: un mese dopo la spedizione. CMR art. 20 e HGB § 424 presumono lo smarrimento dopo venti o trenta giorni; molte condizioni finiscono poco dopo.',
  },
  'logistics-14': {
    fr: 'Notre choix : deux semaines après la découverte. Le contrat avec le logisticien décide.',
    de: 'Unsere eigene Wahl: zwei Wochen nach der Entdeckung. Es entscheidet der Vertrag mit dem Logistiker.',
    es: 'Elección nuestra: dos semanas después de descubrirlo. Decide el contrato con el operador logístico.',
    it: 'Scelta nostra: due settimane dopo la scoperta. Decide il contratto con l’operatore logistico.',
  },
  'supplier-30': {
    fr: 'Notre choix : un mois après la découverte du défaut. Entre commerçants, l’avis est dû sans délai (HGB § 377, là où il s’applique).',
    de: 'Unsere eigene Wahl: ein Monat nach der Entdeckung des Fehlers. Unter Kaufleuten ist unverzüglich zu rügen (§ 377 HGB, wo er gilt).',
    es: 'Elección nuestra: un mes después de descubrir el fallo. Entre comerciantes hay que avisar sin demora (HGB § 377, donde se aplica).',
    it: 'Scelta nostra: un mese dopo la scoperta del difetto. Tra commercianti l’avviso è dovuto senza indugio (HGB § 377, dove si applica).',
  },
  'buyer-14': {
    fr: 'Notre choix : deux semaines après le contrôle, tant que l’acheteur se souvient du colis.',
    de: 'Unsere eigene Wahl: zwei Wochen nach der Prüfung, solange sich der Kunde an das Paket erinnert.',
    es: 'Elección nuestra: dos semanas después de la revisión, mientras el cliente recuerda el paquete.',
    it: 'Scelta nostra: due settimane dopo il controllo, finché il cliente ricorda il pacco.',
  },
  'channel-30': {
    fr: 'Notre choix : un mois après le relevé du versement.',
    de: 'Unsere eigene Wahl: ein Monat nach der Abrechnung der Auszahlung.',
    es: 'Elección nuestra: un mes después del extracto de la liquidación.',
    it: 'Scelta nostra: un mese dopo il rendiconto dell’accredito.',
  },
  'own-30': {
    fr: 'Notre choix : un mois après la découverte.',
    de: 'Unsere eigene Wahl: ein Monat nach der Entdeckung.',
    es: 'Elección nuestra: un mes después de descubrirlo.',
    it: 'Scelta nostra: un mese dopo la scoperta.',
  },
};

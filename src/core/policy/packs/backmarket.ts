/**
 * Back Market as its early seller guide had it: what the demo seller starts with. Each row names the row of the mission that it states;
 * where the guide is silent, the comment says what was chosen and why.
 */
import type { PolicyDocument, PolicyTables } from '../document.ts';

const GUIDE = 'Back Market seller guide';
/** Categories with a battery, a memory and an account. */
const DEVICES = ['smartphone', 'tablet', 'laptop', 'smartwatch', 'console'];

export const TABLES: PolicyTables = {
  window: [
    {
      // M2. The day of receipt does not count; the guide says nothing of days of rest, so the window ends on any day. Damage and delay are heard
      // within it too, so its words speak of no change of mind.
      id: 'window.days',
      answer: { days: 30, endsOn: 'any_day' },
      reference: `${GUIDE}, returns: 30 days from receipt`,
      words: {
        en: {
          agent: 'The seller’s return period is {days:day|days} from delivery (last day: {until}).',
          buyer: 'Our return period is {days:day|days} from delivery (last day: {until}).',
        },
        fr: {
          agent: 'Le délai de retour du vendeur est de {days:jour|jours} après la livraison (dernier jour : {until}).',
          buyer: 'Notre délai de retour est de {days:jour|jours} après la livraison (dernier jour : {until}).',
        },
        de: {
          agent: 'Die Rückgabefrist des Händlers beträgt {days:Tag|Tage} ab Zustellung (letzter Tag: {until}).',
          buyer: 'Unsere Rückgabefrist beträgt {days:Tag|Tage} ab Zustellung (letzter Tag: {until}).',
        },
        es: {
          agent: 'El plazo de devolución del vendedor es de {days:día|días} desde la entrega (último día: {until}).',
          buyer: 'Nuestro plazo de devolución es de {days:día|días} desde la entrega (último día: {until}).',
        },
        it: {
          agent: 'Il periodo di reso del venditore è di {days:giorno|giorni} dalla consegna (ultimo giorno: {until}).',
          buyer: 'Il nostro periodo di reso è di {days:giorno|giorni} dalla consegna (ultimo giorno: {until}).',
        },
      },
    },
  ],

  warranty: [
    {
      id: 'warranty.new',
      when: { fact: 'condition', is: 'new' },
      answer: { months: 24 },
      reference: `${GUIDE}, warranty: 24 months for new products`,
      words: {
        en: {
          agent: 'New products carry a warranty of {months:month|months} (last day: {until}).',
          buyer: 'Your product is covered by our warranty for {months:month|months} (last day: {until}).',
        },
        fr: {
          agent: 'Les produits neufs sont garantis {months:mois|mois} (dernier jour : {until}).',
          buyer: 'Votre produit est couvert par notre garantie pendant {months:mois|mois} (dernier jour : {until}).',
        },
        de: {
          agent: 'Für Neuware gilt eine Garantie von {months:Monat|Monaten} (letzter Tag: {until}).',
          buyer: 'Unsere Garantie deckt Ihr Produkt {months:Monat|Monate} lang ab (letzter Tag: {until}).',
        },
        es: {
          agent: 'Los productos nuevos tienen una garantía de {months:mes|meses} (último día: {until}).',
          buyer: 'Nuestra garantía cubre su producto durante {months:mes|meses} (último día: {until}).',
        },
        it: {
          agent: 'I prodotti nuovi hanno una garanzia di {months:mese|mesi} (ultimo giorno: {until}).',
          buyer: 'La nostra garanzia copre il suo prodotto per {months:mese|mesi} (ultimo giorno: {until}).',
        },
      },
    },
    {
      // M3 says 3 to 6 months; the demo seller gives the 6.
      id: 'warranty.refurbished',
      answer: { months: 6 },
      reference: `${GUIDE}, warranty: 3 to 6 months for used and refurbished products`,
      words: {
        en: {
          agent: 'Used and refurbished products carry a warranty of {months:month|months} (last day: {until}).',
          buyer: 'Your product is covered by our warranty for {months:month|months} (last day: {until}).',
        },
        fr: {
          agent: 'Les produits d’occasion et reconditionnés sont garantis {months:mois|mois} (dernier jour : {until}).',
          buyer: 'Votre produit est couvert par notre garantie pendant {months:mois|mois} (dernier jour : {until}).',
        },
        de: {
          agent: 'Für gebrauchte und generalüberholte Ware gilt eine Garantie von {months:Monat|Monaten} (letzter Tag: {until}).',
          buyer: 'Unsere Garantie deckt Ihr Produkt {months:Monat|Monate} lang ab (letzter Tag: {until}).',
        },
        es: {
          agent: 'Los productos usados y reacondicionados tienen una garantía de {months:mes|meses} (último día: {until}).',
          buyer: 'Nuestra garantía cubre su producto durante {months:mes|meses} (último día: {until}).',
        },
        it: {
          agent: 'I prodotti usati e ricondizionati hanno una garanzia di {months:mese|mesi} (ultimo giorno: {until}).',
          buyer: 'La nostra garanzia copre il suo prodotto per {months:mese|mesi} (ultimo giorno: {until}).',
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
      reference: 'Return policy, exclusions: customised goods',
      words: {
        en: {
          agent: 'Customised goods are left out of the commercial return.',
          buyer: 'This item was made to your wishes, so it can’t be returned for a change of mind.',
        },
        fr: {
          agent: 'Les produits personnalisés sont exclus du retour commercial.',
          buyer: 'Cet article a été personnalisé pour vous : il ne peut pas être rendu pour un simple changement d’avis.',
        },
        de: {
          agent: 'Nach Kundenwunsch angefertigte Ware ist von der eigenen Rückgabefrist ausgenommen.',
          buyer:
            'Dieser Artikel wurde nach Ihren Wünschen angefertigt und kann deshalb nicht zurückgegeben werden, nur weil er nicht gefällt.',
        },
        es: {
          agent: 'Los productos personalizados quedan fuera de la devolución comercial.',
          buyer: 'Este artículo se hizo a su medida, así que no puede devolverse por un cambio de opinión.',
        },
        it: {
          agent: 'I prodotti personalizzati sono esclusi dal reso commerciale.',
          buyer: 'Questo articolo è stato fatto su sua richiesta, quindi non può essere reso per un ripensamento.',
        },
      },
    },
    {
      id: 'exclusions.consumable',
      when: { fact: 'consumable', is: true },
      answer: { excluded: true },
      reference: 'Return policy, exclusions: consumables',
      words: {
        en: {
          agent: 'Consumables are left out of the commercial return; the legal right of withdrawal is not touched by this.',
          buyer: 'Consumables are not part of our extended return period.',
        },
        fr: {
          agent: 'Les consommables sont exclus du retour commercial ; le droit légal de rétractation n’en est pas affecté.',
          buyer: 'Les consommables ne bénéficient pas de notre délai de retour prolongé.',
        },
        de: {
          agent: 'Verbrauchsartikel sind von der eigenen Rückgabefrist ausgenommen; das gesetzliche Widerrufsrecht bleibt unberührt.',
          buyer: 'Für Verbrauchsartikel gilt unsere verlängerte Rückgabefrist nicht.',
        },
        es: {
          agent: 'Los consumibles quedan fuera de la devolución comercial; el derecho legal de desistimiento no se ve afectado.',
          buyer: 'Los consumibles no entran en nuestro plazo ampliado de devolución.',
        },
        it: {
          agent: 'I materiali di consumo sono esclusi dal reso commerciale; il diritto legale di recesso resta intatto.',
          buyer: 'I materiali di consumo non rientrano nel nostro periodo di reso esteso.',
        },
      },
    },
  ],

  // M1. Asked only of returns that the seller grants beyond the law. Marketplaces of refurbished goods ask for a device that can be sold again.
  productState: [
    {
      id: 'state.device',
      when: { fact: 'category', in: DEVICES },
      answer: { requires: ['complete', 'undamaged', 'unlocked', 'wiped'] },
      reference: 'Return policy, state of the goods: complete, undamaged, no account lock, no personal data',
      words: {
        en: {
          agent: 'The device comes back complete, undamaged, without an account lock and wiped.',
          buyer: 'Please send it back complete and undamaged, signed out of every account and with your data erased.',
        },
        fr: {
          agent: 'L’appareil revient complet, non endommagé, sans compte lié et vidé.',
          buyer: 'Merci de le renvoyer complet et en bon état, déconnecté de tout compte et vidé de vos données.',
        },
        de: {
          agent: 'Das Gerät kommt vollständig, unbeschädigt, ohne Kontosperre und gelöscht zurück.',
          buyer: 'Bitte senden Sie es vollständig und unbeschädigt zurück, von allen Konten abgemeldet und ohne Ihre Daten.',
        },
        es: {
          agent: 'El dispositivo vuelve completo, sin daños, sin cuenta vinculada y borrado.',
          buyer: 'Por favor, envíelo completo y sin daños, con todas las cuentas cerradas y sin sus datos.',
        },
        it: {
          agent: 'Il dispositivo torna completo, non danneggiato, senza account collegati e azzerato.',
          buyer: 'Per favore, lo rispedisca completo e integro, scollegato da ogni account e senza i suoi dati.',
        },
      },
    },
    {
      id: 'state.other',
      answer: { requires: ['complete', 'undamaged'] },
      reference: 'Return policy, state of the goods: complete and undamaged',
      words: {
        en: { agent: 'The item comes back complete and undamaged.', buyer: 'Please send the item back complete and undamaged.' },
        fr: { agent: 'L’article revient complet et non endommagé.', buyer: 'Merci de renvoyer l’article complet et en bon état.' },
        de: {
          agent: 'Der Artikel kommt vollständig und unbeschädigt zurück.',
          buyer: 'Bitte senden Sie den Artikel vollständig und unbeschädigt zurück.',
        },
        es: { agent: 'El artículo vuelve completo y sin daños.', buyer: 'Por favor, envíe el artículo completo y sin daños.' },
        it: { agent: 'L’articolo torna completo e non danneggiato.', buyer: 'Per favore, rispedisca l’articolo completo e integro.' },
      },
    },
  ],

  returnShipping: [
    {
      // M4. "Defective or the seller at fault"; the carrier is the seller's choice, so its mistakes count as the seller's (DESIGN).
      id: 'shipping.at_fault',
      when: { fact: 'ground', in: ['warranty', 'legal_guarantee', 'seller_fault', 'transit'] },
      answer: { paidBy: 'seller', label: 'prepaid' },
      reference: `${GUIDE}, return costs: prepaid label where the item is defective or the seller or carrier at fault`,
      words: {
        en: { agent: 'The seller provides a prepaid label.', buyer: 'The way back costs you nothing: we provide the label.' },
        fr: {
          agent: 'Le vendeur fournit une étiquette prépayée.',
          buyer: 'Le retour ne vous coûte rien : nous vous fournissons l’étiquette.',
        },
        de: {
          agent: 'Der Händler stellt ein vorfrankiertes Etikett.',
          buyer: 'Der Rückversand kostet Sie nichts: Das Etikett bekommen Sie von uns.',
        },
        es: {
          agent: 'El vendedor facilita una etiqueta prepagada.',
          buyer: 'El envío de vuelta no le cuesta nada: la etiqueta la ponemos nosotros.',
        },
        it: {
          agent: 'Il venditore fornisce un’etichetta prepagata.',
          buyer: 'Il ritorno non le costa niente: l’etichetta la forniamo noi.',
        },
      },
    },
    {
      id: 'shipping.buyer',
      answer: { paidBy: 'buyer', label: 'own' },
      reference: `${GUIDE}, return costs: paid by the buyer`,
      words: {
        en: {
          agent: 'The buyer sends the item back at their own expense.',
          buyer: 'Please send the item back with a carrier of your choice; the postage is yours to pay.',
        },
        fr: {
          agent: 'L’acheteur renvoie l’article à ses frais.',
          buyer: 'Merci de renvoyer l’article avec le transporteur de votre choix ; les frais de retour sont à votre charge.',
        },
        de: {
          agent: 'Der Rückversand geht zulasten des Käufers.',
          buyer: 'Bitte senden Sie den Artikel mit einem Versanddienst Ihrer Wahl zurück; das Porto tragen Sie.',
        },
        es: {
          agent: 'El comprador envía el artículo de vuelta a su cargo.',
          buyer: 'Por favor, envíe el artículo de vuelta con el transportista que prefiera; los gastos corren de su cuenta.',
        },
        it: {
          agent: 'L’acquirente rispedisce l’articolo a proprie spese.',
          buyer: 'Per favore, rispedisca l’articolo con un corriere a sua scelta; le spese sono a suo carico.',
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
      reference: `${GUIDE}, repeated returns: the third is a total refund`,
      words: {
        en: {
          agent: 'This is technical return number {technicalReturn} of the item: the whole order is refunded.',
          buyer: 'This item has let you down too often, and we are sorry. We refund your whole order.',
        },
        fr: {
          agent: 'C’est le retour technique n° {technicalReturn} de cet article : toute la commande est remboursée.',
          buyer: 'Cet article vous a posé trop de problèmes, et nous en sommes désolés. Nous vous remboursons toute la commande.',
        },
        de: {
          agent: 'Dies ist die technische Rückgabe Nr. {technicalReturn} dieses Artikels: Die ganze Bestellung wird erstattet.',
          buyer: 'Dieser Artikel hat Sie zu oft im Stich gelassen, und das tut uns leid. Wir erstatten Ihnen die ganze Bestellung.',
        },
        es: {
          agent: 'Es la devolución técnica n.º {technicalReturn} de este artículo: se reembolsa todo el pedido.',
          buyer: 'Este artículo le ha fallado demasiadas veces, y lo sentimos. Le reembolsamos todo el pedido.',
        },
        it: {
          agent: 'È il reso tecnico n. {technicalReturn} di questo articolo: si rimborsa l’intero ordine.',
          buyer: 'Questo articolo le ha dato troppi problemi, e ci dispiace. Le rimborsiamo l’intero ordine.',
        },
      },
    },
    {
      id: 'repeat.second',
      when: { fact: 'technicalReturn', is: 2 },
      answer: { offer: ['replacement', 'refund'], final: true },
      reference: `${GUIDE}, repeated returns: the second ends in a new product or a refund`,
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
        de: {
          agent: 'Dies ist die zweite technische Rückgabe dieses Artikels: keine zweite Reparatur, nur Ersatz oder Erstattung.',
          buyer:
            'Es tut uns leid, dass es wieder passiert ist. Ein zweites Mal reparieren wir nicht: Sie bekommen Ersatz oder Ihr Geld zurück.',
        },
        es: {
          agent: 'Es la segunda devolución técnica de este artículo: no hay segunda reparación, solo sustitución o reembolso.',
          buyer: 'Sentimos que haya vuelto a ocurrir. No lo reparamos por segunda vez: le damos otro o le devolvemos el dinero.',
        },
        it: {
          agent: 'È il secondo reso tecnico di questo articolo: niente seconda riparazione, solo sostituzione o rimborso.',
          buyer: 'Ci dispiace che sia successo di nuovo. Non lo ripariamo una seconda volta: lo sostituiamo o la rimborsiamo.',
        },
      },
    },
    {
      id: 'resolutions.defective',
      when: { fact: 'ground', in: ['warranty', 'legal_guarantee'] },
      answer: { offer: ['repair', 'replacement', 'refund'] },
      reference: `${GUIDE}, after-sales: the seller repairs, replaces or refunds`,
      words: {
        en: { agent: 'Repair, replacement or refund.', buyer: 'We repair it, replace it or refund you.' },
        fr: { agent: 'Réparation, remplacement ou remboursement.', buyer: 'Nous le réparons, le remplaçons ou vous remboursons.' },
        de: {
          agent: 'Reparatur, Ersatz oder Erstattung.',
          buyer: 'Wir reparieren den Artikel, ersetzen ihn oder erstatten Ihnen den Preis.',
        },
        es: { agent: 'Reparación, sustitución o reembolso.', buyer: 'Lo reparamos, lo sustituimos o le devolvemos el dinero.' },
        it: { agent: 'Riparazione, sostituzione o rimborso.', buyer: 'Lo ripariamo, lo sostituiamo o la rimborsiamo.' },
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
      reference: 'Own policy, missing parts',
      words: {
        en: {
          agent: 'Send what was missing, refund a part, or take it back.',
          buyer: 'We send you what was missing, refund a part of the price, or take everything back.',
        },
        fr: {
          agent: 'Envoyer la pièce manquante, rembourser une partie ou reprendre l’article.',
          buyer: 'Nous vous envoyons ce qui manquait, remboursons une partie du prix ou reprenons l’article.',
        },
        de: {
          agent: 'Das fehlende Teil nachsenden, einen Teil erstatten oder den Artikel zurücknehmen.',
          buyer: 'Wir senden Ihnen nach, was fehlt, erstatten einen Teil des Preises oder nehmen alles zurück.',
        },
        es: {
          agent: 'Enviar lo que falta, reembolsar una parte o aceptar la devolución.',
          buyer: 'Le enviamos lo que falta, le reembolsamos una parte del precio o aceptamos la devolución.',
        },
        it: {
          agent: 'Inviare ciò che manca, rimborsare una parte o riprendere l’articolo.',
          buyer: 'Le inviamo ciò che manca, rimborsiamo una parte del prezzo o riprendiamo tutto.',
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
      reference: 'Own policy, late deliveries',
      words: {
        en: {
          agent: 'Refund, or the buyer keeps the item with a gesture.',
          buyer: 'You can return it for a refund, or keep it with a gesture from us.',
        },
        fr: {
          agent: 'Remboursement, ou l’acheteur garde l’article avec un geste commercial.',
          buyer: 'Vous pouvez le rendre contre remboursement, ou le garder avec un geste de notre part.',
        },
        de: {
          agent: 'Erstattung, oder der Artikel bleibt beim Käufer, mit einer Aufmerksamkeit.',
          buyer: 'Sie können ihn gegen Erstattung zurückgeben oder mit einer Aufmerksamkeit von uns behalten.',
        },
        es: {
          agent: 'Reembolso, o el comprador se queda el artículo con un detalle comercial.',
          buyer: 'Puede devolverlo y recibir el reembolso, o quedárselo con un detalle por nuestra parte.',
        },
        it: {
          agent: 'Rimborso, oppure l’acquirente tiene l’articolo con un gesto commerciale.',
          buyer: 'Può renderlo e ricevere il rimborso, oppure tenerlo con un nostro gesto commerciale.',
        },
      },
    },
    {
      // M36: what is counterfeit can't be replaced from the same stock, nor may it be kept for less.
      id: 'resolutions.counterfeit',
      when: { fact: 'reason', is: 'counterfeit' },
      answer: { offer: ['refund'] },
      reference: `${GUIDE}, counterfeits: refund at once`,
      words: {
        en: { agent: 'Counterfeit: refund.', buyer: 'We refund you in full.' },
        fr: { agent: 'Contrefaçon : remboursement.', buyer: 'Nous vous remboursons intégralement.' },
        de: { agent: 'Fälschung: Erstattung.', buyer: 'Wir erstatten Ihnen alles.' },
        es: { agent: 'Falsificación: reembolso.', buyer: 'Le reembolsamos todo.' },
        it: { agent: 'Contraffazione: rimborso.', buyer: 'Le rimborsiamo tutto.' },
      },
    },
    {
      // Silent in the guide: the buyer ordered a thing and did not get it, so the thing itself comes first.
      id: 'resolutions.at_fault',
      when: { fact: 'ground', in: ['seller_fault', 'transit'] },
      answer: { offer: ['replacement', 'refund'] },
      reference: 'Own policy, faults of seller and carrier',
      words: {
        en: { agent: 'Replacement or refund.', buyer: 'We replace it or refund you.' },
        fr: { agent: 'Remplacement ou remboursement.', buyer: 'Nous le remplaçons ou vous remboursons.' },
        de: { agent: 'Ersatz oder Erstattung.', buyer: 'Wir ersetzen den Artikel oder erstatten Ihnen den Preis.' },
        es: { agent: 'Sustitución o reembolso.', buyer: 'Lo sustituimos o le devolvemos el dinero.' },
        it: { agent: 'Sostituzione o rimborso.', buyer: 'Lo sostituiamo o la rimborsiamo.' },
      },
    },
    {
      id: 'resolutions.refund',
      answer: { offer: ['refund'] },
      reference: `${GUIDE}, returns: refund`,
      words: {
        en: { agent: 'Refund.', buyer: 'We refund you.' },
        fr: { agent: 'Remboursement.', buyer: 'Nous vous remboursons.' },
        de: { agent: 'Erstattung.', buyer: 'Sie bekommen Ihr Geld zurück.' },
        es: { agent: 'Reembolso.', buyer: 'Le devolvemos el dinero.' },
        it: { agent: 'Rimborso.', buyer: 'La rimborsiamo.' },
      },
    },
  ],

  refund: [
    {
      id: 'refund.whole_order',
      when: { fact: 'technicalReturn', atLeast: 3 },
      answer: { method: 'original_payment', days: 5, items: 'order', shipping: 'all' },
      reference: `${GUIDE}, repeated returns: total refund of the order`,
      words: {
        en: {
          agent: 'Everything that was paid for the order, shipping included.',
          buyer: 'You get back everything that you paid for the order, shipping included.',
        },
        fr: {
          agent: 'Tout ce qui a été payé pour la commande, livraison comprise.',
          buyer: 'Vous récupérez tout ce que vous avez payé pour la commande, livraison comprise.',
        },
        de: {
          agent: 'Alles, was für die Bestellung bezahlt wurde, samt Versand.',
          buyer: 'Sie bekommen alles zurück, was Sie für die Bestellung bezahlt haben, samt Versand.',
        },
        es: {
          agent: 'Todo lo que se pagó por el pedido, envío incluido.',
          buyer: 'Le devolvemos todo lo que pagó por el pedido, envío incluido.',
        },
        it: {
          agent: 'Tutto ciò che è stato pagato per l’ordine, spedizione compresa.',
          buyer: 'Riceve indietro tutto ciò che ha pagato per l’ordine, spedizione compresa.',
        },
      },
    },
    {
      // M1: beyond the law's fourteen days it is a kindness, and it is the price that comes back.
      id: 'refund.commercial',
      when: { fact: 'ground', is: 'commercial_return' },
      answer: { method: 'original_payment', days: 5, items: 'unit', shipping: 'none' },
      reference: 'Return policy, refunds: the price of the item',
      words: {
        en: {
          agent: 'The price of the item; the outbound shipping stays paid.',
          buyer: 'You get back the price of the item; the delivery to you stays paid.',
        },
        fr: {
          agent: 'Le prix de l’article ; les frais d’envoi initiaux ne sont pas remboursés.',
          buyer: 'Le prix de l’article vous est remboursé ; les frais de livraison initiaux restent à votre charge.',
        },
        de: {
          agent: 'Der Preis des Artikels; der Hinversand wird nicht erstattet.',
          buyer: 'Sie bekommen den Preis des Artikels zurück; die Lieferkosten werden nicht erstattet.',
        },
        es: {
          agent: 'El precio del artículo; el envío inicial no se reembolsa.',
          buyer: 'Le devolvemos el precio del artículo; los gastos del envío inicial no se reembolsan.',
        },
        it: {
          agent: 'Il prezzo dell’articolo; la spedizione iniziale non si rimborsa.',
          buyer: 'Riceve indietro il prezzo dell’articolo; le spese della consegna iniziale non si rimborsano.',
        },
      },
    },
    {
      // Withdrawal (Dir. 2011/83/EU Art. 13(1)), faults of seller and carrier. A defective item too: ending the contract puts the buyer where they were.
      id: 'refund.with_shipping',
      answer: { method: 'original_payment', days: 5, items: 'unit', shipping: 'share' },
      reference: 'Return policy, refunds: the price of the item and its share of the shipping',
      words: {
        en: {
          agent: 'A refund is the price of the item and its share of the standard outbound shipping.',
          buyer: 'A refund covers the price of the item and its share of the standard delivery.',
        },
        fr: {
          agent: 'Le remboursement comprend le prix de l’article et sa part des frais de livraison standard.',
          buyer: 'Le remboursement comprend le prix de l’article et sa part des frais de livraison standard.',
        },
        de: {
          agent: 'Eine Erstattung umfasst den Preis des Artikels und seinen Anteil am Standardversand.',
          buyer: 'Eine Erstattung umfasst den Preis des Artikels und seinen Anteil an der Standardlieferung.',
        },
        es: {
          agent: 'Un reembolso incluye el precio del artículo y su parte del envío estándar.',
          buyer: 'Un reembolso incluye el precio del artículo y su parte del envío estándar.',
        },
        it: {
          agent: 'Un rimborso comprende il prezzo dell’articolo e la sua parte della spedizione standard.',
          buyer: 'Un rimborso comprende il prezzo dell’articolo e la sua parte della consegna standard.',
        },
      },
    },
  ],

  // Neither the guide nor today's pages let a seller keep a part of the price, so the pack keeps nothing. Who wants to writes rows of their own.
  deductions: [],

  evidence: [
    {
      // M1. What the eye can judge before the parcel is back. A change of mind or a technical fault shows nothing on a photo.
      id: 'evidence.photos',
      when: { fact: 'reason', in: ['damaged_in_transit', 'not_as_described', 'wrong_item', 'missing_part', 'counterfeit'] },
      answer: { photos: 1 },
      reference: 'Return policy, evidence: a photo of what is wrong',
      words: {
        en: { agent: 'A photo of what is wrong is asked for.', buyer: 'Please add a photo of what is wrong.' },
        fr: { agent: 'Une photo du problème est demandée.', buyer: 'Merci de joindre une photo du problème.' },
        de: {
          agent: 'Erbeten ist ein Foto von dem, was nicht stimmt.',
          buyer: 'Bitte fügen Sie ein Foto von dem hinzu, was nicht stimmt.',
        },
        es: { agent: 'Se pide una foto del problema.', buyer: 'Por favor, añada una foto del problema.' },
        it: { agent: 'Si chiede una foto del problema.', buyer: 'Per favore, aggiunga una foto del problema.' },
      },
    },
  ],

  // M10. Every row that matches speaks, in this order. What is told holds for any answer but a no; the first row under `packaging` that forbids
  // sending is for batteries that may catch fire (ADR special provision 376: damaged lithium batteries don't travel by ordinary post).
  instructions: [
    {
      id: 'instructions.battery_first',
      when: {
        all: [
          { fact: 'category', in: DEVICES },
          { fact: 'fault', in: ['battery', 'overheating'] },
        ],
      },
      answer: { topic: 'packaging' },
      reference: 'Return instructions: damaged lithium batteries, ADR special provision 376',
      words: {
        en: {
          agent:
            'Ask whether the battery is swollen, leaking or hot: such a device doesn’t travel by ordinary post, it needs a carrier for dangerous goods.',
          buyer:
            'Is the battery swollen, leaking or hot? Then please don’t charge the device and don’t send it yet. Keep it away from anything that burns and write to us: we tell you how it travels safely.',
        },
        fr: {
          agent:
            'Demander si la batterie est gonflée, coule ou chauffe : un tel appareil ne voyage pas par la poste ordinaire, il faut un transporteur de matières dangereuses.',
          buyer:
            'La batterie est gonflée, coule ou chauffe ? Merci de ne pas charger l’appareil et de ne pas l’envoyer pour l’instant. Gardez-le loin de tout ce qui peut brûler et écrivez-nous : nous vous dirons comment l’expédier sans danger.',
        },
        de: {
          agent:
            'Nachfragen, ob der Akku aufgebläht ist, ausläuft oder heiß wird: Ein solches Gerät reist nicht mit der gewöhnlichen Post, sondern mit einem Gefahrgutdienst.',
          buyer:
            'Ist der Akku aufgebläht, läuft er aus oder wird er heiß? Dann laden Sie das Gerät bitte nicht und senden Sie es noch nicht ab. Halten Sie es von Brennbarem fern und schreiben Sie uns: Wir sagen Ihnen, wie es sicher reist.',
        },
        es: {
          agent:
            'Preguntar si la batería está hinchada, pierde líquido o se calienta: un dispositivo así no viaja por correo ordinario, necesita un transportista de mercancías peligrosas.',
          buyer:
            '¿La batería está hinchada, pierde líquido o se calienta? Entonces no cargue el dispositivo ni lo envíe todavía. Manténgalo lejos de todo lo que pueda arder y escríbanos: le diremos cómo enviarlo con seguridad.',
        },
        it: {
          agent:
            'Chiedere se la batteria è gonfia, perde liquido o scotta: un dispositivo così non viaggia con la posta ordinaria, serve un corriere per merci pericolose.',
          buyer:
            'La batteria è gonfia, perde liquido o scotta? Allora non ricarichi il dispositivo e non lo spedisca ancora. Lo tenga lontano da tutto ciò che può bruciare e ci scriva: le diremo come spedirlo in sicurezza.',
        },
      },
    },
    {
      id: 'instructions.slip',
      answer: { topic: 'documents' },
      reference: 'Return instructions: packing slip with the return number',
      words: {
        en: {
          agent: 'The packing slip with the RMA number lies in the parcel.',
          buyer:
            'Please print the packing slip and lay it in the parcel. No printer? Write your return number clearly on a sheet of paper.',
        },
        fr: {
          agent: 'Le bon de retour avec le numéro de retour est dans le colis.',
          buyer:
            'Merci d’imprimer le bon de retour et de le glisser dans le colis. Pas d’imprimante ? Notez lisiblement votre numéro de retour sur une feuille.',
        },
        de: {
          agent: 'Der Rücksendeschein mit dem Rückgabecode liegt im Paket.',
          buyer:
            'Bitte drucken Sie den Rücksendeschein aus und legen Sie ihn ins Paket. Kein Drucker? Schreiben Sie Ihren Rückgabecode gut lesbar auf ein Blatt Papier.',
        },
        es: {
          agent: 'La hoja de devolución con el código va dentro del paquete.',
          buyer:
            'Por favor, imprima la hoja de devolución y métala en el paquete. ¿No tiene impresora? Escriba su código de devolución con claridad en un papel.',
        },
        it: {
          agent: 'Il modulo di reso con il codice è nel pacco.',
          buyer:
            'Per favore, stampi il modulo di reso e lo metta nel pacco. Non ha una stampante? Scriva il codice di reso in modo leggibile su un foglio.',
        },
      },
    },
    // One thing to tick off each.
    {
      id: 'instructions.backup',
      when: { fact: 'category', in: ['smartphone', 'tablet', 'smartwatch', 'laptop', 'desktop', 'console'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: data',
      words: {
        en: { agent: 'Back up the data.', buyer: 'Back up your data: we wipe what comes back.' },
        fr: { agent: 'Sauvegarder les données.', buyer: 'Sauvegardez vos données : nous effaçons ce qui nous revient.' },
        de: { agent: 'Daten sichern.', buyer: 'Sichern Sie Ihre Daten: Was zurückkommt, löschen wir.' },
        es: { agent: 'Copia de seguridad de los datos.', buyer: 'Haga una copia de seguridad de sus datos: borramos lo que nos llega.' },
        it: { agent: 'Copia dei dati.', buyer: 'Salvi i suoi dati: cancelliamo tutto ciò che ci torna.' },
      },
    },
    {
      id: 'instructions.sign_out',
      when: { fact: 'category', in: ['smartphone', 'tablet', 'smartwatch'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: accounts',
      words: {
        en: {
          agent: 'Sign out of iCloud or Google, switch off the search for the device.',
          buyer:
            'Sign out of iCloud or your Google account and switch off “Find My”. If it no longer starts, remove it from your account online. We never need your passcode.',
        },
        fr: {
          agent: 'Se déconnecter d’iCloud ou de Google, désactiver la localisation.',
          buyer:
            'Déconnectez-vous d’iCloud ou de votre compte Google et désactivez « Localiser ». S’il ne s’allume plus, retirez-le de votre compte en ligne. Nous n’avons jamais besoin de votre code.',
        },
        de: {
          agent: 'Von iCloud oder Google abmelden, Ortung ausschalten.',
          buyer:
            'Melden Sie sich von iCloud oder Ihrem Google-Konto ab und schalten Sie „Wo ist?“ aus. Startet es nicht mehr, entfernen Sie es online aus Ihrem Konto. Ihren Code brauchen wir nie.',
        },
        es: {
          agent: 'Cerrar sesión en iCloud o Google, desactivar la búsqueda.',
          buyer:
            'Cierre la sesión de iCloud o de su cuenta de Google y desactive «Buscar». Si ya no se enciende, elimínelo de su cuenta por internet. Nunca necesitamos su código.',
        },
        it: {
          agent: 'Uscita da iCloud o Google, localizzazione disattivata.',
          buyer:
            'Esca da iCloud o dal suo account Google e disattivi «Dov’è». Se non si accende più, lo rimuova dal suo account online. Il suo codice non ci serve mai.',
        },
      },
    },
    {
      id: 'instructions.accounts',
      when: { fact: 'category', in: ['laptop', 'desktop', 'console'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: accounts',
      words: {
        en: { agent: 'Sign out of all accounts.', buyer: 'Sign out of your accounts, the one of the shop and those of programs too.' },
        fr: {
          agent: 'Se déconnecter de tous les comptes.',
          buyer: 'Déconnectez tous vos comptes, ceux de la boutique et des logiciels aussi.',
        },
        de: {
          agent: 'Von allen Konten abmelden.',
          buyer: 'Melden Sie sich von Ihren Konten ab, auch von denen des Stores und der Programme.',
        },
        es: {
          agent: 'Cerrar la sesión de todas las cuentas.',
          buyer: 'Cierre la sesión de sus cuentas, también las de la tienda y los programas.',
        },
        it: { agent: 'Uscita da tutti gli account.', buyer: 'Esca dai suoi account, anche da quelli dello store e dei programmi.' },
      },
    },
    {
      id: 'instructions.cards',
      when: { fact: 'category', in: ['smartphone', 'tablet', 'smartwatch'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: cards',
      words: {
        en: { agent: 'SIM and memory card out.', buyer: 'Take out the SIM and the memory card.' },
        fr: { agent: 'Retirer la carte SIM et la carte mémoire.', buyer: 'Retirez la carte SIM et la carte mémoire.' },
        de: { agent: 'SIM- und Speicherkarte entnehmen.', buyer: 'Nehmen Sie SIM- und Speicherkarte heraus.' },
        es: { agent: 'Sacar la SIM y la tarjeta de memoria.', buyer: 'Saque la SIM y la tarjeta de memoria.' },
        it: { agent: 'SIM e scheda di memoria tolte.', buyer: 'Tolga la SIM e la scheda di memoria.' },
      },
    },
    {
      id: 'instructions.discs',
      when: { fact: 'category', in: ['laptop', 'desktop', 'console'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: discs and sticks',
      words: {
        en: { agent: 'Discs, cards and USB sticks out.', buyer: 'Take out discs, cards and USB sticks.' },
        fr: { agent: 'Retirer disques, cartes et clés USB.', buyer: 'Retirez disques, cartes et clés USB.' },
        de: { agent: 'Discs, Karten und USB-Sticks entnehmen.', buyer: 'Nehmen Sie Discs, Karten und USB-Sticks heraus.' },
        es: { agent: 'Sacar discos, tarjetas y memorias USB.', buyer: 'Saque discos, tarjetas y memorias USB.' },
        it: { agent: 'Dischi, schede e chiavette USB tolti.', buyer: 'Tolga dischi, schede e chiavette USB.' },
      },
    },
    {
      id: 'instructions.reset',
      when: { fact: 'category', in: ['smartphone', 'tablet', 'smartwatch', 'laptop', 'desktop', 'console'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: reset',
      words: {
        en: { agent: 'Reset to factory settings.', buyer: 'Reset it to factory settings, if it still starts.' },
        fr: { agent: 'Rétablir les réglages d’usine.', buyer: 'Rétablissez les réglages d’usine, si l’appareil s’allume encore.' },
        de: {
          agent: 'Auf Werkseinstellungen zurücksetzen.',
          buyer: 'Setzen Sie es auf die Werkseinstellungen zurück, falls es noch startet.',
        },
        es: { agent: 'Restablecer los ajustes de fábrica.', buyer: 'Restablezca los ajustes de fábrica, si aún se enciende.' },
        it: { agent: 'Ripristino delle impostazioni di fabbrica.', buyer: 'Ripristini le impostazioni di fabbrica, se si accende ancora.' },
      },
    },
    {
      id: 'instructions.everything',
      when: { fact: 'reason', in: ['changed_mind', 'other', 'arrived_late', 'wrong_item', 'not_as_described', 'counterfeit'] },
      answer: { topic: 'preparation' },
      reference: 'Return instructions: everything that came along',
      words: {
        en: {
          agent: 'All that came along comes back: charger, cable, accessories, box if there is one.',
          buyer: 'Please send back everything that came with it: charger, cable and other accessories.',
        },
        fr: {
          agent: 'Tout ce qui a été livré revient : chargeur, câble, accessoires.',
          buyer: 'Merci de renvoyer tout ce qui accompagnait l’article : chargeur, câble et autres accessoires.',
        },
        de: {
          agent: 'Alles Mitgelieferte kommt zurück: Ladegerät, Kabel, Zubehör.',
          buyer: 'Bitte senden Sie alles mit zurück, was dabei war: Ladegerät, Kabel und weiteres Zubehör.',
        },
        es: {
          agent: 'Vuelve todo lo que se entregó: cargador, cable, accesorios.',
          buyer: 'Por favor, devuelva todo lo que venía con el artículo: cargador, cable y demás accesorios.',
        },
        it: {
          agent: 'Torna tutto ciò che era incluso: caricatore, cavo, accessori.',
          buyer: 'Per favore, rispedisca tutto ciò che era incluso: caricatore, cavo e altri accessori.',
        },
      },
    },
    {
      id: 'instructions.keep_packing',
      when: { fact: 'reason', is: 'damaged_in_transit' },
      answer: { topic: 'packaging' },
      reference: 'Return instructions: parcels that were damaged on the way',
      words: {
        en: {
          agent: 'Box, padding and label of the damaged parcel are kept, with photos: the carrier may ask for them.',
          buyer:
            'Please keep the box, the padding and the label as they arrived, and take a photo of each: the carrier may want to see them.',
        },
        fr: {
          agent: 'Le carton, le calage et l’étiquette du colis abîmé sont gardés, avec photos : le transporteur peut les demander.',
          buyer:
            'Merci de garder le carton, le calage et l’étiquette tels qu’ils sont arrivés, et de les photographier : le transporteur peut vouloir les voir.',
        },
        de: {
          agent:
            'Karton, Polsterung und Etikett des beschädigten Pakets bleiben aufbewahrt, mit Fotos: Der Versanddienst kann sie verlangen.',
          buyer:
            'Bitte bewahren Sie Karton, Polsterung und Etikett so auf, wie sie angekommen sind, und fotografieren Sie alles: Der Versanddienst möchte es vielleicht sehen.',
        },
        es: {
          agent: 'Se guardan la caja, el relleno y la etiqueta del paquete dañado, con fotos: el transportista puede pedirlos.',
          buyer:
            'Por favor, guarde la caja, el relleno y la etiqueta tal como llegaron y hágales una foto: el transportista puede querer verlos.',
        },
        it: {
          agent: 'Scatola, imbottitura ed etichetta del pacco danneggiato si conservano, con foto: il corriere può chiederle.',
          buyer:
            'Per favore, conservi la scatola, l’imbottitura e l’etichetta così come sono arrivate e le fotografi: il corriere potrebbe volerle vedere.',
        },
      },
    },
    {
      id: 'instructions.lithium',
      when: { fact: 'category', in: DEVICES },
      answer: { topic: 'packaging' },
      reference: 'Return instructions: devices with a battery',
      words: {
        en: {
          agent: 'Switched off, battery inside the device, no loose batteries.',
          buyer: 'Switch the device off and leave its battery inside. Please don’t put loose batteries or power banks into the parcel.',
        },
        fr: {
          agent: 'Appareil éteint, batterie laissée dedans, pas de batterie à part.',
          buyer:
            'Éteignez l’appareil et laissez la batterie dedans. Merci de ne glisser ni batterie à part ni batterie externe dans le colis.',
        },
        de: {
          agent: 'Ausgeschaltet, Akku im Gerät, keine losen Akkus.',
          buyer: 'Schalten Sie das Gerät aus und lassen Sie den Akku darin. Bitte legen Sie keine losen Akkus oder Powerbanks ins Paket.',
        },
        es: {
          agent: 'Apagado, con la batería dentro, sin baterías sueltas.',
          buyer: 'Apague el dispositivo y deje la batería dentro. Por favor, no meta baterías sueltas ni externas en el paquete.',
        },
        it: {
          agent: 'Spento, con la batteria dentro, senza batterie sciolte.',
          buyer: 'Spenga il dispositivo e lasci la batteria al suo interno. Per favore, non metta nel pacco batterie sciolte o esterne.',
        },
      },
    },
    {
      id: 'instructions.box',
      answer: { topic: 'packaging' },
      reference: 'Return instructions: a firm box, a photo, the proof of posting',
      words: {
        en: {
          agent: 'Firm box, padded on all sides; a photo before closing; the proof of posting is kept.',
          buyer:
            'Use a firm box with padding on all sides. Take a photo of the item and of the closed parcel, and keep the proof of posting until everything is settled.',
        },
        fr: {
          agent: 'Carton solide, calé de tous côtés ; une photo avant fermeture ; la preuve de dépôt est gardée.',
          buyer:
            'Utilisez un carton solide, bien calé de tous côtés. Photographiez l’article et le colis fermé, et gardez la preuve de dépôt jusqu’à ce que tout soit réglé.',
        },
        de: {
          agent: 'Fester Karton, rundum gepolstert; ein Foto vor dem Verschließen; der Einlieferungsbeleg bleibt aufbewahrt.',
          buyer:
            'Nehmen Sie einen festen Karton und polstern Sie ihn rundum. Machen Sie ein Foto vom Artikel und vom geschlossenen Paket, und heben Sie den Einlieferungsbeleg auf, bis alles geregelt ist.',
        },
        es: {
          agent: 'Caja firme, acolchada por todos lados; una foto antes de cerrar; se guarda el justificante de envío.',
          buyer:
            'Use una caja firme y acolchada por todos lados. Haga una foto del artículo y del paquete cerrado, y guarde el justificante de envío hasta que todo esté resuelto.',
        },
        it: {
          agent: 'Scatola robusta, imbottita da ogni lato; una foto prima di chiudere; la ricevuta di spedizione si conserva.',
          buyer:
            'Usi una scatola robusta, imbottita da ogni lato. Fotografi l’articolo e il pacco chiuso, e conservi la ricevuta di spedizione finché tutto è risolto.',
        },
      },
    },
    {
      id: 'instructions.marketplace',
      when: { fact: 'channel', is: 'backmarket' },
      answer: { topic: 'contact' },
      source: 'channel',
      reference: `${GUIDE}, customer care: contact through Back Market`,
      words: {
        en: {
          agent: 'Talk to the buyer through Back Market’s customer care only.',
          buyer: 'Do you have a question? Please write to us from your order on Back Market: there your messages and ours stay together.',
        },
        fr: {
          agent: 'Échanger avec l’acheteur uniquement par le service client de Back Market.',
          buyer: 'Une question ? Écrivez-nous depuis votre commande sur Back Market : vos messages et les nôtres y restent réunis.',
        },
        de: {
          agent: 'Mit der Kundschaft nur über den Kundenservice von Back Market sprechen.',
          buyer:
            'Haben Sie eine Frage? Bitte schreiben Sie uns aus Ihrer Bestellung auf Back Market: Dort bleiben Ihre und unsere Nachrichten beisammen.',
        },
        es: {
          agent: 'Hablar con el comprador solo por la atención al cliente de Back Market.',
          buyer: '¿Tiene alguna pregunta? Escríbanos desde su pedido en Back Market: allí quedan juntos sus mensajes y los nuestros.',
        },
        it: {
          agent: 'Parlare con l’acquirente solo tramite l’assistenza di Back Market.',
          buyer: 'Ha una domanda? Ci scriva dal suo ordine su Back Market: lì i suoi messaggi e i nostri restano insieme.',
        },
      },
    },
    {
      id: 'instructions.mail',
      when: { not: { fact: 'channel', is: 'backmarket' } },
      answer: { topic: 'contact' },
      reference: 'Return instructions: contact by e-mail',
      words: {
        en: {
          agent: 'The buyer is answered by e-mail, in the thread of the return.',
          buyer: 'Do you have a question? Just answer one of our e-mails: it reaches the people who look after your return.',
        },
        fr: {
          agent: 'L’acheteur reçoit nos réponses par e-mail, dans le fil du retour.',
          buyer: 'Une question ? Répondez simplement à l’un de nos e-mails : il parvient à l’équipe qui suit votre retour.',
        },
        de: {
          agent: 'Geantwortet wird per E-Mail, im Verlauf der Retoure.',
          buyer: 'Haben Sie eine Frage? Antworten Sie einfach auf eine unserer E-Mails: Sie erreicht das Team, das Ihre Rückgabe betreut.',
        },
        es: {
          agent: 'Se responde por correo electrónico, en el hilo de la devolución.',
          buyer: '¿Tiene alguna pregunta? Responda sin más a uno de nuestros correos: llega al equipo que lleva su devolución.',
        },
        it: {
          agent: 'Si risponde per e-mail, nella conversazione del reso.',
          buyer: 'Ha una domanda? Risponda a una delle nostre e-mail: arriva alle persone che seguono il suo reso.',
        },
      },
    },
  ],

  // M7. All of them speak; the most that any of them does is to call a person. Signs of abuse add up: 50 calls one, so that what may well be
  // honest is said to the team only where it comes together with more.
  review: [
    {
      id: 'check.photos_missing',
      when: { fact: 'photosMissing', is: true },
      answer: { signal: 'evidence' },
      source: 'check',
      reference: 'Return policy, evidence',
      words: {
        en: {
          agent: 'Photos are missing: {photos} came, {photosAsked} asked for.',
          buyer: 'We need a photo of what is wrong before we can answer for good.',
        },
        fr: {
          agent: 'Il manque des photos : {photos} reçue(s), {photosAsked} demandée(s).',
          buyer: 'Il nous faut une photo du problème avant de pouvoir vous répondre définitivement.',
        },
        de: {
          agent: 'Es fehlen Fotos: {photos} gesandt, {photosAsked} erbeten.',
          buyer: 'Bevor wir endgültig antworten können, brauchen wir ein Foto von dem, was nicht stimmt.',
        },
        es: {
          agent: 'Faltan fotos: {photos} recibidas, {photosAsked} pedidas.',
          buyer: 'Necesitamos una foto del problema antes de poder responderle de forma definitiva.',
        },
        it: {
          agent: 'Mancano foto: {photos} ricevute, {photosAsked} richieste.',
          buyer: 'Ci serve una foto del problema prima di poterle rispondere in modo definitivo.',
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
      answer: { signal: 'abuse', weight: 60 },
      source: 'check',
      reference: 'Abuse signals: returns of this buyer in twelve months',
      words: {
        en: {
          agent: 'The buyer returned {buyerReturns12m} of {buyerOrders12m} orders in twelve months ({buyerReturnRate} %).',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'L’acheteur a renvoyé {buyerReturns12m} commandes sur {buyerOrders12m} en douze mois ({buyerReturnRate} %).',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'In zwölf Monaten gingen {buyerReturns12m} von {buyerOrders12m} Bestellungen zurück ({buyerReturnRate} %).',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'El comprador devolvió {buyerReturns12m} de {buyerOrders12m} pedidos en doce meses ({buyerReturnRate} %).',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'L’acquirente ha reso {buyerReturns12m} ordini su {buyerOrders12m} in dodici mesi ({buyerReturnRate} %).',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      id: 'check.swapped_before',
      when: { fact: 'earlierOtherDevice', atLeast: 1 },
      answer: { signal: 'abuse', weight: 60 },
      source: 'check',
      reference: 'Abuse signals: another device came back before',
      words: {
        en: {
          agent: 'In an earlier return of this item another device came back.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Lors d’un retour précédent de cet article, un autre appareil est revenu.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Bei einer früheren Rückgabe dieses Artikels kam ein anderes Gerät zurück.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'En una devolución anterior de este artículo volvió otro dispositivo.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'In un reso precedente di questo articolo è tornato un altro dispositivo.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
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
      answer: { signal: 'abuse', weight: 60 },
      source: 'check',
      reference: 'Abuse signals: no fault found, twice',
      words: {
        en: {
          agent: 'No fault was found in {earlierNoFault} earlier returns of this item.',
          buyer: 'A person on our team takes a look, so that we understand what happens this time.',
        },
        fr: {
          agent: 'Aucune panne n’a été constatée lors de {earlierNoFault} retours précédents de cet article.',
          buyer: 'Une personne de notre équipe s’en occupe, pour comprendre ce qui se passe cette fois-ci.',
        },
        de: {
          agent: 'Frühere Rückgaben dieses Artikels ohne gefundenen Defekt: {earlierNoFault}.',
          buyer: 'Jemand aus unserem Team sieht es sich an, damit wir verstehen, was diesmal geschieht.',
        },
        es: {
          agent: 'Devoluciones anteriores de este artículo sin fallo encontrado: {earlierNoFault}.',
          buyer: 'Una persona de nuestro equipo lo revisa, para entender qué ocurre esta vez.',
        },
        it: {
          agent: 'Resi precedenti di questo articolo senza guasto trovato: {earlierNoFault}.',
          buyer: 'Una persona del nostro team se ne occupa, per capire che cosa succede questa volta.',
        },
      },
    },
    {
      id: 'check.same_photo',
      when: { fact: 'samePhotoElsewhere', atLeast: 1 },
      answer: { signal: 'abuse', weight: 60 },
      source: 'check',
      reference: 'Abuse signals: the same photo in another return',
      words: {
        en: {
          agent: 'A photo of this request, or one that looks the same, was shown in other returns: {samePhotoElsewhere}.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Une photo de cette demande, ou une photo très semblable, figure dans d’autres retours : {samePhotoElsewhere}.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Ein Foto dieser Anfrage oder ein sehr ähnliches kommt in anderen Retouren vor: {samePhotoElsewhere}.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'Una foto de esta solicitud, o una muy parecida, aparece en otras devoluciones: {samePhotoElsewhere}.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Una foto di questa richiesta, o una molto simile, compare in altri resi: {samePhotoElsewhere}.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      // One swap may be a mix-up at home; it calls a person only beside another sign.
      id: 'check.device_swap',
      when: { fact: 'deviceSwaps12m', atLeast: 1 },
      answer: { signal: 'abuse', weight: 40 },
      source: 'check',
      reference: 'Abuse signals: another device came back, in twelve months',
      words: {
        en: {
          agent: 'Returns in twelve months in which another device came back: {deviceSwaps12m}.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Retours en douze mois où un autre appareil est revenu : {deviceSwaps12m}.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Retouren in zwölf Monaten, bei denen ein anderes Gerät zurückkam: {deviceSwaps12m}.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'Devoluciones en doce meses en las que volvió otro dispositivo: {deviceSwaps12m}.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Resi in dodici mesi in cui è tornato un altro dispositivo: {deviceSwaps12m}.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      id: 'check.device_swap_again',
      when: { fact: 'deviceSwaps12m', atLeast: 2 },
      answer: { signal: 'abuse', weight: 40 },
      source: 'check',
      reference: 'Abuse signals: another device came back more than once in twelve months',
      words: {
        en: {
          agent: 'It happened more than once in twelve months that another device came back ({deviceSwaps12m}).',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Il est arrivé plus d’une fois en douze mois qu’un autre appareil revienne ({deviceSwaps12m}).',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Mehr als einmal in zwölf Monaten kam ein anderes Gerät zurück ({deviceSwaps12m}).',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'Más de una vez en doce meses volvió otro dispositivo ({deviceSwaps12m}).',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Più di una volta in dodici mesi è tornato un altro dispositivo ({deviceSwaps12m}).',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      // Parcels do get lost: one proves nothing, two call a person.
      id: 'check.refund_without_goods',
      when: { fact: 'refundsWithoutGoods12m', atLeast: 1 },
      answer: { signal: 'abuse', weight: 30 },
      source: 'check',
      reference: 'Abuse signals: refunds whose goods never came',
      words: {
        en: {
          agent: 'Refunds in twelve months for which the goods never came: {refundsWithoutGoods12m}.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Remboursements en douze mois sans retour du produit : {refundsWithoutGoods12m}.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Erstattungen in zwölf Monaten, zu denen die Ware nie kam: {refundsWithoutGoods12m}.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'Reembolsos en doce meses cuyo producto nunca volvió: {refundsWithoutGoods12m}.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Rimborsi in dodici mesi senza che la merce sia mai tornata: {refundsWithoutGoods12m}.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      id: 'check.refund_without_goods_again',
      when: { fact: 'refundsWithoutGoods12m', atLeast: 2 },
      answer: { signal: 'abuse', weight: 30 },
      source: 'check',
      reference: 'Abuse signals: refunds whose goods never came, more than once',
      words: {
        en: {
          agent: 'It happened more than once in twelve months that goods never came after a refund ({refundsWithoutGoods12m}).',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Il est arrivé plus d’une fois en douze mois qu’un produit remboursé ne revienne pas ({refundsWithoutGoods12m}).',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Mehr als einmal in zwölf Monaten kam die Ware nach einer Erstattung nie an ({refundsWithoutGoods12m}).',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'Más de una vez en doce meses el producto no volvió tras el reembolso ({refundsWithoutGoods12m}).',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Più di una volta in dodici mesi la merce non è tornata dopo il rimborso ({refundsWithoutGoods12m}).',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      // Families, shared flats and offices have one address: never enough alone.
      id: 'check.linked_returns',
      when: { fact: 'linkedReturns12m', atLeast: 5 },
      answer: { signal: 'abuse', weight: 20 },
      source: 'check',
      reference: 'Abuse signals: returns by others with the same address or mailbox',
      words: {
        en: {
          agent: 'Returns in twelve months by other buyers with the same address or mailbox: {linkedReturns12m}.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'Retours en douze mois d’autres acheteurs avec la même adresse ou boîte mail : {linkedReturns12m}.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Retouren anderer mit gleicher Anschrift oder gleichem Postfach in zwölf Monaten: {linkedReturns12m}.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'Devoluciones en doce meses de otros compradores con la misma dirección o buzón: {linkedReturns12m}.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Resi in dodici mesi di altri acquirenti con lo stesso indirizzo o la stessa casella: {linkedReturns12m}.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      // Nobody answers for their neighbour: alone it calls nobody.
      id: 'check.linked_abuse',
      when: { fact: 'linkedAbuse12m', atLeast: 1 },
      answer: { signal: 'abuse', weight: 40 },
      source: 'check',
      reference: 'Abuse signals: abuse by others with the same address or mailbox',
      words: {
        en: {
          agent: 'Returns by other buyers with the same address or mailbox that ended as abuse, in twelve months: {linkedAbuse12m}.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent:
            'Retours d’autres acheteurs avec la même adresse ou boîte mail qui se sont révélés abusifs, en douze mois : {linkedAbuse12m}.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent:
            'Retouren anderer mit gleicher Anschrift oder gleichem Postfach, die missbräuchlich waren, in zwölf Monaten: {linkedAbuse12m}.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent:
            'Devoluciones de otros compradores con la misma dirección o buzón que resultaron abusivas, en doce meses: {linkedAbuse12m}.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Resi di altri acquirenti con lo stesso indirizzo o la stessa casella rivelatisi abusi, in dodici mesi: {linkedAbuse12m}.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
        },
      },
    },
    {
      // Who claims in the last days is in time, and most are honest: it only adds to other signs, and only for dear things.
      id: 'check.last_days',
      when: {
        all: [
          { fact: 'technical', is: true },
          { fact: 'price', atLeast: 30_000 },
          { fact: 'daysLeft', atMost: 3 },
        ],
      },
      answer: { signal: 'abuse', weight: 20 },
      source: 'check',
      reference: 'Abuse signals: a fault claimed just before the last right ends',
      words: {
        en: {
          agent: 'The fault is claimed when the last right that covers it is about to end; days left: {daysLeft}.',
          buyer: 'A person on our team takes a look at your request.',
        },
        fr: {
          agent: 'La panne est signalée alors que le dernier droit qui la couvre touche à sa fin ; jours restants : {daysLeft}.',
          buyer: 'Une personne de notre équipe regarde votre demande.',
        },
        de: {
          agent: 'Der Defekt wird gemeldet, kurz bevor der letzte Anspruch endet; verbleibende Tage: {daysLeft}.',
          buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an.',
        },
        es: {
          agent: 'El fallo se comunica cuando está a punto de terminar el último derecho que lo cubre; días restantes: {daysLeft}.',
          buyer: 'Una persona de nuestro equipo revisa su solicitud.',
        },
        it: {
          agent: 'Il guasto è segnalato quando l’ultimo diritto che lo copre sta per finire; giorni rimasti: {daysLeft}.',
          buyer: 'Una persona del nostro team esamina la sua richiesta.',
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
      reference: `${GUIDE}, delivery: shipped in 1 day, delivered in 5`,
      words: {
        en: {
          agent: 'The parcel is still within its time of delivery.',
          buyer: 'Your parcel should still be on its way. We look where it is.',
        },
        fr: {
          agent: 'Le colis est encore dans son délai de livraison.',
          buyer: 'Votre colis devrait encore être en route. Nous vérifions où il se trouve.',
        },
        de: {
          agent: 'Das Paket ist noch innerhalb seiner Lieferzeit.',
          buyer: 'Ihr Paket dürfte noch unterwegs sein. Wir sehen nach, wo es ist.',
        },
        es: {
          agent: 'El paquete sigue dentro de su plazo de entrega.',
          buyer: 'Su paquete debería estar aún en camino. Miramos dónde está.',
        },
        it: {
          agent: 'Il pacco è ancora nei suoi tempi di consegna.',
          buyer: 'Il suo pacco dovrebbe essere ancora in viaggio. Verifichiamo dove si trova.',
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
      reference: 'Own policy: a delivery that nobody recorded',
      words: {
        en: {
          agent: 'Shipped {daysSinceShipping} days ago, and no delivery is on record: find out when it arrived.',
          buyer: 'We are checking when your parcel reached you.',
        },
        fr: {
          agent: 'Expédié il y a {daysSinceShipping} jours, sans livraison enregistrée : vérifier la date d’arrivée.',
          buyer: 'Nous vérifions quand votre colis vous est parvenu.',
        },
        de: {
          agent: 'Vor {daysSinceShipping} Tagen versandt, und keine Zustellung ist erfasst: klären, wann das Paket ankam.',
          buyer: 'Wir prüfen, wann Ihr Paket bei Ihnen ankam.',
        },
        es: {
          agent: 'Enviado hace {daysSinceShipping} días y sin entrega registrada: averiguar cuándo llegó.',
          buyer: 'Estamos comprobando cuándo le llegó el paquete.',
        },
        it: {
          agent: 'Spedito {daysSinceShipping} giorni fa, senza consegna registrata: verificare quando è arrivato.',
          buyer: 'Stiamo verificando quando le è arrivato il pacco.',
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
      reference: 'Inspection: the device is not the one that was sold',
      words: {
        en: {
          agent: 'The device that came back is not the one that was sold.',
          buyer: 'We have a question about the device that reached us.',
        },
        fr: {
          agent: 'L’appareil revenu n’est pas celui qui a été vendu.',
          buyer: 'Nous avons une question sur l’appareil qui nous est parvenu.',
        },
        de: {
          agent: 'Das zurückgekommene Gerät ist nicht das verkaufte.',
          buyer: 'Wir haben eine Frage zu dem Gerät, das bei uns angekommen ist.',
        },
        es: {
          agent: 'El dispositivo que volvió no es el que se vendió.',
          buyer: 'Tenemos una pregunta sobre el dispositivo que nos ha llegado.',
        },
        it: { agent: 'Il dispositivo tornato non è quello venduto.', buyer: 'Abbiamo una domanda sul dispositivo che ci è arrivato.' },
      },
    },
    {
      id: 'check.identity_unsure',
      when: { fact: 'identity', in: ['near', 'unreadable'] },
      answer: { signal: 'finding' },
      source: 'check',
      reference: 'Inspection: the number could not be read for sure',
      words: {
        en: { agent: 'IMEI or serial could not be confirmed.', buyer: 'We are checking the device that reached us.' },
        fr: { agent: 'L’IMEI ou le numéro de série n’a pas pu être confirmé.', buyer: 'Nous vérifions l’appareil qui nous est parvenu.' },
        de: { agent: 'IMEI oder Seriennummer ließ sich nicht bestätigen.', buyer: 'Wir prüfen das Gerät, das bei uns angekommen ist.' },
        es: { agent: 'No se pudo confirmar el IMEI o el número de serie.', buyer: 'Estamos revisando el dispositivo que nos ha llegado.' },
        it: {
          agent: 'Non è stato possibile confermare l’IMEI o il numero di serie.',
          buyer: 'Stiamo controllando il dispositivo che ci è arrivato.',
        },
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
      reference: 'Inspection: the finding differs from the request',
      words: {
        en: {
          agent: 'The bench found something else than the request says.',
          buyer: 'Our workshop found something that we would like to talk over with you.',
        },
        fr: {
          agent: 'L’atelier a constaté autre chose que ce que dit la demande.',
          buyer: 'Notre atelier a constaté un point dont nous aimerions parler avec vous.',
        },
        de: {
          agent: 'Die Werkstatt fand etwas anderes, als die Anfrage sagt.',
          buyer: 'Unsere Werkstatt hat etwas gefunden, das wir gern mit Ihnen besprechen möchten.',
        },
        es: {
          agent: 'El taller encontró algo distinto de lo que dice la solicitud.',
          buyer: 'Nuestro taller ha visto algo que nos gustaría comentar con usted.',
        },
        it: {
          agent: 'Il laboratorio ha trovato qualcosa di diverso da ciò che dice la richiesta.',
          buyer: 'Il nostro laboratorio ha trovato qualcosa di cui vorremmo parlare con lei.',
        },
      },
    },
  ],

  deadlines: [
    {
      id: 'deadlines.first_answer',
      answer: { kind: 'first_answer', after: { duration: 'PT24H' }, from: 'request', source: 'channel' },
      source: 'channel',
      reference: `${GUIDE}, customer care: an answer within 24 hours`,
      words: {
        en: { agent: 'First answer within 24 hours.', buyer: 'We answer within 24 hours.' },
        fr: { agent: 'Première réponse sous 24 heures.', buyer: 'Nous vous répondons sous 24 heures.' },
        de: { agent: 'Erste Antwort innerhalb von 24 Stunden.', buyer: 'Wir antworten Ihnen innerhalb von 24 Stunden.' },
        es: { agent: 'Primera respuesta en 24 horas.', buyer: 'Le respondemos en 24 horas.' },
        it: { agent: 'Prima risposta entro 24 ore.', buyer: 'Le rispondiamo entro 24 ore.' },
      },
    },
    {
      // Silent in the guide. After it a person decides with what is there: silence is no reason to close a request.
      id: 'deadlines.buyer_answer',
      answer: {
        kind: 'buyer_answer',
        after: { duration: 'P7D' },
        from: 'question',
        source: 'own',
        ladder: [
          { at: '-P2D', do: 'nudge' },
          { at: 'PT0S', do: 'hand_over' },
        ],
      },
      reference: 'Own target: a week for the buyer’s answer, with a reminder',
      words: {
        en: {
          agent: 'The buyer has a week to answer a question; a reminder goes out two days before the end.',
          buyer: 'Please answer our question within a week; we remind you in good time.',
        },
        fr: {
          agent: 'L’acheteur a une semaine pour répondre à une question ; un rappel part deux jours avant la fin.',
          buyer: 'Merci de répondre à notre question sous une semaine ; nous vous le rappelons à temps.',
        },
        de: {
          agent: 'Für die Antwort auf eine Frage bleibt eine Woche; zwei Tage vorher geht eine Erinnerung hinaus.',
          buyer: 'Bitte beantworten Sie unsere Frage innerhalb einer Woche; wir erinnern Sie rechtzeitig.',
        },
        es: {
          agent: 'El comprador tiene una semana para responder; dos días antes se le envía un recordatorio.',
          buyer: 'Por favor, responda a nuestra pregunta en el plazo de una semana; se lo recordaremos a tiempo.',
        },
        it: {
          agent: 'L’acquirente ha una settimana per rispondere; due giorni prima parte un promemoria.',
          buyer: 'Per favore, risponda alla nostra domanda entro una settimana; glielo ricorderemo per tempo.',
        },
      },
    },
    {
      id: 'deadlines.decision',
      answer: { kind: 'decision', after: { duration: 'P2D' }, from: 'request', source: 'own' },
      reference: 'Own target: a person decides within two days',
      words: {
        en: { agent: 'A person decides within two days.', buyer: 'A person on our team decides within two days.' },
        fr: { agent: 'Une personne décide sous deux jours.', buyer: 'Une personne de notre équipe décide sous deux jours.' },
        de: {
          agent: 'Ein Mensch entscheidet innerhalb von zwei Tagen.',
          buyer: 'Jemand aus unserem Team entscheidet innerhalb von zwei Tagen.',
        },
        es: { agent: 'Una persona decide en dos días.', buyer: 'Una persona de nuestro equipo decide en dos días.' },
        it: { agent: 'Una persona decide entro due giorni.', buyer: 'Una persona del nostro team decide entro due giorni.' },
      },
    },
    {
      // Silent in the guide. The label goes out with the approval; a day is for the carrier that fails to make it.
      id: 'deadlines.label',
      answer: { kind: 'label', after: { duration: 'P1D' }, from: 'approval', source: 'policy' },
      reference: 'Own policy, labels',
      words: {
        en: { agent: 'The label is there within a day of the approval.', buyer: 'Your label arrives within a day.' },
        fr: { agent: 'L’étiquette est fournie sous un jour après l’accord.', buyer: 'Votre étiquette arrive sous un jour.' },
        de: { agent: 'Das Etikett ist innerhalb eines Tages nach der Zusage da.', buyer: 'Ihr Etikett kommt innerhalb eines Tages.' },
        es: {
          agent: 'La etiqueta está lista un día después de la aceptación, como máximo.',
          buyer: 'Su etiqueta llega en el plazo de un día.',
        },
        it: { agent: 'L’etichetta è pronta entro un giorno dall’accettazione.', buyer: 'La sua etichetta arriva entro un giorno.' },
      },
    },
    {
      // Silent in the guide: as long as the law gives a buyer who withdraws.
      id: 'deadlines.send_back',
      answer: { kind: 'send_back', after: { duration: 'P14D' }, from: 'approval', source: 'policy' },
      reference: 'Own policy, sending back',
      words: {
        en: { agent: 'The buyer sends the item within 14 days.', buyer: 'Please send the item within 14 days.' },
        fr: { agent: 'L’acheteur renvoie l’article sous 14 jours.', buyer: 'Merci de renvoyer l’article sous 14 jours.' },
        de: {
          agent: 'Der Artikel wird innerhalb von 14 Tagen zurückgesandt.',
          buyer: 'Bitte senden Sie den Artikel innerhalb von 14 Tagen zurück.',
        },
        es: { agent: 'El comprador envía el artículo en 14 días.', buyer: 'Por favor, envíe el artículo en un plazo de 14 días.' },
        it: { agent: 'L’acquirente rispedisce l’articolo entro 14 giorni.', buyer: 'Per favore, rispedisca l’articolo entro 14 giorni.' },
      },
    },
    {
      id: 'deadlines.resolve',
      answer: { kind: 'resolve', after: { duration: 'P5D' }, from: 'item_back', source: 'channel' },
      source: 'channel',
      reference: `${GUIDE}, after-sales: 5 days to repair, replace or refund`,
      words: {
        en: {
          agent: 'Repair, replace or refund within 5 days once the item is back.',
          buyer: 'Once the item is back, it takes us 5 days at most.',
        },
        fr: {
          agent: 'Réparer, remplacer ou rembourser sous 5 jours après le retour.',
          buyer: 'Une fois l’article revenu, il nous faut 5 jours au plus.',
        },
        de: {
          agent: 'Reparatur, Ersatz oder Erstattung innerhalb von 5 Tagen nach Eingang des Artikels.',
          buyer: 'Ist der Artikel zurück, brauchen wir höchstens 5 Tage.',
        },
        es: {
          agent: 'Reparar, sustituir o reembolsar en 5 días desde que vuelve el artículo.',
          buyer: 'Cuando el artículo haya vuelto, tardamos 5 días como máximo.',
        },
        it: {
          agent: 'Riparare, sostituire o rimborsare entro 5 giorni dal ritorno dell’articolo.',
          buyer: 'Quando l’articolo è tornato, ci servono al massimo 5 giorni.',
        },
      },
    },
    {
      id: 'deadlines.auto_refund',
      answer: { kind: 'auto_refund', after: { duration: 'P10D' }, from: 'item_back', source: 'channel' },
      source: 'channel',
      reference: `${GUIDE}, after-sales: after 10 days the buyer is refunded in full`,
      words: {
        en: {
          agent: 'After 10 days the buyer is refunded in full, automatically.',
          buyer: 'If it took us more than 10 days, you would be refunded in full.',
        },
        fr: {
          agent: 'Après 10 jours, l’acheteur est remboursé intégralement, automatiquement.',
          buyer: 'Si cela prenait plus de 10 jours, nous vous rembourserions tout.',
        },
        de: {
          agent: 'Nach 10 Tagen wird automatisch der volle Betrag erstattet.',
          buyer: 'Sollten wir länger als 10 Tage brauchen, bekämen Sie den vollen Betrag zurück.',
        },
        es: {
          agent: 'Pasados 10 días se reembolsa todo, automáticamente.',
          buyer: 'Si tardáramos más de 10 días, se le reembolsaría todo.',
        },
        it: {
          agent: 'Dopo 10 giorni l’acquirente è rimborsato per intero, in automatico.',
          buyer: 'Se ci mettessimo più di 10 giorni, le rimborseremmo tutto.',
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

/**
 * What the law's findings say, by rule without its country: `law.FR.withdrawal` is `law.withdrawal` here. For the agent: which right, until when.
 * For the buyer: what it means for them, never less than it is.
 */
import type { Words } from '../document.ts';

export const LAW_WORDS: Readonly<Record<string, Required<Words>>> = {
  'law.withdrawal': {
    en: {
      agent: 'Delivered on {delivered}: the legal right of withdrawal is open until {until}. No reason is needed.',
      buyer: 'You can withdraw from your purchase until {until}, without giving a reason.',
    },
    fr: {
      agent: 'Livré le {delivered} : le droit légal de rétractation court jusqu’au {until}, sans motif à donner.',
      buyer: 'Vous pouvez vous rétracter jusqu’au {until}, sans avoir à donner de motif.',
    },
    de: {
      agent: 'Geliefert am {delivered}: Das gesetzliche Widerrufsrecht besteht bis {until}. Ein Grund ist nicht nötig.',
      buyer: 'Sie können Ihren Kauf bis {until} ohne Angabe von Gründen widerrufen.',
    },
    es: {
      agent: 'Entregado el {delivered}: el derecho legal de desistimiento está abierto hasta el {until}, sin necesidad de motivo.',
      buyer: 'Puede desistir de su compra hasta el {until}, sin dar ningún motivo.',
    },
    it: {
      agent: 'Consegnato il {delivered}: il diritto legale di recesso è aperto fino al {until}, senza bisogno di motivazione.',
      buyer: 'Può recedere dall’acquisto fino al {until}, senza indicare alcun motivo.',
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
    de: {
      agent: 'Noch nicht geliefert: Der Käufer kann schon jetzt widerrufen, und bis {days} Tage nach der Lieferung.',
      buyer: 'Sie können Ihren Kauf schon jetzt und bis {days} Tage nach der Lieferung ohne Angabe von Gründen widerrufen.',
    },
    es: {
      agent: 'Aún no entregado: el comprador ya puede desistir, y hasta {days} días después de la entrega.',
      buyer: 'Puede desistir de su compra desde ahora y hasta {days} días después de la entrega, sin dar ningún motivo.',
    },
    it: {
      agent: 'Non ancora consegnato: l’acquirente può già recedere, e fino a {days} giorni dopo la consegna.',
      buyer: 'Può recedere dall’acquisto già ora e fino a {days} giorni dopo la consegna, senza indicare alcun motivo.',
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
    de: {
      agent: 'Geliefert am {delivered}: Das gesetzliche Widerrufsrecht endete am {until}.',
      buyer: 'Die gesetzliche Widerrufsfrist von {days} Tagen endete am {until}.',
    },
    es: {
      agent: 'Entregado el {delivered}: el derecho legal de desistimiento terminó el {until}.',
      buyer: 'El plazo legal de desistimiento de {days} días terminó el {until}.',
    },
    it: {
      agent: 'Consegnato il {delivered}: il diritto legale di recesso è terminato il {until}.',
      buyer: 'Il termine legale di recesso di {days} giorni è terminato il {until}.',
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
    de: {
      agent: 'Nach Vorgaben des Käufers angefertigt: Das Gesetz gibt kein Widerrufsrecht.',
      buyer: 'Für Artikel, die nach Ihren Wünschen angefertigt wurden, sieht das Gesetz kein Widerrufsrecht vor.',
    },
    es: {
      agent: 'Hecho según las especificaciones del comprador: la ley no da derecho de desistimiento.',
      buyer: 'Para artículos hechos a su medida, la ley no prevé derecho de desistimiento.',
    },
    it: {
      agent: 'Realizzato su richiesta dell’acquirente: la legge non dà diritto di recesso.',
      buyer: 'Per gli articoli personalizzati su sua richiesta la legge non prevede il diritto di recesso.',
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
        'Le remboursement est dû au plus tard le {until}, soit {days} jours après la déclaration ; il peut attendre le bien ou la preuve de son expédition, selon ce qui arrive en premier.',
      buyer: 'Votre argent vous revient au plus tard le {until}, dès que l’article nous est parvenu ou que vous avez prouvé son envoi.',
    },
    de: {
      agent:
        'Das Geld muss bis {until} zurück sein, {days} Tage nach der Erklärung; es darf auf die Ware oder den Nachweis des Versands warten, je nachdem, was zuerst kommt.',
      buyer: 'Sie haben Ihr Geld spätestens am {until} zurück, sobald die Ware bei uns ist oder Sie den Versand nachgewiesen haben.',
    },
    es: {
      agent:
        'El reembolso debe hacerse hasta el {until}, {days} días después de la declaración; puede esperar el bien o la prueba de su envío, lo que llegue antes.',
      buyer: 'Recibirá su dinero a más tardar el {until}, en cuanto el artículo nos llegue o nos haya demostrado que lo envió.',
    },
    it: {
      agent:
        'Il rimborso è dovuto entro il {until}, {days} giorni dopo la dichiarazione; può attendere il bene o la prova della spedizione, a seconda di ciò che arriva prima.',
      buyer: 'Riceverà il rimborso al più tardi il {until}, non appena l’articolo ci sarà arrivato o avrà dimostrato di averlo spedito.',
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
    de: {
      agent: 'Die Widerrufsfrist läuft noch; möglich ist deshalb auch: {resolution}.',
      buyer: 'Die gesetzliche Widerrufsfrist läuft noch; Sie können deshalb auch wählen: {resolution}.',
    },
    es: {
      agent: 'El plazo de desistimiento sigue abierto; el comprador también puede pedir {resolution}.',
      buyer: 'Aún está en el plazo legal de desistimiento; también puede elegir {resolution}.',
    },
    it: {
      agent: 'Il termine di recesso è ancora aperto; l’acquirente può chiedere anche {resolution}.',
      buyer: 'È ancora nel termine legale di recesso; può scegliere anche {resolution}.',
    },
  },
  'law.diminished_value': {
    en: {
      agent:
        'After a withdrawal a loss of value may be kept ({percent} %), for handling beyond what was needed to look at the goods, and if the buyer was told of this before.',
      buyer: 'The law lets us keep {percent} % of the price for damage beyond what trying the item needed.',
    },
    fr: {
      agent:
        'Après une rétractation, une dépréciation peut être retenue ({percent} %) pour des manipulations au-delà du nécessaire, si l’acheteur en a été informé au préalable.',
      buyer: 'La loi nous permet de retenir {percent} % du prix pour un dommage allant au-delà d’un simple essai de l’article.',
    },
    de: {
      agent:
        'Nach einem Widerruf darf ein Wertverlust einbehalten werden ({percent} %), wenn der Umgang über die Prüfung der Ware hinausging und der Käufer darüber belehrt war.',
      buyer: 'Das Gesetz lässt zu, dass wir {percent} % des Preises für Schäden einbehalten, die über das Prüfen der Ware hinausgehen.',
    },
    es: {
      agent:
        'Tras un desistimiento puede retenerse una pérdida de valor ({percent} %) por una manipulación más allá de lo necesario, si el comprador fue informado antes.',
      buyer: 'La ley nos permite retener el {percent} % del precio por daños que van más allá de probar el artículo.',
    },
    it: {
      agent:
        'Dopo un recesso può essere trattenuta una diminuzione di valore ({percent} %) per una manipolazione oltre il necessario, se l’acquirente ne era stato informato.',
      buyer: 'La legge ci permette di trattenere il {percent} % del prezzo per danni che vanno oltre la semplice prova dell’articolo.',
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
    de: {
      agent: 'Gesetzliche Gewährleistung bis {until}; bis {presumedUntil} wird vermutet, dass der Mangel bei Lieferung schon da war.',
      buyer: 'Für Ihren Artikel gilt die gesetzliche Gewährleistung bis {until}; bis {presumedUntil} müssen Sie nichts beweisen.',
    },
    es: {
      agent: 'Garantía legal hasta el {until}; hasta el {presumedUntil} se presume que el defecto ya existía en la entrega.',
      buyer: 'Su artículo está cubierto por la garantía legal hasta el {until}, y no tiene que probar nada antes del {presumedUntil}.',
    },
    it: {
      agent: 'Garanzia legale fino al {until}; fino al {presumedUntil} si presume che il difetto esistesse alla consegna.',
      buyer: 'Il suo articolo è coperto dalla garanzia legale fino al {until}, e non deve provare nulla prima del {presumedUntil}.',
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
    de: {
      agent: 'Gesetzliche Gewährleistung bis {until}, aber die Vermutung endete am {presumedUntil}: Ein Mensch sieht es sich an.',
      buyer: 'Für Ihren Artikel gilt die gesetzliche Gewährleistung bis {until}. Jemand aus unserem Team sieht sich Ihren Fall an.',
    },
    es: {
      agent: 'Garantía legal hasta el {until}, pero la presunción terminó el {presumedUntil}: lo examina una persona.',
      buyer: 'Su artículo está cubierto por la garantía legal hasta el {until}. Una persona de nuestro equipo examina su caso.',
    },
    it: {
      agent: 'Garanzia legale fino al {until}, ma la presunzione è terminata il {presumedUntil}: lo esamina una persona.',
      buyer: 'Il suo articolo è coperto dalla garanzia legale fino al {until}. Una persona del nostro team esamina il suo caso.',
    },
  },
  'law.guarantee_over': {
    en: { agent: 'The legal guarantee of {months} months ended on {until}.', buyer: 'The legal guarantee of your item ended on {until}.' },
    fr: {
      agent: 'La garantie légale de {months} mois a pris fin le {until}.',
      buyer: 'La garantie légale de votre article a pris fin le {until}.',
    },
    de: {
      agent: 'Die gesetzliche Gewährleistung von {months} Monaten endete am {until}.',
      buyer: 'Die gesetzliche Gewährleistung für Ihren Artikel endete am {until}.',
    },
    es: {
      agent: 'La garantía legal de {months} meses terminó el {until}.',
      buyer: 'La garantía legal de su artículo terminó el {until}.',
    },
    it: {
      agent: 'La garanzia legale di {months} mesi è terminata il {until}.',
      buyer: 'La garanzia legale del suo articolo è terminata il {until}.',
    },
  },
  'law.claim_presumed': {
    en: {
      agent: 'Until {presumedUntil} the fault is presumed to have been there at delivery; a claim can be brought until {until}.',
      buyer: 'The law covers faults of your item, and you don’t have to prove anything before {presumedUntil}.',
    },
    fr: {
      agent: 'Jusqu’au {presumedUntil}, le défaut est présumé exister à la livraison ; une action est possible jusqu’au {until}.',
      buyer: 'La loi couvre les défauts de votre article, et vous n’avez rien à prouver avant le {presumedUntil}.',
    },
    de: {
      agent: 'Bis {presumedUntil} wird vermutet, dass der Mangel bei Lieferung schon da war; geklagt werden kann bis {until}.',
      buyer: 'Das Gesetz schützt Sie bei Mängeln Ihres Artikels; bis {presumedUntil} müssen Sie nichts beweisen.',
    },
    es: {
      agent: 'Hasta el {presumedUntil} se presume que el defecto ya existía en la entrega; se puede reclamar hasta el {until}.',
      buyer: 'La ley cubre los defectos de su artículo, y no tiene que probar nada antes del {presumedUntil}.',
    },
    it: {
      agent: 'Fino al {presumedUntil} si presume che il difetto esistesse alla consegna; si può agire fino al {until}.',
      buyer: 'La legge copre i difetti del suo articolo, e non deve provare nulla prima del {presumedUntil}.',
    },
  },
  'law.claim_open': {
    en: {
      agent:
        'The presumption ended on {presumedUntil}; a claim can be brought until {until}, if the fault was there at delivery: a person looks at it.',
      buyer: 'The law may still cover this fault. A person on our team looks at your case.',
    },
    fr: {
      agent:
        'La présomption a pris fin le {presumedUntil} ; une action reste possible jusqu’au {until} si le défaut existait à la livraison : une personne examine le cas.',
      buyer: 'La loi peut encore couvrir ce défaut. Une personne de notre équipe examine votre dossier.',
    },
    de: {
      agent:
        'Die Vermutung endete am {presumedUntil}; geklagt werden kann bis {until}, wenn der Mangel bei Lieferung da war: Ein Mensch sieht es sich an.',
      buyer: 'Das Gesetz kann diesen Mangel noch abdecken. Jemand aus unserem Team sieht sich Ihren Fall an.',
    },
    es: {
      agent:
        'La presunción terminó el {presumedUntil}; se puede reclamar hasta el {until} si el defecto existía en la entrega: lo examina una persona.',
      buyer: 'La ley todavía puede cubrir este defecto. Una persona de nuestro equipo examina su caso.',
    },
    it: {
      agent:
        'La presunzione è terminata il {presumedUntil}; si può agire fino al {until} se il difetto esisteva alla consegna: lo esamina una persona.',
      buyer: 'La legge può ancora coprire questo difetto. Una persona del nostro team esamina il suo caso.',
    },
  },
  'law.claim_over': {
    en: { agent: 'The time to bring a claim ended on {until}.', buyer: 'The legal time to claim for your item ended on {until}.' },
    fr: {
      agent: 'Le délai pour agir a pris fin le {until}.',
      buyer: 'Le délai légal de réclamation pour votre article a pris fin le {until}.',
    },
    de: {
      agent: 'Die Frist für Ansprüche endete am {until}.',
      buyer: 'Die gesetzliche Frist für Ansprüche wegen Ihres Artikels endete am {until}.',
    },
    es: {
      agent: 'El plazo para reclamar terminó el {until}.',
      buyer: 'El plazo legal para reclamar por su artículo terminó el {until}.',
    },
    it: {
      agent: 'Il termine per agire è scaduto il {until}.',
      buyer: 'Il termine legale per reclamare sul suo articolo è scaduto il {until}.',
    },
  },
  'law.lifetime_presumed': {
    en: {
      agent: 'The law names no fixed term; until {presumedUntil} the fault is presumed to have been there at delivery.',
      buyer: 'The law protects you for as long as such an item should last, and you don’t have to prove anything before {presumedUntil}.',
    },
    fr: {
      agent: 'La loi ne fixe aucune durée ; jusqu’au {presumedUntil}, le défaut est présumé exister à la livraison.',
      buyer: 'La loi vous protège aussi longtemps qu’un tel article doit durer, et vous n’avez rien à prouver avant le {presumedUntil}.',
    },
    de: {
      agent: 'Das Gesetz nennt keine feste Dauer; bis {presumedUntil} wird vermutet, dass der Mangel bei Lieferung schon da war.',
      buyer: 'Das Gesetz schützt Sie so lange, wie ein solcher Artikel halten sollte; bis {presumedUntil} müssen Sie nichts beweisen.',
    },
    es: {
      agent: 'La ley no fija un plazo; hasta el {presumedUntil} se presume que el defecto ya existía en la entrega.',
      buyer: 'La ley le protege mientras un artículo así deba durar, y no tiene que probar nada antes del {presumedUntil}.',
    },
    it: {
      agent: 'La legge non fissa un termine; fino al {presumedUntil} si presume che il difetto esistesse alla consegna.',
      buyer:
        'La legge la tutela per tutto il tempo che un articolo simile deve durare, e non deve provare nulla prima del {presumedUntil}.',
    },
  },
  'law.lifetime_open': {
    en: {
      agent:
        'The presumption ended on {presumedUntil}, and the law names no fixed term: it holds for as long as such an item may be expected to last. A person says whether it still does.',
      buyer: 'The law protects you for as long as such an item should last. A person on our team looks at your case.',
    },
    fr: {
      agent:
        'La présomption a pris fin le {presumedUntil} et la loi ne fixe aucune durée : elle vaut aussi longtemps qu’on peut attendre d’un tel article. Une personne dit si c’est encore le cas.',
      buyer: 'La loi vous protège aussi longtemps qu’un tel article doit durer. Une personne de notre équipe examine votre dossier.',
    },
    de: {
      agent:
        'Die Vermutung endete am {presumedUntil}, und das Gesetz nennt keine feste Dauer: Es gilt, solange ein solcher Artikel erwartungsgemäß hält. Ein Mensch sagt, ob das noch so ist.',
      buyer: 'Das Gesetz schützt Sie so lange, wie ein solcher Artikel halten sollte. Jemand aus unserem Team sieht sich Ihren Fall an.',
    },
    es: {
      agent:
        'La presunción terminó el {presumedUntil} y la ley no fija un plazo: vale mientras quepa esperar que un artículo así dure. Una persona dice si aún es así.',
      buyer: 'La ley le protege mientras un artículo así deba durar. Una persona de nuestro equipo examina su caso.',
    },
    it: {
      agent:
        'La presunzione è terminata il {presumedUntil} e la legge non fissa un termine: vale finché ci si può aspettare che un articolo simile duri. Una persona dice se è ancora così.',
      buyer: 'La legge la tutela per tutto il tempo che un articolo simile deve durare. Una persona del nostro team esamina il suo caso.',
    },
  },
  'law.extended': {
    en: {
      agent: 'Repaired or replaced under the guarantee before ({repairs}): the guarantee is prolonged until {until}.',
      buyer: 'Because your item was repaired or replaced before, the legal guarantee was prolonged until {until}.',
    },
    fr: {
      agent: 'Déjà réparé ou remplacé au titre de la garantie ({repairs}) : la garantie est prolongée jusqu’au {until}.',
      buyer: 'Votre article ayant déjà été réparé ou remplacé, la garantie légale est prolongée jusqu’au {until}.',
    },
    de: {
      agent: 'Schon einmal auf Gewährleistung repariert oder ersetzt ({repairs}): Die Gewährleistung verlängert sich bis {until}.',
      buyer: 'Weil Ihr Artikel schon repariert oder ersetzt wurde, verlängert sich die gesetzliche Gewährleistung bis {until}.',
    },
    es: {
      agent: 'Ya reparado o sustituido en garantía ({repairs}): la garantía se prolonga hasta el {until}.',
      buyer: 'Como su artículo ya fue reparado o sustituido, la garantía legal se prolonga hasta el {until}.',
    },
    it: {
      agent: 'Già riparato o sostituito in garanzia ({repairs}): la garanzia è prolungata fino al {until}.',
      buyer: 'Poiché il suo articolo è già stato riparato o sostituito, la garanzia legale è prolungata fino al {until}.',
    },
  },
  'law.suspended': {
    en: {
      agent: 'The time of an earlier repair does not count, and it is not on record: a person works out whether {until} is the end.',
      buyer: 'The time of an earlier repair does not count against you. A person on our team works it out.',
    },
    fr: {
      agent: 'La durée d’une réparation précédente ne compte pas et n’est pas connue : une personne vérifie si {until} est bien la fin.',
      buyer: 'Le temps d’une réparation précédente ne compte pas contre vous. Une personne de notre équipe fait le calcul.',
    },
    de: {
      agent: 'Die Zeit einer früheren Reparatur zählt nicht mit und ist nicht vermerkt: Ein Mensch klärt, ob {until} das Ende ist.',
      buyer: 'Die Zeit einer früheren Reparatur zählt nicht zu Ihren Lasten. Jemand aus unserem Team rechnet nach.',
    },
    es: {
      agent: 'El tiempo de una reparación anterior no cuenta y no consta: una persona comprueba si {until} es el final.',
      buyer: 'El tiempo de una reparación anterior no cuenta en su contra. Una persona de nuestro equipo hace el cálculo.',
    },
    it: {
      agent: 'Il tempo di una riparazione precedente non conta e non è registrato: una persona verifica se {until} è la fine.',
      buyer: 'Il tempo di una riparazione precedente non conta a suo sfavore. Una persona del nostro team fa il calcolo.',
    },
  },
  'law.remedies': {
    en: { agent: 'The legal guarantee adds {resolution}.', buyer: 'The legal guarantee also gives you {resolution}.' },
    fr: { agent: 'La garantie légale ajoute {resolution}.', buyer: 'La garantie légale vous donne aussi droit à {resolution}.' },
    de: {
      agent: 'Die gesetzliche Gewährleistung gibt außerdem: {resolution}.',
      buyer: 'Die gesetzliche Gewährleistung gibt Ihnen außerdem: {resolution}.',
    },
    es: { agent: 'La garantía legal añade {resolution}.', buyer: 'La garantía legal también le da derecho a {resolution}.' },
    it: { agent: 'La garanzia legale aggiunge {resolution}.', buyer: 'La garanzia legale le dà diritto anche a {resolution}.' },
  },
  'law.remedy_failed': {
    en: {
      agent: 'It was repaired or replaced before and is faulty again: the buyer may have {resolution}.',
      buyer: 'It was put right once and is faulty again, so you can also choose {resolution}.',
    },
    fr: {
      agent: 'Déjà réparé ou remplacé et de nouveau défectueux : l’acheteur peut demander {resolution}.',
      buyer: 'La première intervention n’a pas suffi : vous pouvez aussi choisir {resolution}.',
    },
    de: {
      agent: 'Schon einmal repariert oder ersetzt und wieder mangelhaft; möglich ist deshalb: {resolution}.',
      buyer: 'Der erste Versuch hat nicht geholfen; Sie können deshalb auch wählen: {resolution}.',
    },
    es: {
      agent: 'Ya reparado o sustituido y de nuevo defectuoso: el comprador puede pedir {resolution}.',
      buyer: 'El primer arreglo no bastó; también puede elegir {resolution}.',
    },
    it: {
      agent: 'Già riparato o sostituito e di nuovo difettoso: l’acquirente può chiedere {resolution}.',
      buyer: 'Il primo intervento non è bastato; può scegliere anche {resolution}.',
    },
  },
  'law.remedy_within': {
    en: {
      agent: 'Repair or replacement is due within {days} days of the request: by {until}.',
      buyer: 'By law the repair or replacement takes {days} days at most: until {until}.',
    },
    fr: {
      agent: 'La mise en conformité est due dans les {days} jours de la demande : au plus tard le {until}.',
      buyer: 'Selon la loi, la réparation ou le remplacement prend {days} jours au plus : jusqu’au {until}.',
    },
    de: {
      agent: 'Reparatur oder Ersatz ist binnen {days} Tagen ab der Anfrage fällig: bis {until}.',
      buyer: 'Nach dem Gesetz dauern Reparatur oder Ersatz höchstens {days} Tage: bis {until}.',
    },
    es: {
      agent: 'La reparación o sustitución debe hacerse en {days} días desde la solicitud: hasta el {until}.',
      buyer: 'Por ley, la reparación o sustitución tarda como máximo {days} días: hasta el {until}.',
    },
    it: {
      agent: 'La riparazione o la sostituzione è dovuta entro {days} giorni dalla richiesta: entro il {until}.',
      buyer: 'Per legge la riparazione o la sostituzione richiede al massimo {days} giorni: fino al {until}.',
    },
  },
  'law.at_once': {
    en: {
      agent:
        'Within the first {days} days (last day: {until}) a faulty item may be rejected at once: {resolution}, without a repair first.',
      buyer: 'In the first {days} days (last day: {until}) you can reject a faulty item at once and choose {resolution}.',
    },
    fr: {
      agent:
        'Dans les {days} premiers jours (dernier jour : {until}), un article défectueux peut être refusé aussitôt : {resolution}, sans réparation préalable.',
      buyer: 'Dans les {days} premiers jours (dernier jour : {until}), vous pouvez refuser un article défectueux et choisir {resolution}.',
    },
    de: {
      agent:
        'In den ersten {days} Tagen (letzter Tag: {until}) kann ein mangelhafter Artikel sofort zurückgewiesen werden: {resolution}, ohne vorherige Reparatur.',
      buyer:
        'In den ersten {days} Tagen (letzter Tag: {until}) können Sie einen mangelhaften Artikel sofort zurückweisen und wählen: {resolution}.',
    },
    es: {
      agent:
        'En los primeros {days} días (último día: {until}) un artículo defectuoso puede rechazarse de inmediato: {resolution}, sin reparación previa.',
      buyer: 'En los primeros {days} días (último día: {until}) puede rechazar un artículo defectuoso y elegir {resolution}.',
    },
    it: {
      agent:
        'Nei primi {days} giorni (ultimo giorno: {until}) un articolo difettoso può essere rifiutato subito: {resolution}, senza riparazione preventiva.',
      buyer: 'Nei primi {days} giorni (ultimo giorno: {until}) può rifiutare un articolo difettoso e scegliere {resolution}.',
    },
  },
  'law.at_once_refund_agreed': {
    en: {
      agent: 'Once the refund is agreed the money must be back within {days} days.',
      buyer: 'If you choose the refund, your money is back within {days} days of our agreement.',
    },
    fr: {
      agent: 'Une fois le remboursement accepté, l’argent doit être rendu sous {days} jours.',
      buyer: 'Si vous choisissez le remboursement, vous êtes remboursé sous {days} jours après notre accord.',
    },
    de: {
      agent: 'Ist die Erstattung vereinbart, muss das Geld binnen {days} Tagen zurück sein.',
      buyer: 'Wählen Sie die Erstattung, haben Sie Ihr Geld binnen {days} Tagen nach unserer Zusage zurück.',
    },
    es: {
      agent: 'Una vez aceptado el reembolso, el dinero debe devolverse en {days} días.',
      buyer: 'Si elige el reembolso, recibirá su dinero en los {days} días siguientes a nuestra aceptación.',
    },
    it: {
      agent: 'Una volta accettato il rimborso, il denaro deve essere restituito entro {days} giorni.',
      buyer: 'Se sceglie il rimborso, lo riceverà entro {days} giorni dalla nostra accettazione.',
    },
  },
  'law.at_once_refund_back': {
    en: {
      agent: 'If the buyer chooses the refund, the money must be back within {days} days of the goods coming back.',
      buyer: 'If you choose the refund, your money is back within {days} days of the item reaching us.',
    },
    fr: {
      agent: 'Si l’acheteur choisit le remboursement, l’argent doit être rendu sous {days} jours après le retour du bien.',
      buyer: 'Si vous choisissez le remboursement, vous êtes remboursé sous {days} jours après le retour de l’article.',
    },
    de: {
      agent: 'Wählt der Käufer die Erstattung, muss das Geld binnen {days} Tagen nach Rückkehr der Ware zurück sein.',
      buyer: 'Wählen Sie die Erstattung, haben Sie Ihr Geld binnen {days} Tagen, nachdem der Artikel bei uns ist.',
    },
    es: {
      agent: 'Si el comprador elige el reembolso, el dinero debe devolverse en {days} días desde que vuelva el bien.',
      buyer: 'Si elige el reembolso, recibirá su dinero en los {days} días siguientes a la llegada del artículo.',
    },
    it: {
      agent: 'Se l’acquirente sceglie il rimborso, il denaro va restituito entro {days} giorni dal rientro del bene.',
      buyer: 'Se sceglie il rimborso, lo riceverà entro {days} giorni dall’arrivo dell’articolo.',
    },
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
    de: {
      agent: 'Zwischen Reparatur und Ersatz wählt der Käufer; an erster Stelle steht: {wants}.',
      buyer: 'Ihr Wunsch: {wants}. Die Wahl liegt bei Ihnen.',
    },
    es: {
      agent: 'Entre reparación y sustitución elige el comprador; primero va: {wants}.',
      buyer: 'Ha pedido {wants}, y la elección es suya.',
    },
    it: {
      agent: 'Tra riparazione e sostituzione sceglie l’acquirente; al primo posto: {wants}.',
      buyer: 'Ha chiesto {wants}, e la scelta è sua.',
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
    de: {
      agent: 'Bei der gesetzlichen Gewährleistung trägt der Verkäufer die Kosten der Rücksendung.',
      buyer: 'Bei der gesetzlichen Gewährleistung kostet Sie die Rücksendung nichts.',
    },
    es: {
      agent: 'En la garantía legal, el envío de vuelta corre a cargo del vendedor.',
      buyer: 'En la garantía legal, el envío de vuelta no le cuesta nada.',
    },
    it: {
      agent: 'Con la garanzia legale la spedizione di ritorno è a carico del venditore.',
      buyer: 'Con la garanzia legale la spedizione di ritorno non le costa niente.',
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
    de: {
      agent: 'Ein Widerruf gibt auch die Kosten der Standardlieferung zurück.',
      buyer: 'Sie erhalten auch die Kosten der Standardlieferung zurück.',
    },
    es: {
      agent: 'El desistimiento también devuelve los gastos del envío estándar.',
      buyer: 'También recupera lo que costó el envío estándar.',
    },
    it: {
      agent: 'Il recesso restituisce anche le spese della consegna standard.',
      buyer: 'Le vengono restituite anche le spese della consegna standard.',
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
    de: {
      agent: 'Der Verkäufer trägt das Risiko des Versands, bis der Käufer die Ware in Händen hält.',
      buyer: 'Was mit Ihrer Bestellung unterwegs geschieht, bis Sie sie in Händen halten, geht auf uns.',
    },
    es: {
      agent: 'El vendedor asume el riesgo del envío hasta que el comprador tiene el bien en sus manos.',
      buyer: 'Hasta que tenga el pedido en sus manos, lo que le ocurra por el camino es cosa nuestra.',
    },
    it: {
      agent: 'Il venditore sopporta il rischio della spedizione finché l’acquirente non ha il bene in mano.',
      buyer: 'Finché non ha l’ordine tra le mani, ciò che gli accade in viaggio è a nostro carico.',
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
    de: {
      agent: 'Das Recht dieses Landes ({country}) ist für diese Bestellung nicht hinterlegt: Ein Mensch entscheidet.',
      buyer: 'Jemand aus unserem Team sieht sich Ihre Anfrage an und antwortet Ihnen.',
    },
    es: {
      agent: 'La ley de este país ({country}) no consta para este pedido: decide una persona.',
      buyer: 'Una persona de nuestro equipo examina su solicitud y le responde.',
    },
    it: {
      agent: 'La legge di questo paese ({country}) non è registrata per questo ordine: decide una persona.',
      buyer: 'Una persona del nostro team esamina la sua richiesta e le risponde.',
    },
  },
};

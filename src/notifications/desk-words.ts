/** What the mails of the house say that are about no return: to the team in the seller's language, and with a claim to whom it is against (M17). */
import type { Language } from '../core/access.ts';

type Late = 'ship_soon' | 'ship_late' | 'deliver_late';

export type DeskWords = {
  readonly claim: {
    readonly name: string;
    readonly subject: (code: string, over: boolean) => string;
    readonly headline: (over: boolean) => string;
    readonly what: (sum: string, who: string, why: string, over: boolean, when: string) => string;
    /** What is asked of finance, by where the claim stands. */
    readonly asks: Readonly<Record<'draft' | 'submitted' | 'accepted' | 'rejected', string>>;
    readonly open: string;
    readonly mailSubject: (code: string, why: string) => string;
    readonly mailHeadline: (sum: string) => string;
    readonly order: (number: string) => string;
    readonly parcel: (number: string) => string;
    readonly mail: (sum: string, why: string) => string;
    readonly attached: (code: string) => string;
    readonly tooLarge: string;
  };
  readonly orders: {
    readonly name: string;
    readonly headline: (n: number, late: Late) => string;
    readonly promise: Readonly<Record<'ship' | 'deliver', string>>;
    readonly more: (n: number) => string;
    readonly open: string;
  };
  readonly wish: {
    readonly name: string;
    readonly subject: (order: string) => string;
    readonly headline: string;
    readonly due: (when: string) => string;
    readonly open: string;
  };
  readonly dispute: {
    readonly name: string;
    readonly subject: (code: string, over: boolean, by: string) => string;
    readonly headline: string;
    readonly stake: (sum: string, rma: string) => string;
    readonly open: string;
  };
  readonly followUp: {
    readonly name: string;
    readonly subject: (rma: string, over: boolean, by: string) => string;
    readonly headline: string;
    /** `who` is null where the buyer's name is gone. */
    readonly score: (who: string | null, score: number, rma: string) => string;
    readonly open: string;
  };
  readonly withdrawal: {
    readonly name: string;
    readonly subject: (order: string) => string;
    readonly headline: string;
    readonly whichItems: string;
    readonly noOrder: string;
    readonly open: string;
  };
  readonly webhook: {
    readonly subject: (name: string) => string;
    readonly headline: string;
    readonly silent: (url: string, last: string) => string;
    readonly kept: string;
    readonly open: string;
  };
};

const EN: DeskWords = {
  claim: {
    name: 'Claim',
    subject: (code, over) => `${code}: ${over ? 'overdue' : 'due soon'}`,
    headline: (over) => (over ? 'A date has passed' : 'A date is near'),
    what: (sum, who, why, over, when) => `${sum}, against ${who}: ${why}. ${over ? 'Was due on' : 'Due on'} ${when}.`,
    asks: {
      draft: 'After this date the claim may be lost: please submit it, or write it off with a reason.',
      submitted: 'No answer so far: please ask again.',
      accepted: 'It was accepted, and the money has not come: please ask for it.',
      rejected: 'It was refused: please contest it, or write it off with a reason.',
    },
    open: 'Open the claim',
    mailSubject: (code, why) => `Claim ${code}: ${why}`,
    mailHeadline: (sum) => `A claim of ${sum}`,
    order: (number) => `Order ${number}.`,
    parcel: (number) => `Parcel ${number}.`,
    mail: (sum, why) => `Hello, we claim ${sum}: ${why}.`,
    attached: (code) => `The evidence is attached, with the SHA-256 of each file. Please quote ${code} in your answer.`,
    tooLarge: 'The pack is too large for a mail: submit it by hand.',
  },
  orders: {
    name: 'Outbound',
    headline: (n, late) =>
      late === 'deliver_late'
        ? `${n} deliver${n > 1 ? 'ies are' : 'y is'} late`
        : `${n} order${n > 1 ? 's' : ''} ${late === 'ship_soon' ? 'to ship soon' : 'late to ship'}`,
    promise: {
      ship: 'An order leaves within a day of being placed.',
      deliver: 'An order arrives within five days. Does its tracking say where it is?',
    },
    more: (n) => `and ${n} more`,
    open: 'Open the list',
  },
  wish: {
    name: 'Order',
    subject: (order) => `${order}: the buyer wants to cancel`,
    headline: 'A wish to cancel is waiting',
    due: (when) => `An answer is due the same day, before ${when}.`,
    open: 'Open the order',
  },
  dispute: {
    name: 'Dispute',
    subject: (code, over, by) => `Dispute ${code}: answer ${over ? 'overdue since' : 'due on'} ${by}`,
    headline: 'A dispute waits for our answer',
    stake: (sum, rma) => `${sum} are at stake in the return ${rma}. Without an answer it is decided without us.`,
    open: 'Open the dispute',
  },
  followUp: {
    name: 'Follow-up',
    subject: (rma, over, by) => `Unhappy buyer (${rma}): answer ${over ? 'overdue since' : 'due on'} ${by}`,
    headline: 'An unhappy buyer waits for our answer',
    score: (who, score, rma) =>
      `${who ?? 'The buyer'} gave the return ${rma} ${score} of 5. A quick and personal answer often changes everything.`,
    open: 'Open the follow-up',
  },
  withdrawal: {
    name: 'Order',
    subject: (order) => `A withdrawal to look at, order ${order}`,
    headline: 'A withdrawal waits for a person',
    whichItems: 'The order is known; which items are meant has to be read in the statement.',
    noOrder: 'No order has this number with this address. The buyer has the acknowledgement; the 14 days run from the declaration.',
    open: 'Open the declaration',
  },
  webhook: {
    subject: (name) => `Webhook “${name}” switched off`,
    headline: 'One of your systems no longer answers',
    silent: (url, last) => `Nothing arrives at ${url} any more. We have stopped trying; the last answer was: ${last}.`,
    kept: 'Nothing is lost: once the system works again, switch it on and send again what it missed.',
    open: 'Open the webhooks',
  },
};

const FR: DeskWords = {
  claim: {
    name: 'Réclamation',
    subject: (code, over) => `${code} : ${over ? 'échéance dépassée' : 'échéance proche'}`,
    headline: (over) => (over ? 'Une échéance est passée' : 'Une échéance approche'),
    what: (sum, who, why, over, when) => `${sum}, contre ${who} : ${why}. ${over ? 'L’échéance était le' : 'Échéance le'} ${when}.`,
    asks: {
      draft: 'Passé cette date, la réclamation risque d’être perdue : merci de l’envoyer, ou de la passer en perte avec un motif.',
      submitted: 'Pas de réponse à ce jour : merci de relancer.',
      accepted: 'Elle est acceptée mais l’argent n’est pas arrivé : merci de le réclamer.',
      rejected: 'Elle est refusée : merci de la contester, ou de la passer en perte avec un motif.',
    },
    open: 'Ouvrir la réclamation',
    mailSubject: (code, why) => `Réclamation ${code} : ${why}`,
    mailHeadline: (sum) => `Réclamation de ${sum}`,
    order: (number) => `Commande ${number}.`,
    parcel: (number) => `Colis ${number}.`,
    mail: (sum, why) => `Bonjour, nous réclamons ${sum} : ${why}.`,
    attached: (code) =>
      `Les preuves sont jointes, avec l’empreinte SHA-256 de chaque fichier. Merci d’indiquer ${code} dans votre réponse.`,
    tooLarge: 'Le dossier est trop lourd pour un e-mail : envoyez-le à la main.',
  },
  orders: {
    name: 'Expéditions',
    headline: (n, late) =>
      late === 'deliver_late'
        ? `${n} livraison${n > 1 ? 's' : ''} en retard`
        : `${n} commande${n > 1 ? 's' : ''} ${late === 'ship_soon' ? 'à expédier sans tarder' : 'en retard d’expédition'}`,
    promise: {
      ship: 'Une commande part dans la journée qui suit son achat.',
      deliver: 'Une commande arrive dans les cinq jours. Le suivi dit-il où elle est ?',
    },
    more: (n) => `et ${n} autres`,
    open: 'Ouvrir la liste',
  },
  wish: {
    name: 'Commande',
    subject: (order) => `${order} : l’acheteur veut annuler`,
    headline: 'Une demande d’annulation attend',
    due: (when) => `Réponse promise le jour même, avant ${when}.`,
    open: 'Ouvrir la commande',
  },
  dispute: {
    name: 'Litige',
    subject: (code, over, by) => `Litige ${code} : réponse ${over ? 'en retard depuis le' : 'due le'} ${by}`,
    headline: 'Un litige attend notre réponse',
    stake: (sum, rma) => `${sum} sont en jeu dans le retour ${rma}. Sans réponse, la décision se prend sans nous.`,
    open: 'Ouvrir le litige',
  },
  followUp: {
    name: 'Suivi',
    subject: (rma, over, by) => `Client mécontent (${rma}) : réponse ${over ? 'en retard depuis le' : 'due le'} ${by}`,
    headline: 'Un client mécontent attend notre réponse',
    score: (who, score, rma) =>
      `${who ?? 'Le client'} a donné ${score} sur 5 au retour ${rma}. Une réponse rapide et personnelle change souvent tout.`,
    open: 'Ouvrir le suivi',
  },
  withdrawal: {
    name: 'Commande',
    subject: (order) => `Rétractation à traiter, commande ${order}`,
    headline: 'Une rétractation attend une personne',
    whichItems: 'La commande est connue, mais les articles visés sont à lire dans la déclaration.',
    noOrder:
      'Aucune commande n’a ce numéro avec cette adresse. L’acheteur a son accusé de réception ; le délai de 14 jours court depuis la déclaration.',
    open: 'Ouvrir la déclaration',
  },
  webhook: {
    subject: (name) => `Webhook « ${name} » désactivé`,
    headline: 'Un de vos systèmes ne répond plus',
    silent: (url, last) => `Plus aucun message n’arrive à ${url}. Nous avons cessé d’essayer ; dernière réponse : ${last}.`,
    kept: 'Rien n’est perdu : une fois le système réparé, réactivez-le et renvoyez les messages manqués.',
    open: 'Ouvrir les webhooks',
  },
};

const DE: DeskWords = {
  claim: {
    name: 'Reklamation',
    subject: (code, over) => `${code}: ${over ? 'überfällig' : 'bald fällig'}`,
    headline: (over) => (over ? 'Ein Termin ist vorbei' : 'Ein Termin naht'),
    what: (sum, who, why, over, when) => `${sum}, gegen ${who}: ${why}. ${over ? 'War fällig am' : 'Fällig am'} ${when}.`,
    asks: {
      draft: 'Nach diesem Tag kann der Anspruch verloren sein: Bitte senden Sie die Reklamation, oder buchen Sie sie mit Begründung aus.',
      submitted: 'Bisher keine Antwort: Bitte fragen Sie nach.',
      accepted: 'Sie ist zugesagt, aber das Geld ist nicht da: Bitte fordern Sie es ein.',
      rejected: 'Sie ist abgelehnt: Bitte widersprechen Sie, oder buchen Sie sie mit Begründung aus.',
    },
    open: 'Reklamation öffnen',
    mailSubject: (code, why) => `Reklamation ${code}: ${why}`,
    mailHeadline: (sum) => `Reklamation über ${sum}`,
    order: (number) => `Bestellung ${number}.`,
    parcel: (number) => `Paket ${number}.`,
    mail: (sum, why) => `Guten Tag, wir fordern ${sum}: ${why}.`,
    attached: (code) => `Die Nachweise sind angehängt, mit der SHA-256 jeder Datei. Bitte nennen Sie ${code} in Ihrer Antwort.`,
    tooLarge: 'Die Nachweise sind zu groß für eine Mail: Senden Sie sie von Hand.',
  },
  orders: {
    name: 'Warenausgang',
    headline: (n, late) =>
      late === 'deliver_late'
        ? `${n} Lieferung${n > 1 ? 'en sind' : ' ist'} verspätet`
        : late === 'ship_soon'
          ? `${n} Bestellung${n > 1 ? 'en sind' : ' ist'} bald zu versenden`
          : `Bei ${n} Bestellung${n > 1 ? 'en' : ''} ist der Versand verspätet`,
    promise: {
      ship: 'Eine Bestellung geht innerhalb eines Tages hinaus.',
      deliver: 'Eine Bestellung kommt innerhalb von fünf Tagen an. Sagt die Sendungsverfolgung, wo sie ist?',
    },
    more: (n) => `und ${n} weitere`,
    open: 'Liste öffnen',
  },
  wish: {
    name: 'Bestellung',
    subject: (order) => `${order}: Der Kunde möchte stornieren`,
    headline: 'Ein Stornowunsch wartet',
    due: (when) => `Eine Antwort ist noch am selben Tag fällig, vor ${when}.`,
    open: 'Bestellung öffnen',
  },
  dispute: {
    name: 'Streitfall',
    subject: (code, over, by) => `Streitfall ${code}: Antwort ${over ? 'überfällig seit' : 'fällig am'} ${by}`,
    headline: 'Ein Streitfall wartet auf unsere Antwort',
    stake: (sum, rma) => `In der Retoure ${rma} geht es um ${sum}. Ohne Antwort wird ohne uns entschieden.`,
    open: 'Streitfall öffnen',
  },
  followUp: {
    name: 'Nachfassen',
    subject: (rma, over, by) => `Unzufriedener Kunde (${rma}): Antwort ${over ? 'überfällig seit' : 'fällig am'} ${by}`,
    headline: 'Ein unzufriedener Kunde wartet auf unsere Antwort',
    score: (who, score, rma) =>
      `${who ?? 'Der Kunde'} hat der Retoure ${rma} ${score} von 5 gegeben. Eine schnelle, persönliche Antwort ändert oft alles.`,
    open: 'Vorgang öffnen',
  },
  withdrawal: {
    name: 'Bestellung',
    subject: (order) => `Ein Widerruf ist anzusehen, Bestellung ${order}`,
    headline: 'Ein Widerruf wartet auf einen Menschen',
    whichItems: 'Die Bestellung ist bekannt; welche Artikel gemeint sind, steht in der Erklärung.',
    noOrder:
      'Keine Bestellung hat diese Nummer mit dieser Adresse. Der Kunde hat die Eingangsbestätigung; die 14 Tage laufen ab der Erklärung.',
    open: 'Erklärung öffnen',
  },
  webhook: {
    subject: (name) => `Webhook „${name}“ abgeschaltet`,
    headline: 'Eines Ihrer Systeme antwortet nicht mehr',
    silent: (url, last) => `Bei ${url} kommt nichts mehr an. Wir versuchen es nicht weiter; die letzte Antwort war: ${last}.`,
    kept: 'Nichts ist verloren: Sobald das System wieder läuft, schalten Sie ihn ein und senden Sie nach, was fehlt.',
    open: 'Webhooks öffnen',
  },
};

const ES: DeskWords = {
  claim: {
    name: 'Reclamación',
    subject: (code, over) => `${code}: ${over ? 'plazo vencido' : 'vence pronto'}`,
    headline: (over) => (over ? 'Un plazo ha vencido' : 'Un plazo se acerca'),
    what: (sum, who, why, over, when) => `${sum}, contra ${who}: ${why}. ${over ? 'Vencía el' : 'Vence el'} ${when}.`,
    asks: {
      draft: 'Pasada esta fecha, la reclamación puede perderse: envíela o déla por perdida indicando el motivo.',
      submitted: 'Aún no hay respuesta: vuelva a preguntar.',
      accepted: 'Está aceptada y el dinero no ha llegado: reclámelo.',
      rejected: 'Está rechazada: impúgnela o déla por perdida indicando el motivo.',
    },
    open: 'Abrir la reclamación',
    mailSubject: (code, why) => `Reclamación ${code}: ${why}`,
    mailHeadline: (sum) => `Reclamación de ${sum}`,
    order: (number) => `Pedido ${number}.`,
    parcel: (number) => `Paquete ${number}.`,
    mail: (sum, why) => `Buenos días: reclamamos ${sum}: ${why}.`,
    attached: (code) => `Se adjuntan las pruebas, con el SHA-256 de cada archivo. Indique ${code} en su respuesta.`,
    tooLarge: 'El expediente es demasiado grande para un correo: envíelo a mano.',
  },
  orders: {
    name: 'Envíos',
    headline: (n, late) =>
      late === 'deliver_late'
        ? `${n} entrega${n > 1 ? 's' : ''} con retraso`
        : `${n} pedido${n > 1 ? 's' : ''} ${late === 'ship_soon' ? 'por enviar pronto' : 'con el envío retrasado'}`,
    promise: {
      ship: 'Un pedido sale en el plazo de un día.',
      deliver: 'Un pedido llega en cinco días. ¿Dice el seguimiento dónde está?',
    },
    more: (n) => `y ${n} más`,
    open: 'Abrir la lista',
  },
  wish: {
    name: 'Pedido',
    subject: (order) => `${order}: el cliente quiere cancelar`,
    headline: 'Una solicitud de cancelación espera',
    due: (when) => `Hay que responder el mismo día, antes del ${when}.`,
    open: 'Abrir el pedido',
  },
  dispute: {
    name: 'Disputa',
    subject: (code, over, by) => `Disputa ${code}: respuesta ${over ? 'vencida desde el' : 'antes del'} ${by}`,
    headline: 'Una disputa espera nuestra respuesta',
    stake: (sum, rma) => `En la devolución ${rma} están en juego ${sum}. Sin respuesta se decide sin nosotros.`,
    open: 'Abrir la disputa',
  },
  followUp: {
    name: 'Seguimiento',
    subject: (rma, over, by) => `Cliente descontento (${rma}): respuesta ${over ? 'vencida desde el' : 'antes del'} ${by}`,
    headline: 'Un cliente descontento espera nuestra respuesta',
    score: (who, score, rma) =>
      `${who ?? 'El cliente'} ha dado un ${score} de 5 a la devolución ${rma}. Una respuesta rápida y personal suele cambiarlo todo.`,
    open: 'Abrir el seguimiento',
  },
  withdrawal: {
    name: 'Pedido',
    subject: (order) => `Un desistimiento por revisar, pedido ${order}`,
    headline: 'Un desistimiento espera a una persona',
    whichItems: 'El pedido se conoce; los artículos a los que se refiere hay que leerlos en la declaración.',
    noOrder:
      'Ningún pedido tiene este número con esta dirección. El cliente tiene su acuse de recibo; los 14 días corren desde la declaración.',
    open: 'Abrir la declaración',
  },
  webhook: {
    subject: (name) => `Webhook «${name}» desactivado`,
    headline: 'Uno de sus sistemas ya no responde',
    silent: (url, last) => `A ${url} ya no llega nada. Hemos dejado de intentarlo; la última respuesta fue: ${last}.`,
    kept: 'No se ha perdido nada: cuando el sistema vuelva a funcionar, actívelo y reenvíe lo que le falta.',
    open: 'Abrir los webhooks',
  },
};

const IT: DeskWords = {
  claim: {
    name: 'Reclamo',
    subject: (code, over) => `${code}: ${over ? 'scaduto' : 'in scadenza'}`,
    headline: (over) => (over ? 'Una scadenza è passata' : 'Una scadenza si avvicina'),
    what: (sum, who, why, over, when) => `${sum}, contro ${who}: ${why}. ${over ? 'Scadenza passata:' : 'Scadenza:'} ${when}.`,
    asks: {
      draft: 'Dopo questa data il reclamo può andare perso: lo invii, oppure lo stralci indicando il motivo.',
      submitted: 'Finora nessuna risposta: solleciti.',
      accepted: 'È accettato ma il denaro non è arrivato: lo richieda.',
      rejected: 'È rifiutato: lo contesti, oppure lo stralci indicando il motivo.',
    },
    open: 'Apri il reclamo',
    mailSubject: (code, why) => `Reclamo ${code}: ${why}`,
    mailHeadline: (sum) => `Reclamo di ${sum}`,
    order: (number) => `Ordine ${number}.`,
    parcel: (number) => `Pacco ${number}.`,
    mail: (sum, why) => `Buongiorno, chiediamo ${sum}: ${why}.`,
    attached: (code) => `Le prove sono allegate, con lo SHA-256 di ogni file. Indichi ${code} nella Sua risposta.`,
    tooLarge: 'Il fascicolo è troppo grande per un’e-mail: lo invii a mano.',
  },
  orders: {
    name: 'Spedizioni',
    headline: (n, late) =>
      late === 'deliver_late'
        ? `${n} consegn${n > 1 ? 'e' : 'a'} in ritardo`
        : `${n} ordin${n > 1 ? 'i' : 'e'} ${late === 'ship_soon' ? 'da spedire presto' : 'in ritardo di spedizione'}`,
    promise: {
      ship: 'Un ordine parte entro un giorno.',
      deliver: 'Un ordine arriva entro cinque giorni. Il tracciamento dice dov’è?',
    },
    more: (n) => `e altri ${n}`,
    open: 'Apri l’elenco',
  },
  wish: {
    name: 'Ordine',
    subject: (order) => `${order}: il cliente vuole annullare`,
    headline: 'Una richiesta di annullamento attende',
    due: (when) => `La risposta è dovuta in giornata, prima di ${when}.`,
    open: 'Apri l’ordine',
  },
  dispute: {
    name: 'Contestazione',
    subject: (code, over, by) => `Contestazione ${code}: risposta ${over ? 'scaduta da' : 'dovuta entro'} ${by}`,
    headline: 'Una contestazione attende la nostra risposta',
    stake: (sum, rma) => `Nel reso ${rma} sono in gioco ${sum}. Senza risposta si decide senza di noi.`,
    open: 'Apri la contestazione',
  },
  followUp: {
    name: 'Ricontatto',
    subject: (rma, over, by) => `Cliente scontento (${rma}): risposta ${over ? 'scaduta da' : 'dovuta entro'} ${by}`,
    headline: 'Un cliente scontento attende la nostra risposta',
    score: (who, score, rma) =>
      `${who ?? 'Il cliente'} ha dato ${score} su 5 al reso ${rma}. Una risposta rapida e personale spesso cambia tutto.`,
    open: 'Apri il ricontatto',
  },
  withdrawal: {
    name: 'Ordine',
    subject: (order) => `Un recesso da esaminare, ordine ${order}`,
    headline: 'Un recesso attende una persona',
    whichItems: 'L’ordine è noto; quali articoli si intendono va letto nella dichiarazione.',
    noOrder:
      'Nessun ordine ha questo numero con questo indirizzo. Il cliente ha la conferma di ricezione; i 14 giorni corrono dalla dichiarazione.',
    open: 'Apri la dichiarazione',
  },
  webhook: {
    subject: (name) => `Webhook «${name}» disattivato`,
    headline: 'Uno dei Suoi sistemi non risponde più',
    silent: (url, last) => `A ${url} non arriva più nulla. Abbiamo smesso di provare; l’ultima risposta è stata: ${last}.`,
    kept: 'Nulla è perso: quando il sistema funziona di nuovo, lo riattivi e rinvii ciò che gli manca.',
    open: 'Apri i webhook',
  },
};

export const DESK_WORDS: Readonly<Record<Language, DeskWords>> = { en: EN, fr: FR, de: DE, es: ES, it: IT };

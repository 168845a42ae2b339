/** La storia di un reso, in italiano. */
import { unreachable } from '../../assert.ts';
import type { Money } from '../../money.ts';
import { spokenMoney } from '../../spoken.ts';
import type { AnswerKind } from '../contest.ts';
import type { EventOf, RequestedItem, ReturnEvent } from '../events.ts';
import { because, dayIn, full, type Telling } from './telling.ts';

const words: Telling['words'] = {
  reason: {
    changed_mind: 'ripensamento',
    defective: 'non funziona',
    not_as_described: 'non conforme alla descrizione',
    wrong_item: 'articolo sbagliato',
    missing_part: 'manca qualcosa',
    damaged_in_transit: 'danneggiato nel trasporto',
    arrived_late: 'arrivato tardi',
    not_received: 'mai arrivato',
    counterfeit: 'non originale',
    other: 'altro motivo',
  },
  fault: {
    battery: 'batteria',
    screen: 'schermo',
    charging: 'ricarica',
    audio: 'audio',
    camera: 'fotocamera',
    connectivity: 'rete o connessione senza fili',
    buttons: 'tasti',
    overheating: 'si surriscalda',
    power: 'non si accende',
    locked: 'bloccato',
    software: 'software',
    other: 'altro difetto',
  },
  via: {
    api: 'tramite l’API',
    portal: 'nella pagina dei resi',
    email: 'per e-mail',
    phone: 'per telefono',
    store: 'in negozio',
    csv: 'in un elenco importato',
    channel: 'sul marketplace',
  },
  verdict: {
    fault_confirmed: 'il difetto è confermato',
    no_fault_found: 'nessun difetto riscontrato',
    customer_damage: 'danneggiato con l’uso',
    other_device: 'è un altro dispositivo',
    incomplete: 'manca qualcosa',
    as_described: 'è come è stato venduto',
  },
  identity: {
    match: 'è il dispositivo venduto',
    near: 'il numero letto differisce di un segno, va riletto',
    mismatch: 'il numero letto non è quello del dispositivo venduto',
    unreadable: 'il suo numero non è stato letto',
    not_recorded: 'alla vendita non è stato registrato alcun numero',
  },
  disposition: {
    restock: 'torna in magazzino',
    refurbish: 'da ricondizionare',
    repair: 'da riparare',
    parts: 'per ricambi',
    recycle: 'da riciclare',
    return_to_supplier: 'torna al fornitore',
    return_to_buyer: 'torna al mittente',
    quarantine: 'in quarantena',
  },
  resolution: {
    refund: 'un rimborso',
    partial_refund: 'un rimborso parziale',
    repair: 'una riparazione',
    replacement: 'una sostituzione',
    keep: 'l’articolo resta a chi lo ha acquistato',
    send_back: 'l’articolo viene rispedito così com’è',
    deny: 'nessun rimedio',
  },
  hold: {
    identity_mismatch: 'è tornato un altro dispositivo',
    missing_item: 'manca qualcosa',
    dispute: 'c’è una contestazione aperta',
    staff: 'il team vuole esaminarlo',
  },
  clock: {
    first_answer: 'la prima risposta',
    decision: 'la decisione',
    buyer_answer: 'la risposta alla nostra domanda',
    label: 'l’etichetta di reso',
    send_back: 'la spedizione dell’articolo',
    resolve: 'riparazione, sostituzione o rimborso',
    auto_refund: 'il rimborso integrale automatico',
    remedy: 'il termine di legge per riparare o sostituire',
    rejection_refund: 'il rimborso dopo il rifiuto del bene',
    withdrawal_refund: 'il rimborso di legge dopo un recesso',
    tracking_stalled: 'le notizie del pacco',
    ship: 'la spedizione',
    deliver: 'la consegna',
    dispute_answer: 'la risposta alla contestazione',
    follow_up: 'la risposta a un cliente insoddisfatto',
  },
  told: {
    buyer: 'chi ha acquistato',
    customer_service: 'il servizio clienti',
    warehouse: 'il magazzino',
    finance: 'la contabilità',
    manager: 'la direzione',
    administrator: 'l’amministrazione',
  },
};

const tracking: Telling['tracking'] = {
  label_created: 'Il corriere aspetta il pacco',
  accepted: 'Il corriere ha il pacco',
  in_transit: 'Il pacco è in viaggio',
  out_for_delivery: 'Il pacco è in consegna',
  delivered: 'Il pacco è stato consegnato al magazzino',
  lost: 'Il corriere dichiara smarrito il pacco',
  returned: 'Il pacco è tornato al mittente',
};

const priced = (amount: Money): string => spokenMoney(amount, 'it');
const day = dayIn('it');
const requested = ({ title, reason, fault }: RequestedItem): string =>
  `${title} (${words.reason[reason]}${fault ? `: ${words.fault[fault]}` : ''})`;

const resolved = ({ resolution, amount, kept, because: why }: EventOf<'resolved'>['items'][number]): string => {
  const notes = [amount && priced(amount), kept && `${priced(kept)} trattenuti`, why].filter(Boolean);
  return words.resolution[resolution] + (notes.length > 0 ? ` (${notes.join('; ')})` : '');
};

function tell(event: ReturnEvent): string {
  switch (event.type) {
    case 'requested':
      return `È stato chiesto un reso ${words.via[event.via]}: ${event.items.map(requested).join('; ')}.`;
    case 'decided':
      switch (event.asked) {
        case 'request':
          return 'Le condizioni di reso hanno dato la loro risposta.';
        case 'information':
          return 'La richiesta è stata riesaminata secondo le condizioni di reso, con ciò che è stato aggiunto.';
        case 'finding':
          return 'La richiesta è stata riesaminata secondo le condizioni di reso, con l’esito del controllo.';
        case 'photo':
          return 'La richiesta è stata riesaminata secondo le condizioni di reso: una foto è nota da un altro reso.';
        case 'correction':
          return 'La richiesta è stata riesaminata secondo le condizioni di reso, con le date dell’ordine come sono note ora.';
        default:
          return unreachable(event.asked);
      }
    case 'put_in_review':
      return 'Una persona del team esaminerà la richiesta.';
    case 'approved':
      return `Il reso è stato accettato.${because(event.because)}`;
    case 'rejected':
      return event.because
        ? `Il reso non è stato accettato.${because(event.because)}`
        : 'Il reso non è stato accettato, secondo le condizioni di reso.';
    case 'information_requested':
      return `È stata fatta una domanda: «${event.asks}»`;
    case 'information_received': {
      const photos = event.photos === 0 ? null : event.photos === 1 ? 'una foto' : `${event.photos} foto`;
      if (photos && event.wrote) return `È arrivata una risposta, con ${photos}.`;
      return photos ? `${event.photos === 1 ? 'È stata aggiunta' : 'Sono state aggiunte'} ${photos}.` : 'È arrivata una risposta.';
    }
    case 'cancelled':
      return `Il reso è stato annullato.${because(event.because)}`;
    case 'expired':
      return event.unanswered
        ? 'La nostra domanda è rimasta senza risposta e la richiesta è decaduta. Può comunque essere accettata.'
        : 'L’articolo non è stato spedito in tempo e l’accettazione è decaduta. Può essere rinnovata.';
    case 'label_issued':
      if (event.kind === 'own') return 'L’articolo torna con un corriere scelto liberamente.';
      if (event.kind === 'pickup') return `È concordato un ritiro a domicilio, con il numero ${event.trackingNumber}.`;
      return `È stata emessa un’etichetta di reso ${event.paidBy === 'seller' ? 'prepagata' : 'a carico di chi spedisce'}, con il numero ${event.trackingNumber}.`;
    case 'dispatched':
      return event.trackingNumber ? `Il pacco sta tornando, con il numero ${event.trackingNumber}.` : 'Il pacco sta tornando.';
    case 'tracked': {
      const last = event.events.at(-1);
      if (!last)
        return event.trackingNumber ? `Il pacco viaggia con il numero ${event.trackingNumber}.` : 'I dati del pacco sono stati completati.';
      return `${tracking[last.code]}${last.place ? ` (${last.place})` : ''}.`;
    }
    case 'parcel_lost':
      return 'Il pacco è andato smarrito.';
    case 'received': {
      const [only] = event.items;
      if (event.items.length === 1 && only) return `L’articolo è arrivato in magazzino: ${words.identity[only.identity]}.`;
      const others = event.items.filter(({ identity }) => identity === 'mismatch').length;
      const doubts =
        others === 0
          ? ''
          : others === 1
            ? ' Uno di essi non è il dispositivo venduto.'
            : ` ${others} di essi non sono i dispositivi venduti.`;
      return `Sono arrivati in magazzino ${event.items.length} articoli.${doubts}`;
    }
    case 'inspected':
      return `Esito del controllo: ${event.items.map(({ verdict, disposition }) => words.verdict[verdict] + (disposition ? `, ${words.disposition[disposition]}` : '')).join('; ')}.`;
    case 'inspection_begun':
      return event.items.length === 1 ? 'L’articolo è in fase di controllo.' : `${event.items.length} articoli sono in fase di controllo.`;
    case 'resolved':
      return `È stato deciso: ${event.items.map(resolved).join('; ')}.`;
    case 'resolution_undone':
      return `La decisione è stata ritirata prima che qualcosa partisse.${because(event.because)}`;
    case 'remedy_failed':
      return `${event.items.every(({ remedy }) => remedy === 'repair') ? 'Non si può riparare, quindi si decide di nuovo.' : 'Non si può sostituire, quindi si decide di nuovo.'}${because(event.because)}`;
    case 'completed': {
      const done = event.items.every(({ settlement }) => settlement === 'repaired')
        ? 'La riparazione è finita'
        : 'La sostituzione è pronta';
      return event.trackingNumber
        ? `${done} e il pacco è in viaggio, con il numero ${event.trackingNumber}.`
        : `${done} e il pacco è in viaggio.`;
    }
    case 'sent_out':
      return `Il pacco per il cliente viaggia con il numero ${event.trackingNumber}.`;
    case 'refund_planned': {
      const amount = priced(event.amount);
      if (event.why === 'auto_refund') return `Il tempo per risolvere è scaduto: ${amount} saranno rimborsati per intero, automaticamente.`;
      if (event.why === 'withdrawal_refund') return `È arrivata la data fissata dalla legge: dopo il recesso saranno rimborsati ${amount}.`;
      if (event.why === 'dispute') return `La contestazione si chiude con ${amount} a favore dell’acquirente.`;
      if (event.why === 'gesture')
        return `Come gesto commerciale, ${amount} tornano al cliente${event.state === 'awaiting_approval' ? ', dopo l’approvazione dell’amministrazione' : ''}.`;
      return event.state === 'awaiting_approval'
        ? `Un rimborso di ${amount} attende l’approvazione della contabilità.`
        : `Sarà inviato un rimborso di ${amount}.`;
    }
    case 'gesture_given': {
      const { gesture } = event;
      if (gesture.kind === 'nothing') return 'Sono state presentate le scuse al cliente.';
      if (gesture.kind === 'warranty_extension')
        return `La garanzia del cliente è stata estesa di ${gesture.months} mesi come gesto commerciale.`;
      return gesture.kind === 'voucher'
        ? `Al cliente è stato dato un buono di ${priced(gesture.amount)} come gesto commerciale.`
        : `Al cliente è stato riconosciuto un rimborso di ${priced(gesture.amount)} come gesto commerciale.`;
    }
    case 'refund_approved':
      return 'La contabilità ha approvato il rimborso.';
    case 'refund_submitted':
      return 'Il rimborso è stato inviato.';
    case 'refund_confirmed':
      return `Il rimborso di ${priced(event.amount)} è confermato.`;
    case 'refund_failed':
      return `Il rimborso non è andato a buon fine: ${full(event.says)}`;
    case 'refund_retried':
      return 'Il rimborso sarà tentato di nuovo.';
    case 'auto_refund_held':
      return `Il rimborso integrale automatico è dovuto ma trattenuto: ${words.hold[event.why]}. La contabilità lo sa.`;
    case 'messaged':
      return event.direction === 'in'
        ? 'È arrivato un messaggio.'
        : event.informative
          ? 'È stata inviata una risposta.'
          : 'È stata confermata la ricezione.';
    case 'agreed':
      return `Il cliente accetta ${[...new Set(event.items.map(({ to }) => AGREED[to]))].join(', ')}.`;
    case 'linked':
      return `Anche il marketplace ha aperto una pratica, numero ${event.channelReturnId}.`;
    case 'message_undone':
      return 'Una risposta è stata ritirata prima dell’invio.';
    case 'noted':
      return 'È stata aggiunta una nota interna.';
    case 'held':
      return `Il reso è sospeso: ${words.hold[event.why]}.${event.by.kind === 'system' ? '' : because(event.because)}`;
    case 'released':
      return `Il reso prosegue.${because(event.because)}`;
    case 'clock_breached':
      return `Fuori tempo: ${words.clock[event.kind]}, con scadenza il ${day(event.dueAt)}.`;
    case 'clock_corrected':
      return `In fin dei conti non era tardi: da quanto si sa ora, il termine non era scaduto (${words.clock[event.kind]}).`;
    case 'escalated':
      if (event.overtaken) return `Un promemoria è venuto meno, perché era già dovuto un passo successivo (${words.clock[event.kind]}).`;
      return event.to === undefined
        ? `È stato fatto il passo automatico previsto (${words.clock[event.kind]}).`
        : `Promemoria per ${words.told[event.to]}: ${words.clock[event.kind]}.`;
    case 'survey_asked':
      return event.again ? 'È stato chiesto al cliente se ora va tutto bene.' : 'È stato chiesto al cliente com’è andato il reso.';
    case 'surveyed': {
      const said = event.changed
        ? 'Il cliente ha cambiato risposta'
        : event.again
          ? 'Il cliente ha risposto di nuovo'
          : 'Il cliente ha risposto';
      return `${[`${said}: ${event.score} su 5`, event.wrote && 'con un commento', event.contact && 'chiede di essere ricontattato'].filter(Boolean).join(', ')}.`;
    }
    case 'followed_up':
      if (event.to === 'open') return 'Un cliente insoddisfatto attende una risposta.';
      if (event.to === 'answered') return 'Il cliente insoddisfatto ha ricevuto una risposta.';
      return `La questione è chiusa${event.outcome === undefined ? '' : `: ${FOLLOWED[event.outcome]}`}.`;
    case 'closed':
      return 'Tutto è risolto; il reso è chiuso.';
    default:
      return unreachable(event);
  }
}

const FOLLOWED = {
  explained: 'è stato spiegato',
  gesture: 'con un gesto commerciale',
  reopened: 'il reso è stato ripreso',
  refund: 'con un rimborso',
  nothing: 'non era possibile fare nulla',
} as const;

const next: Telling['next'] = {
  lift_hold: {
    buyer: 'Stiamo esaminando il suo reso più da vicino e le faremo sapere.',
    team: 'Guardare perché il reso è sospeso, poi togliere la sospensione.',
  },
  settle_dispute: {
    buyer: 'Stiamo esaminando quanto ci ha scritto e le faremo sapere.',
    team: 'Una contestazione è aperta: rispondere e portarla a termine.',
  },
  answer: {
    buyer: 'Una persona sta esaminando la sua richiesta e le risponderà presto.',
    team: 'Rispondere: accettare, rifiutare o chiedere.',
  },
  send_photos: { buyer: 'Ci mandi per favore qualche foto, così possiamo decidere in fretta.', team: 'Mancano ancora le foto.' },
  give_information: {
    buyer: 'Risponda per favore alla nostra domanda, così possiamo proseguire.',
    team: 'Manca la risposta alla nostra domanda.',
  },
  issue_label: { buyer: 'Stiamo preparando la sua etichetta di reso.', team: 'Emettere l’etichetta di reso.' },
  send_back: { buyer: 'Imballi l’articolo e ce lo rispedisca, per favore.', team: 'L’articolo deve ancora essere spedito.' },
  deliver: { buyer: 'Il suo pacco è in viaggio verso di noi.', team: 'Il corriere deve consegnare il pacco.' },
  find_parcel: {
    buyer: 'Il suo pacco sembra fermo; stiamo chiedendo al corriere.',
    team: 'Il pacco non si muove più: chiedere al corriere.',
  },
  receive: { buyer: 'Il suo pacco è arrivato; stiamo per aprirlo.', team: 'Registrare l’arrivo del pacco.' },
  inspect: { buyer: 'Abbiamo il suo articolo e stiamo per controllarlo.', team: 'Controllare l’articolo.' },
  resolve: { buyer: 'Stiamo scegliendo la soluzione migliore per lei.', team: 'Decidere: riparare, sostituire, rimborsare o altro.' },
  approve_refund: { buyer: 'Stiamo preparando il suo rimborso.', team: 'La contabilità ha un rimborso da approvare.' },
  retry_refund: {
    buyer: 'Il suo rimborso richiede un po’ più di tempo; ce ne stiamo occupando.',
    team: 'Il rimborso non è andato a buon fine: riprovare.',
  },
  send_refund: { buyer: 'Il suo rimborso è in fase di invio.', team: 'Il rimborso sta per partire.' },
  confirm_refund: { buyer: 'Il suo rimborso è partito e sarà confermato a breve.', team: 'Il canale deve confermare il rimborso.' },
  repair: { buyer: 'Stiamo riparando il suo articolo.', team: 'Riparare l’articolo e rispedirlo.' },
  replace: { buyer: 'Stiamo preparando la sua sostituzione.', team: 'Spedire la sostituzione.' },
  follow_up: {
    buyer: 'Ci ha detto che non tutto è andato bene: qualcuno di noi la ricontatta.',
    team: 'Il cliente non è soddisfatto di com’è andata: rispondere.',
  },
  none: { buyer: 'Per lei non c’è più nulla da fare.', team: 'Non resta nulla da fare.' },
};

export const it: Telling = { words, tracking, tell, next };

const AGREED: Readonly<Record<AnswerKind, string>> = {
  refusal: 'il rifiuto',
  finding: 'l’esito del controllo',
  deduction: 'la trattenuta',
  outcome: 'la soluzione',
};

/** Die Geschichte einer Rückgabe auf Deutsch. */
import { unreachable } from '../../assert.ts';
import type { Money } from '../../money.ts';
import { spokenMoney } from '../../spoken.ts';
import type { AnswerKind } from '../contest.ts';
import type { EventOf, RequestedItem, ReturnEvent } from '../events.ts';
import { because, dayIn, full, type Telling } from './telling.ts';

const words: Telling['words'] = {
  reason: {
    changed_mind: 'anders überlegt',
    defective: 'funktioniert nicht',
    not_as_described: 'nicht wie beschrieben',
    wrong_item: 'falscher Artikel',
    missing_part: 'etwas fehlt',
    damaged_in_transit: 'unterwegs beschädigt',
    arrived_late: 'zu spät angekommen',
    not_received: 'nie angekommen',
    counterfeit: 'nicht echt',
    other: 'anderer Grund',
  },
  fault: {
    battery: 'Akku',
    screen: 'Display',
    charging: 'Laden',
    audio: 'Ton',
    camera: 'Kamera',
    connectivity: 'Netz oder Funk',
    buttons: 'Tasten',
    overheating: 'wird heiß',
    power: 'geht nicht an',
    locked: 'gesperrt',
    software: 'Software',
    other: 'anderer Fehler',
  },
  via: {
    api: 'über die Schnittstelle',
    portal: 'auf der Rückgabeseite',
    email: 'per E-Mail',
    phone: 'am Telefon',
    store: 'im Laden',
    csv: 'mit einer eingelesenen Liste',
    channel: 'auf dem Marktplatz',
  },
  verdict: {
    fault_confirmed: 'der Fehler ist bestätigt',
    no_fault_found: 'kein Fehler gefunden',
    customer_damage: 'im Gebrauch beschädigt',
    other_device: 'es ist ein anderes Gerät',
    incomplete: 'etwas fehlt',
    as_described: 'in dem Zustand, in dem es verkauft wurde',
  },
  identity: {
    match: 'es ist das verkaufte Gerät',
    near: 'die gelesene Nummer weicht in einem Zeichen ab, bitte noch einmal lesen',
    mismatch: 'die gelesene Nummer ist nicht die des verkauften Geräts',
    unreadable: 'seine Nummer wurde nicht gelesen',
    not_recorded: 'beim Verkauf wurde keine Nummer erfasst',
  },
  disposition: {
    restock: 'zurück ins Lager',
    refurbish: 'zur Aufarbeitung',
    repair: 'zur Reparatur',
    parts: 'als Ersatzteilspender',
    recycle: 'zum Recycling',
    return_to_supplier: 'zurück zum Lieferanten',
    return_to_buyer: 'zurück an den Absender',
    quarantine: 'ins Sperrlager',
  },
  resolution: {
    refund: 'eine Erstattung',
    partial_refund: 'eine teilweise Erstattung',
    repair: 'eine Reparatur',
    replacement: 'ein Ersatz',
    keep: 'der Artikel wird behalten',
    send_back: 'der Artikel geht unverändert zurück',
    deny: 'keine Leistung',
  },
  hold: {
    identity_mismatch: 'ein anderes Gerät zurückkam',
    missing_item: 'etwas fehlt',
    dispute: 'ein Streitfall offen ist',
    staff: 'das Team es sich noch ansehen möchte',
  },
  clock: {
    first_answer: 'die erste Antwort',
    decision: 'die Entscheidung',
    buyer_answer: 'die Antwort auf unsere Frage',
    label: 'das Rücksendeetikett',
    send_back: 'das Zurückschicken des Artikels',
    resolve: 'Reparatur, Ersatz oder Erstattung',
    auto_refund: 'die automatische volle Erstattung',
    remedy: 'die gesetzliche Frist für Reparatur oder Ersatz',
    rejection_refund: 'die Erstattung nach der Zurückweisung der Ware',
    withdrawal_refund: 'die gesetzliche Erstattung nach einem Widerruf',
    tracking_stalled: 'Nachricht vom Paket',
    ship: 'der Versand',
    deliver: 'die Zustellung',
    dispute_answer: 'die Antwort im Streitfall',
    follow_up: 'die Antwort auf eine unzufriedene Rückmeldung',
  },
  told: {
    buyer: 'die kaufende Person',
    customer_service: 'der Kundenservice',
    warehouse: 'das Lager',
    finance: 'die Buchhaltung',
    manager: 'die Leitung',
    administrator: 'die Administration',
  },
};

const tracking: Telling['tracking'] = {
  label_created: 'Der Versanddienst erwartet das Paket',
  accepted: 'Der Versanddienst hat das Paket',
  in_transit: 'Das Paket ist unterwegs',
  out_for_delivery: 'Das Paket ist in Zustellung',
  delivered: 'Das Paket wurde im Lager zugestellt',
  lost: 'Der Versanddienst meldet das Paket als verloren',
  returned: 'Das Paket ging an den Absender zurück',
};

const priced = (amount: Money): string => spokenMoney(amount, 'de');
const day = dayIn('de');
const requested = ({ title, reason, fault }: RequestedItem): string =>
  `${title} (${words.reason[reason]}${fault ? `: ${words.fault[fault]}` : ''})`;

const resolved = ({ resolution, amount, kept, because: why }: EventOf<'resolved'>['items'][number]): string => {
  const notes = [amount && priced(amount), kept && `${priced(kept)} einbehalten`, why].filter(Boolean);
  return words.resolution[resolution] + (notes.length > 0 ? ` (${notes.join('; ')})` : '');
};

function tell(event: ReturnEvent): string {
  switch (event.type) {
    case 'requested':
      return `Eine Rückgabe wurde ${words.via[event.via]} angefragt: ${event.items.map(requested).join('; ')}.`;
    case 'decided':
      switch (event.asked) {
        case 'request':
          return 'Die Rückgabebedingungen haben ihre Antwort gegeben.';
        case 'information':
          return 'Die Anfrage wurde mit den neuen Angaben noch einmal an den Rückgabebedingungen gemessen.';
        case 'finding':
          return 'Die Anfrage wurde mit dem Prüfergebnis noch einmal an den Rückgabebedingungen gemessen.';
        case 'photo':
          return 'Die Anfrage wurde noch einmal an den Rückgabebedingungen gemessen: Ein Foto ist aus einer anderen Rückgabe bekannt.';
        case 'correction':
          return 'Die Anfrage wurde noch einmal an den Rückgabebedingungen gemessen, mit den Daten der Bestellung, wie sie jetzt bekannt sind.';
        default:
          return unreachable(event.asked);
      }
    case 'put_in_review':
      return 'Jemand aus dem Team sieht sich die Anfrage persönlich an.';
    case 'approved':
      return `Die Rückgabe wurde angenommen.${because(event.because)}`;
    case 'rejected':
      return event.because
        ? `Die Rückgabe wurde abgelehnt.${because(event.because)}`
        : 'Die Rückgabe wurde nach den Rückgabebedingungen abgelehnt.';
    case 'information_requested':
      return `Es wurde nachgefragt: „${event.asks}“`;
    case 'information_received': {
      const photos = event.photos === 0 ? null : event.photos === 1 ? 'ein Foto' : `${event.photos} Fotos`;
      if (photos && event.wrote) return `Eine Antwort kam an, dazu ${photos}.`;
      return photos ? `Es ${event.photos === 1 ? 'kam' : 'kamen'} ${photos} dazu.` : 'Eine Antwort kam an.';
    }
    case 'cancelled':
      return `Die Rückgabe wurde storniert.${because(event.because)}`;
    case 'expired':
      return event.unanswered
        ? 'Auf unsere Frage kam rechtzeitig keine Antwort, die Anfrage ist erloschen. Sie kann trotzdem angenommen werden.'
        : 'Der Artikel wurde nicht rechtzeitig abgeschickt, die Zusage ist erloschen. Sie kann erneuert werden.';
    case 'label_issued':
      if (event.kind === 'own') return 'Der Artikel kommt mit einem frei gewählten Versanddienst zurück.';
      if (event.kind === 'pickup') return `Eine Abholung an der Haustür ist vereinbart, unter der Nummer ${event.trackingNumber}.`;
      return `Ein ${event.paidBy === 'seller' ? 'bezahltes Rücksendeetikett' : 'Rücksendeetikett auf Kosten des Absenders'} wurde erstellt, unter der Nummer ${event.trackingNumber}.`;
    case 'dispatched':
      return event.trackingNumber
        ? `Das Paket ist auf dem Rückweg, unter der Nummer ${event.trackingNumber}.`
        : 'Das Paket ist auf dem Rückweg.';
    case 'tracked': {
      const last = event.events.at(-1);
      if (!last)
        return event.trackingNumber ? `Das Paket reist unter der Nummer ${event.trackingNumber}.` : 'Die Angaben zum Paket wurden ergänzt.';
      return `${tracking[last.code]}${last.place ? ` (${last.place})` : ''}.`;
    }
    case 'parcel_lost':
      return 'Das Paket ist verloren gegangen.';
    case 'received': {
      const [only] = event.items;
      if (event.items.length === 1 && only) return `Der Artikel ist im Lager angekommen: ${words.identity[only.identity]}.`;
      const others = event.items.filter(({ identity }) => identity === 'mismatch').length;
      const doubts =
        others === 0
          ? ''
          : others === 1
            ? ' Einer davon ist nicht das verkaufte Gerät.'
            : ` ${others} davon sind nicht die verkauften Geräte.`;
      return `${event.items.length} Artikel sind im Lager angekommen.${doubts}`;
    }
    case 'inspected':
      return `Die Prüfung hat ergeben: ${event.items.map(({ verdict, disposition }) => words.verdict[verdict] + (disposition ? `, ${words.disposition[disposition]}` : '')).join('; ')}.`;
    case 'inspection_begun':
      return event.items.length === 1 ? 'Der Artikel wird gerade geprüft.' : `${event.items.length} Artikel werden gerade geprüft.`;
    case 'resolved':
      return `So wurde entschieden: ${event.items.map(resolved).join('; ')}.`;
    case 'resolution_undone':
      return `Die Entscheidung wurde zurückgenommen, bevor etwas hinausging.${because(event.because)}`;
    case 'remedy_failed':
      return `${event.items.every(({ remedy }) => remedy === 'repair') ? 'Eine Reparatur ist nicht möglich, es wird neu entschieden.' : 'Ein Ersatz ist nicht möglich, es wird neu entschieden.'}${because(event.because)}`;
    case 'completed': {
      const done = event.items.every(({ settlement }) => settlement === 'repaired') ? 'Die Reparatur ist fertig' : 'Der Ersatz ist fertig';
      return event.trackingNumber
        ? `${done}, das Paket ist unterwegs, unter der Nummer ${event.trackingNumber}.`
        : `${done}, das Paket ist unterwegs.`;
    }
    case 'sent_out':
      return `Das Paket zurück ist unter der Nummer ${event.trackingNumber} unterwegs.`;
    case 'refund_planned': {
      const amount = priced(event.amount);
      if (event.why === 'auto_refund')
        return `Die Frist zur Erledigung ist abgelaufen: ${amount} werden automatisch in voller Höhe erstattet.`;
      if (event.why === 'withdrawal_refund') return `Der gesetzliche Termin ist da: Nach dem Widerruf werden ${amount} erstattet.`;
      if (event.why === 'dispute') return `Der Streitfall endet mit ${amount} für den Käufer.`;
      if (event.why === 'gesture')
        return `Als Entgegenkommen gehen ${amount} an den Käufer zurück${event.state === 'awaiting_approval' ? ', sobald die Buchhaltung zugestimmt hat' : ''}.`;
      return event.state === 'awaiting_approval'
        ? `Eine Erstattung von ${amount} wartet auf die Freigabe der Buchhaltung.`
        : `Eine Erstattung von ${amount} wird überwiesen.`;
    }
    case 'gesture_given': {
      const { gesture } = event;
      if (gesture.kind === 'nothing') return 'Der Käufer wurde um Entschuldigung gebeten.';
      if (gesture.kind === 'warranty_extension')
        return `Die Garantie des Käufers wurde als Entgegenkommen um ${gesture.months} Monate verlängert.`;
      return gesture.kind === 'voucher'
        ? `Der Käufer hat als Entgegenkommen einen Gutschein über ${priced(gesture.amount)} bekommen.`
        : `Der Käufer bekommt als Entgegenkommen ${priced(gesture.amount)} zurück.`;
    }
    case 'refund_approved':
      return 'Die Buchhaltung hat die Erstattung freigegeben.';
    case 'refund_submitted':
      return 'Die Erstattung wurde abgeschickt.';
    case 'refund_confirmed':
      return `Die Erstattung von ${priced(event.amount)} ist bestätigt.`;
    case 'refund_failed':
      return `Die Erstattung kam nicht durch: ${full(event.says)}`;
    case 'refund_retried':
      return 'Die Erstattung wird noch einmal versucht.';
    case 'auto_refund_held':
      return `Die automatische volle Erstattung ist fällig, wird aber zurückgehalten, weil ${words.hold[event.why]}. Die Buchhaltung weiß davon.`;
    case 'messaged':
      return event.direction === 'in'
        ? 'Eine Nachricht ist eingegangen.'
        : event.informative
          ? 'Eine Antwort wurde abgeschickt.'
          : 'Der Eingang wurde bestätigt.';
    case 'agreed':
      return `Der Käufer ist mit ${[...new Set(event.items.map(({ to }) => AGREED[to]))].join(', ')} einverstanden.`;
    case 'linked':
      return `Auch der Marktplatz führt dazu einen Fall, Nummer ${event.channelReturnId}.`;
    case 'message_undone':
      return 'Eine Antwort wurde vor dem Versand zurückgenommen.';
    case 'noted':
      return 'Eine interne Notiz wurde hinzugefügt.';
    case 'held':
      return `Die Rückgabe ruht, weil ${words.hold[event.why]}.${event.by.kind === 'system' ? '' : because(event.because)}`;
    case 'released':
      return `Die Rückgabe geht weiter.${because(event.because)}`;
    case 'clock_breached':
      return `Zu spät: ${words.clock[event.kind]} war am ${day(event.dueAt)} fällig.`;
    case 'clock_corrected':
      return `Doch nicht zu spät: Nach allem, was jetzt bekannt ist, war die Frist nicht abgelaufen (${words.clock[event.kind]}).`;
    case 'escalated':
      if (event.overtaken) return `Eine Erinnerung entfiel, weil ein späterer Schritt schon fällig war (${words.clock[event.kind]}).`;
      return event.to === undefined
        ? `Der automatische Schritt ist getan (${words.clock[event.kind]}).`
        : `Zur Erinnerung an ${words.told[event.to]}: ${words.clock[event.kind]}.`;
    case 'survey_asked':
      return event.again ? 'Nachgefragt wurde, ob jetzt alles gut ist.' : 'Gefragt wurde, wie die Rückgabe gelaufen ist.';
    case 'surveyed': {
      const said = event.changed ? 'Geänderte Rückmeldung' : event.again ? 'Zweite Rückmeldung' : 'Rückmeldung';
      return `${[`${said}: ${event.score} von 5`, event.wrote && 'mit einer Nachricht', event.contact && 'um Kontakt wird gebeten'].filter(Boolean).join(', ')}.`;
    }
    case 'followed_up':
      if (event.to === 'open') return 'Auf eine unzufriedene Rückmeldung steht eine Antwort aus.';
      if (event.to === 'answered') return 'Die unzufriedene Rückmeldung wurde beantwortet.';
      return `Die Rückmeldung ist erledigt${event.outcome === undefined ? '' : `: ${FOLLOWED[event.outcome]}`}.`;
    case 'closed':
      return 'Alles ist erledigt, die Rückgabe ist abgeschlossen.';
    default:
      return unreachable(event);
  }
}

const FOLLOWED = {
  explained: 'es wurde erklärt',
  gesture: 'mit einer Geste',
  reopened: 'die Rückgabe wurde wieder aufgenommen',
  refund: 'mit einer Erstattung',
  nothing: 'es war nichts möglich',
} as const;

const next: Telling['next'] = {
  lift_hold: {
    buyer: 'Wir sehen uns Ihre Rückgabe genauer an und melden uns.',
    team: 'Nachsehen, warum die Rückgabe ruht, dann weitergehen lassen.',
  },
  settle_dispute: {
    buyer: 'Wir gehen dem nach, was Sie uns geschrieben haben, und melden uns.',
    team: 'Ein Streitfall ist offen: antworten und zu Ende bringen.',
  },
  answer: { buyer: 'Jemand sieht sich Ihre Anfrage an und antwortet Ihnen bald.', team: 'Antworten: annehmen, ablehnen oder nachfragen.' },
  send_photos: { buyer: 'Bitte schicken Sie uns ein paar Fotos, damit wir schnell entscheiden können.', team: 'Fotos stehen noch aus.' },
  give_information: { buyer: 'Bitte beantworten Sie unsere Frage, damit es weitergeht.', team: 'Eine Antwort auf unsere Frage steht aus.' },
  issue_label: { buyer: 'Wir bereiten Ihr Rücksendeetikett vor.', team: 'Das Rücksendeetikett erstellen.' },
  send_back: { buyer: 'Bitte packen Sie den Artikel ein und schicken Sie ihn zurück.', team: 'Der Artikel muss noch abgeschickt werden.' },
  deliver: { buyer: 'Ihr Paket ist auf dem Weg zu uns.', team: 'Der Versanddienst muss das Paket zustellen.' },
  find_parcel: {
    buyer: 'Ihr Paket scheint festzuhängen; wir fragen beim Versanddienst nach.',
    team: 'Das Paket bewegt sich nicht mehr: beim Versanddienst nachfragen.',
  },
  receive: { buyer: 'Ihr Paket ist angekommen; wir öffnen es als Nächstes.', team: 'Den Eingang des Pakets erfassen.' },
  inspect: { buyer: 'Wir haben Ihren Artikel und prüfen ihn als Nächstes.', team: 'Den Artikel prüfen.' },
  resolve: { buyer: 'Wir suchen die beste Lösung für Sie.', team: 'Entscheiden: Reparatur, Ersatz, Erstattung oder anders.' },
  approve_refund: { buyer: 'Ihre Erstattung wird vorbereitet.', team: 'Die Buchhaltung muss eine Erstattung freigeben.' },
  retry_refund: {
    buyer: 'Ihre Erstattung dauert etwas länger; wir kümmern uns darum.',
    team: 'Die Erstattung kam nicht durch: noch einmal versuchen.',
  },
  send_refund: { buyer: 'Ihre Erstattung wird gerade überwiesen.', team: 'Die Erstattung geht gleich hinaus.' },
  confirm_refund: { buyer: 'Ihre Erstattung ist unterwegs und wird bald bestätigt.', team: 'Der Kanal muss die Erstattung bestätigen.' },
  repair: { buyer: 'Ihr Artikel wird repariert.', team: 'Den Artikel reparieren und zurückschicken.' },
  replace: { buyer: 'Ihr Ersatz wird vorbereitet.', team: 'Den Ersatz verschicken.' },
  follow_up: {
    buyer: 'Sie haben uns geschrieben, dass nicht alles gut lief: Jemand von uns meldet sich bei Ihnen.',
    team: 'Die Rückmeldung war unzufrieden: antworten.',
  },
  none: { buyer: 'Für Sie ist nichts mehr zu tun.', team: 'Es ist nichts mehr zu tun.' },
};

export const de: Telling = { words, tracking, tell, next };

const AGREED: Readonly<Record<AnswerKind, string>> = {
  refusal: 'der Ablehnung',
  finding: 'dem Prüfergebnis',
  deduction: 'dem Abzug',
  outcome: 'der Lösung',
};

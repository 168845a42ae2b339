/** La historia de una devolución, en español. */
import { unreachable } from '../../assert.ts';
import type { Money } from '../../money.ts';
import { spokenMoney } from '../../spoken.ts';
import type { AnswerKind } from '../contest.ts';
import type { EventOf, RequestedItem, ReturnEvent } from '../events.ts';
import { because, dayIn, full, type Telling } from './telling.ts';

const words: Telling['words'] = {
  reason: {
    changed_mind: 'cambio de opinión',
    defective: 'no funciona',
    not_as_described: 'no corresponde a la descripción',
    wrong_item: 'no es el artículo pedido',
    missing_part: 'falta algo',
    damaged_in_transit: 'dañado en el transporte',
    arrived_late: 'llegó tarde',
    not_received: 'no llegó',
    counterfeit: 'no es auténtico',
    other: 'otro motivo',
  },
  fault: {
    battery: 'batería',
    screen: 'pantalla',
    charging: 'carga',
    audio: 'sonido',
    camera: 'cámara',
    connectivity: 'red o conexión inalámbrica',
    buttons: 'botones',
    overheating: 'se calienta',
    power: 'no se enciende',
    locked: 'bloqueado',
    software: 'software',
    other: 'otro fallo',
  },
  via: {
    api: 'a través de la API',
    portal: 'en la página de devoluciones',
    email: 'por correo electrónico',
    phone: 'por teléfono',
    store: 'en la tienda',
    csv: 'en una lista importada',
    channel: 'en el marketplace',
  },
  verdict: {
    fault_confirmed: 'el fallo está confirmado',
    no_fault_found: 'no se encontró ningún fallo',
    customer_damage: 'se dañó con el uso',
    other_device: 'es otro dispositivo',
    incomplete: 'falta algo',
    as_described: 'está como se vendió',
  },
  identity: {
    match: 'es el dispositivo que se vendió',
    near: 'el número leído difiere en un signo; hay que leerlo otra vez',
    mismatch: 'el número leído no es el del dispositivo que se vendió',
    unreadable: 'no se leyó su número',
    not_recorded: 'no consta ningún número de la venta',
  },
  disposition: {
    restock: 'vuelve al almacén',
    refurbish: 'a reacondicionar',
    repair: 'a reparar',
    parts: 'para piezas',
    recycle: 'a reciclar',
    return_to_supplier: 'vuelve al proveedor',
    return_to_buyer: 'vuelve a quien lo envió',
    quarantine: 'en cuarentena',
  },
  resolution: {
    refund: 'un reembolso',
    partial_refund: 'un reembolso parcial',
    repair: 'una reparación',
    replacement: 'una sustitución',
    keep: 'quien lo compró se lo queda',
    send_back: 'el artículo se envía de vuelta tal como está',
    deny: 'ninguna compensación',
  },
  hold: {
    identity_mismatch: 'ha vuelto otro dispositivo',
    missing_item: 'falta algo',
    dispute: 'hay una reclamación abierta',
    staff: 'el equipo quiere revisarlo',
  },
  clock: {
    first_answer: 'la primera respuesta',
    decision: 'la decisión',
    buyer_answer: 'la respuesta a nuestra pregunta',
    label: 'la etiqueta de devolución',
    send_back: 'el envío del artículo',
    resolve: 'la reparación, la sustitución o el reembolso',
    auto_refund: 'el reembolso íntegro automático',
    remedy: 'el plazo legal de reparación o sustitución',
    rejection_refund: 'el reembolso tras el rechazo del producto',
    withdrawal_refund: 'el reembolso legal tras un desistimiento',
    tracking_stalled: 'las noticias del paquete',
    ship: 'la salida del envío',
    deliver: 'la entrega',
    dispute_answer: 'la respuesta a la reclamación',
    follow_up: 'la respuesta a un cliente descontento',
  },
  told: {
    buyer: 'quien compró',
    customer_service: 'atención al cliente',
    warehouse: 'el almacén',
    finance: 'contabilidad',
    manager: 'la dirección',
    administrator: 'la administración',
  },
};

const tracking: Telling['tracking'] = {
  label_created: 'El transportista espera el paquete',
  accepted: 'El transportista tiene el paquete',
  in_transit: 'El paquete está en camino',
  out_for_delivery: 'El paquete está en reparto',
  delivered: 'El paquete se entregó en el almacén',
  lost: 'El transportista da el paquete por perdido',
  returned: 'El paquete volvió a su remitente',
};

const priced = (amount: Money): string => spokenMoney(amount, 'es');
const day = dayIn('es');
const requested = ({ title, reason, fault }: RequestedItem): string =>
  `${title} (${words.reason[reason]}${fault ? `: ${words.fault[fault]}` : ''})`;

const resolved = ({ resolution, amount, kept, because: why }: EventOf<'resolved'>['items'][number]): string => {
  const notes = [amount && priced(amount), kept && `${priced(kept)} retenidos`, why].filter(Boolean);
  return words.resolution[resolution] + (notes.length > 0 ? ` (${notes.join('; ')})` : '');
};

function tell(event: ReturnEvent): string {
  switch (event.type) {
    case 'requested':
      return `Se solicitó una devolución ${words.via[event.via]}: ${event.items.map(requested).join('; ')}.`;
    case 'decided':
      switch (event.asked) {
        case 'request':
          return 'La política de devoluciones dio su respuesta.';
        case 'information':
          return 'La solicitud se examinó de nuevo según la política de devoluciones, con lo que se añadió.';
        case 'finding':
          return 'La solicitud se examinó de nuevo según la política de devoluciones, con el resultado de la revisión.';
        case 'photo':
          return 'La solicitud se examinó de nuevo según la política de devoluciones: una foto se conoce de otra devolución.';
        case 'correction':
          return 'La solicitud se examinó de nuevo según la política de devoluciones, con las fechas del pedido tal como se conocen ahora.';
        default:
          return unreachable(event.asked);
      }
    case 'put_in_review':
      return 'Una persona del equipo revisará la solicitud.';
    case 'approved':
      return `La devolución se aceptó.${because(event.because)}`;
    case 'rejected':
      return event.because
        ? `La devolución no se aceptó.${because(event.because)}`
        : 'La devolución no se aceptó, según la política de devoluciones.';
    case 'information_requested':
      return `Se hizo una pregunta: «${event.asks}»`;
    case 'information_received': {
      const photos = event.photos === 0 ? null : event.photos === 1 ? 'una foto' : `${event.photos} fotos`;
      if (photos && event.wrote) return `Llegó una respuesta, con ${photos}.`;
      return photos ? `Se ${event.photos === 1 ? 'añadió' : 'añadieron'} ${photos}.` : 'Llegó una respuesta.';
    }
    case 'cancelled':
      return `La devolución se anuló.${because(event.because)}`;
    case 'expired':
      return event.unanswered
        ? 'Nuestra pregunta quedó sin respuesta a tiempo y la solicitud ha caducado. Aun así se puede aceptar.'
        : 'El artículo no se envió a tiempo y la aceptación ha caducado. Se puede renovar.';
    case 'label_issued':
      if (event.kind === 'own') return 'El artículo vuelve con un transportista elegido libremente.';
      if (event.kind === 'pickup') return `Está acordada una recogida a domicilio, con el número ${event.trackingNumber}.`;
      return `Se emitió una etiqueta de devolución ${event.paidBy === 'seller' ? 'ya pagada' : 'a cargo de quien la usa'}, con el número ${event.trackingNumber}.`;
    case 'dispatched':
      return event.trackingNumber ? `El paquete viene de vuelta, con el número ${event.trackingNumber}.` : 'El paquete viene de vuelta.';
    case 'tracked': {
      const last = event.events.at(-1);
      if (!last)
        return event.trackingNumber ? `El paquete viaja con el número ${event.trackingNumber}.` : 'Se completaron los datos del paquete.';
      return `${tracking[last.code]}${last.place ? ` (${last.place})` : ''}.`;
    }
    case 'parcel_lost':
      return 'El paquete se ha perdido.';
    case 'received': {
      const [only] = event.items;
      if (event.items.length === 1 && only) return `El artículo ha llegado al almacén: ${words.identity[only.identity]}.`;
      const others = event.items.filter(({ identity }) => identity === 'mismatch').length;
      const doubts =
        others === 0
          ? ''
          : others === 1
            ? ' Uno de ellos no es el dispositivo que se vendió.'
            : ` ${others} de ellos no son los dispositivos que se vendieron.`;
      return `Han llegado al almacén ${event.items.length} artículos.${doubts}`;
    }
    case 'inspected':
      return `Resultado de la revisión: ${event.items.map(({ verdict, disposition }) => words.verdict[verdict] + (disposition ? `, ${words.disposition[disposition]}` : '')).join('; ')}.`;
    case 'inspection_begun':
      return event.items.length === 1 ? 'El artículo se está revisando.' : `Se están revisando ${event.items.length} artículos.`;
    case 'resolved':
      return `Se decidió: ${event.items.map(resolved).join('; ')}.`;
    case 'resolution_undone':
      return `La decisión se retiró antes de que saliera nada.${because(event.because)}`;
    case 'remedy_failed':
      return `${event.items.every(({ remedy }) => remedy === 'repair') ? 'No se puede reparar, así que se decide de nuevo.' : 'No se puede cambiar por otro, así que se decide de nuevo.'}${because(event.because)}`;
    case 'completed': {
      const done = event.items.every(({ settlement }) => settlement === 'repaired')
        ? 'La reparación ha terminado'
        : 'La sustitución está lista';
      return event.trackingNumber
        ? `${done} y el paquete va de camino, con el número ${event.trackingNumber}.`
        : `${done} y el paquete va de camino.`;
    }
    case 'sent_out':
      return `El paquete para el cliente viaja con el número ${event.trackingNumber}.`;
    case 'refund_planned': {
      const amount = priced(event.amount);
      if (event.why === 'auto_refund') return `El plazo para resolverlo ha terminado: se reembolsarán automáticamente ${amount}, el total.`;
      if (event.why === 'withdrawal_refund') return `Ha llegado la fecha que fija la ley: se reembolsarán ${amount} tras el desistimiento.`;
      if (event.why === 'dispute') return `La disputa termina con ${amount} para el cliente.`;
      if (event.why === 'gesture')
        return `Como gesto comercial, se devuelven ${amount} al cliente${event.state === 'awaiting_approval' ? ', cuando finanzas lo apruebe' : ''}.`;
      return event.state === 'awaiting_approval'
        ? `Un reembolso de ${amount} espera la aprobación de contabilidad.`
        : `Se enviará un reembolso de ${amount}.`;
    }
    case 'gesture_given': {
      const { gesture } = event;
      if (gesture.kind === 'nothing') return 'Se han presentado disculpas al cliente.';
      if (gesture.kind === 'warranty_extension') return `Se ha ampliado la garantía del cliente ${gesture.months} meses como compensación.`;
      return gesture.kind === 'voucher'
        ? `Se ha entregado al cliente un vale de ${priced(gesture.amount)} como compensación.`
        : `Se ha concedido al cliente una compensación de ${priced(gesture.amount)}.`;
    }
    case 'refund_approved':
      return 'Contabilidad aprobó el reembolso.';
    case 'refund_submitted':
      return 'El reembolso se envió.';
    case 'refund_confirmed':
      return `El reembolso de ${priced(event.amount)} está confirmado.`;
    case 'refund_failed':
      return `El reembolso no llegó a hacerse: ${full(event.says)}`;
    case 'refund_retried':
      return 'Se intentará de nuevo el reembolso.';
    case 'auto_refund_held':
      return `El reembolso íntegro automático ha vencido y está retenido: ${words.hold[event.why]}. Contabilidad lo sabe.`;
    case 'messaged':
      return event.direction === 'in' ? 'Llegó un mensaje.' : event.informative ? 'Se envió una respuesta.' : 'Se confirmó la recepción.';
    case 'agreed':
      return `El cliente acepta ${[...new Set(event.items.map(({ to }) => AGREED[to]))].join(', ')}.`;
    case 'linked':
      return `La plataforma también ha abierto un caso, número ${event.channelReturnId}.`;
    case 'message_undone':
      return 'Se retiró una respuesta antes de enviarla.';
    case 'noted':
      return 'Se añadió una nota interna.';
    case 'held':
      return `La devolución está en pausa: ${words.hold[event.why]}.${event.by.kind === 'system' ? '' : because(event.because)}`;
    case 'released':
      return `La devolución sigue adelante.${because(event.because)}`;
    case 'clock_breached':
      return `Fuera de plazo: ${words.clock[event.kind]} vencía el ${day(event.dueAt)}.`;
    case 'clock_corrected':
      return `Al final no fue tarde: por lo que se sabe ahora, el plazo no había vencido (${words.clock[event.kind]}).`;
    case 'escalated':
      if (event.overtaken) return `Un recordatorio quedó sin efecto, porque ya tocaba un paso posterior (${words.clock[event.kind]}).`;
      return event.to === undefined
        ? `Se dio el paso automático previsto (${words.clock[event.kind]}).`
        : `Recordatorio para ${words.told[event.to]}: ${words.clock[event.kind]}.`;
    case 'survey_asked':
      return event.again ? 'Se preguntó al cliente si ya está todo bien.' : 'Se preguntó al cliente cómo fue la devolución.';
    case 'surveyed': {
      const said = event.changed
        ? 'El cliente cambió su respuesta'
        : event.again
          ? 'El cliente respondió de nuevo'
          : 'El cliente respondió';
      return `${[`${said}: ${event.score} de 5`, event.wrote && 'con un comentario', event.contact && 'pide que se le contacte'].filter(Boolean).join(', ')}.`;
    }
    case 'followed_up':
      if (event.to === 'open') return 'Se debe una respuesta a un cliente descontento.';
      if (event.to === 'answered') return 'Se respondió al cliente descontento.';
      return `El seguimiento ha terminado${event.outcome === undefined ? '' : `: ${FOLLOWED[event.outcome]}`}.`;
    case 'closed':
      return 'Todo está resuelto; la devolución está cerrada.';
    default:
      return unreachable(event);
  }
}

const FOLLOWED = {
  explained: 'se explicó',
  gesture: 'con un detalle comercial',
  reopened: 'se retomó la devolución',
  refund: 'con un reembolso',
  nothing: 'no fue posible hacer nada',
} as const;

const next: Telling['next'] = {
  lift_hold: {
    buyer: 'Estamos mirando su devolución con más detalle y le diremos algo.',
    team: 'Ver por qué está en pausa y levantar la pausa.',
  },
  settle_dispute: {
    buyer: 'Estamos estudiando lo que nos ha contado y le diremos algo.',
    team: 'Hay una disputa abierta: responder y cerrarla.',
  },
  answer: { buyer: 'Una persona está revisando su solicitud y le responderá pronto.', team: 'Responder: aceptar, rechazar o preguntar.' },
  send_photos: { buyer: 'Envíenos unas fotos, por favor, para que podamos decidir rápido.', team: 'Faltan las fotos por llegar.' },
  give_information: {
    buyer: 'Responda a nuestra pregunta, por favor, para que podamos seguir.',
    team: 'Falta la respuesta a nuestra pregunta.',
  },
  issue_label: { buyer: 'Estamos preparando su etiqueta de devolución.', team: 'Emitir la etiqueta de devolución.' },
  send_back: { buyer: 'Embale el artículo y envíelo de vuelta, por favor.', team: 'Falta que nos envíen el artículo.' },
  deliver: { buyer: 'Su paquete viene de camino.', team: 'El transportista tiene que entregar el paquete.' },
  find_parcel: {
    buyer: 'Su paquete parece detenido; estamos preguntando al transportista.',
    team: 'El paquete ya no se mueve: preguntar al transportista.',
  },
  receive: { buyer: 'Su paquete ha llegado; vamos a abrirlo.', team: 'Registrar la llegada del paquete.' },
  inspect: { buyer: 'Tenemos su artículo y vamos a revisarlo.', team: 'Revisar el artículo.' },
  resolve: { buyer: 'Estamos eligiendo la mejor solución para usted.', team: 'Decidir: reparar, sustituir, reembolsar u otra solución.' },
  approve_refund: { buyer: 'Estamos preparando su reembolso.', team: 'Contabilidad tiene un reembolso por aprobar.' },
  retry_refund: {
    buyer: 'Su reembolso tarda un poco más; nos estamos ocupando.',
    team: 'El reembolso no llegó a hacerse: intentarlo de nuevo.',
  },
  send_refund: { buyer: 'Se está enviando su reembolso.', team: 'El reembolso está a punto de salir.' },
  confirm_refund: { buyer: 'Su reembolso ha salido y pronto estará confirmado.', team: 'El canal tiene que confirmar el reembolso.' },
  repair: { buyer: 'Estamos reparando su artículo.', team: 'Reparar el artículo y enviarlo de vuelta.' },
  replace: { buyer: 'Estamos preparando su sustitución.', team: 'Enviar la sustitución.' },
  follow_up: {
    buyer: 'Nos ha dicho que no todo fue bien: alguien de nuestro equipo se pondrá en contacto con usted.',
    team: 'El cliente no quedó contento con el resultado: responder.',
  },
  none: { buyer: 'Ya no tiene que hacer nada.', team: 'No queda nada por hacer.' },
};

export const es: Telling = { words, tracking, tell, next };

const AGREED: Readonly<Record<AnswerKind, string>> = {
  refusal: 'la negativa',
  finding: 'el resultado de la revisión',
  deduction: 'la deducción',
  outcome: 'la solución',
};

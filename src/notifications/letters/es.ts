/** Español. Cercano y claro: primero lamentar lo que salió mal, después qué ocurre ahora y para cuándo. Siempre de usted. */
import type { ProductState } from '../../core/policy/document.ts';
import type { Verdict } from '../../core/return/model.ts';
import type { CommonFacts } from '../facts.ts';
import { beforeSending, blocks, type Frame, type General, type Letters, listed, scaleOf, titlesOf } from '../letter.ts';
import { regretFor } from './regret.ts';

const many = ({ items }: CommonFacts): boolean => items.length > 1;
/** «Su» fits a product of either gender; pronouns and participles would not, so sentences do without them. */
const su = (facts: CommonFacts): string =>
  many(facts) ? `sus ${facts.items.length} artículos` : `su ${facts.items[0]?.title ?? 'artículo'}`;
const deSu = (facts: CommonFacts): string => `de ${su(facts)}`;
const sorry = (facts: CommonFacts): string | false =>
  facts.sorry &&
  (regretFor('es', facts.sorryFor) ?? `Lamentamos las molestias que le ha causado ${su(facts)}. No debería haber tenido que escribirnos.`);
const contest =
  '¿No está de acuerdo? Responda a este mensaje y díganos por qué, con fotos si las tiene. Otra persona volverá a examinarlo.';
const rights = 'Esta respuesta no limita los derechos que le reconoce la ley.';

const GENERAL: General = {
  device: [
    'Guarde sus fotos, mensajes y documentos: borramos todos los dispositivos que nos llegan.',
    'Cierre la sesión de sus cuentas (iCloud y «Buscar», Google, Samsung, Windows). Un dispositivo que siga bloqueado no se puede reparar ni volver a vender, y su devolución tardaría más.',
    'Saque la tarjeta SIM y la de memoria, y elimine la eSIM.',
    'Si el dispositivo todavía se enciende: restablezca los valores de fábrica y apáguelo.',
  ],
  packaging: ['Acolche bien la caja.'],
  documents: ['Ponga la hoja de devolución dentro del paquete, encima de todo.'],
};
const DAMAGED_BATTERY =
  'Si la batería está hinchada, pierde líquido o se calienta mucho, no envíe el dispositivo. Escríbanos antes: necesita un embalaje especial.';

const FINDINGS: Readonly<Record<Verdict, string>> = {
  fault_confirmed: 'hemos encontrado el fallo que describía.',
  no_fault_found: 'lo hemos probado a fondo y no hemos encontrado el fallo que describía.',
  customer_damage: 'hemos encontrado un daño posterior a la entrega.',
  other_device: 'el dispositivo del paquete no es el que le vendimos.',
  incomplete: 'falta algo en el paquete.',
  as_described: 'está como usted lo describió.',
};
const STATES: Readonly<Record<ProductState, string>> = {
  complete: 'completo, con todo lo que lo acompañaba',
  undamaged: 'sin daños',
  unlocked: 'sin ninguna cuenta vinculada',
  wiped: 'borrado',
  original_packaging: 'en su embalaje original',
  unopened: 'sin abrir',
};

const parcel = (carrier?: string, number?: string): string =>
  carrier && number
    ? ` El paquete viaja con ${carrier}, número de seguimiento ${number}.`
    : number
      ? ` Su número de seguimiento es ${number}.`
      : carrier
        ? ` El paquete viaja con ${carrier}.`
        : '';
const tracking = (url?: string) => (url ? { action: { says: 'Seguir el paquete', url } } : {});

/** How the parcel is handed in, where it is not simply posted. */
const HANDING_IN = {
  pickup: 'Un repartidor pasa a recogerlo a su casa a la hora acordada: tenga el paquete preparado.',
  dropoff: '¿No tiene impresora? Enseñe el código de la etiqueta en su teléfono donde entregue el paquete.',
  store: 'Tráigalo a nuestra tienda: reconocemos su devolución por el código de la hoja.',
} as const;

const SCALE = ['Muy mal', 'Mal', 'Regular', 'Bien', 'Muy bien'] as const;

export const es: Letters = {
  received_request: (f, say) => ({
    subject: f.answered ? `Gracias por su respuesta (${f.rma})` : `Hemos recibido su solicitud de devolución (${f.rma})`,
    headline: f.answered ? 'Gracias, tenemos su respuesta' : 'Tenemos su solicitud',
    blocks: blocks(
      !f.answered && sorry(f),
      f.answered ? `Gracias por su respuesta sobre ${su(f)}.` : `Hemos recibido su solicitud de devolución ${deSu(f)}.`,
      listed('Por qué la revisa una persona de nuestro equipo', f.reasons),
      `Le responderemos ${f.answerBy ? `a más tardar el ${say.date(f.answerBy)}` : 'muy pronto'}. Hasta entonces no tiene que hacer nada: por favor, no envíe todavía el paquete.`,
      listed('Cuándo nuestra respuesta sería otra', f.wouldChange),
    ),
  }),

  approved: (f, say) => {
    const { way } = f;
    const refund =
      f.refund &&
      `Cuando hayamos recibido y revisado ${su(f)}, le reembolsaremos ${say.money(f.refund)}${f.refundBy ? `, a más tardar el ${say.date(f.refundBy)}` : ''}.`;
    if (way.kind === 'none') {
      return {
        subject: `Hemos aceptado su devolución: no hay nada que enviar (${f.rma})`,
        headline: 'Aceptada, y no tiene que enviar nada',
        blocks: blocks(
          sorry(f),
          `Hemos aceptado su solicitud sobre ${su(f)}, y no tiene que enviarnos nada.`,
          f.refund && `Le reembolsamos ${say.money(f.refund)}${f.refundBy ? `, a más tardar el ${say.date(f.refundBy)}` : ''}.`,
          listed('Los motivos', f.reasons),
        ),
      };
    }
    const until = way.sendBy ? `, a más tardar el ${say.date(way.sendBy)}` : '';
    return {
      subject:
        way.kind === 'prepaid'
          ? `Hemos aceptado su devolución: aquí tiene la etiqueta (${f.rma})`
          : `Hemos aceptado su devolución (${f.rma})`,
      headline: 'Hemos aceptado su devolución',
      blocks: blocks(
        sorry(f),
        way.kind === 'prepaid'
          ? `La devolución ${deSu(f)} está aceptada y el envío corre de nuestra cuenta. Imprima la etiqueta y la hoja de devolución, y entregue el paquete${until}.`
          : `La devolución ${deSu(f)} está aceptada. Envíe el paquete a la dirección de abajo${until}, con un transportista que le dé un número de seguimiento, y guarde el comprobante.`,
        { action: true },
        { title: 'Adónde enviarlo', address: way.address },
        { title: 'Antes de enviarlo', steps: beforeSending(GENERAL, f.instructions) },
        listed(
          'El estado acordado',
          f.productState?.map((state) => STATES[state]),
        ),
        f.instructions?.caution?.join(' ') ?? (way.lithium && DAMAGED_BATTERY),
        refund,
        listed('Los motivos de nuestra respuesta', f.reasons),
        ...(f.instructions?.contact ?? []),
        { link: { says: 'Hoja de devolución, para poner dentro del paquete', url: way.slipUrl } },
      ),
      action:
        way.kind === 'prepaid'
          ? { says: 'Imprimir la etiqueta', url: way.labelUrl }
          : { says: 'Imprimir la hoja de devolución', url: way.slipUrl },
    };
  },

  rejected: (f) => ({
    subject: `Sobre su solicitud de devolución (${f.rma})`,
    headline: 'No podemos aceptar esta devolución',
    blocks: blocks(
      `Hemos examinado con atención su solicitud sobre ${su(f)}. Lamentamos no poder aceptarla.`,
      listed('Por qué', f.reasons),
      listed('Cuándo nuestra respuesta sería otra', f.wouldChange),
      contest,
      rights,
    ),
    action: { says: 'Reclamar contra esta respuesta', url: f.progressUrl },
  }),

  information_request: (f, say) => ({
    subject: `Una pregunta sobre su devolución (${f.rma})`,
    headline: 'Tenemos una pregunta',
    blocks: blocks(
      `Para seguir con la devolución ${deSu(f)} necesitamos algo más de usted:`,
      { words: f.asks },
      `Por favor, respóndanos ${f.answerBy ? `a más tardar el ${say.date(f.answerBy)}` : 'cuando pueda'}. Seguiremos en cuanto lo tengamos.`,
    ),
    action: { says: 'Responder', url: f.progressUrl },
  }),

  answer_reminder: (f, say) => ({
    subject: `Aún nos falta su respuesta (${f.rma})`,
    headline: 'Un breve recordatorio',
    blocks: blocks(
      `Le hicimos una pregunta sobre ${su(f)} y todavía no tenemos su respuesta:`,
      { words: f.asks },
      `Por favor, respóndanos ${f.answerBy ? `a más tardar el ${say.date(f.answerBy)}` : 'cuando pueda'}. Si ya lo ha hecho, gracias: no tiene que hacer nada más.`,
    ),
    action: { says: 'Responder', url: f.progressUrl },
  }),

  label: (f, say) => ({
    subject: `Su etiqueta de devolución (${f.rma})`,
    headline: 'Su etiqueta está lista',
    blocks: blocks(
      `La etiqueta para ${su(f)} está lista${f.carrier ? ` (${f.carrier})` : ''}. Imprímala, péguela bien lisa en el paquete y entréguelo${f.sendBy ? ` a más tardar el ${say.date(f.sendBy)}` : ''}. Guarde el comprobante hasta que termine su devolución.`,
      f.how && HANDING_IN[f.how],
      { link: { says: 'Hoja de devolución, para poner dentro del paquete', url: f.slipUrl } },
    ),
    action: { says: 'Imprimir la etiqueta', url: f.labelUrl },
  }),

  send_back_reminder: (f, say) => ({
    subject: `Recordatorio: su paquete (${f.rma})`,
    headline: '¿Ha enviado ya su paquete?',
    blocks: blocks(
      `Todavía no hemos visto salir el paquete con ${su(f)}${f.sendBy ? `. Envíelo, por favor, a más tardar el ${say.date(f.sendBy)}` : ''}.`,
      '¿Ya lo ha enviado? Entonces no tiene que hacer nada. ¿Necesita más tiempo o ha tenido algún problema? Basta con responder a este mensaje.',
    ),
    ...(f.labelUrl && { action: { says: 'Imprimir la etiqueta', url: f.labelUrl } }),
  }),

  in_transit: (f) => ({
    subject: `Su paquete viene de camino (${f.rma})`,
    headline: 'Su paquete está en camino',
    blocks: blocks(
      `Gracias por enviarnos ${su(f)}.${parcel(f.carrier, f.trackingNumber)}`,
      'Le escribiremos de nuevo en cuanto llegue. No tiene que hacer nada más.',
    ),
    ...tracking(f.trackingUrl),
  }),

  parcel_lost: (f, say) => ({
    subject: `Su paquete se ha perdido de camino (${f.rma})`,
    headline: 'Su paquete se ha perdido',
    blocks: blocks(
      `Lo sentimos: el transportista ha perdido el paquete con ${su(f)}.`,
      `Nosotros reclamamos al transportista. Usted no tiene que buscar nada: solo guarde el comprobante que le dieron al entregarlo. Le diremos cómo se resuelve ${f.resolveBy ? `a más tardar el ${say.date(f.resolveBy)}` : 'lo antes posible'}.`,
    ),
  }),

  received: (f, say) => ({
    subject: `Su paquete ha llegado (${f.rma})`,
    headline: 'Su paquete ha llegado',
    blocks: blocks(
      `Hemos recibido ${su(f)}. Gracias.`,
      `Ahora lo revisamos todo, y tendrá nuestra respuesta ${f.resolveBy ? `a más tardar el ${say.date(f.resolveBy)}` : 'en los próximos días'}.`,
    ),
  }),

  inspected: (f, say) => ({
    subject: `Hemos revisado ${many(f) ? 'sus artículos' : 'su dispositivo'} (${f.rma})`,
    headline: 'La revisión ha terminado',
    blocks: blocks(
      `Hemos revisado ${su(f)}:`,
      { list: f.findings.map(({ title, verdict }) => `${title}: ${FINDINGS[verdict]}`) },
      `Le diremos qué se deriva de ello ${f.resolveBy ? `a más tardar el ${say.date(f.resolveBy)}` : 'en nuestro próximo mensaje'}.`,
    ),
  }),

  resolved: (f, say) => ({
    subject: f.as === 'repair' ? `Estamos reparando su dispositivo (${f.rma})` : `Le enviamos un dispositivo de sustitución (${f.rma})`,
    headline: f.as === 'repair' ? 'Lo reparamos' : 'Recibirá una sustitución',
    blocks: blocks(
      sorry(f),
      f.as === 'repair'
        ? `Reparamos ${su(f)} sin coste para usted${f.by ? `, a más tardar el ${say.date(f.by)}` : ''}, y se lo enviamos de vuelta.`
        : `Sustituimos ${su(f)} sin coste para usted. El paquete saldrá ${f.by ? `a más tardar el ${say.date(f.by)}` : 'pronto'}.`,
      'Recibirá el número de seguimiento cuando salga el paquete.',
    ),
  }),

  refund_on_its_way: (f, say) => ({
    subject: `Su reembolso de ${say.money(f.amount)} está en camino (${f.rma})`,
    headline: `${say.money(f.amount)} de camino hacia usted`,
    blocks: blocks(
      sorry(f),
      `Hemos iniciado su reembolso de ${say.money(f.amount)} por ${su(f)}.`,
      f.kept && `Del importe completo hemos retenido ${say.money(f.kept)}${f.keptBecause ? `: ${f.keptBecause}` : '.'}`,
      f.byTransfer
        ? 'Llega por transferencia a la cuenta que usted nos indique: si aún no lo ha hecho, escríbala en la página de su devolución. Una vez enviada, tarda de uno a dos días hábiles.'
        : f.paidOutBy
          ? `${f.paidOutBy} lo abona en el medio de pago que usted usó. Le avisaremos cuando esté confirmado.`
          : 'Se abona en el medio de pago que usted usó. Le avisaremos cuando esté confirmado.',
    ),
  }),

  refunded: (f, say) => ({
    subject: `Le hemos reembolsado ${say.money(f.amount)} (${f.rma})`,
    headline: `${say.money(f.amount)} reembolsados`,
    blocks: blocks(
      `El reembolso de ${say.money(f.amount)} por ${su(f)} está confirmado${f.paidOutBy ? ` por ${f.paidOutBy}` : ''}.`,
      f.byTransfer
        ? 'Ha salido por transferencia y debería estar en su cuenta en dos días hábiles. Si después no aparece, escríbanos: lo buscaremos.'
        : 'Los bancos suelen tardar de 3 a 6 días en mostrarlo en su cuenta. Si después no aparece, escríbanos: lo buscaremos.',
      'Gracias por su paciencia.',
    ),
  }),

  repaired: (f) => ({
    subject: `Reparación terminada: su paquete va de camino (${f.rma})`,
    headline: 'La reparación ha terminado',
    blocks: blocks(
      `Buenas noticias: la reparación ${deSu(f)} ha terminado y el paquete va de camino hacia usted.${parcel(f.carrier, f.trackingNumber)}`,
      'Si al abrirlo algo no está bien, díganoslo enseguida: lo solucionaremos.',
    ),
    ...tracking(f.trackingUrl),
  }),

  replaced: (f) => ({
    subject: `Su sustitución va de camino (${f.rma})`,
    headline: 'Su sustitución va de camino',
    blocks: blocks(
      `Buenas noticias: la sustitución ${deSu(f)} va de camino hacia usted.${parcel(f.carrier, f.trackingNumber)}`,
      'Tiene la misma garantía que el primero. Si algo no está bien, díganoslo enseguida.',
    ),
    ...tracking(f.trackingUrl),
  }),

  remedy_failed: (f, say) => ({
    subject: `${f.as === 'repair' ? 'No hemos podido reparar su dispositivo' : 'No podemos enviarle una sustitución'} (${f.rma})`,
    headline: f.as === 'repair' ? 'No ha sido posible repararlo' : 'No tenemos con qué sustituirlo',
    blocks: blocks(
      f.as === 'repair' ? `Lo sentimos: no es posible la reparación ${deSu(f)}.` : `Lo sentimos: no tenemos con qué sustituir ${su(f)}.`,
      `Una persona decide ahora con usted cómo seguir: lo que la ley le concede después, otro dispositivo o su dinero, le corresponde. ${f.by ? `Tendrá noticias nuestras a más tardar el ${say.date(f.by)}.` : 'Tendrá noticias nuestras pronto.'}`,
      '¿Prefiere una de las dos cosas? Responda a este mensaje y díganoslo.',
    ),
    action: { says: 'Responder', url: f.progressUrl },
  }),

  sent_back: (f) => ({
    subject: `Le enviamos ${many(f) ? 'sus artículos' : 'su dispositivo'} de vuelta (${f.rma})`,
    headline: 'De vuelta hacia usted',
    blocks: blocks(`Le enviamos de vuelta ${su(f)}.${parcel(f.carrier, f.trackingNumber)}`, listed('Por qué', f.reasons), contest),
    ...tracking(f.trackingUrl),
  }),

  sent_out: (f) => ({
    subject: `Su paquete ha salido (${f.rma})`,
    headline: 'Su paquete ha salido',
    blocks: blocks(
      `El paquete con ${su(f)} ha salido de nuestro taller.${parcel(f.carrier, f.trackingNumber)}`,
      'El primer movimiento puede tardar unas horas en aparecer en la web del transportista.',
    ),
    ...tracking(f.trackingUrl),
  }),

  kept: (f, say) => ({
    subject: `Se queda con ${many(f) ? 'sus artículos' : 'su dispositivo'} (${f.rma})`,
    headline: f.amount ? `No hay nada que devolver, y recibe ${say.money(f.amount)}` : 'No hay nada que devolver',
    blocks: blocks(
      sorry(f),
      `Como acordamos, se queda con ${su(f)}.`,
      f.amount && `Le reembolsamos ${say.money(f.amount)} en el medio de pago que usted usó.`,
      'La garantía sigue vigente como antes.',
    ),
  }),

  denied: (f) => ({
    subject: `Nuestra respuesta sobre su devolución (${f.rma})`,
    headline: 'Nuestra respuesta sobre su devolución',
    blocks: blocks(
      `Hemos revisado ${su(f)} con atención. Lamentamos no poder ofrecerle esta vez ni reembolso, ni reparación, ni sustitución.`,
      listed('Por qué', f.reasons),
      contest,
      rights,
    ),
    action: { says: 'Reclamar contra esta respuesta', url: f.progressUrl },
  }),

  cancelled: (f) => ({
    subject: `Su devolución está anulada (${f.rma})`,
    headline: 'Su devolución está anulada',
    blocks: blocks(
      `La devolución ${deSu(f)} está anulada y no tiene que hacer nada.`,
      f.because && { list: [f.because] },
      '¿Ha sido un error o ha cambiado de opinión? Puede solicitarla de nuevo, o simplemente responder a este mensaje.',
    ),
  }),

  expired: (f, say) => ({
    subject: `El plazo de su devolución ha terminado (${f.rma})`,
    headline: 'El plazo de su devolución ha terminado',
    blocks: blocks(
      f.unanswered
        ? `Teníamos una pregunta sobre ${su(f)} y no hemos recibido respuesta, así que esta devolución queda cerrada por ahora.`
        : `No hemos visto llegar el paquete con ${su(f)}${f.sendBy ? `, que esperábamos que enviara a más tardar el ${say.date(f.sendBy)}` : ''}, así que esta devolución queda cerrada por ahora.`,
      f.unanswered
        ? '¿Desea continuar? Basta con responder a este mensaje y la abriremos de nuevo.'
        : '¿Ya lo ha enviado? Mándenos el comprobante y la abriremos de nuevo. ¿Necesita más tiempo? Basta con responder a este mensaje.',
    ),
  }),

  message: (f) => ({
    subject: `${f.seller.name}: un mensaje sobre su devolución (${f.rma})`,
    headline: 'Un mensaje para usted',
    blocks: blocks({ words: f.body }, f.author),
    personal: true,
    action: { says: 'Responder', url: f.progressUrl },
  }),

  hold_waiting: (f, say) => ({
    subject: `Necesitamos un poco más de tiempo (${f.rma})`,
    headline: 'Necesitamos un poco más de tiempo',
    blocks: blocks(
      f.arrived
        ? `El paquete con ${su(f)} ya está aquí. Lo sentimos: la revisión nos lleva más tiempo de lo habitual.`
        : `Lo sentimos: la devolución ${deSu(f)} nos lleva más tiempo de lo habitual.`,
      f.because,
      `Una persona se está ocupando, y ${f.by ? `tendrá noticias nuestras a más tardar el ${say.date(f.by)}` : 'tendrá noticias nuestras en cuanto sepamos más'}. Sus derechos y los plazos legales siguen siendo los mismos.`,
    ),
  }),

  survey: (f) => ({
    subject: f.again ? `¿Está todo bien ahora? (${f.rma})` : `¿Cómo fue su devolución? (${f.rma})`,
    headline: f.again ? '¿Está todo bien ahora?' : '¿Cómo fue?',
    blocks: f.again
      ? blocks(
          `Nos había dicho que su devolución (${titlesOf(f)}) no fue bien, y nos pusimos en contacto con usted.`,
          '¿Y ahora? Basta con tocar una vez, y no se lo volveremos a preguntar.',
          scaleOf(f, SCALE),
        )
      : blocks(
          f.refused
            ? `No hemos podido atender su petición (${titlesOf(f)}). Aun así, nos gustaría saber qué le ha parecido nuestro trato.`
            : `Gracias por su paciencia: su devolución (${titlesOf(f)}) ha terminado.`,
          '¿Qué le ha parecido? Basta con tocar una vez.',
          scaleOf(f, SCALE),
          'Si algo no fue bien, díganoslo: una persona de nuestro equipo lo lee y se pone en contacto con usted.',
          'Solo le hacemos esta pregunta una vez por esta devolución. Su respuesta se queda con nosotros, y nada depende de ella.',
        ),
  }),

  dispute_opened: (f) => ({
    subject: `Hemos recibido su reclamación (${f.rma})`,
    headline: 'Hemos recibido su reclamación',
    blocks: blocks(
      `No está de acuerdo con nuestra respuesta sobre ${su(f)}, y lo tomamos en serio. Una persona que no intervino en la primera respuesta vuelve a examinarlo todo.`,
      'Mientras tanto no se decide nada más sobre su devolución, y los plazos que fija la ley siguen corriendo. Tendrá noticias nuestras por correo y en la página de su devolución.',
      '¿Hay algo que debamos saber o ver, como fotos o el informe de un perito? Basta con responder a este mensaje.',
    ),
  }),
};

export const esFrame: Frame = {
  colon: ':',
  greeting: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
  signature: (seller) => `El equipo de ${seller}`,
  attached: 'en el archivo adjunto',
  returnCode: 'Código de devolución',
  follow: 'Seguir su devolución',
  preferences: 'Elegir qué correos recibe',
  footer: (seller) => `Recibe este mensaje porque solicitó una devolución a ${seller}. Puede responderlo.`,
};

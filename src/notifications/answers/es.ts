/** Español. De usted, frases cortas: primero lo que el cliente quiere saber, después qué pasa y para cuándo. */
import type { BuiltInTexts } from './built-in.ts';

export const es: BuiltInTexts = {
  received: `Hola, {buyer.firstName}:

Hemos recibido su {item.title}. Nuestro taller lo está revisando: que sea el dispositivo correcto, el fallo que nos describió y el estado general.

[[Tendrá nuestra respuesta como muy tarde el {deadline.resolve}. ]]Hasta entonces no tiene que hacer nada.

Un saludo,
{agent.firstName}, {seller.name}`,

  missing_info: `Hola, {buyer.firstName}:

Gracias por escribirnos sobre su {item.title}. Para poder darle una buena respuesta nos falta todavía un dato:

[[{case.asks}]]

Basta con que responda a este mensaje. [[Mantenemos su caso abierto hasta el {deadline.buyerAnswer}.]]

Un saludo,
{agent.firstName}, {seller.name}`,

  photos_wanted: `Hola, {buyer.firstName}:

Sentimos que su {item.title} le esté dando problemas. Para decidir sin hacerle esperar, ¿podría enviarnos tres fotos?

- el dispositivo de frente, con la pantalla encendida;
- el dispositivo por detrás;
- el fallo de cerca, con luz natural.

Responda a este mensaje y adjúntelas. Si el dispositivo ya no se enciende, díganoslo: con la foto de frente bastará.

Un saludo,
{agent.firstName}, {seller.name}`,

  account_lock: `Hola, {buyer.firstName}:

Su {item.title} nos ha llegado, pero sigue vinculado a su cuenta (Apple, Google o Samsung). Mientras lo esté, no podemos revisarlo ni terminar su devolución.

Puede quitarlo de su cuenta a distancia en un par de minutos:

- Apple: entre en iCloud.com/find, elija el dispositivo y pulse «Eliminar de la cuenta»;
- Google: entre en myaccount.google.com, vaya a «Seguridad» y «Tus dispositivos», y cierre la sesión del dispositivo;
- Samsung: entre en account.samsung.com, vaya a «Dispositivos» y elimine el dispositivo.

No nos envíe nunca su contraseña: no la necesitamos. Avísenos cuando esté hecho y seguimos enseguida.

Un saludo,
{agent.firstName}, {seller.name}`,

  how_to_send: `Hola, {buyer.firstName}:

Su devolución {return.code} está aceptada. Así puede enviarnos su {item.title}:

1. Haga una copia de seguridad, cierre la sesión de sus cuentas (iCloud, Google, Samsung) y saque la tarjeta SIM.
2. Embale bien el dispositivo, sin accesorios que no le hayamos pedido.
3. Entregue el paquete[[ como muy tarde el {deadline.sendBack}]] y guarde el justificante de entrega.

[[Su etiqueta: {links.label}

]]La dirección de devolución:
{address.return}

Un saludo,
{agent.firstName}, {seller.name}`,

  late_delivery: `Hola, {buyer.firstName}:

Su pedido {order.number} ya debería haberle llegado, y le pedimos disculpas por el retraso.

[[Viaja con {outbound.carrier}, con el número {outbound.number}. ]]Hemos preguntado al transportista dónde está. Si se hubiera perdido, no será usted quien lo pague: le enviaremos el artículo de nuevo o le devolveremos el dinero, como prefiera.

Le escribiré en cuanto tenga una respuesta y, en todo caso, en un máximo de dos días laborables.

Un saludo,
{agent.firstName}, {seller.name}`,

  parcel_stuck: `Hola, {buyer.firstName}:

Parece que su paquete de devolución[[ ({parcel.carrier}, {parcel.number})]] lleva unos días sin moverse. Hemos pedido al transportista que lo busque.

¿Conserva el justificante de entrega? Una foto en respuesta a este mensaje nos ayudaría. Si el paquete no aparece, lo resolveremos con el transportista, no con usted.

Un saludo,
{agent.firstName}, {seller.name}`,

  refusal_explained: `Hola, {buyer.firstName}:

He vuelto a leer su solicitud sobre su {item.title}. Entiendo que nuestra respuesta le haya decepcionado, y le debo una explicación clara.

[[Este es el motivo por el que no pudimos aceptar la devolución: {decision.reason}

]]Si se nos ha escapado algo (una foto, una fecha, un mensaje anterior), responda a este mensaje: otra persona del equipo revisará su caso. Esta respuesta no limita en nada sus derechos legales.

Un saludo,
{agent.firstName}, {seller.name}`,

  customer_damage: `Hola, {buyer.firstName}:

Hemos revisado su {item.title}. [[{finding.says} ]]El daño se produjo después de la entrega, por lo que la garantía no lo cubre.

Las fotos de la revisión están en su caso. Puede elegir:

- le devolvemos el dispositivo tal como está, a nuestro cargo;
- le preparamos un presupuesto de reparación, sin compromiso.

Díganos qué prefiere. Y si usted lo ve de otra manera, explíquenos por qué: lo miraremos con atención.

Un saludo,
{agent.firstName}, {seller.name}`,

  no_fault_found: `Hola, {buyer.firstName}:

Hemos probado a fondo su {item.title} y no hemos encontrado el fallo que nos describió. No dudamos de lo que vio: algunos fallos solo aparecen en determinadas condiciones.

¿Puede decirnos cuándo ocurre (con qué aplicación, mientras carga, con el dispositivo caliente…)? Unas palabras o una foto nos bastan para buscar en el sitio adecuado.

Un saludo,
{agent.firstName}, {seller.name}`,

  repair_longer: `Hola, {buyer.firstName}:

La reparación de su {item.title} está tardando más de lo previsto, y le pedimos disculpas: estamos esperando una pieza.

[[Estará lista como muy tarde el {deadline.resolve}. ]]Si es demasiado tarde para usted, díganoslo y buscaremos juntos otra solución, también un cambio o un reembolso.

Un saludo,
{agent.firstName}, {seller.name}`,

  replacement_sent: `Hola, {buyer.firstName}:

Su dispositivo de sustitución ha salido hoy. [[Viaja con {outbound.carrier}, con el número {outbound.number}.]]

Ha pasado los mismos controles que todos nuestros dispositivos y su garantía continúa. Cuando le llegue, pruébelo un momento: si algo no va bien, aquí estamos.

Un saludo,
{agent.firstName}, {seller.name}`,

  refund_sent: `Hola, {buyer.firstName}:

[[Hemos enviado su reembolso de {refund.total}. ]]Le llegará por el mismo medio de pago de su pedido {order.number}, normalmente en tres a cinco días laborables según su banco.

Le pedimos disculpas de nuevo y le agradecemos su paciencia.

Un saludo,
{agent.firstName}, {seller.name}`,

  partial_refund: `Hola, {buyer.firstName}:

[[Le devolvemos {refund.total} por su {item.title}. ]][[Retenemos {refund.kept}. {finding.says}]]

Las fotos de la revisión están en su caso. Si el importe le parece injusto, responda a este mensaje y díganos por qué: otra persona lo revisará.

Un saludo,
{agent.firstName}, {seller.name}`,

  sent_back: `Hola, {buyer.firstName}:

Su {item.title} va de vuelta hacia usted. [[Viaja con {outbound.carrier}, con el número {outbound.number}. ]][[{finding.says}]]

Si tiene alguna pregunta cuando lo tenga en la mano, responda a este mensaje.

Un saludo,
{agent.firstName}, {seller.name}`,

  thanks: `Hola, {buyer.firstName}:

Su devolución {return.code} está terminada. Gracias por tomarse el tiempo de escribirnos: lo que nos ha contado nos ayuda a revisar mejor nuestros dispositivos.

Si queda algo pendiente, responda a este mensaje y nos ocupamos.

Un saludo,
{agent.firstName}, {seller.name}`,

  in_review: `Hola, {buyer.firstName}:

Hemos leído su solicitud sobre su {item.title} y sentimos las molestias. [[{decision.reason}]]

Una persona de nuestro equipo la está estudiando ahora. [[Tendrá nuestra respuesta como muy tarde el {deadline.answer}. ]]Hasta entonces, conserve el dispositivo, por favor.

Un saludo,
{agent.firstName}, {seller.name}`,

  label_follows: `Hola, {buyer.firstName}:

Su devolución {return.code} está aceptada. [[{decision.reason}]]

Estamos preparando su etiqueta: la recibirá en breve y hasta entonces no tiene que hacer nada.

Un saludo,
{agent.firstName}, {seller.name}`,

  on_its_way: `Hola, {buyer.firstName}:

Su paquete va camino de nuestro taller[[ con {parcel.carrier}, con el número {parcel.number}]]. Le escribiremos en cuanto llegue.

Después revisaremos el dispositivo y le daremos una respuesta en cinco días como máximo.

Un saludo,
{agent.firstName}, {seller.name}`,

  decide_soon: `Hola, {buyer.firstName}:

Hemos terminado de revisar su {item.title}. [[{finding.says}]]

Ahora estamos decidiendo los pasos siguientes. [[Tendrá nuestra decisión como muy tarde el {deadline.resolve}.]]

Un saludo,
{agent.firstName}, {seller.name}`,

  refund_under_way: `Hola, {buyer.firstName}:

Su reembolso[[ de {refund.total}]] está en curso. [[Se enviará como muy tarde el {deadline.refund}. ]]El dinero vuelve por el mismo medio de pago de su pedido {order.number}.

No tiene que hacer nada más.

Un saludo,
{agent.firstName}, {seller.name}`,

  repairing: `Hola, {buyer.firstName}:

Estamos reparando su {item.title} en nuestro taller. [[Saldrá de vuelta como muy tarde el {deadline.resolve}.]]

Le escribiremos en cuanto salga, con su número de seguimiento.

Un saludo,
{agent.firstName}, {seller.name}`,

  replacing: `Hola, {buyer.firstName}:

Estamos preparando su dispositivo de sustitución. [[Saldrá como muy tarde el {deadline.resolve}.]]

Le escribiremos en cuanto esté en camino, con su número de seguimiento.

Un saludo,
{agent.firstName}, {seller.name}`,

  one_check: `Hola, {buyer.firstName}:

Un punto de su devolución {return.code} necesita todavía una comprobación por nuestra parte. Estamos en ello y, de momento, no tiene que hacer nada.

[[Tendrá nuestra respuesta como muy tarde el {deadline.resolve}.]]

Un saludo,
{agent.firstName}, {seller.name}`,
};

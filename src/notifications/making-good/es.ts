import type { MakingGoodWords } from './letter.ts';

export const es: MakingGoodWords = {
  subject: ({ number, onReturn }) =>
    onReturn ? `Su devolución ${number}: le pedimos disculpas` : `Su pedido ${number}: le pedimos disculpas`,
  greeting: (buyer) => `Hola, ${buyer}:`,
  regret: {
    shipped_late: ({ item, number }) =>
      `${item} (pedido ${number}) ya debería haber salido de nuestro almacén. El retraso es nuestro, y le pedimos disculpas.`,
    parcel_still: ({ item, number }) =>
      `El paquete con ${item} (pedido ${number}) lleva más de dos días sin moverse. Sentimos que tenga que esperarlo.`,
    delivered_late: ({ item, number, over }) =>
      over
        ? `${item} (pedido ${number}) le llegó más tarde de lo prometido. Le pedimos disculpas.`
        : `${item} (pedido ${number}) ya debería estar en su casa, y no es así. Le pedimos disculpas.`,
    parcel_damaged: ({ item, number }) =>
      `${item} (pedido ${number}) se dañó en el transporte. Lo sentimos: debería haberle llegado en perfecto estado.`,
    parcel_misdelivered: ({ item, number }) =>
      `El transportista entregó el paquete con ${item} (pedido ${number}) en otro sitio. Sentimos las molestias que esto le causa.`,
    parcel_lost: ({ item, number }) => `El paquete con ${item} (pedido ${number}) se ha perdido por el camino. Lo sentimos mucho.`,
    answered_late: ({ number }) => `Ha tenido que esperar demasiado nuestra respuesta sobre su devolución ${number}. Le pedimos disculpas.`,
    arrived_late: ({ item }) => `${item} le llegó demasiado tarde. Sentimos que no haya podido contar con nuestra fecha.`,
    not_as_described: ({ item }) => `${item} no es como lo habíamos descrito. Lo sentimos: debería haber recibido lo que había leído.`,
    missing_part: ({ item }) => `Faltaba algo cuando recibió ${item}. Sentimos no haberlo enviado completo.`,
    damaged_in_transit: ({ item }) => `${item} se dañó en el transporte. Lo sentimos: debería haberle llegado en perfecto estado.`,
    wrong_item: ({ item }) => `En lugar de ${item} le enviamos otra cosa. El error es nuestro, y le pedimos disculpas.`,
    not_received: ({ item }) => `${item} nunca le llegó. Lo sentimos mucho.`,
    resolved_late: ({ number }) => `Su devolución ${number} nos está llevando más tiempo del prometido. Le pedimos disculpas.`,
    refunded_late: ({ number }) => `Ya debería tener el dinero de su devolución ${number}. Sentimos que tenga que esperarlo.`,
    return_parcel_lost: ({ number }) =>
      `El paquete de su devolución ${number} se perdió de camino a nosotros, con nuestra etiqueta. Lo sentimos; a usted no le cuesta nada.`,
    other: ({ number, onReturn }) =>
      `No todo ha ido como debía con su ${onReturn ? 'devolución' : 'pedido'} ${number}. Le pedimos disculpas.`,
  },
  next: {
    shipped_late: () => 'Lo estamos preparando para que salga, y recibirá el número de seguimiento en cuanto lo haga.',
    parcel_still: () => 'Hemos preguntado al transportista dónde está, y seguimos pendientes.',
    delivered_late: () => 'Lo seguimos con el transportista hasta que esté en sus manos.',
    parcel_damaged: () => 'Díganos qué prefiere: reparación, sustitución o su dinero. Nosotros nos arreglamos con el transportista.',
    parcel_misdelivered: () =>
      'Hemos pedido al transportista que lo encuentre y se lo lleve. Si no lo consigue, recibirá otro o le devolveremos el dinero.',
    parcel_lost: () =>
      'No tiene que buscarlo. Díganos qué prefiere, otro igual o la devolución de todo su dinero; lo demás lo resolvemos con el transportista.',
    answered_late: () => 'Tenemos su solicitud y la estamos revisando en este momento.',
    not_as_described: () => 'Su devolución sigue adelante como le indicamos, a nuestro cargo.',
    missing_part: () => 'Su devolución sigue adelante como le indicamos, a nuestro cargo.',
    damaged_in_transit: () => 'Su devolución sigue adelante como le indicamos, a nuestro cargo.',
    wrong_item: () => 'Su devolución sigue adelante como le indicamos, a nuestro cargo.',
    arrived_late: () => 'Su devolución sigue adelante como le indicamos.',
    not_received: () => 'No tiene que enviar nada: lo resolvemos desde aquí.',
    resolved_late: () => 'Ahora es lo primero de nuestra lista.',
    refunded_late: () => 'Nos estamos ocupando de que salga ya.',
    return_parcel_lost: () =>
      'No tiene que hacer nada: lo resolvemos con el transportista, y su devolución sigue como si el paquete hubiera llegado.',
  },
  arrivesBy: {
    carrier: (date) => `El transportista anuncia su llegada para el ${date}.`,
    terms: (date) =>
      `Queremos que lo tenga en sus manos el ${date} a más tardar; es nuestro compromiso, el transportista aún no lo ha confirmado.`,
  },
  answerBy: (date) => `Tendrá nuestra respuesta el ${date} a más tardar.`,
  again: (date) =>
    `Todavía no conocemos una fecha y no queremos inventarla. Volveremos a escribirle el ${date} a más tardar, sepamos lo que sepamos entonces.`,
  track: (url) => `Puede ver dónde está aquí: ${url}`,
  refund: (amount) =>
    `Para compensarle, le devolvemos ${amount} al medio de pago que utilizó. Los bancos suelen tardar de 3 a 6 días en mostrarlo.`,
  voucher: (amount, code) => `Para compensarle, aquí tiene un vale de ${amount} para su próximo pedido con nosotros: ${code}`,
  warranty: (months, item) =>
    `Para compensarle, ampliamos ${months} meses la garantía de ${item}. No tiene que hacer nada: queda anotado en su pedido.`,
  rights: 'Esto se suma a sus derechos: no le quita ninguno, y no tiene que renunciar a nada.',
  close: (seller) => `Un cordial saludo,\n${seller}`,
};

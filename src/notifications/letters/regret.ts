/** Regret that fits what the buyer tells (M19): a parcel that never came is no "trouble with your item". What stands here for no reason has its own words in the letters. */
import type { Language } from '../../core/access.ts';
import type { Reason } from '../../core/return/model.ts';

const REGRET: Readonly<Record<Language, Partial<Readonly<Record<Reason, string>>>>> = {
  en: {
    arrived_late: 'We are sorry that your order reached you too late. You should have been able to count on the date.',
    not_received: 'We are very sorry that your order has not reached you.',
    wrong_item: 'We are sorry that you did not get what you had ordered. You should not have had to write to us.',
    missing_part: 'We are sorry that something was missing from your parcel.',
    damaged_in_transit: 'We are sorry that your order reached you damaged. It should have arrived whole.',
    not_as_described: 'We are sorry that what you got is not what you had expected from our description.',
  },
  fr: {
    arrived_late:
      'Nous sommes désolés que votre commande vous soit parvenue trop tard. Vous auriez dû pouvoir compter sur la date annoncée.',
    not_received: 'Nous sommes sincèrement désolés que votre commande ne vous soit pas parvenue.',
    wrong_item: 'Nous sommes désolés que vous n’ayez pas reçu ce que vous aviez commandé. Vous n’auriez pas dû avoir à nous écrire.',
    missing_part: 'Nous sommes désolés qu’il ait manqué quelque chose dans votre colis.',
    damaged_in_transit: 'Nous sommes désolés que votre commande soit arrivée endommagée. Elle aurait dû vous parvenir intacte.',
    not_as_described: 'Nous sommes désolés que l’article reçu ne corresponde pas à ce que notre description vous laissait attendre.',
  },
  de: {
    arrived_late: 'Es tut uns leid, dass Ihre Bestellung zu spät bei Ihnen ankam. Auf unseren Termin sollten Sie sich verlassen können.',
    not_received: 'Es tut uns sehr leid, dass Ihre Bestellung nicht bei Ihnen angekommen ist.',
    wrong_item: 'Es tut uns leid, dass Sie nicht bekommen haben, was Sie bestellt hatten. Das hätte nicht passieren sollen.',
    missing_part: 'Es tut uns leid, dass in Ihrem Paket etwas gefehlt hat.',
    damaged_in_transit: 'Es tut uns leid, dass Ihre Bestellung beschädigt bei Ihnen ankam. Sie hätte heil ankommen sollen.',
    not_as_described: 'Es tut uns leid, dass die Ware nicht so ist, wie Sie sie nach unserer Beschreibung erwarten durften.',
  },
  es: {
    arrived_late: 'Lamentamos que su pedido le llegara demasiado tarde. Debería haber podido contar con la fecha.',
    not_received: 'Lamentamos mucho que su pedido no le haya llegado.',
    wrong_item: 'Lamentamos que no haya recibido lo que había pedido. No debería haber tenido que escribirnos.',
    missing_part: 'Lamentamos que faltara algo en su paquete.',
    damaged_in_transit: 'Lamentamos que su pedido le llegara dañado. Debería haber llegado en perfecto estado.',
    not_as_described: 'Lamentamos que lo recibido no sea lo que nuestra descripción le hacía esperar.',
  },
  it: {
    arrived_late: 'Ci dispiace che il suo ordine sia arrivato troppo tardi. Avrebbe dovuto poter contare sulla data.',
    not_received: 'Ci dispiace molto che il suo ordine non sia arrivato.',
    wrong_item: 'Ci dispiace che non abbia ricevuto ciò che aveva ordinato. Non avrebbe dovuto avere bisogno di scriverci.',
    missing_part: 'Ci dispiace che nel suo pacco mancasse qualcosa.',
    damaged_in_transit: 'Ci dispiace che il suo ordine sia arrivato danneggiato. Sarebbe dovuto arrivare integro.',
    not_as_described: 'Ci dispiace che quanto ricevuto non sia ciò che la nostra descrizione le faceva aspettare.',
  },
};

export const regretFor = (language: Language, reason: Reason | undefined): string | undefined =>
  reason === undefined ? undefined : REGRET[language][reason];

/**
 * Suggestions for a buyer who wants to call an order off before it is sent (M23): a person picks one, edits it and sends it. They promise nothing
 * that costs the buyer money, and say plainly that calling it off stays possible.
 */
import type { Language } from '../core/access.ts';

export const OFFERS = ['today', 'other_item', 'ask_why', 'confirm'] as const;
export type Offer = (typeof OFFERS)[number];
export type OfferText = { readonly id: Offer; readonly subject: string; readonly body: string };

type Facts = { readonly buyer: string; readonly order: string; readonly item: string; readonly seller: string };
type Texts = Readonly<Record<Offer, (f: Facts) => readonly [subject: string, body: string]>>;

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    today: (f) => [
      `Your order ${f.order}: it can leave today`,
      `Hello ${f.buyer},\n\nyou asked us to cancel your ${f.item}. If it is about the time: it can leave our workshop today, with tracking, at no extra cost.\n\nShall we send it, or cancel? One line in reply is enough, and if you would rather cancel, we will.\n\n${f.seller}`,
    ],
    other_item: (f) => [
      `Your order ${f.order}: another colour or model?`,
      `Hello ${f.buyer},\n\nyou asked us to cancel your ${f.item}. Would another colour, storage size or grade suit you better? Tell us what you are looking for and we will say what we have.\n\nIf you would rather cancel, one line in reply is enough.\n\n${f.seller}`,
    ],
    ask_why: (f) => [
      `Your order ${f.order}: may we help?`,
      `Hello ${f.buyer},\n\nyou asked us to cancel your ${f.item}, which is ready to leave. Is there something we can put right? You can also try it at home and send it back later, as your rights allow.\n\nIf you would rather cancel, one line in reply is enough.\n\n${f.seller}`,
    ],
    confirm: (f) => [
      `Your order ${f.order} is being cancelled`,
      `Hello ${f.buyer},\n\nas you wished, we are cancelling your ${f.item}. It will not be sent, and you get back all that you paid, the same way you paid it.\n\n${f.seller}`,
    ],
  },
  fr: {
    today: (f) => [
      `Votre commande ${f.order} : elle peut partir aujourd’hui`,
      `Bonjour ${f.buyer},\n\nvous souhaitez annuler votre commande (${f.item}). Si c’est une question de délai : elle peut quitter notre atelier aujourd’hui, avec suivi et sans frais supplémentaires.\n\nOn l’envoie, ou on annule ? Une ligne en réponse suffit ; si vous préférez annuler, nous le ferons.\n\n${f.seller}`,
    ],
    other_item: (f) => [
      `Votre commande ${f.order} : une autre couleur, un autre modèle ?`,
      `Bonjour ${f.buyer},\n\nvous souhaitez annuler votre commande (${f.item}). Une autre couleur, une autre capacité ou un autre état vous conviendrait-il mieux ? Dites-nous ce que vous cherchez, nous vous dirons ce que nous avons.\n\nSi vous préférez annuler, une ligne en réponse suffit.\n\n${f.seller}`,
    ],
    ask_why: (f) => [
      `Votre commande ${f.order} : pouvons-nous aider ?`,
      `Bonjour ${f.buyer},\n\nvous souhaitez annuler votre commande (${f.item}), qui est prête à partir. Pouvons-nous arranger quelque chose ? Vous pouvez aussi l’essayer chez vous et la renvoyer ensuite, comme vos droits le prévoient.\n\nSi vous préférez annuler, une ligne en réponse suffit.\n\n${f.seller}`,
    ],
    confirm: (f) => [
      `Votre commande ${f.order} est en cours d’annulation`,
      `Bonjour ${f.buyer},\n\ncomme vous le souhaitez, nous annulons votre commande (${f.item}). Elle ne sera pas envoyée, et tout ce que vous avez payé vous est remboursé par le même moyen de paiement.\n\n${f.seller}`,
    ],
  },
  de: {
    today: (f) => [
      `Ihre Bestellung ${f.order}: sie kann heute noch raus`,
      `Guten Tag ${f.buyer},\n\nSie möchten Ihre Bestellung (${f.item}) stornieren. Falls es an der Zeit liegt: Sie kann unsere Werkstatt heute noch verlassen, mit Sendungsverfolgung und ohne Mehrkosten.\n\nSollen wir senden oder stornieren? Eine Zeile als Antwort genügt; möchten Sie lieber stornieren, tun wir das.\n\n${f.seller}`,
    ],
    other_item: (f) => [
      `Ihre Bestellung ${f.order}: andere Farbe, anderes Modell?`,
      `Guten Tag ${f.buyer},\n\nSie möchten Ihre Bestellung (${f.item}) stornieren. Würde eine andere Farbe, Speichergröße oder ein anderer Zustand besser passen? Sagen Sie uns, was Sie suchen, und wir sagen, was wir haben.\n\nMöchten Sie lieber stornieren, genügt eine Zeile als Antwort.\n\n${f.seller}`,
    ],
    ask_why: (f) => [
      `Ihre Bestellung ${f.order}: können wir helfen?`,
      `Guten Tag ${f.buyer},\n\nSie möchten Ihre Bestellung (${f.item}) stornieren, die versandfertig ist. Können wir etwas ändern? Sie können das Gerät auch zu Hause prüfen und später zurücksenden, wie es Ihre Rechte vorsehen.\n\nMöchten Sie lieber stornieren, genügt eine Zeile als Antwort.\n\n${f.seller}`,
    ],
    confirm: (f) => [
      `Ihre Bestellung ${f.order} wird storniert`,
      `Guten Tag ${f.buyer},\n\nwie gewünscht stornieren wir Ihre Bestellung (${f.item}). Sie wird nicht versandt, und Sie erhalten alles, was Sie bezahlt haben, auf demselben Weg zurück.\n\n${f.seller}`,
    ],
  },
  es: {
    today: (f) => [
      `Su pedido ${f.order}: puede salir hoy`,
      `Hola, ${f.buyer}:\n\nnos ha pedido cancelar su pedido (${f.item}). Si es por el plazo, puede salir hoy de nuestro taller, con seguimiento y sin coste adicional.\n\n¿Lo enviamos o lo cancelamos? Basta con una línea; si prefiere cancelar, lo haremos.\n\n${f.seller}`,
    ],
    other_item: (f) => [
      `Su pedido ${f.order}: ¿otro color, otro modelo?`,
      `Hola, ${f.buyer}:\n\nnos ha pedido cancelar su pedido (${f.item}). ¿Le iría mejor otro color, otra capacidad u otro estado? Díganos qué busca y le diremos qué tenemos.\n\nSi prefiere cancelar, basta con una línea.\n\n${f.seller}`,
    ],
    ask_why: (f) => [
      `Su pedido ${f.order}: ¿podemos ayudarle?`,
      `Hola, ${f.buyer}:\n\nnos ha pedido cancelar su pedido (${f.item}), que está listo para salir. ¿Podemos arreglar algo? También puede probarlo en casa y devolverlo después, según sus derechos.\n\nSi prefiere cancelar, basta con una línea.\n\n${f.seller}`,
    ],
    confirm: (f) => [
      `Estamos cancelando su pedido ${f.order}`,
      `Hola, ${f.buyer}:\n\ncomo nos ha pedido, cancelamos su pedido (${f.item}). No se enviará y recibirá todo lo que pagó por el mismo medio de pago.\n\n${f.seller}`,
    ],
  },
  it: {
    today: (f) => [
      `Il suo ordine ${f.order}: può partire oggi`,
      `Buongiorno ${f.buyer},\n\nci ha chiesto di annullare il suo ordine (${f.item}). Se è una questione di tempi, può lasciare il nostro laboratorio oggi, con tracciamento e senza costi aggiuntivi.\n\nLo spediamo o lo annulliamo? Basta una riga; se preferisce annullare, lo faremo.\n\n${f.seller}`,
    ],
    other_item: (f) => [
      `Il suo ordine ${f.order}: un altro colore o modello?`,
      `Buongiorno ${f.buyer},\n\nci ha chiesto di annullare il suo ordine (${f.item}). Le andrebbe meglio un altro colore, un’altra memoria o un’altra condizione? Ci dica che cosa cerca e le diremo che cosa abbiamo.\n\nSe preferisce annullare, basta una riga.\n\n${f.seller}`,
    ],
    ask_why: (f) => [
      `Il suo ordine ${f.order}: possiamo aiutarla?`,
      `Buongiorno ${f.buyer},\n\nci ha chiesto di annullare il suo ordine (${f.item}), che è pronto a partire. Possiamo sistemare qualcosa? Può anche provarlo a casa e restituirlo dopo, come prevedono i suoi diritti.\n\nSe preferisce annullare, basta una riga.\n\n${f.seller}`,
    ],
    confirm: (f) => [
      `Stiamo annullando il suo ordine ${f.order}`,
      `Buongiorno ${f.buyer},\n\ncome ha chiesto, annulliamo il suo ordine (${f.item}). Non verrà spedito e riceverà tutto ciò che ha pagato con lo stesso mezzo di pagamento.\n\n${f.seller}`,
    ],
  },
};

export const offersFor = (language: Language, facts: Facts): OfferText[] =>
  OFFERS.map((id) => {
    const [subject, body] = TEXTS[language][id](facts);
    return { id, subject, body };
  });

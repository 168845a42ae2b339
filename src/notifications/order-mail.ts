/** Mails to a buyer that are about an order and no return: a wish to cancel and its end, an invoice, a credit note. The house's own form. */
import type { Language } from '../core/access.ts';
import type { Money } from '../core/money.ts';
import { spokenMoney } from '../core/spoken.ts';
import type { CommonFacts } from './facts.ts';
import { type Block, blocks, type Letter } from './letter.ts';
import { ORDER_FRAMES } from './portal-frames.ts';
import { htmlOf, subjectOf, textOf } from './render.ts';

export type OrderMail = {
  readonly seller: CommonFacts['seller'];
  readonly buyerName: string;
  readonly orderNumber: string;
  readonly language: Language;
  readonly zone: string;
  readonly portalUrl: string;
  readonly subject: string;
  readonly headline: string;
  readonly blocks: readonly Block[];
  /** A person's own words: they bring their own greeting and name. */
  readonly personal?: true;
};

const FOOTERS: Readonly<Record<Language, (seller: string) => string>> = {
  en: (seller) => `You get this message because of your order with ${seller}. You can answer it.`,
  fr: (seller) => `Vous recevez ce message au sujet de votre commande chez ${seller}. Vous pouvez y répondre.`,
  de: (seller) => `Sie bekommen diese Nachricht wegen Ihrer Bestellung bei ${seller}. Sie können darauf antworten.`,
  es: (seller) => `Recibe este mensaje por su pedido a ${seller}. Puede responderlo.`,
  it: (seller) => `Riceve questo messaggio per il suo ordine da ${seller}. Può rispondere.`,
};

export function orderMail(mail: OrderMail): { readonly subject: string; readonly text: string; readonly html: string } {
  const { subject, headline, personal, language } = mail;
  const letter: Letter = { subject, headline, blocks: mail.blocks, ...(personal && { personal }) };
  const facts: CommonFacts = {
    rma: mail.orderNumber,
    seller: mail.seller,
    buyerName: mail.buyerName,
    items: [],
    progressUrl: mail.portalUrl,
    zone: mail.zone,
    sorry: false,
  };
  const draft = { letter, frame: { ...ORDER_FRAMES[language], footer: FOOTERS[language] }, facts, language };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft) };
}

type Wish = { readonly order: string; readonly item: string };
type Ending = { readonly subject: string; readonly headline: string; readonly blocks: readonly Block[] };

/** The buyer wanted to cancel, and it is done: the order is called off and the money on its way, or it goes on as ordered. */
const ENDINGS: Readonly<
  Record<Language, { readonly accepted: (wish: Wish, amount: string) => Ending; readonly saved: (wish: Wish) => Ending }>
> = {
  en: {
    accepted: ({ order, item }, amount) => ({
      subject: `Your order ${order} is cancelled`,
      headline: 'Your order is cancelled',
      blocks: blocks(
        `As you wished, your order ${order} (${item}) is cancelled and will not be sent.`,
        `We pay back all of it: ${amount}, to the means of payment that you used. Banks usually take 3 to 6 days to show it.`,
      ),
    }),
    saved: ({ order, item }) => ({
      subject: `Your order ${order} goes on`,
      headline: 'Your order goes on',
      blocks: blocks(
        `Your order ${order} (${item}) stays as you placed it, and we send it. You get its tracking number when it leaves.`,
        'That is not what you wanted? Answer this message at once. You can also send it back once it has arrived, as your rights allow.',
      ),
    }),
  },
  fr: {
    accepted: ({ order, item }, amount) => ({
      subject: `Votre commande ${order} est annulée`,
      headline: 'Votre commande est annulée',
      blocks: blocks(
        `Comme vous le souhaitiez, votre commande ${order} (${item}) est annulée et ne sera pas envoyée.`,
        `Nous vous remboursons la totalité : ${amount}, sur le moyen de paiement utilisé. Cela apparaît en général sous 3 à 6 jours, selon votre banque.`,
      ),
    }),
    saved: ({ order, item }) => ({
      subject: `Votre commande ${order} est maintenue`,
      headline: 'Votre commande est maintenue',
      blocks: blocks(
        `Votre commande ${order} (${item}) reste telle que vous l’avez passée, et nous l’envoyons. Vous recevrez le numéro de suivi à son départ.`,
        'Ce n’est pas ce que vous vouliez ? Répondez vite à ce message. Vous pourrez aussi la renvoyer après réception, comme vos droits le prévoient.',
      ),
    }),
  },
  de: {
    accepted: ({ order, item }, amount) => ({
      subject: `Ihre Bestellung ${order} ist storniert`,
      headline: 'Ihre Bestellung ist storniert',
      blocks: blocks(
        `Wie gewünscht ist Ihre Bestellung ${order} (${item}) storniert und wird nicht versandt.`,
        `Sie bekommen alles zurück: ${amount}, auf das Zahlungsmittel, das Sie benutzt haben. Banken brauchen dafür meist 3 bis 6 Tage.`,
      ),
    }),
    saved: ({ order, item }) => ({
      subject: `Ihre Bestellung ${order} bleibt bestehen`,
      headline: 'Ihre Bestellung bleibt bestehen',
      blocks: blocks(
        `Ihre Bestellung ${order} (${item}) bleibt, wie Sie sie aufgegeben haben, und wir versenden sie. Die Sendungsnummer bekommen Sie, sobald sie unser Haus verlässt.`,
        'Das war nicht Ihr Wunsch? Dann antworten Sie bitte gleich auf diese Nachricht. Nach der Lieferung können Sie sie auch zurücksenden, wie es Ihre Rechte vorsehen.',
      ),
    }),
  },
  es: {
    accepted: ({ order, item }, amount) => ({
      subject: `Su pedido ${order} está cancelado`,
      headline: 'Su pedido está cancelado',
      blocks: blocks(
        `Como usted deseaba, su pedido ${order} (${item}) está cancelado y no se enviará.`,
        `Le devolvemos todo: ${amount}, al medio de pago que usó. Los bancos suelen tardar de 3 a 6 días en mostrarlo.`,
      ),
    }),
    saved: ({ order, item }) => ({
      subject: `Su pedido ${order} sigue adelante`,
      headline: 'Su pedido sigue adelante',
      blocks: blocks(
        `Su pedido ${order} (${item}) queda como usted lo hizo, y se lo enviamos. Recibirá el número de seguimiento cuando salga.`,
        '¿No es lo que quería? Responda enseguida a este mensaje. También podrá devolverlo cuando lo reciba, según sus derechos.',
      ),
    }),
  },
  it: {
    accepted: ({ order, item }, amount) => ({
      subject: `Il suo ordine ${order} è annullato`,
      headline: 'Il suo ordine è annullato',
      blocks: blocks(
        `Come desiderava, il suo ordine ${order} (${item}) è annullato e non verrà spedito.`,
        `Le restituiamo tutto: ${amount}, sul mezzo di pagamento che ha usato. Di solito le banche impiegano da 3 a 6 giorni per mostrarlo.`,
      ),
    }),
    saved: ({ order, item }) => ({
      subject: `Il suo ordine ${order} va avanti`,
      headline: 'Il suo ordine va avanti',
      blocks: blocks(
        `Il suo ordine ${order} (${item}) resta come lo ha fatto, e lo spediamo. Riceverà il numero di tracciamento alla partenza.`,
        'Non era quello che voleva? Risponda subito a questo messaggio. Potrà anche restituirlo dopo la consegna, come prevedono i suoi diritti.',
      ),
    }),
  },
};

export const wishEnding = (end: 'accepted' | 'saved', wish: Wish, paid: Money, language: Language): Ending =>
  end === 'accepted' ? ENDINGS[language].accepted(wish, spokenMoney(paid, language)) : ENDINGS[language].saved(wish);

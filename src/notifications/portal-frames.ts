/** What stands around a letter of the portal that is about an order, not yet about a return: the same greeting and name, another code and foot. */
import type { Language } from '../core/access.ts';
import type { Frame } from './letter.ts';
import { deFrame } from './letters/de.ts';
import { enFrame } from './letters/en.ts';
import { esFrame } from './letters/es.ts';
import { frFrame } from './letters/fr.ts';
import { itFrame } from './letters/it.ts';

export const ORDER_FRAMES: Readonly<Record<Language, Frame>> = {
  en: {
    ...enFrame,
    returnCode: 'Order',
    follow: 'Open the returns page',
    footer: (seller) => `You get this message because somebody entered this order on the returns page of ${seller}.`,
  },
  fr: {
    ...frFrame,
    returnCode: 'Commande',
    follow: 'Ouvrir la page des retours',
    footer: (seller) => `Vous recevez ce message parce que cette commande a été saisie sur la page des retours de ${seller}.`,
  },
  de: {
    ...deFrame,
    returnCode: 'Bestellung',
    follow: 'Zur Rückgabeseite',
    footer: (seller) => `Sie bekommen diese Nachricht, weil diese Bestellung auf der Rückgabeseite von ${seller} eingegeben wurde.`,
  },
  es: {
    ...esFrame,
    returnCode: 'Pedido',
    follow: 'Abrir la página de devoluciones',
    footer: (seller) => `Recibe este mensaje porque alguien introdujo este pedido en la página de devoluciones de ${seller}.`,
  },
  it: {
    ...itFrame,
    returnCode: 'Ordine',
    follow: 'Aprire la pagina dei resi',
    footer: (seller) => `Riceve questo messaggio perché questo ordine è stato inserito nella pagina dei resi di ${seller}.`,
  },
};

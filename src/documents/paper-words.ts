/** The words of invoices and credit notes, on paper and in the mail that brings them, in the five languages of the buyers (M17, M32). */
import type { Language } from '../core/access.ts';

export type PaperWords = {
  readonly title: { readonly invoice: string; readonly credit_note: string };
  readonly number: string;
  readonly issuedOn: string;
  readonly suppliedOn: string;
  readonly order: string;
  readonly orderedOn: string;
  readonly boughtOn: string;
  readonly corrects: (name: string, date: string) => string;
  readonly because: string;
  readonly buyer: string;
  readonly what: string;
  readonly quantity: string;
  readonly unitNet: string;
  readonly rate: string;
  readonly gross: string;
  /** In the column of rates, for goods under the margin scheme and for exports. */
  readonly margin: string;
  readonly export: string;
  readonly net: string;
  readonly vat: (rate: string) => string;
  readonly vatOn: (base: string) => string;
  readonly total: string;
  readonly totalCredit: string;
  readonly paid: string;
  readonly paidBack: string;
  readonly due: string;
  readonly shipping: string;
  readonly vatNumber: string;
  readonly registration: string;
  readonly page: (page: number, of: number) => string;
  /** Why a credit note was made: a return. */
  readonly forReturn: (rma: string) => string;
  readonly mail: {
    readonly subject: {
      readonly invoice: (order: string, seller: string) => string;
      readonly credit_note: (order: string, seller: string) => string;
    };
    readonly says: {
      readonly invoice: (name: string, order: string) => string;
      readonly credit_note: (name: string, amount: string, order: string) => string;
    };
    readonly keep: string;
  };
};

const en: PaperWords = {
  title: { invoice: 'Invoice', credit_note: 'Credit note' },
  number: 'Number',
  issuedOn: 'Date',
  suppliedOn: 'Date of supply',
  order: 'Order',
  orderedOn: 'Ordered on',
  boughtOn: 'Bought through',
  corrects: (name, date) => `Corrects invoice ${name} of ${date}`,
  because: 'Reason',
  buyer: 'Billed to',
  what: 'Item',
  quantity: 'Qty',
  unitNet: 'Unit price excl. VAT',
  rate: 'VAT',
  gross: 'Total incl. VAT',
  margin: 'margin',
  export: 'exempt',
  net: 'Total excl. VAT',
  vat: (rate) => `VAT ${rate}`,
  vatOn: (base) => `on ${base}`,
  total: 'Total',
  totalCredit: 'Total credited',
  paid: 'Paid',
  paidBack: 'Paid back',
  due: 'To pay',
  shipping: 'Shipping',
  vatNumber: 'VAT number',
  registration: 'Registered',
  page: (page, of) => `Page ${page} of ${of}`,
  forReturn: (rma) => `Return ${rma}`,
  mail: {
    subject: {
      invoice: (order, seller) => `Your invoice for order ${order} from ${seller}`,
      credit_note: (order, seller) => `Your credit note for order ${order} from ${seller}`,
    },
    says: {
      invoice: (name, order) => `Invoice ${name} for your order ${order} is attached to this mail.`,
      credit_note: (name, amount, order) =>
        `We have paid ${amount} back to you for your order ${order}. Credit note ${name} is attached to this mail.`,
    },
    keep: 'Please keep it: it is your proof of purchase.',
  },
};

const fr: PaperWords = {
  title: { invoice: 'Facture', credit_note: 'Avoir' },
  number: 'Numéro',
  issuedOn: 'Date',
  suppliedOn: 'Date de livraison',
  order: 'Commande',
  orderedOn: 'Commandé le',
  boughtOn: 'Acheté sur',
  corrects: (name, date) => `Rectifie la facture ${name} du ${date}`,
  because: 'Motif',
  buyer: 'Facturé à',
  what: 'Article',
  quantity: 'Qté',
  unitNet: 'Prix unitaire HT',
  rate: 'TVA',
  gross: 'Total TTC',
  margin: 'marge',
  export: 'exonéré',
  net: 'Total HT',
  vat: (rate) => `TVA ${rate}`,
  vatOn: (base) => `sur ${base}`,
  total: 'Total',
  totalCredit: 'Total de l’avoir',
  paid: 'Payé',
  paidBack: 'Remboursé',
  due: 'Reste à payer',
  shipping: 'Livraison',
  vatNumber: 'N° de TVA',
  registration: 'Immatriculation',
  page: (page, of) => `Page ${page} sur ${of}`,
  forReturn: (rma) => `Retour ${rma}`,
  mail: {
    subject: {
      invoice: (order, seller) => `Votre facture pour la commande ${order} chez ${seller}`,
      credit_note: (order, seller) => `Votre avoir pour la commande ${order} chez ${seller}`,
    },
    says: {
      invoice: (name, order) => `Vous trouverez en pièce jointe la facture ${name} de votre commande ${order}.`,
      credit_note: (name, amount, order) =>
        `Nous vous avons remboursé ${amount} pour votre commande ${order}. L’avoir ${name} est joint à ce message.`,
    },
    keep: 'Conservez ce document : il vous sert de preuve d’achat.',
  },
};

const de: PaperWords = {
  title: { invoice: 'Rechnung', credit_note: 'Rechnungskorrektur' },
  number: 'Nummer',
  issuedOn: 'Datum',
  suppliedOn: 'Lieferdatum',
  order: 'Bestellung',
  orderedOn: 'Bestellt am',
  boughtOn: 'Gekauft bei',
  corrects: (name, date) => `Korrigiert die Rechnung ${name} vom ${date}`,
  because: 'Grund',
  buyer: 'Rechnung an',
  what: 'Artikel',
  quantity: 'Menge',
  unitNet: 'Einzelpreis netto',
  rate: 'USt.',
  gross: 'Gesamt brutto',
  margin: 'Differenz',
  export: 'steuerfrei',
  net: 'Summe netto',
  vat: (rate) => `USt. ${rate}`,
  vatOn: (base) => `auf ${base}`,
  total: 'Gesamtbetrag',
  totalCredit: 'Erstattungsbetrag',
  paid: 'Bezahlt',
  paidBack: 'Zurückgezahlt',
  due: 'Noch zu zahlen',
  shipping: 'Versand',
  vatNumber: 'USt-IdNr.',
  registration: 'Register',
  page: (page, of) => `Seite ${page} von ${of}`,
  forReturn: (rma) => `Rückgabe ${rma}`,
  mail: {
    subject: {
      invoice: (order, seller) => `Ihre Rechnung zur Bestellung ${order} bei ${seller}`,
      credit_note: (order, seller) => `Ihre Rechnungskorrektur zur Bestellung ${order} bei ${seller}`,
    },
    says: {
      invoice: (name, order) => `im Anhang finden Sie die Rechnung ${name} zu Ihrer Bestellung ${order}.`,
      credit_note: (name, amount, order) =>
        `wir haben Ihnen ${amount} zu Ihrer Bestellung ${order} zurückgezahlt. Die Rechnungskorrektur ${name} finden Sie im Anhang.`,
    },
    keep: 'Bitte heben Sie sie auf: Sie ist Ihr Kaufbeleg.',
  },
};

const es: PaperWords = {
  title: { invoice: 'Factura', credit_note: 'Factura rectificativa' },
  number: 'Número',
  issuedOn: 'Fecha',
  suppliedOn: 'Fecha de entrega',
  order: 'Pedido',
  orderedOn: 'Pedido el',
  boughtOn: 'Comprado en',
  corrects: (name, date) => `Rectifica la factura ${name} de ${date}`,
  because: 'Motivo',
  buyer: 'Facturado a',
  what: 'Artículo',
  quantity: 'Uds.',
  unitNet: 'Precio unitario sin IVA',
  rate: 'IVA',
  gross: 'Total con IVA',
  margin: 'margen',
  export: 'exento',
  net: 'Base imponible',
  vat: (rate) => `IVA ${rate}`,
  vatOn: (base) => `sobre ${base}`,
  total: 'Total',
  totalCredit: 'Total abonado',
  paid: 'Pagado',
  paidBack: 'Reembolsado',
  due: 'Por pagar',
  shipping: 'Envío',
  vatNumber: 'NIF-IVA',
  registration: 'Registro',
  page: (page, of) => `Página ${page} de ${of}`,
  forReturn: (rma) => `Devolución ${rma}`,
  mail: {
    subject: {
      invoice: (order, seller) => `Su factura del pedido ${order} en ${seller}`,
      credit_note: (order, seller) => `Su factura rectificativa del pedido ${order} en ${seller}`,
    },
    says: {
      invoice: (name, order) => `Adjuntamos la factura ${name} de su pedido ${order}.`,
      credit_note: (name, amount, order) =>
        `Le hemos reembolsado ${amount} de su pedido ${order}. Adjuntamos la factura rectificativa ${name}.`,
    },
    keep: 'Guárdela, por favor: es su comprobante de compra.',
  },
};

const it: PaperWords = {
  title: { invoice: 'Fattura', credit_note: 'Nota di credito' },
  number: 'Numero',
  issuedOn: 'Data',
  suppliedOn: 'Data di consegna',
  order: 'Ordine',
  orderedOn: 'Ordinato il',
  boughtOn: 'Acquistato su',
  corrects: (name, date) => `Rettifica la fattura ${name} del ${date}`,
  because: 'Motivo',
  buyer: 'Intestata a',
  what: 'Articolo',
  quantity: 'Qtà',
  unitNet: 'Prezzo unitario senza IVA',
  rate: 'IVA',
  gross: 'Totale con IVA',
  margin: 'margine',
  export: 'esente',
  net: 'Imponibile',
  vat: (rate) => `IVA ${rate}`,
  vatOn: (base) => `su ${base}`,
  total: 'Totale',
  totalCredit: 'Totale accreditato',
  paid: 'Pagato',
  paidBack: 'Rimborsato',
  due: 'Da pagare',
  shipping: 'Spedizione',
  vatNumber: 'Partita IVA',
  registration: 'Registro',
  page: (page, of) => `Pagina ${page} di ${of}`,
  forReturn: (rma) => `Reso ${rma}`,
  mail: {
    subject: {
      invoice: (order, seller) => `La sua fattura per l’ordine ${order} da ${seller}`,
      credit_note: (order, seller) => `La sua nota di credito per l’ordine ${order} da ${seller}`,
    },
    says: {
      invoice: (name, order) => `in allegato trova la fattura ${name} del suo ordine ${order}.`,
      credit_note: (name, amount, order) =>
        `le abbiamo rimborsato ${amount} per il suo ordine ${order}. In allegato trova la nota di credito ${name}.`,
    },
    keep: 'La conservi: è la sua prova d’acquisto.',
  },
};

const BY_LANGUAGE: Readonly<Record<Language, PaperWords>> = { en, fr, de, es, it };
export const paperWords = (language: Language): PaperWords => BY_LANGUAGE[language];

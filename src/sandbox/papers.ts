/** The demo seller's papers: complete settings, so that its past is invoiced as it is lived, and an account that refunds are paid from. */
import type { Context } from '../app/context.ts';
import { savePaperSettings } from '../app/paper-settings.ts';
import { type PaperSettings } from '../core/papers/settings.ts';
import { money } from '../core/money.ts';

/** Phones and tablets were bought from private persons; laptops from companies, with VAT. Numbers are nobody's: they only pass the checks. */
const PHENIX: PaperSettings = {
  seller: {
    name: 'Phénix Mobile SAS',
    street: '14 rue des Tanneurs',
    postalCode: '59000',
    city: 'Lille',
    country: 'FR',
    vatNumber: 'FR 32 123 456 789',
    registration: '123 456 789 RCS Lille Métropole',
    email: 'compta@phenix.example',
    phone: '+33 3 00 00 00 00',
  },
  since: '2020-01-01',
  series: { invoice: 'F', creditNote: 'A' },
  regimes: [
    { condition: 'new', regime: 'regular' },
    { category: 'smartphone', regime: 'margin' },
    { category: 'tablet', regime: 'margin' },
  ],
  otherwise: 'regular',
  oss: 'registered',
  exports: null,
  buyerAddress: 'if_known',
  rates: [],
  smallPrint: {
    fr: 'SAS au capital de 20 000 €. Garantie légale de conformité : articles L217-3 et suivants du Code de la consommation.',
    en: 'SAS with a capital of 20,000 €. The legal guarantee of conformity of your country applies.',
    de: 'SAS mit einem Kapital von 20.000 €. Es gilt das gesetzliche Gewährleistungsrecht.',
    es: 'SAS con un capital de 20.000 €. Se aplica la garantía legal de conformidad de su país.',
    it: 'SAS con capitale di 20.000 €. Vale la garanzia legale di conformità del suo paese.',
  },
  send: { mail: true, channel: true },
  bank: { holder: 'Phénix Mobile SAS', iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPLIL' },
  fileLimit: money(100_000, 'EUR'),
};

export const demoPapers = (ctx: Context, sellerId: string): Promise<void> =>
  savePaperSettings(ctx, sellerId, PHENIX, { kind: 'system', name: 'Camille Roy' });

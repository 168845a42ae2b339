/** Why a paper waits for a person, in a sentence that says what to do. */
import type { Doubt } from './vat.ts';

type Says = (facts: Readonly<Record<string, string>>) => string;

const ENGLISH: Readonly<Record<Doubt['name'], Says>> = {
  settings_incomplete: () => 'The settings for invoices are not complete.',
  nothing_to_invoice: () => 'Nothing was paid for this order.',
  currency_not_possible: ({ currency }) => `Invoices in ${currency} cannot be made here: make it outside.`,
  buyer_address_missing: () => 'The buyer’s address is not known, and the settings ask for it.',
  regime_not_set: ({ line, category, condition }) => `No VAT regime is set for line ${line} (${category}, ${condition}).`,
  margin_needs_used_goods: ({ line }) => `Line ${line} is new: the margin scheme is for second-hand goods only.`,
  margin_words_unknown: ({ country }) => `What an invoice under the margin scheme must say in ${country} is not known here.`,
  special_territory: ({ postalCode, country }) => `${postalCode} in ${country} may have VAT of its own: ask your adviser.`,
  one_stop_shop_not_set: ({ country }) => `The goods went to ${country}: say in the settings whether you are in the one-stop shop.`,
  export_not_set: ({ country }) => `The goods left for ${country}: say in the settings how exports are taxed.`,
  margin_export: ({ country }) => `Second-hand goods left for ${country}: the export of margin goods is decided by a person.`,
  no_rate_known: ({ country, on }) => `No VAT rate of ${country} is known for ${on}: add it in the settings.`,
  vat_in_other_currency: ({ country, money, currency }) =>
    `VAT of ${country} is said in ${money}, the order was paid in ${currency}: an exchange rate is needed.`,
  goods_start_outside: ({ country }) => `Goods that start from ${country} are not provided for.`,
  not_shipped: () => 'The order has not been shipped.',
  invoice_missing: () => 'The order’s invoice comes first.',
  exceeds_invoice: ({ invoice }) => `More than invoice ${invoice} says would be credited.`,
  already_credited: ({ invoice }) => `Invoice ${invoice} is credited in full.`,
  unknown_line: ({ line }) => `The invoice has no line ${line}.`,
};

const FRENCH: Readonly<Record<Doubt['name'], Says>> = {
  settings_incomplete: () => 'Les réglages de facturation ne sont pas complets.',
  nothing_to_invoice: () => 'Rien n’a été payé pour cette commande.',
  currency_not_possible: ({ currency }) => `Aucune facture en ${currency} ne peut être établie ici : faites-la ailleurs.`,
  buyer_address_missing: () => 'L’adresse du client est inconnue, et les réglages la demandent.',
  regime_not_set: ({ line, category, condition }) => `Aucun régime de TVA n’est réglé pour la ligne ${line} (${category}, ${condition}).`,
  margin_needs_used_goods: ({ line }) => `La ligne ${line} est neuve : le régime de la marge ne vaut que pour les biens d’occasion.`,
  margin_words_unknown: ({ country }) => `La mention du régime de la marge n’est pas connue ici pour ${country}.`,
  special_territory: ({ postalCode, country }) => `${postalCode} (${country}) peut avoir sa propre TVA : demandez à votre conseil.`,
  one_stop_shop_not_set: ({ country }) =>
    `Les biens sont partis vers ${country} : indiquez dans les réglages si vous êtes au guichet unique.`,
  export_not_set: ({ country }) =>
    `Les biens sont partis vers ${country} : indiquez dans les réglages comment les exportations sont taxées.`,
  margin_export: ({ country }) => `Des biens d’occasion sont partis vers ${country} : leur exportation est décidée par une personne.`,
  no_rate_known: ({ country, on }) => `Aucun taux de TVA n’est connu pour ${country} au ${on} : ajoutez-le dans les réglages.`,
  vat_in_other_currency: ({ country, money, currency }) =>
    `La TVA (${country}) s’exprime en ${money}, la commande a été payée en ${currency} : il faut un taux de change.`,
  goods_start_outside: ({ country }) => `Le départ de biens depuis ${country} n’est pas prévu.`,
  not_shipped: () => 'La commande n’est pas expédiée.',
  invoice_missing: () => 'La facture de la commande vient d’abord.',
  exceeds_invoice: ({ invoice }) => `L’avoir dépasserait la facture ${invoice}.`,
  already_credited: ({ invoice }) => `La facture ${invoice} est entièrement créditée.`,
  unknown_line: ({ line }) => `La facture n’a pas de ligne ${line}.`,
};

export const describeDoubt = ({ name, facts }: Doubt, language: string): string => (language === 'fr' ? FRENCH : ENGLISH)[name](facts);

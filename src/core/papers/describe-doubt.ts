/** Why a paper waits for a person, in a sentence that says what to do. */
import type { Language } from '../access.ts';
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

const GERMAN: Readonly<Record<Doubt['name'], Says>> = {
  settings_incomplete: () => 'Die Einstellungen für Rechnungen sind unvollständig.',
  nothing_to_invoice: () => 'Für diese Bestellung wurde nichts bezahlt.',
  currency_not_possible: ({ currency }) => `Rechnungen in ${currency} sind hier nicht möglich: Stellen Sie sie anderswo aus.`,
  buyer_address_missing: () => 'Die Adresse des Kunden ist nicht bekannt, und die Einstellungen verlangen sie.',
  regime_not_set: ({ line, category, condition }) => `Für Position ${line} (${category}, ${condition}) ist keine Besteuerung festgelegt.`,
  margin_needs_used_goods: ({ line }) => `Position ${line} ist neu: Die Differenzbesteuerung gilt nur für Gebrauchtwaren.`,
  margin_words_unknown: ({ country }) => `Was eine Rechnung mit Differenzbesteuerung in ${country} sagen muss, ist hier nicht bekannt.`,
  special_territory: ({ postalCode, country }) =>
    `${postalCode} in ${country} hat vielleicht eine eigene Umsatzsteuer: Fragen Sie Ihre Steuerberatung.`,
  one_stop_shop_not_set: ({ country }) =>
    `Die Ware ging nach ${country}: Sagen Sie in den Einstellungen, ob Sie am One-Stop-Shop teilnehmen.`,
  export_not_set: ({ country }) => `Die Ware ging nach ${country}: Sagen Sie in den Einstellungen, wie Ausfuhren besteuert werden.`,
  margin_export: ({ country }) => `Gebrauchtware ging nach ${country}: Über die Ausfuhr differenzbesteuerter Ware entscheidet ein Mensch.`,
  no_rate_known: ({ country, on }) => `Für ${country} ist zum ${on} kein Steuersatz bekannt: Ergänzen Sie ihn in den Einstellungen.`,
  vat_in_other_currency: ({ country, money, currency }) =>
    `Die Umsatzsteuer (${country}) wird in ${money} angegeben, bezahlt wurde in ${currency}: Es braucht einen Wechselkurs.`,
  goods_start_outside: ({ country }) => `Ware, die aus ${country} abgeht, ist nicht vorgesehen.`,
  not_shipped: () => 'Die Bestellung ist nicht versandt.',
  invoice_missing: () => 'Zuerst kommt die Rechnung der Bestellung.',
  exceeds_invoice: ({ invoice }) => `Gutgeschrieben würde mehr, als Rechnung ${invoice} ausweist.`,
  already_credited: ({ invoice }) => `Rechnung ${invoice} ist vollständig gutgeschrieben.`,
  unknown_line: ({ line }) => `Die Rechnung hat keine Position ${line}.`,
};

const SPANISH: Readonly<Record<Doubt['name'], Says>> = {
  settings_incomplete: () => 'Los ajustes de facturación no están completos.',
  nothing_to_invoice: () => 'No se pagó nada por este pedido.',
  currency_not_possible: ({ currency }) => `Aquí no se pueden emitir facturas en ${currency}: emítala fuera.`,
  buyer_address_missing: () => 'No se conoce la dirección del cliente, y los ajustes la exigen.',
  regime_not_set: ({ line, category, condition }) => `No hay régimen de IVA para la línea ${line} (${category}, ${condition}).`,
  margin_needs_used_goods: ({ line }) => `La línea ${line} es nueva: el régimen de bienes usados solo vale para artículos de segunda mano.`,
  margin_words_unknown: ({ country }) => `Aquí no se conoce la mención del régimen de bienes usados en ${country}.`,
  special_territory: ({ postalCode, country }) => `${postalCode} (${country}) puede tener un impuesto propio: consulte a su asesor.`,
  one_stop_shop_not_set: ({ country }) => `La mercancía fue a ${country}: indique en los ajustes si está en la ventanilla única.`,
  export_not_set: ({ country }) => `La mercancía salió hacia ${country}: indique en los ajustes cómo tributan las exportaciones.`,
  margin_export: ({ country }) => `Salieron bienes usados hacia ${country}: su exportación la decide una persona.`,
  no_rate_known: ({ country, on }) => `No se conoce el tipo de IVA de ${country} a ${on}: añádalo en los ajustes.`,
  vat_in_other_currency: ({ country, money, currency }) =>
    `El IVA (${country}) se expresa en ${money} y el pedido se pagó en ${currency}: hace falta un tipo de cambio.`,
  goods_start_outside: ({ country }) => `No está previsto que la mercancía salga de ${country}.`,
  not_shipped: () => 'El pedido no se ha enviado.',
  invoice_missing: () => 'Primero va la factura del pedido.',
  exceeds_invoice: ({ invoice }) => `Se abonaría más de lo que dice la factura ${invoice}.`,
  already_credited: ({ invoice }) => `La factura ${invoice} está abonada por completo.`,
  unknown_line: ({ line }) => `La factura no tiene la línea ${line}.`,
};

const ITALIAN: Readonly<Record<Doubt['name'], Says>> = {
  settings_incomplete: () => 'Le impostazioni delle fatture non sono complete.',
  nothing_to_invoice: () => 'Per questo ordine non è stato pagato nulla.',
  currency_not_possible: ({ currency }) => `Qui non si possono emettere fatture in ${currency}: la emetta altrove.`,
  buyer_address_missing: () => 'L’indirizzo del cliente non è noto, e le impostazioni lo richiedono.',
  regime_not_set: ({ line, category, condition }) => `Per la riga ${line} (${category}, ${condition}) non è impostato un regime IVA.`,
  margin_needs_used_goods: ({ line }) => `La riga ${line} è nuova: il regime del margine vale solo per i beni usati.`,
  margin_words_unknown: ({ country }) => `Qui non è nota la dicitura del regime del margine per ${country}.`,
  special_territory: ({ postalCode, country }) => `${postalCode} (${country}) può avere un’IVA propria: chieda al Suo consulente.`,
  one_stop_shop_not_set: ({ country }) => `La merce è andata in ${country}: indichi nelle impostazioni se aderisce allo sportello unico.`,
  export_not_set: ({ country }) => `La merce è partita per ${country}: indichi nelle impostazioni come sono tassate le esportazioni.`,
  margin_export: ({ country }) => `Beni usati sono partiti per ${country}: sulla loro esportazione decide una persona.`,
  no_rate_known: ({ country, on }) => `Per ${country} al ${on} non è nota un’aliquota IVA: la aggiunga nelle impostazioni.`,
  vat_in_other_currency: ({ country, money, currency }) =>
    `L’IVA (${country}) si esprime in ${money} e l’ordine è stato pagato in ${currency}: serve un cambio.`,
  goods_start_outside: ({ country }) => `Merce in partenza da ${country} non è prevista.`,
  not_shipped: () => 'L’ordine non è stato spedito.',
  invoice_missing: () => 'Prima viene la fattura dell’ordine.',
  exceeds_invoice: ({ invoice }) => `Si accrediterebbe più di quanto indica la fattura ${invoice}.`,
  already_credited: ({ invoice }) => `La fattura ${invoice} è interamente accreditata.`,
  unknown_line: ({ line }) => `La fattura non ha la riga ${line}.`,
};

const SAYS: Readonly<Record<Language, typeof ENGLISH>> = { en: ENGLISH, fr: FRENCH, de: GERMAN, es: SPANISH, it: ITALIAN };

export const describeDoubt = ({ name, facts }: Doubt, language: Language): string => SAYS[language][name](facts);

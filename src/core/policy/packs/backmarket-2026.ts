/**
 * Back Market as its help and warranty pages have it today. Rows that did not change are those of the early guide;
 * repeated returns (M5) and the ten days (M30) are known from the early guide only, and stand until a newer page says otherwise.
 */
import { assert } from '../../assert.ts';
import type { PolicyDocument, Row, Table } from '../document.ts';
import { TABLES } from './backmarket.ts';

const HELP = 'Back Market help 360031517873';
const WARRANTY = 'Back Market seller warranty (2022-10-25)';

function row<A>(table: Table<A>, id: string): Row<A> {
  const found = table.find((one) => one.id === id);
  assert(found, `the early guide has a row ${id}`);
  return found;
}

export const backmarket2026: PolicyDocument = {
  version: 'backmarket-2026@1',
  name: 'Back Market, 2026',
  effectiveFrom: '2026-01-01',
  tables: {
    ...TABLES,

    window: [
      {
        id: 'window.days_2026',
        answer: { days: 30, endsOn: 'working_day', holidayUntil: '01-31' },
        reference: `${HELP}: 30 days, ending on a working day; bought from Black Friday to 31 December: until 31 January`,
        words: row(TABLES.window, 'window.days').words,
      },
    ],

    warranty: [
      {
        id: 'warranty.any',
        answer: { months: 12 },
        reference: `${WARRANTY}: 12 months from delivery`,
        words: {
          en: {
            agent: 'The commercial warranty is {months:month|months} from delivery (last day: {until}).',
            buyer: 'Your product is covered by our warranty for {months:month|months} (last day: {until}).',
          },
          fr: {
            agent: 'La garantie commerciale est de {months:mois|mois} après la livraison (dernier jour : {until}).',
            buyer: 'Votre produit est couvert par notre garantie pendant {months:mois|mois} (dernier jour : {until}).',
          },
          de: {
            agent: 'Die Garantie beträgt {months:Monat|Monate} ab Zustellung (letzter Tag: {until}).',
            buyer: 'Unsere Garantie deckt Ihr Produkt {months:Monat|Monate} lang ab (letzter Tag: {until}).',
          },
          es: {
            agent: 'La garantía comercial es de {months:mes|meses} desde la entrega (último día: {until}).',
            buyer: 'Nuestra garantía cubre su producto durante {months:mes|meses} (último día: {until}).',
          },
          it: {
            agent: 'La garanzia commerciale è di {months:mese|mesi} dalla consegna (ultimo giorno: {until}).',
            buyer: 'La nostra garanzia copre il suo prodotto per {months:mese|mesi} (ultimo giorno: {until}).',
          },
        },
      },
    ],

    returnShipping: [
      {
        // The page says "in the first 30 days"; where the window was prolonged (day of rest, holidays), so is the free way back.
        id: 'shipping.free_in_window',
        when: { fact: 'inWindow', is: true },
        answer: { paidBy: 'seller', label: 'prepaid' },
        reference: `${HELP}: free label in the first 30 days`,
        words: row(TABLES.returnShipping, 'shipping.at_fault').words,
      },
      ...TABLES.returnShipping,
    ],

    resolutions: [
      ...TABLES.resolutions.filter(({ id }) => id.startsWith('repeat.')),
      {
        // A refund only where repair and replacement are both impossible: that is for a person to see (M30).
        id: 'resolutions.defective_later',
        when: {
          all: [
            { fact: 'ground', in: ['warranty', 'legal_guarantee'] },
            { fact: 'inWindow', is: false },
          ],
        },
        answer: { offer: ['repair', 'replacement'] },
        reference: `${HELP}: after 30 days repair or replacement, a refund where both are impossible`,
        words: {
          en: {
            agent: 'Repair or replacement; a refund only where both are impossible.',
            buyer: 'We repair it or replace it. If neither is possible, we refund you.',
          },
          fr: {
            agent: 'Réparation ou remplacement ; un remboursement seulement si les deux sont impossibles.',
            buyer: 'Nous le réparons ou le remplaçons. Si ni l’un ni l’autre n’est possible, nous vous remboursons.',
          },
          de: {
            agent: 'Reparatur oder Ersatz; Erstattung nur, wenn beides unmöglich ist.',
            buyer: 'Wir reparieren oder ersetzen den Artikel. Ist beides nicht möglich, erstatten wir Ihnen den Preis.',
          },
          es: {
            agent: 'Reparación o sustitución; reembolso solo si ambas son imposibles.',
            buyer: 'Lo reparamos o lo sustituimos. Si no es posible ninguna de las dos cosas, le devolvemos el dinero.',
          },
          it: {
            agent: 'Riparazione o sostituzione; rimborso solo se entrambe sono impossibili.',
            buyer: 'Lo ripariamo o lo sostituiamo. Se nessuna delle due è possibile, la rimborsiamo.',
          },
        },
      },
      ...TABLES.resolutions.filter(({ id }) => !id.startsWith('repeat.')),
    ],

    deadlines: [
      // The page leaves weekends and holidays out of the 24 hours. Plain hours are stricter: who keeps them keeps both (M15).
      row(TABLES.deadlines, 'deadlines.first_answer'),
      row(TABLES.deadlines, 'deadlines.buyer_answer'),
      row(TABLES.deadlines, 'deadlines.decision'),
      {
        id: 'deadlines.label_2026',
        answer: { kind: 'label', after: { workingDays: 1 }, from: 'approval', source: 'channel' },
        source: 'channel',
        reference: `${WARRANTY}: the label within 1 business day`,
        words: {
          en: { agent: 'The label is there within one working day.', buyer: 'Your label arrives within one working day.' },
          fr: { agent: 'L’étiquette est fournie sous un jour ouvré.', buyer: 'Votre étiquette arrive sous un jour ouvré.' },
          de: { agent: 'Das Etikett ist innerhalb eines Arbeitstags da.', buyer: 'Ihr Etikett kommt innerhalb eines Arbeitstags.' },
          es: { agent: 'La etiqueta está lista en un día hábil.', buyer: 'Su etiqueta llega en un día hábil.' },
          it: { agent: 'L’etichetta è pronta entro un giorno lavorativo.', buyer: 'La sua etichetta arriva entro un giorno lavorativo.' },
        },
      },
      row(TABLES.deadlines, 'deadlines.send_back'),
      {
        id: 'deadlines.resolve_2026',
        answer: { kind: 'resolve', after: { workingDays: 5 }, from: 'item_back', source: 'channel' },
        source: 'channel',
        reference: `${WARRANTY}: repair or replacement within 5 business days of receipt`,
        words: {
          en: {
            agent: 'Repair, replace or refund within 5 working days once the item is back.',
            buyer: 'Once the item is back, it takes us 5 working days at most.',
          },
          fr: {
            agent: 'Réparer, remplacer ou rembourser sous 5 jours ouvrés après le retour.',
            buyer: 'Une fois l’article revenu, il nous faut 5 jours ouvrés au plus.',
          },
          de: {
            agent: 'Reparatur, Ersatz oder Erstattung innerhalb von 5 Arbeitstagen nach Eingang des Artikels.',
            buyer: 'Ist der Artikel zurück, brauchen wir höchstens 5 Arbeitstage.',
          },
          es: {
            agent: 'Reparar, sustituir o reembolsar en 5 días hábiles desde que vuelve el artículo.',
            buyer: 'Cuando el artículo haya vuelto, tardamos 5 días hábiles como máximo.',
          },
          it: {
            agent: 'Riparare, sostituire o rimborsare entro 5 giorni lavorativi dal ritorno dell’articolo.',
            buyer: 'Quando l’articolo è tornato, ci servono al massimo 5 giorni lavorativi.',
          },
        },
      },
      {
        // Ten plain days could end before five working days do, around the New Year; so these ten are working days too.
        id: 'deadlines.auto_refund_2026',
        answer: { kind: 'auto_refund', after: { workingDays: 10 }, from: 'item_back', source: 'channel' },
        source: 'channel',
        reference: 'Back Market seller guide, after-sales: after 10 days the buyer is refunded in full',
        words: {
          en: {
            agent: 'After 10 working days the buyer is refunded in full, automatically.',
            buyer: 'If it took us more than 10 working days, you would be refunded in full.',
          },
          fr: {
            agent: 'Après 10 jours ouvrés, l’acheteur est remboursé intégralement, automatiquement.',
            buyer: 'Si cela prenait plus de 10 jours ouvrés, nous vous rembourserions tout.',
          },
          de: {
            agent: 'Nach 10 Arbeitstagen wird automatisch der volle Betrag erstattet.',
            buyer: 'Sollten wir länger als 10 Arbeitstage brauchen, bekämen Sie den vollen Betrag zurück.',
          },
          es: {
            agent: 'Pasados 10 días hábiles se reembolsa todo, automáticamente.',
            buyer: 'Si tardáramos más de 10 días hábiles, se le reembolsaría todo.',
          },
          it: {
            agent: 'Dopo 10 giorni lavorativi l’acquirente è rimborsato per intero, in automatico.',
            buyer: 'Se ci mettessimo più di 10 giorni lavorativi, le rimborseremmo tutto.',
          },
        },
      },
    ],
  },
};

/** Deutsch. Freundlich und klar: zuerst das Bedauern, wo etwas schiefging, dann was folgt und bis wann. Durchgehend „Sie“. */
import type { ProductState } from '../../core/policy/document.ts';
import type { Verdict } from '../../core/return/model.ts';
import type { CommonFacts } from '../facts.ts';
import { beforeSending, blocks, type Frame, type General, type Letters, listed, scaleOf, titlesOf } from '../letter.ts';
import { regretFor } from './regret.ts';

const many = ({ items }: CommonFacts): boolean => items.length > 1;
/** A product’s name has a gender that nobody wrote down; „Artikel“ has one, and the name follows it in quotes. */
const named = (facts: CommonFacts, one: string, several: string): string =>
  many(facts) ? several.replace('#', String(facts.items.length)) : facts.items[0] ? `${one} „${facts.items[0].title}“` : one;
const ihr = (facts: CommonFacts): string => named(facts, 'Ihr Artikel', 'Ihre # Artikel');
const ihren = (facts: CommonFacts): string => named(facts, 'Ihren Artikel', 'Ihre # Artikel');
const ihrem = (facts: CommonFacts): string => named(facts, 'Ihrem Artikel', 'Ihren # Artikeln');
const sorry = (facts: CommonFacts): string | false =>
  facts.sorry &&
  (regretFor('de', facts.sorryFor) ?? `Es tut uns leid, dass Sie mit ${ihrem(facts)} Ärger hatten. Das hätte nicht passieren sollen.`);
const contest =
  'Sehen Sie das anders? Antworten Sie auf diese Nachricht und schreiben Sie uns, warum, gern mit Fotos. Dann sieht es sich jemand anderes noch einmal an.';
const rights = 'Ihre gesetzlichen Rechte bleiben von dieser Antwort unberührt.';

const GENERAL: General = {
  device: [
    'Sichern Sie Fotos, Nachrichten und Dokumente: Wir löschen jedes Gerät, das bei uns ankommt.',
    'Melden Sie sich von Ihren Konten ab (iCloud und „Wo ist?“, Google, Samsung, Windows). Ein gesperrtes Gerät können wir weder reparieren noch weiterverkaufen, und Ihre Rückgabe würde länger dauern.',
    'Nehmen Sie SIM- und Speicherkarte heraus und löschen Sie eine eSIM.',
    'Wenn das Gerät noch startet: Setzen Sie es auf Werkseinstellungen zurück und schalten Sie es aus.',
  ],
  packaging: ['Polstern Sie den Karton gut aus.'],
  documents: ['Legen Sie den Rücksendeschein obenauf ins Paket.'],
};
const DAMAGED_BATTERY =
  'Ist der Akku aufgebläht, läuft er aus oder wird er sehr heiß? Dann schicken Sie das Gerät bitte nicht ab. Schreiben Sie uns zuerst: Es braucht eine besondere Verpackung.';

const FINDINGS: Readonly<Record<Verdict, string>> = {
  fault_confirmed: 'Wir haben den Fehler gefunden, den Sie beschrieben haben.',
  no_fault_found: 'Wir haben gründlich getestet und den beschriebenen Fehler nicht gefunden.',
  customer_damage: 'Wir haben einen Schaden gefunden, der nach der Lieferung entstanden ist.',
  other_device: 'Das Gerät im Paket ist nicht das, das wir Ihnen verkauft haben.',
  incomplete: 'Im Paket fehlt etwas.',
  as_described: 'Der Zustand ist so, wie Sie ihn beschrieben haben.',
};
const STATES: Readonly<Record<ProductState, string>> = {
  complete: 'vollständig, mit allem Zubehör',
  undamaged: 'unbeschädigt',
  unlocked: 'von allen Konten abgemeldet',
  wiped: 'auf Werkseinstellungen zurückgesetzt',
  original_packaging: 'in der Originalverpackung',
  unopened: 'ungeöffnet',
};

const parcel = (carrier?: string, number?: string): string =>
  carrier && number
    ? ` Das Paket ist mit ${carrier} unterwegs, Sendungsnummer ${number}.`
    : number
      ? ` Die Sendungsnummer lautet ${number}.`
      : carrier
        ? ` Das Paket ist mit ${carrier} unterwegs.`
        : '';
const tracking = (url?: string) => (url ? { action: { says: 'Paket verfolgen', url } } : {});

/** How the parcel is handed in, where it is not simply posted. */
const HANDING_IN = {
  pickup: 'Es wird zur vereinbarten Zeit bei Ihnen abgeholt: Bitte halten Sie das Paket bereit.',
  dropoff: 'Kein Drucker? Zeigen Sie dort, wo Sie das Paket abgeben, den Code des Etiketts auf Ihrem Telefon.',
  store: 'Bringen Sie es in unser Geschäft: Am Code auf dem Rücksendeschein erkennen wir Ihre Rückgabe.',
} as const;

const SCALE = ['Sehr schlecht', 'Schlecht', 'Mittel', 'Gut', 'Sehr gut'] as const;

export const de: Letters = {
  received_request: (f, say) => ({
    subject: f.answered ? `Danke für Ihre Antwort (${f.rma})` : `Ihre Rückgabeanfrage ist da (${f.rma})`,
    headline: f.answered ? 'Danke, wir haben Ihre Antwort' : 'Ihre Anfrage ist da',
    blocks: blocks(
      !f.answered && sorry(f),
      f.answered ? `Danke für Ihre Antwort zu ${ihrem(f)}.` : `Ihre Rückgabeanfrage zu ${ihrem(f)} ist bei uns eingegangen.`,
      listed('Warum jemand aus unserem Team sie sich ansieht', f.reasons),
      `${f.answerBy ? `Sie hören spätestens bis ${say.date(f.answerBy)} von uns` : 'Sie hören bald von uns'}. Bis dahin müssen Sie nichts tun: Bitte schicken Sie noch nichts ab.`,
      listed('Wann unsere Antwort anders wäre', f.wouldChange),
    ),
  }),

  approved: (f, say) => {
    const { way } = f;
    const refund =
      f.refund &&
      `Sobald ${ihr(f)} hier ${many(f) ? 'sind' : 'ist'} und geprüft wurde${many(f) ? 'n' : ''}, erstatten wir Ihnen ${say.money(f.refund)}${f.refundBy ? `, spätestens bis ${say.date(f.refundBy)}` : ''}.`;
    if (way.kind === 'none') {
      return {
        subject: `Ihre Rückgabe ist angenommen: nichts zurückzuschicken (${f.rma})`,
        headline: 'Angenommen, und Sie müssen nichts schicken',
        blocks: blocks(
          sorry(f),
          `Ihre Anfrage zu ${ihrem(f)} ist angenommen, und Sie müssen nichts zurückschicken.`,
          f.refund && `Wir erstatten Ihnen ${say.money(f.refund)}${f.refundBy ? `, spätestens bis ${say.date(f.refundBy)}` : ''}.`,
          listed('Die Gründe', f.reasons),
        ),
      };
    }
    const until = way.sendBy ? ` bis ${say.date(way.sendBy)}` : '';
    return {
      subject:
        way.kind === 'prepaid'
          ? `Ihre Rückgabe ist angenommen: hier ist Ihr Etikett (${f.rma})`
          : `Ihre Rückgabe ist angenommen (${f.rma})`,
      headline: 'Ihre Rückgabe ist angenommen',
      blocks: blocks(
        sorry(f),
        way.kind === 'prepaid'
          ? `Die Rückgabe zu ${ihrem(f)} ist angenommen, und wir zahlen das Porto. Drucken Sie Etikett und Rücksendeschein aus und geben Sie das Paket${until} ab.`
          : `Die Rückgabe zu ${ihrem(f)} ist angenommen. Bitte schicken Sie ${many(f) ? 'die Artikel' : 'den Artikel'}${until} mit Sendungsverfolgung an die Adresse unten und heben Sie den Einlieferungsbeleg auf.`,
        { action: true },
        { title: 'Wohin das Paket geht', address: way.address },
        { title: 'Vor dem Abschicken', steps: beforeSending(GENERAL, f.instructions) },
        listed(
          'Der vereinbarte Zustand',
          f.productState?.map((state) => STATES[state]),
        ),
        f.instructions?.caution?.join(' ') ?? (way.lithium && DAMAGED_BATTERY),
        refund,
        listed('Die Gründe für unsere Antwort', f.reasons),
        ...(f.instructions?.contact ?? []),
        { link: { says: 'Rücksendeschein, gehört ins Paket', url: way.slipUrl } },
      ),
      action:
        way.kind === 'prepaid'
          ? { says: 'Etikett ausdrucken', url: way.labelUrl }
          : { says: 'Rücksendeschein ausdrucken', url: way.slipUrl },
    };
  },

  rejected: (f) => ({
    subject: `Zu Ihrer Rückgabeanfrage (${f.rma})`,
    headline: 'Wir können diese Rückgabe nicht annehmen',
    blocks: blocks(
      `Wir haben Ihre Anfrage zu ${ihrem(f)} sorgfältig geprüft. Es tut uns leid, dass wir sie nicht annehmen können.`,
      listed('Warum', f.reasons),
      listed('Wann unsere Antwort anders wäre', f.wouldChange),
      contest,
      rights,
    ),
    action: { says: 'Dieser Antwort widersprechen', url: f.progressUrl },
  }),

  information_request: (f, say) => ({
    subject: `Eine Frage zu Ihrer Rückgabe (${f.rma})`,
    headline: 'Wir haben eine Frage',
    blocks: blocks(
      `Damit es mit ${ihrem(f)} weitergehen kann, brauchen wir noch etwas von Ihnen:`,
      { words: f.asks },
      `Bitte antworten Sie uns${f.answerBy ? ` bis ${say.date(f.answerBy)}` : ', sobald Sie können'}. Dann geht es sofort weiter.`,
    ),
    action: { says: 'Antworten', url: f.progressUrl },
  }),

  answer_reminder: (f, say) => ({
    subject: `Ihre Antwort fehlt uns noch (${f.rma})`,
    headline: 'Eine kurze Erinnerung',
    blocks: blocks(
      `Wir hatten eine Frage zu ${ihrem(f)} und haben noch nichts von Ihnen gehört:`,
      { words: f.asks },
      `Bitte antworten Sie uns${f.answerBy ? ` bis ${say.date(f.answerBy)}` : ', sobald Sie können'}. Haben Sie schon geantwortet? Dann vielen Dank, Sie brauchen nichts weiter zu tun.`,
    ),
    action: { says: 'Antworten', url: f.progressUrl },
  }),

  label: (f, say) => ({
    subject: `Ihr Rücksendeetikett (${f.rma})`,
    headline: 'Ihr Etikett ist fertig',
    blocks: blocks(
      `Das Etikett für ${ihren(f)} ist fertig${f.carrier ? ` (${f.carrier})` : ''}. Drucken Sie es aus, kleben Sie es glatt auf das Paket und geben Sie das Paket${f.sendBy ? ` bis ${say.date(f.sendBy)}` : ''} ab. Heben Sie den Beleg auf, bis Ihre Rückgabe abgeschlossen ist.`,
      f.how && HANDING_IN[f.how],
      { link: { says: 'Rücksendeschein, gehört ins Paket', url: f.slipUrl } },
    ),
    action: { says: 'Etikett ausdrucken', url: f.labelUrl },
  }),

  send_back_reminder: (f, say) => ({
    subject: `Erinnerung an Ihr Paket (${f.rma})`,
    headline: 'Haben Sie Ihr Paket schon abgeschickt?',
    blocks: blocks(
      `Das Paket mit ${ihrem(f)} haben wir noch nicht gesehen${f.sendBy ? `. Bitte schicken Sie es bis ${say.date(f.sendBy)} ab` : ''}.`,
      'Ist es schon unterwegs? Dann brauchen Sie nichts zu tun. Brauchen Sie mehr Zeit, oder hat etwas nicht geklappt? Antworten Sie einfach auf diese Nachricht.',
    ),
    ...(f.labelUrl && { action: { says: 'Etikett drucken', url: f.labelUrl } }),
  }),

  in_transit: (f) => ({
    subject: `Ihr Paket ist auf dem Weg zu uns (${f.rma})`,
    headline: 'Ihr Paket ist unterwegs',
    blocks: blocks(
      `Danke, dass Sie ${ihren(f)} abgeschickt haben.${parcel(f.carrier, f.trackingNumber)}`,
      'Wir schreiben Ihnen wieder, sobald es hier ist. Mehr müssen Sie nicht tun.',
    ),
    ...tracking(f.trackingUrl),
  }),

  parcel_lost: (f, say) => ({
    subject: `Ihr Paket ist auf dem Weg zu uns verloren gegangen (${f.rma})`,
    headline: 'Ihr Paket ist verloren gegangen',
    blocks: blocks(
      `Es tut uns leid: Der Versanddienst hat das Paket mit ${ihrem(f)} verloren.`,
      `Wir klären das mit dem Versanddienst. Sie müssen nicht selbst suchen; heben Sie bitte nur den Beleg auf, den Sie bei der Abgabe bekommen haben. ${f.resolveBy ? `Bis ${say.date(f.resolveBy)}` : 'So bald wie möglich'} sagen wir Ihnen, wie es weitergeht.`,
    ),
  }),

  received: (f, say) => ({
    subject: `Ihr Paket ist angekommen (${f.rma})`,
    headline: 'Ihr Paket ist angekommen',
    blocks: blocks(
      `${ihr(f)} ${many(f) ? 'sind' : 'ist'} bei uns angekommen. Danke.`,
      `Wir prüfen jetzt alles, und Sie bekommen unsere Antwort ${f.resolveBy ? `bis ${say.date(f.resolveBy)}` : 'in den nächsten Tagen'}.`,
    ),
  }),

  inspected: (f, say) => ({
    subject: `Wir haben ${many(f) ? 'Ihre Artikel' : 'Ihr Gerät'} geprüft (${f.rma})`,
    headline: 'Die Prüfung ist abgeschlossen',
    blocks: blocks(
      `Wir haben ${ihren(f)} geprüft:`,
      { list: f.findings.map(({ title, verdict }) => `${title}: ${FINDINGS[verdict]}`) },
      `Was daraus folgt, sagen wir Ihnen ${f.resolveBy ? `bis ${say.date(f.resolveBy)}` : 'mit der nächsten Nachricht'}.`,
    ),
  }),

  resolved: (f, say) => ({
    subject: f.as === 'repair' ? `Wir reparieren Ihr Gerät (${f.rma})` : `Sie bekommen ein Ersatzgerät (${f.rma})`,
    headline: f.as === 'repair' ? 'Wir reparieren es' : 'Sie bekommen Ersatz',
    blocks: blocks(
      sorry(f),
      f.as === 'repair'
        ? `Wir reparieren ${ihren(f)} für Sie kostenlos${f.by ? `, spätestens bis ${say.date(f.by)}` : ''}, und schicken ${many(f) ? 'sie' : 'ihn'} Ihnen zurück.`
        : `Wir ersetzen ${ihren(f)} für Sie kostenlos. Der Ersatz geht ${f.by ? `spätestens bis ${say.date(f.by)}` : 'bald'} bei uns ab.`,
      'Die Sendungsnummer bekommen Sie, sobald das Paket unterwegs ist.',
    ),
  }),

  refund_on_its_way: (f, say) => ({
    subject: `Ihre Erstattung von ${say.money(f.amount)} ist unterwegs (${f.rma})`,
    headline: `${say.money(f.amount)} sind auf dem Weg zu Ihnen`,
    blocks: blocks(
      sorry(f),
      `Wir haben Ihre Erstattung von ${say.money(f.amount)} für ${ihren(f)} veranlasst.`,
      f.kept && `Vom vollen Betrag haben wir ${say.money(f.kept)} einbehalten${f.keptBecause ? `: ${f.keptBecause}` : '.'}`,
      f.byTransfer
        ? 'Der Betrag kommt per Überweisung auf das Konto, das Sie uns nennen: Falls noch nicht geschehen, tragen Sie es bitte auf der Seite Ihrer Rückgabe ein. Eine Überweisung dauert ein bis zwei Werktage.'
        : f.paidOutBy
          ? `${f.paidOutBy} zahlt den Betrag auf das Zahlungsmittel zurück, das Sie benutzt haben. Wir sagen Ihnen Bescheid, sobald das bestätigt ist.`
          : 'Der Betrag geht auf das Zahlungsmittel zurück, das Sie benutzt haben. Wir sagen Ihnen Bescheid, sobald das bestätigt ist.',
    ),
  }),

  refunded: (f, say) => ({
    subject: `Wir haben Ihnen ${say.money(f.amount)} erstattet (${f.rma})`,
    headline: `${say.money(f.amount)} erstattet`,
    blocks: blocks(
      `Ihre Erstattung von ${say.money(f.amount)} für ${ihren(f)} ist bestätigt${f.paidOutBy ? `, und zwar von ${f.paidOutBy}` : ''}.`,
      f.byTransfer
        ? 'Die Überweisung ist unterwegs und sollte innerhalb von zwei Werktagen auf Ihrem Konto sein. Ist sie danach noch nicht da, schreiben Sie uns: Wir gehen dem nach.'
        : 'Banken brauchen meist 3 bis 6 Tage, bis der Betrag auf Ihrem Konto erscheint. Ist er danach noch nicht da, schreiben Sie uns: Wir gehen dem nach.',
      'Danke für Ihre Geduld.',
    ),
  }),

  repaired: (f) => ({
    subject: `Repariert und auf dem Weg zu Ihnen (${f.rma})`,
    headline: 'Repariert und auf dem Weg zu Ihnen',
    blocks: blocks(
      `Gute Nachrichten: ${ihr(f)} ${many(f) ? 'sind' : 'ist'} repariert und auf dem Weg zu Ihnen.${parcel(f.carrier, f.trackingNumber)}`,
      'Wenn beim Auspacken etwas nicht stimmt, sagen Sie es uns gleich: Wir bringen es in Ordnung.',
    ),
    ...tracking(f.trackingUrl),
  }),

  replaced: (f) => ({
    subject: `Ihr Ersatz ist auf dem Weg zu Ihnen (${f.rma})`,
    headline: 'Ihr Ersatz ist unterwegs',
    blocks: blocks(
      `Gute Nachrichten: Der Ersatz für ${ihren(f)} ist auf dem Weg zu Ihnen.${parcel(f.carrier, f.trackingNumber)}`,
      'Gewährleistung und Garantie gelten dafür wie für das erste Gerät. Wenn etwas nicht stimmt, sagen Sie es uns gleich.',
    ),
    ...tracking(f.trackingUrl),
  }),

  remedy_failed: (f, say) => ({
    subject: `${f.as === 'repair' ? 'Wir konnten Ihr Gerät nicht reparieren' : 'Wir können Ihnen keinen Ersatz schicken'} (${f.rma})`,
    headline: f.as === 'repair' ? 'Die Reparatur ist nicht gelungen' : 'Wir haben keinen Ersatz',
    blocks: blocks(
      f.as === 'repair'
        ? `Es tut uns leid: Wir können ${ihren(f)} nicht reparieren.`
        : `Es tut uns leid: Wir haben keinen Ersatz für ${ihren(f)}.`,
      `Jemand aus dem Team entscheidet jetzt mit Ihnen, wie es weitergeht: Was Ihnen das Gesetz als Nächstes gibt, ein anderes Gerät oder Ihr Geld, steht Ihnen zu. ${f.by ? `Sie hören spätestens am ${say.date(f.by)} von uns.` : 'Sie hören bald von uns.'}`,
      'Ist Ihnen eines von beiden lieber? Antworten Sie auf diese Nachricht.',
    ),
    action: { says: 'Antworten', url: f.progressUrl },
  }),

  sent_back: (f) => ({
    subject: `Wir schicken Ihnen ${many(f) ? 'Ihre Artikel' : 'Ihr Gerät'} zurück (${f.rma})`,
    headline: 'Auf dem Weg zurück zu Ihnen',
    blocks: blocks(`Wir schicken ${ihren(f)} an Sie zurück.${parcel(f.carrier, f.trackingNumber)}`, listed('Warum', f.reasons), contest),
    ...tracking(f.trackingUrl),
  }),

  sent_out: (f) => ({
    subject: `Ihr Paket ist unterwegs (${f.rma})`,
    headline: 'Ihr Paket ist unterwegs',
    blocks: blocks(
      `Das Paket mit ${ihrem(f)} hat unsere Werkstatt verlassen.${parcel(f.carrier, f.trackingNumber)}`,
      'Bis der Versanddienst den ersten Scan anzeigt, können einige Stunden vergehen.',
    ),
    ...tracking(f.trackingUrl),
  }),

  kept: (f, say) => ({
    subject: `Sie behalten ${many(f) ? 'Ihre Artikel' : 'Ihr Gerät'} (${f.rma})`,
    headline: f.amount ? `Sie behalten alles und bekommen ${say.money(f.amount)} zurück` : 'Sie behalten alles',
    blocks: blocks(
      sorry(f),
      `Wie vereinbart behalten Sie ${ihren(f)}.`,
      f.amount && `Wir erstatten Ihnen ${say.money(f.amount)} auf das Zahlungsmittel, das Sie benutzt haben.`,
      'Gewährleistung und Garantie laufen weiter wie bisher.',
    ),
  }),

  denied: (f) => ({
    subject: `Unsere Antwort zu Ihrer Rückgabe (${f.rma})`,
    headline: 'Unsere Antwort zu Ihrer Rückgabe',
    blocks: blocks(
      `Wir haben ${ihren(f)} sorgfältig geprüft. Es tut uns leid, dass wir Ihnen dieses Mal weder Erstattung noch Reparatur noch Ersatz anbieten können.`,
      listed('Warum', f.reasons),
      contest,
      rights,
    ),
    action: { says: 'Dieser Antwort widersprechen', url: f.progressUrl },
  }),

  cancelled: (f) => ({
    subject: `Ihre Rückgabe ist storniert (${f.rma})`,
    headline: 'Ihre Rückgabe ist storniert',
    blocks: blocks(
      `Die Rückgabe zu ${ihrem(f)} ist storniert. Sie müssen nichts weiter tun.`,
      f.because && { list: [f.because] },
      'War das ein Versehen, oder haben Sie es sich anders überlegt? Sie können jederzeit neu anfragen oder einfach auf diese Nachricht antworten.',
    ),
  }),

  expired: (f, say) => ({
    subject: `Ihre Rückgabe ist abgelaufen (${f.rma})`,
    headline: 'Ihre Rückgabe ist abgelaufen',
    blocks: blocks(
      f.unanswered
        ? `Wir hatten eine Frage zu ${ihrem(f)} und haben nichts von Ihnen gehört. Diese Rückgabe ist deshalb vorerst geschlossen.`
        : `Das Paket mit ${ihrem(f)} haben wir nicht gesehen${f.sendBy ? `; wir hatten damit gerechnet, dass Sie es bis ${say.date(f.sendBy)} abschicken` : ''}. Diese Rückgabe ist deshalb vorerst geschlossen.`,
      f.unanswered
        ? 'Möchten Sie doch noch weitermachen? Antworten Sie einfach auf diese Nachricht, und wir öffnen die Rückgabe wieder.'
        : 'Haben Sie es schon abgeschickt? Dann schicken Sie uns den Einlieferungsbeleg, und wir öffnen die Rückgabe wieder. Brauchen Sie mehr Zeit? Antworten Sie einfach auf diese Nachricht.',
    ),
  }),

  message: (f) => ({
    subject: `${f.seller.name}: eine Nachricht zu Ihrer Rückgabe (${f.rma})`,
    headline: 'Eine Nachricht für Sie',
    blocks: blocks({ words: f.body }, f.author),
    personal: true,
    action: { says: 'Antworten', url: f.progressUrl },
  }),

  hold_waiting: (f, say) => ({
    subject: `Wir brauchen noch etwas Zeit (${f.rma})`,
    headline: 'Wir brauchen noch etwas Zeit',
    blocks: blocks(
      f.arrived
        ? `Das Paket mit ${ihrem(f)} ist hier. Es tut uns leid: Die Prüfung dauert länger als sonst.`
        : `Es tut uns leid: Ihre Rückgabe zu ${ihrem(f)} dauert länger als sonst.`,
      f.because,
      `Ein Mensch kümmert sich darum, und ${f.by ? `Sie hören bis ${say.date(f.by)} von uns` : 'Sie hören von uns, sobald wir mehr wissen'}. Ihre Rechte und die gesetzlichen Fristen bleiben, wie sie sind.`,
    ),
  }),

  survey: (f) => ({
    subject: f.again ? `Ist jetzt alles gut? (${f.rma})` : `Wie lief Ihre Rückgabe? (${f.rma})`,
    headline: f.again ? 'Ist jetzt alles gut?' : 'Wie lief es?',
    blocks: f.again
      ? blocks(
          `Sie hatten uns gesagt, dass bei Ihrer Rückgabe (${titlesOf(f)}) nicht alles gut lief, und wir haben uns bei Ihnen gemeldet.`,
          'Wie ist es jetzt? Ein Antippen genügt, und wir fragen nicht noch einmal.',
          scaleOf(f, SCALE),
        )
      : blocks(
          f.refused
            ? `Ihrem Wunsch konnten wir diesmal nicht entsprechen (${titlesOf(f)}). Trotzdem möchten wir wissen, ob Sie sich gut behandelt fühlen.`
            : `Vielen Dank für Ihre Geduld: Ihre Rückgabe (${titlesOf(f)}) ist abgeschlossen.`,
          'Wie war es bei uns? Ein Antippen genügt.',
          scaleOf(f, SCALE),
          'Lief etwas schief? Dann sagen Sie es uns: Jemand aus unserem Team liest es und meldet sich bei Ihnen.',
          'Diese Frage kommt für diese Rückgabe nur einmal. Ihre Antwort bleibt bei uns, und nichts hängt davon ab.',
        ),
  }),

  dispute_opened: (f) => ({
    subject: `Ihr Einspruch ist bei uns angekommen (${f.rma})`,
    headline: 'Ihr Einspruch ist angekommen',
    blocks: blocks(
      `Sie sind mit unserer Antwort zu ${ihrem(f)} nicht einverstanden, und das nehmen wir ernst. Jemand, der an der ersten Antwort nicht beteiligt war, sieht sich alles noch einmal an.`,
      'Bis dahin entscheiden wir nichts weiter über Ihre Rückgabe; gesetzliche Fristen laufen weiter. Sie hören von uns per E-Mail und auf der Seite Ihrer Rückgabe.',
      'Gibt es etwas, das wir wissen oder sehen sollten, etwa Fotos oder ein Gutachten? Antworten Sie einfach auf diese Nachricht.',
    ),
  }),
};

export const deFrame: Frame = {
  colon: ':',
  greeting: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  signature: (seller) => `Ihr Team von ${seller}`,
  attached: 'im Anhang',
  returnCode: 'Rückgabecode',
  follow: 'Rückgabe verfolgen',
  preferences: 'Auswählen, welche E-Mails Sie bekommen',
  footer: (seller) => `Sie bekommen diese Nachricht, weil Sie bei ${seller} eine Rückgabe angefragt haben. Sie können darauf antworten.`,
};

import type { MakingGoodWords } from './letter.ts';

export const de: MakingGoodWords = {
  subject: ({ number, onReturn }) =>
    onReturn ? `Ihre Rücksendung ${number}: Wir bitten um Entschuldigung` : `Ihre Bestellung ${number}: Wir bitten um Entschuldigung`,
  greeting: (buyer) => `Guten Tag ${buyer},`,
  regret: {
    shipped_late: ({ item, number }) =>
      `${item} (Bestellung ${number}) hätte unser Haus längst verlassen sollen. Die Verspätung liegt an uns, und das tut uns leid.`,
    parcel_still: ({ item, number }) =>
      `das Paket mit ${item} (Bestellung ${number}) hat sich seit mehr als zwei Tagen nicht bewegt. Es tut uns leid, dass Sie darauf warten müssen.`,
    delivered_late: ({ item, number, over }) =>
      over
        ? `${item} (Bestellung ${number}) kam später bei Ihnen an, als wir versprochen hatten. Das tut uns leid.`
        : `${item} (Bestellung ${number}) sollte längst bei Ihnen sein und ist es nicht. Das tut uns leid.`,
    parcel_damaged: ({ item, number }) =>
      `${item} (Bestellung ${number}) wurde auf dem Weg zu Ihnen beschädigt. Das tut uns leid: Die Ware hätte heil bei Ihnen ankommen sollen.`,
    parcel_misdelivered: ({ item, number }) =>
      `das Paket mit ${item} (Bestellung ${number}) wurde an der falschen Stelle abgegeben. Die Mühe, die Sie damit haben, tut uns leid.`,
    parcel_lost: ({ item, number }) =>
      `das Paket mit ${item} (Bestellung ${number}) ist auf dem Weg zu Ihnen verloren gegangen. Das tut uns sehr leid.`,
    answered_late: ({ number }) =>
      `auf unsere Antwort zu Ihrer Rücksendung ${number} haben Sie viel zu lange gewartet. Dafür bitten wir um Entschuldigung.`,
    arrived_late: ({ item }) =>
      `${item} kam zu spät bei Ihnen an. Es tut uns leid, dass Sie sich auf unseren Termin nicht verlassen konnten.`,
    not_as_described: ({ item }) =>
      `${item} ist nicht so, wie wir es beschrieben haben. Das tut uns leid: Sie hätten bekommen sollen, was Sie gelesen haben.`,
    missing_part: ({ item }) => `bei ${item} fehlte etwas. Es tut uns leid, dass wir nicht vollständig gepackt haben.`,
    damaged_in_transit: ({ item }) =>
      `${item} wurde auf dem Weg zu Ihnen beschädigt. Das tut uns leid: Die Ware hätte heil bei Ihnen ankommen sollen.`,
    wrong_item: ({ item }) =>
      `statt ${item} haben wir Ihnen etwas anderes geschickt. Das war unser Fehler, und wir bitten um Entschuldigung.`,
    not_received: ({ item }) => `${item} ist nie bei Ihnen angekommen. Das tut uns sehr leid.`,
    resolved_late: ({ number }) => `Ihre Rücksendung ${number} dauert bei uns länger, als wir versprochen hatten. Das tut uns leid.`,
    refunded_late: ({ number }) =>
      `das Geld für Ihre Rücksendung ${number} sollte längst bei Ihnen sein. Es tut uns leid, dass Sie darauf warten müssen.`,
    return_parcel_lost: ({ number }) =>
      `das Paket Ihrer Rücksendung ${number} ist auf dem Weg zu uns verloren gegangen, mit unserem Etikett. Das tut uns leid; Ihnen entstehen keine Kosten.`,
    other: ({ number, onReturn }) =>
      `bei Ihrer ${onReturn ? 'Rücksendung' : 'Bestellung'} ${number} ist nicht alles so gelaufen, wie es sollte. Das tut uns leid.`,
  },
  next: {
    shipped_late: () => 'Wir bringen sie jetzt auf den Weg, und Sie bekommen die Sendungsnummer, sobald sie unser Haus verlässt.',
    parcel_still: () => 'Wir haben beim Paketdienst nachgefragt, wo es ist, und bleiben dran.',
    delivered_late: () => 'Wir bleiben mit dem Paketdienst daran, bis die Ware bei Ihnen ist.',
    parcel_damaged: () =>
      'Sagen Sie uns, was Ihnen am liebsten ist: Reparatur, Ersatz oder Ihr Geld zurück. Mit dem Paketdienst klären wir das.',
    parcel_misdelivered: () =>
      'Wir haben den Paketdienst gebeten, es zu finden und Ihnen zu bringen. Gelingt das nicht, bekommen Sie Ersatz oder Ihr Geld zurück.',
    parcel_lost: () =>
      'Sie müssen nicht danach suchen. Sagen Sie uns, was Ihnen lieber ist: Ersatz oder Ihr ganzes Geld zurück; alles Weitere klären wir mit dem Paketdienst.',
    answered_late: () => 'Ihre Anfrage liegt bei uns und wird jetzt bearbeitet.',
    not_as_described: () => 'Ihre Rücksendung läuft weiter wie angekündigt, auf unsere Kosten.',
    missing_part: () => 'Ihre Rücksendung läuft weiter wie angekündigt, auf unsere Kosten.',
    damaged_in_transit: () => 'Ihre Rücksendung läuft weiter wie angekündigt, auf unsere Kosten.',
    wrong_item: () => 'Ihre Rücksendung läuft weiter wie angekündigt, auf unsere Kosten.',
    arrived_late: () => 'Ihre Rücksendung läuft weiter wie angekündigt.',
    not_received: () => 'Sie müssen nichts zurückschicken: Wir bringen das von hier aus in Ordnung.',
    resolved_late: () => 'Sie steht jetzt ganz oben auf unserer Liste.',
    refunded_late: () => 'Wir sorgen dafür, dass es jetzt angewiesen wird.',
    return_parcel_lost: () =>
      'Sie müssen nichts tun: Wir klären das mit dem Paketdienst, und Ihre Rücksendung geht weiter, als wäre das Paket angekommen.',
  },
  arrivesBy: {
    carrier: (date) => `Der Paketdienst nennt als Tag der Ankunft: ${date}.`,
    terms: (date) =>
      `Bis ${date} soll die Ware bei Ihnen sein; daran lassen wir uns messen, vom Paketdienst bestätigt ist der Tag noch nicht.`,
  },
  answerBy: (date) => `Unsere Antwort haben Sie spätestens bis ${date}.`,
  again: (date) =>
    `Einen Tag können wir Ihnen noch nicht nennen, und erfinden wollen wir keinen. Spätestens bis ${date} schreiben wir Ihnen wieder, was auch immer wir dann wissen.`,
  track: (url) => `Wo das Paket ist, sehen Sie hier: ${url}`,
  refund: (amount) =>
    `Als Wiedergutmachung erstatten wir Ihnen ${amount} auf das Zahlungsmittel, mit dem Sie bezahlt haben. Bei der Bank erscheint das meist nach 3 bis 6 Tagen.`,
  voucher: (amount, code) =>
    `Als Wiedergutmachung bekommen Sie einen Gutschein über ${amount} für Ihre nächste Bestellung bei uns: ${code}`,
  warranty: (months, item) =>
    `Als Wiedergutmachung verlängern wir die Garantie für ${item} um ${months} Monate. Sie müssen dafür nichts tun: Es ist bei Ihrer Bestellung vermerkt.`,
  rights: 'Das kommt zu Ihren Rechten hinzu: Es nimmt Ihnen keines davon, und Sie müssen dafür auf nichts verzichten.',
  close: (seller) => `Mit freundlichen Grüßen\n${seller}`,
};

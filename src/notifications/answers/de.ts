/** Deutsch. Sie, kurze Sätze: erst was die Kundin oder der Kunde wissen will, dann wie es weitergeht und bis wann. */
import type { BuiltInTexts } from './built-in.ts';

export const de: BuiltInTexts = {
  received: `Guten Tag {buyer.name},

Ihr {item.title} ist bei uns angekommen. Unsere Werkstatt prüft jetzt, ob es das richtige Gerät ist, den beschriebenen Fehler und den allgemeinen Zustand.

[[Spätestens am {deadline.resolve} erhalten Sie unsere Antwort. ]]Bis dahin müssen Sie nichts tun.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  missing_info: `Guten Tag {buyer.name},

vielen Dank für Ihre Nachricht zu Ihrem {item.title}. Damit wir Ihnen richtig antworten können, fehlt uns noch eine Angabe:

[[{case.asks}]]

Antworten Sie einfach auf diese Nachricht. [[Wir halten Ihren Fall bis zum {deadline.buyerAnswer} offen.]]

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  photos_wanted: `Guten Tag {buyer.name},

es tut uns leid, dass Ihr {item.title} Ihnen Ärger macht. Damit wir ohne lange Wartezeit entscheiden können: Würden Sie uns drei Fotos schicken?

- das Gerät von vorn, mit eingeschaltetem Bildschirm;
- das Gerät von hinten;
- den Fehler aus der Nähe, bei Tageslicht.

Antworten Sie auf diese Nachricht und hängen Sie die Fotos an. Wenn sich das Gerät nicht mehr einschalten lässt, schreiben Sie uns das: Dann genügt das Foto von vorn.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  account_lock: `Guten Tag {buyer.name},

Ihr {item.title} ist bei uns angekommen, ist aber noch mit Ihrem Konto verknüpft (Apple, Google oder Samsung). Solange das so ist, können wir das Gerät weder prüfen noch Ihre Rückgabe abschließen.

Sie können es in zwei Minuten aus der Ferne aus Ihrem Konto entfernen:

- Apple: Öffnen Sie iCloud.com/find, wählen Sie das Gerät und dann „Aus Account entfernen“;
- Google: Öffnen Sie myaccount.google.com, dann „Sicherheit“ und „Meine Geräte“, und melden Sie das Gerät ab;
- Samsung: Öffnen Sie account.samsung.com, dann „Geräte“, und entfernen Sie das Gerät.

Bitte schicken Sie uns niemals Ihr Passwort: Wir brauchen es nicht. Schreiben Sie uns kurz, wenn es erledigt ist, dann machen wir sofort weiter.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  how_to_send: `Guten Tag {buyer.name},

Ihre Rückgabe {return.code} ist angenommen. So schicken Sie uns Ihr {item.title}:

1. Sichern Sie Ihre Daten, melden Sie sich von Ihren Konten ab (iCloud, Google, Samsung) und nehmen Sie die SIM-Karte heraus.
2. Verpacken Sie das Gerät sorgfältig, ohne Zubehör, um das wir nicht gebeten haben.
3. Geben Sie das Paket[[ spätestens am {deadline.sendBack}]] auf und bewahren Sie den Einlieferungsbeleg auf.

[[Ihr Etikett: {links.label}

]]Die Rücksendeadresse:
{address.return}

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  late_delivery: `Guten Tag {buyer.name},

Ihre Bestellung {order.number} hätte längst bei Ihnen sein sollen. Das tut uns leid.

[[Sie ist mit {outbound.carrier} unter der Nummer {outbound.number} unterwegs. ]]Wir haben beim Versanddienst nachgefragt, wo sie bleibt. Sollte sie verloren gegangen sein, geht das nicht zu Ihren Lasten: Wir schicken Ihnen den Artikel noch einmal oder erstatten den Preis, ganz wie Sie möchten.

Ich melde mich, sobald ich eine Antwort habe, spätestens in zwei Werktagen.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  parcel_stuck: `Guten Tag {buyer.name},

Ihr Rücksendepaket[[ ({parcel.carrier}, {parcel.number})]] bewegt sich offenbar seit einigen Tagen nicht mehr. Wir haben den Versanddienst gebeten, danach zu suchen.

Haben Sie den Einlieferungsbeleg noch? Ein Foto davon als Antwort auf diese Nachricht würde uns helfen. Taucht das Paket nicht wieder auf, klären wir das mit dem Versanddienst, nicht mit Ihnen.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  refusal_explained: `Guten Tag {buyer.name},

ich habe mir Ihre Anfrage zu Ihrem {item.title} noch einmal angesehen. Ich verstehe, dass unsere Antwort Sie enttäuscht hat, und bin Ihnen eine klare Erklärung schuldig.

[[Deshalb konnten wir die Rückgabe nicht annehmen: {decision.reason}

]]Wenn wir etwas übersehen haben (ein Foto, ein Datum, eine frühere Nachricht), antworten Sie auf diese Nachricht: Dann prüft jemand anderes aus unserem Team Ihren Fall noch einmal. Ihre gesetzlichen Rechte bleiben von dieser Antwort unberührt.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  customer_damage: `Guten Tag {buyer.name},

wir haben Ihr {item.title} geprüft. [[{finding.says} ]]Der Schaden ist nach der Lieferung entstanden, deshalb deckt ihn die Garantie nicht ab.

Die Fotos der Prüfung liegen Ihrem Fall bei. Sie haben die Wahl:

- Wir schicken Ihnen das Gerät auf unsere Kosten unverändert zurück;
- wir machen Ihnen einen unverbindlichen Kostenvoranschlag für die Reparatur.

Schreiben Sie uns, was Ihnen lieber ist. Und wenn Sie es anders sehen, sagen Sie uns warum: Wir schauen es uns genau an.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  no_fault_found: `Guten Tag {buyer.name},

wir haben Ihr {item.title} gründlich getestet und den beschriebenen Fehler nicht gefunden. Wir zweifeln nicht an dem, was Sie gesehen haben: Manche Fehler zeigen sich nur unter bestimmten Umständen.

Können Sie uns sagen, wann er auftritt (in welcher App, beim Laden, wenn das Gerät warm ist …)? Ein paar Worte oder ein Foto genügen, damit wir an der richtigen Stelle suchen.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  repair_longer: `Guten Tag {buyer.name},

die Reparatur Ihres {item.title} dauert länger als angekündigt, und das tut uns leid: Wir warten auf ein Ersatzteil.

[[Sie wird spätestens am {deadline.resolve} fertig. ]]Wenn Ihnen das zu lange dauert, schreiben Sie uns: Dann finden wir gemeinsam eine andere Lösung, auch einen Austausch oder eine Erstattung.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  replacement_sent: `Guten Tag {buyer.name},

Ihr Ersatzgerät ist heute auf den Weg gegangen. [[Es reist mit {outbound.carrier} unter der Nummer {outbound.number}.]]

Es hat dieselben Prüfungen bestanden wie alle unsere Geräte, und Ihre Garantie läuft weiter. Probieren Sie es nach der Ankunft gleich aus: Wenn etwas nicht stimmt, sind wir für Sie da.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  refund_sent: `Guten Tag {buyer.name},

[[wir haben Ihre Erstattung von {refund.total} veranlasst. ]]Das Geld geht auf dem Zahlungsweg Ihrer Bestellung {order.number} zurück und ist je nach Bank meist nach drei bis fünf Werktagen da.

Wir bitten noch einmal um Entschuldigung und danken Ihnen für Ihre Geduld.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  partial_refund: `Guten Tag {buyer.name},

[[wir erstatten Ihnen {refund.total} für Ihr {item.title}. ]][[{refund.kept} behalten wir ein. {finding.says}]]

Die Fotos der Prüfung liegen Ihrem Fall bei. Wenn Ihnen der Betrag ungerecht erscheint, antworten Sie auf diese Nachricht und sagen Sie uns warum: Dann schaut jemand anderes noch einmal darauf.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  sent_back: `Guten Tag {buyer.name},

Ihr {item.title} ist auf dem Weg zurück zu Ihnen. [[Es reist mit {outbound.carrier} unter der Nummer {outbound.number}. ]][[{finding.says}]]

Wenn Sie eine Frage haben, sobald Sie das Gerät in der Hand halten, antworten Sie einfach auf diese Nachricht.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  thanks: `Guten Tag {buyer.name},

Ihre Rückgabe {return.code} ist abgeschlossen. Danke, dass Sie sich die Zeit genommen haben, uns zu schreiben: Ihre Hinweise helfen uns, unsere Geräte noch genauer zu prüfen.

Falls noch etwas offen ist, antworten Sie auf diese Nachricht, und wir kümmern uns darum.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  in_review: `Guten Tag {buyer.name},

wir haben Ihre Anfrage zu Ihrem {item.title} gelesen und bedauern die Umstände. [[{decision.reason}]]

Jemand aus unserem Team sieht sie sich gerade an. [[Spätestens am {deadline.answer} haben Sie unsere Antwort. ]]Bitte behalten Sie das Gerät bis dahin bei sich.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  label_follows: `Guten Tag {buyer.name},

Ihre Rückgabe {return.code} ist angenommen. [[{decision.reason}]]

Wir bereiten Ihr Etikett vor: Es kommt in Kürze, bis dahin müssen Sie nichts tun.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  on_its_way: `Guten Tag {buyer.name},

Ihr Paket ist auf dem Weg in unsere Werkstatt[[, mit {parcel.carrier} unter der Nummer {parcel.number}]]. Wir schreiben Ihnen, sobald es da ist.

Danach prüfen wir das Gerät und antworten Ihnen innerhalb von fünf Tagen.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  decide_soon: `Guten Tag {buyer.name},

wir haben Ihr {item.title} fertig geprüft. [[{finding.says}]]

Jetzt entscheiden wir, wie es weitergeht. [[Spätestens am {deadline.resolve} haben Sie unsere Entscheidung.]]

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  refund_under_way: `Guten Tag {buyer.name},

Ihre Erstattung[[ von {refund.total}]] ist in Arbeit. [[Sie wird spätestens am {deadline.refund} veranlasst. ]]Das Geld geht auf dem Zahlungsweg Ihrer Bestellung {order.number} zurück.

Sie müssen nichts weiter tun.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  repairing: `Guten Tag {buyer.name},

Ihr {item.title} wird gerade in unserer Werkstatt repariert. [[Spätestens am {deadline.resolve} geht es wieder auf den Weg zu Ihnen.]]

Wir schreiben Ihnen, sobald es losgeht, mit der Sendungsnummer.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  replacing: `Guten Tag {buyer.name},

wir bereiten Ihr Ersatzgerät vor. [[Es geht spätestens am {deadline.resolve} auf den Weg.]]

Wir schreiben Ihnen, sobald es unterwegs ist, mit der Sendungsnummer.

Freundliche Grüße
{agent.firstName}, {seller.name}`,

  one_check: `Guten Tag {buyer.name},

ein Punkt Ihrer Rückgabe {return.code} muss bei uns noch geprüft werden. Wir sind dabei, und Sie müssen im Moment nichts tun.

[[Spätestens am {deadline.resolve} haben Sie unsere Antwort.]]

Freundliche Grüße
{agent.firstName}, {seller.name}`,
};

/** Italiano. Del Lei, frasi brevi: prima quello che il cliente vuole sapere, poi che cosa succede ed entro quando. */
import type { BuiltInTexts } from './built-in.ts';

export const it: BuiltInTexts = {
  received: `Buongiorno {buyer.firstName},

il Suo {item.title} è arrivato. Il nostro laboratorio lo sta controllando: che sia il dispositivo giusto, il difetto che ci ha descritto e lo stato generale.

[[Avrà la nostra risposta al più tardi {deadline.resolve}. ]]Fino ad allora non deve fare nulla.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  missing_info: `Buongiorno {buyer.firstName},

grazie di averci scritto a proposito del Suo {item.title}. Per darLe una risposta precisa ci manca ancora un’informazione:

[[{case.asks}]]

Basta rispondere a questo messaggio. [[Teniamo aperta la Sua pratica fino a {deadline.buyerAnswer}.]]

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  photos_wanted: `Buongiorno {buyer.firstName},

ci dispiace che il Suo {item.title} Le stia dando problemi. Per decidere senza farLa aspettare, potrebbe inviarci tre foto?

- il dispositivo davanti, con lo schermo acceso;
- il dispositivo dietro;
- il difetto da vicino, alla luce del giorno.

Risponda a questo messaggio allegandole. Se il dispositivo non si accende più, ce lo dica: basterà la foto davanti.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  account_lock: `Buongiorno {buyer.firstName},

il Suo {item.title} ci è arrivato, ma è ancora collegato al Suo account (Apple, Google o Samsung). Finché lo è, non possiamo né controllarlo né concludere il Suo reso.

Può rimuoverlo dall’account a distanza, in un paio di minuti:

- Apple: apra iCloud.com/find, scelga il dispositivo e poi «Rimuovi dall’account»;
- Google: apra myaccount.google.com, poi «Sicurezza» e «I tuoi dispositivi», ed esca dal dispositivo;
- Samsung: apra account.samsung.com, poi «Dispositivi», e rimuova il dispositivo.

Non ci mandi mai la Sua password: non ci serve. Ci avvisi quando ha fatto e riprendiamo subito.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  how_to_send: `Buongiorno {buyer.firstName},

il Suo reso {return.code} è accettato. Ecco come inviarci il Suo {item.title}:

1. Faccia una copia dei Suoi dati, esca dai Suoi account (iCloud, Google, Samsung) e tolga la scheda SIM.
2. Imballi bene il dispositivo, senza accessori che non Le abbiamo chiesto.
3. Consegni il pacco[[ al più tardi {deadline.sendBack}]] e conservi la ricevuta di spedizione.

[[La Sua etichetta: {links.label}

]]L’indirizzo per il reso:
{address.return}

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  late_delivery: `Buongiorno {buyer.firstName},

il Suo ordine {order.number} sarebbe già dovuto arrivare, e ce ne scusiamo.

[[Viaggia con {outbound.carrier}, con il numero {outbound.number}. ]]Abbiamo chiesto al corriere dove si trova. Se risultasse smarrito, non sarà Lei a rimetterci: Le invieremo di nuovo l’articolo oppure La rimborseremo, come preferisce.

Le riscriverò appena avrò una risposta, e comunque entro due giorni lavorativi.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  parcel_stuck: `Buongiorno {buyer.firstName},

il Suo pacco di reso[[ ({parcel.carrier}, {parcel.number})]] sembra fermo da qualche giorno. Abbiamo chiesto al corriere di cercarlo.

Ha ancora la ricevuta di spedizione? Una foto in risposta a questo messaggio ci aiuterebbe. Se il pacco non si trova, ce la vedremo noi con il corriere, non Lei.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  refusal_explained: `Buongiorno {buyer.firstName},

ho riletto la Sua richiesta a proposito del Suo {item.title}. Capisco la delusione, e Le devo una spiegazione chiara.

[[Ecco perché non abbiamo potuto accettare il reso: {decision.reason}

]]Se ci è sfuggito qualcosa (una foto, una data, un messaggio precedente), risponda a questo messaggio: un’altra persona del nostro team riesaminerà la Sua pratica. Questa risposta non limita in alcun modo i Suoi diritti di legge.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  customer_damage: `Buongiorno {buyer.firstName},

abbiamo controllato il Suo {item.title}. [[{finding.says} ]]Il danno è avvenuto dopo la consegna, perciò la garanzia non lo copre.

Le foto del controllo sono nella Sua pratica. Può scegliere:

- Le rimandiamo il dispositivo così com’è, a nostre spese;
- Le prepariamo un preventivo per la riparazione, senza impegno.

Ci dica che cosa preferisce. E se la vede diversamente, ci spieghi perché: lo guarderemo con attenzione.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  no_fault_found: `Buongiorno {buyer.firstName},

abbiamo provato a fondo il Suo {item.title} e non abbiamo trovato il difetto che ci ha descritto. Non dubitiamo di quello che ha visto: alcuni difetti si presentano solo in certe condizioni.

Può dirci quando succede (con quale app, durante la ricarica, con il dispositivo caldo…)? Poche parole o una foto ci bastano per cercare nel punto giusto.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  repair_longer: `Buongiorno {buyer.firstName},

la riparazione del Suo {item.title} richiede più tempo del previsto, e ce ne scusiamo: stiamo aspettando un ricambio.

[[Sarà pronta al più tardi {deadline.resolve}. ]]Se per Lei è troppo tardi, ce lo dica: troveremo insieme un’altra soluzione, anche la sostituzione o il rimborso.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  replacement_sent: `Buongiorno {buyer.firstName},

il Suo dispositivo sostitutivo è partito oggi. [[Viaggia con {outbound.carrier}, con il numero {outbound.number}.]]

Ha superato gli stessi controlli di tutti i nostri dispositivi, e la Sua garanzia continua. Quando arriva, lo provi un momento: se qualcosa non va, siamo qui.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  refund_sent: `Buongiorno {buyer.firstName},

[[abbiamo disposto il Suo rimborso di {refund.total}. ]]L’importo torna sul metodo di pagamento del Suo ordine {order.number}, di solito in tre-cinque giorni lavorativi secondo la Sua banca.

Ci scusiamo ancora per il disagio e La ringraziamo della pazienza.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  partial_refund: `Buongiorno {buyer.firstName},

[[Le rimborsiamo {refund.total} per il Suo {item.title}. ]][[Tratteniamo {refund.kept}. {finding.says}]]

Le foto del controllo sono nella Sua pratica. Se l’importo Le sembra ingiusto, risponda a questo messaggio e ci dica perché: un’altra persona lo riesaminerà.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  sent_back: `Buongiorno {buyer.firstName},

il Suo {item.title} sta tornando da Lei. [[Viaggia con {outbound.carrier}, con il numero {outbound.number}. ]][[{finding.says}]]

Se ha una domanda quando l’avrà tra le mani, risponda a questo messaggio.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  thanks: `Buongiorno {buyer.firstName},

il Suo reso {return.code} è concluso. Grazie di averci scritto: quello che ci ha raccontato ci aiuta a controllare meglio i nostri dispositivi.

Se resta qualcosa in sospeso, risponda a questo messaggio e ce ne occupiamo.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  in_review: `Buongiorno {buyer.firstName},

abbiamo letto la Sua richiesta a proposito del Suo {item.title} e ci dispiace del disagio. [[{decision.reason}]]

Una persona del nostro team la sta esaminando. [[Avrà la nostra risposta al più tardi {deadline.answer}. ]]Fino ad allora tenga con Sé il dispositivo, per favore.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  label_follows: `Buongiorno {buyer.firstName},

il Suo reso {return.code} è accettato. [[{decision.reason}]]

Stiamo preparando la Sua etichetta: Le arriverà a breve e fino ad allora non deve fare nulla.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  on_its_way: `Buongiorno {buyer.firstName},

il Suo pacco è in viaggio verso il nostro laboratorio[[ con {parcel.carrier}, con il numero {parcel.number}]]. Le scriveremo appena arriva.

Poi controlleremo il dispositivo e Le daremo una risposta entro cinque giorni.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  decide_soon: `Buongiorno {buyer.firstName},

abbiamo finito di controllare il Suo {item.title}. [[{finding.says}]]

Ora stiamo decidendo come proseguire. [[Avrà la nostra decisione al più tardi {deadline.resolve}.]]

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  refund_under_way: `Buongiorno {buyer.firstName},

il Suo rimborso[[ di {refund.total}]] è in corso. [[Sarà disposto al più tardi {deadline.refund}. ]]L’importo torna sul metodo di pagamento del Suo ordine {order.number}.

Non deve fare altro.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  repairing: `Buongiorno {buyer.firstName},

il Suo {item.title} è in riparazione nel nostro laboratorio. [[Ripartirà verso di Lei al più tardi {deadline.resolve}.]]

Le scriveremo appena parte, con il numero di tracciamento.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  replacing: `Buongiorno {buyer.firstName},

stiamo preparando il Suo dispositivo sostitutivo. [[Partirà al più tardi {deadline.resolve}.]]

Le scriveremo appena è in viaggio, con il numero di tracciamento.

Cordiali saluti,
{agent.firstName}, {seller.name}`,

  one_check: `Buongiorno {buyer.firstName},

un punto del Suo reso {return.code} richiede ancora una verifica da parte nostra. Ci stiamo lavorando e per ora non deve fare nulla.

[[Avrà la nostra risposta al più tardi {deadline.resolve}.]]

Cordiali saluti,
{agent.firstName}, {seller.name}`,
};

import type { MakingGoodWords } from './letter.ts';

export const it: MakingGoodWords = {
  subject: ({ number, onReturn }) =>
    onReturn ? `Il suo reso ${number}: le chiediamo scusa` : `Il suo ordine ${number}: le chiediamo scusa`,
  greeting: (buyer) => `Buongiorno ${buyer},`,
  regret: {
    shipped_late: ({ item, number }) =>
      `${item} (ordine ${number}) sarebbe già dovuto partire. Il ritardo dipende da noi, e le chiediamo scusa.`,
    parcel_still: ({ item, number }) =>
      `il pacco con ${item} (ordine ${number}) è fermo da più di due giorni. Ci dispiace che debba aspettarlo.`,
    delivered_late: ({ item, number, over }) =>
      over
        ? `${item} (ordine ${number}) è arrivato più tardi di quanto promesso. Le chiediamo scusa.`
        : `${item} (ordine ${number}) dovrebbe essere già da lei, e non lo è. Le chiediamo scusa.`,
    parcel_damaged: ({ item, number }) =>
      `${item} (ordine ${number}) si è danneggiato durante il trasporto. Ci dispiace: sarebbe dovuto arrivare integro.`,
    parcel_misdelivered: ({ item, number }) =>
      `il corriere ha consegnato il pacco con ${item} (ordine ${number}) nel posto sbagliato. Ci dispiace per il disturbo che le causa.`,
    parcel_lost: ({ item, number }) => `il pacco con ${item} (ordine ${number}) è andato perso durante il viaggio. Ci dispiace molto.`,
    answered_late: ({ number }) => `ha dovuto aspettare troppo a lungo la nostra risposta sul suo reso ${number}. Le chiediamo scusa.`,
    arrived_late: ({ item }) => `${item} è arrivato troppo tardi. Ci dispiace che non abbia potuto contare sulla nostra data.`,
    not_as_described: ({ item }) => `${item} non è come lo avevamo descritto. Ci dispiace: avrebbe dovuto ricevere ciò che aveva letto.`,
    missing_part: ({ item }) => `mancava qualcosa quando ha ricevuto ${item}. Ci dispiace di non averlo spedito completo.`,
    damaged_in_transit: ({ item }) => `${item} si è danneggiato durante il trasporto. Ci dispiace: sarebbe dovuto arrivare integro.`,
    wrong_item: ({ item }) => `al posto di ${item} le abbiamo spedito un altro articolo. L’errore è nostro, e le chiediamo scusa.`,
    not_received: ({ item }) => `${item} non è mai arrivato. Ci dispiace molto.`,
    resolved_late: ({ number }) => `il suo reso ${number} ci sta richiedendo più tempo di quanto promesso. Le chiediamo scusa.`,
    refunded_late: ({ number }) => `il denaro del suo reso ${number} dovrebbe essere già da lei. Ci dispiace che debba aspettarlo.`,
    return_parcel_lost: ({ number }) =>
      `il pacco del suo reso ${number} è andato perso mentre tornava da noi, con la nostra etichetta. Ci dispiace; a lei non costa nulla.`,
    other: ({ number, onReturn }) =>
      `con il suo ${onReturn ? 'reso' : 'ordine'} ${number} non è andato tutto come doveva. Le chiediamo scusa.`,
  },
  next: {
    shipped_late: () => 'Lo stiamo preparando per la partenza, e riceverà il numero di tracciamento appena parte.',
    parcel_still: () => 'Abbiamo chiesto al corriere dove si trova, e continuiamo a seguirlo.',
    delivered_late: () => 'Lo seguiamo con il corriere finché non sarà da lei.',
    parcel_damaged: () => 'Ci dica che cosa preferisce: riparazione, sostituzione o rimborso. Con il corriere ce la vediamo noi.',
    parcel_misdelivered: () =>
      'Abbiamo chiesto al corriere di ritrovarlo e portarglielo. Se non ci riesce, riceverà un altro articolo o il rimborso.',
    parcel_lost: () =>
      'Non deve cercarlo. Ci dica che cosa preferisce, un altro articolo o il rimborso completo; il resto lo sistemiamo noi con il corriere.',
    answered_late: () => 'La sua richiesta è da noi e la stiamo esaminando ora.',
    not_as_described: () => 'Il suo reso prosegue come indicato, a nostre spese.',
    missing_part: () => 'Il suo reso prosegue come indicato, a nostre spese.',
    damaged_in_transit: () => 'Il suo reso prosegue come indicato, a nostre spese.',
    wrong_item: () => 'Il suo reso prosegue come indicato, a nostre spese.',
    arrived_late: () => 'Il suo reso prosegue come indicato.',
    not_received: () => 'Non deve spedire nulla: lo sistemiamo noi da qui.',
    resolved_late: () => 'Ora è in cima alla nostra lista.',
    refunded_late: () => 'Stiamo facendo in modo che parta adesso.',
    return_parcel_lost: () =>
      'Non deve fare nulla: ce la vediamo noi con il corriere, e il suo reso prosegue come se il pacco fosse arrivato.',
  },
  arrivesBy: {
    carrier: (date) => `Il corriere ne annuncia l’arrivo per ${date}.`,
    terms: (date) => `Vogliamo che sia da lei entro ${date}; è il nostro impegno, il corriere non lo ha ancora confermato.`,
  },
  answerBy: (date) => `Avrà la nostra risposta al più tardi entro ${date}.`,
  again: (date) =>
    `Non conosciamo ancora una data e non vogliamo inventarla. Le scriveremo di nuovo al più tardi entro ${date}, qualunque cosa sapremo allora.`,
  track: (url) => `Può vedere dove si trova qui: ${url}`,
  refund: (amount) =>
    `Per farci perdonare, le rimborsiamo ${amount} sul mezzo di pagamento che ha usato. Di solito le banche impiegano da 3 a 6 giorni a mostrarlo.`,
  voucher: (amount, code) => `Per farci perdonare, ecco un buono di ${amount} per il suo prossimo ordine da noi: ${code}`,
  warranty: (months, item) =>
    `Per farci perdonare, estendiamo di ${months} mesi la garanzia di ${item}. Non deve fare nulla: è annotato con il suo ordine.`,
  rights: 'Questo si aggiunge ai suoi diritti: non gliene toglie nessuno, e non deve rinunciare a nulla.',
  close: (seller) => `Cordiali saluti,\n${seller}`,
};

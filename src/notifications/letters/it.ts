/** Italiano. Cordiale e semplice: prima il dispiacere per ciò che è andato storto, poi che cosa succede adesso ed entro quando. Sempre con il «lei». */
import type { ProductState } from '../../core/policy/document.ts';
import type { Verdict } from '../../core/return/model.ts';
import type { CommonFacts } from '../facts.ts';
import { beforeSending, blocks, type Frame, type General, type Letters, listed, scaleOf, titlesOf } from '../letter.ts';
import { regretFor } from './regret.ts';

const many = ({ items }: CommonFacts): boolean => items.length > 1;
/** A product’s name has a gender that nobody wrote down; «articolo» has one, and the name follows it in quotes. */
const thing = ({ items: [only, ...others] }: CommonFacts): string =>
  others.length > 0 ? `suoi ${others.length + 1} articoli` : only ? `suo articolo «${only.title}»` : 'suo articolo';
const il = (facts: CommonFacts): string => `${many(facts) ? 'i' : 'il'} ${thing(facts)}`;
const del = (facts: CommonFacts): string => `${many(facts) ? 'dei' : 'del'} ${thing(facts)}`;
const sul = (facts: CommonFacts): string => `${many(facts) ? 'sui' : 'sul'} ${thing(facts)}`;
const al = (facts: CommonFacts): string => `${many(facts) ? 'ai' : 'al'} ${thing(facts)}`;
const sorry = (facts: CommonFacts): string | false =>
  facts.sorry &&
  (regretFor('it', facts.sorryFor) ?? `Ci dispiace per il disagio legato ${al(facts)}. Non avrebbe dovuto avere bisogno di scriverci.`);
const contest =
  'Non è d’accordo? Risponda a questo messaggio e ci spieghi perché, con delle foto se le ha. Un’altra persona riesaminerà il caso.';
const rights = 'Questa risposta non limita i diritti che la legge le riconosce.';

const GENERAL: General = {
  device: [
    'Salvi foto, messaggi e documenti: cancelliamo ogni dispositivo che ci arriva.',
    'Esca dai suoi account (iCloud e «Dov’è», Google, Samsung, Windows). Un dispositivo ancora bloccato non si può né riparare né rivendere, e il suo reso richiederebbe più tempo.',
    'Tolga la SIM e la scheda di memoria, ed elimini la eSIM.',
    'Se il dispositivo si accende ancora: ripristini le impostazioni di fabbrica e lo spenga.',
  ],
  packaging: ['Imbottisca bene la scatola.'],
  documents: ['Metta il modulo di reso nel pacco, sopra a tutto.'],
};
const DAMAGED_BATTERY =
  'Se la batteria è gonfia, perde liquido o diventa molto calda, non spedisca il dispositivo. Prima ci scriva: serve un imballaggio speciale.';

const FINDINGS: Readonly<Record<Verdict, string>> = {
  fault_confirmed: 'abbiamo riscontrato il difetto che ha descritto.',
  no_fault_found: 'lo abbiamo provato a fondo e non abbiamo riscontrato il difetto che ha descritto.',
  customer_damage: 'abbiamo riscontrato un danno successivo alla consegna.',
  other_device: 'il dispositivo nel pacco non è quello che le abbiamo venduto.',
  incomplete: 'nel pacco manca qualcosa.',
  as_described: 'è nello stato che ha descritto.',
};
const STATES: Readonly<Record<ProductState, string>> = {
  complete: 'completo di tutto ciò che era nella confezione',
  undamaged: 'senza danni',
  unlocked: 'scollegato da ogni account',
  wiped: 'con i dati cancellati',
  original_packaging: 'nell’imballaggio originale',
  unopened: 'non aperto',
};

const parcel = (carrier?: string, number?: string): string =>
  carrier && number
    ? ` Il pacco viaggia con ${carrier}, numero di tracciamento ${number}.`
    : number
      ? ` Il numero di tracciamento è ${number}.`
      : carrier
        ? ` Il pacco viaggia con ${carrier}.`
        : '';
const tracking = (url?: string) => (url ? { action: { says: 'Segua il pacco', url } } : {});

/** How the parcel is handed in, where it is not simply posted. */
const HANDING_IN = {
  pickup: 'Un corriere passa a ritirarlo a casa sua all’ora concordata: tenga pronto il pacco.',
  dropoff: 'Non ha una stampante? Mostri il codice dell’etichetta sul telefono dove consegna il pacco.',
  store: 'Lo porti nel nostro negozio: riconosciamo il suo reso dal codice sul modulo.',
} as const;

const SCALE = ['Molto male', 'Male', 'Così così', 'Bene', 'Molto bene'] as const;

export const it: Letters = {
  received_request: (f, say) => ({
    subject: f.answered ? `Grazie per la sua risposta (${f.rma})` : `Abbiamo ricevuto la sua richiesta di reso (${f.rma})`,
    headline: f.answered ? 'Grazie, abbiamo la sua risposta' : 'Abbiamo la sua richiesta',
    blocks: blocks(
      !f.answered && sorry(f),
      f.answered ? `Grazie per la sua risposta ${sul(f)}.` : `Abbiamo ricevuto la sua richiesta di reso ${del(f)}.`,
      listed('Perché la esamina una persona del nostro team', f.reasons),
      `Le risponderemo ${f.answerBy ? `al più tardi entro ${say.date(f.answerBy)}` : 'a breve'}. Fino ad allora non deve fare nulla: la preghiamo di non spedire ancora il pacco.`,
      listed('Quando la nostra risposta sarebbe diversa', f.wouldChange),
    ),
  }),

  approved: (f, say) => {
    const { way } = f;
    const refund =
      f.refund &&
      `Dopo l’arrivo e il controllo ${del(f)}, le rimborseremo ${say.money(f.refund)}${f.refundBy ? `, al più tardi entro ${say.date(f.refundBy)}` : ''}.`;
    if (way.kind === 'none') {
      return {
        subject: `Il suo reso è accettato: niente da spedire (${f.rma})`,
        headline: 'Accettato, e non deve spedire nulla',
        blocks: blocks(
          sorry(f),
          `La sua richiesta ${sul(f)} è accettata, e non deve spedirci nulla.`,
          f.refund && `Le rimborsiamo ${say.money(f.refund)}${f.refundBy ? `, al più tardi entro ${say.date(f.refundBy)}` : ''}.`,
          listed('I motivi', f.reasons),
        ),
      };
    }
    const until = way.sendBy ? ` entro ${say.date(way.sendBy)}` : '';
    return {
      subject: way.kind === 'prepaid' ? `Il suo reso è accettato: ecco l’etichetta (${f.rma})` : `Il suo reso è accettato (${f.rma})`,
      headline: 'Il suo reso è accettato',
      blocks: blocks(
        sorry(f),
        way.kind === 'prepaid'
          ? `Il reso ${del(f)} è accettato, e la spedizione è a nostro carico. Stampi l’etichetta e il modulo di reso, e consegni il pacco${until}.`
          : `Il reso ${del(f)} è accettato. Spedisca il pacco all’indirizzo qui sotto${until}, con un corriere che le dia un numero di tracciamento, e conservi la ricevuta.`,
        { action: true },
        { title: 'Dove spedirlo', address: way.address },
        { title: 'Prima di spedire', steps: beforeSending(GENERAL, f.instructions) },
        listed(
          'Lo stato concordato',
          f.productState?.map((state) => STATES[state]),
        ),
        f.instructions?.caution?.join(' ') ?? (way.lithium && DAMAGED_BATTERY),
        refund,
        listed('I motivi della nostra risposta', f.reasons),
        ...(f.instructions?.contact ?? []),
        { link: { says: 'Modulo di reso, da mettere nel pacco', url: way.slipUrl } },
      ),
      action:
        way.kind === 'prepaid' ? { says: 'Stampa l’etichetta', url: way.labelUrl } : { says: 'Stampa il modulo di reso', url: way.slipUrl },
    };
  },

  rejected: (f) => ({
    subject: `La sua richiesta di reso (${f.rma})`,
    headline: 'Non possiamo accettare questo reso',
    blocks: blocks(
      `Abbiamo esaminato con attenzione la sua richiesta ${sul(f)}. Ci dispiace di non poterla accettare.`,
      listed('Perché', f.reasons),
      listed('Quando la nostra risposta sarebbe diversa', f.wouldChange),
      contest,
      rights,
    ),
    action: { says: 'Contesta questa risposta', url: f.progressUrl },
  }),

  information_request: (f, say) => ({
    subject: `Una domanda sul suo reso (${f.rma})`,
    headline: 'Abbiamo una domanda',
    blocks: blocks(
      `Per proseguire con il reso ${del(f)} ci serve ancora qualcosa da lei:`,
      { words: f.asks },
      `Ci risponda per favore ${f.answerBy ? `entro ${say.date(f.answerBy)}` : 'appena può'}. Proseguiamo non appena l’abbiamo.`,
    ),
    action: { says: 'Rispondi', url: f.progressUrl },
  }),

  answer_reminder: (f, say) => ({
    subject: `Ci manca ancora la sua risposta (${f.rma})`,
    headline: 'Un breve promemoria',
    blocks: blocks(
      `Le abbiamo fatto una domanda ${sul(f)} e non abbiamo ancora la sua risposta:`,
      { words: f.asks },
      `Ci risponda per favore ${f.answerBy ? `entro ${say.date(f.answerBy)}` : 'appena può'}. Se lo ha già fatto, grazie: non deve fare altro.`,
    ),
    action: { says: 'Rispondi', url: f.progressUrl },
  }),

  label: (f, say) => ({
    subject: `La sua etichetta di reso (${f.rma})`,
    headline: 'La sua etichetta è pronta',
    blocks: blocks(
      `L’etichetta per ${il(f)} è pronta${f.carrier ? ` (${f.carrier})` : ''}. La stampi, la incolli ben distesa sul pacco e lo consegni${f.sendBy ? ` entro ${say.date(f.sendBy)}` : ''}. Conservi la ricevuta fino alla chiusura del reso.`,
      f.how && HANDING_IN[f.how],
      { link: { says: 'Modulo di reso, da mettere nel pacco', url: f.slipUrl } },
    ),
    action: { says: 'Stampa l’etichetta', url: f.labelUrl },
  }),

  send_back_reminder: (f, say) => ({
    subject: `Promemoria: il suo pacco (${f.rma})`,
    headline: 'Ha già spedito il suo pacco?',
    blocks: blocks(
      `Non abbiamo ancora visto partire il pacco con ${il(f)}${f.sendBy ? `. Lo spedisca per favore entro ${say.date(f.sendBy)}` : ''}.`,
      'Lo ha già spedito? Allora non deve fare nulla. Le serve più tempo o qualcosa non ha funzionato? Basta rispondere a questo messaggio.',
    ),
    ...(f.labelUrl && { action: { says: 'Stampa l’etichetta', url: f.labelUrl } }),
  }),

  in_transit: (f) => ({
    subject: `Il suo pacco è in viaggio verso di noi (${f.rma})`,
    headline: 'Il suo pacco è in viaggio',
    blocks: blocks(
      `Grazie per averci spedito ${il(f)}.${parcel(f.carrier, f.trackingNumber)}`,
      'Le scriviamo di nuovo appena arriva. Non deve fare altro.',
    ),
    ...tracking(f.trackingUrl),
  }),

  parcel_lost: (f, say) => ({
    subject: `Il suo pacco si è smarrito in viaggio (${f.rma})`,
    headline: 'Il suo pacco si è smarrito',
    blocks: blocks(
      `Ci dispiace: il corriere ha smarrito il pacco con ${il(f)}.`,
      `Del reclamo al corriere ci occupiamo noi. Non deve cercare nulla: conservi solo la ricevuta che le hanno dato alla consegna. Le diremo come si conclude ${f.resolveBy ? `entro ${say.date(f.resolveBy)}` : 'appena possibile'}.`,
    ),
  }),

  received: (f, say) => ({
    subject: `Il suo pacco è arrivato (${f.rma})`,
    headline: 'Il suo pacco è arrivato',
    blocks: blocks(
      `Abbiamo ricevuto ${il(f)}. Grazie.`,
      `Ora controlliamo tutto, e avrà la nostra risposta ${f.resolveBy ? `entro ${say.date(f.resolveBy)}` : 'nei prossimi giorni'}.`,
    ),
  }),

  inspected: (f, say) => ({
    subject: `Abbiamo controllato ${many(f) ? 'i suoi articoli' : 'il suo dispositivo'} (${f.rma})`,
    headline: 'Il controllo è finito',
    blocks: blocks(
      `Abbiamo controllato ${il(f)}:`,
      { list: f.findings.map(({ title, verdict }) => `${title}: ${FINDINGS[verdict]}`) },
      `Le diremo che cosa ne consegue ${f.resolveBy ? `entro ${say.date(f.resolveBy)}` : 'nel prossimo messaggio'}.`,
    ),
  }),

  resolved: (f, say) => ({
    subject: f.as === 'repair' ? `Stiamo riparando il suo dispositivo (${f.rma})` : `Le spediamo un dispositivo sostitutivo (${f.rma})`,
    headline: f.as === 'repair' ? 'Lo ripariamo' : 'Riceverà una sostituzione',
    blocks: blocks(
      sorry(f),
      f.as === 'repair'
        ? `Ripariamo ${il(f)} senza spese per lei${f.by ? `, al più tardi entro ${say.date(f.by)}` : ''}, e ${many(f) ? 'li' : 'lo'} rispediamo a lei.`
        : `Sostituiamo ${il(f)} senza spese per lei. Il pacco partirà ${f.by ? `entro ${say.date(f.by)}` : 'presto'}.`,
      'Riceverà il numero di tracciamento alla partenza del pacco.',
    ),
  }),

  refund_on_its_way: (f, say) => ({
    subject: `Il suo rimborso di ${say.money(f.amount)} è in arrivo (${f.rma})`,
    headline: `${say.money(f.amount)} in arrivo`,
    blocks: blocks(
      sorry(f),
      `Abbiamo avviato il suo rimborso di ${say.money(f.amount)} per ${il(f)}.`,
      f.kept && `Dell’importo intero abbiamo trattenuto ${say.money(f.kept)}${f.keptBecause ? `: ${f.keptBecause}` : '.'}`,
      f.byTransfer
        ? 'Arriva con bonifico sul conto che ci indica: se non lo ha ancora fatto, lo inserisca nella pagina del suo reso. Una volta partito, un bonifico impiega uno o due giorni lavorativi.'
        : f.paidOutBy
          ? `${f.paidOutBy} lo accredita sul mezzo di pagamento che ha usato. La avviseremo quando sarà confermato.`
          : 'Viene accreditato sul mezzo di pagamento che ha usato. La avviseremo quando sarà confermato.',
    ),
  }),

  refunded: (f, say) => ({
    subject: `Le abbiamo rimborsato ${say.money(f.amount)} (${f.rma})`,
    headline: `${say.money(f.amount)} rimborsati`,
    blocks: blocks(
      `Il rimborso di ${say.money(f.amount)} per ${il(f)} è confermato${f.paidOutBy ? ` da ${f.paidOutBy}` : ''}.`,
      f.byTransfer
        ? 'È partito con bonifico e dovrebbe essere sul suo conto entro due giorni lavorativi. Se dopo non c’è ancora, ci scriva: lo rintracciamo.'
        : 'Di solito le banche impiegano da 3 a 6 giorni per mostrarlo sul conto. Se dopo non c’è ancora, ci scriva: lo rintracciamo.',
      'Grazie per la pazienza.',
    ),
  }),

  repaired: (f) => ({
    subject: `Riparazione finita: il pacco è in viaggio verso di lei (${f.rma})`,
    headline: 'La riparazione è finita',
    blocks: blocks(
      `Buone notizie: la riparazione ${del(f)} è finita, e il pacco è in viaggio verso di lei.${parcel(f.carrier, f.trackingNumber)}`,
      'Se all’apertura qualcosa non va, ce lo dica subito: rimediamo.',
    ),
    ...tracking(f.trackingUrl),
  }),

  replaced: (f) => ({
    subject: `La sua sostituzione è in viaggio (${f.rma})`,
    headline: 'La sua sostituzione è in viaggio',
    blocks: blocks(
      `Buone notizie: la sostituzione ${del(f)} è in viaggio verso di lei.${parcel(f.carrier, f.trackingNumber)}`,
      'È garantita come la prima volta. Se qualcosa non va, ce lo dica subito.',
    ),
    ...tracking(f.trackingUrl),
  }),

  remedy_failed: (f, say) => ({
    subject: `${f.as === 'repair' ? 'Non siamo riusciti a riparare il suo dispositivo' : 'Non possiamo inviarle una sostituzione'} (${f.rma})`,
    headline: f.as === 'repair' ? 'La riparazione non è stata possibile' : 'Non abbiamo con che sostituirlo',
    blocks: blocks(
      f.as === 'repair'
        ? `Ci dispiace: la riparazione ${del(f)} non è possibile.`
        : `Ci dispiace: non abbiamo nulla con cui sostituire ${il(f)}.`,
      `Una persona decide ora con lei come proseguire: ciò che la legge le riconosce in seguito, un altro dispositivo o il suo denaro, le spetta. ${f.by ? `Avrà nostre notizie entro il ${say.date(f.by)}.` : 'Avrà presto nostre notizie.'}`,
      'Preferisce una delle due cose? Risponda a questo messaggio e ce lo dica.',
    ),
    action: { says: 'Rispondi', url: f.progressUrl },
  }),

  sent_back: (f) => ({
    subject: `Le rispediamo ${many(f) ? 'i suoi articoli' : 'il suo dispositivo'} (${f.rma})`,
    headline: 'Sta tornando da lei',
    blocks: blocks(`Le rispediamo ${il(f)}.${parcel(f.carrier, f.trackingNumber)}`, listed('Perché', f.reasons), contest),
    ...tracking(f.trackingUrl),
  }),

  sent_out: (f) => ({
    subject: `Il suo pacco è partito (${f.rma})`,
    headline: 'Il suo pacco è partito',
    blocks: blocks(
      `Il pacco con ${il(f)} ha lasciato il nostro laboratorio.${parcel(f.carrier, f.trackingNumber)}`,
      'Può servire qualche ora prima che il corriere mostri il primo passaggio.',
    ),
    ...tracking(f.trackingUrl),
  }),

  kept: (f, say) => ({
    subject: `Può tenere ${many(f) ? 'i suoi articoli' : 'il suo dispositivo'} (${f.rma})`,
    headline: f.amount ? `Niente da rispedire, e riceve ${say.money(f.amount)}` : 'Niente da rispedire',
    blocks: blocks(
      sorry(f),
      `Come concordato, può tenere ${il(f)}.`,
      f.amount && `Le rimborsiamo ${say.money(f.amount)} sul mezzo di pagamento che ha usato.`,
      'La garanzia continua come prima.',
    ),
  }),

  denied: (f) => ({
    subject: `La nostra risposta sul suo reso (${f.rma})`,
    headline: 'La nostra risposta sul suo reso',
    blocks: blocks(
      `Abbiamo controllato con attenzione ${il(f)}. Ci dispiace: questa volta non possiamo offrirle né un rimborso, né una riparazione, né una sostituzione.`,
      listed('Perché', f.reasons),
      contest,
      rights,
    ),
    action: { says: 'Contesta questa risposta', url: f.progressUrl },
  }),

  cancelled: (f) => ({
    subject: `Il suo reso è annullato (${f.rma})`,
    headline: 'Il suo reso è annullato',
    blocks: blocks(
      `Il reso ${del(f)} è annullato, e non deve fare nulla.`,
      f.because && { list: [f.because] },
      'È stato un errore, o ha cambiato idea? Può fare una nuova richiesta, o semplicemente rispondere a questo messaggio.',
    ),
  }),

  expired: (f, say) => ({
    subject: `Il suo reso è scaduto (${f.rma})`,
    headline: 'Il suo reso è scaduto',
    blocks: blocks(
      f.unanswered
        ? `Avevamo una domanda ${sul(f)} e non abbiamo ricevuto risposta. Per ora questo reso è quindi chiuso.`
        : `Non abbiamo visto arrivare il pacco con ${il(f)}${f.sendBy ? `, che aspettavamo con spedizione entro ${say.date(f.sendBy)}` : ''}. Per ora questo reso è quindi chiuso.`,
      f.unanswered
        ? 'Vuole proseguire? Basta rispondere a questo messaggio e lo riapriamo.'
        : 'Lo ha già spedito? Ci mandi la ricevuta e lo riapriamo. Le serve più tempo? Basta rispondere a questo messaggio.',
    ),
  }),

  message: (f) => ({
    subject: `${f.seller.name}: un messaggio sul suo reso (${f.rma})`,
    headline: 'Un messaggio per lei',
    blocks: blocks({ words: f.body }, f.author),
    personal: true,
    action: { says: 'Rispondi', url: f.progressUrl },
  }),

  hold_waiting: (f, say) => ({
    subject: `Ci serve ancora un po’ di tempo (${f.rma})`,
    headline: 'Ci serve ancora un po’ di tempo',
    blocks: blocks(
      f.arrived
        ? `Il pacco con ${il(f)} è arrivato. Ci dispiace: il controllo richiede più tempo del solito.`
        : `Ci dispiace: il reso ${del(f)} richiede più tempo del solito.`,
      f.because,
      `Se ne sta occupando una persona, e ${f.by ? `avrà nostre notizie entro ${say.date(f.by)}` : 'avrà nostre notizie appena ne sapremo di più'}. I suoi diritti e i termini di legge restano invariati.`,
    ),
  }),

  survey: (f) => ({
    subject: f.again ? `Ora va tutto bene? (${f.rma})` : `Com’è andato il suo reso? (${f.rma})`,
    headline: f.again ? 'Ora va tutto bene?' : 'Com’è andata?',
    blocks: f.again
      ? blocks(
          `Ci aveva detto che il suo reso (${titlesOf(f)}) non era andato bene, e l’abbiamo ricontattata.`,
          'E adesso? Basta un tocco, e non glielo chiederemo più.',
          scaleOf(f, SCALE),
        )
      : blocks(
          f.refused
            ? `Non abbiamo potuto accogliere la sua richiesta (${titlesOf(f)}). Vorremmo comunque sapere che cosa pensa di come l’abbiamo seguita.`
            : `Grazie per la pazienza: il suo reso (${titlesOf(f)}) è concluso.`,
          'Com’è andata con noi? Basta un tocco.',
          scaleOf(f, SCALE),
          'Se qualcosa non è andato bene, ce lo dica: una persona del nostro team lo legge e la ricontatta.',
          'Questa domanda le arriva una sola volta per questo reso. La sua risposta resta da noi, e nulla ne dipende.',
        ),
  }),

  dispute_opened: (f) => ({
    subject: `Abbiamo ricevuto la sua contestazione (${f.rma})`,
    headline: 'Abbiamo ricevuto la sua contestazione',
    blocks: blocks(
      `Non è d’accordo con la nostra risposta ${sul(f)}, e la prendiamo sul serio. Una persona che non ha partecipato alla prima risposta riesamina tutto.`,
      'Fino ad allora non si decide altro sul suo reso, e i termini di legge continuano a decorrere. Avrà nostre notizie per e-mail e sulla pagina del suo reso.',
      'C’è qualcosa che dovremmo sapere o vedere, come foto o il parere di un esperto? Basta rispondere a questo messaggio.',
    ),
  }),
};

export const itFrame: Frame = {
  colon: ':',
  greeting: (name) => (name ? `Buongiorno ${name},` : 'Buongiorno,'),
  signature: (seller) => `Il team di ${seller}`,
  attached: 'in allegato',
  returnCode: 'Codice di reso',
  follow: 'Segua il suo reso',
  preferences: 'Scegliere quali e-mail ricevere',
  footer: (seller) => `Riceve questo messaggio perché ha chiesto un reso a ${seller}. Può rispondere.`,
};

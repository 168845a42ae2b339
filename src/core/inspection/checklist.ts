/**
 * What the bench looks at, by category (M26): question trees as data. A question with `when` is asked only after that answer, so a dead
 * phone is not asked about its sound. No answer is set beforehand: "all fine" has to be said.
 */
import type { Fault, Grade } from '../return/model.ts';

/** Words in the languages that somebody wrote them in; who reads another one reads English. */
export type Text = { readonly en: string; readonly fr: string; readonly de?: string; readonly es?: string; readonly it?: string };

export const SIGNS = ['good', 'fault', 'damage', 'missing', 'locked', 'unlike', 'unknown'] as const;

/** What an answer means for the verdict. */
export type Sign =
  | 'good'
  /** The device does not do what it should. */
  | 'fault'
  /** Signs of a fall, of liquid or of a stranger's screwdriver. */
  | 'damage'
  /** Something that was sold with it is not there. */
  | 'missing'
  /** Somebody's account or code keeps us out. */
  | 'locked'
  /** Not as it was sold. */
  | 'unlike'
  | 'unknown';

export type Choice = {
  readonly value: string;
  readonly says: Text;
  readonly sign: Sign;
  /** The best grade that a device with this answer can have. */
  readonly grade?: Grade;
  /** This answer is worth little without a picture of it. */
  readonly photo?: true;
};

export type Question = {
  readonly key: string;
  readonly asks: Text;
  /** Asked only where the earlier question was answered so. */
  readonly when?: { readonly key: string; readonly is: readonly string[] };
  /** Complaints that this question speaks to: those come first at the bench. */
  readonly faults?: readonly Fault[];
} & (
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  /** A figure between `min` and `max`; below `goodFrom` it is a fault. */
  | { readonly kind: 'number'; readonly unit: string; readonly min: number; readonly max: number; readonly goodFrom: number }
  /** A few words or a number that stands on paper, such as a wipe record's. */
  | { readonly kind: 'text' }
);

export const LONGEST_ANSWER = 200;

/** `item.checks`: the answers by the question's key. */
export type Answers = Readonly<Record<string, string | number | boolean>>;

const YES: Text = { en: 'Yes', fr: 'Oui', de: 'Ja', es: 'Sí', it: 'Sì' };
const NO: Text = { en: 'No', fr: 'Non', de: 'Nein', es: 'No', it: 'No' };

const choice = (key: string, asks: Text, choices: readonly Choice[], more: Pick<Question, 'when' | 'faults'> = {}): Question => ({
  key,
  asks,
  kind: 'choice',
  choices,
  ...more,
});
const works = (key: string, asks: Text, faults: readonly Fault[], when?: Question['when']): Question =>
  choice(
    key,
    asks,
    [
      { value: 'yes', says: YES, sign: 'good' },
      { value: 'no', says: NO, sign: 'fault' },
      {
        value: 'not_tested',
        says: { en: 'Could not be tested', fr: 'Test impossible', de: 'Nicht testbar', es: 'No se pudo probar', it: 'Prova impossibile' },
        sign: 'unknown',
      },
    ],
    { faults, ...(when ? { when } : {}) },
  );

const ON = { key: 'powers_on', is: ['yes'] } as const;
const UNLOCKED = { key: 'lock', is: ['none'] } as const;

const COMPLETE = choice(
  'contents',
  {
    en: 'Is everything there that was sold with it?',
    fr: 'Tout ce qui a été vendu avec est-il présent ?',
    de: 'Ist alles da, was dazu verkauft wurde?',
    es: '¿Está todo lo que se vendió con él?',
    it: 'C’è tutto ciò che è stato venduto insieme?',
  },
  [
    {
      value: 'complete',
      says: { en: 'Yes, all of it', fr: 'Oui, tout est là', de: 'Ja, alles', es: 'Sí, todo', it: 'Sì, tutto' },
      sign: 'good',
    },
    {
      value: 'accessory_missing',
      says: {
        en: 'An accessory is missing',
        fr: 'Il manque un accessoire',
        de: 'Ein Zubehörteil fehlt',
        es: 'Falta un accesorio',
        it: 'Manca un accessorio',
      },
      sign: 'missing',
    },
    {
      value: 'item_missing',
      says: {
        en: 'The item itself is not in the box',
        fr: 'L’article n’est pas dans le colis',
        de: 'Der Artikel selbst ist nicht im Karton',
        es: 'El artículo no está en la caja',
        it: 'L’articolo stesso non è nella scatola',
      },
      sign: 'missing',
    },
  ],
);
const AS_SOLD = choice(
  'as_sold',
  {
    en: 'Is it the model and the condition that were sold?',
    fr: 'Le modèle et l’état correspondent-ils à la vente ?',
    de: 'Sind es Modell und Zustand wie verkauft?',
    es: '¿Son el modelo y el estado que se vendieron?',
    it: 'Modello e condizione sono quelli venduti?',
  },
  [
    { value: 'yes', says: YES, sign: 'good' },
    {
      value: 'worse',
      says: {
        en: 'Its condition is worse than sold',
        fr: 'Son état est moins bon qu’annoncé',
        de: 'Der Zustand ist schlechter als verkauft',
        es: 'Su estado es peor que el vendido',
        it: 'La condizione è peggiore di quella venduta',
      },
      sign: 'unlike',
      photo: true,
    },
    {
      value: 'other_model',
      says: {
        en: 'Another model, colour or memory size',
        fr: 'Autre modèle, couleur ou capacité',
        de: 'Anderes Modell, andere Farbe oder Speichergröße',
        es: 'Otro modelo, color o capacidad',
        it: 'Altro modello, colore o capacità',
      },
      sign: 'unlike',
      photo: true,
    },
    {
      value: 'not_genuine',
      says: {
        en: 'It does not look genuine',
        fr: 'Son authenticité est douteuse',
        de: 'Es sieht nicht echt aus',
        es: 'No parece auténtico',
        it: 'Non sembra originale',
      },
      sign: 'unlike',
      photo: true,
    },
  ],
);
const OUTSIDE = choice(
  'outside',
  {
    en: 'Any fresh damage outside?',
    fr: 'Y a-t-il des dommages récents à l’extérieur ?',
    de: 'Gibt es außen neue Schäden?',
    es: '¿Hay daños recientes en el exterior?',
    it: 'Ci sono danni recenti all’esterno?',
  },
  [
    { value: 'none', says: { en: 'None', fr: 'Aucun', de: 'Keine', es: 'Ninguno', it: 'Nessuno' }, sign: 'good' },
    {
      value: 'cracked',
      says: {
        en: 'Cracked or broken',
        fr: 'Fissuré ou cassé',
        de: 'Gesprungen oder zerbrochen',
        es: 'Agrietado o roto',
        it: 'Crepato o rotto',
      },
      sign: 'damage',
      grade: 'faulty',
      photo: true,
    },
    {
      value: 'bent',
      says: {
        en: 'Bent or dented',
        fr: 'Tordu ou enfoncé',
        de: 'Verbogen oder eingedrückt',
        es: 'Doblado o abollado',
        it: 'Piegato o ammaccato',
      },
      sign: 'damage',
      grade: 'faulty',
      photo: true,
    },
  ],
);
/** The distances are those at which marketplaces of refurbished goods tell their grades apart: about 20 and 50 centimetres. */
const SCREEN_LOOK = choice(
  'screen_look',
  {
    en: 'How does the screen look, switched on?',
    fr: 'À quoi ressemble l’écran allumé ?',
    de: 'Wie sieht das Display eingeschaltet aus?',
    es: '¿Qué aspecto tiene la pantalla encendida?',
    it: 'Come appare lo schermo acceso?',
  },
  [
    {
      value: 'flawless',
      says: { en: 'Not a mark on it', fr: 'Aucune marque', de: 'Keine Spuren', es: 'Ninguna marca', it: 'Nessun segno' },
      sign: 'good',
      grade: 'premium',
    },
    {
      value: 'hairlines',
      says: {
        en: 'Fine lines that vanish when it is on',
        fr: 'Des traits fins, invisibles écran allumé',
        de: 'Feine Linien, eingeschaltet unsichtbar',
        es: 'Líneas finas que no se ven encendida',
        it: 'Righe sottili, invisibili a schermo acceso',
      },
      sign: 'good',
      grade: 'good',
    },
    {
      value: 'scratches',
      says: {
        en: 'Light scratches that stay visible',
        fr: 'Des rayures légères qui restent visibles',
        de: 'Leichte Kratzer, die sichtbar bleiben',
        es: 'Arañazos leves que siguen viéndose',
        it: 'Graffi lievi che restano visibili',
      },
      sign: 'good',
      grade: 'fair',
    },
    {
      value: 'deep',
      says: {
        en: 'Deep scratches or chips',
        fr: 'Des rayures profondes ou des éclats',
        de: 'Tiefe Kratzer oder Absplitterungen',
        es: 'Arañazos profundos o desconchones',
        it: 'Graffi profondi o scheggiature',
      },
      sign: 'damage',
      grade: 'faulty',
      photo: true,
    },
  ],
);
const BODY_LOOK = choice(
  'body_look',
  {
    en: 'How do the frame and the back look?',
    fr: 'À quoi ressemblent le cadre et le dos ?',
    de: 'Wie sehen Rahmen und Rückseite aus?',
    es: '¿Qué aspecto tienen el marco y la parte trasera?',
    it: 'Come appaiono la cornice e il retro?',
  },
  [
    {
      value: 'flawless',
      says: { en: 'Not a mark on them', fr: 'Aucune marque', de: 'Keine Spuren', es: 'Ninguna marca', it: 'Nessun segno' },
      sign: 'good',
      grade: 'premium',
    },
    {
      value: 'at_20_cm',
      says: {
        en: 'Marks that nobody sees from 20 cm',
        fr: 'Des marques invisibles à 20 cm',
        de: 'Spuren, die aus 20 cm niemand sieht',
        es: 'Marcas que no se ven a 20 cm',
        it: 'Segni invisibili a 20 cm',
      },
      sign: 'good',
      grade: 'excellent',
    },
    {
      value: 'at_50_cm',
      says: {
        en: 'Marks that nobody sees from 50 cm',
        fr: 'Des marques invisibles à 50 cm',
        de: 'Spuren, die aus 50 cm niemand sieht',
        es: 'Marcas que no se ven a 50 cm',
        it: 'Segni invisibili a 50 cm',
      },
      sign: 'good',
      grade: 'good',
    },
    {
      value: 'visible',
      says: {
        en: 'Scratches or small dents that anybody sees',
        fr: 'Des rayures ou petits chocs bien visibles',
        de: 'Kratzer oder kleine Dellen, die jeder sieht',
        es: 'Arañazos o golpes pequeños a la vista',
        it: 'Graffi o piccole ammaccature ben visibili',
      },
      sign: 'good',
      grade: 'fair',
    },
  ],
);
const LIQUID = choice(
  'liquid',
  {
    en: 'What does the liquid indicator show?',
    fr: 'Que montre le témoin d’humidité ?',
    de: 'Was zeigt der Feuchtigkeitsindikator?',
    es: '¿Qué muestra el indicador de humedad?',
    it: 'Che cosa mostra l’indicatore di umidità?',
  },
  [
    { value: 'dry', says: { en: 'Dry', fr: 'Sec', de: 'Trocken', es: 'Seco', it: 'Asciutto' }, sign: 'good' },
    {
      value: 'wet',
      says: { en: 'It has turned', fr: 'Il a viré', de: 'Er hat sich verfärbt', es: 'Ha cambiado de color', it: 'Ha cambiato colore' },
      sign: 'damage',
      photo: true,
    },
    {
      value: 'unseen',
      says: { en: 'Can’t be seen', fr: 'Non visible', de: 'Nicht zu sehen', es: 'No se ve', it: 'Non visibile' },
      sign: 'unknown',
    },
  ],
);
const OPENED = choice(
  'opened',
  {
    en: 'Has somebody opened it since the sale?',
    fr: 'A-t-il été ouvert depuis la vente ?',
    de: 'Hat es seit dem Verkauf jemand geöffnet?',
    es: '¿Lo ha abierto alguien desde la venta?',
    it: 'Qualcuno lo ha aperto dopo la vendita?',
  },
  [
    { value: 'no', says: NO, sign: 'good' },
    {
      value: 'yes',
      says: {
        en: 'Yes: seals or screws say so',
        fr: 'Oui : scellés ou vis en témoignent',
        de: 'Ja: Siegel oder Schrauben zeigen es',
        es: 'Sí: lo delatan precintos o tornillos',
        it: 'Sì: lo dicono sigilli o viti',
      },
      sign: 'damage',
      photo: true,
    },
  ],
);
const POWER = works(
  'powers_on',
  { en: 'Does it switch on?', fr: 'S’allume-t-il ?', de: 'Geht es an?', es: '¿Se enciende?', it: 'Si accende?' },
  ['power'],
);
const LOCK = choice(
  'lock',
  {
    en: 'Is it free of the buyer’s account and code?',
    fr: 'Est-il libéré du compte et du code du client ?',
    de: 'Ist es frei von Konto und Code des Kunden?',
    es: '¿Está libre de la cuenta y el código del cliente?',
    it: 'È libero dall’account e dal codice del cliente?',
  },
  [
    {
      value: 'none',
      says: { en: 'Yes, it is free', fr: 'Oui, il est libre', de: 'Ja, es ist frei', es: 'Sí, está libre', it: 'Sì, è libero' },
      sign: 'good',
    },
    {
      value: 'account',
      says: {
        en: 'No: an account locks it',
        fr: 'Non : un compte le verrouille',
        de: 'Nein: Ein Konto sperrt es',
        es: 'No: lo bloquea una cuenta',
        it: 'No: un account lo blocca',
      },
      sign: 'locked',
    },
    {
      value: 'code',
      says: {
        en: 'No: a code locks it',
        fr: 'Non : un code le verrouille',
        de: 'Nein: Ein Code sperrt es',
        es: 'No: lo bloquea un código',
        it: 'No: un codice lo blocca',
      },
      sign: 'locked',
    },
  ],
  { when: ON, faults: ['locked'] },
);
const WIPED = choice(
  'wiped',
  {
    en: 'Was it wiped, with a record?',
    fr: 'A-t-il été effacé, avec un justificatif ?',
    de: 'Wurde es mit Löschnachweis gelöscht?',
    es: '¿Se borró, con justificante?',
    it: 'I dati sono stati cancellati, con attestato?',
  },
  [
    { value: 'yes', says: YES, sign: 'good' },
    { value: 'no', says: { en: 'Not yet', fr: 'Pas encore', de: 'Noch nicht', es: 'Todavía no', it: 'Non ancora' }, sign: 'unknown' },
  ],
);
const WIPE_RECORD: Question = {
  key: 'wipe_record',
  asks: {
    en: 'What is the number of the wipe record?',
    fr: 'Quel est le numéro du justificatif d’effacement ?',
    de: 'Welche Nummer hat der Löschnachweis?',
    es: '¿Qué número tiene el justificante de borrado?',
    it: 'Qual è il numero dell’attestato di cancellazione?',
  },
  kind: 'text',
  when: { key: 'wiped', is: ['yes'] },
};
const SWELLING = choice(
  'battery_swollen',
  {
    en: 'Is the battery swollen?',
    fr: 'La batterie est-elle gonflée ?',
    de: 'Ist der Akku aufgebläht?',
    es: '¿Está hinchada la batería?',
    it: 'La batteria è gonfia?',
  },
  [
    { value: 'no', says: NO, sign: 'good' },
    {
      value: 'yes',
      says: {
        en: 'Yes: stop, and put it aside safely',
        fr: 'Oui : arrêtez et isolez-le',
        de: 'Ja: aufhören und sicher beiseitelegen',
        es: 'Sí: pare y apártelo con seguridad',
        it: 'Sì: si fermi e lo metta al sicuro',
      },
      sign: 'fault',
      photo: true,
    },
  ],
  { faults: ['battery', 'overheating'] },
);
/** Marketplaces of refurbished phones ask for 80 % of the capacity at least. */
const BATTERY: Question = {
  key: 'battery_health',
  asks: {
    en: 'What is the battery’s health?',
    fr: 'Quel est l’état de santé de la batterie ?',
    de: 'Wie ist der Zustand des Akkus?',
    es: '¿Qué salud tiene la batería?',
    it: 'Qual è lo stato della batteria?',
  },
  kind: 'number',
  unit: '%',
  min: 0,
  max: 100,
  goodFrom: 80,
  when: UNLOCKED,
  faults: ['battery', 'power'],
};
const CHARGES = works('charges', { en: 'Does it charge?', fr: 'Se recharge-t-il ?', de: 'Lädt es?', es: '¿Carga?', it: 'Si ricarica?' }, [
  'charging',
  'battery',
  'power',
]);
const HEAT = works(
  'stays_cool',
  {
    en: 'Does it stay cool under load?',
    fr: 'Reste-t-il tempéré à l’usage ?',
    de: 'Bleibt es unter Last kühl?',
    es: '¿Se mantiene templado con uso intenso?',
    it: 'Resta fresco sotto carico?',
  },
  ['overheating'],
  UNLOCKED,
);
const SCREEN = works(
  'screen',
  {
    en: 'Are display and touch in order?',
    fr: 'L’affichage et le tactile fonctionnent-ils ?',
    de: 'Sind Anzeige und Touch in Ordnung?',
    es: '¿Funcionan la pantalla y el táctil?',
    it: 'Schermo e touch funzionano?',
  },
  ['screen'],
  ON,
);
const AUDIO = works(
  'audio',
  {
    en: 'Are loudspeaker and microphone in order?',
    fr: 'Le haut-parleur et le micro fonctionnent-ils ?',
    de: 'Sind Lautsprecher und Mikrofon in Ordnung?',
    es: '¿Funcionan el altavoz y el micrófono?',
    it: 'Altoparlante e microfono funzionano?',
  },
  ['audio'],
  UNLOCKED,
);
const CAMERA = works(
  'camera',
  {
    en: 'Are all cameras in order?',
    fr: 'Tous les appareils photo fonctionnent-ils ?',
    de: 'Sind alle Kameras in Ordnung?',
    es: '¿Funcionan todas las cámaras?',
    it: 'Tutte le fotocamere funzionano?',
  },
  ['camera'],
  UNLOCKED,
);
const WIRELESS = works(
  'wireless',
  {
    en: 'Are Wi-Fi and Bluetooth in order?',
    fr: 'Le Wi-Fi et le Bluetooth fonctionnent-ils ?',
    de: 'Sind WLAN und Bluetooth in Ordnung?',
    es: '¿Funcionan el wifi y el Bluetooth?',
    it: 'Wi-Fi e Bluetooth funzionano?',
  },
  ['connectivity'],
  UNLOCKED,
);
const NETWORK = works(
  'network',
  {
    en: 'Does it find the mobile network?',
    fr: 'Capte-t-il le réseau mobile ?',
    de: 'Findet es das Mobilfunknetz?',
    es: '¿Encuentra la red móvil?',
    it: 'Trova la rete mobile?',
  },
  ['connectivity'],
  UNLOCKED,
);
const BUTTONS = works(
  'buttons',
  {
    en: 'Do all buttons work?',
    fr: 'Tous les boutons fonctionnent-ils ?',
    de: 'Funktionieren alle Tasten?',
    es: '¿Funcionan todos los botones?',
    it: 'Tutti i tasti funzionano?',
  },
  ['buttons'],
  ON,
);
const KEYBOARD = works(
  'keyboard',
  {
    en: 'Do keyboard and trackpad work?',
    fr: 'Le clavier et le pavé tactile fonctionnent-ils ?',
    de: 'Funktionieren Tastatur und Touchpad?',
    es: '¿Funcionan el teclado y el panel táctil?',
    it: 'Tastiera e touchpad funzionano?',
  },
  ['buttons'],
  ON,
);
const SYSTEM = works(
  'system',
  {
    en: 'Does it start and run without errors?',
    fr: 'Démarre-t-il et fonctionne-t-il sans erreur ?',
    de: 'Startet und läuft es ohne Fehler?',
    es: '¿Arranca y funciona sin errores?',
    it: 'Si avvia e funziona senza errori?',
  },
  ['software', 'other'],
  UNLOCKED,
);

export const CATEGORIES = ['smartphone', 'tablet', 'laptop', 'accessory', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

export const CHECKLISTS: Readonly<Record<Category, readonly Question[]>> = {
  smartphone: [
    COMPLETE,
    AS_SOLD,
    OUTSIDE,
    SCREEN_LOOK,
    BODY_LOOK,
    SWELLING,
    OPENED,
    LIQUID,
    POWER,
    CHARGES,
    LOCK,
    SCREEN,
    BUTTONS,
    BATTERY,
    AUDIO,
    CAMERA,
    NETWORK,
    WIRELESS,
    HEAT,
    SYSTEM,
    WIPED,
    WIPE_RECORD,
  ],
  tablet: [
    COMPLETE,
    AS_SOLD,
    OUTSIDE,
    SCREEN_LOOK,
    BODY_LOOK,
    SWELLING,
    OPENED,
    LIQUID,
    POWER,
    CHARGES,
    LOCK,
    SCREEN,
    BUTTONS,
    BATTERY,
    AUDIO,
    CAMERA,
    WIRELESS,
    HEAT,
    SYSTEM,
    WIPED,
    WIPE_RECORD,
  ],
  laptop: [
    COMPLETE,
    AS_SOLD,
    OUTSIDE,
    SCREEN_LOOK,
    BODY_LOOK,
    SWELLING,
    OPENED,
    LIQUID,
    POWER,
    CHARGES,
    LOCK,
    SCREEN,
    KEYBOARD,
    BATTERY,
    AUDIO,
    CAMERA,
    WIRELESS,
    HEAT,
    SYSTEM,
    WIPED,
    WIPE_RECORD,
  ],
  accessory: [
    COMPLETE,
    AS_SOLD,
    OUTSIDE,
    works('works', { en: 'Does it work?', fr: 'Fonctionne-t-il ?', de: 'Funktioniert es?', es: '¿Funciona?', it: 'Funziona?' }, [
      'power',
      'charging',
      'audio',
      'connectivity',
      'other',
    ]),
  ],
  other: [
    COMPLETE,
    AS_SOLD,
    OUTSIDE,
    OPENED,
    POWER,
    works(
      'works',
      {
        en: 'Does it do what it should?',
        fr: 'Fait-il ce qu’il doit ?',
        de: 'Tut es, was es soll?',
        es: '¿Hace lo que debe?',
        it: 'Fa ciò che deve?',
      },
      ['other', 'software', 'buttons'],
      ON,
    ),
  ],
};

export const categoryOf = (text: string): Category => CATEGORIES.find((category) => category === text.trim().toLowerCase()) ?? 'other';

/** What holds somebody's data: it is sold again only with the record that it was wiped. */
export const HOLDS_DATA: readonly Category[] = ['smartphone', 'tablet', 'laptop'];

/** Questions as they are edited, kept and asked; `name` is what an inspection keeps: `smartphone/3`, 0 for the built-in ones. */
export type Checklist = { readonly name: string; readonly questions: readonly Question[] };
export const builtIn = (category: Category): Checklist => ({ name: `${category}/0`, questions: CHECKLISTS[category] });

/** The built-in questions of a category, in the order for a complaint. */
export const checklistFor = (category: string, fault?: Fault): readonly Question[] => inOrder(CHECKLISTS[categoryOf(category)], fault);

/** What the buyer complained about comes as early as its conditions let it. */
export function inOrder(all: readonly Question[], fault: Fault | undefined): readonly Question[] {
  if (fault === undefined) return all;
  const wanted = new Set(
    all.filter((question) => question.faults?.includes(fault)).flatMap((question) => [question, ...conditionsOf(question, all)]),
  );
  return [...all.filter((question) => wanted.has(question)), ...all.filter((question) => !wanted.has(question))];
}

function conditionsOf(question: Question, all: readonly Question[]): Question[] {
  const before = all.find(({ key }) => key === question.when?.key);
  return before ? [before, ...conditionsOf(before, all)] : [];
}

/** Whether a question is to be asked, given the answers so far. */
export const isAsked = ({ when }: Question, answers: Answers): boolean => when === undefined || when.is.includes(String(answers[when.key]));

/** The next question without an answer; null when the bench is done. */
export const nextQuestion = (checklist: readonly Question[], answers: Answers): Question | null =>
  checklist.find((question) => isAsked(question, answers) && signOf(question, answers) === null) ?? null;

/** What an answer means; null where there is none, or none that the question knows. */
export function signOf(question: Question, answers: Answers): Sign | null {
  const answer = answers[question.key];
  if (answer === undefined) return null;
  if (question.kind === 'choice') return choiceOf(question, answers)?.sign ?? null;
  if (question.kind === 'text') return String(answer).trim() === '' || String(answer).length > LONGEST_ANSWER ? null : 'good';
  const figure = Number(answer);
  if (!Number.isFinite(figure) || figure < question.min || figure > question.max) return null;
  return figure >= question.goodFrom ? 'good' : 'fault';
}

/** The choice that was made; null for other kinds, and where none was. */
export const choiceOf = (question: Question, answers: Answers): Choice | null =>
  (question.kind === 'choice' && question.choices.find(({ value }) => value === String(answers[question.key]))) || null;

/** Questions whose answer wants a picture and has none yet. */
export const photosOwed = (checklist: readonly Question[], answers: Answers, taken: ReadonlySet<string>): readonly Question[] =>
  checklist.filter((question) => isAsked(question, answers) && choiceOf(question, answers)?.photo && !taken.has(question.key));

/**
 * What the bench looks at, by category (M26): question trees as data. A question with `when` is asked only after that answer, so a dead
 * phone is not asked about its sound. No answer is set beforehand: "all fine" has to be said.
 */
import type { Fault, Grade } from '../return/model.ts';

/** Words in the languages that are written so far; others read English. */
export type Text = { readonly en: string; readonly fr: string };

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

const YES: Text = { en: 'Yes', fr: 'Oui' };
const NO: Text = { en: 'No', fr: 'Non' };

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
      { value: 'not_tested', says: { en: 'Could not be tested', fr: 'Test impossible' }, sign: 'unknown' },
    ],
    { faults, ...(when ? { when } : {}) },
  );

const ON = { key: 'powers_on', is: ['yes'] } as const;
const UNLOCKED = { key: 'lock', is: ['none'] } as const;

const COMPLETE = choice(
  'contents',
  { en: 'Is everything there that was sold with it?', fr: 'Tout ce qui a été vendu avec est-il présent ?' },
  [
    { value: 'complete', says: { en: 'Yes, all of it', fr: 'Oui, tout est là' }, sign: 'good' },
    { value: 'accessory_missing', says: { en: 'An accessory is missing', fr: 'Il manque un accessoire' }, sign: 'missing' },
    { value: 'item_missing', says: { en: 'The item itself is not in the box', fr: 'L’article n’est pas dans le colis' }, sign: 'missing' },
  ],
);
const AS_SOLD = choice(
  'as_sold',
  { en: 'Is it the model and the condition that were sold?', fr: 'Le modèle et l’état correspondent-ils à la vente ?' },
  [
    { value: 'yes', says: YES, sign: 'good' },
    {
      value: 'worse',
      says: { en: 'Its condition is worse than sold', fr: 'Son état est moins bon qu’annoncé' },
      sign: 'unlike',
      photo: true,
    },
    {
      value: 'other_model',
      says: { en: 'Another model, colour or memory size', fr: 'Autre modèle, couleur ou capacité' },
      sign: 'unlike',
      photo: true,
    },
    { value: 'not_genuine', says: { en: 'It does not look genuine', fr: 'Son authenticité est douteuse' }, sign: 'unlike', photo: true },
  ],
);
const OUTSIDE = choice('outside', { en: 'Any fresh damage outside?', fr: 'Y a-t-il des dommages récents à l’extérieur ?' }, [
  { value: 'none', says: { en: 'None', fr: 'Aucun' }, sign: 'good' },
  { value: 'cracked', says: { en: 'Cracked or broken', fr: 'Fissuré ou cassé' }, sign: 'damage', grade: 'faulty', photo: true },
  { value: 'bent', says: { en: 'Bent or dented', fr: 'Tordu ou enfoncé' }, sign: 'damage', grade: 'faulty', photo: true },
]);
/** The distances are those at which marketplaces of refurbished goods tell their grades apart: about 20 and 50 centimetres. */
const SCREEN_LOOK = choice('screen_look', { en: 'How does the screen look, switched on?', fr: 'À quoi ressemble l’écran allumé ?' }, [
  { value: 'flawless', says: { en: 'Not a mark on it', fr: 'Aucune marque' }, sign: 'good', grade: 'premium' },
  {
    value: 'hairlines',
    says: { en: 'Fine lines that vanish when it is on', fr: 'Des traits fins, invisibles écran allumé' },
    sign: 'good',
    grade: 'good',
  },
  {
    value: 'scratches',
    says: { en: 'Light scratches that stay visible', fr: 'Des rayures légères qui restent visibles' },
    sign: 'good',
    grade: 'fair',
  },
  {
    value: 'deep',
    says: { en: 'Deep scratches or chips', fr: 'Des rayures profondes ou des éclats' },
    sign: 'damage',
    grade: 'faulty',
    photo: true,
  },
]);
const BODY_LOOK = choice('body_look', { en: 'How do the frame and the back look?', fr: 'À quoi ressemblent le cadre et le dos ?' }, [
  { value: 'flawless', says: { en: 'Not a mark on them', fr: 'Aucune marque' }, sign: 'good', grade: 'premium' },
  {
    value: 'at_20_cm',
    says: { en: 'Marks that nobody sees from 20 cm', fr: 'Des marques invisibles à 20 cm' },
    sign: 'good',
    grade: 'excellent',
  },
  {
    value: 'at_50_cm',
    says: { en: 'Marks that nobody sees from 50 cm', fr: 'Des marques invisibles à 50 cm' },
    sign: 'good',
    grade: 'good',
  },
  {
    value: 'visible',
    says: { en: 'Scratches or small dents that anybody sees', fr: 'Des rayures ou petits chocs bien visibles' },
    sign: 'good',
    grade: 'fair',
  },
]);
const LIQUID = choice('liquid', { en: 'What does the liquid indicator show?', fr: 'Que montre le témoin d’humidité ?' }, [
  { value: 'dry', says: { en: 'Dry', fr: 'Sec' }, sign: 'good' },
  { value: 'wet', says: { en: 'It has turned', fr: 'Il a viré' }, sign: 'damage', photo: true },
  { value: 'unseen', says: { en: 'Can’t be seen', fr: 'Non visible' }, sign: 'unknown' },
]);
const OPENED = choice('opened', { en: 'Has somebody opened it since the sale?', fr: 'A-t-il été ouvert depuis la vente ?' }, [
  { value: 'no', says: NO, sign: 'good' },
  { value: 'yes', says: { en: 'Yes: seals or screws say so', fr: 'Oui : scellés ou vis en témoignent' }, sign: 'damage', photo: true },
]);
const POWER = works('powers_on', { en: 'Does it switch on?', fr: 'S’allume-t-il ?' }, ['power']);
const LOCK = choice(
  'lock',
  { en: 'Is it free of the buyer’s account and code?', fr: 'Est-il libéré du compte et du code du client ?' },
  [
    { value: 'none', says: { en: 'Yes, it is free', fr: 'Oui, il est libre' }, sign: 'good' },
    { value: 'account', says: { en: 'No: an account locks it', fr: 'Non : un compte le verrouille' }, sign: 'locked' },
    { value: 'code', says: { en: 'No: a code locks it', fr: 'Non : un code le verrouille' }, sign: 'locked' },
  ],
  { when: ON, faults: ['locked'] },
);
const WIPED = choice('wiped', { en: 'Was it wiped, with a record?', fr: 'A-t-il été effacé, avec un justificatif ?' }, [
  { value: 'yes', says: YES, sign: 'good' },
  { value: 'no', says: { en: 'Not yet', fr: 'Pas encore' }, sign: 'unknown' },
]);
const WIPE_RECORD: Question = {
  key: 'wipe_record',
  asks: { en: 'What is the number of the wipe record?', fr: 'Quel est le numéro du justificatif d’effacement ?' },
  kind: 'text',
  when: { key: 'wiped', is: ['yes'] },
};
const SWELLING = choice(
  'battery_swollen',
  { en: 'Is the battery swollen?', fr: 'La batterie est-elle gonflée ?' },
  [
    { value: 'no', says: NO, sign: 'good' },
    { value: 'yes', says: { en: 'Yes: stop, and put it aside safely', fr: 'Oui : arrêtez et isolez-le' }, sign: 'fault', photo: true },
  ],
  { faults: ['battery', 'overheating'] },
);
/** Marketplaces of refurbished phones ask for 80 % of the capacity at least. */
const BATTERY: Question = {
  key: 'battery_health',
  asks: { en: 'What is the battery’s health?', fr: 'Quel est l’état de santé de la batterie ?' },
  kind: 'number',
  unit: '%',
  min: 0,
  max: 100,
  goodFrom: 80,
  when: UNLOCKED,
  faults: ['battery', 'power'],
};
const CHARGES = works('charges', { en: 'Does it charge?', fr: 'Se recharge-t-il ?' }, ['charging', 'battery', 'power']);
const HEAT = works('stays_cool', { en: 'Does it stay cool under load?', fr: 'Reste-t-il tempéré à l’usage ?' }, ['overheating'], UNLOCKED);
const SCREEN = works(
  'screen',
  { en: 'Are display and touch in order?', fr: 'L’affichage et le tactile fonctionnent-ils ?' },
  ['screen'],
  ON,
);
const AUDIO = works(
  'audio',
  { en: 'Are loudspeaker and microphone in order?', fr: 'Le haut-parleur et le micro fonctionnent-ils ?' },
  ['audio'],
  UNLOCKED,
);
const CAMERA = works(
  'camera',
  { en: 'Are all cameras in order?', fr: 'Tous les appareils photo fonctionnent-ils ?' },
  ['camera'],
  UNLOCKED,
);
const WIRELESS = works(
  'wireless',
  { en: 'Are Wi-Fi and Bluetooth in order?', fr: 'Le Wi-Fi et le Bluetooth fonctionnent-ils ?' },
  ['connectivity'],
  UNLOCKED,
);
const NETWORK = works(
  'network',
  { en: 'Does it find the mobile network?', fr: 'Capte-t-il le réseau mobile ?' },
  ['connectivity'],
  UNLOCKED,
);
const BUTTONS = works('buttons', { en: 'Do all buttons work?', fr: 'Tous les boutons fonctionnent-ils ?' }, ['buttons'], ON);
const KEYBOARD = works(
  'keyboard',
  { en: 'Do keyboard and trackpad work?', fr: 'Le clavier et le pavé tactile fonctionnent-ils ?' },
  ['buttons'],
  ON,
);
const SYSTEM = works(
  'system',
  { en: 'Does it start and run without errors?', fr: 'Démarre-t-il et fonctionne-t-il sans erreur ?' },
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
    works('works', { en: 'Does it work?', fr: 'Fonctionne-t-il ?' }, ['power', 'charging', 'audio', 'connectivity', 'other']),
  ],
  other: [
    COMPLETE,
    AS_SOLD,
    OUTSIDE,
    OPENED,
    POWER,
    works('works', { en: 'Does it do what it should?', fr: 'Fait-il ce qu’il doit ?' }, ['other', 'software', 'buttons'], ON),
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

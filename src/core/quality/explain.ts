/** A cluster in words with its figures, for people (M28). */
import type { Language } from '../access.ts';
import type { Cluster } from './clusters.ts';

type Told = Pick<Cluster, 'fault' | 'sold' | 'faulty' | 'expected' | 'chance' | 'asked' | 'why'> & {
  readonly sku: string | null;
  readonly supplier: string | null;
  readonly lot: string | null;
};

const FAULTS: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>> = {
  en: {
    battery: 'a battery fault',
    screen: 'a screen fault',
    charging: 'a charging fault',
    audio: 'an audio fault',
    camera: 'a camera fault',
    connectivity: 'a connectivity fault',
    buttons: 'a button fault',
    overheating: 'overheating',
    power: 'a power fault',
    locked: 'a lock',
    software: 'a software fault',
    not_as_described: 'a condition other than described',
    counterfeit: 'doubts about being genuine',
    damaged_in_transit: 'damage from transport',
    wrong_item: 'being the wrong item',
    missing_part: 'a missing part',
  },
  fr: {
    battery: 'un défaut de batterie',
    screen: 'un défaut d’écran',
    charging: 'un défaut de charge',
    audio: 'un défaut audio',
    camera: 'un défaut de caméra',
    connectivity: 'un défaut de connexion',
    buttons: 'un défaut de touches',
    overheating: 'une surchauffe',
    power: 'un défaut d’alimentation',
    locked: 'un verrouillage',
    software: 'un défaut logiciel',
    not_as_described: 'un état autre que décrit',
    counterfeit: 'un doute sur l’authenticité',
    damaged_in_transit: 'un dommage de transport',
    wrong_item: 'un article erroné',
    missing_part: 'une pièce manquante',
  },
};

/** French and English are written; other languages read English. */
const tongue = (language: Language): 'en' | 'fr' => (language === 'fr' ? 'fr' : 'en');

/** `lot N-4 of Nordphone, IP13-128` */
export function groupSays({ sku, supplier, lot }: Pick<Told, 'sku' | 'supplier' | 'lot'>, language: Language): string {
  const fr = tongue(language) === 'fr';
  const parts = [
    lot !== null && `lot ${lot}`,
    supplier !== null && (lot === null ? `${fr ? 'fournisseur' : 'supplier'} ${supplier}` : fr ? `de ${supplier}` : `of ${supplier}`),
  ].filter((part) => part !== false);
  const whose = parts.join(' ');
  if (sku === null) return whose;
  return whose === '' ? sku : `${whose}, ${sku}`;
}

/** One sentence: what came back, what would be expected, and how seldom chance does that. */
export function clusterSays(told: Told, language: Language): string {
  const words = tongue(language);
  const fault = FAULTS[words][told.fault] ?? (words === 'fr' ? 'le même défaut' : 'the same fault');
  const number = (value: number) =>
    new Intl.NumberFormat(words === 'fr' ? 'fr-FR' : 'en-GB', { maximumSignificantDigits: 2 }).format(value);
  const group = groupSays(told, language);
  if (told.why === 'most')
    return words === 'fr'
      ? `${told.faulty} appareils sur ${told.sold} vendus (${group}) sont revenus avec ${fault} : la moitié ou plus, sans comparaison.`
      : `${told.faulty} of ${told.sold} sold (${group}) came back with ${fault}: half of them or more, which needs no comparison.`;
  const often = number(1 / told.chance);
  return words === 'fr'
    ? `${told.faulty} appareils sur ${told.sold} vendus (${group}) sont revenus avec ${fault} ; on en attendrait ${number(told.expected)}. Le hasard seul en donne autant une fois sur ${often}.`
    : `${told.faulty} of ${told.sold} sold (${group}) came back with ${fault}; ${number(told.expected)} would be expected. Chance alone shows as many once in ${often}.`;
}

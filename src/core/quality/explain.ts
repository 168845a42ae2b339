/** A cluster in words with its figures, for people (M28). */
import type { Language } from '../access.ts';
import { LOCALES } from '../spoken.ts';
import type { Cluster } from './clusters.ts';

type Told = Pick<Cluster, 'fault' | 'sold' | 'faulty' | 'expected' | 'chance' | 'asked' | 'why'> & {
  readonly sku: string | null;
  readonly supplier: string | null;
  readonly lot: string | null;
};

const FAULTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
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
  de: {
    battery: 'einem Akkufehler',
    screen: 'einem Displayfehler',
    charging: 'einem Ladefehler',
    audio: 'einem Tonfehler',
    camera: 'einem Kamerafehler',
    connectivity: 'einem Verbindungsfehler',
    buttons: 'einem Tastenfehler',
    overheating: 'Überhitzung',
    power: 'einem Einschaltfehler',
    locked: 'einer Sperre',
    software: 'einem Softwarefehler',
    not_as_described: 'einem anderen Zustand als beschrieben',
    counterfeit: 'Zweifeln an der Echtheit',
    damaged_in_transit: 'Transportschaden',
    wrong_item: 'Verwechslung des Artikels',
    missing_part: 'einem fehlenden Teil',
  },
  es: {
    battery: 'un fallo de batería',
    screen: 'un fallo de pantalla',
    charging: 'un fallo de carga',
    audio: 'un fallo de sonido',
    camera: 'un fallo de cámara',
    connectivity: 'un fallo de conexión',
    buttons: 'un fallo de botones',
    overheating: 'sobrecalentamiento',
    power: 'un fallo de encendido',
    locked: 'un bloqueo',
    software: 'un fallo de software',
    not_as_described: 'un estado distinto del descrito',
    counterfeit: 'dudas sobre su autenticidad',
    damaged_in_transit: 'daños de transporte',
    wrong_item: 'un artículo equivocado',
    missing_part: 'una pieza que falta',
  },
  it: {
    battery: 'un guasto alla batteria',
    screen: 'un guasto allo schermo',
    charging: 'un guasto alla ricarica',
    audio: 'un guasto audio',
    camera: 'un guasto alla fotocamera',
    connectivity: 'un guasto alla connessione',
    buttons: 'un guasto ai tasti',
    overheating: 'surriscaldamento',
    power: 'un guasto all’accensione',
    locked: 'un blocco',
    software: 'un guasto software',
    not_as_described: 'una condizione diversa da quella descritta',
    counterfeit: 'dubbi sull’autenticità',
    damaged_in_transit: 'danni da trasporto',
    wrong_item: 'un articolo sbagliato',
    missing_part: 'una parte mancante',
  },
};

type Counts = { readonly faulty: number; readonly sold: number; readonly group: string; readonly fault: string };
const SAYS: Readonly<
  Record<
    Language,
    {
      readonly sameFault: string;
      readonly lot: (lot: string) => string;
      readonly lotOf: (lot: string, supplier: string) => string;
      readonly supplier: (supplier: string) => string;
      readonly most: (counts: Counts) => string;
      readonly more: (counts: Counts, expected: string, often: string) => string;
    }
  >
> = {
  en: {
    sameFault: 'the same fault',
    lot: (lot) => `lot ${lot}`,
    lotOf: (lot, supplier) => `lot ${lot} of ${supplier}`,
    supplier: (supplier) => `supplier ${supplier}`,
    most: ({ faulty, sold, group, fault }) =>
      `${faulty} of ${sold} sold (${group}) came back with ${fault}: half of them or more, which needs no comparison.`,
    more: ({ faulty, sold, group, fault }, expected, often) =>
      `${faulty} of ${sold} sold (${group}) came back with ${fault}; ${expected} would be expected. Chance alone shows as many once in ${often}.`,
  },
  fr: {
    sameFault: 'le même défaut',
    lot: (lot) => `lot ${lot}`,
    lotOf: (lot, supplier) => `lot ${lot} de ${supplier}`,
    supplier: (supplier) => `fournisseur ${supplier}`,
    most: ({ faulty, sold, group, fault }) =>
      `${faulty} appareils sur ${sold} vendus (${group}) sont revenus avec ${fault} : la moitié ou plus, sans comparaison.`,
    more: ({ faulty, sold, group, fault }, expected, often) =>
      `${faulty} appareils sur ${sold} vendus (${group}) sont revenus avec ${fault} ; on en attendrait ${expected}. Le hasard seul en donne autant une fois sur ${often}.`,
  },
  de: {
    sameFault: 'demselben Fehler',
    lot: (lot) => `Posten ${lot}`,
    lotOf: (lot, supplier) => `Posten ${lot} von ${supplier}`,
    supplier: (supplier) => `Lieferant ${supplier}`,
    most: ({ faulty, sold, group, fault }) =>
      `${faulty} von ${sold} verkauften (${group}) kamen mit ${fault} zurück: die Hälfte oder mehr, das braucht keinen Vergleich.`,
    more: ({ faulty, sold, group, fault }, expected, often) =>
      `${faulty} von ${sold} verkauften (${group}) kamen mit ${fault} zurück; zu erwarten wären ${expected}. Der Zufall allein bringt so viele einmal in ${often} Fällen.`,
  },
  es: {
    sameFault: 'el mismo fallo',
    lot: (lot) => `lote ${lot}`,
    lotOf: (lot, supplier) => `lote ${lot} de ${supplier}`,
    supplier: (supplier) => `proveedor ${supplier}`,
    most: ({ faulty, sold, group, fault }) =>
      `${faulty} de ${sold} vendidos (${group}) volvieron con ${fault}: la mitad o más, lo que no necesita comparación.`,
    more: ({ faulty, sold, group, fault }, expected, often) =>
      `${faulty} de ${sold} vendidos (${group}) volvieron con ${fault}; cabría esperar ${expected}. El azar por sí solo da tantos una vez de cada ${often}.`,
  },
  it: {
    sameFault: 'lo stesso guasto',
    lot: (lot) => `lotto ${lot}`,
    lotOf: (lot, supplier) => `lotto ${lot} di ${supplier}`,
    supplier: (supplier) => `fornitore ${supplier}`,
    most: ({ faulty, sold, group, fault }) =>
      `${faulty} su ${sold} venduti (${group}) sono tornati con ${fault}: la metà o più, senza bisogno di confronto.`,
    more: ({ faulty, sold, group, fault }, expected, often) =>
      `${faulty} su ${sold} venduti (${group}) sono tornati con ${fault}; se ne attenderebbero ${expected}. Il caso da solo ne dà tanti una volta su ${often}.`,
  },
};

/** `lot N-4 of Nordphone, IP13-128` */
export function groupSays({ sku, supplier, lot }: Pick<Told, 'sku' | 'supplier' | 'lot'>, language: Language): string {
  const says = SAYS[language];
  const whose =
    lot === null ? (supplier === null ? '' : says.supplier(supplier)) : supplier === null ? says.lot(lot) : says.lotOf(lot, supplier);
  return [whose, sku].filter(Boolean).join(', ');
}

/** One sentence: what came back, what would be expected, and how seldom chance does that. */
export function clusterSays(told: Told, language: Language): string {
  const says = SAYS[language];
  const { faulty, sold } = told;
  const counts = { faulty, sold, group: groupSays(told, language), fault: FAULTS[language][told.fault] ?? says.sameFault };
  if (told.why === 'most') return says.most(counts);
  const number = (value: number) => new Intl.NumberFormat(LOCALES[language], { maximumSignificantDigits: 2 }).format(value);
  return says.more(counts, number(told.expected), number(1 / told.chance));
}

/**
 * Who may be one and the same household or mailbox (M7): spellings of an address and of an e-mail made one. A link is a question,
 * never an accusation: families share an address, and a house of flats is nobody's.
 */

export type Address = { readonly street: string; readonly postalCode: string; readonly city: string; readonly country: string };

/** So many different e-mails at one address or mailbox are a house of flats, an office, a parcel shop or a channel's relay: no link at all. */
export const MANY = 5;

/** The mailbox that an e-mail address reaches; null for what is none. */
export function mailboxOf(email: string): string | null {
  const match = /^([^@\s]+)@([^@\s]+\.[^@\s]+)$/.exec(email.trim().toLowerCase());
  if (!match) return null;
  const [, local = '', domain = ''] = match;
  const bare = local.replace(/(?<=.)\+.*$/, '');
  // Gmail reads past dots, and answers to its old German and British name.
  if (domain === 'gmail.com' || domain === 'googlemail.com') return `${bare.replaceAll('.', '')}@gmail.com`;
  return `${bare}@${domain}`;
}

/** Country, postal code, house number and street in one spelling; null where one of them is missing: then nothing can be said to be the same. */
export function placeOf({ street, postalCode, country }: Address): string | null {
  const code = postalCode.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const [number, name] = doorAndStreet(street);
  if (code === '' || number === '' || name === '' || !/^[A-Za-z]{2}$/.test(country)) return null;
  return [country.toUpperCase(), code, number, name].join('|');
}

/** `14 bis, rue des Tanneurs (3e étage)` → [`14BIS`, `r tanneurs`]: number before or behind the name, words of direction and flat gone. */
function doorAndStreet(street: string): readonly [number: string, name: string] {
  const plain = street
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // Flat, floor, stairs, building: people tell them one day and leave them out the next.
    .replace(/\(.*?\)/g, ' ')
    .replace(FLOOR, ' ')
    .replace(FLAT, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  // `14bis`, `7a`, `14 B rue`, `7 A` at the end; the R of `1 r. des Lilas` is a street.
  const found = /(?:^|\s)(\d{1,5})(?:([a-z])(?=\s|$)|\s?(bis|ter|quater)(?=\s|$)|\s([ab])(?=\s|$)|\s([a-h])$)?/.exec(plain);
  if (!found) return ['', ''];
  const rest = `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}`;
  const name = rest
    .replace(/(stra(?:ss|s)e|str)(?=\s|$)/g, ' str')
    .split(' ')
    .flatMap((word) => (word === '' || SMALL.has(word) ? [] : [KINDS[word] ?? word]))
    .join(' ');
  return [`${found[1]}${(found.slice(2).find(Boolean) ?? '').toUpperCase()}`, name];
}

/** `3e étage`, `2. OG`, `2nd floor`: the number stands before the word. */
const FLOOR = /[\s,;]\d{1,2}(?:\.|er?|eme|nd|rd|th|st)?\s*(?:etage|og|stock|floor|piso)\b/g;
const FLAT =
  /(?:^|[\s,;])(?:apt|appt|appartement|apartment|flat|unit|wohnung|whg|etage|floor|stock|og|piso|planta|puerta|escalera|esc|scala|interno|int|batiment|bat|building|bldg|escalier|porte|door|bte|boite|bus|c\/o)\b[\s.:n°º#]*[a-z0-9]{0,4}\b/g;
/** Small words that some write and some don't. */
const SMALL = new Set([
  'de',
  'des',
  'du',
  'la',
  'le',
  'les',
  'l',
  'd',
  'del',
  'della',
  'dei',
  'di',
  'der',
  'die',
  'das',
  'the',
  'of',
  'n',
  'no',
  'nr',
  'et',
]);
const KINDS: Readonly<Record<string, string>> = {
  rue: 'r',
  avenue: 'av',
  ave: 'av',
  avda: 'av',
  avenida: 'av',
  boulevard: 'bd',
  bld: 'bd',
  blvd: 'bd',
  boul: 'bd',
  place: 'pl',
  platz: 'pl',
  plaza: 'pl',
  piazza: 'pl',
  pza: 'pl',
  street: 'st',
  road: 'rd',
  lane: 'ln',
  drive: 'dr',
  calle: 'c',
  cl: 'c',
  chemin: 'ch',
  che: 'ch',
  route: 'rte',
  allee: 'all',
  impasse: 'imp',
  square: 'sq',
  saint: 'st',
  sainte: 'ste',
  viale: 'v',
  via: 'v',
  corso: 'cso',
  laan: 'ln',
  straat: 'str',
  weg: 'wg',
};

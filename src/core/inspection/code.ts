/**
 * What a scanned or typed code may be (M25): our return number, a device's number, a parcel's, an order's. Barcodes wrap them: a symbology's
 * sign in front (ISO/IEC 15424), GS1 application identifiers, words such as "IMEI:", a web address around a return number.
 */
import { readRma } from '../ids.ts';
import { isImei, normaliseImei, normaliseSerial } from './identity.ts';

export const CODE_KINDS = ['rma', 'imei', 'serial', 'tracking', 'order'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];
export type CodeReading = { readonly as: CodeKind; readonly value: string };

/** GS1's separator, and what scanners send in its place. */
const SEPARATOR = /[\u001d\u001e]|\^\]|<GS>|\{GS\}/gi;
const SYMBOLOGY = /^\][A-Za-z]\d/;

/**
 * Application identifiers that speak of a unit or a parcel (GS1 General Specifications § 3), with the digits of those of fixed length, so that
 * the next one is found where no separator stands between.
 */
const IDENTIFIERS: readonly { readonly ai: string; readonly length: number | null; readonly as: CodeKind | null }[] = [
  { ai: '00', length: 18, as: 'tracking' }, // serial shipping container code
  { ai: '01', length: 14, as: null }, // trade item
  { ai: '02', length: 14, as: null },
  { ai: '10', length: null, as: null }, // lot
  { ai: '11', length: 6, as: null },
  { ai: '13', length: 6, as: null },
  { ai: '15', length: 6, as: null },
  { ai: '17', length: 6, as: null },
  { ai: '20', length: 2, as: null },
  { ai: '21', length: null, as: 'serial' },
  { ai: '37', length: null, as: null },
  { ai: '240', length: null, as: null },
  { ai: '241', length: null, as: null },
  { ai: '250', length: null, as: 'serial' }, // secondary serial number
  { ai: '400', length: null, as: 'order' }, // customer's purchase order
  { ai: '401', length: null, as: 'tracking' }, // consignment
  { ai: '402', length: 17, as: 'tracking' }, // shipment
  { ai: '420', length: null, as: null }, // postal code of where it goes
  { ai: '421', length: null, as: null },
  { ai: '8002', length: null, as: 'imei' }, // cellular mobile telephone identifier
];

/** Words that labels print before a number. */
const LABELLED: readonly { readonly says: RegExp; readonly as: CodeKind }[] = [
  { says: /^(?:imei ?[12]?|imei\/meid|meid)\s*[:=#]?\s*(?=\d)/i, as: 'imei' },
  { says: /^(?:s\/n|sn|serial(?: ?(?:no|number))?)\s*[.:=#]\s*/i, as: 'serial' },
  { says: /^(?:rma|return)\s*(?:no\.?)?\s*[:=#]\s*/i, as: 'rma' },
  { says: /^(?:order|commande|po)\s*(?:no\.?|n°)?\s*[:=#]\s*/i, as: 'order' },
  { says: /^(?:tracking|suivi|awb|parcel)\s*(?:no\.?|n°)?\s*[:=#]\s*/i, as: 'tracking' },
];

/** Everything that it may be, the likeliest first; never empty for a code that is not. Two readings may have one value. */
export function readCode(scanned: string): readonly CodeReading[] {
  const separated = scanned.trim().replace(SYMBOLOGY, '').replace(SEPARATOR, '\u001d');
  const text = separated.replaceAll('\u001d', ' ').trim();
  if (text === '') return [];
  const readings: CodeReading[] = [];
  const add = (as: CodeKind, value: string | null | undefined) => {
    if (value && !readings.some((one) => one.as === as && one.value === value)) readings.push({ as, value });
  };

  const rma = readRma(text) ?? readRma(lastOfAddress(text));
  add('rma', rma);
  const labelled = LABELLED.find(({ says }) => says.test(text));
  const bare = labelled ? text.replace(labelled.says, '').trim() : text;
  if (labelled) addAs(add, labelled.as, bare);
  for (const { as, value } of elementsOf(separated)) addAs(add, as, value);
  // A device's number: fifteen digits whose check digit is right are hardly anything else.
  const imei = normaliseImei(/^[\d\s\-/]+$/.test(bare) ? bare : undefined);
  if (imei !== null && isImei(imei)) add('imei', imei);
  add('tracking', parcelNumber(bare));
  add('order', bare);
  add('serial', normaliseSerial(bare));
  if (imei !== null) add('imei', imei);
  return readings;
}

function addAs(add: (as: CodeKind, value: string | null) => void, as: CodeKind, value: string): void {
  if (as === 'imei') add('imei', normaliseImei(value));
  else if (as === 'serial') add('serial', normaliseSerial(value));
  else if (as === 'rma') add('rma', readRma(value));
  else if (as === 'tracking') add('tracking', parcelNumber(value));
  else add('order', value);
}

/** `https://shop.example/portal/r/R-7K2M-4D9X?…`: the last part that says something. */
const lastOfAddress = (text: string): string =>
  /^https?:\/\//i.test(text)
    ? (text
        .replace(/[?#].*$/, '')
        .split('/')
        .filter(Boolean)
        .at(-1) ?? '')
    : '';

const parcelNumber = (text: string): string | null => {
  const joined = text.replace(/[\s-]/g, '').toUpperCase();
  return /^[A-Z0-9]{8,40}$/.test(joined) ? joined : null;
};

/** The elements of a GS1 code that speak of a unit or a parcel; none where it is no such code from its first sign to its last. */
function elementsOf(code: string): readonly CodeReading[] {
  const inBrackets = [...code.matchAll(/\((\d{2,4})\)([^(\u001d]+)/g)];
  if (inBrackets.length > 0) {
    return inBrackets.flatMap(([, ai, value]) => {
      const known = IDENTIFIERS.find((one) => one.ai === ai);
      return known?.as ? [{ as: known.as, value: value!.trim() }] : [];
    });
  }
  const found: CodeReading[] = [];
  let rest = code.replace(/^\u001d/, '');
  while (rest !== '') {
    const known = [4, 3, 2].map((n) => IDENTIFIERS.find(({ ai }) => ai === rest.slice(0, n))).find((one) => one?.ai !== undefined);
    if (!known) return [];
    const body = rest.slice(known.ai.length);
    const end = known.length ?? (body.includes('\u001d') ? body.indexOf('\u001d') : body.length);
    const value = body.slice(0, end);
    if (value.length < (known.length ?? 1) || (known.length !== null && !/^\d+$/.test(value))) return [];
    if (known.as) found.push({ as: known.as, value });
    rest = body.slice(end).replace(/^\u001d/, '');
  }
  return found;
}

/** The numbers by which one return is found, as the bench keeps them for when it is offline. */
export type Findable = {
  readonly rma: string;
  readonly channelOrderId: string;
  readonly trackingNumbers: readonly string[];
  readonly devices: readonly { readonly imei?: string; readonly imei2?: string; readonly serial?: string }[];
};

const spaceless = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

/** As what a return answers to a code; null where it does not. */
export function answersTo(one: Findable, readings: readonly CodeReading[]): CodeKind | null {
  for (const { as, value } of readings) {
    const same = (other: string | undefined) => other !== undefined && spaceless(other) === spaceless(value);
    const hit =
      as === 'rma'
        ? same(one.rma)
        : as === 'tracking'
          ? one.trackingNumbers.some(same)
          : as === 'order'
            ? same(one.channelOrderId)
            : as === 'imei'
              ? one.devices.some(({ imei, imei2 }) => [imei, imei2].some((typed) => normaliseImei(typed) === value))
              : one.devices.some(({ serial }) => sameSerial(normaliseSerial(serial), value));
    if (hit) return as;
  }
  return null;
}

/** Apple's barcodes put an S before the serial number. */
const sameSerial = (known: string | null, read: string): boolean => known !== null && (known === read || `S${known}` === read);

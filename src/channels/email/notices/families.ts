/** Who writes notices to sellers, and how their order numbers look. A sender that is not here is somebody who writes to us. */
import type { ReadMail } from '../parse.ts';

export const FAMILIES = ['backmarket', 'amazon', 'ebay', 'mirakl', 'shopify', 'form'] as const;
export type FamilyName = (typeof FAMILIES)[number];

export type Family = {
  readonly name: FamilyName;
  /** The domains that it writes from; a domain below one of these counts as well. */
  readonly domains: readonly RegExp[];
  /** Domains on which it lends an address to each buyer: who writes from there is the buyer, under another name. */
  readonly relays: readonly RegExp[];
  /** How its order numbers look, wherever they stand. */
  readonly orders: RegExp;
  /** How the number of its case looks, beside its label. */
  readonly cases: RegExp;
  /** The kinds of connection whose orders it speaks of; empty: any. */
  readonly channels: readonly string[];
};

/** Connections whose orders the seller's own system puts: they may come from anywhere. */
const BY_API = ['shop', 'rest'];

const TLD = '(?:com|fr|de|es|it|nl|be|at|ie|pl|se|pt|eu|net|co\\.uk|com\\.be)';
const domain = (name: string): RegExp => new RegExp(`(^|\\.)${name}\\.${TLD}$`);

const TABLE: readonly Family[] = [
  {
    name: 'backmarket',
    domains: [domain('backmarket')],
    relays: [],
    orders: /\b\d{6,9}\b/g,
    cases: /\b\d{5,10}\b/,
    channels: ['backmarket'],
  },
  {
    name: 'amazon',
    domains: [domain('amazon'), domain('sellernotifications\\.amazon')],
    relays: [domain('marketplace\\.amazon')],
    orders: /\b\d{3}-\d{7}-\d{7}\b/g,
    cases: /\b[A-Z0-9]{8,20}\b/,
    channels: BY_API,
  },
  {
    name: 'ebay',
    domains: [domain('ebay'), domain('ebayservices')],
    relays: [domain('members\\.ebay')],
    orders: /\b\d{2}-\d{5}-\d{5}\b/g,
    cases: /\b\d{10}\b/,
    channels: BY_API,
  },
  {
    // Operators of the platform write from its domain or from their own; the numbers end in a letter of the seller's part of an order.
    name: 'mirakl',
    domains: ['mirakl', 'fnac', 'fnacdarty', 'darty', 'rueducommerce', 'pccomponentes', 'mediaworld', 'worten', 'boulanger'].map(domain),
    relays: [],
    orders: /\b[A-Z0-9][A-Z0-9_]{3,}(?:-[A-Z0-9]+)*-[A-Z]\b/g,
    cases: /\b[A-Z0-9][\w-]{3,39}\b/i,
    channels: ['mirakl', ...BY_API],
  },
  {
    name: 'shopify',
    domains: [domain('shopify'), domain('shopifyemail')],
    relays: [],
    orders: /(?<![\w#&])#\d{3,9}\b/g,
    cases: /#?\d{3,9}-R\d+\b/,
    channels: ['shopify', ...BY_API],
  },
];

/** A form on a shop's own page: it writes from anywhere, and is known by the fields that it fills in. */
const FORM: Family = {
  name: 'form',
  domains: [],
  relays: [],
  orders: /(?<![\w#&])#\d{3,9}\b/g,
  cases: /\b[A-Z0-9][\w-]{3,39}\b/i,
  channels: [],
};

const domainOf = (mail: Pick<ReadMail, 'from'>): string => mail.from?.address.split('@').at(-1) ?? '';

/** Null where nobody of the table wrote it: also where a buyer writes through the address that the marketplace lends. */
export function familyOf(mail: Pick<ReadMail, 'from' | 'text'>): Family | null {
  const from = domainOf(mail);
  if (TABLE.some(({ relays }) => relays.some((relay) => relay.test(from)))) return null;
  const known = TABLE.find(({ domains }) => domains.some((one) => one.test(from)));
  return known ?? (isForm(mail.text) ? FORM : null);
}

/** At least a name, an address and a message, each on a line under its label. */
function isForm(text: string): boolean {
  const has = (label: string) => new RegExp(`^\\s*(?:${label})\\s*:`, 'im').test(text);
  return (
    has('name|nom|your name|votre nom|nombre|nome|vorname|customer name') &&
    /^\s*(?:e-?mail(?: address)?|adresse e-?mail|correo(?: electrónico)?|indirizzo e-?mail|courriel|e-mail-adresse)\s*:\s*\S+@\S+/im.test(
      text,
    ) &&
    has('message|body|comment|nachricht|mensaje|messaggio|commentaire|votre message|ihre nachricht')
  );
}

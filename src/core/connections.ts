/** The kinds of connection to a channel (M11), and what a person fills in for each: data, for the server's check and the form alike. */
import { FAULTS, type Fault, type Reason, REASONS } from './return/model.ts';

export const CONNECTION_KINDS = ['backmarket', 'mirakl', 'shopify', 'rest', 'shop'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];
export const isConnectionKind = (kind: string): kind is ConnectionKind => (CONNECTION_KINDS as readonly string[]).includes(kind);

/**
 * By which way a connection's buyers are told (M15). `channel_only`: through the channel's own customer care and no other way. `channel_and_mail`:
 * answers there where it has a case, and notices by mail beside it. `mail`: the channel has no conversation, or the seller keeps it out. Where the
 * channel has no case of a return yet, all of them mean mail.
 */
export const CONTACTS = ['channel_only', 'channel_and_mail', 'mail'] as const;
export type Contact = (typeof CONTACTS)[number];

/**
 * What a seller may choose (`settings.contact`), the channel's own wish first. Back Market demands its own customer care, so it is never left out there; telling the buyer
 * by mail as well is for the seller to answer for. A shop of one's own says whether it hands words on; Shopify and the plain shop never do.
 */
export function contactsOf(kind: string, settings: Readonly<Record<string, unknown>>): readonly Contact[] {
  if (kind === 'backmarket') return ['channel_only', 'channel_and_mail'];
  const silent = kind === 'shop' || kind === 'shopify' || (kind === 'rest' && settings['conversation'] !== 'yes');
  return silent ? ['mail'] : ['channel_and_mail', 'channel_only', 'mail'];
}

export type ConnectionField = {
  readonly key: string;
  readonly secret: boolean;
  readonly required: boolean;
  /** `choice`: the value of `on`, or nothing. */
  readonly form: 'text' | 'url' | 'market' | 'shopify' | 'signing' | 'choice';
  /** What stands in the form where nothing was given yet. */
  readonly usual?: string;
  /** What a `choice` says where it is taken: `yes`, if nothing else stands here. */
  readonly on?: string;
};
export const choiceOn = ({ on = 'yes' }: ConnectionField): string => on;

const field = (key: string, form: ConnectionField['form'], more: Partial<ConnectionField> = {}): ConnectionField => ({
  key,
  form,
  secret: false,
  required: true,
  ...more,
});

/** A `secret` is never shown again. */
export const CONNECTION_FIELDS: Readonly<Record<ConnectionKind, readonly ConnectionField[]>> = {
  backmarket: [
    field('baseUrl', 'url', { usual: 'https://www.backmarket.fr' }),
    field('market', 'market', { usual: 'fr-fr' }),
    field('token', 'text', { secret: true }),
  ],
  mirakl: [
    field('baseUrl', 'url'),
    field('apiKey', 'text', { secret: true }),
    field('shopId', 'text', { required: false }),
    field('refundReason', 'text', { required: false }),
  ],
  shopify: [
    field('domain', 'shopify'),
    field('token', 'text', { secret: true }),
    field('webhookSecret', 'text', { secret: true, required: false }),
  ],
  rest: [field('url', 'url'), field('signingSecret', 'signing', { secret: true }), field('conversation', 'choice', { required: false })],
  // Orders are put into it. Refunds go by Stripe where its keys are set, unless the seller pays from the bank account all the same (M31).
  shop: [field('refunds', 'choice', { required: false, on: 'bank_transfer' })],
};

/** The parts of a channel that its poll reads, each with a mark of its own. Empty: nothing is polled. */
export const POLLED_PARTS: Readonly<Record<ConnectionKind, readonly string[]>> = {
  backmarket: ['orders', 'folders', 'parcels'],
  mirakl: ['orders', 'returns', 'threads'],
  shopify: ['orders', 'returns'],
  rest: ['orders', 'returns'],
  shop: [],
};

/** Kinds whose own record of a case is kept in step with ours (`Channel.keepInStep`). */
export const FOLLOWS_STEPS: readonly ConnectionKind[] = ['mirakl', 'shopify', 'rest'];
/** Kinds that call us when something changed there. */
export const KNOCKS: readonly ConnectionKind[] = ['shopify'];
/** Kinds whose operators define their own reason codes. */
export const HAS_REASON_CODES: readonly ConnectionKind[] = ['mirakl'];

const SHAPES: Readonly<Record<Exclude<ConnectionField['form'], 'text' | 'url' | 'choice'>, readonly [RegExp, string]>> = {
  market: [/^[a-z]{2}-[a-z]{2}$/, 'is a language and a country, such as fr-fr'],
  shopify: [/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'is the shop’s own address at Shopify, such as phenix.myshopify.com'],
  signing: [/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'begins with whsec_, and base64 of at least 24 bytes follows'],
};
/** Names of this very machine: the one place where a token may travel unencrypted. */
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What is wrong with a value; null where it fits. */
export function fieldTrouble(field: ConnectionField, value: string): string | null {
  const { form } = field;
  if (form === 'text') return value.length <= 500 ? null : 'is longer than 500 signs';
  if (form === 'choice') return value === choiceOn(field) ? null : `is ${choiceOn(field)}, or left out`;
  if (form !== 'url') return SHAPES[form][0].test(value) ? null : SHAPES[form][1];
  const parts = /^(https?):\/\/([^/?#@]+)([^?#]*)$/.exec(value);
  if (!parts) return 'is an address that begins with https:// and has no question mark in it';
  const host = parts[2]!.replace(/:\d+$/, '');
  return parts[1] === 'https' || LOCAL.test(host) ? null : 'begins with https://: a token never travels unencrypted';
}

/** What an operator's reason code means to us. */
export type ReasonMeaning = { readonly reason: Reason; readonly fault?: Fault };
export type ReasonMap = Readonly<Record<string, ReasonMeaning>>;

/** Reads a map as it stands in a connection's settings; what is no meaning is left out. */
export function readReasonMap(value: unknown): ReasonMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([code, given]) => {
      const { reason, fault } = (given ?? {}) as { reason?: unknown; fault?: unknown };
      if (!REASONS.includes(reason as Reason)) return [];
      const named = reason === 'defective' && FAULTS.includes(fault as Fault);
      return [[code, { reason: reason as Reason, ...(named && { fault: fault as Fault }) }]];
    }),
  );
}

/**
 * What Mirakl's own codes mean where the operator kept them. `RETURN_WARRANTY` is a defect that showed in use;
 * sizes and colours are a changed mind with words around it.
 */
export const MIRAKL_REASONS: ReasonMap = {
  RETURN_BROKEN_ITEM: { reason: 'defective', fault: 'other' },
  RETURN_CHANGED_MIND: { reason: 'changed_mind' },
  RETURN_CM_DONT_WANT: { reason: 'changed_mind' },
  RETURN_CM_DONT_LIKE: { reason: 'changed_mind' },
  RETURN_CM_QUALITY: { reason: 'changed_mind' },
  RETURN_COUNTERFEIT_ITEM: { reason: 'counterfeit' },
  RETURN_DAMAGED_PACKAGING: { reason: 'damaged_in_transit' },
  RETURN_DEFECTIVE_ITEM: { reason: 'defective', fault: 'other' },
  RETURN_DEFECTIVE_ON_ARRIVAL: { reason: 'defective', fault: 'other' },
  RETURN_WARRANTY: { reason: 'defective', fault: 'other' },
  RETURN_DELIVERED_PRODUCT_DIFFERENT: { reason: 'wrong_item' },
  RETURN_DPD_WRONG_SIZE: { reason: 'wrong_item' },
  RETURN_DPD_WRONG_COLOR: { reason: 'wrong_item' },
  RETURN_INACCURATE_ITEM_DESCRIPTION: { reason: 'not_as_described' },
  RETURN_MISSING_ITEM: { reason: 'missing_part' },
  RETURN_PRODUCT_DOES_NOT_FIT: { reason: 'changed_mind' },
  RETURN_PDNT_TOO_BIG: { reason: 'changed_mind' },
  RETURN_PDNT_TOO_SMALL: { reason: 'changed_mind' },
  RETURN_OTHER: { reason: 'other' },
};

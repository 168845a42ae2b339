/** The seller's connections to channels: made, changed, paused, asked (M11); and arrivals that could not be read, read again or put aside (M12). */
import { type Actor, actorName } from '../core/access.ts';
import {
  CONNECTION_FIELDS,
  type ConnectionField,
  type ConnectionKind,
  type Contact,
  contactsOf,
  fieldTrouble,
  HAS_REASON_CODES,
  isConnectionKind,
  POLLED_PARTS,
  type ReasonMap,
} from '../core/connections.ts';
import { type Failure, failed } from '../channels/channel.ts';
import { readKnock } from '../channels/shopify/knock.ts';
import {
  answerQuarantined,
  changeConnection,
  type Connection,
  pollSoon,
  putConnection,
  readConnection,
  readQuarantined,
  setContact,
  setReasons,
} from '../store/connections.ts';
import type { KeptSecret } from '../core/sealed.ts';
import type { Context } from './context.ts';
import { bring } from './poll-channel.ts';
import { type BadAddress, badAddress, reachOf } from './public-address.ts';
import { openKey, sealKeys } from './sealed-secrets.ts';

export type Given = Readonly<Record<string, string>>;
export type Troubles = readonly { readonly path: string; readonly says: string }[];

export type ConnectionMade =
  | { readonly ok: true; readonly connection: Connection; readonly says: string }
  | { readonly ok: false; readonly refusal: 'connection_exists' | 'channel_not_found' }
  | { readonly ok: false; readonly refusal: 'fields'; readonly troubles: Troubles }
  | { readonly ok: false; readonly refusal: 'connection_refused'; readonly failure: Failure };

/** Makes a connection, once the channel has answered with these credentials. Its first poll follows at once. */
export async function makeConnection(
  ctx: Context,
  sellerId: string,
  asked: { readonly slug: string; readonly kind: ConnectionKind; readonly name: string; readonly settings: Given; readonly secrets: Given },
): Promise<ConnectionMade> {
  const { slug, kind, name } = asked;
  const known = await ctx.db.withSeller(sellerId, (tx) => readConnection(tx, slug));
  if (known) return { ok: false, refusal: 'connection_exists' };
  const read = readFields(ctx, sellerId, kind, asked, { settings: {}, secrets: {} });
  if (!read.ok) return read;
  const polled = POLLED_PARTS[kind].length > 0;
  const draft: Connection = { ...NEW, ...read.fields, slug, kind, name, next_poll_at: polled ? ctx.clock.realNow() : null };
  const answer = await ctx.channel(ctx.sellers.get(sellerId), draft).probe();
  if (failed(answer)) return { ok: false, refusal: 'connection_refused', failure: answer };
  const connection = await ctx.db.withSeller(sellerId, async (tx) => {
    // Two people at once: the first has made it.
    if (await readConnection(tx, slug)) return null;
    await putConnection(tx, draft);
    return readConnection(tx, slug);
  });
  return connection ? { ok: true, connection, says: answer.says } : { ok: false, refusal: 'connection_exists' };
}

const NEW = {
  low_water: null,
  state: 'ok',
  last_poll_at: null,
  failures: 0,
  last_error: null,
  failure: null,
  parts: {},
  warnings: [],
} as const;

/** Changes name, settings and keys, once the channel has answered with them. A key that is left out stays. */
export async function editConnection(
  ctx: Context,
  sellerId: string,
  slug: string,
  asked: { readonly name: string; readonly settings: Given; readonly secrets: Given },
): Promise<ConnectionMade> {
  const known = await ctx.db.withSeller(sellerId, (tx) => readConnection(tx, slug));
  if (!known || !isConnectionKind(known.kind)) return { ok: false, refusal: 'channel_not_found' };
  const read = readFields(ctx, sellerId, known.kind, asked, known);
  if (!read.ok) return read;
  const draft: Connection = { ...known, ...read.fields, name: asked.name };
  const answer = await ctx.channel(ctx.sellers.get(sellerId), draft).probe();
  if (failed(answer)) return { ok: false, refusal: 'connection_refused', failure: answer };
  return { ok: true, connection: await change(ctx, sellerId, slug, draft), says: answer.says };
}

async function change(ctx: Context, sellerId: string, slug: string, to: Connection): Promise<Connection> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    await changeConnection(tx, slug, to);
    await pollSoon(tx, slug, ctx.clock.realNow());
    return (await readConnection(tx, slug))!;
  });
}

/** By which way the buyers of its returns are told from now on (M15); what is on its way already stays on it. False where the channel leaves no such way. */
export async function chooseContact(ctx: Context, sellerId: string, slug: string, contact: Contact): Promise<Connection | false | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const known = await readConnection(tx, slug);
    if (!known) return null;
    if (!contactsOf(known.kind, known.settings).includes(contact)) return false;
    await setContact(tx, slug, contact);
    return readConnection(tx, slug);
  });
}

/** What the operator's own reason codes mean, from now on. A code that is explained is no warning any more. */
export async function explainReasons(ctx: Context, sellerId: string, slug: string, reasons: ReasonMap): Promise<Connection | null> {
  const known = await ctx.db.withSeller(sellerId, (tx) => readConnection(tx, slug));
  if (!known || !HAS_REASON_CODES.includes(known.kind as ConnectionKind)) return null;
  const warnings = known.warnings.filter(({ kind, about }) => kind !== 'unknown_reason' || !Object.hasOwn(reasons, about));
  return ctx.db.withSeller(sellerId, async (tx) => {
    await setReasons(tx, slug, reasons, warnings);
    return readConnection(tx, slug);
  });
}

type Fields = Pick<Connection, 'settings' | 'secrets'>;

/** What was typed into the form of a kind, checked, and the keys sealed; settings that are no field of it (Stripe's, the reason map) stay as they were. */
function readFields(
  ctx: Context,
  sellerId: string,
  kind: ConnectionKind,
  asked: { readonly settings: Given; readonly secrets: Given },
  before: Fields,
): { readonly ok: true; readonly fields: Fields } | { readonly ok: false; readonly refusal: 'fields'; readonly troubles: Troubles } {
  const settings: Record<string, unknown> = { ...before.settings };
  const secrets: Record<string, KeptSecret> = { ...before.secrets };
  const troubles: { path: string; says: string }[] = [];
  for (const field of CONNECTION_FIELDS[kind]) {
    const path = `${field.secret ? 'secrets' : 'settings'}.${field.key}`;
    const value = (field.secret ? asked.secrets : asked.settings)[field.key]?.trim() ?? '';
    const kept = field.secret ? (secrets[field.key] ?? '') : '';
    const wrong =
      value === ''
        ? field.required && kept === ''
          ? 'is missing'
          : null
        : (fieldTrouble(field, value) ?? addressTrouble(ctx, sellerId, field, value));
    if (wrong !== null) troubles.push({ path, says: wrong });
    else if (value !== '') (field.secret ? secrets : settings)[field.key] = field.form === 'url' ? value.replace(/\/+$/, '') : value;
    else if (!field.secret) delete settings[field.key];
  }
  if (troubles.length > 0) return { ok: false, refusal: 'fields', troubles };
  return { ok: true, fields: { settings, secrets: sealKeys(ctx, sellerId, secrets, ctx.clock.now(sellerId)) } };
}

/** An address that a seller sets is called by this machine: it must not lead to what only this machine can see. Names are looked up again at every call. */
function addressTrouble(ctx: Context, sellerId: string, field: ConnectionField, value: string): string | null {
  if (field.form !== 'url') return null;
  const bad = badAddress(value, reachOf(ctx, ctx.sellers.get(sellerId)));
  return bad && ADDRESS_TROUBLES[bad];
}
const ADDRESS_TROUBLES: Readonly<Record<BadAddress, string>> = {
  no_address: 'is no address',
  not_https: 'begins with https://',
  with_credentials: 'must not hold a name or password',
  not_public: 'is not on the public internet (PRIVATE_WEBHOOKS=1 opens the own network)',
};

/** A channel knocks: something changed there, and is read within a second or two. False where the signature is wrong, or nobody is here of that name. */
export async function hearKnock(
  ctx: Context,
  sellerSlug: string,
  slug: string,
  raw: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<boolean> {
  const seller = ctx.sellers.bySlug(sellerSlug);
  const connection = seller && (await ctx.db.withSeller(seller.id, (tx) => readConnection(tx, slug)));
  if (connection?.kind !== 'shopify') return false;
  const topic = readKnock(raw, headers, openKey(ctx, seller!.id, connection.secrets['webhookSecret'] ?? '') ?? '');
  if (topic === null) return false;
  ctx.log.debug({ connection: slug, topic }, 'the channel says that something changed');
  await ctx.db.withSeller(seller!.id, (tx) => pollSoon(tx, slug, ctx.clock.realNow()));
  return true;
}

export type ReadAgain = { readonly done: boolean; readonly says: string };

/** Reads an arrival of the quarantine once more, as the channel's reader is today. Null where it does not wait there. */
export async function readAgain(ctx: Context, sellerId: string, slug: string, digest: string, by: Actor): Promise<ReadAgain | null> {
  const [connection, waiting] = await ctx.db.withSeller(
    sellerId,
    async (tx) => [await readConnection(tx, slug), await readQuarantined(tx, slug, digest)] as const,
  );
  if (!connection || !waiting) return null;
  const channel = ctx.channel(ctx.sellers.get(sellerId), connection);
  const arrivals = channel.readAgain?.(waiting.what ?? waiting.kind, waiting.raw) ?? [];
  if (arrivals.length === 0) return { done: false, says: 'It can’t be read for itself: what it belongs to is read with the next poll.' };
  for (const arrival of arrivals) {
    const wrong = await bring(ctx, sellerId, connection, arrival).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (wrong !== null) return { done: false, says: wrong };
  }
  await answer(ctx, sellerId, slug, waiting, { came_to: 'taken', because: null }, by);
  return { done: true, says: 'It was read and taken.' };
}

/** A person has looked, and it needs nothing. False where it does not wait there. */
export async function dismiss(ctx: Context, sellerId: string, slug: string, digest: string, because: string, by: Actor): Promise<boolean> {
  const waiting = await ctx.db.withSeller(sellerId, (tx) => readQuarantined(tx, slug, digest));
  if (!waiting) return false;
  await answer(ctx, sellerId, slug, waiting, { came_to: 'dismissed', because }, by);
  return true;
}

async function answer(
  ctx: Context,
  sellerId: string,
  slug: string,
  key: Parameters<typeof answerQuarantined>[2],
  came: { readonly came_to: 'taken' | 'dismissed'; readonly because: string | null },
  by: Actor,
): Promise<void> {
  const at = ctx.clock.now(sellerId);
  await ctx.db.withSeller(sellerId, (tx) => answerQuarantined(tx, slug, key, { ...came, at, by_name: actorName(by) }));
}

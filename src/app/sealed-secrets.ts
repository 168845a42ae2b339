/**
 * The keys that a seller gave us for channels, carriers and webhooks (M11, M16, M21): sealed before they are written, opened where they are used and
 * nowhere else. Each box is its seller's and its kind's: moved to another row it opens nothing.
 */
import type { Failure } from '../channels/channel.ts';
import { endsOf, type KeptSecret } from '../core/sealed.ts';
import { isIban } from '../core/papers/bank-account.ts';
import { lockIbans, writeIban } from '../store/bank.ts';
import {
  lockMailboxPasswords,
  lockSecrets,
  lockWebhookSecrets,
  writeMailboxPassword,
  writeSecrets,
  writeWebhookSecrets,
} from '../store/secrets.ts';
import type { Context } from './context.ts';
import { ibanBox } from './bank-refunds.ts';
import { isSealedToday, openBox, sealBox } from './sealed-box.ts';

type Opens = Pick<Context, 'secret' | 'oldSecret'>;
type Seals = Pick<Context, 'secret' | 'random'>;
export type Keys = Readonly<Record<string, KeptSecret>>;

const keysOf = (sellerId: string): string => `keys/${sellerId}`;
const webhooksOf = (sellerId: string): string => `webhook/${sellerId}`;
/** The purpose that mailboxes' passwords are sealed for. */
export const MAILBOX = 'mailbox';

/** What whoever meets a key that can't be opened is told. */
export const UNREADABLE: Failure = {
  failed: 'unauthorised',
  says: 'The keys can not be read any more: the installation’s secret has changed. Enter them again.',
  retryable: false,
};

/** What was given anew, and what stood there in the clear; what is sealed already stays as it is. */
export function sealKeys(ctx: Seals, sellerId: string, keys: Keys, setAt: string): Keys {
  return mapped(keys, (kept) =>
    typeof kept === 'string' && kept !== '' ? { box: sealBox(ctx, keysOf(sellerId), kept), setAt, ends: endsOf(kept) } : kept,
  );
}

/** All of them in the clear; null where one of them can't be opened. */
export function openKeys(ctx: Opens, sellerId: string, keys: Keys): Readonly<Record<string, string>> | null {
  const opened = mapped(keys, (kept) => openKey(ctx, sellerId, kept));
  return Object.values(opened).includes(null) ? null : (opened as Record<string, string>);
}

export const openKey = (ctx: Opens, sellerId: string, kept: KeptSecret): string | null =>
  typeof kept === 'string' ? kept : openBox(ctx, keysOf(sellerId), kept.box);

/** What people may see of them: which there are, since when, and how each ends. */
export const shownKeys = (keys: Keys): { key: string; setAt: string | null; ends: string | null }[] =>
  Object.entries(keys).flatMap(([key, kept]) => {
    if (kept === '') return [];
    return [typeof kept === 'string' ? { key, setAt: null, ends: endsOf(kept) } : { key, setAt: kept.setAt, ends: kept.ends }];
  });

/** The signing secret of an endpoint. In the clear it begins with `whsec_`, as no box does. */
export const sealSigning = (ctx: Seals, sellerId: string, secret: string): string => sealBox(ctx, webhooksOf(sellerId), secret);
export const openSigning = (ctx: Opens, sellerId: string, kept: string): string | null =>
  isClear(kept) ? kept : openBox(ctx, webhooksOf(sellerId), kept);
const isClear = (kept: string): boolean => kept.startsWith('whsec_');

/**
 * Seals what was written in the clear before, and anew what only the secret before opens. Under the rows' locks, so that two workers and a person who
 * changes a key don't undo each other; done twice it does nothing. Answers how many secrets were sealed.
 */
export async function sealAll(ctx: Context): Promise<number> {
  let sealed = 0;
  for (const { id } of ctx.sellers.all()) sealed += await sealSeller(ctx, id);
  if (sealed > 0) ctx.log.info({ sealed }, 'secrets were sealed with the installation’s secret');
  return sealed;
}

async function sealSeller(ctx: Context, sellerId: string): Promise<number> {
  const setAt = ctx.clock.now(sellerId);
  const count = { sealed: 0 };
  const anew = (purpose: string, kept: string, clear: boolean): string => {
    if (!clear && isSealedToday(ctx, purpose, kept)) return kept;
    const text = clear ? kept : openBox(ctx, purpose, kept);
    if (text === null) return kept; // of a secret that nobody has any more: it waits to be entered again
    count.sealed += 1;
    return sealBox(ctx, purpose, text);
  };
  await ctx.db.withSeller(sellerId, async (tx) => {
    for (const table of ['connections', 'carrier_accounts'] as const)
      for (const { slug, secrets } of await lockSecrets(tx, table)) {
        const before = count.sealed;
        const next = mapped(secrets, (kept) => {
          if (kept === '') return kept;
          const box = anew(keysOf(sellerId), typeof kept === 'string' ? kept : kept.box, typeof kept === 'string');
          return typeof kept === 'string' ? { box, setAt, ends: endsOf(kept) } : { ...kept, box };
        });
        if (count.sealed > before) await writeSecrets(tx, table, slug, next);
      }
    for (const one of await lockWebhookSecrets(tx)) {
      const before = count.sealed;
      const again = (kept: string): string => anew(webhooksOf(sellerId), kept, isClear(kept));
      const next = { ...one, secret: again(one.secret), old_secret: one.old_secret === null ? null : again(one.old_secret) };
      const shown = isClear(one.secret) ? { secret_set_at: one.created_at, secret_ends: endsOf(one.secret) } : {};
      if (count.sealed > before) await writeWebhookSecrets(tx, { ...next, ...shown });
    }
    for (const { return_id, iban } of await lockIbans(tx)) {
      const next = anew(ibanBox(sellerId), iban, isIban(iban));
      if (next !== iban) await writeIban(tx, return_id, next);
    }
    for (const { id, password } of await lockMailboxPasswords(tx)) {
      const next = anew(MAILBOX, password, false);
      if (next !== password) await writeMailboxPassword(tx, id, next);
    }
  });
  return count.sealed;
}

const mapped = <From, To>(record: Readonly<Record<string, From>>, by: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, by(value)]));

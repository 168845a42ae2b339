/**
 * Refunds by bank transfer (M31): where the channel cannot pay back, the refund waits for the buyer's account, goes into exactly one file for the
 * bank, and is confirmed from the statement. A file above the limit needs a second person.
 */
import { type Actor, actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { addDays, localDate, workingDayFrom } from '../core/calendar.ts';
import { compactIban, isBic, isIban, maskedIban } from '../core/papers/bank-account.ts';
import { missingForBank, NO_PAPER_SETTINGS } from '../core/papers/settings.ts';
import { endToEndId, transferFile } from '../core/papers/transfer.ts';
import type { Refund, Return } from '../core/return/model.ts';
import { pain001 } from '../documents/pain001.ts';
import {
  type BankFile,
  bankRefundsOfFile,
  insertBankFile,
  lockReadyRefunds,
  moveBankFile,
  putBankAccount,
  putIntoFile,
  readBankFile,
  takeOutOfFile,
  wantBankRefund,
} from '../store/bank.ts';
import type { Tx } from '../store/db.ts';
import { readPaperSettings } from '../store/papers.ts';
import type { Seller } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import { act } from './act.ts';
import type { Result } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import { openBox, sealBox } from './sealed-box.ts';

/** More in one file than any bank's portal likes to show. */
const MOST = 1_000;

const settingsOf = async (tx: Tx) => (await readPaperSettings(tx))?.body ?? NO_PAPER_SETTINGS;

/** The refund goes on by bank transfer from here; null where the seller has no account to pay from, so that a person pays by hand. */
export async function payByBank(ctx: Context, seller: Seller, ret: Return, refund: Refund): Promise<Result | null> {
  const state = await ctx.db.withSeller(seller.id, async (tx) => {
    if (missingForBank(await settingsOf(tx)).length > 0) return null;
    return wantBankRefund(tx, {
      refund_id: refund.id,
      return_id: ret.id,
      amount_minor: refund.amount.minor,
      currency: refund.amount.currency,
      wanted_at: ctx.clock.now(seller.id),
    });
  });
  return state && { done: { by: 'bank_transfer', state } };
}

export type AccountGiven =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: 'not_found' | 'iban_wrong' | 'bic_wrong' | 'holder_missing' };

/** The purpose that a buyer's account is sealed for: it opens nothing at another seller. */
export const ibanBox = (sellerId: string): string => `bank_account/${sellerId}`;

/** The account in the clear, for the file and for its mask. What was kept before accounts were sealed is no box. Null where it can't be opened. */
export const openIban = (ctx: Pick<Context, 'secret' | 'oldSecret'>, sellerId: string, kept: string): string | null =>
  isIban(kept) ? kept : openBox(ctx, ibanBox(sellerId), kept);

/** What people may see of an account: enough to know it by, and the country of the bank. Null where it can't be opened. */
export function ibanShown(
  ctx: Pick<Context, 'secret' | 'oldSecret'>,
  sellerId: string,
  kept: string,
): { readonly iban: string; readonly country: string } | null {
  const iban = openIban(ctx, sellerId, kept);
  return iban === null ? null : { iban: maskedIban(iban), country: iban.slice(0, 2) };
}

/** Where the buyer wants the money. Asked only where the channel cannot pay back. */
export async function giveBankAccount(
  ctx: Context,
  sellerId: string,
  returnId: string,
  account: { readonly holder: string; readonly iban: string; readonly bic: string },
  by: Actor,
): Promise<AccountGiven> {
  if (account.holder.trim() === '') return { ok: false, refusal: 'holder_missing' };
  if (!isIban(account.iban)) return { ok: false, refusal: 'iban_wrong' };
  if (account.bic !== '' && !isBic(account.bic)) return { ok: false, refusal: 'bic_wrong' };
  return ctx.db.withSeller(sellerId, async (tx) => {
    if (!(await readReturn(tx, returnId))) return { ok: false, refusal: 'not_found' };
    await putBankAccount(tx, {
      return_id: returnId,
      holder: account.holder.trim(),
      iban: sealBox(ctx, ibanBox(sellerId), compactIban(account.iban)),
      bic: account.bic === '' ? null : account.bic.replace(/\s/g, '').toUpperCase(),
      given_at: ctx.clock.now(sellerId),
      given_by: actorName(by),
    });
    return { ok: true };
  });
}

export type FileMade =
  | { readonly ok: true; readonly file: BankFile }
  | { readonly ok: false; readonly refusal: 'bank_account_missing' | 'nothing_to_pay' };

/** Everything that is ready, in one file. Two people at once: one gets the file, the other hears that nothing is left. */
export async function makeBankFile(ctx: Context, sellerId: string, by: Actor): Promise<FileMade> {
  const seller = ctx.sellers.get(sellerId);
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx) => {
    const { bank, fileLimit } = await settingsOf(tx);
    if (!bank || missingForBank({ ...NO_PAPER_SETTINGS, bank }).length > 0) return { ok: false, refusal: 'bank_account_missing' };
    const refunds = (await lockReadyRefunds(tx, MOST)).flatMap((refund) => {
      const iban = openIban(ctx, sellerId, refund.iban!);
      return iban === null ? [] : [{ ...refund, iban }];
    });
    if (refunds.length === 0) return { ok: false, refusal: 'nothing_to_pay' };
    const id = newId(ctx, now);
    const file = transferFile({
      messageId: id.replaceAll('-', ''),
      madeAt: now,
      executionOn: workingDayFrom(addDays(localDate(now, seller.zone), 1), ctx.holidays(seller.country)),
      debtor: bank,
      transfers: refunds.map((refund) => ({
        refundId: refund.refund_id,
        endToEndId: endToEndId(refund.refund_id, refund.attempt),
        minor: Number(refund.amount_minor),
        holder: refund.holder!,
        iban: refund.iban,
        bic: refund.bic,
        says: `${refund.rma} ${refund.channel_order_id}`,
      })),
    });
    const { sha256 } = await ctx.files.put(new TextEncoder().encode(pain001(file)));
    const needsSecond = fileLimit === null || file.totalMinor > fileLimit.minor;
    const row: BankFile = {
      id,
      message_id: file.messageId,
      state: needsSecond ? 'awaiting_approval' : 'ready',
      count: file.transfers.length,
      total_minor: file.totalMinor,
      currency: 'EUR',
      execution_on: file.executionOn,
      sha256,
      made_at: now,
      made_by: idOf(by),
      made_by_name: actorName(by),
      approved_at: null,
      approved_by: null,
      approved_by_name: null,
      downloaded_at: null,
    };
    await insertBankFile(tx, row);
    const put = await putIntoFile(
      tx,
      id,
      refunds.map(({ refund_id }) => refund_id),
    );
    assert(put === refunds.length, 'what was locked goes into the file');
    return { ok: true, file: row };
  });
}

type FileActed =
  | { readonly ok: true; readonly file: BankFile }
  | { readonly ok: false; readonly refusal: 'not_found' | 'own_file' | 'file_not_waiting' | 'file_not_approved' | 'file_gone_out' };

/** A second person lets the file go to the bank. */
export async function approveBankFile(ctx: Context, sellerId: string, id: string, by: Actor): Promise<FileActed> {
  return onFile(ctx, sellerId, id, async (tx, file) => {
    if (file.state !== 'awaiting_approval') return 'file_not_waiting';
    if (file.made_by === idOf(by)) return 'own_file';
    await moveBankFile(tx, id, 'ready', { approvedBy: { id: idOf(by), name: actorName(by) }, now: ctx.clock.now(sellerId) });
    return null;
  });
}

/** Gives its refunds back, to be put into another file; only while the bank cannot have it. */
export async function cancelBankFile(ctx: Context, sellerId: string, id: string): Promise<FileActed> {
  return onFile(ctx, sellerId, id, async (tx, file) => {
    if (file.state === 'downloaded' || file.state === 'cancelled') return 'file_gone_out';
    await takeOutOfFile(tx, id);
    await moveBankFile(tx, id, 'cancelled', { now: ctx.clock.now(sellerId) });
    return null;
  });
}

/** The very bytes that were hashed when it was made. From the first time on it counts as with the bank. */
export async function downloadBankFile(
  ctx: Context,
  sellerId: string,
  id: string,
): Promise<(FileActed & { readonly ok: false }) | { readonly ok: true; readonly bytes: Uint8Array; readonly name: string }> {
  const moved = await onFile(ctx, sellerId, id, async (tx, file) => {
    if (file.state === 'awaiting_approval') return 'file_not_approved';
    if (file.state === 'cancelled') return 'file_gone_out';
    await moveBankFile(tx, id, 'downloaded', { now: ctx.clock.now(sellerId) });
    return null;
  });
  if (!moved.ok) return moved;
  const bytes = await ctx.files.get(moved.file.sha256);
  assert(bytes, 'a file for the bank is kept');
  return { ok: true, bytes, name: `refunds-${moved.file.execution_on}-${moved.file.message_id.slice(-6)}.xml` };
}

export type Outcome = { readonly refundId: string; readonly outcome: 'paid' | 'failed'; readonly says?: string };

/** What the statement says of the file's refunds; all of them paid where nothing else is said. Answers how many it moved. */
export async function confirmBankFile(
  ctx: Context,
  sellerId: string,
  id: string,
  outcomes: readonly Outcome[] | null,
  by: Actor,
): Promise<{ readonly ok: true; readonly moved: number } | { readonly ok: false; readonly refusal: 'not_found' | 'file_not_approved' }> {
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    const file = await readBankFile(tx, id);
    return file && { file, refunds: (await bankRefundsOfFile(tx, id)).filter(({ state }) => state === 'in_file') };
  });
  if (!found) return { ok: false, refusal: 'not_found' };
  if (found.file.state !== 'downloaded') return { ok: false, refusal: 'file_not_approved' };
  let moved = 0;
  for (const refund of found.refunds) {
    const said = outcomes === null ? { outcome: 'paid' as const } : outcomes.find(({ refundId }) => refundId === refund.refund_id);
    if (!said) continue;
    const reference = `${found.file.message_id}/${endToEndId(refund.refund_id, refund.attempt)}`;
    const acted =
      said.outcome === 'paid'
        ? await act(ctx, sellerId, refund.return_id, { verb: 'refund-confirmation', refundId: refund.refund_id, reference }, by)
        : await act(
            ctx,
            sellerId,
            refund.return_id,
            { verb: 'refund-failure', refundId: refund.refund_id, says: ('says' in said && said.says) || 'The bank sent it back.' },
            { kind: 'system', name: `bank, told by ${actorName(by)}` },
          );
    if (acted.ok && acted.events.length > 0) moved += 1;
  }
  return { ok: true, moved };
}

async function onFile(
  ctx: Context,
  sellerId: string,
  id: string,
  work: (tx: Tx, file: BankFile) => Promise<Exclude<(FileActed & { ok: false })['refusal'], 'not_found'> | null>,
): Promise<FileActed> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const file = await readBankFile(tx, id, { lock: true });
    if (!file) return { ok: false, refusal: 'not_found' };
    const refusal = await work(tx, file);
    return refusal ? { ok: false, refusal } : { ok: true, file: (await readBankFile(tx, id))! };
  });
}

const idOf = (by: Actor): string => ('id' in by ? by.id : actorName(by));

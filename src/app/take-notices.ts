/** Many notices at once (M29): the one reader of a partner's table, whichever way it came in, and each line taken once or refused with its why. */
import { type NoticeError, readNotice } from '../core/logistics/notice.ts';
import { type NoticeState, type PartnerRow, readListedNotice } from '../store/logistics.ts';
import type { Context } from './context.ts';
import { takeNotice } from './logistics.ts';
import { readTable } from './read-units-file.ts';

/** Of one table. */
export const MOST_LINES = 5_000;
/** So many refused lines are told; whoever has more has one mistake in all of them. */
export const MOST_TOLD = 200;

export type NoticeLine = { readonly line: number; readonly value: unknown };
export type TakenNotice = {
  readonly id: string;
  readonly noticeId: string;
  readonly state: NoticeState;
  readonly because: string | null;
  readonly rma: string | null;
  readonly created: boolean;
};
export type RefusedLine = { readonly line: number; readonly noticeId?: string; readonly errors: readonly NoticeError[] };

/** The lines of a table; null where the text is none, or its heading lacks one of these columns. */
export function noticeLines(text: string, columns: readonly string[] = ['kind']): readonly NoticeLine[] | null {
  const rows = readTable(text);
  if (rows === null || (rows[0] && !columns.every((name) => name in rows[0]!.fields))) return null;
  return rows.map(({ line, fields }) => ({ line, value: fields }));
}

/** Each line by itself: one that is wrong keeps no other from being taken. */
export async function takeNotices(
  ctx: Context,
  sellerId: string,
  partner: PartnerRow,
  given: readonly NoticeLine[],
  dryRun = false,
): Promise<{ readonly items: readonly TakenNotice[]; readonly refused: readonly RefusedLine[] }> {
  const items: TakenNotice[] = [];
  const refused: RefusedLine[] = [];
  for (const { line, value } of given) {
    const read = typeof value === 'object' && value !== null && !Array.isArray(value) ? readNotice(value as Record<string, unknown>) : null;
    if (!read?.ok) {
      const id = (value as { id?: unknown } | null)?.id;
      refused.push({
        line,
        ...(typeof id === 'string' && { noticeId: id.slice(0, 200) }),
        errors: read ? read.errors : [{ path: '', says: 'is no notice' }],
      });
      continue;
    }
    if (dryRun) continue;
    const taken = await takeNotice(ctx, sellerId, partner, read.notice);
    if (!taken.ok) {
      refused.push({ line, noticeId: read.notice.id, errors: [{ path: 'id', says: 'was used for another notice' }] });
      continue;
    }
    const row = (await ctx.db.withSeller(sellerId, (tx) => readListedNotice(tx, taken.id)))!;
    items.push({ id: row.id, noticeId: row.notice_id, state: row.state, because: row.says, rma: row.rma, created: taken.created });
  }
  return { items, refused };
}

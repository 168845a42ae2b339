/** What the bench found and the channel should know (M26): said once, with the pictures that prove it. */
import sharp from 'sharp';
import { type Channel, failed, type OutgoingFile } from '../channels/channel.ts';
import { languageOf } from '../core/access.ts';
import { wordsOf } from '../core/return/describe.ts';
import type { ItemKey } from '../core/return/events.ts';
import { type Buyer, keyOf, type Return, type ReturnItem, type Verdict } from '../core/return/model.ts';
import { filesOfReturn } from '../store/thread.ts';
import type { Result } from './carry-out.ts';
import type { Context } from './context.ts';

/** A confirmed fault, or goods as they were sold, are no news: the buyer said so. */
const NEWS: readonly Verdict[] = ['no_fault_found', 'customer_damage', 'other_device', 'incomplete'];
export const isNews = (verdict: Verdict): boolean => NEWS.includes(verdict);

const MOST_PHOTOS = 10;

export async function reportFinding(
  {
    ctx,
    seller,
    ret,
    buyer,
    channel,
  }: {
    readonly ctx: Context;
    readonly seller: { readonly id: string };
    readonly ret: Return;
    readonly buyer: Buyer;
    readonly channel: Channel;
  },
  { items }: { readonly items: readonly ItemKey[] },
): Promise<Result> {
  if (!channel.reportProblem || ret.channelReturnId === undefined) return { done: { skipped: 'the channel has no such act' } };
  const keys = new Set(items.map(keyOf));
  // As it stands now: a second look may have corrected the first.
  const found = ret.items.filter((item) => keys.has(keyOf(item)) && item.verdict !== undefined && isNews(item.verdict));
  if (found.length === 0) return { done: { skipped: 'it was found otherwise since' } };
  const references: string[] = [];
  for (const item of found) {
    const photos = await picturesOf(ctx, seller.id, ret.id, item);
    // Without a picture it is our word against the buyer's, and channels refuse it.
    if (item.verdict === 'customer_damage' && photos.length === 0) {
      references.push(`${item.lineId}#${item.unit}: not told, there is no picture`);
      continue;
    }
    const told = await channel.reportProblem(
      ret.channelReturnId,
      { verdict: precisely(item), says: saysOf(ret, item, buyer.language) },
      photos,
    );
    if (failed(told)) return { failure: told };
    references.push(told.reference);
  }
  return { done: { reference: references.join('; ') } };
}

/** A lock has a name of its own at the channel. */
function precisely({ verdict, checks }: ReturnItem): string {
  const lock = checks?.['lock'];
  return verdict === 'incomplete' && (lock === 'account' || lock === 'code') ? `${lock}_locked` : verdict!;
}

/** The bench's own notes are for the team: the channel reads the finding. */
function saysOf(ret: Return, item: ReturnItem, language: string): string {
  const words = wordsOf(languageOf(language));
  const read = item.verdict === 'other_device' && item.read ? ` (${item.read.imei ?? item.read.serial})` : '';
  return `${ret.rma}, ${item.title}: ${words.verdict[item.verdict!]}${read}.`;
}

/** As JPEG: what every channel takes. */
async function picturesOf(ctx: Context, sellerId: string, returnId: string, item: ReturnItem): Promise<readonly OutgoingFile[]> {
  const files = await ctx.db.withSeller(sellerId, (tx) => filesOfReturn(tx, returnId));
  const ours = files.filter(({ kind, shows }) => kind === 'bench' && (shows?.lineId === undefined || shows.lineId === item.lineId));
  const pictures = ours.slice(0, MOST_PHOTOS).map(async (file, i): Promise<OutgoingFile[]> => {
    const bytes = await ctx.files.get(file.sha256);
    if (!bytes) return [];
    const jpeg = await sharp(bytes).flatten({ background: '#fff' }).jpeg({ quality: 80 }).toBuffer();
    return [{ name: `finding-${i + 1}.jpg`, type: 'image/jpeg', bytes: new Uint8Array(jpeg) }];
  });
  return (await Promise.all(pictures)).flat();
}

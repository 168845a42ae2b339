/** What a return comes to, as a person decides it: a replacement is held from stock in the same act, and what can be taken back is (M30). */
import type { Actor } from '../core/access.ts';
import type { CommandOf } from '../core/return/commands.ts';
import type { Grade, HeldUnit } from '../core/return/model.ts';
import { isUniqueViolation } from '../store/db.ts';
import { lockReturn } from '../store/returns.ts';
import { countForSale, knowsSku } from '../store/units.ts';
import { act, type Acted, actIn, type ActOptions } from './act.ts';
import type { Context } from './context.ts';
import { holdUnit } from './stock.ts';

type Asked = CommandOf<'resolution'>['items'][number] & {
  /** The least grade of a replacement; any where left out. */
  readonly grade?: Grade;
  /** Replaced all the same where our stock has none: it comes from elsewhere. */
  readonly withoutStock?: boolean;
};

/** Carries an answer out of a transaction that must leave nothing behind. */
class TakenBack extends Error {
  readonly acted: Acted;
  constructor(acted: Acted) {
    super('refused after a unit was held');
    this.acted = acted;
  }
}

/**
 * Resolves, and holds a unit for each replacement. Refuses `out_of_stock` at once where the seller's stock knows the SKU and has none; a seller
 * who keeps no stock here replaces as before, and tells the number when it is sent.
 */
export async function resolveReturn(
  ctx: Context,
  sellerId: string,
  returnId: string,
  asked: readonly Asked[],
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  if (!asked.some(({ resolution }) => resolution === 'replacement'))
    return act(ctx, sellerId, returnId, { verb: 'resolution', items: asked.map(bare) }, by, options);
  return ctx.db
    .withSeller(sellerId, async (tx) => {
      const loaded = await lockReturn(tx, returnId);
      if (!loaded) return { ok: false, refusal: 'not_found' } as const;
      const { ret } = loaded;
      const items: CommandOf<'resolution'>['items'][number][] = [];
      for (const one of asked) {
        const item = ret.items.find(({ lineId, unit }) => lineId === one.lineId && (one.unit ?? unit) === unit);
        // What is wrong with the request itself is the core's to say.
        if (one.resolution !== 'replacement' || !item || item.settlement !== 'open') {
          items.push(bare(one));
          continue;
        }
        const { sku, lineId, unit } = item;
        const found = await holdUnit(ctx, tx, { sku, returnId, lineId, unit, ...(one.grade && { grade: one.grade }) });
        if (!found && one.withoutStock !== true && (await knowsSku(tx, sku))) {
          const there = await countForSale(tx, sku);
          const grades = there.flatMap(({ grade }) => grade ?? []).join(', ');
          const refusal = { name: 'out_of_stock' as const, facts: { lineId, sku, ...(grades && { grades }) } };
          throw new TakenBack({ ok: false, refusal, ret });
        }
        const held: HeldUnit | undefined = found
          ? {
              unitId: found.id,
              ...(found.imei && { imei: found.imei }),
              ...(found.serial && { serial: found.serial }),
              ...(found.grade && { grade: found.grade }),
            }
          : undefined;
        items.push({ ...bare(one), ...(held && { held }) });
      }
      const acted = await actIn(ctx, tx, returnId, { verb: 'resolution', items }, by, options);
      if (!acted.ok) throw new TakenBack(acted);
      return acted;
    })
    .catch((error: unknown) => {
      if (error instanceof TakenBack) return error.acted;
      throw error;
    });
}

function bare({ grade: _grade, withoutStock: _stock, ...item }: Asked): CommandOf<'resolution'>['items'][number] {
  return item;
}

/** Takes the last resolution back. Where the unit was asked for anew meanwhile, the newer return stands (M14). */
export async function undoResolution(
  ctx: Context,
  sellerId: string,
  returnId: string,
  because: string,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  return act(ctx, sellerId, returnId, { verb: 'resolution-undo', ...(because && { because }) }, by, options).catch(
    async (error: unknown) => {
      if (!isUniqueViolation(error, 'return_items_one_open')) throw error;
      const loaded = await ctx.db.withSeller(sellerId, (tx) => lockReturn(tx, returnId));
      return { ok: false, refusal: { name: 'returned_again', facts: {} }, ret: loaded!.ret } as const;
    },
  );
}

/** The demo's stock: some shelves, a lot whose batteries die, and a warehouse up north that reports parcels (M27–M29). */
import type { Actor } from '../core/access.ts';
import { isImei } from '../core/inspection/identity.ts';
import { money } from '../core/money.ts';
import type { Grade } from '../core/return/model.ts';
import type { Context } from '../app/context.ts';
import { makePartner } from '../app/partners.ts';
import { lookForBadLots } from '../app/pulls.ts';
import { putUnits, type UnitIn } from '../app/put-units.ts';

const SHELF: readonly {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly cost: number;
  readonly tac: string;
}[] = [
  { sku: 'IP13-128-BLUE', title: 'iPhone 13 128 GB - Blue', category: 'smartphone', cost: 232_00, tac: '35290611' },
  { sku: 'IP12-64-BLACK', title: 'iPhone 12 64 GB - Black', category: 'smartphone', cost: 168_00, tac: '35675311' },
  { sku: 'S22-128-GREEN', title: 'Galaxy S22 128 GB - Green', category: 'smartphone', cost: 190_00, tac: '35123410' },
  { sku: 'PX7-128-SNOW', title: 'Pixel 7 128 GB - Snow', category: 'smartphone', cost: 178_00, tac: '35881214' },
];
const LOTS = [
  { supplier: 'Nordphone', lot: 'N-2611' },
  { supplier: 'Nordphone', lot: 'N-2614' },
  { supplier: 'Rekom Handels', lot: 'RK-88' },
] as const;
const GRADES: readonly Grade[] = ['excellent', 'good', 'good', 'fair'];

/** Valid, and nobody's: the check digit is the one that fits. */
const imeiOf = (tac: string, serial: number): string =>
  [...'0123456789'].map((sign) => `${tac}${String(serial).padStart(6, '0')}${sign}`).find(isImei)!;

/** Two dozen devices on the shelves, a partner with its terms, and one look through what was sold. */
export async function demoStock(ctx: Context, sellerId: string, by: Actor): Promise<void> {
  const units = Array.from({ length: 24 }, (_, i): UnitIn => {
    const device = SHELF[i % SHELF.length]!;
    const { supplier, lot } = LOTS[i % LOTS.length]!;
    return {
      ref: `PH-${1_001 + i}`,
      sku: device.sku,
      title: device.title,
      category: device.category,
      imei: imeiOf(device.tac, 410_000 + i * 37),
      supplier,
      lot,
      grade: GRADES[i % GRADES.length]!,
      place: `${'ABC'[i % 3]}-${String(1 + (i % 8)).padStart(2, '0')}`,
      cost: money(device.cost, 'EUR'),
    };
  });
  await putUnits(ctx, sellerId, units, by);
  await makePartner(ctx, sellerId, 'Entrepôt du Nord', {
    receiveHours: 24,
    inspectHours: 48,
    shipHours: 24,
    lateFee: money(5_00, 'EUR'),
    errorFee: money(12_00, 'EUR'),
  });
  await lookForBadLots(ctx, sellerId);
}

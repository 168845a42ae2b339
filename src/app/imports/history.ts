/** Cases from before Retour, one article each (M9): for trying policies on the past. Names and addresses are not kept. */
import type { Money } from '../../core/money.ts';
import type { Outcome } from '../../core/policy/decision.ts';
import type { Condition, Fault, Reason, Resolution, Wish } from '../../core/return/model.ts';
import { knownRefs } from '../../store/past-cases.ts';
import { importHistory, type PastCaseIn } from '../import-history.ts';
import { decisionFacts } from '../ask-policy.ts';
import type { LineOutcome } from './things.ts';
import type { KindWork, ThingLine } from './things.ts';

export const historyWork: KindWork = {
  thingOf: () => null,

  lineProblems(values) {
    const [placed, delivered] = [values['placedAt'] as string | undefined, values['deliveredAt'] as string | undefined];
    return placed && delivered && delivered < placed
      ? [{ code: 'before_placed', field: 'deliveredAt', value: delivered.slice(0, 10) }]
      : [];
  },

  async judge(ctx, sellerId, things, _by, seen) {
    const lines = things.flat();
    const refs = await ctx.db.withSeller(sellerId, (tx) => knownRefs(tx, lines.map(refOf)));
    return new Map(
      lines.map((one): [number, LineOutcome] => {
        const first = seen.get(refOf(one));
        if (first !== undefined) return [one.line, { state: 'refused', problems: [{ code: 'ref_twice', field: 'ref', line: first }] }];
        seen.set(refOf(one), one.line);
        return [one.line, { state: refs.has(refOf(one)) ? 'changed' : 'made', became: refOf(one) }];
      }),
    );
  },

  async take(ctx, sellerId, things, by) {
    const lines = things.flat();
    const refs = await ctx.db.withSeller(sellerId, (tx) => knownRefs(tx, lines.map(refOf)));
    await importHistory(ctx, sellerId, lines.map(caseOf), by);
    return new Map(
      lines.map((one) => [one.line, { state: refs.has(refOf(one)) ? ('changed' as const) : ('made' as const), became: refOf(one) }]),
    );
  },
};

const refOf = ({ values }: ThingLine): string => values['ref'] as string;

function caseOf({ values }: ThingLine): PastCaseIn {
  const text = (name: string) => values[name] as string | undefined;
  const at = text('requestedAt')!;
  const price = values['price'] as Money;
  const facts = decisionFacts(
    { history: [], buyerReturns12m: 0, buyerOrders12m: 0 },
    {
      id: '',
      channel: text('channel')!,
      channelOrderId: '',
      country: text('country')!,
      currency: price.currency,
      placedAt: text('placedAt')!,
      ...(text('deliveredAt') !== undefined && { deliveredAt: text('deliveredAt')! }),
      lines: [
        {
          id: '1',
          sku: text('sku')!,
          title: text('title') ?? text('sku')!,
          category: text('category')!,
          condition: text('condition') as Condition,
          price,
          quantity: 1,
        },
      ],
    },
    {
      lineId: '1',
      unit: 1,
      reason: text('reason') as Reason,
      photos: (values['photos'] as number | undefined) ?? 0,
      ...(text('fault') !== undefined && { fault: text('fault') as Fault }),
      ...(text('wants') !== undefined && { wants: text('wants') as Wish }),
    },
    at,
  );
  return {
    ref: refOf({ line: 0, values }),
    facts,
    answered: {
      outcome: text('outcome') as Outcome,
      ...(values['refund'] !== undefined && { refund: values['refund'] as Money }),
      ...(text('resolution') !== undefined && { resolutions: [text('resolution') as Resolution] }),
    },
  };
}

/** What the policy is asked about one unit, from what is known of its order and of what came back before; and its answer (M6). */
import type { Decision, DecisionFacts, PastReturn } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { evaluate } from '../core/policy/evaluate.ts';
import { lawBook } from '../core/policy/law/law.ts';
import type { Order, Reason, Wish } from '../core/return/model.ts';
import type { OpeningFacts } from '../store/orders.ts';
import type { UnitHistory } from '../store/returns.ts';
import type { Context } from './context.ts';
import type { RequestedLine } from './open-return.ts';

export function decisionFacts(
  known: Pick<OpeningFacts, 'history' | 'buyerReturns12m' | 'buyerOrders12m'> &
    Partial<Pick<OpeningFacts, 'ancestors' | 'record' | 'warrantyExtendedBy'>>,
  order: Order,
  request: RequestedLine & { readonly unit: number },
  at: string,
): DecisionFacts {
  const { id: _id, ...rest } = order;
  return {
    at,
    order: rest,
    request: {
      lineId: request.lineId,
      unit: request.unit,
      reason: request.reason,
      photos: request.photos ?? 0,
      ...(request.fault && { fault: request.fault }),
      ...(request.wants && { wants: request.wants }),
    },
    history: {
      itemReturns: [...(known.ancestors ?? []), ...known.history]
        .filter((h) => !h.open && h.line_id === request.lineId && h.unit === request.unit)
        .map(pastReturn)
        .sort((a, b) => (a.closedAt < b.closedAt ? -1 : a.closedAt > b.closedAt ? 1 : 0)),
      buyerReturns12m: known.buyerReturns12m,
      buyerOrders12m: known.buyerOrders12m,
      ...(known.record && { record: known.record }),
      ...(known.warrantyExtendedBy && { warrantyExtendedBy: known.warrantyExtendedBy }),
    },
  };
}

/** How an earlier return of the unit ended. "No fault found" (M5: it does not count) and "another device" (M7) say more than the settlement. */
function pastReturn(h: UnitHistory): PastReturn {
  const outcome =
    h.verdict === 'no_fault_found' || h.verdict === 'other_device'
      ? h.verdict
      : h.settlement !== 'open'
        ? h.settlement
        : h.authorisation === 'rejected' || h.authorisation === 'cancelled' || h.authorisation === 'expired'
          ? h.authorisation
          : 'denied';
  return {
    reason: h.reason as Reason,
    outcome: outcome as PastReturn['outcome'],
    closedAt: new Date(h.closed_at ?? 0).toISOString(),
    ...(h.repair && { requestedAt: new Date(h.repair.requestedAt).toISOString() }),
    ...(h.repair?.wanted && { wanted: h.repair.wanted as Wish }),
  };
}

export const evaluatePolicy = (ctx: Pick<Context, 'holidays'>, policy: PolicyDocument, facts: DecisionFacts): Decision =>
  evaluate(policy, facts, { law: lawBook, holidays: ctx.holidays });

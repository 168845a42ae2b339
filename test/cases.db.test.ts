/** Every example case of law and policy, through the HTTP API as anybody's program would ask it: the whole table that a lawyer can read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '../src/core/money.ts';
import { CASES, type Case, factsOfCase } from '../src/core/policy/cases.ts';
import { CASES_BY_COUNTRY } from '../src/core/policy/cases-by-country.ts';
import type { DecisionFacts } from '../src/core/policy/decision.ts';
import { PACKS } from '../src/core/policy/packs/packs.ts';
import { type Json, openProduct, type Product } from './product.ts';

const ASKED = [...CASES, ...CASES_BY_COUNTRY].filter(({ uncounted }) => !uncounted);

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

/** The facts as the body of `POST /decisions`: money in decimals, history as a caller knows it. */
function bodyOf({ at, order, request, history, finding }: DecisionFacts): Json {
  return {
    at,
    order: {
      ...order,
      ...(order.shippingPaid && { shippingPaid: decimal(order.shippingPaid) }),
      lines: order.lines.map((line) => ({ ...line, price: decimal(line.price) })),
    },
    request,
    history,
    ...(finding && { finding }),
  };
}

async function answerTo({ given, pack = 'backmarket', agreed }: Case): Promise<Json> {
  const body = bodyOf(factsOfCase(given));
  const answer = agreed
    ? await product.post('/policies/trial', { document: { ...PACKS[pack]!, agreedGuarantee: agreed }, case: body })
    : await product.post(`/decisions?pack=${pack}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return agreed ? answer.body.decision : answer.body;
}

describe('what policy and law answer, over HTTP', () => {
  test.each(ASKED.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { then } = one;
    const decision = await answerTo(one);
    expect({ outcome: decision.outcome, ground: decision.ground }).toEqual({ outcome: then.outcome, ground: then.ground });
    if (then.resolutions) expect(decision.resolutions).toEqual(then.resolutions);
    if (then.refund) {
      expect({ items: cents(decision.refund.items), shipping: cents(decision.refund.shipping) }).toEqual(then.refund);
      expect(cents(decision.refund.total)).toBe(then.refund.items + then.refund.shipping - cents(decision.refund.deductions));
    }
    if (then.wayBack) expect(decision.returnShipping.paidBy).toBe(then.wayBack);
    if (then.next) expect(decision.next).toBe(then.next);
    for (const [kind, due] of Object.entries(then.due ?? {})) {
      const deadline = decision.deadlines.find((d: Json) => d.kind === kind);
      expect(deadline ? (deadline.dueAt ?? 'not_yet') : 'none', kind).toBe(due);
    }
    const rules = decision.because.map((because: Json) => because.rule);
    for (const rule of then.says ?? []) expect(rules).toContain(rule);
    // Every answer says why, in words and with where it is written.
    expect(decision.because.length).toBeGreaterThan(0);
    for (const because of decision.because) {
      expect(because.says.length, because.rule).toBeGreaterThan(5);
      expect(because.reference.length, because.rule).toBeGreaterThan(1);
    }
  });
});

const cents = (text: string): number => Math.round(Number(text) * 100);

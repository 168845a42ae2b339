/** One whole return life cycle as HTTP calls: what every shop's program would send, and nothing that only a bench would. */
export type Answer = { readonly status: number; readonly body: { id?: string; status?: string; [field: string]: unknown } };
export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

export const CHANNEL = 'shop';

/** Fresh numbers for each cycle. `n` and `run` make them differ from every other cycle's. */
export function numbersOf(run: string, n: number) {
  return { order: `BENCH-${run}-${n}`, email: `buyer-${run}-${n}@example.org`, tracking: `6A${run}${String(n).padStart(8, '0')}` };
}
export type Numbers = ReturnType<typeof numbersOf>;

const STEPS = ['order', 'return', 'dispatch', 'receipt', 'inspection', 'resolution'] as const;
export type Step = (typeof STEPS)[number] | 'refund';

/** Up to the resolution; the refund is then the worker's. Answers the return's id. `took` hears what each call took in ms. */
export async function liveUpToMoney(call: Call, numbers: Numbers, took: (step: Step, ms: number) => void = () => {}): Promise<string> {
  const now = Date.now();
  const iso = (days: number) => new Date(now - days * 86_400_000).toISOString();
  const step = async (name: Step, method: string, path: string, body: unknown): Promise<Answer> => {
    const began = performance.now();
    const answer = await call(method, `/api/v1${path}`, body);
    took(name, performance.now() - began);
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  await step('order', 'PUT', `/orders/${CHANNEL}/${numbers.order}`, {
    country: 'FR',
    currency: 'EUR',
    buyer: { name: 'Léa Fontaine', email: numbers.email, language: 'fr' },
    placedAt: iso(8),
    shippedAt: iso(7),
    deliveredAt: iso(5),
    shippingPaid: '0.00',
    lines: [
      {
        id: '1',
        sku: 'IP13-128-BLUE-GOOD',
        title: 'iPhone 13 128 GB, Blue',
        category: 'smartphone',
        condition: 'refurbished',
        price: '369.00',
        imei: '356938035643809',
      },
    ],
  });
  const opened = await step('return', 'POST', '/returns', {
    channel: CHANNEL,
    channelOrderId: numbers.order,
    items: [{ lineId: '1', reason: 'changed_mind', wants: 'refund' }],
  });
  const id = opened.body.id!;
  const at = (noun: string) => `/returns/${id}/${noun}`;
  await step('dispatch', 'POST', at('dispatch'), { carrier: 'la-poste', trackingNumber: numbers.tracking });
  await step('receipt', 'POST', at('receipt'), { items: [{ lineId: '1', imei: '356938035643809' }] });
  await step('inspection', 'POST', at('inspection'), {
    items: [{ lineId: '1', verdict: 'as_described', grade: 'good', disposition: 'refurbish' }],
  });
  await step('resolution', 'POST', at('resolution'), { items: [{ lineId: '1', resolution: 'refund' }] });
  return id;
}

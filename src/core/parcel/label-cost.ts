/** What a label costs stands in the books as return shipping (M34); the carrier collects it from the bank. */
import type { Journal } from '../money-flow/ledger.ts';
import type { Money } from '../money.ts';

type Label = { readonly id: string; readonly returnId: string; readonly orderId: string; readonly cost: Money };

export const labelJournal = ({ id, returnId, orderId, cost }: Label, at: string): Journal => ({
  key: `label:${id}`,
  at,
  what: 'return_label',
  currency: cost.currency,
  about: { returnId, orderId },
  lines: [
    { account: 'return_shipping', minor: cost.minor },
    { account: 'bank_clearing', minor: -cost.minor },
  ],
});

/** It was never used, and the carrier gives the money back. */
export const labelRefundJournal = (label: Label, at: string): Journal => {
  const { lines, ...bought } = labelJournal(label, at);
  return {
    ...bought,
    key: `${bought.key}:refund`,
    what: 'return_label_refund',
    reverses: bought.key,
    lines: lines.map(({ account, minor }) => ({ account, minor: -minor })),
  };
};

/** What a template may ask of a case. `always`: every case has it; `sometimes`: it may be missing, so it belongs into a part of its own. */
export const VARIABLES = {
  'buyer.firstName': 'always',
  'buyer.name': 'always',
  'order.number': 'always',
  'order.shop': 'always',
  'order.date': 'always',
  'item.title': 'always',
  'return.code': 'always',
  'seller.name': 'always',
  'agent.firstName': 'always',
  'address.return': 'always',
  'case.asks': 'sometimes',
  'decision.reason': 'sometimes',
  'finding.says': 'sometimes',
  'deadline.answer': 'sometimes',
  'deadline.buyerAnswer': 'sometimes',
  'deadline.sendBack': 'sometimes',
  'deadline.resolve': 'sometimes',
  'deadline.refund': 'sometimes',
  'refund.total': 'sometimes',
  'refund.kept': 'sometimes',
  'parcel.carrier': 'sometimes',
  'parcel.number': 'sometimes',
  'outbound.carrier': 'sometimes',
  'outbound.number': 'sometimes',
  'links.returnPage': 'sometimes',
  'links.label': 'sometimes',
} as const satisfies Record<string, 'always' | 'sometimes'>;

export type VariableName = keyof typeof VARIABLES;
export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];
export const isVariable = (name: string): name is VariableName => Object.hasOwn(VARIABLES, name);

/**
 * The condition of a row as a form edits it: groups of statements, each with an operator that reads like speech. `not` is no thing of its
 * own here but part of an operator ("is not", "none of these").
 */
import type { Fact } from '../../../src/core/policy/decision.ts';
import type { FactName, When } from '../../../src/core/policy/document.ts';

export const GROUP_OPS = ['all', 'any', 'none', 'not_all'] as const;
export type GroupOp = (typeof GROUP_OPS)[number];

/** `is` and `is_not` take several values: "is a phone or a tablet". */
export const LEAF_OPS = ['is', 'is_not', 'at_least', 'at_most', 'below', 'above'] as const;
export type LeafOp = (typeof LEAF_OPS)[number];

export type Leaf = { readonly kind: 'leaf'; readonly fact: FactName; readonly op: LeafOp; readonly values: readonly Fact[] };
export type Group = { readonly kind: 'group'; readonly op: GroupOp; readonly parts: readonly Node[] };
export type Node = Leaf | Group;

/** `at_least` as the form has it when it is turned round: less than 5 is not at least 5. */
const TURNED: Readonly<Record<LeafOp, LeafOp>> = {
  is: 'is_not',
  is_not: 'is',
  at_least: 'below',
  below: 'at_least',
  at_most: 'above',
  above: 'at_most',
};

export function nodeOf(when: When): Node {
  if ('all' in when) return { kind: 'group', op: 'all', parts: when.all.map(nodeOf) };
  if ('any' in when) return { kind: 'group', op: 'any', parts: when.any.map(nodeOf) };
  if ('not' in when) {
    const inner = nodeOf(when.not);
    if (inner.kind === 'leaf') return { ...inner, op: TURNED[inner.op] };
    const turned = { all: 'not_all', any: 'none', none: 'any', not_all: 'all' } as const;
    return { ...inner, op: turned[inner.op] };
  }
  if ('is' in when) return { kind: 'leaf', fact: when.fact, op: 'is', values: [when.is] };
  if ('in' in when) return { kind: 'leaf', fact: when.fact, op: 'is', values: when.in };
  return 'atLeast' in when
    ? { kind: 'leaf', fact: when.fact, op: 'at_least', values: [when.atLeast] }
    : { kind: 'leaf', fact: when.fact, op: 'at_most', values: [when.atMost] };
}

export function whenOf(node: Node): When {
  if (node.kind === 'group') {
    const parts = node.parts.map(whenOf);
    if (node.op === 'all') return { all: parts };
    if (node.op === 'any') return { any: parts };
    return { not: node.op === 'none' ? { any: parts } : { all: parts } };
  }
  const { fact, op, values } = node;
  const [first] = values;
  switch (op) {
    case 'is':
      return values.length === 1 ? { fact, is: first! } : { fact, in: values };
    case 'at_least':
      return { fact, atLeast: Number(first) };
    case 'at_most':
      return { fact, atMost: Number(first) };
    default:
      return { not: whenOf({ ...node, op: TURNED[op] }) };
  }
}

/** The outermost is always a group on the screen, so that a second statement can join the first. */
export const rootOf = (when: When): Group => {
  const node = nodeOf(when);
  return node.kind === 'group' ? node : { kind: 'group', op: 'all', parts: [node] };
};

/** …and what is kept says no more than it must. No statement left: no condition. */
export function whenOfRoot(root: Group): When | undefined {
  const [first] = root.parts;
  if (first === undefined) return undefined;
  if (root.parts.length === 1 && first.kind === 'leaf' && (root.op === 'all' || root.op === 'any')) return whenOf(first);
  return whenOf(root);
}

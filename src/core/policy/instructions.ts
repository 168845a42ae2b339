/** What a buyer is told to do, in words (M10): the rows of the policy that decided say it. */
import type { Language } from '../access.ts';
import type { Decision } from './decision.ts';
import { factsOf, type InstructionTopic, type PolicyDocument, type ProductState } from './document.ts';
import { says } from './explain.ts';

/**
 * Where an instruction is read: how a `device` of some category is made ready, what goes `along` with anything, a `caution` that hangs on the
 * fault, and the topics as they are.
 */
export type InstructionPart = 'caution' | 'device' | 'along' | 'packaging' | 'documents' | 'contact';
export type Instructions = { readonly [part in InstructionPart]?: readonly string[] };

/** Each sentence once, though several items ask for it; a part that no row speaks about is absent. Decisions of old have none. */
export function instructionsOf(decisions: readonly Decision[], language: Language, policy?: PolicyDocument): Instructions {
  const told: { [part in InstructionPart]?: string[] } = {};
  for (const { rule, topic } of decisions.flatMap(({ instructions = [] }) => instructions)) {
    const text = says({ rule, source: 'policy', reference: '', facts: {} }, language, 'buyer', policy);
    const part = partOf(rule, topic, policy);
    if (text !== '' && !told[part]?.includes(text)) (told[part] ??= []).push(text);
  }
  return told;
}

function partOf(rule: string, topic: InstructionTopic, policy: PolicyDocument | undefined): InstructionPart {
  const named = factsOf(policy?.tables.instructions.find(({ id }) => id === rule)?.when);
  if (topic === 'packaging' && named.includes('fault')) return 'caution';
  if (topic === 'preparation') return named.includes('category') ? 'device' : 'along';
  return topic;
}

/** In what state the goods have to come back, whichever of the decisions asks for it. */
export const statesAsked = (decisions: readonly Decision[]): readonly ProductState[] => [
  ...new Set(decisions.flatMap(({ productState = [] }) => productState)),
];

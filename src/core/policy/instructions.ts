/** What a buyer is told to do, in words, by topic (M10): the rows of the policy that decided say it. */
import type { Language } from '../access.ts';
import type { Decision } from './decision.ts';
import { INSTRUCTION_TOPICS, type InstructionTopic, type PolicyDocument, type ProductState } from './document.ts';
import { says } from './explain.ts';

export type Instructions = { readonly [topic in InstructionTopic]?: readonly string[] };

/** Each sentence once, though several items ask for it; a topic that no row speaks about is absent. Decisions of old have none. */
export function instructionsOf(decisions: readonly Decision[], language: Language, policy?: PolicyDocument): Instructions {
  const told: { [topic in InstructionTopic]?: string[] } = {};
  for (const topic of INSTRUCTION_TOPICS) {
    const rules = decisions.flatMap(({ instructions = [] }) => instructions.filter((one) => one.topic === topic).map(({ rule }) => rule));
    const sentences = [
      ...new Set(rules.map((rule) => says({ rule, source: 'policy', reference: '', facts: {} }, language, 'buyer', policy))),
    ];
    const said = sentences.filter((sentence) => sentence !== '');
    if (said.length > 0) told[topic] = said;
  }
  return told;
}

/** In what state the goods have to come back, whichever of the decisions asks for it. */
export const statesAsked = (decisions: readonly Decision[]): readonly ProductState[] => [
  ...new Set(decisions.flatMap(({ productState = [] }) => productState)),
];

import { expect, test } from 'vitest';
import type { Decision } from './decision.ts';
import type { PolicyDocument } from './document.ts';
import { instructionsOf, statesAsked } from './instructions.ts';
import { backmarket } from './packs/backmarket.ts';

const said = (buyer: string) => ({ en: { agent: buyer, buyer } });
const policy: PolicyDocument = {
  ...backmarket,
  tables: {
    ...backmarket.tables,
    instructions: [
      { id: 'i.battery', when: { fact: 'fault', is: 'battery' }, answer: { topic: 'packaging' }, reference: 'x', words: said('Careful.') },
      {
        id: 'i.phone',
        when: { fact: 'category', is: 'smartphone' },
        answer: { topic: 'preparation' },
        reference: 'x',
        words: said('Sign out.'),
      },
      { id: 'i.all', answer: { topic: 'preparation' }, reference: 'x', words: said('Add the charger.') },
      { id: 'i.box', answer: { topic: 'packaging' }, reference: 'x', words: said('A firm box.') },
    ],
  },
};
const decision = (...rules: string[]): Decision =>
  ({
    productState: ['complete'],
    instructions: rules.map((rule) => ({ rule, topic: policy.tables.instructions.find(({ id }) => id === rule)!.answer.topic })),
  }) as never;

test('instructions are read where they belong, each once', () => {
  expect(instructionsOf([decision('i.battery', 'i.phone', 'i.all', 'i.box'), decision('i.box')], 'en', policy)).toEqual({
    caution: ['Careful.'],
    device: ['Sign out.'],
    along: ['Add the charger.'],
    packaging: ['A firm box.'],
  });
});

test('decisions of old ask for nothing', () => {
  expect(instructionsOf([{} as never], 'en', policy)).toEqual({});
  expect(statesAsked([{} as never, decision(), decision()])).toEqual(['complete']);
});

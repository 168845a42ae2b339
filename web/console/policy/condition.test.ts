import { describe, expect, it } from 'vitest';
import { QUESTIONS, type When } from '../../../src/core/policy/document.ts';
import { PACKS } from '../../../src/core/policy/packs/packs.ts';
import { rootOf, whenOfRoot } from './condition.ts';

describe('the condition of a row in the form', () => {
  const conditions = Object.values(PACKS).flatMap((pack) =>
    QUESTIONS.flatMap((question) => pack.tables[question].flatMap((row) => (row.when ? [row.when] : []))),
  );

  it('goes into the form and comes out as it was, for every condition of the packs', () => {
    expect(conditions.length).toBeGreaterThan(10);
    for (const when of conditions) expect(whenOfRoot(rootOf(when))).toEqual(when);
  });

  it('says "is not" and "none of these" instead of a knot of nots', () => {
    const when: When = { all: [{ not: { fact: 'reason', is: 'other' } }, { not: { any: [{ fact: 'delivered', is: false }] } }] };
    expect(rootOf(when)).toEqual({
      kind: 'group',
      op: 'all',
      parts: [
        { kind: 'leaf', fact: 'reason', op: 'is_not', values: ['other'] },
        { kind: 'group', op: 'none', parts: [{ kind: 'leaf', fact: 'delivered', op: 'is', values: [false] }] },
      ],
    });
    expect(whenOfRoot(rootOf(when))).toEqual(when);
  });

  it('turns bounds round', () => {
    const when: When = { not: { fact: 'price', atLeast: 5000 } };
    expect(rootOf(when).parts).toEqual([{ kind: 'leaf', fact: 'price', op: 'below', values: [5000] }]);
    expect(whenOfRoot(rootOf(when))).toEqual(when);
  });

  it('keeps one of several values as a list and the last of them as itself', () => {
    const root = rootOf({ fact: 'category', in: ['laptop', 'tablet'] });
    const [leaf] = root.parts;
    expect(leaf?.kind === 'leaf' && whenOfRoot({ ...root, parts: [{ ...leaf, values: ['laptop'] }] })).toEqual({
      fact: 'category',
      is: 'laptop',
    });
  });

  it('is no condition at all once the last statement is gone', () => {
    expect(whenOfRoot({ kind: 'group', op: 'all', parts: [] })).toBeUndefined();
  });
});

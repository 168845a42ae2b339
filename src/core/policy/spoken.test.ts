import { expect, test } from 'vitest';
import { CASES, factsOfCase, holidaysOfCases } from './cases.ts';
import type { PolicyDocument } from './document.ts';
import { evaluate } from './evaluate.ts';
import { lawBook } from './law/law.ts';
import { backmarket } from './packs/backmarket.ts';
import { packOf } from './packs/packs.ts';
import { spokenRows } from './spoken.ts';

const options = { law: lawBook, holidays: holidaysOfCases };
const given = { asks: 'wrong_item', on: '2026-11-20', delivered: '2026-11-13', photos: 0 } as const;
const spoken = (policy: PolicyDocument, facts = factsOfCase(given)) =>
  spokenRows(policy, facts, evaluate(policy, facts, options), options).map(({ row }) => row);

test('rows that give no reason are found too: the evidence that is asked, the deadlines that run', () => {
  const rows = spoken(backmarket);
  expect(rows).toContain('evidence.photos');
  expect(rows).toContain('check.photos_missing');
  expect(rows).toContain('deadlines.first_answer');
});

test('of two rows for one deadline, the one that the case means', () => {
  const { deadlines } = backmarket.tables;
  const [first] = deadlines;
  const french = { ...first!, id: 'deadlines.french', when: { fact: 'country', is: 'FR' } as const };
  const german = { ...first!, id: 'deadlines.german', when: { fact: 'country', is: 'DE' } as const };
  const policy = { ...backmarket, tables: { ...backmarket.tables, deadlines: [german, french, ...deadlines] } };
  expect(spoken(policy).filter((row) => /german|french|first_answer/.test(row))).toEqual(['deadlines.french']);
});

test('whatever gives a reason and is a row is among them, and nothing is there twice', () => {
  for (const { given: asked, pack = 'backmarket' } of CASES) {
    const policy = packOf(pack)!;
    const facts = factsOfCase(asked);
    const rows = spoken(policy, facts);
    const ids = new Set(Object.values(policy.tables).flatMap((table) => table.map(({ id }) => id)));
    const because = evaluate(policy, facts, options).because.filter(({ rule }) => ids.has(rule));
    expect(rows).toEqual(expect.arrayContaining(because.map(({ rule }) => rule)));
    expect(new Set(rows).size).toBe(rows.length);
  }
});

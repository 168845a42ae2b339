import { describe, expect, test } from 'vitest';
import { comparePolicies, type PolicyChange } from './compare.ts';
import { type PolicyDocument, QUESTIONS, type Question, type Row } from './document.ts';
import { backmarket } from './packs/backmarket.ts';
import { backmarket2026 } from './packs/backmarket-2026.ts';

const withTable = (question: Question, rows: readonly Row<unknown>[]): PolicyDocument =>
  ({ ...backmarket, tables: { ...backmarket.tables, [question]: rows } }) as PolicyDocument;
const told = (changes: readonly PolicyChange[]) =>
  changes.map((change) => ('setting' in change ? `${change.setting} ${change.kind}` : `${change.row} ${change.kind}`));

describe('two versions', () => {
  test('that say the same differ in nothing, whatever the order of keys', () => {
    expect(comparePolicies(backmarket, backmarket)).toEqual([]);
    const turned = JSON.parse(JSON.stringify(backmarket), (_key, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    );
    expect(comparePolicies(backmarket, { ...turned, version: 'backmarket@2', effectiveFrom: '2027-01-01' })).toEqual([]);
  });

  test('that differ in settings say so', () => {
    const hours = { zone: 'Europe/Paris', week: { mon: [['09:00', '12:00']] as const } };
    const after: PolicyDocument = { ...backmarket, name: 'Kinder', businessHours: hours, agreedGuarantee: { DE: 12 } };
    expect(told(comparePolicies(backmarket, after))).toEqual(['name changed', 'agreedGuarantee added', 'businessHours added']);
    expect(told(comparePolicies(after, backmarket))).toEqual(['name changed', 'agreedGuarantee removed', 'businessHours removed']);
  });

  test('a row that was put over ten others is one row that moved', () => {
    const rows = backmarket.tables.resolutions;
    expect(told(comparePolicies(backmarket, withTable('resolutions', [rows.at(-1)!, ...rows.slice(0, -1)])))).toEqual([
      'resolutions.refund moved',
    ]);
  });

  test('a changed row is told with what it was; other words are only words', () => {
    const [row] = backmarket.tables.window;
    const longer = { ...row!, answer: { ...row!.answer, days: 45 } };
    expect(comparePolicies(backmarket, withTable('window', [longer]))).toEqual([
      { question: 'window', row: 'window.days', kind: 'changed', before: row, after: longer, from: 0, to: 0 },
    ]);
    const warmer = { ...row!, words: { en: { agent: 'Days.', buyer: 'Take your time.' } } };
    expect(told(comparePolicies(backmarket, withTable('window', [warmer])))).toEqual(['window.days words']);
  });

  test('the packs of then and of today', () => {
    const changes = comparePolicies(backmarket, backmarket2026);
    expect(told(changes)).toContain('window.days removed');
    expect(told(changes)).toContain('window.days_2026 added');
    expect(told(changes)).toContain('shipping.free_in_window added');
    // Rows that stayed are not said to have moved because others came between.
    expect(told(changes).filter((one) => one.endsWith(' moved'))).toEqual([]);
  });
});

test('every edit is found, none is invented, and the way back is as long', () => {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const kinds = { added: 0, removed: 0, changed: 0, moved: 0, words: 0 };
  for (let round = 0; round < 500; round++) {
    const question = QUESTIONS[next(QUESTIONS.length)]!;
    const rows: Row<unknown>[] = [...backmarket.tables[question]];
    const expected: string[] = [];
    const i = next(rows.length);
    const row = rows[i];
    switch (row ? next(5) : 0) {
      case 0: {
        const fresh = { ...backmarket.tables.window[0]!, id: `new.${round}` };
        rows.splice(next(rows.length + 1), 0, fresh);
        expected.push(`${fresh.id} added`);
        break;
      }
      case 1:
        rows.splice(i, 1);
        expected.push(`${row!.id} removed`);
        break;
      case 2:
        rows[i] = { ...row!, when: { fact: 'price', atLeast: 1 + round } };
        expected.push(`${row!.id} changed`);
        break;
      case 3:
        rows[i] = { ...row!, words: { ...row!.words, en: { agent: `${round}`, buyer: 'x' } } };
        expected.push(`${row!.id} words`);
        break;
      default: {
        const to = next(rows.length);
        rows.splice(i, 1);
        rows.splice(to, 0, row!);
        // Swapped neighbours: either of them may be said to have moved.
        if (to !== i) expected.push(Math.abs(to - i) === 1 ? 'one moved' : `${row!.id} moved`);
      }
    }
    const after = withTable(question, rows);
    const there = told(comparePolicies(backmarket, after));
    const one = expected.map((said) => (said === 'one moved' ? there[0] : said));
    expect(there, `round ${round}`).toEqual(one);
    for (const said of there) kinds[said.split(' ')[1] as keyof typeof kinds] += 1;

    const back = comparePolicies(after, backmarket).map(({ kind }) => kind);
    const mirrored = { added: 'removed', removed: 'added', changed: 'changed', moved: 'moved', words: 'words' } as const;
    expect(back).toEqual(there.map((said) => mirrored[said.split(' ')[1] as keyof typeof mirrored]));
  }
  for (const count of Object.values(kinds)) expect(count).toBeGreaterThan(20);
});

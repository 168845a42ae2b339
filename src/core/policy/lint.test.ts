import { describe, expect, test } from 'vitest';
import { noHolidays } from '../calendar.ts';
import { money } from '../money.ts';
import { REASONS, type Verdict } from '../return/model.ts';
import { holidaysOfCases, CASES, factsOfCase } from './cases.ts';
import type { DecisionFacts } from './decision.ts';
import { type FactName, type Facts, matches, type PolicyDocument, type PolicyProblem, type Row, type When } from './document.ts';
import { evaluate } from './evaluate.ts';
import { lawBook } from './law/law.ts';
import { lintPolicy } from './lint.ts';
import { sayProblem } from './lint-words.ts';
import { backmarket } from './packs/backmarket.ts';
import { PACKS } from './packs/packs.ts';
import { NEVER } from './region.ts';

const words = { en: { agent: 'Words.', buyer: 'Words.' } };
const row = <A>(id: string, when: When | undefined, answer: A): Row<A> => ({
  id,
  ...(when && { when }),
  answer,
  reference: 'a test',
  words,
});
const withRows = (tables: Partial<Record<keyof PolicyDocument['tables'], readonly Row<unknown>[]>>): PolicyDocument =>
  ({ ...backmarket, tables: { ...backmarket.tables, ...tables } }) as PolicyDocument;
const found = (document: unknown, question: string): string[] =>
  lintPolicy(document)
    .filter((one) => one.question === question)
    .map((one) => `${one.row ?? ''} ${one.problem}`.trim());
const one = (document: unknown, problem: string): PolicyProblem => lintPolicy(document).find((p) => p.problem === problem)!;

const days = (id: string, when: When | undefined, n: number) => row(id, when, { days: n, endsOn: 'any_day' });
const offer = (id: string, when: When | undefined, ...offers: string[]) => row(id, when, { offer: offers });

describe('the packs', () => {
  test.each(Object.entries(PACKS))(
    '%s has no errors, and warnings only where the order of rows or the law is worth a look',
    (_name, pack) => {
      const problems = lintPolicy(pack);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(new Set(problems.map(({ problem }) => problem))).toEqual(new Set(['below_law', 'overlap']));
    },
  );
});

test('is fast enough for every keystroke', () => {
  const once = () => {
    const begun = performance.now();
    lintPolicy(backmarket);
    return performance.now() - begun;
  };
  // The best of some: what a busy machine adds is not ours. 5 ms on the machine that it was written on.
  expect(Math.min(...Array.from({ length: 12 }, once))).toBeLessThan(50);
});

describe('rows that never answer', () => {
  test('below a row that always does', () => {
    const document = withRows({ window: [days('w.all', undefined, 30), days('w.fr', { fact: 'country', is: 'FR' }, 14)] });
    expect(found(document, 'window')).toEqual(['w.fr unreachable']);
    expect(one(document, 'unreachable').facts).toEqual({ by: ['w.all'] });
  });

  test('because several rows above share all their cases', () => {
    const document = withRows({
      window: [
        days('w.new', { fact: 'condition', is: 'new' }, 30),
        days('w.other', { fact: 'condition', in: ['refurbished', 'used'] }, 40),
        days('w.dear', { fact: 'price', atLeast: 10_000 }, 50),
        days('w.all', undefined, 30),
      ],
    });
    expect(found(document, 'window')).toEqual(['w.dear unreachable', 'w.all unreachable']);
    expect(one(document, 'unreachable').facts).toEqual({ by: ['w.new', 'w.other'] });
  });

  test('whose own condition cannot be', () => {
    const both: When = {
      all: [
        { fact: 'price', atLeast: 500 },
        { fact: 'price', atMost: 499 },
      ],
    };
    expect(found(withRows({ window: [days('w.no', both, 1), days('w.all', undefined, 30)] }), 'window')).toContain('w.no contradiction');
    // Facts hang together: what comes back technically is defective.
    const odd: When = {
      all: [
        { fact: 'technicalReturn', atLeast: 2 },
        { fact: 'reason', is: 'changed_mind' },
      ],
    };
    const review = row('check.odd', odd, { signal: 'judgement' });
    expect(found(withRows({ review: [...backmarket.tables.review, review] }), 'review')).toEqual(['check.odd contradiction']);
  });

  test('an unknown number is neither much nor little: the row for it is reached', () => {
    const document = withRows({
      evidence: [
        row('e.some', { fact: 'photos', atLeast: 1 }, { photos: 1 }),
        row('e.none', { fact: 'photos', atMost: 0 }, { photos: 2 }),
        row('e.unknown', undefined, { photos: 0 }),
      ],
    });
    expect(found(document, 'evidence')).toEqual([]);
    const denied = withRows({ evidence: [row('e.not', { not: { fact: 'photos', atLeast: 0 } }, { photos: 2 })] });
    expect(found(denied, 'evidence')).toEqual([]);
  });

  test('deadlines stand in one another’s way only where they are of one kind', () => {
    const [answer, ...rest] = backmarket.tables.deadlines;
    const again = { ...answer!, id: 'deadlines.again' };
    expect(found(withRows({ deadlines: [answer!, again, ...rest] }), 'deadlines')).toEqual(['deadlines.again unreachable']);
  });
});

describe('rows of which the order decides', () => {
  const phones: When = { fact: 'category', is: 'smartphone' };
  const french: When = { fact: 'country', is: 'FR' };

  test('are told of, with a case that both mean', () => {
    const document = withRows({ window: [days('w.phones', phones, 30), days('w.french', french, 45), days('w.all', undefined, 14)] });
    const overlap = one(document, 'overlap');
    expect(overlap).toMatchObject({ severity: 'warning', row: 'w.french', facts: { first: ['w.phones'], second: 'w.french' } });
    expect(overlap.example).toEqual({ all: [phones, french] });
    for (const named of ['w.phones', 'w.french']) expect(overlap.says).toContain(named);
  });

  test('no wolf is cried: the same answer, an exception before its rule, the last row, cases that cannot be', () => {
    const quiet = (...rows: Row<unknown>[]) => found(withRows({ window: rows }), 'window');
    expect(quiet(days('a', phones, 30), days('b', french, 30), days('c', undefined, 14))).toEqual([]);
    expect(quiet(days('a', { all: [phones, french] }, 60), days('b', french, 30), days('c', undefined, 14))).toEqual([]);
    const apart = withRows({
      resolutions: [
        offer('a', { fact: 'technicalReturn', atLeast: 2 }, 'refund'),
        offer('b', { fact: 'reason', is: 'missing_part' }, 'replacement'),
        offer('c', undefined, 'refund'),
      ],
    });
    expect(found(apart, 'resolutions')).toEqual([]);
  });
});

describe('questions without an answer', () => {
  test('are an error, with a case that stays open', () => {
    const document = withRows({ warranty: [row('w.new', { fact: 'condition', is: 'new' }, { months: 24 })] });
    expect(one(document, 'no_answer')).toMatchObject({
      severity: 'error',
      question: 'warranty',
      example: { fact: 'condition', is: 'refurbished' },
    });
    expect(one(document, 'no_catch_all')).toBeUndefined();
  });

  test('where the conditions leave nothing out, a last row is wanted all the same', () => {
    const rows = ['new', 'refurbished', 'used'].map((is) => row(`w.${is}`, { fact: 'condition', is }, { months: 24 }));
    expect(found(withRows({ warranty: rows }), 'warranty')).toEqual(['no_catch_all']);
  });

  test('a first answer and a time to resolve are missed, wholly or for some', () => {
    const { deadlines } = backmarket.tables;
    const without = deadlines.filter(({ answer }) => answer.kind !== 'first_answer');
    expect(found(withRows({ deadlines: without }), 'deadlines')).toEqual(['no_deadline']);
    const partly = deadlines.map((d) => (d.answer.kind === 'resolve' ? { ...d, when: { fact: 'country', is: 'FR' } as When } : d));
    expect(one(withRows({ deadlines: partly }), 'no_deadline')).toMatchObject({
      facts: { kind: 'resolve' },
      example: { not: { fact: 'country', in: ['FR'] } },
    });
  });
});

test('less than the law is a hint, hours that nobody named too', () => {
  const document = withRows({
    window: [days('w', undefined, 7)],
    deadlines: [
      ...backmarket.tables.deadlines,
      row('d', { fact: 'country', is: 'FR' }, { kind: 'dispute_answer', after: { businessHours: 8 }, from: 'request', source: 'own' }),
    ],
  });
  expect(found(document, 'window')).toEqual(['w below_law']);
  expect(found(document, 'deadlines')).toEqual(['d hours_unnamed']);
});

test('signs of abuse that can never call anybody', () => {
  const sign = (weight: number) => row(`check.${weight}`, { fact: 'earlierNoFault', atLeast: weight }, { signal: 'abuse', weight });
  expect(found({ ...withRows({ review: [sign(30), sign(20)] }), abuseCallsFrom: 50 }, 'review')).toEqual([]);
  expect(found({ ...withRows({ review: [sign(30), sign(20)] }), abuseCallsFrom: 51 }, 'review')).toEqual(['score_unreached']);
});

test('words that name what is not known here are told, by place', () => {
  const said = { en: { agent: '{days:day|days} until {until}, {photosAsked}', buyer: '{dayz}' } };
  const document = withRows({ window: [{ ...days('w', undefined, 30), words: said }] });
  expect(lintPolicy(document).filter(({ question }) => question === 'window')).toMatchObject([
    { at: 'tables.window[0].words.en.agent', problem: 'empty_blank', facts: { blank: 'photosAsked' }, severity: 'warning' },
    { at: 'tables.window[0].words.en.buyer', problem: 'empty_blank', facts: { blank: 'dayz' } },
  ]);
});

test('a table that cannot be read is not reasoned about, the others are', () => {
  const document = withRows({
    window: [days('w.all', undefined, 30), days('w.odd', { fact: 'colour' as FactName, is: 'red' }, 14)],
    warranty: [row('w.1', undefined, { months: 24 }), row('w.2', undefined, { months: 12 })],
  });
  expect(found(document, 'window')).toEqual(['w.odd unknown_fact']);
  expect(found(document, 'warranty')).toEqual(['w.2 unreachable']);
});

test.each([null, 7, 'x', [], { tables: 7 }, { tables: { window: 'no' } }, { tables: { window: [null, 7, { when: 3 }, {}] } }])(
  '%j is told, not thrown',
  (json) => {
    expect(lintPolicy(json).length).toBeGreaterThan(0);
  },
);

test('what is too intricate is said to be so', () => {
  const facts = ['customised', 'consumable', 'accessory', 'delivered', 'shipped', 'technical'] as const;
  const texts = ['channel', 'category', 'country', 'currency', 'reason', 'condition', 'wants', 'fault'] as const;
  const knot = (n: number): When => ({
    all: Array.from({ length: 8 }, (_, i) => ({
      any: [
        { fact: facts[(i + n) % 6]!, is: i % 2 === 0 },
        { fact: 'price', atLeast: 100 * i + n },
        { not: { fact: texts[0], is: `c${i}${n}` } },
        { fact: 'daysSincePlaced', atMost: 7 * i + n },
      ],
    })),
  });
  const rows = Array.from({ length: 20 }, (_, n) => days(`w.${n}`, knot(n), n));
  const begun = performance.now();
  expect(found(withRows({ window: [...rows, days('w.all', undefined, 30)] }), 'window')).toContain('not_checked');
  expect(performance.now() - begun).toBeLessThan(2_000);
});

describe('against brute force', () => {
  /** A small generator that always gives the same numbers for a seed. */
  const random = (seed: number) => {
    let state = seed;
    return (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  };
  /** Values that stand for all there are, for the facts that these tables name. */
  const VALUES: Partial<Record<FactName, readonly (string | number | boolean | null)[]>> = {
    category: ['smartphone', 'laptop', 'anything else'],
    condition: ['new', 'refurbished', 'used'],
    price: [0, 9_999, 10_000, 10_001, 19_999, 20_000, 20_001, 50_000],
    photos: [null, 0, 1, 2, 3, 4],
    customised: [true, false],
  };
  const cases = Object.entries(VALUES).reduce<Partial<Facts>[]>(
    (all, [fact, values]) => all.flatMap((made) => values.map((value) => ({ ...made, [fact]: value }))),
    [{}],
  ) as Facts[];

  const leaf = (next: (below: number) => number): When => {
    const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
    switch (next(7)) {
      case 0:
        return { fact: 'category', is: pick(['smartphone', 'laptop']) };
      case 1:
        return { fact: 'condition', in: pick([['new'], ['new', 'used'], ['refurbished', 'used', 'new']]) };
      case 2:
        return { fact: 'price', atLeast: pick([10_000, 20_000]) };
      case 3:
        return { fact: 'price', atMost: pick([9_999, 20_000]) };
      case 4:
        return { fact: 'photos', is: pick([null, 1, 2]) };
      case 5:
        return pick<When>([
          { fact: 'photos', atLeast: 1 },
          { fact: 'photos', atMost: 3 },
        ]);
      default:
        return { fact: 'customised', is: next(2) === 0 };
    }
  };
  const condition = (next: (below: number) => number, depth = 0): When => {
    const parts = () => Array.from({ length: 1 + next(3) }, () => condition(next, depth + 1));
    const kind = depth < 2 ? next(6) : 5;
    return kind === 0 ? { all: parts() } : kind === 1 ? { any: parts() } : kind === 2 ? { not: condition(next, depth + 1) } : leaf(next);
  };

  test('a row is reported as unreachable, and a case as open, exactly where one finds so by trying', () => {
    const seen = { unreachable: 0, contradiction: 0, no_answer: 0, overlap: 0 };
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const rows = Array.from({ length: 2 + next(5) }, (_, i) => days(`w.${i}`, next(8) === 0 ? undefined : condition(next), 20 + next(3)));
      const answers = cases.map((facts) => rows.find(({ when }) => matches(when, facts))?.id);
      const dead = rows.filter(({ id }) => !answers.includes(id));
      const impossible = dead.filter(({ when }) => !cases.some((facts) => matches(when, facts)));

      const problems = lintPolicy(withRows({ window: rows })).filter(({ question }) => question === 'window');
      const told = (problem: string) => problems.filter((p) => p.problem === problem).map((p) => p.row);
      expect(told('contradiction'), `seed ${seed}`).toEqual(impossible.map(({ id }) => id));
      expect(told('unreachable'), `seed ${seed}`).toEqual(dead.filter((r) => !impossible.includes(r)).map(({ id }) => id));

      const open = problems.find((p) => p.problem === 'no_answer');
      expect(open !== undefined, `seed ${seed}`).toBe(answers.includes(undefined));
      if (open) {
        // The example is one of the open cases.
        const example = cases.filter((facts) => matches(open.example, facts));
        expect(example.length, `seed ${seed}`).toBeGreaterThan(0);
        for (const facts of example)
          expect(
            rows.some(({ when }) => matches(when, facts)),
            `seed ${seed}`,
          ).toBe(false);
      }

      const alive = rows.filter((r) => !dead.includes(r));
      const overlapping = alive.filter((second) => {
        const above = alive.slice(0, alive.indexOf(second));
        return (
          second.when !== undefined &&
          above.some(
            (first) =>
              first.answer.days !== second.answer.days &&
              cases.some((facts, i) => answers[i] === first.id && matches(second.when, facts)) &&
              cases.some((facts) => matches(first.when, facts) && !matches(second.when, facts)),
          )
        );
      });
      expect(told('overlap'), `seed ${seed}`).toEqual(overlapping.map(({ id }) => id));
      for (const { problem } of problems) if (problem in seen) seen[problem as keyof typeof seen] += 1;
    }
    // The tables were of every sort.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
  });
});

test('facts hang together as the reasoning assumes: no case of any kind is one that is said never to be', () => {
  const probes = NEVER.map((when, i) => row(`check.never_${i}`, when, { signal: 'judgement' }));
  const probing = withRows({ review: probes as never });
  const spoken = new Set<string>();
  const put = (facts: DecisionFacts, holidays = noHolidays) => {
    for (const { rule } of evaluate(probing, facts, { law: lawBook, holidays }).because)
      if (rule.startsWith('check.never_')) spoken.add(rule);
  };
  for (const { given } of CASES) put(factsOfCase(given), holidaysOfCases);
  // And every reason at every age, delivered or not, with and without a finding and a history.
  const base = factsOfCase(CASES[0]!.given);
  const day = (n: number) => new Date(Date.parse(base.at) - n * 86_400_000).toISOString();
  for (const reason of REASONS)
    for (const age of [0, 10, 40, 300, 500, 900])
      for (const delivered of [true, false])
        for (const shipped of [true, false])
          for (const verdict of [undefined, 'fault_confirmed', 'no_fault_found', 'customer_damage'] as (Verdict | undefined)[])
            for (const country of ['FR', 'IE', 'GB', 'JP'])
              for (const earlier of [0, 1, 3]) {
                const { deliveredAt: _d, shippedAt: _s, ...order } = base.order;
                put({
                  at: base.at,
                  order: {
                    ...order,
                    country,
                    placedAt: day(age + 3),
                    ...(shipped && { shippedAt: day(age + 2) }),
                    ...(delivered && { deliveredAt: day(age) }),
                    shippingPaid: money(0, 'EUR'),
                  },
                  request: { lineId: order.lines[0]!.id, reason, photos: age % 3 },
                  history: {
                    itemReturns: Array.from({ length: earlier }, () => ({ reason: 'defective', outcome: 'repaired', closedAt: day(1) })),
                    buyerReturns12m: earlier,
                    buyerOrders12m: earlier === 3 ? 0 : 5,
                  },
                  ...(verdict && { finding: { verdict, identity: 'match', grade: 'good' } }),
                });
              }
  expect([...spoken].map((rule) => NEVER[Number(rule.replace('check.never_', ''))])).toEqual([]);
});

test('every problem is said in every language, and none keeps a gap', () => {
  const document = withRows({
    window: [days('w.a', { fact: 'country', is: 'FR' }, 7), days('w.b', { fact: 'category', is: 'laptop' }, 30)],
    warranty: [row('w.1', undefined, { months: 24.5 })],
    review: [row('law.x', { fact: 'photos', is: -0.5 }, { signal: 'finding', weight: 3 })],
    deadlines: [],
  });
  const problems = lintPolicy(document);
  expect(problems.length).toBeGreaterThan(5);
  for (const problem of problems) {
    const said = (['en', 'fr', 'de', 'es', 'it'] as const).map((language) => sayProblem(problem, language));
    expect(new Set(said).size, problem.problem).toBe(5);
    for (const sentence of said) expect(sentence).not.toMatch(/[{}]|undefined|\[object/);
  }
});

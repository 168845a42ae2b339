import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../access.ts';
import { endOfDayIn, startOfDayIn, zoneOf } from '../calendar.ts';
import { type Alternative, alternativesOf, isForBuyers, sayAlternative } from './alternatives.ts';
import { CASES, factsOfCase, holidaysOfCases } from './cases.ts';
import { CASES_BY_COUNTRY } from './cases-by-country.ts';
import type { Decision } from './decision.ts';
import { evaluate } from './evaluate.ts';
import { lawBook } from './law/law.ts';
import { PACKS } from './packs/packs.ts';

const options = { law: lawBook, holidays: holidaysOfCases };
const answerOf = ({ outcome, ground, resolutions, refund, returnShipping }: Decision) => ({
  outcome,
  ground,
  resolutions,
  refund: refund.total.minor,
  paidBy: returnShipping.paidBy,
});
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const of = (given: Parameters<typeof factsOfCase>[0], pack = 'backmarket') => alternativesOf(PACKS[pack]!, factsOfCase(given), options);
const said = (given: Parameters<typeof factsOfCase>[0], pack?: string) =>
  of(given, pack).map((one) => plain(sayAlternative(one, 'en', 'agent')));
const kinds = (alternatives: readonly Alternative[]) => alternatives.map(({ kind }) => kind);

describe('of every example case, under both packs', () => {
  const all = [...CASES, ...CASES_BY_COUNTRY].flatMap((one) => Object.keys(PACKS).map((pack) => [pack, one.name, one.given] as const));

  test.each(all)('%s: %s', (pack, _, given) => {
    const policy = PACKS[pack]!;
    const facts = factsOfCase(given);
    const now = answerOf(evaluate(policy, facts, options));
    const zone = zoneOf(facts.order.country);
    for (const one of alternativesOf(policy, facts, options)) {
      // What is told is what comes out, and it is another answer.
      const then = evaluate(policy, one.facts, options);
      expect(one.decision).toEqual(then);
      expect(answerOf(then)).not.toEqual(now);
      if (one.until !== undefined) expect(answerOf(evaluate(policy, { ...facts, at: endOfDayIn(one.until, zone) }, options))).toEqual(now);
      // The day itself is exact: the day before (or after) is different.
      if (one.kind === 'earlier') {
        const after = startOfDayIn(new Date(Date.parse(one.when!) + 86_400_000).toISOString().slice(0, 10), zone);
        expect(answerOf(evaluate(policy, { ...facts, at: after > facts.at ? facts.at : after }, options))).not.toEqual(answerOf(then));
      }
      for (const verdict of one.with?.verdicts ?? []) {
        const identity = verdict === 'other_device' ? 'mismatch' : 'match';
        expect(answerOf(evaluate(policy, { ...facts, finding: { verdict, identity } }, options))).toEqual(answerOf(then));
      }
      for (const language of LANGUAGES) {
        for (const audience of ['agent', 'buyer'] as const) {
          if (audience === 'buyer' && !isForBuyers(one)) continue;
          expect(sayAlternative(one, language, audience)).not.toMatch(/[{}]|undefined|null|NaN|_|: \.|^$/);
        }
      }
    }
  });

  test('most have something to tell, and none a long list', () => {
    const counts = all.map(([pack, , given]) => alternativesOf(PACKS[pack]!, factsOfCase(given), options).length);
    expect(counts.filter((n) => n > 0).length).toBeGreaterThan(all.length * 0.8);
    expect(Math.max(...counts)).toBeLessThanOrEqual(6);
  });
});

describe('what is told', () => {
  test('a withdrawal becomes the seller’s own return, and then nothing', () => {
    expect(said({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07' })).toEqual(
      expect.arrayContaining([
        'The same answer if asked until 16 November 2026. Asked from 17 November 2026: ground: Seller’s return period; refund €300.00.',
        'Asked from 3 December 2026: rejected.',
      ]),
    );
  });

  test('who came too late reads until when it was open', () => {
    const alternatives = of({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-12-05' });
    expect(kinds(alternatives)).toEqual(['earlier']);
    expect(sayAlternative(alternatives[0]!, 'en', 'buyer')).toBe('The last day for this request was 2 December 2026.');
    expect(plain(sayAlternative(alternatives[0]!, 'en', 'agent'))).toBe(
      'Asked by 2 December 2026: accepted; ground: Seller’s return period; offered: a refund; refund €300.00.',
    );
  });

  test('a photo that is missing', () => {
    const alternatives = of({ asks: 'damaged_in_transit', delivered: '2026-11-02', on: '2026-11-20', photos: 0 });
    expect(alternatives[0]).toMatchObject({ kind: 'photos', with: { photos: 1 }, decision: { outcome: 'approve' } });
    expect(LANGUAGES.map((language) => sayAlternative(alternatives[0]!, language, 'buyer'))).toEqual([
      'With a photo of what is wrong: we can accept it at once.',
      'Avec une photo du problème : nous pouvons accepter tout de suite.',
      'Mit einem Foto von dem, was nicht stimmt: wir können sofort zusagen.',
      'Con una foto del problema: podemos aceptar enseguida.',
      'Con una foto del problema: possiamo accettare subito.',
    ]);
  });

  test('where nobody counted the photos, none is asked for', () => {
    expect(kinds(of({ asks: 'damaged_in_transit', delivered: '2026-11-02', on: '2026-11-20' }))).not.toContain('photos');
  });

  test('today’s free way back and the choice of a refund end with the thirty days', () => {
    const [next] = of({ asks: 'defective', delivered: '2026-10-05', on: '2026-10-20' }, 'backmarket-2026').filter(
      ({ kind }) => kind === 'later',
    );
    expect(next).toMatchObject({ until: '2026-11-04', when: '2026-11-05', changed: ['resolutions'] });
  });

  test('a record that calls a person: without it, yes; and no buyer hears of it', () => {
    const alternatives = of({ asks: 'defective', delivered: '2026-11-02', on: '2026-11-22', buyer: { returns: 9, orders: 10 } });
    const [record] = alternatives.filter(({ kind }) => kind === 'record');
    expect(record).toMatchObject({ decision: { outcome: 'approve' } });
    expect(sayAlternative(record!, 'en', 'agent')).toBe('Without the signs in the record: accepted.');
    expect(isForBuyers(record!)).toBe(false);
    expect(
      alternatives
        .filter(isForBuyers)
        .map((one) => sayAlternative(one, 'en', 'buyer'))
        .join(),
    ).not.toMatch(/record|sign|reason/);
  });

  test('a parcel that nobody recorded as delivered, a reason that nobody named: the team reads of them, the buyer does not', () => {
    const unrecorded = of({ asks: 'changed_mind', shipped: '2026-09-01', on: '2026-11-22' });
    expect(kinds(unrecorded)).toContain('delivery');
    const unnamed = of({ asks: 'other', delivered: '2026-11-02', on: '2027-01-15' });
    expect(kinds(unnamed)).toContain('reason');
    expect([...unrecorded, ...unnamed].filter(isForBuyers).some(({ kind }) => kind === 'delivery' || kind === 'reason')).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { money } from '../money.ts';
import type { Decision } from './decision.ts';
import { isNoWorse, standsAfterCorrection, standsAfterFinding } from './standing.ts';

const euros = (minor: number) => money(minor, 'EUR');
const answer = (changes: Partial<Decision> = {}, deductions = 0): Decision => ({
  outcome: 'approve',
  ground: 'commercial_return',
  resolutions: ['refund'],
  refund: { items: euros(30_000), shipping: euros(0), deductions: euros(deductions), total: euros(30_000 - deductions) },
  productState: ['complete'],
  returnShipping: { paidBy: 'buyer', label: 'own' },
  deadlines: [],
  because: [],
  next: 'send_back',
  policyVersion: 'backmarket@1',
  ...changes,
});
const seller: Decision['returnShipping'] = { paidBy: 'seller', label: 'prepaid' };

describe('an answer that was given', () => {
  test('becomes better, never worse', () => {
    expect(isNoWorse(answer(), answer())).toBe(true);
    expect(isNoWorse(answer({ resolutions: ['repair', 'refund'], returnShipping: seller, productState: [] }), answer())).toBe(true);
    expect(isNoWorse(answer({ outcome: 'review' }), answer())).toBe(false);
    expect(isNoWorse(answer({ resolutions: ['repair'] }), answer())).toBe(false);
    expect(isNoWorse(answer(), answer({ returnShipping: seller }))).toBe(false);
    expect(isNoWorse(answer({}, 1), answer())).toBe(false);
    expect(isNoWorse(answer({ productState: ['complete', 'unopened'] }), answer())).toBe(false);
  });

  test('makes way for a correction only where the buyer loses nothing; before it, for every correction', () => {
    const worse = answer({ outcome: 'reject', ground: 'none', resolutions: [] });
    expect(standsAfterCorrection(answer(), worse, true)).toBe(false);
    expect(standsAfterCorrection(answer({ outcome: 'review' }), worse, false)).toBe(true);
  });

  test('may be lessened by what the bench found, by deductions alone', () => {
    expect(standsAfterFinding(answer(), answer({ outcome: 'review' }, 9_000))).toBe(true);
    expect(standsAfterFinding(answer(), answer({ ground: 'none', outcome: 'reject' }))).toBe(false);
    expect(standsAfterFinding(answer({ returnShipping: seller }), answer({}, 9_000))).toBe(false);
    const smaller = { items: euros(20_000), shipping: euros(0), deductions: euros(0), total: euros(20_000) };
    expect(standsAfterFinding(answer(), answer({ refund: smaller }))).toBe(false);
  });
});

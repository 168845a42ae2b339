import { expect, test } from 'vitest';
import { PLACES } from './places.ts';

test('each place has a chord and an address of its own', () => {
  expect(new Set(PLACES.map(({ chord }) => chord)).size).toBe(PLACES.length);
  expect(new Set(PLACES.map(({ href }) => href)).size).toBe(PLACES.length);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secureRandom } from './context.ts';
import { openKeys, openSigning, sealKeys, sealSigning, shownKeys } from './sealed-secrets.ts';

const AT = '2026-11-22T10:00:00.000Z';
const today = { secret: 'the secret of today, long enough to be one', oldSecret: null, random: secureRandom };
const changed = { ...today, secret: 'the secret of tomorrow, long enough as well', oldSecret: today.secret };

const Keys = fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), fc.string({ minLength: 6, maxLength: 80 }), { maxKeys: 4 });

test('whatever is sealed opens as it was, holds none of it in the clear, and is left alone when sealed again', () => {
  fc.assert(
    fc.property(Keys, (keys) => {
      const sealed = sealKeys(today, 'seller', keys, AT);
      expect(openKeys(today, 'seller', sealed)).toEqual(keys);
      for (const key of Object.values(keys)) expect(Object.values(sealed)).not.toContain(key);
      expect(sealKeys(today, 'seller', sealed, '2027-01-01T00:00:00.000Z')).toEqual(sealed);
    }),
  );
});

test('a box is its seller’s alone, and not another kind’s', () => {
  const sealed = sealKeys(today, 'phenix', { token: 'bm_1234567890' }, AT);
  expect(openKeys(today, 'nord', sealed)).toBeNull();
  const signing = sealSigning(today, 'phenix', 'whsec_AAAA');
  expect(openSigning(today, 'phenix', signing)).toBe('whsec_AAAA');
  expect(openSigning(today, 'nord', signing)).toBeNull();
  expect(openKeys(today, 'phenix', { token: { box: signing, setAt: AT, ends: null } })).toBeNull();
});

test('what an older version wrote in the clear is read; with another secret nothing opens, with the old one beside it all does', () => {
  expect(openKeys(today, 'phenix', { token: 'in the clear' })).toEqual({ token: 'in the clear' });
  const sealed = sealKeys(today, 'phenix', { token: 'bm_1234567890' }, AT);
  expect(openKeys({ ...changed, oldSecret: null }, 'phenix', sealed)).toBeNull();
  expect(openKeys(changed, 'phenix', sealed)).toEqual({ token: 'bm_1234567890' });
});

test('four signs are shown, and none of a key that is too short for it', () => {
  const sealed = sealKeys(today, 'phenix', { token: 'bm_0123456789abcdef', pin: '1234567', empty: '' }, AT);
  expect(shownKeys(sealed)).toEqual([
    { key: 'token', setAt: AT, ends: 'cdef' },
    { key: 'pin', setAt: AT, ends: null },
  ]);
});

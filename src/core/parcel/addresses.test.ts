import { expect, test } from 'vitest';
import { type AddressRule, chooseAddress, type ParcelFacts } from './addresses.ts';

const at = (city: string, country = 'FR') => ({ name: 'Phénix Mobile', street: '1 quai', postalCode: '59000', city, country });
const HOME = { FR: at('Lille'), DE: at('Aachen', 'DE'), '*': at('Lyon') };
const rule = (name: string, conditions: Partial<AddressRule>): AddressRule => ({
  id: name,
  name,
  kind: 'warehouse',
  address: at(name),
  ...conditions,
});
const parcel = (country: string, ...categories: string[]): ParcelFacts => ({
  country,
  items: categories.map((category) => ({ category, condition: 'refurbished', reason: 'defective' })),
});

test('without a rule it goes to the address of the buyer’s country, and to the common one from elsewhere', () => {
  expect(chooseAddress([], HOME, parcel('DE', 'laptop')).address.city).toBe('Aachen');
  expect(chooseAddress([], HOME, parcel('PT', 'laptop')).address.city).toBe('Lyon');
});

test('the first rule that fits decides', () => {
  const rules = [
    rule('Repairer of laptops', { kind: 'repairer', category: 'Laptop', reason: 'defective' }),
    rule('German dock', { country: 'DE' }),
  ];
  expect(chooseAddress(rules, HOME, parcel('DE', 'laptop'))).toMatchObject({ rule: { name: 'Repairer of laptops' } });
  expect(chooseAddress(rules, HOME, parcel('DE', 'smartphone'))).toMatchObject({ rule: { name: 'German dock' } });
  expect(chooseAddress(rules, HOME, parcel('FR', 'smartphone')).rule).toBeUndefined();
});

test('a rule about one kind of goods never takes a mixed parcel with it', () => {
  const rules = [rule('Repairer of laptops', { category: 'laptop' })];
  expect(chooseAddress(rules, HOME, parcel('FR', 'laptop', 'smartphone')).address.city).toBe('Lille');
});

test('every condition of a rule has to hold', () => {
  const rules = [rule('Refurbished only', { country: 'FR', condition: 'new' })];
  expect(chooseAddress(rules, HOME, parcel('FR', 'laptop')).rule).toBeUndefined();
});

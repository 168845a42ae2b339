import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../../src/core/return/model.ts';
import { SPOKEN, wordsFor } from '../words.ts';
import { farness, openingHours } from '../pages/way.ts';
import { kindOf, makerOf } from './device.ts';
import { faultsFor, firstAid } from './first-aid.ts';
import { readyTasks, whereIsNumber } from './ready.ts';

const IPHONE = { category: 'smartphone', title: 'iPhone 13 128 GB' };
const GALAXY = { category: 'smartphone', title: 'Samsung Galaxy S21' };
const MACBOOK = { category: 'laptop', title: 'MacBook Pro 14"' };
const THINKPAD = { category: 'laptop', title: 'Lenovo ThinkPad T14' };
const COVER = { category: 'accessory', title: 'iPhone 13 case' };

describe('what a thing is', () => {
  it('comes from its category, else from its title', () => {
    expect(
      [IPHONE, COVER, MACBOOK, { category: 'tablets', title: 'iPad Air' }, { category: 'smartwatch', title: 'Apple Watch 7' }].map(kindOf),
    ).toEqual(['phone', 'bare', 'laptop', 'tablet', 'watch']);
    expect(kindOf({ category: 'refurbished', title: 'Google Pixel 7' })).toBe('phone');
    expect(kindOf({ category: 'kitchen', title: 'A kettle' })).toBe('other');
    expect(
      [IPHONE, GALAXY, { category: 'smartphone', title: 'Redmi Note 12' }, THINKPAD, { category: 'smartphone', title: 'Fairphone 4' }].map(
        makerOf,
      ),
    ).toEqual(['apple', 'samsung', 'xiaomi', 'windows', 'any']);
  });
});

describe.each(SPOKEN)('help in %s', (language) => {
  const words = wordsFor(language);

  it('speaks of the device in hand', () => {
    const [battery] = firstAid(words, IPHONE, 'battery');
    expect(battery).toMatch(/80\s*%/);
    expect(firstAid(words, GALAXY, 'battery')[0]).toContain('Samsung Members');
    expect(firstAid(words, MACBOOK, 'battery')[0]).not.toContain('powercfg');
    expect(firstAid(words, THINKPAD, 'battery')[0]).toContain('powercfg');
    expect(whereIsNumber(words, IPHONE)[0]).toContain('*#06#');
    expect(whereIsNumber(words, COVER)).toEqual([]);
  });

  it('knows what each device has to be freed of', () => {
    const tasks = (thing: typeof IPHONE) => readyTasks(words, thing).map(({ task }) => task);
    expect(tasks(IPHONE)).toEqual(['backup', 'account', 'sim', 'esim', 'reset']);
    expect(tasks(THINKPAD)).toEqual(['backup', 'account', 'disk', 'reset']);
    expect(tasks(MACBOOK)).toEqual(['backup', 'account', 'reset']);
    expect(tasks({ category: 'watch', title: 'Galaxy Watch' })).toEqual(['backup', 'unpair', 'esim']);
    expect(tasks(COVER)).toEqual([]);
    expect(readyTasks(words, IPHONE).find(({ task }) => task === 'account')?.how).toContain('icloud.com/find');
  });

  it('leaves no step and no fault without words, whatever the device', () => {
    for (const thing of [
      IPHONE,
      GALAXY,
      MACBOOK,
      THINKPAD,
      COVER,
      { category: 'headphones', title: 'AirPods Pro' },
      { category: 'console', title: 'PS5' },
    ])
      for (const fault of FAULTS)
        expect(
          firstAid(words, thing, fault).filter((step) => step === ''),
          `${thing.title} ${fault}`,
        ).toEqual([]);
  });
});

describe('a way back', () => {
  it('is as far as the language says it', () => {
    expect(farness(wordsFor('de'), 1530)).toMatch(/^1,5\s*km$/);
    expect(farness(wordsFor('en'), 246)).toMatch(/^250\s*m$/);
  });
  it('says opening hours by days that are alike, and leaves out those that are closed', () => {
    const week = [
      ['09:00-12:00', '14:00-18:00'],
      ['09:00-12:00', '14:00-18:00'],
      [],
      ['10:00-16:00'],
      ['10:00-16:00'],
      ['10:00-16:00'],
      [],
    ];
    expect(openingHours(wordsFor('en'), week)).toBe('Mon–Tue 09:00–12:00, 14:00–18:00 · Thu–Sat 10:00–16:00');
    expect(openingHours(wordsFor('en'), [[], [], [], [], [], [], []])).toBe('');
  });
});

it('shows every fault for every device, the likeliest first', () => {
  expect(faultsFor(MACBOOK, FAULTS).toSorted()).toEqual([...FAULTS].toSorted());
  expect(faultsFor({ category: 'headphones', title: 'Buds' }, FAULTS)[0]).toBe('audio');
});

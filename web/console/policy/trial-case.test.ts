import { describe, expect, it } from 'vitest';
import { CASE_EXAMPLES, caseBody, caseText, exampleCase, readCase, usualCase } from './trial-case.ts';

const today = '2026-11-22';

describe('a case on the test bench', () => {
  it.each(CASE_EXAMPLES)('%s goes into an address and comes back', (name) => {
    const one = exampleCase(name, today);
    expect(readCase(caseText(one))).toEqual(one);
    expect(caseBody(one)).not.toBeNull();
  });

  it('becomes the question that the server is asked', () => {
    expect(caseBody(exampleCase('third_fault', today))).toMatchObject({
      at: '2026-11-22T12:00:00Z',
      order: { country: 'FR', deliveredAt: '2026-06-25T12:00:00Z', placedAt: '2026-06-22T12:00:00Z' },
      request: { lineId: '1', reason: 'defective', fault: 'battery' },
      history: {
        itemReturns: [
          { reason: 'defective', outcome: 'repaired', closedAt: '2026-11-13T12:00:00Z' },
          { reason: 'defective', outcome: 'repaired', closedAt: '2026-11-14T12:00:00Z' },
        ],
      },
    });
  });

  it('says nothing about what nobody looked at', () => {
    const body = caseBody({ ...usualCase(today), delivered: '', shipped: '' })!;
    expect(body.order).not.toHaveProperty('deliveredAt');
    expect(body.order).not.toHaveProperty('shippedAt');
    expect(body.history).not.toHaveProperty('record');
    expect(body).not.toHaveProperty('finding');
    expect(body.request).not.toHaveProperty('photos');
  });

  it('tells the record, the finding and the accessory where they are known', () => {
    const body = caseBody({ ...exampleCase('swapped', today), traits: 'accessory', deviceSwaps12m: '2' })!;
    expect(body.history.record).toMatchObject({ deviceSwaps12m: 2, samePhotoElsewhere: 0 });
    expect(body.finding).toEqual({ verdict: 'other_device', identity: 'mismatch' });
    expect(body.order.lines.map((line) => [line.id, 'accessoryOf' in line ? line.accessoryOf : null])).toEqual([
      ['1', '2'],
      ['2', null],
    ]);
  });

  it('is no question yet while the price can’t be read', () => {
    expect(caseBody({ ...usualCase(today), price: '12,5x' })).toBeNull();
    expect(caseBody({ ...usualCase(today), asked: '' })).toBeNull();
  });
});

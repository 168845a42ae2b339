import { describe, expect, it } from 'vitest';
import { ORDER } from './cast.test-support.ts';
import { checkDraft, draftKey, emptyItem, NOTE_LIMIT, ordersNamed, readDraft } from './draft.ts';

const fields = (entries: Record<string, string | string[]>) =>
  new Map(Object.entries(entries).map(([name, value]) => [name, [value].flat()]));
const nobodysPhoto = () => null;

describe('what the form says', () => {
  it('becomes a request in the core’s words', () => {
    const draft = readDraft(
      fields({
        'item0.key': 'L1#1',
        'item0.choice': 'fault',
        'item0.fault': 'battery',
        'item0.wants': 'refund',
        'item0.note': 'dies at noon\r\ntwice',
      }),
      nobodysPhoto,
    );
    expect(checkDraft(draft, ORDER)).toMatchObject({
      requests: [
        { lineId: 'L1', unit: 1, reason: 'defective', fault: 'battery', wants: 'refund', note: 'dies at noon\ntwice', photos: [] },
      ],
    });
  });

  it('forgets the fault when the buyer chose another reason after it', () => {
    const draft = [{ ...emptyItem('L1#1'), choice: 'mind', fault: 'battery', reason: 'wrong_item' }];
    const checked = checkDraft(draft, ORDER);
    expect('requests' in checked && checked.requests).toEqual([{ lineId: 'L1', unit: 1, reason: 'changed_mind', photos: [] }]);
  });

  it('takes only photos that were kept for this order, without those that were taken out', () => {
    const draft = readDraft(
      fields({ 'item0.key': 'L1#1', 'item0.photos': ['mine', 'foreign', 'unwanted'], 'item0.remove': 'unwanted' }),
      (sealed) => (sealed === 'foreign' ? null : { ref: `ref of ${sealed}`, name: 'battery.jpg' }),
    );
    expect(draft[0]!.photos).toEqual([{ ref: 'ref of mine', name: 'battery.jpg', sealed: 'mine' }]);
  });
});

describe('an item of another order of the buyer’s', () => {
  const second = { ...ORDER, ref: '0198f0aa-0000-7000-8000-000000000009', number: '2' };
  const key = `${second.ref}~L1#1`;

  it('is asked of that order, where the buyer has it open', () => {
    const draft = [
      { ...emptyItem('L1#1'), choice: 'mind' },
      { ...emptyItem(key), choice: 'missing' },
    ];
    const checked = checkDraft(draft, { ...ORDER, others: [second] });
    expect('byOrder' in checked && checked.byOrder.map(({ order, keys, requests }) => [order.number, keys, requests[0]?.reason])).toEqual([
      [ORDER.number, ['L1#1'], 'changed_mind'],
      ['2', [key], 'missing_part'],
    ]);
    expect(checkDraft([draft[1]!], ORDER), 'nobody else’s order').toEqual({ errors: [{ field: 'item', says: 'item_missing' }] });
    expect([ordersNamed([key, 'L1#1']), draftKey(ORDER, second, second.items[0]!)]).toEqual([[second.ref], key]);
  });

  it('that is under way already may be asked for by the change of its own return alone', () => {
    const draft = [{ ...emptyItem('L3#1'), choice: 'mind' }];
    expect(checkDraft(draft, ORDER, 'return-of-the-pixel')).toMatchObject({ requests: [{ lineId: 'L3' }] });
    expect(checkDraft(draft, ORDER, 'another')).toHaveProperty('errors');
  });
});

describe('what is still missing', () => {
  const missing = (over: object) => {
    const checked = checkDraft([{ ...emptyItem('L1#1'), ...over }], ORDER);
    return 'errors' in checked ? checked.errors.map(({ field, says }) => `${field} ${says}`) : [];
  };

  it('is said beside its field', () => {
    expect(missing({})).toEqual(['item0.choice choice_missing']);
    expect(missing({ choice: 'fault' })).toEqual(['item0.fault fault_missing']);
    expect(missing({ choice: 'different' })).toEqual(['item0.reason reason_missing']);
    expect(missing({ choice: 'delivery', reason: 'wrong_item' })).toEqual(['item0.reason reason_missing']);
    expect(missing({ choice: 'other' })).toEqual(['item0.note note_missing']);
    expect(missing({ choice: 'mind', note: 'x'.repeat(NOTE_LIMIT + 1) })).toEqual(['item0.note note_too_long']);
  });

  it('is an item, where all chosen ones have a return already', () => {
    expect(checkDraft([{ ...emptyItem('L3#1'), choice: 'mind' }], ORDER)).toEqual({ errors: [{ field: 'item', says: 'item_missing' }] });
  });

  it('is nothing for an item that is refused by the rules: the buyer may ask all the same', () => {
    expect(checkDraft([{ ...emptyItem('L2#1'), choice: 'mind' }], ORDER)).toMatchObject({ requests: [{ lineId: 'L2' }] });
  });
});

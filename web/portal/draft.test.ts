import { describe, expect, it } from 'vitest';
import { ORDER } from './cast.test-support.ts';
import { checkDraft, emptyItem, NOTE_LIMIT, readDraft } from './draft.ts';

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
    expect(checkDraft(draft, ORDER)).toEqual({
      requests: [
        { lineId: 'L1', unit: 1, reason: 'defective', fault: 'battery', wants: 'refund', note: 'dies at noon\ntwice', photos: [] },
      ],
    });
  });

  it('forgets the fault when the buyer chose another reason after it', () => {
    const draft = [{ ...emptyItem('L1#1'), choice: 'mind', fault: 'battery', reason: 'wrong_item' }];
    expect(checkDraft(draft, ORDER)).toEqual({ requests: [{ lineId: 'L1', unit: 1, reason: 'changed_mind', photos: [] }] });
  });

  it('takes only photos that were kept for this order, without those that were taken out', () => {
    const draft = readDraft(
      fields({ 'item0.key': 'L1#1', 'item0.photos': ['mine', 'foreign', 'unwanted'], 'item0.remove': 'unwanted' }),
      (sealed) => (sealed === 'foreign' ? null : { ref: `ref of ${sealed}`, name: 'battery.jpg' }),
    );
    expect(draft[0]!.photos).toEqual([{ ref: 'ref of mine', name: 'battery.jpg', sealed: 'mine' }]);
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

import { describe, expect, it } from 'vitest';
import { money } from '../../src/core/money.ts';
import { back, decision, item, LABEL, NOON } from './cast.test-support.ts';
import { progressOf } from './progress.ts';

const headline = (...args: Parameters<typeof back>) => progressOf(back(...args)).headline;

describe('the headline', () => {
  it('follows a phone from the request to the money', () => {
    expect(headline({ status: 'in_review' })).toBe('in_review');
    expect(headline({ status: 'waiting_for_buyer' })).toBe('waiting_for_buyer');
    expect(headline({ status: 'approved', next: { who: 'seller', what: 'issue_label' } })).toBe('label_coming');
    expect(headline({ status: 'approved', next: { who: 'buyer', what: 'send_back' }, label: LABEL })).toBe('send_prepaid');
    expect(headline({ status: 'in_transit', next: { who: 'carrier', what: 'deliver' }, items: [item({ parcel: 'in_transit' })] })).toBe(
      'in_transit',
    );
    expect(headline({ status: 'in_transit', next: { who: 'seller', what: 'receive' }, items: [item({ parcel: 'delivered' })] })).toBe(
      'delivered',
    );
    expect(headline({ status: 'received', next: { who: 'seller', what: 'inspect' }, items: [item({ parcel: 'received' })] })).toBe(
      'received',
    );
    expect(headline({ status: 'inspected' })).toBe('inspected');
    expect(headline({ status: 'resolving', items: [item({ settlement: 'refunding' })] })).toBe('refunding');
    expect(headline({ status: 'closed', items: [item({ settlement: 'refunded' })] })).toBe('refunded');
  });

  it('asks for a photo where only a photo is missing', () => {
    const { headline: said, tone } = progressOf(back({ status: 'in_review', next: { who: 'buyer', what: 'send_photos' } }));
    expect([said, tone]).toEqual(['send_photos', 'act']);
  });

  it('tells a buyer who pays the way back to send it themselves', () => {
    const own = decision({ returnShipping: { paidBy: 'buyer', label: 'own' } });
    expect(headline({ status: 'approved', next: { who: 'buyer', what: 'send_back' }, items: [item({ decision: own })] })).toBe('send_own');
  });

  it('says that something is being checked, never what, while a return is on hold', () => {
    expect(headline({ status: 'received', onHold: true })).toBe('on_hold');
    expect(headline({ status: 'in_review', onHold: true })).toBe('on_hold');
  });

  it('says when the parcel stands still, and when it is lost', () => {
    expect(headline({ status: 'in_transit', next: { who: 'seller', what: 'find_parcel' }, items: [item({ parcel: 'in_transit' })] })).toBe(
      'stalled',
    );
    expect(headline({ status: 'approved', next: { who: 'seller', what: 'resolve' }, items: [item({ parcel: 'lost' })] })).toBe('lost');
  });

  it('stays general where two items end differently', () => {
    expect(headline({ status: 'closed', items: [item({ settlement: 'refunded' }), item({ lineId: 'L2', settlement: 'denied' })] })).toBe(
      'closed',
    );
  });
});

describe('the step line', () => {
  it('leaves out the parcel where nothing has to be sent', () => {
    const kept = progressOf(
      back({
        status: 'approved',
        next: { who: 'seller', what: 'resolve' },
        items: [item({ decision: decision({ next: 'refund_without_return' }) })],
      }),
    );
    expect(kept).toMatchObject({
      headline: 'nothing_to_send',
      steps: ['asked', 'answered', 'settled'],
      at: 'settled',
      done: ['asked', 'answered'],
    });
  });

  it('ends where the return ended', () => {
    expect(progressOf(back({ status: 'rejected' }))).toMatchObject({ steps: ['asked', 'answered'], at: null, tone: 'stop' });
    expect(progressOf(back({ status: 'cancelled' })).steps).toEqual(['asked']);
  });

  it('is all done once it is closed', () => {
    const closed = progressOf(
      back({
        status: 'closed',
        items: [item({ settlement: 'refunded' })],
        refunds: [{ amount: money(36900, 'EUR'), state: 'confirmed', at: NOON }],
      }),
    );
    expect(closed.done).toEqual(closed.steps);
  });
});

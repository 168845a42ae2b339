/** The portal's cast: Léa, whose phone's battery dies at noon, and her order of three things. */
import type { Spoken } from './words.ts';
import { wordsFor } from './words.ts';
import { money } from '../../src/core/money.ts';
import type { Because, Decision } from '../../src/core/policy/decision.ts';
import type { Frame } from './layout.ts';
import type { PortalDispute, PortalOrder, PortalReturn, PortalReturnItem, PortalSeller } from './model.ts';

export const NOON = '2026-11-22T11:00:00.000Z';

export const PHENIX: PortalSeller = { slug: 'phenix', name: 'Phénix Mobile', language: 'fr', colour: '#b3541e' };

const because = (rule: string, facts: Because['facts'] = {}): Because => ({ rule, source: 'law', reference: 'L221-18', facts });

export const REFUSED_BECAUSE: readonly Because[] = [
  because('law.FR.withdrawal_over', { delivered: '2026-08-01', until: '2026-08-15', days: 14 }),
];

export function decision(over: Partial<Decision> = {}): Decision {
  const price = money(36900, 'EUR');
  const nothing = money(0, 'EUR');
  return {
    outcome: 'approve',
    ground: 'warranty',
    resolutions: ['repair', 'replacement', 'refund'],
    refund: { items: price, shipping: nothing, deductions: nothing, total: price },
    returnShipping: { paidBy: 'seller', label: 'prepaid' },
    deadlines: [
      { kind: 'first_answer', dueAt: '2026-11-23T11:00:00.000Z', source: 'channel' },
      { kind: 'send_back', dueAt: '2026-12-06T22:59:59.999Z', source: 'policy' },
      { kind: 'resolve', source: 'channel' },
    ],
    because: [because('law.FR.withdrawal', { delivered: '2026-11-14', until: '2026-11-28' })],
    next: 'send_back',
    policyVersion: 'backmarket@1',
    ...over,
  };
}

export const ORDER: PortalOrder = {
  ref: '0198f0aa-0000-7000-8000-000000000001',
  sellerSlug: 'phenix',
  number: '47120983',
  shop: 'Back Market',
  country: 'FR',
  placedAt: '2026-11-10T09:00:00.000Z',
  deliveredAt: '2026-11-14T09:00:00.000Z',
  buyer: { name: 'Léa Fournier', language: 'fr' },
  items: [
    {
      key: 'L1#1',
      lineId: 'L1',
      unit: 1,
      title: 'iPhone 13 128 Go',
      category: 'smartphone',
      condition: 'refurbished',
      price: money(36900, 'EUR'),
    },
    {
      key: 'L2#1',
      lineId: 'L2',
      unit: 1,
      title: 'Écouteurs',
      category: 'accessory',
      condition: 'new',
      price: money(2990, 'EUR'),
      refused: REFUSED_BECAUSE,
    },
    {
      key: 'L3#1',
      lineId: 'L3',
      unit: 1,
      title: 'Pixel 6',
      category: 'smartphone',
      condition: 'used',
      price: money(19900, 'EUR'),
      openReturn: { id: 'return-of-the-pixel', rma: 'R-4K7D-9QXM', status: 'approved' },
    },
  ],
};

export function item(over: Partial<PortalReturnItem> = {}): PortalReturnItem {
  return {
    lineId: 'L1',
    unit: 1,
    title: 'iPhone 13 128 Go',
    category: 'smartphone',
    price: money(36900, 'EUR'),
    reason: 'defective',
    fault: 'battery',
    wants: 'refund',
    authorisation: 'approved',
    parcel: 'none',
    assessment: 'none',
    settlement: 'open',
    decision: decision(),
    ...over,
  };
}

export function back(over: Partial<PortalReturn> = {}): PortalReturn {
  return {
    id: 'return-of-the-phone',
    rma: 'R-7B2C-1DKP',
    sellerSlug: 'phenix',
    orderRef: ORDER.ref,
    orderNumber: ORDER.number,
    shop: 'Back Market',
    country: 'FR',
    buyer: ORDER.buyer,
    status: 'in_review',
    version: 3,
    asOf: NOON,
    openedAt: NOON,
    next: { who: 'seller', what: 'answer', by: '2026-11-23T11:00:00.000Z' },
    items: [item()],
    tracking: [],
    refunds: [],
    messages: [],
    photos: [],
    events: [{ at: NOON, says: 'Léa asked for a return.' }],
    survey: null,
    may: { addPhotos: true, answer: false, message: true, cancel: true },
    ...over,
  };
}

export const LABEL: NonNullable<PortalReturn['label']> = {
  kind: 'prepaid',
  carrier: 'Sandbox Post',
  trackingNumber: 'SP123456785FR',
  trackingUrl: 'http://localhost/track/SP123456785FR',
  paidBy: 'seller',
  pdf: true,
};

export const COMPLAINT: PortalDispute = {
  code: 'D-4K7D-9QXM',
  openedAt: NOON,
  state: 'to_answer',
  said: [{ says: 'The crack was there when it came.', at: NOON }],
  shown: ['crack.jpg'],
  may: ['word', 'withdrawal'],
};

export const frame = (language: Spoken, over: Partial<Frame> = {}): Frame => ({
  words: wordsFor(language, 'FR'),
  seller: PHENIX,
  assets: { css: '/portal/assets/portal.css', js: '/portal/assets/portal.js', icon: '/portal/assets/icon.svg' },
  switch: { path: '/portal/phenix' },
  ...over,
});

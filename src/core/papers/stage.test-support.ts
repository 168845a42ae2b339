/** The cast of the tests of papers: Phénix Mobile of Lille, and what it sells. */
import type { Uuid } from '../ids.ts';
import { money } from '../money.ts';
import type { Buyer, Order, OrderLine } from '../return/model.ts';
import { draftInvoice, type InvoiceFacts, type Paper, type PaperDraft } from './paper.ts';
import { NO_PAPER_SETTINGS, type PaperSettings } from './settings.ts';

export const PHENIX: PaperSettings = {
  ...NO_PAPER_SETTINGS,
  seller: {
    name: 'Phénix Mobile SAS',
    street: '14 rue des Tanneurs',
    postalCode: '59000',
    city: 'Lille',
    country: 'FR',
    vatNumber: 'FR 40 303 265 045',
    registration: '303 265 045 RCS Lille',
    email: 'compta@phenix.example',
    phone: '',
  },
  since: '2020-01-01',
  series: { invoice: 'F', creditNote: 'A' },
  regimes: [
    { condition: 'new', regime: 'regular' },
    { category: 'smartphone', regime: 'margin' },
  ],
  otherwise: 'regular',
  oss: 'registered',
  buyerAddress: 'if_known',
};

export const LEA: Buyer = {
  name: 'Léa Fontaine',
  email: 'lea@buyers.example',
  language: 'fr',
  address: { street: '12 rue des Lilas', postalCode: '69003', city: 'Lyon', country: 'FR' },
};

export const line = (changes: Partial<OrderLine> = {}): OrderLine => ({
  id: '1',
  sku: 'IP13-128-BLUE',
  title: 'iPhone 13 128 Go - Bleu',
  category: 'smartphone',
  condition: 'refurbished',
  price: money(36_900, 'EUR'),
  quantity: 1,
  ...changes,
});
export const laptop = line({
  id: '2',
  sku: 'MBP14-M2-512',
  title: 'MacBook Pro 14" M2 512 Go',
  category: 'laptop',
  price: money(149_900, 'EUR'),
  serial: 'C02TEST0001',
});

export const orderOf = (lines: readonly OrderLine[] = [line()], changes: Partial<Order> = {}): Order => ({
  id: '019a0000-0000-7000-8000-00000000000f' as Uuid,
  channel: 'backmarket',
  channelOrderId: '58213377',
  country: 'FR',
  currency: 'EUR',
  placedAt: '2026-11-18T09:00:00.000Z',
  shippedAt: '2026-11-19T09:00:00.000Z',
  lines,
  ...changes,
});

export const draftOf = (order: Order, changes: Partial<InvoiceFacts> = {}) =>
  draftInvoice({
    settings: PHENIX,
    order,
    buyer: LEA,
    suppliedOn: '2026-11-19',
    placedOn: '2026-11-18',
    shippingWord: 'Livraison',
    ...changes,
  });

export const issue = (draft: PaperDraft, name: string): Paper => ({ ...draft, name, issuedOn: '2026-11-22' });

/** An invoice that can be made, made. */
export function invoiceOf(order: Order = orderOf(), changes: Partial<InvoiceFacts> = {}): Paper {
  const drafted = draftOf(order, changes);
  if (!drafted.ok) throw new Error(`no invoice: ${JSON.stringify(drafted.because)}`);
  return issue(drafted.draft, 'F-2026-000001');
}

/**
 * The XML and its sums as the business rules of EN 16931 have them (BR-CO-10 … 17, BR-S, BR-E, BR-G), checked by our own reading of the rules:
 * no official validator (Schematron, veraPDF) runs here, and docs/papers.md says so.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convert, create } from 'xmlbuilder2';
import { inflateSync } from 'node:zlib';
import { money } from '../core/money.ts';
import { draftCreditNote, type Paper } from '../core/papers/paper.ts';
import { invoiceOf, issue, laptop, LEA, line, orderOf } from '../core/papers/stage.test-support.ts';
import { facturX } from './factur-x.ts';
import { paperPdf } from './paper.ts';

const mixed = invoiceOf(orderOf([line({ imei: '352000000000011' }), laptop], { shippingPaid: money(490, 'EUR') }));
const creditOf = (invoice: Paper, minor: number): Paper => {
  const drafted = draftCreditNote(invoice, [], { give: [{ key: invoice.lines[0]!.key, minor }], because: 'Retour R-4K7D-9QXM' });
  if (!drafted.ok) throw new Error('no credit note');
  return issue(drafted.draft, 'A-2026-000001');
};

type Element = { readonly name: string; readonly text: string; readonly children: readonly Element[] };
/** The document as a tree; reading it at all proves it well formed. */
function read(xml: string): Element {
  const walk = (node: ReturnType<typeof create>['node']): Element => ({
    name: node.nodeName,
    text: [...node.childNodes].every((child) => child.nodeType !== 1) ? (node.textContent ?? '') : '',
    children: [...node.childNodes].filter((child) => child.nodeType === 1).map((child) => walk(child as typeof node)),
  });
  return walk(create(xml).root().node);
}
const all = (element: Element, path: string): Element[] =>
  path
    .split('/')
    .reduce<Element[]>(
      (found, name) =>
        found.flatMap(({ children }) => children.filter((child) => child.name === `ram:${name}` || child.name === `rsm:${name}`)),
      [element],
    );
const cents = (elements: readonly Element[]): number[] =>
  elements.map(({ text }) => {
    expect(text).toMatch(/^\d+\.\d\d$/); // BR-DEC-*: two decimals
    return Math.round(Number(text) * 100);
  });
const one = (element: Element, path: string): number => cents(all(element, path))[0]!;

/** BR-CO-10, 13, 14, 15, 16, 17 and what each category asks for. */
function keepsTheRules(xml: string): void {
  const root = read(xml);
  const settlement = all(root, 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement')[0]!;
  const sums = all(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation')[0]!;
  const lines = all(root, 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem');
  const nets = lines.map((item) => one(item, 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'));
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  expect(one(sums, 'LineTotalAmount')).toBe(total(nets)); // BR-CO-10
  expect(one(sums, 'TaxBasisTotalAmount')).toBe(one(sums, 'LineTotalAmount')); // BR-CO-13, no allowances, no charges
  const taxes = all(settlement, 'ApplicableTradeTax');
  expect(one(sums, 'TaxTotalAmount')).toBe(total(cents(taxes.flatMap((tax) => all(tax, 'CalculatedAmount'))))); // BR-CO-14
  expect(one(sums, 'GrandTotalAmount')).toBe(one(sums, 'TaxBasisTotalAmount') + one(sums, 'TaxTotalAmount')); // BR-CO-15
  expect(one(sums, 'DuePayableAmount')).toBe(one(sums, 'GrandTotalAmount') - one(sums, 'TotalPrepaidAmount')); // BR-CO-16
  expect(taxes.length).toBeGreaterThan(0); // BR-CO-18
  for (const tax of taxes) {
    const rate = Number(all(tax, 'RateApplicablePercent')[0]!.text);
    const category = all(tax, 'CategoryCode')[0]!.text;
    const basis = one(tax, 'BasisAmount');
    // BR-CO-17. Prices that include VAT cannot all be split to the rounded cent; the published rules allow for it.
    expect(Math.abs(one(tax, 'CalculatedAmount') - (basis * rate) / 100)).toBeLessThanOrEqual(2);
    const own = lines.filter(
      (item) =>
        all(item, 'SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode')[0]!.text === category &&
        Number(all(item, 'SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent')[0]!.text) === rate,
    );
    expect(basis).toBe(
      total(own.map((item) => one(item, 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'))),
    ); // BR-S-08, BR-E-08
    expect(['S', 'E', 'G']).toContain(category);
    if (category !== 'S') {
      expect(rate).toBe(0); // BR-E-05, BR-G-05
      expect(one(tax, 'CalculatedAmount')).toBe(0); // BR-E-09
      expect(all(tax, 'ExemptionReason')[0]!.text).not.toBe(''); // BR-E-10
      expect(all(tax, 'ExemptionReasonCode')[0]!.text).toMatch(/^VATEX-EU-[FG]$/);
    }
  }
  const seller = all(root, 'SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/SellerTradeParty')[0]!;
  expect(all(seller, 'SpecifiedTaxRegistration/ID')[0]!.text).toMatch(/^[A-Z]{2}/); // BR-CO-09, BR-S-02
}

describe('the XML', () => {
  test('keeps the sums of EN 16931', () => {
    keepsTheRules(facturX(mixed));
    keepsTheRules(facturX(creditOf(mixed, 12_345)));
  });

  test('whatever was sold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ price: fc.integer({ min: 1, max: 200_000 }), quantity: fc.integer({ min: 1, max: 3 }), margin: fc.boolean() }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.constantFrom('FR', 'FI', 'DE'),
        (lines, country) =>
          keepsTheRules(
            facturX(
              invoiceOf(
                orderOf(
                  lines.map(({ price, quantity, margin }, i) =>
                    line({ id: `${i}`, quantity, category: margin ? 'smartphone' : 'tv', price: money(price, 'EUR') }),
                  ),
                  { country },
                ),
                { buyer: { ...LEA, address: undefined! } },
              ),
            ),
          ),
      ),
      { numRuns: 40 },
    );
  });

  test('elements stand in the order of the schema', () => {
    const root = read(facturX(creditOf(mixed, 5_000)));
    const names = (path: string) => [...new Set(all(root, path)[0]!.children.map(({ name }) => name.replace(/^\w+:/, '')))];
    expect(root.children.map(({ name }) => name)).toEqual([
      'rsm:ExchangedDocumentContext',
      'rsm:ExchangedDocument',
      'rsm:SupplyChainTradeTransaction',
    ]);
    expect(names('ExchangedDocument')).toEqual(['ID', 'TypeCode', 'IssueDateTime', 'IncludedNote']);
    expect(names('SupplyChainTradeTransaction')).toEqual([
      'IncludedSupplyChainTradeLineItem',
      'ApplicableHeaderTradeAgreement',
      'ApplicableHeaderTradeDelivery',
      'ApplicableHeaderTradeSettlement',
    ]);
    expect(names('SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/SellerTradeParty')).toEqual([
      'Name',
      'SpecifiedLegalOrganization',
      'DefinedTradeContact',
      'PostalTradeAddress',
      'SpecifiedTaxRegistration',
    ]);
    expect(names('SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement')).toEqual([
      'InvoiceCurrencyCode',
      'ApplicableTradeTax',
      'SpecifiedTradeSettlementHeaderMonetarySummation',
      'InvoiceReferencedDocument',
    ]);
    expect(names('SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/ApplicableTradeTax')).toEqual([
      'CalculatedAmount',
      'TypeCode',
      'ExemptionReason',
      'BasisAmount',
      'CategoryCode',
      'ExemptionReasonCode',
      'RateApplicablePercent',
    ]);
    expect(names('SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem')).toEqual([
      'AssociatedDocumentLineDocument',
      'SpecifiedTradeProduct',
      'SpecifiedLineTradeAgreement',
      'SpecifiedLineTradeDelivery',
      'SpecifiedLineTradeSettlement',
    ]);
  });

  test('a credit note names its invoice and its day, and the SIREN has its scheme', () => {
    const xml = facturX(creditOf(mixed, 5_000));
    expect(xml).toContain('<ram:TypeCode>381</ram:TypeCode>');
    expect(convert(xml, { format: 'object' })).toBeTruthy();
    expect(xml).toMatch(/<ram:InvoiceReferencedDocument>\s*<ram:IssuerAssignedID>F-2026-000001<\/ram:IssuerAssignedID>/);
    expect(xml).toContain('<ram:ID schemeID="0002">303265045</ram:ID>');
    expect(xml).toContain('<ram:ID schemeID="VA">FR40303265045</ram:ID>');
  });

  test('what people wrote cannot break it', () => {
    const nasty = invoiceOf(orderOf([line({ title: '</ram:Name><x>&\u0000\u000b"\'' })]), { buyer: { ...LEA, name: ']]><b>' } });
    keepsTheRules(facturX(nasty));
  });
});

describe('the PDF', () => {
  const look = { at: '2026-11-22T09:00:00.000Z', colour: '#c2410c', channelName: 'Back Market' };
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

  test('says that it is PDF/A-3b and Factur-X, and carries the XML as its data', async () => {
    const made = await paperPdf(mixed, look);
    const raw = text(made.pdf);
    expect(raw.startsWith('%PDF-1.7')).toBe(true);
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(raw).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    expect(raw).toContain('/AFRelationship /Data');
    expect(raw).toContain('(factur-x.xml)');
    expect(raw).toContain('/GTS_PDFA1');
    // Every font is inside; the standard ones of pdfkit would not be.
    expect(raw).not.toMatch(/\/BaseFont \/(Helvetica|Times|Courier)/);
    // The bytes inside are the bytes beside it.
    const streams = [...raw.matchAll(/\/Type \/EmbeddedFile[\s\S]*?stream\n([\s\S]*?)\nendstream/g)].map(([, body]) =>
      Buffer.from(body!, 'latin1'),
    );
    expect(streams).toHaveLength(1);
    expect(inflateSync(streams[0]!).toString('utf8')).toBe(Buffer.from(made.xml).toString('utf8'));
  });

  test('the same paper gives the same bytes', async () => {
    const [first, second] = await Promise.all([paperPdf(mixed, look), paperPdf(mixed, look)]);
    expect(Buffer.compare(first.pdf, second.pdf)).toBe(0);
  });
});

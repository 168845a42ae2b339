/**
 * The paper for machines: Cross Industry Invoice (UN/CEFACT D16B/D22B) in the profile EN 16931, as Factur-X 1.0 wants it. Elements stand in
 * the order of the schema. What was sold is paid when the paper is made, so nothing is due.
 */
import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { marginWords, VAT_COUNTRIES } from '../core/papers/countries.ts';
import type { Paper, PaperLine, PaperParty, VatGroup } from '../core/papers/paper.ts';
import { decimal, money } from '../core/money.ts';

export const FACTUR_X = { file: 'factur-x.xml', guideline: 'urn:cen.eu:en16931:2017', level: 'EN 16931', version: '1.0' } as const;

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
} as const;

/** UNTDID 1001: commercial invoice, credit note. */
const TYPE_CODES = { invoice: '380', credit_note: '381' } as const;
/** UNTDID 5305. The margin scheme is an exemption with its own reason (CEF VATEX list). */
const CATEGORY = { regular: 'S', margin: 'E', export: 'G' } as const;
const REASON_CODE = { margin: 'VATEX-EU-F', export: 'VATEX-EU-G' } as const;

export function facturX(paper: Paper): string {
  const amount = (minor: number) => decimal(money(minor, paper.currency));
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('rsm:CrossIndustryInvoice', NAMESPACES);

  root.ele('rsm:ExchangedDocumentContext').ele('ram:GuidelineSpecifiedDocumentContextParameter').ele('ram:ID').txt(FACTUR_X.guideline);
  const document = root.ele('rsm:ExchangedDocument');
  document.ele('ram:ID').txt(paper.name);
  document.ele('ram:TypeCode').txt(TYPE_CODES[paper.kind]);
  date(document.ele('ram:IssueDateTime'), paper.issuedOn);
  for (const says of [
    ...paper.statements,
    ...(paper.corrects ? [paper.corrects.because] : []),
    ...(paper.smallPrint ? [paper.smallPrint] : []),
  ])
    document.ele('ram:IncludedNote').ele('ram:Content').txt(clean(says));

  const trade = root.ele('rsm:SupplyChainTradeTransaction');
  paper.lines.forEach((line, i) => tradeLine(trade, line, i + 1, paper.groups[line.group]!, amount));

  const agreement = trade.ele('ram:ApplicableHeaderTradeAgreement');
  sellerParty(agreement.ele('ram:SellerTradeParty'), paper);
  buyerParty(agreement.ele('ram:BuyerTradeParty'), paper.buyer);
  agreement.ele('ram:BuyerOrderReferencedDocument').ele('ram:IssuerAssignedID').txt(clean(paper.order.number));

  const delivery = trade.ele('ram:ApplicableHeaderTradeDelivery');
  date(delivery.ele('ram:ActualDeliverySupplyChainEvent').ele('ram:OccurrenceDateTime'), paper.suppliedOn);

  const settlement = trade.ele('ram:ApplicableHeaderTradeSettlement');
  settlement.ele('ram:InvoiceCurrencyCode').txt(paper.currency);
  for (const group of paper.groups) {
    if (group.grossMinor === 0) continue;
    const tax = settlement.ele('ram:ApplicableTradeTax');
    tax.ele('ram:CalculatedAmount').txt(amount(group.vatMinor));
    tax.ele('ram:TypeCode').txt('VAT');
    const reason = reasonOf(group, paper);
    if (reason) tax.ele('ram:ExemptionReason').txt(clean(reason.says));
    tax.ele('ram:BasisAmount').txt(amount(group.netMinor));
    tax.ele('ram:CategoryCode').txt(CATEGORY[group.vat.regime]);
    if (reason) tax.ele('ram:ExemptionReasonCode').txt(reason.code);
    tax.ele('ram:RateApplicablePercent').txt(percentOf(group));
  }
  const sums = settlement.ele('ram:SpecifiedTradeSettlementHeaderMonetarySummation');
  sums.ele('ram:LineTotalAmount').txt(amount(paper.lines.reduce((total, line) => total + line.netMinor, 0)));
  sums.ele('ram:ChargeTotalAmount').txt(amount(0));
  sums.ele('ram:AllowanceTotalAmount').txt(amount(0));
  sums.ele('ram:TaxBasisTotalAmount').txt(amount(paper.netMinor));
  sums.ele('ram:TaxTotalAmount', { currencyID: paper.currency }).txt(amount(paper.vatMinor));
  sums.ele('ram:GrandTotalAmount').txt(amount(paper.grossMinor));
  sums.ele('ram:TotalPrepaidAmount').txt(amount(paper.grossMinor));
  sums.ele('ram:DuePayableAmount').txt(amount(0));
  if (paper.corrects) {
    const invoice = settlement.ele('ram:InvoiceReferencedDocument');
    invoice.ele('ram:IssuerAssignedID').txt(paper.corrects.name);
    invoice.ele('ram:FormattedIssueDateTime').ele('qdt:DateTimeString', { format: '102' }).txt(compact(paper.corrects.issuedOn));
  }
  return root.end({ prettyPrint: true });
}

function tradeLine(trade: XMLBuilder, line: PaperLine, number: number, group: VatGroup, amount: (minor: number) => string): void {
  const item = trade.ele('ram:IncludedSupplyChainTradeLineItem');
  item.ele('ram:AssociatedDocumentLineDocument').ele('ram:LineID').txt(String(number));
  const product = item.ele('ram:SpecifiedTradeProduct');
  if (line.sku !== undefined) product.ele('ram:SellerAssignedID').txt(clean(line.sku));
  product.ele('ram:Name').txt(clean(line.title));
  if (line.device !== undefined) product.ele('ram:Description').txt(clean(line.device));
  const price = item.ele('ram:SpecifiedLineTradeAgreement').ele('ram:NetPriceProductTradePrice');
  // The price of all of them together, said to be for so many: exact, where a third of a cent would not be.
  price.ele('ram:ChargeAmount').txt(amount(line.netMinor));
  price.ele('ram:BasisQuantity', { unitCode: 'C62' }).txt(String(line.quantity));
  item.ele('ram:SpecifiedLineTradeDelivery').ele('ram:BilledQuantity', { unitCode: 'C62' }).txt(String(line.quantity));
  const settlement = item.ele('ram:SpecifiedLineTradeSettlement');
  const tax = settlement.ele('ram:ApplicableTradeTax');
  tax.ele('ram:TypeCode').txt('VAT');
  tax.ele('ram:CategoryCode').txt(CATEGORY[group.vat.regime]);
  tax.ele('ram:RateApplicablePercent').txt(percentOf(group));
  settlement.ele('ram:SpecifiedTradeSettlementLineMonetarySummation').ele('ram:LineTotalAmount').txt(amount(line.netMinor));
}

function sellerParty(party: XMLBuilder, { seller }: Paper): void {
  party.ele('ram:Name').txt(clean(seller.name));
  if (seller.registration !== '') {
    // ISO 6523: 0002 is the French SIREN; the registers of other countries have no code that fits all their forms.
    const siren = seller.country === 'FR' ? /^\d{9}/.exec(seller.registration.replace(/\s/g, ''))?.[0] : undefined;
    party
      .ele('ram:SpecifiedLegalOrganization')
      .ele('ram:ID', siren ? { schemeID: '0002' } : {})
      .txt(siren ?? clean(seller.registration));
  }
  const contact = party.ele('ram:DefinedTradeContact');
  contact.ele('ram:PersonName').txt(clean(seller.name));
  if (seller.phone !== '') contact.ele('ram:TelephoneUniversalCommunication').ele('ram:CompleteNumber').txt(clean(seller.phone));
  contact.ele('ram:EmailURIUniversalCommunication').ele('ram:URIID').txt(seller.email);
  address(party, { ...seller });
  party
    .ele('ram:SpecifiedTaxRegistration')
    .ele('ram:ID', { schemeID: 'VA' })
    .txt(seller.vatNumber.replace(/[\s.-]/g, '').toUpperCase());
}

function buyerParty(party: XMLBuilder, buyer: PaperParty): void {
  party.ele('ram:Name').txt(clean(buyer.name));
  address(party, { street: '', postalCode: '', city: '', ...buyer.address, country: buyer.country });
}

function address(
  party: XMLBuilder,
  at: { readonly street: string; readonly postalCode: string; readonly city: string; readonly country: string },
) {
  const postal = party.ele('ram:PostalTradeAddress');
  if (at.postalCode !== '') postal.ele('ram:PostcodeCode').txt(clean(at.postalCode));
  if (at.street !== '') postal.ele('ram:LineOne').txt(clean(at.street));
  if (at.city !== '') postal.ele('ram:CityName').txt(clean(at.city));
  postal.ele('ram:CountryID').txt(at.country);
}

function reasonOf({ vat }: VatGroup, paper: Paper): { readonly says: string; readonly code: string } | null {
  if (vat.regime === 'regular') return null;
  const says =
    vat.regime === 'margin'
      ? `${marginWords(vat.country, paper.language)} (${VAT_COUNTRIES[vat.country]!.margin!.article})`
      : 'Directive 2006/112/EC, Article 146';
  return { says, code: REASON_CODE[vat.regime] };
}

/** `20.00` of 2000 hundredths of a percent. */
const percentOf = ({ vat }: VatGroup): string => (vat.percent / 100).toFixed(2);
const compact = (day: string): string => day.replaceAll('-', '');
const date = (parent: XMLBuilder, day: string): void => {
  parent.ele('udt:DateTimeString', { format: '102' }).txt(compact(day));
};
/** XML 1.0 takes no control signs at all, not even escaped. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ')
    .trim();

/** What XMP must say about the file inside, with the description of its schema that PDF/A asks for (ISO 19005-3, 6.6.2.3). */
export function facturXmp(): string {
  const property = (name: string, says: string) =>
    `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>` +
    `<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${says}</pdfaProperty:description></rdf:li>`;
  return `
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
                <pdfaSchema:prefix>fx</pdfaSchema:prefix>
                <pdfaSchema:property><rdf:Seq>
                    ${property('DocumentFileName', 'The name of the embedded XML document')}
                    ${property('DocumentType', 'The type of the hybrid document in capital letters')}
                    ${property('Version', 'The version of the standard of the embedded XML document')}
                    ${property('ConformanceLevel', 'The conformance level of the embedded XML document')}
                </rdf:Seq></pdfaSchema:property>
            </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
            <fx:DocumentType>INVOICE</fx:DocumentType>
            <fx:DocumentFileName>${FACTUR_X.file}</fx:DocumentFileName>
            <fx:Version>${FACTUR_X.version}</fx:Version>
            <fx:ConformanceLevel>${FACTUR_X.level}</fx:ConformanceLevel>
        </rdf:Description>
        `;
}

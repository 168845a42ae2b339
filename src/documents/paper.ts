/** Invoice and credit note on paper (M32): PDF/A-3b with the same paper for machines inside (Factur-X, EN 16931). */
import type { Language } from '../core/access.ts';
import { decimal, money } from '../core/money.ts';
import { type Paper, type VatGroup } from '../core/papers/paper.ts';
import { numberFormat, spokenCountry, spokenDay, spokenMoney } from '../core/spoken.ts';
import { FACTUR_X, facturX, facturXmp } from './factur-x.ts';
import { A4, INK, measure, mm, type Pen, pdf, put, putNotice, QUIET_INK, rule, WASH } from './page.ts';
import { type PaperWords, paperWords } from './paper-words.ts';

export type PaperLook = {
  /** ISO instant of issue: the document's date, so that the same paper gives the same bytes. */
  readonly at: string;
  readonly colour: string;
  /** What the buyer calls the channel: `Back Market`. Absent for the seller's own shop. */
  readonly channelName?: string;
};

const LEFT = mm(18);
const WIDTH = A4.width - 2 * LEFT;
const RIGHT = LEFT + WIDTH;
const FOOT = A4.height - mm(30);

export function paperPdf(paper: Paper, look: PaperLook): Promise<{ readonly pdf: Uint8Array; readonly xml: Uint8Array }> {
  const words = paperWords(paper.language);
  const xml = new TextEncoder().encode(facturX(paper));
  const about = {
    title: `${words.title[paper.kind]} ${paper.name}`,
    author: paper.seller.name,
    language: paper.language,
    at: look.at,
    ...A4,
    archive: { name: FACTUR_X.file, type: 'text/xml', says: 'Factur-X EN 16931', bytes: xml, xmp: facturXmp() },
  };
  return pdf(about, (pen) => draw(pen, paper, look, words)).then((bytes) => ({ pdf: bytes, xml }));
}

function draw(pen: Pen, paper: Paper, look: PaperLook, words: PaperWords): void {
  const say = sayIn(paper);
  const colour = /^#[0-9a-f]{6}$/i.test(look.colour) ? look.colour : INK;
  let y = drawHead(pen, paper, look, words, colour);
  y = drawLines(pen, paper, words, say, y, colour);
  y = drawTotals(pen, paper, words, say, y);
  for (const statement of paper.statements) {
    if (y > FOOT - 50) y = nextPage(pen);
    y = putNotice(pen, statement, [], LEFT, y + 6, WIDTH, 10) + 4;
  }
  if (paper.smallPrint) {
    const style = { size: 8.5, colour: QUIET_INK };
    const height = measure(pen, paper.smallPrint, WIDTH, style);
    if (y + height + 16 > FOOT) y = nextPage(pen);
    put(pen, paper.smallPrint, LEFT, y + 14, WIDTH, style);
  }
  drawFeet(pen, paper, words);
}

/** Who, to whom, what and when; gives the y below. */
function drawHead(pen: Pen, paper: Paper, look: PaperLook, words: PaperWords, colour: string): number {
  const { seller, buyer, language } = paper;
  pen.rect(LEFT, mm(16), 22, 3).fill(colour);
  put(pen, seller.name, LEFT, mm(16) + 12, 250, { size: 13, weight: 'bold', lines: 1 });
  let y = mm(16) + 31;
  for (const line of [seller.street, `${seller.postalCode} ${seller.city}`, spokenCountry(seller.country, language)])
    y = put(pen, line, LEFT, y, 250, { size: 9, colour: QUIET_INK, lines: 1 });

  const half = WIDTH / 2;
  put(pen, words.title[paper.kind], LEFT + half, mm(16) + 4, half, { size: 24, weight: 'bold', align: 'right', lines: 1 });
  put(pen, paper.name, LEFT + half, mm(16) + 38, half, { size: 11.5, align: 'right', lines: 1 });

  // Whom: where a window envelope shows it.
  const top = mm(52);
  put(pen, words.buyer, LEFT, top, half - 20, { size: 8.5, colour: QUIET_INK, lines: 1 });
  let below = put(pen, buyer.name, LEFT, top + 14, half - 20, { size: 11, weight: 'bold', lines: 2 });
  const country = spokenCountry(buyer.country, language);
  const where = buyer.address ? [buyer.address.street, `${buyer.address.postalCode} ${buyer.address.city}`, country] : [country];
  for (const line of where) below = put(pen, line, LEFT, below, half - 20, { size: 10.5, lines: 2 });

  const facts: [string, string][] = [
    [words.issuedOn, sayDay(paper.issuedOn, language)],
    ...(paper.kind === 'invoice' ? [[words.suppliedOn, sayDay(paper.suppliedOn, language)] as [string, string]] : []),
    [words.order, paper.order.number],
    [words.orderedOn, sayDay(paper.order.placedOn, language)],
    ...(look.channelName ? [[words.boughtOn, look.channelName] as [string, string]] : []),
  ];
  const box = { x: LEFT + half + 10, width: half - 10 };
  let row = top;
  for (const [name, value] of facts) {
    put(pen, name, box.x, row + 0.5, 96, { size: 9, colour: QUIET_INK, lines: 1 });
    row = put(pen, value, box.x + 100, row, box.width - 100, { size: 9.5, align: 'right', lines: 2 }) + 5;
  }
  let end = Math.max(below, row) + 20;
  if (paper.corrects) {
    const { name, issuedOn, because } = paper.corrects;
    const lines = [words.corrects(name, sayDay(issuedOn, language)), because];
    pen.roundedRect(LEFT, end - 6, WIDTH, 40, 4).fill(WASH);
    put(pen, lines[0]!, LEFT + 12, end + 1, WIDTH - 24, { size: 10, weight: 'bold', lines: 1 });
    put(pen, `${words.because}: ${lines[1]}`, LEFT + 12, end + 15, WIDTH - 24, { size: 9.5, colour: QUIET_INK, lines: 1 });
    end += 50;
  }
  return end;
}

const COLUMNS = {
  title: LEFT,
  quantity: LEFT + WIDTH * 0.5,
  unit: LEFT + WIDTH * 0.57,
  rate: LEFT + WIDTH * 0.74,
  gross: LEFT + WIDTH * 0.84,
};

function drawLines(pen: Pen, paper: Paper, words: PaperWords, say: Say, from: number, colour: string): number {
  const cell = (
    text: string,
    key: Exclude<keyof typeof COLUMNS, 'title'>,
    width: number,
    y: number,
    style: { size: number; colour?: string; weight?: 'bold' },
  ) => put(pen, text, COLUMNS[key], y, width, { ...style, align: 'right', lines: 1 });
  const widths = { quantity: WIDTH * 0.06, unit: WIDTH * 0.16, rate: WIDTH * 0.1, gross: WIDTH * 0.16 };
  // Where no VAT is shown the price is the price: a column "excl. VAT" would say something that is not so (art. 325).
  const shown = paper.groups.some(({ vat }) => vat.regime === 'regular');
  const head = (at: number): number => {
    const style = { size: 8, colour: QUIET_INK };
    put(pen, words.what, COLUMNS.title, at, WIDTH * 0.5, { ...style, lines: 1 });
    cell(words.quantity, 'quantity', widths.quantity, at, style);
    if (shown) cell(words.unitNet, 'unit', widths.unit, at, style);
    if (shown) cell(words.rate, 'rate', widths.rate, at, style);
    cell(shown ? words.gross : words.total, 'gross', widths.gross, at, style);
    pen.rect(LEFT, at + 14, WIDTH, 1).fill(colour);
    return at + 23;
  };
  let y = head(from);
  for (const line of paper.lines) {
    const group = paper.groups[line.group]!;
    const width = WIDTH * 0.48;
    const detail = [line.sku, line.device].filter(Boolean).join('  ·  ');
    const height = measure(pen, line.title, width, { size: 10 }) + (detail ? measure(pen, detail, width, { size: 8.5 }) : 0);
    if (y + height > FOOT - 30) y = head(nextPage(pen));
    const below = put(pen, line.title, COLUMNS.title, y, width, { size: 10 });
    if (detail) put(pen, detail, COLUMNS.title, below, width, { size: 8.5, colour: QUIET_INK });
    cell(say.number(line.quantity), 'quantity', widths.quantity, y, { size: 10 });
    if (group.vat.regime !== 'margin' && shown) cell(say.unit(line.netMinor, line.quantity), 'unit', widths.unit, y, { size: 10 });
    if (shown) cell(rateWords(group, words, say), 'rate', widths.rate, y, { size: 10 });
    cell(say.money(line.grossMinor), 'gross', widths.gross, y, { size: 10 });
    y += height + 7;
    rule(pen, LEFT, y, WIDTH);
    y += 8;
  }
  return y + 6;
}

function drawTotals(pen: Pen, paper: Paper, words: PaperWords, say: Say, from: number): number {
  const groups = paper.groups.filter(({ grossMinor }) => grossMinor > 0);
  const regular = groups.filter(({ vat }) => vat.regime === 'regular');
  let y = from + 72 + regular.length * 16 > FOOT ? nextPage(pen) : from;
  const x = LEFT + WIDTH * 0.45;
  const width = WIDTH * 0.55;
  const row = (name: string, value: string, style: { size: number; weight?: 'bold'; colour?: string } = { size: 10 }) => {
    put(pen, name, x, y, width * 0.62, { ...style, lines: 1 });
    y = put(pen, value, x + width * 0.55, y, width * 0.45, { ...style, align: 'right', lines: 1 }) + 5;
  };
  // The margin scheme shows no net amount and no VAT at all, not even zero (art. 325).
  if (regular.length > 0) {
    if (regular.length === groups.length) row(words.net, say.money(paper.netMinor));
    for (const group of regular)
      row(`${words.vat(rateWords(group, words, say, paper))} ${words.vatOn(say.money(group.netMinor))}`, say.money(group.vatMinor));
    rule(pen, x, y + 1, width);
    y += 9;
  }
  const credit = paper.kind === 'credit_note';
  row(credit ? words.totalCredit : words.total, say.money(paper.grossMinor), { size: 13, weight: 'bold' });
  row(credit ? words.paidBack : words.paid, say.money(paper.grossMinor), { size: 9.5, colour: QUIET_INK });
  if (!credit) row(words.due, say.money(0), { size: 9.5, colour: QUIET_INK });
  return y + 8;
}

/** Legal identity at the foot of every page, and which page it is. */
function drawFeet(pen: Pen, paper: Paper, words: PaperWords): void {
  const { seller } = paper;
  const { start, count } = pen.bufferedPageRange();
  const identity = [
    [seller.name, `${seller.street}, ${seller.postalCode} ${seller.city}`].join(' · '),
    [
      `${words.vatNumber} ${seller.vatNumber}`,
      ...(seller.registration === '' ? [] : [`${words.registration} ${seller.registration}`]),
      seller.email,
      ...(seller.phone === '' ? [] : [seller.phone]),
    ].join(' · '),
  ];
  for (let page = start; page < start + count; page += 1) {
    pen.switchToPage(page);
    const at = A4.height - mm(22);
    rule(pen, LEFT, at, WIDTH);
    let y = at + 7;
    for (const line of identity) y = put(pen, line, LEFT, y, WIDTH - 80, { size: 8, colour: QUIET_INK, lines: 1 });
    put(pen, words.page(page - start + 1, count), RIGHT - 80, at + 7, 80, { size: 8, colour: QUIET_INK, align: 'right', lines: 1 });
  }
}

function nextPage(pen: Pen): number {
  pen.addPage({ size: [A4.width, A4.height], margin: 0 });
  return mm(20);
}

type Say = {
  readonly money: (minor: number) => string;
  readonly number: (value: number) => string;
  readonly percent: (hundredths: number) => string;
  /** Net price of one, with as many decimals as it takes, four at most. */
  readonly unit: (netMinor: number, quantity: number) => string;
};

function sayIn({ currency, language }: Paper): Say {
  return {
    money: (minor) => spokenMoney(money(minor, currency), language),
    number: (value) => numberFormat(language).format(value),
    percent: (hundredths) => numberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(hundredths / 10_000),
    unit: (netMinor, quantity) =>
      netMinor % quantity === 0
        ? spokenMoney(money(netMinor / quantity, currency), language)
        : numberFormat(language, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(
            Number(decimal(money(netMinor, currency))) / quantity,
          ),
  };
}

/** `20 %`; with the country where it is not the seller's own (one-stop shop). */
function rateWords({ vat }: VatGroup, words: PaperWords, say: Say, paper?: Paper): string {
  if (vat.regime !== 'regular') return words[vat.regime];
  const foreign = paper && vat.country !== paper.seller.country ? ` (${spokenCountry(vat.country, paper.language)})` : '';
  return `${say.percent(vat.percent)}${foreign}`;
}

const sayDay = (day: string, language: Language): string => spokenDay(`${day}T12:00:00.000Z`, language, 'UTC');

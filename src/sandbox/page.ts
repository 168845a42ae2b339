/** The play marketplace's pages as markup: written on the server, readable without a script, every text escaped. */
import { html, type Html, render } from '../../web/portal/html.ts';
import { LINE } from '../channels/backmarket/map.ts';
import type { ToyStatement } from '../channels/backmarket/payouts.ts';
import type { ToyFolder, ToyLine, ToyMessage, ToyOrder } from '../channels/backmarket/world.ts';
import type { Payment } from '../channels/sandbox-store.ts';
import { decimal, money } from '../core/money.ts';
import { type Device, DEVICES, deviceOf, GRADES } from './devices.ts';

export type SandboxMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: string;
  /** Its Message-ID, which an answer names. */
  readonly reference?: string;
};

/** What the seller's desk has made of a care folder, as the buyer may see it. */
export type SandboxCase = {
  readonly rma: string;
  /** In words: "Approved, waiting for the parcel". */
  readonly says: string;
  readonly label?: { readonly carrier: string; readonly trackingNumber: string; readonly url?: string; readonly dropped?: boolean };
  readonly portalUrl?: string;
  readonly deskUrl?: string;
};

/** What every page shows around its own content. `path` is where the clock's form comes back to. */
export type Frame = {
  readonly now: string;
  readonly path: string;
  readonly css: string;
  readonly deskUrl: string;
  readonly notice?: string;
  readonly trouble?: string;
};

// ── The frame ────────────────────────────────────────────────────────────────────────────────────────────────────────

const LINKS = [
  ['/sandbox', 'Shop'],
  ['/sandbox/orders', 'Orders'],
  ['/sandbox/payouts', 'Payouts'],
  ['/sandbox/mail.html', 'Mailbox'],
] as const;

export function page(frame: Frame, title: string, content: Html): string {
  const path = frame.path.split('?')[0]!;
  const here = (url: string) =>
    url === '/sandbox'
      ? path === url || path.startsWith('/sandbox/buy')
      : path.startsWith(url) || (url === '/sandbox/orders' && path.startsWith('/sandbox/care'));
  return render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} · Toy Market</title>
<link rel="stylesheet" href="${frame.css}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<p class="tape">Play marketplace: nothing here is real. No money moves, no parcel leaves.</p>
<header class="top"><div class="wide">
<a class="brand" href="/sandbox">${logo}Toy Market</a>
<nav aria-label="Toy Market">${LINKS.map(([url, word]) => html`<a href="${url}"${here(url) && html` aria-current="page"`}>${word}</a>`)}<a href="${frame.deskUrl}">The seller’s desk</a><a href="/portal">The seller’s portal</a></nav>
</div></header>
<section class="clock" aria-label="Sandbox clock"><div class="wide">
<span>It is <time datetime="${frame.now}">${when(frame.now)}</time> in the sandbox.</span>
<form method="post" action="/sandbox/clock"><input type="hidden" name="back" value="${frame.path}"><span>Let time pass:</span>
<button class="quiet" name="advance" value="PT1H">1 hour</button><button class="quiet" name="advance" value="P1D">1 day</button><button class="quiet" name="advance" value="P5D">5 days</button></form>
</div></section>
<main id="main" class="wide">
${frame.notice && html`<p class="notice" role="status">${frame.notice}</p>`}
${frame.trouble && html`<p class="notice trouble" role="alert">${frame.trouble}</p>`}
${content}
</main>
<footer class="foot"><div class="wide">Here you are the buyer, the parcel and the passing of time. The desk, the portal and the mails are the product itself.</div></footer>
</body>
</html>`);
}

const logo = html`<svg viewBox="0 0 26 26" aria-hidden="true" focusable="false"><rect x="2" y="9" width="22" height="14" rx="3" fill="var(--accent)"/><path d="M1 10 4 3h18l3 7a4 4 0 0 1-6 2 4 4 0 0 1-6 0 4 4 0 0 1-6 0 4 4 0 0 1-6-2z" fill="var(--tape-a)" stroke="var(--accent)" stroke-width="1.5" stroke-linejoin="round"/></svg>`;

// ── The shop ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const shopPage = (): Html => html`
<div class="head"><div><h1>Refurbished, checked, and entirely made up</h1>
<p class="lead">Buy a device as a customer would, let it be delivered, then complain about it. The seller’s desk gets your complaint as it would from a real marketplace and answers.</p></div></div>
<ul class="shelf">${DEVICES.map(
  (device, index) => html`<li class="card device">
<figure>${device.picture(`d${index}`)}</figure>
<h2>${device.title}</h2>
<p><span class="pill">${GRADES[device.condition]}</span></p>
<div class="row"><span class="price">${euros(device.price)}</span><a class="button" href="/sandbox/buy/${device.sku}" aria-label="Buy ${device.title}">Buy</a></div>
</li>`,
)}</ul>`;

/** Where the play buyers live: the law that protects them differs. */
export const BUYERS = [
  { locale: 'fr-fr', country: 'France', name: 'Léa Fontaine', email: 'lea.fontaine@buyers.example', language: 'fr' },
  { locale: 'de-de', country: 'Germany', name: 'Jonas Weber', email: 'jonas.weber@buyers.example', language: 'de' },
  { locale: 'es-es', country: 'Spain', name: 'Carla Ruiz', email: 'carla.ruiz@buyers.example', language: 'es' },
  { locale: 'it-it', country: 'Italy', name: 'Marco Bianchi', email: 'marco.bianchi@buyers.example', language: 'it' },
  { locale: 'fr-be', country: 'Belgium', name: 'Sofie Peeters', email: 'sofie.peeters@buyers.example', language: 'fr' },
  { locale: 'en-ie', country: 'Ireland', name: 'Aoife Byrne', email: 'aoife.byrne@buyers.example', language: 'en' },
] as const;

export const buyPage = (device: Device): Html => html`
<div class="two flip">
<section class="card device"><figure>${device.picture('buy')}</figure><h1>${device.title}</h1><p><span class="pill">${GRADES[device.condition]}</span></p><p class="price">${euros(device.price)}</p><p class="small">Delivery is free. Sold by Phénix Mobile.</p></section>
<section class="card"><h2>Who buys?</h2>
<form class="fields" method="post" action="/sandbox/orders"><input type="hidden" name="sku" value="${device.sku}">
<fieldset><legend>Buyer</legend><div class="choices">${BUYERS.map((buyer, index) => html`<label><input type="radio" name="buyer" value="${buyer.locale}"${index === 0 && html` checked`}><span>${buyer.name}<br><small>${buyer.country}</small></span></label>`)}</div></fieldset>
<details><summary>Under another name</summary>
<label>Name<input type="text" name="name" maxlength="100" autocomplete="off"></label>
<label>E-mail<input type="email" name="email" maxlength="200" autocomplete="off"></label>
<p class="small">Mails to any address stay in the sandbox’s mailbox.</p></details>
<div><label>Quantity<select name="quantity">${[1, 2, 3].map((n) => html`<option>${n}</option>`)}</select></label></div>
<div class="row"><a href="/sandbox">Back to the shop</a><button>Buy for play money</button></div>
</form></section></div>`;

// ── Orders ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const ordersPage = (orders: readonly ToyOrder[], query: string): Html => html`
<div class="head"><div><h1>Orders</h1><p class="lead">Yours, and all others that the seller has at this marketplace. Open one to be its buyer.</p></div>
<form method="get" action="/sandbox/orders" role="search"><label>Find by order number<input type="search" name="q" value="${query}" maxlength="60"></label></form></div>
${
  orders.length === 0
    ? html`<p class="empty">${query ? html`No order has the number “${query}”.` : html`No orders yet. <a href="/sandbox">Buy something</a> and it shows here.`}</p>`
    : html`<ul class="rows">${orders.map((order) => html`<li><a href="/sandbox/orders/${order.id}"><b>${order.lines.map((line) => line.title).join(', ')}</b><span class="price small">${amountOf(order)}</span><span class="small">${order.ref ?? order.id} · ${order.buyer.name} · ${when(order.createdAt)}</span>${statusPill(order)}</a></li>`)}</ul>`
}`;

/** How the buyer sees the order as a whole. */
function statusPill(order: ToyOrder): Html {
  const refunded = order.lines.filter((line) => line.refunded > 0).length;
  if (refunded > 0) return html`<span class="pill good">${refunded === order.lines.length ? 'Refunded' : 'Partly refunded'}</span>`;
  if (order.deliveredAt) return html`<span class="pill">Delivered</span>`;
  if (order.shippedAt) return html`<span class="pill">On its way</span>`;
  return html`<span class="pill warn">To be shipped</span>`;
}

export type Issue = { readonly tag: string; readonly issue: string; readonly says: string };
/** What a buyer can pick, in the marketplace's groups. */
export const ISSUES: readonly {
  readonly group: string;
  readonly tag: string;
  readonly issues: readonly (readonly [issue: string, says: string])[];
}[] = [
  {
    group: 'Something does not work',
    tag: 'TECHNICAL',
    issues: [
      ['BATTERY_DRAIN', 'The battery runs empty'],
      ['BATTERY_NOT_CHARGING', 'It does not charge'],
      ['DISPLAY_ISSUES', 'The screen'],
      ['CAMERA_FAILURES', 'The camera'],
      ['SOUND_OR_MICROPHONE', 'Sound or microphone'],
      ['NETWORK_OR_WIFI', 'Network or Wi-Fi'],
      ['POWER_ON_BOOT_FAILURE', 'It does not start'],
      ['TOO_HOT_OR_NOISY', 'Too hot or noisy'],
      ['KEYBOARD_OR_BUTTON_DEFECTS', 'Keyboard or buttons'],
      ['ACCOUNT_LOCKED', 'It is locked'],
      ['SOFTWARE', 'The software'],
    ],
  },
  {
    group: 'It is not what I ordered',
    tag: 'BAD_PRODUCT',
    issues: [
      ['WRONG_MODEL_OR_SPECIFICATIONS', 'Wrong model'],
      ['WRONG_COLOR', 'Wrong colour'],
      ['WRONG_OR_MISSING_ACCESSORIES', 'A part is missing'],
    ],
  },
  {
    group: 'It does not look as promised',
    tag: 'ESTHETICAL',
    issues: [
      ['BODY_APPEARANCE_NOT_AS_EXPECTED', 'Scratches on the body'],
      ['SCREEN_APPEARANCE_NOT_AS_EXPECTED', 'Scratches on the screen'],
    ],
  },
  {
    group: 'The delivery',
    tag: 'LATE_DELIVERY',
    issues: [
      ['LATE_DELIVERY', 'It came late'],
      ['TRACKING_ISSUE', 'It never came'],
      ['ITEM_DAMAGED_DURING_DELIVERY', 'Damaged on the way'],
    ],
  },
  {
    group: 'I changed my mind',
    tag: 'CHANGED_MIND',
    issues: [
      ['ASK_FOR_RETURN', 'I do not want it any more'],
      ['BOUGHT_ITEM_BY_MISTAKE', 'Bought by mistake'],
    ],
  },
  { group: 'Something else', tag: 'OTHER', issues: [['OTHER_ISSUES', 'Something else']] },
];
export const issueOf = (code: string): Issue | undefined =>
  ISSUES.flatMap(({ tag, issues }) => issues.map(([issue, says]) => ({ tag, issue, says }))).find(({ issue }) => issue === code);

export const CHOICES = [
  ['REFUND', 'My money back'],
  ['REPAIR', 'A repair'],
  ['REPLACE', 'Another one'],
  ['REMOTE_ASSISTANCE', 'Help from afar'],
] as const;

export function orderPage(order: ToyOrder, folders: readonly ToyFolder[], paid: readonly Payment[]): Html {
  const steps = [
    ['Bought', order.createdAt],
    ['Shipped', order.shippedAt],
    ['Delivered', order.deliveredAt],
    ['Refunded', paid.at(-1)?.at],
  ] as const;
  const open = order.lines.filter((line) => line.state === LINE.shipped);
  return html`
<div class="head"><div><h1>${order.lines.map((line) => line.title).join(', ')}</h1><p class="small">Order <span class="mono">${order.ref ?? order.id}</span> · ${order.buyer.name}, ${countryOf(order.locale)} · ${order.buyer.email}</p></div>${statusPill(order)}</div>
<div class="two">
<div class="stack">
<section class="card"><h2>The way of this order</h2>
<ol class="steps">${steps.map(([word, at]) => html`<li${at && html` class="done"`}>${word}<small>${at ? day(at) : '–'}</small></li>`)}</ol>
<div class="row" style="margin-top:14px">${journey(order)}</div></section>
${open.length > 0 && complaintForm(order, open)}
</div>
<div class="stack">
${order.lines.map((line) => lineCard(order, line))}
${folders.length > 0 && html`<section class="card"><h2>Your conversations with the seller</h2><ul class="rows" style="margin-top:12px">${folders.map((folder) => html`<li><a href="/sandbox/care/${folder.id}"><b>${wordsOf(folder)}</b><span class="pill${folder.state === 9 ? html`` : html` warn`}">${folder.state === 9 ? 'Closed' : 'Open'}</span><span class="small">${folder.messages.length} ${folder.messages.length === 1 ? 'message' : 'messages'}, last ${when(folder.lastMessageAt)}</span></a></li>`)}</ul></section>`}
<section class="card"><h2>Money that came back</h2>${moneyBack(paid)}</section>
</div></div>`;
}

function journey(order: ToyOrder): Html {
  if (!order.shippedAt && order.lines.some((line) => line.state === LINE.accepted || line.state === LINE.paid)) {
    return html`<p>The seller packs it. Play the warehouse:</p><form method="post" action="/sandbox/orders/${order.id}/shipping"><button>Ship it</button></form>`;
  }
  if (order.shippedAt && !order.deliveredAt)
    return html`<p>The parcel is on its way. Play the carrier:</p><form method="post" action="/sandbox/orders/${order.id}/delivery"><button>Mark as delivered</button></form>`;
  return html`<p class="small">${order.deliveredAt ? 'It has arrived.' : 'Nothing is on its way.'}</p>`;
}

const lineCard = (
  order: ToyOrder,
  line: ToyLine,
): Html => html`<section class="card device">${deviceOf(line.sku) && html`<figure>${deviceOf(line.sku)!.picture(`l${line.id}`)}</figure>`}
<h2>${line.title}</h2><dl class="facts">
<dt>Grade</dt><dd>${GRADES[line.condition as keyof typeof GRADES] ?? 'Refurbished'}</dd>
<dt>Price</dt><dd>${line.quantity > 1 && html`${line.quantity} × `}${priced(line.price, order.currency)}</dd>
${line.imei && html`<dt>IMEI</dt><dd class="mono">${line.imei}</dd>`}${line.serial && html`<dt>Serial</dt><dd class="mono">${line.serial}</dd>`}
<dt>Line</dt><dd class="mono">${line.ref}</dd></dl></section>`;

const complaintForm = (
  order: ToyOrder,
  lines: readonly ToyLine[],
): Html => html`<section class="card" id="complain"><h2>Something is wrong? Tell the seller</h2>
<form class="fields" method="post" action="/sandbox/orders/${order.id}/complaints">
${
  lines.length === 1
    ? html`<input type="hidden" name="line" value="${lines[0]!.id}">`
    : html`<div><label>Which one<select name="line">${lines.map((line) => html`<option value="${line.id}">${line.title}</option>`)}</select></label></div>`
}
<div><label>What happened<select name="issue" required><option value="">Please choose …</option>${ISSUES.map(({ group, issues }) => html`<optgroup label="${group}">${issues.map(([issue, says]) => html`<option value="${issue}">${says}</option>`)}</optgroup>`)}</select></label></div>
<fieldset><legend>What would you like?</legend><div class="choices">${CHOICES.map(([value, says], index) => html`<label><input type="radio" name="wants" value="${value}"${index === 0 && html` checked`}>${says}</label>`)}</div></fieldset>
<div><label>In your words<textarea name="message" required maxlength="2000" placeholder="By noon the battery is empty …"></textarea></label></div>
<div class="row"><span class="small">The desk receives it through the marketplace’s API.</span><button>Send to the seller</button></div></form></section>`;

const moneyBack = (paid: readonly Payment[]): Html =>
  paid.length === 0
    ? html`<p class="small" style="margin-top:8px">Nothing yet.</p>`
    : html`<dl class="facts">${paid.map((payment) => html`<dt>${when(payment.at)}</dt><dd><b>${priced(payment.minor, payment.currency)}</b></dd>`)}</dl><p class="small" style="margin-top:8px">${paid.length === 1 ? 'Paid once.' : `${paid.length} payments.`}</p>`;

// ── The conversation ─────────────────────────────────────────────────────────────────────────────────────────────────

export function carePage(folder: ToyFolder, order: ToyOrder, paid: readonly Payment[], desk: SandboxCase | null): Html {
  const closed = folder.state === 9;
  return html`
<div class="head"><div><h1>${wordsOf(folder)}</h1><p class="small">Case <span class="mono">${folder.id}</span> about <a href="/sandbox/orders/${order.id}">order ${order.ref ?? order.id}</a> · you are ${order.buyer.name}</p></div>
<span class="pill${closed ? html`` : html` warn`}">${closed ? 'Closed' : 'Open'}</span></div>
<div class="two">
<section class="card"><h2>Conversation</h2>
<div class="thread">${folder.messages.map((message) => bubble(message, order))}
${folder.problems.map((problem) => html`<article class="said merchant"><header>The seller reported to the marketplace · ${when(problem.at)}</header><p>${problem.type.toLowerCase().replaceAll('_', ' ')}${problem.message && html`: ${problem.message}`}</p></article>`)}</div>
<form class="fields" method="post" action="/sandbox/care/${folder.id}/messages">
<div><label>Your answer<textarea name="message" required maxlength="2000"></textarea></label></div>
<div class="row"><a href="/sandbox/care/${folder.id}">Look for news</a><button>Send</button></div>${closed && html`<p class="small">The case is closed; a message opens it again.</p>`}</form></section>
<div class="stack">
<section class="card"><h2>The return</h2>${returnPanel(folder, desk)}</section>
<section class="card"><h2>Money that came back</h2>${moneyBack(paid)}</section>
<section class="card"><h2>What you told the marketplace</h2><dl class="facts"><dt>Problem</dt><dd>${wordsOf(folder)}</dd><dt>You want</dt><dd>${CHOICES.find(([value]) => value === folder.wants)?.[1] ?? folder.wants}</dd><dt>Since</dt><dd>${when(folder.createdAt)}</dd></dl>
${!closed && html`<form method="post" action="/sandbox/care/${folder.id}/closing" style="margin-top:14px"><button class="quiet">It is settled: close the case</button></form>`}</section>
</div></div>`;
}

function returnPanel(folder: ToyFolder, desk: SandboxCase | null): Html {
  const label = desk?.label;
  return html`${
    desk
      ? html`<dl class="facts"><dt>Number</dt><dd class="mono">${desk.rma}</dd><dt>State</dt><dd>${desk.says}</dd>${label && html`<dt>Parcel</dt><dd>${label.carrier}<br><span class="mono">${label.trackingNumber}</span></dd>`}</dl>
<div class="row" style="margin-top:14px;justify-content:start">${label?.url && html`<a class="button quiet" href="${label.url}">Print the label</a>`}${label && !label.dropped && dropForm(folder.id, label.trackingNumber)}${label?.dropped && html`<span class="pill good">Handed in</span>`}</div>
<p class="row" style="margin-top:12px;justify-content:start">${desk.portalUrl && html`<a href="${desk.portalUrl}">Your progress page</a>`}${desk.deskUrl && html`<a href="${desk.deskUrl}">As the seller sees it</a>`}</p>`
      : html`<p class="small" style="margin-top:8px">The desk has not made a return of it yet. <a href="/sandbox/care/${folder.id}">Look again</a></p>`
  }
${!label && html`<details><summary>Hand a parcel in by its tracking number</summary><form class="fields" method="post" action="/sandbox/care/${folder.id}/parcel"><div><label>Tracking number<input type="text" name="tracking" required maxlength="60" autocomplete="off"></label></div><div class="row"><button class="quiet">Hand it in</button></div></form></details>`}`;
}

const dropForm = (folderId: number, tracking: string): Html =>
  html`<form method="post" action="/sandbox/care/${folderId}/parcel"><input type="hidden" name="tracking" value="${tracking}"><button>Hand it in at the post office</button></form>`;

function bubble(message: ToyMessage, order: ToyOrder): Html {
  const who = { client: order.buyer.name, merchant: 'The seller', backmarket: 'Toy Market' }[message.from];
  return html`<article class="said ${message.from}"><header>${who} · ${when(message.at)}</header>${message.body.split(/\n\s*\n/).map((part) => html`<p>${part.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${linked(line)}`)}</p>`)}
${message.files.map((file) => (file.type.startsWith('image/') ? html`<img src="/sandbox/backmarket/files/${file.id}" alt="${file.name}" loading="lazy">` : html`<p><a href="/sandbox/backmarket/files/${file.id}">${file.name}</a></p>`))}</article>`;
}

/** Addresses in what people write become links; all else stays text. */
function linked(words: string): Html[] {
  return words
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`));
}

// ── The mailbox ──────────────────────────────────────────────────────────────────────────────────────────────────────

export function mailPage(
  mails: readonly (SandboxMail & { readonly key: string })[],
  shown: (SandboxMail & { readonly key: string }) | undefined,
  to: string,
): Html {
  const address = (key: string) => `/sandbox/mail.html?${new URLSearchParams({ ...(to && { to }), id: key })}`;
  return html`
<div class="head"><div><h1>Mailbox</h1><p class="lead">Every mail that the product sent, to whomever. None has left this machine.</p></div>
<form method="get" action="/sandbox/mail.html" role="search"><label>Only to<input type="email" name="to" value="${to}" maxlength="200" placeholder="lea.fontaine@buyers.example"></label></form></div>
<details class="card"><summary>Write to the seller</summary>${writeForm({ from: to })}</details>
${
  mails.length === 0
    ? html`<p class="empty">${to ? html`Nothing was mailed to ${to}. <a href="/sandbox/mail.html">Show all</a>` : 'No mail yet. The first one comes with the first return.'}</p>`
    : html`<div class="mailbox"><ul class="rows">${mails.map((mail) => html`<li><a href="${address(mail.key)}"${mail.key === shown?.key && html` aria-current="true"`}><b>${mail.subject}</b><span class="small">to ${mail.to}</span><span class="small">${when(mail.at)}</span></a></li>`)}</ul>
${
  shown &&
  html`<article class="card"><h2>${shown.subject}</h2><p class="small">to ${shown.to} · ${when(shown.at)}</p>
${shown.html ? html`<iframe src="/sandbox/mail/${shown.key}" title="${shown.subject}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe><details><summary>As plain text</summary><p class="plain">${shown.text}</p></details>` : html`<p class="plain">${shown.text}</p>`}
<details><summary>Answer as ${shown.to}</summary>${writeForm({ from: shown.to, subject: `Re: ${shown.subject}`, ...(shown.reference && { inReplyTo: shown.reference }) })}</details></article>`
}</div>`
}`;
}

/** A mail to the seller, with a file where one is wanted. */
const writeForm = ({
  from,
  subject = '',
  inReplyTo,
}: {
  readonly from: string;
  readonly subject?: string;
  readonly inReplyTo?: string;
}): Html => html`
<form class="fields" method="post" action="/sandbox/mail" enctype="multipart/form-data">${inReplyTo && html`<input type="hidden" name="inReplyTo" value="${inReplyTo}">`}
<label>From<input type="email" name="from" value="${from}" required maxlength="200" placeholder="lea.fontaine@buyers.example" autocomplete="off"></label>
<label>Subject<input type="text" name="subject" value="${subject}" maxlength="300" autocomplete="off"></label>
<label>Text<textarea name="text" required maxlength="10000"></textarea></label>
<label>File<input type="file" name="file"></label>
<div class="row"><button>Send</button></div></form>`;

export const missingPage = (what: string): Html =>
  html`<h1>Nothing here</h1><p class="lead">${what} <a href="/sandbox">Back to the shop</a></p>`;

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const wordsOf = (folder: ToyFolder): string =>
  folder.issues.map(({ customerIssue }) => issueOf(customerIssue)?.says ?? customerIssue.toLowerCase().replaceAll('_', ' ')).join(', ');
const countryOf = (locale: string): string => BUYERS.find((buyer) => buyer.locale === locale)?.country ?? locale.slice(-2).toUpperCase();
/** The market is in France: so is its clock on the wall. */
const wall = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
});
export const when = (at: string): string => wall.format(new Date(at));
const short = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
});
const day = (at: string): string => short.format(new Date(at));
const euros = (minor: number): string => priced(minor, 'EUR');
const priced = (minor: number, currency: string): string => `${decimal(money(minor, currency))} ${currency === 'EUR' ? '€' : currency}`;
const amountOf = (order: ToyOrder): string =>
  priced(
    order.lines.reduce((sum, line) => sum + line.price * line.quantity, order.shippingPrice),
    order.currency,
  );

// ── Payouts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Newest first. The seller's finance takes the file to the desk. */
export const payoutsPage = (statements: readonly ToyStatement[]): Html => html`
<div class="head"><div><h1>Payouts to the seller</h1>
<p class="lead">On the 6th, 16th and 26th for what was shipped in the ten days that ended ten days before, less commission, refunds and fees. Take a file to the desk under Money, and see whether it is right.</p></div></div>
${
  statements.length === 0
    ? html`<p class="empty">Nothing has been paid out yet. The first payout comes ten days after the first period with a shipped order.</p>`
    : html`<ul class="stack">${statements.map(
        (
          each,
        ) => html`<li class="card"><div class="row"><div><h2>${amountIn(each.total, each.currency)} on ${each.paysOn}</h2><p class="small">${each.reference} · shipped ${each.from} to ${each.to} · ${each.lines.length} lines</p></div>
<div class="row"><a class="button" href="/sandbox/payouts/${each.reference}.csv" download>CSV</a><a class="button quiet" href="/sandbox/payouts/${each.reference}.csv?mistakes=1" download>CSV with mistakes</a></div></div></li>`,
      )}</ul>`
}`;

const amountIn = (minor: number, currency: string): string => `${decimal(money(minor, currency))} ${currency}`;

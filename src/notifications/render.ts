/** The forms of a letter: mail (plain and HTML) and the channel's thread. Everything that people wrote is escaped here, in one place. */
import type { Language } from '../core/access.ts';
import { spokenCountry } from '../core/spoken.ts';
import type { CommonFacts, PostalAddress } from './facts.ts';
import type { Block, Frame, Letter, Link } from './letter.ts';

/** One line, no control signs: what stands in a header may not start another one. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
/** Line breaks stay, other control signs go. */
const manyLines = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();

/** French wants a blank before `: ; ? ! »` that no line breaks at; so do amounts before their €. */
const unbroken = (text: string): string => text.replace(/ ([:;?!»€])/g, '\u00a0$1').replace(/« /g, '«\u00a0');

const SUBJECT_MOST = 140;
export function subjectOf(letter: Letter): string {
  const subject = unbroken(oneLine(letter.subject));
  return subject.length <= SUBJECT_MOST ? subject : `${subject.slice(0, SUBJECT_MOST - 1)}…`;
}

/** Addresses of the web only, or a path of ours; never `javascript:` and the like. */
const safeUrl = (url: string): string | null => (/^(https?:\/\/|\/(?!\/))[^\s<>"']*$/i.test(url) ? url : null);

const addressLines = ({ name, street, postalCode, city, country }: PostalAddress, language: Language): string[] =>
  [name, street, `${postalCode} ${city}`, spokenCountry(country, language)].map(oneLine);

/** Everything that a form is made of. */
export type Draft = { readonly letter: Letter; readonly frame: Frame; readonly facts: CommonFacts; readonly language: Language };

/** Where the letter may be left out, the way to say so. */
const preferencesOf = (facts: CommonFacts, frame: Frame): Link | undefined =>
  facts.preferencesUrl !== undefined && frame.preferences !== undefined
    ? { says: frame.preferences, url: facts.preferencesUrl }
    : undefined;

/** Its answers are its action; the way to the progress page stands below. */
const asks = ({ blocks }: Letter): boolean => blocks.some((block) => typeof block !== 'string' && 'scale' in block);

const isAction = (block: Block): boolean => typeof block !== 'string' && ('action' in block || 'scale' in block);
/** The letter's blocks with the action in its place: where the letter puts it, else at the end. */
const inOrder = ({ blocks }: Letter): readonly Block[] => (blocks.some(isAction) ? blocks : [...blocks, { action: true }]);

// ---- plain text

const said = (text: string): string => unbroken(oneLine(text));

function plainBlock(block: Block, colon: string, language: Language, action: string): string {
  const titled = (title: string | undefined, lines: readonly string[]) =>
    [...(title ? [/[?!]$/.test(title) ? said(title) : said(title) + colon] : []), ...lines].join('\n');
  if (typeof block === 'string') return said(block);
  if ('list' in block)
    return titled(
      block.title,
      block.list.map((line) => `- ${said(line)}`),
    );
  if ('steps' in block)
    return titled(
      block.title,
      block.steps.map((line, i) => `${i + 1}. ${said(line)}`),
    );
  if ('address' in block) return titled(block.title, addressLines(block.address, language));
  if ('words' in block) return manyLines(block.words);
  if ('action' in block) return action;
  // The best first: a reader of plain text takes what is on top for the polite end.
  if ('scale' in block)
    return block.scale
      .toReversed()
      .map(({ score, says, url }) => plainLink({ says: `${score} – ${says}`, url }, colon))
      .join('\n');
  return plainLink(block.link, colon);
}
const plainLink = ({ says, url }: Link, colon: string): string => (safeUrl(url) ? `${said(says)}${colon}\n${url}` : '');

const paragraphs = (parts: readonly string[]): string => `${parts.filter(Boolean).join('\n\n')}\n`;

export function textOf({ letter, frame, facts, language }: Draft): string {
  const { action = { says: frame.follow, url: facts.progressUrl } } = letter;
  const seller = oneLine(facts.seller.name);
  return paragraphs([
    letter.personal ? '' : frame.greeting(oneLine(facts.buyerName)),
    ...inOrder(letter).map((block) => plainBlock(block, frame.colon, language, plainLink(action, frame.colon))),
    action.url === facts.progressUrl && !asks(letter) ? '' : plainLink({ says: frame.follow, url: facts.progressUrl }, frame.colon),
    frame.signature(seller),
    `-- \n${frame.returnCode} ${facts.rma}\n${facts.items.map((item) => oneLine(item.title)).join('\n')}\n${said(frame.footer(seller))}`,
    preferencesOf(facts, frame) ? plainLink(preferencesOf(facts, frame)!, frame.colon) : '',
  ]);
}

/** How the papers of a letter (label, slip) reach the channel's conversation: as files beside it, as links in it, or not there at all. */
export type Papers = 'attached' | 'linked' | 'elsewhere';

export function threadOf({ letter, frame, facts, language }: Draft, papers: Papers): string {
  if (letter.personal)
    return paragraphs(letter.blocks.map((block) => (typeof block !== 'string' && 'words' in block ? manyLines(block.words) : '')));
  // Where the letter has a slip to print, its action is to print as well. Anything else can be done in the thread itself.
  const prints = letter.blocks.some((block) => typeof block !== 'string' && 'link' in block);
  const paper = (link: Link): string => {
    if (papers === 'linked') return plainLink(link, frame.colon);
    return papers === 'attached' ? `${said(link.says)}${frame.colon} ${frame.attached ?? ''}` : '';
  };
  const isOnlyPaper = letter.blocks.every(
    (block) => typeof block === 'string' || !('link' in block) || block.link.url === letter.action?.url,
  );
  const action = letter.action && prints && !(papers === 'attached' && isOnlyPaper) ? paper(letter.action) : '';
  const lines = inOrder(letter).map((block) =>
    typeof block !== 'string' && 'link' in block ? paper(block.link) : plainBlock(block, frame.colon, language, action),
  );
  return paragraphs([
    frame.greeting(oneLine(facts.buyerName)),
    ...lines,
    `${frame.signature(oneLine(facts.seller.name))}\n${frame.returnCode} ${facts.rma}`,
  ]);
}

// ---- HTML

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
const safe = (text: string): string => escape(oneLine(text));
const prose = (text: string): string => escape(said(text)).replaceAll('\u00a0', '&nbsp;');

/** The seller's colour where it is one, and the ink that can be read on it (WCAG contrast, whichever of black and white is better). */
function brand(colour: string | undefined): { readonly paper: string; readonly ink: string } {
  if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return { paper: '#1f4f8f', ink: '#ffffff' };
  const light = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const luminance = 0.2126 * light[0]! + 0.7152 * light[1]! + 0.0722 * light[2]!;
  return { paper: colour.toLowerCase(), ink: luminance > 0.179 ? '#10141a' : '#ffffff' };
}

// Sizes and colours stand in the tags, since some mail programs drop <style>; what can't (dark mode, narrow screens) stands there.
const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const P = `margin:0 0 16px;${FONT};font-size:16px;line-height:1.55;color:#1c222b`;
const SMALL = `margin:0;${FONT};font-size:13px;line-height:1.5;color:#5a6472`;
const H2 = `margin:8px 0 8px;${FONT};font-size:15px;line-height:1.4;font-weight:600;color:#1c222b`;
const LI = `margin:0 0 8px;padding:0 0 0 4px;${FONT};font-size:15px;line-height:1.5;color:#1c222b`;

const STYLE = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  a { color: inherit; }
  @media (max-width: 480px) {
    .page { padding: 0 !important; }
    .card { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
    .in { padding-left: 20px !important; padding-right: 20px !important; }
    .button a { display: block !important; text-align: center !important; }
    h1 { font-size: 23px !important; }
  }
  @media (prefers-color-scheme: dark) {
    .page { background: #0f1318 !important; }
    .card { background: #171c23 !important; border-color: #2a323d !important; }
    .ink { color: #e8ecf1 !important; }
    .soft { color: #a3adba !important; }
    .wash { background: #1f2630 !important; border-color: #36404d !important; }
    .line { border-color: #2a323d !important; }
  }`;

function htmlBlock(block: Block, language: Language, action: string): string {
  if (typeof block === 'string') return `<p class="ink" style="${P}">${prose(block)}</p>`;
  if ('list' in block || 'steps' in block) {
    const [tag, lines] = 'list' in block ? (['ul', block.list] as const) : (['ol', block.steps] as const);
    const title = block.title ? `<h2 class="ink" style="${H2}">${prose(block.title)}</h2>` : '';
    return `${title}<${tag} style="margin:0 0 16px;padding:0 0 0 22px">${lines.map((line) => `<li class="ink" style="${LI}">${prose(line)}</li>`).join('')}</${tag}>`;
  }
  if ('address' in block) {
    const [name = '', ...rest] = addressLines(block.address, language).map(safe);
    return `<h2 class="ink" style="${H2}">${prose(block.title)}</h2><p class="ink wash" style="${P};padding:14px 16px;background:#f3f5f8;border-radius:8px"><strong>${name}</strong><br>${rest.join('<br>')}</p>`;
  }
  if ('words' in block)
    return `<p class="ink wash line" style="${P};padding:14px 16px;background:#f3f5f8;border-radius:8px">${escape(
      unbroken(manyLines(block.words)),
    )
      .replaceAll('\u00a0', '&nbsp;')
      .replaceAll('\n', '<br>')}</p>`;
  if ('action' in block) return action;
  if ('scale' in block) {
    const cells = block.scale.map(({ score, says, url: to }) => {
      const href = safeUrl(to);
      return `<td width="20%" valign="top" style="padding:0 3px"><a class="ink wash line" href="${href ? escape(href) : '#'}" style="display:block;padding:12px 2px 10px;border:1px solid #c9d0da;border-radius:10px;background:#f3f5f8;${FONT};text-align:center;text-decoration:none;color:#1c222b"><span style="display:block;font-size:22px;line-height:1.2;font-weight:700">${score}</span><span class="soft" style="display:block;font-size:12px;line-height:1.3;color:#5a6472">${prose(says)}</span></a></td>`;
    });
    return `<table role="presentation" cellpadding="0" cellspacing="0" width="100%" style="margin:4px -3px 22px;table-layout:fixed"><tr>${cells.join('')}</tr></table>`;
  }
  const url = safeUrl(block.link.url);
  return url
    ? `<p class="ink" style="${P}"><a class="ink" href="${escape(url)}" style="color:#1c222b;text-decoration:underline">${prose(block.link.says)}</a></p>`
    : '';
}

export function htmlOf({ letter, frame, facts, language }: Draft): string {
  const { paper, ink } = brand(facts.seller.colour);
  const action = letter.action ?? { says: frame.follow, url: facts.progressUrl };
  const url = safeUrl(action.url);
  const progress = safeUrl(facts.progressUrl);
  const button = url
    ? `<table role="presentation" cellpadding="0" cellspacing="0" width="100%" style="margin:8px 0 24px"><tr><td class="button"><a href="${escape(url)}" style="display:inline-block;padding:13px 24px;border-radius:8px;background:${paper};color:${ink};${FONT};font-size:16px;font-weight:600;line-height:1.25;text-decoration:none">${prose(action.says)}</a></td></tr></table>`
    : '';
  const follow =
    progress && (asks(letter) || (letter.action && action.url !== facts.progressUrl))
      ? ` · <a class="soft" href="${escape(progress)}" style="color:#5a6472;text-decoration:underline">${prose(frame.follow)}</a>`
      : '';
  const chosen = preferencesOf(facts, frame);
  const preferences =
    chosen && safeUrl(chosen.url)
      ? `<br><a class="soft" href="${escape(chosen.url)}" style="color:#5a6472;text-decoration:underline">${prose(chosen.says)}</a>`
      : '';
  const first = letter.blocks.find((block) => typeof block === 'string') ?? '';
  const logo = facts.seller.logoUrl === undefined ? null : safeUrl(facts.seller.logoUrl);
  // On white in the dark too: a logo of dark ink would vanish there. Where pictures are not loaded, the name stands in its place.
  const seller = logo
    ? `<img src="${escape(logo)}" alt="${safe(facts.seller.name)}" height="36" style="display:inline-block;height:36px;width:auto;max-width:220px;padding:4px;border:0;border-radius:6px;background:#ffffff;color:#1c222b">`
    : safe(facts.seller.name);
  // The first words of the mail, as a list of mails shows them beside the subject.
  const preview = `<div style="display:none;max-height:0;overflow:hidden;opacity:0">${prose(String(first))}</div>`;

  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${safe(subjectOf(letter))}</title>
<style>${STYLE}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f5">
${preview}
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#eef1f5;padding:28px 12px">
<tr><td align="center">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #dde2e9;border-radius:14px;overflow:hidden">
<tr><td style="height:6px;background:${paper};font-size:0;line-height:0">&nbsp;</td></tr>
<tr><td class="in" style="padding:26px 36px 0"><p class="soft" style="${SMALL};font-size:14px;font-weight:600">${seller}</p></td></tr>
<tr><td class="in" style="padding:10px 36px 0">
<h1 class="ink" style="margin:0 0 20px;${FONT};font-size:27px;line-height:1.2;font-weight:700;letter-spacing:-0.015em;color:#1c222b">${prose(letter.headline)}</h1>
${letter.personal ? '' : `<p class="ink" style="${P}">${prose(frame.greeting(oneLine(facts.buyerName)))}</p>`}
${inOrder(letter)
  .map((block) => htmlBlock(block, language, button))
  .join('\n')}
<p class="ink" style="${P}">${prose(frame.signature(oneLine(facts.seller.name)))}</p>
</td></tr>
<tr><td class="in line" style="padding:18px 36px 22px;border-top:1px solid #e3e7ed">
<p class="soft" style="${SMALL}"><strong class="ink" style="color:#1c222b">${prose(frame.returnCode)} ${safe(facts.rma)}</strong>${follow}</p>
<p class="soft" style="${SMALL}">${facts.items.map((item) => safe(item.title)).join('<br>')}</p>
<p class="soft" style="${SMALL};padding-top:10px;font-size:12px">${prose(frame.footer(oneLine(facts.seller.name)))}${preferences}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

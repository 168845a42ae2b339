import { expect, it } from 'vitest';
import { paths } from './paths.ts';

it('keeps every address of the console where bookmarks expect it', () => {
  expect([
    paths.desk(),
    paths.desk({ tab: 'inspect' }),
    paths.desk({ tab: 'all', q: 'Léa & co', channel: 'backmarket' }),
    paths.case('0193'),
    paths.case('0193', { tab: 'resolve' }),
    paths.resolution('0193', { tab: 'resolve' }),
    paths.repairs(),
    paths.repairs({ ended: 'yes', who: 'Malik' }),
    paths.repair('0193'),
    paths.bench(),
    paths.bench('R-4K7D-9QXM'),
    paths.settings(),
    paths.policy(),
    paths.draft('0193', { question: 'window', row: 'window.days' }),
    paths.policyVersion('house@3', { view: 'try', case: 'country=FR&reason=defective' }),
    paths.stock(),
    paths.stock({ state: 'quarantined', lot: 'N 4', supplier: 'Nordphone' }),
    paths.unit('0193'),
    paths.stockMove(),
    paths.pull('0193'),
    paths.partners(),
    paths.sandbox(),
  ]).toMatchInlineSnapshot(`
    [
      "/",
      "/?tab=inspect",
      "/?tab=all&q=L%C3%A9a+%26+co&channel=backmarket",
      "/returns/0193",
      "/returns/0193?tab=resolve",
      "/returns/0193/resolution?tab=resolve",
      "/repairs",
      "/repairs?ended=yes&who=Malik",
      "/repairs/0193",
      "/bench",
      "/bench?code=R-4K7D-9QXM",
      "/settings",
      "/policy",
      "/policy/drafts/0193?question=window&row=window.days",
      "/policy/versions/house%403?view=try&case=country%3DFR%26reason%3Ddefective",
      "/stock",
      "/stock?state=quarantined&supplier=Nordphone&lot=N+4",
      "/stock/units/0193",
      "/stock/move",
      "/stock/pulls/0193",
      "/stock/partners",
      "/sandbox",
    ]
  `);
});

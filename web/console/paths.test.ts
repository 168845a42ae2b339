import { expect, it } from 'vitest';
import { paths } from './paths.ts';

it('keeps every address of the console where bookmarks expect it', () => {
  expect([
    paths.desk(),
    paths.desk({ tab: 'inspect' }),
    paths.desk({ tab: 'all', q: 'Léa & co', channel: 'backmarket' }),
    paths.case('0193'),
    paths.case('0193', { tab: 'resolve' }),
    paths.bench(),
    paths.bench('R-4K7D-9QXM'),
    paths.settings(),
    paths.policy(),
    paths.draft('0193', { question: 'window', row: 'window.days' }),
    paths.policyVersion('house@3', { view: 'try', case: 'country=FR&reason=defective' }),
    paths.sandbox(),
  ]).toMatchInlineSnapshot(`
    [
      "/",
      "/?tab=inspect",
      "/?tab=all&q=L%C3%A9a+%26+co&channel=backmarket",
      "/returns/0193",
      "/returns/0193?tab=resolve",
      "/bench",
      "/bench?code=R-4K7D-9QXM",
      "/settings",
      "/policy",
      "/policy/drafts/0193?question=window&row=window.days",
      "/policy/versions/house%403?view=try&case=country%3DFR%26reason%3Ddefective",
      "/sandbox",
    ]
  `);
});

/** Every page, light on a screen and dark on a phone, before the rules of WCAG 2.2 AA. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { phoneOrder } from '../cast.ts';
import { accessibilityTrouble, api, codeFor, PASSWORD, say, signIn, sticksOut, visitor } from './harness.ts';

type Stop = { readonly name: string; go(page: Page): Promise<unknown> };
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

export function access(stage: () => { browser: Browser; url: string }): void {
  const first = async (query: string): Promise<{ id: string; rma: string }> =>
    (await api(stage().url, 'GET', `/returns?limit=1&${query}`)).body.items[0];
  const openCase = async (page: Page, query: string) => {
    const { id, rma } = await first(query);
    await page.goto(`/returns/${id}`);
    await page.getByText(rma).first().waitFor();
    await page
      .getByText(say('console', 'en', 'next.clocks'))
      .first()
      .waitFor();
  };
  const desk = (tab: string) => async (page: Page) => {
    await page.goto(`/?tab=${tab}`);
    await page.locator('a[data-row], main h2, main h3').first().waitFor();
  };

  const CONSOLE: readonly Stop[] = [
    { name: 'the desk', go: desk('all') },
    {
      name: 'a tab with nothing in it',
      go: (page) => page.goto('/?q=nobody-has-this').then(() => page.getByText('nobody-has-this').first().waitFor()),
    },
    { name: 'a case that waits for an answer', go: (page) => openCase(page, 'tab=answer') },
    { name: 'a case that is closed', go: (page) => openCase(page, 'status=closed') },
    {
      name: 'what a return comes to',
      async go(page) {
        await openCase(page, 'tab=resolve');
        await page.keyboard.press('s');
        await page.getByRole('radiogroup').first().waitFor();
      },
    },
    { name: 'the bench', go: (page) => page.goto('/bench').then(() => page.getByLabel(say('console', 'en', 'bench.scanLabel')).waitFor()) },
    {
      name: 'a parcel on the bench',
      async go(page) {
        const { rma } = await first('tab=inspect');
        await page.goto(`/bench?code=${rma}`);
        await page.getByText(rma).first().waitFor();
      },
    },
    { name: 'the policy', go: (page) => page.goto('/policy').then(() => page.locator('main ol li').first().waitFor()) },
    {
      name: 'a row of the policy',
      async go(page) {
        const { inForce } = (await api(stage().url, 'GET', '/policies')).body;
        await page.goto(`/policy/versions/${encodeURIComponent(inForce)}?question=resolutions`);
        await page.locator('[data-row]').nth(2).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'a case on the test bench',
      async go(page) {
        const { inForce } = (await api(stage().url, 'GET', '/policies')).body;
        await page.goto(`/policy/versions/${encodeURIComponent(inForce)}?view=try`);
        await page.getByRole('heading', { name: say('console', 'en', 'policy.case.why') }).waitFor();
      },
    },
    { name: 'the settings', go: (page) => page.goto('/settings').then(() => page.locator('main h2').first().waitFor()) },
  ];
  /** The pages beyond the desk, each with its title. */
  const BEYOND = (
    [
      ['/outbound', 'shell.outbound'],
      ['/stock', 'shell.stock'],
      ['/money', 'money.page.overview'],
      ['/money/payouts', 'money.page.payouts'],
      ['/money/invoices', 'papers.title'],
      ['/money/ledger', 'money.page.ledger'],
      ['/claims', 'shell.claims'],
      ['/repairs', 'shell.repairs'],
      ['/disputes', 'shell.disputes'],
    ] as const
  ).map(
    ([path, title]): Stop => ({
      name: path,
      async go(page) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1, name: say('console', 'en', title) }).waitFor();
        await page.locator('[role=status][aria-label=Loading]').waitFor({ state: 'detached' });
      },
    }),
  );
  const SANDBOX: readonly Stop[] = [
    { name: 'the shop', go: (page) => page.goto('/sandbox') },
    {
      name: 'buying',
      go: (page) =>
        page.goto('/sandbox').then(() =>
          page
            .getByRole('link', { name: /iPhone/ })
            .first()
            .click(),
        ),
    },
    { name: 'the orders', go: (page) => page.goto('/sandbox/orders') },
    { name: 'an order', go: (page) => page.goto('/sandbox/orders').then(() => page.locator('ul.rows a').first().click()) },
    {
      name: 'a conversation',
      async go(page) {
        const { items } = (await api(stage().url, 'GET', '/returns?channel=backmarket&limit=100')).body;
        const { id } = items.find(({ via }: { via: string }) => via === 'channel');
        const { channelReturnId } = (await api(stage().url, 'GET', `/returns/${id}`)).body;
        await page.goto(`/sandbox/care/${channelReturnId}`);
      },
    },
    { name: 'the mailbox', go: (page) => page.goto('/sandbox/mail.html') },
  ];

  // Each colour scheme and each width once: contrast hangs on the one, layout on the other, and four looks take minutes.
  const everyLook = [
    ['light', 1280, WIDE],
    ['dark', 390, PHONE],
  ] as const;

  describe.each(everyLook)('%s, %i wide', (colorScheme, _width, viewport) => {
    const look = { colorScheme, viewport };
    /** One stop after the other; with several pages, each takes the next one as soon as it is free. */
    const check = async (pages: readonly Page[], stops: readonly Stop[]) => {
      const trouble: string[] = [];
      const left = stops.values();
      const look = async (page: Page) => {
        for (const { name, go } of left) {
          await go(page);
          trouble.push(...(await accessibilityTrouble(page)).map((what) => `${name}: ${what}`));
          const out = await sticksOut(page);
          if (out > 0) trouble.push(`${name}: sticks out by ${out} px`);
        }
      };
      await Promise.all(pages.map(look));
      expect(trouble).toEqual([]);
    };

    test('the console', async () => {
      const person = await visitor(stage().browser, stage().url, look);
      await person.page.goto('/');
      await person.page.locator('input[name=email]').waitFor();
      expect(await accessibilityTrouble(person.page), 'the sign-in').toEqual([]);
      await signedInAsSofia(person.page);
      const pages = [person.page, await person.context.newPage()];
      // Every other one of those beyond in each look: all of them twice would take as long as the rest.
      await check(pages, [...CONSOLE, ...BEYOND.filter((_, i) => (i % 2 === 0) === (viewport === PHONE))]);
      await person.done();
    });

    test('the play marketplace', async () => {
      const person = await visitor(stage().browser, stage().url, look);
      await check([person.page, await person.context.newPage()], SANDBOX);
      await person.done();
    });

    test('the portal, page by page', async () => {
      // On the phone in German, whose words are the longest.
      const language = viewport === PHONE ? 'de' : 'en';
      const number = `AX-${viewport.width}-${Date.now() % 1_000_000}`;
      const email = `nora.${number.toLowerCase()}@buyers.example`;
      await api(
        stage().url,
        'PUT',
        `/orders/shop/${number}`,
        phoneOrder(9_100 + viewport.width, { delivered: 30, buyer: { name: 'Nora Blum', email, language } }),
      );
      const person = await visitor(stage().browser, stage().url, { ...look, locale: language === 'de' ? 'de-DE' : 'en-GB' });
      const words = (key: string) => say('portal', language, key);
      const button = (page: Page, key: string) => page.getByRole('button', { name: words(key) }).first();
      await check(
        [person.page],
        [
          { name: 'the return policy', go: (page) => page.goto('/portal/phenix/policy') },
          { name: 'find', go: (page) => page.goto('/portal') },
          {
            name: 'the withdrawal function',
            go: (page) => page.goto('/portal/phenix/withdrawal'),
          },
          {
            name: 'a wrong code',
            async go(page) {
              await page.goto('/portal');
              await page.getByLabel(words('find.number')).fill(number);
              await page.getByLabel(words('find.email')).fill(email);
              await button(page, 'find.go').click();
              await page.getByLabel(words('code.label')).fill('12');
              await button(page, 'code.go').click();
              await page.locator('#code-mistake').waitFor();
            },
          },
          {
            name: 'order',
            async go(page) {
              await page.getByLabel(words('code.label')).fill(await codeFor(stage().url, email));
              await button(page, 'code.go').click();
              await page.getByRole('heading', { name: /Nora/ }).waitFor();
            },
          },
          {
            name: 'details',
            go: (page) =>
              button(page, 'common.continue')
                .click()
                .then(() => button(page, 'details.go').waitFor()),
          },
          {
            name: 'details with a mistake',
            go: (page) =>
              button(page, 'details.go')
                .click()
                .then(() => page.locator('.mistake:visible').first().waitFor()),
          },
          {
            name: 'review',
            async go(page) {
              await page.getByText(words('choices.mind'), { exact: true }).click();
              await button(page, 'details.go').click();
              await page.locator('#review').waitFor();
            },
          },
          {
            name: 'progress',
            go: (page) =>
              page
                .locator('#review button.primary')
                .click()
                .then(() => page.getByText(words('flash.opened')).or(page.locator('section.status')).first().waitFor()),
          },
          {
            name: 'the way back',
            async go(page) {
              const at = page.url().replace(/\?.*/, '');
              await page.goto(`${at}/way`);
              await page.locator('main h1').waitFor();
            },
          },
          {
            name: 'on paper',
            async go(page) {
              await page.goto(page.url().replace(/\/way$/, ''));
              await page.getByRole('link', { name: words('print.go') }).click();
              await page.getByText(words('print.how')).waitFor();
            },
          },
        ],
      );
      await person.done();
    });
  });
}

/** Ten tries a minute: so many visitors sign in by the session's own door. */
async function signedInAsSofia(page: Page): Promise<void> {
  const answer = await page.request.post('/api/v1/session', { data: { email: 'sofia@phenix.example', password: PASSWORD } });
  if (!answer.ok()) return signIn(page, 'sofia@phenix.example', 'en');
}

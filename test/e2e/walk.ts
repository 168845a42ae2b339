/** The main job, end to end, by hand: a buyer of the toy marketplace, an agent, a bench, and the money once. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BURST_MS } from '../../web/console/scan.ts';
import { api, say, signIn, type Visitor, visitor } from './harness.ts';

const fr = (key: string, values?: Record<string, string>) => say('console', 'fr', key, values);

export function walk(stage: () => { browser: Browser; url: string }): void {
  describe('a phone is bought, fails, comes back and is refunded', () => {
    let buyer: Visitor;
    let desk: Visitor;
    let rma = '';
    let order = '';
    let care = '';
    let id = '';
    let imei = '';

    beforeAll(async () => {
      const { browser, url } = stage();
      buyer = await visitor(browser, url);
      desk = await visitor(browser, url);
    });
    afterAll(async () => {
      await buyer.done();
      await desk.done();
    });

    const look = async () => (await api(stage().url, 'GET', `/returns/${id}`)).body;

    test('the buyer buys it on the play marketplace, and complains', async () => {
      const { page } = buyer;
      await page.goto('/sandbox');
      await page
        .getByRole('link', { name: /iPhone 13/ })
        .first()
        .click();
      await page.locator('details:has(input[name=name]) > summary').click();
      await page.getByLabel('Name').fill('Baptiste Lemoine');
      await page.getByLabel(/e-mail/i).fill('baptiste@buyers.example');
      await page.getByRole('button', { name: 'Buy for play money' }).click();
      await page.getByRole('button', { name: 'Ship it' }).click();
      await page.getByRole('button', { name: 'Mark as delivered' }).click();
      order = page.url().replace(/\?.*/, '');
      imei = await page.locator('dt:text-is("IMEI") + dd').innerText();
      await page.getByLabel('What happened').selectOption({ label: 'The battery runs empty' });
      await page.getByLabel('In your words').fill('La batterie est vide à midi, même sans rien faire.');
      await page.getByRole('button', { name: 'Send to the seller' }).click();
      await page.getByRole('heading', { name: 'The return' }).waitFor();
      care = page.url().replace(/\?.*/, '');
      rma = /R-[0-9A-Y]{4}-[0-9A-Y]{4}/.exec(await page.locator('main').innerText())?.[0] ?? '';
      expect(rma, 'the desk has made a return of it').not.toBe('');
    });

    test('the desk shows it: found by its number with the keyboard, opened with Enter', async () => {
      const { page } = desk;
      await signIn(page, 'camille@phenix.example', 'fr');
      await toSearch(page);
      await page.keyboard.type(rma);
      const row = page.locator('a[data-row]').filter({ hasText: rma });
      await row.waitFor();
      expect(await page.locator('a[data-row]').count()).toBe(1);
      await page.keyboard.press('Escape');
      await toSearch(page);
      await page.keyboard.type('baptiste@buyers.example');
      await row.waitFor();
      await row.press('Enter');
      await page.getByText('La batterie est vide à midi').first().waitFor();
      id = /returns\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
      expect(await look()).toMatchObject({ rma, buyer: { name: 'Baptiste Lemoine' }, channelReturnId: /\d+$/.exec(care)?.[0] });
    });

    test('it is approved, and the buyer reads so in the marketplace’s conversation', async () => {
      const { page } = desk;
      if ((await look()).commands.approval.allowed) {
        await press(page, 'a');
        await page
          .getByRole('dialog')
          .getByRole('button', { name: fr('act.approval.go') })
          .click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await expect.poll(look).toMatchObject({ status: 'approved', label: { kind: 'prepaid', carrier: 'sandbox-post' } });
      await expect
        .poll(
          async () => {
            await buyer.page.goto(care);
            return buyer.page.locator('article.merchant').count();
          },
          { timeout: 20_000 },
        )
        .toBeGreaterThan(0);
    });

    test('the buyer hands the parcel in, and two days later it is there', async () => {
      const { page } = buyer;
      await page.goto(care);
      await page.getByRole('button', { name: 'Hand it in at the post office' }).click();
      await page.getByText('Handed in', { exact: true }).waitFor();
      expect((await look()).status).toBe('in_transit');
      // Everything that falls due on the way is done before the page answers: mails, papers, payouts of the whole demo.
      await page.getByRole('button', { name: /5 days/ }).click({ timeout: 90_000 });
      await page.getByText('Time has passed').waitFor();
      expect(await look()).toMatchObject({ items: [{ parcel: 'delivered' }], tab: 'inspect' });
    });

    test('the bench works with a scanner and the keys alone', async () => {
      const { page } = desk;
      await page.goto('/');
      await page.getByRole('navigation', { name: fr('desk.tabs') }).waitFor();
      await press(page, 'g');
      await press(page, 'b');
      const field = page.getByLabel(fr('bench.scanLabel'));
      await field.waitFor();
      await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true);
      await scan(page, rma);
      await page.getByText(fr('bench.read.imei')).waitFor();
      expect(await page.locator('main').innerText(), 'the number that was sold is not shown before it is read').not.toContain(imei);
      await scan(page, imei);
      await expect.poll(look).toMatchObject({ status: 'received', items: [{ identity: 'match' }] });

      const finish = page.getByRole('button', { name: fr('bench.finish') });
      for (let i = 0; i < 40 && !(await finish.isVisible()); i++) {
        const progress = page.locator('progress');
        const before = await progress.getAttribute('aria-label');
        // The last choice is the worst one: this battery is done for.
        const choices = await page.locator('main ul button kbd').count();
        if (choices > 0) await press(page, String(choices));
        else await scan(page, '61');
        await expect
          .poll(async () => (await finish.isVisible()) || (await progress.getAttribute('aria-label').catch(() => null)) !== before)
          .toBe(true);
      }
      // An answer that wants a picture says so once; Enter again finishes without, and the record says so.
      const done = page.getByText(fr('bench.doneMore'));
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => (await done.isVisible()) || (await page.locator('main [role=alert]:not(:empty)').isVisible()))
        .toBe(true);
      if (!(await done.isVisible())) await page.keyboard.press('Enter');
      await done.waitFor();
      // What was done is sent by the bench's own queue.
      await expect.poll(look).toMatchObject({ status: 'inspected', items: [{ assessment: 'assessed', settlement: 'open' }] });
    });

    test('it is settled on the case page, and the marketplace pays once', async () => {
      const { page } = desk;
      const before = await look();
      if (before.commands.release?.allowed) {
        await page.goto(`/returns/${id}`);
        await page.getByText(rma).first().waitFor();
        await press(page, 'h');
        await page.getByRole('dialog').getByRole('textbox').fill('Vérifié avec le client.');
        await page
          .getByRole('dialog')
          .getByRole('button', { name: fr('act.release.go') })
          .click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.goto(`/returns/${id}`);
      await page.getByText(rma).first().waitFor();
      await press(page, 's');
      await page
        .getByRole('radio', { name: fr('resolution.refund') })
        .first()
        .click();
      await page.getByRole('status').getByText(/369/).first().waitFor();
      await page.locator('form button[type=submit]').click();
      // It leaves when it can't be taken back any more.
      await expect
        .poll(look, { timeout: 90_000 })
        .toMatchObject({ status: 'closed', refunds: [{ state: 'confirmed', amount: '369.00' }], items: [{ settlement: 'refunded' }] });
      await buyer.page.goto(order);
      await buyer.page.getByText('Paid once.').waitFor();
    });

    test('the story is told: the case, the buyer’s page and the mailbox agree', async () => {
      await buyer.page.goto(care);
      await buyer.page.getByRole('link', { name: 'Your progress page' }).click();
      await buyer.page.locator('main h1').waitFor();
      expect(await buyer.page.locator('main').innerText()).toContain('369');
      const mails = (
        (await (await fetch(`${stage().url}/sandbox/mail?to=baptiste@buyers.example`)).json()) as { items: { text: string }[] }
      ).items;
      expect(mails.length).toBeGreaterThanOrEqual(4);
      expect(mails[0]?.text).toContain('369');
      const events = (await api(stage().url, 'GET', `/returns/${id}/events`)).body.items;
      expect(events.filter(({ type }: { type: string }) => type === 'refund_confirmed')).toHaveLength(1);
    });
  });

  describe('the desk', () => {
    let desk: Visitor;
    beforeAll(async () => {
      desk = await visitor(stage().browser, stage().url);
    });
    afterAll(() => desk.done());

    test('a wrong password says so, and nobody comes in', async () => {
      const { page } = desk;
      await page.goto('/');
      await page.locator('input[name=email]').fill('ines@phenix.example');
      await page.locator('input[name=password]').fill('not it');
      await page.locator('form button[type=submit]').click();
      await page
        .getByRole('alert')
        .filter({ hasText: say('console', 'en', 'signIn.wrong') })
        .waitFor();
      expect(await page.locator('input[name=password]').isVisible()).toBe(true);
    });

    test('j and k walk the queue, digits choose a tab, ? lists the keys, Ctrl K opens the palette', async () => {
      const { page } = desk;
      await signIn(page, 'sofia@phenix.example', 'en');
      const en = (key: string) => say('console', 'en', key);
      await press(page, '8');
      await expect.poll(() => page.url()).toContain('tab=');
      await page.locator('a[data-row]').nth(1).waitFor();
      const at = () => page.evaluate(() => [...document.querySelectorAll('a[data-row]')].indexOf(document.activeElement as Element));
      await press(page, 'j');
      expect(await at()).toBe(0);
      await press(page, 'j');
      expect(await at()).toBe(1);
      await press(page, 'k');
      expect(await at()).toBe(0);
      await press(page, '?');
      await page.getByRole('dialog').getByText(en('help.does.palette')).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder(en('palette.placeholder')).waitFor();
      await page.keyboard.press('Escape');
      await press(page, 'g');
      await press(page, 's');
      await expect.poll(() => page.url()).toContain('/settings');
    });

    test('finance may not receive: what is not allowed says why', async () => {
      const { page } = desk;
      const [waiting] = (await api(stage().url, 'GET', '/returns?status=approved&limit=1')).body.items;
      await page.goto(`/returns/${waiting.id}`);
      await page.getByText(waiting.rma).first().waitFor();
      await page.locator('summary').filter({ hasText: /\d/ }).last().click();
      expect(
        await page
          .getByText(say('console', 'en', 'verb.receipt'))
          .last()
          .isVisible(),
      ).toBe(true);
    });

    test('an address of a page works after a reload, and an unknown one says so', async () => {
      const { page } = desk;
      const [any] = (await api(stage().url, 'GET', '/returns?limit=1')).body.items;
      await page.goto(`/returns/${any.id}`);
      await page.reload();
      await page.getByText(any.rma).first().waitFor();
      await page.goto('/returns/019a0000-0000-7000-8000-000000000000');
      await page.locator('main').getByText(/\S/).first().waitFor();
    });
  });
}

/** A hand: slower than a scanner, which the console tells by the time between two keys. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.waitForTimeout(2 * BURST_MS);
}

/** Nobody types before the cursor is in the field. */
async function toSearch(page: Page): Promise<void> {
  await press(page, '/');
  await page.locator('input:focus').waitFor();
}

/** A scanner: the code, fast, and Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}

/** A manager writes a policy: drafts it, is told what is wrong with it, tries a case, publishes it for tomorrow and takes it back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityTrouble, api, say, signIn, sticksOut, type Visitor, visitor } from './harness.ts';

const fr = (key: string, values?: Record<string, string>) => say('console', 'fr', key, values);

export function policy(stage: () => { browser: Browser; url: string }): void {
  describe('a manager gives laptops 45 days', () => {
    let camille: Visitor;
    let page: Page;
    let id = '';
    /** What the new row is called. */
    let row: string | null = '';

    beforeAll(async () => {
      const { browser, url } = stage();
      camille = await visitor(browser, url);
      page = camille.page;
      await signIn(page, 'camille@phenix.example', 'fr');
    });
    afterAll(() => camille.done());

    const button = (key: string) => page.getByRole('button', { name: fr(key), exact: true });
    const view = (name: string) =>
      page.getByRole('navigation', { name: fr('policy.views') }).getByRole('link', { name: fr(`policy.view.${name}`) });
    const draft = async () => (await api(stage().url, 'GET', `/policies/drafts/${id}`)).body;
    const saved = () =>
      page
        .getByRole('status')
        .filter({ hasText: fr('policy.save.saved') })
        .waitFor();
    const rows = () => page.locator('[data-row]');
    const fine = async (where: string) => {
      expect(await accessibilityTrouble(page), where).toEqual([]);
      expect(await sticksOut(page), where).toBe(0);
    };

    test('a draft begins with what is in force', async () => {
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      await button('policy.new').click();
      await page.waitForURL(/\/policy\/drafts\//);
      id = page.url().split('/').at(-1)!;
      await rows().first().waitFor();
      expect(await rows().count()).toBe((await draft()).document.tables.window.length);
      await fine('the rules');
    });

    test('a row is added by hand and saves itself', async () => {
      const before = await rows().count();
      await button('policy.row.add').click();
      const drawer = page.getByRole('dialog');
      row = new URL(page.url()).searchParams.get('row');
      await drawer.getByText(fr('policy.when.when'), { exact: true }).click();
      await drawer.getByLabel(fr('policy.when.value'), { exact: true }).first().fill('laptop');
      await page.keyboard.press('Enter');
      await drawer.getByLabel(fr('policy.answer.days')).fill('45');
      await fine('a row');
      await drawer.getByRole('button', { name: fr('policy.row.done') }).click();
      await drawer.waitFor({ state: 'detached' });
      expect(await rows().count()).toBe(before + 1);
      await expect
        .poll(async () => (await draft()).document.tables.window[0])
        .toMatchObject({
          when: { fact: 'category', is: 'laptop' },
          answer: { days: 45 },
        });
      await saved();
    });

    test('moved by keyboard below the row that always answers, it is told to be out of reach; undone, it is heard again', async () => {
      const count = String(await rows().count());
      const told = (key: string, at: string) => page.getByText(fr(key, { at, count })).waitFor({ state: 'attached' });
      await page.getByRole('button', { name: fr('policy.drag.label', { at: '1' }) }).focus();
      await page.keyboard.press('Space');
      // Lifted, it hangs over its own place: only then do the arrows move it.
      await told('policy.drag.over', '1');
      await page.keyboard.press('ArrowDown');
      await told('policy.drag.over', '2');
      await page.keyboard.press('Space');
      await page.locator('li[data-wrong]').waitFor();
      await page
        .getByRole('region', { name: fr('policy.problems.title') })
        .getByRole('button')
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      expect(new URL(page.url()).searchParams.get('row')).toBe(row);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+z');
      await page.locator('li[data-wrong]').waitFor({ state: 'detached' });
    });

    test('on the test bench a laptop comes back on day 38, which the policy in force refuses', async () => {
      await view('try').click();
      const facts = page.getByRole('form', { name: fr('policy.case.facts') });
      const asked = await facts.getByLabel(fr('policy.case.asked')).inputValue();
      await facts
        .locator('select')
        .filter({ has: page.locator('option[value=laptop]') })
        .selectOption('laptop');
      await facts.getByLabel(fr('policy.case.delivered')).fill(new Date(Date.parse(asked) - 38 * 86_400_000).toISOString().slice(0, 10));
      const answer = page.getByRole('region', { name: fr('policy.case.answer') });
      await answer.getByText(fr('outcome.approve'), { exact: true }).first().waitFor();
      await answer.getByText(fr('outcome.reject'), { exact: true }).first().waitFor();
      await fine('the test bench');
      // The case goes along: the rows that spoke are marked in the table.
      await view('rules').click();
      await page.locator('li[data-speaks]').first().waitFor();
    });

    test('the team’s hours are written down, and taken back', async () => {
      await view('settings').click();
      const hours = page.getByRole('switch', { name: fr('policy.house.hoursOn') });
      await hours.click();
      await page.getByLabel(fr('policy.house.zone')).first().waitFor();
      await fine('the settings of the policy');
      await expect.poll(async () => (await draft()).document.businessHours?.week.mon).toEqual([['09:00', '17:30']]);
      await hours.click();
      await expect.poll(async () => (await draft()).document.businessHours).toBeUndefined();
    });

    test('the comparison shows the one row', async () => {
      await view('compare').click();
      await page.getByText(fr('policy.compare.kind.added')).waitFor();
      expect(await page.locator('article').count()).toBe(1);
      await fine('the comparison');
    });

    test('the past is run through it', async () => {
      await view('simulate').click();
      await button('policy.simulate.go').click();
      await page.getByText(fr('policy.simulate.people')).waitFor();
      await fine('the simulation');
    });

    test('it is published for tomorrow, with what was warned of accepted, and taken back', async () => {
      await page.getByRole('button', { name: fr('policy.publish.open') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(fr('policy.publish.onDay')).click();
      await dialog.getByText(fr('policy.compare.kind.added')).waitFor();
      const accept = dialog.getByLabel(fr('policy.publish.accept'));
      if (await accept.count()) await accept.check();
      await fine('publishing');
      await dialog.locator('button[type=submit]').click();
      const coming = page.getByRole('region', { name: fr('policy.scheduled') });
      await coming.waitFor();
      const { versions, drafts } = (await api(stage().url, 'GET', '/policies')).body;
      expect(versions.filter(({ state }: { state: string }) => state === 'scheduled')).toHaveLength(1);
      expect(drafts.map((one: { id: string }) => one.id)).not.toContain(id);
      await fine('the overview');

      await coming.getByRole('button').click();
      await page.getByRole('menuitem', { name: fr('policy.withdraw.open') }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: fr('policy.withdraw.open') })
        .click();
      await coming.waitFor({ state: 'detached' });
    });
  });
}

/** A buyer on a phone: first without JavaScript and in French, then with it and in English; journey.ts walks in every language. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/core/access.ts';
import { phoneOrder } from '../cast.ts';
import { api, codeFor, type Language, say, sticksOut, type Visitor, visitor } from './harness.ts';

/** A picture of one dot: enough for a photo. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export function portal(stage: () => { browser: Browser; url: string }): void {
  describe.each<[string, Language, boolean]>([
    ['without JavaScript, in French', 'fr', false],
    ['with JavaScript, in English', 'en', true],
  ])('the portal on a phone, %s', (_case, language, javaScriptEnabled) => {
    const number = `PX-${language.toUpperCase()}-${Date.now() % 100_000}`;
    const email = `claire.${language}@buyers.example`;
    const words = (key: string, values?: Record<string, string>) => say('portal', language, key, values);
    let buyer: Visitor;
    let page: Page;
    let id = '';

    beforeAll(async () => {
      const { browser, url } = stage();
      const put = await api(
        url,
        'PUT',
        `/orders/shop/${number}`,
        phoneOrder(9_001 + LANGUAGES.indexOf(language), { delivered: 40, buyer: { name: 'Claire Aubert', email, language } }),
      );
      expect(put.status, JSON.stringify(put.body)).toBe(201);
      buyer = await visitor(browser, url, {
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        javaScriptEnabled,
        locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      });
      page = buyer.page;
    });
    afterAll(() => buyer.done());

    const fits = async () => javaScriptEnabled && expect(await sticksOut(page)).toBe(0);

    test('the return policy is read before anything else, and for another country too', async () => {
      await page.goto('/portal');
      await page.getByRole('link', { name: words('find.policy') }).click();
      const headings = await page.locator('main section h2').allInnerTexts();
      expect(headings.length).toBeGreaterThan(3);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await page.locator('#country').selectOption('ES');
      await page.getByRole('button', { name: words('policy.country_go') }).click();
      expect(new URL(page.url()).searchParams.get('country')).toBe('ES');
      expect(await page.locator('#country').inputValue()).toBe('ES');
      await fits();
    });

    test('a wrong address gets the same page as the right one, and no code opens it', async () => {
      await page.goto('/portal');
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await page.getByLabel(words('find.number')).fill(number);
      await page.getByLabel(words('find.email')).fill('somebody@else.example');
      await page.getByRole('button', { name: words('find.go') }).click();
      await page.getByLabel(words('code.label')).fill('123456');
      await page.getByRole('button', { name: words('code.go') }).click();
      await page
        .getByRole('alert')
        .getByText(words('errors.code_wrong_other', { count: '4' }))
        .waitFor();
      await fits();
    });

    test('the order is found, the item chosen, the answer seen before anything is sent', async () => {
      await page.goto('/portal');
      await page.getByLabel(words('find.number')).fill(` ${number.toLowerCase()} `);
      await page.getByLabel(words('find.email')).fill(email.toUpperCase());
      await page.getByRole('button', { name: words('find.go') }).click();
      await page.getByLabel(words('code.label')).fill(await codeFor(stage().url, email));
      await page.getByRole('button', { name: words('code.go') }).click();
      await page.getByRole('heading', { name: words('order.hello', { name: 'Claire' }) }).waitFor();
      await fits();
      await page.getByRole('button', { name: words('common.continue') }).click();

      await page.getByRole('button', { name: words('details.go') }).click();
      expect(await page.locator('.mistake:visible').count(), 'nothing was chosen: the page says what is missing').toBeGreaterThan(0);
      await page.getByText(words('choices.fault'), { exact: true }).click();
      await page
        .locator('label')
        .filter({ has: page.locator('input[value=battery]') })
        .click();
      await page
        .locator('textarea')
        .first()
        .fill(language === 'fr' ? 'Elle se vide en deux heures.' : 'It is empty after two hours.');
      await page.locator('#item0-photos').setInputFiles({ name: 'battery.png', mimeType: 'image/png', buffer: DOT });
      await page.getByRole('button', { name: words('details.go') }).click();
      await page.getByRole('heading', { level: 1, name: words('review.lead_approve') }).waitFor();
      await fits();
      const open = (await api(stage().url, 'GET', `/returns?q=${number}`)).body.items;
      expect(open, 'nothing is sent before the buyer says so').toEqual([]);
    });

    test('sending it makes one return, with its label, also when the form is sent twice', async () => {
      await page.getByRole('button', { name: words('review.send') }).click();
      await page.getByText(words('flash.opened')).waitFor();
      await fits();
      const { items } = (await api(stage().url, 'GET', `/returns?q=${number}`)).body;
      expect(items).toMatchObject([{ status: 'approved', via: 'portal', items: [{ reason: 'defective', fault: 'battery' }] }]);
      id = items[0].id;
      expect((await api(stage().url, 'GET', `/returns/${id}`)).body).toMatchObject({
        photos: [{ name: expect.stringContaining('battery') }],
        items: [{ photos: 1 }],
      });
      await page.goBack();
      const again = page.getByRole('button', { name: words('review.send') });
      if (await again.isVisible()) {
        await again.click();
        await page.locator('main h1').waitFor();
      }
      expect((await api(stage().url, 'GET', `/returns?q=${number}`)).body.items).toHaveLength(1);
    });

    test('the progress page has the label to print and says what is next', async () => {
      await page.goto(`/portal/phenix/returns/${id}`);
      const label = page.locator('a[href*="label.pdf"]').first();
      await label.waitFor();
      const pdf = await page.request.get((await label.getAttribute('href'))!);
      expect([pdf.status(), pdf.headers()['content-type'], (await pdf.body()).subarray(0, 5).toString()]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
      const slip = await page.request.get(`/portal/phenix/returns/${id}/packing-slip.pdf`);
      expect(slip.headers()['content-type']).toBe('application/pdf');
    });

    test('a message reaches the desk', async () => {
      const text = language === 'fr' ? 'Puis-je garder la coque ?' : 'May I keep the case?';
      await page.goto(`/portal/phenix/returns/${id}`);
      await page.locator('#message').fill(text);
      await page.getByRole('button', { name: words('messages.send') }).click();
      await page.getByText(words('flash.message_sent')).waitFor();
      const { messages } = (await api(stage().url, 'GET', `/returns/${id}`)).body;
      expect(messages.at(-1)).toMatchObject({ direction: 'in', via: 'portal', body: text });
    });

    test('nobody else sees it, and after leaving neither does this phone', async () => {
      const stranger = await visitor(stage().browser, stage().url, { javaScriptEnabled });
      const answer = await stranger.page.goto(`/portal/phenix/returns/${id}`);
      expect(await stranger.page.locator('main').innerText()).not.toContain('Claire');
      expect([answer?.url().includes('because='), id]).toEqual([true, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
      await stranger.done();
      await page.goto('/portal/phenix/leave');
      await page.goto(`/portal/phenix/returns/${id}`);
      await page.getByLabel(words('find.number')).waitFor();
    });
  });
}

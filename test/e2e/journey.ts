/**
 * A buyer's whole way by keys alone, on a phone-sized screen, in every language of the portal, with JavaScript and without: from the first page to
 * the shop where the parcel is handed in. On each page: no rule of WCAG 2.2 AA broken, nothing sticking out, and a screen reader's tree in which
 * everything that can be used has a name.
 */
import type { Browser, Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/core/access.ts';
import { phoneOrder } from '../cast.ts';
import { accessibilityTrouble, api, codeFor, type Language, say, sticksOut, visitor } from './harness.ts';

const LOCALES: Record<Language, string> = { fr: 'fr-FR', de: 'de-DE', es: 'es-ES', it: 'it-IT', en: 'en-GB' };
const NOTES: Record<Language, string> = {
  fr: 'Elle se vide en deux heures.',
  de: 'Nach zwei Stunden ist er leer.',
  es: 'Se agota en dos horas.',
  it: 'Si scarica in due ore.',
  en: 'It is empty after two hours.',
};
/** A picture of one dot: enough for a photo. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** What may need a name, as a screen reader lists it; a line that ends here has none. */
const NAMELESS = /^\s*- (button|link|textbox|checkbox|radio|combobox|img|heading)( \[[^\]]*\])*:?$/gm;

/**
 * What a way takes a person, by the keystroke-level model (Card, Moran and Newell 1980): a key of an average typist, the thought before each act,
 * and ours for reading: six seconds at every page.
 */
const SECONDS = { key: 0.28, act: 1.35, page: 6 } as const;
const secondsOf = ({ keys, acts, pages }: Effort): number => keys * SECONDS.key + acts * SECONDS.act + pages * SECONDS.page;
type Effort = { readonly keys: number; readonly acts: number; readonly pages: number };

/** One hand on the keyboard. */
function keyboardOf(page: Page) {
  let keys = 0;
  let acts = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const isAt = (target: Locator) => target.evaluate((one) => one === document.activeElement);
  /** Tab by Tab, as far as it takes. */
  const to = async (target: Locator) => {
    for (let i = 0; i < 90; i++) {
      if (await isAt(target)) return;
      await press('Tab');
    }
    throw new Error(`no Tab reaches ${target}`);
  };
  return {
    effort: () => ({ keys, acts }),
    async type(target: Locator, text: string) {
      acts += 1;
      await to(target);
      keys += text.length;
      await page.keyboard.type(text);
    },
    async enter(target: Locator) {
      acts += 1;
      await to(target);
      await press('Enter');
    },
    /** One of several: Tab into them, then on with the arrow. */
    async pick(all: Locator, target: Locator) {
      acts += 1;
      for (let i = 0; i < 90 && !(await all.evaluateAll((ones) => ones.some((one) => one === document.activeElement))); i++)
        await press('Tab');
      if (!(await target.isChecked())) await press(' ');
      for (let i = 0; i < 20 && !(await target.isChecked()); i++) await press('ArrowDown');
      expect(await target.isChecked(), `${target} is reached by the arrows`).toBe(true);
    },
  };
}

export function journey(stage: () => { browser: Browser; url: string }): void {
  describe.each(LANGUAGES)('the whole way of a buyer by keys alone, in %s', (language) => {
    test('with JavaScript and without, in less than two minutes', async () => {
      const [enhanced, plain] = await Promise.all([true, false].map((javaScriptEnabled) => wholeWay(stage(), language, javaScriptEnabled)));
      for (const { trouble, effort } of [enhanced!, plain!]) {
        expect(trouble).toEqual([]);
        expect(secondsOf(effort), JSON.stringify(effort)).toBeLessThan(120);
      }
    });
  });
}

async function wholeWay({ browser, url }: { browser: Browser; url: string }, language: Language, javaScriptEnabled: boolean) {
  const words = (key: string, values?: Record<string, string>) => say('portal', language, key, values);
  const serial = Date.now() % 1_000_000;
  const number = `JO-${language.toUpperCase()}${javaScriptEnabled ? 'J' : 'P'}${serial}`;
  const email = `jo.${language}${javaScriptEnabled ? 'j' : 'p'}${serial}@mail.example`;
  const seed = 9_500 + 2 * LANGUAGES.indexOf(language) + (javaScriptEnabled ? 1 : 0);
  const put = await api(
    url,
    'PUT',
    `/orders/shop/${number}`,
    phoneOrder(seed, { delivered: 40, buyer: { name: 'Jo Martin', email, language } }),
  );
  expect(put.status, JSON.stringify(put.body)).toBe(201);
  const { page, done } = await visitor(browser, url, {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled,
    locale: LOCALES[language],
  });
  // axe takes half of the time: every language goes past it in one of its two looks, and each look in several languages.
  const underAxe = (LANGUAGES.indexOf(language) % 2 === 0) === javaScriptEnabled;
  const glass =
    javaScriptEnabled || !underAxe
      ? null
      : await (await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })).newPage();
  await glass?.route(/\.js(\?|$)/, (route) => route.abort());
  await glass?.goto(`${url}/portal`);
  /** axe runs as a script: a page without any is shown to it under glass, its own scripts still shut out. */
  const examined = async () => {
    await glass?.setContent(await page.content());
    return glass ?? page;
  };
  const hand = keyboardOf(page);
  const trouble: string[] = [];
  let pages = 0;
  const at = async (name: string, heading: string) => {
    await page.getByRole('heading', { name: heading }).first().waitFor();
    pages += 1;
    const wrong = (what: string) => trouble.push(`${language}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${name}: ${what}`);
    const tree = await page.locator('body').ariaSnapshot();
    for (const [line] of tree.matchAll(NAMELESS)) wrong(`has no name: ${line.trim()}`);
    if ((tree.match(/- '?heading .*\[level=1\]/g) ?? []).length !== 1) wrong('has not one main heading');
    if (!/- main/.test(tree)) wrong('has no main part');
    expect(await page.locator('html').getAttribute('lang'), name).toBe(language);
    if (underAxe) for (const what of await accessibilityTrouble(await examined())) wrong(what);
    const out = await sticksOut(page);
    if (out > 0) wrong(`sticks out by ${out} px`);
  };
  const button = (key: string) => page.getByRole('button', { name: words(key), exact: true });

  await page.goto('/portal');
  await at('find', words('find.title'));
  await hand.type(page.getByLabel(words('find.number')), number);
  await hand.type(page.getByLabel(words('find.email')), email);
  await hand.enter(button('find.go'));

  await at('code', words('code.title'));
  await hand.type(page.getByLabel(words('code.label')), await codeFor(url, email));
  await hand.enter(button('code.go'));

  await at('order', words('order.hello', { name: 'Jo' }));
  await hand.enter(button('common.continue'));

  await at('details', words('details.title'));
  await hand.pick(page.locator('input[name$="choice"]'), page.locator('input[value=fault]'));
  await hand.pick(page.locator('input[name$="fault"]'), page.locator('input[value=battery]'));
  await hand.type(page.locator('textarea').first(), NOTES[language]);
  await page.locator('#item0-photos').setInputFiles({ name: 'battery.png', mimeType: 'image/png', buffer: DOT });
  await hand.enter(button('details.go'));

  await at('review', words('review.lead_approve'));
  await hand.enter(button('review.send'));

  await page.getByText(words('flash.opened')).waitFor();
  await at('the return', words('prepare.title'));
  const [opened] = (await api(url, 'GET', `/returns?q=${number}`)).body.items;
  expect(opened).toMatchObject({ status: 'approved', via: 'portal', items: [{ reason: 'defective', fault: 'battery' }] });
  await hand.enter(page.getByRole('link', { name: words('prepare.other_way') }));

  await at('the way back', words('way.title'));
  await hand.pick(page.locator('input[name=way]'), page.locator('input[name=way][value^=dropoff]').first());
  await hand.enter(button('way.go'));

  await page.getByText(words('flash.way_chosen')).waitFor();
  await at('the way chosen', words('prepare.title'));
  expect((await api(url, 'GET', `/returns/${opened.id}`)).body.status).toBe('approved');
  await glass?.context().close();
  await done();
  return { trouble, effort: { ...hand.effort(), pages } };
}

/** The same answer in the buyer's language wherever they read it: mail, portal and papers (M6, M17), through the real API on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalDesk } from '../src/api/portal-desk.ts';
import { LANGUAGES, type Language } from '../src/core/access.ts';
import { phoneOrder } from './cast.ts';
import { openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

const COUNTRY: Readonly<Record<Language, string>> = { en: 'IE', fr: 'FR', de: 'DE', es: 'ES', it: 'IT' };
/** What each language calls the legal term, so that nobody can mistake one text for another. */
const WITHDRAWAL: Readonly<Record<Language, RegExp>> = {
  en: /withdraw/i,
  fr: /rétracta/i,
  de: /widerruf/i,
  es: /desist/i,
  it: /reced|recesso/i,
};

async function asked(language: Language, delivered: number): Promise<{ id: string; email: string }> {
  const number = `L-${language}-${delivered}`;
  const email = `${language}.${delivered}@people.example`;
  const order = phoneOrder(7_000 + LANGUAGES.indexOf(language) * 10 + (delivered % 10), {
    delivered,
    country: COUNTRY[language],
    buyer: { name: 'Marie Sommer', email, language },
  });
  expect((await product.call('PUT', `/orders/shop/${number}`, order)).status).toBe(201);
  const answer = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: number,
    via: 'portal',
    items: [{ lineId: '1', reason: 'changed_mind' }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { id: answer.body.id, email };
}

/** The text of the newest mail, once the worker has done its part. */
async function mailTo(email: string): Promise<string> {
  await product.settle();
  const answer = await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(email)}`);
  const { items } = (await answer.json()) as { items: { text: string }[] };
  expect(items.length).toBeGreaterThan(0);
  return items[0]!.text;
}

describe.each(LANGUAGES)('a buyer who reads %s', (language) => {
  test('is told by mail and on the page why not, and when it would have been otherwise', async () => {
    const { id, email } = await asked(language, 204);
    const back = await portalDesk(product.ctx).get('phenix', id, language);
    expect(back?.items[0]).toMatchObject({ authorisation: 'rejected', decision: { outcome: 'reject' } });
    expect(back?.items[0]?.wouldChange?.length).toBeGreaterThan(0);
    const text = await mailTo(email);
    expect(text).toMatch(WITHDRAWAL[language]);
    for (const line of back?.items[0]?.wouldChange ?? []) expect(text).toContain(`- ${line}`);
  });

  test('is told why yes, with what the policy wants done before sending', async () => {
    const { email } = await asked(language, 6);
    const text = await mailTo(email);
    expect(text).toMatch(WITHDRAWAL[language]);
    expect(text).toMatch(/1\. [^]*2\. [^]*3\. /);
  });

  test('reads the return policy with the law of the country', async () => {
    const policy = await portalDesk(product.ctx).policy('phenix', [COUNTRY[language]], language);
    expect(policy.country).toBe(COUNTRY[language]);
    expect(policy.sections.map(({ heading, paragraphs }) => [heading, ...paragraphs].join('\n')).join('\n')).toMatch(WITHDRAWAL[language]);
  });
});

test('a country whose law nobody has looked up yet falls back to one that we know', async () => {
  const policy = await portalDesk(product.ctx).policy('phenix', ['JP', 'IT'], 'it');
  expect(policy.country).toBe('IT');
  expect(policy.countries).not.toContain('JP');
});

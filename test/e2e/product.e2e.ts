/** One product, as a visitor starts it, for all that is done in a browser. `E2E_URL` names one that runs already (key: see harness.ts). */
import fs from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { access } from './access.ts';
import { openBrowser, type Running, startProduct, temporaryDir } from './harness.ts';
import { journey } from './journey.ts';
import { policy } from './policy.ts';
import { portal } from './portal.ts';
import { walk } from './walk.ts';

let browser: Browser;
let running: Running | null = null;
let url = '';

beforeAll(async () => {
  const dataDir = temporaryDir();
  [browser, running] = await Promise.all([openBrowser(), process.env.E2E_URL ? null : startProduct(dataDir)]);
  url = process.env.E2E_URL ?? running!.url;
});
afterAll(async () => {
  await browser.close();
  await running?.stop('SIGTERM');
  if (running) fs.rmSync(running.dataDir, { recursive: true, force: true });
});

const stage = () => ({ browser, url });
walk(stage);
portal(stage);
journey(stage);
policy(stage);
access(stage);

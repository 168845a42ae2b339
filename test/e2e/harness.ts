/** The product as a visitor starts it, and a browser in front of it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../src/core/access.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const KEY = 'browser-tests-key-0123';
export const PASSWORD = 'retour-demo';

export type Running = {
  readonly url: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** Milliseconds until it said where to click. */
  readonly readyAfter: number;
  /** What stood on the terminal so far. */
  output(): string;
  /** Sends the signal and waits for the end; answers the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
};

export const temporaryDir = (): string => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-e2e-'));
  // As root, PostgreSQL runs as another account, which must be able to get there.
  fs.chmodSync(dir, 0o755);
  return dir;
};

/** `npm start`, without npm: it resolves once the terminal says where to click. */
export async function startProduct(dataDir: string, port?: number): Promise<Running> {
  const at = port ?? (await freePort());
  const began = performance.now();
  const child = spawn(process.execPath, ['src/cli/main.ts', 'start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(at), RETOUR_DATA_DIR: dataDir, RETOUR_DEMO_API_KEY: KEY },
  });
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part.toString();
      if (/Stop\s+Ctrl-C/.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}:\n${said}`)));
  });
  await ready;
  return {
    url: `http://127.0.0.1:${at}`,
    dataDir,
    child,
    readyAfter: performance.now() - began,
    output: () => said,
    stop: (signal) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
        child.once('exit', (code) => resolve(code));
        child.kill(signal);
      }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Chromium of this machine; installed where it is missing and we may. */
export function openBrowser(): Promise<Browser> {
  const executablePath =
    process.env.CHROMIUM_PATH ??
    execFileSync(process.execPath, ['tools/chromium.mjs'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n').at(-1)!;
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

export type Visitor = { readonly page: Page; readonly context: BrowserContext; done(): Promise<void> };

/** A person with a browser of their own. What goes wrong unseen (a script's error, a call to elsewhere) fails the test at `done`. */
export async function visitor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    ...options,
  });
  const wrong: string[] = [];
  context.setDefaultTimeout(20_000);
  await context.route(
    (to) => to.host !== new URL(url).host && to.protocol.startsWith('http'),
    (route) => {
      wrong.push(`asked ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  context.on('weberror', (error) => wrong.push(`script: ${error.error().message}`));
  context.on('console', (message) => {
    // Answers that the page expects (401 before the sign-in, 404 for the demo's absent parts) are logged by the browser itself.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) wrong.push(`console: ${message.text()}`);
  });
  return {
    page,
    context,
    async done() {
      await context.close();
      expect(wrong).toEqual([]);
    },
  };
}

export type { Language };
type Words = { readonly [key: string]: string | Words };
const locales = new Map<string, Words>();

function wordsOf(file: string): Words {
  const parts = fs.existsSync(file) ? fs.readdirSync(file).map((name) => path.join(file, name)) : [];
  return Object.assign({}, ...[`${file}.json`, ...parts].map((one) => JSON.parse(fs.readFileSync(one, 'utf8')) as Words)) as Words;
}

/** What a page says, from its own words: `say('console', 'fr', 'signIn.go')`. A rewording breaks no test, a lost key does. */
export function say(where: 'console' | 'portal', language: Language, key: string, values: Readonly<Record<string, string>> = {}): string {
  const file = `web/locales/${language}/${where}`;
  const words = locales.get(file) ?? wordsOf(path.join(ROOT, file));
  locales.set(file, words);
  const found = key.split('.').reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words);
  if (typeof found !== 'string') throw new Error(`${file} has no words for ${key}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

export async function signIn(page: Page, email: string, language: Language): Promise<void> {
  await page.goto('/');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('navigation', { name: say('console', language, 'desk.tabs') }).waitFor();
}

export type Answer = { readonly status: number; readonly body: any };

export async function api(url: string, method: string, route: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${route}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (answer.headers.get('content-type') ?? '').includes('json') ? await answer.json() : null };
}

/** The one-time code of the newest mail to this address: the worker may take a moment to send it. */
export async function codeFor(url: string, email: string): Promise<string> {
  const subject = async () => {
    const answer = await fetch(`${url}/sandbox/mail?to=${encodeURIComponent(email.toLowerCase())}`);
    return ((await answer.json()) as { items: { subject: string }[] }).items[0]?.subject ?? '';
  };
  let found: RegExpExecArray | null = null;
  await expect.poll(async () => (found = /\b\d{3} \d{3}\b/.exec(await subject()))?.[0], { timeout: 20_000 }).toBeDefined();
  return found![0];
}

/** WCAG 2.2 A and AA. Says which rule, where and how to mend it. */
export async function accessibilityTrouble(page: Page): Promise<string[]> {
  // A shown mail stands in a frame that runs no script, ours neither: its words are checked where they are made.
  // In the page itself ("legacy") and without a list of what passed: the rules are the same, and it takes half the time of a second page for it.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .exclude('iframe')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary?.split('\n').slice(1).join('; ').trim()}`),
    );
}

/** Nothing may stick out to the side: on a phone that means scrolling in two directions. */
export const sticksOut = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** The built console's one page: it routes in the browser. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const CONSOLE = path.join(import.meta.dirname, '../../web/dist/console');
const INDEX = path.join(CONSOLE, 'index.html');

let page: Buffer | null = null;
/** Null where the console is not built. Read once: a new build wants a restart, as the assets' names change with it. */
export function consolePage(): Buffer | null {
  if (page === null && existsSync(INDEX)) page = readFileSync(INDEX);
  return page;
}

export const PAGE_HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

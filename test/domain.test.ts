import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { domainPage } from '../tools/domain.ts';

const page = path.join(import.meta.dirname, '../docs/domain.md');

test('docs/domain.md tells what the code does; where it is stale, run `node tools/domain.ts`', { timeout: 180_000 }, () => {
  expect(readFileSync(page, 'utf8')).toBe(domainPage());
});

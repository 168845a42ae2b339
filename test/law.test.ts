import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lawBook } from '../src/core/policy/law/law.ts';
import { lawPage } from '../src/core/policy/law/page.ts';

const page = path.join(import.meta.dirname, '../docs/law.md');

test('docs/law.md tells what the law’s data says; where it is stale, run `node tools/law.ts`', () => {
  expect(readFileSync(page, 'utf8')).toBe(lawPage(lawBook));
});

/** Writes docs/law.md from the law's data: `node tools/law.ts`. `test/law.test.ts` says when the page is stale. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { lawBook } from '../src/core/policy/law/law.ts';
import { lawPage } from '../src/core/policy/law/page.ts';

writeFileSync(path.join(import.meta.dirname, '../docs/law.md'), lawPage(lawBook));

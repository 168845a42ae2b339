import fs from 'node:fs';
import { linesOf, readPastCases } from '../api/history.ts';
import { importHistory } from '../app/import-history.ts';
import { COMMAND_LINE, withSeller } from './policy.ts';
import { UsageError } from './usage.ts';

/** How many cases are read and written at a time: a file may be larger than what HTTP takes. */
const PART = 5_000;

/**
 * `import SELLER FILE.jsonl [--dry-run]`: cases from before Retour, one JSON object a line as for POST /policies/history. Ends with 0 where
 * every line was taken; refused ones stand on standard error with their number and reason, and the others are taken all the same (code 2).
 */
export async function run([verb, ...args]: readonly string[]): Promise<number> {
  if (verb !== 'import') throw new UsageError('history: import is expected.');
  const dryRun = args.includes('--dry-run');
  const [slug, file, ...rest] = args.filter((arg) => arg !== '--dry-run');
  if (!slug || !file || rest.length > 0) throw new UsageError('history import: a seller and one file name are needed.');
  if (!fs.existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  const lines = linesOf(fs.readFileSync(file, 'utf8'));
  return withSeller(slug, async (ctx, seller) => {
    const { cases, refused } = await readPastCases(lines, ctx.clock.now(seller.id));
    for (const { line, ref, errors } of refused)
      console.error(
        `line ${line}${ref === undefined ? '' : ` (${ref})`}: ${errors.map(({ path, says }) => `${path} ${says}`.trim()).join('; ')}`,
      );
    const total = { made: 0, replaced: 0 };
    for (let at = 0; !dryRun && at < cases.length; at += PART) {
      const { made, replaced } = await importHistory(ctx, seller.id, cases.slice(at, at + PART), COMMAND_LINE);
      total.made += made;
      total.replaced += replaced;
    }
    const took = dryRun ? 'would be taken; nothing was written (--dry-run)' : `taken: ${total.made} new, ${total.replaced} replaced`;
    console.log(`${seller.name}: ${cases.length} ${cases.length === 1 ? 'case' : 'cases'} ${took}; ${refused.length} refused.`);
    return refused.length === 0 ? 0 : 2;
  });
}

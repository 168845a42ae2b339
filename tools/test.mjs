// `npm test`: everything that must hold, in stages; `npm test -- unit e2e` runs only those. Plain JavaScript, for any Node.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
// The project's own Node and tools come first, also where this file was started by an older Node.
const env = { ...process.env, PATH: path.join(root, 'node_modules/.bin') + path.delimiter + process.env.PATH };
const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-reports-'));
const STAGE_LIMIT_MS = 10 * 60_000;
const FAILURE_LINES = 30;

const stages = {
  types: () => all(run('tsc', '-p', 'tsconfig.core.json'), run('tsc', '-p', 'tsconfig.json'), run('tsc', '-p', 'web/tsconfig.json')),
  lint: () => all(run('oxlint', '--type-aware', '--quiet'), run('biome', 'format', '.'), run('knip', '--no-progress')),
  unit: () => vitest('unit'),
  integration: () => vitest('integration'),
  e2e: () => all(run('node', 'tools/prepare.mjs'), findChromium()) && vitest('e2e'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are: ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, told once more at the very end: the tail of a long log is all that some readers see. */
const failures = [];
const lines = [];
for (const [name, stage] of Object.entries(stages)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const began = performance.now();
  const failedBefore = total.failed;
  const ok = stage();
  // A stage that failed without a failing test (types, lint, a crash) counts as one: the summary never hides it.
  if (!ok && total.failed === failedBefore) {
    total.failed += 1;
    failures.push(`${name}: the stage itself; its output above says why`);
  }
  lines.push(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
fs.rmSync(reports, { recursive: true, force: true });

for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 ? 1 : 0);

/** Runs a program of the project with its output shown; true where it ended well. */
function run(program, ...args) {
  const { status, error } = spawnSync(program, args, { cwd: root, env, stdio: 'inherit', timeout: STAGE_LIMIT_MS });
  if (error) console.error(`${program}: ${error.message}`);
  return status === 0;
}

function all(...results) {
  return results.every(Boolean);
}

function vitest(project) {
  const report = path.join(reports, `${project}.json`);
  const ok = run('vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  if (!fs.existsSync(report)) return false;
  for (const file of JSON.parse(fs.readFileSync(report, 'utf8')).testResults) {
    const count = (...states) => file.assertionResults.filter((test) => states.includes(test.status)).length;
    total.passed += count('passed');
    total.skipped += count('skipped', 'pending', 'todo', 'disabled');
    // A file that could not even be read has no tests to fail.
    total.failed += count('failed') || (file.status === 'failed' ? 1 : 0);
    const told = file.assertionResults.filter((test) => test.status === 'failed').map((test) => [test.fullName, test.failureMessages.join('\n')]);
    if (told.length === 0 && file.status === 'failed') told.push(['the file itself', file.message]);
    for (const [test, message] of told) failures.push(`${project} ${path.relative(root, file.name)} › ${test}\n${brief(message)}`);
  }
  return ok;
}

/** The first lines of a failure, without colours. */
function brief(message = '') {
  const plain = stripVTControlCharacters(message).split('\n');
  return plain
    .slice(0, FAILURE_LINES)
    .map((line) => `  ${line.slice(0, 300)}`)
    .join('\n');
}

function findChromium() {
  const { status, stdout } = spawnSync('node', ['tools/chromium.mjs'], { cwd: root, env, encoding: 'utf8', stdio: ['inherit', 'pipe', 'inherit'] });
  if (status === 0) env.CHROMIUM_PATH = stdout.trim().split('\n').at(-1);
  return status === 0;
}

// `npm run hunt [-- ROUNDS]`: the property tests with new dice in each round, until one fails; its seed is told. Ten rounds by default.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const env = { ...process.env, PATH: path.join(root, 'node_modules/.bin') + path.delimiter + process.env.PATH };
const rounds = Number(process.argv[2] ?? 10);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('A number of rounds is expected: npm run hunt -- 50');
  process.exit(2);
}

const tests = fs
  .readdirSync(path.join(root, 'src'), { recursive: true })
  .map((name) => path.join('src', name))
  .filter((name) => name.endsWith('.test.ts') && fs.readFileSync(path.join(root, name), 'utf8').includes("from 'fast-check'"));

for (let round = 1; round <= rounds; round++) {
  const seed = randomInt(2 ** 31);
  console.log(`round ${round} of ${rounds}: FC_SEED=${seed}`);
  const { status } = spawnSync('vitest', ['run', '--project', 'unit', '--reporter=agent', ...tests], {
    cwd: root,
    env: { ...env, FC_SEED: String(seed) },
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.log(`\nFound with FC_SEED=${seed}. Again: FC_SEED=${seed} npm run unit`);
    process.exit(1);
  }
}

/** `npm run sim -- --seed 7 --days 60 [--seeds 20] [--per-day 4] [--diary]`. Exit code 1 where the auditor finds anything. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '1' },
    'per-day': { type: 'string', default: '4' },
    diary: { type: 'boolean', default: false },
  },
});
const [first, days, seeds, perDay] = [values.seed, values.days, values.seeds, values['per-day']].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![first, days, seeds, perDay].every((n) => Number.isInteger(n) && n >= 0) || days < 1) {
  console.error('usage: npm run sim -- [--seed N] [--days D] [--seeds K] [--per-day N] [--diary]');
  process.exit(2);
}

const server = process.env['DATABASE_URL'] ? { url: process.env['DATABASE_URL'], stop: async () => {} } : await temporaryServer();
const template = `sim_${randomBytes(4).toString('hex')}`;
const as = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
let found = 0;
try {
  await admin.query(`create database ${template}`);
  await migrate(as(template));
  for (let seed = first; seed < first + seeds; seed++) {
    const database = `${template}_${seed}`;
    await admin.query(`create database ${database} template ${template}`);
    try {
      const { findings, counts, faults, diary, digest, ms } = await simulate(as(database), { seed, days, perDay });
      found += findings.length;
      const struck = [...faults.values()].reduce((a, b) => a + b, 0);
      console.log(
        `seed ${seed}: ${days} days, ${counts.orders} orders, ${counts.returns} returns, ${counts.events} events, ${counts.refunds} refunds (${counts.payments} payments), ` +
          `${counts.mails} mails, ${counts.breaches} breaches, ${counts.gestures} gestures, ${counts.answers} answers (${counts.followUps} unhappy), ${struck} faults of ${faults.size} kinds, ${(ms / 1000).toFixed(1)} s, ${digest}: ${findings.length === 0 ? 'nothing found' : `${findings.length} findings`}`,
      );
      for (const { check, about, says } of findings) console.log(`  ${check}: ${about ? `${about}: ` : ''}${says}`);
      if (values.diary) console.log(diary.map((line) => `  ${line}`).join('\n'));
      if (findings.length > 0)
        console.log(`  again: npm run sim -- --seed ${seed} --days ${days}${perDay === 4 ? '' : ` --per-day ${perDay}`} --diary`);
    } finally {
      await admin.query(`drop database if exists ${database} with (force)`);
    }
  }
} finally {
  await admin.query(`drop database if exists ${template} with (force)`);
  await admin.end();
  await server.stop();
}
process.exitCode = found > 0 ? 1 : 0;

/** Gone afterwards, so nothing of it needs to survive a power cut. */
async function temporaryServer() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-sim-'));
  // As root the server runs as another account, which must be able to get there.
  fs.chmodSync(dir, 0o755);
  const running = await startEmbedded(path.join(dir, 'postgres'), {
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  return {
    url: running.url,
    stop: async () => {
      await running.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

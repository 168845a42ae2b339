// npm's `prepare`: builds what the browser gets after an install, where it can be built and is not up to date.
// Plain JavaScript, for any Node: npm itself may run on an older one than the project brings.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const inRoot = (...names) => path.join(root, ...names);

/** The console, and the portal's islands where they have a build of their own. */
const configs = ['web/vite.config.ts', 'web/portal/vite.config.ts'].filter((config) => fs.existsSync(inRoot(config)));
const SOURCES = ['web', 'src/core', 'package-lock.json'];
const NOT_SOURCES = new Set(['dist', 'node_modules']);
/** Touched after a whole build. */
const stamp = inRoot('web/dist/.built');
const vite = inRoot('node_modules/vite/bin/vite.js');

if (configs.length === 0) {
  console.log('prepare: no web sources here, nothing to build');
} else if (!fs.existsSync(vite)) {
  // An install without devDependencies (a container, for instance) brings a built console along.
  console.log(fs.existsSync(stamp) ? 'prepare: keeping the console that is built' : 'prepare: no vite here, so the console is not built');
} else if (fs.existsSync(stamp) && newest(SOURCES.map((source) => inRoot(source))) <= fs.statSync(stamp).mtimeMs) {
  console.log('prepare: the console is up to date');
} else {
  build();
}

function build() {
  const began = Date.now();
  fs.rmSync(stamp, { force: true });
  const own = inRoot('node_modules/.bin/node');
  for (const config of configs) {
    const args = [vite, 'build', '--config', inRoot(config), '--logLevel', 'warn'];
    const { status, stdout, stderr } = spawnSync(fs.existsSync(own) ? own : process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) {
      console.error(`prepare: ${config} could not be built\n${stdout}${stderr}`);
      process.exit(1);
    }
  }
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, '');
  fs.utimesSync(stamp, new Date(began), new Date(began));
  console.log(`prepare: console built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Newest change among files and folders, in ms since 1970. */
function newest(paths) {
  return Math.max(
    0,
    ...paths.map((one) => {
      const stat = fs.statSync(one, { throwIfNoEntry: false });
      if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
      const inside = fs.readdirSync(one).filter((name) => !NOT_SOURCES.has(name));
      return newest(inside.map((name) => path.join(one, name)));
    }),
  );
}

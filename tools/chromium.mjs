// Prints the path of a Chromium for the browser tests; installs Debian's where there is none and we may. Plain JavaScript, for any Node.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const PACKAGES = ['chromium', 'fonts-liberation'];

/** Path of a browser, or null. CHROMIUM_PATH goes before everything. */
export function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return fs.existsSync(wanted) ? wanted : null;
  return PLACES.find((place) => fs.existsSync(place)) ?? null;
}

function install() {
  if (!fs.existsSync('/usr/bin/apt-get')) return false;
  const sudo = process.getuid() === 0 ? [] : ['sudo', '-n'];
  if (sudo.length > 0 && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return false;
  const apt = (...args) => {
    const [program, ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    // What apt says goes to stderr: stdout is for the path alone.
    return spawnSync(program, rest, { stdio: ['ignore', 2, 2] }).status === 0;
  };
  console.error('Installing Chromium for the browser tests …');
  return apt('-q', 'update') && apt('-q', 'install', '-y', '--no-install-recommends', ...PACKAGES);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = findChromium() ?? (process.env.CHROMIUM_PATH || !install() ? null : findChromium());
  if (!found) {
    const where = process.env.CHROMIUM_PATH ? `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there. ` : '';
    console.error(`${where}The browser tests need Chromium or Chrome: install it (Debian: apt-get install ${PACKAGES.join(' ')}) or set CHROMIUM_PATH.`);
    process.exit(1);
  }
  console.log(found);
}

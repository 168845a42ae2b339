// Completes package-lock.json: run it after each `npm install` that changed it. Plain JavaScript, for any Node.
//
// npm leaves out of the lock, without a word, an optional package that the registry at hand could not give (the native parts for other
// systems, mostly), and `npm ci` then refuses that very lock. Here each one gets the entry that it would have had, less its checksum:
// name, version, and the system it is for, so that other systems skip it.
import fs from 'node:fs';
import path from 'node:path';

const file = path.resolve(process.argv[2] ?? '.', 'package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
/** What a name says otherwise than npm does. */
const SPELLED = { windows: 'win32', linuxmusl: 'linux', freebsd: 'freebsd', armv7: 'arm', fsevents: 'darwin', webcontainer: 'wasm32' };

let added = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isThere(place, name)) continue;
    const target = lock.packages[`node_modules/${name}`] ? `${place}/node_modules/${name}` : `node_modules/${name}`;
    lock.packages[target] = {
      version: range.replace(/^[\^~]/, ''),
      ...systemOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages added to ${file}`);

/** As Node looks for packages: beside the one that wants it, then in every folder above. */
function isThere(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function systemOf(name) {
  const words = name.split(/[/-]/).flatMap((word) => [word, SPELLED[word]]);
  const os = OS.filter((one) => words.includes(one));
  const cpu = CPU.filter((one) => words.includes(one));
  const libc = words.some((word) => /musl/.test(word ?? '')) ? ['musl'] : words.includes('gnu') || words.includes('gnueabihf') ? ['glibc'] : [];
  if (os.length + cpu.length === 0) throw new Error(`${name} does not say which system it is for: look at its package.json and teach this file`);
  return { ...(cpu.length > 0 ? { cpu } : {}), ...(libc.length > 0 ? { libc } : {}), ...(os.length > 0 ? { os } : {}) };
}

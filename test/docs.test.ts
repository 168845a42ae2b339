/** The pages promise files, links and commands: whatever they name must be there. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const there = (file: string): boolean => existsSync(path.join(ROOT, file));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const pagesIn = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return folder === '.' && entry.name !== 'docs' ? [] : pagesIn(file);
    return entry.name.endsWith('.md') ? [file] : [];
  });

const PAGES = pagesIn('.');

/** As GitHub makes them: lower case, spaces to hyphens, other signs dropped. */
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, '');

describe.each(PAGES)('%s', (page) => {
  const text = withoutCode(read(page));

  test('every link inside the repository leads somewhere', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : path.join(path.dirname(page), decodeURIComponent(file));
      return !there(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('every file of the code that it names exists', () => {
    const named = [...text.matchAll(/`((?:\.ci|src|web|test|tools|docs|sim|bench)\/[^`\s]+)`/g)].map(([, file = '']) => file);
    // A name with a placeholder or a star is a pattern: its folder must be there.
    const fixed = named.map((file) => (/[<*{]|NNN/.test(file) ? path.dirname(file.slice(0, file.search(/[<*{]|NNN/)) + 'x') : file));
    expect(fixed.filter((file) => !there(file))).toEqual([]);
  });

  test('every npm script that it names exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('the mission is told row by row, M1 to M46', () => {
  const rows = [...read('ARCHITECTURE.md').matchAll(/^\| M(\d+) \|/gm)].map(([, row]) => Number(row));
  expect(rows).toEqual(Array.from({ length: 46 }, (_, i) => i + 1));
});

test('every decision has its number, its three parts, and a line in ARCHITECTURE.md', () => {
  const decisions = readdirSync(path.join(ROOT, 'docs/decisions')).sort();
  expect(decisions.map((file) => Number(file.slice(0, 3)))).toEqual(decisions.map((_, i) => i + 1));
  for (const file of decisions) {
    const text = read(`docs/decisions/${file}`);
    expect(text.startsWith(`# ${file.slice(0, 3)} `)).toBe(true);
    for (const part of ['**Context.**', '**Decision.**', '**Consequences.**']) expect(text).toContain(part);
    expect(read('ARCHITECTURE.md')).toContain(`](docs/decisions/${file})`);
  }
});

/** The house rules, checked: who may import whom, what may not be called and what to call instead, and that nothing lies about unused. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', 'coverage']);

function walk(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(name);
    return entry.isFile() ? [name] : [];
  });
}

const FILES = walk('.');
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const isCode = (file: string) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts');
const isTest = (file: string) => /\.(test|e2e)\.ts$|\.test-support\.ts$/.test(file) || file.startsWith('test/');
const CODE = FILES.filter(isCode);
const OURS = CODE.filter((file) => !isTest(file));
const text = new Map(CODE.map((file) => [file, read(file)]));

/** Comments blanked out, line numbers kept: what is said about a thing is not a use of it. */
const bare = (source: string) =>
  source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{}(),])\/\/[^\n]*/g, (comment, before: string) => before + ' '.repeat(comment.length - before.length));

type Import = { readonly from: string; readonly to: string; readonly type: boolean; readonly line: number };

/** Imports of our own files, also the dynamic ones and those of workers and islands by URL. */
function importsOf(file: string): Import[] {
  const source = bare(text.get(file) ?? read(file));
  const found = source.matchAll(
    /(?:\b(?:import|export)\b([^'";]*?)\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|new URL\(\s*)['"](\.[^'"]+)['"]/g,
  );
  return [...found].flatMap((match) => {
    const to = resolve(file, match[2]!);
    if (!to) return [];
    return [{ from: file, to, type: /^\s*type\b/.test(match[1] ?? ''), line: source.slice(0, match.index).split('\n').length }];
  });
}

function resolve(file: string, specifier: string): string | null {
  const base = path.posix.join(path.posix.dirname(file), specifier);
  return [base, `${base}.ts`, `${base}.tsx`].find((candidate) => text.has(candidate)) ?? null;
}

const IMPORTS = CODE.flatMap(importsOf);

describe('the arrows (ARCHITECTURE.md)', () => {
  /**
   * Who may import whom. `type` of a port may be named by whoever keeps its rows. Nobody else appears here: what is not
   * allowed is not there.
   */
  const ARROWS: Readonly<Record<string, { readonly uses: readonly string[]; readonly types?: readonly string[] }>> = {
    'src/core': { uses: [] },
    'src/store': { uses: ['src/core'], types: ['src/channels', 'src/carriers'] },
    'src/channels': { uses: ['src/core'] },
    // A carrier or a mail fails as a channel does: one vocabulary of failures, and one patience.
    'src/carriers': { uses: ['src/core', 'src/channels/channel.ts', 'src/channels/talk.ts'] },
    'src/notifications': { uses: ['src/core', 'src/channels/channel.ts'] },
    'src/documents': { uses: ['src/core'], types: ['src/carriers', 'src/channels'] },
    'src/app': { uses: ['src/core', 'src/store', 'src/channels', 'src/carriers', 'src/notifications', 'src/documents'] },
    'src/api': { uses: ['src/core', 'src/store', 'src/app', 'src/sandbox', 'web/portal', 'src/channels', 'src/carriers'] },
    'src/worker': { uses: ['src/core', 'src/store', 'src/app'] },
    'src/sandbox': { uses: ['src/core', 'src/store', 'src/app', 'src/channels', 'src/carriers', 'web/portal'] },
    'src/cli': { uses: ['src/core', 'src/channels/channel.ts', 'src/store', 'src/app', 'src/api', 'src/worker', 'src/sandbox'] },
    'web/portal': { uses: ['src/core'], types: ['src/carriers'] },
    'web/console': { uses: ['src/core', 'web/client'] },
    'web/ui': { uses: [] },
    'web/client': { uses: [] },
    sim: {
      uses: [
        'src/core',
        'src/store',
        'src/app',
        'src/channels',
        'src/carriers',
        'src/notifications',
        'src/sandbox',
        'src/api',
        'src/worker',
      ],
    },
    bench: { uses: ['src/core', 'src/store', 'src/app', 'src/channels', 'src/carriers', 'src/sandbox', 'src/api', 'src/worker'] },
    // The docs of the domain are made from the tables themselves.
    tools: { uses: ['src/cli', 'src/core', 'src/notifications'] },
  };
  const folderOf = (file: string) => Object.keys(ARROWS).find((folder) => file.startsWith(`${folder}/`)) ?? null;

  test.each(Object.keys(ARROWS))('%s', (folder) => {
    const { uses, types = [] } = ARROWS[folder]!;
    const wrong = IMPORTS.filter(({ from, to, type }) => {
      if (isTest(from) || folderOf(from) !== folder) return false;
      const other = folderOf(to);
      return other !== folder && other !== null && !uses.includes(other) && !uses.includes(to) && !(type && types.includes(other));
    });
    expect(wrong.map(({ from, to, line }) => `${from}:${line} may not import ${to}`)).toEqual([]);
  });

  test('the core imports nothing but itself', () => {
    const packages = OURS.filter((file) => file.startsWith('src/core/')).flatMap((file) =>
      [...bare(text.get(file)!).matchAll(/\bfrom\s*['"]([^.'"\s][^'"\n]*)['"]/g)].map((match) => `${file} imports ${match[1]}`),
    );
    expect(packages).toEqual([]);
  });

  test('only the console knows React, only the store knows pg', () => {
    const only = (name: RegExp, ...folders: string[]) =>
      OURS.filter((file) => !folders.some((folder) => file.startsWith(folder)) && name.test(bare(text.get(file)!)));
    expect({
      react: only(/from\s*['"](react|@mantine\/)/, 'web/console/'),
      // Graphile Worker wants a pool of its own; the simulation's auditor looks past the product.
      pg: only(/from\s*['"]pg['"]/, 'src/store/', 'src/worker/run.ts', 'sim/', 'bench/'),
      fastify: only(/from\s*['"]fastify['"]/, 'src/api/', 'src/sandbox/', 'src/channels/', 'sim/', 'bench/'),
    }).toEqual({ react: [], pg: [], fastify: [] });
  });

  test('no circles', () => {
    const next = Map.groupBy(
      IMPORTS.filter(({ from, type }) => !type && !isTest(from)),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]) => {
      const at = way.indexOf(file);
      if (at >= 0) circles.push([...way.slice(at), file].join(' → '));
      if (at >= 0 || done.has(file)) return;
      for (const { to } of next.get(file) ?? []) visit(to, [...way, file]);
      done.add(file);
    };
    for (const file of OURS) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('what may not be called, and what to call instead', () => {
  type Ban = { readonly what: RegExp; readonly in: RegExp; readonly except?: readonly string[]; readonly instead: string };
  const BANS: Readonly<Record<string, Ban>> = {
    'the time, in the core': {
      what: /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(/,
      in: /^src\/core\//,
      instead: 'take it as an argument (STYLE 3)',
    },
    'the time': {
      what: /\bDate\.now\(|\bnew Date\(\s*\)/,
      in: /^src\/(app|api|channels|carriers|notifications|documents|worker|sandbox)\/|^web\/portal\//,
      // Where the clock itself is made, real patience, a cache's life in real time.
      except: ['src/app/context.ts', 'src/app/drain.ts', 'src/app/sign-in.ts'],
      instead: 'ctx.clock.now(sellerId), or ctx.clock.realNow() for leases and sessions',
    },
    'the database’s time': {
      what: /\bnow\(\)|\bcurrent_timestamp\b|\bclock_timestamp\(|\blocaltimestamp\b/i,
      in: /^src\/store\/.*(?<!embedded|backup|tar|migrate)\.ts$/,
      instead: 'a parameter with the business time (STYLE 3)',
    },
    chance: {
      what: /\bMath\.random\(/,
      in: /^(src|web\/portal)\//,
      // A name of a half-written file, which nobody sees.
      except: ['src/app/files.ts'],
      instead: 'ctx.random(bytes), so that the simulation can repeat it',
    },
    'the environment': {
      what: /\bprocess\.env\b/,
      in: /^(src|web)\/(?!cli\/|store\/embedded)(?!.*\.config\.ts$)/,
      except: ['src/app/settings.ts'],
      instead: 'a setting of app/settings.ts',
    },
    'the console': { what: /\bconsole\.\w+\(/, in: /^(src|web)\/(?!cli\/)/, instead: 'ctx.log' },
    'fractions as money': { what: /\bparseFloat\(/, in: /^(src|web)\//, instead: 'parseMoney and whole minor units (STYLE 7)' },
    decorators: {
      what: /^\s*@(?!media|supports|font-face|page|keyframes|layer|import)\w+/,
      in: /^(src|web|sim|bench)\/.*\.ts$/,
      instead: 'a function',
    },
    barrels: { what: /^\s*export\s*\*\s*from/m, in: /^(src|web|sim|bench|test)\//, instead: 'import the thing from the file that has it' },
    enums: { what: /^\s*(?:export\s+)?(?:const\s+)?enum\s/m, in: /^(src|web|sim|bench|test)\//, instead: 'a union of texts' },
    'default exports': { what: /^\s*export\s+default\b/m, in: /^(src|web\/(portal|client)|sim|bench)\//, instead: 'a named export' },
    'any, to be silent': {
      what: /@ts-ignore|@ts-nocheck|eslint-disable/,
      in: /^(src|web|sim|bench|test)\/(?!tidy)/,
      instead: 'a type, or a cast with its reason',
    },
    'sleep in a test': {
      what: /setTimeout\(\s*\w+,\s*\d{3,}\s*\)/,
      in: /\.(test|e2e)\.ts$/,
      instead: 'wait for what you expect (vi.waitFor, expect.poll)',
    },
    'a test that is left out': {
      what: /\b(?:test|it|describe)\.(?:only|skip|todo)\b/,
      in: /\.(test|e2e)\.ts$/,
      // The marketplace's own document is not ours to ship: whoever has it names its place.
      except: ['src/channels/backmarket/documents.test.ts', 'src/channels/mirakl/documents.test.ts'],
      instead: 'a test that runs',
    },
  };

  test.each(Object.entries(BANS))('%s', (_name, { what, in: where, except = [], instead }) => {
    const uses = CODE.filter(
      (file) => where.test(file) && !except.includes(file) && (!isTest(file) || /test|e2e/.test(where.source)),
    ).flatMap((file) => {
      const lines = bare(text.get(file)!).split('\n');
      return lines.flatMap((line, i) => (what.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : []));
    });
    expect(uses, `instead: ${instead}`).toEqual([]);
  });

  test('SQL stands in the store alone', () => {
    const sql = /[`'"]\s*(?:select\s[\s\S]*?\sfrom\s|insert\s+into\s|update\s+\w+[.\w]*\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\()/i;
    // Figures for the operator, read when Prometheus asks: one line each, beside the name that they go by.
    const excepted = new Set(['src/api/metrics.ts']);
    const elsewhere = OURS.filter((file) => /^(src|web)\//.test(file) && !file.startsWith('src/store/') && !excepted.has(file)).filter(
      (file) => sql.test(bare(text.get(file)!)),
    );
    expect(elsewhere, 'a function in src/store instead').toEqual([]);
  });

  test('every table function of the store takes its transaction first (STYLE 11)', () => {
    const wrong = OURS.filter((file) => file.startsWith('src/store/')).flatMap((file) =>
      [...bare(text.get(file)!).matchAll(/export (?:async )?function (\w+)\(([^)]*)/g)]
        .filter(([, , parameters]) => /\btx: Tx\b/.test(parameters!) && !/^\s*tx: Tx\b/.test(parameters!))
        .map(([, name]) => `${file} ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('nothing lies about', () => {
  /** What a program, a browser or a tool opens by itself. */
  const ENTRIES = [
    /^src\/cli\/main\.ts$/,
    /^web\/console\/main\.tsx$/,
    // Found by their folder: one chunk for each language.
    /^web\/console\/tongues\/[a-z]{2}\.ts$/,
    /^(sim|bench)\/run\.ts$/,
    /^tools\//,
    /^[\w.]+\.config\.ts$/,
    /^web\/[\w.]+\.config\.ts$/,
    /^test\/postgres\.ts$/,
  ];
  /** One suite of tests for every channel, every carrier; the stage that their tests share; the rules' worked cases. */
  const FOR_TESTS = /\/(contract|stage|cases|cases-by-country)\.ts$|\.test-support\.ts$/;

  test('every file of ours is used by the product, or is there for tests by name', () => {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { to } of importsOf(file)) visit(to);
    };
    CODE.filter((file) => ENTRIES.some((entry) => entry.test(file))).forEach(visit);
    const dead = OURS.filter((file) => !reached.has(file) && !FOR_TESTS.test(file));
    expect(dead, 'import it, or remove it').toEqual([]);
  });

  test('migrations are numbered without a gap', () => {
    const numbers = FILES.filter((file) => file.startsWith('src/store/migrations/')).map((file) =>
      Number(/(\d{4})\.do\.[\w-]+\.sql$/.exec(file)?.[1]),
    );
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  test('no file is named after a machine, a person’s folder or a registry', () => {
    const home = path.dirname(ROOT) === '/' ? ROOT : path.dirname(ROOT);
    const written = FILES.filter((file) => !/\.(ttf|woff2?|png|jpe?g|webp|ico|pdf|gz)$/.test(file)).flatMap((file) => {
      const source = read(file);
      const wrong = [
        source.includes(`${home}/`) && 'a path of this machine',
        /(?:^|[\s'"`(=])\/(?:home|Users|root)\/\w/.test(source) && 'a home folder',
        /"resolved":\s*"https?:/.test(source) && 'a registry’s address in a lock file',
        /registry\s*=\s*https?:/.test(source) && 'a registry',
      ];
      return wrong.filter(Boolean).map((what) => `${file}: ${what}`);
    });
    expect(written).toEqual([]);
  });

  test('both languages of a page have the same words', () => {
    const locales = FILES.filter((file) => /^web\/locales\/en\/.*\.json$/.test(file));
    const keys = (value: unknown, at = ''): string[] =>
      typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${at}.${key}`)) : [at];
    // French says "one" of nothing, too, and has a plural of its own for millions.
    const plain = (list: string[]) => [...new Set(list.map((key) => key.replace(/_(one|other|many|zero)$/, '')))].sort();
    expect(locales.length).toBeGreaterThan(0);
    for (const file of locales) {
      const french = file.replace('/en/', '/fr/');
      expect(plain(keys(JSON.parse(read(french)))), french).toEqual(plain(keys(JSON.parse(read(file)))));
    }
  });
});

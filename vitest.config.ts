import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Every core: by itself vitest leaves one free, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      // The files share their modules: these tests leave nothing behind, and reading everything anew for each took 40 s of a hundred.
      { test: { name: 'unit', isolate: false, setupFiles: ['test/dice.ts'], include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/*.test.ts'], exclude: ['**/*.db.test.ts', '**/node_modules/**'], testTimeout: 30_000 } },
      { test: { name: 'integration', include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts', 'sim/**/*.db.test.ts'], globalSetup: ['test/postgres.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.e2e.ts'], testTimeout: 180_000, hookTimeout: 240_000, fileParallelism: false } },
    ],
  },
});

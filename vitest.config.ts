import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const lib = path.resolve(import.meta.dirname, 'web/src/lib');

export default defineConfig({
  test: {
    pool: 'forks',
    // Files share the code that was loaded: loading it anew for each took longer than most files' tests.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'server', include: ['server/**/*.test.ts', 'workers/**/*.test.ts', 'bench/**/*.test.ts'] },
      },
      {
        extends: true,
        plugins: [svelte({ configFile: false })],
        resolve: { alias: { $lib: lib } },
        test: { name: 'web', include: ['web/src/**/*.test.ts'] },
      },
      {
        extends: true,
        // After all others and one at a time: a browser and a server want the machine for themselves.
        test: {
          name: 'e2e',
          include: ['web/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

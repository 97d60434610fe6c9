import { defineConfig } from 'vitest/config';

/** What a test file leaves behind is cleared up after it. */
const setupFiles = ['test/support/setup.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: { lines: 95, branches: 90 },
    },
    projects: [
      {
        // What runs in `npm test`: under a minute.
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/slow/**', 'test/live/**'],
          testTimeout: 30_000,
          setupFiles,
          // The sources are loaded once for each worker, which halves the time: what a test file mocks is its own.
          isolate: false,
          pool: 'forks',
        },
      },
      {
        // Peers, other Node versions, faults of the file system: in .ci/run.
        test: {
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
          testTimeout: 300_000,
          setupFiles,
          pool: 'forks',
          fileParallelism: false,
        },
      },
      {
        // Real servers: Dex, Keycloak, Apache httpd. `npm run test:live`, and in .ci/run.
        test: {
          name: 'live',
          include: ['test/live/**/*.test.ts'],
          testTimeout: 300_000,
          setupFiles,
          hookTimeout: 300_000,
          pool: 'forks',
          fileParallelism: false,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

/** Runs the clean-ups of each test file after its last test. */
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
        // The tests of `npm test`, which take less than a minute.
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/slow/**', 'test/live/**'],
          testTimeout: 30_000,
          setupFiles,
          // Without isolation, each worker loads the sources only once, which halves the time. Mocks still apply only
          // to the test file that makes them.
          isolate: false,
          pool: 'forks',
        },
      },
      {
        // Tests with peers, attacks, and faults of the network and the file system. Run by .ci/run.
        test: {
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
          testTimeout: 300_000,
          // A hook may install packages on a new machine.
          hookTimeout: 300_000,
          setupFiles,
          pool: 'forks',
          fileParallelism: false,
        },
      },
      {
        // Tests with real servers: Dex, Keycloak, Apache httpd. Run by `npm run test:live` and .ci/run.
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

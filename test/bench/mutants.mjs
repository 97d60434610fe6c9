// Changes the sources at random places, and counts how many of the changes a test notices: mutation testing.
//
//   node test/bench/mutants.mjs [COUNT] [SEED]     400 and 9 by default; needs about an hour
//
// It works on a clone of the last commit in a temporary folder, where it installs Stryker. The same seed chooses the same
// mutants of the same sources. It prints the share that was killed, and each mutant that survived.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [count = 400, seed = 9] = process.argv.slice(2).map(Number);
const folders = ['src/notation', 'src/model', 'src/postman', 'src/run/verdict'];
const stryker = '9.6.1';

/**
 * Tests of these folders. Most mutants change a value that is made when a test file loads, so each costs all of the tests:
 * those that send requests or try random lists are left out, and can only add to the share.
 */
const tests = ['auth', 'fixtures', 'model', 'notation', 'postman', 'run/preflight', 'run/verdict', 'templates'];

const clone = mkdtempSync(join(tmpdir(), 'postmint-mutants-'));
process.once('exit', () => rmSync(clone, { recursive: true, force: true }));
const run = (command, ...args) => execFileSync(command, args, { cwd: clone, stdio: ['ignore', 'ignore', 'inherit'] });

run('git', 'clone', '--quiet', process.cwd(), '.');
run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
const packages = ['core', 'vitest-runner', 'instrumenter'].map((name) => `@stryker-mutator/${name}@${stryker}`);
run('npm', 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...packages);

/** Returns numbers between 0 and 1 that depend only on the seed (mulberry32). */
function randomFrom(start) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Returns all mutants of the folders, in a fixed order. */
async function allMutants() {
  const { resolve } = createRequire(join(clone, 'package.json'));
  const { Instrumenter } = await import(pathToFileURL(resolve('@stryker-mutator/instrumenter')).href);
  const quiet = { debug: () => undefined, info: () => undefined, isDebugEnabled: () => false };
  const files = folders
    .flatMap((folder) => readdirSync(join(clone, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({ name, mutate: true, content: readFileSync(join(clone, name), 'utf8') }));
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: true };
  const { mutants } = await new Instrumenter(quiet).instrument(files, options);
  return mutants;
}

const keyOf = (file, mutatorName, replacement, { start, end }) =>
  [file, mutatorName, replacement, start.line, start.column, end.line, end.column].join('|');

const mutants = await allMutants();
const random = randomFrom(seed);
const chosen = mutants
  .map((mutant) => ({ mutant, rank: random() }))
  .sort((one, other) => one.rank - other.rank)
  .slice(0, count)
  .map(({ mutant }) => mutant);
console.log(`${chosen.length} of ${mutants.length} mutants in ${folders.join(', ')}, seed ${seed}`);

// Stryker has no sampling. A checker of ours refuses all other mutants, as if they did not compile.
const keys = chosen.map(({ fileName, mutatorName, replacement, location }) =>
  keyOf(fileName, mutatorName, replacement, location),
);
writeFileSync(join(clone, 'chosen.json'), JSON.stringify(keys));
writeFileSync(
  join(clone, 'chosen-mutants.mjs'),
  `import { readFileSync } from 'node:fs';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
const chosen = new Set(JSON.parse(readFileSync('chosen.json', 'utf8')));
const keyOf = ${keyOf};
class Chosen {
  async init() {}
  async check(mutants) {
    return Object.fromEntries(mutants.map(({ id, fileName, mutatorName, replacement, location }) => {
      const isChosen = chosen.has(keyOf(fileName.slice(fileName.indexOf('src/')), mutatorName, replacement, location));
      return [id, isChosen ? { status: 'passed' } : { status: 'compileError', reason: 'not chosen' }];
    }));
  }
  async group(mutants) { return [mutants.map(({ id }) => id)]; }
}
export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'chosen', Chosen)];
`,
);
writeFileSync(
  join(clone, 'vitest.mutants.config.ts'),
  `import { defineConfig } from 'vitest/config';
export default defineConfig({
  test: {
    include: ${JSON.stringify(tests.map((folder) => `test/${folder}/**/*.test.ts`))},
    testTimeout: 30_000,
    setupFiles: ['test/support/setup.ts'],
  },
});
`,
);
writeFileSync(
  join(clone, 'stryker.config.json'),
  JSON.stringify({
    mutate: folders.map((folder) => `${folder}/**/*.ts`),
    plugins: ['@stryker-mutator/*', './chosen-mutants.mjs'],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutants.config.ts' },
    coverageAnalysis: 'perTest',
    // The checker ends at once, and its process is then used for tests. More than two would wait for each other on two
    // processors, and a test that waits too long counts as killed.
    concurrency: 2,
    timeoutMS: 90_000,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: 'mutants.json' },
    checkers: ['chosen'],
    disableTypeChecks: false,
  }),
);
const ended = spawnSync('npx', ['stryker', 'run'], { cwd: clone, stdio: 'inherit' });
if (ended.status !== 0) process.exit(1);

const report = JSON.parse(readFileSync(join(clone, 'mutants.json'), 'utf8'));
const results = new Map(
  Object.entries(report.files).flatMap(([file, { mutants: found }]) =>
    found.map((mutant) => [keyOf(file, mutant.mutatorName, mutant.replacement, mutant.location), mutant]),
  ),
);
const statuses = {};
const survivors = [];
for (const { fileName, mutatorName, replacement, location } of chosen) {
  // The report counts lines and columns from 1, the instrumenter from 0.
  const up = ({ line, column }) => ({ line: line + 1, column: column + 1 });
  const place = { start: up(location.start), end: up(location.end) };
  const status = results.get(keyOf(fileName, mutatorName, replacement, place))?.status ?? 'Missing';
  statuses[status] = (statuses[status] ?? 0) + 1;
  // A loop without end is noticed as well, but a slow machine looks the same.
  if (status === 'Killed') continue;
  const line = readFileSync(join(clone, fileName), 'utf8').split('\n')[location.start.line].trim();
  const changed = replacement.replace(/\s+/g, ' ');
  survivors.push(
    `${fileName}:${place.start.line}:${place.start.column} ${status} ${mutatorName}\n    ${line}\n    -> ${changed}`,
  );
}
const killed = (statuses.Killed ?? 0) + (statuses.Timeout ?? 0);
console.log(survivors.sort().join('\n'));
console.log(JSON.stringify(statuses));
console.log(`${killed} of ${chosen.length} mutants killed: ${((killed / chosen.length) * 100).toFixed(1)} %`);

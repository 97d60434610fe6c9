// Compares two builds. For every list in the repository: the files they write, the requests they send, the verdict.
//
//     git worktree add --detach .cache/before 73136cc
//     (cd .cache/before && npm ci --ignore-scripts && node .ci/build.mjs)
//     node .ci/build.mjs
//     node test/bench/compare-wire.mjs .cache/before .
//
// Further words choose lists by name: `node test/bench/compare-wire.mjs .cache/before . template`. Every list is run as
// it is and with wrong secrets, without and with --unsafe where that differs, and once in newman without its visible
// token request. Each of these runs starts a new `postmint serve` of BEFORE, with a recorder in front of it. Exits with
// 1 when a difference is not in explained-differences.mjs.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findFaultyLists, findLists, withValues } from './wire-lists.mjs';
import { startRecorder } from './wire-recorder.mjs';
import { reportDifferences } from './wire-report.mjs';
import {
  diagnosticLines,
  fileLines,
  hasTokenRequest,
  readGenerated,
  runGuard,
  runPostmint,
  runVerdict,
  startServe,
  writeList,
} from './wire-run.mjs';

const [beforePath, afterPath, ...words] = process.argv.slice(2);
if (!beforePath || !afterPath) {
  console.error('usage: node test/bench/compare-wire.mjs BEFORE AFTER [words in the names of lists]');
  process.exit(2);
}
const builds = { before: resolve(beforePath), after: resolve(afterPath) };
const newman = join(builds.before, 'node_modules/newman/bin/newman.js');
const work = mkdtempSync(join(tmpdir(), 'postmint-wire-'));
const wanted = (name) => words.length === 0 || words.some((word) => name.includes(word));

/** The ways to run a list in each environment. `adds` says whether a run adds something to the previous runs. */
const modes = [
  { name: 'run', adds: () => true },
  { name: 'run --unsafe', unsafe: true, adds: ({ leftOut }) => leftOut },
  { name: 'wrong secrets', unsafe: true, wrong: true, adds: ({ secrets, first }) => first && secrets.length > 0 },
  { name: 'guard in newman', guard: true, adds: ({ signsIn, first }) => first && signsIn },
];

/** A secret with characters that need encoding in forms, Basic credentials and JSON, unless it is a token. */
const rightSecret = (key) => (/PASSWORD|SECRET$/.test(key) ? `the right ${key} + "%&é` : `right-${key}`);

/** The name of a secret in the process environment. */
const keyOf = (...parts) =>
  parts
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');

/** Replaces every host in a list by a path on the recorder, which then receives all requests. */
function throughRecorder(list, port) {
  const host = /\bhttps?:\/\/(?!json-schema\.org)(\[[0-9a-f:]+\](?::\d+)?|[^\s"'{}()[\]/?#,]+)/gi;
  const moved = (text) => text.replace(host, (_, name) => `http://localhost:${port}/${name.replace(/[^\w.-]/g, '_')}`);
  const files = Object.fromEntries(Object.entries(list.files).map(([name, text]) => [name, moved(text)]));
  return { ...list, text: withValues(moved(list.text), list.values), files };
}

/** Calls a function for each value, two at a time. Results keep the order of the values. */
async function twoAtATime(values, call) {
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < values.length) {
      const index = next++;
      results[index] = await call(values[index], index);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

/** What one build does with a list in one environment. */
async function runOnce(build, folder, { environment, mode, secrets, recorder }) {
  const generated = readGenerated(folder);
  const file = generated.environments.find(({ name }) => name.endsWith(`.${environment}.postman_environment.json`));
  const given = Object.fromEntries(secrets.map((key) => [key, mode.wrong ? 'not-the-secret' : rightSecret(key)]));
  const proxy = `http://localhost:${recorder.port}`;
  const env = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: 'localhost,127.0.0.1' };
  if (mode.guard) {
    const slug = generated.collection.name.replace('.postman_collection.json', '');
    const own = file.content.values.map(({ key }) => [key, given[keyOf(slug, environment, key)]]);
    const values = Object.fromEntries(own.filter(([, value]) => value !== undefined));
    const lines = await runGuard(newman, folder, generated, file.name, { ...values, allow_unsafe: 'true' }, env);
    return { lines, leftOut: 0 };
  }
  const allowed = file.content.values.some(({ key }) => key === 'allow_unsafe') && mode.unsafe;
  const unsafe = [...(allowed ? ['--var', 'allow_unsafe=true'] : []), ...(mode.unsafe ? ['--unsafe', '--yes'] : [])];
  const args = ['run', 'endpoints.yaml', '-e', environment, ...unsafe];
  const ended = await runPostmint(builds[build], args, folder, { ...env, ...given });
  const { leftOut = [], diagnostics = [] } = ended.document;
  const nothing = diagnostics.some(({ code }) => code === 'nothing-selected');
  return { lines: runVerdict(ended), leftOut: leftOut.length + (nothing ? 1 : 0) };
}

/** Runs a list in one environment with both builds, against a new `serve` each. */
async function runBoth(context, folders) {
  const sides = {};
  for (const build of Object.keys(builds)) {
    const right = Object.fromEntries(context.secrets.map((key) => [key, rightSecret(key)]));
    const served = await startServe(builds.before, folders.before, context.environment, right);
    if (!served) throw new Error(`serve ended: ${context.list.name}, ${context.environment}`);
    context.recorder.reset(served.origin);
    const { lines, leftOut } = await runOnce(build, folders[build], context);
    served.stop();
    const requests = [...context.recorder.requests];
    sides[build] = { verdict: lines, wire: requests.flat(), count: requests.length, leftOut };
  }
  return sides;
}

/** The environment names of a list, taken from its file names. */
const environmentsOf = ({ environments }) => environments.map(({ name }) => name.split('.').at(-3));

/** The result of `generate` or `check` as lines: exit code, files and diagnostics. */
const commandLines = ({ code, document }) => [
  `exit ${code}`,
  ...(document.files ?? []).map(({ path, action }) => `${action} ${path}`),
  ...diagnosticLines(document),
];

/** Runs `generate` for a list with both builds, each in its own folder. */
async function generateBoth(list, folders) {
  const sides = {};
  for (const build of Object.keys(builds)) {
    writeList(list, folders[build]);
    const generated = await runPostmint(builds[build], ['generate', 'endpoints.yaml'], folders[build]);
    sides[build] = { generate: commandLines(generated), files: fileLines(readGenerated(folders[build])) };
  }
  return sides;
}

/** Runs `check` with both builds on the files that `generateBoth` wrote. */
async function checkBoth(folders) {
  const sides = {};
  for (const build of Object.keys(builds)) {
    const checked = await runPostmint(builds[build], ['check', 'endpoints.yaml'], folders[build]);
    sides[build] = { check: commandLines(checked) };
  }
  return sides;
}

/** Makes all comparisons for one list. Returns a row for each. */
async function compareList(list, index) {
  const foldersOf = (part) =>
    Object.fromEntries(Object.keys(builds).map((build) => [build, join(work, String(index), part, build)]));
  const rows = [];
  const add = (mode, sides, kinds) => {
    for (const what of kinds) {
      const [before, after] = [sides.before[what], sides.after[what]];
      rows.push({ list: list.name, mode, what, before, after, count: sides.before.count });
    }
  };
  const original = foldersOf('as-is');
  add('', await generateBoth(list, original), ['generate', 'files']);
  add('', await checkBoth(original), ['check']);
  const recorder = await startRecorder();
  const folders = foldersOf('moved');
  await generateBoth(throughRecorder(list, recorder.port), folders);
  for (const build of Object.keys(builds)) {
    if (readGenerated(original[build]).collection && !readGenerated(folders[build]).collection)
      throw new Error(`${list.name} is not a list any more when its hosts are those of the recorder`);
  }
  const generated = readGenerated(folders.before);
  // A list that one of them refuses has a row for that above, and nothing to run.
  const environments = readGenerated(folders.after).collection === undefined ? [] : environmentsOf(generated);
  for (const environment of environments) {
    const idle = await startServe(builds.before, folders.before, environment, {});
    idle?.stop();
    const secrets = idle?.secretKeys ?? [];
    const signsIn = hasTokenRequest(generated);
    let leftOut = false;
    for (const mode of modes) {
      if (!mode.adds({ secrets, signsIn, leftOut, first: environment === environments[0] })) continue;
      const sides = await runBoth({ list, environment, mode, secrets, recorder }, folders);
      leftOut ||= sides.before.leftOut + sides.after.leftOut > 0;
      add(`${environment}, ${mode.name}`, sides, ['wire', 'verdict']);
    }
  }
  await recorder.close();
  console.error(`  ${list.name}`);
  return rows;
}

/** Checks the lists with one mistake each, all in one process. A row for each list, with codes and places. */
async function compareFaulty(faulty) {
  const sides = {};
  for (const build of Object.keys(builds)) {
    const target = join(work, 'faulty', build);
    // In a folder each, because the files of two lists must not clash.
    for (const { name, text, beside } of faulty) {
      const own = join(target, name);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, 'endpoints.yaml'), text);
      cpSync(beside, join(own, 'files'), { recursive: true });
    }
    const names = faulty.map(({ name }) => name);
    const lists = names.map((name) => `${name}/endpoints.yaml`);
    const { code, document } = await runPostmint(builds[build], ['check', ...lists], target);
    const lines = diagnosticLines(document);
    const linesOf = (name) => lines.filter((line) => line.includes(` ${name}/`));
    const others = lines.filter((line) => !names.some((name) => line.includes(` ${name}/`)));
    sides[build] = new Map([
      ...names.map((name) => [name, linesOf(name)]),
      ['all of them', [`exit ${code}`, ...others]],
    ]);
  }
  return [...sides.before].map(([name, before]) => {
    const after = sides.after.get(name);
    if (before.length + after.length === 0) throw new Error(`${name}: no build says anything about it`);
    return { list: `errors/${name}`, mode: '', what: 'check', before, after, count: 0 };
  });
}

try {
  const lists = (await findLists(builds.before, builds.after)).filter(({ name }) => wanted(name));
  const rows = (await twoAtATime(lists, compareList)).flat();
  if (wanted('errors')) rows.push(...(await compareFaulty(findFaultyLists(builds.before, builds.after))));
  process.exitCode = reportDifferences(rows, words.length > 0) > 0 ? 1 : 0;
} finally {
  rmSync(work, { recursive: true, force: true });
}

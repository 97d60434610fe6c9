// `npm run bench`: compares postmint with its peers and with a baseline, as whole processes. Writes results.md.
//
// Arguments select groups by words in their titles: `node test/bench/bench.mjs start`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cellsList, shortList, syntheticList, syntheticOpenApi } from './lists.mjs';
import { measure } from './measure.mjs';
import { installConverters, installGitHub, installNewman, installPostmanCli } from './peers.mjs';
import { generatedFiles, generateRunList, startServer } from './run-list.mjs';
import { measureSizes } from './size.mjs';
import { describeMachine, formatGroup, formatSizes, missesTarget } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const cells = join(process.env.POSTMINT_DATA ?? join(root, '..', 'shared', 'data'), 'cells');
const work = mkdtempSync(join(tmpdir(), 'postmint-bench-'));
const postmint = join(root, 'dist', 'cli.js');
const cache = join(root, '.cache');
const converters = installConverters(cache);
const newman = installNewman(cache);
const postmanCli = installPostmanCli(cache);
const notMeasured = [converters, newman, postmanCli].flatMap(({ missing }) =>
  missing ? [`Not measured: ${missing}.`] : [],
);
for (const line of notMeasured) console.error(line);
const server = await startServer();

// A load above 1 says that the machine had other work.
const load = loadavg()[0].toFixed(1);

// Targets, as factors: of a peer relative to postmint, or of postmint relative to the baseline.
const fasterThanConverter = { wall: { atLeast: 5 }, memory: { atLeast: 1 } };
const fasterThanPortman = { wall: { atLeast: 15 }, memory: { atLeast: 1 } };

const write = (name, text) => {
  const path = join(work, name);
  writeFileSync(path, text);
  return path;
};

/** The program `postmint generate` for a list. Files from an earlier run are removed before each run. */
function generate(list, slug) {
  const folder = join(work, slug);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'endpoints.yaml'), list);
  const outputs = ['demo.postman_environment.json', 'postman_collection.json'].map((end) =>
    join(folder, `${slug}.${end}`),
  );
  return {
    name: 'postmint generate',
    args: [postmint, 'generate'],
    cwd: folder,
    before: () => outputs.map((path) => rmSync(path, { force: true })),
    makes: outputs[1],
  };
}

/** The programs that convert an OpenAPI file with each peer. Zero runs skip a peer that would take minutes. */
function convert(description, { converterRuns = 5, portmanRuns = 5 } = {}) {
  if (converters.missing) return [];
  const makes = (name) => join(work, `${name}.json`);
  const converter = {
    name: 'openapi2postmanv2 6.3.3',
    args: [converters.openapi2postmanv2, '-s', description, '-o', makes('converter')],
    makes: makes('converter'),
    runs: converterRuns,
    target: fasterThanConverter,
  };
  const portman = {
    name: 'portman 1.33.0',
    // Without this flag, portman cannot read Cells' file, which has recursive types.
    args: [converters.portman, '-l', description, '-o', makes('portman'), '--ignoreCircularRefs'],
    makes: makes('portman'),
    runs: portmanRuns,
    target: fasterThanPortman,
  };
  // Run in our temporary folder, because portman leaves a folder `tmp` in the working directory.
  return [converter, portman].filter(({ runs }) => runs > 0).map((program) => ({ ...program, cwd: work }));
}

function synthetic(count, options) {
  const list = generate(syntheticList(count), `synthetic-${count}`);
  return [list, ...convert(write(`synthetic-${count}.json`, syntheticOpenApi(count)), options)];
}

/** postmint and the baseline, which only parses and prints. */
function withBaseline(list, slug) {
  const bare = [join(here, 'bare-yaml.mjs'), write(`${slug}.yaml`, list), join(work, `${slug}.json`)];
  const target = { wall: { atMost: 2.5 } };
  return [
    { name: 'bare `yaml` and JSON.stringify', args: bare },
    { ...generate(list, slug), target },
  ];
}

/** A program, unless it is missing. */
const ifThere = ({ missing }, program) => (missing ? [] : [program]);

/** Runs of a list of so many requests: with postmint, and of its generated files with the peers. */
function run(count, runs) {
  const folder = join(work, `run-${count}`);
  generateRunList(postmint, folder, server.origin, count);
  const collectionRun = ['collection', 'run', ...generatedFiles];
  return [
    { name: 'postmint run', args: [postmint, 'run'] },
    ...ifThere(newman, { name: 'newman 6.2.2', args: [newman.path, 'run', ...generatedFiles] }),
    ...ifThere(postmanCli, { name: 'Postman CLI 1.62', command: postmanCli.path, args: collectionRun }),
  ].map((program) => ({ ...program, cwd: folder, whole: true, runs }));
}

/** `import --generate` beside the converter: from a description to a collection. */
function importAndGenerate(description, slug) {
  const folder = join(work, `import-${slug}`);
  const own = {
    name: 'postmint import --generate',
    args: [postmint, 'import', description, '--name', 'Imported', '--generate'],
    cwd: folder,
    before: () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    },
    makes: join(folder, 'imported.postman_collection.json'),
  };
  const target = { wall: { atLeast: 3 }, memory: { atLeast: 1 } };
  return [own, ...convert(description, { portmanRuns: 0 }).map((peer) => ({ ...peer, target }))];
}

function startUp() {
  const runs = 15;
  return [
    { name: 'node -e 0', args: ['-e', '0'], runs },
    { name: 'postmint --help', args: [postmint, '--help'], runs, target: { wall: { atMost: 1.6 } } },
    { name: 'postmint generate --help', args: [postmint, 'generate', '--help'], runs },
    ...ifThere(newman, { name: 'newman --version', args: [newman.path, '--version'], runs }),
    ...ifThere(postmanCli, {
      name: 'Postman CLI 1.62 --version',
      command: postmanCli.path,
      args: ['--version'],
      cwd: work,
      whole: true,
      runs,
    }),
    ...ifThere(converters, {
      name: 'openapi2postmanv2 --version',
      args: [converters.openapi2postmanv2, '--version'],
      runs,
    }),
  ];
}

function installedSizes() {
  const named = [
    { name: 'newman 6.2.2', ...newman },
    { name: 'Postman CLI 1.62', ...postmanCli },
  ];
  return measureSizes(
    root,
    named.filter(({ missing }) => !missing),
  );
}

const groups = [
  {
    title: 'The 108 requests of Pydio Cells v4',
    programs: () => {
      const table = join(cells, 'cells-v4.tsv');
      const description = join(cells, 'swagger-v4.0.2.json');
      if (!existsSync(table) || !existsSync(description)) return 'the descriptions of Cells are not on this machine';
      return [generate(cellsList(table, description), 'cells'), ...convert(description)];
    },
  },
  { title: '1,000 endpoints', programs: () => synthetic(1000, { portmanRuns: 2 }) },
  { title: '10,000 endpoints', programs: () => synthetic(10_000, { converterRuns: 2, portmanRuns: 0 }) },
  {
    title: '10,000 endpoints beside the baseline',
    programs: () => withBaseline(syntheticList(10_000), 'synthetic-10000'),
  },
  { title: '10,000 short entries beside the baseline', programs: () => withBaseline(shortList(10_000), 'short-10000') },
  {
    title: 'Import and generate: Pydio Cells v4',
    programs: () => {
      const description = join(cells, 'swagger-v4.0.2.json');
      if (!existsSync(description)) return 'the descriptions of Cells are not on this machine';
      return importAndGenerate(description, 'cells');
    },
  },
  {
    title: 'Import and generate: GitHub',
    programs: () => {
      const { path, missing } = installGitHub(cache);
      return path ? importAndGenerate(path, 'github') : missing;
    },
  },
  { title: 'Start-up', programs: startUp },
  { title: 'A run of one request', programs: () => run(1, 11) },
  { title: 'A run of 100 requests', programs: () => run(100, 5) },
  { title: 'Size', sizes: installedSizes },
];

/** The number of requests in a collection, to detect a program that is fast because it omits some. */
function countRequests({ item }) {
  return item.reduce((sum, child) => sum + (child.request ? 1 : countRequests(child)), 0);
}

function withOutput(row) {
  const { makes } = row.program;
  if (!makes || row.failure) return row;
  return { ...row, size: statSync(makes).size, requests: countRequests(JSON.parse(readFileSync(makes, 'utf8'))) };
}

const wanted = process.argv.slice(2);
const sections = [];
let missed = false;
try {
  for (const { title, programs, sizes } of groups) {
    if (wanted.length > 0 && !wanted.some((word) => title.toLowerCase().includes(word.toLowerCase()))) continue;
    console.error(title);
    if (sizes) {
      sections.push(formatSizes(title, sizes()));
      continue;
    }
    const all = programs();
    if (typeof all === 'string') {
      console.error(`  omitted: ${all}`);
      sections.push(`## ${title}\n\nOmitted: ${all}.\n`);
      continue;
    }
    const group = { title, rows: (await measure(all)).map(withOutput) };
    missed ||= missesTarget(group);
    sections.push(formatGroup(group));
  }
} finally {
  server.close();
  rmSync(work, { recursive: true, force: true });
}

const text = `# Benchmarks

Medians of whole processes, run alternately after one warm-up (programs with only two runs have no warm-up). Factors in
parentheses are relative to the first row of the table. postmint writes one more request, which signs in.
\`npm run bench\` repeats the measurement.

Runs send their requests to a server on the same machine, which answers at once. Their memory is the sum of the peaks of
all their processes. "Installed" is a program with all that npm installs for it.

Machine: ${describeMachine()}. Load average at the start: ${load}.${notMeasured.map((line) => `\n\n${line}`).join('')}

${sections.join('\n')}`;
console.log(text);
// If only some groups were selected, results.md is kept.
if (wanted.length === 0) writeFileSync(join(here, 'results.md'), text);
console.error(missed ? 'At least one target was missed.' : 'All targets are met.');

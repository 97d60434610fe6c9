import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { naiveCollection, naiveEnvironment } from './naive-collection.ts';
import type { SecretEnding } from './secret-endings.ts';
import { secretOf } from './secret-kinds.ts';
import { type SpiedRun, spiedRun } from './spied-run.ts';
import { tempFolder } from './temp-folder.ts';

/** A finished run of newman. */
interface Finished extends SpiedRun {
  /** The contents of a file in the run's folder, or `''` if it does not exist. */
  readonly file: (name: string) => string;
}

const inputs = ['collection.json', 'environment.json'];
const outputs = ['report.json', 'report.xml', 'report.html', 'env.json', 'cookies.json', 'exported.json'];

/** How people start newman. Together, these cover all sinks. */
const starts = {
  /** With the reporters and exports that a CI pipeline keeps. */
  reports: {
    args: [
      ...['-r', 'cli,json,junit,htmlextra', '--reporter-json-export', 'report.json'],
      ...['--reporter-junit-export', 'report.xml', '--reporter-htmlextra-export', 'report.html'],
      ...['--export-environment', 'env.json', '--export-cookie-jar', 'cookies.json'],
      ...['--export-collection', 'exported.json'],
    ],
    env: {},
  },
  /** With more output. */
  verbose: {
    args: [
      ...['--verbose', '-r', 'cli,htmlextra', '--reporter-htmlextra-export', 'report.html'],
      '--reporter-htmlextra-showEnvironmentData',
    ],
    env: {},
  },
  /** With debug output of the HTTP client. */
  debug: { args: ['-r', 'cli'], env: { NODE_DEBUG: 'request' } },
} as const;

type StartName = keyof typeof starts;
export type NewmanRuns = Readonly<Record<StartName, Finished>>;

async function run(program: string, name: StartName, ending: SecretEnding): Promise<Finished> {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'collection.json'), JSON.stringify(naiveCollection(ending.list)));
  const given = { password: secretOf('password'), client_secret: secretOf('client_secret') };
  const spied = await spiedRun({
    program,
    args: ({ origin }) => {
      writeFileSync(join(cwd, 'environment.json'), JSON.stringify(naiveEnvironment(origin)));
      const variables = Object.entries(given).flatMap(([key, value]) => ['--env-var', `${key}=${value}`]);
      const limits = ending.timeout ? ['--timeout', '8000', '--timeout-request', '3000'] : [];
      return ['run', 'collection.json', '-e', 'environment.json', ...variables, ...limits, ...starts[name].args];
    },
    cwd,
    env: starts[name].env,
    refuses: ending.refuses,
    violence: ending.violence?.(name === 'reports'),
    known: [...inputs, ...outputs],
  });
  const file = (path: string) => (existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : '');
  return { ...spied, file };
}

/** Runs the naive collection in each of the ways above, with the same ending. */
export async function runNewman(program: string, ending: SecretEnding): Promise<NewmanRuns> {
  const names = Object.keys(starts) as StartName[];
  const runs = await Promise.all(names.map(async (name) => [name, await run(program, name, ending)] as const));
  return Object.fromEntries(runs) as Record<StartName, Finished>;
}

const ofAll = (key: 'commandLines' | 'leftOvers') => (runs: NewmanRuns) =>
  Object.values(runs)
    .map((finished) => finished[key])
    .join('\n');

/** The places where newman may leave a secret. As many as postmint's sinks, and the same ones where both have them. */
export const newmanSinks: readonly { readonly name: string; readonly text: (runs: NewmanRuns) => string }[] = [
  { name: 'cli', text: ({ reports }) => reports.stdout + reports.stderr },
  { name: 'cli, verbose', text: ({ verbose }) => verbose.stdout },
  { name: 'NODE_DEBUG', text: ({ debug }) => debug.stderr },
  { name: 'json', text: ({ reports }) => reports.file('report.json') },
  { name: 'junit', text: ({ reports }) => reports.file('report.xml') },
  { name: 'htmlextra', text: ({ reports }) => reports.file('report.html') },
  { name: 'htmlextra with the environment', text: ({ verbose }) => verbose.file('report.html') },
  { name: 'exported environment', text: ({ reports }) => reports.file('env.json') },
  { name: 'exported cookies', text: ({ reports }) => reports.file('cookies.json') },
  { name: 'exported collection', text: ({ reports }) => reports.file('exported.json') },
  { name: 'files left behind', text: ofAll('leftOvers') },
  { name: 'command lines', text: ofAll('commandLines') },
];

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, cliPath } from './cli.ts';
import type { SecretEnding } from './secret-endings.ts';
import { givenSecrets, secretFiles, secretList } from './secret-list.ts';
import { type SpiedRun, spiedRun } from './spied-run.ts';
import { tempFolder } from './temp-folder.ts';

/** A finished run of postmint, with the contents of its files. */
interface Finished extends SpiedRun {
  readonly json: string;
  readonly junit: string;
  readonly markdown: string;
  readonly collection: string;
  readonly environment: string;
}

const given = Object.fromEntries(givenSecrets);
const without = (...names: string[]) => Object.fromEntries([...givenSecrets].filter(([name]) => !names.includes(name)));
const reports = ['--report', 'json=r.json', '--report', 'junit=r.xml,markdown=r.md'];

/** How users start a run. Together, these cover all sinks, and all sources of secrets except the prompt. */
const starts = {
  /** With output to a pipe. */
  pipe: { args: ['--show-values', ...reports], env: given, dumps: true },
  /** With JSON output; some secrets are in a file. */
  json: { args: ['--show-values', '--format', 'json'], env: without('CANARIES_PASSWORD', 'CANARIES_CLIENT_SECRET') },
  /** At a terminal, where values are shown by default. */
  terminal: { args: [], env: given, terminal: true },
  /** In GitHub Actions; the password comes from standard input. */
  actions: {
    args: ['--show-values', '--secret-stdin', 'password'],
    env: { ...without('CANARIES_PASSWORD'), GITHUB_ACTIONS: 'true', CI: 'true' },
    stdin: `${given['CANARIES_PASSWORD']}\n`,
  },
} as const;

type StartName = keyof typeof starts;
export type FinishedRuns = Readonly<Record<StartName, Finished>>;

/** Long enough for all requests except the last one. */
const timeout = ['--timeout', '12s'];

async function run(name: StartName, ending: SecretEnding): Promise<Finished> {
  const {
    args,
    dumps = false,
    ...how
  }: { args: readonly string[]; env: Record<string, string>; dumps?: boolean } = starts[name];
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'endpoints.yaml'), secretList(ending.list));
  const generated = await cli(['generate'], { cwd, env: given });
  if (generated.code !== 0) throw new Error(generated.stderr);
  // The user's file of secrets is outside the folder that is searched for leaks.
  const secretFile = join(tempFolder(), 'secrets.env');
  const lines = [...givenSecrets].map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(secretFile, lines.join(''), { mode: 0o600 });
  const spied = await spiedRun({
    program: cliPath,
    args: ({ origin }) => [
      ...['run', '--allow-http', '--var', `base_url=${origin}`, ...args],
      ...(name === 'json' ? ['--env-file', secretFile] : []),
      ...(ending.timeout ? timeout : []),
    ],
    ...{ cwd, ...how },
    refuses: ending.refuses,
    violence: ending.violence?.(dumps),
    known: ['endpoints.yaml', 'r.json', 'r.xml', 'r.md', ...Object.values(secretFiles)],
  });
  const read = (file: string) => (existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), 'utf8') : '');
  return {
    ...spied,
    json: read('r.json'),
    junit: read('r.xml'),
    markdown: read('r.md').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    collection: read(secretFiles.collection),
    environment: read(secretFiles.environment),
  };
}

/** Runs the list in each of the ways above, with the same ending. */
export async function runAll(ending: SecretEnding): Promise<FinishedRuns> {
  const names = Object.keys(starts) as StartName[];
  const runs = await Promise.all(names.map(async (name) => [name, await run(name, ending)] as const));
  return Object.fromEntries(runs) as Record<StartName, Finished>;
}

const ofAll = (key: keyof Finished) => (runs: FinishedRuns) =>
  Object.values(runs)
    .map((finished) => finished[key])
    .join('\n');

/** A place where a secret could leak. */
export interface SecretSink {
  readonly name: string;
  /** Why it must not contain secrets, such as who reads it. */
  readonly reason: string;
  readonly text: (runs: FinishedRuns) => string;
  /** Whether it may be empty after a run. */
  readonly empty?: true;
}

/** All places where a secret could leak. */
export const secretSinks: readonly SecretSink[] = [
  { name: 'standard output', reason: 'part of the build log', text: ({ pipe }) => pipe.stdout },
  {
    name: 'standard error',
    reason: 'part of the log; shows actual values',
    text: ({ pipe }) => pipe.stderr,
    empty: true,
  },
  { name: '--format json', reason: 'stored by other programs', text: ({ json }) => json.stdout + json.stderr },
  { name: 'JSON report', reason: 'an artefact that the whole project can download', text: ({ pipe }) => pipe.json },
  { name: 'JUnit report', reason: 'shown by the CI server', text: ({ pipe }) => pipe.junit },
  { name: 'Markdown report', reason: 'shown on the page of the job', text: ({ pipe }) => pipe.markdown },
  { name: 'terminal', reason: 'visible to bystanders and in recordings', text: ({ terminal }) => terminal.stdout },
  { name: 'GitHub Actions', reason: 'its logs may be public', text: ({ actions }) => actions.stdout + actions.stderr },
  { name: 'collection', reason: 'committed to the repository', text: ofAll('collection') },
  { name: 'environment file', reason: 'committed to the repository', text: ofAll('environment') },
  {
    name: 'files left behind',
    reason: 'in its folder, its home, the temporary folder and core dumps: nobody guards them',
    text: ofAll('leftOvers'),
    empty: true,
  },
  { name: 'command lines', reason: 'visible to every user of the machine', text: ofAll('commandLines') },
  {
    name: 'environments of child processes',
    reason: "readable by git hooks and a collection's scripts",
    text: ofAll('environments'),
  },
];

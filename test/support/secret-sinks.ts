import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, cliPath } from './cli.ts';
import type { SecretEnding } from './secret-endings.ts';
import { givenSecrets, secretFiles, secretList } from './secret-list.ts';
import { type SpiedRun, spiedRun } from './spied-run.ts';
import { tempFolder } from './temp-folder.ts';

/** A finished run of ours, with the files that it was to write. */
interface Finished extends SpiedRun {
  readonly json: string;
  readonly junit: string;
  readonly collection: string;
  readonly environment: string;
}

const given = Object.fromEntries(givenSecrets);
const without = (...names: string[]) => Object.fromEntries([...givenSecrets].filter(([name]) => !names.includes(name)));
const reports = ['--report', 'json=r.json', '--report', 'junit=r.xml'];

/** The ways in which users start a run; together they have all sinks, and every source of secrets but the prompt. */
const starts = {
  /** In a pipe. */
  pipe: { args: ['--show-values', ...reports], env: given, dumps: true },
  /** For a program; some of the secrets in a file. */
  json: { args: ['--show-values', '--format', 'json'], env: without('CANARIES_PASSWORD', 'CANARIES_CLIENT_SECRET') },
  /** At a terminal, which is shown values without being asked. */
  terminal: { args: [], env: given, terminal: true },
  /** In GitHub Actions; the password on standard input. */
  actions: {
    args: ['--show-values', '--secret-stdin', 'password'],
    env: { ...without('CANARIES_PASSWORD'), GITHUB_ACTIONS: 'true', CI: 'true' },
    stdin: `${given['CANARIES_PASSWORD']}\n`,
  },
} as const;

type StartName = keyof typeof starts;
export type FinishedRuns = Readonly<Record<StartName, Finished>>;

/** Seconds that are enough for all requests but the last one. */
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
  // The user's own, and so not in the folder that is looked through.
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
    known: ['endpoints.yaml', 'r.json', 'r.xml', ...Object.values(secretFiles)],
  });
  const read = (file: string) => (existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), 'utf8') : '');
  return {
    ...spied,
    json: read('r.json'),
    junit: read('r.xml'),
    collection: read(secretFiles.collection),
    environment: read(secretFiles.environment),
  };
}

/** Runs the list in every way to the same ending. */
export async function runAll(ending: SecretEnding): Promise<FinishedRuns> {
  const names = Object.keys(starts) as StartName[];
  const runs = await Promise.all(names.map(async (name) => [name, await run(name, ending)] as const));
  return Object.fromEntries(runs) as Record<StartName, Finished>;
}

const ofAll = (key: keyof Finished) => (runs: FinishedRuns) =>
  Object.values(runs)
    .map((one) => one[key])
    .join('\n');

/** A place in which somebody may find something. */
export interface SecretSink {
  readonly name: string;
  /** Who reads it, and so why nothing may be in it. */
  readonly reason: string;
  readonly text: (runs: FinishedRuns) => string;
  /** Whether a good run leaves it empty. */
  readonly empty?: true;
}

/** The places in which somebody may find something. */
export const secretSinks: readonly SecretSink[] = [
  { name: 'standard output', reason: 'the log of a build', text: ({ pipe }) => pipe.stdout },
  { name: 'standard error', reason: 'the log; it shows actual values', text: ({ pipe }) => pipe.stderr, empty: true },
  { name: '--format json', reason: 'other programs keep it', text: ({ json }) => json.stdout + json.stderr },
  { name: 'JSON report', reason: 'an artefact that everybody in a project loads', text: ({ pipe }) => pipe.json },
  { name: 'JUnit report', reason: 'a CI server shows it', text: ({ pipe }) => pipe.junit },
  { name: 'terminal', reason: 'people look over shoulders, and record', text: ({ terminal }) => terminal.stdout },
  { name: 'GitHub Actions', reason: 'public', text: ({ actions }) => actions.stdout + actions.stderr },
  { name: 'collection', reason: 'is committed', text: ofAll('collection') },
  { name: 'environment file', reason: 'is committed', text: ofAll('environment') },
  {
    name: 'files left behind',
    reason: 'its folder, its home, temporary files, dumps of memory: nobody looks after them',
    text: ofAll('leftOvers'),
    empty: true,
  },
  { name: 'command lines', reason: 'every user of the machine sees them', text: ofAll('commandLines') },
  {
    name: 'environments of child processes',
    reason: 'hooks of git and scripts of a collection read them',
    text: ofAll('environments'),
  },
];

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { cliPath, type Ended, projectRoot, start } from './cli.ts';
import { tempFolder } from './temp-folder.ts';

/** A folder with an `npx` that runs the built command line, as in a project that has postmint installed. */
function npxFolder(): string {
  const folder = tempFolder();
  const lines = [
    '#!/bin/sh',
    'while [ "$1" != postmint ]; do shift; done',
    'shift',
    `exec '${process.execPath}' '${cliPath}' "$@"`,
  ];
  writeFileSync(join(folder, 'npx'), `${lines.join('\n')}\n`);
  chmodSync(join(folder, 'npx'), 0o755);
  return folder;
}

/** A command of a CI file, and the environment variables that the file gives it. */
export interface CiLine {
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
}

const withoutInstall = ({ run }: CiLine) => !/npm (?:ci|install)/.test(run);
const linesOf = (steps: readonly Step[]) =>
  steps.flatMap(({ run, env }): CiLine[] => (run === undefined ? [] : [{ run, ...(env ? { env } : {}) }]));

/** The commands of a workflow for GitHub Actions, but those that install packages. */
export const githubLines = (path: string): CiLine[] =>
  linesOf(parse(readFileSync(path, 'utf8')).jobs.api.steps).filter(withoutInstall);

/** The commands of a file for GitLab, but those that install packages. */
export const gitlabLines = (path: string): CiLine[] =>
  (parse(readFileSync(path, 'utf8')).api.script as string[]).map((run) => ({ run })).filter(withoutInstall);

/** The commands of the action at the root of this repository, with values for its inputs. */
export function actionLines(inputs: Readonly<Record<string, string>>): CiLine[] {
  const action = parse(readFileSync(join(projectRoot, 'action.yml'), 'utf8'));
  const defaults = Object.entries(action.inputs as Record<string, { default: string }>);
  const values = new Map([
    ...defaults.map(([name, input]) => [name, input.default] as const),
    ...Object.entries(inputs),
  ]);
  const fill = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => values.get(name) ?? '');
  return linesOf(action.runs.steps)
    .filter(withoutInstall)
    .map(({ run, env = {} }) => ({
      run,
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
    }));
}

/** Runs the commands as a CI system does, in bash, up to the first that fails. */
export async function playCi(
  lines: readonly CiLine[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const path = `${npxFolder()}${delimiter}${process.env.PATH}`;
  let last: Ended = { code: 0, stdout: '', stderr: '' };
  for (const line of lines) {
    // `${{ secrets.NAME }}` is what the CI system fills in.
    const given = Object.entries(line.env ?? {}).map(([name, value]) => {
      const secret = /^\$\{\{ secrets\.(\w+) \}\}$/.exec(value)?.[1];
      return [name, secret === undefined ? value : (env[secret] ?? '')] as const;
    });
    const all = { ...env, ...Object.fromEntries(given), PATH: path };
    last = await start('bash', ['-e', '-o', 'pipefail', '-c', line.run], { cwd, env: all }).ended;
    if (last.code !== 0) return last;
  }
  return last;
}

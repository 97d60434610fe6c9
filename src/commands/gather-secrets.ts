import { join, resolve } from 'node:path';
import { type Diagnostic, diagnose, type Result, resultOf } from '../diagnostics/diagnostic.ts';
import { environmentFileName } from '../library/generate.ts';
import type { LoadedList } from '../library/workspace.ts';
import type { Environment, Variable } from '../model/api.ts';
import { parseEnvFile } from '../secrets/env-file.ts';
import type { Secret } from '../secrets/secret.ts';
import { findSecret, type SecretSources } from '../secrets/secret-sources.ts';
import { readSource, showPath } from '../source/read.ts';
import type { Io } from './io.ts';
import { checkSecretFile } from './secret-file.ts';

/** Options that name a source of secrets. */
export interface SecretOptions {
  readonly 'secret-stdin'?: string | undefined;
  readonly 'env-file'?: string | undefined;
}

/** The list and environment that secrets are for. */
export interface SecretTarget {
  readonly list: LoadedList;
  readonly environment: Environment;
  /** Secrets that the user typed into the environment file. */
  readonly typed: readonly Secret[];
  /** False for an environment file of others, which may be in git. Absent: nobody else may read a file with secrets. */
  readonly checksFile?: false;
  /** Secrets that are not variables of the list. The user is asked for one unless it is optional. */
  readonly more?: readonly MoreSecret[];
}

/** A secret that is not a variable of the list, such as a passphrase. */
export type MoreSecret = Pick<Variable, 'name' | 'description' | 'optional'>;

/**
 * Returns the secrets that a run needs, each from its first source: standard input, `--env-file`, the process
 * environment, the environment file if git does not track it, a prompt. A secret without a source is missing from the
 * result; `checkValues` reports it.
 *
 * @param needed names of the variables that the run needs
 */
export async function gatherSecrets(
  io: Io,
  target: SecretTarget,
  needed: ReadonlySet<string>,
  options: SecretOptions,
): Promise<Result<Secret[]>> {
  const { list, environment } = target;
  const { api } = list;
  const own = api.variables.filter(({ secret, produced, name }) => secret && !produced && needed.has(name));
  const variables: readonly MoreSecret[] = [...own, ...(target.more ?? [])];
  const sources = await readSources(io, target, options);
  if (!sources.value) return { diagnostics: sources.diagnostics };
  const diagnostics: Diagnostic[] = [];
  const secrets: Secret[] = [];
  for (const variable of variables) {
    const found = findSecret(api, environment.name, variable.name, sources.value);
    if (found) {
      secrets.push(found);
    } else if (canAsk(io, options) && !variable.optional) {
      const value = await ask(variable, environment);
      if (value === undefined) return { diagnostics: [diagnose('interrupted', {})] };
      if (value) secrets.push({ name: variable.name, value, source: 'prompt' });
    }
  }
  const { path } = sources.value.environmentFile;
  if (target.checksFile !== false && secrets.some((secret) => secret.source === path)) {
    diagnostics.push(...checkSecretFile(join(list.folder, environmentFileName(api, environment.name)), path));
  }
  return resultOf(secrets, diagnostics);
}

async function readSources(
  io: Io,
  { list, environment, typed, more = [] }: SecretTarget,
  options: SecretOptions,
): Promise<Result<SecretSources>> {
  const diagnostics: Diagnostic[] = [];
  const name = options['secret-stdin'];
  let stdin: SecretSources['stdin'];
  if (name !== undefined) {
    const secrets = list.api.variables.filter((variable) => variable.secret && !variable.produced);
    const known = [...secrets, ...more].map((variable) => variable.name);
    if (known.includes(name)) stdin = { name, value: await io.readStdin() };
    else diagnostics.push(diagnose('unknown-variable', { name, known }));
  }
  const envFile = options['env-file'] === undefined ? undefined : readEnvFile(io, options['env-file']);
  diagnostics.push(...(envFile?.diagnostics ?? []));
  const path = list.show(environmentFileName(list.api, environment.name));
  const sources: SecretSources = {
    ...(stdin ? { stdin } : {}),
    ...(envFile?.value ? { envFile: envFile.value } : {}),
    environment: io.env,
    environmentFile: { path, values: new Map(typed.map((secret) => [secret.name, secret.value])) },
  };
  return resultOf(sources, diagnostics);
}

function readEnvFile(io: Io, given: string): Result<NonNullable<SecretSources['envFile']>> {
  const source = readSource(given, { cwd: io.cwd });
  if (!source.value) return { diagnostics: source.diagnostics };
  const path = showPath(given, io.cwd);
  const faults = checkSecretFile(resolve(io.cwd, given), path);
  if (faults.length > 0) return { diagnostics: faults };
  const parsed = parseEnvFile(path, source.value.text);
  return resultOf({ path, values: parsed.values }, parsed.diagnostics);
}

/** True if a prompt is possible: a person is at the terminal, and standard input is not read for a secret. */
function canAsk(io: Io, options: SecretOptions): boolean {
  return io.terminal.in && io.terminal.err && !io.env.CI && options['secret-stdin'] === undefined;
}

async function ask(variable: MoreSecret, environment: Environment): Promise<string | undefined> {
  const { isCancel, password } = await import('@clack/prompts');
  const about = variable.description ? ` (${variable.description})` : '';
  const answer = await password({
    message: `${variable.name} for ${environment.name}${about}`,
    output: process.stderr,
  });
  return isCancel(answer) ? undefined : answer;
}

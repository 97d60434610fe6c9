import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../diagnostics/diagnostic.ts';
import { differenceOf } from '../library/check.ts';
import { environmentFileName } from '../library/generate.ts';
import type { PlannedInput } from '../library/run.ts';
import type { LoadedList } from '../library/workspace.ts';
import type { Environment } from '../model/api.ts';
import { PASSPHRASE } from '../model/client-files.ts';
import type { Tls } from '../run/job.ts';
import type { RunFiles } from '../run/newman/newman-job.ts';
import type { RunPlan } from '../run/plan-run.ts';
import { neededVariables } from '../run/preflight/needed-variables.ts';
import type { Secret } from '../secrets/secret.ts';
import { checkTempFolder } from './ahead.ts';
import { checkWithPassphrase } from './client-certificate/read-certificate.ts';
import { type Connection, type ConnectionOptions, type ReadTls, readConnection } from './connection.ts';
import { gatherSecrets, type MoreSecret, type SecretOptions } from './gather-secrets.ts';
import { withIgnored } from './git.ts';
import { chooseEnvironment, chooseList } from './lists/choose.ts';
import type { Session } from './session.ts';

/** Options that select a list, an environment, and the connection to its server. */
export interface TargetOptions extends ConnectionOptions, SecretOptions {
  readonly lists?: readonly string[] | undefined;
  readonly env?: string | undefined;
}

/** A list and an environment whose files on disk are up to date, with the values that are known without a prompt. */
export interface Target {
  readonly list: LoadedList;
  readonly environment: Environment;
  readonly connection: Connection;
  readonly files: RunFiles;
  /** Values of variables that are not secrets, from the environment file and `--var`. */
  readonly values: ReadonlyMap<string, string>;
  /** Secrets that the user typed into the environment file. */
  readonly typed: readonly Secret[];
}

/** Loads the selected list and finds the selected environment. */
export async function chooseTarget(
  session: Session,
  options: TargetOptions,
): Promise<Result<Pick<Target, 'list' | 'environment'>>> {
  const { value: list, diagnostics } = await chooseList(session.io.cwd, options.lists);
  if (!list) return { diagnostics };
  const found = chooseEnvironment(list, options.env);
  if (!found.value) return { diagnostics: found.diagnostics };
  return { value: { list: withIgnored(list), environment: found.value }, diagnostics };
}

/** Reads the files and the connection options of a target. Files that are not up to date with the list are errors. */
export function openTarget(
  session: Session,
  { list, environment }: Pick<Target, 'list' | 'environment'>,
  options: TargetOptions,
): Result<Target> {
  const connection = readConnection(session.io, list, environment, options);
  const diagnostics: Diagnostic[] = [
    ...connection.diagnostics,
    ...staleFiles(list, environment),
    ...ignoredTls(session, options),
  ];
  if (!connection.value || hasErrors(diagnostics)) return { diagnostics };
  const files = filesOf(list, environment);
  const onDisk = valuesOf(files);
  const secret = new Set(list.api.variables.filter((variable) => variable.secret).map((variable) => variable.name));
  const source = list.show(environmentFileName(list.api, environment.name));
  const typed = [...onDisk].flatMap(([name, value]) => (secret.has(name) && value ? [{ name, value, source }] : []));
  const plain = [...onDisk].filter(([name]) => !secret.has(name));
  const values = new Map([...plain, ...connection.value.variables]);
  return { value: { list, environment, connection: connection.value, files, values, typed }, diagnostics };
}

/** Returns all values of a target that are known without a prompt, including secrets. */
export function knownValues({ values, typed }: Target): Map<string, string> {
  return new Map([...values, ...typed.map(({ name, value }) => [name, value] as const)]);
}

/** The secrets of a run, and its certificates with the passphrase of the client certificate. */
export interface FoundSecrets {
  /** Values of variables. */
  readonly secrets: readonly Secret[];
  /** The secrets and the passphrase, with their sources, as the first lines of a run show them. */
  readonly shown: readonly Secret[];
  readonly tls: Tls;
}

/**
 * Returns the secrets that a plan needs, and opens the client certificate. See `gatherSecrets` for the sources of secrets.
 * Reports what would stop every run before anybody is asked for a secret.
 */
export async function findSecrets(
  session: Session,
  target: Target,
  plan: RunPlan,
  options: TargetOptions,
): Promise<Result<FoundSecrets>> {
  const folder = checkTempFolder();
  if (!folder.value) return { diagnostics: folder.diagnostics };
  const { list, environment, connection } = target;
  const needed = neededVariables(plan, knownValues(target));
  const more = passphraseFor(connection);
  const { value: shown, diagnostics } = await gatherSecrets(session.io, { ...target, more }, needed, options);
  if (!shown) return { diagnostics };
  const opened = withPassphrase(connection, shown, list, environment);
  const all = [...diagnostics, ...opened.diagnostics];
  return opened.value ? resultOf(opened.value, all) : { diagnostics: all };
}

/** Returns the passphrase of a client certificate as a secret that is gathered with the others; none without one. */
export function passphraseFor({ certificate }: ReadTls): MoreSecret[] {
  if (!certificate) return [];
  return [{ name: PASSPHRASE, description: 'opens the client certificate', optional: !certificate.locked }];
}

/** Opens the client certificate, if there is one, with the passphrase among the secrets that were found. */
export function withPassphrase(
  { certificate, tls }: ReadTls,
  shown: readonly Secret[],
  list: LoadedList,
  environment: Environment,
): Result<FoundSecrets> {
  const passphrase = certificate && shown.find(({ name }) => name === PASSPHRASE)?.value;
  const faults = certificate ? checkWithPassphrase(certificate, passphrase, list, environment) : [];
  const secrets = certificate ? shown.filter(({ name }) => name !== PASSPHRASE) : shown;
  const value = { secrets, shown, tls: { ...tls, ...(passphrase === undefined ? {} : { passphrase }) } };
  return resultOf(value, faults);
}

/** Returns the input that runs and sign-ins share. `secrets` take precedence over those in the environment file. */
export function inputOf(
  session: Session,
  target: Target,
  secrets: readonly Secret[],
  allowHttp: boolean,
): PlannedInput {
  const { list, environment, files, values, typed } = target;
  const { io } = session;
  const gathered = new Set(secrets.map((secret) => secret.name));
  return {
    api: list.api,
    environment,
    files,
    environmentPath: list.show(environmentFileName(list.api, environment.name)),
    values,
    secrets: [...typed.filter((secret) => !gathered.has(secret.name)), ...secrets],
    allowHttp,
    cwd: io.cwd,
    interrupt: io.signal,
    ...(io.again ? { interruptAgain: io.again } : {}),
    ...(io.runner ? { runner: io.runner(files) } : {}),
  };
}

/** Ends a command before it has sent anything. Returns the exit code: 130 if the user interrupted it, else 2. */
export function endUnsent(session: Session, diagnostics: readonly Diagnostic[]): number {
  const interrupted = diagnostics.some((diagnostic) => diagnostic.code === 'interrupted');
  return session.end(interrupted ? 130 : 2, diagnostics);
}

/** Errors for files that are not up to date with the list. A run sends the files, so they must be. */
function staleFiles(list: LoadedList, environment: Environment): Diagnostic[] {
  const [collection] = list.files;
  const names = new Set([collection?.name, environmentFileName(list.api, environment.name)]);
  return list.plan.filter((file) => names.has(file.name)).flatMap((file) => differenceOf(file, list.show));
}

function ignoredTls({ io }: Session, { insecure }: ConnectionOptions): Diagnostic[] {
  const diagnostics = insecure ? [diagnose('insecure', {})] : [];
  if (io.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return diagnostics;
  const instead = 'use --ca-file with the certificate of the server, or --insecure';
  return [...diagnostics, diagnose('ignored-setting', { name: 'NODE_TLS_REJECT_UNAUTHORIZED', instead })];
}

/** The files of a run, as they are on disk; an environment that git ignores, as it would be written. */
function filesOf(list: LoadedList, environment: Environment): RunFiles {
  const textOf = (name: string) => [...list.disk, ...list.plan].find((file) => file.name === name)?.text;
  const read = (name: string) => JSON.parse(textOf(name) ?? '{}');
  return {
    collection: read(list.files[0]?.name ?? ''),
    environment: read(environmentFileName(list.api, environment.name)),
    folder: list.folder,
  };
}

function valuesOf({ environment }: RunFiles): Map<string, string> {
  const { values = [] } = environment as { values?: { key: string; value: string }[] };
  return new Map(values.map(({ key, value }) => [key, String(value ?? '')]));
}

import { type Diagnostic, diagnose, hasErrors, type Result } from '../../diagnostics/diagnostic.ts';
import { differenceOf } from '../../library/check.ts';
import { environmentFileName } from '../../library/generate.ts';
import type { RunFiles } from '../../library/to-job.ts';
import type { LoadedList } from '../../library/workspace.ts';
import type { Api, Environment } from '../../model/api.ts';
import type { RunPlan } from '../../run/plan-run.ts';
import { neededVariables } from '../../run/preflight.ts';
import type { Secret } from '../../secrets/secret-sources.ts';
import { chooseEnvironment, chooseList } from '../choose.ts';
import type { Io } from '../io.ts';
import type { RunOptions } from './command.ts';
import { gatherSecrets } from './gather-secrets.ts';
import { type RunSettings, readSettings } from './settings.ts';

/** Everything that is settled before the first packet. */
export interface Prepared {
  readonly list: LoadedList;
  readonly environment: Environment;
  readonly settings: RunSettings;
  readonly plan: RunPlan;
  readonly secrets: readonly Secret[];
  /** Values of the environment for this run, secrets among them. */
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads, plans and gathers the secrets. Anything wrong ends here, and nothing has been sent. */
export async function prepareRun(
  io: Io,
  options: RunOptions,
  planOf: (api: Api, values: ReadonlyMap<string, string>) => Result<RunPlan>,
): Promise<Prepared | { diagnostics: readonly Diagnostic[] }> {
  const chosen = chooseList(io, options.endpoints);
  if (!chosen.value) return chosen;
  const list = chosen.value;
  const found = chooseEnvironment(list, options.env);
  if (!found.value) return found;
  const environment = found.value;
  const settings = readSettings(io, list, environment, options);
  const diagnostics = [...chosen.diagnostics, ...settings.diagnostics, ...staleFiles(list, environment)];
  if (environment.protected && options.unsafe && !options.yes) {
    diagnostics.push(diagnose('protected-environment', { name: environment.name }, environment.origin));
  }
  if (options.insecure) diagnostics.push(diagnose('insecure', {}));
  if (io.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    const instead = 'use --ca-file with the certificate of the server, or --insecure';
    diagnostics.push(diagnose('ignored-setting', { name: 'NODE_TLS_REJECT_UNAUTHORIZED', instead }));
  }
  if (!settings.value || hasErrors(diagnostics)) return { diagnostics };
  const onDisk = valuesOnDisk(list, environment);
  const values = new Map([...onDisk, ...settings.value.variables]);
  const planned = planOf(list.api, values);
  diagnostics.push(...planned.diagnostics);
  if (!planned.value) return { diagnostics };
  const base = { list, environment, settings: settings.value, plan: planned.value, values, diagnostics };
  if (options.list) return { ...base, secrets: [] };
  const needed = neededVariables(planned.value, values);
  const secrets = await gatherSecrets(io, list, environment, onDisk, needed, options);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return { diagnostics };
  for (const { name, value } of secrets.value) values.set(name, value);
  return { ...base, secrets: secrets.value };
}

/** What is sent comes from the files: they have to be what the list says. */
function staleFiles(list: LoadedList, environment: Environment): Diagnostic[] {
  const [collection] = list.files;
  const names = new Set([collection?.name, environmentFileName(list.api, environment.name)]);
  return list.plan.filter((file) => names.has(file.name)).flatMap((file) => differenceOf(file, list.show));
}

/** What a run and a sign-in are given alike. */
export function inputOf(io: Io, { list, environment, values }: Prepared, allowHttp: boolean) {
  return {
    api: list.api,
    environment,
    files: filesOf(list, environment),
    environmentPath: list.show(environmentFileName(list.api, environment.name)),
    values,
    allowHttp,
    interrupt: io.signal,
    ...(io.runner ? { runner: io.runner } : {}),
  };
}

/** The files of a run, as they are on disk. */
function filesOf(list: LoadedList, environment: Environment): RunFiles {
  const read = (name: string) => JSON.parse(list.disk.find((file) => file.name === name)?.text ?? '{}');
  return {
    collection: read(list.files[0]?.name ?? ''),
    environment: read(environmentFileName(list.api, environment.name)),
  };
}

function valuesOnDisk(list: LoadedList, environment: Environment): Map<string, string> {
  const { values = [] } = filesOf(list, environment).environment as { values?: { key: string; value: string }[] };
  return new Map(values.map(({ key, value }) => [key, String(value ?? '')]));
}

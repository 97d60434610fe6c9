import type { Api, Environment } from '../../model/api.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import type { CollectionFile, EnvironmentFile } from '../../postman/read/collection-file.ts';
import { execute } from '../../run/execute.ts';
import type { DataRow, RunJob, Tls, UploadFiles } from '../../run/job.ts';
import { newmanRunner } from '../../run/newman/child-runner.ts';
import type { RunFiles } from '../../run/newman/newman-job.ts';
import type { RunPlan } from '../../run/plan-run.ts';
import { proxySecrets } from '../../run/proxy.ts';
import type { RequestResult } from '../../run/run-result.ts';
import type { Runner } from '../../run/runner.ts';
import { runSecrets } from '../../secrets/run-secrets.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { RunOutcome } from '../run.ts';

/** A collection that postmint did not make, with what it is run with. */
export interface CollectionInput {
  readonly collection: CollectionFile;
  readonly environment?: EnvironmentFile;
  readonly globals?: EnvironmentFile;
  /** Secrets from outside of the files; their values replace those of the environment as well. */
  readonly secrets: readonly Secret[];
  readonly rows: readonly DataRow[];
  readonly send: CollectionSending;
  /** Milliseconds for the whole run. */
  readonly timeout: number;
  readonly bail: boolean;
  readonly allowsUntested: boolean;
  readonly showValues: boolean;
  readonly keepSent: boolean;
  readonly interrupt: AbortSignal;
  readonly interruptAgain?: AbortSignal;
  readonly runner?: (files: RunFiles) => Runner;
  readonly onRequest: (request: RequestResult) => void;
}

/** How the requests of a collection are sent. Times are in milliseconds. */
export interface CollectionSending {
  readonly timeoutRequest: number;
  readonly timeoutScript: number;
  readonly delay: number;
  readonly maxResponse?: number;
  readonly followsRedirects: boolean;
  readonly tls: Tls;
  readonly uploads?: UploadFiles;
}

/** Runs a collection. The outcome is that of a run of a list. */
export async function runCollection(
  input: CollectionInput,
  { api, environment, plan }: { readonly api: Api; readonly environment: Environment; readonly plan: RunPlan },
): Promise<RunOutcome> {
  const { collection, rows, send, secrets } = input;
  const given = Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
  const inFiles = api.variables.map(({ name, value }) => [name, value] as const);
  const iterations = rows.map((row) => new Map([...inFiles, ...Object.entries(given), ...textsIn(row)]));
  const hidden = runSecrets({
    api,
    secrets,
    iterations,
    further: [
      ...proxySecrets(),
      ...secretTexts(collection),
      ...valuesOfSecrets(api, input),
      ...inRows(rows),
      ...(send.tls.passphrase ? [{ name: 'passphrase', value: send.tls.passphrase, source: 'the caller' }] : []),
    ],
  });
  const files: RunFiles = {
    collection: collection.json,
    environment: input.environment?.json ?? { name: 'environment', values: [] },
    ...(input.globals ? { globals: input.globals.json } : {}),
  };
  const { result, ...ended } = await execute({
    api,
    environment: environment.name,
    plan: { ...plan, ...(input.allowsUntested ? { allowsUntested: true } : {}) },
    job: toJob(plan, api, given, input),
    runner: (input.runner ?? newmanRunner)(files),
    secrets: hidden.secrets,
    known: hidden.known,
    timeout: input.timeout,
    retries: 0,
    bail: input.bail,
    showValues: input.showValues,
    keepSent: input.keepSent,
    interrupt: input.interrupt,
    ...(input.interruptAgain ? { interruptAgain: input.interruptAgain } : {}),
    onRequest: input.onRequest,
  });
  // A short secret or a public one is the choice of whoever wrote the collection.
  return { value: result, diagnostics: result.diagnostics, ...ended };
}

function toJob(
  plan: RunPlan,
  { variables }: Api,
  values: Readonly<Record<string, string>>,
  {
    rows,
    send: { timeoutRequest, timeoutScript, delay, maxResponse, followsRedirects, tls, uploads },
  }: CollectionInput,
): RunJob {
  return {
    requestIds: plan.requests.map(({ endpoint }) => endpoint.id),
    values,
    rows,
    flow: 'scripts',
    ...(followsRedirects ? { followsRedirects } : {}),
    ...(uploads ? { uploads } : {}),
    limits: { timeoutRequest, timeoutScript, delay, ...(maxResponse === undefined ? {} : { maxResponse }) },
    tls,
    signIns: [],
    secretVariables: variables.flatMap(({ name, secret }) => (secret ? [name] : [])),
  };
}

/** The secrets in the text of a collection. A plain word of its names is none, because every report shows it. */
function secretTexts({ secrets, requests, source, name }: CollectionFile): Secret[] {
  const shown = [name, ...requests.flatMap((request) => [request.name, ...request.folders])].join('\n').toLowerCase();
  return secrets
    .filter((value) => !(/^[a-z]{1,15}$/i.test(value) && shown.includes(value.toLowerCase())))
    .map((value) => ({ name: 'text in the collection', value, source: source.path }));
}

/** The values of secrets in every scope: a script may read one that another scope hides. */
function valuesOfSecrets({ variables }: Api, { collection, globals, environment }: CollectionInput): Secret[] {
  const names = new Set(variables.flatMap(({ name, secret }) => (secret ? [name] : [])));
  const all = [...collection.variables, ...(globals?.variables ?? []), ...(environment?.variables ?? [])];
  return all
    .filter(({ name }) => names.has(name))
    .flatMap(({ name, value, inside = [] }) =>
      [value, ...inside].map((text) => ({ name, value: text, source: 'its file' })),
    )
    .filter(({ value }) => value !== '');
}

/** The plain values of a row, as texts. */
const textsIn = (row: DataRow): [string, string][] =>
  Object.entries(row).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [[name, String(value)] as [string, string]],
  );

/** Values in rows whose columns are named like secrets. */
const inRows = (rows: readonly DataRow[]): Secret[] =>
  rows.flatMap((row) => namedIn(row).map(([name, value]) => ({ name, value, source: 'a row of data' })));

/** Values at any depth whose names are those of secrets, or that are inside of one. */
function namedIn(value: unknown, name = '', isSecret = false): [name: string, value: string][] {
  if (typeof value !== 'object' || value === null) return isSecret && value !== '' ? [[name, String(value)]] : [];
  return Object.entries(value).flatMap(([key, inner]) => namedIn(inner, key, isSecret || isSecretName(key)));
}

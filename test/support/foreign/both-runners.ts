import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, start } from '../cli.ts';
import { findStockNewman } from '../stock-newman.ts';
import { tempFolder } from '../temp-folder.ts';
import { onServer, startEcho } from './echo-server.ts';

/** What is run: files of Postman, as JSON, and options that newman and postmint share. */
export interface ForeignRun {
  readonly collection: unknown;
  readonly environment?: unknown;
  readonly globals?: unknown;
  /** Content of a data file, and the end of its name. */
  readonly data?: { readonly text: string; readonly ending: 'csv' | 'json' };
  /** Further files in the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
}

/** What a runner did: the requests that arrived, and the tests that it reports. */
export interface Played {
  readonly code: number | null;
  readonly paragraphs: readonly string[];
  /** `passed` or `failed`, and the name, in order. */
  readonly assertions: readonly string[];
  readonly output: string;
}

interface NewmanReport {
  readonly run: {
    readonly executions: {
      readonly cursor: { readonly ref: string };
      readonly assertions?: { readonly assertion: string; readonly skipped?: boolean; readonly error?: object }[];
    }[];
  };
}
interface OwnReport {
  readonly requests: { readonly assertions: { readonly name: string; readonly passed: boolean }[] }[];
}

/** Writes the files of a run into a new folder. Returns it with the arguments that both runners take. */
function writeFiles({ collection, environment, globals, data, files = {}, options = [] }: ForeignRun, origin: string) {
  const cwd = tempFolder();
  const args = ['c.postman_collection.json'];
  const write = (name: string, json: unknown) =>
    writeFileSync(join(cwd, name), JSON.stringify(onServer(json, origin), null, 2));
  write('c.postman_collection.json', collection);
  if (environment !== undefined) {
    write('e.postman_environment.json', environment);
    args.push('-e', 'e.postman_environment.json');
  }
  if (globals !== undefined) {
    write('g.postman_globals.json', globals);
    args.push('-g', 'g.postman_globals.json');
  }
  if (data) {
    writeFileSync(join(cwd, `data.${data.ending}`), data.text);
    args.push('-d', `data.${data.ending}`);
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return { cwd, args: [...args, ...options] };
}

/** The executions of a report. newman has one for each try of a sign-in such as Digest, with the same tests. */
const onceEach = ({ run: { executions } }: NewmanReport) => [
  ...new Map(executions.map((execution) => [execution.cursor.ref, execution])).values(),
];

/** Runs a collection with newman as published, and with postmint, each with a server of its own. */
export async function playBoth(run: ForeignRun): Promise<{ stock: Played; own: Played }> {
  const [stock, own] = await Promise.all([playStock(run), playOwn(run)]);
  return { stock, own };
}

async function playStock(run: ForeignRun): Promise<Played> {
  const newman = findStockNewman();
  if ('reason' in newman) throw new Error(newman.reason);
  const { origin, paragraphs } = await startEcho();
  const { cwd, args } = writeFiles(run, origin);
  const reporter = ['-r', 'json', '--reporter-json-export', 'newman.json'];
  const { code, stdout, stderr } = await start(newman.path, ['run', ...args, ...reporter], { cwd }).ended;
  const report = readReport<NewmanReport>(join(cwd, 'newman.json'));
  const assertions = (report ? onceEach(report) : []).flatMap((execution) => execution.assertions ?? []);
  return {
    code,
    paragraphs,
    assertions: assertions
      .filter(({ skipped }) => !skipped)
      .map(({ assertion, error }) => `${error ? 'failed' : 'passed'} ${assertion}`),
    output: stdout + stderr,
  };
}

/** Runs a collection with postmint. */
export async function playOwn(run: ForeignRun): Promise<Played> {
  const { origin, paragraphs } = await startEcho();
  const { cwd, args } = writeFiles(run, origin);
  const { code, stdout, stderr } = await cli(['run', ...args, '--report', 'json=own.json'], { cwd });
  const report = readReport<OwnReport>(join(cwd, 'own.json'));
  const assertions = (report?.requests ?? []).flatMap((request) => request.assertions);
  return {
    code,
    paragraphs,
    assertions: assertions.map(({ name, passed }) => `${passed ? 'passed' : 'failed'} ${name}`),
    output: stdout + stderr,
  };
}

/** A report as JSON; undefined if the runner wrote none. */
const readReport = <T>(path: string): T | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;

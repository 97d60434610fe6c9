import { dirname, relative, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../../../diagnostics/diagnostic.ts';
import { findCollectionUploads, planCollection } from '../../../library/collection/plan.ts';
import { runCollection } from '../../../library/collection/run.ts';
import type { RunOutcome } from '../../../library/run.ts';
import type { LoadedList } from '../../../library/workspace.ts';
import type { CollectionFile, EnvironmentFile } from '../../../postman/read/collection-file.ts';
import { readCollection } from '../../../postman/read/read-collection.ts';
import { readEnvironment } from '../../../postman/read/read-environment.ts';
import type { UploadFiles } from '../../../run/job.ts';
import { readSource, showPath } from '../../../source/read.ts';
import { checkTempFolder } from '../../ahead.ts';
import { type ReadTls, readTls } from '../../connection.ts';
import { gatherSecrets } from '../../gather-secrets.ts';
import type { Session } from '../../session.ts';
import { endUnsent, type FoundSecrets, passphraseFor, withPassphrase } from '../../target.ts';
import type { RunOptions } from '../options.ts';
import { publish } from '../publish.ts';
import { readReports } from '../reports.ts';
import { startRows } from '../rows.ts';
import { showPlan } from '../show-plan.ts';
import { toReports } from './reports.ts';
import { type CollectionSettings, readCollectionSettings, withValues } from './settings.ts';

/** Largest collection file, in bytes. */
const MAX_COLLECTION = 64 * 1024 * 1024;

/** Runs a collection file that people wrote, against a server. Returns the exit code. */
export async function runCollectionFile(session: Session, options: RunOptions): Promise<number> {
  const prepared = await prepare(session, options);
  if (!prepared.value) return endUnsent(session, prepared.diagnostics);
  const { list, planned, reports: asked, diagnostics } = prepared.value;
  if (options.list) return showPlan(session, planned.plan, diagnostics);
  const secrets = await findSecrets(session, prepared.value, options);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return endUnsent(session, diagnostics);
  const reports = readReports(session.io, list, [...options.report, ...asked], options['export-environment']);
  diagnostics.push(...reports.diagnostics);
  if (!reports.value || hasErrors(diagnostics)) return endUnsent(session, diagnostics);
  const ran = await send(session, options, prepared.value, secrets.value);
  if (!ran.value) return endUnsent(session, [...diagnostics, ...ran.diagnostics]);
  const { left, isSecret = () => false } = ran;
  const secret = new Set(planned.api.variables.filter((variable) => variable.secret).map(({ name }) => name));
  const environment = { name: planned.environment.name, values: left ?? {}, secret, isSecret };
  return publish(session, reports.value, {
    result: ran.value,
    before: diagnostics,
    leaks: ran.leaks,
    ...(left ? { environment } : {}),
    detail: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
  });
}

/** A collection file whose files and options are read. */
interface Prepared {
  readonly collection: CollectionFile;
  readonly environment: EnvironmentFile | undefined;
  readonly globals: EnvironmentFile | undefined;
  readonly settings: CollectionSettings;
  readonly planned: NonNullable<ReturnType<typeof planCollection>['value']>;
  /** The collection as the list of a run: its name and its folder. */
  readonly list: LoadedList;
  readonly tls: ReadTls;
  readonly uploads: UploadFiles | undefined;
  /** Reports that newman's options ask for. */
  readonly reports: readonly string[];
  /** Warnings, which are not printed yet. */
  readonly diagnostics: Diagnostic[];
}

async function prepare({ io }: Session, options: RunOptions): Promise<Result<Prepared>> {
  // newman takes a word after --bail.
  const paths = (options.lists ?? []).filter((path) => !(options.bail && /^(?:failure|folder)$/.test(path)));
  const [path = '', second] = paths;
  if (second !== undefined) {
    const help = `run them one after the other: postmint run ${path}`;
    return { diagnostics: [diagnose('usage', { reason: 'a collection file is run alone', help })] };
  }
  const source = readSource(path, { cwd: io.cwd, limit: MAX_COLLECTION });
  if (!source.value) return { diagnostics: source.diagnostics };
  const read = readCollection(source.value);
  const environment = readVariables(io.cwd, options.env, 'environment');
  const globals = readVariables(io.cwd, options.globals, 'globals');
  const settings = await readCollectionSettings(io, options);
  const reports = toReports(options);
  const diagnostics = [
    ...read.diagnostics,
    ...environment.diagnostics,
    ...globals.diagnostics,
    ...settings.diagnostics,
    ...reports.diagnostics,
  ];
  if (options['ssl-client-key'] && !options['client-cert']) {
    const help = 'write --client-cert CERT.pem,KEY.pem';
    diagnostics.push(diagnose('usage', { reason: '--ssl-client-key has no certificate', help }));
  }
  if (!read.value || !settings.value || hasErrors(diagnostics)) return { diagnostics };
  const files = {
    environment: withValues(environment.value, settings.value.values, 'command line'),
    globals: withValues(globals.value, settings.value.globals, 'globals'),
  };
  const planned = planCollection(read.value, files, options.folder);
  if (!planned.value) return { diagnostics: [...diagnostics, ...planned.diagnostics] };
  const list = asList(io.cwd, path, planned.value.api, [options.env, options.globals]);
  const tls = readTls(io, list, planned.value.environment, withKey(options));
  const ids = new Set(planned.value.plan.requests.map(({ endpoint }) => endpoint.id));
  const uploads = findCollectionUploads(read.value, ids, settings.value.folder, io.cwd);
  diagnostics.push(...tls.diagnostics, ...uploads.diagnostics);
  if (options.insecure) diagnostics.push(diagnose('insecure', {}));
  if (!tls.value || hasErrors(diagnostics)) return { diagnostics };
  const value: Prepared = {
    ...files,
    collection: read.value,
    settings: settings.value,
    planned: planned.value,
    list,
    tls: tls.value,
    uploads: uploads.value,
    reports: reports.value ?? [],
    diagnostics,
  };
  return resultOf(value, diagnostics);
}

function readVariables(
  cwd: string,
  path: string | undefined,
  kind: 'environment' | 'globals',
): Result<EnvironmentFile | undefined> {
  if (path === undefined) return { diagnostics: [] };
  const source = readSource(path, { cwd });
  return source.value ? readEnvironment(source.value, kind) : { diagnostics: source.diagnostics };
}

/** newman has the key of a client certificate in an option of its own. */
const withKey = (options: RunOptions): RunOptions =>
  options['ssl-client-key'] && options['client-cert']
    ? { ...options, 'client-cert': `${options['client-cert']},${options['ssl-client-key']}` }
    : options;

/** The collection as a list: no report may replace one of its files. */
function asList(
  cwd: string,
  path: string,
  api: LoadedList['api'],
  others: readonly (string | undefined)[],
): LoadedList {
  const folder = dirname(resolve(cwd, path));
  const files = others.flatMap((other) =>
    other === undefined ? [] : [{ name: relative(folder, resolve(cwd, other)), text: '' }],
  );
  const environment = others[0] ?? path;
  return {
    path,
    folder,
    api,
    files: files as unknown as LoadedList['files'],
    disk: [],
    plan: [],
    // Messages name only one file of a collection besides itself: its environment.
    show: () => showPath(environment, cwd),
  };
}

/** Finds secrets outside of the files, which take precedence over those in them. */
async function findSecrets(session: Session, prepared: Prepared, options: RunOptions): Promise<Result<FoundSecrets>> {
  const { list, planned, tls } = prepared;
  const folder = checkTempFolder();
  if (!folder.value) return { diagnostics: folder.diagnostics };
  const { environment, api } = planned;
  const needed = new Set(api.variables.map(({ name }) => name));
  const inFiles = api.variables.flatMap(({ name, value, secret }) =>
    secret && value !== '' ? [{ name, value, source: 'its file' }] : [],
  );
  const target = { list, environment, typed: inFiles, checksFile: false, more: passphraseFor(tls) } as const;
  const gathered = await gatherSecrets(session.io, target, needed, options);
  if (!gathered.value) return { diagnostics: gathered.diagnostics };
  const inFile = list.show('');
  const shown = gathered.value.filter(({ source }) => source !== inFile);
  const opened = withPassphrase(tls, shown, list, environment);
  const diagnostics = [...gathered.diagnostics, ...opened.diagnostics];
  return opened.value ? resultOf(opened.value, diagnostics) : { diagnostics };
}

async function send(
  session: Session,
  options: RunOptions,
  { collection, environment, globals, settings, planned, uploads, diagnostics }: Prepared,
  { secrets, shown, tls }: FoundSecrets,
): Promise<RunOutcome> {
  const { io } = session;
  const { rows: data, values: _, globals: __, folder: ___, timeout, ...sending } = settings;
  const rows = startRows(session, { iterations: data.length }, options.quiet);
  if (!options.quiet) session.say(diagnostics);
  const count = planned.plan.requests.length;
  const where = environment ? `, environment ${environment.name}` : '';
  const sources = shown.map(({ name, source }) => `  ${name} from ${source}\n`).join('');
  rows.begin(planned.plan, `${collection.name}: ${count} request${count === 1 ? '' : 's'}${where}\n${sources}\n`);
  const ran = await runCollection(
    {
      collection,
      ...(environment ? { environment } : {}),
      ...(globals ? { globals } : {}),
      secrets,
      rows: data,
      send: {
        ...sending,
        followsRedirects: options['ignore-redirects'] !== true,
        tls,
        ...(uploads ? { uploads } : {}),
      },
      timeout,
      bail: options.bail,
      allowsUntested: options['allow-untested'] === true,
      showValues: options['show-values'] || io.terminal.out,
      keepSent: options.verbose,
      interrupt: io.signal,
      ...(io.again ? { interruptAgain: io.again } : {}),
      ...(io.runner ? { runner: io.runner } : {}),
      onRequest: (request) => rows.add(request),
    },
    planned,
  );
  rows.end();
  return ran;
}

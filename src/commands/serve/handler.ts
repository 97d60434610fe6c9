import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import { showText } from '../../diagnostics/show-text.ts';
import type { LoadedList } from '../../library/workspace.ts';
import { type Api, type Environment, endpointsOf } from '../../model/api.ts';
import { tokenIdentitiesOf } from '../../model/identities.ts';
import { basePathOf } from '../../notation/base-url.ts';
import { isLoopback } from '../../notation/loopback.ts';
import { leadingReference } from '../../notation/references.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import { whenAborted } from '../../run/when-aborted.ts';
import { secretKeys } from '../../secrets/secret-keys.ts';
import { type FaultRule, parseFault } from '../../server/faults.ts';
import { Routes } from '../../server/match.ts';
import { type ServerHandle, startServer } from '../../server/server.ts';
import { gatherSecrets } from '../gather-secrets.ts';
import type { Io } from '../io.ts';
import { chooseEnvironment, chooseList } from '../lists/choose.ts';
import type { Session } from '../session.ts';
import type { ServeOptions } from './options.ts';

/** What a restart keeps: the port, and the secrets that were generated. */
interface Kept {
  port?: string;
  /** What is served, to see whether a change of a file is one of the list. */
  served?: string;
  readonly made: Map<string, string>;
}

/** Serves a list until Ctrl-C, which is the normal end. Returns 0, or 2 when the server cannot start. */
export async function runServe(session: Session, options: ServeOptions): Promise<number> {
  const { io } = session;
  const kept: Kept = { made: new Map() };
  if (!options.watch) {
    const started = await start(session, options, kept, io);
    if (!started || started === 'same') return 2;
    await new Promise<void>((resolve) => whenAborted(io.signal, resolve));
    await started.close();
    return 0;
  }
  let server: ServerHandle | undefined;
  const { watchLists } = await import('../lists/watch-lists.ts');
  try {
    return await watchLists(session, options, [], async (quiet, lists) => {
      const stop = async () => {
        await server?.close();
        server = undefined;
      };
      const started = await start(quiet, { ...options, lists }, kept, io, stop);
      if (started === 'same') return { exitCode: 0, changed: false };
      server = started ?? server;
      return { exitCode: started ? 0 : 2, changed: started !== undefined };
    });
  } finally {
    await server?.close();
  }
}

/**
 * Starts a server, and prints where it is. Returns undefined, with the reason printed, if it cannot start, and `same` if the
 * list is the one that is served already.
 *
 * @param io where requests are printed
 * @param stop ends the server before it, once nothing but the port can be in the way
 */
async function start(
  session: Session,
  options: ServeOptions,
  kept: Kept,
  io: Io,
  stop: () => Promise<void> = async () => undefined,
): Promise<ServerHandle | 'same' | undefined> {
  const fail = (diagnostics: readonly Diagnostic[]) => void session.end(2, diagnostics);
  const list = await chooseList(io.cwd, options.lists);
  if (!list.value) return fail(list.diagnostics);
  const given = kept.port ?? options.port;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 65_536;
  const diagnostics: Diagnostic[] = [...list.diagnostics];
  if (port > 65_535) {
    const reason = `--port ${options.port} is not a port`;
    diagnostics.push(diagnose('usage', { reason, help: 'use a number from 0 to 65535' }));
  }
  const faults = readFaults(list.value.api, options.fault);
  diagnostics.push(...faults.diagnostics);
  const environment = pickEnvironment(list.value, options.env, port);
  diagnostics.push(...environment.diagnostics);
  if (!environment.value || hasErrors(diagnostics)) return fail(diagnostics);
  const secrets = await serverSecrets(io, list.value, environment.value, options, kept.made);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return fail(diagnostics);
  const served = plainText(list.value.api);
  if (served === kept.served) return 'same';
  const values = new Map([
    ...environment.value.values,
    ...secrets.value.map(({ name, value }) => [name, value] as const),
  ]);
  const onRequest = (method: string, path: string, status: number) => io.err(`${status} ${method} ${showText(path)}\n`);
  let server: ServerHandle;
  try {
    await stop();
    server = await startServer({ api: list.value.api, values, port, faults: faults.value ?? [], onRequest });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === 'EADDRINUSE' ? `port ${port} is in use` : `cannot listen on port ${port}: ${code}`;
    return fail([...diagnostics, diagnose('usage', { reason, help: 'try --port 0' })]);
  }
  kept.port = String(server.port);
  kept.served = served;
  session.say(diagnostics);
  announce(session, list.value, environment.value, server, secrets.value);
  return server;
}

/** An API as text, without the places in its files. */
const plainText = (api: Api) =>
  JSON.stringify(api, (key, value) =>
    key === 'origin' ? undefined : value instanceof Map || value instanceof Set ? [...value] : value,
  );

/** The path of an address that may begin with a variable. */
const addressPath = (address: string) =>
  address.replace(/^(?:\{\{[^{}]+\}\}|https?:\/\/[^/]+)/, '').replace(/\?.*$/, '');

/** Reads `--fault 'METHOD /path=503,2s'`. Reports what is no fault, and a request that the list does not have. */
function readFaults(api: Api, texts: readonly string[]): Result<FaultRule[]> {
  const diagnostics: Diagnostic[] = [];
  const help =
    "write --fault 'GET /orders=503,2s': the path without a query; a status, a delay, both (503+2s) or close for each answer";
  const rules = texts.flatMap((text) => {
    const rule = parseFault(text);
    if (!rule) diagnostics.push(diagnose('usage', { reason: `--fault ${text} is not a fault`, help }));
    return rule ?? [];
  });
  const routes = new Routes(api, '');
  const signIns = tokenIdentitiesOf(api).map(({ signIn }) => signIn.tokenUrl);
  for (const { method, path } of rules) {
    const url = new URL(path.replace(/\{\+?[^{}]*\}/g, 'x'), 'http://localhost');
    const isSignIn = method === 'POST' && signIns.some((address) => addressPath(address) === url.pathname);
    const isPlain = !/\/\.{1,2}(?:\/|$)/.test(path);
    if (isPlain && (isSignIn || routes.find(method, url).endpoints.length > 0)) continue;
    const reason = `--fault: the list has no request ${method} ${path}`;
    diagnostics.push(
      diagnose('usage', { reason, help: 'write the method and the path as in the list, below base_url' }),
    );
  }
  return resultOf(rules, diagnostics);
}

/** The environment with this name. Without a name: one whose base URL is this machine and port, else the first. */
function pickEnvironment(list: LoadedList, name: string | undefined, port: number): Result<Environment> {
  if (name !== undefined) return chooseEnvironment(list, name);
  const isHere = (environment: Environment) => {
    const base = environment.values.get('base_url') ?? '';
    if (!/^http:/i.test(base) || !URL.canParse(base)) return false;
    const url = new URL(base);
    return isLoopback(url.hostname) && Number(url.port || 80) === port;
  };
  const [first] = list.api.environments;
  const value = list.api.environments.find(isHere) ?? first;
  return value ? { value, diagnostics: [] } : chooseEnvironment(list, undefined);
}

/** A secret that the embedded server accepts. */
export interface ServerSecret {
  readonly name: string;
  readonly value: string;
  /** True when it was generated for this start. */
  readonly made: boolean;
}

/** The secrets that the server accepts, from the usual sources. Missing secrets are generated, once for all restarts. */
async function serverSecrets(
  io: Io,
  list: LoadedList,
  environment: Environment,
  options: ServeOptions,
  kept: Map<string, string>,
): Promise<Result<ServerSecret[]>> {
  const secret = list.api.variables.filter((variable) => variable.secret && !variable.produced && !variable.optional);
  const needed = new Set(secret.map((variable) => variable.name));
  // Never prompt: the server can generate what is missing.
  const quiet = { ...io, terminal: { ...io.terminal, in: false } };
  const found = await gatherSecrets(quiet, { list, environment, typed: [] }, needed, options);
  if (!found.value) return { diagnostics: found.diagnostics };
  const values = new Map(found.value.map(({ name, value }) => [name, value]));
  const value = secret.map(({ name }) => {
    const given = values.get(name);
    const made = kept.get(name) ?? io.random();
    if (given === undefined) kept.set(name, made);
    return { name, value: given ?? made, made: given === undefined };
  });
  return { value, diagnostics: found.diagnostics };
}

/** The `--var` options that point a run at this server: its base URL, and other variables that URLs begin with. */
function variablesHere({ items, identities }: Api, environment: Environment, origin: string): string[] {
  const bases = endpointsOf(items).map(({ url }) => url.base);
  const signIns = identities.flatMap(({ signIn }) => (signIn ? [signIn.issuer ?? signIn.tokenUrl] : []));
  const first = new Set(['{{base_url}}', ...signIns].flatMap((url) => leadingReference(url) ?? []));
  const names = new Set([...first, ...bases.flatMap((url) => leadingReference(url) ?? [])]);
  return [...names].flatMap((name) => {
    const value = resolveText(environment.values.get(name) ?? '', environment.values);
    // What a request saves leads here by itself.
    if (value.startsWith(origin) || value.includes('{{') || (value === '' && !first.has(name))) return [];
    return [` --var ${name}=${origin}${basePathOf(value) ?? ''}`];
  });
}

/** Prints where the server is, the secrets that were generated, and the command that runs the list against it. */
function announce(
  session: Session,
  list: LoadedList,
  environment: Environment,
  server: ServerHandle,
  secrets: readonly ServerSecret[],
): void {
  const { api } = list;
  const { io } = session;
  const made = secrets
    .filter((secret) => secret.made)
    .map(({ name, value }) => [secretKeys(api, environment.name, name)[0], value]);
  if (session.format === 'json') {
    const document = {
      command: 'serve',
      origin: server.origin,
      environment: environment.name,
      secrets: Object.fromEntries(made),
    };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const variables = variablesHere(api, environment, server.origin).join('');
  const lines = [`${api.name} is served at ${server.origin} (stop with Ctrl-C)`];
  if (made.length > 0) {
    lines.push('', 'It accepts these secrets, made for this start:');
    for (const [name, value] of made) lines.push(`  export ${name}=${value}`);
  }
  lines.push('', 'Run it from another terminal:', `  postmint run ${list.path} -e ${environment.name}${variables}`, '');
  io.out(`${lines.join('\n')}\n`);
}

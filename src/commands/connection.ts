import { join } from 'node:path';
import { type Diagnostic, diagnose, type Result, resultOf } from '../diagnostics/diagnostic.ts';
import type { LoadedList } from '../library/workspace.ts';
import type { Environment } from '../model/api.ts';
import { parseDuration } from '../notation/duration.ts';
import { typedText } from '../run/data/typed-text.ts';
import type { Tls } from '../run/job.ts';
import { readSource, showPath } from '../source/read.ts';
import { type TlsOptions, typedTls } from './ahead.ts';
import { type ClientCertificate, readClientCertificate } from './client-certificate/read-certificate.ts';
import type { Io } from './io.ts';

/** Options of every command that connects to a server. */
export interface ConnectionOptions extends TlsOptions {
  readonly var: readonly string[];
  readonly 'timeout-request': string;
  readonly 'allow-http': boolean;
}

/** The parsed connection options of a command. */
export interface Connection {
  /** Milliseconds. */
  readonly timeoutRequest: number;
  /** Without the passphrase of the client certificate. */
  readonly tls: Tls;
  readonly certificate?: ClientCertificate;
  /** Values from `--var`, by name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The certificates of a command. */
export type ReadTls = Pick<Connection, 'tls' | 'certificate'>;

/** Parses the connection options. Reports all mistakes at once. */
export function readConnection(
  io: Io,
  list: LoadedList,
  environment: Environment,
  options: ConnectionOptions,
): Result<Connection> {
  const timeout = readDuration('timeout-request', options['timeout-request']);
  const diagnostics: Diagnostic[] = [...timeout.diagnostics];
  if (timeout.value === 0) {
    const args = { reason: '--timeout-request must be more than 0', help: 'write --timeout-request 30s' };
    diagnostics.push(diagnose('usage', args));
  }
  const variables = readVariables(list, environment, options.var);
  const tls = readTls(io, list, environment, options);
  diagnostics.push(...variables.diagnostics, ...tls.diagnostics);
  const value: Connection = {
    timeoutRequest: timeout.value ?? 1,
    ...(tls.value ?? { tls: { insecure: false } }),
    variables: variables.value ?? new Map(),
  };
  return resultOf(value, diagnostics);
}

/**
 * Parses an option such as `500ms` or `30s` to milliseconds. 0 is allowed.
 *
 * @param name the option without its dashes, for the error
 */
export function readDuration(name: string, text: string): Result<number> {
  const value = /^0+$/.test(text) ? 0 : parseDuration(text);
  if (value !== undefined) return { value, diagnostics: [] };
  const args = { reason: `--${name} ${text} is not a time`, help: `write --${name} 500ms, 30s or 5m` };
  return { diagnostics: [diagnose('usage', args)] };
}

/** Parses `--var NAME=VALUE`. */
export function readVariables(
  list: LoadedList,
  environment: Environment,
  assignments: readonly string[],
): Result<Map<string, string>> {
  const diagnostics: Diagnostic[] = [];
  const values = new Map<string, string>();
  const known = list.api.variables.filter((variable) => !variable.produced).map((variable) => variable.name);
  for (const text of assignments) {
    const at = text.indexOf('=');
    const name = at === -1 ? text : text.slice(0, at);
    const variable = list.api.variables.find((declared) => declared.name === name);
    if (at < 1) {
      diagnostics.push(diagnose('usage', { reason: '--var requires NAME=VALUE', help: 'for example: --var limit=5' }));
    } else if (!variable || !environment.values.has(name)) {
      diagnostics.push(diagnose('unknown-variable', { name, known }));
    } else if (variable.secret) {
      diagnostics.push(diagnose('secret-in-argv', { name }));
    } else if (text.includes('{{') && (name !== 'base_url' || /^base_url=https?:/.test(text))) {
      // Postman would replace {{password}} in it. Another scheme in base_url is reported later.
      diagnostics.push(diagnose('value-with-braces', { name, place: '--var' }));
    } else {
      values.set(name, typedText(text.slice(at + 1), variable));
    }
  }
  return resultOf(values, diagnostics);
}

/** Reads the certificates of the command line and of an environment. */
export function readTls(
  io: Io,
  list: LoadedList,
  environment: Environment,
  options: ConnectionOptions,
): Result<ReadTls> {
  const typed = typedTls(io.cwd, options);
  const caFile = typed.caFile ?? (environment.caFile ? join(list.folder, environment.caFile) : undefined);
  const diagnostics: Diagnostic[] = [];
  if (caFile !== undefined) {
    // A path in a list must be in the list's folder; a path on the command line may be anywhere.
    const jail = typed.caFile ? {} : { root: list.folder, origin: environment.origin };
    const source = readSource(caFile, { cwd: io.cwd, ...jail });
    diagnostics.push(...source.diagnostics);
    if (source.value && !source.value.text.includes('-----BEGIN ')) {
      diagnostics.push(diagnose('file-unreadable', { path: showPath(caFile, io.cwd), reason: 'it is not a PEM file' }));
    }
  }
  const certificate = readClientCertificate(io.cwd, list, environment, typed);
  diagnostics.push(...certificate.diagnostics);
  const tls = { insecure: options.insecure, ...(caFile ? { caFile } : {}), ...certificate.value?.tls };
  return resultOf({ tls, ...(certificate.value ? { certificate: certificate.value } : {}) }, diagnostics);
}

import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { Tls } from '../run/job.ts';
import { type ReadyNewman, startAhead } from '../run/newman/child-runner.ts';
import { reasonOf } from '../source/read.ts';
import type { CommonOptions, Handler } from './command.ts';

/** Options about certificates. */
export interface TlsOptions {
  readonly insecure: boolean;
  readonly 'ca-file'?: string | undefined;
  readonly 'client-cert'?: string | undefined;
}

/**
 * Wraps a handler that sends requests. newman's process starts at once, in parallel with loading the handler and the
 * list, because both are slow. The process is ended when the command ends, even if it was not used.
 *
 * @param sends false for options with which the command sends nothing; default: always true
 */
export function withNewman<O extends CommonOptions & TlsOptions>(
  load: () => Promise<Handler<O>>,
  sends: (options: O) => boolean = () => true,
): Handler<O> {
  return async (session, options) => {
    const { io } = session;
    const ready = io.runner || !sends(options) ? undefined : (io.ready ?? tryAhead(typedTls(io.cwd, options)));
    if (!ready) return (await load())(session, options);
    try {
      return await (await load())(session.with({ runner: ready.runner }), options);
    } finally {
      await ready.end();
    }
  };
}

/** Undefined if newman cannot start, for example because a certificate file is missing. The command reports that. */
function tryAhead(tls: Tls): ReadyNewman | undefined {
  try {
    return startAhead(tls);
  } catch {
    return undefined;
  }
}

/** Returns the certificates from the command line, as absolute paths. One file may hold both certificate and key. */
export function typedTls(cwd: string, options: TlsOptions): Tls {
  const absolute = (path: string | undefined) => (path ? resolve(cwd, path) : undefined);
  const [clientCert, clientKey = clientCert] = (options['client-cert'] ?? '').split(',').map(absolute);
  const caFile = absolute(options['ca-file']);
  return {
    insecure: options.insecure,
    ...(caFile ? { caFile } : {}),
    ...(clientCert ? { clientCert } : {}),
    ...(clientKey ? { clientKey } : {}),
  };
}

/**
 * Makes a folder for temporary files. Reports a temporary folder of the system (TMPDIR) that is missing or read-only.
 *
 * @param prefix the beginning of its name
 * @returns its absolute path
 */
export function makeTempFolder(prefix: string): Result<string> {
  try {
    return { value: mkdtempSync(join(tmpdir(), prefix)), diagnostics: [] };
  } catch (error) {
    return { diagnostics: [diagnose('no-temp-folder', { path: tmpdir(), reason: reasonOf(error) })] };
  }
}

/** Reports that newman's process, which starts in a temporary folder, could not start. */
export function checkTempFolder(): Result<true> {
  const made = makeTempFolder('postmint-try-');
  if (made.value === undefined) return { diagnostics: made.diagnostics };
  rmdirSync(made.value);
  return { value: true, diagnostics: [] };
}

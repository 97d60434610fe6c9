import { resolve } from 'node:path';
import type { Tls } from '../run/job.ts';
import { type ReadyNewman, startAhead } from '../run/newman/child-runner.ts';
import type { CommonOptions, Handler } from './command.ts';

/** The options that name the certificates of a run. */
export interface TlsOptions {
  readonly insecure: boolean;
  readonly 'ca-file'?: string | undefined;
  readonly 'client-cert'?: string | undefined;
}

/**
 * A handler that sends requests. newman's process starts at once, while the handler itself and the list are loaded: both
 * take a while, on two cores at the same time. The process is ended when the command has sent nothing.
 *
 * @param sends whether this call may send anything at all
 */
export function withNewman<O extends CommonOptions & TlsOptions>(
  load: () => Promise<Handler<O>>,
  sends: (options: O) => boolean = () => true,
): Handler<O> {
  return async (session, options) => {
    const { io } = session;
    const ready = io.runner || !sends(options) ? undefined : tryAhead(typedTls(io.cwd, options));
    if (!ready) return (await load())(session, options);
    try {
      return await (await load())(session.with({ runner: ready.runner }), options);
    } finally {
      await ready.end();
    }
  };
}

/** Undefined when it cannot start, for example without a certificate that was named: the command then reports that. */
function tryAhead(tls: Tls): ReadyNewman | undefined {
  try {
    return startAhead(tls);
  } catch {
    return undefined;
  }
}

/** The certificates that are named on the command line, as absolute paths; one file may hold both halves of a pair. */
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

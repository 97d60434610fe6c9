import { join } from 'node:path';
import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { LoadedList } from '../../library/workspace.ts';
import type { Environment } from '../../model/api.ts';
import type { ClientFiles, NamedFile } from '../../model/client-files.ts';
import { PASSPHRASE } from '../../model/client-files.ts';
import type { Tls } from '../../run/job.ts';
import { secretKeys } from '../../secrets/secret-keys.ts';
import { readBytes, showPath } from '../../source/read.ts';
import { type CertificateFault, type Contents, certificateFault } from './check-certificate.ts';

/** A client certificate whose files are read. */
export interface ClientCertificate {
  /** The paths of its files. */
  readonly tls: Pick<Tls, 'clientCert' | 'clientKey' | 'clientPfx'>;
  readonly contents: Contents;
  /** Where the list names the first file; absent for files from the command line. */
  readonly origin?: Origin;
  /** Whether it cannot be used without a passphrase. */
  readonly locked: boolean;
}

/** A file to read: an absolute path; `origin` if the list names it, and then it must be in the list's folder. */
interface Wanted {
  readonly path: string;
  readonly origin?: Origin;
}

/**
 * Reads the client certificate of a run, and checks it as far as that is possible without a passphrase. The files of the
 * command line take precedence over those of the environment. Without a value and diagnostics, there is none.
 *
 * @param typed the paths from the command line, which are absolute
 */
export function readClientCertificate(
  cwd: string,
  { folder }: Pick<LoadedList, 'folder'>,
  environment: Environment,
  typed: Pick<Tls, 'clientCert' | 'clientKey'>,
): Result<ClientCertificate> {
  const alone = typed.clientCert === undefined && !environment.client?.cert ? environment.client?.key : undefined;
  if (alone) {
    const fault = { reason: 'client_key has no certificate', help: 'add client_cert, the PEM file of its certificate' };
    return { diagnostics: [diagnose('bad-client-cert', fault, alone.origin)] };
  }
  const wanted = typed.clientCert === undefined ? listed(folder, environment.client) : fromFlag(typed);
  if (wanted.length === 0) return { diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const contents = wanted.flatMap(({ path, origin }) => {
    const read = readBytes(path, { cwd, ...(origin ? { root: folder, origin } : {}) });
    diagnostics.push(...read.diagnostics);
    return read.value ? [{ shown: showPath(path, cwd), bytes: read.value }] : [];
  });
  const [first, second = first] = contents;
  if (!first || !second || diagnostics.length > 0) return { diagnostics };
  const [one, two = one] = wanted as [Wanted, Wanted?];
  const isPfx = typed.clientCert === undefined && environment.client?.pfx !== undefined;
  const certificate: Omit<ClientCertificate, 'locked'> = {
    tls: isPfx ? { clientPfx: one.path } : { clientCert: one.path, clientKey: two.path },
    contents: isPfx ? { pfx: first } : { cert: first, key: second },
    ...(one.origin ? { origin: one.origin } : {}),
  };
  const fault = certificateFault(certificate.contents, undefined, Date.now());
  if (fault && !fault.needs) return { diagnostics: [toDiagnostic(fault, certificate)] };
  return { value: { ...certificate, locked: fault !== undefined }, diagnostics };
}

function fromFlag({ clientCert, clientKey }: Pick<Tls, 'clientCert' | 'clientKey'>): Wanted[] {
  const paths = new Set([clientCert, clientKey]);
  return [...paths].flatMap((path) => (path === undefined ? [] : [{ path }]));
}

function listed(folder: string, { cert, key, pfx }: ClientFiles = {}): Wanted[] {
  const files = [pfx ?? cert, key].filter((file): file is NamedFile => file !== undefined);
  return files.map(({ path, origin }) => ({ path: join(folder, path), origin }));
}

/** Checks a certificate with its passphrase, or without one if there is none. Returns an error if it cannot be used. */
export function checkWithPassphrase(
  certificate: ClientCertificate,
  passphrase: string | undefined,
  { api }: Pick<LoadedList, 'api'>,
  environment: Environment,
): Diagnostic[] {
  const fault = certificateFault(certificate.contents, passphrase, Date.now());
  if (!fault) return [];
  const [key] = secretKeys(api, environment.name, PASSPHRASE);
  const sources = `set ${key} in the environment or in --env-file FILE, or use --secret-stdin ${PASSPHRASE}`;
  return [toDiagnostic(fault, certificate, sources)];
}

function toDiagnostic(
  { reason, help, file, needs }: CertificateFault,
  { origin }: Pick<ClientCertificate, 'origin'>,
  sources = '',
): Diagnostic {
  if (needs) return diagnose('file-unreadable', { path: file, reason: `${reason}: ${sources}` }, origin);
  if (help === '') return diagnose('file-unreadable', { path: file, reason }, origin);
  return diagnose('bad-client-cert', { reason, help }, origin);
}

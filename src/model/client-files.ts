import type { Origin } from '../diagnostics/origin.ts';

/** A file that an environment names, and where the list writes it. */
export interface NamedFile {
  /** Relative to the list. */
  readonly path: string;
  readonly origin: Origin;
}

/** The files of a client certificate: `cert` with its key inside or in `key`, or `pfx` alone. */
export interface ClientFiles {
  readonly cert?: NamedFile;
  readonly key?: NamedFile;
  readonly pfx?: NamedFile;
}

/**
 * The secret that opens an encrypted key. It is not a variable of the list: no file contains it, and no request or script
 * can use it.
 */
export const PASSPHRASE = 'client_cert_passphrase';

import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { ClientFiles } from '../client-files.ts';

/** Reports files of a client certificate that do not belong together. The files themselves are read by a run. */
export function checkClientFiles({ cert, key, pfx }: ClientFiles): Diagnostic[] {
  const other = cert ?? key;
  if (!pfx || !other) return [];
  const reason = 'client_pfx already has a certificate and its key';
  const help = 'keep client_pfx, or client_cert and client_key';
  return [diagnose('bad-client-cert', { reason, help }, other.origin)];
}

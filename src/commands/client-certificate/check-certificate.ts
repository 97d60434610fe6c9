import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { type FileKind, kindOf } from './file-kind.ts';

/** The content of a file, and how messages name it. */
export interface Content {
  readonly shown: string;
  readonly bytes: Buffer;
}

/** The content of the files of a client certificate: a certificate and its key, or a PKCS #12 file. */
export type Contents = { readonly cert: Content; readonly key: Content } | { readonly pfx: Content };

/** Why a client certificate cannot be used, and what to type. `needs` is set if only the passphrase is missing. */
export interface CertificateFault {
  /** The file at fault, as messages name it. */
  readonly file: string;
  readonly reason: string;
  /** Empty if the reason says it. */
  readonly help: string;
  readonly needs?: 'passphrase';
}

/**
 * Checks that a client certificate can be sent: formats, passphrase, key and dates. Returns the first fault; undefined if
 * there is none.
 *
 * @param passphrase undefined if none is known
 * @param now milliseconds since 1970
 */
export function certificateFault(
  contents: Contents,
  passphrase: string | undefined,
  now: number,
): CertificateFault | undefined {
  return 'pfx' in contents ? pfxFault(contents.pfx, passphrase, now) : pemFault(contents, passphrase, now);
}

function pemFault(
  { cert, key }: Extract<Contents, { cert: Content }>,
  passphrase: string | undefined,
  now: number,
): CertificateFault | undefined {
  const wrong = wrongFormat(cert, 'certificate') ?? wrongFormat(key, 'key');
  if (wrong) return wrong;
  const pem = key.bytes.toString('latin1');
  const isLocked = /^-----BEGIN ENCRYPTED|^Proc-Type:.*ENCRYPTED/m.test(pem);
  if (isLocked && passphrase === undefined) return noPassphrase(key, 'its key');
  const certificate = certificateIn(cert);
  if (!certificate) {
    const help = 'name a PEM file with -----BEGIN CERTIFICATE-----';
    return { file: cert.shown, reason: `${cert.shown} has no valid certificate`, help };
  }
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(pem)) {
    const reason = key === cert ? `${cert.shown} has no key` : `${key.shown} is not a key`;
    const help = 'name the file of its key: client_key in the list, or --client-cert CERT.pem,KEY.pem';
    return { file: key.shown, reason, help };
  }
  let opened: KeyObject;
  try {
    opened = createPrivateKey({ key: privateKeyOf(pem), ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    const damaged = { file: key.shown, reason: `the key in ${key.shown} is damaged`, help: 'copy it again' };
    return isLocked ? wrongPassphrase(key) : damaged;
  }
  if (!certificate.checkPrivateKey(opened)) {
    const reason = `the key in ${key.shown} does not belong to the certificate in ${cert.shown}`;
    const help = 'name the key that it was made with; the certificate of the client must be the first in its file';
    return { file: key.shown, reason, help };
  }
  return dateFault(certificate, cert, now);
}

function certificateIn({ bytes }: Content): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

/** The key in a file that may also contain certificates. */
function privateKeyOf(pem: string): string {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/.exec(pem)?.[0] ?? pem;
}

const formats: Record<FileKind, string> = {
  pem: 'a PEM file',
  pfx: 'a PKCS #12 file',
  'der-certificate': 'a certificate in DER',
  'der-key': 'a key in DER',
  other: 'neither a PEM nor a PKCS #12 file',
};

/** A file for `client_cert` or `client_key` that is not PEM. */
function wrongFormat({ shown, bytes }: Content, is: 'certificate' | 'key'): CertificateFault | undefined {
  const kind = kindOf(bytes);
  if (kind === 'pem') return undefined;
  const pem = `${shown.replace(/\.[^./]+$/, '')}.pem`;
  const helps: Partial<Record<FileKind, string>> = {
    pfx: `write it as client_pfx in the list, or make a PEM file: openssl pkcs12 -in ${shown} -out ${pem}`,
    'der-certificate': `make a PEM file: openssl x509 -inform der -in ${shown} -out ${pem}`,
    'der-key': `make a PEM file: openssl pkey -inform der -in ${shown} -out ${pem}`,
  };
  const help = helps[kind];
  if (help === undefined) return { file: shown, reason: 'it is not a PEM file', help: '' };
  return { file: shown, reason: `${shown} is ${formats[kind]}, and the ${is} must be a PEM file`, help };
}

function pfxFault(pfx: Content, passphrase: string | undefined, now: number): CertificateFault | undefined {
  const kind = kindOf(pfx.bytes);
  if (kind !== 'pfx') {
    const help =
      kind === 'pem' ? 'write it as client_cert, and its key as client_key' : 'name the .pfx or .p12 file with both';
    const reason = `${pfx.shown} is ${formats[kind]}, and client_pfx must be a PKCS #12 file`;
    return { file: pfx.shown, reason, help };
  }
  try {
    const options = { pfx: pfx.bytes, ...(passphrase === undefined ? {} : { passphrase }) };
    const context: { context?: { getCertificate?(): Buffer | null } } = createSecureContext(options);
    // Node does not document how to read the certificate of a context. Without it, the date is not checked.
    const bytes = context.context?.getCertificate?.();
    return bytes ? dateFault(new X509Certificate(bytes), pfx, now) : undefined;
  } catch (error) {
    const { message } = error as Error;
    if (/mac verify failure|bad decrypt|password/i.test(message)) {
      return passphrase === undefined ? noPassphrase(pfx, 'it') : wrongPassphrase(pfx);
    }
    if (/unsupported/i.test(message)) {
      const reason = `${pfx.shown} is encrypted in an old way that Node does not read`;
      const help = `make a PEM file, and name it as client_cert: openssl pkcs12 -legacy -in ${pfx.shown} -out both.pem`;
      return { file: pfx.shown, reason, help };
    }
    const reason = `${pfx.shown} is damaged, or has no certificate with its key`;
    return { file: pfx.shown, reason, help: 'export it again, with its key' };
  }
}

function dateFault(certificate: X509Certificate, { shown }: Content, now: number): CertificateFault | undefined {
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  if (to < now) {
    const reason = `the certificate in ${shown} expired on ${day(to)}`;
    return { file: shown, reason, help: 'use a new certificate' };
  }
  if (from > now) {
    const reason = `the certificate in ${shown} is not valid before ${day(from)}`;
    return { file: shown, reason, help: 'use another certificate, or correct the clock of this machine' };
  }
  return undefined;
}

const noPassphrase = ({ shown }: Content, what: string): CertificateFault => ({
  file: shown,
  reason: `${what} has a passphrase`,
  help: '',
  needs: 'passphrase',
});

const wrongPassphrase = ({ shown }: Content): CertificateFault => ({
  file: shown,
  reason: `the passphrase does not open ${shown}`,
  help: 'correct client_cert_passphrase',
});

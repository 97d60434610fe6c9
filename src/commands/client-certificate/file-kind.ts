import { createPrivateKey, X509Certificate } from 'node:crypto';

/** What a file is: text in PEM, a PKCS #12 file, a certificate or a key in DER, or something else. */
export type FileKind = 'pem' | 'pfx' | 'der-certificate' | 'der-key' | 'other';

/** Recognizes a file of a client certificate by its content. */
export function kindOf(bytes: Buffer): FileKind {
  if (bytes.includes('-----BEGIN ')) return 'pem';
  // Every other format is a DER sequence.
  if (bytes[0] !== 0x30) return 'other';
  if (isPfx(bytes)) return 'pfx';
  if (succeeds(() => new X509Certificate(bytes))) return 'der-certificate';
  return isKey(bytes) ? 'der-key' : 'other';
}

/** A PKCS #12 file begins with version 3 (RFC 7292, section 4). */
function isPfx(bytes: Buffer): boolean {
  const length = bytes[1] ?? 0;
  // A length below 128 is one byte; else the lower bits say how many bytes follow, and 128 is an open length.
  const start = 2 + (length > 128 ? length & 0x7f : 0);
  return bytes.subarray(start, start + 3).equals(Buffer.from([0x02, 0x01, 0x03]));
}

function isKey(bytes: Buffer): boolean {
  return (['pkcs8', 'pkcs1', 'sec1'] as const).some((type) =>
    succeeds(() => createPrivateKey({ key: bytes, format: 'der', type })),
  );
}

function succeeds(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate and its key in PEM, the format of Node's TLS servers. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Contents of a certificate. */
export interface CertificateOptions {
  /** IPv4 addresses and host names for which the certificate is valid. */
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  /** Start and end of validity in days from now. By default: yesterday and tomorrow. */
  readonly from?: number;
  readonly until?: number;
}

/** Encodes one value in DER (X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const hex = (text: string) => Buffer.from(text, 'hex');
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const octets = (content: Buffer) => der(0x04, content);

// Encoded object identifiers from RFC 5758 and RFC 5280.
const ecdsaWithSha256 = sequence(hex('06082a8648ce3d040302'));
const commonName = hex('0603550403');
const subjectAltName = hex('0603551d11');
const basicConstraints = hex('0603551d13');

function nameOf(text: string): Buffer {
  return sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(text)))));
}

function timeOf(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(text));
}

/**
 * Makes a self-signed certificate (RFC 5280). It is encoded here because no commonly installed tool makes a certificate
 * that has already expired.
 */
export function makeCertificate({ addresses = [], names = [], from = -1, until = 1 }: CertificateOptions): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = nameOf(names[0] ?? addresses[0] ?? 'nobody');
  const alternatives = sequence(
    ...names.map((host) => der(0x82, Buffer.from(host))),
    ...addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number)))),
  );
  const body = sequence(
    der(0xa0, hex('020102')),
    der(0x02, Buffer.concat([hex('01'), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(timeOf(from), timeOf(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(subjectAltName, octets(alternatives)),
        // Marked as a certificate authority, so that a client can trust it as its own issuer.
        sequence(basicConstraints, hex('0101ff'), octets(sequence(hex('0101ff')))),
      ),
    ),
  );
  const signature = der(0x03, hex('00'), sign('sha256', body, privateKey));
  const text = sequence(body, ecdsaWithSha256, signature).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

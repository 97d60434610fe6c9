import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { atTheEnd } from './at-the-end.ts';
import { makeCertificate } from './certificates.ts';
import { tokenAnswer } from './loopback.ts';

/** Opens the encrypted files. It has characters that a shell or a URL would change. */
export const passphrase = 'open "sesame" & $HOME 100%';

const server = makeCertificate({ addresses: ['127.0.0.1'], names: ['localhost'] });
const client = makeCertificate({ names: ['visitor'] });
const other = makeCertificate({ names: ['other'] });
const expired = makeCertificate({ names: ['late'], from: -9, until: -2 });
const future = makeCertificate({ names: ['early'], from: 2, until: 9 });

const openssl = (folder: string, ...args: readonly string[]) =>
  spawnSync('openssl', args, { cwd: folder, env: { ...process.env, PASS: passphrase } }).status === 0;

/** Writes certificates and keys in all formats to a folder. Returns false if openssl, which makes some, is missing. */
export function writeCertificates(folder: string): boolean {
  const key = createPrivateKey(client.key);
  const locked = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }) as string;
  const files: Record<string, string | Buffer> = {
    'ca.pem': server.cert,
    'client.pem': client.cert,
    'client.key': client.key,
    'both.pem': client.cert + client.key,
    'both-reversed.pem': client.key + client.cert,
    'locked.key': locked,
    'locked-both.pem': client.cert + locked,
    'other.key': other.key,
    'expired.pem': expired.cert + expired.key,
    'future.pem': future.cert + future.key,
    'client.der': new X509Certificate(client.cert).raw,
    'key.der': key.export({ type: 'pkcs8', format: 'der' }),
    'damaged.p12': Buffer.from('3082000a020103abcdef', 'hex'),
    'notes.txt': 'no certificate',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const pkcs12 = ['pkcs12', '-export', '-in', 'client.pem', '-inkey', 'client.key'];
  const late = ['pkcs12', '-export', '-in', 'expired.pem', '-passout', 'pass:'];
  return (
    openssl(folder, ...pkcs12, '-out', 'locked.p12', '-passout', 'env:PASS') &&
    openssl(folder, ...pkcs12, '-out', 'open.p12', '-passout', 'pass:') &&
    openssl(folder, ...late, '-out', 'expired.p12')
  );
}

/** A server with TLS, and what it received: `METHOD path visitor`, with the common name of the client certificate. */
export interface TlsServer {
  readonly origin: string;
  readonly received: string[];
}

/** Starts a server that asks for a client certificate. Its tokens are valid for `life` seconds. */
export async function startTlsServer(
  requires: boolean,
  { version, life = 600 }: { version?: 'TLSv1.2' | 'TLSv1.3'; life?: number } = {},
): Promise<TlsServer> {
  const received: string[] = [];
  const versions = version ? { minVersion: version, maxVersion: version } : {};
  const options = { ...server, ca: client.cert, requestCert: true, rejectUnauthorized: requires, ...versions };
  const listening = createServer(options, (request, response) => {
    const name = (request.socket as TLSSocket).getPeerCertificate().subject?.CN ?? 'nobody';
    received.push(`${request.method} ${request.url} ${name}`);
    request.resume();
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.url === '/auth/dex/token' ? tokenAnswer(life) : { color: 'red' }));
  });
  listening.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => listening.close().closeAllConnections());
  return { origin: `https://127.0.0.1:${(listening.address() as AddressInfo).port}`, received };
}

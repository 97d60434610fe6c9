import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeWorkspace, secretEnv } from '../../support/workspace.ts';

/** Creates a self-signed certificate for a host name. Returns false if openssl is missing or fails. */
function makeCertificate(folder: string, name: string): boolean {
  const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  return spawnSync('openssl', ['req', ...kind, ...subject, ...files]).status === 0;
}

const folder = tempFolder();
const possible = ['localhost', 'other', 'visitor'].every((name) => makeCertificate(folder, name));
if (!possible) process.stderr.write('skipped: openssl, which makes certificates, is not installed\n');
const file = (name: string) => join(folder, name);

test('openssl is installed in a CI', () => {
  if (process.env.CI === 'true') expect(possible).toBe(true);
});

describe.skipIf(!possible)('certificates', () => {
  /** Common names of the client certificates received, undefined for a request without one. */
  const visitors: (string | undefined)[] = [];
  const ports: Record<string, number> = {};
  const servers: Server[] = [];
  beforeAll(async () => {
    for (const name of ['localhost', 'other']) {
      const tls = { key: readFileSync(file(`${name}.key`)), cert: readFileSync(file(`${name}.pem`)) };
      const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: false }, (request, response) => {
        visitors.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN as string | undefined);
        response.setHeader('Content-Type', 'application/json').end('{"color":"red"}');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ports[name] = (server.address() as AddressInfo).port;
      servers.push(server);
    }
    writeFileSync(
      file('both.pem'),
      readFileSync(file('visitor.pem'), 'utf8') + readFileSync(file('visitor.key'), 'utf8'),
    );
  });
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
  });

  const run = (args: readonly string[], server = 'localhost', env: Readonly<Record<string, string>> = {}) =>
    inProcess(['run', '--folder', 'Public', '--var', `base_url=https://localhost:${ports[server]}`, ...args], {
      cwd: makeWorkspace(),
      env: { ...secretEnv, ...env },
    });

  test('an untrusted certificate ends the run before anything is sent', async () => {
    const { code, stderr } = await run([]);
    expect([code, codesIn(stderr), visitors]).toEqual([4, ['request-failed'], []]);
    expect(unwrap(stderr)).toContain('--ca-file');
  });

  test('--ca-file makes its certificate trusted', async () => {
    const { code, stderr } = await run(['--ca-file', file('localhost.pem')]);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('--ca-file does not accept other certificates, or its own for another host', async () => {
    expect((await run(['--ca-file', file('other.pem')])).code).toBe(4);
    const { code, stderr } = await run(['--ca-file', file('other.pem')], 'other');
    expect(code).toBe(4);
    expect(unwrap(stderr)).toContain('another host');
  });

  test('--insecure accepts any certificate, with a warning', async () => {
    const { code, stderr } = await run(['--insecure']);
    expect([code, codesIn(stderr)]).toEqual([0, ['insecure']]);
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED is ignored, with a warning', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const { code, stderr } = await run([], 'localhost', { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
      expect([code, codesIn(stderr)]).toEqual([4, ['ignored-setting', 'request-failed']]);
      expect(unwrap(stderr)).toContain('--ca-file');
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test.each([
    ['two files', `${file('visitor.pem')},${file('visitor.key')}`],
    ['one file with both', file('both.pem')],
  ])('--client-cert sends a client certificate from %s', async (_, given) => {
    visitors.length = 0;
    const { code } = await run(['--ca-file', file('localhost.pem'), '--client-cert', given]);
    expect([code, visitors]).toEqual([0, ['visitor']]);
  });

  test('--client-cert refuses a file without a certificate', async () => {
    const { code, stderr } = await run(['--client-cert', 'endpoints.yaml']);
    expect([code, codesIn(stderr)]).toEqual([2, ['file-unreadable']]);
  });
});

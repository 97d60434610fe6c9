import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { passphrase, startTlsServer, writeCertificates } from '../support/client-certificates.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeBuiltWorkspace, secretEnv, shopList } from '../support/workspace.ts';

const possible = writeCertificates(tempFolder());

async function prepare(settings: string): Promise<string> {
  const dev = '  dev: { base_url: "http://127.0.0.1:9", username: admin }';
  const long = `  dev: { variables: { base_url: "https://127.0.0.1:9", username: admin }${settings} }`;
  const cwd = await makeBuiltWorkspace(shopList.replace(dev, long));
  mkdirSync(join(cwd, 'certs'));
  writeCertificates(join(cwd, 'certs'));
  return cwd;
}

test.skipIf(!possible)('newman’s process may read the files of a client certificate, and opens them', async () => {
  const server = await startTlsServer(true);
  const cwd = await prepare(', ca_file: certs/ca.pem, client_pfx: certs/locked.p12');
  const env = { ...secretEnv, SHOP_DEV_CLIENT_CERT_PASSPHRASE: passphrase };
  const { code, stderr } = await cli(['run', '--var', `base_url=${server.origin}`], { cwd, env });
  expect([code, stderr]).toEqual([0, '']);
  expect(new Set(server.received.map((line) => line.split(' ').at(-1)))).toEqual(new Set(['visitor']));
});

test.skipIf(!possible)('the guard of the collection sends the client certificate when it signs in', async () => {
  // The token expires before the request that needs it.
  const server = await startTlsServer(true, { life: 1 });
  const cwd = await prepare(', ca_file: certs/ca.pem, client_cert: certs/both.pem');
  const { code } = await cli(['run', '--folder', 'Orders', '--delay', '1500ms', '--var', `base_url=${server.origin}`], {
    cwd,
    env: secretEnv,
  });
  const signIn = 'POST /auth/dex/token visitor';
  expect([code, server.received]).toEqual([0, [signIn, signIn, 'GET /orders?limit=10 visitor']]);
});

test('a relative NODE_EXTRA_CA_CERTS is found in the working folder', async () => {
  const server = await startTlsServer(false);
  const cwd = await prepare('');
  const args = ['run', '--var', `base_url=${server.origin}`];
  expect((await cli(args, { cwd, env: secretEnv })).code).toBe(4);
  const { code, stderr } = await cli(args, { cwd, env: { ...secretEnv, NODE_EXTRA_CA_CERTS: 'certs/ca.pem' } });
  expect([code, stderr]).toEqual([0, '']);
});

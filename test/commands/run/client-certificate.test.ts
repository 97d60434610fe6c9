import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, placesIn, unwrap } from '../../support/cli.ts';
import { passphrase, startTlsServer, writeCertificates } from '../../support/client-certificates.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeWorkspace, secretEnv } from '../../support/workspace.ts';

const possible = writeCertificates(tempFolder());
if (!possible) process.stderr.write('skipped: openssl, which makes PKCS #12 files, is not installed\n');
test('openssl is installed in a CI', () => {
  if (process.env.CI === 'true') expect(possible).toBe(true);
});

/** A list with these settings in its environment. Line 7 has the first of them. */
const listWith = (settings: readonly string[]) => `name: Shop
auth: pydio-cells-v1
environments:
  dev:
    variables: { base_url: "https://127.0.0.1:9", username: admin }
    ca_file: certs/ca.pem
${settings.map((line) => `    ${line}\n`).join('')}endpoints:
  - GET /a
`;

function prepare(settings: readonly string[]): string {
  const cwd = makeWorkspace(listWith(settings));
  mkdirSync(join(cwd, 'certs'));
  writeCertificates(join(cwd, 'certs'));
  return cwd;
}

interface Given {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly command?: string;
}

async function start(settings: readonly string[], { args = [], env = {}, stdin, command = 'run' }: Given = {}) {
  const server = await startTlsServer(true);
  const cwd = prepare(settings);
  const ended = await inProcess([command, '--var', `base_url=${server.origin}`, ...args], {
    cwd,
    env: { ...secretEnv, ...env },
    stdin,
  });
  return { ...ended, received: server.received, cwd };
}

const opened = { env: { SHOP_DEV_CLIENT_CERT_PASSPHRASE: passphrase } };

describe.skipIf(!possible)('a client certificate is sent with the sign-in and the requests', () => {
  test.each<[string, string[], Given]>([
    ['PEM with the key in it', ['client_cert: certs/both.pem'], {}],
    ['PEM with the key first', ['client_cert: certs/both-reversed.pem'], {}],
    ['PEM with the key beside it', ['client_cert: certs/client.pem', 'client_key: certs/client.key'], {}],
    ['PEM with an encrypted key', ['client_cert: certs/client.pem', 'client_key: certs/locked.key'], opened],
    ['PEM with an encrypted key in it', ['client_cert: certs/locked-both.pem'], opened],
    ['PKCS #12 with a passphrase', ['client_pfx: certs/locked.p12'], opened],
    ['PKCS #12 without a passphrase', ['client_pfx: certs/open.p12'], {}],
    [
      'a passphrase from standard input',
      ['client_pfx: certs/locked.p12'],
      { args: ['--secret-stdin', 'client_cert_passphrase'], stdin: `${passphrase}\n` },
    ],
    ['--client-cert', [], { args: ['--client-cert', 'certs/client.pem,certs/client.key'] }],
    ['--client-cert with an encrypted key', [], { args: ['--client-cert', 'certs/locked-both.pem'], ...opened }],
    [
      '--client-cert, which takes precedence',
      ['client_cert: certs/expired.pem'],
      { args: ['--client-cert', 'certs/both.pem'] },
    ],
  ])('%s', async (_, settings, given) => {
    const { code, stderr, received } = await start(settings, given);
    expect([code, stderr]).toEqual([0, '']);
    expect(received).toEqual(['POST /auth/dex/token visitor', 'GET /a visitor']);
  });

  test('by the token command', async () => {
    const { code, received } = await start(['client_pfx: certs/locked.p12'], { command: 'token', ...opened });
    expect([code, received]).toEqual([0, ['POST /auth/dex/token visitor']]);
  });

  test('and the passphrase is in no file, and its source is printed', async () => {
    const { stdout, cwd } = await start(['client_pfx: certs/locked.p12'], {
      ...opened,
      args: ['--report', 'json=report.json'],
    });
    expect(stdout).toContain('client_cert_passphrase from environment variable SHOP_DEV_CLIENT_CERT_PASSPHRASE');
    const texts = readdirSync(cwd, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [readFileSync(join(cwd, entry.name), 'utf8')] : [],
    );
    expect(texts.filter((text) => /sesame|"client_cert_passphrase"/.test(text))).toEqual([]);
  });
});

test.skipIf(!possible)('only the origins of base_url and of token URLs see the certificate', async () => {
  const [own, other] = [await startTlsServer(true), await startTlsServer(false)];
  const cwd = makeWorkspace(
    listWith(['client_cert: certs/both.pem'])
      .replace('username: admin', 'username: admin, other_url: "https://127.0.0.1:9"')
      .concat('  - GET {{other_url}}/b\n'),
  );
  mkdirSync(join(cwd, 'certs'));
  writeCertificates(join(cwd, 'certs'));
  const vars = ['--var', `base_url=${own.origin}`, '--var', `other_url=${other.origin}`];
  const { code } = await inProcess(['run', ...vars], { cwd, env: secretEnv });
  expect([code, other.received]).toEqual([0, ['GET /b nobody']]);
  expect(own.received).toEqual(['POST /auth/dex/token visitor', 'GET /a visitor']);
});

describe.skipIf(!possible)('a client certificate that cannot be used is refused before anything is sent', () => {
  test.each<[string, string[], Given, [code: string, line: number, words: string]]>([
    ['no such file', ['client_cert: certs/none.pem'], {}, ['file-not-found', 7, 'certs/none.pem']],
    [
      'no such key',
      ['client_cert: certs/client.pem', 'client_key: certs/none.key'],
      {},
      ['file-not-found', 8, 'certs/none.key'],
    ],
    ['a file outside the list’s folder', ['client_cert: ../both.pem'], {}, ['file-not-found', 7, 'both.pem']],
    ['neither PEM nor PKCS #12', ['client_cert: certs/notes.txt'], {}, ['file-unreadable', 7, 'it is not a PEM file']],
    ['a key alone', ['client_key: certs/client.key'], {}, ['bad-client-cert', 7, 'client_key has no certificate']],
    ['no key', ['client_cert: certs/client.pem'], {}, ['bad-client-cert', 7, 'client.pem has no key']],
    ['no certificate', ['client_cert: certs/client.key'], {}, ['bad-client-cert', 7, 'has no valid certificate']],
    [
      'a certificate as key',
      ['client_cert: certs/both.pem', 'client_key: certs/ca.pem'],
      {},
      ['bad-client-cert', 7, 'ca.pem is not a key'],
    ],
    [
      'a key of another certificate',
      ['client_cert: certs/client.pem', 'client_key: certs/other.key'],
      {},
      ['bad-client-cert', 7, 'does not belong to the certificate'],
    ],
    ['an expired certificate', ['client_cert: certs/expired.pem'], {}, ['bad-client-cert', 7, 'expired on 20']],
    ['an expired certificate in PKCS #12', ['client_pfx: certs/expired.p12'], {}, ['bad-client-cert', 7, 'expired on']],
    ['a certificate of the future', ['client_cert: certs/future.pem'], {}, ['bad-client-cert', 7, 'not valid before']],
    ['PKCS #12 as PEM', ['client_cert: certs/open.p12'], {}, ['bad-client-cert', 7, 'write it as client_pfx']],
    ['PEM as PKCS #12', ['client_pfx: certs/both.pem'], {}, ['bad-client-cert', 7, 'write it as client_cert']],
    ['DER', ['client_cert: certs/client.der'], {}, ['bad-client-cert', 7, 'openssl x509 -inform der']],
    [
      'a key in DER',
      ['client_cert: certs/client.pem', 'client_key: certs/key.der'],
      {},
      ['bad-client-cert', 7, 'openssl pkey -inform der'],
    ],
    ['a damaged PKCS #12 file', ['client_pfx: certs/damaged.p12'], {}, ['bad-client-cert', 7, 'is damaged']],
    [
      'an encrypted key without a passphrase',
      ['client_cert: certs/locked-both.pem'],
      {},
      ['file-unreadable', 7, 'set SHOP_DEV_CLIENT_CERT_PASSPHRASE in the environment'],
    ],
    [
      'PKCS #12 without its passphrase',
      ['client_pfx: certs/locked.p12'],
      {},
      ['file-unreadable', 7, 'or use --secret-stdin client_cert_passphrase'],
    ],
    [
      'a wrong passphrase of a key',
      ['client_cert: certs/locked-both.pem'],
      { env: { SHOP_CLIENT_CERT_PASSPHRASE: 'wrong-sesame' } },
      ['bad-client-cert', 7, 'the passphrase does not open certs/locked-both.pem'],
    ],
    [
      'a wrong passphrase of PKCS #12',
      ['client_pfx: certs/locked.p12'],
      { env: { SHOP_CLIENT_CERT_PASSPHRASE: 'wrong-sesame' } },
      ['bad-client-cert', 7, 'the passphrase does not open certs/locked.p12'],
    ],
    ['--client-cert without its key', [], { args: ['--client-cert', 'certs/client.pem'] }, ['bad-client-cert', 0, '-']],
    [
      '--client-cert with PKCS #12',
      [],
      { args: ['--client-cert', 'certs/open.p12'] },
      ['bad-client-cert', 0, 'pkcs12'],
    ],
  ])('%s', async (_, settings, given, [wanted, line, words]) => {
    const { code, stderr, received } = await start(settings, given);
    expect([code, codesIn(stderr), received]).toEqual([2, [wanted], []]);
    if (line > 0) expect(placesIn(stderr)[0]).toMatch(new RegExp(`^${wanted} at endpoints.yaml:${line}:`));
    expect(unwrap(stderr)).toContain(words);
    expect(stderr).not.toContain('wrong-sesame');
  });
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a server with %s that requires a client certificate and gets none is reported in words',
  async (version) => {
    const server = await startTlsServer(true, { version });
    const { code, stderr } = await inProcess(['run', '--var', `base_url=${server.origin}`], {
      cwd: prepare([]),
      env: secretEnv,
    });
    expect([code, codesIn(stderr)]).toEqual([4, ['request-failed']]);
    expect(unwrap(stderr)).toMatch(/requires a client certificate.*--client-cert/);
    expect(stderr).not.toMatch(/ERR_SSL|EPROTO/);
  },
);

import { readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Tls } from '../../../src/run/job.ts';
import { childEnvironment, childFile, childFlags } from '../../../src/run/newman/child-options.ts';
import { packageFolder } from '../../../src/source/package-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const tls: Tls = { insecure: false };
const readable = (flags: readonly string[]) =>
  flags.flatMap((one) => (one.startsWith('--allow-fs-read=') ? [one.slice('--allow-fs-read='.length)] : []));

describe('of our environment, the process gets', () => {
  const folder = '/empty';
  const own = { HOME: folder, USERPROFILE: folder, TMPDIR: folder, TEMP: folder, TMP: folder };

  test.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TZ', 'LANG', 'LC_ALL', 'SystemRoot', 'windir'])(
    '%s',
    (name) => {
      expect(childEnvironment({ [name]: 'x' }, folder)).toEqual({ ...own, [name]: 'x' });
    },
  );

  test.each([
    ['what changes Node', 'NODE_OPTIONS'],
    ['what prints passwords', 'NODE_DEBUG'],
    ['what switches certificates off', 'NODE_TLS_REJECT_UNAUTHORIZED'],
    ['where modules are looked for', 'NODE_PATH'],
    ['programs', 'PATH'],
    ['secrets', 'SHOP_PASSWORD'],
    ['a token of a CI', 'GITHUB_TOKEN'],
    ['proxies, whose passwords others could read', 'HTTPS_PROXY'],
    ['a library to load first', 'LD_PRELOAD'],
    ['what only begins like a name that is passed', 'TZ_SECRET'],
    ['a name that every object has', 'constructor'],
  ])('not %s (%s)', (_, name) => {
    expect(childEnvironment({ [name]: 'x' }, folder)).toEqual(own);
  });

  test('an empty folder as its home, whatever ours is', () => {
    expect(childEnvironment({ HOME: '/home/jane', TMPDIR: '/tmp', TZ: undefined }, folder)).toEqual(own);
  });
});

describe('Node starts it', () => {
  const flags = childFlags(tls, process.allowedNodeEnvironmentFlags);

  test('with a limit of memory, and under the permission model', () => {
    expect(flags).toContainEqual(expect.stringMatching(/^--max-old-space-size=\d+$/));
    expect(flags.filter((one) => /^--(?:experimental-)?permission$/.test(one))).toHaveLength(1);
    expect(flags).toContain('--allow-worker');
  });

  test('so that it writes nothing, starts nothing, and reads its own code only', () => {
    expect(flags.filter((one) => /allow-(?:fs-write|child-process|addons|wasi)/.test(one))).toEqual([]);
    const [code, ...more] = readable(flags);
    expect(more).toEqual([]);
    expect(code).toBe(join(realpathSync(packageFolder()), 'dist', 'newman', '*'));
    expect(readdirSync(dirname(childFile())).sort()).toEqual(['newman-child.cjs', 'sandbox.js']);
  });

  test.each<[string, string[], string[]]>([
    ['old ones', ['--experimental-permission'], ['--experimental-permission']],
    ['newer ones', ['--experimental-permission', '--permission'], ['--permission']],
    [
      'those that ask before they let it into the network',
      ['--permission', '--allow-net'],
      ['--permission', '--allow-net'],
    ],
  ])('with the words of its version: %s', (_, known, want) => {
    const found = childFlags(tls, new Set(known)).filter((one) => /permission|allow-net/.test(one));
    expect(found).toEqual(want);
  });

  test('and may read the certificates of the job, by their name and where they really are', () => {
    const folder = realpathSync(tempFolder());
    const [real, link, own] = ['real.pem', 'link.pem', 'own.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const path of [real, own]) writeFileSync(path, '');
    symlinkSync(real, link);
    const files = { insecure: false, caFile: link, clientCert: own, clientKey: own };
    expect(readable(childFlags(files, new Set())).slice(1)).toEqual([link, real, own]);
  });
});

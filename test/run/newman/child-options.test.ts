import { readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Tls } from '../../../src/run/job.ts';
import { childEnvironment, childFile, childFlags } from '../../../src/run/newman/child-options.ts';
import { packageFolder } from '../../../src/source/package-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const tls: Tls = { insecure: false };
const readable = (flags: readonly string[]) =>
  flags.flatMap((flag) => (flag.startsWith('--allow-fs-read=') ? [flag.slice('--allow-fs-read='.length)] : []));

describe('of our environment, newman’s process inherits', () => {
  const folder = '/empty';
  const own = { HOME: folder, USERPROFILE: folder, TMPDIR: folder, TEMP: folder, TMP: folder };

  test.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TZ', 'LANG', 'LC_ALL', 'SystemRoot', 'windir'])(
    '%s',
    (name) => {
      expect(childEnvironment({ [name]: 'x' }, folder)).toEqual({ ...own, [name]: 'x' });
    },
  );

  test.each([
    ['options of Node', 'NODE_OPTIONS'],
    ['debug output, which prints passwords', 'NODE_DEBUG'],
    ['a switch that disables certificate checks', 'NODE_TLS_REJECT_UNAUTHORIZED'],
    ['the search path of modules', 'NODE_PATH'],
    ['the search path of programs', 'PATH'],
    ['secrets', 'SHOP_PASSWORD'],
    ['a CI token', 'GITHUB_TOKEN'],
    ['a proxy, whose password others could read', 'HTTPS_PROXY'],
    ['a library to preload', 'LD_PRELOAD'],
    ['a name that starts like an inherited name', 'TZ_SECRET'],
    ['the name of a JavaScript object property', 'constructor'],
  ])('not %s (%s)', (_, name) => {
    expect(childEnvironment({ [name]: 'x' }, folder)).toEqual(own);
  });

  test('no home or temporary folder, which are an empty folder instead', () => {
    expect(childEnvironment({ HOME: '/home/jane', TMPDIR: '/tmp', TZ: undefined }, folder)).toEqual(own);
  });
});

describe('Node starts the process', () => {
  const flags = childFlags(tls, process.allowedNodeEnvironmentFlags);

  test('with a memory limit, and under the permission model', () => {
    expect(flags).toContainEqual(expect.stringMatching(/^--max-old-space-size=\d+$/));
    expect(flags.filter((flag) => /^--(?:experimental-)?permission$/.test(flag))).toHaveLength(1);
    expect(flags).toContain('--allow-worker');
  });

  test('with permission to read its own code only, and not to write files or start processes', () => {
    expect(flags.filter((flag) => /allow-(?:fs-write|child-process|addons|wasi)/.test(flag))).toEqual([]);
    const [code, ...more] = readable(flags);
    expect(more).toEqual([]);
    expect(code).toBe(join(realpathSync(packageFolder()), 'dist', 'newman', '*'));
    expect(readdirSync(dirname(childFile())).sort()).toEqual(['newman-child.cjs', 'sandbox.js']);
  });

  test.each<[string, string[], string[]]>([
    ['Node with the experimental flag', ['--experimental-permission'], ['--experimental-permission']],
    ['Node with both flags', ['--experimental-permission', '--permission'], ['--permission']],
    ['Node that restricts network access', ['--permission', '--allow-net'], ['--permission', '--allow-net']],
  ])('with the permission flags of its version: %s', (_, known, want) => {
    const found = childFlags(tls, new Set(known)).filter((flag) => /permission|allow-net/.test(flag));
    expect(found).toEqual(want);
  });

  test('with permission to read the certificates of the job, by their path and their real path', () => {
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

import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { codesIn, projectRoot, unwrap } from '../support/cli.ts';
import { inProcess } from '../support/in-process.ts';
import { serveShop } from '../support/loopback.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { environmentFile, makeWorkspace, secretEnv, shopList } from '../support/workspace.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Does something as a user without rights of its own: root may read and write everything. */
async function asOtherUser<T>(action: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

const canEnter = await asOtherUser(async () => {
  try {
    readdirSync(join(projectRoot, 'templates', 'auth'));
    return true;
  } catch {
    process.stderr.write('skipped: commands of another user, who cannot enter the folder of this package\n');
    return false;
  }
});

/** A list without a sign-in or secrets. */
const openList = shopList.replace('auth: pydio-cells-v1\n', '').replace(', username: admin', '');

/** A folder that everybody can enter. */
function openFolder(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}

describe('a temporary folder of the system that cannot be used', () => {
  const missing = join(tempFolder(), 'missing');
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  test.each([
    ['run, missing', ['run'], missing, 'it does not exist'],
    ['run, a file', ['run'], file, 'a part of its path is not a folder'],
    ['token, missing', ['token'], missing, 'it does not exist'],
    ['demo, missing', ['demo'], missing, 'it does not exist'],
  ])('%s: exit code 2, and nothing is sent', async (_, args, folder, reason) => {
    const server = await serveShop();
    const cwd = makeWorkspace();
    const base = args[0] === 'demo' ? [] : ['--var', `base_url=${server.origin}`];
    vi.stubEnv('TMPDIR', folder);
    const { code, stdout, stderr } = await inProcess([...args, ...base], { cwd, env: secretEnv });
    expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['no-temp-folder']]);
    expect(unwrap(stderr)).toContain(reason);
    expect(unwrap(stderr)).toContain('set TMPDIR');
    expect(server.requests).toEqual([]);
  });

  test('run --list does not need one', async () => {
    const cwd = makeWorkspace();
    vi.stubEnv('TMPDIR', missing);
    expect((await inProcess(['run', '--list'], { cwd })).code).toBe(0);
  });
});

describe('a report that cannot be written: exit code 2, and nothing is sent', () => {
  test.each<[string, string, (folder: string) => void, string]>([
    ['in a file', 'file/r.xml', (folder) => writeFileSync(join(folder, 'file'), ''), 'is not a folder'],
    ['with a name that is too long', `${'x'.repeat(300)}.xml`, () => undefined, 'the name is too long'],
  ])('%s', async (_, path, prepare, reason) => {
    const server = await serveShop();
    const cwd = makeWorkspace();
    prepare(cwd);
    const args = ['run', '--var', `base_url=${server.origin}`, '--report', `junit=${path}`];
    const { code, stderr } = await inProcess(args, { cwd, env: secretEnv });
    expect([code, codesIn(stderr), server.requests]).toEqual([2, ['usage'], []]);
    expect(unwrap(stderr)).toContain(reason);
  });

  test.skipIf(!canEnter)('in a folder that this user cannot write to', async () => {
    const server = await serveShop();
    const cwd = openFolder(makeWorkspace(openList));
    const folder = join(cwd, 'reports');
    mkdirSync(folder, { mode: 0o555 });
    const args = ['run', '--var', `base_url=${server.origin}`, '--report', `junit=${join(folder, 'r.xml')}`];
    const { code, stderr } = await asOtherUser(() => inProcess(args, { cwd }));
    expect([code, codesIn(stderr), server.requests]).toEqual([2, ['usage'], []]);
    expect(unwrap(stderr)).toContain('cannot be written: permission denied');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.skipIf(!canEnter)('another user than the owner of the files', () => {
  const modeOf = (cwd: string) => (statSync(join(cwd, environmentFile)).mode & 0o777).toString(8);

  test('can check and run where nobody types a secret', async () => {
    const list = openList.replace('{ order: $.id }', '{ order: { path: $.id, secret: true } }');
    const cwd = openFolder(makeWorkspace(list));
    expect(modeOf(cwd)).toBe('644');
    expect((await asOtherUser(() => inProcess(['check'], { cwd }))).code).toBe(0);
    expect((await asOtherUser(() => inProcess(['run', '--list'], { cwd }))).code).toBe(0);
  });

  test.each(['check', 'run', 'generate'])(
    '%s: a file with mode 600 is named with its mode, and what to do',
    async (command) => {
      const cwd = openFolder(makeWorkspace());
      chmodSync(join(cwd, environmentFile), 0o600);
      // Without root, the owner is the only user there is.
      if (process.getuid?.() !== 0) chmodSync(join(cwd, environmentFile), 0o000);
      const { code, stderr } = await asOtherUser(() => inProcess([command], { cwd, env: secretEnv }));
      expect([code, codesIn(stderr)]).toEqual([2, ['unreadable-output']]);
      expect(unwrap(stderr)).toContain(
        `cannot read "${environmentFile}" (mode ${process.getuid?.() === 0 ? '600' : '0'}): permission denied`,
      );
      expect(unwrap(stderr)).toContain('run as its owner');
    },
  );
});

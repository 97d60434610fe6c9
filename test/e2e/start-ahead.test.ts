import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cli, startCli } from '../support/cli.ts';
import { listenOnly } from '../support/loopback.ts';
import { processTree } from '../support/process-tree.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeBuiltWorkspace, secretEnv } from '../support/workspace.ts';

test.each([
  ['an option that is wrong', ['run', '--timeout', 'soon'], 2],
  ['a secret that nobody gives', ['run'], 2],
  ['a certificate that is not there', ['run', '--ca-file', 'none.pem'], 2],
  ['a sign-in that is refused before it is sent', ['token', '--var', 'base_url=http://api.test'], 2],
])('%s: nothing is sent, and newman, which had started, leaves nothing behind', async (_, args, exitCode) => {
  const server = await listenOnly();
  const temporary = tempFolder();
  const cwd = await makeBuiltWorkspace();
  const { code } = await cli([...args, '--format', 'json'], { cwd, env: { TMPDIR: temporary } });
  expect([code, readdirSync(temporary), server.connections]).toEqual([exitCode, [], 0]);
});

test.skipIf(process.platform !== 'linux')(
  'newman starts while a secret is awaited, and ends when postmint is killed',
  async () => {
    const temporary = tempFolder();
    const cwd = await makeBuiltWorkspace();
    const args = ['run', '--secret-stdin', 'password'];
    const started = startCli(args, { cwd, env: { ...secretEnv, TMPDIR: temporary }, keepOpen: true });
    const pid = started.child.pid as number;
    const newman = () =>
      processTree(pid).find(({ arguments: all }) => all.some((text) => text.endsWith('newman-child.cjs')));
    await expect.poll(newman, { timeout: 10_000 }).toBeDefined();
    const own = newman()?.pid as number;
    started.child.kill('SIGKILL');
    await started.ended;
    // It is nobody's child now, and ends because its channel is closed.
    await expect.poll(() => processTree(own)[0]?.arguments.join('') ?? '', { timeout: 10_000 }).toBe('');
  },
);

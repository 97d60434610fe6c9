import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cli, startCli } from '../support/cli.ts';
import { listenOnly } from '../support/loopback.ts';
import { processTree } from '../support/process-tree.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeBuiltWorkspace, secretEnv } from '../support/workspace.ts';

test.each([
  ['a wrong option', ['run', '--timeout', 'soon'], 2],
  ['a missing secret', ['run'], 2],
  ['a missing certificate file', ['run', '--ca-file', 'none.pem'], 2],
  ['a sign-in over plain http', ['token', '--var', 'base_url=http://api.test'], 2],
])('%s: nothing is sent, and newman’s process, already started, leaves no files', async (_, args, exitCode) => {
  const server = await listenOnly();
  const temporary = tempFolder();
  const cwd = await makeBuiltWorkspace();
  const { code } = await cli([...args, '--format', 'json'], { cwd, env: { TMPDIR: temporary } });
  expect([code, readdirSync(temporary), server.connections]).toEqual([exitCode, [], 0]);
});

test.skipIf(process.platform !== 'linux')(
  'newman starts while postmint waits for a secret, and ends when postmint is killed',
  async () => {
    const temporary = tempFolder();
    const cwd = await makeBuiltWorkspace();
    const args = ['run', '--secret-stdin', 'password'];
    const started = startCli(args, { cwd, env: { ...secretEnv, TMPDIR: temporary }, keepOpen: true });
    const pid = started.child.pid as number;
    const newman = () =>
      processTree(pid).find(({ arguments: argv }) => argv.some((text) => text.endsWith('newman-child.cjs')));
    await expect.poll(newman, { timeout: 10_000 }).toBeDefined();
    const own = newman()?.pid as number;
    started.child.kill('SIGKILL');
    await started.ended;
    // Nothing kills the orphaned process: it must end by itself when its channel closes.
    await expect.poll(() => processTree(own)[0]?.arguments.join('') ?? '', { timeout: 10_000 }).toBe('');
  },
);

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cliPath, start } from '../support/cli.ts';
import { findLeaks } from '../support/leaks.ts';
import { serveShop } from '../support/loopback.ts';
import { clientSecret, makeBuiltWorkspace, password } from '../support/workspace.ts';

// script(1) of Linux runs a program in a terminal.
const noTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0;
if (noTerminal) process.stderr.write('skipped: script(1) of util-linux is not installed\n');

test.skipIf(noTerminal)(
  'on a terminal, run asks for secrets without showing them, and shows a progress bar',
  async () => {
    const server = await serveShop();
    const cwd = await makeBuiltWorkspace();
    const command = `stty cols 100 rows 40; exec '${process.execPath}' '${cliPath}' run --var base_url=${server.origin}`;
    const started = start('script', ['-qefc', command, '/dev/null'], { cwd, keepOpen: true, env: { TERM: 'xterm' } });
    await started.until(/client_secret for dev/);
    started.child.stdin?.write(`${clientSecret}\r`);
    await started.until(/password for dev/);
    started.child.stdin?.write(`${password}\r`);
    const { code, stdout } = await started.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('password from prompt');
    expect(stdout).toMatch(/\d\/2 requests/);
    expect(stdout).toContain('\u001b[32mpassed\u001b[39m: 3 requests sent');
    expect(findLeaks(stdout, [password, clientSecret])).toEqual([]);
  },
);

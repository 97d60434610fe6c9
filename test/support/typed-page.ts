import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { cliPath } from './cli.ts';
import type { ShownCommand } from './console-blocks.ts';
import { freePort } from './free-port.ts';
import { openShell } from './shell.ts';
import { tempFolder } from './temp-folder.ts';

/** Replaces npm and npx, which would download postmint from the registry, by programs that use the local build. */
function makeBin(port: number): string {
  const bin = tempFolder();
  const own = `exec '${process.execPath}' '${cliPath}' "$@"`;
  const programs = {
    npm: 'test "$*" = "install --save-dev postmint"',
    npx: `shift; test "$1" = serve && set -- "$@" --port ${port}\n${own}`,
  };
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return bin;
}

/** Types the commands of a page into a shell in an empty folder. Port 8787 is replaced by a free port. */
export async function typeAll(commands: readonly ShownCommand[], cwd: string): Promise<ShownCommand[]> {
  const port = await freePort();
  const shell = openShell(cwd, makeBin(port));
  const typed: ShownCommand[] = [];
  for (const { command } of commands) {
    const output = await shell.type(command.replaceAll('localhost:8787', `localhost:${port}`));
    typed.push({ command, output: output.replaceAll(`localhost:${port}`, 'localhost:8787') });
    // Wait until the server has started, as it has when a person types the next command.
    const log = /> (\S+) 2>&1 &$/.exec(command)?.[1];
    if (log !== undefined) {
      const served = () => expect(readFileSync(join(cwd, log), 'utf8')).toContain('is served at');
      await vi.waitFor(served, { timeout: 20_000, interval: 50 });
    }
  }
  await shell.end();
  return typed;
}

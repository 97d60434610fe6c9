import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { cliPath, projectRoot } from './support/cli.ts';
import { readConsole, type ShownCommand, writeConsole } from './support/console-blocks.ts';
import { freePort } from './support/free-port.ts';
import { openShell } from './support/shell.ts';
import { tempFolder } from './support/temp-folder.ts';
import { steady } from './support/transcript.ts';

const path = join(projectRoot, 'README.md');
const readme = readFileSync(path, 'utf8');

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

/** Types the commands of the README into a shell in an empty folder. Port 8787 is replaced by a free port. */
async function typeAll(commands: readonly ShownCommand[], cwd: string): Promise<ShownCommand[]> {
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

test('the commands of the README work in an empty folder and print the output shown', async () => {
  const shown = readConsole(readme);
  const cwd = tempFolder();
  const typed = await typeAll(shown, cwd);
  expect(shown.map(({ command }) => command.split(/[ \n]/)[0])).toEqual(
    expect.arrayContaining(['npm', 'cat', 'export', 'npx']),
  );
  expect(readdirSync(cwd)).toEqual([
    'book-shop.local.postman_environment.json',
    'book-shop.postman_collection.json',
    'endpoints.yaml',
    'serve.log',
  ]);
  const same = steady(writeConsole(readme, typed)) === steady(readme);
  // UPDATE_TRANSCRIPTS=1 writes the actual output. Review the difference before you commit it.
  if (process.env.UPDATE_TRANSCRIPTS === '1' && !same) writeFileSync(path, writeConsole(readme, typed));
  else expect(steady(writeConsole(readme, typed))).toBe(steady(readme));
});

test('all commands of the README are in tested blocks', () => {
  expect(readme.match(/^```(?:sh|bash|shell)$/gm)).toBeNull();
});

test('the README has fewer than 175 lines', () => {
  expect(readme.split('\n').length).toBeLessThan(175);
});

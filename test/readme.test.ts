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

/** Programs in place of npm and npx, which would ask a registry for what is built here. */
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

/** Types the commands of the README into a shell in an empty folder. Port 8787 stands for a free one. */
async function typeAll(commands: readonly ShownCommand[], cwd: string): Promise<ShownCommand[]> {
  const port = await freePort();
  const shell = openShell(cwd, makeBin(port));
  const typed: ShownCommand[] = [];
  for (const { command } of commands) {
    const output = await shell.type(command.replaceAll('localhost:8787', `localhost:${port}`));
    typed.push({ command, output: output.replaceAll(`localhost:${port}`, 'localhost:8787') });
    // A person reads on while the server starts.
    const log = /> (\S+) 2>&1 &$/.exec(command)?.[1];
    if (log !== undefined) {
      const served = () => expect(readFileSync(join(cwd, log), 'utf8')).toContain('is served at');
      await vi.waitFor(served, { timeout: 20_000, interval: 50 });
    }
  }
  await shell.end();
  return typed;
}

test('the commands of the README work in an empty folder, and print what it shows', async () => {
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
  // UPDATE_TRANSCRIPTS=1 writes what is printed now: read the difference before it is committed.
  if (process.env.UPDATE_TRANSCRIPTS === '1' && !same) writeFileSync(path, writeConsole(readme, typed));
  else expect(steady(writeConsole(readme, typed))).toBe(steady(readme));
});

test('no block of commands is left untested', () => {
  expect(readme.match(/^```(?:sh|bash|shell)$/gm)).toBeNull();
});

test('the README has about 150 lines', () => {
  expect(readme.split('\n').length).toBeLessThan(175);
});

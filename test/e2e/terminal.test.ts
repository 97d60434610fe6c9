import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cliPath, start } from '../support/cli.ts';
import { findLeaks } from '../support/leaks.ts';
import { serveShop } from '../support/loopback.ts';
import { tempFolder } from '../support/temp-folder.ts';
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

test.skipIf(noTerminal)('on a terminal, init asks, and writes what was answered', async () => {
  const cwd = join(tempFolder(), 'book-shop');
  mkdirSync(cwd);
  const command = `stty cols 100 rows 40; exec '${process.execPath}' '${cliPath}' init`;
  const started = start('script', ['-qefc', command, '/dev/null'], { cwd, keepOpen: true, env: { TERM: 'xterm' } });
  const answer = async (question: RegExp, keys: string) => {
    await started.until(question);
    started.child.stdin?.write(keys);
  };
  await answer(/Name of the API/, '\r');
  await answer(/Address of the API/, '\r');
  await answer(/How do requests sign in/, '\u001b[B\r');
  await answer(/First requests/, ', POST /books\r');
  await answer(/Write a CI file/, ' \r');
  await answer(/Sign in now/, '\r');
  const { code, stdout } = await started.ended;
  expect(code).toBe(0);
  expect(stdout).toContain('postmint generate');
  expect(readFileSync(join(cwd, 'endpoints.yaml'), 'utf8')).toContain(
    'name: Book shop\nauth: api-key\nenvironments:\n  local:\n    base_url: http://localhost:8787\n',
  );
  expect(readFileSync(join(cwd, 'endpoints.yaml'), 'utf8')).toContain('  - GET /\n  - POST /books\n');
  expect(existsSync(join(cwd, '.github', 'workflows', 'postmint.yml'))).toBe(true);
});

test.skipIf(noTerminal)('on a terminal, init makes the list from a description that it finds', async () => {
  const cwd = tempFolder();
  const description = `openapi: 3.1.0
info: { title: Garden }
servers: [{ url: "https://garden.example" }]
paths: { /plants: { get: { summary: List plants, responses: { "200": { description: Found } } } } }
`;
  writeFileSync(join(cwd, 'openapi.yaml'), description);
  const command = `stty cols 100 rows 40; exec '${process.execPath}' '${cliPath}' init`;
  const started = start('script', ['-qefc', command, '/dev/null'], { cwd, keepOpen: true, env: { TERM: 'xterm' } });
  await started.until(/openapi\.yaml describes an API/);
  started.child.stdin?.write('y');
  const { code, stdout } = await started.ended;
  expect([code, stdout]).toEqual([0, expect.stringContaining('new       endpoints.yaml')]);
  expect(readFileSync(join(cwd, 'endpoints.yaml'), 'utf8')).toContain('request: GET /plants');
});

test.skipIf(noTerminal)('on a terminal, init that is cancelled writes nothing', async () => {
  const cwd = tempFolder();
  const command = `stty cols 100 rows 40; exec '${process.execPath}' '${cliPath}' init`;
  const started = start('script', ['-qefc', command, '/dev/null'], { cwd, keepOpen: true, env: { TERM: 'xterm' } });
  await started.until(/Name of the API/);
  started.child.stdin?.write('\u0003');
  const { code, stdout } = await started.ended;
  expect([code, stdout]).toEqual([130, expect.stringContaining('Nothing was written.')]);
  expect(readdirSync(cwd)).toEqual([]);
});

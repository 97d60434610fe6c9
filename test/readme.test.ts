import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './support/cli.ts';
import { readConsole, writeConsole } from './support/console-blocks.ts';
import { tempFolder } from './support/temp-folder.ts';
import { steady } from './support/transcript.ts';
import { typeAll } from './support/typed-page.ts';

const path = join(projectRoot, 'README.md');
const readme = readFileSync(path, 'utf8');

test('the commands of the README work in an empty folder and print the output shown', async () => {
  const shown = readConsole(readme);
  const cwd = tempFolder();
  const typed = await typeAll(shown, cwd);
  expect(shown.map(({ command }) => command.split(/[ \n]/)[0])).toEqual(
    expect.arrayContaining(['npm', 'export', 'npx']),
  );
  expect(readdirSync(cwd)).toEqual([
    '.gitignore',
    'book-shop.docs.html',
    'book-shop.docs.md',
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

test('the first steps have less than eight commands: install, list, files, secret, server, run, page', () => {
  const first = readme.slice(readme.indexOf('## First steps'), readme.indexOf('A wrong secret is reported'));
  const commands = readConsole(first).map(({ command }) => command);
  expect(commands.length).toBeLessThan(8);
  for (const word of ['init', 'generate', 'serve', 'run', 'docs']) {
    expect(commands.filter((command) => command.startsWith(`npx postmint ${word}`))).toHaveLength(1);
  }
});

test('all commands of the README are in tested blocks', () => {
  expect(readme.match(/^```(?:sh|bash|shell)$/gm)).toBeNull();
});

test('the README has fewer than 175 lines', () => {
  expect(readme.split('\n').length).toBeLessThan(175);
});

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as postmint from '../src/index.ts';
import { projectRoot, start } from './support/cli.ts';
import { tempFolder } from './support/temp-folder.ts';

const page = readFileSync(join(projectRoot, 'docs', 'library.md'), 'utf8');
const program = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block).join('');

test('the blocks of docs/library.md run as one program, and print what the page shows', async () => {
  const cwd = tempFolder();
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(projectRoot, join(cwd, 'node_modules', 'postmint'));
  writeFileSync(join(cwd, 'page.mjs'), program);
  const { stdout, stderr } = await start(process.execPath, ['page.mjs'], { cwd }).ended;
  const shown = [...program.matchAll(/\/\/ prints: (.*)$/gm)].map(([, line]) => line);
  expect(shown.length).toBeGreaterThan(15);
  expect([stdout.trimEnd().split('\n'), stderr]).toEqual([shown, '']);
});

test('each function of the library has an example on the page', () => {
  const functions = Object.entries(postmint).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
  expect(functions.length).toBeGreaterThan(15);
  expect(functions.filter((name) => !program.includes(`${name}(`))).toEqual([]);
});

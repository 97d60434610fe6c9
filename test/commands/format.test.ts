import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProcess } from '../support/in-process.ts';
import { makeWorkspace, shopList } from '../support/workspace.ts';

const broken = shopList.replace('GET /health', 'GTE /health');

/** What a command prints on standard output: one JSON document, or text. */
function kindOf(stdout: string): string {
  try {
    return typeof JSON.parse(stdout) === 'object' ? 'JSON' : 'text';
  } catch {
    return stdout === '' ? 'nothing' : 'text';
  }
}

test.each<[string, string, string[], number, string]>([
  ['JSON, once', shopList, ['check', '--format', 'json'], 0, 'JSON'],
  ['JSON, with "="', shopList, ['check', '--format=json'], 0, 'JSON'],
  ['JSON, twice', shopList, ['check', '--format', 'json', '--format', 'json'], 2, 'JSON'],
  ['JSON, twice, of a list with errors', broken, ['check', '--format', 'json', '--format', 'json'], 2, 'JSON'],
  ['JSON, then text', shopList, ['check', '--format=json', '--format=text'], 2, 'JSON'],
  ['JSON, of a list with errors', broken, ['check', '--format', 'json'], 2, 'JSON'],
  ['JSON, beside an unknown option', shopList, ['check', '--bogus', '--format', 'json'], 2, 'JSON'],
  ['the words inside another argument', shopList, ['check', '--bogus', 'x --format json'], 2, 'nothing'],
  ['the word json alone', shopList, ['check', '--bogus', 'json'], 2, 'nothing'],
])('--format: %s', async (_, list, args, code, kind) => {
  const cwd = makeWorkspace();
  writeFileSync(join(cwd, 'endpoints.yaml'), list);
  const { code: found, stdout } = await inProcess(args, { cwd });
  expect([found, kindOf(stdout)]).toEqual([code, kind]);
});

test.each([
  [['--format', 'json', 'publish'], 'publish'],
  [['--format', 'json', 'check', '--bogus'], 'check'],
  [['--format=json', '--bogus'], ''],
])('the JSON of the wrong command line %j names the command %j', async (args, command) => {
  const { code, stdout } = await inProcess(args, { cwd: makeWorkspace() });
  expect([code, JSON.parse(stdout).command]).toEqual([2, command]);
});

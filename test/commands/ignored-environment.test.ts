import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn } from '../support/cli.ts';
import { inProcess } from '../support/in-process.ts';
import { serveShop } from '../support/loopback.ts';
import { collectionFile, environmentFile, makeWorkspace, secretEnv } from '../support/workspace.ts';

/** A fresh clone: git ignores environment files, so they are not there. */
function clone(ignored = '*.postman_environment.json'): string {
  const cwd = makeWorkspace();
  execFileSync('git', ['init', '-q'], { cwd });
  writeFileSync(join(cwd, '.gitignore'), `${ignored}\n`);
  rmSync(join(cwd, environmentFile));
  return cwd;
}

const brief = async (args: string[], cwd: string) => {
  const { code, stderr } = await inProcess(args, { cwd, env: secretEnv });
  return [code, codesIn(stderr)];
};

describe('an environment file that git ignores, in a fresh clone', () => {
  test('is noted by check', async () => {
    const cwd = clone();
    const before = readdirSync(cwd);
    expect(await brief(['check'], cwd)).toEqual([0, ['ignored-file']]);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('is not needed by run: the values of the list are used, and secrets of the process environment', async () => {
    const server = await serveShop();
    const cwd = clone();
    expect(await brief(['run', '--var', `base_url=${server.origin}`], cwd)).toEqual([0, ['ignored-file']]);
    expect(server.requests).toContain('200 GET /orders');
    expect(readdirSync(cwd)).not.toContain(environmentFile);
  });

  test('is not needed by token', async () => {
    const server = await serveShop();
    expect(await brief(['token', '--var', `base_url=${server.origin}`], clone())).toEqual([0, ['ignored-file']]);
  });

  test('is written by generate', async () => {
    const cwd = clone();
    expect(await brief(['generate'], cwd)).toEqual([0, []]);
    expect(readdirSync(cwd)).toContain(environmentFile);
    expect(await brief(['check'], cwd)).toEqual([0, []]);
  });
});

test.each(['check', 'run'])('%s: a missing environment file that git does not ignore is an error', async (command) => {
  expect(await brief([command], clone('other'))).toEqual([2, ['missing-file']]);
});

test.each(['check', 'run'])('%s: a missing collection is an error, although git ignores it', async (command) => {
  const cwd = clone('*.json');
  rmSync(join(cwd, collectionFile));
  expect(await brief([command], cwd)).toEqual([2, ['missing-file', 'ignored-file']]);
});

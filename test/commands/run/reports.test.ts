import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { type Loopback, serveReplies, serveShop } from '../../support/loopback.ts';
import { elementsIn, noXml, readXml } from '../../support/read-xml.ts';
import { makeWorkspace, secretEnv, shopList } from '../../support/workspace.ts';

let server: Loopback;
beforeAll(async () => {
  server = await serveShop();
});

const falseList = shopList.replace('{ color: "{{color}}" }', '{ color: "{{color}}", size: 3 }');
const run = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
  inProcess(['run', '--var', `base_url=${server.origin}`, ...args], { cwd, env: { ...secretEnv, ...env } });

test('--report writes several reports, readable by the owner only', async () => {
  const cwd = makeWorkspace(falseList);
  const { code } = await run(cwd, ['--report', 'junit=r.xml,json=r.json']);
  expect(code).toBe(1);
  const json = JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'));
  expect(json).toMatchObject({
    postmint: 1,
    collection: 'Shop',
    environment: 'dev',
    engine: 'newman',
    exitCode: 1,
    totals: { planned: 2, sent: 3, failed: 1, assertions: 4, failedAssertions: 1, leftOut: 2 },
    diagnostics: [{ code: 'assertion-failed', file: 'endpoints.yaml', range: { start: { line: 15 } } }],
  });
  for (const name of ['r.xml', 'r.json']) expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600);
  if (noXml !== undefined) return;
  const root = readXml(readFileSync(join(cwd, 'r.xml'), 'utf8'));
  expect(root.attributes).toMatchObject({ tests: '4', failures: '1', errors: '0' });
  expect(elementsIn(root, 'failure').map((failure) => failure.attributes.message)).toEqual([
    '$.size: expected 3, found undefined (line 15 of the list)',
  ]);
});

test('the exit code is 5 if a report cannot be written', async () => {
  const cwd = makeWorkspace();
  const folder = join(cwd, 'reports');
  mkdirSync(folder);
  const target = await serveReplies(() => {
    rmSync(folder, { recursive: true, force: true });
    return { status: 200, body: { color: 'red' } };
  });
  const args = ['--tag', 'open', '--var', `base_url=${target.origin}`, '--report', 'json=reports/r.json'];
  const { code, stdout, stderr } = await run(cwd, args);
  expect([code, codesIn(stderr)]).toEqual([5, ['write-failed']]);
  expect(stdout).toContain('all passed');
});

test('on GitHub Actions, a failure is also printed as an annotation with its line', async () => {
  const { stderr } = await run(makeWorkspace(falseList), ['--tag', 'open'], { GITHUB_ACTIONS: 'true' });
  expect(stderr.split('\n').filter((line) => line.startsWith('::'))).toEqual([
    expect.stringMatching(/^::error file=endpoints\.yaml,line=15,col=38,title=postmint assertion-failed::"Health": /),
  ]);
});

describe('--format json prints exactly one JSON document', () => {
  const json = async (args: readonly string[], cwd = makeWorkspace(falseList)) => {
    const given = await inProcess([...args, '--format', 'json'], { cwd, env: secretEnv });
    expect(given.stderr).toBe('');
    expect(JSON.parse(given.stdout).exitCode).toBe(given.code);
    return JSON.parse(given.stdout);
  };

  test.each<[string, string[], number, string[]]>([
    ['generate', ['generate'], 0, []],
    ['generate with a wrong path', ['generate', 'none.yaml'], 2, ['file-not-found']],
    ['check', ['check'], 0, []],
    ['a run', ['run', '--folder', 'Public'], 4, ['request-failed']],
    ['a run that cannot start', ['run', '--folder', 'Nowhere'], 2, ['unknown-folder']],
    ['a plan', ['run', '--list'], 0, []],
    ['an unknown option', ['run', '--nope'], 2, ['usage']],
    ['no command', [], 2, ['usage']],
    ['serve that cannot start', ['serve', '--port', '99999'], 2, ['usage']],
    ['the demo', ['demo'], 0, []],
  ])('%s', async (_, args, exitCode, codes) => {
    const document = await json(args);
    expect(document.exitCode).toBe(exitCode);
    expect((document.diagnostics ?? []).map((diagnostic: { code: string }) => diagnostic.code)).toEqual(codes);
  });

  test('with the files for generate and check, and the requests for --list', async () => {
    const cwd = makeWorkspace();
    const files = (await json(['check'], cwd)).files;
    expect(files).toEqual([
      { path: 'shop.postman_collection.json', action: 'keep' },
      { path: 'shop.dev.postman_environment.json', action: 'keep' },
    ]);
    const plan = await json(['run', '--list'], cwd);
    expect(plan.signsIn).toBe(true);
    expect(plan.requests[0]).toEqual({
      name: 'Public / Health',
      method: 'GET',
      assertions: ['Status is 200', 'Body has the expected values'],
    });
    expect(plan.leftOut).toHaveLength(2);
  });
});

describe('the page of a job in GitHub Actions', () => {
  const github = (cwd: string) => ({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'page.md') });

  test('has the Markdown report of each run', async () => {
    const cwd = makeWorkspace(falseList);
    await run(cwd, ['--report', 'markdown=r.md'], github(cwd));
    await run(cwd, [], github(cwd));
    const page = readFileSync(join(cwd, 'page.md'), 'utf8');
    expect(page.match(/^<!-- postmint run -->$/gm)).toHaveLength(2);
    expect(page).toContain(readFileSync(join(cwd, 'r.md'), 'utf8').split('\n')[1]);
  });

  test('is left alone elsewhere, and is no reason to fail', async () => {
    const cwd = makeWorkspace();
    const elsewhere = await run(cwd, [], { GITHUB_STEP_SUMMARY: join(cwd, 'page.md') });
    const missing = await run(cwd, [], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'none', 'page.md') });
    expect([elsewhere.code, missing.code, existsSync(join(cwd, 'page.md'))]).toEqual([0, 0, false]);
  });
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { actionLines, type CiLine, githubLines, gitlabLines, playCi } from '../support/ci-lines.ts';
import { cli, start } from '../support/cli.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import { tempFolder } from '../support/temp-folder.ts';

const secret = 'BOOK_SHOP_LOCAL_CLIENT_SECRET';
const list = (base: string, name = 'Book shop') => `name: ${name}
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
environments: { local: { base_url: "${base}", client_id: ci } }
endpoints:
  - { name: Books, request: GET /books, expect: { body: { total: 1 } } }
`;

/** A project whose list, CI files and generated files were made by `init` and `generate`. */
async function project(origin: string): Promise<string> {
  const cwd = join(tempFolder(), 'book-shop');
  mkdirSync(join(cwd, '.git'), { recursive: true });
  const options = ['--auth', 'oauth2-client-credentials', '--set', 'token_url=/oauth/token', '--set', 'client_id=ci'];
  const made = await cli(
    ['init', '--base-url', origin, ...options, '--endpoint', 'GET /books', '--ci', 'github', '--ci', 'gitlab'],
    { cwd },
  );
  expect(made).toMatchObject({ code: 0, stderr: '' });
  writeFileSync(join(cwd, 'endpoints.yaml'), list(origin));
  expect((await cli(['generate'], { cwd })).code).toBe(0);
  return cwd;
}

let good = '';
let failing = '';

beforeAll(async () => {
  const values = new Map([
    ['client_id', 'ci'],
    ['client_secret', 'right'],
  ]);
  const server = await startServer({ api: apiOf(list('http://localhost:1')), values, port: 0 });
  // It answers with another total.
  const other = await startServer({
    api: apiOf(list('http://localhost:1').replace('total: 1', 'total: 2')),
    values,
    port: 0,
  });
  atTheEnd(() => Promise.all([server.close(), other.close()]));
  good = server.origin;
  failing = other.origin;
});

const systems: readonly (readonly [name: string, lines: (cwd: string) => CiLine[]])[] = [
  ['the workflow for GitHub Actions', (cwd) => githubLines(join(cwd, '.github', 'workflows', 'postmint.yml'))],
  ['the file for GitLab', (cwd) => gitlabLines(join(cwd, '.gitlab-ci.yml'))],
  ['the action', () => actionLines({ list: 'endpoints.yaml', environment: 'local', arguments: '--retries 1' })],
];

describe.each(systems)('%s ends with', (_, linesOf) => {
  const play = (cwd: string, value = 'right', env: Record<string, string> = {}) =>
    playCi(linesOf(cwd), cwd, { [secret]: value, ...env });

  test('0 for the right password, and writes the reports', async () => {
    const cwd = await project(good);
    const { code, stdout } = await play(cwd);
    expect([code, stdout]).toEqual([0, expect.stringContaining('passed')]);
    expect(readFileSync(join(cwd, 'postmint.xml'), 'utf8')).toContain('<testsuite');
    expect(JSON.parse(readFileSync(join(cwd, 'postmint.json'), 'utf8')).exitCode).toBe(0);
  });

  test('3 for a wrong password', async () => expect((await play(await project(good), 'wrong')).code).toBe(3));

  test('4 for a server that is down', async () => {
    const cwd = await project('http://127.0.0.1:1');
    expect((await play(cwd)).code).toBe(4);
  });

  test('2 for files that are not up to date', async () => {
    const cwd = await project(good);
    writeFileSync(join(cwd, 'endpoints.yaml'), list(good).replace('name: Books', 'name: All books'));
    expect((await play(cwd)).code).toBe(2);
    expect(existsSync(join(cwd, 'postmint.xml'))).toBe(false);
  });

  test('1 for a failing assertion, with an annotation and a summary where GitHub runs it', async () => {
    const cwd = await project(failing);
    const summary = join(cwd, 'summary.md');
    writeFileSync(summary, '');
    const { code, stderr } = await play(cwd, 'right', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
    expect(code).toBe(1);
    expect(stderr).toContain('::error file=endpoints.yaml');
    expect(readFileSync(summary, 'utf8')).toContain('Book shop');
  });
});

test('stock newman is red for a wrong password on the same files, and green for the right one', async () => {
  const newman = findStockNewman();
  if ('reason' in newman) throw new Error(newman.reason);
  const cwd = await project(good);
  const files = ['book-shop.postman_collection.json', '-e', 'book-shop.local.postman_environment.json'];
  const play = (value: string) =>
    start(newman.path, ['run', ...files, '--env-var', `client_secret=${value}`], { cwd }).ended;
  expect((await play('right')).code).toBe(0);
  const wrong = await play('wrong');
  expect(wrong.code).toBe(1);
  expect(wrong.stdout.replace(/\s+/g, ' ')).toContain('check client_id and client_secret (from');
});

test('an input of the action is never read as a command', async () => {
  const cwd = await project(good);
  const lines = actionLines({ list: 'endpoints.yaml', environment: '$(touch hacked)', arguments: '; touch hacked #' });
  expect((await playCi(lines, cwd, { [secret]: 'right' })).code).toBe(2);
  expect(existsSync(join(cwd, 'hacked'))).toBe(false);
});

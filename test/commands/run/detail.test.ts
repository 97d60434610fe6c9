import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { serveReplies, tokenAnswer } from '../../support/loopback.ts';
import { makeWorkspace, password, secretEnv } from '../../support/workspace.ts';

const list = `name: Shop
auth: pydio-cells-v1
environments:
  dev: { base_url: "http://127.0.0.1:9", username: admin }
endpoints:
  - { name: Health, request: GET /health?size=1, auth: none }
  - { name: Order, request: GET /orders }
  - { name: Search, request: "GET /search?q={{password}}" }
  - { name: New, request: POST /orders }
`;

/** Runs the list against a server on which /orders fails if `broken` is set. */
async function run(args: readonly string[], broken: boolean) {
  const { origin } = await serveReplies(({ url = '' }) => {
    if (url === '/auth/dex/token') return { status: 200, body: tokenAnswer(600) };
    return { status: broken && url.startsWith('/orders') ? 500 : 200, body: '{}' };
  });
  const cwd = makeWorkspace(list);
  const ended = await inProcess(['run', '--var', `base_url=${origin}`, '--insecure', ...args], { cwd, env: secretEnv });
  return { ...ended, origin, cwd };
}

describe.concurrent('--quiet', () => {
  test('prints the last line only, if all requests pass', async () => {
    const { code, stdout, stderr } = await run(['--quiet'], false);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^passed: 4 requests sent, .*\n$/);
  });

  test('prints the row and the diagnostic of a failed request', async () => {
    const { code, stdout, stderr } = await run(['--quiet'], true);
    expect([code, codesIn(stderr)]).toEqual([1, ['assertion-failed']]);
    const [row, last, ...rest] = stdout.trimEnd().split('\n');
    expect([row, last, rest]).toEqual([
      expect.stringMatching(/^✗ 500 {2}Order /),
      expect.stringMatching(/^failed \(exit 1\)/),
      [],
    ]);
  });

  test('prints why a run cannot start, with its warnings', async () => {
    const { code, stderr } = await run(['--quiet', '--folder', 'Nowhere'], false);
    expect([code, codesIn(stderr).toSorted()]).toEqual([2, ['insecure', 'secret-in-url', 'unknown-folder']]);
  });

  test('changes nothing in the document of --format json', async () => {
    const { stdout } = await run(['--quiet', '--format', 'json'], false);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      diagnostics: [{ code: 'secret-in-url' }, { code: 'insecure' }],
    });
  });
});

describe.concurrent('--verbose', () => {
  test('prints status, method and URL of each request as it was sent, and its time', async () => {
    const { code, stdout, origin } = await run(['--verbose'], true);
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    const sent = lines.slice(lines.indexOf('sent:') + 1, -3).map((line) => line.replace(/ {2}\d+ ms$/, '  … ms'));
    expect(sent).toEqual([
      `  200  POST    ${origin}/auth/dex/token  … ms`,
      `  200  GET     ${origin}/health?size=1  … ms`,
      `  500  GET     ${origin}/orders  … ms`,
      `  200  GET     ${origin}/search?q=••••••  … ms`,
    ]);
  });

  test('shows no secret, neither on the terminal nor in reports', async () => {
    const report = 'r.json';
    const { code, stdout, stderr, cwd } = await run(['--verbose', '--report', `json=${report}`], false);
    const written = readFileSync(join(cwd, report), 'utf8');
    expect(code).toBe(0);
    for (const text of [stdout, stderr, written]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(encodeURIComponent(password).slice(0, 12));
    }
    expect(JSON.parse(written).requests[1]).toMatchObject({ outcome: 'passed', sent: { method: 'GET' } });
  });

  test('is needed for what was sent to be in the report of a request that passed', async () => {
    const { stdout } = await run(['--format', 'json'], true);
    const { requests } = JSON.parse(stdout) as { requests: { name: string; sent?: object }[] };
    expect(requests.filter(({ sent }) => sent !== undefined).map(({ name }) => name)).toEqual(['Order']);
  });
});

test('--quiet and --verbose together are refused, and nothing is sent', async () => {
  const { code, stderr } = await run(['--quiet', '--verbose'], false);
  expect([code, codesIn(stderr)]).toEqual([2, ['secret-in-url', 'usage', 'insecure']]);
});

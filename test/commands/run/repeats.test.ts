import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { serveReplies, tokenAnswer } from '../../support/loopback.ts';
import { makeWorkspace, secretEnv } from '../../support/workspace.ts';

const list = `name: Shop
auth: pydio-cells-v1
environments: { dev: { base_url: "http://127.0.0.1:9", username: admin } }
endpoints: [GET /a, GET /b]
`;

test('after a 401 each refused request is sent again, and all requests on the wire are counted', async () => {
  const server = await serveReplies(({ url }) =>
    url === '/auth/dex/token' ? { status: 200, body: tokenAnswer(600) } : { status: 401 },
  );
  const cwd = makeWorkspace(list);
  const args = ['run', '--var', `base_url=${server.origin}`, '--report', 'json=report.json'];
  const { code, stdout, stderr } = await inProcess(args, { cwd, env: secretEnv });
  const signIn = '200 POST /auth/dex/token';
  expect(server.requests).toEqual([signIn, '401 GET /a', '401 GET /b', signIn, '401 GET /a', '401 GET /b']);
  expect([code, codesIn(stderr).filter((name) => name === 'retried')]).toEqual([1, ['retried', 'retried']]);
  expect(stdout).toMatch(/^failed \(exit 1\): 6 requests sent \(2 of them again, 1 by scripts\), 2 failed/m);
  const { totals } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
  expect(totals).toMatchObject({ sent: 3, repeated: 2, byScripts: 1 });
});

test('a run without repeats counts each request once', async () => {
  const server = await serveReplies(({ url }) => ({ status: 200, body: url === '/a' ? {} : tokenAnswer(600) }));
  const { stdout } = await inProcess(['run', '--var', `base_url=${server.origin}`], {
    cwd: makeWorkspace(list),
    env: secretEnv,
  });
  expect(stdout).toMatch(/^passed: 3 requests sent, /m);
});

import { expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { serveBytes } from '../support/serve-bytes.ts';
import { makeBuiltWorkspace } from '../support/workspace.ts';

const list = `name: Large
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints:
  - { name: First, request: GET /a, expect: { body: { n: 1 } } }
  - { name: Second, request: GET /b, expect: { body: { n: 1 } } }
`;

test('the process that sends the requests has memory for answers of the largest size', async () => {
  const body = Buffer.from(`{"n":1,"a":"${'x'.repeat(99_999_986)}"}`);
  expect(body.length).toBe(100_000_000);
  const { origin } = await serveBytes({ 'Content-Type': 'application/json' }, body);
  const args = ['run', '--var', `base_url=${origin}`, '--max-response', '100MB'];
  const { code, stderr } = await cli(args, { cwd: await makeBuiltWorkspace(list) });
  expect([code, stderr]).toEqual([0, '']);
});

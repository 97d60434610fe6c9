import { expect, test } from 'vitest';
import { cli, codesIn, startCli } from '../support/cli.ts';
import { makeBuiltWorkspace } from '../support/workspace.ts';

/** A request that is allowed for an admin and forbidden for an ordinary user, sent by each of them. */
const list = (asJane: string) => `name: Roles
auth: pydio-cells-v1
identities:
  jane: { template: pydio-cells-v1, username: jane }
environments:
  dev: { base_url: "http://127.0.0.1:9", username: admin }
endpoints:
  - { name: Settings as admin, request: GET /settings, expect: 200 }
  - { name: Settings as jane, request: GET /settings, auth: jane, expect: ${asJane} }
  - { name: Own settings as jane, request: GET /settings/own, auth: jane }
`;

/** Serves one list and runs another against it. Returns the run, the server's log and the names of the secrets. */
async function serveAndRun(served: string, ran: string = served) {
  const server = startCli(['serve', '--port', '0', '--format', 'json'], { cwd: await makeBuiltWorkspace(served) });
  const [text] = await server.until(/^\{[\s\S]*^}\n/m);
  const { origin, secrets } = JSON.parse(text) as { origin: string; secrets: Record<string, string> };
  const run = await cli(['run', '--var', `base_url=${origin}`], { cwd: await makeBuiltWorkspace(ran), env: secrets });
  server.child.kill('SIGINT');
  const { stderr } = await server.ended;
  return { run, requests: stderr.trim().split('\n'), secrets: Object.keys(secrets) };
}

test.concurrent('200 as an admin and 403 as an ordinary user, each with a separate sign-in and secrets', async () => {
  const { run, requests, secrets } = await serveAndRun(list('403'));
  expect([run.code, run.stderr]).toEqual([0, '']);
  expect(secrets).toEqual(['ROLES_DEV_CLIENT_SECRET', 'ROLES_DEV_PASSWORD', 'ROLES_DEV_JANE_PASSWORD']);
  expect(requests).toEqual([
    '200 POST /auth/dex/token',
    '200 POST /auth/dex/token',
    '200 GET /settings',
    '403 GET /settings',
    '200 GET /settings/own',
  ]);
});

test.concurrent('if the server admits the ordinary user, the run exits with 1 at the line that expects 403', async () => {
  const { run, requests } = await serveAndRun(list('200'), list('403'));
  expect([run.code, codesIn(run.stderr)]).toEqual([1, ['assertion-failed']]);
  expect(run.stderr).toMatch(/^endpoints\.yaml:9:\d+: /m);
  expect(requests.slice(2)).toEqual(['200 GET /settings', '200 GET /settings', '200 GET /settings/own']);
});

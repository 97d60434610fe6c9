import { expect, test } from 'vitest';
import { cli, codesIn, unwrap } from '../support/cli.ts';
import { findLeaks } from '../support/leaks.ts';
import { listenOnly, serveReplies, tokenAnswer } from '../support/loopback.ts';
import { clientSecret, makeBuiltWorkspace, password, secretEnv } from '../support/workspace.ts';

const run = async (origin: string, args: readonly string[] = []) =>
  cli(['run', '--var', `base_url=${origin}`, ...args], { cwd: await makeBuiltWorkspace(), env: secretEnv });

test.concurrent.each([302, 307])('a %i of the token endpoint is not followed', async (status) => {
  const elsewhere = await listenOnly();
  const server = await serveReplies(() => ({ status, headers: { Location: `${elsewhere.origin}/auth/dex/token` } }));
  const { code, stderr } = await run(server.origin);
  expect([code, codesIn(stderr)]).toEqual([3, ['sign-in-failed']]);
  expect(unwrap(stderr)).toContain(`answered ${status} and points to 127.0.0.1:${elsewhere.port}`);
  expect(elsewhere).toMatchObject({ connections: 0, bytes: '' });
  expect(server.requests).toEqual([`${status} POST /auth/dex/token`]);
});

test.concurrent('a 307 of the token endpoint is not followed when the guard renews the token', async () => {
  const elsewhere = await listenOnly();
  let tokens = 0;
  const server = await serveReplies((request) => {
    if (request.url !== '/auth/dex/token') return { status: 200 };
    tokens++;
    if (tokens === 1) return { status: 200, body: tokenAnswer(0.6) };
    return { status: 307, headers: { Location: `${elsewhere.origin}/auth/dex/token` } };
  });
  // The first token has expired before the second request.
  const { code, stderr } = await run(server.origin, ['--folder', 'Orders', '--iterations', '2', '--delay', '500ms']);
  expect([code, codesIn(stderr)]).toEqual([3, ['sign-in-failed']]);
  expect(elsewhere).toMatchObject({ connections: 0, bytes: '' });
  expect(tokens).toBe(2);
});

test.concurrent('a redirect of an endpoint is reported as its answer and not followed', async () => {
  const elsewhere = await listenOnly();
  const server = await serveReplies((request) =>
    request.url === '/auth/dex/token'
      ? { status: 200, body: tokenAnswer(600) }
      : { status: 307, headers: { Location: `${elsewhere.origin}/orders` } },
  );
  const { code, stdout, stderr } = await run(server.origin, ['--folder', 'Orders']);
  expect([code, codesIn(stderr)]).toEqual([1, ['assertion-failed']]);
  expect(unwrap(stderr)).toContain('expected 307 to be within 200..299');
  expect(elsewhere.connections).toBe(0);
  expect(findLeaks(stdout + stderr, [password, clientSecret])).toEqual([]);
});

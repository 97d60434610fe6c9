import { request } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerHandle, startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';

const api = apiOf(`name: Shop
auth: pydio-cells-v1
environments: { dev: { base_url: "https://shop.example/api/", username: admin } }
endpoints:
  - { name: Open, request: GET /open, auth: none, expect: { text: hello } }
  - { name: Closed, request: GET /closed, expect: { body: { ok: true } } }
  - { name: Write, request: POST /closed }
`);
const values = new Map([...(api.environments[0]?.values ?? []), ['password', 'p'], ['client_secret', 's']]);
const seen: string[] = [];
let server: ServerHandle;
let base: string;

beforeAll(async () => {
  const onRequest = (method: string, path: string, status: number) => seen.push(`${method} ${path} ${status}`);
  server = await startServer({ api, values, port: 0, onRequest });
  base = `${server.origin}/api`;
});
afterAll(() => server.close());

const tokenRequest = (body: string | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${base}/auth/dex/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from('cells-front:s').toString('base64')}`, ...headers },
    body,
  });
const signedIn = new URLSearchParams({ grant_type: 'password', username: 'admin', password: 'p' });

test('one path takes the credentials of each of its entries, whatever the query', async () => {
  const two = apiOf(`name: Two
auth: basic
identities: { partner: { template: api-key, api_key_header: X-Partner } }
environments: { dev: { base_url: "https://shop.example", username: jane } }
endpoints:
  - { name: All, request: GET /books, expect: { body: { all: true } } }
  - { name: Some, request: "GET /books?limit=1", auth: partner, expect: { body: { some: true } } }
  - { name: Jane only, request: "GET /mine?all=1" }
  - { name: Nobody, request: GET /mine, auth: none }
`);
  const known = new Map([...(two.environments[0]?.values ?? []), ['password', 'pw'], ['partner_api_key', 'key']]);
  const own = await startServer({ api: two, values: known, port: 0 });
  const ask = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(`${own.origin}${path}`, { headers });
    return [answer.status, answer.status === 200 ? await answer.json() : undefined];
  };
  const basic = { Authorization: `Basic ${Buffer.from('jane:pw').toString('base64')}` };
  for (const headers of [basic, { 'X-Partner': 'key' }]) {
    expect((await ask('/books', headers))[0]).toBe(200);
    expect(await ask('/books?limit=1', headers)).toEqual([200, { some: true }]);
  }
  expect((await ask('/books', { 'X-Partner': 'other' }))[0]).toBe(401);
  // A public entry with another query opens nothing else.
  expect((await ask('/mine?all=1', {}))[0]).toBe(401);
  expect((await ask('/mine?all=1', { 'X-Partner': 'key' }))[0]).toBe(401);
  await own.close();
});

test('a token from the token endpoint is accepted', async () => {
  const { id_token: token } = (await (await tokenRequest(signedIn)).json()) as { id_token: string };
  const answer = await fetch(`${base}/closed`, { headers: { Authorization: `Bearer ${token}` } });
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
});

test.each([
  ['GET', '/open', 200],
  ['GET', '/closed', 401],
  ['POST', '/closed', 401],
  ['PUT', '/closed', 405],
  ['DELETE', '/open', 405],
  ['GET', '/nowhere', 404],
  ['GET', '/auth/dex/token', 405],
  ['GET', '/auth/dex/keys', 200],
])('%s %s without a token: %i', async (method, path, status) => {
  const answer = await fetch(`${base}${path}`, { method });
  expect(answer.status).toBe(status);
  if (status === 405)
    expect(answer.headers.get('allow')).toBe(path === '/closed' ? 'GET, POST' : path === '/open' ? 'GET' : 'POST');
  if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  await answer.arrayBuffer();
});

test('a wrong password is refused with the answer of Cells', async () => {
  const answer = await tokenRequest(new URLSearchParams({ grant_type: 'password', username: 'admin', password: 'x' }));
  expect([answer.status, (await answer.json()) as object]).toMatchObject([403, { error: 'access_denied' }]);
});

test.each([
  ['JSON instead of a form', '{"grant_type":"password"}', { 'Content-Type': 'application/json' }],
  [
    'a form that is too large',
    `grant_type=password&x=${'x'.repeat(70_000)}`,
    { 'Content-Type': 'application/x-www-form-urlencoded' },
  ],
])('%s is read as an empty form', async (_, body, headers) => {
  const answer = await tokenRequest(body, headers);
  expect([answer.status, (await answer.json()) as object]).toMatchObject([400, { error: 'invalid_grant' }]);
});

test('discovery returns the token endpoint and the keys that verify a token', async () => {
  const found = (await (await fetch(`${base}/auth/dex/.well-known/openid-configuration`)).json()) as Record<
    string,
    string
  >;
  expect(found.token_endpoint).toBe(`${base}/auth/dex/token`);
  const answer = await fetch(found.token_endpoint as string, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from('cells-front:s').toString('base64')}` },
    body: signedIn,
  });
  const { id_token: token } = (await answer.json()) as { id_token: string };
  const keys = createRemoteJWKSet(new URL(found.jwks_uri as string));
  const { payload } = await jwtVerify(token, keys, { issuer: found.issuer as string, audience: 'cells-front' });
  expect(payload.sub).toBe('admin');
});

test('every request is reported with its method, path and status, without its query', async () => {
  const length = seen.length;
  const answer = await fetch(`${base}/open?password=secret`);
  expect(await answer.text()).toBe('hello');
  await fetch(`${base}/open`, { method: 'HEAD' });
  await fetch(`${base}/open`, { method: 'PUT' });
  expect(seen.slice(length)).toEqual(['GET /api/open 200', 'HEAD /api/open 200', 'PUT /api/open 405']);
});

test('the server keeps running after a request whose path is not a valid URL', async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const { port } = server;
    request({ port, host: '127.0.0.1', path: '//' }, (answer) => resolve(answer.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
  expect(status).toBeGreaterThanOrEqual(400);
  expect((await fetch(`${base}/open`)).status).toBe(200);
});

test('startServer fails if the port is in use', async () => {
  await expect(startServer({ api, values, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the server listens on localhost, and stops when it is closed', async () => {
  const other = await startServer({ api, values, port: 0 });
  expect(other.origin).toBe(`http://localhost:${other.port}`);
  await other.close();
  await expect(fetch(other.origin)).rejects.toThrow();
});

// Every address of 127.0.0.0/8 is this machine on Linux, so one beside 127.0.0.1 shows what a server listens on.
test.runIf(process.platform === 'linux')('the server listens on 127.0.0.1 only, not on all addresses', async () => {
  const { pathname } = new URL(base);
  expect((await fetch(`http://127.0.0.1:${server.port}${pathname}/open`)).status).toBe(200);
  await expect(fetch(`http://127.0.0.2:${server.port}${pathname}/open`)).rejects.toThrow();
});

test('the server for a list without `auth` needs no sign-in', async () => {
  const open = apiOf('name: O\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints: [GET /a]\n');
  const other = await startServer({ api: open, values: new Map(), port: 0 });
  expect((await fetch(`${other.origin}/a`)).status).toBe(200);
  await other.close();
});

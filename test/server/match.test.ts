import { expect, test } from 'vitest';
import { Routes } from '../../src/server/match.ts';
import { apiOf } from '../support/api-of.ts';

const api = apiOf(`name: Routes
variables: { id: 7, other: "https://other.test" }
environments:
  dev: { base_url: "http://localhost:1" }
endpoints:
  - { name: list, request: GET /users }
  - { name: query, request: "GET /users?role=admin" }
  - { name: query2, request: "GET /users", query: { role: admin, page: 2 } }
  - { name: one, request: "GET /users/{id}" }
  - { name: me, request: GET /users/me }
  - { name: sub, request: "GET /users/{id}/roles" }
  - { name: create, request: POST /users }
  - { name: remove, request: "DELETE /users/{id}" }
  - { name: action, request: "POST /users/{id}:lock" }
  - { name: dot, request: GET /a.b/(c)+ }
  - { name: umlaut, request: GET /é%20b }
  - { name: elsewhere, request: "GET {{other}}/users" }
`);

const find = (prefix: string, method: string, path: string) =>
  new Routes(api, prefix).find(method, new URL(path, 'http://localhost:1'));

test.each([
  ['GET', '/users', 'list'],
  ['POST', '/users', 'create'],
  ['GET', '/users/42', 'one'],
  ['GET', '/users/me', 'me'],
  ['GET', '/users/42/roles', 'sub'],
  ['GET', '/users/a/b/c', 'one'],
  ['DELETE', '/users/42', 'remove'],
  ['POST', '/users/7:lock', 'action'],
  ['GET', '/users?role=admin', 'query'],
  ['GET', '/users?role=admin&page=2', 'query2'],
  ['GET', '/users?role=other', 'list'],
  ['GET', '/a.b/(c)+', 'dot'],
  ['GET', '/%C3%A9%20b', 'umlaut'],
])('%s %s matches the endpoint "%s"', (method, path, name) => {
  expect(find('', method, path).endpoints[0]?.name).toBe(name);
});

test.each([
  ['GET', '/', []],
  ['GET', '/user', []],
  ['GET', '/users/', []],
  ['GET', '/axb/(c)+', []],
  ['PUT', '/users', ['GET', 'POST']],
  ['PATCH', '/users/42', ['GET', 'DELETE']],
])('%s %s matches no endpoint, and the methods of the path are %j', (method, path, allowed) => {
  const found = find('', method, path);
  expect(found.endpoints[0]).toBeUndefined();
  expect([...found.allowed].sort()).toEqual([...allowed].sort());
});

test('every path starts with the path of the base URL', () => {
  expect(find('/api/v1', 'GET', '/api/v1/users').endpoints[0]?.name).toBe('list');
  expect(find('/api/v1', 'GET', '/users').endpoints[0]).toBeUndefined();
});

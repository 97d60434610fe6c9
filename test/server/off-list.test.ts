import { describe, expect, test } from 'vitest';
import { valuesBetween } from '../../src/server/request/values-between.ts';
import { signedTemplates } from '../support/signed-templates.ts';
import { basic, form, json, talk } from '../support/talk.ts';

/** Clients that do something else than the list says, as people do who try an API by hand. */

const crud = `  - { name: Create, request: POST /books, json: { title: Dune }, expect: { status: 201, body: { title: Dune } }, save: { id: $.id } }
  - { name: Again, request: POST /books, json: { title: Dune }, expect: 409 }
  - { name: Read, request: "GET /books/{id}", expect: { body: { title: Dune } } }
  - { name: Change, request: "PUT /books/{id}", json: { title: Emma }, expect: { body: { title: Emma } } }
  - { name: Patch, request: "PATCH /books/{id}", json: { title: Ulysses } }
  - { name: Delete, request: "DELETE /books/{id}", expect: 204 }
  - { name: Gone, request: "GET /books/{id}", expect: 404 }
`;

describe('what was sent comes back', () => {
  test('from a create, a change and a read, also beside what the list says', () =>
    talk(crud, [
      ['POST /books', json({ title: 'War', year: 1869 }), 201, { title: 'War', year: 1869, id: 'saved-id' }],
      ['GET /books/saved-id', undefined, 200, { title: 'War', year: 1869 }],
      ['PATCH /books/saved-id', json({ title: 'Peace' }), 200, { title: 'Peace', year: 1869 }],
      ['GET /books/saved-id', undefined, 200, { title: 'Peace', year: 1869 }],
      ['PUT /books/saved-id', json({ title: 'Both' }), 200, { title: 'Both' }],
      ['GET /books/saved-id', undefined, 200, { title: 'Both' }],
    ]));

  test('a list as well as an object', () =>
    talk('  - { request: PUT /tags, json: [a] }\n  - GET /tags\n', [
      ['PUT /tags', json([1, 2]), 200],
      ['GET /tags', undefined, 200, '[1,2]'],
    ]));

  test('with the values of a data row or of --var, which the server does not know', () =>
    talk(
      '  - { request: POST /c, json: { color: "{{color}}" }, save: { id: $.id } }\n  - { request: "GET /c/{id}", expect: { body: { color: "{{color}}" } } }\n',
      [
        ['POST /c', json({ color: 'blue' }), 200, { id: 'saved-id' }],
        ['GET /c/saved-id', undefined, 200, { color: 'blue' }],
      ],
      'variables: { color: red }\n',
    ));
});

describe('what exists', () => {
  test('another create is no conflict, and the same one is', () =>
    talk(crud, [
      ['POST /books', json({ title: 'Dune' }), 201],
      ['POST /books', json({ title: 'War' }), 201],
      ['POST /books', json({ title: 'Dune' }), 409],
    ]));

  test('deleting one leaves the others, and deletes once', () =>
    talk(crud, [
      ['POST /books', json({ title: 'A' }), 201, { id: 'saved-id' }],
      ['POST /books', json({ title: 'B' }), 201, { id: 'saved-id-2' }],
      ['DELETE /books/saved-id', undefined, 204],
      ['GET /books/saved-id', undefined, 404],
      ['DELETE /books/saved-id', undefined, 404],
      ['GET /books/saved-id-2', undefined, 200, { title: 'B' }],
    ]));

  test('the address of what was created leads there, with the path of the base URL', () =>
    talk(
      '  - { request: POST /todos, expect: { status: 201, headers: { Location: /todos/ } }, save: { todo: { header: Location, match: "[^/]+$" } } }\n  - GET /todos/{todo}\n',
      [['POST /todos', undefined, 201, { headers: { location: '/api/todos/saved-todo' } }]],
    ));

  test('so does that of what has its id in the body', () =>
    talk(
      '  - { request: POST /todos, expect: { status: 201, headers: { Location: true } }, save: { todo: $.id } }\n  - GET /todos/{todo}\n',
      [['POST /todos', undefined, 201, { headers: { location: '/api/todos/saved-todo' } }]],
    ));
});

describe('a body of another kind is refused', () => {
  test.each<[string, string, RequestInit, number]>([
    ['broken JSON', 'json: { a: 1 }', { ...json({}), body: '{bad' }, 400],
    ['a text', 'json: { a: 1 }', { body: 'hello' }, 400],
    ['none', 'json: { a: 1 }', {}, 400],
    ['a list instead of an object', 'json: { a: 1 }', json([]), 400],
    ['JSON with other values is taken', 'json: { a: 1 }', json({ b: 2 }), 200],
    ['no query of GraphQL', 'graphql: "{ me }"', json({ nonsense: 1 }), 400],
    ['another query is taken', 'graphql: "{ me }"', json({ query: '{ you }' }), 200],
    ['another element of XML', 'xml: "<a><b/></a>"', { body: '<b/>' }, 400],
    ['XML without its end', 'xml: "<a><b/></a>"', { body: '<a><b/>' }, 400],
    ['other XML is taken', 'xml: "<a><b/></a>"', { body: '<?xml version="1.0"?><a>1</a>' }, 200],
    ['a form without a file', 'multipart: { f: { file: a.bin } }', form({ f: 'x' }), 400],
    ['JSON instead of a form', 'form: { a: 1 }', json({ a: 1 }), 400],
  ])('%s', (_, entry, send, status) => talk(`  - { request: POST /x, ${entry} }\n`, [['POST /x', send, status]]));
});

describe('who asks', () => {
  const users = `auth: basic
identities: { viewer: { template: basic, username: viewer }, nobody: none }
variables: { username: admin }
`;
  const entries = `  - { name: Read, request: GET /o, expect: 200 }
  - { name: Change, request: PATCH /o, json: { copies: 5 } }
  - { name: Viewer may not, request: PATCH /o, auth: viewer, json: { copies: 99 }, expect: 403 }
  - { name: Nobody may not, request: GET /o, auth: nobody, expect: 401 }
`;
  const as = (user: string, body: object): RequestInit => ({
    ...json(body, basic(user).headers as Record<string, string>),
  });

  test('a refusal of one user is not one of another, whatever the body is', () =>
    talk(
      entries,
      [
        ['PATCH /o', as('viewer', { copies: 5 }), 403],
        ['PATCH /o', as('admin', { copies: 99 }), 200],
        ['GET /o', basic('admin'), 200],
        ['GET /o', undefined, 401],
      ],
      users,
    ));

  test('a client that needs a challenge gets it beside the refusal of nobody', () =>
    talk(
      '  - { request: GET /d, expect: 200 }\n  - { request: GET /d, auth: none, expect: 401, name: Nobody }\n',
      [['GET /d', undefined, 401, { headers: { 'www-authenticate': expect.stringMatching(/^Digest /) } }]],
      'auth: ./digest.yaml\n',
      { './digest.yaml': signedTemplates.digest ?? '' },
    ));
});

describe('methods and addresses', () => {
  test('HEAD is answered where GET is, and OPTIONS says what is possible', () =>
    talk('  - { request: GET /a, expect: { body: { a: 1 } } }\n  - POST /a\n', [
      ['HEAD /a', undefined, 200, { headers: { 'content-length': '7' } }],
      ['OPTIONS /a', undefined, 204, { headers: { allow: 'GET, POST' } }],
    ]));

  test('a client that knows any version gets 304', () =>
    talk('  - GET /a\n', [['GET /a', { headers: { 'If-None-Match': '*' } }, 304]]));
});

describe('an answer that is expected as JSON and as text', () => {
  test.each([
    ['spaces', '{ body: { status: ok }, text: \'"status": "ok"\' }', '"status": "ok"'],
    ['a member of the text', '{ body: { id: 1 }, text: \'"ok":true\' }', '"ok":true'],
    ['a compressed body', '{ body: { id: 1 }, headers: { Content-Encoding: gzip } }', '"id":1'],
  ])('%s', (_, expected, want) =>
    talk(`  - { request: GET /a, expect: ${expected} }\n`, [['GET /a', undefined, 200, want]]),
  );
});

test('texts between literals are found in time that grows with the text only', () => {
  const literals = ['<e> ', ' ', ' ', ' ', ' </e>'];
  const started = performance.now();
  expect(valuesBetween(literals, `<e> ${'word '.repeat(100_000)}</x>`)).toBeUndefined();
  expect(valuesBetween(literals, `<e> ${'word '.repeat(100_000)} </e>`)).toHaveLength(4);
  expect(performance.now() - started).toBeLessThan(1000);
});

import { describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';
import { basic, form, json, type Turn, talk } from '../support/talk.ts';

const crud = `  - { name: Create, request: POST /books, json: { title: Dune }, expect: 201, save: { id: $.id } }
  - { name: Again, request: POST /books, json: { title: Dune }, expect: 409 }
  - { name: Read, request: "GET /books/{id}", expect: { body: { title: Dune } } }
  - { name: Change, request: "PUT /books/{id}", json: { title: Emma }, expect: 200 }
  - { name: Changed, request: "GET /books/{id}", expect: { body: { title: Emma } } }
  - { name: Delete, request: "DELETE /books/{id}", expect: 204 }
  - { name: Gone, request: "GET /books/{id}", expect: 404 }
`;

describe('after the last entry', () => {
  const jobs = `  - { name: Start, request: POST /jobs, save: { job: $.id } }
  - { name: Pending, request: "GET /jobs/{job}", expect: { body: { state: pending } } }
  - { name: Done, request: "GET /jobs/{job}", expect: { body: { state: done } }RETRY }
`;
  const turns = (again: string): Turn[] => [
    ['POST /jobs', json({}), 200],
    ['GET /jobs/saved-job', undefined, 200, { state: 'pending' }],
    ['GET /jobs/saved-job', undefined, 200, { state: 'done' }],
    ['GET /jobs/saved-job', undefined, 200, { state: again }],
  ];

  test('one that waits is repeated', () => talk(jobs.replace('RETRY', ', retry: { times: 3 }'), turns('done')));

  test('any other begins a new pass through the list', () => talk(jobs.replace('RETRY', ''), turns('pending')));
});

describe('the list in its order', () => {
  test('what was created is read, changed and deleted, and a second create conflicts', () =>
    talk(crud, [
      ['POST /books', json({ title: 'Dune' }), 201, { id: 'saved-id' }],
      ['POST /books', json({ title: 'Dune' }), 409],
      ['GET /books/saved-id', undefined, 200, { title: 'Dune' }],
      ['GET /books/saved-id', undefined, 200, { title: 'Dune' }],
      ['PUT /books/saved-id', json({ title: 'Emma' }), 200],
      ['GET /books/saved-id', undefined, 200, { title: 'Emma' }],
      ['GET /books/saved-id', undefined, 200, { title: 'Emma' }],
      ['DELETE /books/saved-id', undefined, 204],
      ['GET /books/saved-id', undefined, 404],
    ]));

  test('a second pass creates another one', () =>
    talk(crud, [
      ['POST /books', json({ title: 'Dune' }), 201, { id: 'saved-id' }],
      ['POST /books', json({ title: 'Dune' }), 409],
      ['DELETE /books/saved-id', undefined, 204],
      ['GET /books/saved-id', undefined, 404],
      ['POST /books', json({ title: 'Dune' }), 201, { id: 'saved-id-2' }],
      ['GET /books/saved-id-2', undefined, 200, { title: 'Dune' }],
      ['GET /books/saved-id', undefined, 404],
    ]));

  test('somebody who sends something else reads that', () =>
    talk(crud, [
      ['POST /books', json({ title: 'Ulysses', year: 1922 }), 201],
      ['GET /books/saved-id', undefined, 200, { title: 'Ulysses', year: 1922 }],
      ['PUT /books/saved-id', json({ title: 'Finnegans Wake' }), 200],
      ['GET /books/saved-id', undefined, 200, { title: 'Finnegans Wake' }],
    ]));

  test('PATCH changes a part; passwords do not come back', () =>
    talk(
      `  - { request: POST /users, json: { login: a, mail: b, password: c }, expect: 201, save: { id: $.id } }
  - { request: "PATCH /users/{id}", json: { mail: d } }
  - GET /users/{id}
`.replace('password: c', 'password: "{{password}}"'),
      [
        ['POST /users', json({ login: 'a', mail: 'b', password: 'pw' }), 201],
        ['PATCH /users/saved-id', json({ mail: 'd' }), 200],
        ['GET /users/saved-id', undefined, 200, { id: 'saved-id', login: 'a', mail: 'd' }],
      ],
      'variables: { password: { secret: true } }\n',
    ));
});

describe('several entries for one path', () => {
  test('the credentials decide', () =>
    talk(
      `  - { name: Mine, request: GET /me, expect: { body: { who: jane } } }
  - { name: His, request: GET /me, auth: bob, expect: { body: { who: bob } } }
  - { name: Nobody, request: GET /me, auth: none, expect: 401 }
`,
      [
        ['GET /me', undefined, 401],
        ['GET /me', basic('bob'), 200, { who: 'bob' }],
        ['GET /me', basic('jane'), 200, { who: 'jane' }],
      ],
      'auth: { template: basic, username: jane }\nidentities: { bob: { template: basic, username: bob } }\n',
    ));

  test('the query decides', () =>
    talk(
      '  - { request: "GET /a?page=1", expect: { body: { page: 1 } } }\n  - { request: "GET /a?page=2", expect: { body: { page: 2 } } }\n',
      [
        ['GET /a?page=2', undefined, 200, { page: 2 }],
        ['GET /a?page=1', undefined, 200, { page: 1 }],
      ],
    ));

  test('the body decides', () =>
    talk(
      `  - { name: One, request: POST /rpc, json: { method: one }, expect: { body: { result: 1 } } }
  - { name: Two, request: POST /rpc, json: { method: two }, expect: { body: { result: 2 } } }
  - { name: Form, request: POST /rpc, form: { method: one }, expect: { body: { result: 3 } } }
`,
      [
        ['POST /rpc', json({ method: 'two' }), 200, { result: 2 }],
        ['POST /rpc', json({ method: 'one' }), 200, { result: 1 }],
        ['POST /rpc', { body: new URLSearchParams({ method: 'one' }) }, 200, { result: 3 }],
      ],
    ));

  test('a header decides', () =>
    talk(
      '  - { name: V1, request: GET /a, headers: { X-V: 1 }, expect: { body: { v: 1 } } }\n  - { name: V2, request: GET /a, headers: { X-V: 2 }, expect: { body: { v: 2 } } }\n',
      [
        ['GET /a', { headers: { 'X-V': '2' } }, 200, { v: 2 }],
        ['GET /a', { headers: { 'X-V': '1' } }, 200, { v: 1 }],
      ],
    ));

  test('a literal path decides', () =>
    talk(
      '  - { name: One, request: "GET /a/{id}", expect: { body: { known: true } } }\n  - { name: No, request: GET /a/999, expect: 404 }\n',
      [
        ['GET /a/999', undefined, 404],
        ['GET /a/1', undefined, 200, { known: true }],
      ],
      'variables: { id: "1" }\n',
    ));
});

test('a value that a client makes up is expected of later answers', () =>
  talk(
    `  - { name: Make, request: POST /users, set: { login: "u-{{$timestamp}}" }, json: { login: "{{login}}" }, expect: { body: { login: "{{login}}" } } }
  - { name: All, request: GET /users, expect: { body: [{ login: "{{login}}" }] } }
`,
    [
      ['POST /users', json({ login: 'u-17' }), 200, { login: 'u-17' }],
      ['GET /users', undefined, 200, '[{"login":"u-17"}]'],
    ],
  ));

describe('uploads come back', () => {
  test('a body that is a file', () =>
    talk('  - { request: PUT /logo, file: logo.png, expect: 204 }\n  - GET /logo\n', [
      ['PUT /logo', { body: 'PNG', headers: { 'Content-Type': 'image/png' } }, 204],
      ['GET /logo', undefined, 200, 'PNG'],
    ]));

  test('a file in a form, under the id of the answer', () =>
    talk(
      '  - { request: POST /files, multipart: { file: { file: a.bin }, note: x }, save: { id: $.id } }\n  - GET /files/{id}\n  - { request: "GET /files/{id}/about", expect: { body: { ok: true } } }\n',
      [
        ['POST /files', form({ file: new Blob(['bytes']), note: 'x' }), 200],
        ['GET /files/saved-id', undefined, 200, 'bytes'],
        ['GET /files/saved-id/about', undefined, 200, { ok: true }],
      ],
    ));
});

describe('entity tags', () => {
  test('what is unchanged is not sent again', async () => {
    const api = apiOf(
      'name: T\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints:\n  - { request: GET /a, expect: { body: { a: 1 } } }\n',
    );
    const server = await startServer({ api, values: new Map(), port: 0 });
    const first = await fetch(`${server.origin}/a`);
    const tag = first.headers.get('etag') ?? '';
    const again = await fetch(`${server.origin}/a`, { headers: { 'If-None-Match': `"x", W/${tag}` } });
    const other = await fetch(`${server.origin}/a`, { headers: { 'If-None-Match': '"x"' } });
    await server.close();
    expect([first.status, tag.length > 5, again.status, await again.text(), other.status]).toEqual([
      200,
      true,
      304,
      '',
      200,
    ]);
  });

  test('a saved tag is that of the answer, and an entry with If-None-Match says what it expects', () =>
    talk(
      '  - { name: A, request: GET /a, save: { tag: { header: ETag } } }\n  - { name: B, request: GET /a, headers: { If-None-Match: "{{tag}}" }, expect: 304 }\n',
      [
        ['GET /a', undefined, 200, { headers: { etag: 'saved-tag' } }],
        ['GET /a', { headers: { 'If-None-Match': 'saved-tag' } }, 304],
        ['GET /a', undefined, 200],
      ],
    ));

  test('a header that is expected to be absent is absent', () =>
    talk('  - { request: GET /a, expect: { headers: { ETag: false, Content-Type: false } } }\n', [
      ['GET /a', undefined, 200],
    ]));
});

test('an address that an answer returns leads to this server', async () => {
  const api = apiOf(`name: T
environments: { dev: { base_url: "http://localhost:1/api" } }
endpoints:
  - { request: GET /a, save: { next: { header: Link, match: '<([^>]+)>; rel="next"' } } }
  - { request: "GET {{next}}", expect: { body: { page: 2 } } }
`);
  const server = await startServer({ api, values: new Map([['base_url', 'http://localhost:1/api']]), port: 0 });
  const link = (await fetch(`${server.origin}/api/a`)).headers.get('link') ?? '';
  const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '';
  const second = await (await fetch(next)).json();
  await server.close();
  expect(second).toEqual({ page: 2 });
});

describe('faults', () => {
  test('are for the next answers only', async () => {
    const api = apiOf('name: T\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints:\n  - GET /a\n');
    const faults = [{ method: 'GET', path: '/a', faults: [{ status: 503 }, { closes: true as const }, { delay: 50 }] }];
    const seen: number[] = [];
    const onRequest = (_: string, __: string, status: number) => seen.push(status);
    const server = await startServer({ api, values: new Map(), port: 0, faults, onRequest });
    const ask = () =>
      fetch(`${server.origin}/a`).then(
        ({ status }) => status,
        () => 'closed',
      );
    const answers = [await ask(), await ask(), await ask(), await ask()];
    await server.close();
    expect(answers).toEqual([503, 'closed', 200, 200]);
    expect(seen).toEqual([503, 0, 200, 200]);
  });
});

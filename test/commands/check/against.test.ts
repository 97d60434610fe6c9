import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../../src/server/server.ts';
import { apiOf } from '../../support/api-of.ts';
import { atTheEnd } from '../../support/at-the-end.ts';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const description = `openapi: 3.1.0
info: { title: Shop }
security: [{ token: [] }]
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
paths:
  /books:
    get: { parameters: [{ name: q, in: query, required: true, schema: { type: string } }, { name: limit, in: query, schema: { type: integer } }, { name: X-Shop, in: header, required: true, schema: { type: string } }], responses: { "200": { description: Found } } }
    post: { summary: Add a book, requestBody: { required: true, content: { application/json: {} } }, responses: { "201": { description: Added } } }
  /books/{isbn}: { get: { responses: { 2XX: { description: Found } } } }
  /books/new: { get: { responses: { default: { description: Found } } } }
  /health: { get: { security: [], responses: { "200": { description: Up } } } }
`;
const head = 'name: Shop\nauth: bearer\nenvironments: { dev: { base_url: https://shop.example } }\n';

/** Checks a list against the description. */
async function against(endpoints: string, ...args: string[]) {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'endpoints.yaml'), `${head}${endpoints}`);
  writeFileSync(join(cwd, 'openapi.yaml'), description);
  return inProcess(['check', '--against', 'openapi.yaml', ...args], { cwd });
}

const all = `endpoints:
  - { request: GET /books, query: { q: a }, headers: { X-Shop: a } }
  - { request: POST /books, json: {}, expect: 201 }
  - { request: GET /books/1 }
  - GET /books/new
  - { request: GET /health, auth: none }
`;

describe('check --against', () => {
  test.each([
    ['a list with all operations', all],
    ['below a prefix, with requests elsewhere', `${all.replaceAll(' /', ' /v1/')}  - GET /metrics\n`],
    ['with a path parameter', `variables: { isbn: 1 }\n${all.replace('GET /books/1', '"GET /books/{isbn}"')}`],
  ])('%s', async (_, list) => {
    const { code, stdout, stderr } = await against(list);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'endpoints.yaml compared with openapi.yaml (OpenAPI 3.1):\ncoverage: 100 % (5 of 5 operations); 0 missing, 0 not in the description, 0 differences\n',
    );
  });

  const books = (keys: string) => `{ request: GET /books, ${keys} }`;
  const rows: [title: string, entry: string, code: 'not-in-description' | 'differs-from-description', what: string][] =
    [
      [
        'a request that the description does not have',
        'GET /bookz',
        'not-in-description',
        '"GET /bookz" (GET) is not in the description',
      ],
      ['a method that it does not have', 'DELETE /books/{isbn}', 'not-in-description', 'is not in the description'],
      [
        'a required parameter that is not sent',
        books('headers: { X-Shop: a }'),
        'differs-from-description',
        'the required query parameter "q" is not sent',
      ],
      [
        'a required parameter that is disabled',
        books('query: { q: { value: a, disabled: true } }, headers: { X-Shop: a }'),
        'differs-from-description',
        '"q" is not sent',
      ],
      [
        'a parameter that is mistyped',
        books('query: { q: a, limt: 1 }, headers: { X-Shop: a }'),
        'differs-from-description',
        'the query parameter "limt" is not documented',
      ],
      [
        'a required header that is not sent',
        books('query: { q: a }'),
        'differs-from-description',
        'the required header "X-Shop" is not sent',
      ],
      [
        'a required body that is not sent',
        '{ request: POST /books, expect: 201 }',
        'differs-from-description',
        'the required body is not sent',
      ],
      [
        'a body that is not documented',
        '{ request: GET /books/new, json: {} }',
        'differs-from-description',
        'a body is not documented',
      ],
      [
        'credentials that are not sent',
        '{ request: GET /books/new, auth: none }',
        'differs-from-description',
        'it needs credentials, but is sent without any',
      ],
      [
        'credentials that everybody gets',
        'GET /health',
        'differs-from-description',
        'it is public, but is sent with credentials',
      ],
      [
        'a status that is not documented',
        '{ request: POST /books, json: {}, expect: 200 }',
        'differs-from-description',
        'the status 200 is not documented',
      ],
    ];
  test.each(rows)('%s', async (_, entry, wanted, what) => {
    const { code, stderr } = await against(`endpoints:\n  - ${entry}\n`);
    expect([code, codesIn(stderr)]).toEqual([0, [wanted]]);
    expect(unwrap(stderr)).toContain(what);
  });

  test('too few operations end with 2 (low-coverage), and JSON says which are missing', async () => {
    const { code, stdout } = await against('endpoints: [GET /books/new]\n', '--min-coverage', '50', '--format', 'json');
    expect(code).toBe(2);
    const { diagnostics, against: result } = JSON.parse(stdout);
    expect(diagnostics.map((diagnostic: { code: string }) => diagnostic.code)).toEqual(['low-coverage']);
    const missing = [
      { method: 'GET', path: '/books' },
      { method: 'POST', path: '/books', summary: 'Add a book' },
      {},
      {},
    ];
    expect(result).toMatchObject({ operations: 5, covered: 1, coverage: 20, missing });
    expect((await against('endpoints: [GET /books/new]\n', '--min-coverage', '20')).code).toBe(0);
  });

  test.each(['all', '101'])('--min-coverage %s is refused', async (percent) => {
    const { code, stderr } = await against(all, '--min-coverage', percent);
    expect([code, codesIn(stderr)]).toEqual([2, ['usage']]);
  });
});

describe('check --against URL', () => {
  /** A server that gives its description to those who have the token. */
  async function live(status = 200) {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      const isKnown = request.headers.authorization === 'Bearer token-of-the-test';
      response
        .writeHead(isKnown ? status : 401, { Location: '/elsewhere' })
        .end(isKnown ? description : 'Unauthorized');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atTheEnd(() => server.close());
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  async function check(base: string, url: string, token = 'token-of-the-test') {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'endpoints.yaml'), `${head.replace('https://shop.example', base)}${all}`);
    await inProcess(['generate'], { cwd });
    return inProcess(['check', '--against', url], { cwd, env: { SHOP_DEV_BEARER_TOKEN: token } });
  }

  test("reads the server's own description with the sign-in of the list", async () => {
    const { origin, seen } = await live();
    const { code, stdout, stderr } = await check(origin, `${origin}/openapi.yaml`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('coverage: 100 % (5 of 5 operations)');
    expect(seen).toEqual(['Bearer token-of-the-test']);
  });

  test('sends no credentials to another host', async () => {
    const { origin, seen } = await live();
    const { code, stderr } = await check('https://shop.example', `${origin}/openapi.yaml`);
    expect([code, codesIn(stderr), seen]).toEqual([4, ['description-unread'], [undefined]]);
    expect(unwrap(stderr)).toContain('the server answered with status 401');
  });

  /** A server that notes the header of a request, and a list with another sign-in. */
  async function sees(auth: string, header: string, env: Record<string, string> = {}) {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers[header]);
      response.end(description);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atTheEnd(() => server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cwd = tempFolder();
    const list = head.replace('auth: bearer\n', auth).replace('https://shop.example', `${origin}, username: jane`);
    writeFileSync(
      join(cwd, 'digest.auth.yaml'),
      'description: Digest.\nauth: { type: digest, username: "{{username}}", password: "{{password}}" }\nvariables: { username: { description: Login }, password: { secret: true, description: Password } }\n',
    );
    writeFileSync(join(cwd, 'endpoints.yaml'), `${list}endpoints: [GET /books/new]\n`);
    await inProcess(['generate'], { cwd });
    const { code, stderr } = await inProcess(['check', '--against', `${origin}/openapi.yaml`], { cwd, env });
    return { code, codes: codesIn(stderr).filter((found) => found !== 'unused-variable'), seen, stderr };
  }

  test.each([
    ['auth: basic\n', 'authorization', { SHOP_DEV_PASSWORD: 'secret-1' }, `Basic ${btoa('jane:secret-1')}`],
    ['auth: api-key\n', 'x-api-key', { SHOP_DEV_API_KEY: 'secret-1' }, 'secret-1'],
    ['', 'authorization', {}, undefined],
  ])('with %j, the header %s', async (auth, header, env, want) => {
    expect(await sees(auth, header, env as never)).toMatchObject({ code: 0, seen: [want] });
  });

  test('a sign-in that signs each request is refused, and nothing is sent', async () => {
    const { code, codes, seen, stderr } = await sees('auth: ./digest.auth.yaml\n', 'authorization', {
      SHOP_DEV_PASSWORD: 'secret-1',
    });
    expect([code, codes, seen]).toEqual([2, ['usage'], []]);
    expect(unwrap(stderr)).toContain('cannot be read with auth of type digest');
  });

  test('signs in first, where the list has a token request', async () => {
    const list = `name: Shop\nauth: { template: oauth2-client-credentials, token_url: /oauth/token }\nenvironments: { dev: { base_url: http://127.0.0.1:1, client_id: ci } }\nendpoints: [GET /books/new]\n`;
    const api = apiOf(list);
    const values = new Map([...(api.environments[0]?.values ?? []), ['client_secret', 'secret-1']]);
    const server = await startServer({ api, values, port: 0 });
    atTheEnd(() => server.close());
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'endpoints.yaml'), list.replace('http://127.0.0.1:1', server.origin));
    await inProcess(['generate'], { cwd });
    const run = (secret: string) =>
      inProcess(['check', '--against', `${server.origin}/books/new`], { cwd, env: { SHOP_DEV_CLIENT_SECRET: secret } });
    // It answers, but not with a description.
    const right = await run('secret-1');
    expect([right.code, codesIn(right.stderr)]).toEqual([2, ['bad-description']]);
    const wrong = await run('wrong-one');
    expect([wrong.code, codesIn(wrong.stderr)]).toEqual([3, ['sign-in-failed']]);
  });

  test('follows no redirect, and says what the server answered', async () => {
    const { origin, seen } = await live(302);
    const { code, stderr } = await check(origin, `${origin}/openapi.yaml`);
    expect([code, unwrap(stderr)]).toEqual([4, expect.stringContaining('status 302')]);
    expect(seen).toHaveLength(1);
  });

  test('a wrong token, and no server', async () => {
    const { origin } = await live();
    const wrong = await check(origin, `${origin}/openapi.yaml`, 'not-the-token');
    expect([wrong.code, wrong.stderr.includes('not-the-token')]).toEqual([4, false]);
    const none = await check('http://127.0.0.1:1', 'http://127.0.0.1:1/openapi.yaml');
    expect([none.code, unwrap(none.stderr)]).toEqual([4, expect.stringContaining('ECONNREFUSED')]);
  });
});

import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type ServerHandle, startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';

let server: ServerHandle | undefined;
afterEach(() => server?.close());

/** Starts a server for a list with some entries, whose variables have these values. */
async function serve(entries: readonly string[], values: Record<string, string> = {}): Promise<string> {
  const api = apiOf(`name: Shop
variables: { name: jane, size: 5 }
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
${[...entries, 'GET /alive'].map((entry) => `  - ${entry}`).join('\n')}
`);
  server = await startServer({
    api,
    values: new Map([['name', 'jane'], ['size', '5'], ...Object.entries(values)]),
    port: 0,
  });
  return server.origin;
}

/** What a client reads: status, headers and the whole body. */
function ask(url: string, method = 'GET'): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { method }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      answer.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

describe('a value that cannot be sent is answered with 500, and the server lives', () => {
  test.each<[string, string, Record<string, string>, string]>([
    [
      'a header that is expected',
      '{ request: GET /a, expect: { headers: { X-Name: "{{name}}" } } }',
      { name: '日本' },
      'X-Name cannot be sent: it contains characters outside Latin-1',
    ],
    [
      'a header that is expected, as it is written',
      '{ request: GET /a, expect: { headers: { X-Name: 日本 } } }',
      {},
      'X-Name cannot be sent: it contains characters outside Latin-1',
    ],
    [
      'a header of an example',
      '{ request: GET /a, examples: [{ name: E, headers: { X-Name: "for {{name}}" }, body: {} }] }',
      { name: 'a\r\nSet-Cookie: b' },
      'X-Name cannot be sent: it contains a line break',
    ],
    [
      'a control character',
      '{ request: GET /a, expect: { headers: { X-Name: "{{name}}" } } }',
      { name: 'a\u0000b' },
      'X-Name cannot be sent: it contains a control character',
    ],
    [
      'a typed variable that is not a number',
      '{ request: GET /a, expect: { body: { n: "{{size}}" } } }',
      { size: 'five' },
      'Internal Server Error',
    ],
  ])('%s', async (_, entry, values, words) => {
    const origin = await serve([entry], values);
    const answer = await ask(`${origin}/a`);
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(words);
    expect((await ask(`${origin}/alive`)).status).toBe(200);
  });
});

describe('every header that a list can name is answered', () => {
  test.each<[string, string, string, string]>([
    ['Latin-1 that is expected', '{ request: GET /a, expect: { headers: { X-Name: é } } }', 'x-name', 'é'],
    [
      'Latin-1 of an example',
      '{ request: GET /a, examples: [{ name: E, headers: { X-Name: é }, body: {} }] }',
      'x-name',
      'é',
    ],
    [
      'a header that is saved',
      '{ request: GET /a, save: { id: { header: Location } } }',
      'location',
      '/saved/saved-id',
    ],
    ['a length, as it is', '{ request: GET /a, expect: { headers: { Content-Length: true } } }', 'content-length', '2'],
    [
      'a length that is not this one',
      '{ request: GET /a, expect: { headers: { Content-Length: 99 } } }',
      'content-length',
      '2',
    ],
    [
      'an encoding of the transfer',
      '{ request: GET /a, expect: { headers: { Transfer-Encoding: true } } }',
      'transfer-encoding',
      'chunked',
    ],
  ])('%s', async (_, entry, header, value) => {
    const answer = await ask(`${await serve([entry])}/a`);
    expect([answer.status, answer.headers[header], answer.body]).toEqual([200, value, '{}']);
  });

  test('a refusal too', async () => {
    const api = apiOf(`name: Shop
auth: api-key
environments: { dev: { base_url: "http://localhost:1" } }
endpoints: [GET /a, { name: Alive, request: GET /alive, auth: none }]
`);
    server = await startServer({ api, values: new Map(), port: 0 });
    expect((await ask(`${server.origin}/a`)).status).toBe(401);
    expect((await ask(`${server.origin}/alive`)).status).toBe(200);
  });
});

describe('answers without a body', () => {
  test.each([
    [204, 'expect: 204'],
    [205, 'expect: 205'],
    [304, 'expect: 304'],
    [204, 'expect: 204, examples: [{ name: E, status: 204, body: { a: 1 } }]'],
    [304, 'expect: 304, examples: [{ name: E, status: 304, body: text }]'],
  ])('%i: %s', async (status, keys) => {
    const origin = await serve([`{ request: GET /a, ${keys} }`]);
    for (const nth of [1, 2]) {
      const answer = await ask(`${origin}/a`);
      expect([nth, answer.status, answer.body]).toEqual([nth, status, '']);
    }
  });

  test.each([
    'expect: 100',
    'expect: 101',
    'expect: 1xx',
    'expect: 103, examples: [{ name: E, status: 103, body: {} }]',
  ])('1xx is not an answer yet, so that 200 is sent: %s', async (keys) => {
    expect((await ask(`${await serve([`{ request: GET /a, ${keys} }`])}/a`)).status).toBe(200);
  });

  test('HEAD says how long the body would be', async () => {
    const origin = await serve(['{ request: HEAD /a, expect: { headers: { X-Name: jane } } }']);
    const { status, headers, body } = await ask(`${origin}/a`, 'HEAD');
    expect([status, headers['x-name'], headers['content-length'], body]).toEqual([200, 'jane', '2', '']);
    expect((await ask(`${origin}/alive`)).status).toBe(200);
  });

  test('HEAD of a value that cannot be sent', async () => {
    const origin = await serve(['{ request: HEAD /a, expect: { headers: { X-Name: "{{name}}" } } }'], { name: '日本' });
    expect((await ask(`${origin}/a`, 'HEAD')).status).toBe(500);
    expect((await ask(`${origin}/alive`)).status).toBe(200);
  });
});

test('a client that goes away in the middle of its request does not end the server', async () => {
  const api = apiOf(`name: Shop
auth: pydio-cells-v1
environments: { dev: { base_url: "http://localhost:1", username: admin } }
endpoints: [{ request: GET /alive, auth: none }]
`);
  server = await startServer({ api, values: new Map([...(api.environments[0]?.values ?? [])]), port: 0 });
  await new Promise<void>((resolve) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': 100 };
    const asked = request(`${server?.origin}/auth/dex/token`, { method: 'POST', headers });
    asked.on('error', () => resolve());
    asked.write('grant_type=', () => asked.destroy(new Error('gone')));
  });
  expect((await ask(`${server.origin}/alive`)).status).toBe(200);
});

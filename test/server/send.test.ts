import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type ServerHandle, startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';

let server: ServerHandle | undefined;
afterEach(() => server?.close());

/** Starts a server for a list with these entries and variable values. */
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

/** Sends a request. Returns status, headers and body of the answer. */
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

describe('the answer is 500 for a value that cannot be sent, and the server keeps running', () => {
  test.each<[string, string, Record<string, string>, string]>([
    [
      'a variable in an expected header',
      '{ request: GET /a, expect: { headers: { X-Name: "{{name}}" } } }',
      { name: '日本' },
      'X-Name cannot be sent: it contains characters outside Latin-1',
    ],
    [
      'a literal in an expected header',
      '{ request: GET /a, expect: { headers: { X-Name: 日本 } } }',
      {},
      'X-Name cannot be sent: it contains characters outside Latin-1',
    ],
    [
      'a line break in a header of an example',
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
      'a number variable that is not a number',
      '{ request: GET /a, expect: { body: { n: "{{size}}" } } }',
      { size: 'five' },
      'Internal Server Error',
    ],
  ])('%s', async (_, entry, values, message) => {
    const origin = await serve([entry], values);
    const answer = await ask(`${origin}/a`);
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(message);
    expect((await ask(`${origin}/alive`)).status).toBe(200);
  });
});

describe('every header that a list can expect is sent', () => {
  test.each<[string, string, string, string | undefined]>([
    ['expected Latin-1', '{ request: GET /a, expect: { headers: { X-Name: é } } }', 'x-name', 'é'],
    [
      'Latin-1 in an example',
      '{ request: GET /a, examples: [{ name: E, headers: { X-Name: é }, body: {} }] }',
      'x-name',
      'é',
    ],
    ['a saved header', '{ request: GET /a, save: { id: { header: Location } } }', 'location', '/saved/saved-id'],
    [
      'an expected Content-Length',
      '{ request: GET /a, expect: { headers: { Content-Length: true } } }',
      'content-length',
      '2',
    ],
    [
      'an expected Content-Length with a wrong value, which is corrected',
      '{ request: GET /a, expect: { headers: { Content-Length: 99 } } }',
      'content-length',
      '2',
    ],
    [
      'an expected Trailer, which is not sent',
      '{ request: GET /a, expect: { headers: { Trailer: x } } }',
      'trailer',
      undefined,
    ],
    [
      'an expected Transfer-Encoding',
      '{ request: GET /a, expect: { headers: { Transfer-Encoding: true } } }',
      'transfer-encoding',
      'chunked',
    ],
  ])('%s', async (_, entry, header, value) => {
    const answer = await ask(`${await serve([entry])}/a`);
    expect([answer.status, answer.headers[header], answer.body]).toEqual([200, value, '{}']);
  });

  test('with a refusal, and the server keeps running', async () => {
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
  ])('the status is 200 instead of 1xx, which is not a final answer: %s', async (keys) => {
    expect((await ask(`${await serve([`{ request: GET /a, ${keys} }`])}/a`)).status).toBe(200);
  });

  test('the answer to HEAD has the length of the omitted body', async () => {
    const origin = await serve(['{ request: HEAD /a, expect: { headers: { X-Name: jane } } }']);
    const { status, headers, body } = await ask(`${origin}/a`, 'HEAD');
    expect([status, headers['x-name'], headers['content-length'], body]).toEqual([200, 'jane', '2', '']);
    expect((await ask(`${origin}/alive`)).status).toBe(200);
  });

  test('the answer to HEAD is 500 for a value that cannot be sent', async () => {
    const origin = await serve(['{ request: HEAD /a, expect: { headers: { X-Name: "{{name}}" } } }'], { name: '日本' });
    expect((await ask(`${origin}/a`, 'HEAD')).status).toBe(500);
    expect((await ask(`${origin}/alive`)).status).toBe(200);
  });
});

test('the server keeps running if a client disconnects during a request', async () => {
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

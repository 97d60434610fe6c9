import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { atTheEnd } from '../support/at-the-end.ts';
import { makeCertificate } from '../support/certificates.ts';
import { cli, codesIn, unwrap } from '../support/cli.ts';
import { makeBuiltWorkspace } from '../support/workspace.ts';

const list = `name: Words
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints: [GET /a]
`;

/** Runs the list against a server. `scheme` is what the list believes. */
async function run(server: Server, scheme: 'http' | 'https'): Promise<{ code: number | null; text: string }> {
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => server.close());
  const { port } = server.address() as AddressInfo;
  const base = `base_url=${scheme}://127.0.0.1:${port}`;
  const { code, stderr } = await cli(['run', '--insecure', '--var', base], { cwd: await makeBuiltWorkspace(list) });
  expect(codesIn(stderr)[0]).toBe('insecure');
  return { code, text: unwrap(stderr) };
}

/** A server that answers each request with these bytes. */
const raw = (bytes: string | Buffer) =>
  createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(bytes));
  });
const good = (_request: unknown, response: { end(text: string): unknown }) => response.end('{}');

test.concurrent.each<[string, Server, 'http' | 'https', string]>([
  [
    'two Content-Length headers',
    raw('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}'),
    'http',
    'the answer has Content-Length twice',
  ],
  ['another protocol', raw('SSH-2.0-OpenSSH_9\r\n'), 'http', 'the answer is not HTTP'],
  [
    'an alert of TLS',
    raw(Buffer.from('15030100020246', 'hex')),
    'http',
    'the server answered with TLS; write https://',
  ],
  [
    'http to an https port',
    createTlsServer(makeCertificate({ addresses: ['127.0.0.1'] }), good),
    'http',
    'closed without an answer; if the server expects https, write https://',
  ],
  [
    'https to an http port',
    createHttpServer(good),
    'https',
    'does not answer with TLS; is it https? if not, write http://',
  ],
])('%s: the message says what it is', async (_, server, scheme, want) => {
  const { code, text } = await run(server, scheme);
  expect(code).toBe(4);
  expect(text).toContain(want);
});

const compressed = (coding: string, body: Buffer) =>
  createHttpServer((_request, response) =>
    response.writeHead(200, { 'Content-Encoding': coding, 'Content-Length': body.length }).end(body),
  );
const text = '{"message":"one answer, as it was meant"}';

test.concurrent.each<[string, Buffer]>([
  ['gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['br', brotliCompressSync(text)],
])('%s: an empty body is an answer, and a truncated one is not', async (coding, bytes) => {
  expect((await run(compressed(coding, Buffer.alloc(0)), 'http')).code).toBe(0);
  expect((await run(compressed(coding, bytes.subarray(0, 12)), 'http')).code).toBe(4);
});

test.concurrent.each([
  ['https://robot:hunter22@id.test/login?code=abc#x', ' to https://id.test/login'],
  ['/login?token=abc', ' to /login'],
])('an unexpected redirect says where it points to: %s', async (location, want) => {
  const server = createHttpServer((_request, response) => response.writeHead(302, { Location: location }).end());
  const { code, text } = await run(server, 'http');
  expect(code).toBe(1);
  expect(text).toMatch(new RegExp(`302.*${want}$`, 'm'));
  expect(text).not.toMatch(/hunter22|abc/);
});

import { createServer as createHttpServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guardRequests, refuseCutAnswers } from '../../../src/run/newman/harden-http.ts';

/** Milliseconds: long enough for an answer from this machine, short enough for a test. */
const LIMIT = 400;
// This changes Node's http module for the process of this file, as in newman's process.
guardRequests(LIMIT);

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const web = (answer: (response: ServerResponse) => void) =>
  listen(createHttpServer((_request: IncomingMessage, response) => answer(response)));
/** A server that sends this text. It then closes the connection, or keeps it open. */
const raw = (text: string, close: boolean) =>
  listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => (close ? socket.end(text) : socket.write(text)));
    }),
  );

/** Sends a request. Returns the body or the code of the first error, and the time in milliseconds. */
async function ask(url: string): Promise<{ body?: string; error?: string; time: number }> {
  const started = Date.now();
  const outcome = await new Promise<{ body?: string; error?: string }>((resolve) => {
    const request = get(url, { agent: false, headers: { Connection: 'close' } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('error', () => undefined);
      response.on('end', () => resolve({ body }));
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.message }));
  });
  return { ...outcome, time: Date.now() - started };
}

test('answers within the limit are complete', async () => {
  const url = await web((response) => response.end('fine'));
  expect([await ask(url), await ask(url)]).toMatchObject([{ body: 'fine' }, { body: 'fine' }]);
});

describe('an answer that takes too long is aborted', () => {
  test('when the server sends nothing', async () => {
    const { error, time } = await ask(await web(() => undefined));
    expect(error).toBe('ETIMEDOUT');
    expect(time).toBeGreaterThanOrEqual(LIMIT - 20);
  });

  // newman's own timeout only limits the time without data.
  test('when the server keeps sending single bytes', async () => {
    let timer: NodeJS.Timeout | undefined;
    const url = await web((response) => {
      response.writeHead(200);
      timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const { error, time } = await ask(url);
    clearInterval(timer);
    expect(error).toBe('ETIMEDOUT');
    expect(time).toBeLessThan(LIMIT + 1500);
  });

  test('but not after it was received in time', async () => {
    const url = await web((response) => response.end('fine'));
    expect((await ask(url)).body).toBe('fine');
    await new Promise((resolve) => setTimeout(resolve, LIMIT + 50));
    expect((await ask(url)).body).toBe('fine');
  });
});

test.each<[string, string, boolean, string]>([
  ['a body shorter than its Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345', true, 'ECONNRESET'],
  [
    'a chunked body without a last chunk',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n',
    true,
    'ECONNRESET',
  ],
  [
    'a switch of protocols that was not requested',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    false,
    'ECONNRESET',
  ],
])('%s is an error, not an answer', async (_, text, close, code) => {
  const { error, body, time } = await ask(await raw(text, close));
  expect([error, body]).toEqual([code, undefined]);
  expect(time).toBeLessThan(LIMIT);
});

describe('a compressed answer', () => {
  beforeAll(refuseCutAnswers);

  const text = Buffer.from('one answer, as it was meant. '.repeat(100));
  const kinds = {
    gzip: [() => zlib.createGunzip(), zlib.gzipSync(text)],
    deflate: [() => zlib.createInflate(), zlib.deflateSync(text)],
    'raw deflate': [() => zlib.createInflateRaw(), zlib.deflateRawSync(text)],
    // newman's HTTP library uses these options, which accept truncated input.
    'gzip with sync flush': [
      () => zlib.createGunzip({ flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }),
      zlib.gzipSync(text),
    ],
  } as const;
  const unpack = (make: () => NodeJS.ReadWriteStream, bytes: Buffer) =>
    new Promise<string>((resolve, reject) => {
      const chunks: Buffer[] = [];
      make()
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
        .on('error', reject)
        .end(bytes);
    });

  test.each(Object.entries(kinds))(
    '%s: a complete answer is decompressed, a truncated one is an error',
    async (_, [make, bytes]) => {
      expect(await unpack(make, bytes)).toBe(text.toString('utf8'));
      await expect(unpack(make, bytes.subarray(0, bytes.length >> 1))).rejects.toThrow(/unexpected end/);
    },
  );

  test.each<[string, () => NodeJS.ReadWriteStream, Buffer]>([
    ['gzip', () => zlib.createGunzip(), zlib.gzipSync('')],
    ['deflate', () => zlib.createInflate(), zlib.deflateSync('')],
    ['raw deflate', () => zlib.createInflateRaw(), zlib.deflateRawSync('')],
    ['brotli', () => zlib.createBrotliDecompress(), zlib.brotliCompressSync('')],
  ])('%s: an empty body is an answer, with and without the bytes of an empty stream', async (_, make, bytes) => {
    expect(await unpack(make, Buffer.alloc(0))).toBe('');
    expect(await unpack(make, bytes)).toBe('');
  });

  test('brotli: a truncated answer is an error', async () => {
    const bytes = zlib.brotliCompressSync(text);
    await expect(unpack(() => zlib.createBrotliDecompress(), bytes.subarray(0, bytes.length >> 1))).rejects.toThrow(
      /unexpected end/,
    );
  });
});

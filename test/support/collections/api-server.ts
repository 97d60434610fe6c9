import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atTheEnd } from '../at-the-end.ts';

/** A request as a handler sees it. */
export interface Ask {
  readonly method: string;
  /** Path and query, as they arrived. */
  readonly target: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they arrived. */
  readonly rawHeaders: readonly string[];
  readonly bytes: Buffer;
  readonly text: string;
  /** The JSON of the body. Throws for any other body. */
  json(): Record<string, unknown>;
}

/** An answer: a status, a body (JSON unless it is text or bytes), and headers. */
export type Reply = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

/** A running server and what it received. */
export interface ApiServer {
  readonly origin: string;
  /** `status METHOD path?query` of each request. */
  readonly log: string[];
}

/** Starts a server that a handler answers for. It stops after the last test of the file. */
export async function startApi(answer: (ask: Ask, origin: string) => Reply | Promise<Reply>): Promise<ApiServer> {
  const log: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    const { method = '', headers, rawHeaders, url: target = '/' } = request;
    const json = () => JSON.parse(text);
    const ask: Ask = { method, target, url: new URL(target, api.origin), headers, rawHeaders, bytes, text, json };
    let reply: Reply;
    try {
      reply = await answer(ask, api.origin);
    } catch (error) {
      reply = [400, { error: String(error) }];
    }
    const [status, body, more = {}] = reply;
    log.push(`${status} ${method} ${target}`);
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    response.writeHead(status, {
      ...(isRaw || body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...more,
    });
    response.end(body === undefined ? undefined : isRaw ? body : JSON.stringify(body));
  });
  const api = { origin: '', log };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  atTheEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return api;
}

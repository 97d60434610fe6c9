import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { tokenAnswer } from './loopback.ts';
import { tempFolder } from './temp-folder.ts';

/** A request, read to its end. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A request and the means to answer it: an HTTP response, or raw bytes on the socket. */
export interface Exchange extends Received {
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly origin: string;
  /** A second server, which no run may contact. */
  readonly elsewhere: string;
  /** A Unix socket of the second server. */
  readonly socketPath: string;
}

/** Answers a request. If it returns undefined, the server sends a good answer. */
export type Reply = (exchange: Exchange) => 'answered' | 'never answered' | undefined;

/** Answers one path with the given answer. In a header, `{elsewhere}` stands for {@link Exchange.elsewhere}. */
export const answer =
  (path: string, status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Reply =>
  (exchange) => {
    if (exchange.path !== path) return undefined;
    const fields = Object.entries({ 'Content-Type': 'application/json', ...headers });
    const pairs = fields.flatMap(([key, value]) => [key, value.replace('{elsewhere}', exchange.elsewhere)]);
    exchange.response.writeHead(status, pairs).end(typeof body === 'string' ? body : JSON.stringify(body));
    return 'answered';
  };

/** Leaves requests for one path without an answer. */
export const silent =
  (path: string): Reply =>
  (exchange) =>
    exchange.path === path ? 'never answered' : undefined;

/** A server whose answers a test case chooses. It records all requests. */
export interface OpenServer {
  readonly origin: string;
  /** The origin of a second server, which no run may contact. */
  readonly elsewhere: string;
  readonly received: readonly Received[];
  /** A Unix socket of the second server. */
  readonly socketPath: string;
  /** Requests that the second server received. */
  readonly astray: readonly Received[];
  /** The token of a sign-in, valid for an hour. */
  readonly token: string;
  close(): void;
}

/** The request body, as far as the client sent it. */
async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // A client may disconnect at any time.
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {}
  return Buffer.concat(chunks).toString('utf8');
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => unknown, path?: string) {
  const sockets = new Set<Socket>();
  const server = createServer(handle);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) =>
    server.listen(path === undefined ? { port: 0, host: '127.0.0.1' } : { path }, resolve),
  );
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const { port } = (path === undefined ? server.address() : { port: 0 }) as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close };
}

/** Starts both servers. */
export async function startOpenServer(reply: Reply = () => undefined): Promise<OpenServer> {
  const [received, astray]: [Received[], Received[]] = [[], []];
  const tokens = tokenAnswer(3600);
  const places = { origin: '', elsewhere: '', socketPath: join(tempFolder(), 'socket') };
  const server = (log: Received[], path?: string) =>
    listen(async (request, response) => {
      const { method = '', url = '', headers, socket } = request;
      const entry = { method, path: url, headers, body: await read(request) };
      log.push(entry);
      if (log === received && reply({ ...entry, response, socket, ...places }) !== undefined) return;
      response.setHeader('Content-Type', 'application/json');
      // A request to a proxy contains the complete URL.
      const { pathname } = new URL(url, 'http://open.test');
      response.end(JSON.stringify(pathname === '/auth/dex/token' ? tokens : { ok: true }));
    }, path);
  const [own, other, door] = [await server(received), await server(astray), await server(astray, places.socketPath)];
  Object.assign(places, { origin: own.origin, elsewhere: other.origin });
  return {
    ...places,
    received,
    astray,
    token: String(tokens['id_token']),
    close: () => {
      own.close();
      other.close();
      door.close();
    },
  };
}

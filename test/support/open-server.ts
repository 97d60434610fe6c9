import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { tokenAnswer } from './loopback.ts';
import { tempFolder } from './temp-folder.ts';

/** A request that was read to its end. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A request, and what it may be answered with: HTTP, or any bytes. */
export interface Exchange extends Received {
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** Where the server is, and where another one is that nobody may ask. */
  readonly origin: string;
  readonly elsewhere: string;
  readonly socketPath: string;
}

/** Answers a request; what it does not answer gets a good answer. */
export type Reply = (exchange: Exchange) => 'answered' | 'never answered' | undefined;

/** Answers one path, and all others well. In a header, `{elsewhere}` is the server that nobody may ask. */
export const answer =
  (path: string, status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Reply =>
  (exchange) => {
    if (exchange.path !== path) return undefined;
    const all = Object.entries({ 'Content-Type': 'application/json', ...headers });
    const pairs = all.flatMap(([key, value]) => [key, value.replace('{elsewhere}', exchange.elsewhere)]);
    exchange.response.writeHead(status, pairs).end(typeof body === 'string' ? body : JSON.stringify(body));
    return 'answered';
  };

/** Never answers one path. */
export const silent =
  (path: string): Reply =>
  (exchange) =>
    exchange.path === path ? 'never answered' : undefined;

/** A server that answers as a case wants it to, and keeps all that it was sent. */
export interface OpenServer {
  readonly origin: string;
  /** Another server of this machine. */
  readonly elsewhere: string;
  readonly received: readonly Received[];
  /** A socket of this machine, behind which the other one listens as well. */
  readonly socketPath: string;
  /** What came to the other one. */
  readonly astray: readonly Received[];
  /** A token that is good for an hour. */
  readonly token: string;
  close(): void;
}

/** What is read of a body: what a run sends is small. */
async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // A client may go away at any time.
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

/** Starts one on this machine. */
export async function startOpenServer(reply: Reply = () => undefined): Promise<OpenServer> {
  const [received, astray]: [Received[], Received[]] = [[], []];
  const tokens = tokenAnswer(3600);
  const places = { origin: '', elsewhere: '', socketPath: join(tempFolder(), 'socket') };
  const server = (log: Received[], path?: string) =>
    listen(async (request, response) => {
      const { method = '', url = '', headers, socket } = request;
      const one = { method, path: url, headers, body: await read(request) };
      log.push(one);
      if (log === received && reply({ ...one, response, socket, ...places }) !== undefined) return;
      response.setHeader('Content-Type', 'application/json');
      // A proxy is asked for whole addresses.
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

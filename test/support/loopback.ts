import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { startServer } from '../../src/server/server.ts';
import { apiOf } from './api-of.ts';
import { atTheEnd } from './at-the-end.ts';
import { clientSecret, password, shopList } from './workspace.ts';

/** A server of one test, and the requests it received. */
export interface Loopback {
  readonly port: number;
  readonly origin: string;
  /** `status METHOD path` of each request. */
  readonly requests: string[];
  /** The request bodies, if the server records them. */
  readonly bodies?: readonly string[];
  close(): Promise<unknown>;
}

/** The embedded server for a list, which accepts the password and the client secret of the tests. */
export async function serveShop(list: string = shopList): Promise<Loopback> {
  const api = apiOf(list);
  const requests: string[] = [];
  const values = new Map([
    ...(api.environments[0]?.values ?? []),
    ['password', password],
    ['client_secret', clientSecret],
  ]);
  const onRequest = (method: string, path: string, status: number) => requests.push(`${status} ${method} ${path}`);
  const server = await startServer({ api, values, port: 0, onRequest });
  atTheEnd(() => server.close());
  return { port: server.port, origin: server.origin, requests, close: () => server.close() };
}

/** The answer of {@link serveReplies}; with undefined the server never answers. */
export type Reply =
  | {
      status: number;
      headers?: Record<string, string>;
      /** Sent as JSON. */
      body?: unknown;
      /** Sent unchanged, instead of `body`. */
      text?: string;
    }
  | undefined;

/** A server whose answers a test chooses. It records the request bodies. `nth` starts at 0. */
export async function serveReplies(reply: (request: IncomingMessage, nth: number) => Reply): Promise<Loopback> {
  const requests: string[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = reply(request, requests.length);
    requests.push(`${answer?.status ?? '---'} ${request.method} ${request.url}`);
    bodies.push(Buffer.concat(chunks).toString('utf8'));
    if (!answer) return;
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
    response.end(answer.text ?? (answer.body === undefined ? '{}' : JSON.stringify(answer.body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  atTheEnd(close);
  return { port, origin: `http://127.0.0.1:${port}`, requests, bodies, close };
}

/** A port that accepts connections and never answers. Counts the connections and collects the bytes received. */
export async function listenOnly(): Promise<{ port: number; origin: string; connections: number; bytes: string }> {
  const seen = { port: 0, origin: '', connections: 0, bytes: '' };
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    seen.connections++;
    socket.on('data', (data) => {
      seen.bytes += data.toString('latin1');
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  );
  seen.port = (server.address() as AddressInfo).port;
  seen.origin = `http://127.0.0.1:${seen.port}`;
  return seen;
}

/** The body of a valid token answer. The token's signature is fake. */
export function tokenAnswer(expiresIn: number): Record<string, unknown> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return { id_token: `${part({ alg: 'RS256' })}.${part({ sub: 'admin', exp })}.c2lnbmF0dXJl`, expires_in: expiresIn };
}

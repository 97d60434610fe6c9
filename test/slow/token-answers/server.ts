import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net';
import type { Answer } from '../../support/fake-pm.ts';

/** A sign-in request, read to its end, and the means to answer it. */
export interface Exchange {
  readonly response: ServerResponse;
  /** The connection, to end it without a complete answer. */
  readonly socket: Socket;
  /** The origin of another server, which gives a good token to everyone but must not be contacted. */
  readonly bait: string;
}

/** Answers a request to the token endpoint. */
export type Reply = (exchange: Exchange) => unknown;

/** A server with one token endpoint, and the requests it received. */
export interface TokenServer {
  readonly origin: string;
  /** Bodies of the token requests. */
  readonly signIns: readonly string[];
  /** All other requests, as `path status`. */
  readonly endpoints: readonly string[];
  /** Requests that followed a redirect. */
  readonly astray: readonly string[];
  /** The tokens that requests carried, on all servers. */
  readonly carried: ReadonlySet<string>;
  close(): void;
}

/** Sends an answer of the table of token answers. */
export const replyWith =
  ({ code = 200, text = '', headers }: Answer): Reply =>
  ({ response }) => {
    const type = text.startsWith('<') ? 'text/html' : 'application/json';
    response.writeHead(code, { ...(text === '' ? {} : { 'Content-Type': type }), ...headers }).end(text);
  };

const tokenPath = '/auth/dex/token';

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Starts a token server and the bait.
 *
 * @param accepted tokens that the endpoints accept
 * @param good the body of a good token answer, which a client that follows a redirect receives
 */
export async function startTokenServer(reply: Reply, accepted: readonly string[], good: string): Promise<TokenServer> {
  const signIns: string[] = [];
  const endpoints: string[] = [];
  const astray: string[] = [];
  const carried = new Set<string>();
  const sockets = new Set<Socket>();
  const servers: TcpServer[] = [];

  async function listen(handle: (request: IncomingMessage, response: ServerResponse, body: string) => unknown) {
    const server = createServer(async (request, response) => {
      // A client may disconnect at any time.
      const body = await textOf(request).catch(() => '');
      const [scheme, token] = (request.headers.authorization ?? '').split(/ (.*)/s);
      if (scheme === 'Bearer' && token) carried.add(token);
      handle(request, response, body);
    });
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const answer = (response: ServerResponse, code: number, text: string) =>
    response.writeHead(code, { 'Content-Type': 'application/json' }).end(text);
  const bait = await listen(({ method, url }, response) => {
    astray.push(`${method} ${url}`);
    answer(response, 200, url?.startsWith('/login') ? '<html>' : good);
  });
  const origin = await listen(({ method, url, headers, socket }, response, body) => {
    if (method === 'POST' && url === tokenPath) {
      signIns.push(body);
      reply({ response, socket, bait });
    } else if (url?.startsWith('/elsewhere')) {
      astray.push(`${method} ${url}`);
      answer(response, 200, good);
    } else {
      const status = accepted.some((token) => headers.authorization === `Bearer ${token}`) ? 200 : 401;
      endpoints.push(`${url} ${status}`);
      answer(response, status, '{}');
    }
  });
  return {
    ...{ origin, signIns, endpoints, astray, carried },
    close: () => {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

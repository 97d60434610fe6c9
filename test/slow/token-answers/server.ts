import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net';
import type { Answer } from '../../support/fake-pm.ts';

/** A sign-in that has been read to its end, and what it may be answered with. */
export interface Exchange {
  readonly response: ServerResponse;
  /** The connection, for answers that are none. */
  readonly socket: Socket;
  /** A server elsewhere that gives a good token to everyone, and that nobody may ask. */
  readonly bait: string;
}

/** What the token endpoint does. */
export type Reply = (exchange: Exchange) => unknown;

/** A server with one token endpoint, and what it was asked. */
export interface TokenServer {
  readonly origin: string;
  /** Bodies that came to the token endpoint. */
  readonly signIns: readonly string[];
  /** The others, as `path status`. */
  readonly endpoints: readonly string[];
  /** Requests that went where a redirect pointed to. */
  readonly astray: readonly string[];
  /** The tokens that requests carried, on all servers. */
  readonly carried: ReadonlySet<string>;
  close(): void;
}

/** Answers as a table has it. */
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
 * Starts one, and the bait beside it.
 *
 * @param accepted tokens that its endpoints answer 200 to
 * @param good the body of a good token answer: whoever follows a redirect gets it
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
      // A client may go away at any time.
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

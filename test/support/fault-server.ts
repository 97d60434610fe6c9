import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net';
import type { Fault, Place, Stage, Target } from './faults/fault.ts';
import { tokenAnswer } from './loopback.ts';

/** What each target is asked for, in {@link faultList}. */
export const asked: Readonly<Record<Target, string>> = {
  token: 'POST /auth/dex/token',
  GET: 'GET /read',
  POST: 'POST /change',
};

/** The request that comes after all of them, to the same server as the faulty one. */
export const afterwards = 'GET /after';

/** A list in which the sign-in, a GET and a POST may each be at a server of its own. */
export const faultList = `name: Faults
auth: pydio-cells-v1
environments:
  dev:
    base_url: "http://127.0.0.1:9"
    read_url: "http://127.0.0.1:9"
    change_url: "http://127.0.0.1:9"
    after_url: "http://127.0.0.1:9"
    username: admin
endpoints:
  - name: Read
    request: GET {{read_url}}/read
    auth: inherit
    expect: { status: 200, body: { ok: true } }
  - name: Change
    request: POST {{change_url}}/change
    auth: inherit
    json: { size: 1 }
    expect: { status: 200, body: { ok: true } }
  - name: After
    request: GET {{after_url}}/after
    auth: inherit
    expect: { status: 200, body: { after: true } }
`;

/** A fault that befalls one target, and servers that answer everything else well. */
export interface FaultServer {
  readonly place: Place;
  /** The origin of each variable of {@link faultList}. */
  readonly origins: Readonly<Record<'base_url' | 'read_url' | 'change_url' | 'after_url', string>>;
  /** The token that a good sign-in gives. */
  readonly token: string;
  /** `METHOD path` of each request that was read. */
  readonly arrived: readonly string[];
  /** Requests that went where a redirect pointed to. */
  readonly astray: readonly string[];
  /** Connections that came to what is faulty. */
  connections(): number;
  close(): void;
}

const local = (port: number) => `http://127.0.0.1:${port}`;

/** Servers of one run; all of them end together. */
class Servers {
  private readonly servers: TcpServer[] = [];
  private readonly sockets = new Set<Socket>();

  async listen(server: TcpServer, onConnection: () => void = () => undefined): Promise<number> {
    server.on('connection', (socket: Socket) => {
      onConnection();
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      // A client that has had enough of a fault is right.
      socket.on('error', () => undefined);
    });
    // TLS that fails is what some of the faults are.
    server.on('tlsClientError', () => undefined).on('clientError', (_, socket: Socket) => socket.destroy());
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  close(): void {
    for (const server of this.servers) server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Reads a request to its end: a fault befalls the answer, and must not be mistaken for a body that was not read. */
async function read(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}

function goodBody(path: string, target: Target, token: string): string {
  if (path === '/auth/dex/token') return token;
  if (path === '/after') return '{"after":true}';
  if (path === '/read' || path === '/change') return '{"ok":true}';
  // Where a redirect points to: whoever follows it must take it for the answer.
  return target === 'token' ? token : '{"ok":true}';
}

/** Starts the servers of one fault for one target. */
export async function startFault(fault: Fault, target: Target): Promise<FaultServer> {
  const servers = new Servers();
  const arrived: string[] = [];
  const astray: string[] = [];
  let connections = 0;
  const answer = tokenAnswer(600);
  const token = JSON.stringify(answer);

  const listener =
    (log: string[], handle?: (request: IncomingMessage, response: ServerResponse) => unknown): RequestListener =>
    async (request, response) => {
      const line = `${request.method} ${request.url}`;
      log.push(line);
      // A client may go away at any time.
      await read(request).catch(() => undefined);
      if (handle && line === asked[target]) await handle(request, response);
      else response.setHeader('Content-Type', 'application/json').end(goodBody(request.url ?? '', target, token));
    };

  const good = listener(arrived);
  const bait = local(await servers.listen(createServer(listener(astray))));
  const listen = (server: TcpServer) => servers.listen(server, () => connections++);
  const stage: Stage = {
    good,
    bait,
    listen,
    bad: (spoil) =>
      listener(arrived, ({ socket }, response) =>
        spoil({ socket, response, bait, body: target === 'token' ? token : '{"ok":true}' }),
      ),
    secure: (certificate, handle, options = {}) => listen(createSecureServer({ ...certificate, ...options }, handle)),
  };
  const { how } = fault;
  const place: Place =
    'place' in how ? await how.place(stage) : { origin: local(await listen(createServer(stage.bad(how.answer)))) };
  const rest = local(await servers.listen(createServer(good)));
  const at = (one: Target) => (one === target ? place.origin : rest);
  return {
    place,
    origins: { base_url: at('token'), read_url: at('GET'), change_url: at('POST'), after_url: place.origin },
    token: String(answer['id_token']),
    arrived,
    astray,
    connections: () => connections,
    close: () => servers.close(),
  };
}

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net';
import type { Fault, Place, Stage, Target } from './faults/fault.ts';
import { tokenAnswer } from './loopback.ts';

/** The request of each target in {@link faultList}. */
export const asked: Readonly<Record<Target, string>> = {
  token: 'POST /auth/dex/token',
  GET: 'GET /read',
  POST: 'POST /change',
};

/** The last request of the list. It goes to the faulty server. */
export const afterwards = 'GET /after';

/** A list whose sign-in, GET and POST may each go to a different server. */
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

/** A fault on one target, and servers that answer all other requests correctly. */
export interface FaultServer {
  readonly place: Place;
  /** The origin of each variable of {@link faultList}. */
  readonly origins: Readonly<Record<'base_url' | 'read_url' | 'change_url' | 'after_url', string>>;
  /** The token of a successful sign-in. */
  readonly token: string;
  /** `METHOD path` of each request received. */
  readonly arrived: readonly string[];
  /** Requests that followed a redirect. */
  readonly astray: readonly string[];
  /** The number of connections to the faulty server. */
  connections(): number;
  close(): void;
}

const local = (port: number) => `http://127.0.0.1:${port}`;

/** The servers of one run. They are closed together. */
class Servers {
  private readonly servers: TcpServer[] = [];
  private readonly sockets = new Set<Socket>();

  async listen(server: TcpServer, onConnection: () => void = () => undefined): Promise<number> {
    server.on('connection', (socket: Socket) => {
      onConnection();
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      // A client may close a faulty connection.
      socket.on('error', () => undefined);
    });
    // Some faults make the TLS handshake fail on purpose.
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

/** Reads a request to its end. Otherwise an unread body could look like the fault, which concerns the answer only. */
async function read(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}

function goodBody(path: string, target: Target, token: string): string {
  if (path === '/auth/dex/token') return token;
  if (path === '/after') return '{"after":true}';
  if (path === '/read' || path === '/change') return '{"ok":true}';
  // The target of a redirect. It answers correctly, so that a client that follows the redirect is detected.
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
      // A client may disconnect at any time.
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
  const at = (other: Target) => (other === target ? place.origin : rest);
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
